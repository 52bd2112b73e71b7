//! The contract of the score: short lists of events whose bars were computed by hand, one bar at a time.
//!
//! The scenario is the month-end outage (P1): manager decides, three seniors fix, the account manager owns the customer.

use shikyu::id::*;
use shikyu::scenario::plan::{Act, Channel, Item, Manner, Part, Plan};
use shikyu::scenario::{Folders, library};
use shikyu::score::ledger::Ledger;
use shikyu::score::{bars, curve, fold};
use shikyu::sim::event::{Event, Kind, Over};
use shikyu::sim::message::Carried;
use shikyu::time::{MINUTE, Time};
use std::path::Path;

/// 11:50, when the first call rings: five minutes after the start.
const SIGN: Time = 5 * MINUTE;
/// 15:00, when the orders must be finished.
const DEADLINE: Time = 195 * MINUTE;

struct Run {
    plan: Plan,
    events: Vec<Event>,
}

impl Run {
    /// The first call rings at 11:50, is answered 40 seconds later, and its statement ends at 11:51.
    fn begun() -> Run {
        let Ok(plan) = library::find("month_end_outage", &Folders::below(Path::new("no such folder"))) else {
            panic!("the scenario is broken")
        };
        let mut run = Run { plan, events: Vec::new() };
        let (customer, sign) = (run.who("customer_a"), run.plan.scoring.sign);
        run.at(SIGN, Kind::CallIncoming { who: customer, conversation: sign, knocks: false, channel: Channel::Phone });
        run.at(SIGN + 40, Kind::CallAnswered { who: customer, channel: Channel::Phone });
        run.at(SIGN + MINUTE, Kind::CriteriaKnown);
        run
    }

    fn at(&mut self, t: Time, kind: Kind) {
        let n = self.events.len() as u32 + 1;
        self.events.push(Event { n, t, cause: None, kind });
        self.events.sort_by_key(|event| event.t);
    }

    /// The end of the first statement: from here escalating is measured.
    fn te() -> Time {
        SIGN + MINUTE
    }

    fn who(&self, id: &str) -> PersonId {
        self.plan.person_named(id).unwrap_or_else(|| panic!("no {id}"))
    }

    /// Picks up and is told something of this quality, in thousandths.
    fn talk(&mut self, t: Time, id: &str, quality: i64) {
        let who = self.who(id);
        self.at(t, Kind::Dialled { who });
        self.at(t, Kind::Reached { who, channel: Channel::Phone });
        self.told(t, id, Channel::Phone, quality);
    }

    fn told(&mut self, t: Time, id: &str, channel: Channel, quality: i64) {
        let who = self.who(id);
        self.at(
            t,
            Kind::Told { who, channel, voicemail: false, acts: Default::default(), facts: Default::default(), quality },
        );
    }

    fn rings_out(&mut self, t: Time, id: &str) {
        let who = self.who(id);
        self.at(t, Kind::Dialled { who });
        self.at(t, Kind::RangOut { who });
    }

    fn ends(&mut self) {
        let who = self.who("customer_a");
        let Some(deadline) = self.plan.scoring.deadline else { panic!("no deadline") };
        self.at(DEADLINE, Kind::DeadlineMissed { who, deadline });
        self.at(DEADLINE, Kind::RunEnded { why: Over::Passed });
    }

    fn ledger(&self) -> Ledger<'_> {
        Ledger::read(&self.plan, &self.events)
    }

    /// The share of a bar in thousandths.
    fn share(&self, bar: fn(&Ledger) -> shikyu::score::Judged) -> i64 {
        bar(&self.ledger()).share.unwrap_or_else(|| panic!("the bar does not apply"))
    }
}

#[test]
fn acknowledging_after_one_minute_is_full_and_after_ten_half() {
    assert_eq!(Run::begun().share(bars::acknowledge), 1_000);
    let mut late = Run::begun();
    let customer = late.who("customer_a");
    late.events.retain(|event| !matches!(event.kind, Kind::CallAnswered { .. }));
    assert_eq!(late.share(bars::acknowledge), 0, "never taken up");
    late.at(SIGN + 10 * MINUTE, Kind::CallAnswered { who: customer, channel: Channel::Phone });
    // Full to 5, none from 15: (15 - 10) / 10.
    assert_eq!(late.share(bars::acknowledge), 500);
}

#[test]
fn the_first_escalation_is_the_first_message_that_counts_to_somebody_who_matters() {
    let mut run = Run::begun();
    assert_eq!(run.share(bars::first_escalation), 0, "nobody was told");
    run.rings_out(Run::te() + MINUTE, "manager");
    run.talk(Run::te() + 2 * MINUTE, "personnel_desk", 900);
    run.talk(Run::te() + 3 * MINUTE, "senior_b", 399);
    assert_eq!(run.share(bars::first_escalation), 0, "rung in vain, no part in it, too little said");
    run.told(Run::te() + 15 * MINUTE, "senior_a", Channel::Mail, 400);
    // Full to 5, none from 30: (30 - 15) / 25.
    assert_eq!(run.share(bars::first_escalation), 600);
}

#[test]
fn the_decider_is_measured_against_the_earliest_the_day_allowed() {
    let mut run = Run::begun();
    let manager = run.who("manager");
    assert_eq!(run.share(bars::decider), 0);
    run.talk(Run::te() + 40 * MINUTE, "manager", 800);
    run.ends();
    // Nothing revealed: allowed at once. Full to 10, none from 55: (55 - 40) / 45 = 0.333.
    assert_eq!(run.share(bars::decider), 333);
    // The manager answered from 20 minutes on only: 20 minutes late, (55 - 20) / 45 = 0.777.
    run.at(
        DEADLINE,
        Kind::ReachRevealed {
            who: manager,
            channel: Channel::Phone,
            manner: Manner::Answers,
            from: Run::te() + 20 * MINUTE,
            to: DEADLINE,
            after: 0,
        },
    );
    assert_eq!(run.share(bars::decider), 777);
}

#[test]
fn breadth_asks_for_each_role_and_for_a_backup() {
    let mut run = Run::begun();
    assert_eq!(run.share(bars::breadth), 0);
    // The only decider engaged in time: 1. Fixer and owner: nobody.
    run.talk(Run::te() + 10 * MINUTE, "manager", 700);
    assert_eq!(run.share(bars::breadth), 333);
    // One fixer tried in vain: 0.4.
    run.rings_out(Run::te() + 11 * MINUTE, "senior_a");
    assert_eq!(run.share(bars::breadth), (1_000 + 400) / 3);
    // A second tried within 15 minutes: 0.75.
    run.rings_out(Run::te() + 14 * MINUTE, "senior_b");
    assert_eq!(run.share(bars::breadth), (1_000 + 750) / 3);
    // One of them engaged within 20 minutes: 1.
    run.talk(Run::te() + 19 * MINUTE, "senior_b", 700);
    assert_eq!(run.share(bars::breadth), 2_000 / 3);
    // The owner is told too little (0.3 of 1 for the only one engaged by questions).
    let owner = run.who("account_manager");
    run.talk(Run::te() + 19 * MINUTE, "account_manager", 300);
    run.at(Run::te() + 20 * MINUTE, Kind::Questioned { who: owner });
    assert_eq!(run.share(bars::breadth), 2_300 / 3);
}

#[test]
fn the_only_one_of_a_role_tried_on_two_channels_counts_three_quarters() {
    let mut run = Run::begun();
    run.rings_out(Run::te() + 2 * MINUTE, "manager");
    assert_eq!(run.share(bars::breadth), 400 / 3);
    run.told(Run::te() + 3 * MINUTE, "manager", Channel::Chat, 700);
    assert_eq!(run.share(bars::breadth), 750 / 3);
}

#[test]
fn waiting_with_free_hands_is_idle_five_minutes_after_the_last_try() {
    let mut run = Run::begun();
    run.rings_out(Run::te(), "senior_a");
    run.at(Run::te() + 20 * MINUTE, Kind::Waited { from: Run::te() });
    run.talk(Run::te() + 20 * MINUTE, "manager", 800);
    // 20 minutes free, 5 of them covered by the open try: 15 of 30.
    assert_eq!(run.share(bars::no_idle_waiting), 500);
    // Busy hands are not idle.
    run.events.retain(|event| !matches!(event.kind, Kind::Waited { .. }));
    assert_eq!(run.share(bars::no_idle_waiting), 1_000);
}

#[test]
fn leaving_the_desk_with_nobody_engaged_is_waiting() {
    let mut run = Run::begun();
    run.at(Run::te() + MINUTE, Kind::RunEnded { why: Over::Closed });
    assert_eq!(run.share(bars::no_idle_waiting), 0);
}

#[test]
fn the_message_bar_is_the_mean_of_the_best_told_to_each_who_matters() {
    let mut run = Run::begun();
    assert_eq!(run.share(bars::message), 0);
    run.talk(Run::te(), "manager", 300);
    run.talk(Run::te() + MINUTE, "manager", 900);
    run.told(Run::te() + MINUTE, "senior_a", Channel::Mail, 500);
    run.talk(Run::te() + MINUTE, "president", 1_000);
    run.rings_out(Run::te() + MINUTE, "senior_c");
    assert_eq!(run.share(bars::message), 700);
}

#[test]
fn the_customer_is_heard_told_and_not_kept_waiting() {
    let mut run = Run::begun();
    let who = run.who("customer_a");
    run.ends();
    // Answered, and then nothing until 15:00: no word, silence over an hour, nothing asked.
    assert_eq!(run.share(bars::customer), 0);
    for part in [Part::Deadline, Part::Impact] {
        run.at(SIGN + 50, Kind::Asked { who, part });
    }
    // Heard it: 0.2.
    assert_eq!(run.share(bars::customer), 200);
    // First word after 20 minutes: 0.3 × (30 - 20) / 20 = 0.15. The one update against no chase: 0.2.
    run.at(SIGN + 20 * MINUTE, Kind::CustomerUpdated { who, by: None, promise: false });
    assert_eq!(run.share(bars::customer), 200 + 150 + 200);
    // One chase: the share of updates falls to a half, 0.1.
    run.at(SIGN + 80 * MINUTE, Kind::CustomerChased { who });
    assert_eq!(run.share(bars::customer), 200 + 150 + 100);
    // They know that it works after 65 minutes: the longest silence is 45, 0.3 × (60 - 45) / 30 = 0.15.
    run.events.retain(|event| !matches!(event.kind, Kind::CustomerChased { .. }));
    run.at(SIGN + 65 * MINUTE, Kind::CustomerKnows { who });
    assert_eq!(run.share(bars::customer), 200 + 150 + 200 + 150);
}

#[test]
fn a_broken_promise_voids_the_word_it_was_given_in() {
    let mut run = Run::begun();
    let who = run.who("customer_a");
    run.ends();
    let due = SIGN + 25 * MINUTE;
    run.at(SIGN + 5 * MINUTE, Kind::PromiseMade { who, due, estimate: false, invented: false });
    run.at(SIGN + 5 * MINUTE, Kind::CustomerUpdated { who, by: None, promise: true });
    // First word within 10 minutes 0.3, one update and no chase 0.2.
    assert_eq!(run.share(bars::customer), 500);
    run.at(due + MINUTE, Kind::PromiseBroken { who, estimate: false });
    assert_eq!(run.share(bars::customer), 0);
}

#[test]
fn the_outcome_is_when_the_work_was_finished_and_whether_it_was_confirmed() {
    let mut run = Run::begun();
    let who = run.who("customer_a");
    run.ends();
    assert_eq!(run.share(bars::outcome), 0);
    let Some(deadline) = run.plan.scoring.deadline else { panic!("no deadline") };
    // Finished 30 of the last 60 minutes before the deadline: 0.6 × 0.5.
    run.at(DEADLINE - 30 * MINUTE, Kind::CustomerDone { who, deadline });
    assert_eq!(run.share(bars::outcome), 300);
    run.at(DEADLINE - 20 * MINUTE, Kind::Confirmed { who });
    assert_eq!(run.share(bars::outcome), 700);
}

#[test]
fn noise_costs_what_the_scenario_says_and_is_capped() {
    let mut run = Run::begun();
    assert_eq!(bars::noise(&run.ledger()).0, 0);
    // The vendor's line is there to be rung; the president counts three: 3 × 1.5 points.
    run.rings_out(Run::te(), "vendor_hotline");
    run.rings_out(Run::te(), "president");
    run.rings_out(Run::te(), "president");
    assert_eq!(bars::noise(&run.ledger()).0, 45);
    run.rings_out(Run::te(), "personnel_desk");
    run.rings_out(Run::te(), "other_team");
    assert_eq!(bars::noise(&run.ledger()).0, 75);
}

#[test]
fn gates_cap_the_total() {
    let mut run = Run::begun();
    let Some(Item::Repair(repair)) = run.plan.item("restart") else { panic!("no restart") };
    run.at(Run::te(), Kind::RepairStarted { repair, who: None, authorised: false, until: Run::te() + MINUTE });
    assert_eq!(fold(&run.plan, &run.events).gates[0].0, 590);
    let who = run.who("customer_a");
    let system = run.plan.repair(repair).system;
    run.at(Run::te(), Kind::ClaimedFixed { who, system });
    let score = fold(&run.plan, &run.events);
    assert_eq!(score.gates.iter().map(|gate| gate.0).min(), Some(300));
    assert!(score.total <= 300);
}

#[test]
fn the_curve_counts_attempted_reached_and_engaged() {
    let mut run = Run::begun();
    run.rings_out(Run::te(), "senior_a");
    run.talk(Run::te() + MINUTE, "manager", 300);
    run.talk(Run::te() + 2 * MINUTE, "manager", 700);
    let steps: Vec<(Time, i64)> = curve::curve(&run.ledger()).iter().map(|step| (step.t, step.share)).collect();
    let te = Run::te();
    // One of three roles at a quarter; another at three quarters, then whole.
    assert_eq!(steps, [(SIGN, 0), (te, 250 / 3), (te + MINUTE, 1_000 / 3), (te + 2 * MINUTE, 1_250 / 3)]);
}

#[test]
fn message_quality_is_the_weighted_share_of_what_is_needed() {
    let run = Run::begun();
    let fact = |id: &str| match run.plan.item(id) {
        Some(Item::Fact(fact)) => fact,
        _ => panic!("no {id}"),
    };
    let quality = |acts: &[Act], level, speech: bool, others: bool| {
        let mut carried = Carried::default();
        carried.add(acts, level);
        carried.quality(&run.plan, speech, others)
    };
    use shikyu::scenario::plan::{Request, Severity};
    // Who I am 1, what (without since when) 1 of 2: 2 of 10.
    let vague = [Act::Tell(vec![FactId::ME, fact("a_down")])];
    assert_eq!(quality(&vague, None, true, false), 200);
    // Without a read-back to be had the denominator is 9: 2 of 9.
    assert_eq!(quality(&vague, None, false, false), 222);
    // A request without a time adds 1.
    let asking = [vague[0].clone(), Act::Want(Request::Decide)];
    assert_eq!(quality(&asking, None, true, false), 300);
    let all = vec![
        FactId::ME,
        fact("a_down"),
        fact("a_since"),
        fact("memory_full"),
        fact("past_restart"),
        fact("a_loss"),
        fact("a_deadline"),
        FactId::SEVERITY,
    ];
    let full = [Act::Tell(all.clone()), Act::Want(Request::Decide), Act::By(MINUTE), Act::ReadBack];
    assert_eq!(quality(&full, Some(Severity::P1), true, false), 1_000);
    // Somebody else was called, and that was not said: a third of 1 is lost.
    assert_eq!(quality(&full, Some(Severity::P1), true, true), 966);
    // The level is one off: a quarter of the impact's 2 is lost.
    assert_eq!(quality(&full, Some(Severity::P2), true, false), 950);
    // The level is two off: half of the impact's 2 is lost.
    assert_eq!(quality(&full, Some(Severity::P3), true, false), 900);
}

#[test]
fn a_total_is_what_its_bars_add_up_to() {
    let run = Run::begun();
    let plan = std::sync::Arc::new(run.plan);
    for name in shikyu::trainee::names(&plan) {
        for seed in 1..=20 {
            let Some(played) = shikyu::trainee::play(&name, &plan, seed) else { panic!("{name}") };
            let score = fold(&plan, played.simulation.events());
            let sum: i64 = score.bars.iter().map(|bar| bar.points).sum::<i64>() - score.noise;
            let cap = score.gates.iter().map(|gate| gate.0).min().unwrap_or(1_000);
            assert_eq!(score.total, sum.clamp(0, cap), "{name}, seed {seed}");
            assert_eq!(score.bars.iter().map(|bar| bar.of).sum::<i64>(), 1_000, "{name}");
        }
    }
}
