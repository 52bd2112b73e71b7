//! The contract of luck: it belongs to the day and to the person, never to the attempt or to what somebody else did.

use shikyu::scenario::plan::{Act, Plan, Request};
use shikyu::scenario::{Folders, library};
use shikyu::sim::event::Kind;
use shikyu::sim::{Command, Simulation, replay};
use shikyu::time::MINUTE;
use shikyu::trainee::{
    self,
    hand::{Hand, OnRing},
};
use std::path::Path;
use std::sync::Arc;

fn plan() -> Arc<Plan> {
    match library::find("month_end_outage", &Folders::below(Path::new("no such folder"))) {
        Ok(plan) => Arc::new(plan),
        Err(report) => panic!("{}", report.human(shikyu::text::Language::En)),
    }
}

#[test]
fn the_same_seed_and_commands_give_the_same_events() {
    let plan = plan();
    for name in ["as_it_happened", "by_the_book", "call_everyone_good", "silent"] {
        for seed in [1, 7, 99] {
            let Some(played) = trainee::play(name, &plan, seed) else { panic!("no {name}") };
            let Ok(again) = replay(plan.clone(), seed, &played.log, |_| {}) else { panic!("{name}: not replayed") };
            assert_eq!(played.simulation.events(), again.events(), "{name}, seed {seed}");
            assert_eq!(played.simulation.state_digest(), again.state_digest(), "{name}, seed {seed}");
        }
    }
}

/// When each person answers, given that the trainee first did something else.
fn pick_ups(plan: &Arc<Plan>, seed: u64, prelude: impl Fn(&mut Hand)) -> Vec<(String, i64)> {
    let mut hand = Hand::new(plan.clone(), seed, OnRing::Plain);
    prelude(&mut hand);
    let at = 40 * MINUTE;
    hand.wait_until(at, |_| false);
    let now = hand.now();
    assert!(now >= at);
    let mut answers = Vec::new();
    for who in plan.person_ids() {
        // Each is tried from the same moment on a copy of the run, so that nobody is asked later for another's sake.
        let mut simulation: Simulation = hand.simulation.clone();
        let before = simulation.events().len();
        if simulation.apply(&Command::Dial(who)).is_err() {
            continue;
        }
        simulation.advance_to(now + 10 * MINUTE);
        let outcome = simulation.events()[before..].iter().find_map(|event| match event.kind {
            Kind::Reached { who: reached, .. } if reached == who => Some(event.t - now),
            Kind::RangOut { who: other } | Kind::Voicemail { who: other } if other == who => Some(-1),
            _ => None,
        });
        answers.push((plan.person(who).id.clone(), outcome.unwrap_or(-2)));
    }
    answers
}

#[test]
fn one_changed_decision_leaves_everybody_elses_luck_alone() {
    let plan = plan();
    let Some(senior_a) = plan.person_named("senior_a") else { panic!("no senior A") };
    for seed in 1..=25 {
        let quiet = pick_ups(&plan, seed, |_| {});
        let busy = pick_ups(&plan, seed, |hand| {
            hand.wait(6 * MINUTE);
            hand.call(senior_a, vec![Act::Want(Request::Decide)], false);
            hand.call(senior_a, vec![Act::Want(Request::Decide)], false);
            hand.perform(Command::Look(shikyu::id::LookId(0)));
        });
        assert_eq!(quiet, busy, "seed {seed}");
    }
}

#[test]
fn ringing_again_does_not_roll_again() {
    let plan = plan();
    let Some(senior_b) = plan.person_named("senior_b") else { panic!("no senior B") };
    for seed in 1..=50 {
        let mut hand = Hand::new(plan.clone(), seed, OnRing::Plain);
        hand.wait(2 * 60 * MINUTE);
        let outcomes: Vec<_> = (0..4).map(|_| hand.call(senior_b, vec![Act::DontKnow], false)).collect();
        assert!(outcomes.windows(2).all(|pair| pair[0] == pair[1]), "seed {seed}: {outcomes:?}");
    }
}

/// A run whose events never change: debug and release, any machine, any later version of these rules.
#[test]
fn a_golden_run_holds() {
    const SMALL: &str = r#"(
        format: 1, id: "golden", title: "golden", starts: "2026-11-24 13:00", ends: "16:00", severity: P2,
        people: [
            (id: "customer", name: "customer", customer: (), knows: ["stopped", "due"],
                deadlines: [(id: "work", name: "work", at: "15:30", done: Restored("box"), takes: "20min..40min")]),
            (id: "leader", name: "leader", roles: [Decider, Fixer, CustomerOwner], needs: [],
                phone: [Answers(after: "5s..30s", until: "13:20..13:50", odds: 50), Voicemail(until: "14:00..14:20"), Answers()]),
        ],
        facts: [(id: "stopped", part: What, text: "it stopped"), (id: "due", part: Deadline, text: "by {work}")],
        systems: [(id: "box", name: "box", down: "06:00", repairs: [(id: "kick", name: "kick", takes: "5min..15min", works: 80)])],
        conversations: [(id: "call", from: "customer", when: After("13:05"), learn: ["stopped"], says: "it stopped")],
        endings: [(id: "late", when: Missed("work"), title: "late"), (id: "fine", title: "fine")],
        trainees: [(id: "player", does: [
            Answer("call", [Ask(Deadline), Promise("20min")]),
            Call("leader", [Tell(["me", "stopped", "due"]), Want(Decide)]),
            Repair("kick"), Wait("20min"), Call("customer", [Fixed("box"), Confirm]),
        ])],
    )"#;
    let plan = match shikyu::scenario::load("golden.ron", SMALL) {
        Ok(plan) => Arc::new(plan),
        Err(report) => panic!("{}", report.human(shikyu::text::Language::En)),
    };
    let mut hasher = blake3::Hasher::new();
    for seed in 1..=100 {
        let Some(played) = trainee::play("player", &plan, seed) else { panic!("no player") };
        for event in played.simulation.events() {
            // Times, kinds and people; the words of the program may be mended without changing a run.
            let who = event.kind.who().map(|who| who.0);
            hasher.update(format!("{} {} {who:?}\n", event.t, event.kind.name()).as_bytes());
        }
    }
    assert_eq!(&hasher.finalize().to_hex()[..16], "91e2d99e7193dc02");
}
