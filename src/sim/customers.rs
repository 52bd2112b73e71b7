//! Customers: patience, chasing, promises, mood, and the work they want to finish by a deadline.
//!
//! The steps of mood and the halving of patience belong to the rules version.

use super::condition::holds;
use super::engine::Simulation;
use super::event::Kind;
use super::queue::Due;
use super::state::{DeadlineState, Incoming, Promise};
use crate::id::*;
use crate::l10n;
use crate::scenario::plan::{Act, Channel, Part};
use crate::text::Text;
use crate::time::{MINUTE, Time};

/// A customer who has to ask.
const MOOD_CHASE: i32 = -15;
/// "I do not know."
const MOOD_DONT_KNOW: i32 = -10;
/// A broken word.
const MOOD_BROKEN: i32 = -25;
/// "Fixed", and it was not.
const MOOD_HOLLOW: i32 = -30;
/// News, up to [`MOOD_NEWS_LIMIT`].
const MOOD_NEWS: i32 = 5;
const MOOD_NEWS_LIMIT: i32 = 70;
/// It works again.
const MOOD_WORKS: i32 = 10;
/// A missed deadline.
const MOOD_MISSED: i32 = -30;
/// A promise is kept when word comes at most so long after it.
const GRACE: Time = MINUTE;
/// A broken promise is chased after so long.
const CHASES_BROKEN: Time = 5 * MINUTE;
/// Patience halves with each chase, but not below this.
const LEAST_PATIENCE: Time = 10 * MINUTE;
/// Who has asked so often without getting anywhere expects nothing any more, and asks as rarely as at first.
const GIVES_UP_ASKING: u32 = 4;
/// Who has written because nobody picked up waits so much longer.
const HAS_WRITTEN: Time = 20 * MINUTE;
/// How often the holder of the duty informs the customer.
const DUTY_UPDATES: Time = 20 * MINUTE;

impl Simulation {
    /// What a customer says when they ring to ask.
    pub(super) fn asks(&self, who: PersonId) -> Text {
        match &self.plan.person(who).customer {
            Some(customer) => {
                let before = self.state.person(who).chases.saturating_sub(1) as usize;
                let line = |place: usize| customer.chases.get(place).or(customer.chases.last());
                let own = before.checked_sub(1).and_then(line).map(|line| self.words(line));
                own.filter(|words| !words.is_empty()).unwrap_or_else(|| customer.asks[before.min(2)].clone())
            }
            None => self.plan.person(who).voice.call_back.clone(),
        }
    }

    /// A customer has brought their matter forward: from now on they wait.
    pub(super) fn customer_comes_forward(&mut self, who: PersonId) {
        if self.plan.person(who).customer.is_some() {
            self.state.person_quietly(who).concerned = true;
            self.contact(who);
        }
    }

    /// Somebody heard from this side: their patience begins anew.
    pub(super) fn contact(&mut self, who: PersonId) {
        let now = self.state.now;
        self.state.person_quietly(who).last_contact = Some(now);
        self.unsettled |= self.plan.watch.contacts;
        self.schedule_patience(who);
    }

    /// They asked of their own accord: they wait again from now, without having heard anything.
    pub(super) fn asked(&mut self, who: PersonId) {
        self.state.person_quietly(who).last_chase = Some(self.state.now);
        self.schedule_patience(who);
    }

    /// They got nobody and have written: they give it some time.
    pub(super) fn has_written(&mut self, who: PersonId) {
        self.state.person_quietly(who).last_chase = Some(self.state.now + HAS_WRITTEN);
        self.schedule_patience(who);
    }

    pub(super) fn waits(&self, who: PersonId) -> bool {
        let person = self.state.person(who);
        let unfinished = self.plan.person(who).deadlines.iter().any(|deadline| {
            let state = self.state.deadlines[deadline.index()];
            !state.done && !state.met && !state.missed
        });
        person.concerned && unfinished && person.knows_it_works.is_none()
    }

    fn schedule_patience(&mut self, who: PersonId) {
        let Some(customer) = &self.plan.person(who).customer else { return };
        let patience = self.day.value(customer.patience);
        let now = self.state.now;
        let person = self.state.person_quietly(who);
        person.patience_round += 1;
        let round = person.patience_round;
        let promised =
            person.promises.iter().filter(|promise| promise.open && !promise.estimate).map(|promise| promise.due).max();
        let chases = person.chases.min(16);
        let from = person.last_contact.max(person.last_chase).unwrap_or(now);
        if !self.waits(who) {
            return;
        }
        let due = match promised {
            Some(due) => due + CHASES_BROKEN,
            None if chases >= GIVES_UP_ASKING => from + patience,
            None => from + (patience >> chases).max(LEAST_PATIENCE.min(patience)),
        };
        self.queue.push(due.max(self.state.now + 1), Due::Patience(who, round));
    }

    pub(super) fn patience_ends(&mut self, who: PersonId, round: u32) {
        let person = self.state.person(who);
        if person.patience_round != round || !self.waits(who) {
            return;
        }
        if let Some(opens) = self.state.off_until {
            // Nobody chases a desk that is known to be closed.
            self.queue.push(opens + 1, Due::Patience(who, round));
            return;
        }
        let held = self.state.people.iter().any(|other| other.holds.contains(&crate::scenario::plan::Duty::Customer));
        if held {
            // Whoever holds the duty is rung first, and answers for it.
            return;
        }
        if !person.to_ring.is_empty() {
            // They ring again and again already.
            self.asked(who);
            return;
        }
        if self.is_on_the_line_with(who) {
            // What they hear now is what they would have asked for.
            self.queue.push(self.state.now + MINUTE, Due::Patience(who, round));
            return;
        }
        let first = person.chases == 0;
        self.state.people[who.index()].chases += 1;
        let plan = self.plan.clone();
        let authored = plan.person(who).customer.as_ref().and_then(|customer| customer.chase).filter(|_| first);
        let event = self.emit(Kind::CustomerChased { who });
        self.caused_by(event, |simulation| {
            simulation.mood(who, MOOD_CHASE);
            match authored {
                Some(conversation) => simulation.start_conversation(conversation, true),
                None if plan.person(who).reach(Channel::Phone).is_some() => {
                    simulation.ring(Incoming {
                        from: who,
                        conversation: None,
                        chase: true,
                        rung: 0,
                        first_rung: 0,
                        channel: Channel::Phone,
                    });
                }
                None => {
                    let text = simulation.asks(who);
                    simulation.emit(Kind::MailReceived { who: Some(who), subject: Text::empty(), text });
                }
            }
            // Those who got nobody wait again, but not as long.
            simulation.asked(who);
        });
    }

    /// What a customer makes of what they hear, and says to it. Empty for everybody else.
    pub(super) fn customer_hears(&mut self, who: PersonId, acts: &[Act]) -> Vec<Text> {
        let plan = self.plan.clone();
        let Some(customer) = &plan.person(who).customer else { return Vec::new() };
        let mut lines = Vec::new();
        let mut news = false;
        let mut promised = false;
        // Any word from this side keeps the promise of one.
        let hollow = |act: &Act| matches!(act, Act::Fixed(system) if self.state.systems[system.index()].down);
        if acts.iter().any(|act| !matches!(act, Act::Ask(_) | Act::DontKnow) && !hollow(act)) {
            self.keep_promises(who);
        }
        for act in acts {
            match act {
                Act::Tell(facts) => {
                    let person = self.state.person(who);
                    news |= facts.iter().any(|fact| {
                        *fact != FactId::ME
                            && *fact != FactId::SEVERITY
                            && !plan.person(who).knows.contains(fact)
                            && !person.heard[fact.index()]
                    });
                }
                Act::Promise(span) => {
                    self.make_promise(who, self.state.now + span, false);
                    promised = true;
                }
                Act::Estimate(time) => {
                    let honest = plan.facts_of(Part::Outlook).any(|fact| self.state.knows(fact));
                    self.make_promise(who, *time, true);
                    promised |= honest;
                }
                Act::Fixed(system) => {
                    if self.state.systems[system.index()].down {
                        self.emit(Kind::ClaimedFixed { who, system: *system });
                        self.mood(who, MOOD_HOLLOW);
                        lines.push(customer.still_down.clone());
                    } else {
                        news = true;
                        if !acts.contains(&Act::Confirm) {
                            // Whether it works they say once they were asked to look.
                            lines.push(l10n::text("voice-will-try", &[]));
                        }
                    }
                }
                Act::DontKnow => self.mood(who, MOOD_DONT_KNOW),
                Act::Confirm => {
                    // What they were told in the same breath they have heard.
                    self.takes_in(who, acts);
                    if self.works_for(who) {
                        self.learns_it_works(who);
                        if !self.state.person(who).confirmed {
                            self.state.people[who.index()].confirmed = true;
                            self.emit(Kind::Confirmed { who });
                        }
                        let pleased = self.words(&customer.pleased);
                        if !lines.contains(&pleased) {
                            lines.push(pleased);
                        }
                    } else {
                        self.mood(who, MOOD_DONT_KNOW);
                        lines.push(customer.still_down.clone());
                    }
                }
                _ => {}
            }
        }
        if news || promised {
            self.emit(Kind::CustomerUpdated { who, by: None, promise: promised && !news });
            self.good_news(who);
            if news && lines.is_empty() {
                lines.push(self.words(&customer.heard));
            }
        }
        if news && self.works_for(who) {
            self.learns_it_works(who);
        }
        self.contact(who);
        lines
    }

    fn good_news(&mut self, who: PersonId) {
        let mood = self.state.person(who).mood;
        if mood < MOOD_NEWS_LIMIT {
            self.mood(who, MOOD_NEWS.min(MOOD_NEWS_LIMIT - mood));
        }
    }

    fn make_promise(&mut self, who: PersonId, due: Time, estimate: bool) {
        let invented = estimate && !self.plan.facts_of(Part::Outlook).any(|fact| self.state.knows(fact));
        let promises = &mut self.state.person_quietly(who).promises;
        promises.push(Promise { due, estimate, open: true });
        let number = promises.len() - 1;
        self.emit(Kind::PromiseMade { who, due, estimate, invented });
        self.queue.push(due + GRACE, Due::Promise(who, number as u32));
    }

    fn keep_promises(&mut self, who: PersonId) {
        for number in 0..self.state.person(who).promises.len() {
            let promise = &mut self.state.person_quietly(who).promises[number];
            if promise.open && !promise.estimate {
                promise.open = false;
                self.emit(Kind::PromiseKept { who, estimate: false });
            }
        }
    }

    pub(super) fn promise_falls_due(&mut self, who: PersonId, number: usize) {
        let promise = self.state.person(who).promises[number];
        if !promise.open {
            return;
        }
        if self.is_on_the_line_with(who) {
            // Who is on the line when it falls due has rung in time; whether a word is said shows by the end of the talk.
            self.queue.push(self.state.now + GRACE, Due::Promise(who, number as u32));
            return;
        }
        self.state.person_quietly(who).promises[number].open = false;
        let works = self.works_for(who) && !self.plan.person(who).deadlines.is_empty();
        let settled = self.state.person(who).confirmed;
        let in_time = self.state.person(who).works_since.is_some_and(|since| since <= promise.due);
        if promise.estimate && (works && in_time) {
            self.emit(Kind::PromiseKept { who, estimate: true });
        } else if settled || (self.state.over.is_some() && self.plan.person(who).deadlines.is_empty()) {
            // Nobody waits for word about what is settled, and the how-to of the day is done by whoever sits here next.
        } else {
            let event = self.emit(Kind::PromiseBroken { who, estimate: promise.estimate });
            self.state.people[who.index()].broke_word = true;
            self.caused_by(event, |simulation| simulation.mood(who, MOOD_BROKEN));
        }
    }

    fn works_for(&self, who: PersonId) -> bool {
        self.plan.person(who).deadlines.iter().all(|deadline| holds(self, &self.plan.deadline(*deadline).done))
    }

    fn learns_it_works(&mut self, who: PersonId) {
        if self.state.person(who).knows_it_works.is_some() {
            return;
        }
        self.state.person_quietly(who).knows_it_works = Some(self.state.now);
        self.emit(Kind::CustomerKnows { who });
        self.state.person_quietly(who).patience_round += 1;
        self.mood(who, MOOD_WORKS);
        self.start_work(who);
    }

    fn start_work(&mut self, who: PersonId) {
        let plan = self.plan.clone();
        for deadline in &plan.person(who).deadlines {
            let takes = self.day.value(plan.deadline(*deadline).takes);
            let state = &mut self.state.deadlines[deadline.index()];
            if state.work_from.is_none() && !state.done {
                state.work_from = Some(self.state.now);
                state.round += 1;
                let round = state.round;
                self.queue.push(self.state.now + takes, Due::WorkDone(*deadline, round));
            }
        }
    }

    /// Follows what works for each customer. Says whether anything changed.
    pub(super) fn settle_customers(&mut self) -> bool {
        let plan = self.plan.clone();
        let mut changed = false;
        for who in plan.person_ids() {
            let person = plan.person(who);
            if person.deadlines.is_empty() {
                continue;
            }
            let Some(customer) = &person.customer else {
                for deadline in &person.deadlines {
                    changed |= self.settle_deadline(*deadline);
                }
                continue;
            };
            let works = self.works_for(who);
            let since = self.state.person(who).works_since;
            if works && since.is_none() {
                self.state.people[who.index()].works_since = Some(self.state.now);
                let notice = self.state.now + self.day.value(customer.notices);
                let since = self.state.now as u32;
                self.queue.push(notice, Due::Notice(who, since));
                changed = true;
            } else if !works && since.is_some() {
                let state = &mut self.state.people[who.index()];
                state.works_since = None;
                state.knows_it_works = None;
                state.confirmed = false;
                for deadline in &person.deadlines {
                    let state = &mut self.state.deadlines[deadline.index()];
                    if !state.done {
                        *state = DeadlineState { round: state.round + 1, ..*state };
                        state.work_from = None;
                    }
                }
                self.schedule_patience(who);
                changed = true;
            }
        }
        changed
    }

    /// Follows a deadline of somebody who is no customer, such as a report to an authority: nobody has to notice first.
    fn settle_deadline(&mut self, deadline: DeadlineId) -> bool {
        let plan = self.plan.clone();
        let authored = plan.deadline(deadline);
        let (holds, before) = (holds(self, &authored.done), self.state.deadlines[deadline.index()]);
        if before.done || holds == before.work_from.is_some() {
            return false;
        }
        let takes = self.day.value(authored.takes);
        let state = &mut self.state.deadlines[deadline.index()];
        state.round += 1;
        state.work_from = holds.then_some(self.state.now);
        if holds && takes == 0 {
            self.work_done(deadline, before.round + 1);
        } else if holds {
            self.queue.push(self.state.now + takes, Due::WorkDone(deadline, before.round + 1));
        }
        true
    }

    /// They see by themselves that it works, if it has worked since then without a break.
    pub(super) fn notices(&mut self, who: PersonId, since: u32) {
        if self.state.person(who).works_since == Some(Time::from(since)) {
            self.learns_it_works(who);
        }
    }

    pub(super) fn duty_update(&mut self, holder: PersonId) {
        let plan = self.plan.clone();
        let mut anybody_waits = false;
        for who in plan.person_ids() {
            if !self.waits(who) {
                continue;
            }
            anybody_waits = true;
            for fact in 0..plan.facts.len() {
                if self.state.person(holder).heard[fact] {
                    self.state.people[who.index()].heard[fact] = true;
                }
            }
            self.emit(Kind::CustomerUpdated { who, by: Some(holder), promise: false });
            self.keep_promises(who);
            self.good_news(who);
            self.contact(who);
            if self.works_for(who) {
                self.learns_it_works(who);
            }
        }
        if anybody_waits {
            self.queue.push(self.state.now + DUTY_UPDATES, Due::DutyUpdate(holder));
        }
    }

    pub(super) fn work_done(&mut self, deadline: DeadlineId, round: u32) {
        let state = &mut self.state.deadlines[deadline.index()];
        if state.round == round && !state.done {
            state.done = true;
            let who = self.plan.deadline(deadline).owner;
            self.emit(Kind::CustomerDone { who, deadline });
        }
    }

    pub(super) fn deadline_falls_due(&mut self, deadline: DeadlineId) {
        let authored = self.plan.deadline(deadline);
        let (who, anchor) = (authored.owner, authored.anchor);
        self.begins(anchor);
        let state = &mut self.state.deadlines[deadline.index()];
        if state.done {
            state.met = true;
            self.emit(Kind::DeadlineMet { who, deadline });
        } else {
            state.missed = true;
            let event = self.emit(Kind::DeadlineMissed { who, deadline });
            self.caused_by(event, |simulation| simulation.mood(who, MOOD_MISSED));
        }
    }
}
