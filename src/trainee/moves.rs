//! What trainees of every kind do: take up the sign, word a message, look, repair, keep a promise.

use super::book::Path;
use super::hand::{Hand, OnRing};
use crate::id::*;
use crate::scenario::plan::{Act, Channel, Duty, Kind, Part, Plan, Request, Role};
use crate::sim::Command;
use crate::time::{MINUTE, Span, Time};

/// How much of what is known a trainee says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quality {
    /// Who I am and what is broken.
    Poor,
    /// About four fifths: no time for the request, no read-back, nothing about who else was called or what happened before.
    Fair,
    /// All of it.
    Full,
}

/// Waits for the sign and answers it.
pub(crate) fn take_the_sign(hand: &mut Hand) {
    wait_for_the_sign(hand);
    let customer = hand.plan().customer();
    ring_the_customer_back(hand);
    // The sign rings now, or has been answered on the way.
    hand.wait_until(Time::MAX, |hand| {
        hand.desk.talk().is_none() && hand.desk.task.is_none() && !hand.rings() && customer_spoke(hand, customer)
    });
}

/// Waits until the sign rings or lies there.
pub(crate) fn wait_for_the_sign(hand: &mut Hand) {
    hand.wait_until(Time::MAX, |hand| hand.simulation.events().iter().any(|event| is_sign(hand, event)));
}

/// The customer has rung in vain, and nobody has talked with them: rings them at once.
fn ring_the_customer_back(hand: &mut Hand) {
    let Some(customer) = hand.plan().customer() else { return };
    let missed = hand.desk.missed.iter().any(|(who, _)| *who == customer);
    let OnRing::ByTheBook { promise } = hand.on_ring else { return };
    if missed && !hand.rings() && !customer_spoke(hand, Some(customer)) {
        let mut acts = [Part::Since, Part::Deadline, Part::Impact].map(Act::Ask).to_vec();
        acts.push(Act::Promise(promise));
        hand.call(customer, acts, true);
    }
}

pub(crate) fn is_sign(hand: &Hand, event: &crate::sim::Event) -> bool {
    use crate::sim::event::Kind as Happened;
    match &event.kind {
        Happened::CallIncoming { who, .. } => Some(*who) == hand.simulation.plan().customer(),
        Happened::MailReceived { who, .. } => *who == hand.simulation.plan().customer(),
        _ => false,
    }
}

pub(crate) fn customer_spoke(hand: &Hand, customer: Option<PersonId>) -> bool {
    use crate::sim::event::Kind as Happened;
    hand.saw(|kind| match kind {
        Happened::CallEnded { who, .. } => Some(*who) == customer,
        Happened::MailReceived { who, .. } => *who == customer,
        _ => false,
    })
}

/// The channel by which one writes to somebody.
pub(crate) fn written_to(plan: &Plan, who: PersonId) -> Option<Channel> {
    [Channel::Mail, Channel::Chat].into_iter().find(|channel| plan.person(who).reach(*channel).is_some())
}

/// Somebody who writes where others ring has written to them within ten minutes: to write again would be of no use.
pub(crate) fn wrote_lately(hand: &Hand, who: PersonId) -> bool {
    hand.forgets == Some(Path::Phone)
        && hand.desk.last_attempt(who).is_some_and(|last| {
            matches!(last.channel, Channel::Mail | Channel::Chat) && hand.now() - last.t < 10 * MINUTE
        })
}

/// Every authored fact that is known, of these parts.
pub(crate) fn known(hand: &Hand, parts: &[Part]) -> Vec<FactId> {
    let plan = hand.plan();
    // What has turned out otherwise is not told any more.
    let put_right = |fact: FactId| {
        let newer = plan.facts.iter().enumerate().filter(|(_, newer)| newer.corrects == Some(fact));
        newer.into_iter().any(|(place, _)| hand.desk.knows(FactId(place as u16)))
    };
    (0..plan.facts.len() as u16)
        .map(FactId)
        .filter(|fact| matches!(plan.fact(*fact).kind, Kind::Authored(part) if parts.contains(&part)))
        .filter(|fact| hand.desk.knows(*fact) && !put_right(*fact))
        .collect()
}

/// What a customer can be told that is not their own news: what was found, whether it happened before, how long it takes.
pub(crate) fn facts_for_customer(hand: &Hand) -> Vec<FactId> {
    let mut facts = known(hand, &[Part::Found, Part::Outlook]);
    facts.push(FactId::TRIED);
    facts.push(FactId::CALLED);
    facts
}

/// A message to somebody who matters, with the request that fits their role.
pub(crate) fn message_for(hand: &Hand, who: PersonId, quality: Quality) -> Vec<Act> {
    let plan = hand.plan();
    let mut facts = vec![FactId::ME];
    match quality {
        Quality::Poor => facts.extend(known(hand, &[Part::What])),
        Quality::Fair => {
            facts.push(FactId::SEVERITY);
            facts.extend(known(hand, &[Part::What, Part::Since, Part::Impact, Part::Deadline, Part::Found]));
            facts.push(FactId::TRIED);
        }
        Quality::Full => {
            facts.push(FactId::SEVERITY);
            facts.extend(known(
                hand,
                &[Part::What, Part::Since, Part::Impact, Part::Deadline, Part::Found, Part::Before],
            ));
            facts.extend([FactId::TRIED, FactId::CALLED]);
        }
    }
    let mut acts = vec![Act::Tell(facts)];
    if quality == Quality::Poor {
        return acts;
    }
    let request = request_for(hand, who);
    acts.push(Act::Want(request));
    // Who is there for the customer, too, is asked for both in one breath.
    let owner = plan.person(who).roles.contains(&Role::CustomerOwner);
    if owner && request != Request::Take(Duty::Customer) {
        acts.push(Act::Want(Request::Take(Duty::Customer)));
    }
    if quality == Quality::Full {
        acts.push(Act::By(5 * MINUTE));
        acts.push(Act::ReadBack);
    }
    acts
}

pub(crate) fn request_for(hand: &Hand, who: PersonId) -> Request {
    let plan = hand.plan();
    let person = plan.person(who);
    let open: Vec<RepairId> =
        repairs(&plan).filter(|repair| can_mend(&plan, *repair) && !begun(hand, *repair)).collect();
    if let Some(repair) = open.iter().find(|repair| plan.repair(**repair).by.contains(&who)) {
        return Request::Do(*repair);
    }
    if let Some(key) =
        open.iter().filter(|repair| is_mine(&plan, **repair)).find_map(|repair| missing_key(hand, *repair))
        && person.roles.contains(&Role::Fixer)
    {
        return Request::Give(key);
    }
    let unallowed = open.iter().find(|repair| plan.repair(**repair).go_from.contains(&who) && !allowed(hand, **repair));
    match unallowed {
        Some(repair) => Request::Allow(*repair),
        None if person.roles.contains(&Role::CustomerOwner) => Request::Take(Duty::Customer),
        None if person.roles.contains(&Role::Decider) => Request::Take(Duty::Lead),
        None if person.roles.contains(&Role::Fixer) => Request::Take(Duty::Fix),
        None => Request::Decide,
    }
}

pub(crate) fn repairs(plan: &Plan) -> impl Iterator<Item = RepairId> + use<> {
    (0..plan.repairs.len() as u16).map(RepairId)
}

/// Of a system that is ever down.
pub(crate) fn can_mend(plan: &Plan, repair: RepairId) -> bool {
    let authored = plan.repair(repair);
    authored.mends && plan.system(authored.system).down.is_some()
}

pub(crate) fn is_mine(plan: &Plan, repair: RepairId) -> bool {
    plan.repair(repair).yours
}

pub(crate) fn allowed(hand: &Hand, repair: RepairId) -> bool {
    hand.desk.allowed.iter().any(|(allowed, _)| *allowed == repair)
}

pub(crate) fn begun(hand: &Hand, repair: RepairId) -> bool {
    hand.desk.running.iter().any(|(running, _)| *running == repair)
        || hand.desk.ended.iter().any(|(ended, ..)| *ended == repair)
}

/// A key that a repair needs and that is not held yet.
pub(crate) fn missing_key(hand: &Hand, repair: RepairId) -> Option<FactId> {
    hand.plan().repair(repair).needs.iter().copied().find(|fact| !hand.desk.knows(*fact))
}

/// The next repair that can be begun here: allowed or in need of nobody's word, its keys held.
pub(crate) fn ready(hand: &Hand, by_myself: bool) -> Option<RepairId> {
    let plan = hand.plan();
    repairs(&plan).find(|repair| {
        let free = plan.repair(*repair).go_from.is_empty() || by_myself || allowed(hand, *repair);
        can_mend(&plan, *repair)
            && is_mine(&plan, *repair)
            && free
            && !begun(hand, *repair)
            && missing_key(hand, *repair).is_none()
    })
}

/// Nothing of one's own that could mend it is under way, or can be begun. What others try may take its time.
pub(crate) fn stuck(hand: &Hand) -> bool {
    let plan = hand.plan();
    !hand.desk.running.iter().any(|(repair, _)| is_mine(&plan, *repair))
        && !hand.has_repaired()
        && ready(hand, false).is_none()
}

/// Makes the first repair that is allowed or needs nobody's word, if one is to be made.
pub(crate) fn repair_if_allowed(hand: &mut Hand, by_myself: bool) -> bool {
    !hand.has_repaired() && ready(hand, by_myself).is_some_and(|repair| hand.perform(Command::Repair(repair)))
}

/// Looks at the next symptom that was not looked at yet, of the systems that can be down first.
pub(crate) fn look_next(hand: &mut Hand) -> bool {
    let plan = hand.plan();
    let next = (0..plan.looks.len() as u16)
        .map(LookId)
        .filter(|look| !hand.desk.looked.iter().any(|(looked, ..)| looked == look))
        .min_by_key(|look| (plan.system(plan.look(*look).system).down.is_none(), look.0));
    next.is_some_and(|look| hand.perform(Command::Look(look)))
}

/// Rings those who matter back when their call was missed and they have not been reached.
pub(crate) fn return_missed(hand: &mut Hand, quality: Quality) {
    let plan = hand.plan();
    let missed: Vec<PersonId> = plan
        .person_ids()
        .filter(|who| plan.relevant(*who) && !hand.desk.reached(*who))
        .filter(|who| {
            let missed = hand.desk.missed.iter().rev().find(|(missed, _)| missed == who);
            missed.is_some_and(|(_, t)| hand.desk.last_attempt(*who).is_none_or(|last| last.t < *t))
        })
        .collect();
    for who in missed {
        let acts = message_for(hand, who, quality);
        hand.call(who, acts, true);
    }
}

/// Until something can be done: looks at what was not looked at, and rings whoever could help again, every five minutes.
pub(crate) fn press_on(hand: &mut Hand, quality: Quality) {
    let plan = hand.plan();
    let can_help = |hand: &Hand| -> Vec<PersonId> {
        plan.person_ids()
            .filter(|who| plan.relevant(*who) || repairs(&plan).any(|repair| plan.repair(repair).go_from.contains(who)))
            .filter(|who| plan.person(*who).reach(Channel::Phone).is_some())
            .filter(|who| matches!(request_for(hand, *who), Request::Allow(_) | Request::Do(_) | Request::Give(_)))
            .collect()
    };
    while !hand.is_over() && stuck(hand) {
        if look_next(hand) || read_next(hand) {
            continue;
        }
        let helpers = can_help(hand);
        if helpers.is_empty() {
            return;
        }
        for who in helpers {
            let acts = message_for(hand, who, quality);
            hand.call(who, acts, true);
            if !stuck(hand) || hand.is_over() {
                return;
            }
        }
        let until = hand.now() + 5 * MINUTE;
        hand.wait_until(until, |hand| !stuck(hand));
    }
}

/// Makes the repair once it is allowed, tries the next when it did not help, and tells the customer when one has worked.
pub(crate) fn follow_through(hand: &mut Hand, quality: Quality, confirm: bool) {
    let customer = hand.plan().customer();
    while !hand.is_over() {
        if repair_if_allowed(hand, false) {
            continue;
        }
        if hand.has_repaired() && !told_fixed(hand) {
            tell_fixed(hand, confirm);
            continue;
        }
        if told_fixed(hand) && confirm && customer.is_some_and(|who| hand.desk.confirmed.contains(&who)) {
            hand.act(Command::Close);
            return;
        }
        let before = hand.now();
        if quality != Quality::Poor && stuck(hand) && !hand.desk.ended.is_empty() {
            press_on(hand, quality);
            if hand.now() > before {
                continue;
            }
        }
        let seen = (hand.desk.ended.len(), hand.desk.allowed.len());
        hand.wait_until(Time::MAX, |hand| (hand.desk.ended.len(), hand.desk.allowed.len()) != seen);
    }
}

pub(crate) fn told_fixed(hand: &Hand) -> bool {
    let customer = hand.simulation.plan().customer();
    hand.saw(|kind| match kind {
        crate::sim::event::Kind::Told { who, acts, .. } => {
            Some(*who) == customer && acts.iter().any(|act| matches!(act, Act::Fixed(_) | Act::Confirm))
        }
        _ => false,
    })
}

pub(crate) fn tell_fixed(hand: &mut Hand, confirm: bool) {
    let plan = hand.plan();
    let system =
        hand.desk.ended.iter().rev().find(|(_, _, worked)| *worked).map(|(repair, ..)| plan.repair(*repair).system);
    let mut acts: Vec<Act> = system.map(Act::Fixed).into_iter().collect();
    if confirm {
        acts.push(Act::Confirm);
    }
    for customer in waiting(hand) {
        hand.call(customer, acts.clone(), true);
    }
}

/// The customer who came first, and others with a deadline who have come forward.
pub(crate) fn waiting(hand: &Hand) -> Vec<PersonId> {
    let plan = hand.plan();
    let asked = |who: &PersonId| hand.desk.asked.iter().any(|(asked, ..)| asked == who);
    let others = plan.person_ids().filter(|who| hurt(&plan, *who) && plan.customer() != Some(*who));
    plan.customer().into_iter().chain(others.filter(asked)).collect()
}

/// A customer who has a deadline.
pub(crate) fn hurt(plan: &Plan, who: PersonId) -> bool {
    plan.person(who).customer.is_some() && !plan.person(who).deadlines.is_empty()
}

/// Keeps the promise to a customer that falls due within `ahead`, with what is new, and promises the next word.
pub(crate) fn keep_promise(hand: &mut Hand, promise: Span, ahead: Span) -> bool {
    let due = waiting(hand).into_iter().find(|who| {
        hand.desk
            .promises
            .iter()
            .any(|open| open.who == *who && open.kept.is_none() && !open.estimate && open.due <= hand.now() + ahead)
    });
    let Some(customer) = due.filter(|who| !wrote_lately(hand, *who)) else { return false };
    let facts = facts_for_customer(hand);
    hand.call(customer, vec![Act::Tell(facts), Act::Promise(promise)], true);
    true
}

pub(crate) fn read_next(hand: &mut Hand) -> bool {
    let plan = hand.plan();
    let next = (0..plan.documents.len() as u16).map(DocumentId).find(|document| !hand.desk.read.contains(document));
    next.is_some_and(|document| hand.perform(Command::Read(document)))
}

/// Somebody who was asked to allow a repair has said what to look at first: does so, once.
pub(crate) fn look_as_told(hand: &mut Hand) -> bool {
    use crate::sim::event::Kind as Happened;
    let plan = hand.plan();
    let asked = repairs(&plan).filter(|repair| !allowed(hand, *repair)).find(|repair| {
        hand.saw(|kind| match kind {
            Happened::Told { who, voicemail: false, acts, .. } => {
                plan.repair(*repair).go_from.contains(who) && acts.contains(&Act::Want(Request::Allow(*repair)))
            }
            _ => false,
        })
    });
    let missing = asked.and_then(|repair| plan.repair(repair).because.iter().find(|fact| !hand.desk.knows(**fact)));
    let Some(missing) = missing else { return false };
    let looks = (0..plan.looks.len() as u16).map(LookId);
    let documents = (0..plan.documents.len() as u16).map(DocumentId);
    let look = looks
        .filter(|look| !hand.desk.looked.iter().any(|(looked, ..)| looked == look))
        .find(|look| plan.look(*look).learn.contains(missing));
    let document = documents
        .filter(|document| !hand.desk.read.contains(document))
        .find(|document| plan.document(*document).learn.contains(missing));
    match (look, document) {
        (Some(look), _) => hand.perform(Command::Look(look)),
        (None, Some(document)) => hand.perform(Command::Read(document)),
        (None, None) => false,
    }
}
