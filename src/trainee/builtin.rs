//! The reference trainees, each defined by what it does, for any scenario. They measure the rubric: the score must tell
//! them apart.

use super::hand::{Hand, OnRing};
use super::script::Played;
use crate::id::*;
use crate::scenario::plan::{Act, Channel, Duty, Kind, Part, Plan, Request, Role, Severity};
use crate::sim::Command;
use crate::sim::desk::Outcome;
use crate::time::{MINUTE, Span, Time};
use std::sync::Arc;

/// The built-in trainees by name, in the order of the reference table.
pub const NAMES: [&str; 10] = [
    "silent",
    "mail_blast",
    "call_everyone_empty",
    "lone_fixer",
    "polite_serial",
    "manager_only",
    "call_everyone_good",
    "new_hire",
    "by_the_book",
    "proportionate",
];

/// Plays a built-in trainee to the end of the run. `None` when there is none of that name.
pub fn play(name: &str, plan: Arc<Plan>, seed: u64) -> Option<Played> {
    let trainee: fn(&mut Hand) = match name {
        "silent" => silent,
        "mail_blast" => mail_blast,
        "call_everyone_empty" => |hand| call_everyone(hand, Quality::Poor),
        "lone_fixer" => lone_fixer,
        "polite_serial" => polite_serial,
        "manager_only" => manager_only,
        "call_everyone_good" => |hand| call_everyone(hand, Quality::Fair),
        "new_hire" => |hand| book(hand, &NEW_HIRE),
        "by_the_book" => |hand| book(hand, &BY_THE_BOOK),
        "proportionate" => proportionate,
        _ => return None,
    };
    let mut hand = Hand::new(plan, seed, OnRing::Silent);
    trainee(&mut hand);
    while !hand.is_over() {
        hand.wait_until(Time::MAX, |_| false);
    }
    Some(Played { simulation: hand.simulation, log: hand.log, notes: Vec::new() })
}

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
fn take_the_sign(hand: &mut Hand) {
    hand.wait_until(Time::MAX, |hand| hand.simulation.events().iter().any(|event| is_sign(hand, event)));
    let customer = hand.plan().customer();
    // The sign rings now, or has been answered on the way.
    hand.wait_until(Time::MAX, |hand| {
        hand.desk.talk().is_none() && hand.desk.task.is_none() && !hand.rings() && customer_spoke(hand, customer)
    });
}

fn is_sign(hand: &Hand, event: &crate::sim::Event) -> bool {
    use crate::sim::event::Kind as Happened;
    match &event.kind {
        Happened::CallIncoming { who, .. } => Some(*who) == hand.simulation.plan().customer(),
        Happened::MailReceived { who, .. } => *who == hand.simulation.plan().customer(),
        _ => false,
    }
}

fn customer_spoke(hand: &Hand, customer: Option<PersonId>) -> bool {
    use crate::sim::event::Kind as Happened;
    hand.saw(|kind| match kind {
        Happened::CallEnded { who, .. } => Some(*who) == customer,
        Happened::MailReceived { who, .. } => *who == customer,
        _ => false,
    })
}

/// Every authored fact that is known, of these parts.
fn known(hand: &Hand, parts: &[Part]) -> Vec<FactId> {
    let plan = hand.plan();
    (0..plan.facts.len() as u16)
        .map(FactId)
        .filter(|fact| matches!(plan.fact(*fact).kind, Kind::Authored(part) if parts.contains(&part)))
        .filter(|fact| hand.desk.knows(*fact))
        .collect()
}

/// What a customer can be told that is not their own news: what was found, whether it happened before, how long it takes.
pub(super) fn facts_for_customer(hand: &Hand) -> Vec<FactId> {
    let mut facts = known(hand, &[Part::Found, Part::Outlook]);
    facts.push(FactId::TRIED);
    facts.push(FactId::CALLED);
    facts
}

/// A message to somebody who matters, with the request that fits their role.
pub(super) fn message_for(hand: &Hand, who: PersonId, quality: Quality) -> Vec<Act> {
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
    acts.push(Act::Want(request_for(hand, who)));
    if quality == Quality::Full {
        acts.push(Act::By(5 * MINUTE));
        acts.push(Act::ReadBack);
    }
    let _ = plan;
    acts
}

fn request_for(hand: &Hand, who: PersonId) -> Request {
    let plan = hand.plan();
    let person = plan.person(who);
    if person.roles.contains(&Role::CustomerOwner) {
        return Request::Take(Duty::Customer);
    }
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
        None if person.roles.contains(&Role::Decider) => Request::Take(Duty::Lead),
        None if person.roles.contains(&Role::Fixer) => Request::Take(Duty::Fix),
        None => Request::Decide,
    }
}

fn repairs(plan: &Plan) -> impl Iterator<Item = RepairId> + use<> {
    (0..plan.repairs.len() as u16).map(RepairId)
}

/// Of a system that is ever down.
fn can_mend(plan: &Plan, repair: RepairId) -> bool {
    let authored = plan.repair(repair);
    authored.mends && plan.system(authored.system).down.is_some()
}

fn is_mine(plan: &Plan, repair: RepairId) -> bool {
    plan.repair(repair).by.is_empty()
}

fn allowed(hand: &Hand, repair: RepairId) -> bool {
    hand.desk.allowed.iter().any(|(allowed, _)| *allowed == repair)
}

fn begun(hand: &Hand, repair: RepairId) -> bool {
    hand.desk.running.iter().any(|(running, _)| *running == repair)
        || hand.desk.ended.iter().any(|(ended, ..)| *ended == repair)
}

/// A key that a repair needs and that is not held yet.
fn missing_key(hand: &Hand, repair: RepairId) -> Option<FactId> {
    hand.plan().repair(repair).needs.iter().copied().find(|fact| !hand.desk.knows(*fact))
}

/// The next repair that can be begun here: allowed or in need of nobody's word, its keys held.
fn ready(hand: &Hand, by_myself: bool) -> Option<RepairId> {
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
fn stuck(hand: &Hand) -> bool {
    let plan = hand.plan();
    !hand.desk.running.iter().any(|(repair, _)| is_mine(&plan, *repair))
        && !hand.has_repaired()
        && ready(hand, false).is_none()
}

/// Makes the first repair that is allowed or needs nobody's word, if one is to be made.
fn repair_if_allowed(hand: &mut Hand, by_myself: bool) -> bool {
    !hand.has_repaired() && ready(hand, by_myself).is_some_and(|repair| hand.perform(Command::Repair(repair)))
}

/// Looks at the next symptom that was not looked at yet, of the systems that can be down first.
fn look_next(hand: &mut Hand) -> bool {
    let plan = hand.plan();
    let next = (0..plan.looks.len() as u16)
        .map(LookId)
        .filter(|look| !hand.desk.looked.iter().any(|(looked, ..)| looked == look))
        .min_by_key(|look| (plan.system(plan.look(*look).system).down.is_none(), look.0));
    next.is_some_and(|look| hand.perform(Command::Look(look)))
}

fn silent(hand: &mut Hand) {
    hand.on_ring = OnRing::Silent;
    hand.wait_until(Time::MAX, |_| false);
}

fn mail_blast(hand: &mut Hand) {
    hand.on_ring = OnRing::Silent;
    take_the_sign(hand);
    look_next(hand);
    let plan = hand.plan();
    let everybody: Vec<PersonId> = plan
        .person_ids()
        .filter(|who| plan.is_colleague(*who) && plan.person(*who).reach(Channel::Mail).is_some())
        .collect();
    let mut facts = vec![FactId::ME];
    facts.extend(known(hand, &[Part::What]));
    hand.write(Channel::Mail, everybody, vec![Act::Tell(facts)]);
    hand.wait_until(Time::MAX, |_| false);
}

fn call_everyone(hand: &mut Hand, quality: Quality) {
    let careful = quality != Quality::Poor;
    hand.on_ring = if careful { OnRing::ByTheBook { promise: 30 * MINUTE } } else { OnRing::Silent };
    take_the_sign(hand);
    let plan = hand.plan();
    if careful {
        let level = plan.severity;
        hand.perform(Command::Declare(level));
        for _ in 0..3 {
            look_next(hand);
        }
    }
    let everybody: Vec<PersonId> = plan
        .person_ids()
        .filter(|who| plan.person(*who).customer.is_none() && plan.person(*who).reach(Channel::Phone).is_some())
        .collect();
    for who in everybody {
        if hand.is_over() {
            return;
        }
        let acts = message_for(hand, who, quality);
        hand.call(who, acts, careful);
        if careful {
            return_missed(hand, quality);
        }
        repair_if_allowed(hand, false);
    }
    if careful {
        press_on(hand, quality);
    }
    follow_through(hand, quality, false);
}

/// Rings those who matter back when their call was missed and they have not been reached.
fn return_missed(hand: &mut Hand, quality: Quality) {
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
fn press_on(hand: &mut Hand, quality: Quality) {
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
fn follow_through(hand: &mut Hand, quality: Quality, confirm: bool) {
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

fn told_fixed(hand: &Hand) -> bool {
    let customer = hand.simulation.plan().customer();
    hand.saw(|kind| match kind {
        crate::sim::event::Kind::Told { who, acts, .. } => {
            Some(*who) == customer && acts.iter().any(|act| matches!(act, Act::Fixed(_) | Act::Confirm))
        }
        _ => false,
    })
}

fn tell_fixed(hand: &mut Hand, confirm: bool) {
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
fn waiting(hand: &Hand) -> Vec<PersonId> {
    let plan = hand.plan();
    let asked = |who: &PersonId| hand.desk.asked.iter().any(|(asked, ..)| asked == who);
    let others = plan.person_ids().filter(|who| hurt(&plan, *who) && plan.customer() != Some(*who));
    plan.customer().into_iter().chain(others.filter(asked)).collect()
}

/// A customer who has a deadline.
pub(super) fn hurt(plan: &Plan, who: PersonId) -> bool {
    plan.person(who).customer.is_some() && !plan.person(who).deadlines.is_empty()
}

fn lone_fixer(hand: &mut Hand) {
    hand.on_ring = OnRing::Plain;
    take_the_sign(hand);
    look_next(hand);
    repair_if_allowed(hand, true);
    follow_through(hand, Quality::Poor, false);
}

fn polite_serial(hand: &mut Hand) {
    hand.on_ring = OnRing::ByTheBook { promise: 30 * MINUTE };
    take_the_sign(hand);
    let plan = hand.plan();
    let level = plan.severity;
    hand.perform(Command::Declare(level));
    look_next(hand);
    let mut people: Vec<PersonId> =
        plan.with_role(Role::Fixer).into_iter().filter(|_| plan.scoring.roles.contains(&Role::Fixer)).take(2).collect();
    people.extend(plan.with_role(Role::Decider));
    'people: for who in people {
        for _ in 0..2 {
            let acts = message_for(hand, who, Quality::Fair);
            let outcome = hand.call(who, acts, true);
            if repair_if_allowed(hand, false) {
                break 'people;
            }
            if outcome != Outcome::Reached {
                let until = hand.now() + 10 * MINUTE;
                hand.wait_until(until, |hand| !hand.desk.allowed.is_empty());
            }
            if repair_if_allowed(hand, false) {
                break 'people;
            }
            keep_promise(hand, 30 * MINUTE, 8 * MINUTE);
            if outcome == Outcome::Reached {
                // Asked to look first: looks, and rings again.
                while look_next(hand) {}
                continue;
            }
            // The next one gets the turn; only the last, who decides, is rung again.
            if !plan.person(who).roles.contains(&Role::Decider) || hand.is_over() {
                break;
            }
        }
    }
    press_on(hand, Quality::Fair);
    follow_through(hand, Quality::Fair, true);
}

fn manager_only(hand: &mut Hand) {
    hand.on_ring = OnRing::ByTheBook { promise: 20 * MINUTE };
    take_the_sign(hand);
    let plan = hand.plan();
    let deciders = plan.with_role(Role::Decider);
    let level = plan.severity;
    hand.perform(Command::Declare(level));
    look_next(hand);
    look_next(hand);
    look_next(hand);
    while !hand.is_over() && !deciders.iter().any(|who| hand.desk.reached(*who)) {
        for who in &deciders {
            let acts = message_for(hand, *who, Quality::Full);
            hand.call(*who, acts, true);
        }
        if !deciders.iter().any(|who| hand.desk.reached(*who)) {
            keep_promise(hand, 20 * MINUTE, 6 * MINUTE);
            let until = hand.now() + 5 * MINUTE;
            hand.wait_until(until, |_| false);
        }
    }
    while !hand.is_over() {
        if repair_if_allowed(hand, false) || keep_promise(hand, 20 * MINUTE, 3 * MINUTE) {
            continue;
        }
        if hand.has_repaired() {
            break;
        }
        let seen = (hand.desk.ended.len(), hand.desk.allowed.len());
        let until = hand.now() + MINUTE;
        hand.wait_until(until, |hand| (hand.desk.ended.len(), hand.desk.allowed.len()) != seen);
    }
    follow_through(hand, Quality::Full, true);
}

/// Keeps the promise to a customer that falls due within `ahead`, with what is new, and promises the next word.
fn keep_promise(hand: &mut Hand, promise: Span, ahead: Span) -> bool {
    let due = waiting(hand).into_iter().find(|who| {
        hand.desk
            .promises
            .iter()
            .any(|open| open.who == *who && open.kept.is_none() && !open.estimate && open.due <= hand.now() + ahead)
    });
    let Some(customer) = due else { return false };
    let facts = facts_for_customer(hand);
    hand.call(customer, vec![Act::Tell(facts), Act::Promise(promise)], true);
    true
}

/// How a trainee that follows the book goes about it.
struct Book {
    quality: Quality,
    thought: Span,
    /// A look takes at least so long: new hires look longer.
    slow_looks: Span,
}

const BY_THE_BOOK: Book = Book { quality: Quality::Full, thought: 0, slow_looks: 0 };
const NEW_HIRE: Book = Book { quality: Quality::Fair, thought: MINUTE, slow_looks: 5 * MINUTE };

/// The next person to try: for each role in turn its primary, then its backup; those who were not reached again after
/// five minutes, a role with only one person on a second channel as well.
fn next_contact(hand: &Hand) -> Option<(PersonId, Channel)> {
    let plan = hand.plan();
    let roles = &plan.scoring.roles;
    let again = 5 * MINUTE;
    let tried = |who: PersonId, channel: Channel| {
        hand.desk.attempts.iter().rev().find(|attempt| attempt.who == Some(who) && attempt.channel == channel)
    };
    for place in 0..2 {
        for role in roles {
            let people = plan.with_role(*role);
            match people.get(place) {
                Some(who)
                    if tried(*who, Channel::Phone).is_none() && plan.person(*who).reach(Channel::Phone).is_some() =>
                {
                    return Some((*who, Channel::Phone));
                }
                None if place == 1 && people.len() == 1 => {
                    let who = people[0];
                    let has_chat = plan.person(who).reach(Channel::Chat).is_some();
                    if has_chat && !hand.desk.reached(who) && tried(who, Channel::Chat).is_none() {
                        return Some((who, Channel::Chat));
                    }
                }
                _ => {}
            }
        }
    }
    for role in roles {
        let people = plan.with_role(*role);
        if people.iter().any(|who| hand.desk.reached(*who)) {
            continue;
        }
        // Neither picks up: the same words on another path.
        let other_path = people.iter().take(2).find(|who| {
            plan.person(**who).reach(Channel::Chat).is_some()
                && tried(**who, Channel::Phone).is_some()
                && tried(**who, Channel::Chat).is_none()
        });
        if let Some(who) = other_path {
            return Some((*who, Channel::Chat));
        }
        let next = people
            .into_iter()
            .filter(|who| plan.person(*who).reach(Channel::Phone).is_some())
            .filter(|who| tried(*who, Channel::Phone).is_none_or(|last| hand.now() - last.t >= again))
            .min_by_key(|who| tried(*who, Channel::Phone).map_or(0, |last| last.t));
        if let Some(who) = next {
            return Some((who, Channel::Phone));
        }
    }
    None
}

fn book(hand: &mut Hand, book: &Book) {
    let promise = 20 * MINUTE;
    hand.on_ring = OnRing::ByTheBook { promise };
    hand.thought = book.thought;
    take_the_sign(hand);
    let plan = hand.plan();
    let level: Severity = plan.severity;
    hand.perform(Command::Declare(level));
    let look = |hand: &mut Hand| {
        let from = hand.now();
        let looked = look_next(hand);
        if looked {
            let until = from + book.slow_looks;
            hand.wait_until(until, |hand| hand.rings());
        }
        looked
    };
    let since_sign = hand.now();
    // The five minutes of the written rule hold: look while they last, then call.
    while hand.now() - since_sign < 2 * MINUTE && look(hand) {}
    while !hand.is_over() {
        let customer = plan.customer();
        if customer.is_some_and(|who| hand.desk.confirmed.contains(&who)) {
            hand.finish();
            hand.act(Command::Close);
            return;
        }
        if hand.has_repaired() && !told_fixed(hand) {
            tell_fixed(hand, true);
            continue;
        }
        if keep_promise(hand, promise, 4 * MINUTE) || repair_if_allowed(hand, false) || look_as_told(hand) {
            continue;
        }
        return_missed(hand, book.quality);
        if let Some((who, channel)) = next_contact(hand) {
            let acts = message_for(hand, who, book.quality);
            match channel {
                Channel::Phone => {
                    hand.call(who, acts, true);
                }
                _ => {
                    hand.write(channel, vec![who], acts);
                }
            }
            continue;
        }
        // Somebody was reached and nothing is allowed: they wanted something looked at first, and it may have been by now.
        let reached = plan.person_ids().find(|who| {
            plan.relevant(*who)
                && hand.desk.reached(*who)
                && hand.desk.last_attempt(*who).is_some_and(|last| {
                    let patience = match request_for(hand, *who) {
                        Request::Allow(_) | Request::Do(_) => 5 * MINUTE,
                        // Somebody may have to find it first.
                        Request::Give(_) => 20 * MINUTE,
                        _ => return false,
                    };
                    hand.now() - last.t >= patience
                })
        });
        if let Some(who) = reached.filter(|_| stuck(hand)) {
            let acts = message_for(hand, who, book.quality);
            hand.call(who, acts, true);
            continue;
        }
        if look(hand) || read_next(hand) {
            continue;
        }
        let seen = (hand.desk.ended.len(), hand.desk.allowed.len(), hand.desk.letters.len());
        let until = hand.now() + MINUTE;
        hand.wait_until(until, |hand| {
            (hand.desk.ended.len(), hand.desk.allowed.len(), hand.desk.letters.len()) != seen
        });
    }
}

/// Somebody who was asked to allow a repair has said what to look at first: does so, once.
fn look_as_told(hand: &mut Hand) -> bool {
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

fn read_next(hand: &mut Hand) -> bool {
    let plan = hand.plan();
    let next = (0..plan.documents.len() as u16).map(DocumentId).find(|document| !hand.desk.read.contains(document));
    next.is_some_and(|document| hand.perform(Command::Read(document)))
}

/// A ticket to its owner, the customer told once, nobody disturbed.
fn proportionate(hand: &mut Hand) {
    hand.on_ring = OnRing::ByTheBook { promise: 60 * MINUTE };
    take_the_sign(hand);
    let plan = hand.plan();
    let level = plan.severity;
    hand.perform(Command::Declare(level));
    look_next(hand);
    let Some(owner) = plan.person_ids().find(|who| plan.relevant(*who)) else { return };
    let mut acts = message_for(hand, owner, Quality::Full);
    acts.retain(|act| !matches!(act, Act::By(_)));
    acts.push(Act::By(4 * 60 * MINUTE));
    hand.write(Channel::Mail, vec![owner], acts);
    let until = hand.now() + 55 * MINUTE;
    hand.wait_until(until, |hand| hand.desk.duties.iter().any(|(who, _)| *who == owner));
    if let Some(customer) = plan.customer() {
        let facts = facts_for_customer(hand);
        hand.call(customer, vec![Act::Tell(facts), Act::Confirm], true);
    }
    hand.finish();
    hand.act(Command::Close);
}
