//! The contract of the score at its edges: what must not count, and from when what counts does. Short lists of events, as
//! in `score_by_hand.rs`.

use shikyu::id::*;
use shikyu::scenario::plan::{Channel, Plan};
use shikyu::scenario::{Folders, library};
use shikyu::score::ledger::Ledger;
use shikyu::score::{Judged, Reason, WEIGHTS, bars, weigh};
use shikyu::sim::event::{Event, Kind};
use shikyu::time::{MINUTE, Time};
use std::path::Path;

/// 11:50, when the first call rings: five minutes after the start.
const SIGN: Time = 5 * MINUTE;
/// The end of the first statement: from here escalating is measured.
const TE: Time = SIGN + MINUTE;

struct Run {
    plan: Plan,
    events: Vec<Event>,
}

impl Run {
    /// The first call of the month-end outage rings at 11:50, is answered 40 seconds later, and its statement ends at 11:51.
    fn begun() -> Run {
        let Ok(plan) = library::find("month_end_outage", &Folders::below(Path::new("no such folder"))) else {
            panic!("the scenario is broken")
        };
        let mut run = Run { plan, events: Vec::new() };
        let (customer, sign) = (run.who("customer_a"), run.plan.scoring.sign);
        run.at(SIGN, Kind::CallIncoming { who: customer, conversation: sign, knocks: false, channel: Channel::Phone });
        run.at(SIGN + 40, Kind::CallAnswered { who: customer, channel: Channel::Phone });
        run.at(TE, Kind::CriteriaKnown);
        run
    }

    fn at(&mut self, t: Time, kind: Kind) {
        let n = self.events.len() as u32 + 1;
        self.events.push(Event { n, t, cause: None, kind });
        self.events.sort_by_key(|event| event.t);
    }

    fn who(&self, id: &str) -> PersonId {
        self.plan.person_named(id).unwrap_or_else(|| panic!("no {id}"))
    }

    fn picks_up(&mut self, t: Time, id: &str) {
        let who = self.who(id);
        self.at(t, Kind::Dialled { who });
        self.at(t, Kind::Reached { who, channel: Channel::Phone });
    }

    fn rings_out(&mut self, t: Time, id: &str) {
        let who = self.who(id);
        self.at(t, Kind::Dialled { who });
        self.at(t, Kind::RangOut { who });
    }

    fn told(&mut self, t: Time, id: &str, channel: Channel, voicemail: bool, quality: i64) {
        let who = self.who(id);
        self.at(
            t,
            Kind::Told { who, channel, voicemail, acts: Default::default(), facts: Default::default(), quality },
        );
    }

    fn ledger(&self) -> Ledger<'_> {
        Ledger::read(&self.plan, &self.events)
    }

    /// The share of a bar in thousandths.
    fn share(&self, bar: fn(&Ledger) -> Judged) -> i64 {
        bar(&self.ledger()).share.unwrap_or_else(|| panic!("the bar does not apply"))
    }
}

#[test]
fn waiting_before_the_sign_is_not_idle() {
    let mut run = Run::begun();
    run.at(SIGN, Kind::Waited { from: 0 });
    run.picks_up(TE, "manager");
    run.told(TE, "manager", Channel::Phone, false, 800);
    assert_eq!(run.share(bars::no_idle_waiting), 1_000);
}

#[test]
fn those_who_matter_are_no_noise() {
    let mut run = Run::begun();
    run.picks_up(TE, "manager");
    run.told(TE, "manager", Channel::Phone, false, 800);
    run.rings_out(TE + MINUTE, "senior_a");
    run.told(TE + 2 * MINUTE, "account_manager", Channel::Mail, false, 500);
    assert_eq!(bars::noise(&run.ledger()).0, 0);
    run.rings_out(TE + 3 * MINUTE, "personnel_desk");
    assert_eq!(bars::noise(&run.ledger()).0, 15);
}

#[test]
fn a_voicemail_is_an_escalation_and_no_contact_until_they_ring_back() {
    let mut run = Run::begun();
    let who = run.who("manager");
    run.at(TE, Kind::Dialled { who });
    run.at(TE, Kind::Voicemail { who });
    run.told(TE + MINUTE, "manager", Channel::Phone, true, 900);
    assert_eq!(run.share(bars::first_escalation), 1_000);
    assert_eq!(run.ledger().engaged_at(who).map(|at| at.t), None);
    assert_eq!(run.share(bars::decider), 0);
    run.at(TE + 10 * MINUTE, Kind::Reached { who, channel: Channel::Phone });
    assert_eq!(run.ledger().engaged_at(who).map(|at| at.t), Some(TE + 10 * MINUTE));
}

#[test]
fn what_is_said_counts_from_when_they_picked_up_and_what_is_written_from_when_it_was() {
    let mut said = Run::begun();
    said.picks_up(TE, "senior_a");
    said.told(TE + 10 * MINUTE, "senior_a", Channel::Phone, false, 900);
    assert_eq!(said.share(bars::first_escalation), 1_000);
    let mut written = Run::begun();
    written.picks_up(TE, "senior_a");
    written.told(TE, "senior_a", Channel::Phone, false, 100);
    written.told(TE + 30 * MINUTE, "senior_a", Channel::Mail, false, 900);
    // Full to 5 minutes, none from 30.
    assert_eq!(written.share(bars::first_escalation), 0);
}

#[test]
fn of_several_caps_the_lowest_holds() {
    for caps in [[590, 300], [300, 590]] {
        let judged: [Judged; 8] = std::array::from_fn(|_| Judged { share: Some(1_000), why: Vec::new() });
        let gates = caps.map(|cap| (cap, Reason::new(None, "gate.hollow", Vec::new())));
        assert_eq!(weigh(judged, &WEIGHTS, 0, Vec::new(), gates.to_vec()).total, 300);
    }
}
