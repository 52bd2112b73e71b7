//! The contract of a run: a pure function of scenario, seed and commands. The same commands bring the same state at every
//! minute, however time is cut into steps; and a run that was put away after any event and taken up again goes on as if
//! nothing had happened.

use shikyu::record::words::CommandWords;
use shikyu::scenario::{Plan, library};
use shikyu::sim::{Command, Simulation};
use shikyu::time::{MINUTE, Time};
use shikyu::trainee::{Played, Trainee, names};
use std::sync::Arc;

fn plans() -> Vec<Arc<Plan>> {
    let load = |(name, source): (String, &'static str)| match shikyu::scenario::load(&name, source) {
        Ok(plan) => Arc::new(plan),
        Err(report) => panic!("{}", report.human(shikyu::text::Language::En)),
    };
    library::built_in().map(load).collect()
}

/// Every trainee but par, which plays like the book with other numbers and takes long to find.
fn trainees(plan: &Arc<Plan>) -> Vec<Trainee> {
    let names = names(plan).into_iter().filter(|name| name != "par");
    names.filter_map(|name| Trainee::named(&name, plan)).collect()
}

/// The state at every minute. `fine`: time passes from one due moment to the next, and not a minute at once.
fn minutes(plan: &Arc<Plan>, seed: u64, log: &[(Time, Command)], fine: bool) -> (Vec<u128>, Simulation) {
    let mut simulation = Simulation::new(plan.clone(), seed);
    let mut digests = Vec::new();
    let mut log = log.iter().peekable();
    let pass = |simulation: &mut Simulation, until: Time| {
        while let Some(next) = simulation.next_time().filter(|next| fine && *next < until && !simulation.is_over()) {
            simulation.advance_to(next);
        }
        simulation.advance_to(until);
    };
    for minute in 0..=plan.ends / MINUTE + 1 {
        while let Some((time, command)) = log.next_if(|(time, _)| *time <= minute * MINUTE) {
            pass(&mut simulation, *time);
            simulation.apply(command).expect("the commands of the run are possible again");
        }
        pass(&mut simulation, minute * MINUTE);
        digests.push(simulation.state_digest());
    }
    (digests, simulation)
}

fn replays(runs: usize) {
    let plans = plans();
    let mut left = runs;
    for seed in 1.. {
        for plan in &plans {
            for trainee in trainees(plan) {
                let Played { simulation, log, .. } = trainee.play(plan, seed);
                let (coarse, again) = minutes(plan, seed, &log, false);
                let (fine, _) = minutes(plan, seed, &log, true);
                assert_eq!(coarse, fine, "{} seed {seed}", plan.id);
                assert_eq!(again.events(), simulation.events(), "{} seed {seed}", plan.id);
                left -= 1;
                if left == 0 {
                    return;
                }
            }
        }
    }
}

/// Puts the run away after each of its events: what is kept are its commands, in words, and the moment.
fn restored(runs: usize) {
    let plans = plans();
    let mut left = runs;
    for seed in 1.. {
        for plan in &plans {
            for trainee in trainees(plan) {
                let Played { simulation, log, .. } = trainee.play(plan, seed);
                let kept: Vec<(Time, String)> = log
                    .iter()
                    .map(|(time, command)| {
                        let words = serde_json::to_string(&CommandWords::of(plan, command)).expect("words");
                        (*time, words)
                    })
                    .collect();
                let log: Vec<(Time, Command)> = kept
                    .iter()
                    .map(|(time, words)| {
                        let words: CommandWords = serde_json::from_str(words).expect("what was written can be read");
                        (*time, words.resolve(plan).expect("it names what there is"))
                    })
                    .collect();
                let mut moments: Vec<Time> = simulation.events().iter().map(|event| event.t).collect();
                moments.dedup();
                for moment in moments {
                    let mut again = Simulation::new(plan.clone(), seed);
                    let before = log.iter().take_while(|(time, _)| *time < moment).count();
                    for (time, command) in &log[..before] {
                        again.advance_to(*time);
                        again.apply(command).expect("possible again");
                    }
                    again.advance_to(moment);
                    let mut taken_up = again.clone();
                    for (time, command) in &log[before..] {
                        taken_up.advance_to(*time);
                        taken_up.apply(command).expect("possible still");
                    }
                    taken_up.advance_to(Time::MAX);
                    assert_eq!(taken_up.events(), simulation.events(), "{} seed {seed} at {moment}", plan.id);
                }
                left -= 1;
                if left == 0 {
                    return;
                }
            }
        }
    }
}

#[test]
fn a_replay_is_the_same_at_every_minute() {
    replays(300);
}

#[test]
fn a_run_taken_up_after_any_event_goes_on_the_same() {
    restored(60);
}

/// At length: `cargo test --release --no-default-features --test determinism -- --ignored`.
#[test]
#[ignore = "takes minutes"]
fn a_hundred_thousand_replays_are_the_same() {
    replays(100_000);
}

/// At length, as above.
#[test]
#[ignore = "takes minutes"]
fn a_thousand_runs_are_taken_up_after_every_event() {
    restored(1_000);
}
