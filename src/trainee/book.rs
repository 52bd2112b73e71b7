//! The trainee that goes by the book, and what it is like with a human weakness.

use super::hand::{Hand, OnRing};
use super::moves::*;
use crate::id::*;
use crate::scenario::plan::{Channel, Request, Role, Severity};
use crate::sim::Command;
use crate::sim::desk::Outcome;
use crate::time::{MINUTE, Span};

/// How a trainee that follows the book goes about it. The fields up to `backups_first` are a policy; the rest is human.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// How much of what is known is said.
    pub quality: Quality,
    /// How long to look, at most, before the first call.
    pub looks_first: Span,
    /// Within which the customer is promised the next word.
    pub promise: Span,
    /// How long before it falls due a promise is kept.
    pub ahead: Span,
    /// After which somebody who was not reached is tried again.
    pub again: Span,
    /// The order in which roles are gone through: places in the scenario's list. Empty: as the scenario has it.
    pub order: Vec<usize>,
    /// Primary and backup of a role before the next role, not all primaries first.
    pub backups_first: bool,
    /// Thought between acts.
    pub thought: Span,
    /// A look takes at least so long.
    pub slow_looks: Span,
    /// For so long after the first sign, a ringing phone is not noticed.
    pub notices_after: Span,
    /// A path that does not come to mind.
    pub forgets: Option<Path>,
    /// With so many people reached, nobody else is tried.
    pub enough: Option<usize>,
    /// Waits so long after a call that nobody answered.
    pub pause: Span,
    /// Stays on the line so long after everything is said.
    pub lingers: Span,
}

/// A way to somebody that may be forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    /// Dialling: writes instead.
    Phone,
    /// Leaving a message on a voicemail: hangs up instead.
    Voicemail,
    /// Chat.
    Chat,
}

impl Path {
    /// Every path.
    pub const ALL: [Path; 3] = [Path::Phone, Path::Voicemail, Path::Chat];

    /// `phone`
    pub fn word(self) -> &'static str {
        match self {
            Path::Phone => "phone",
            Path::Voicemail => "voicemail",
            Path::Chat => "chat",
        }
    }
}

impl Book {
    /// By the book, as the table of the rubric has it.
    pub fn by_the_book() -> Book {
        Book {
            quality: Quality::Full,
            looks_first: 2 * MINUTE,
            promise: 20 * MINUTE,
            ahead: 4 * MINUTE,
            again: 5 * MINUTE,
            order: Vec::new(),
            backups_first: false,
            thought: 0,
            slow_looks: 0,
            notices_after: 0,
            forgets: None,
            enough: None,
            pause: 0,
            lingers: 0,
        }
    }

    /// By the book with human delays.
    pub fn new_hire() -> Book {
        Book { quality: Quality::Fair, thought: MINUTE, slow_looks: 5 * MINUTE, ..Book::by_the_book() }
    }
}

/// A human weakness: by the book, but for this. Its parameter has a default and a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weakness {
    /// Its name.
    pub name: &'static str,
    /// The parameter when none is given.
    pub default: &'static str,
    /// What the parameter can be.
    pub range: &'static str,
}

/// The weaknesses, in the order in which they are shown.
pub const WEAKNESSES: [Weakness; 5] = [
    Weakness { name: "slow_to_notice", default: "8", range: "0..=120" },
    Weakness { name: "forgets_a_channel", default: "phone", range: "phone|voicemail|chat" },
    Weakness { name: "stops_after_the_first", default: "1", range: "1..=20" },
    Weakness { name: "polite", default: "8", range: "0..=120" },
    Weakness { name: "chatty", default: "3", range: "0..=60" },
];

/// The trainee of a name: `polite`, or `polite=12` with its parameter (minutes, people or a path). `None` when there is
/// none of that name, or its parameter is out of range.
pub fn with_weakness(name: &str) -> Option<Book> {
    let (name, parameter) = match name.split_once('=') {
        Some((name, parameter)) => (name, parameter),
        None => (name, WEAKNESSES.iter().find(|weakness| weakness.name == name)?.default),
    };
    let number = |most: i64| parameter.parse().ok().filter(|number| (0..=most).contains(number));
    let mut book = Book::by_the_book();
    match name {
        "slow_to_notice" => book.notices_after = number(120)? * MINUTE,
        "forgets_a_channel" => book.forgets = Some(Path::ALL.into_iter().find(|path| path.word() == parameter)?),
        "stops_after_the_first" => book.enough = Some(usize::try_from(number(20)?).ok().filter(|people| *people > 0)?),
        "polite" => book.pause = number(120)? * MINUTE,
        "chatty" => book.lingers = number(60)? * MINUTE,
        _ => return None,
    }
    Some(book)
}

impl Book {
    /// The next person to try, and how: for each role in turn its primary, then its backup; those who were not reached
    /// again after a while, a role with only one person on a second channel as well.
    fn next_contact(&self, hand: &Hand) -> Option<(PersonId, Channel)> {
        let plan = hand.plan();
        if self.enough.is_some_and(|enough| reached(hand) >= enough) {
            return None;
        }
        let roles: Vec<Role> = match self.order.as_slice() {
            [] => plan.scoring.roles.clone(),
            order => order.iter().filter_map(|place| plan.scoring.roles.get(*place).copied()).collect(),
        };
        let main = |who: PersonId| {
            if self.forgets == Some(Path::Phone) { written_to(&plan, who) } else { Some(Channel::Phone) }
                .filter(|channel| plan.person(who).reach(*channel).is_some())
        };
        let chats = |who: PersonId| self.forgets != Some(Path::Chat) && plan.person(who).reach(Channel::Chat).is_some();
        let tried = |who: PersonId, channel: Channel| {
            hand.desk.attempts.iter().rev().find(|attempt| attempt.who == Some(who) && attempt.channel == channel)
        };
        let first = |role: Role, place: usize| {
            let people = plan.with_role(role);
            match people.get(place) {
                Some(who) => main(*who).filter(|main| tried(*who, *main).is_none()).map(|main| (*who, main)),
                None if place == 1 && people.len() == 1 => {
                    let who = people[0];
                    let other = chats(who) && !hand.desk.reached(who) && tried(who, Channel::Chat).is_none();
                    other.then_some((who, Channel::Chat))
                }
                None => None,
            }
        };
        let firsts = if self.backups_first {
            roles.iter().find_map(|role| first(*role, 0).or_else(|| first(*role, 1)))
        } else {
            (0..2).find_map(|place| roles.iter().find_map(|role| first(*role, place)))
        };
        if firsts.is_some() {
            return firsts;
        }
        for role in &roles {
            let people = plan.with_role(*role);
            if people.iter().any(|who| hand.desk.reached(*who)) {
                continue;
            }
            // Neither picks up: the same words on another path.
            let other_path = people.iter().take(2).find(|who| {
                chats(**who)
                    && main(**who).is_some_and(|main| tried(**who, main).is_some())
                    && tried(**who, Channel::Chat).is_none()
            });
            if let Some(who) = other_path {
                return Some((*who, Channel::Chat));
            }
            let next = people
                .into_iter()
                .filter_map(|who| Some((who, main(who)?)))
                .filter(|(who, main)| tried(*who, *main).is_none_or(|last| hand.now() - last.t >= self.again))
                .min_by_key(|(who, main)| tried(*who, *main).map_or(0, |last| last.t));
            if next.is_some() {
                return next;
            }
        }
        None
    }

    /// Plays to the end of the run, from wherever the desk stands.
    pub(super) fn play(&self, hand: &mut Hand) {
        hand.on_ring = OnRing::ByTheBook { promise: self.promise };
        hand.thought = self.thought;
        hand.lingers = self.lingers;
        hand.forgets = self.forgets;
        hand.lay_down();
        if self.notices_after > 0 {
            let manners = std::mem::replace(&mut hand.on_ring, OnRing::Ignore);
            wait_for_the_sign(hand);
            hand.wait(self.notices_after);
            hand.on_ring = manners;
        }
        take_the_sign(hand);
        let plan = hand.plan();
        let level: Severity = plan.severity;
        hand.perform(Command::Declare(level));
        let since_sign = hand.now();
        // The five minutes of the written rule hold: look while they last, then call.
        while hand.now() - since_sign < self.looks_first && self.look(hand) {}
        while !hand.is_over() {
            let customer = plan.customer();
            if customer.is_some_and(|who| hand.desk.confirmed.contains(&who)) {
                hand.finish();
                hand.act(Command::Close);
                return;
            }
            let before = (hand.now(), hand.log.len());
            if !self.does_something(hand) || (hand.now(), hand.log.len()) == before {
                let seen = news(hand);
                let until = hand.now() + MINUTE;
                hand.wait_until(until, |hand| news(hand) != seen);
            }
        }
    }

    fn look(&self, hand: &mut Hand) -> bool {
        let from = hand.now();
        let looked = look_next(hand);
        if looked {
            let until = from + self.slow_looks;
            hand.wait_until(until, |hand| hand.rings());
        }
        looked
    }

    /// One move, whatever is most pressing. False when there is nothing to do but wait.
    fn does_something(&self, hand: &mut Hand) -> bool {
        let plan = hand.plan();
        if hand.has_repaired() && !told_fixed(hand) && !plan.customer().is_some_and(|who| wrote_lately(hand, who)) {
            tell_fixed(hand, true);
            return true;
        }
        if keep_promise(hand, self.promise, self.ahead) || repair_if_allowed(hand, false) || look_as_told(hand) {
            return true;
        }
        if self.enough.is_none() {
            return_missed(hand, self.quality);
        }
        if let Some((who, channel)) = self.next_contact(hand) {
            let acts = message_for(hand, who, self.quality);
            if channel == Channel::Phone {
                let outcome = hand.call(who, acts, true);
                if outcome != Outcome::Reached && self.pause > 0 {
                    let until = hand.now() + self.pause;
                    hand.wait_until(until, |hand| hand.desk.reached(who));
                }
            } else {
                hand.write(channel, vec![who], acts);
            }
            return true;
        }
        // Somebody was reached and nothing is allowed: they wanted something looked at first, and it may have been by now.
        let reached = plan.person_ids().find(|who| {
            plan.relevant(*who)
                && hand.desk.reached(*who)
                && hand.desk.last_attempt(*who).is_some_and(|last| {
                    let patience = match request_for(hand, *who) {
                        Request::Allow(_) | Request::Do(_) => self.again,
                        // Somebody may have to find it first.
                        Request::Give(_) => 20 * MINUTE,
                        _ => return false,
                    };
                    hand.now() - last.t >= patience
                })
        });
        if let Some(who) = reached.filter(|_| stuck(hand)) {
            let acts = message_for(hand, who, self.quality);
            hand.call(who, acts, true);
            return true;
        }
        self.look(hand) || read_next(hand)
    }
}

/// How many people who matter were reached by word of mouth.
fn reached(hand: &Hand) -> usize {
    let plan = hand.plan();
    plan.person_ids().filter(|who| plan.relevant(*who) && hand.desk.reached(*who)).count()
}

/// What makes it worth looking up while waiting.
fn news(hand: &Hand) -> (usize, usize, usize) {
    (hand.desk.ended.len(), hand.desk.allowed.len(), hand.desk.letters.len())
}
