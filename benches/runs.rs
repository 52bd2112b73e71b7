//! Whole runs of a small day, side by side with the same day as a loop written by hand.
//!
//! `cargo bench --no-default-features --bench runs` first plays `runs/callers.ron` on 200 days both ways and wants the same
//! events, and then times both on one thread: runs a second, events taken from the queue a run, nanoseconds an event. The
//! aim: at most four times the hand-written loop. `runs/callers_simpy.py` is the same day in SimPy.

#[path = "runs/floor.rs"]
mod floor;

use floor::{Draws, Keys, NOBODY};
use shikyu::id::PersonId;
use shikyu::scenario::load;
use shikyu::sim::{Day, Kind, Simulation};
use shikyu::text::Language;
use shikyu::trainee::Trainee;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

/// Days on which both must agree.
const SAME: u64 = 200;
/// Days a round.
const DAYS: u64 = 500;
/// Rounds, of which the median counts.
const ROUNDS: usize = 21;

/// What the two have in common, out of everything the simulation writes down.
fn in_common(simulation: &Simulation) -> Vec<floor::Event> {
    let person = |who: &PersonId| who.0 as u8;
    let events = simulation.events().iter().filter_map(|event| {
        let (kind, who) = match &event.kind {
            Kind::CallIncoming { who, .. } => (floor::Kind::CallIncoming, person(who)),
            Kind::CallAnswered { who, .. } => (floor::Kind::CallAnswered, person(who)),
            Kind::CallMissed { who, .. } => (floor::Kind::CallMissed, person(who)),
            Kind::CallEnded { who, .. } => (floor::Kind::CallEnded, person(who)),
            Kind::Dialled { who } => (floor::Kind::Dialled, person(who)),
            Kind::RangOut { who } => (floor::Kind::RangOut, person(who)),
            Kind::Busy { who, .. } => (floor::Kind::Busy, person(who)),
            Kind::Voicemail { who } => (floor::Kind::Voicemail, person(who)),
            Kind::Reached { who, .. } => (floor::Kind::Reached, person(who)),
            Kind::MailSent { to, .. } => match to.as_slice() {
                [only] => (floor::Kind::MailSent, person(only)),
                _ => (floor::Kind::MailSent, NOBODY),
            },
            Kind::MailReceived { who, .. } => (floor::Kind::MailReceived, who.as_ref().map_or(NOBODY, person)),
            Kind::Inspected { .. } => (floor::Kind::Inspected, NOBODY),
            Kind::PromiseMade { who, .. } => (floor::Kind::PromiseMade, person(who)),
            Kind::PromiseKept { who, .. } => (floor::Kind::PromiseKept, person(who)),
            Kind::PromiseBroken { who, .. } => (floor::Kind::PromiseBroken, person(who)),
            Kind::CustomerChased { who } => (floor::Kind::CustomerChased, person(who)),
            Kind::ServiceDown { .. } => (floor::Kind::ServiceDown, NOBODY),
            Kind::ServiceRestored { .. } => (floor::Kind::ServiceRestored, NOBODY),
            Kind::CustomerKnows { who } => (floor::Kind::CustomerKnows, person(who)),
            Kind::CustomerDone { who, .. } => (floor::Kind::CustomerDone, person(who)),
            Kind::DeadlineMet { who, .. } => (floor::Kind::DeadlineMet, person(who)),
            Kind::DeadlineMissed { who, .. } => (floor::Kind::DeadlineMissed, person(who)),
            Kind::Ending { ending } => (floor::Kind::Ending, ending.0 as u8),
            _ => return None,
        };
        Some(floor::Event { t: event.t, kind, who })
    });
    events.collect()
}

/// Stops at the first event in which the two differ.
fn must_agree(simulation: &Simulation, by_hand: &floor::Outcome) {
    let ours = in_common(simulation);
    let differs = ours.iter().zip(&by_hand.events).position(|(ours, theirs)| ours != theirs);
    let shorter = ours.len().min(by_hand.events.len());
    let place = differs.or((ours.len() != by_hand.events.len()).then_some(shorter));
    if let Some(place) = place {
        panic!(
            "seed {}, event {place}: the engine has {:?}, the loop {:?}",
            by_hand.seed,
            ours.get(place),
            by_hand.events.get(place)
        );
    }
}

/// Times one round: nanoseconds a run.
fn round(mut play: impl FnMut(u64)) -> f64 {
    let start = Instant::now();
    for seed in 1..=DAYS {
        play(seed);
    }
    start.elapsed().as_secs_f64() * 1e9 / DAYS as f64
}

// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn main() {
    let plan = match load("callers.ron", include_str!("runs/callers.ron")) {
        Ok(plan) => Arc::new(plan),
        Err(report) => panic!("{}", report.human(Language::En)),
    };
    let busy = Trainee::named("busy", &plan).expect("the scenario has this trainee");

    // What is drawn for is hashed once here, as it is once for the plan.
    let keys = Keys::new();

    let mut compared = 0;
    for seed in 1..=SAME {
        let played = busy.play(&plan, seed);
        let by_hand = floor::run(seed, &Draws::new(&keys, seed));
        must_agree(&played.simulation, &by_hand);
        compared += by_hand.events.len();
    }
    println!("{SAME} days played both ways: {compared} events, all the same");

    // How much is taken from the queues on the days that are timed.
    let (mut taken, mut taken_by_hand) = (0, 0);
    for seed in 1..=DAYS {
        taken += busy.play(&plan, seed).simulation.events_taken();
        taken_by_hand += floor::run(seed, &Draws::new(&keys, seed)).taken;
    }
    let per_run = taken as f64 / DAYS as f64;
    let per_run_by_hand = taken_by_hand as f64 / DAYS as f64;

    // In turn, so that a machine that slows down slows all of them.
    let drawn: Vec<Draws> = (1..=DAYS).map(|seed| Draws::new(&keys, seed)).collect();
    let (mut engine, mut by_hand, mut without_draws, mut draws) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        engine.push(round(|seed| drop(black_box(busy.play(&plan, seed)))));
        by_hand.push(round(|seed| drop(black_box(floor::run(seed, &Draws::new(&keys, seed))))));
        without_draws.push(round(|seed| drop(black_box(floor::run(seed, &drawn[seed as usize - 1])))));
        draws.push(round(|seed| drop(black_box(Day::new(&plan, seed)))));
    }
    let (engine, by_hand) = (median(engine), median(by_hand));
    let (without_draws, draws) = (median(without_draws), median(draws));

    println!("{:28}  {:>9}  {:>10}  {:>8}  {:>6}", "", "runs/s", "events/run", "ns/event", "ratio");
    let line = |name: &str, run: f64, events: f64, beside: f64| {
        let (runs, event) = (1e9 / run, run / events);
        println!("{name:28}  {runs:>9.0}  {events:>10.1}  {event:>8.1}  {:>6.2}", event / beside);
    };
    let beside = by_hand / per_run_by_hand;
    line("engine", engine, per_run, beside);
    line("by hand", by_hand, per_run_by_hand, beside);
    // The same without the luck of the day, which both have to draw.
    let beside = without_draws / per_run_by_hand;
    line("engine, its draws taken off", engine - draws, per_run, beside);
    line("by hand, drawn before", without_draws, per_run_by_hand, beside);
    println!("the {} draws of the plan take {:.2} µs a day", plan.draws.len(), draws / 1e3);
}
