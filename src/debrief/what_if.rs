//! What one changed decision would have brought: the same day, the same luck, everything else as it was done.
//!
//! A change is put in at a moment of the run. Up to it, the run's own commands are played to the second. From it on, its
//! trainee goes on as they did: the same calls, letters and looks at the same times, as far as hands are free, the same
//! words to whoever rings. Only what the change opens is followed up, as anybody would: a repair that is now allowed is
//! begun, what one is told to look at first is looked at, the customer is told when it works; and once that is done,
//! nobody else is troubled. The same is played on other days, with the change and without, so that a lucky day is not
//! taken for a good decision.

use super::ghost::restored;
use crate::id::*;
use crate::scenario::Plan;
use crate::scenario::plan::{Act, Channel, Part};
use crate::score::fold;
use crate::sim::desk::Outcome;
use crate::sim::event::Kind;
use crate::sim::{Command, Simulation};
use crate::time::{MINUTE, Span, Time};
use crate::trainee::hand::{Hand, OnRing};
use crate::trainee::moves;
use rayon::prelude::*;
use std::sync::Arc;

/// Changes that are tried at most.
pub const MOST: usize = 40;
/// Days on which each is compared.
pub const DAYS: usize = 200;
/// A word to the customer is worth trying after so long without one.
const QUIET: Span = 15 * MINUTE;

/// Less than this, in tenths of a point, is not worth telling.
const WORTH: i64 = 10;

/// One decision, made otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Ringing somebody who was rung later, or never.
    Call(PersonId),
    /// Writing to somebody, or walking over, who did not pick up.
    Other(PersonId, Channel),
    /// Telling the customer how things stand, and when they hear next.
    Update(PersonId),
    /// Asking the customer by when, and what it costs, in the first call, and promising word.
    Ask(PersonId),
    /// Saying all that is known, with a plain request, where less was said.
    Say(PersonId, Channel),
}

/// What came of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The total, in tenths of a point.
    pub total: i64,
    /// When the last system came back, if all are back.
    pub restored: Option<Time>,
    /// How often the customer had to ask.
    pub chased: u32,
    /// How it ended.
    pub ending: Option<EndingId>,
}

/// What a change would have brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhatIf {
    /// From when.
    pub at: Time,
    /// What.
    pub change: Change,
    /// On this day.
    pub here: Facts,
    /// On other days together: totals without and with it, in tenths of a point.
    pub elsewhere: (i64, i64),
    /// On how many of them it was better, and on how many worse.
    pub better_worse: (u64, u64),
}

/// Something the trainee set out to do, apart from answering.
#[derive(Clone, Debug)]
enum Intent {
    Call(PersonId, Vec<Vec<Act>>),
    Visit(PersonId, Vec<Vec<Act>>),
    Do(Command),
}

/// How a trainee went about a day.
#[derive(Clone, Debug, Default)]
struct Manner {
    intents: Vec<(Time, Intent)>,
    /// Whose calls were answered, and what was said to them, call by call.
    answers: Vec<(PersonId, Vec<Vec<Act>>)>,
}

impl Facts {
    /// What came of a run that is over.
    pub fn of(simulation: &Simulation) -> Facts {
        let plan = simulation.plan();
        let chases = simulation.events().iter().filter(|event| matches!(event.kind, Kind::CustomerChased { .. }));
        let chased = chases.count() as u32;
        let total = fold(plan, simulation.events()).total;
        Facts { total, restored: restored(simulation), chased, ending: simulation.ending() }
    }
}

/// What other decisions would have brought, the weightiest first. `log` are the commands of the run.
pub fn what_ifs(plan: &Arc<Plan>, seed: u64, log: &[(Time, Command)], days: usize) -> Vec<WhatIf> {
    let Some(manner) = Manner::of(plan, seed, log) else { return Vec::new() };
    let candidates = candidates(plan, seed, log);
    let seeds: Vec<u64> = (1..).filter(|day| *day != seed).take(days).collect();
    let without: Vec<Facts> =
        seeds.par_iter().map(|day| manner.play(Simulation::new(plan.clone(), *day), 0, None)).collect();
    let base = crate::sim::replay(plan.clone(), seed, log, |_| {}).ok().map(|run| Facts::of(&run));
    let Some(base) = base else { return Vec::new() };
    let mut found: Vec<WhatIf> = candidates
        .into_par_iter()
        .filter_map(|(at, change)| {
            let here = manner.play(before(plan, seed, log, at)?, at, Some((at, &change)));
            let with: Vec<Facts> = seeds
                .iter()
                .map(|day| manner.play(Simulation::new(plan.clone(), *day), 0, Some((at, &change))))
                .collect();
            let sum = |facts: &[Facts]| facts.iter().map(|facts| facts.total).sum::<i64>();
            let pairs = || without.iter().zip(&with);
            let better = pairs().filter(|(without, with)| with.total > without.total).count() as u64;
            let worse = pairs().filter(|(without, with)| with.total < without.total).count() as u64;
            let days = seeds.len().max(1) as i64;
            let elsewhere = (sum(&without) / days, sum(&with) / days);
            Some(WhatIf { at, change, here, elsewhere, better_worse: (better, worse) })
        })
        .collect();
    // By what it changes on this day and on others alike; then by how soon all is back; then the earlier decision.
    let weight = |found: &WhatIf| (found.here.total - base.total) + (found.elsewhere.1 - found.elsewhere.0);
    found.retain(|found| weight(found) > 0 && found.here.total - base.total >= WORTH);
    found.sort_by_key(|found| (std::cmp::Reverse(weight(found)), found.here.restored.unwrap_or(Time::MAX), found.at));
    // Each decision once, at its best moment.
    let mut told: Vec<Change> = Vec::new();
    found.retain(|found| {
        let new = !told.contains(&found.change);
        told.extend(new.then(|| found.change.clone()));
        new
    });
    found
}

/// The day as it would have gone with a change: the run of a [`WhatIf`]. `log` are the commands of the run itself.
pub fn day_with(plan: &Arc<Plan>, seed: u64, log: &[(Time, Command)], found: &WhatIf) -> Option<Simulation> {
    let manner = Manner::of(plan, seed, log)?;
    Some(manner.go_on(before(plan, seed, log, found.at)?, found.at, Some((found.at, &found.change))))
}

/// A run as it stood when a change could have been made, to the second as it was played.
fn before(plan: &Arc<Plan>, seed: u64, log: &[(Time, Command)], at: Time) -> Option<Simulation> {
    let mut simulation = Simulation::new(plan.clone(), seed);
    for (time, command) in log.iter().take_while(|(time, _)| *time < at) {
        simulation.advance_to(*time);
        simulation.apply(command).ok()?;
    }
    simulation.advance_to(at);
    Some(simulation)
}

/// What could have been decided otherwise, and when: at moments when the hands were free, or where something was said.
fn candidates(plan: &Arc<Plan>, seed: u64, log: &[(Time, Command)]) -> Vec<(Time, Change)> {
    let mut simulation = Simulation::new(plan.clone(), seed);
    let mut moments: Vec<(Time, Simulation)> = Vec::new();
    let mut found: Vec<(Time, Change)> = Vec::new();
    let mut last = 0;
    let mut asked = false;
    for (time, command) in log.iter().chain(std::iter::once(&(Time::MAX, Command::Stop))) {
        // While one waited, every five minutes was a moment to decide; and so was the moment of each act.
        let mut moment = last + 5 * MINUTE;
        while moment < (*time).min(plan.ends) && !simulation.is_over() {
            simulation.advance_to(moment);
            moments.push((moment, simulation.clone()));
            moment += 5 * MINUTE;
        }
        simulation.advance_to((*time).min(plan.ends));
        if simulation.is_over() {
            break;
        }
        moments.push((simulation.now(), simulation.clone()));
        if let Command::Say(acts) = command
            && let Some(who) = Hand::take_over(simulation.clone(), OnRing::Ignore).desk.talk().map(|talk| talk.who)
        {
            let customer = plan.customer() == Some(who);
            if plan.relevant(who) && !acts.contains(&Act::ReadBack) {
                found.push((*time, Change::Say(who, Channel::Phone)));
            }
            asked |= customer && acts.contains(&Act::Ask(Part::Deadline));
        }
        if let Command::Mail(to, _) = command
            && let Some(who) = to.iter().find(|who| plan.relevant(**who))
        {
            found.push((*time, Change::Say(*who, Channel::Mail)));
        }
        if simulation.apply(command).is_err() {
            break;
        }
        last = *time;
    }
    let signed = |simulation: &Simulation| {
        plan.scoring.sign.is_some_and(|sign| {
            let anchor = plan.conversation(sign).anchor;
            simulation.began(anchor).is_some()
        })
    };
    let free = |simulation: &Simulation| Hand::take_over(simulation.clone(), OnRing::Ignore).is_idle();
    let first_answer = log.iter().find(|(_, command)| *command == Command::Answer).map(|(time, _)| *time);
    if let (Some(customer), Some(time), false) = (plan.customer(), first_answer, asked) {
        found.push((time, Change::Ask(customer)));
    }
    for (moment, simulation) in moments.iter().filter(|(_, simulation)| signed(simulation) && free(simulation)) {
        let desk = Hand::take_over(simulation.clone(), OnRing::Ignore).desk;
        for who in plan.person_ids().filter(|who| plan.relevant(*who) && !desk.reached(*who)) {
            let last = desk.last_attempt(who);
            let phone = plan.person(who).reach(Channel::Phone).is_some();
            if phone && last.is_none_or(|last| moment - last.t >= 5 * MINUTE) {
                found.push((*moment, Change::Call(who)));
            }
            let tried = desk.attempts.iter().any(|attempt| attempt.who == Some(who));
            for channel in [Channel::Chat, Channel::Visit] {
                let untried =
                    !desk.attempts.iter().any(|attempt| attempt.who == Some(who) && attempt.channel == channel);
                if tried && untried && plan.person(who).reach(channel).is_some() {
                    found.push((*moment, Change::Other(who, channel)));
                }
            }
        }
        let customer = plan.customer().filter(|who| plan.person(*who).reach(Channel::Phone).is_some());
        if let Some(customer) = customer
            && desk.last_attempt(customer).is_none_or(|last| moment - last.t >= QUIET)
        {
            found.push((*moment, Change::Update(customer)));
        }
    }
    // The first moments of each change, and then the later ones, as many as are tried at all.
    let rank = |found: &[(Time, Change)], place: usize| {
        found[..place].iter().filter(|(_, change)| *change == found[place].1).count()
    };
    let mut places: Vec<usize> = (0..found.len()).collect();
    places.sort_by_key(|place| (rank(&found, *place), found[*place].0));
    places.truncate(MOST);
    places.into_iter().map(|place| found[place].clone()).collect()
}

impl Manner {
    /// How the commands of a run were meant.
    fn of(plan: &Arc<Plan>, seed: u64, log: &[(Time, Command)]) -> Option<Manner> {
        let mut manner = Manner::default();
        let mut hand = Hand::new(plan.clone(), seed, OnRing::Ignore);
        // Where what is said belongs: the last call answered, or the last call made.
        let mut answering = false;
        for (time, command) in log {
            hand.watch_until(*time);
            match command {
                Command::Answer => {
                    let who = hand.ringing()?;
                    manner.answers.push((who, Vec::new()));
                    answering = true;
                }
                Command::Dial(who) => {
                    manner.intents.push((*time, Intent::Call(*who, Vec::new())));
                    answering = false;
                }
                Command::Visit(who) => {
                    manner.intents.push((*time, Intent::Visit(*who, Vec::new())));
                    answering = false;
                }
                Command::Say(acts) if answering => manner.answers.last_mut()?.1.push(acts.clone()),
                Command::Say(acts) => {
                    let said = manner.intents.iter_mut().rev().find_map(|(_, intent)| match intent {
                        Intent::Call(_, said) | Intent::Visit(_, said) => Some(said),
                        Intent::Do(_) => None,
                    });
                    said?.push(acts.clone());
                }
                Command::HangUp | Command::Stop | Command::Mark(_) => {}
                other => manner.intents.push((*time, Intent::Do(other.clone()))),
            }
            if !hand.act(command.clone()) {
                return None;
            }
        }
        Some(manner)
    }

    /// What comes of going on from a state of a run in this manner, with a change put in at its time.
    fn play(&self, simulation: Simulation, from: Time, change: Option<(Time, &Change)>) -> Facts {
        Facts::of(&self.go_on(simulation, from, change))
    }

    /// Goes on from a state of a run in this manner, with a change put in at its time, to the end of the day.
    fn go_on(&self, simulation: Simulation, from: Time, change: Option<(Time, &Change)>) -> Simulation {
        let answered =
            simulation.events().iter().filter(|event| matches!(event.kind, Kind::CallAnswered { .. })).count();
        let mut player = Player {
            hand: Hand::take_over(simulation, OnRing::Ignore),
            answers: self.answers.iter().skip(answered).cloned().collect(),
            known: self.answers.iter().map(|(who, _)| *who).collect(),
            better: None,
            changed: false,
            again: None,
        };
        let mut change = change;
        for (time, intent) in self.intents.iter().filter(|(time, _)| *time >= from) {
            if let Some((at, _)) = change
                && at <= *time
            {
                let (at, what) = change.take().unwrap_or((at, &Change::Update(PersonId(0))));
                player.wait(at);
                player.changes(what);
            }
            player.wait(*time);
            player.intends(intent);
        }
        if let Some((at, what)) = change {
            player.wait(at);
            player.changes(what);
        }
        player.wait(Time::MAX);
        player.hand.simulation
    }
}

/// Somebody who goes on in a manner.
struct Player {
    hand: Hand,
    /// What is still to be said to those who ring, in order.
    answers: Vec<(PersonId, Vec<Vec<Act>>)>,
    /// Whose calls were answered in the run.
    known: Vec<PersonId>,
    /// Whom all is said to from now on, where less was said.
    better: Option<PersonId>,
    changed: bool,
    /// Who is rung again once what they wanted looked at was looked at.
    again: Option<PersonId>,
}

impl Player {
    fn wait(&mut self, until: Time) {
        while !self.hand.is_over() && self.hand.now() < until {
            if self.hand.rings() && self.answers() {
                continue;
            }
            if self.changed && self.follows_up() {
                continue;
            }
            let before = (self.hand.now(), self.hand.simulation.events().len());
            let looked = before.1;
            self.hand.wait_until(until, |hand| hand.simulation.events().len() > looked);
            if before == (self.hand.now(), self.hand.simulation.events().len()) {
                break;
            }
        }
        self.hand.finish();
    }

    /// Answers as this trainee did. False when they would let it ring.
    fn answers(&mut self) -> bool {
        let Some(who) = self.hand.ringing() else { return false };
        let said = match self.answers.iter().position(|(from, _)| *from == who) {
            Some(place) => self.answers.remove(place).1,
            None if self.known.contains(&who) => Vec::new(),
            None if self.hand.plan().relevant(who) && self.changed => {
                vec![moves::message_for(&self.hand, who, moves::Quality::Full)]
            }
            None => return false,
        };
        if !self.hand.act(Command::Answer) {
            return false;
        }
        if self.better == Some(who) && self.hand.plan().customer() == Some(who) {
            self.better = None;
            let mut acts = [Part::Since, Part::Deadline, Part::Impact].map(Act::Ask).to_vec();
            acts.push(Act::Promise(20 * MINUTE));
            self.hand.say(acts);
        }
        for acts in said {
            self.hand.say(acts);
        }
        self.hand.hang_up();
        true
    }

    /// Does what the change has opened. False when there is nothing.
    fn follows_up(&mut self) -> bool {
        if !self.hand.is_idle() {
            return false;
        }
        if self.hand.has_repaired() && !moves::told_fixed(&self.hand) {
            moves::tell_fixed(&mut self.hand, false);
            return true;
        }
        if moves::repair_if_allowed(&mut self.hand, false) {
            return true;
        }
        let looked = moves::look_as_told(&mut self.hand);
        if let Some(who) = self.again.filter(|_| looked) {
            self.again = None;
            let acts = moves::message_for(&self.hand, who, moves::Quality::Full);
            self.hand.call(who, acts, true);
        }
        looked
    }

    fn intends(&mut self, intent: &Intent) {
        // Once the customer knows that it works, nobody else needs to be troubled.
        let settled = self.changed && moves::told_fixed(&self.hand);
        match intent {
            _ if self.hand.is_over() => {}
            Intent::Do(Command::Close) => {
                self.hand.act(Command::Close);
            }
            _ if settled => {}
            Intent::Call(who, said) => {
                let said = self.words(*who, said);
                self.call(*who, said);
            }
            Intent::Visit(who, said) => {
                let said = self.words(*who, said);
                if self.hand.walk_to(*who) {
                    for acts in said {
                        self.hand.say(acts);
                    }
                    self.hand.hang_up();
                }
            }
            Intent::Do(Command::Mail(to, acts)) => {
                let acts = match self.better.filter(|who| to.contains(who)) {
                    Some(who) => {
                        self.better = None;
                        moves::message_for(&self.hand, who, moves::Quality::Full)
                    }
                    None => acts.clone(),
                };
                self.hand.write(Channel::Mail, to.clone(), acts);
            }
            Intent::Do(Command::Chat(to, acts)) => {
                let acts = self.hand.possible(acts.clone());
                self.hand.perform(Command::Chat(to.clone(), acts));
            }
            Intent::Do(command) => {
                self.hand.perform(command.clone());
            }
        }
    }

    /// What is said to somebody: as it was, or all of it.
    fn words(&mut self, who: PersonId, said: &[Vec<Act>]) -> Vec<Vec<Act>> {
        if self.better == Some(who) {
            self.better = None;
            self.again = Some(who);
            return vec![moves::message_for(&self.hand, who, moves::Quality::Full)];
        }
        said.to_vec()
    }

    fn call(&mut self, who: PersonId, said: Vec<Vec<Act>>) -> Outcome {
        let mut said = said.into_iter();
        let first = said.next().unwrap_or_default();
        self.hand.call_and_say(who, first, said.collect())
    }

    fn changes(&mut self, change: &Change) {
        self.changed = true;
        if self.hand.is_over() {
            return;
        }
        match change {
            Change::Call(who) => {
                self.again = Some(*who);
                let acts = moves::message_for(&self.hand, *who, moves::Quality::Full);
                self.hand.call(*who, acts, true);
            }
            Change::Other(who, Channel::Visit) => {
                self.again = Some(*who);
                if self.hand.walk_to(*who) {
                    let acts = moves::message_for(&self.hand, *who, moves::Quality::Full);
                    self.hand.say(acts);
                    self.hand.hang_up();
                }
            }
            Change::Other(who, channel) => {
                self.again = Some(*who);
                let acts = moves::message_for(&self.hand, *who, moves::Quality::Full);
                self.hand.write(*channel, vec![*who], acts);
            }
            Change::Update(who) => {
                let facts = moves::facts_for_customer(&self.hand);
                self.hand.call(*who, vec![Act::Tell(facts), Act::Promise(20 * MINUTE)], true);
            }
            Change::Ask(who) | Change::Say(who, _) => self.better = Some(*who),
        }
    }
}
