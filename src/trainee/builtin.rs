//! The reference trainees, each defined by what it does, for any scenario. They measure the rubric: the score must tell
//! them apart.

use super::book::{self, Book};
use super::hand::{Hand, OnRing};
use super::moves::*;
use super::script::Played;
use crate::id::*;
use crate::scenario::plan::{Act, Channel, Part, Plan, Role};
use crate::sim::desk::Outcome;
use crate::sim::{Command, Simulation};
use crate::time::{MINUTE, Time};
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

/// How a built-in trainee plays.
#[derive(Clone)]
pub enum Builtin {
    /// In its own way.
    Way(fn(&mut Hand)),
    /// By the book, with or without a weakness.
    Book(Book),
}

/// The built-in trainee of a name, those with a weakness included. `None` when there is none of that name.
pub fn named(name: &str) -> Option<Builtin> {
    let way: fn(&mut Hand) = match name {
        "silent" => silent,
        "mail_blast" => mail_blast,
        "call_everyone_empty" => |hand| call_everyone(hand, Quality::Poor),
        "lone_fixer" => lone_fixer,
        "polite_serial" => polite_serial,
        "manager_only" => manager_only,
        "call_everyone_good" => |hand| call_everyone(hand, Quality::Fair),
        "new_hire" => return Some(Builtin::Book(Book::new_hire())),
        "by_the_book" => return Some(Builtin::Book(Book::by_the_book())),
        "proportionate" => proportionate,
        other => return book::with_weakness(other).map(Builtin::Book),
    };
    Some(Builtin::Way(way))
}

impl Builtin {
    /// Plays a day to the end of the run.
    pub fn play(&self, plan: Arc<Plan>, seed: u64) -> Played {
        self.play_on(Simulation::new(plan, seed))
    }

    /// Takes over a run, wherever it stands, and plays it to its end. The log holds what comes from then on.
    pub fn play_on(&self, simulation: Simulation) -> Played {
        let mut hand = Hand::take_over(simulation, OnRing::Silent);
        match self {
            Builtin::Way(way) => way(&mut hand),
            Builtin::Book(book) => book.play(&mut hand),
        }
        while !hand.is_over() {
            hand.wait_until(Time::MAX, |_| false);
        }
        Played { simulation: hand.simulation, log: hand.log, notes: Vec::new() }
    }
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
