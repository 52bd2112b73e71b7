//! The contract of the solver: it agrees with going through everything, its witnesses verify, and what it calls
//! impossible comes with its reasons.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};
use shikyu::record::{self, Header, Record};
use shikyu::scenario::forecast::{Forecast, Thing};
use shikyu::scenario::{Plan, library};
use shikyu::sim::Simulation;
use shikyu::sim::moves::{Goal, Guide};
use shikyu::text::Language;
use shikyu::time::Time;
use shikyu::trainee::par::par;
use shikyu::trainee::solve::{Found, SOLVER, Search, Verdict, solve};
use std::collections::HashMap;
use std::sync::Arc;

fn load(name: &str, source: &str) -> Arc<Plan> {
    match shikyu::scenario::load(name, source) {
        Ok(plan) => Arc::new(plan),
        Err(report) => panic!("{}\n{source}", report.human(Language::En)),
    }
}

/// A scenario of a few people and a few minutes, drawn at random.
fn tiny(seed: u64) -> String {
    let mut luck = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut among = |most: i64| luck.random_range(0..=most);
    let people = ["boss", "mender"];
    let reach = |among: &mut dyn FnMut(i64) -> i64| match among(4) {
        0 => "Answers(after: \"10s\")".to_owned(),
        1 => format!("Silent(until: \"05:{:02}\"), Answers(after: \"15s\")", 31 + among(3)),
        2 => format!("Answers(until: \"05:{:02}\"), Silent()", 31 + among(4)),
        3 => "Answers(odds: 50, otherwise: Silent)".to_owned(),
        _ => "Silent()".to_owned(),
    };
    let pick = |among: &mut dyn FnMut(i64) -> i64| people[among(1) as usize];
    let optional = |text: String, among: &mut dyn FnMut(i64) -> i64| if among(1) == 0 { String::new() } else { text };
    let mut persons = String::new();
    // Mostly one of them has no phone: the two together make for many ways.
    let only = among(3);
    for (place, (who, role)) in [("boss", "Decider"), ("mender", "Fixer")].into_iter().enumerate() {
        let phone = if only == place as i64 { "Silent()".to_owned() } else { reach(&mut among) };
        let lead = optional("lead: \"1min\", ".to_owned(), &mut among);
        let needs = optional("needs: [What], ".to_owned(), &mut among);
        let knows = optional("knows: [\"key\"], ".to_owned(), &mut among);
        persons.push_str(&format!(
            "(id: \"{who}\", name: (ja: \"人\", en: \"Somebody\"), roles: [{role}], {lead}{needs}{knows}phone: [{phone}], mail: [Silent()], chat: [Silent()], visit: [Silent()]),\n"
        ));
    }
    let go_from = optional(format!("go_from: [\"{}\"], ", pick(&mut among)), &mut among);
    let by = if among(3) == 0 { format!("by: [\"{}\"], ", pick(&mut among)) } else { String::new() };
    let needs = if among(2) == 0 { "needs: [\"key\"], ".to_owned() } else { String::new() };
    let because = optional("because: [\"found\"], ".to_owned(), &mut among);
    let works = if among(3) == 0 { "works: 50, ".to_owned() } else { String::new() };
    let rule = match among(5) {
        0 => format!("(id: \"by_itself\", when: After(\"05:{:02}\"), then: [Go(\"mend\")]),", 31 + among(5)),
        1 => format!("(id: \"by_itself\", when: After(\"05:{:02}\"), then: [Mend(\"thing\")]),", 33 + among(5)),
        2 => "(id: \"by_itself\", when: Told(\"boss\", \"found\"), then: [Learn(\"key\")]),".to_owned(),
        _ => String::new(),
    };
    let (takes, look, due) = (1 + among(1), 1 + among(1), 32 + among(3));
    let notices = ["0s", "30s", "1min"][among(2) as usize];
    let (by_mail, rings) = (if among(2) == 0 { "" } else { "by: Mail, " }, among(2));
    format!(
        r#"(
format: 1, id: "tiny", title: (ja: "小", en: "Tiny"), starts: "2026-12-04 05:30", ends: "05:35", severity: P2,
people: [
    (id: "customer", name: (ja: "客", en: "The customer"), customer: (patience: "20min", notices: "{notices}"), knows: ["broken", "first"], phone: [Answers()], mail: [Silent()],
     deadlines: [(id: "due", name: (ja: "締切", en: "The deadline"), at: "05:{due:02}", done: Restored("thing"), takes: "0min")]),
    {persons}
],
facts: [
    (id: "broken", part: What, text: (ja: "壊れた", en: "it is broken")),
    (id: "first", part: Deadline, text: (ja: "{{due}}まで", en: "by {{due}}")),
    (id: "found", part: Found, text: (ja: "見つけた", en: "it was found")),
    (id: "key", part: Other, text: (ja: "鍵", en: "the key")),
],
systems: [(id: "thing", name: (ja: "物", en: "The thing"), down: "05:30",
    looks: [(id: "look", name: (ja: "見る", en: "A look"), says: (ja: "ある", en: "There"), takes: "{look}min", learn: ["found"])],
    repairs: [(id: "mend", name: (ja: "直す", en: "Mend it"), takes: "{takes}min", hands: "30s", {go_from}{by}{needs}{because}{works})],
)],
conversations: [(id: "call", from: "customer", {by_mail}when: After("05:3{rings}"), learn: ["broken"], says: (ja: "至急", en: "At once"))],
rules: [{rule}],
endings: [(id: "late", when: Missed("due"), title: (ja: "遅れ", en: "Late")), (id: "fine", title: (ja: "良し", en: "Fine"))],
)"#
    )
}

/// Goes through every move of every state, without a bound, and remembering nothing but states that are the same to the
/// last counter. `None` when there are too many.
fn everything(
    simulation: &Simulation,
    guide: &Guide,
    goal: Goal,
    known: &mut HashMap<u128, Option<Time>>,
) -> Option<Option<Time>> {
    if let Some(known) = known.get(&simulation.state_digest()) {
        return Some(*known);
    }
    if known.len() > 8_000 {
        return None;
    }
    let mut best: Option<Time> = None;
    for next in simulation.moves(guide) {
        let mut simulation = simulation.clone();
        match next.command {
            Some(command) => {
                if simulation.apply(&command).is_err() {
                    continue;
                }
            }
            None => match simulation.next_change_of(guide) {
                Some(time) => simulation.advance_to(time),
                None => continue,
            },
        }
        let found = if simulation.has_reached(goal) {
            Some(simulation.now())
        } else if simulation.is_over() {
            None
        } else {
            everything(&simulation, guide, goal, known)?
        };
        best = best.into_iter().chain(found).min();
    }
    known.insert(simulation.state_digest(), best);
    Some(best)
}

/// Compares the solver with going through everything, on so many scenarios of which that is possible.
fn agree(scenarios: usize) -> (usize, usize) {
    let (mut compared, mut possible, mut seed) = (0, 0, 0);
    while compared < scenarios {
        seed += 1;
        let plan = load("tiny.ron", &tiny(seed));
        let start = Simulation::new(plan.clone(), seed).without_events();
        let guide = Guide::of(&plan, start.day());
        let Some(earliest) = everything(&start, &guide, Goal::Restored, &mut HashMap::new()) else { continue };
        compared += 1;
        possible += usize::from(earliest.is_some());
        let forecast = Forecast::of_day(&plan, start.day());
        let bound = forecast.bound(Thing::Back(shikyu::id::SystemId(0))).earliest();
        if let Some(time) = earliest {
            assert!(bound.is_some_and(|bound| bound <= time), "seed {seed}: {bound:?} {time}\n{}", tiny(seed));
        }
        let found =
            Search::new(&plan, &start, Goal::Restored, bound.unwrap_or(0), 1_000_000).run(plan.ends + 1, |_| true);
        assert_eq!(found, earliest.map_or(Found::Nothing, Found::At), "seed {seed}\n{}", tiny(seed));
        // The verdict is about the deadline: in time or not.
        let met = Goal::Met(shikyu::id::DeadlineId(0));
        let Some(in_time) = everything(&start, &guide, met, &mut HashMap::new()) else { continue };
        let in_time = in_time.is_some();
        let solution = solve(&plan, seed, &shikyu::trainee::book::Book::by_the_book(), 1_000_000, false);
        match (&solution.verdict, &solution.witness) {
            (Verdict::Winnable, Some((name, _))) => {
                assert!(in_time || name != SOLVER, "seed {seed}: {name} in time\n{}", tiny(seed));
            }
            (Verdict::Winnable, None) => panic!("seed {seed}: no witness"),
            (Verdict::Impossible { .. }, _) => assert!(!in_time, "seed {seed}: not impossible\n{}", tiny(seed)),
            (Verdict::Undecided, _) => panic!("seed {seed}: undecided\n{}", tiny(seed)),
        }
    }
    (possible, seed as usize)
}

#[test]
fn it_agrees_with_going_through_everything() {
    let (possible, drawn) = agree(60);
    println!("{possible} of 60 can be mended; {drawn} were drawn");
    assert!((10..=55).contains(&possible), "{possible}");
}

/// The same at length: `cargo test --release --no-default-features --test solver -- --ignored`.
#[test]
#[ignore = "takes minutes"]
fn it_agrees_on_ten_thousand() {
    let (possible, drawn) = agree(10_000);
    println!("{possible} of 10000 can be mended; {drawn} were drawn");
}

#[test]
fn every_shipped_scenario_can_be_won_and_its_witness_verifies() {
    for (name, source) in library::built_in() {
        let plan = load(&name, source);
        let policy = par(&plan);
        for seed in 1..=10 {
            let solution = solve(&plan, seed, &policy, 10_000, false);
            assert_eq!(solution.verdict, Verdict::Winnable, "{name}, seed {seed}");
            let (who, played) = solution.witness.expect("a day that can be won has a witness");
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("witness.shikyu");
            let header = Header::new(&plan, seed, &who, "headless", Language::En);
            record::write(&path, &header, &played.log, &played.simulation).expect("a record");
            let verified = Record::read(&path).and_then(|record| record.verify()).expect("the witness verifies");
            assert_eq!(verified.events().len(), played.simulation.events().len());
        }
    }
}
