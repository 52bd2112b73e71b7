//! Who plays without hands: the reference trainees, those of a scenario file, and scripts written elsewhere.

pub mod behaviour;
pub mod book;
pub mod builtin;
pub mod calibrate;
pub mod hand;
pub(crate) mod moves;
pub mod par;
pub mod script;
pub mod solve;
pub mod wander;

use crate::scenario::plan::{Condition, Plan};
use crate::score::Score;
use crate::sim::{Simulation, replay};
pub use script::Played;
use std::sync::Arc;

/// Somebody who can play a scenario.
#[derive(Clone)]
pub enum Trainee {
    /// One of the scenario's own, by its place.
    Own(usize),
    /// A built-in one.
    Builtin(builtin::Builtin),
}

impl Trainee {
    /// The trainee of a name: one of the scenario's, else a built-in one. `None` when there is none of that name.
    pub fn named(name: &str, plan: &Arc<Plan>) -> Option<Trainee> {
        match plan.trainees.iter().position(|trainee| trainee.id == name) {
            Some(place) => Some(Trainee::Own(place)),
            // Searched for anew each time: who plays many days keeps the trainee.
            None if name == par::NAME => Some(Trainee::Builtin(builtin::Builtin::Book(par::par(plan)))),
            None => builtin::named(name).map(Trainee::Builtin),
        }
    }

    /// Plays a day to its end.
    pub fn play(&self, plan: &Arc<Plan>, seed: u64) -> Played {
        match self {
            Trainee::Own(place) => script::play(plan.clone(), seed, &plan.trainees[*place].does),
            Trainee::Builtin(builtin) => builtin.play(plan.clone(), seed),
        }
    }
}

/// Plays a trainee: one of the scenario's, else a built-in one. `None` when there is none of that name.
pub fn play(name: &str, plan: &Arc<Plan>, seed: u64) -> Option<Played> {
    Trainee::named(name, plan).map(|trainee| trainee.play(plan, seed))
}

/// The names of all trainees of a scenario: its own first, those with a weakness last.
pub fn names(plan: &Plan) -> Vec<String> {
    let own = plan.trainees.iter().map(|trainee| trainee.id.clone());
    let weak = book::WEAKNESSES.iter().map(|weakness| weakness.name);
    own.chain(builtin::NAMES.into_iter().chain([par::NAME]).chain(weak).map(str::to_owned)).collect()
}

/// The expectations of a trainee that did not come true in a run it played.
pub fn failed_expectations(played: &Played, score: &Score, expected: &[Condition]) -> Vec<usize> {
    // What must come true inside a window is watched for while the day is played again.
    let mut windows = Vec::new();
    expected.iter().for_each(|condition| collect(condition, &mut windows));
    let simulation = &played.simulation;
    let watched = replay(simulation.plan().clone(), simulation.seed(), &played.log, |simulation| {
        windows.iter().for_each(|condition| {
            simulation.watch((*condition).clone());
        });
    });
    let Ok(watched) = watched else { return (0..expected.len()).collect() };
    expected
        .iter()
        .enumerate()
        .filter(|(_, condition)| !came_true(&watched, &windows, score, condition))
        .map(|(place, _)| place)
        .collect()
}

fn collect<'a>(condition: &'a Condition, windows: &mut Vec<&'a Condition>) {
    match condition {
        Condition::All(children) | Condition::Any(children) => {
            children.iter().for_each(|child| collect(child, windows))
        }
        Condition::Not(child) => collect(child, windows),
        Condition::Within(_, child) => windows.push(child),
        _ => {}
    }
}

fn came_true(simulation: &Simulation, windows: &[&Condition], score: &Score, expected: &Condition) -> bool {
    let came = |child: &Condition| came_true(simulation, windows, score, child);
    match expected {
        Condition::All(children) => children.iter().all(came),
        Condition::Any(children) => children.iter().any(came),
        Condition::Not(child) => !came(child),
        Condition::Within(window, child) => {
            let watch = windows.iter().position(|watched| *watched == &**child);
            let first = watch.and_then(|watch| simulation.first_true(watch));
            let start = match window.anchor {
                Some(anchor) => simulation.began(anchor),
                None => Some(0),
            };
            let (Some(first), Some(start)) = (first, start) else { return false };
            window.from.is_none_or(|from| first >= start + from) && window.to.is_none_or(|to| first <= start + to)
        }
        Condition::Ending(ending) => simulation.ending() == Some(*ending),
        Condition::Score(range) => {
            score.total >= range.least.saturating_mul(10) && score.total <= range.most.saturating_mul(10)
        }
        Condition::Bar(id, range) => score.bar(id).is_some_and(|bar| range.contains(bar.share / 10)),
        other => simulation.holds(other),
    }
}
