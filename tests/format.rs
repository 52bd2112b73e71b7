//! The contract of the format's parts: each does in a run what the guide says it does. One small scenario a part, laid over
//! the smallest one, whose trainees say by their expectations what must come of it.

use shikyu::scenario::{Plan, load};
use shikyu::score::fold;
use shikyu::sim::event::Kind;
use shikyu::text::Language;
use shikyu::trainee::{self, Played};
use std::sync::Arc;

fn plan(fragment: &str) -> Arc<Plan> {
    let source = format!("(extends: \"smallest.ron\",\n{fragment}\n)");
    Arc::new(load("part.ron", &source).unwrap_or_else(|report| panic!("{}", report.human(Language::En))))
}

/// Plays each of the scenario's own trainees on 40 days and holds it to what it expects.
fn holds(fragment: &str) {
    let plan = plan(fragment);
    assert!(!plan.trainees.is_empty());
    for trainee in &plan.trainees {
        assert!(!trainee.expect.is_empty(), "{} expects nothing", trainee.id);
        for seed in 1..=40 {
            let played = trainee::play(&trainee.id, &plan, seed).expect("it is there");
            let score = fold(&plan, played.simulation.events());
            let failed = trainee::failed_expectations(&played, &score, &trainee.expect);
            assert!(failed.is_empty(), "{} on seed {seed}: {failed:?} failed\n{:#?}", trainee.id, kinds(&played));
        }
    }
}

fn kinds(played: &Played) -> Vec<(i64, &Kind)> {
    played.simulation.events().iter().map(|event| (event.t, &event.kind)).collect()
}

fn count(played: &Played, wanted: impl Fn(&Kind) -> bool) -> usize {
    played.simulation.events().iter().filter(|event| wanted(&event.kind)).count()
}

#[test]
fn an_authority_is_told_in_time_or_its_deadline_is_missed() {
    holds(
        r#"
        people: [(id: "authority", name: "The authority", roles: [Regulator], deadlines: [
            (id: "report", name: "The first report", at: "+60min after c_calls", done: Told("authority", "no_file")),
        ])],
        trainees: [
            (id: "tells", does: [Answer("c_calls", []), Call("authority", [Tell(["no_file"])])],
                expect: [Within("14:04..14:06", Met("report")), Not(Missed("report"))]),
            (id: "keeps_quiet", does: [Answer("c_calls", [])], expect: [Within("14:04..14:06", Missed("report"))]),
            (id: "tells_late", does: [Answer("c_calls", []), WaitFor(After("14:20")), Call("authority", [Tell(["no_file"])])],
                expect: [Missed("report"), Not(Met("report"))]),
        ],"#,
    );
}

#[test]
fn whatever_counts_from_a_call_comes_that_long_after_it() {
    holds(
        r#"
        systems: [(id: "printer", name: "The printer", down: "+10min after c_calls", repairs: [(id: "toner", name: "Toner")])],
        scoring: (escalate_from: "+5min after c_calls"),
        trainees: [(id: "listens", does: [Answer("c_calls", [])], expect: [Within("13:15..13:15", Down("printer"))])],"#,
    );
}

#[test]
fn a_customer_nobody_answers_rings_in_turn_not_all_at_once() {
    let plan = plan(r#"trainees: [(id: "deaf", does: [Wait("2h")], expect: [])],"#);
    let played = trainee::play("deaf", &plan, 1).expect("it is there");
    let rings: Vec<i64> = played
        .simulation
        .events()
        .iter()
        .filter(|event| matches!(event.kind, Kind::CallIncoming { .. }))
        .map(|event| event.t)
        .collect();
    assert!(rings.len() >= 3, "{rings:?}");
    assert!(rings.windows(2).all(|pair| pair[1] - pair[0] >= 5 * 60), "{rings:?}");
}

#[test]
fn what_is_said_at_the_desk_is_lost_unless_written_down() {
    holds(
        r#"
        facts: [(id: "visitors", part: Impact, text: "the auditors come tomorrow")],
        conversations: [(id: "at_the_door", from: "leader", by: Visit, when: After("13:20"), noted: false, learn: ["visitors"],
            says: "By the way: the auditors come tomorrow.")],
        trainees: [
            (id: "writes", does: [Answer("at_the_door", [WriteDown])], expect: [Knows("visitors")]),
            (id: "nods", does: [Answer("at_the_door", [])], expect: [Not(Knows("visitors")), Happened("at_the_door")]),
        ],"#,
    );
}

#[test]
fn while_the_desk_is_closed_the_clock_jumps_and_the_world_goes_on() {
    let closed = r#"
        ends: "1d 10:00",
        off: ["18:00..1d 08:30"],
        people: [(id: "customer_c", deadlines: [(id: "transfer", at: "1d 09:30")])],
        rules: [(id: "in_the_night", when: After("1d 03:00"), then: [Learn("job_stuck")])],
        trainees: [(id: "overnight", does: [Answer("c_calls", []), WaitFor(After("1d 08:00")), Look("jobs")],
            expect: [Within("1d 03:00..1d 03:00", Knows("job_stuck")), Within("1d 08:31..1d 08:32", Happened("jobs"))])],"#;
    holds(closed);
    let plan = plan(closed);
    let played = trainee::play("overnight", &plan, 1).expect("it is there");
    let events = played.simulation.events();
    let closed = events.iter().position(|event| matches!(event.kind, Kind::DeskClosed { .. })).expect("it closes");
    let opened = events.iter().position(|event| matches!(event.kind, Kind::DeskOpened)).expect("it opens");
    assert!(events[closed].t == 5 * 3_600 && events[opened].t == 19 * 3_600 + 1_800);
    let between = &events[closed..opened];
    assert!(!between.iter().any(|event| matches!(event.kind, Kind::CustomerChased { .. } | Kind::CallIncoming { .. })));
}

#[test]
fn two_weak_signs_side_by_side_give_the_strong_one() {
    holds(
        r#"
        you: (knows: ["one_branch", "other_branch", "job_stuck"]),
        facts: [
            (id: "one_branch", text: "the east branch cannot print"),
            (id: "other_branch", text: "the west branch cannot either"),
            (id: "everywhere", part: Impact, text: "it has stopped at every branch", joins: ["one_branch", "other_branch"]),
        ],
        trainees: [
            (id: "sees", does: [Join(["one_branch", "other_branch"])], expect: [Knows("everywhere")]),
            (id: "looks_past", does: [Join(["one_branch", "job_stuck"])], expect: [Not(Knows("everywhere"))]),
        ],"#,
    );
}

#[test]
fn a_repair_that_destroys_fails_unless_prepared_for() {
    holds(
        r#"
        systems: [(id: "payroll", repairs: [
            (id: "stop_intake", name: "Stop the intake", mends: false, takes: "2min"),
            (id: "restore_copy", name: "Restore the copy", takes: "30min", fails: [Mood("customer_c", -20)],
                destroys: (unless: Done("stop_intake"), says: "This morning's entries are lost.")),
        ])],
        trainees: [
            (id: "hasty", does: [Answer("c_calls", []), Repair("restore_copy")],
                expect: [Down("payroll"), Not(Done("restore_copy")), Missed("transfer"), Mood("customer_c", "..40")]),
            (id: "careful", does: [Repair("stop_intake"), WaitFor(Done("stop_intake")), Repair("restore_copy")],
                expect: [Done("restore_copy"), Within("13:32..13:35", Restored("payroll"))]),
        ],"#,
    );
}

#[test]
fn who_must_travel_is_asked_to_come_and_repairs_on_arrival() {
    holds(
        r#"
        people: [(id: "field_engineer", name: "The field engineer", roles: [Fixer], travel: "40min..50min")],
        systems: [(id: "payroll", repairs: [
            (id: "swap_disk", name: "Change the disk", by: ["field_engineer"], when: Here("field_engineer"), takes: "20min"),
        ])],
        trainees: [(id: "early", does: [
            Answer("c_calls", []),
            Call("field_engineer", [Tell(["me", "no_file"]), Want(Come), Want(Do("swap_disk"))]),
        ], expect: [
            Within("13:45..13:59", Here("field_engineer")),
            Within("14:05..14:20", Done("swap_disk")),
            Restored("payroll"),
        ])],"#,
    );
}

#[test]
fn somebody_rings_another_on_your_behalf_and_they_ring_you() {
    let fragment = r#"
        people: [
            (id: "maker", name: "The maker", roles: [Vendor], phone: [Silent(until: "13:40"), Answers(after: "10s")]),
        ],
        trainees: [(id: "asks", does: [
            Answer("c_calls", []),
            Call("leader", [Tell(["me", "no_file"]), Want(CallOn("maker"))]),
            WaitFor(After("14:20")),
        ], expect: [Tried("maker")])],"#;
    let plan = plan(fragment);
    let played = trainee::play("asks", &plan, 3).expect("it is there");
    let rung = count(&played, |kind| matches!(kind, Kind::CalledOn { answered: true, .. }));
    let maker = plan.person_named("maker").expect("the maker is there");
    let back = count(&played, |kind| matches!(kind, Kind::CallIncoming { who, .. } if *who == maker));
    assert!(rung == 1 && back >= 1, "{:#?}", kinds(&played));
}

#[test]
fn a_channel_dies_with_its_service_and_lives_again() {
    holds(
        r#"
        systems: [(id: "network", name: "The network", down: "13:10", repairs: [
            (id: "switch_over", name: "Switch over", takes: "10min"),
        ])],
        people: [(id: "leader", phone: [Dead(when: Down("network")), Answers(after: "5s")])],
        trainees: [
            (id: "before", does: [Answer("c_calls", []), Call("leader", [Tell(["no_file"])])], expect: [Reached("leader")]),
            (id: "during", does: [WaitFor(After("13:12")), Call("leader", [Tell(["no_file"])])],
                expect: [Tried("leader"), Not(Reached("leader"))]),
            (id: "after", does: [WaitFor(After("13:12")), Repair("switch_over"), WaitFor(Restored("network")), Call("leader", [])],
                expect: [Reached("leader")]),
        ],"#,
    );
}

#[test]
fn their_hours_run_by_their_clock() {
    holds(
        r#"
        ends: "17:00",
        people: [(id: "maker", name: "The maker", roles: [Vendor], clock: "-8h", phone: [Silent(until: "06:00"), Answers()])],
        trainees: [
            (id: "at_five_there", does: [Call("maker", [])], expect: [Not(Reached("maker"))]),
            (id: "at_six_there", does: [WaitFor(After("14:00")), Call("maker", [])], expect: [Reached("maker")]),
        ],"#,
    );
}

#[test]
fn time_that_passed_and_what_was_not_done_fire_rules() {
    holds(
        r#"
        rules: [
            (id: "they_write", when: All([Quiet("customer_c", "45min"), Happened("c_calls")]), then: [Mood("customer_c", -1)]),
            (id: "nobody_told", when: For("15min", All([Knows("job_stuck"), Not(Told("leader", "job_stuck"))])), then: [Learn("bank_closes")]),
            (id: "each_hour", when: After("13:30"), repeat: "1h", then: [Mood("leader", 1)]),
        ],
        trainees: [
            (id: "quiet", does: [Answer("c_calls", []), Look("jobs")], expect: [
                Within("13:50..13:52", Happened("they_write")),
                Within("13:21..13:24", Happened("nobody_told")),
            ]),
            (id: "talks", does: [Answer("c_calls", []), Look("jobs"), Call("leader", [Tell(["me", "no_file", "job_stuck"])]),
                WaitFor(After("13:40")), Call("customer_c", [Tell(["job_stuck"])])], expect: [
                Not(Happened("nobody_told")),
                Within("14:25..14:29", Happened("they_write")),
            ]),
        ],"#,
    );
}

#[test]
fn an_answer_of_their_own_can_refuse_and_go_on() {
    holds(
        r#"
        people: [(id: "leader", answers: [
            (to: Want(Allow("run_again")), when: Not(Told("leader", "bank_closes")), says: "Not during the closing.", refuses: true, next: "asks_back"),
        ])],
        conversations: [(id: "asks_back", from: "leader", says: "Until when does the bank take it?", learn: [])],
        trainees: [
            (id: "thin", does: [Answer("c_calls", []), Look("jobs"), Call("leader", [Tell(["me", "no_file", "job_stuck"]), Want(Allow("run_again"))])],
                expect: [Not(Allowed("run_again")), Happened("asks_back")]),
            (id: "full", does: [Answer("c_calls", [Ask(Deadline)]), Look("jobs"),
                Call("leader", [Tell(["me", "no_file", "job_stuck", "bank_closes"]), Want(Allow("run_again"))])],
                expect: [Allowed("run_again"), Not(Happened("asks_back"))]),
        ],"#,
    );
}

#[test]
fn a_key_is_needed_and_asked_for() {
    holds(
        r#"
        facts: [(id: "key", text: "the number of the safe")],
        people: [(id: "leader", knows: ["key"])],
        systems: [(id: "payroll", repairs: [(id: "open_safe", name: "Open the safe", needs: ["key"], takes: "5min")])],
        trainees: [
            (id: "without", does: [Repair("open_safe")], expect: [Not(Done("open_safe"))]),
            (id: "with", does: [Answer("c_calls", []), Call("leader", [Tell(["me", "no_file"]), Want(Give("key"))]), Repair("open_safe")],
                expect: [Knows("key"), Done("open_safe")]),
        ],"#,
    );
}

#[test]
fn a_gate_caps_the_total_and_a_rule_can_end_the_run() {
    holds(
        r#"
        scoring: (gates: [(cap: 12, says: "Ran it again untold", when: All([Happened("run_again"), Not(Confirmed("customer_c"))]))]),
        rules: [(id: "end_it", when: After("13:50"), then: [Finish("too_late")])],
        trainees: [
            (id: "goes_on", does: [Answer("c_calls", [Ask(Deadline), Promise("20min")]), Look("jobs"),
                Call("leader", [Tell(["me", "no_file", "job_stuck", "bank_closes"]), Want(Allow("run_again"))]), Repair("run_again")],
                expect: [Score("..12"), Ending("too_late")]),
            (id: "leaves_it", does: [Answer("c_calls", [Ask(Deadline), Promise("20min")]), Look("jobs"),
                Call("leader", [Tell(["me", "no_file", "job_stuck", "bank_closes"]), Want(Allow("run_again"))])],
                expect: [Score("13.."), Ending("too_late")]),
        ],"#,
    );
}

#[test]
fn telling_what_was_put_right_caps_the_total() {
    let fragment = r#"
        you: (knows: ["a_few"]),
        facts: [
            (id: "a_few", part: Impact, text: "a few people are affected", untrue: true),
            (id: "hundreds", part: Impact, text: "hundreds are affected", corrects: "a_few"),
        ],
        people: [(id: "customer_c", knows: ["no_file", "bank_closes", "hundreds"])],
        trainees: [
            (id: "old", does: [Answer("c_calls", [Ask(Impact), Ask(Deadline), Promise("20min")]), Look("jobs"),
                Call("leader", [Tell(["me", "no_file", "a_few", "bank_closes", "job_stuck"]), Want(Allow("run_again")), By("10min"), ReadBack]),
                Repair("run_again"), WaitFor(Done("run_again")), Call("customer_c", [Fixed("payroll"), Confirm]), Close],
                expect: [Score("..30")]),
            (id: "new", does: [Answer("c_calls", [Ask(Impact), Ask(Deadline), Promise("20min")]), Look("jobs"),
                Call("leader", [Tell(["me", "no_file", "hundreds", "bank_closes", "job_stuck"]), Want(Allow("run_again")), By("10min"), ReadBack]),
                Repair("run_again"), WaitFor(Done("run_again")), Call("customer_c", [Fixed("payroll"), Confirm]), Close],
                expect: [Score("60..")]),
        ],"#;
    holds(fragment);
}

#[test]
fn a_look_shows_what_its_condition_says_and_a_repair_that_never_works_fails() {
    let fragment = r#"
        systems: [(id: "payroll", looks: [
            (id: "lamp", name: "The lamp", says: "Red.", healthy: "Green.", when: After("13:40"), learn: ["bank_closes"]),
        ], repairs: [
            (id: "reboot", name: "Reboot", works: 0, takes: "5min", fails: [Learn("no_file")]),
        ])],
        trainees: [
            (id: "early", does: [Look("lamp")], expect: [Not(Knows("bank_closes"))]),
            (id: "late", does: [WaitFor(After("13:41")), Look("lamp")], expect: [Knows("bank_closes")]),
            (id: "reboots", does: [Repair("reboot"), WaitFor(Knows("no_file"))],
                expect: [Within("13:05..13:07", Knows("no_file")), Not(Done("reboot")), Down("payroll")]),
        ],"#;
    holds(fragment);
    let plan = plan(fragment);
    let shown = |name: &str| {
        let played = trainee::play(name, &plan, 1).expect("it is there");
        played.simulation.events().iter().find_map(|event| match &event.kind {
            Kind::Inspected { text, .. } => Some(text.get(Language::En).to_owned()),
            _ => None,
        })
    };
    assert_eq!((shown("early").as_deref(), shown("late").as_deref()), (Some("Green."), Some("Red.")));
}

#[test]
fn odds_are_those_of_the_days_not_of_the_attempts() {
    let plan = plan(
        r#"
        people: [(id: "leader", phone: [Answers(after: "5s", odds: 80, otherwise: Busy)])],
        trainees: [(id: "rings_thrice", does: [Call("leader", []), Call("leader", []), Call("leader", [])], expect: [])],"#,
    );
    let mut answered = 0;
    for seed in 1..=400 {
        let played = trainee::play("rings_thrice", &plan, seed).expect("it is there");
        let reached = count(&played, |kind| matches!(kind, Kind::Reached { .. }));
        let busy = count(&played, |kind| matches!(kind, Kind::Busy { .. }));
        assert!((reached, busy) == (3, 0) || (reached, busy) == (0, 3), "seed {seed}: {reached} reached, {busy} busy");
        answered += usize::from(reached == 3);
    }
    // Four standard deviations of a binomial with 400 draws at 80 % are 32.
    assert!((288..=352).contains(&answered), "{answered} of 400");
}

#[test]
fn a_special_day_raises_the_severity_and_a_night_makes_colleagues_slow() {
    let night = r#"
        calendar: [Night],
        trainees: [
            (id: "rings", does: [Call("leader", [])], expect: [Within("13:00:20..13:00:50", Reached("leader"))]),
            (id: "writes", does: [Chat(["leader"], [Tell(["me"]), Want(Decide)]), WaitFor(Helping("leader"))], expect: [Not(Helping("leader"))]),
        ],"#;
    holds(night);
    assert_eq!(plan("").severity, plan("calendar: [Holiday],").severity);
    assert!(plan("calendar: [MonthEnd],").severity < plan("").severity, "the graver one comes first");
}

/// What somebody says aloud, in order.
fn said_by(played: &Played, plan: &Plan, id: &str) -> Vec<String> {
    let wanted = plan.person_named(id).unwrap_or_else(|| panic!("no {id}"));
    let events = played.simulation.events().iter();
    let texts = events.filter_map(|event| match &event.kind {
        Kind::Said { who, text, .. } if *who == wanted => Some(text.get(Language::En).to_owned()),
        _ => None,
    });
    texts.collect()
}

fn notices(played: &Played) -> Vec<String> {
    let events = played.simulation.events().iter();
    let texts = events.filter_map(|event| match &event.kind {
        Kind::NoticeReceived { text } => Some(text.get(Language::En).to_owned()),
        _ => None,
    });
    texts.collect()
}

/// A customer who rings again and again, as long as somebody listens and tells them nothing.
fn chased(chases: &str) -> Vec<String> {
    let plan = plan(&format!(
        r#"
        ends: "20:00",
        people: [(id: "customer_c", customer: (patience: "20min"{chases}), deadlines: [(id: "transfer", at: "19:30")])],
        trainees: [(id: "listens", does: [Answering([]), Answer("c_calls", []), Wait("5h")], expect: [])],"#
    ));
    let played = trainee::play("listens", &plan, 1).expect("it is there");
    let said = said_by(&played, &plan, "customer_c");
    assert!(said.len() > 6, "{said:?}");
    said[1..7].to_vec()
}

#[test]
fn who_has_to_ask_again_says_the_lines_in_turn_and_the_last_one_for_good() {
    let first = "Company C, personnel here. Where do things stand now?";
    let own = chased(r#", chases: ["The second time.", "The third time."]"#);
    assert_eq!(
        own,
        [first, "The second time.", "The third time.", "The third time.", "The third time.", "The third time."]
    );
    let built_in = chased("");
    // Three of their own, ever less patient, the last for good.
    assert_eq!(built_in[0], first);
    assert!(built_in[1] != first && built_in[2] != first && built_in[1] != built_in[2], "{built_in:?}");
    assert!(built_in[3..].iter().all(|said| *said == built_in[2]), "{built_in:?}");
}

#[test]
fn where_no_case_of_a_chase_holds_the_built_in_line_is_said() {
    let said = chased(r#", chases: [[(when: After("19:59"), says: "Too late.")]]"#);
    assert_eq!(said, chased(""));
}

#[test]
fn the_first_case_that_holds_is_said() {
    let fragment = r#"
        people: [(id: "leader", voice: (
            hello: [(when: Told("leader", "no_file"), says: "You again."), (says: "Hello.")],
            ack: [(when: Knows("bank_closes"), says: "So the bank closes.")],
        ))],
        conversations: [
            (id: "on_the_news", by: Notice, when: After("13:40"), says: [
                (when: Knows("bank_closes"), says: "Both."), (when: Knows("job_stuck"), says: "The job."), (says: "Neither."),
            ]),
        ],
        trainees: [
            (id: "rings_twice", does: [Answer("c_calls", []), Call("leader", [Tell(["me", "no_file"])]), Call("leader", [])], expect: []),
            (id: "knows_the_job", does: [Answer("c_calls", []), Look("jobs"), WaitFor(After("13:41"))], expect: []),
            (id: "knows_both", does: [Answer("c_calls", [Ask(Deadline)]), Look("jobs"), WaitFor(After("13:41"))], expect: []),
            (id: "knows_nothing", does: [Answer("c_calls", [])], expect: []),
        ],"#;
    let plan = plan(fragment);
    let played = |name: &str| trainee::play(name, &plan, 1).expect("it is there");
    let said = said_by(&played("rings_twice"), &plan, "leader");
    assert_eq!(
        (said.first().map(String::as_str), said.last().map(String::as_str)),
        (Some("Hello."), Some("You again."))
    );
    assert_eq!(notices(&played("knows_nothing")), ["Neither."]);
    assert_eq!(notices(&played("knows_the_job")), ["The job."]);
    assert_eq!(notices(&played("knows_both")), ["Both."]);
}

#[test]
fn words_tell_the_time_of_the_moment_they_are_said() {
    let fragment = r#"
        people: [
            (id: "customer_c", answers: [
                (to: Promise("..30min"), says: "By {customer_c.promised}, and it is {now}."),
                (to: Estimate(), says: "Back by {customer_c.estimated}."),
            ]),
            (id: "authority", name: "The authority", roles: [Regulator], deadlines: [
                (id: "report", name: "The first report", at: "+60min after c_calls", done: Told("authority", "no_file")),
            ]),
        ],
        conversations: [
            (id: "early", by: Notice, when: After("13:01"), says: "Due at {report}, the bank at {transfer}."),
            (id: "later", by: Notice, when: After("13:10"), says: "Due at {report}, and it is {now}."),
        ],
        trainees: [
            (id: "promises", does: [Answer("c_calls", [Promise("20min")])], expect: []),
            (id: "names_a_time", does: [Answer("c_calls", [Estimate("14:30")])], expect: []),
        ],"#;
    let plan = plan(fragment);
    let played = trainee::play("promises", &plan, 1).expect("it is there");
    let promised = played.simulation.events().iter().find_map(|event| match event.kind {
        Kind::PromiseMade { due, .. } => Some((due, event.t)),
        _ => None,
    });
    let (due, now) = promised.expect("a promise was made");
    let clock = |time| plan.calendar.clock(time);
    let answer = format!("By {}, and it is {}.", clock(due), clock(now));
    assert_eq!(said_by(&played, &plan, "customer_c").get(1), Some(&answer));
    assert_eq!(notices(&played), ["Due at —, the bank at 15:00.", "Due at 14:05, and it is 13:10."]);
    let estimated = trainee::play("names_a_time", &plan, 1).expect("it is there");
    assert_eq!(said_by(&estimated, &plan, "customer_c").get(1).map(String::as_str), Some("Back by 14:30."));
}

#[test]
fn the_words_of_a_letter_are_known_again_whatever_the_time_in_them() {
    let plan = plan(
        r#"
        conversations: [(id: "writes", from: "leader", by: Mail, when: After("13:10"), says: [
            (when: Knows("job_stuck"), says: "It is {now}: the job."), (says: "It is {now}: what is it?"),
        ])],
        trainees: [(id: "listens", does: [Answer("c_calls", [])], expect: [])],"#,
    );
    let played = trainee::play("listens", &plan, 1).expect("it is there");
    let leader = plan.person_named("leader");
    let letter = played.simulation.events().iter().find_map(|event| match &event.kind {
        Kind::MailReceived { who, text, .. } if *who == leader => Some(text.clone()),
        _ => None,
    });
    let letter = letter.expect("a letter came");
    assert_eq!(letter.get(Language::En), "It is 13:10: what is it?");
    let writes = plan.conversations.iter().find(|talk| talk.id == "writes").expect("it is there");
    let calls = plan.conversations.iter().find(|talk| talk.id == "c_calls").expect("it is there");
    assert!(writes.says.could_be(&letter) && !calls.says.could_be(&letter));
}

#[test]
fn what_is_lost_on_nobody_s_word_caps_the_total() {
    let fragment = |go_from: &str| {
        format!(
            r#"
        systems: [(id: "payroll", repairs: [
            (id: "restore_copy", name: "Restore the copy", takes: "5min", go_from: [{go_from}],
                destroys: (unless: Not(Down("payroll")), says: "This morning's entries are lost.")),
        ])],
        endings: [(id: "lost", when: Destroyed("restore_copy"), title: "Lost"), (id: "kept", title: "Kept")],
        trainees: [
            (id: "alone", does: [Answer("c_calls", [Ask(Deadline), Ask(Impact), Promise("20min")]), Repair("restore_copy"), WaitFor(Destroyed("restore_copy"))],
                expect: [Destroyed("restore_copy"), Not(Done("restore_copy")), Within("..13:15", Destroyed("restore_copy")), Score("..30")]),
            (id: "allowed", does: [Answer("c_calls", [Ask(Deadline), Promise("20min")]), Look("jobs"),
                Call("leader", [Tell(["me", "no_file", "job_stuck", "bank_closes"]), Want(Allow("restore_copy"))]),
                Repair("restore_copy"), WaitFor(Destroyed("restore_copy"))],
                expect: [Destroyed("restore_copy")]),
            (id: "leaves_it", does: [Answer("c_calls", [])], expect: [Not(Destroyed("restore_copy"))]),
        ],"#
        )
    };
    holds(&fragment(r#""leader""#));
    let caps = |go_from: &str, name: &str| -> Vec<i64> {
        let plan = plan(&fragment(go_from));
        let played = trainee::play(name, &plan, 1).expect("it is there");
        fold(&plan, played.simulation.events()).gates.iter().map(|gate| gate.0).collect()
    };
    assert_eq!(caps(r#""leader""#, "alone"), [590, 300]);
    assert_eq!(caps(r#""leader""#, "allowed"), [0; 0]);
    // Where nobody's word is asked for, it is one's own.
    assert_eq!(caps("", "alone"), [300]);
    assert_eq!(caps("", "leaves_it"), [0; 0]);
    let plan = plan(&fragment(""));
    let played = trainee::play("alone", &plan, 1).expect("it is there");
    let reason = fold(&plan, played.simulation.events()).gates[0].1.text(Language::En);
    assert!(reason.contains("This morning's entries are lost."), "{reason}");
}

#[test]
fn where_nobody_need_be_told_the_bars_that_ask_for_it_do_not_apply() {
    let plan = plan(
        r#"
        scoring: (roles: []),
        trainees: [(id: "keeps_them_posted", does: [Answer("c_calls", [Ask(Deadline), Ask(Impact), Promise("20min")])], expect: [])],"#,
    );
    for name in ["silent", "keeps_them_posted"] {
        let played = trainee::play(name, &plan, 1).expect("it is there");
        let score = fold(&plan, played.simulation.events());
        for bar in &score.bars {
            let applies = ["acknowledge", "customer", "outcome"].contains(&bar.id);
            assert_eq!(bar.of > 0, applies, "{name}: {}", bar.id);
            assert!(!bar.why.is_empty(), "{}: not applying is said", bar.id);
        }
        // 5, 15 and 10 of 30.
        assert_eq!(
            score.bars.iter().map(|bar| bar.of).filter(|of| *of > 0).collect::<Vec<_>>(),
            [167, 500, 333],
            "{name}"
        );
    }
}
