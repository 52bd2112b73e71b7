//! A scenario, compiled: ids are small integers, times are seconds since the start, every draw of luck has its number.

use super::model;
pub use super::model::{By, Duty, Occasion, Part, Role, Severity};
use super::topics::Watch;
use crate::id::*;
use crate::text::Text;
use crate::time::{Calendar, Span, Time};
use std::collections::BTreeMap;

/// The place of an item's times in the state: when it began, when it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnchorId(pub u16);

/// What an id stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// A person.
    Person(PersonId),
    /// The shared chat room.
    Room,
    /// A fact.
    Fact(FactId),
    /// A system.
    System(SystemId),
    /// A symptom.
    Look(LookId),
    /// A repair.
    Repair(RepairId),
    /// A document.
    Document(DocumentId),
    /// A conversation.
    Conversation(ConversationId),
    /// A line.
    Line(LineId),
    /// A rule.
    Rule(RuleId),
    /// A deadline.
    Deadline(DeadlineId),
    /// An ending.
    Ending(EndingId),
    /// A trainee, by its place.
    Trainee(usize),
}

/// A number that is fixed, or drawn evenly from a range once a seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The least it can be.
    pub least: i64,
    /// The most it can be.
    pub most: i64,
    /// Which draw it is; `None` when it is fixed.
    pub draw: Option<u16>,
}

impl Drawn {
    /// Always the same.
    pub const fn fixed(number: i64) -> Drawn {
        Drawn { least: number, most: number, draw: None }
    }
}

/// What is drawn for, such as `manager.phone.0.until`: hashed once, so that drawing costs little.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(pub(crate) u64);

impl Key {
    /// The key of a purpose.
    pub fn of(words: &str) -> Key {
        Key(first_eight(blake3::hash(words.as_bytes())))
    }
}

/// The first eight bytes of a hash, as a number.
pub(crate) fn first_eight(hash: blake3::Hash) -> u64 {
    let [a, b, c, d, e, f, g, h, ..] = *hash.as_bytes();
    u64::from_le_bytes([a, b, c, d, e, f, g, h])
}

/// One draw of luck, keyed by what it is for, so that nobody else's luck hangs on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// Who and what for.
    pub key: Key,
    /// The least.
    pub least: i64,
    /// The most.
    pub most: i64,
}

/// A moment: by the clock, or after an item's own time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Seconds since the start, or since the anchor.
    pub offset: Drawn,
    /// The item it counts from.
    pub anchor: Option<AnchorId>,
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Its first second.
    pub from: Option<Time>,
    /// Its last second.
    pub to: Option<Time>,
    /// The item it counts from.
    pub anchor: Option<AnchorId>,
}

/// When something holds; see [`model::Condition`].
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the words are those of the file and are explained there")]
pub enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    For(SpellId, Span, Box<Condition>),
    After(Moment),
    Before(Moment),
    Happened(AnchorId),
    Knows(FactId),
    Told(PersonId, FactId),
    Tried(PersonId),
    Reached(PersonId),
    Helping(PersonId),
    Here(PersonId),
    Holds(PersonId, Duty),
    Quiet(PersonId, Span),
    Chased(PersonId),
    BrokeWord(PersonId),
    Confirmed(PersonId),
    Mood(PersonId, super::words::Range),
    Allowed(RepairId),
    Done(RepairId),
    Destroyed(RepairId),
    Down(SystemId),
    Restored(SystemId),
    Met(DeadlineId),
    Missed(DeadlineId),
    Declared(Severity),
    Closed,
    Within(Window, Box<Condition>),
    Ending(EndingId),
    Score(super::words::Range),
    Bar(String, super::words::Range),
}

impl Condition {
    /// The parts of a condition.
    pub fn parts(&self) -> &[Condition] {
        match self {
            Condition::All(children) | Condition::Any(children) => children,
            Condition::Not(child) | Condition::For(_, _, child) | Condition::Within(_, child) => {
                std::slice::from_ref(child)
            }
            _ => &[],
        }
    }

    /// Calls `see` with the condition and each part of it.
    pub fn each(&self, see: &mut impl FnMut(&Condition)) {
        see(self);
        self.parts().iter().for_each(|part| part.each(see));
    }
}

/// What a rule or an answer brings about; see [`model::Effect`].
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the words are those of the file and are explained there")]
pub enum Effect {
    Start(ConversationId),
    Learn(FactId),
    Inform(PersonId, FactId),
    Mood(PersonId, i32),
    Board(PersonId, Text),
    Break(SystemId),
    Mend(SystemId),
    Go(RepairId),
    Declare(Severity),
    Finish(EndingId),
}

/// What the trainee asks somebody to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Request {
    /// What shall I do?
    Decide,
    /// May I?
    Allow(RepairId),
    /// Please do it.
    Do(RepairId),
    /// A key, a number.
    Give(FactId),
    /// Take over a duty.
    Take(Duty),
    /// Travel here.
    Come,
    /// Ring that person for me.
    CallOn(PersonId),
}

/// What was said or written in one go. Cheap to clone: several things keep it.
pub type Acts = std::sync::Arc<[Act]>;

/// Something said or written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Tell facts one knows.
    Tell(Vec<FactId>),
    /// Ask for the facts of a part.
    Ask(Part),
    /// Ask for something to be done.
    Want(Request),
    /// Needed within.
    By(Span),
    /// You will be in touch within.
    Promise(Span),
    /// It will be back by then.
    Estimate(Time),
    /// It works again.
    Fixed(SystemId),
    /// I do not know.
    DontKnow,
    /// Does it work for you?
    Confirm,
    /// Please read that back to me.
    ReadBack,
    /// Writing down what was just said.
    WriteDown,
    /// An authored line.
    Say(LineId),
}

/// An act as an answer waits for it; see [`model::Heard`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words are those of the file and are explained there")]
pub enum Heard {
    Tell(FactId),
    Ask(Part),
    Want(Request),
    Promise(Span),
    Estimate,
    Fixed(SystemId),
    DontKnow,
    Confirm,
    Say(LineId),
}

/// A way to reach somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// One line.
    Phone,
    /// Delivered, read later, answered later or never.
    Mail,
    /// Written, seen sooner.
    Chat,
    /// Walking over.
    Visit,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Channel; 4] = [Channel::Phone, Channel::Mail, Channel::Chat, Channel::Visit];

    /// `phone`
    pub fn word(self) -> &'static str {
        match self {
            Channel::Phone => "phone",
            Channel::Mail => "mail",
            Channel::Chat => "chat",
            Channel::Visit => "visit",
        }
    }
}

/// What comes of trying a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Manner {
    /// Picks up, or reads and answers.
    Answers,
    /// Rings out, or lies unread.
    Silent,
    /// Takes a message.
    Voicemail,
    /// Engaged.
    Busy,
    /// Not in service.
    Refused,
    /// Sounds like ringing, rings nowhere.
    Dead,
}

impl Manner {
    /// `answers`
    pub fn word(self) -> &'static str {
        match self {
            Manner::Answers => "answers",
            Manner::Silent => "silent",
            Manner::Voicemail => "voicemail",
            Manner::Busy => "busy",
            Manner::Refused => "refused",
            Manner::Dead => "dead",
        }
    }
}

/// A stretch of the day on one channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// What comes of trying.
    pub manner: Manner,
    /// Until when; `None` for the rest of the day.
    pub until: Option<Moment>,
    /// After how long they answer.
    pub after: Drawn,
    /// A draw of 1..=100; lost when above `odds`.
    pub luck: Drawn,
    /// Percent.
    pub odds: u8,
    /// What comes of trying when the odds are lost.
    pub otherwise: Manner,
    /// Passed over while this is false.
    pub when: Option<Condition>,
}

/// What somebody says. Times that only the run knows stand in it as placeholders: `{now}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Spoken {
    /// Cases with their conditions; the first that holds is said.
    pub cases: Vec<(Condition, Text)>,
    /// What is said where none of them holds.
    pub usual: Text,
}

impl Spoken {
    /// Whether these can have been the words, whatever the times in them.
    pub fn could_be(&self, words: &Text) -> bool {
        let mut texts = self.cases.iter().map(|(_, text)| text).chain([&self.usual]);
        texts.any(|text| fits(&text.ja, &words.ja) && fits(&text.en, &words.en))
    }
}

/// Whether words are those of a pattern in which a time stands for each placeholder.
fn fits(pattern: &str, words: &str) -> bool {
    /// Signs of the longest thing that is filled in: 11:50.
    const LONGEST: usize = 5;
    let placeholder = pattern.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?.1)));
    let Some((before, after)) = placeholder else { return pattern == words };
    words.strip_prefix(before).is_some_and(|rest| {
        let starts = rest.char_indices().map(|(place, _)| place).chain([rest.len()]);
        starts.take(LONGEST + 1).any(|place| fits(after, &rest[place..]))
    })
}

/// How a person says things.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "one line each, named as in the file")]
pub struct Voice {
    pub hello: Spoken,
    pub who: Spoken,
    pub why: Spoken,
    pub look: Spoken,
    pub not_mine: Spoken,
    pub yes: Spoken,
    pub no: Spoken,
    pub late: Spoken,
    pub ack: Spoken,
    pub dont_know: Spoken,
    pub call_back: Text,
    pub questions: Text,
}

impl Voice {
    /// The lines of the file, in the order of the fields.
    pub fn lines(&self) -> [&Spoken; 10] {
        [
            &self.hello,
            &self.who,
            &self.why,
            &self.look,
            &self.not_mine,
            &self.yes,
            &self.no,
            &self.late,
            &self.ack,
            &self.dont_know,
        ]
    }
}

/// A person.
#[derive(Clone, Debug)]
pub struct Person {
    /// Id as written.
    pub id: String,
    /// Name.
    pub name: Text,
    /// A few words beside the name.
    pub title: Text,
    /// Number in the directory.
    pub number: Text,
    /// What they are there for.
    pub roles: Vec<Role>,
    /// What they said on the board; empty: not on it.
    pub board: Text,
    /// Reach by channel, in the order of [`Channel::ALL`]; `None`: has no such channel.
    pub reach: [Option<Vec<Stretch>>; 4],
    /// Facts they know.
    pub knows: Vec<FactId>,
    /// Parts they must hear before they move.
    pub needs: Vec<Part>,
    /// Whom they name when it is not theirs.
    pub refers_to: Vec<PersonId>,
    /// From yes to being of use.
    pub lead: Drawn,
    /// They can come, and it takes so long.
    pub travel: Option<Drawn>,
    /// They have no desk here: they live by another clock, or would have to travel.
    pub elsewhere: bool,
    /// 0–100 at the start.
    pub mood: i32,
    /// Noise of contacting them needlessly.
    pub cost: i64,
    /// How they say things.
    pub voice: Voice,
    /// Answers of their own.
    pub answers: Vec<Answer>,
    /// They are a customer.
    pub customer: Option<Customer>,
    /// Their deadlines.
    pub deadlines: Vec<DeadlineId>,
}

impl Person {
    /// Reach on one channel.
    pub fn reach(&self, channel: Channel) -> Option<&[Stretch]> {
        self.reach[channel as usize].as_deref()
    }

    /// Whether they have one of the roles.
    pub fn has_any(&self, roles: &[Role]) -> bool {
        self.roles.iter().any(|role| roles.contains(role))
    }
}

/// A customer's patience.
#[derive(Clone, Debug)]
pub struct Customer {
    /// Quiet before they chase.
    pub patience: Drawn,
    /// The conversation of the first chase.
    pub chase: Option<ConversationId>,
    /// What they say from the second chase on, in turn, the last again and again; no words: the built-in ones.
    pub chases: Vec<Spoken>,
    /// Until they see by themselves that it works.
    pub notices: Drawn,
    /// What they say when it works.
    pub pleased: Spoken,
    /// What they say to an update.
    pub heard: Spoken,
    /// What they say when they have to ask and nothing is written for it.
    pub asks: [Text; 3],
    /// What they say when it does not work.
    pub still_down: Text,
}

/// Something that must be done by a time.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the file")]
pub struct Deadline {
    pub id: String,
    pub anchor: AnchorId,
    pub owner: PersonId,
    pub name: Text,
    pub at: Moment,
    pub done: Condition,
    pub takes: Drawn,
}

/// An answer to an act.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the file")]
pub struct Answer {
    pub to: Heard,
    pub when: Option<Condition>,
    pub says: Text,
    pub learn: Vec<FactId>,
    pub then: Vec<Effect>,
    pub refuses: bool,
    pub next: Option<ConversationId>,
}

/// What kind of thing a fact is in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Who I am.
    Me,
    /// What I looked at and did.
    Tried,
    /// Whom I called.
    Called,
    /// The severity declared.
    Severity,
    /// An authored fact.
    Authored(Part),
}

/// Something that can be known.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the file")]
pub struct Fact {
    pub id: String,
    pub anchor: AnchorId,
    pub text: Text,
    pub kind: Kind,
    pub seal: bool,
    pub untrue: bool,
    pub corrects: Option<FactId>,
    pub joins: Vec<FactId>,
}

/// Something that can break.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the file")]
pub struct System {
    pub id: String,
    pub anchor: AnchorId,
    pub name: Text,
    pub down: Option<Moment>,
    pub looks: Vec<LookId>,
    pub repairs: Vec<RepairId>,
}

/// A symptom.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the file")]
pub struct Look {
    pub id: String,
    pub anchor: AnchorId,
    pub system: SystemId,
    pub name: Text,
    pub says: Text,
    pub healthy: Text,
    pub takes: Drawn,
    pub learn: Vec<FactId>,
    pub when: Option<Condition>,
}

/// How a repair can make things worse.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the file")]
pub struct Destroys {
    pub odds: u8,
    pub luck: Drawn,
    pub unless: Option<Condition>,
    pub says: Text,
}

/// A repair.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the file")]
pub struct Repair {
    pub id: String,
    pub anchor: AnchorId,
    pub system: SystemId,
    pub name: Text,
    pub takes: Drawn,
    pub hands: Drawn,
    /// The trainee may make it.
    pub yours: bool,
    /// Others who may make it.
    pub by: Vec<PersonId>,
    pub go_from: Vec<PersonId>,
    pub because: Vec<FactId>,
    pub needs: Vec<FactId>,
    pub when: Option<Condition>,
    pub luck: Drawn,
    pub works: u8,
    pub mends: bool,
    pub then: Vec<Effect>,
    pub fails: Vec<Effect>,
    pub destroys: Option<Destroys>,
}

/// Something to read.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the file")]
pub struct Document {
    pub id: String,
    pub anchor: AnchorId,
    pub title: Text,
    pub text: Text,
    pub takes: Drawn,
    pub learn: Vec<FactId>,
    pub at_hand: bool,
}

/// Something somebody else begins.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the file")]
pub struct Conversation {
    pub id: String,
    pub anchor: AnchorId,
    pub from: Option<PersonId>,
    pub by: By,
    pub subject: Text,
    pub when: Option<Condition>,
    pub says: Spoken,
    pub learn: Vec<FactId>,
    /// No: one's own only when written down.
    pub noted: bool,
    pub then: Vec<Effect>,
    pub answers: Vec<Answer>,
    pub lines: Vec<LineId>,
}

/// A line one may say.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the file")]
pub struct Line {
    pub id: String,
    pub anchor: AnchorId,
    pub conversation: ConversationId,
    pub name: Text,
    pub says: Text,
    pub takes: Drawn,
}

/// A rule.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the file")]
pub struct Rule {
    pub id: String,
    pub anchor: AnchorId,
    pub when: Condition,
    pub then: Vec<Effect>,
    pub repeat: Option<Drawn>,
    pub lesson: Option<Lesson>,
}

/// What the debrief says of a run in which a rule has fired.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// It went well.
    pub good: bool,
    /// What happened, in a few words.
    pub title: Text,
    /// What there is to learn from it.
    pub says: Text,
    /// The plan it suggests: when, and what one will do then.
    pub plan: (Text, Text),
}

/// What is expected of the trainee.
#[derive(Clone, Debug)]
pub struct Scoring {
    /// The first credible sign.
    pub sign: Option<ConversationId>,
    /// From when the criteria can be known, if not from the end of the sign's statement.
    pub escalate_from: Option<Moment>,
    /// Roles that must be engaged.
    pub roles: Vec<Role>,
    /// The deadline that counts.
    pub deadline: Option<DeadlineId>,
    /// What caps the total.
    pub gates: Vec<Gate>,
}

/// Something that caps the total if it was ever so.
#[derive(Clone, Debug)]
pub struct Gate {
    /// The total is at most so much, in tenths of a point.
    pub cap: i64,
    /// Why.
    pub says: Text,
    /// What was so.
    pub when: Condition,
}

/// How the day can end.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the file")]
pub struct Ending {
    pub id: String,
    pub title: Text,
    pub text: Text,
    pub when: Option<Condition>,
}

/// One step of a trainee; see [`model::Step`].
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the words are those of the file and are explained there")]
pub enum Step {
    Answer(ConversationId, Vec<Act>),
    Answering(Vec<Act>),
    Call(PersonId, Vec<Act>),
    Mail(Vec<Option<PersonId>>, Vec<Act>),
    Chat(Vec<Option<PersonId>>, Vec<Act>),
    Visit(PersonId, Vec<Act>),
    Look(LookId),
    Read(DocumentId),
    Repair(RepairId),
    Join(Vec<FactId>),
    Declare(Severity),
    Wait(Span),
    WaitFor(Condition),
    When(Condition, Vec<Step>),
    Note(Text),
    Close,
}

/// A trainee that plays by a list.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the file")]
pub struct Trainee {
    pub id: String,
    pub name: Text,
    pub does: Vec<Step>,
    pub expect: Vec<Condition>,
}

/// A compiled scenario.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the file")]
pub struct Plan {
    pub id: String,
    pub title: Text,
    pub about: Text,
    /// What one learns by it.
    pub trains: Text,
    /// Its place in the course.
    pub step: Option<u32>,
    pub calendar: Calendar,
    pub ends: Time,
    pub severity: Severity,
    /// What makes the day special; the severity has it in it.
    pub calendar_days: Vec<Occasion>,
    /// When the desk is closed, in order.
    pub off: Vec<(Time, Time)>,
    pub you: Text,
    pub knows: Vec<FactId>,
    pub people: Vec<Person>,
    pub facts: Vec<Fact>,
    pub systems: Vec<System>,
    pub looks: Vec<Look>,
    pub repairs: Vec<Repair>,
    pub documents: Vec<Document>,
    pub conversations: Vec<Conversation>,
    pub lines: Vec<Line>,
    pub rules: Vec<Rule>,
    pub deadlines: Vec<Deadline>,
    pub endings: Vec<Ending>,
    pub scoring: Scoring,
    pub trainees: Vec<Trainee>,
    /// Every draw of luck of the scenario.
    pub draws: Vec<Draw>,
    /// What each id stands for.
    pub items: BTreeMap<String, (Item, AnchorId)>,
    /// How many `For` conditions there are.
    pub spells: u16,
    /// The children of each `For`, by [`SpellId`].
    pub spell_conditions: Vec<Condition>,
    /// What each thing looks at that is brought up to date as a run goes on.
    pub watch: Watch,
    /// By part, whether any fact is of it.
    pub parts: [bool; Part::ALL.len()],
    /// Whether any words have a time in them that only the run knows.
    pub tells_times: bool,
    /// BLAKE3 of the file, as 64 hexadecimal digits.
    pub hash: String,
    /// The file itself, so that a record can say which scenario it belongs to without a second read.
    pub source: std::sync::Arc<str>,
}

impl Plan {
    /// A person.
    pub fn person(&self, id: PersonId) -> &Person {
        &self.people[id.index()]
    }
    /// A fact.
    pub fn fact(&self, id: FactId) -> &Fact {
        &self.facts[id.index()]
    }
    /// A repair.
    pub fn repair(&self, id: RepairId) -> &Repair {
        &self.repairs[id.index()]
    }
    /// A look.
    pub fn look(&self, id: LookId) -> &Look {
        &self.looks[id.index()]
    }
    /// A system.
    pub fn system(&self, id: SystemId) -> &System {
        &self.systems[id.index()]
    }
    /// A document.
    pub fn document(&self, id: DocumentId) -> &Document {
        &self.documents[id.index()]
    }
    /// A conversation.
    pub fn conversation(&self, id: ConversationId) -> &Conversation {
        &self.conversations[id.index()]
    }
    /// A line.
    pub fn line(&self, id: LineId) -> &Line {
        &self.lines[id.index()]
    }
    /// A deadline.
    pub fn deadline(&self, id: DeadlineId) -> &Deadline {
        &self.deadlines[id.index()]
    }
    /// All person ids, in the order of the directory.
    pub fn person_ids(&self) -> impl Iterator<Item = PersonId> + use<> {
        (0..self.people.len() as u16).map(PersonId)
    }
    /// What an id stands for.
    pub fn item(&self, id: &str) -> Option<Item> {
        self.items.get(id).map(|(item, _)| *item)
    }
    /// A person by id.
    pub fn person_named(&self, id: &str) -> Option<PersonId> {
        match self.item(id) {
            Some(Item::Person(person)) => Some(person),
            _ => None,
        }
    }
    /// The customer whose incident it is: who gives the first credible sign.
    pub fn customer(&self) -> Option<PersonId> {
        self.scoring.sign.and_then(|sign| self.conversation(sign).from)
    }
    /// People with one of the required roles.
    pub fn relevant(&self, person: PersonId) -> bool {
        self.person(person).has_any(&self.scoring.roles)
    }
    /// People with a role, in the order of the directory.
    pub fn with_role(&self, role: Role) -> Vec<PersonId> {
        self.person_ids().filter(|id| self.person(*id).roles.contains(&role)).collect()
    }
    /// People other than the trainee who are colleagues: neither customers nor outside.
    pub fn is_colleague(&self, id: PersonId) -> bool {
        let person = self.person(id);
        person.customer.is_none() && !person.has_any(&[Role::Vendor, Role::Regulator])
    }
    /// The part a fact carries in a message.
    pub fn part(&self, fact: FactId) -> Part {
        match self.fact(fact).kind {
            Kind::Authored(part) => part,
            Kind::Tried => Part::Found,
            Kind::Me | Kind::Called | Kind::Severity => Part::Other,
        }
    }
    /// Whether any fact is of a part.
    pub fn has_part(&self, part: Part) -> bool {
        self.parts[part as usize]
    }
    /// Facts of a part.
    pub fn facts_of(&self, part: Part) -> impl Iterator<Item = FactId> + '_ {
        (0..self.facts.len() as u16).map(FactId).filter(move |fact| self.fact(*fact).kind == Kind::Authored(part))
    }
    /// Everything somebody says that may hang on a condition.
    pub fn spoken(&self) -> impl Iterator<Item = &Spoken> {
        let of_people = self.people.iter().flat_map(|person| {
            let customer = person.customer.iter();
            let of_customer =
                customer.flat_map(|customer| [&customer.pleased, &customer.heard].into_iter().chain(&customer.chases));
            person.voice.lines().into_iter().chain(of_customer)
        });
        of_people.chain(self.conversations.iter().map(|talk| &talk.says))
    }
    /// Calls `see` with every condition of the world and each part of it.
    pub fn each_condition(&self, see: &mut impl FnMut(&Condition)) {
        self.each_condition_that_matters(see);
        let words = self.spoken().flat_map(|spoken| spoken.cases.iter().map(|(when, _)| when));
        words.for_each(|condition| condition.each(see));
    }

    /// The same without those that only choose the words somebody says: nothing else hangs on them.
    pub fn each_condition_that_matters(&self, see: &mut impl FnMut(&Condition)) {
        let stretches = self.people.iter().flat_map(|person| person.reach.iter().flatten().flatten());
        let answers = self
            .people
            .iter()
            .flat_map(|person| &person.answers)
            .chain(self.conversations.iter().flat_map(|talk| &talk.answers));
        let conditions = stretches
            .filter_map(|stretch| stretch.when.as_ref())
            .chain(answers.filter_map(|answer| answer.when.as_ref()))
            .chain(self.looks.iter().filter_map(|look| look.when.as_ref()))
            .chain(self.repairs.iter().filter_map(|repair| repair.when.as_ref()))
            .chain(self.repairs.iter().filter_map(|repair| repair.destroys.as_ref()?.unless.as_ref()))
            .chain(self.conversations.iter().filter_map(|talk| talk.when.as_ref()))
            .chain(self.rules.iter().map(|rule| &rule.when))
            .chain(self.deadlines.iter().map(|deadline| &deadline.done))
            .chain(self.scoring.gates.iter().map(|gate| &gate.when))
            .chain(self.endings.iter().filter_map(|ending| ending.when.as_ref()));
        conditions.for_each(|condition| condition.each(see));
    }

    /// Calls `see` with every effect.
    pub fn each_effect(&self, see: &mut impl FnMut(&Effect)) {
        let answers = self
            .people
            .iter()
            .flat_map(|person| &person.answers)
            .chain(self.conversations.iter().flat_map(|talk| &talk.answers));
        answers
            .flat_map(|answer| &answer.then)
            .chain(self.repairs.iter().flat_map(|repair| repair.then.iter().chain(&repair.fails)))
            .chain(self.conversations.iter().flat_map(|talk| &talk.then))
            .chain(self.rules.iter().flat_map(|rule| &rule.then))
            .for_each(see);
    }

    /// A built-in trainee of the file.
    pub fn trainee(&self, id: &str) -> Option<&Trainee> {
        self.trainees.iter().find(|trainee| trainee.id == id)
    }
}

/// The usual cost of contacting somebody needlessly: a vendor's line is there to be called, a president's is not.
pub fn usual_cost(person: &model::Person) -> i64 {
    match person.cost {
        Some(cost) => i64::from(cost),
        None if person.roles.contains(&Role::Vendor) => 0,
        None => 1,
    }
}
