//! Goes through every state of a small day, with the solver and with `stateright`, and compares how many there are.

use shikyu::scenario::Plan;
use shikyu::sim::Simulation;
use shikyu::sim::canonical::Canon;
use shikyu::sim::moves::{Goal, Guide, Move};
use shikyu::trainee::solve::{Found, Search};
use stateright::{Checker, Model, Property};
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::time::Instant;

struct Day {
    start: Simulation,
    guide: Guide,
    canon: Canon,
}

/// A state, the same as another when the same can still happen.
#[derive(Clone, Debug)]
struct State {
    simulation: Simulation,
    fingerprint: u128,
}

impl PartialEq for State {
    fn eq(&self, other: &State) -> bool {
        self.fingerprint == other.fingerprint
    }
}

impl Hash for State {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.fingerprint.hash(hasher);
    }
}

impl Day {
    fn state(&self, simulation: Simulation) -> State {
        let fingerprint = self.canon.fingerprint(&simulation);
        State { simulation, fingerprint }
    }
}

impl Model for Day {
    type State = State;
    type Action = Move;

    fn init_states(&self) -> Vec<State> {
        vec![self.state(self.start.clone())]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Move>) {
        actions.extend(state.simulation.moves(&self.guide));
    }

    fn next_state(&self, state: &State, action: Move) -> Option<State> {
        let mut simulation = state.simulation.clone();
        match action.command {
            Some(command) => simulation.apply(&command).ok()?,
            None => simulation.advance_to(simulation.next_change_of(&self.guide)?),
        }
        Some(self.state(simulation))
    }

    fn within_boundary(&self, state: &State) -> bool {
        !state.simulation.is_over() && !state.simulation.has_reached(Goal::Restored)
    }

    fn properties(&self) -> Vec<Property<Day>> {
        // Something that always holds keeps the checker going to the end.
        vec![Property::always("time does not run out", |_: &Day, state: &State| state.simulation.now() >= 0)]
    }
}

fn main() {
    let source = include_str!("../../small.ron");
    let plan: Arc<Plan> = match shikyu::scenario::load("small.ron", source) {
        Ok(plan) => Arc::new(plan),
        Err(report) => panic!("{}", report.human(shikyu::text::Language::En)),
    };
    for seed in 1..=5 {
        let start = Simulation::new(plan.clone(), seed).without_events();
        let began = Instant::now();
        let mut search = Search::new(&plan, &start, Goal::Restored, 0, usize::MAX);
        // Every way is turned down, so that every way is gone through.
        let found = search.run(i64::MAX, |_| false);
        assert_eq!(found, Found::Nothing);
        let own = (search.states(), began.elapsed());
        let (guide, canon) = (Guide::of(&plan, start.day()), Canon::of(&plan));
        let began = Instant::now();
        let checker = Day { start, guide, canon }.checker().spawn_dfs().join();
        let other = (checker.unique_state_count(), began.elapsed());
        let rate = |(states, took): (usize, std::time::Duration)| states as f64 / took.as_secs_f64();
        println!(
            "seed {seed}: solver {} states, {:.0}/s; stateright {} states, {:.0}/s; ratio {:.2}",
            own.0,
            rate(own),
            other.0,
            rate(other),
            rate(own) / rate(other)
        );
        assert_eq!(own.0, other.0);
    }
}
