//! The hand of a trainee that plays without a window: commands in, the visible desk out, and nothing else to go by.

use super::book::Path;
use crate::id::*;
use crate::scenario::plan::{Act, Channel, Plan};
use crate::sim::desk::{Line, Outcome};
use crate::sim::event::Kind;
use crate::sim::{Command, Desk, Simulation};
use crate::time::{MINUTE, Span, Time};
use std::sync::Arc;

/// What a trainee does when the phone rings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnRing {
    /// Lets it ring.
    Ignore,
    /// Answers, listens, says nothing; to a customer who chases, that it is not known.
    Silent,
    /// Answers and listens to what they want, and promises nothing.
    Plain,
    /// Answers and listens; says this to customers with a deadline.
    Say(Vec<Act>),
    /// Answers, asks the customer by when and what it costs, and promises a next word.
    ByTheBook {
        /// Within which the next word is promised.
        promise: Span,
    },
}

/// A trainee at the desk.
pub struct Hand {
    /// The run.
    pub simulation: Simulation,
    /// What can be seen.
    pub desk: Desk,
    /// Every command, with its time.
    pub log: Vec<(Time, Command)>,
    /// Manners on the phone.
    pub on_ring: OnRing,
    /// Thought between acts.
    pub thought: Span,
    /// Stays on the line so long after everything is said.
    pub lingers: Span,
    /// A path that does not come to mind.
    pub forgets: Option<Path>,
    seen: usize,
}

impl Hand {
    /// Sits down at the desk.
    pub fn new(plan: Arc<Plan>, seed: u64, on_ring: OnRing) -> Hand {
        Hand::take_over(Simulation::new(plan, seed), on_ring)
    }

    /// Takes over from whoever has sat there so far, knowing what the desk shows. The log holds what comes from now on.
    pub fn take_over(simulation: Simulation, on_ring: OnRing) -> Hand {
        let desk = Desk::new(simulation.plan());
        let mut hand = Hand {
            simulation,
            desk,
            log: Vec::with_capacity(128),
            on_ring,
            thought: 0,
            lingers: 0,
            forgets: None,
            seen: 0,
        };
        hand.look_up();
        hand
    }

    /// Ends what somebody else has begun: the call that is on the line, the task in hand.
    pub fn lay_down(&mut self) {
        while !self.is_over() && matches!(self.desk.line, Line::Dialling { .. }) {
            self.step(Time::MAX);
        }
        if self.desk.talk().is_some() {
            self.hang_up();
        } else if !self.desk.is_free() {
            self.finish();
        }
    }

    /// The scenario.
    pub fn plan(&self) -> Arc<Plan> {
        self.simulation.plan().clone()
    }

    /// The present moment.
    pub fn now(&self) -> Time {
        self.simulation.now()
    }

    /// Whether the run is over.
    pub fn is_over(&self) -> bool {
        self.simulation.is_over()
    }

    fn look_up(&mut self) {
        for event in &self.simulation.events()[self.seen..] {
            self.desk.observe(event);
        }
        self.seen = self.simulation.events().len();
        self.desk.tick(self.simulation.now());
    }

    /// Does something. Says whether it was possible.
    pub fn act(&mut self, command: Command) -> bool {
        let t = self.now();
        let done = self.simulation.apply(&command).is_ok();
        if done {
            self.log.push((t, command));
        }
        self.look_up();
        done
    }

    /// Lets time pass until something happens that can be seen, at most up to a moment.
    fn step(&mut self, limit: Time) {
        let now = self.now();
        let mut target = limit;
        if let Some((_, Some(until))) = &self.desk.task {
            target = target.min(*until);
        }
        if let Line::Talking(talk) = &self.desk.line
            && talk.until > now
        {
            target = target.min(talk.until);
        }
        self.simulation.advance_until_event(target.max(now));
        self.look_up();
    }

    /// Waits up to a moment, answering the phone, until `enough` says so.
    pub fn wait_until(&mut self, time: Time, mut enough: impl FnMut(&Hand) -> bool) {
        while !self.is_over() && self.now() < time && !enough(self) {
            if self.rings() && self.on_ring != OnRing::Ignore {
                self.answer();
                continue;
            }
            let before = (self.now(), self.seen);
            self.step(time);
            if before == (self.now(), self.seen) && self.simulation.next_time().is_none() {
                break;
            }
        }
    }

    /// Waits for a span.
    pub fn wait(&mut self, span: Span) {
        let time = self.now() + span;
        self.wait_until(time, |_| false);
    }

    /// Waits until the hands are free.
    pub fn finish(&mut self) {
        let limit = self.now() + 8 * 60 * MINUTE;
        while !self.is_over() && !self.desk.is_free() && self.now() < limit {
            if self.rings() && self.on_ring != OnRing::Ignore {
                // Where it could not be answered yet, the hand has been freed meanwhile.
                self.answer();
                continue;
            }
            self.step(limit);
        }
        if self.thought > 0 && !self.is_over() && !self.rings() {
            let thought = self.thought;
            let until = self.now() + thought;
            while !self.is_over() && self.now() < until && !self.rings() {
                self.step(until);
            }
        }
    }

    /// Lets time pass up to a moment, doing nothing.
    pub fn watch_until(&mut self, time: Time) {
        self.simulation.advance_to(time);
        self.look_up();
    }

    /// Who rings, or stands at the desk.
    pub fn ringing(&self) -> Option<PersonId> {
        match &self.desk.line {
            Line::Ringing { who, .. } => Some(*who),
            _ => None,
        }
    }

    /// Whether nothing is in hand and the line is free and silent.
    pub fn is_idle(&self) -> bool {
        self.desk.is_free() && matches!(self.desk.line, Line::Idle)
    }

    /// Whether the phone rings here.
    pub fn rings(&self) -> bool {
        matches!(self.desk.line, Line::Ringing { .. })
    }

    /// Does something that keeps the hands busy, and waits until it is done.
    pub fn perform(&mut self, command: Command) -> bool {
        self.answer_if_rings();
        let done = self.act(command);
        if done {
            self.finish();
        }
        done
    }

    fn answer_if_rings(&mut self) {
        if self.rings() && self.on_ring != OnRing::Ignore {
            self.answer();
        }
    }

    /// Listens until it is one's turn. False when the line is gone.
    fn my_turn(&mut self) -> bool {
        while !self.is_over() && self.desk.talk().is_some() {
            if self.desk.is_my_turn(self.now()) {
                return true;
            }
            self.step(Time::MAX);
        }
        false
    }

    /// Says something and listens to the answer. Nothing is said when there is nothing to say.
    pub fn say(&mut self, acts: Vec<Act>) -> bool {
        let acts = self.possible(acts);
        self.my_turn() && (acts.is_empty() || (self.act(Command::Say(acts)) && self.my_turn()))
    }

    /// Hangs up and lays the receiver down.
    pub fn hang_up(&mut self) {
        if self.lingers > 0 && self.my_turn() && self.desk.talk().is_some_and(|talk| !talk.voicemail) {
            let until = self.now() + self.lingers;
            while !self.is_over() && self.desk.talk().is_some() && self.now() < until {
                self.step(until);
            }
        }
        if self.desk.talk().is_some() && self.my_turn() {
            self.act(Command::HangUp);
        }
        self.finish();
    }

    /// What of a message can be said: facts that are not known are left out.
    pub fn possible(&self, acts: Vec<Act>) -> Vec<Act> {
        acts.into_iter()
            .filter_map(|act| match act {
                Act::Tell(facts) => {
                    let known: Vec<FactId> = facts.into_iter().filter(|fact| self.desk.knows(*fact)).collect();
                    (!known.is_empty()).then_some(Act::Tell(known))
                }
                other => Some(other),
            })
            .collect()
    }

    /// Rings somebody and says this. What was meant for a voicemail is left there if `message` is true.
    /// Who has forgotten the phone writes instead.
    pub fn call(&mut self, who: PersonId, acts: Vec<Act>, message: bool) -> Outcome {
        self.ring_up(who, acts, Vec::new(), message)
    }

    /// Rings somebody and says several things, one after the other; a voicemail gets the first.
    pub fn call_and_say(&mut self, who: PersonId, acts: Vec<Act>, more: Vec<Vec<Act>>) -> Outcome {
        self.ring_up(who, acts, more, true)
    }

    fn ring_up(&mut self, who: PersonId, acts: Vec<Act>, more: Vec<Vec<Act>>, message: bool) -> Outcome {
        if self.forgets == Some(Path::Phone) {
            let written = super::moves::written_to(&self.plan(), who);
            let written = written.is_some_and(|channel| self.write(channel, vec![who], acts));
            return if written { Outcome::Unanswered } else { Outcome::Refused };
        }
        let message = message && self.forgets != Some(Path::Voicemail);
        self.answer_if_rings();
        // One line: while it rings here, nobody can be rung. Who lets it ring waits until it has stopped.
        while !self.is_over() && self.rings() {
            self.step(Time::MAX);
        }
        if !self.act(Command::Dial(who)) {
            return Outcome::Refused;
        }
        while !self.is_over() && matches!(self.desk.line, Line::Dialling { .. }) {
            self.step(Time::MAX);
        }
        let outcome = self.desk.last_attempt(who).map_or(Outcome::LeftOff, |attempt| attempt.outcome);
        match outcome {
            Outcome::Reached => {
                self.say(acts);
                for acts in more {
                    self.say(acts);
                }
                self.hang_up();
            }
            Outcome::Voicemail => {
                let acts = self.possible(acts);
                // A read-back cannot be had from a machine.
                let acts: Vec<Act> = acts.into_iter().filter(|act| *act != Act::ReadBack).collect();
                if message && !acts.is_empty() && self.my_turn() && self.act(Command::Say(acts)) {
                    while !self.is_over() && self.desk.talk().is_some() {
                        self.step(Time::MAX);
                    }
                    self.finish();
                } else {
                    self.hang_up();
                }
            }
            _ => self.finish(),
        }
        outcome
    }

    /// Walks over to somebody. True when one stands there, whether they are in or not.
    pub fn walk_to(&mut self, who: PersonId) -> bool {
        if !self.act(Command::Visit(who)) {
            return false;
        }
        while !self.is_over() && self.desk.task.is_some() && self.desk.talk().is_none() {
            self.step(Time::MAX);
        }
        true
    }

    /// Writes to people.
    pub fn write(&mut self, channel: Channel, to: Vec<PersonId>, acts: Vec<Act>) -> bool {
        let acts: Vec<Act> = self.possible(acts).into_iter().filter(|act| *act != Act::ReadBack).collect();
        let command = match channel {
            Channel::Chat => Command::Chat(to.into_iter().map(Some).collect(), acts),
            _ => Command::Mail(to, acts),
        };
        self.perform(command)
    }

    /// Answers the ringing phone in one's manner, to the end of the call. False when it could not be answered.
    pub fn answer(&mut self) -> bool {
        let who = match &self.desk.line {
            Line::Ringing { who, .. } => *who,
            _ => return false,
        };
        if !self.act(Command::Answer) {
            // The hands cannot leave what they do for a few seconds.
            let limit = self.now() + MINUTE;
            self.step(limit);
            return false;
        }
        let acts = match self.on_ring {
            OnRing::Ignore | OnRing::Plain => Vec::new(),
            OnRing::Silent => Vec::new(),
            OnRing::Say(ref acts) if super::moves::hurt(&self.plan(), who) => acts.clone(),
            OnRing::Say(_) => Vec::new(),
            OnRing::ByTheBook { promise } => self.by_the_book(who, promise),
        };
        self.my_turn();
        if !acts.is_empty() {
            self.say(acts);
        }
        self.hang_up();
        true
    }

    /// What to say to somebody who rings, knowing what the book says.
    fn by_the_book(&mut self, who: PersonId, promise: Span) -> Vec<Act> {
        use crate::scenario::plan::Part;
        let plan = self.plan();
        if !self.my_turn() {
            return Vec::new();
        }
        if plan.customer() == Some(who) || super::moves::hurt(&plan, who) {
            let first = !self.desk.asked.iter().any(|(asked, ..)| *asked == who);
            let mut acts = Vec::new();
            if first {
                acts.extend([Part::Since, Part::Deadline, Part::Impact].map(Act::Ask));
            } else {
                acts.push(Act::Tell(super::moves::facts_for_customer(self)));
            }
            acts.push(Act::Promise(promise));
            return acts;
        }
        if plan.person(who).customer.is_some() {
            // The how-to of the day may wait, if one says so.
            return vec![Act::Promise(3 * 60 * MINUTE)];
        }
        if self.desk.talk().is_some_and(|talk| talk.channel == Channel::Visit) {
            // Somebody at the desk said something in passing.
            return vec![Act::WriteDown];
        }
        if plan.relevant(who) { super::moves::message_for(self, who, super::moves::Quality::Full) } else { Vec::new() }
    }

    /// Whether a repair that brings a system back has worked.
    pub fn has_repaired(&self) -> bool {
        self.desk.ended.iter().any(|(repair, _, worked)| *worked && self.simulation.plan().repair(*repair).mends)
    }

    /// The number of events so far that can be seen.
    pub fn saw(&self, fits: impl Fn(&Kind) -> bool) -> bool {
        self.simulation.events().iter().any(|event| event.kind.is_visible() && fits(&event.kind))
    }
}
