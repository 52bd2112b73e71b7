//! What a run comes to, read off its events: who was tried, reached and engaged when, what the customer heard, what was
//! waited for. Every bar is a formula over this, so the events are the only input of the score.

use crate::id::*;
use crate::scenario::plan::{Channel, Manner, Part, Plan, Role};
use crate::sim::cost::{OPENING, RINGS};
use crate::sim::event::{Event, Kind};
use crate::sim::message::COUNTS;
use crate::text::Text;
use crate::time::Time;

/// Something that happened, with the number of its event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// When.
    pub t: Time,
    /// Which event.
    pub event: u32,
}

/// One message to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// When.
    pub at: At,
    /// To whom.
    pub who: PersonId,
    /// Quality in thousandths.
    pub quality: i64,
}

/// One try to reach somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tried {
    /// When.
    pub at: At,
    /// Whom.
    pub who: PersonId,
    /// How.
    pub channel: Channel,
}

/// A run, boiled down.
#[derive(Clone, Debug)]
pub struct Ledger<'a> {
    /// The scenario.
    pub plan: &'a Plan,
    /// First credible sign shown to the trainee.
    pub sign: Option<At>,
    /// The trainee took it up.
    pub acknowledged: Option<At>,
    /// The criteria for escalating can be known.
    pub criteria: Option<At>,
    /// When the deadline falls due.
    pub deadline: Option<Time>,
    /// The end of the run for the trainee.
    pub ended: Option<At>,
    /// Every message.
    pub told: Vec<Told>,
    /// Every try.
    pub tried: Vec<Tried>,
    /// Two people in contact, or an answer to something written.
    pub reached: Vec<(PersonId, At)>,
    /// In contact, and told enough to act on; the first time for each.
    pub engaged: Vec<(PersonId, At)>,
    /// Stretches with free hands.
    pub waits: Vec<(Time, Time, u32)>,
    /// Times the customer had to ask.
    pub chases: Vec<At>,
    /// News and honest promises that reached the customer; those of broken or invented promises are left out.
    pub updates: Vec<At>,
    /// Messages to the customer that a broken or invented promise made void.
    pub void_updates: Vec<At>,
    /// Moments of contact with the customer.
    pub contacts: Vec<At>,
    /// The customer was asked for this part in the first contact.
    pub asked_first: Vec<(Part, At)>,
    /// The customer knows that it works.
    pub customer_knows: Option<At>,
    /// The customer's work was finished.
    pub finished: Option<At>,
    /// The customer said so.
    pub confirmed: Option<At>,
    /// Repairs begun without the word they need.
    pub unauthorised: Vec<At>,
    /// What was lost by repairs of the trainee's own that nobody had allowed.
    pub destroyed: Vec<(At, Text)>,
    /// "Fixed", and it was not.
    pub hollow: Vec<At>,
    /// Something was told that was known to be wrong by then.
    pub lies: Vec<At>,
    /// Gates of the scenario that were reached, by their places.
    pub gates: Vec<(usize, At)>,
    /// When a stretch began in which somebody answers: person, from, to, delay.
    pub answering: Vec<(PersonId, Channel, Time, Time, Time)>,
}

impl<'a> Ledger<'a> {
    /// Reads a run.
    pub fn read(plan: &'a Plan, events: &[Event]) -> Ledger<'a> {
        let mut ledger = Ledger {
            plan,
            sign: None,
            acknowledged: None,
            criteria: None,
            deadline: None,
            ended: None,
            told: Vec::new(),
            tried: Vec::new(),
            reached: Vec::new(),
            engaged: Vec::new(),
            waits: Vec::new(),
            chases: Vec::new(),
            updates: Vec::new(),
            void_updates: Vec::new(),
            contacts: Vec::new(),
            asked_first: Vec::new(),
            customer_knows: None,
            finished: None,
            confirmed: None,
            unauthorised: Vec::new(),
            destroyed: Vec::new(),
            hollow: Vec::new(),
            lies: Vec::new(),
            gates: Vec::new(),
            answering: Vec::new(),
        };
        let mut known: Vec<FactId> = plan.knows.clone();
        let mut first_contact_over = false;
        // Whom the trainee is ringing: somebody who rings here is reached, but was not tried.
        let mut dialled: Option<PersonId> = None;
        // A message in speech counts from the moment they picked up: telling it well must not cost a point.
        let mut picked_up: Option<(PersonId, At)> = None;
        // Repairs the trainee has begun on nobody's word but their own.
        let mut alone: Vec<RepairId> = Vec::new();
        // Promises to the customer in order: the message that made each, and whether it is void.
        let mut promises: Vec<(Time, bool, Option<bool>)> = Vec::new();
        for event in events {
            let at = At { t: event.t, event: event.n };
            let customer = plan.customer();
            let is_customer = |who: PersonId| customer == Some(who);
            match &event.kind {
                Kind::CallIncoming { conversation: Some(conversation), .. }
                    if plan.scoring.sign == Some(*conversation) =>
                {
                    ledger.sign.get_or_insert(at);
                }
                Kind::MailReceived { who: Some(who), .. } | Kind::ChatReceived { who, .. } if is_customer(*who) => {
                    ledger.sign.get_or_insert(at);
                }
                Kind::CallAnswered { who, .. } if is_customer(*who) => {
                    ledger.acknowledged.get_or_insert(at);
                    ledger.contacts.push(at);
                }
                Kind::CallEnded { who, .. } if is_customer(*who) => {
                    first_contact_over |= ledger.acknowledged.is_some();
                    ledger.contacts.push(at);
                }
                Kind::CriteriaKnown => {
                    ledger.criteria.get_or_insert(at);
                }
                Kind::RunEnded { .. } => ledger.ended = Some(at),
                Kind::Dialled { who } => dialled = Some(*who),
                Kind::Voicemail { who } => {
                    picked_up = Some((*who, at));
                    ledger.tried.push(Tried { at, who: *who, channel: Channel::Phone });
                }
                Kind::RangOut { who } | Kind::Busy { who, .. } => {
                    ledger.tried.push(Tried { at, who: *who, channel: Channel::Phone });
                }
                Kind::Visited { who, .. } => ledger.tried.push(Tried { at, who: *who, channel: Channel::Visit }),
                Kind::Reached { who, channel } => {
                    if *channel == Channel::Phone && dialled.take() == Some(*who) {
                        ledger.tried.push(Tried { at, who: *who, channel: *channel });
                    }
                    if matches!(channel, Channel::Phone | Channel::Visit) {
                        picked_up = Some((*who, at));
                    }
                    ledger.reached.push((*who, at));
                    // An answer to something written, or somebody who rings back: what they were told stands.
                    if ledger.best(*who) >= COUNTS {
                        ledger.engage(*who, at);
                    }
                }
                Kind::Learned { fact, .. } => known.push(*fact),
                Kind::GateReached { gate } => ledger.gates.push((usize::from(*gate), at)),
                Kind::Told { who, channel, voicemail, quality, facts, .. } => {
                    let put_right = |fact: &FactId| known.iter().any(|newer| plan.fact(*newer).corrects == Some(*fact));
                    if facts.iter().any(put_right) {
                        ledger.lies.push(at);
                    }
                    let speech = matches!(channel, Channel::Phone | Channel::Visit);
                    let contact = picked_up.filter(|(other, _)| speech && other == who).map_or(at, |(_, at)| at);
                    ledger.told.push(Told { at: At { t: contact.t, event: at.event }, who: *who, quality: *quality });
                    match channel {
                        Channel::Mail | Channel::Chat => ledger.tried.push(Tried { at, who: *who, channel: *channel }),
                        Channel::Phone | Channel::Visit => {
                            if !voicemail && *quality >= COUNTS {
                                ledger.engage(*who, contact);
                            }
                        }
                    }
                    if is_customer(*who) {
                        ledger.acknowledged.get_or_insert(at);
                        if matches!(channel, Channel::Phone | Channel::Visit) {
                            ledger.contacts.push(at);
                        }
                    }
                }
                Kind::CalledOn { who, .. } => ledger.tried.push(Tried { at, who: *who, channel: Channel::Phone }),
                Kind::Questioned { who } | Kind::Authorised { who: Some(who), .. } | Kind::HandedOver { who, .. } => {
                    ledger.engage(*who, at);
                }
                Kind::Asked { who, part } if is_customer(*who) && !first_contact_over => {
                    ledger.asked_first.push((*part, at));
                }
                Kind::Waited { from } => ledger.waits.push((*from, event.t, event.n)),
                // A call of theirs that nobody lifted asks in vain: it is a chase, too.
                Kind::CustomerChased { who } | Kind::CallMissed { who, .. } if is_customer(*who) => {
                    ledger.chases.push(at)
                }
                Kind::PromiseMade { who, estimate, invented, due } if is_customer(*who) => {
                    // A next word later than the longest silence allowed, or after the deadline, promises nothing.
                    let longest = super::times(plan.severity).silence.1 * crate::time::MINUTE;
                    let empty = !*estimate && due - event.t > longest;
                    promises.push((event.t, *estimate, (*invented || empty).then_some(false)));
                }
                Kind::PromiseKept { who, estimate } | Kind::PromiseBroken { who, estimate } if is_customer(*who) => {
                    let kept = matches!(event.kind, Kind::PromiseKept { .. });
                    let open = promises.iter_mut().find(|(_, other, result)| other == estimate && result.is_none());
                    if let Some((_, _, result)) = open {
                        *result = Some(kept);
                    }
                }
                Kind::CustomerUpdated { who, .. } if is_customer(*who) => {
                    ledger.updates.push(at);
                    ledger.contacts.push(at);
                }
                Kind::CustomerKnows { who } if is_customer(*who) => {
                    ledger.customer_knows.get_or_insert(at);
                }
                Kind::CustomerDone { who, deadline } if is_customer(*who) => {
                    if plan.scoring.deadline.is_none_or(|counts| counts == *deadline) {
                        ledger.finished.get_or_insert(at);
                    }
                    ledger.customer_knows.get_or_insert(at);
                }
                Kind::DeadlineMet { deadline, .. } | Kind::DeadlineMissed { deadline, .. }
                    if plan.scoring.deadline == Some(*deadline) =>
                {
                    ledger.deadline = Some(event.t);
                }
                Kind::Confirmed { who } if is_customer(*who) => {
                    ledger.confirmed.get_or_insert(at);
                    ledger.customer_knows.get_or_insert(at);
                }
                Kind::RepairStarted { repair, who, authorised, .. } => {
                    alone.retain(|begun| begun != repair);
                    if who.is_none() && (!*authorised || plan.repair(*repair).go_from.is_empty()) {
                        alone.push(*repair);
                    }
                    if who.is_none() && !*authorised {
                        ledger.unauthorised.push(at);
                    }
                }
                Kind::Destroyed { repair, text } if alone.contains(repair) => {
                    ledger.destroyed.push((at, text.clone()));
                }
                Kind::ClaimedFixed { .. } => ledger.hollow.push(at),
                Kind::ReachRevealed { who, channel, manner: Manner::Answers, from, to, after } => {
                    ledger.answering.push((*who, *channel, *from, *to, *after));
                }
                _ => {}
            }
        }
        let void: Vec<Time> =
            promises.iter().filter(|(_, _, result)| *result == Some(false)).map(|(made, ..)| *made).collect();
        ledger.void_updates = ledger.updates.iter().copied().filter(|update| void.contains(&update.t)).collect();
        ledger.updates.retain(|update| !void.contains(&update.t));
        ledger
    }

    fn engage(&mut self, who: PersonId, at: At) {
        if !self.engaged.iter().any(|(engaged, _)| *engaged == who) {
            self.engaged.push((who, at));
        }
    }

    /// The best anybody has been told, in thousandths; 0 when nothing.
    pub fn best(&self, who: PersonId) -> i64 {
        self.told.iter().filter(|told| told.who == who).map(|told| told.quality).max().unwrap_or(0)
    }

    /// From when escalating is asked for: the criteria, else the sign.
    pub fn escalate_from(&self) -> Option<Time> {
        let sign = self.sign.map(|at| at.t);
        let criteria = self.criteria.map(|at| at.t);
        if self.plan.scoring.escalate_from.is_some() {
            return criteria.or(sign);
        }
        // Letting the phone ring does not move the moment at which one could have known.
        let had_it_been_answered = sign.map(|sign| sign + RINGS + OPENING);
        [criteria, had_it_been_answered].into_iter().flatten().min()
    }

    /// When somebody was first engaged.
    pub fn engaged_at(&self, who: PersonId) -> Option<At> {
        self.engaged.iter().find(|(engaged, _)| *engaged == who).map(|(_, at)| *at)
    }

    /// When somebody was first reached.
    pub fn reached_at(&self, who: PersonId) -> Option<At> {
        self.reached.iter().find(|(reached, _)| *reached == who).map(|(_, at)| *at)
    }

    /// When somebody was first tried.
    pub fn tried_at(&self, who: PersonId) -> Option<At> {
        self.tried.iter().find(|tried| tried.who == who).map(|tried| tried.at)
    }

    /// The first engaged of a role.
    pub fn first_engaged(&self, role: Role) -> Option<(PersonId, At)> {
        self.engaged
            .iter()
            .filter(|(who, _)| self.plan.person(*who).roles.contains(&role))
            .min_by_key(|(_, at)| at.t)
            .copied()
    }

    /// The earliest moment from `time` on at which this day allowed contact with somebody of the role.
    pub fn earliest_allowed(&self, role: Role, time: Time) -> Option<Time> {
        self.answering
            .iter()
            .filter(|(who, _, _, to, _)| *to > time && self.plan.person(*who).roles.contains(&role))
            .map(|(_, _, from, _, after)| (*from).max(time) + after)
            .min()
    }

    /// The moment after which nothing can be saved any more: the deadline, else the end of the day.
    pub fn horizon(&self) -> Time {
        self.deadline.unwrap_or(self.plan.ends)
    }
}
