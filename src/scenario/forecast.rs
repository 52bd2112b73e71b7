//! From when each thing of a scenario can happen, and by when it happens whatever the trainee does.
//!
//! Bounds, not a simulation: nothing can happen earlier than its bound on any day and in any play; what is sure has
//! happened by its latest moment on every day. Conditions whose time hangs on the trainee are taken as possible at once.

use super::plan::*;
use crate::id::*;
use crate::sim::{Day, cost};
use crate::time::Time;
use std::collections::{BTreeMap, BTreeSet};

/// No time at all.
const NEVER: Time = Time::MAX;

/// Something that can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is named for what happens to it; see the bounds")]
pub enum Thing {
    /// A person can be in contact.
    Contact(PersonId),
    /// A fact can be learnt.
    Fact(FactId),
    /// A system is down.
    Down(SystemId),
    /// A system is back.
    Back(SystemId),
    /// A look shows what there is to see.
    Look(LookId),
    /// A repair has worked.
    Repair(RepairId),
    Document(DocumentId),
    Conversation(ConversationId),
    Rule(RuleId),
    /// A repair has the go-ahead it needs.
    Allowed(RepairId),
    /// What a deadline asks for holds.
    Done(DeadlineId),
}

/// When something can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    earliest: Time,
    sure_by: Time,
    /// What it had to wait for last.
    via: Option<Thing>,
}

const NO_BOUND: Bound = Bound { earliest: NEVER, sure_by: NEVER, via: None };

impl Bound {
    /// Not before this moment; `None`: never.
    pub fn earliest(self) -> Option<Time> {
        (self.earliest != NEVER).then_some(self.earliest)
    }

    /// By then it has happened, whatever the trainee does; `None`: it may never happen.
    pub fn sure_by(self) -> Option<Time> {
        (self.sure_by != NEVER).then_some(self.sure_by)
    }

    fn at(earliest: Time, sure_by: Time) -> Bound {
        Bound { earliest, sure_by, via: None }
    }

    fn possible(earliest: Time) -> Bound {
        Bound::at(earliest, NEVER)
    }

    fn later(self, least: Time, most: Time) -> Bound {
        Bound { earliest: add(self.earliest, least), sure_by: add(self.sure_by, most), ..self }
    }

    fn unsure(self) -> Bound {
        Bound { sure_by: NEVER, ..self }
    }

    /// Both must have happened.
    fn and(self, other: Bound) -> Bound {
        let via = if other.earliest > self.earliest { other.via } else { self.via };
        Bound { earliest: self.earliest.max(other.earliest), sure_by: self.sure_by.max(other.sure_by), via }
    }

    /// Either is enough.
    fn or(self, other: Bound) -> Bound {
        let via = if other.earliest < self.earliest { other.via } else { self.via };
        Bound { earliest: self.earliest.min(other.earliest), sure_by: self.sure_by.min(other.sure_by), via }
    }
}

fn add(time: Time, span: Time) -> Time {
    if time == NEVER { NEVER } else { time.saturating_add(span) }
}

/// The bounds of everything in a scenario.
#[derive(Clone, Debug)]
pub struct Forecast {
    contact: Vec<Bound>,
    facts: Vec<Bound>,
    down: Vec<Bound>,
    back: Vec<Bound>,
    looks: Vec<Bound>,
    repairs: Vec<Bound>,
    documents: Vec<Bound>,
    conversations: Vec<Bound>,
    rules: Vec<Bound>,
    allowed: Vec<Bound>,
    done: Vec<Bound>,
    /// The day, when the bounds are those of one day.
    day: Option<Day>,
    /// Who is informed of what by the scenario, without the trainee.
    informed: BTreeSet<(PersonId, FactId)>,
    /// By anchor, for moments that count from something.
    anchors: Vec<Option<Thing>>,
    deadlines: Vec<AnchorId>,
}

/// Bounds that many repairs ask for.
struct Shared {
    fixer: Bound,
    decider: Bound,
    /// From when any fact of a part can be known.
    parts: BTreeMap<Part, Bound>,
}

/// So often the bounds are drawn tighter at most; a scenario that needs more gets none.
const ROUNDS: usize = 64;

impl Forecast {
    /// The bounds of a scenario, on any day and for any play.
    pub fn of(plan: &Plan) -> Forecast {
        Forecast::with(plan, None)
    }

    /// The bounds on one day, for a play in which no repair begins without the go-ahead it needs.
    pub fn of_day(plan: &Plan, day: &Day) -> Forecast {
        Forecast::with(plan, Some(day.clone()))
    }

    fn with(plan: &Plan, day: Option<Day>) -> Forecast {
        let mut forecast = Forecast {
            contact: vec![NO_BOUND; plan.people.len()],
            facts: vec![NO_BOUND; plan.facts.len()],
            down: vec![NO_BOUND; plan.systems.len()],
            back: vec![NO_BOUND; plan.systems.len()],
            looks: vec![NO_BOUND; plan.looks.len()],
            repairs: vec![NO_BOUND; plan.repairs.len()],
            documents: vec![NO_BOUND; plan.documents.len()],
            conversations: vec![NO_BOUND; plan.conversations.len()],
            rules: vec![NO_BOUND; plan.rules.len()],
            allowed: vec![NO_BOUND; plan.repairs.len()],
            day,
            informed: BTreeSet::new(),
            done: vec![NO_BOUND; plan.deadlines.len()],
            anchors: vec![None; plan.items.len()],
            deadlines: plan.deadlines.iter().map(|deadline| deadline.anchor).collect(),
        };
        plan.each_effect(&mut |effect| {
            if let Effect::Inform(who, fact) = effect {
                forecast.informed.insert((*who, *fact));
            }
        });
        for (item, anchor) in plan.items.values() {
            forecast.anchors[usize::from(anchor.0)] = match item {
                Item::Fact(id) => Some(Thing::Fact(*id)),
                Item::System(id) => Some(Thing::Down(*id)),
                Item::Look(id) => Some(Thing::Look(*id)),
                Item::Repair(id) => Some(Thing::Repair(*id)),
                Item::Document(id) => Some(Thing::Document(*id)),
                Item::Conversation(id) => Some(Thing::Conversation(*id)),
                Item::Rule(id) => Some(Thing::Rule(*id)),
                _ => None,
            };
        }
        let settled = (0..ROUNDS).any(|_| !forecast.round(plan));
        if !settled {
            forecast.claim_nothing();
        }
        forecast
    }

    /// When something can happen.
    pub fn bound(&self, thing: Thing) -> Bound {
        match thing {
            Thing::Contact(id) => self.contact[id.index()],
            Thing::Fact(id) => self.facts[id.index()],
            Thing::Down(id) => self.down[id.index()],
            Thing::Back(id) => self.back[id.index()],
            Thing::Look(id) => self.looks[id.index()],
            Thing::Repair(id) => self.repairs[id.index()],
            Thing::Document(id) => self.documents[id.index()],
            Thing::Conversation(id) => self.conversations[id.index()],
            Thing::Rule(id) => self.rules[id.index()],
            Thing::Allowed(id) => self.allowed[id.index()],
            Thing::Done(id) => self.done[id.index()],
        }
    }

    /// What something has to wait for, the nearest first, as far as it waits.
    pub fn chain(&self, thing: Thing) -> Vec<(Thing, Time)> {
        let mut chain = vec![(thing, self.bound(thing).earliest)];
        let mut next = self.bound(thing).via;
        while let Some(thing) = next.filter(|thing| chain.len() < 12 && !chain.iter().any(|(seen, _)| seen == thing)) {
            chain.push((thing, self.bound(thing).earliest));
            next = self.bound(thing).via;
        }
        chain
    }

    fn slot(&mut self, thing: Thing) -> &mut Bound {
        match thing {
            Thing::Contact(id) => &mut self.contact[id.index()],
            Thing::Fact(id) => &mut self.facts[id.index()],
            Thing::Down(id) => &mut self.down[id.index()],
            Thing::Back(id) => &mut self.back[id.index()],
            Thing::Look(id) => &mut self.looks[id.index()],
            Thing::Repair(id) => &mut self.repairs[id.index()],
            Thing::Document(id) => &mut self.documents[id.index()],
            Thing::Conversation(id) => &mut self.conversations[id.index()],
            Thing::Rule(id) => &mut self.rules[id.index()],
            Thing::Allowed(id) => &mut self.allowed[id.index()],
            Thing::Done(id) => &mut self.done[id.index()],
        }
    }

    fn claim_nothing(&mut self) {
        let lists = [
            &mut self.contact,
            &mut self.facts,
            &mut self.down,
            &mut self.back,
            &mut self.looks,
            &mut self.repairs,
            &mut self.documents,
            &mut self.conversations,
            &mut self.rules,
            &mut self.allowed,
            &mut self.done,
        ];
        for list in lists {
            list.fill(Bound::possible(0));
        }
    }

    /// Lets a bound come earlier. Says whether it did.
    fn improve(&mut self, thing: Thing, bound: Bound) -> bool {
        let slot = self.slot(thing);
        let better = bound.earliest < slot.earliest || bound.sure_by < slot.sure_by;
        if better {
            *slot = slot.or(bound);
        }
        better
    }

    fn round(&mut self, plan: &Plan) -> bool {
        let mut changed = false;
        for (number, system) in plan.systems.iter().enumerate() {
            if let Some(down) = &system.down {
                let bound = self.moment(down);
                let from_start = Bound { earliest: bound.earliest.max(0), sure_by: bound.sure_by.max(0), ..bound };
                changed |= self.improve(Thing::Down(SystemId(number as u16)), from_start);
            }
        }
        changed |= self.talks(plan);
        changed |= self.people(plan);
        changed |= self.hands(plan);
        for (number, rule) in plan.rules.iter().enumerate() {
            let when = self.condition(plan, &rule.when);
            changed |= self.improve(Thing::Rule(RuleId(number as u16)), when);
            changed |= self.effects(&rule.then, Some(Thing::Rule(RuleId(number as u16))));
        }
        for (number, fact) in plan.facts.iter().enumerate() {
            let id = FactId(number as u16);
            if !matches!(fact.kind, Kind::Authored(_)) || plan.knows.contains(&id) {
                changed |= self.improve(Thing::Fact(id), Bound::at(0, 0));
            }
            // Any two of those it is made of, once the second is there.
            let mut parts: Vec<Bound> = fact
                .joins
                .iter()
                .map(|part| self.after(Thing::Fact(*part)))
                .filter(|bound| bound.earliest != NEVER)
                .collect();
            parts.sort_by_key(|bound| bound.earliest);
            if let Some(second) = parts.get(1) {
                changed |= self.improve(Thing::Fact(id), second.unsure().later(cost::JOIN, 0));
            }
        }
        for (number, deadline) in plan.deadlines.iter().enumerate() {
            let done =
                self.condition(plan, &deadline.done).later(self.least(deadline.takes), self.most(deadline.takes));
            changed |= self.improve(Thing::Done(DeadlineId(number as u16)), done);
        }
        changed
    }

    fn talks(&mut self, plan: &Plan) -> bool {
        let mut changed = false;
        for (number, talk) in plan.conversations.iter().enumerate() {
            let id = ConversationId(number as u16);
            if let Some(when) = &talk.when {
                let when = self.condition(plan, when);
                changed |= self.improve(Thing::Conversation(id), when);
            }
            let begins = self.after(Thing::Conversation(id));
            // A call may be missed, and is written in the end; what is written is read whenever the trainee likes.
            let held = match talk.by {
                By::Phone | By::Visit => begins.later(0, cost::RINGS_AGAIN * i64::from(cost::RINGS_TIMES)),
                By::Mail | By::Chat | By::Notice => begins,
            };
            if let Some(from) = talk.from.filter(|_| matches!(talk.by, By::Phone | By::Visit)) {
                changed |= self.improve(Thing::Contact(from), begins.unsure());
            }
            changed |= self.learn(&talk.learn, if talk.noted { held } else { held.unsure() });
            changed |= self.effects(&talk.then, Some(Thing::Conversation(id)));
            for answer in &talk.answers {
                changed |= self.answer(plan, answer, begins.unsure());
            }
        }
        for (number, person) in plan.people.iter().enumerate() {
            let contact = self.after(Thing::Contact(PersonId(number as u16))).unsure();
            for answer in &person.answers {
                changed |= self.answer(plan, answer, contact);
            }
            if let Some(chase) = person.customer.as_ref().and_then(|customer| customer.chase) {
                changed |= self.improve(Thing::Conversation(chase), contact);
            }
        }
        changed
    }

    fn answer(&mut self, plan: &Plan, answer: &Answer, from: Bound) -> bool {
        let when = answer.when.as_ref().map_or(Bound::at(0, 0), |when| self.condition(plan, when));
        let given = from.and(when).unsure();
        let mut changed = self.learn(&answer.learn, given);
        if let Some(next) = answer.next {
            changed |= self.improve(Thing::Conversation(next), given);
        }
        changed | self.effects_at(&answer.then, given)
    }

    fn people(&mut self, plan: &Plan) -> bool {
        let mut changed = false;
        for (number, person) in plan.people.iter().enumerate() {
            let id = PersonId(number as u16);
            for channel in Channel::ALL {
                let Some(stretches) = person.reach(channel) else { continue };
                // Whoever has a voicemail rings back by themselves, and a letter is written before it can be read.
                let rings_back = stretches.iter().any(|one| [one.manner, one.otherwise].contains(&Manner::Voicemail));
                let (written, dialled) = match channel {
                    Channel::Phone if rings_back => (0, 0),
                    Channel::Phone => (0, cost::DIAL),
                    Channel::Mail => (cost::MAIL, 0),
                    Channel::Chat => (cost::CHAT, 0),
                    Channel::Visit => (0, 0),
                };
                if let Some(from) = self.first_answer(plan, stretches, written, dialled) {
                    changed |= self.improve(Thing::Contact(id), from);
                }
            }
            let contact = self.after(Thing::Contact(id)).unsure();
            changed |= self.learn(&person.knows, contact);
        }
        changed
    }

    /// From when somebody can first answer on a channel: not before `written`, and `dialled` after they first could.
    fn first_answer(&self, plan: &Plan, stretches: &[Stretch], written: Time, dialled: Time) -> Option<Bound> {
        let mut from = Bound::at(written, written);
        let mut found: Option<Bound> = None;
        for stretch in stretches {
            let lost = self.day.as_ref().map(|day| day.value(stretch.luck) > i64::from(stretch.odds));
            let kept = stretch.manner == Manner::Answers && lost != Some(true);
            let otherwise = stretch.otherwise == Manner::Answers && lost.unwrap_or(stretch.odds < 100);
            let answers = kept || otherwise;
            if answers {
                let when = stretch.when.as_ref().map_or(Bound::at(0, 0), |when| self.condition(plan, when));
                let bound = from.and(when).unsure().later(dialled + self.least(stretch.after), 0);
                found = Some(found.map_or(bound, |other| other.or(bound)));
            }
            match (&stretch.until, &stretch.when) {
                // A stretch that may be passed over keeps nobody back.
                (_, Some(_)) => {}
                (None, None) => break,
                (Some(until), None) => {
                    let until = self.moment(until);
                    // An end whose anchor never comes is no end.
                    from = Bound { earliest: until.earliest.max(written), ..until.unsure() };
                }
            }
        }
        found
    }

    fn hands(&mut self, plan: &Plan) -> bool {
        let mut changed = false;
        for (number, look) in plan.looks.iter().enumerate() {
            let id = LookId(number as u16);
            let seen = match (&look.when, plan.system(look.system).down) {
                (Some(when), _) => self.condition(plan, when),
                (None, Some(_)) => self.after(Thing::Down(look.system)),
                (None, None) => Bound::at(0, 0),
            };
            changed |= self.improve(Thing::Look(id), seen.unsure().later(self.least(look.takes), 0));
            let looked = self.after(Thing::Look(id));
            changed |= self.learn(&look.learn, looked);
        }
        for (number, document) in plan.documents.iter().enumerate() {
            let id = DocumentId(number as u16);
            changed |= self.improve(Thing::Document(id), Bound::possible(self.least(document.takes)));
            let read = self.after(Thing::Document(id));
            changed |= self.learn(&document.learn, read);
        }
        let shared = self.shared(plan);
        for (number, repair) in plan.repairs.iter().enumerate() {
            let id = RepairId(number as u16);
            let allowed = self.go_ahead(plan, id, &shared);
            changed |= self.improve(Thing::Allowed(id), allowed);
            let fails = self.day.as_ref().is_some_and(|day| day.value(repair.luck) > i64::from(repair.works));
            let worked = self.repair_ends(plan, id, &shared);
            if fails {
                // It ends, but it never works: what it brings about is what a failure brings about.
                changed |= self.effects_at(&repair.fails, worked);
                continue;
            }
            changed |= self.improve(Thing::Repair(id), worked);
            let repaired = self.after(Thing::Repair(id)).unsure();
            if repair.mends && repair.works > 0 {
                let down = self.after(Thing::Down(repair.system)).unsure();
                changed |= self.improve(Thing::Back(repair.system), repaired.and(down));
            }
            changed |= self.effects_at(&repair.then, repaired);
            changed |= self.effects_at(&repair.fails, repaired);
        }
        changed
    }

    /// From when somebody can give the go-ahead: who may, once they know what makes it right. A repair that needs nobody's
    /// word can be allowed by anybody who decides or repairs.
    fn go_ahead(&self, plan: &Plan, id: RepairId, shared: &Shared) -> Bound {
        let repair = plan.repair(id);
        let word = |who: &PersonId| {
            let person = plan.person(*who);
            // Who has heard it from elsewhere has it from there; everybody else has it from the trainee.
            let has = |fact: FactId| person.knows.contains(&fact) || self.informed.contains(&(*who, fact));
            let told = repair.because.iter().filter(|fact| !has(**fact)).map(|fact| self.after(Thing::Fact(*fact)));
            let hears = self.informed.range((*who, FactId(0))..).next().is_some_and(|(other, _)| other == who);
            let needs = person.needs.iter().filter_map(|part| {
                let known = hears || person.knows.iter().any(|fact| plan.part(*fact) == *part);
                shared.parts.get(part).copied().filter(|_| !known)
            });
            told.chain(needs).fold(self.after(Thing::Contact(*who)), Bound::and).later(self.least(person.lead), 0)
        };
        if repair.go_from.is_empty() {
            return shared.fixer.or(shared.decider).unsure();
        }
        repair.go_from.iter().map(word).reduce(Bound::or).unwrap_or(NO_BOUND).unsure()
    }

    /// From when a repair can have ended: begun here, by whoever it is written for, or by a fixer who takes it over. On
    /// any day, nobody can be stopped from beginning without the word it needs.
    fn repair_ends(&self, plan: &Plan, id: RepairId, shared: &Shared) -> Bound {
        let repair = plan.repair(id);
        let takes = self.least(repair.takes);
        let when = repair.when.as_ref().map_or(Bound::at(0, 0), |when| self.condition(plan, when));
        let mine = repair.yours.then(|| {
            let keys = repair.needs.iter().map(|key| self.after(Thing::Fact(*key))).fold(when, Bound::and);
            let asks = self.day.is_some() && !repair.go_from.is_empty();
            if asks { keys.and(self.after(Thing::Allowed(id))) } else { keys }
        });
        let theirs = repair.by.iter().map(|who| self.of_use(plan, *who)).reduce(Bound::or);
        let theirs = theirs.map(|theirs| when.and(theirs));
        let ordered = mine.into_iter().chain(theirs).reduce(Bound::or).unwrap_or(NO_BOUND);
        let taken_over = if repair.go_from.is_empty() {
            shared.fixer
        } else {
            let fixers = repair.go_from.iter().filter(|who| plan.person(**who).has_any(Duty::Fix.fits()));
            fixers.map(|who| self.of_use(plan, *who)).reduce(Bound::or).unwrap_or(NO_BOUND)
        };
        // What must hold for it to work must hold when it ends.
        ordered.later(takes, 0).or(taken_over.later(takes, 0).and(when)).unsure()
    }

    /// From when somebody can be of use: in contact, and what they need to begin has passed.
    fn of_use(&self, plan: &Plan, who: PersonId) -> Bound {
        self.after(Thing::Contact(who)).later(self.least(plan.person(who).lead), 0)
    }

    /// What many repairs ask for alike, found once a round.
    fn shared(&self, plan: &Plan) -> Shared {
        let mut shared = Shared { fixer: NO_BOUND, decider: NO_BOUND, parts: BTreeMap::new() };
        for who in plan.person_ids() {
            let roles = &plan.person(who).roles;
            if roles.contains(&Role::Fixer) {
                shared.fixer = shared.fixer.or(self.of_use(plan, who));
            }
            if roles.contains(&Role::Decider) {
                shared.decider = shared.decider.or(self.of_use(plan, who));
            }
        }
        for (number, fact) in plan.facts.iter().enumerate() {
            if let Kind::Authored(part) = fact.kind {
                let known = self.after(Thing::Fact(FactId(number as u16)));
                let earliest = shared.parts.entry(part).or_insert(NO_BOUND);
                *earliest = earliest.or(known);
            }
        }
        shared
    }

    fn learn(&mut self, facts: &[FactId], from: Bound) -> bool {
        let mut changed = false;
        for fact in facts {
            changed |= self.improve(Thing::Fact(*fact), from);
        }
        changed
    }

    fn effects(&mut self, effects: &[Effect], of: Option<Thing>) -> bool {
        let from = of.map_or(Bound::possible(0), |thing| self.after(thing));
        self.effects_at(effects, from)
    }

    fn effects_at(&mut self, effects: &[Effect], from: Bound) -> bool {
        let mut changed = false;
        for effect in effects {
            changed |= match effect {
                Effect::Start(talk) => self.improve(Thing::Conversation(*talk), from),
                Effect::Learn(fact) => self.improve(Thing::Fact(*fact), from),
                Effect::Break(system) => self.improve(Thing::Down(*system), from),
                Effect::Mend(system) => self.improve(Thing::Back(*system), from),
                // Who is informed can tell.
                Effect::Inform(who, fact) => {
                    let contact = self.after(Thing::Contact(*who));
                    self.improve(Thing::Fact(*fact), from.and(contact).unsure())
                }
                Effect::Go(repair) => self.improve(Thing::Allowed(*repair), from.unsure()),
                _ => false,
            };
        }
        changed
    }

    /// The least a drawn number can be.
    fn least(&self, drawn: Drawn) -> i64 {
        self.day.as_ref().map_or(drawn.least, |day| day.value(drawn))
    }

    /// The most a drawn number can be.
    fn most(&self, drawn: Drawn) -> i64 {
        self.day.as_ref().map_or(drawn.most, |day| day.value(drawn))
    }

    /// The bound of something else, which one waits for.
    fn after(&self, thing: Thing) -> Bound {
        Bound { via: Some(thing), ..self.bound(thing) }
    }

    fn anchor(&self, plan: &Plan, anchor: AnchorId) -> Bound {
        if let Some(place) = self.deadlines.iter().position(|deadline| *deadline == anchor) {
            return self.moment(&plan.deadlines[place].at);
        }
        self.anchors.get(usize::from(anchor.0)).copied().flatten().map_or(Bound::possible(0), |thing| self.after(thing))
    }

    /// When a moment has passed.
    fn moment(&self, moment: &Moment) -> Bound {
        let (least, most) = (self.least(moment.offset), self.most(moment.offset));
        match moment.anchor {
            None => Bound::at(least, most),
            Some(anchor) => {
                let anchor = self.anchors.get(usize::from(anchor.0)).copied().flatten();
                anchor.map_or(Bound::possible(0), |thing| self.after(thing)).later(least, most)
            }
        }
    }

    /// When a condition can first hold, and by when it has come to hold for good.
    fn condition(&self, plan: &Plan, condition: &Condition) -> Bound {
        let contact = |who: &PersonId| self.after(Thing::Contact(*who)).unsure();
        match condition {
            Condition::All(children) => {
                children.iter().map(|child| self.condition(plan, child)).fold(Bound::at(0, 0), Bound::and)
            }
            Condition::Any(children) => {
                children.iter().map(|child| self.condition(plan, child)).fold(NO_BOUND, Bound::or)
            }
            Condition::For(_, span, child) => self.condition(plan, child).later(*span, *span),
            Condition::After(moment) => {
                let bound = self.moment(moment);
                Bound { earliest: bound.earliest.max(0), sure_by: bound.sure_by.max(0), ..bound }
            }
            Condition::Happened(anchor) => self.anchor(plan, *anchor),
            Condition::Knows(fact) => self.after(Thing::Fact(*fact)),
            Condition::Told(_, fact) => self.after(Thing::Fact(*fact)).unsure(),
            Condition::Reached(who) | Condition::Confirmed(who) | Condition::BrokeWord(who) => contact(who),
            Condition::Helping(who) | Condition::Holds(who, _) => {
                contact(who).later(self.least(plan.person(*who).lead), 0)
            }
            Condition::Here(who) => {
                let person = plan.person(*who);
                let travel = person.travel.map_or(NEVER, |travel| self.least(travel));
                if travel == NEVER { NO_BOUND } else { contact(who).later(self.least(person.lead) + travel, 0) }
            }
            Condition::Quiet(who, span) => contact(who).later(*span, 0),
            Condition::Allowed(repair) => self.after(Thing::Allowed(*repair)).unsure(),
            Condition::Done(repair) => self.after(Thing::Repair(*repair)).unsure(),
            Condition::Down(system) => self.after(Thing::Down(*system)).unsure(),
            Condition::Restored(system) => self.after(Thing::Back(*system)).unsure(),
            Condition::Met(deadline) => {
                let at = self.moment(&plan.deadline(*deadline).at).unsure();
                at.and(self.after(Thing::Done(*deadline)))
            }
            Condition::Missed(deadline) => self.moment(&plan.deadline(*deadline).at).unsure(),
            // What hangs on the trainee's own doing, or can be so from the start.
            _ => Bound::possible(0),
        }
    }
}

/// One line of the table.
#[derive(Clone, Debug)]
pub struct Line {
    /// What happens.
    pub thing: Thing,
    /// When.
    pub bound: Bound,
}

/// Everything a scenario brings about and everything one can wait for, in the order of the earliest times.
pub fn table(plan: &Plan, forecast: &Forecast) -> Vec<Line> {
    let things = (0..plan.systems.len() as u16)
        .map(SystemId)
        .filter(|system| plan.system(*system).down.is_some())
        .flat_map(|system| [Thing::Down(system), Thing::Back(system)])
        .chain((0..plan.conversations.len() as u16).map(|id| Thing::Conversation(ConversationId(id))))
        .chain((0..plan.rules.len() as u16).map(|id| Thing::Rule(RuleId(id))))
        .chain((0..plan.people.len() as u16).map(|id| Thing::Contact(PersonId(id))))
        .chain((FactId::BUILT_IN.len() as u16..plan.facts.len() as u16).map(|id| Thing::Fact(FactId(id))))
        .chain((0..plan.repairs.len() as u16).map(|id| Thing::Repair(RepairId(id))))
        .chain((0..plan.deadlines.len() as u16).map(|id| Thing::Done(DeadlineId(id))));
    let mut lines: Vec<Line> = things.map(|thing| Line { thing, bound: forecast.bound(thing) }).collect();
    lines.sort_by_key(|line| (line.bound.earliest, line.thing));
    lines
}

/// The id of something, as the scenario writes it.
pub fn id_of(plan: &Plan, thing: Thing) -> &str {
    match thing {
        Thing::Contact(id) => &plan.person(id).id,
        Thing::Fact(id) => &plan.fact(id).id,
        Thing::Down(id) | Thing::Back(id) => &plan.system(id).id,
        Thing::Look(id) => &plan.look(id).id,
        Thing::Repair(id) | Thing::Allowed(id) => &plan.repair(id).id,
        Thing::Document(id) => &plan.document(id).id,
        Thing::Conversation(id) => &plan.conversation(id).id,
        Thing::Rule(id) => &plan.rules[id.index()].id,
        Thing::Done(id) => &plan.deadline(id).id,
    }
}

impl Thing {
    /// The key of what happens: `contact`, `fact`.
    pub fn word(self) -> &'static str {
        match self {
            Thing::Contact(_) => "contact",
            Thing::Fact(_) => "fact",
            Thing::Down(_) => "down",
            Thing::Back(_) => "back",
            Thing::Look(_) => "look",
            Thing::Repair(_) => "repair",
            Thing::Document(_) => "document",
            Thing::Conversation(_) => "conversation",
            Thing::Rule(_) => "rule",
            Thing::Allowed(_) => "allowed",
            Thing::Done(_) => "done",
        }
    }
}
