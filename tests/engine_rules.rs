//! The contract of single rules of the engine, each set up so that a slip in it shows: boundaries, rounds that are stale,
//! limits, whose word counts.

use shikyu::id::*;
use shikyu::scenario::plan::{Act, Channel, Request};
use shikyu::scenario::{Plan, load};
use shikyu::score::fold;
use shikyu::sim::cost;
use shikyu::sim::desk::{Desk, Line, Outcome};
use shikyu::sim::event::Kind;
use shikyu::sim::{Command, Simulation};
use shikyu::text::Language;
use shikyu::time::{MINUTE, Time};
use shikyu::trainee::{self, Played};
use std::sync::Arc;

/// A fragment laid over the smallest scenario: from 13:00, the customer rings at 13:05, the deadline is at 15:00.
fn plan(fragment: &str) -> Arc<Plan> {
    let source = format!("(extends: \"smallest.ron\",\n{fragment}\n)");
    Arc::new(load("part.ron", &source).unwrap_or_else(|report| panic!("{}", report.human(Language::En))))
}

fn play(name: &str, plan: &Arc<Plan>) -> Played {
    trainee::play(name, plan, 1).expect("it is there")
}

/// Plays each of the scenario's own trainees on 20 days and holds it to what it expects.
fn holds(fragment: &str) {
    let plan = plan(fragment);
    for trainee in &plan.trainees {
        assert!(!trainee.expect.is_empty(), "{} expects nothing", trainee.id);
        for seed in 1..=20 {
            let played = trainee::play(&trainee.id, &plan, seed).expect("it is there");
            let score = fold(&plan, played.simulation.events());
            let failed = trainee::failed_expectations(&played, &score, &trainee.expect);
            assert!(failed.is_empty(), "{} on seed {seed}: {failed:?} failed", trainee.id);
        }
    }
}

/// When the first event of a kind happened.
fn when(simulation: &Simulation, fits: impl Fn(&Kind) -> bool) -> Option<Time> {
    simulation.events().iter().find(|event| fits(&event.kind)).map(|event| event.t)
}

fn person(plan: &Plan, id: &str) -> PersonId {
    plan.person_named(id).unwrap_or_else(|| panic!("no {id}"))
}

#[test]
fn a_rule_that_repeats_fires_again_and_again() {
    let plan = plan(
        r#"
        rules: [(id: "each_half_hour", when: After("13:10"), repeat: "30min", then: [Mood("leader", -1)])],
        trainees: [(id: "waits", does: [], expect: [])],"#,
    );
    let played = play("waits", &plan);
    let fired = played.simulation.events().iter().filter(|event| matches!(event.kind, Kind::RuleFired { .. }));
    let fired: Vec<Time> = fired.map(|event| event.t / MINUTE).collect();
    assert_eq!(fired, [10, 40, 70, 100, 130, 160]);
}

#[test]
fn the_day_goes_on_to_the_last_deadline() {
    let plan = plan(
        r#"
        people: [(id: "customer_c", deadlines: [
            (id: "early", name: "An early one", at: "14:00", done: Restored("payroll")),
        ])],
        trainees: [(id: "listens", does: [Answer("c_calls", [])], expect: [])],"#,
    );
    let played = play("listens", &plan);
    let ended = when(&played.simulation, |kind| matches!(kind, Kind::RunEnded { .. }));
    assert!(ended.is_some_and(|ended| ended >= 120 * MINUTE), "{ended:?}");
}

#[test]
fn each_caller_rings_for_a_minute_of_their_own() {
    let plan = plan(
        r#"
        conversations: [(id: "leader_calls", from: "leader", when: After("13:05:50"), says: "One thing more.")],"#,
    );
    let leader = person(&plan, "leader");
    let mut run = Simulation::new(plan, 1);
    run.advance_to(5 * MINUTE + 10);
    run.apply(&Command::Answer).expect("it rings");
    run.advance_to(5 * MINUTE + 35);
    run.apply(&Command::HangUp).expect("somebody is on the line");
    run.advance_to(8 * MINUTE);
    let missed = when(&run, |kind| matches!(kind, Kind::CallMissed { who, .. } if *who == leader));
    assert_eq!(missed, Some(5 * MINUTE + 50 + cost::RINGS));
}

#[test]
fn who_gets_nobody_rings_four_times_and_then_writes() {
    let plan = plan(r#"trainees: [(id: "deaf", does: [], expect: [])],"#);
    let sign = plan.scoring.sign;
    assert!(sign.is_some());
    let played = play("deaf", &plan);
    let is_sign = |kind: &Kind| matches!(kind, Kind::CallIncoming { conversation, .. } if *conversation == sign);
    let rings = played.simulation.events().iter().filter(|event| is_sign(&event.kind)).count();
    assert_eq!(rings, usize::from(cost::RINGS_TIMES));
    // The first ring at 13:05; each rings a minute and is followed by the next after five; the last, by a mail.
    let wrote = when(&played.simulation, |kind| matches!(kind, Kind::MailReceived { who: Some(_), .. }));
    assert_eq!(wrote, Some((5 + 3 * 6 + 1) * MINUTE));
}

/// The desk's view of a run.
fn desk(run: &Simulation) -> Desk {
    let mut desk = Desk::new(run.plan());
    run.events().iter().for_each(|event| desk.observe(event));
    desk
}

/// Rings somebody and waits until they have said their first words.
fn ring(run: &mut Simulation, who: PersonId) {
    run.apply(&Command::Dial(who)).expect("hands are free");
    while !desk(run).is_my_turn(run.now()) {
        assert!(desk(run).talk().is_some() || matches!(desk(run).line, Line::Dialling { .. }), "nobody answers");
        run.advance_to(run.now() + 1);
    }
}

#[test]
fn who_got_nobody_says_why_when_rung_and_does_not_ring_again() {
    let plan = plan(
        r#"
        people: [(id: "customer_c", customer: (patience: "2h"), phone: [Answers(after: "10s")])],"#,
    );
    let (customer, sign) = (person(&plan, "customer_c"), plan.scoring.sign.expect("the first call"));
    let mut run = Simulation::new(plan.clone(), 1);
    run.advance_to(5 * MINUTE + cost::RINGS + 10);
    assert!(when(&run, |kind| matches!(kind, Kind::CallMissed { .. })).is_some());
    let before = desk(&run);
    assert_eq!((before.last_talk(customer), before.reached(customer)), (None, false));
    ring(&mut run, customer);
    let said = run.events().iter().rev().find_map(|event| match &event.kind {
        Kind::Said { text, .. } => Some(text.get(Language::En).to_owned()),
        _ => None,
    });
    let authored = "Company C, personnel. Our transfer file does not come out. Could you have a look?";
    assert!(said.as_ref().is_some_and(|said| said.ends_with(authored) && said.len() > authored.len()), "{said:?}");
    assert!(when(&run, |kind| matches!(kind, Kind::Learned { .. })).is_some(), "what they rang about is known");
    assert_eq!(desk(&run).talk().and_then(|talk| talk.conversation), Some(sign));
    run.apply(&Command::HangUp).expect("they are on the line");
    run.advance_to(60 * MINUTE);
    let rings = run.events().iter().filter(|event| matches!(event.kind, Kind::CallIncoming { .. })).count();
    assert_eq!(rings, 1);
    assert!(desk(&run).last_talk(customer).is_some());
}

#[test]
fn nobody_rings_whom_they_are_talking_with_and_who_rang_in_time_has_kept_their_word() {
    let plan = plan(
        r#"
        people: [(id: "customer_c", customer: (patience: "20min"), phone: [Answers(after: "10s")])],"#,
    );
    let customer = person(&plan, "customer_c");
    let mut run = Simulation::new(plan.clone(), 1);
    run.advance_to(5 * MINUTE + 10);
    run.apply(&Command::Answer).expect("it rings");
    run.advance_to(6 * MINUTE);
    run.apply(&Command::Say(vec![Act::Promise(10 * MINUTE)])).expect("it is the trainee's turn");
    run.advance_to(7 * MINUTE);
    run.apply(&Command::HangUp).expect("they are on the line");
    let due = desk(&run).promises[0].due;
    run.advance_to(due - 40);
    ring(&mut run, customer);
    // Both the word and the customer's patience run out while the line is open and nothing is said yet.
    run.advance_to(due + 25 * MINUTE);
    let none = |run: &Simulation| {
        let missing = |kind: &Kind| matches!(kind, Kind::PromiseBroken { .. } | Kind::CustomerChased { .. });
        assert_eq!(when(run, missing), None);
        assert_eq!(run.events().iter().filter(|event| matches!(event.kind, Kind::CallIncoming { .. })).count(), 1);
    };
    none(&run);
    run.apply(&Command::Say(vec![Act::Promise(30 * MINUTE)])).expect("it is the trainee's turn");
    run.advance_to(run.now() + 2 * MINUTE);
    none(&run);
    assert!(when(&run, |kind| matches!(kind, Kind::PromiseKept { .. })).is_some());
}

#[test]
fn who_hangs_up_without_a_word_has_not_kept_it() {
    let plan = plan(r#"people: [(id: "customer_c", customer: (patience: "2h"), phone: [Answers(after: "10s")])],"#);
    let customer = person(&plan, "customer_c");
    let mut run = Simulation::new(plan.clone(), 1);
    run.advance_to(5 * MINUTE + 10);
    run.apply(&Command::Answer).expect("it rings");
    run.advance_to(6 * MINUTE);
    run.apply(&Command::Say(vec![Act::Promise(10 * MINUTE)])).expect("it is the trainee's turn");
    run.advance_to(7 * MINUTE);
    run.apply(&Command::HangUp).expect("they are on the line");
    let due = desk(&run).promises[0].due;
    run.advance_to(due - 40);
    ring(&mut run, customer);
    run.advance_to(due + 2 * MINUTE);
    run.apply(&Command::HangUp).expect("they are on the line");
    run.advance_to(due + 5 * MINUTE);
    assert!(when(&run, |kind| matches!(kind, Kind::PromiseBroken { .. })).is_some());
}

#[test]
fn who_was_rung_needs_not_ring_back_about_the_voicemail() {
    let plan = plan(
        r#"
        people: [(id: "leader", phone: [Voicemail(until: "13:10"), Answers(after: "10s")])],"#,
    );
    let leader = person(&plan, "leader");
    let mut run = Simulation::new(plan.clone(), 1);
    run.apply(&Command::Dial(leader)).expect("hands are free");
    run.advance_to(2 * MINUTE);
    run.apply(&Command::Say(vec![Act::Tell(vec![FactId::ME])])).expect("a voicemail listens");
    run.advance_to(5 * MINUTE + 10);
    run.apply(&Command::Answer).expect("the customer rings");
    run.advance_to(6 * MINUTE);
    run.apply(&Command::HangUp).expect("they are on the line");
    run.advance_to(10 * MINUTE);
    ring(&mut run, leader);
    run.apply(&Command::HangUp).expect("they are on the line");
    run.advance_to(40 * MINUTE);
    let rang = |kind: &Kind| matches!(kind, Kind::CallIncoming { who, .. } if *who == leader);
    assert_eq!(when(&run, rang), None);
    let attempts = desk(&run).attempts;
    assert_eq!(
        attempts.iter().map(|attempt| attempt.outcome).collect::<Vec<_>>(),
        [Outcome::Voicemail, Outcome::Reached]
    );
}

#[test]
fn whether_it_works_they_say_once_they_were_asked_to_look() {
    let plan =
        plan(r#"people: [(id: "customer_c", customer: (pleased: "It comes out!"), phone: [Answers(after: "10s")])],"#);
    let customer = person(&plan, "customer_c");
    let mut run = Simulation::new(plan.clone(), 1);
    run.apply(&Command::Repair(RepairId(0))).expect("it can be done alone");
    while when(&run, |kind| matches!(kind, Kind::ServiceRestored { .. })).is_none() {
        run.advance_to(run.now() + MINUTE);
        if matches!(desk(&run).line, Line::Ringing { .. }) {
            run.apply(&Command::Answer).expect("it rings");
            run.advance_to(run.now() + MINUTE);
            run.apply(&Command::HangUp).expect("they are on the line");
        }
    }
    let pleased = |run: &Simulation| {
        run.events()
            .iter()
            .any(|event| matches!(&event.kind, Kind::Said { text, .. } if text.get(Language::En) == "It comes out!"))
    };
    run.advance_to(run.now() + MINUTE);
    ring(&mut run, customer);
    run.apply(&Command::Say(vec![Act::Fixed(SystemId(0))])).expect("it is the trainee's turn");
    run.advance_to(run.now() + MINUTE);
    assert!(!pleased(&run) && !desk(&run).confirmed.contains(&customer));
    run.apply(&Command::Say(vec![Act::Confirm])).expect("it is the trainee's turn");
    run.advance_to(run.now() + 4 * MINUTE);
    assert!(pleased(&run) && desk(&run).confirmed.contains(&customer));
}

#[test]
fn only_those_whose_word_it_needs_can_allow_a_repair() {
    holds(
        r#"
        people: [(id: "helper", name: "A helper", roles: [Fixer])],
        trainees: [
            (id: "asks_another", does: [Answer("c_calls", []), Look("jobs"),
                Call("helper", [Tell(["me", "no_file", "job_stuck"]), Want(Allow("run_again"))])],
                expect: [Reached("helper"), Not(Allowed("run_again"))]),
            (id: "asks_the_leader", does: [Answer("c_calls", []), Look("jobs"),
                Call("leader", [Tell(["me", "no_file", "job_stuck"]), Want(Allow("run_again"))])],
                expect: [Allowed("run_again")]),
        ],"#,
    );
}

#[test]
fn a_repair_of_ones_own_needs_the_word_of_those_it_names() {
    let plan = plan(
        r#"
        trainees: [(id: "asks_nobody", does: [Answer("c_calls", []), Look("jobs"), Repair("run_again")], expect: [])],"#,
    );
    let played = play("asks_nobody", &plan);
    let authorised = played.simulation.events().iter().find_map(|event| match &event.kind {
        Kind::RepairStarted { who: None, authorised, .. } => Some(*authorised),
        _ => None,
    });
    assert_eq!(authorised, Some(false));
    let caps: Vec<i64> = fold(&plan, played.simulation.events()).gates.iter().map(|gate| gate.0).collect();
    assert_eq!(caps, [590]);
}

#[test]
fn a_letter_to_two_is_answered_and_one_to_three_is_news() {
    holds(
        r#"
        people: [(id: "second_one", name: "The second"), (id: "third_one", name: "The third")],
        trainees: [
            (id: "to_two", does: [Answer("c_calls", []), Mail(["leader", "second_one"], [Tell(["me", "no_file"]), Ask(Deadline)])],
                expect: [Told("leader", "no_file"), Reached("leader"), Reached("second_one")]),
            (id: "to_three", does: [Answer("c_calls", []),
                Mail(["leader", "second_one", "third_one"], [Tell(["me", "no_file"]), Ask(Deadline)])],
                expect: [Told("leader", "no_file"), Told("third_one", "no_file"), Tried("leader"),
                    Not(Reached("leader")), Not(Reached("second_one")), Not(Reached("third_one"))]),
        ],"#,
    );
}

#[test]
fn what_is_posted_to_the_room_is_read_and_tries_nobody() {
    holds(
        r#"
        trainees: [(id: "posts", does: [Answer("c_calls", []), Chat(["room"], [Tell(["me", "no_file"])])],
            expect: [Told("leader", "no_file"), Not(Tried("leader")), Not(Reached("leader"))])],"#,
    );
}

#[test]
fn not_knowing_is_not_the_word_that_was_promised() {
    holds(
        r#"
        trainees: [
            (id: "has_no_news", does: [Answer("c_calls", [Promise("20min")]), Call("customer_c", [DontKnow])],
                expect: [BrokeWord("customer_c")]),
            (id: "has_news", does: [Answer("c_calls", [Promise("20min")]), Look("jobs"), Call("customer_c", [Tell(["job_stuck"])])],
                expect: [Not(BrokeWord("customer_c"))]),
        ],"#,
    );
}

#[test]
fn what_fails_again_is_not_restored_and_the_work_on_it_begins_anew() {
    holds(
        r#"
        people: [(id: "customer_c", customer: (notices: "0s"), deadlines: [(id: "transfer", takes: "30min")])],
        rules: [
            (id: "comes_back", when: After("13:20"), then: [Mend("payroll")]),
            (id: "fails_again", when: After("13:30"), then: [Break("payroll")]),
        ],
        trainees: [(id: "listens", does: [Answer("c_calls", [])],
            expect: [Down("payroll"), Not(Restored("payroll")), Missed("transfer"), Not(Met("transfer"))])],"#,
    );
}

#[test]
fn work_that_is_finished_on_the_minute_is_in_time() {
    holds(
        r#"
        people: [(id: "customer_c", customer: (notices: "0s"), deadlines: [(id: "transfer", takes: "30min")])],
        rules: [(id: "comes_back", when: After("14:30"), then: [Mend("payroll")])],
        trainees: [(id: "listens", does: [Answer("c_calls", [])], expect: [Met("transfer"), Not(Missed("transfer"))])],"#,
    );
}

#[test]
fn news_lifts_a_mood_to_its_limit_and_no_further() {
    let plan = plan(
        r#"
        trainees: [(id: "keeps_promising", does: [
            Answer("c_calls", [Promise("20min")]), Call("customer_c", [Promise("20min")]),
            Call("customer_c", [Promise("20min")]), Call("customer_c", [Promise("20min")]),
        ], expect: [])],"#,
    );
    let played = play("keeps_promising", &plan);
    let customer = person(&plan, "customer_c");
    let moods: Vec<i32> = played
        .simulation
        .events()
        .iter()
        .filter_map(|event| match event.kind {
            Kind::MoodChanged { who, mood } if who == customer => Some(mood),
            _ => None,
        })
        .collect();
    assert_eq!(moods.iter().max(), Some(&70), "{moods:?}");
}

#[test]
fn a_task_goes_on_after_a_call_where_it_was_left() {
    let mut run = Simulation::new(plan(""), 1);
    // A look of one minute, half of it done when the phone rings at 13:05.
    run.advance_to(4 * MINUTE + 30);
    run.apply(&Command::Look(LookId(0))).expect("the hands are free");
    run.advance_to(5 * MINUTE);
    run.apply(&Command::Answer).expect("it rings");
    run.advance_to(5 * MINUTE + 25);
    run.apply(&Command::HangUp).expect("somebody is on the line");
    run.advance_to(8 * MINUTE);
    let looked = when(&run, |kind| matches!(kind, Kind::Inspected { .. }));
    assert_eq!(looked, Some(5 * MINUTE + 25 + cost::HANG_UP + 30));
}

#[test]
fn odds_of_a_hundred_hold_on_every_day() {
    let plan = plan(r#"people: [(id: "leader", phone: [Answers(after: "5s", odds: 100, otherwise: Busy)])],"#);
    let leader = person(&plan, "leader");
    for seed in 1..=2_000 {
        let mut run = Simulation::new(plan.clone(), seed);
        run.apply(&Command::Dial(leader)).expect("the line is free");
        run.advance_to(MINUTE);
        assert!(when(&run, |kind| matches!(kind, Kind::Reached { .. })).is_some(), "seed {seed}");
    }
}

#[test]
fn each_fact_of_a_letter_costs_its_time() {
    let acts = [Act::Tell(vec![FactId::ME, FactId::TRIED, FactId::CALLED]), Act::Want(Request::Decide)];
    assert_eq!(cost::mail(&acts), cost::MAIL + 4 * cost::MAIL_ITEM);
    assert_eq!(cost::chat(&acts), cost::CHAT + 4 * cost::CHAT_ITEM);
    assert_eq!(cost::voicemail(&acts), 4 * cost::VOICEMAIL_ITEM);
}

#[test]
fn the_desk_tells_apart_on_which_channel_somebody_answered() {
    let plan = plan(r#"people: [(id: "leader", phone: [Silent()], chat: [Answers(after: "2min")])],"#);
    let leader = person(&plan, "leader");
    let mut run = Simulation::new(plan.clone(), 1);
    run.apply(&Command::Chat(vec![Some(leader)], vec![Act::Tell(vec![FactId::ME])])).expect("the hands are free");
    run.advance_to(MINUTE);
    run.apply(&Command::Dial(leader)).expect("the line is free");
    // It rings out before two minutes; the chat is answered after them.
    run.advance_to(4 * MINUTE);
    let mut desk = Desk::new(&plan);
    run.events().iter().for_each(|event| desk.observe(event));
    let came_of_it: Vec<(Channel, Outcome)> =
        desk.attempts.iter().map(|attempt| (attempt.channel, attempt.outcome)).collect();
    assert_eq!(came_of_it, [(Channel::Chat, Outcome::Reached), (Channel::Phone, Outcome::RangOut)]);
}
