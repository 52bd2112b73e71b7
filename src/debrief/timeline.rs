//! The factual timeline as swim lanes: me, the customer, each person, the service. Data only: a screen or a report draws it.

use crate::id::*;
use crate::scenario::plan::{Channel, Plan};
use crate::score::bars::longest_silence;
use crate::score::ledger::Ledger;
use crate::sim::event::{Event, Kind};
use crate::time::{MINUTE, Time};

/// Whose lane it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The trainee.
    Me,
    /// Somebody.
    Person(PersonId),
    /// A system.
    System(SystemId),
}

/// A point on a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// A try from this side.
    Attempt,
    /// Two people in contact, or an answer.
    Contact,
    /// The customer's own call.
    CustomerCall,
}

/// A stretch on a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// Hands busy.
    Busy,
    /// Hands free, for a minute or longer.
    Free,
    /// No word to the customer.
    Silence,
    /// The customer's own work, from when they knew it works until it was finished.
    Work,
    /// Down.
    Down,
    /// Being repaired.
    Repair,
    /// Working.
    Up,
}

/// Something on a lane, with the event it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark<T> {
    /// From when.
    pub from: Time,
    /// Until when; the same for a point.
    pub to: Time,
    /// What.
    pub what: T,
    /// The event it comes from.
    pub event: u32,
}

/// One lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Whose.
    pub owner: Owner,
    /// What lasted.
    pub stretches: Vec<Mark<Stretch>>,
    /// What happened.
    pub points: Vec<Mark<Point>>,
    /// From a letter or a voicemail to the answer it got.
    pub answers: Vec<(Time, Time)>,
}

/// The timeline of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// Its first moment.
    pub from: Time,
    /// Its last.
    pub to: Time,
    /// When the trainee's part ended.
    pub ended: Time,
    /// The deadline that counts.
    pub deadline: Option<Time>,
    /// The lanes: me, the customer, everybody who matters or was tried, the systems.
    pub lanes: Vec<Lane>,
}

/// Reads the timeline off the events of a run that is over: from shortly before the first sign to shortly after the end,
/// with the deadline in sight.
pub fn timeline(plan: &Plan, events: &[Event]) -> Timeline {
    let ledger = Ledger::read(plan, events);
    let ended = ledger.ended.map_or(plan.ends, |at| at.t);
    let sign = ledger.sign.map_or(0, |at| at.t);
    let from = (sign - 10 * MINUTE).max(0);
    let to = ledger.deadline.unwrap_or(ended).max(ended) + 15 * MINUTE;
    between(plan, events, &ledger, from, to.min(plan.ends))
}

/// The same of the whole day, what came after the trainee's part included.
pub fn whole_day(plan: &Plan, events: &[Event]) -> Timeline {
    between(plan, events, &Ledger::read(plan, events), 0, plan.ends)
}

fn between(plan: &Plan, events: &[Event], ledger: &Ledger, from: Time, to: Time) -> Timeline {
    let ended = ledger.ended.map_or(plan.ends, |at| at.t);
    let mut lanes = vec![me(ledger, events, from, ended)];
    let customer = plan.customer();
    if let Some(who) = customer {
        lanes.push(customer_lane(ledger, events, who));
    }
    for who in plan.person_ids() {
        let tried = ledger.tried_at(who).is_some();
        if Some(who) != customer && (plan.relevant(who) || (tried && plan.person(who).customer.is_none())) {
            lanes.push(person_lane(events, who));
        }
    }
    for system in (0..plan.systems.len() as u16).map(SystemId) {
        if plan.system(system).down.is_some() {
            lanes.push(system_lane(plan, events, system, to));
        }
    }
    Timeline { from, to, ended, deadline: ledger.deadline, lanes }
}

fn me(ledger: &Ledger, events: &[Event], from: Time, ended: Time) -> Lane {
    let mut stretches = Vec::new();
    let mut at = from;
    let end_event = events.last().map_or(1, |event| event.n);
    let free = ledger.waits.iter().filter(|(start, end, _)| *end > from && end - start >= MINUTE);
    for (start, end, event) in free {
        let start = (*start).max(from);
        if start > at {
            let first = first_act(events, at, start).unwrap_or(*event);
            stretches.push(Mark { from: at, to: start, what: Stretch::Busy, event: first });
        }
        stretches.push(Mark { from: start, to: *end, what: Stretch::Free, event: *event });
        at = *end;
    }
    if ended > at {
        let first = first_act(events, at, ended).unwrap_or(end_event);
        stretches.push(Mark { from: at, to: ended, what: Stretch::Busy, event: first });
    }
    Lane { owner: Owner::Me, stretches, points: Vec::new(), answers: Vec::new() }
}

/// The first thing the trainee did between two moments.
fn first_act(events: &[Event], from: Time, to: Time) -> Option<u32> {
    let own = |kind: &Kind| {
        matches!(
            kind,
            Kind::CallAnswered { .. }
                | Kind::Dialled { .. }
                | Kind::MailSent { .. }
                | Kind::ChatSent { .. }
                | Kind::Visited { .. }
                | Kind::Inspected { .. }
                | Kind::Read { .. }
                | Kind::RepairStarted { who: None, .. }
                | Kind::SeverityDeclared { .. }
        )
    };
    events.iter().find(|event| (from..to).contains(&event.t) && own(&event.kind)).map(|event| event.n)
}

fn customer_lane(ledger: &Ledger, events: &[Event], who: PersonId) -> Lane {
    let mut lane = person_lane(events, who);
    if let Some(sign) = ledger.sign {
        let (span, after) = longest_silence(ledger, sign);
        if span >= 10 * MINUTE {
            let silence = Mark { from: after.t, to: after.t + span, what: Stretch::Silence, event: after.event };
            lane.stretches.push(silence);
        }
    }
    if let (Some(knows), Some(finished)) = (ledger.customer_knows, ledger.finished)
        && finished.t > knows.t
    {
        lane.stretches.push(Mark { from: knows.t, to: finished.t, what: Stretch::Work, event: finished.event });
    }
    lane
}

fn person_lane(events: &[Event], owner: PersonId) -> Lane {
    let mut points: Vec<Mark<Point>> = Vec::new();
    let mut answers: Vec<(Time, Time)> = Vec::new();
    let mut dialled = false;
    // A letter or a voicemail that waits for its answer.
    let mut open: Option<Time> = None;
    for event in events {
        let mut mark = |what: Point| points.push(Mark { from: event.t, to: event.t, what, event: event.n });
        match &event.kind {
            Kind::CallIncoming { who, .. } if *who == owner => {
                mark(Point::CustomerCall);
                answers.extend(open.take().map(|asked| (asked, event.t)));
            }
            Kind::Dialled { who } if *who == owner => dialled = true,
            Kind::RangOut { who } | Kind::Voicemail { who } | Kind::Busy { who, .. } if *who == owner => {
                dialled = false;
                mark(Point::Attempt);
                if matches!(event.kind, Kind::Voicemail { .. }) {
                    open.get_or_insert(event.t);
                }
            }
            Kind::Reached { who, channel } if *who == owner => {
                let answers_here = *channel == Channel::Phone && !dialled;
                dialled = false;
                if !answers_here {
                    mark(Point::Contact);
                }
                if matches!(channel, Channel::Mail | Channel::Chat) {
                    answers.extend(open.take().map(|asked| (asked, event.t)));
                }
            }
            Kind::CallAnswered { who, .. } if *who == owner => mark(Point::Contact),
            Kind::Told { who, channel: Channel::Mail | Channel::Chat, .. } if *who == owner => {
                mark(Point::Attempt);
                open.get_or_insert(event.t);
            }
            Kind::Visited { who, found: false } if *who == owner => mark(Point::Attempt),
            _ => {}
        }
    }
    Lane { owner: Owner::Person(owner), stretches: Vec::new(), points, answers }
}

fn system_lane(plan: &Plan, events: &[Event], owner: SystemId, to: Time) -> Lane {
    let mut stretches: Vec<Mark<Stretch>> = Vec::new();
    let mut now: Option<(Time, Stretch, u32)> = None;
    let mut change = |t: Time, what: Stretch, event: u32, now: &mut Option<(Time, Stretch, u32)>| {
        if let Some((from, before, began)) = now.take() {
            stretches.push(Mark { from, to: t, what: before, event: began });
        }
        *now = Some((t, what, event));
    };
    for event in events {
        match &event.kind {
            Kind::ServiceDown { system } if *system == owner => change(event.t, Stretch::Down, event.n, &mut now),
            Kind::ServiceRestored { system } if *system == owner => change(event.t, Stretch::Up, event.n, &mut now),
            Kind::RepairStarted { repair, .. } if plan.repair(*repair).system == owner => {
                change(event.t, Stretch::Repair, event.n, &mut now);
            }
            Kind::RepairDone { repair, worked: false } if plan.repair(*repair).system == owner => {
                change(event.t, Stretch::Down, event.n, &mut now);
            }
            _ => {}
        }
    }
    change(to, Stretch::Up, 0, &mut now);
    stretches.retain(|stretch| stretch.to > stretch.from);
    Lane { owner: Owner::System(owner), stretches, points: Vec::new(), answers: Vec::new() }
}

/// How somebody could in truth be reached on a channel: from, to, how, and after how long they answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reachable {
    /// Who.
    pub who: PersonId,
    /// How.
    pub channel: Channel,
    /// What came of trying.
    pub manner: crate::scenario::plan::Manner,
    /// From when.
    pub from: Time,
    /// Until when.
    pub to: Time,
}

/// Who was in truth reachable, when: everybody who matters, channel by channel.
pub fn reachable(plan: &Plan, events: &[Event]) -> Vec<Reachable> {
    let mut all: Vec<Reachable> = Vec::new();
    for event in events {
        let Kind::ReachRevealed { who, channel, manner, from, to, .. } = &event.kind else { continue };
        if !plan.relevant(*who) {
            continue;
        }
        match all.last_mut() {
            // Two stretches that came out alike on this day are one.
            Some(last) if (last.who, last.channel, last.manner, last.to) == (*who, *channel, *manner, *from) => {
                last.to = *to;
            }
            _ => all.push(Reachable { who: *who, channel: *channel, manner: *manner, from: *from, to: *to }),
        }
    }
    all
}
