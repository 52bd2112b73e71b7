//! What the trainee's hands do: looking, reading, writing, repairing, walking. A call interrupts it, and it goes on after.

use super::command::Refusal;
use super::condition::holds;
use super::cost;
use super::engine::Simulation;
use super::event::{Kind, Task};
use super::queue::Due;
use super::state::{Line, Talk, Then, Turn, Work};
use crate::id::*;
use crate::scenario::plan::{Acts, Channel, Manner, Severity};
use crate::time::Span;

impl Simulation {
    fn ready(&self) -> Result<(), Refusal> {
        if self.state.hands_free() { Ok(()) } else { Err(Refusal::Busy) }
    }

    /// Begins something that takes so long.
    pub(super) fn begin(&mut self, task: Task, acts: Acts, span: Span) {
        // Hanging up comes in the middle of interrupted work: what was left of that goes on behind it.
        if let (Task::HangUp, Some(work)) = (&task, &mut self.state.work) {
            work.left += span;
            return;
        }
        self.hands_taken();
        self.emit(Kind::Began { task: task.clone(), until: self.state.now + span });
        self.state.work_round += 1;
        self.state.work = Some(Work { task, acts, until: Some(self.state.now + span), left: span });
        self.queue.push(self.state.now + span, Due::Task(self.state.work_round));
    }

    pub(super) fn interrupt_work(&mut self) {
        let now = self.state.now;
        if let Some(work) = &mut self.state.work
            && let Some(until) = work.until.take()
        {
            work.left = until - now;
            let task = work.task.clone();
            self.state.work_round += 1;
            self.emit(Kind::Interrupted { task });
        }
    }

    pub(super) fn resume_work(&mut self) {
        let now = self.state.now;
        if let Some(work) = &mut self.state.work
            && work.until.is_none()
        {
            let until = now + work.left;
            work.until = Some(until);
            let task = work.task.clone();
            self.state.work_round += 1;
            self.queue.push(until, Due::Task(self.state.work_round));
            self.emit(Kind::Began { task, until });
        }
    }

    pub(super) fn stop(&mut self) -> Result<(), Refusal> {
        match &self.state.work {
            Some(Work { task: Task::HangUp | Task::Walk(_), .. }) => Err(Refusal::Busy),
            Some(work) => {
                let task = work.task.clone();
                self.state.work = None;
                self.state.work_round += 1;
                self.emit(Kind::LeftOff { task });
                self.hands_maybe_free();
                Ok(())
            }
            None => Err(Refusal::Nothing),
        }
    }

    pub(super) fn look(&mut self, look: LookId) -> Result<(), Refusal> {
        self.ready()?;
        let span = self.day.value(self.plan.look(look).takes);
        self.begin(Task::Look(look), Acts::default(), span);
        Ok(())
    }

    pub(super) fn read(&mut self, document: DocumentId) -> Result<(), Refusal> {
        self.ready()?;
        let span = self.day.value(self.plan.document(document).takes);
        self.begin(Task::Read(document), Acts::default(), span);
        Ok(())
    }

    pub(super) fn declare(&mut self, level: Severity) -> Result<(), Refusal> {
        self.ready()?;
        self.begin(Task::Declare(level), Acts::default(), cost::DECLARE);
        Ok(())
    }

    pub(super) fn join(&mut self, facts: &[FactId]) -> Result<(), Refusal> {
        self.ready()?;
        if let Some(unknown) = facts.iter().find(|fact| !self.state.knows(**fact)) {
            return Err(Refusal::UnknownFact(*unknown));
        }
        if facts.len() < 2 {
            return Err(Refusal::Empty);
        }
        self.begin(Task::Join(facts.to_vec()), Acts::default(), cost::JOIN);
        Ok(())
    }

    /// Facts that lie side by side give what any two of them give.
    fn joined(&mut self, facts: Vec<FactId>) {
        let plan = self.plan.clone();
        let given = (0..plan.facts.len() as u16).map(FactId).find(|fact| {
            let joins = &plan.fact(*fact).joins;
            !self.state.knows(*fact) && facts.iter().filter(|laid| joins.contains(laid)).count() >= 2
        });
        let event = self.emit(Kind::Joined { facts, fact: given });
        if let Some(fact) = given {
            self.caused_by(event, |simulation| simulation.learn(fact, None));
        }
    }

    pub(super) fn visit(&mut self, who: PersonId) -> Result<(), Refusal> {
        self.ready()?;
        let Some(reach) = self.reach_now(who, Channel::Visit) else {
            return Err(Refusal::NoChannel);
        };
        // The walk takes what the place is away, whether anybody is there or not.
        let span = if reach.after > 0 { reach.after } else { 2 * crate::time::MINUTE };
        self.begin(Task::Walk(who), Acts::default(), span);
        Ok(())
    }

    pub(super) fn repair(&mut self, repair: RepairId) -> Result<(), Refusal> {
        self.ready()?;
        let plan = self.plan.clone();
        let authored = plan.repair(repair);
        let state = self.state.repairs[repair.index()];
        if !authored.yours {
            return Err(Refusal::NotYours);
        }
        if state.running || state.done {
            return Err(Refusal::AlreadyDone);
        }
        if let Some(missing) = authored.needs.iter().find(|fact| !self.state.knows(**fact)) {
            return Err(Refusal::Missing(*missing));
        }
        if authored.when.as_ref().is_some_and(|when| !holds(self, when)) {
            return Err(Refusal::NotPossible);
        }
        self.start_repair(repair, None);
        let hands = self.day.value(authored.hands);
        self.begin(Task::Repair(repair), Acts::default(), hands);
        Ok(())
    }

    /// A repair begins: by the trainee's hands or by somebody else's.
    pub(super) fn start_repair(&mut self, repair: RepairId, who: Option<PersonId>) {
        let plan = self.plan.clone();
        let authored = plan.repair(repair);
        if who.is_none() {
            self.hands_taken();
            self.state.knows[FactId::TRIED.index()] = true;
        }
        let destroys = authored.destroys.as_ref().is_some_and(|destroys| {
            self.day.value(destroys.luck) <= i64::from(destroys.odds)
                && !destroys.unless.as_ref().is_some_and(|unless| holds(self, unless))
        });
        let state = &mut self.state.repairs[repair.index()];
        state.running = true;
        state.awaited_by = None;
        state.destroys = destroys;
        let authorised =
            authored.go_from.is_empty() || state.allowed || who.is_some_and(|who| authored.go_from.contains(&who));
        let until = self.state.now + self.day.value(authored.takes);
        self.emit(Kind::RepairStarted { repair, who, authorised, until });
        self.queue.push(until, Due::RepairEnd(repair));
    }

    pub(super) fn repair_ends(&mut self, repair: RepairId) {
        let plan = self.plan.clone();
        let authored = plan.repair(repair);
        let destroys = self.state.repairs[repair.index()].destroys;
        let worked = !destroys
            && self.day.value(authored.luck) <= i64::from(authored.works)
            && authored.when.as_ref().is_none_or(|when| holds(self, when));
        let state = &mut self.state.repairs[repair.index()];
        state.running = false;
        state.ended = true;
        state.done = worked;
        state.destroyed |= destroys;
        self.begins_and_ends(authored.anchor);
        let event = self.emit(Kind::RepairDone { repair, worked });
        self.caused_by(event, |simulation| {
            if let Some(destroyed) = authored.destroys.as_ref().filter(|_| destroys) {
                simulation.emit(Kind::Destroyed { repair, text: destroyed.says.clone() });
            }
            if worked && authored.mends {
                simulation.comes_back(authored.system);
            }
            simulation.bring_about(if worked { &authored.then } else { &authored.fails });
        });
    }

    pub(super) fn goes_down(&mut self, system: SystemId) {
        let state = &mut self.state.systems[system.index()];
        if !state.down {
            state.down = true;
            self.begins(self.plan.system(system).anchor);
            self.emit(Kind::ServiceDown { system });
        }
    }

    pub(super) fn comes_back(&mut self, system: SystemId) {
        let state = &mut self.state.systems[system.index()];
        if state.down {
            state.down = false;
            state.restored = true;
            self.emit(Kind::ServiceRestored { system });
        }
    }

    pub(super) fn task_finished(&mut self, round: u32) {
        if round != self.state.work_round {
            return;
        }
        let Some(work) = self.state.work.take() else { return };
        let plan = self.plan.clone();
        match work.task {
            Task::HangUp | Task::Repair(_) => {}
            Task::Look(look) => {
                let authored = plan.look(look);
                let seen = match &authored.when {
                    Some(when) => holds(self, when),
                    // A system that is never down shows what there is to see at any time.
                    None => {
                        plan.system(authored.system).down.is_none() || self.state.systems[authored.system.index()].down
                    }
                };
                let text = if seen { authored.says.clone() } else { authored.healthy.clone() };
                self.state.knows[FactId::TRIED.index()] = true;
                self.begins_and_ends(authored.anchor);
                let event = self.emit(Kind::Inspected { look, text });
                if seen {
                    self.caused_by(event, |simulation| {
                        for fact in &authored.learn {
                            simulation.learn(*fact, None);
                        }
                    });
                }
            }
            Task::Read(document) => {
                let authored = plan.document(document);
                self.begins_and_ends(authored.anchor);
                let event = self.emit(Kind::Read { document });
                self.caused_by(event, |simulation| {
                    for fact in &authored.learn {
                        simulation.learn(*fact, None);
                    }
                });
            }
            Task::Declare(level) => {
                *self.state.severity = Some(level);
                self.emit(Kind::SeverityDeclared { level });
            }
            Task::Join(facts) => self.joined(facts),
            Task::Mail(to) => self.mail_leaves(to, work.acts),
            Task::Chat(to) => self.chat_leaves(to, work.acts),
            Task::Walk(who) => self.arrives(who),
        }
        self.hands_maybe_free();
    }

    fn arrives(&mut self, who: PersonId) {
        let found = self.reach_now(who, Channel::Visit).is_some_and(|reach| reach.manner == Manner::Answers);
        self.person_tried(who);
        self.emit(Kind::Visited { who, found });
        if !found || !matches!(self.state.line, Line::Idle | Line::Ringing(_)) {
            return;
        }
        // Away from the desk nobody lifts the receiver: a call that rings meanwhile is missed.
        if let Line::Ringing(incoming) = &self.state.line {
            self.state.knock = Some(incoming.clone());
        }
        let reached = self.person_reached(who, Channel::Visit);
        self.state.line = Line::Talking(Talk {
            who,
            channel: Channel::Visit,
            conversation: None,
            turn: Turn::Theirs(Then::Nothing),
            incoming: false,
            unwritten: Vec::new(),
        });
        self.state.line_round += 1;
        let hello = self.words(&self.plan.person(who).voice.hello);
        self.caused_by(reached, |simulation| simulation.they_say(who, Channel::Visit, hello, cost::OPENING));
    }
}
