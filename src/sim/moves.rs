//! What can be done in a state that could bring its goal nearer: the choices of the solver.
//!
//! The solver knows the luck. It tries nobody of whom it knows that they will not answer, and looks at nothing that tells
//! nothing of use. What a trainee may do besides is left out: it costs time and opens no way, unless a condition of the
//! scenario asks for it.

use super::command::Command;
use super::condition::holds;
use super::cost;
use super::engine::Simulation;
use super::event::Task;
use super::luck::Day;
use super::message;
use super::queue::{Due, Grant};
use super::state::{Line, Talk, Then, Turn};
use crate::id::*;
use crate::scenario::plan::*;
use crate::time::{MINUTE, Time};

/// What is of use in a scenario, found once.
#[derive(Clone, Debug)]
pub struct Guide {
    facts: Vec<bool>,
    people: Vec<bool>,
    /// People whom a condition wants tried, whether they answer or not.
    tried: Vec<bool>,
    /// People whose patience or mood a condition looks at.
    humoured: Vec<bool>,
    /// Facts a condition wants a person told.
    told: Vec<(PersonId, FactId)>,
    duties: Vec<Duty>,
    /// A rule or an answer mends a system: then no repair has to be waited for.
    mended_otherwise: bool,
    comes: Vec<bool>,
    /// Lines that bring something about.
    lines: Vec<bool>,
    /// When somebody of use can be reached differently than before: moments that nothing in the queue tells.
    turns: Vec<Time>,
}

impl Guide {
    /// What is of use in a scenario on a day.
    pub fn of(plan: &Plan, day: &Day) -> Guide {
        let people = plan.people.len();
        let mut guide = Guide {
            facts: vec![false; plan.facts.len()],
            people: vec![false; people],
            tried: vec![false; people],
            humoured: vec![false; people],
            told: Vec::new(),
            duties: Vec::new(),
            mended_otherwise: false,
            comes: vec![false; people],
            lines: vec![false; plan.lines.len()],
            turns: Vec::new(),
        };
        let answers = plan.people.iter().flat_map(|person| &person.answers);
        for answer in answers.chain(plan.conversations.iter().flat_map(|talk| &talk.answers)) {
            let brings = !answer.learn.is_empty() || !answer.then.is_empty() || answer.next.is_some();
            if let Heard::Say(line) = answer.to {
                guide.lines[line.index()] |= brings;
            }
        }
        plan.each_condition_that_matters(&mut |condition| {
            for (number, line) in plan.lines.iter().enumerate() {
                guide.lines[number] |= *condition == Condition::Happened(line.anchor);
            }
        });
        for repair in &plan.repairs {
            repair.needs.iter().chain(&repair.because).for_each(|fact| guide.facts[fact.index()] = true);
            repair.go_from.iter().chain(&repair.by).for_each(|who| guide.people[who.index()] = true);
        }
        plan.each_condition_that_matters(&mut |condition| guide.wants(condition));
        plan.each_effect(&mut |effect| guide.mended_otherwise |= matches!(effect, Effect::Mend(_)));
        let parts: Vec<Part> = plan.people.iter().flat_map(|person| person.needs.iter().copied()).collect();
        for (number, fact) in plan.facts.iter().enumerate() {
            let Kind::Authored(part) = fact.kind else { continue };
            // The first four make a message clear enough to count.
            if parts.contains(&part) || matches!(part, Part::What | Part::Since | Part::Impact | Part::Deadline) {
                guide.facts[number] = true;
            }
        }
        // What a fact is made of, and whoever can tell one of use.
        for _ in 0..plan.facts.len() {
            for (number, fact) in plan.facts.iter().enumerate() {
                if guide.facts[number] {
                    fact.joins.iter().for_each(|part| guide.facts[part.index()] = true);
                }
            }
        }
        for (number, person) in plan.people.iter().enumerate() {
            let answers = person.answers.iter().any(|answer| {
                answer.learn.iter().any(|fact| guide.facts[fact.index()])
                    || !answer.then.is_empty()
                    || answer.next.is_some()
            });
            let knows = person.knows.iter().any(|fact| guide.facts[fact.index()]);
            guide.people[number] |= answers
                || knows
                || person.customer.is_some() && !person.deadlines.is_empty()
                || person.has_any(&[Role::Fixer, Role::Decider]);
        }
        for (_, person) in plan.people.iter().enumerate().filter(|(number, _)| guide.people[*number]) {
            let untils = person.reach.iter().flatten().flatten().filter_map(|stretch| stretch.until.as_ref());
            let fixed = untils.filter(|moment| moment.anchor.is_none()).map(|moment| day.value(moment.offset));
            guide.turns.extend(fixed);
        }
        guide.turns.sort_unstable();
        guide.turns.dedup();
        guide
    }

    /// Everything there is, of use or not: for those who wander.
    pub fn whole(plan: &Plan, day: &Day) -> Guide {
        let mut guide = Guide::of(plan, day);
        guide.facts.fill(true);
        guide.people.fill(true);
        guide.humoured.fill(true);
        guide.lines.fill(true);
        guide
    }

    fn wants(&mut self, condition: &Condition) {
        match condition {
            Condition::Knows(fact) => self.facts[fact.index()] = true,
            Condition::Told(who, fact) => {
                self.facts[fact.index()] = true;
                self.people[who.index()] = true;
                if !self.told.contains(&(*who, *fact)) {
                    self.told.push((*who, *fact));
                }
            }
            Condition::Tried(who) => {
                self.people[who.index()] = true;
                self.tried[who.index()] = true;
            }
            Condition::Reached(who) | Condition::Helping(who) | Condition::Confirmed(who) => {
                self.people[who.index()] = true;
            }
            Condition::Holds(who, duty) => {
                self.people[who.index()] = true;
                if !self.duties.contains(duty) {
                    self.duties.push(*duty);
                }
            }
            Condition::Here(who) => {
                self.people[who.index()] = true;
                self.comes[who.index()] = true;
            }
            Condition::Quiet(who, _) | Condition::Chased(who) | Condition::BrokeWord(who) | Condition::Mood(who, _) => {
                self.humoured[who.index()] = true;
            }
            _ => {}
        }
    }
}

/// How likely a move is to bring the goal nearer: the lower, the likelier. Only the order of the search hangs on it.
type Rank = u8;

const BEST: Rank = 0;
const GOOD: Rank = 1;
const FAIR: Rank = 2;
const WAIT: Rank = 3;
const POOR: Rank = 4;

/// Something that can be done: a command, or `None` for letting time pass until something changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    rank: Rank,
    /// What.
    pub command: Option<Command>,
}

/// The moves of a state, as they are found.
struct Moves(Vec<Move>);

impl Moves {
    fn push(&mut self, rank: Rank, command: Command) {
        self.0.push(Move { rank, command: Some(command) });
    }

    fn wait(&mut self, rank: Rank) {
        self.0.push(Move { rank, command: None });
    }
}

impl Simulation {
    /// When next anything changes by itself: something falls due, or somebody can be reached differently.
    pub fn next_change_of(&self, guide: &Guide) -> Option<Time> {
        let due = self.queue.iter().filter(|(_, due)| self.is_live(due)).map(|(time, _)| time).min();
        let turn = guide.turns[guide.turns.partition_point(|turn| *turn <= self.state.now)..].first().copied();
        [due, turn].into_iter().flatten().min().filter(|time| *time <= self.plan.ends)
    }

    /// What can be done now that could be of use, the likeliest first.
    pub fn moves(&self, guide: &Guide) -> Vec<Move> {
        let mut moves = Moves(Vec::new());
        if self.is_over() {
            return moves.0;
        }
        if self.state.off_until.is_some() {
            moves.wait(BEST);
            return moves.0;
        }
        match &self.state.line {
            Line::Talking(talk) => self.moves_in_talk(guide, talk, &mut moves),
            Line::Voicemail { who, turn: Turn::Yours } => {
                for (rank, acts) in self.messages(guide, *who, false) {
                    moves.push(rank, Command::Say(acts));
                }
                moves.push(POOR, Command::HangUp);
            }
            Line::Voicemail { .. } | Line::Dialling { .. } => moves.wait(BEST),
            Line::Ringing(incoming) => {
                let walks =
                    matches!(self.state.work.as_ref().map(|work| &work.task), Some(Task::Walk(_) | Task::HangUp));
                if !walks && (guide.people[incoming.from.index()] || incoming.conversation.is_some()) {
                    moves.push(BEST, Command::Answer);
                }
                if self.state.hands_free() {
                    self.moves_of_hands(guide, &mut moves);
                }
                moves.wait(WAIT);
            }
            Line::Idle => {
                if self.state.hands_free() {
                    self.moves_of_hands(guide, &mut moves);
                    self.calls_of_use(guide, &mut moves);
                }
                let repairs = self.plan.repairs.iter().zip(&self.state.repairs);
                let mending = repairs.into_iter().any(|(repair, state)| repair.mends && state.running);
                moves.wait(if mending { BEST } else { WAIT });
            }
        }
        moves.0.sort_by_key(|found| found.rank);
        moves.0
    }

    fn calls_of_use(&self, guide: &Guide, moves: &mut Moves) {
        for who in self.plan.person_ids().filter(|who| guide.people[who.index()]) {
            let Some(reach) = self.reach_now(who, Channel::Phone) else { continue };
            if guide.tried[who.index()] && self.state.person(who).tried.is_none() {
                moves.push(FAIR, Command::Dial(who));
            } else if matches!(reach.manner, Manner::Answers | Manner::Voicemail)
                && let Some(rank) = self.use_of(guide, who)
            {
                let rank = if reach.manner == Manner::Answers { rank } else { POOR };
                moves.push(rank, Command::Dial(who));
            }
        }
    }

    /// How much there is to gain from talking with somebody; `None`: nothing is left to say, or to hear from them.
    fn use_of(&self, guide: &Guide, who: PersonId) -> Option<Rank> {
        let best = self.messages(guide, who, true).into_iter().map(|(rank, _)| rank).min();
        best.or(guide.humoured[who.index()].then_some(POOR))
    }

    fn moves_in_talk(&self, guide: &Guide, talk: &Talk, moves: &mut Moves) {
        match &talk.turn {
            Turn::Yours => {
                if !talk.unwritten.is_empty() {
                    moves.push(GOOD, Command::Say(vec![Act::WriteDown]));
                }
                for line in talk.conversation.into_iter().flat_map(|talk| self.unsaid(guide, talk)) {
                    moves.push(FAIR, Command::Say(vec![Act::Say(line)]));
                }
                for (rank, acts) in self.messages(guide, talk.who, true) {
                    moves.push(rank, Command::Say(acts));
                }
                moves.push(WAIT, Command::HangUp);
            }
            // What was decided has been said: the rest need not be waited for.
            Turn::Theirs(Then::Nothing | Then::Opening) => {
                moves.wait(BEST);
                moves.push(GOOD, Command::HangUp);
            }
            Turn::Theirs(Then::Questions(_)) | Turn::Speaking(_) => moves.wait(BEST),
        }
    }

    /// Lines of a conversation that are of use and have not been said.
    fn unsaid(&self, guide: &Guide, talk: ConversationId) -> Vec<LineId> {
        let lines = self.plan.conversation(talk).lines.iter().copied();
        lines
            .filter(|line| guide.lines[line.index()])
            .filter(|line| self.state.done[usize::from(self.plan.line(*line).anchor.0)].is_none())
            .collect()
    }

    fn moves_of_hands(&self, guide: &Guide, moves: &mut Moves) {
        let plan = &self.plan;
        let new = |facts: &[FactId]| facts.iter().any(|fact| guide.facts[fact.index()] && !self.state.knows(*fact));
        for (number, look) in plan.looks.iter().enumerate() {
            let shows = match &look.when {
                Some(when) => holds(self, when),
                None => plan.system(look.system).down.is_none() || self.state.systems[look.system.index()].down,
            };
            if shows && new(&look.learn) {
                moves.push(FAIR, Command::Look(LookId(number as u16)));
            }
        }
        for (number, document) in plan.documents.iter().enumerate() {
            if new(&document.learn) {
                moves.push(FAIR, Command::Read(DocumentId(number as u16)));
            }
        }
        for (number, repair) in plan.repairs.iter().enumerate() {
            let state = self.state.repairs[number];
            let proper = repair.go_from.is_empty() || state.allowed;
            let possible = repair.yours
                && !state.running
                && !state.done
                && repair.needs.iter().all(|fact| self.state.knows(*fact))
                && repair.when.as_ref().is_none_or(|when| holds(self, when));
            if proper && possible {
                moves.push(BEST, Command::Repair(RepairId(number as u16)));
            }
        }
        for (number, fact) in plan.facts.iter().enumerate() {
            let id = FactId(number as u16);
            let known: Vec<FactId> = fact.joins.iter().copied().filter(|part| self.state.knows(*part)).collect();
            if guide.facts[number] && !self.state.knows(id) && known.len() >= 2 {
                moves.push(GOOD, Command::Join(known[..2].to_vec()));
            }
        }
        if self.state.severity.is_none() {
            moves.push(POOR, Command::Declare(plan.severity));
        }
        for (number, talk) in plan.conversations.iter().enumerate() {
            let held = self.state.done[usize::from(talk.anchor.0)].is_some();
            let Some(from) = talk.from.filter(|_| held && matches!(talk.by, By::Mail | By::Chat)) else { continue };
            for line in self.unsaid(guide, ConversationId(number as u16)) {
                let acts = vec![Act::Say(line)];
                let command = if talk.by == By::Mail {
                    Command::Mail(vec![from], acts)
                } else {
                    Command::Chat(vec![Some(from)], acts)
                };
                moves.push(FAIR, command);
            }
        }
        for who in plan.person_ids().filter(|who| guide.people[who.index()]) {
            if self.reach_now(who, Channel::Visit).is_some_and(|reach| reach.manner == Manner::Answers)
                && let Some(rank) = self.use_of(guide, who)
            {
                moves.push(rank.max(FAIR), Command::Visit(who));
            }
            for channel in [Channel::Chat, Channel::Mail] {
                // One letter at a time: the same words twice are of no use.
                if self.next_answer(who, channel, self.state.now).is_none()
                    || self.state.letters.iter().any(|letter| letter.to == who && !letter.read)
                {
                    continue;
                }
                for (_, acts) in self.messages(guide, who, false) {
                    let command = match channel {
                        Channel::Chat => Command::Chat(vec![Some(who)], acts),
                        _ => Command::Mail(vec![who], acts),
                    };
                    moves.push(POOR, command);
                }
            }
        }
    }

    /// What could be said to somebody that is of use.
    fn messages(&self, guide: &Guide, who: PersonId, speech: bool) -> Vec<(Rank, Vec<Act>)> {
        let plan = &self.plan;
        let person = plan.person(who);
        let mut messages: Vec<(Rank, Vec<Act>)> = Vec::new();
        let asks: Vec<Act> = self.asks_of_use(guide, who).into_iter().map(Act::Ask).collect();
        if !asks.is_empty() {
            messages.push((GOOD, asks));
        }
        let unheard = |(told, fact): &&(PersonId, FactId)| {
            *told == who && self.state.knows(*fact) && !self.state.person(who).heard[fact.index()]
        };
        let owed: Vec<FactId> = guide.told.iter().filter(unheard).map(|(_, fact)| *fact).collect();
        if !owed.is_empty() {
            messages.push((GOOD, vec![Act::Tell(owed)]));
        }
        if person.customer.is_some() {
            let back = (0..plan.systems.len() as u16).map(SystemId).find(|system| {
                let state = self.state.systems[system.index()];
                state.restored && !state.down
            });
            let state = self.state.person(who);
            if let Some(system) = back {
                if state.knows_it_works.is_none() {
                    messages.push((BEST, vec![Act::Fixed(system)]));
                }
                if speech && !state.confirmed {
                    messages.push((GOOD, vec![Act::Fixed(system), Act::Confirm]));
                }
            }
            if guide.humoured[who.index()] && !state.promises.iter().any(|promise| promise.open) {
                messages.push((POOR, vec![Act::Promise(20 * MINUTE)]));
            }
            return messages;
        }
        for request in self.requests_of_use(guide, who) {
            // Whoever would say no now is asked when there is more to tell.
            if !self.could_grant(who, request) {
                continue;
            }
            let lean = self.told_with(who, request, false, speech);
            let whole = self.told_with(who, request, true, speech);
            if lean != whole {
                messages.push((GOOD, lean));
            }
            messages.push((GOOD, whole));
        }
        messages
    }

    /// Whether somebody who is told all the trainee knows has what they need to say yes.
    fn could_grant(&self, who: PersonId, request: Request) -> bool {
        let person = self.plan.person(who);
        let has = |fact: FactId| {
            self.state.knows(fact) || person.knows.contains(&fact) || self.state.person(who).heard[fact.index()]
        };
        let parts = person.needs.iter().all(|part| !self.plan.has_part(*part) || self.plan.facts_of(*part).any(has));
        let granted = match request {
            Request::Allow(repair) => Some(Grant::Allow(repair)),
            Request::Do(repair) => Some(Grant::Start(repair)),
            Request::Take(duty) => Some(Grant::Take(duty)),
            Request::Give(fact) => Some(Grant::Give(fact)),
            Request::Come => Some(Grant::Come),
            Request::Decide | Request::CallOn(_) => None,
        };
        let said_yes = granted.is_some_and(|grant| self.queue.time_of(&Due::Grant(who, grant)).is_some());
        let sound = match request {
            Request::Allow(repair) | Request::Do(repair) => {
                let authored = self.plan.repair(repair);
                let works = self.plan.system(authored.system).down.is_some()
                    && !self.state.systems[authored.system.index()].down;
                let keys = if matches!(request, Request::Do(_)) { authored.needs.as_slice() } else { &[] };
                !works && authored.because.iter().chain(keys).all(|fact| has(*fact))
            }
            _ => true,
        };
        parts && sound && !said_yes
    }

    fn asks_of_use(&self, guide: &Guide, who: PersonId) -> Vec<Part> {
        let plan = &self.plan;
        let person = plan.person(who);
        let mut parts: Vec<Part> = Vec::new();
        for (number, fact) in plan.facts.iter().enumerate() {
            let Kind::Authored(part) = fact.kind else { continue };
            let knows = person.knows.contains(&FactId(number as u16)) || self.state.person(who).heard[number];
            let told = person.answers.iter().any(|answer| {
                answer.to == Heard::Ask(part)
                    && answer.learn.contains(&FactId(number as u16))
                    && answer.when.as_ref().is_none_or(|when| holds(self, when))
            });
            if guide.facts[number] && !self.state.knows[number] && (knows || told) && !parts.contains(&part) {
                parts.push(part);
            }
        }
        parts
    }

    fn requests_of_use(&self, guide: &Guide, who: PersonId) -> Vec<Request> {
        let plan = &self.plan;
        let person = plan.person(who);
        let state = self.state.person(who);
        let mut requests = Vec::new();
        for (number, repair) in plan.repairs.iter().enumerate() {
            let (id, now) = (RepairId(number as u16), self.state.repairs[number]);
            if now.done || now.running {
                continue;
            }
            if !repair.go_from.is_empty() && !now.allowed && repair.go_from.contains(&who) {
                requests.push(Request::Allow(id));
            }
            if repair.by.contains(&who) && now.awaited_by.is_none() {
                requests.push(Request::Do(id));
            }
            for key in &repair.needs {
                if !self.state.knows(*key) && (person.knows.contains(key) || state.heard[key.index()]) {
                    requests.push(Request::Give(*key));
                }
            }
        }
        let anything_down = self.state.systems.iter().any(|system| system.down);
        for duty in [Duty::Fix, Duty::Lead, Duty::Customer] {
            let wanted = match duty {
                Duty::Fix | Duty::Lead => anything_down || guide.duties.contains(&duty),
                Duty::Customer => guide.duties.contains(&duty) || guide.humoured.contains(&true),
            };
            if wanted && person.has_any(duty.fits()) && !state.holds.contains(&duty) {
                requests.push(Request::Take(duty));
            }
        }
        if guide.comes[who.index()] && person.travel.is_some() && !state.set_out {
            requests.push(Request::Come);
        }
        requests
    }

    /// A request with what must be known to grant it, and of the rest as little as makes it clear, or all.
    fn told_with(&self, who: PersonId, request: Request, all: bool, speech: bool) -> Vec<Act> {
        let plan = &self.plan;
        let person = plan.person(who);
        let state = self.state.person(who);
        let untold = |fact: &FactId| self.state.knows(*fact) && !state.told.has(*fact);
        let mut facts: Vec<FactId> = Vec::new();
        let mut put = |fact: FactId| {
            if untold(&fact) && !facts.contains(&fact) {
                facts.push(fact);
            }
        };
        let repairs = plan.repairs.iter().enumerate().filter(|(number, repair)| match request {
            Request::Allow(id) | Request::Do(id) => id.index() == *number,
            Request::Take(_) | Request::Decide => {
                self.state.systems[repair.system.index()].down
                    && (repair.go_from.is_empty() || repair.go_from.contains(&who))
            }
            _ => false,
        });
        for (_, repair) in repairs {
            let keys = if matches!(request, Request::Do(_)) { repair.needs.as_slice() } else { &[] };
            repair.because.iter().chain(keys).filter(|fact| !person.knows.contains(fact)).for_each(|fact| put(*fact));
        }
        let parts = person.needs.iter().chain(if state.mood < 30 { &[Part::Impact, Part::Deadline][..] } else { &[] });
        for part in parts {
            plan.facts_of(*part).filter(|fact| !person.knows.contains(fact)).for_each(&mut put);
        }
        let rest: Vec<FactId> = (0..plan.facts.len() as u16)
            .map(FactId)
            .filter(|fact| *fact != FactId::TRIED && *fact != FactId::CALLED)
            .filter(|fact| untold(fact) && !facts.contains(fact))
            .collect();
        if all {
            facts.extend(rest);
            return message_of(facts, request, true);
        }
        let clear = |facts: &[FactId]| {
            let mut carried = state.told.clone();
            carried.add(&message_of(facts.to_vec(), request, false), *self.state.severity);
            carried.quality(plan, speech, false)
        };
        let mut rest = rest;
        while !state.questioned && clear(&facts) < message::COUNTS && !rest.is_empty() {
            let gain = |fact: &FactId| {
                let mut with = facts.clone();
                with.push(*fact);
                clear(&with)
            };
            let best = (0..rest.len()).max_by_key(|place| (gain(&rest[*place]), std::cmp::Reverse(*place)));
            let Some(best) = best else { break };
            facts.push(rest.remove(best));
        }
        message_of(facts, request, false)
    }
}

fn message_of(facts: Vec<FactId>, request: Request, by: bool) -> Vec<Act> {
    let mut acts = Vec::new();
    if !facts.is_empty() {
        acts.push(Act::Tell(facts));
    }
    acts.push(Act::Want(request));
    if by {
        acts.push(Act::By(5 * MINUTE));
    }
    acts
}

/// What a run must bring about to be won.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// The work behind the deadline that counts is done in time.
    Met(DeadlineId),
    /// Every system that goes down is back.
    Restored,
}

impl Goal {
    /// The goal of a scenario: the deadline that counts, else that everything works again. `None`: nothing is broken and
    /// nothing falls due, so only the score can say whether it went well.
    pub fn of(plan: &Plan) -> Option<Goal> {
        match plan.scoring.deadline {
            Some(deadline) => Some(Goal::Met(deadline)),
            None => plan.systems.iter().any(|system| system.down.is_some()).then_some(Goal::Restored),
        }
    }
}

impl Simulation {
    /// Whether the goal is reached.
    pub fn has_reached(&self, goal: Goal) -> bool {
        match goal {
            Goal::Met(deadline) => {
                let state = self.state.deadlines[deadline.index()];
                state.done && !state.missed
            }
            Goal::Restored => {
                let systems = self.plan.systems.iter().zip(&self.state.systems);
                let mut broken =
                    systems.filter(|(system, state)| system.down.is_some() || state.down || state.restored);
                broken.all(|(_, state)| state.restored && !state.down)
            }
        }
    }

    /// Before which moment the goal cannot be reached from here; `bound` holds from the start of the day.
    pub fn not_before(&self, goal: Goal, bound: Time, guide: &Guide) -> Time {
        let own = match goal {
            Goal::Met(deadline) => {
                let authored = self.plan.deadline(deadline);
                let from = self.state.deadlines[deadline.index()].work_from.unwrap_or(self.state.now);
                from + self.day.value(authored.takes)
            }
            Goal::Restored if guide.mended_otherwise => self.state.now,
            Goal::Restored => self.back_not_before(),
        };
        own.max(bound).max(self.state.now)
    }

    fn back_not_before(&self) -> Time {
        let plan = &self.plan;
        let mut not_before = self.state.now;
        for (number, system) in plan.systems.iter().enumerate() {
            if !self.state.systems[number].down {
                continue;
            }
            let ends = system.repairs.iter().filter(|repair| plan.repair(**repair).mends).map(|repair| {
                if self.state.repairs[repair.index()].running {
                    return self.queue.time_of(&Due::RepairEnd(*repair)).unwrap_or(self.state.now);
                }
                self.state.now + self.word_takes(*repair) + self.day.value(plan.repair(*repair).takes)
            });
            not_before = not_before.max(ends.min().unwrap_or(self.state.now));
        }
        not_before
    }

    /// At least so long until a repair has the word it needs: nobody who could give it is on the line, so one has to hear
    /// the other out and ask. A yes that has been given and takes effect later is on its way.
    fn word_takes(&self, repair: RepairId) -> Time {
        let go_from = &self.plan.repair(repair).go_from;
        let on_the_way = match &self.state.line {
            Line::Idle => false,
            Line::Talking(talk) => go_from.contains(&talk.who),
            Line::Ringing(incoming) => go_from.contains(&incoming.from),
            Line::Dialling { who, .. } | Line::Voicemail { who, .. } => go_from.contains(who),
        };
        let free = go_from.is_empty() || self.state.repairs[repair.index()].allowed || on_the_way;
        let written = self.state.letters.iter().any(|letter| !letter.read) || self.state.knock.is_some();
        if free || written || self.queue.has_grants() || self.state.work.is_some() {
            return 0;
        }
        cost::OPENING + cost::OTHER
    }
}
