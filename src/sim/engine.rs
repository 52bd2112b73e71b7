//! The simulation: applies commands, lets time pass, and writes down what happens.

use super::command::{Command, Refusal};
use super::condition::{holds, next_change, time_of};
use super::event::{Event, Kind, Over};
use super::luck::Day;
use super::queue::{Due, Queue};
use super::state::{Line, State};
use crate::id::*;
use crate::scenario::plan::{AnchorId, By, Channel, Condition, Effect, Plan};
use crate::scenario::topics::Topics;
use crate::time::Time;
use std::hash::Hash;
use std::sync::Arc;

/// The most events a run may have.
pub const MOST_EVENTS: usize = 100_000;
/// The most events one instant may have: more means rules that set each other off.
pub const MOST_AT_ONCE: usize = 1_000;

/// A condition that is watched.
#[derive(Clone, Debug)]
struct Watched {
    condition: Condition,
    first: Option<Time>,
    holds: bool,
    since: Time,
}

/// A run in progress, or one that is over.
#[derive(Clone, Debug)]
pub struct Simulation {
    pub(super) plan: Arc<Plan>,
    pub(super) day: Arc<Day>,
    pub(super) state: State,
    pub(super) queue: Queue,
    events: Vec<Event>,
    at_once: (Time, usize),
    cause: Option<u32>,
    broken: Option<String>,
    watched: Vec<Watched>,
    quiet: bool,
    /// What was changed when everything had been judged already.
    pub(super) unsettled: Topics,
    /// The next moment at which the clock alone changes anything; none before it was looked for.
    clock_changes: Option<Time>,
}

impl Simulation {
    /// Begins the day of a scenario under a seed.
    pub fn new(plan: Arc<Plan>, seed: u64) -> Simulation {
        let day = Arc::new(Day::new(&plan, seed));
        let state = State::new(&plan);
        let mut simulation = Simulation {
            plan: plan.clone(),
            day,
            state,
            queue: Queue::default(),
            events: Vec::with_capacity(512),
            at_once: (0, 0),
            cause: None,
            broken: None,
            watched: Vec::new(),
            quiet: false,
            unsettled: Topics::ALL,
            clock_changes: None,
        };
        simulation.schedule_moments(None);
        for (from, to) in &plan.off {
            simulation.queue.push(*from, Due::DeskCloses(*to));
            simulation.queue.push(*to, Due::DeskOpens);
        }
        simulation.advance_to(0);
        simulation.settle();
        simulation
    }

    /// The scenario.
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.day.seed
    }

    /// The luck of the day.
    pub fn day(&self) -> &Day {
        &self.day
    }

    /// The present moment.
    pub fn now(&self) -> Time {
        self.state.now
    }

    /// Everything that has happened so far.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Whether the run is over for the trainee. Its epilogue is computed by then.
    pub fn is_over(&self) -> bool {
        self.state.over.is_some()
    }

    /// Why the run was stopped, if a rule of the scenario ran away.
    pub fn broken(&self) -> Option<&str> {
        self.broken.as_deref()
    }

    /// A hash of the whole state and of what is due.
    pub fn state_digest(&self) -> u128 {
        super::canonical::digest(|hasher| {
            self.state.hash(hasher);
            self.queue.sorted().iter().for_each(|entry| entry.hash(hasher));
        })
    }

    /// The same run without its events, and without writing any from now on: for searching, where many states are
    /// looked at and few are shown.
    pub fn without_events(&self) -> Simulation {
        let mut simulation = self.clone();
        simulation.events = Vec::new();
        simulation.quiet = true;
        simulation
    }

    /// When next anything falls due.
    pub fn next_time(&self) -> Option<Time> {
        self.queue.next_time()
    }

    /// How many events were taken from the queue so far: the work of a run.
    pub fn events_taken(&self) -> u64 {
        self.queue.taken()
    }

    /// How the day ended.
    pub fn ending(&self) -> Option<EndingId> {
        self.state.ending
    }

    /// When an item first began: rang, fired, was learnt, ended, went down, fell due.
    pub fn began(&self, anchor: AnchorId) -> Option<Time> {
        self.state.began[usize::from(anchor.0)]
    }

    /// Watches for the first moment at which a condition holds; [`Simulation::first_true`] tells it by the place in the
    /// order of calls, which is returned.
    pub fn watch(&mut self, condition: Condition) -> usize {
        let holds = holds(self, &condition);
        let now = self.state.now;
        self.watched.push(Watched { condition, first: holds.then_some(now), holds, since: 0 });
        self.set_wake();
        self.watched.len() - 1
    }

    /// Whether a watched condition holds, and since when it has been so.
    pub fn watched_since(&self, watch: usize) -> (bool, Time) {
        self.watched.get(watch).map_or((false, 0), |watched| (watched.holds, watched.since))
    }

    /// When a watched condition first held.
    pub fn first_true(&self, watch: usize) -> Option<Time> {
        self.watched.get(watch).and_then(|watched| watched.first)
    }

    fn look_at_watched(&mut self) {
        for index in 0..self.watched.len() {
            let (now, holds) = (self.state.now, holds(self, &self.watched[index].condition));
            let watched = &mut self.watched[index];
            if watched.holds != holds {
                (watched.holds, watched.since) = (holds, now);
            }
            if holds {
                watched.first.get_or_insert(now);
            }
        }
    }

    /// Whether a condition of the scenario holds now. For trainees that play by a list, which know the file anyway.
    pub fn holds(&self, condition: &Condition) -> bool {
        holds(self, condition)
    }

    /// When next the clock alone could change the condition.
    pub fn next_change(&self, condition: &Condition) -> Option<Time> {
        next_change(self, condition)
    }

    pub(super) fn emit(&mut self, kind: Kind) -> u32 {
        let n = self.events.len() as u32 + 1;
        if self.at_once.0 != self.state.now {
            self.at_once = (self.state.now, 0);
        }
        self.at_once.1 += 1;
        if self.at_once.1 > MOST_AT_ONCE || self.events.len() >= MOST_EVENTS {
            if self.broken.is_none() {
                let rule = self.events.iter().rev().find_map(|event| match &event.kind {
                    Kind::RuleFired { rule } => Some(self.plan.rules[rule.index()].id.clone()),
                    _ => None,
                });
                self.broken = Some(rule.unwrap_or_default());
            }
            return n;
        }
        if self.quiet {
            return n;
        }
        let kind = if self.plan.tells_times { self.with_times(kind) } else { kind };
        self.events.push(Event { n, t: self.state.now, cause: self.cause, kind });
        n
    }

    /// What follows is brought about by the event.
    pub(super) fn caused_by<T>(&mut self, event: u32, act: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.cause.replace(event);
        let result = act(self);
        self.cause = before;
        result
    }

    /// Lets time pass up to and including a moment, or until the run is over.
    pub fn advance_to(&mut self, time: Time) {
        while self.take_next(time) {}
        if self.state.ending.is_none() {
            self.state.now = self.state.now.max(time.min(self.plan.ends));
            if self.state.now >= self.plan.ends || self.broken.is_some() {
                self.finish(Over::DayOver);
                self.epilogue();
            }
        }
    }

    /// Takes the next thing that is due up to a moment and lets it happen; when the run is over by it, the rest of the day,
    /// too. Says whether there was anything to take.
    fn take_next(&mut self, time: Time) -> bool {
        if self.broken.is_some() || self.state.ending.is_some() {
            return false;
        }
        // While the desk is closed the clock jumps, and the world goes on.
        let limit = time.max(self.state.off_until.unwrap_or(time)).min(self.plan.ends);
        let Some((due_at, due)) = self.queue.pop(limit) else { return false };
        self.state.now = due_at.max(self.state.now);
        self.cause = None;
        self.fall_due(due);
        if self.queue.next_time() != Some(self.state.now) {
            self.settle();
        }
        if self.is_over() {
            self.epilogue();
        }
        true
    }

    /// Lets time pass until something visible happens, at most up to a moment.
    pub fn advance_until_event(&mut self, time: Time) {
        let seen = self.events.len();
        while let Some(next) = self.queue.next_time().filter(|next| *next <= time) {
            // All of one instant, and of the time in which the desk is closed.
            while self.take_next(next)
                && (self.state.off_until.is_some() || self.queue.next_time().is_some_and(|due| due <= next))
            {
            }
            // What is due after the day is never taken: the day ends first.
            if self.state.now < next || self.state.now >= self.plan.ends || self.broken.is_some() {
                self.advance_to(next);
            }
            if self.is_over() || self.events[seen..].iter().any(|event| event.kind.is_visible()) {
                return;
            }
        }
        self.advance_to(time);
    }

    /// Does something. When it is refused, nothing has happened.
    pub fn apply(&mut self, command: &Command) -> Result<(), Refusal> {
        if self.is_over() {
            return Err(Refusal::Over);
        }
        if self.state.off_until.is_some() {
            return Err(Refusal::DeskClosed);
        }
        self.cause = None;
        match command {
            Command::Answer => self.answer(),
            Command::Dial(who) => self.dial(*who),
            Command::Say(acts) => self.say(acts),
            Command::HangUp => self.hang_up(),
            Command::Mail(to, acts) => self.write_mail(to, acts),
            Command::Chat(to, acts) => self.write_chat(to, acts),
            Command::Visit(who) => self.visit(*who),
            Command::Look(look) => self.look(*look),
            Command::Read(document) => self.read(*document),
            Command::Repair(repair) => self.repair(*repair),
            Command::Join(facts) => self.join(facts),
            Command::Declare(level) => self.declare(*level),
            Command::Stop => self.stop(),
            Command::Mark(text) => {
                self.emit(Kind::Marked { text: text.clone() });
                Ok(())
            }
            Command::Close => self.close(),
        }?;
        self.settle();
        if self.is_over() {
            self.epilogue();
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), Refusal> {
        if !self.state.hands_free() {
            return Err(Refusal::Busy);
        }
        self.hands_taken();
        *self.state.closed = true;
        self.emit(Kind::Closed);
        let handed = self.state.people.iter().any(|person| person.holds.contains(&crate::scenario::plan::Duty::Lead));
        self.finish(if handed { Over::HandedOver } else { Over::Closed });
        Ok(())
    }

    pub(super) fn finish(&mut self, why: Over) {
        if self.state.over.is_none() {
            self.hands_taken();
            self.state.over = Some(why);
            self.emit(Kind::RunEnded { why });
        }
    }

    /// The rest of the day, without the trainee: at once, as events with their own times.
    fn epilogue(&mut self) {
        if self.state.ending.is_some() {
            return;
        }
        self.leave_desk();
        while self.broken.is_none() && self.state.forced.is_none() {
            let Some((due_at, due)) = self.queue.pop(self.plan.ends) else { break };
            self.state.now = due_at.max(self.state.now);
            self.cause = None;
            self.fall_due(due);
            if self.queue.next_time() != Some(self.state.now) {
                self.settle();
            }
        }
        if self.state.forced.is_none() {
            self.state.now = self.plan.ends;
        }
        self.cause = None;
        for kind in self.reveal_reach() {
            self.emit(kind);
        }
        let plan = self.plan.clone();
        let ending = plan
            .endings
            .iter()
            .position(|ending| ending.when.as_ref().is_none_or(|when| holds(self, when)))
            .unwrap_or(plan.endings.len() - 1);
        let ending = self.state.forced.unwrap_or(EndingId(ending as u16));
        self.state.ending = Some(ending);
        self.emit(Kind::Ending { ending });
    }

    fn desk_closes(&mut self, until: Time) {
        if self.state.over.is_none() {
            self.hands_taken();
            self.emit(Kind::DeskClosed { until });
            self.leave_desk();
            self.state.off_until = Some(until);
        }
    }

    fn desk_opens(&mut self) {
        if self.state.off_until.take().is_some() {
            self.emit(Kind::DeskOpened);
            self.hands_maybe_free();
        }
    }

    fn fall_due(&mut self, due: Due) {
        match due {
            Due::Line(round) => self.line_moves_on(round),
            Due::GiveUp(round) => self.caller_gives_up(round),
            Due::RingAgain(who) => self.rings_as_meant(who),
            Due::Task(round) => self.task_finished(round),
            Due::Wake => (self.state.wake, self.clock_changes) = (None, None),
            Due::Down(system) => self.goes_down(system),
            Due::RepairEnd(repair) => self.repair_ends(repair),
            Due::Grant(who, grant) => self.grant(who, grant),
            Due::ReadLetter(letter) => self.letter_is_read(letter as usize),
            Due::CallBack(who) => self.rings_back(who),
            Due::Patience(who, round) => self.patience_ends(who, round),
            Due::Promise(who, promise) => self.promise_falls_due(who, promise as usize),
            Due::Notice(who, round) => self.notices(who, round),
            Due::DutyUpdate(who) => self.duty_update(who),
            Due::WorkDone(deadline, round) => self.work_done(deadline, round),
            Due::Deadline(deadline) => self.deadline_falls_due(deadline),
            Due::Criteria => self.criteria_known(),
            Due::RuleAgain(rule) => self.state.fired[rule.index()] = false,
            Due::Arrive(who) => self.arrives_here(who),
            Due::Errand(who, target) => self.errand(who, target),
            Due::DeskCloses(until) => self.desk_closes(until),
            Due::DeskOpens => self.desk_opens(),
        }
    }

    pub(super) fn criteria_known(&mut self) {
        if !self.state.criteria {
            self.state.criteria = true;
            self.emit(Kind::CriteriaKnown);
        }
    }

    /// Brings everything that hangs on conditions up to date, until nothing changes any more. What looks at nothing that
    /// has changed is left alone.
    pub(super) fn settle(&mut self) {
        let by_the_clock = self.clock_changes.is_none_or(|next| self.state.now >= next);
        let mut changed = self.state.take_notes() | self.unsettled | Topics::CLOCK.only_if(by_the_clock);
        let mut all = changed;
        let mut round = 0;
        while changed != Topics::NONE && self.broken.is_none() && self.state.ending.is_none() && round < MOST_AT_ONCE {
            round += 1;
            let again = self.settle_once(changed);
            changed = self.state.take_notes();
            all |= changed;
            if !again {
                break;
            }
        }
        self.unsettled = changed;
        debug_assert!(self.is_settled(), "something holds and was not judged");
        self.look_at_watched();
        if self.plan.watch.clock.meet(all) || !self.watched.is_empty() {
            self.set_wake();
        }
        if self.state.over.is_none() && self.nothing_left_to_save() {
            self.finish(Over::Passed);
        }
    }

    /// Puts into the queue what comes at a moment counted from this; `None`: from the start, or at a time of day.
    fn schedule_moments(&mut self, from: Option<AnchorId>) {
        let plan = self.plan.clone();
        let downs = plan.systems.iter().enumerate();
        let downs =
            downs.filter_map(|(number, system)| Some((system.down.as_ref()?, Due::Down(SystemId(number as u16)))));
        let deadlines = plan.deadlines.iter().enumerate();
        let deadlines = deadlines.map(|(number, deadline)| (&deadline.at, Due::Deadline(DeadlineId(number as u16))));
        let criteria = plan.scoring.escalate_from.iter().map(|moment| (moment, Due::Criteria));
        for (moment, due) in downs.chain(deadlines).chain(criteria) {
            if moment.anchor == from
                && let Some(time) = time_of(&self.state, &self.day, moment)
            {
                self.queue.push(time.max(self.state.now), due);
            }
        }
    }

    /// Something that moments can be counted from begins. The first time counts for what comes once.
    pub(super) fn begins(&mut self, anchor: AnchorId) {
        let first = self.state.began[usize::from(anchor.0)].replace(self.state.now).is_none();
        if first {
            self.schedule_moments(Some(anchor));
        }
    }

    /// The same, of something that is over at once.
    pub(super) fn begins_and_ends(&mut self, anchor: AnchorId) {
        self.state.done[usize::from(anchor.0)] = Some(self.state.now);
        self.begins(anchor);
    }

    fn nothing_left_to_save(&self) -> bool {
        !self.state.deadlines.is_empty()
            && self.state.deadlines.iter().all(|deadline| deadline.met || deadline.missed)
            && matches!(self.state.line, Line::Idle)
    }

    /// Judges what looks at anything that has changed. Says whether anything came of it.
    fn settle_once(&mut self, changed: Topics) -> bool {
        let watch = &self.plan.watch;
        let (any, repairs, customers, letters) = (watch.any, watch.repairs, watch.customers, watch.letters);
        let mut again = any.spells.meet(changed) && self.settle_spells(changed);
        again |= any.conversations.meet(changed) && self.settle_conversations(changed);
        again |= any.rules.meet(changed) && self.settle_rules(changed);
        if any.gates.meet(changed) {
            self.settle_gates(changed);
        }
        again |= repairs.meet(changed) && self.settle_repairs();
        again |= customers.meet(changed) && self.settle_customers();
        if letters.meet(changed) {
            self.settle_letters();
        }
        again
    }

    fn settle_spells(&mut self, changed: Topics) -> bool {
        let mut again = false;
        for number in 0..self.plan.spell_conditions.len() {
            if !self.plan.watch.spells[number].meet(changed) {
                continue;
            }
            let holds = holds(self, &self.plan.spell_conditions[number]);
            if holds != self.state.spells[number].is_some() {
                self.state.spells[number] = holds.then_some(self.state.now);
                again = true;
            }
        }
        again
    }

    fn settle_conversations(&mut self, changed: Topics) -> bool {
        let mut again = false;
        for place in 0..self.plan.watch.conversations.len() {
            let (number, topics) = self.plan.watch.conversations[place];
            let when = self.plan.conversations[number].when.as_ref();
            if topics.meet(changed) && !self.state.started[number] && when.is_some_and(|when| holds(self, when)) {
                self.start_conversation(ConversationId(number as u16), false);
                again = true;
            }
        }
        again
    }

    fn settle_rules(&mut self, changed: Topics) -> bool {
        let mut again = false;
        for number in 0..self.plan.rules.len() {
            let looks = self.plan.watch.rules[number].meet(changed) && !self.state.fired[number];
            if looks && holds(self, &self.plan.rules[number].when) {
                self.fire(RuleId(number as u16));
                again = true;
            }
        }
        again
    }

    fn settle_gates(&mut self, changed: Topics) {
        for number in 0..self.plan.scoring.gates.len() {
            let looks = self.plan.watch.gates[number].meet(changed) && !self.state.gates[number];
            if looks && holds(self, &self.plan.scoring.gates[number].when) {
                self.state.gates[number] = true;
                self.emit(Kind::GateReached { gate: number as u16 });
            }
        }
    }

    /// Whether nothing is left to begin: judged anew as a whole, to find out in tests what was wrongly left alone.
    fn is_settled(&self) -> bool {
        let (plan, state) = (&self.plan, &self.state);
        let talks = plan.conversations.iter().zip(&state.started);
        let rules = plan.rules.iter().zip(state.fired.iter());
        let gates = plan.scoring.gates.iter().zip(&state.gates);
        let spells = plan.spell_conditions.iter().zip(state.spells.iter());
        self.broken.is_some()
            || state.ending.is_some()
            || (talks
                .clone()
                .all(|(talk, started)| *started || !talk.when.as_ref().is_some_and(|when| holds(self, when)))
                && rules.clone().all(|(rule, fired)| *fired || !holds(self, &rule.when))
                && gates.clone().all(|(gate, reached)| *reached || !holds(self, &gate.when))
                && spells.clone().all(|(child, since)| holds(self, child) == since.is_some()))
    }

    /// Finds the next moment at which the clock alone changes anything, and has the run woken then.
    fn set_wake(&mut self) {
        let plan = self.plan.clone();
        let timed = &plan.watch.by_the_clock;
        let state = &self.state;
        let of = |condition: &Condition| next_change(self, condition);
        let conversations = timed.conversations.iter().filter(|place| !state.started[**place]);
        let conversations = conversations.filter_map(|place| plan.conversations[*place].when.as_ref());
        let rules = timed.rules.iter().filter(|place| !state.fired[**place]).map(|place| &plan.rules[*place].when);
        let gates = timed.gates.iter().filter(|place| !state.gates[**place]);
        let awaited = timed.repairs.iter().filter(|place| state.repairs[**place].awaited_by.is_some());
        let next = conversations
            .chain(rules)
            .filter_map(of)
            .chain(timed.deadlines.iter().filter_map(|place| of(&plan.deadlines[*place].done)))
            .chain(timed.spells.iter().filter_map(|place| of(&plan.spell_conditions[*place])))
            .chain(gates.filter_map(|place| of(&plan.scoring.gates[*place].when)))
            .chain(awaited.filter_map(|place| of(plan.repairs[*place].when.as_ref()?)))
            .chain(self.watched.iter().filter_map(|watched| of(&watched.condition)))
            .min();
        self.clock_changes = Some(next.unwrap_or(Time::MAX));
        if let Some(next) = next
            && self.state.wake.is_none_or(|wake| next < wake)
        {
            self.state.wake = Some(next);
            self.queue.push(next, Due::Wake);
        }
    }

    fn fire(&mut self, rule: RuleId) {
        self.state.fired[rule.index()] = true;
        let plan = self.plan.clone();
        let authored = &plan.rules[rule.index()];
        let event = self.emit(Kind::RuleFired { rule });
        self.begins_and_ends(authored.anchor);
        self.caused_by(event, |simulation| simulation.bring_about(&authored.then));
        if let Some(repeat) = authored.repeat {
            let again = self.state.now + self.day.value(repeat).max(1);
            self.queue.push(again, Due::RuleAgain(rule));
        }
    }

    pub(super) fn bring_about(&mut self, effects: &[Effect]) {
        for effect in effects {
            match effect {
                Effect::Start(conversation) => self.start_conversation(*conversation, false),
                Effect::Learn(fact) => self.learn(*fact, None),
                Effect::Inform(who, fact) => self.state.people[who.index()].heard[fact.index()] = true,
                Effect::Mood(who, change) => self.mood(*who, *change),
                Effect::Board(who, text) => {
                    self.state.board[who.index()] = text.clone();
                    self.emit(Kind::BoardChanged { who: *who, text: text.clone() });
                }
                Effect::Break(system) => self.goes_down(*system),
                Effect::Mend(system) => self.comes_back(*system),
                Effect::Go(repair) => {
                    let state = &mut self.state.repairs[repair.index()];
                    if !std::mem::replace(&mut state.allowed, true) {
                        self.emit(Kind::Authorised { who: None, repair: *repair });
                    }
                }
                Effect::Declare(level) => {
                    *self.state.severity = Some(*level);
                    self.emit(Kind::SeverityOnRecord { level: *level });
                }
                Effect::Finish(ending) => {
                    self.state.forced.get_or_insert(*ending);
                    self.finish(Over::Finished);
                }
            }
        }
    }

    /// Begins a conversation: it rings, or the message arrives. Each begins once, a chase as often as it must.
    pub(super) fn start_conversation(&mut self, conversation: ConversationId, chase: bool) {
        if self.state.started[conversation.index()] && !chase {
            return;
        }
        self.state.started[conversation.index()] = true;
        let plan = self.plan.clone();
        let authored = plan.conversation(conversation);
        self.begins(authored.anchor);
        match (authored.by, authored.from) {
            (By::Phone | By::Visit, Some(from)) => {
                let channel = if authored.by == By::Visit { Channel::Visit } else { Channel::Phone };
                self.ring(super::state::Incoming {
                    from,
                    conversation: Some(conversation),
                    chase,
                    rung: 0,
                    first_rung: 0,
                    channel,
                });
            }
            (By::Notice, _) | (_, None) => {
                let text = self.words(&authored.says);
                self.emit(Kind::NoticeReceived { text });
                self.conversation_held(conversation, false);
            }
            (By::Mail, Some(from)) => {
                let (subject, text) = (authored.subject.clone(), self.words(&authored.says));
                self.emit(Kind::MailReceived { who: Some(from), subject, text });
                self.conversation_held(conversation, false);
            }
            (By::Chat, Some(from)) => {
                let text = self.words(&authored.says);
                self.emit(Kind::ChatReceived { who: from, text });
                self.conversation_held(conversation, false);
            }
        }
    }

    /// The trainee has heard or read what it is about.
    pub(super) fn conversation_held(&mut self, conversation: ConversationId, spoken: bool) {
        let plan = self.plan.clone();
        let authored = plan.conversation(conversation);
        let anchor = usize::from(authored.anchor.0);
        if self.state.done[anchor].is_none() {
            self.state.done[anchor] = Some(self.state.now);
        }
        match &mut self.state.line {
            // By word of mouth: one's own only when it is written down before the talk is over.
            Line::Talking(talk) if spoken && !authored.noted => talk.unwritten.extend(&authored.learn),
            _ => {
                for fact in &authored.learn {
                    self.learn(*fact, authored.from);
                }
            }
        }
        self.bring_about(&authored.then);
        if let Some(from) = authored.from {
            self.customer_comes_forward(from);
        }
        if plan.scoring.sign == Some(conversation) && plan.scoring.escalate_from.is_none() {
            self.criteria_known();
        }
    }

    pub(super) fn learn(&mut self, fact: FactId, from: Option<PersonId>) {
        if !self.state.knows[fact.index()] {
            self.state.knows[fact.index()] = true;
            self.begins_and_ends(self.plan.fact(fact).anchor);
            self.emit(Kind::Learned { fact, from });
        }
    }

    pub(super) fn mood(&mut self, who: PersonId, change: i32) {
        let before = self.state.person(who).mood;
        let mood = (before + change).clamp(0, 100);
        if mood != before {
            self.state.people[who.index()].mood = mood;
            self.emit(Kind::MoodChanged { who, mood });
        }
    }

    /// The trainee's hands are no longer free: writes down since when they were.
    pub(super) fn hands_taken(&mut self) {
        if let Some(from) = self.state.free_since.take()
            && from < self.state.now
        {
            self.emit(Kind::Waited { from });
        }
    }

    /// The trainee's hands may be free again.
    pub(super) fn hands_maybe_free(&mut self) {
        if self.state.hands_free() && self.state.free_since.is_none() && self.state.over.is_none() {
            self.state.free_since = Some(self.state.now);
        }
    }
}

/// Plays commands at their times from the first second, then lets the rest of the day pass. `prepare` may watch
/// conditions.
///
/// # Errors
/// The place of the first command that is not possible at its time, with why.
pub fn replay(
    plan: Arc<Plan>,
    seed: u64,
    log: &[(Time, Command)],
    prepare: impl FnOnce(&mut Simulation),
) -> Result<Simulation, (usize, Refusal)> {
    let mut simulation = Simulation::new(plan, seed);
    prepare(&mut simulation);
    for (place, (time, command)) in log.iter().enumerate() {
        simulation.advance_to(*time);
        simulation.apply(command).map_err(|refusal| (place, refusal))?;
    }
    simulation.advance_to(Time::MAX);
    Ok(simulation)
}
