//! Whether a day can be won: tried by the trainees, bounded by the forecast, searched where both leave it open.
//!
//! The search knows the luck. It goes through what can be done at each moment at which anything changes, depth first,
//! leaves out states it has seen and those that can no longer reach the goal in time or sooner than what was found, and
//! stops at its budget. A goal that the forecast puts behind its deadline cannot be reached by anybody, at any moment; a
//! search that has gone through everything says the same of its own moves.

use super::book::Book;
use super::builtin::Builtin;
use super::{Played, Trainee, names, par};
use crate::scenario::Plan;
use crate::scenario::forecast::{Forecast, Thing};
use crate::score::{Band, fold};
use crate::sim::canonical::Canon;
use crate::sim::moves::{Goal, Guide, Move};
use crate::sim::{Command, Kind, Simulation};
use crate::time::Time;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

/// States the search looks at when nothing else is said.
pub const BUDGET: usize = 200_000;

/// What is known of a day.
pub struct Solution {
    /// The seed.
    pub seed: u64,
    /// What must be brought about; `None`: the scenario only asks for a good score.
    pub goal: Option<Goal>,
    /// Whether it can be.
    pub verdict: Verdict,
    /// The run that brings about the goal, if one was found: who played, and how.
    pub witness: Option<(String, Played)>,
    /// When everything can be back at the earliest, if anything goes down and it was asked for.
    pub restored: Option<Restored>,
    /// The best total found, in tenths of a point, and by whom.
    pub best: (i64, String),
    /// States the search has looked at.
    pub states: usize,
}

/// Whether a goal can be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The witness does.
    Winnable,
    /// Nobody can: what it has to wait for, the nearest first, with the earliest time of each; and by when it had to be.
    /// Without a chain, every way was gone through.
    Impossible {
        /// What it waits for.
        chain: Vec<(Thing, Time)>,
        /// By when, if there is a time.
        due: Option<Time>,
    },
    /// The budget was spent.
    Undecided,
}

/// When everything is back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restored {
    /// As early as this was found.
    pub found: Option<Time>,
    /// Earlier than this it cannot be.
    pub not_before: Option<Time>,
    /// Nothing earlier is possible: the bound says so, or everything earlier was gone through.
    pub proven: bool,
}

/// Solves a day, with so many states for each search. When everything can be back at the earliest is looked for only when
/// it is asked for: that takes longer than to find one way to win.
pub fn solve(plan: &Arc<Plan>, seed: u64, par: &Book, budget: usize, when_back: bool) -> Solution {
    let start = Simulation::new(plan.clone(), seed);
    let forecast = Forecast::of_day(plan, start.day());
    let goal = Goal::of(plan);
    let mut solution = Solution {
        seed,
        goal,
        verdict: Verdict::Undecided,
        witness: None,
        restored: None,
        best: (-1, String::new()),
        states: 0,
    };
    let mut restored: Option<Time> = None;
    for (name, played) in witnesses(plan, seed, par) {
        let total = fold(plan, played.simulation.events()).total;
        if total > solution.best.0 {
            solution.best = (total, name.clone());
        }
        if is_proper(&played.simulation) {
            restored = restored.into_iter().chain(back_at(&played.simulation)).min();
        }
        let better =
            solution.witness.as_ref().is_none_or(|(_, known)| fold(plan, known.simulation.events()).total < total);
        if better && wins(goal, &played.simulation) {
            solution.witness = Some((name, played));
        }
    }
    solution.verdict = match (&solution.witness, goal) {
        (Some(_), _) => Verdict::Winnable,
        // Only the score counts, and nobody known has passed: policies were searched, plays were not.
        (None, None) => Verdict::Undecided,
        (None, Some(goal)) => decide(plan, &start, &forecast, goal, budget, &mut solution),
    };
    if when_back && plan.systems.iter().any(|system| system.down.is_some()) {
        solution.restored = Some(earliest(plan, &start, &forecast, restored, budget, &mut solution.states));
    }
    solution
}

/// The trainees that may show how, the likeliest first, and par.
fn witnesses(plan: &Arc<Plan>, seed: u64, par: &Book) -> Vec<(String, Played)> {
    let names = names(plan).into_iter().filter(|name| name != par::NAME);
    let mut played: Vec<(String, Played)> = names
        .filter_map(|name| {
            let trainee = Trainee::named(&name, plan)?;
            Some((name, trainee.play(plan, seed)))
        })
        .collect();
    played.push((par::NAME.to_owned(), Builtin::Book(par.clone()).play(plan.clone(), seed)));
    played
}

/// Nothing was begun without the word it needs, and nothing destroyed.
fn is_proper(simulation: &Simulation) -> bool {
    simulation.broken().is_none()
        && !simulation
            .events()
            .iter()
            .any(|event| matches!(event.kind, Kind::RepairStarted { authorised: false, .. } | Kind::Destroyed { .. }))
}

/// Whether a run that is over has brought its goal about, and properly.
pub fn wins(goal: Option<Goal>, simulation: &Simulation) -> bool {
    is_proper(simulation)
        && match goal {
            Some(Goal::Met(wanted)) => simulation
                .events()
                .iter()
                .any(|event| matches!(event.kind, Kind::DeadlineMet { deadline, .. } if deadline == wanted)),
            Some(Goal::Restored) => simulation.has_reached(Goal::Restored),
            None => Band::of(fold(simulation.plan(), simulation.events()).total) >= Band::Pass,
        }
}

/// When the last system came back for good.
fn back_at(simulation: &Simulation) -> Option<Time> {
    let back = simulation.events().iter().rev().find(|event| matches!(event.kind, Kind::ServiceRestored { .. }));
    back.filter(|_| simulation.has_reached(Goal::Restored)).map(|event| event.t)
}

/// The bound of a goal from the start of the day, and what it waits for.
fn bound_of(plan: &Plan, forecast: &Forecast, goal: Goal) -> (Thing, Option<Time>) {
    match goal {
        Goal::Met(deadline) => (Thing::Done(deadline), forecast.bound(Thing::Done(deadline)).earliest()),
        Goal::Restored => {
            let systems = (0..plan.systems.len() as u16).map(crate::id::SystemId);
            let broken = systems.filter(|system| plan.system(*system).down.is_some()).map(Thing::Back);
            let latest = broken.max_by_key(|thing| forecast.bound(*thing).earliest().unwrap_or(Time::MAX));
            let thing = latest.unwrap_or(Thing::Back(crate::id::SystemId(0)));
            (thing, forecast.bound(thing).earliest())
        }
    }
}

fn decide(
    plan: &Arc<Plan>,
    start: &Simulation,
    forecast: &Forecast,
    goal: Goal,
    budget: usize,
    solution: &mut Solution,
) -> Verdict {
    let (thing, bound) = bound_of(plan, forecast, goal);
    let due = match goal {
        Goal::Met(deadline) => {
            let at = plan.deadline(deadline).at;
            at.anchor.is_none().then(|| start.day().value(at.offset))
        }
        Goal::Restored => None,
    };
    let limit = due.unwrap_or(plan.ends).min(plan.ends);
    let Some(bound) = bound.filter(|bound| *bound <= limit) else {
        return Verdict::Impossible { chain: forecast.chain(thing), due };
    };
    let mut search = Search::new(plan, start, goal, bound, budget);
    let found = search.run(limit + 1, |log| {
        let played = finished(plan, solution.seed, log);
        let won = wins(Some(goal), &played.simulation);
        if won {
            solution.witness = Some((SOLVER.to_owned(), played));
        }
        won
    });
    solution.states += search.states();
    if let Some((_, witness)) = &solution.witness {
        let total = fold(plan, witness.simulation.events()).total;
        if total > solution.best.0 {
            solution.best = (total, SOLVER.to_owned());
        }
    }
    match found {
        Found::At(_) => Verdict::Winnable,
        Found::Nothing => Verdict::Impossible { chain: Vec::new(), due },
        Found::Unknown(_) => Verdict::Undecided,
    }
}

/// Who plays what a search has found.
pub const SOLVER: &str = "solver";

/// What a search has found, played to the end of the day: what is left is done by the book.
fn finished(plan: &Arc<Plan>, seed: u64, log: &[(Time, Command)]) -> Played {
    let mut simulation = Simulation::new(plan.clone(), seed);
    for (time, command) in log {
        simulation.advance_to(*time);
        // The search has made these very moves on the same day.
        let _ = simulation.apply(command);
    }
    let rest = Builtin::Book(Book::by_the_book()).play_on(simulation);
    Played { log: log.iter().cloned().chain(rest.log).collect(), ..rest }
}

fn earliest(
    plan: &Arc<Plan>,
    start: &Simulation,
    forecast: &Forecast,
    known: Option<Time>,
    budget: usize,
    states: &mut usize,
) -> Restored {
    let (_, bound) = bound_of(plan, forecast, Goal::Restored);
    let Some(bound) = bound.filter(|bound| *bound <= plan.ends) else {
        return Restored { found: known, not_before: None, proven: true };
    };
    if known == Some(bound) {
        return Restored { found: known, not_before: Some(bound), proven: true };
    }
    let (mut found, mut not_before, mut left) = (known, bound, budget);
    // First the ways that seldom leave the likeliest move: they find early ones soon, and prove nothing.
    for leaves in 0..LEAVES {
        let latest = found.unwrap_or(plan.ends + 1);
        let mut search = Search::new(plan, start, Goal::Restored, not_before, (left / 4).max(1));
        let result = search.run_leaving(latest, leaves, |_| true);
        *states += search.states();
        left = left.saturating_sub(search.states());
        if let Found::At(time) | Found::Unknown(Some(time)) = result {
            found = Some(time);
        }
    }
    // Then all ways, halfway between what is known and what is possible, again and again.
    for round in (1..=ROUNDS).rev() {
        let latest = found.unwrap_or(plan.ends + 1);
        if latest <= not_before {
            break;
        }
        let limit = if round == 1 { latest } else { not_before + (latest - not_before + 1) / 2 };
        let mut search = Search::new(plan, start, Goal::Restored, not_before, left.div_ceil(round));
        let result = search.run(limit, |_| true);
        *states += search.states();
        left = left.saturating_sub(search.states());
        match result {
            Found::At(time) => {
                found = Some(time);
                not_before = time;
            }
            Found::Nothing => not_before = limit,
            Found::Unknown(better) => found = better.or(found),
        }
    }
    Restored { found, not_before: Some(not_before), proven: found.is_none_or(|found| found <= not_before) }
}

/// How often the likeliest move may be left at most, less one, in the first searches.
const LEAVES: u32 = 7;
/// How often the limit is halved.
const ROUNDS: usize = 8;

/// What a search came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The goal, at the earliest then.
    At(Time),
    /// There is no way before the limit.
    Nothing,
    /// The budget is spent; the best so far, if there was any.
    Unknown(Option<Time>),
}

/// A depth-first branch and bound over the moves of a day.
pub struct Search {
    start: Simulation,
    goal: Goal,
    bound: Time,
    budget: usize,
    guide: Guide,
    canon: Canon,
    /// States that were looked at, with how often the likeliest move could still be left there.
    seen: HashMap<u128, u32, foldhash::fast::FixedState>,
}

/// A state on the way, with what is left to try in it.
struct Frame {
    simulation: Simulation,
    /// What can be done, the likeliest last.
    moves: Vec<Move>,
    /// How many commands led here.
    commands: usize,
    /// How often the likeliest move may still be left for another.
    leaves: u32,
    /// The likeliest move is still to come.
    fresh: bool,
}

impl Search {
    /// A search from a state of a run, towards a goal that cannot be reached before `bound`.
    pub fn new(plan: &Plan, start: &Simulation, goal: Goal, bound: Time, budget: usize) -> Search {
        Search {
            start: start.without_events(),
            goal,
            bound,
            budget,
            guide: Guide::of(plan, start.day()),
            canon: Canon::of(plan),
            seen: HashMap::with_hasher(foldhash::fast::FixedState::with_seed(0)),
        }
    }

    /// How many different states were looked at.
    pub fn states(&self) -> usize {
        self.seen.len()
    }

    /// Looks for the goal before a limit, and then for earlier ways to it. `accept` may turn one down: what looked won
    /// can still be lost later in the day.
    pub fn run(&mut self, limit: Time, accept: impl FnMut(&[(Time, Command)]) -> bool) -> Found {
        self.run_leaving(limit, u32::MAX, accept)
    }

    /// The same, among the ways that leave the likeliest move at most so often (limited discrepancy search, W. D. Harvey
    /// and M. L. Ginsberg, 1995). That there is none among them says nothing about the others.
    pub fn run_leaving(
        &mut self,
        limit: Time,
        leaves: u32,
        mut accept: impl FnMut(&[(Time, Command)]) -> bool,
    ) -> Found {
        let mut best: Option<Time> = None;
        let mut log: Vec<(Time, Command)> = Vec::new();
        let mut stack: Vec<Frame> = Vec::new();
        let first = self.start.clone();
        self.enter(first, 0, leaves, limit, &mut stack);
        while let Some(frame) = stack.last_mut() {
            let earlier_than = best.unwrap_or(limit);
            log.truncate(frame.commands);
            let Some(next) = frame.moves.pop() else {
                stack.pop();
                continue;
            };
            let leaves = if std::mem::take(&mut frame.fresh) {
                frame.leaves
            } else if frame.leaves == 0 {
                stack.pop();
                continue;
            } else {
                frame.leaves - u32::from(frame.leaves != u32::MAX)
            };
            if self.seen.len() >= self.budget {
                return Found::Unknown(best);
            }
            let mut simulation = if frame.moves.is_empty() {
                // The last move needs no copy.
                std::mem::replace(&mut frame.simulation, self.start.clone())
            } else {
                frame.simulation.clone()
            };
            match next.command {
                Some(command) => {
                    let time = simulation.now();
                    if simulation.apply(&command).is_err() {
                        continue;
                    }
                    log.push((time, command));
                }
                None => match simulation.next_change_of(&self.guide) {
                    Some(time) => simulation.advance_to(time),
                    None => continue,
                },
            }
            if simulation.has_reached(self.goal) {
                let time = simulation.now();
                if time < earlier_than && accept(&log) {
                    best = Some(time);
                    if time <= self.bound || matches!(self.goal, Goal::Met(_)) {
                        return Found::At(time);
                    }
                }
                continue;
            }
            let commands = log.len();
            self.enter(simulation, commands, leaves, best.unwrap_or(limit), &mut stack);
        }
        best.map_or(Found::Nothing, Found::At)
    }

    /// Goes into a state, unless it was seen, is over, or can reach the goal no earlier than what is known.
    fn enter(
        &mut self,
        simulation: Simulation,
        commands: usize,
        leaves: u32,
        earlier_than: Time,
        stack: &mut Vec<Frame>,
    ) {
        if simulation.is_over() || simulation.not_before(self.goal, self.bound, &self.guide) >= earlier_than {
            return;
        }
        match self.seen.entry(self.canon.fingerprint(&simulation)) {
            Entry::Vacant(free) => {
                free.insert(leaves);
            }
            Entry::Occupied(seen) if *seen.get() >= leaves => return,
            Entry::Occupied(mut seen) => {
                seen.insert(leaves);
            }
        }
        let mut moves = simulation.moves(&self.guide);
        moves.reverse();
        stack.push(Frame { simulation, moves, commands, leaves, fresh: true });
    }
}
