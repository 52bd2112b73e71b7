//! How people answer: from their roles, their authority, what they know and what they have been told. No dialogue is
//! authored for calls that the trainee makes; what is told and asked decides the answer.

use super::command::Refusal;
use super::condition::holds;
use super::cost;
use super::engine::Simulation;
use super::event::Kind;
use super::message;
use super::queue::{Due, Grant};
use super::state::{Incoming, Line, Talk, Then, Turn};
use crate::id::*;
use crate::l10n;
use crate::scenario::plan::{Act, Acts, Answer, Channel, Condition, Duty, Heard, Manner, Part, Request, Role};
use crate::text::Text;
use crate::time::MINUTE;

impl Simulation {
    /// A message needs words, and one can tell only what one knows.
    pub(super) fn check_message(&self, acts: &[Act]) -> Result<(), Refusal> {
        if acts.is_empty() || acts.iter().any(|act| matches!(act, Act::Tell(facts) if facts.is_empty())) {
            return Err(Refusal::Empty);
        }
        match message::facts_told(acts).into_iter().find(|fact| !self.state.knows(*fact)) {
            Some(unknown) => Err(Refusal::UnknownFact(unknown)),
            None => Ok(()),
        }
    }

    /// Writes down what somebody was told, and what that is worth together with what they were told before.
    pub(super) fn told(&mut self, who: PersonId, channel: Channel, voicemail: bool, acts: &Acts) -> u32 {
        let speech = matches!(channel, Channel::Phone | Channel::Visit) && !voicemail;
        let severity = *self.state.severity;
        self.state.person_quietly(who).told.add(acts, severity);
        let quality = self.quality(who, speech);
        let facts = message::facts_told(acts);
        let event = self.emit(Kind::Told { who, channel, voicemail, acts: acts.clone(), facts: facts.into(), quality });
        self.caused_by(event, |simulation| {
            for act in acts.iter() {
                match act {
                    Act::Ask(part) => {
                        simulation.emit(Kind::Asked { who, part: *part });
                    }
                    Act::Say(line) => simulation.begins_and_ends(simulation.plan.line(*line).anchor),
                    _ => {}
                }
            }
        });
        event
    }

    fn quality(&self, who: PersonId, speech: bool) -> i64 {
        let others_called = self
            .plan
            .person_ids()
            .any(|other| other != who && self.state.person(other).tried.is_some() && self.plan.is_colleague(other));
        self.state.person(who).told.quality(&self.plan, speech, others_called)
    }

    /// Somebody knows now what they heard or read.
    pub(super) fn takes_in(&mut self, who: PersonId, acts: &[Act]) {
        for fact in message::facts_told(acts) {
            self.state.people[who.index()].heard[fact.index()] = true;
        }
    }

    /// The trainee has finished speaking: it takes effect, and they answer.
    pub(super) fn heard_in_talk(&mut self, talk: &Talk, acts: &Acts) {
        let who = talk.who;
        let told = self.told(who, talk.channel, false, acts);
        self.caused_by(told, |simulation| {
            let mut lines = simulation.customer_hears(who, acts);
            // What was heard is repeated before it is answered.
            if acts.contains(&Act::ReadBack) {
                lines.insert(0, l10n::text("voice-reads-back", &[]));
            }
            simulation.takes_in(who, acts);
            lines.extend(simulation.answers_to(who, talk.conversation, acts, lines.is_empty()));
            match simulation.consider(who, acts, true) {
                Some(considered) => lines.extend(considered),
                None => {
                    let question = simulation.words(&simulation.plan.person(who).voice.who);
                    let until = simulation.state.now + cost::QUESTIONS;
                    simulation.set_turn(Turn::Theirs(Then::Questions(acts.clone())));
                    simulation.emit(Kind::Said { who, channel: talk.channel, text: question, until });
                    simulation.queue.push(until, Due::Line(simulation.state.line_round));
                    return;
                }
            }
            if acts.contains(&Act::WriteDown) {
                simulation.writes_down(who);
            }
            if lines.is_empty() {
                lines.push(simulation.words(&simulation.plan.person(who).voice.ack));
            }
            // Asked twice in one breath, they answer once.
            for later in (1..lines.len()).rev() {
                if lines[..later].contains(&lines[later]) {
                    lines.remove(later);
                }
            }
            simulation.set_turn(Turn::Theirs(Then::Nothing));
            simulation.they_say(who, talk.channel, Text::join(&lines), cost::ANSWER);
        });
    }

    fn writes_down(&mut self, who: PersonId) {
        if let Line::Talking(talk) = &mut self.state.line {
            for fact in std::mem::take(&mut talk.unwritten) {
                self.learn(fact, Some(who));
            }
        }
    }

    /// Their questions are over: they know all the trainee knows, and consider what was asked of them.
    pub(super) fn questions_end(&mut self, who: PersonId, channel: Channel, acts: &[Act]) {
        let event = self.emit(Kind::Questioned { who });
        self.caused_by(event, |simulation| {
            for number in 0..simulation.plan.facts.len() {
                if simulation.state.knows(FactId(number as u16)) {
                    simulation.state.people[who.index()].heard[number] = true;
                }
            }
            simulation.state.people[who.index()].questioned = true;
            let mut lines = vec![simulation.plan.person(who).voice.questions.clone()];
            lines.extend(simulation.consider(who, acts, true).unwrap_or_default());
            simulation.set_turn(Turn::Theirs(Then::Nothing));
            simulation.they_say(who, channel, Text::join(&lines), cost::ANSWER);
        });
    }

    /// Somebody who rings back has heard the voicemail, and considers what it asked for.
    pub(super) fn voicemail_answered(&mut self, who: PersonId) {
        let Some(acts) = self.state.person_quietly(who).voicemail.take() else { return };
        self.takes_in(who, &acts);
        let mut lines = self.answers_to(who, None, &acts, false);
        if acts.iter().any(|act| matches!(act, Act::Want(_))) {
            lines.extend(self.consider(who, &acts, false).unwrap_or_default());
        }
        if !lines.is_empty() {
            self.set_turn(Turn::Theirs(Then::Nothing));
            self.they_say(who, Channel::Phone, Text::join(&lines), cost::ANSWER);
        }
    }

    /// Authored answers first; where none fits, what the act gives anyway. Requests are considered elsewhere.
    pub(super) fn answers_to(
        &mut self,
        who: PersonId,
        conversation: Option<ConversationId>,
        acts: &[Act],
        usual: bool,
    ) -> Vec<Text> {
        let plan = self.plan.clone();
        let mut lines = Vec::new();
        for act in acts {
            // What somebody answers hangs on the conversation one is in, then on who they are; a line that belongs to
            // a conversation is answered from there whenever it is said.
            let of_line = match act {
                Act::Say(line) => Some(plan.line(*line).conversation),
                _ => None,
            };
            let own = conversation.or(of_line).map(|id| plan.conversation(id).answers.as_slice()).unwrap_or_default();
            let found = own
                .iter()
                .chain(&plan.person(who).answers)
                .find(|answer| fits(&answer.to, act) && answer.when.as_ref().is_none_or(|when| holds(self, when)));
            if let Some(answer) = found {
                lines.push(answer.says.clone());
                self.give_answer(who, answer, act);
                if let Some(next) = answer.next {
                    lines.push(self.words(&plan.conversation(next).says));
                    if let Line::Talking(talk) = &mut self.state.line {
                        talk.conversation = Some(next);
                    }
                    self.state.started[next.index()] = true;
                    self.conversation_held(next, true);
                }
                continue;
            }
            match act {
                Act::Ask(part) => lines.push(self.tells_part(who, *part)),
                Act::DontKnow if usual => lines.push(self.words(&plan.person(who).voice.ack)),
                _ => {}
            }
        }
        lines
    }

    fn give_answer(&mut self, who: PersonId, answer: &Answer, act: &Act) {
        for fact in &answer.learn {
            self.learn(*fact, Some(who));
        }
        if answer.learn.is_empty()
            && let Act::Ask(part) = act
        {
            for fact in self.known_of_part(who, *part) {
                self.learn(fact, Some(who));
            }
        }
        self.bring_about(&answer.then);
    }

    fn known_of_part(&self, who: PersonId, part: Part) -> Vec<FactId> {
        let knows = &self.plan.person(who).knows;
        self.plan
            .facts_of(part)
            .filter(|fact| knows.contains(fact) || self.state.person(who).heard[fact.index()])
            .collect()
    }

    fn tells_part(&mut self, who: PersonId, part: Part) -> Text {
        let facts = self.known_of_part(who, part);
        if facts.is_empty() {
            return self.words(&self.plan.person(who).voice.dont_know);
        }
        let told: Vec<Text> = facts
            .iter()
            .map(|fact| l10n::text("voice-tells", &[("fact", (&self.plan.fact(*fact).text).into())]).capitalised())
            .collect();
        for fact in facts {
            self.learn(fact, Some(who));
        }
        Text::join(&told)
    }

    /// What somebody says to what they are asked to do. `None`: they must ask their questions first, which in speech
    /// takes ten minutes.
    pub(super) fn consider(&mut self, who: PersonId, acts: &[Act], speech: bool) -> Option<Vec<Text>> {
        let plan = self.plan.clone();
        let voice = &plan.person(who).voice;
        if plan.person(who).customer.is_some() {
            return Some(Vec::new());
        }
        let wants: Vec<Request> =
            acts.iter().filter_map(|act| if let Act::Want(request) = act { Some(*request) } else { None }).collect();
        let told_something = acts.iter().any(|act| matches!(act, Act::Tell(_)));
        let clear = self.state.person(who).questioned || self.quality(who, speech) >= message::COUNTS;
        if wants.is_empty() {
            // Somebody whose business it is does not let half a message stand.
            return if speech && told_something && plan.relevant(who) && !clear { None } else { Some(Vec::new()) };
        }
        let mut lines = Vec::new();
        for request in wants {
            if self.refused_by_the_file(who, request) {
                continue;
            }
            if !self.is_theirs(who, request) {
                lines.push(self.words(&voice.not_mine));
                self.mood(who, -10);
                continue;
            }
            if !clear {
                self.mood(who, -10);
                if speech {
                    return None;
                }
                lines.push(self.words(&voice.who));
                continue;
            }
            lines.push(self.decide(who, request));
        }
        Some(lines)
    }

    /// Whether an authored answer is a no to the request. It was said already.
    fn refused_by_the_file(&self, who: PersonId, request: Request) -> bool {
        let conversation = match &self.state.line {
            Line::Talking(talk) if talk.who == who => talk.conversation,
            _ => None,
        };
        let own = conversation.map(|id| self.plan.conversation(id).answers.as_slice()).unwrap_or_default();
        own.iter()
            .chain(&self.plan.person(who).answers)
            .find(|answer| {
                fits(&answer.to, &Act::Want(request)) && answer.when.as_ref().is_none_or(|when| holds(self, when))
            })
            .is_some_and(|answer| answer.refuses)
    }

    fn is_theirs(&self, who: PersonId, request: Request) -> bool {
        let person = self.plan.person(who);
        let may_allow = |repair: RepairId| {
            let go_from = &self.plan.repair(repair).go_from;
            if go_from.is_empty() { person.has_any(&[Role::Fixer, Role::Decider]) } else { go_from.contains(&who) }
        };
        match request {
            Request::Allow(repair) => may_allow(repair),
            Request::Decide => {
                (0..self.plan.repairs.len() as u16).map(RepairId).any(may_allow)
                    || person.roles.contains(&Role::Decider)
            }
            Request::Do(repair) => self.plan.repair(repair).by.contains(&who),
            Request::Give(fact) => self.knows_fact(who, fact),
            Request::Take(duty) => person.has_any(duty.fits()),
            Request::Come => person.travel.is_some(),
            Request::CallOn(other) => other != who && self.plan.is_colleague(who),
        }
    }

    /// Whether they know an authored fact. Who I am, what I tried and whom I called nobody else can give.
    fn knows_fact(&self, who: PersonId, fact: FactId) -> bool {
        if !message::is_authored(&self.plan, fact) {
            return false;
        }
        self.plan.person(who).knows.contains(&fact) || self.state.person(who).heard[fact.index()]
    }

    fn decide(&mut self, who: PersonId, request: Request) -> Text {
        let plan = self.plan.clone();
        let person = plan.person(who);
        let missing = person
            .needs
            .iter()
            .chain(if self.state.person(who).mood < 30 { &[Part::Impact, Part::Deadline][..] } else { &[] })
            .any(|part| plan.has_part(*part) && !plan.facts_of(*part).any(|fact| self.knows_fact(who, fact)));
        if missing {
            return self.words(&person.voice.why);
        }
        let came_back = self.state.systems.iter().any(|system| system.restored);
        if request == Request::Take(Duty::Fix) && came_back && !self.anything_down() {
            return self.words(&person.voice.late);
        }
        let repair = match request {
            Request::Allow(repair) | Request::Do(repair) => Some(repair),
            Request::Decide => match self.repair_to_decide(who) {
                Some(repair) => Some(repair),
                // Nothing was ever broken, or nothing of theirs: there is nothing to decide.
                None if self.anything_down() || !came_back => return self.words(&person.voice.no),
                None => return self.words(&person.voice.late),
            },
            Request::Give(_) | Request::Take(_) | Request::Come | Request::CallOn(_) => None,
        };
        if let Some(repair) = repair {
            let authored = plan.repair(repair);
            let state = self.state.repairs[repair.index()];
            if state.done
                || (plan.system(authored.system).down.is_some() && !self.state.systems[authored.system.index()].down)
            {
                return self.words(&person.voice.late);
            }
            // A key one needs is needed by whoever does it.
            let keys = if matches!(request, Request::Do(_)) { authored.needs.as_slice() } else { &[] };
            if let Some(unsound) = authored.because.iter().chain(keys).find(|fact| !self.knows_fact(who, **fact)) {
                let where_to_look = plan
                    .looks
                    .iter()
                    .find(|look| look.learn.contains(unsound))
                    .map(|look| look.name.clone())
                    .or_else(|| {
                        plan.documents.iter().find(|read| read.learn.contains(unsound)).map(|read| read.title.clone())
                    });
                let hint = where_to_look.map(|name| l10n::text("voice-look-at", &[("name", (&name).into())]));
                return Text::join(&[self.words(&person.voice.look), hint.unwrap_or_else(Text::empty)]);
            }
        }
        let grant = match request {
            Request::Do(repair) => {
                // What can be done only where it stands takes them there.
                let on_the_spot = plan.repair(repair).when.as_ref().is_some_and(|when| waits_for(when, who));
                if on_the_spot && person.travel.is_some() {
                    self.grant_after_lead(who, Grant::Come);
                }
                Some(Grant::Start(repair))
            }
            Request::Take(duty) => Some(Grant::Take(duty)),
            Request::Allow(_) | Request::Decide => repair.map(Grant::Allow),
            Request::Come => Some(Grant::Come),
            Request::CallOn(other) => Some(Grant::CallOn(other)),
            Request::Give(fact) => Some(Grant::Give(fact)),
        };
        if let Some(grant) = grant {
            self.grant_after_lead(who, grant);
        }
        match request {
            Request::Give(_) if self.day.value(person.lead) > 0 => self.words(&person.voice.yes),
            Request::Give(_) => l10n::text("voice-gives", &[]),
            Request::Come => l10n::text("voice-comes", &[]),
            Request::CallOn(other) => l10n::text("voice-calls-on", &[("name", (&plan.person(other).name).into())]),
            // The owner's own yes is about the customer; everybody else's is about the repair.
            Request::Take(Duty::Customer) if person.roles.contains(&Role::CustomerOwner) => {
                self.words(&person.voice.yes)
            }
            // Where nothing is broken there is nothing to repair: they say yes in their own words.
            Request::Take(Duty::Fix) if plan.systems.iter().all(|system| system.down.is_none()) => {
                self.words(&person.voice.yes)
            }
            Request::Take(duty) => l10n::text(&format!("voice-takes-{}", duty.word()), &[]),
            _ => self.words(&person.voice.yes),
        }
    }

    fn grant_after_lead(&mut self, who: PersonId, grant: Grant) {
        match self.day.value(self.plan.person(who).lead) {
            0 => self.grant(who, grant),
            lead => self.queue.push(self.state.now + lead, Due::Grant(who, grant)),
        }
    }

    fn anything_down(&self) -> bool {
        self.state.systems.iter().any(|system| system.down)
    }

    /// The first repair of a system that is down which is theirs to allow and which what they know makes right; if none
    /// is right yet, the first that is theirs, so that they can say where to look.
    fn repair_to_decide(&self, who: PersonId) -> Option<RepairId> {
        let theirs = |repair: &RepairId| {
            let authored = self.plan.repair(*repair);
            let state = self.state.repairs[repair.index()];
            self.state.systems[authored.system.index()].down
                && !state.done
                && (authored.go_from.is_empty() || authored.go_from.contains(&who))
        };
        let mut all: Vec<RepairId> = (0..self.plan.repairs.len() as u16).map(RepairId).filter(theirs).collect();
        // What mends comes before what only makes it bearable.
        all.sort_by_key(|repair| !self.plan.repair(*repair).mends);
        let sound =
            |repair: &&RepairId| self.plan.repair(**repair).because.iter().all(|fact| self.knows_fact(who, *fact));
        all.iter().find(sound).or(all.first()).copied()
    }

    pub(super) fn grant(&mut self, who: PersonId, grant: Grant) {
        self.state.people[who.index()].helping = true;
        match grant {
            Grant::Give(fact) => self.learn(fact, Some(who)),
            Grant::Come => {
                let person = &mut self.state.people[who.index()];
                if !std::mem::replace(&mut person.set_out, true) {
                    let travel = self.plan.person(who).travel.map_or(0, |travel| self.day.value(travel));
                    let until = self.state.now + travel;
                    self.emit(Kind::SetOut { who, until });
                    self.queue.push(until, Due::Arrive(who));
                }
            }
            Grant::CallOn(target) => {
                self.state.person_quietly(who).errand = Some(target);
                self.queue.push(self.state.now + MINUTE, Due::Errand(who, target));
            }
            Grant::Allow(repair) => {
                let state = &mut self.state.repairs[repair.index()];
                if !state.allowed {
                    state.allowed = true;
                    self.emit(Kind::Authorised { who: Some(who), repair });
                }
            }
            Grant::Start(repair) => {
                let state = self.state.repairs[repair.index()];
                if !state.running && !state.done {
                    // Begun as soon as it is possible, which may need somebody to arrive.
                    self.state.repairs[repair.index()].awaited_by = Some(who);
                    self.settle_repairs();
                }
            }
            Grant::Take(duty) => {
                if self.state.person(who).holds.contains(&duty) {
                    return;
                }
                self.state.people[who.index()].holds.push(duty);
                self.emit(Kind::HandedOver { who, duty });
                match duty {
                    Duty::Customer => self.queue.push(self.state.now + cost::RINGS_AGAIN, Due::DutyUpdate(who)),
                    Duty::Fix => {
                        let theirs = self.repair_to_decide(who).filter(|repair| {
                            let authored = self.plan.repair(*repair);
                            let state = self.state.repairs[repair.index()];
                            let can = authored.by.is_empty() || authored.by.contains(&who);
                            let may = authored.when.as_ref().is_none_or(|when| holds(self, when));
                            can && may
                                && authored.because.iter().all(|fact| self.knows_fact(who, *fact))
                                && !state.running
                        });
                        if let Some(repair) = theirs {
                            self.start_repair(repair, Some(who));
                        }
                    }
                    // Who leads decides: what is sound by what they know is allowed at once.
                    Duty::Lead => {
                        let sound = self.repair_to_decide(who).filter(|repair| {
                            self.plan.repair(*repair).because.iter().all(|fact| self.knows_fact(who, *fact))
                        });
                        if let Some(repair) = sound {
                            self.grant(who, Grant::Allow(repair));
                        }
                    }
                }
            }
        }
    }
}

impl Simulation {
    /// Begins what others have been asked to do, as far as it is possible by now. Says whether anything changed.
    pub(super) fn settle_repairs(&mut self) -> bool {
        let plan = self.plan.clone();
        let mut changed = false;
        for (number, repair) in plan.repairs.iter().enumerate() {
            let state = self.state.repairs[number];
            if let Some(who) = state.awaited_by
                && !state.running
                && repair.when.as_ref().is_none_or(|when| holds(self, when))
            {
                self.start_repair(RepairId(number as u16), Some(who));
                changed = true;
            }
        }
        changed
    }

    pub(super) fn arrives_here(&mut self, who: PersonId) {
        self.state.people[who.index()].here = true;
        self.emit(Kind::Arrived { who });
    }

    /// Somebody tries the person they were asked to ring, and again every few minutes. Who is reached hears what the
    /// caller was told, and rings here.
    pub(super) fn errand(&mut self, who: PersonId, target: PersonId) {
        if self.state.person(who).errand != Some(target) {
            return;
        }
        let answered = self.reach_now(target, Channel::Phone).is_some_and(|reach| reach.manner == Manner::Answers);
        self.person_tried(target);
        let event = self.emit(Kind::CalledOn { who: target, by: who, answered });
        if !answered {
            self.queue.push(self.state.now + cost::RINGS_AGAIN, Due::Errand(who, target));
            return;
        }
        self.state.person_quietly(who).errand = None;
        let told = self.state.person(who).told.clone();
        let quality = self.quality(who, false);
        let facts = told.facts().to_vec();
        for fact in &facts {
            self.state.people[target.index()].heard[fact.index()] = true;
        }
        self.state.person_quietly(target).told.pass_on(&told);
        self.caused_by(event, |simulation| {
            let channel = Channel::Phone;
            let (acts, facts) = (Acts::default(), facts.into());
            simulation.emit(Kind::Told { who: target, channel, voicemail: false, acts, facts, quality });
            let rings = Incoming { from: target, conversation: None, chase: false, rung: 0, first_rung: 0, channel };
            simulation.state.person_quietly(target).to_ring.push(rings);
            simulation.queue.push(simulation.state.now + MINUTE, Due::RingAgain(target));
        });
    }
}

/// Whether a condition waits for somebody to be here.
fn waits_for(condition: &Condition, who: PersonId) -> bool {
    match condition {
        Condition::All(children) | Condition::Any(children) => children.iter().any(|child| waits_for(child, who)),
        Condition::Here(here) => *here == who,
        _ => false,
    }
}

/// Whether an act is the one an answer waits for.
fn fits(to: &Heard, act: &Act) -> bool {
    match (to, act) {
        (Heard::Tell(fact), Act::Tell(facts)) => facts.contains(fact),
        (Heard::Ask(wanted), Act::Ask(part)) => wanted == part,
        (Heard::Want(wanted), Act::Want(request)) => wanted == request,
        (Heard::Promise(limit), Act::Promise(span)) => span <= limit,
        (Heard::Estimate, Act::Estimate(_)) | (Heard::DontKnow, Act::DontKnow) | (Heard::Confirm, Act::Confirm) => true,
        (Heard::Fixed(wanted), Act::Fixed(system)) => wanted == system,
        (Heard::Say(wanted), Act::Say(line)) => wanted == line,
        _ => false,
    }
}
