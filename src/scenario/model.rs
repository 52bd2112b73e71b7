//! A scenario as its author writes it: the fields of the RON file, with their usual values and their places.
//!
//! Only externally tagged enums and plain structs: anything else costs the parser its positions.

use super::words::{ClockOffset, Id, Moment, OneSpan, Placed, Prose, Range, SpanRange, Stamp, UpTo, Window};
use crate::time::{HOUR, MINUTE};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer, StrDeserializer};
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How grave an incident is: P1 a customer's business stops, P4 a question or a blemish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// A customer's business stops and time is short.
    P1,
    /// A customer's business is hampered.
    P2,
    /// One function is disturbed; it can wait a day.
    P3,
    /// A question or a blemish.
    P4,
}

impl Severity {
    /// One level graver, if there is one.
    pub fn raised(self) -> Severity {
        match self {
            Severity::P1 | Severity::P2 => Severity::P1,
            Severity::P3 => Severity::P2,
            Severity::P4 => Severity::P3,
        }
    }
}

/// How hard a scenario is: how many of those pass who go by the book with one human weakness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Difficulty {
    /// At least four in five.
    Easy,
    /// At least two in five.
    Moderate,
    /// Fewer.
    Hard,
}

impl Difficulty {
    /// The difficulty that a share of passes, in percent, amounts to.
    pub fn of(percent: u64) -> Difficulty {
        match percent {
            80.. => Difficulty::Easy,
            40.. => Difficulty::Moderate,
            _ => Difficulty::Hard,
        }
    }
}

/// What makes a day special. Month-end and settlement days raise the severity by one level, as many priority matrices
/// do; at night and on holidays colleagues read nothing, and pick up later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Occasion {
    /// The last working day of a month: closing, transfers, orders.
    MonthEnd,
    /// A day on which payments must be settled.
    SettlementDay,
    /// A day that matters to a customer more than others: a campaign, an election, the first day of term.
    SpecialDay,
    /// Outside office hours.
    Night,
    /// A day off.
    Holiday,
}

impl Occasion {
    /// Whether the same disturbance is one level graver on such a day.
    pub fn raises(self) -> bool {
        matches!(self, Occasion::MonthEnd | Occasion::SettlementDay | Occasion::SpecialDay)
    }

    /// `month_end`
    pub fn word(self) -> &'static str {
        match self {
            Occasion::MonthEnd => "month_end",
            Occasion::SettlementDay => "settlement_day",
            Occasion::SpecialDay => "special_day",
            Occasion::Night => "night",
            Occasion::Holiday => "holiday",
        }
    }
}

/// What a person is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// May decide.
    Decider,
    /// Can repair.
    Fixer,
    /// Owns the relation with the customer.
    CustomerOwner,
    /// Outside supplier.
    Vendor,
    /// Speaks for the company.
    Comms,
    /// Authority that must be told.
    Regulator,
}

impl Role {
    /// `decider`
    pub fn word(self) -> &'static str {
        match self {
            Role::Decider => "decider",
            Role::Fixer => "fixer",
            Role::CustomerOwner => "customer_owner",
            Role::Vendor => "vendor",
            Role::Comms => "comms",
            Role::Regulator => "regulator",
        }
    }
}

/// What one may hand over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Duty {
    /// Keeping the customer informed.
    Customer,
    /// Repairing.
    Fix,
    /// The lead of the incident.
    Lead,
}

impl Duty {
    /// Every duty.
    pub const ALL: [Duty; 3] = [Duty::Customer, Duty::Fix, Duty::Lead];

    /// The roles that may take it.
    pub fn fits(self) -> &'static [Role] {
        match self {
            Duty::Customer => &[Role::CustomerOwner, Role::Comms, Role::Decider],
            Duty::Fix => &[Role::Fixer],
            Duty::Lead => &[Role::Decider],
        }
    }

    /// `customer`
    pub fn word(self) -> &'static str {
        match self {
            Duty::Customer => "customer",
            Duty::Fix => "fix",
            Duty::Lead => "lead",
        }
    }
}

/// What a fact says in a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Part {
    /// Which customer, what is broken.
    What,
    /// Since when.
    Since,
    /// Whom and what it hurts.
    Impact,
    /// By when it matters.
    Deadline,
    /// What was found by looking.
    Found,
    /// Whether it happened before.
    Before,
    /// How long it will take.
    Outlook,
    /// Anything else.
    #[default]
    Other,
}

impl Part {
    /// All, in the order of their numbers.
    pub const ALL: [Part; 8] =
        [Part::What, Part::Since, Part::Impact, Part::Deadline, Part::Found, Part::Before, Part::Outlook, Part::Other];

    /// `deadline`
    pub fn word(self) -> &'static str {
        match self {
            Part::What => "what",
            Part::Since => "since",
            Part::Impact => "impact",
            Part::Deadline => "deadline",
            Part::Found => "found",
            Part::Before => "before",
            Part::Outlook => "outlook",
            Part::Other => "other",
        }
    }
}

/// What the trainee asks somebody to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// What shall I do?
    Decide,
    /// May I?
    Allow(Id),
    /// Please do it.
    Do(Id),
    /// A key, a number.
    Give(Id),
    /// Take over a duty.
    Take(Duty),
    /// Travel here.
    Come,
    /// Ring that person for me.
    CallOn(Id),
}

/// Something said or written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Act {
    /// Tell facts one knows.
    Tell(Vec<Id>),
    /// Ask for the facts of a part.
    Ask(Part),
    /// Ask for something to be done.
    Want(Request),
    /// Needed within.
    By(OneSpan),
    /// You will be in touch within.
    Promise(OneSpan),
    /// It will be back by then.
    Estimate(Moment),
    /// It works again.
    Fixed(Id),
    /// I do not know.
    DontKnow,
    /// Does it work for you?
    Confirm,
    /// Please read that back to me.
    ReadBack,
    /// Writing down what was just said.
    WriteDown,
    /// An authored line.
    Say(Id),
}

/// An act as an answer waits for it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub enum Heard {
    /// Any of these facts.
    Tell(Id),
    /// The question for a part.
    Ask(Part),
    /// A request.
    Want(Request),
    /// A promise of at most so long.
    Promise(UpTo),
    /// An estimate.
    Estimate(),
    /// "It works again."
    Fixed(Id),
    /// "I do not know."
    DontKnow,
    /// "Does it work for you?"
    Confirm,
    /// An authored line.
    Say(Id),
}

/// When something holds, and where it is written.
pub type Condition = Placed<Clause>;

/// What a condition asks.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub enum Clause {
    /// Every one.
    All(Vec<Condition>),
    /// At least one.
    Any(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// Without a break for so long.
    For(OneSpan, Box<Condition>),
    /// The clock has passed it.
    After(Moment),
    /// The clock has not passed it.
    Before(Moment),
    /// A conversation was held, a rule fired, a look or document was read, a repair ended.
    Happened(Id),
    /// The trainee knows the fact.
    Knows(Id),
    /// The person has the fact from the trainee or from whoever holds the duty.
    Told(Id, Id),
    /// An attempt was made to reach the person.
    Tried(Id),
    /// The person answered, in any channel.
    Reached(Id),
    /// The person has said yes, and is of use by now.
    Helping(Id),
    /// The person has travelled here.
    Here(Id),
    /// The person has taken the duty.
    Holds(Id, Duty),
    /// Nothing from the trainee's side for so long.
    Quiet(Id, OneSpan),
    /// The customer has had to ask.
    Chased(Id),
    /// A promise or an estimate to the person failed.
    BrokeWord(Id),
    /// The customer said that it works.
    Confirmed(Id),
    /// The mood lies in the range.
    Mood(Id, Range),
    /// Somebody who may has allowed the repair.
    Allowed(Id),
    /// The repair ended and worked.
    Done(Id),
    /// The repair made things worse.
    Destroyed(Id),
    /// The system is down.
    Down(Id),
    /// The system is back after having been down.
    Restored(Id),
    /// The deadline was met.
    Met(Id),
    /// The deadline was missed.
    Missed(Id),
    /// This severity or a graver one was declared.
    Declared(Severity),
    /// The trainee has closed the incident.
    Closed,
    /// In `expect`: first true inside the window.
    Within(Window, Box<Condition>),
    /// In `expect`: the day ends so.
    Ending(Id),
    /// In `expect`: the total lies in the range.
    Score(Range),
    /// In `expect`: a bar's share in percent lies in the range.
    Bar(Id, Range),
}

/// What a rule or an answer brings about.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub enum Effect {
    /// A conversation begins.
    Start(Id),
    /// The trainee gets the fact.
    Learn(Id),
    /// The person gets the fact, not from the trainee.
    Inform(Id, Id),
    /// The mood changes by so much.
    Mood(Id, i32),
    /// The board now says so of the person.
    Board(Id, Prose),
    /// The system goes down.
    Break(Id),
    /// The system comes back.
    Mend(Id),
    /// The repair is allowed.
    Go(Id),
    /// The level on record.
    Declare(Severity),
    /// The run ends there.
    Finish(Id),
}

/// Details of a stretch of reach.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StretchDetails {
    /// Until when; the last stretch has none.
    pub until: Option<Moment>,
    /// After how long they answer.
    pub after: Option<SpanRange>,
    /// Percent of seeds on which the stretch is as written.
    pub odds: Option<u8>,
    /// What the stretch is on the other seeds.
    pub otherwise: Otherwise,
    /// The stretch is passed over while this is false.
    pub when: Option<Condition>,
}

/// What a stretch is on seeds on which its odds are lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Otherwise {
    /// Rings out, or lies unread.
    #[default]
    Silent,
    /// Takes a message.
    Voicemail,
    /// Engaged.
    Busy,
}

/// How a person can be reached on one channel for a stretch of the day.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub enum Stretch {
    /// Picks up, or reads and answers.
    Answers(StretchDetails),
    /// Rings out, or lies unread.
    Silent(StretchDetails),
    /// Takes a message; they ring back once they answer again.
    Voicemail(StretchDetails),
    /// Engaged.
    Busy(StretchDetails),
    /// Not in service, bounces, door closed.
    Refused(StretchDetails),
    /// Sounds like ringing, rings nowhere; looks sent, never arrives.
    Dead(StretchDetails),
}

/// A scenario file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Version of the format: 1.
    pub format: Placed<u32>,
    /// The scenario's id.
    pub id: Id,
    /// Its title.
    pub title: Prose,
    /// Shown before play.
    #[serde(default)]
    pub about: Prose,
    /// What one learns by it, in a few words; shown in the library.
    #[serde(default)]
    pub trains: Prose,
    /// Its place in the course from first day to lead, from 1. Scenarios without one come last, by name.
    #[serde(default)]
    pub step: Option<Placed<u32>>,
    /// First second of the simulated day.
    pub starts: Stamp,
    /// Last moment.
    pub ends: Moment,
    /// The severity the matrix gives.
    pub severity: Severity,
    /// How hard it is meant to be; `check` compares it with what trainees make of it.
    #[serde(default)]
    pub difficulty: Option<Placed<Difficulty>>,
    /// What makes the day special.
    #[serde(default)]
    pub calendar: Vec<Occasion>,
    /// When the desk is closed: the clock jumps, the world goes on.
    #[serde(default)]
    pub off: Vec<Placed<Window>>,
    /// Who the trainee is.
    #[serde(default)]
    pub you: You,
    /// Everybody else, in the order of the directory.
    pub people: Vec<Person>,
    /// What can be known.
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// What can break.
    #[serde(default)]
    pub systems: Vec<System>,
    /// Documents.
    #[serde(default)]
    pub knowledge: Vec<Document>,
    /// What others begin.
    #[serde(default)]
    pub conversations: Vec<Conversation>,
    /// What happens when.
    #[serde(default)]
    pub rules: Vec<Rule>,
    /// What is expected of the trainee.
    #[serde(default)]
    pub scoring: Scoring,
    /// How the day can end; the first that holds.
    pub endings: Vec<Ending>,
    /// Built-in trainees: story, worked example and test at once.
    #[serde(default)]
    pub trainees: Vec<Trainee>,
}

impl Scenario {
    /// Everything somebody says that may hang on a condition, in the order of the plan's.
    pub fn spoken(&self) -> impl Iterator<Item = &Spoken> {
        let of_people = self.people.iter().flat_map(|person| {
            let customer = person.customer.iter();
            let of_customer =
                customer.flat_map(|customer| [&customer.pleased, &customer.heard].into_iter().chain(&customer.chases));
            person.voice.lines().into_iter().chain(of_customer)
        });
        of_people.chain(self.conversations.iter().map(|talk| &talk.says))
    }
}

/// The trainee's part.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct You {
    /// Who the trainee is.
    pub name: Prose,
    /// Facts known at the start.
    pub knows: Vec<Id>,
}

/// A person.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Id.
    pub id: Id,
    /// Name as people say it.
    pub name: Prose,
    /// A few words beside the name in the directory.
    #[serde(default)]
    pub title: Prose,
    /// The number in the directory.
    #[serde(default)]
    pub number: Prose,
    /// What they are there for.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// What they said on the whereabouts board; blank: not on it.
    #[serde(default)]
    pub board: Prose,
    /// Their wall clock against yours; times in their channels are theirs.
    #[serde(default)]
    pub clock: ClockOffset,
    /// Reach by phone; left out: picks up after 5 to 15 s.
    pub phone: Option<Vec<Stretch>>,
    /// Reach by mail; left out: answers after 10 to 40 min.
    pub mail: Option<Vec<Stretch>>,
    /// Reach by chat; left out: colleagues answer after 2 to 10 min.
    pub chat: Option<Vec<Stretch>>,
    /// Reach by walking over; left out: cannot be visited.
    pub visit: Option<Vec<Stretch>>,
    /// Facts they know.
    #[serde(default)]
    pub knows: Vec<Id>,
    /// Parts they must hear before they move.
    #[serde(default = "usual_needs")]
    pub needs: Vec<Part>,
    /// Whom they name when it is not theirs.
    #[serde(default)]
    pub refers_to: Vec<Id>,
    /// From yes to being of use.
    #[serde(default = "no_span")]
    pub lead: SpanRange,
    /// They can come, and it takes so long.
    pub travel: Option<SpanRange>,
    /// 0–100 at the start.
    #[serde(default = "usual_mood")]
    pub mood: u8,
    /// What contacting them needlessly costs, in noise.
    pub cost: Option<u8>,
    /// How they say things.
    #[serde(default)]
    pub voice: Voice,
    /// Answers of their own.
    #[serde(default)]
    pub answers: Vec<Answer>,
    /// They are a customer.
    pub customer: Option<Customer>,
    /// Their deadlines.
    #[serde(default)]
    pub deadlines: Vec<Deadline>,
}

fn usual_needs() -> Vec<Part> {
    vec![Part::What]
}
fn no_span() -> SpanRange {
    SpanRange::exactly(0)
}
fn usual_mood() -> u8 {
    60
}

/// What somebody says: a text, or a list of cases of which the first that holds is said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spoken {
    /// The cases, in order. A plain text is a single one without a condition; none: it is left out.
    pub cases: Vec<Said>,
}

/// A case of what somebody says.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// Only while this holds.
    pub when: Option<Condition>,
    /// The words.
    pub says: Prose,
}

impl From<Prose> for Spoken {
    fn from(says: Prose) -> Spoken {
        Spoken { cases: vec![Said { when: None, says }] }
    }
}

struct SpokenVisitor;

impl<'de> Visitor<'de> for SpokenVisitor {
    type Value = Spoken;
    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a text, or a list of cases: [(when: …, says: …), (says: …)]")
    }
    fn visit_str<E: de::Error>(self, words: &str) -> Result<Spoken, E> {
        Prose::deserialize(StrDeserializer::<E>::new(words)).map(Spoken::from)
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Spoken, A::Error> {
        Prose::deserialize(MapAccessDeserializer::new(map)).map(Spoken::from)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, cases: A) -> Result<Spoken, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(cases)).map(|cases| Spoken { cases })
    }
}

impl<'de> Deserialize<'de> for Spoken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Spoken, D::Error> {
        deserializer.deserialize_any(SpokenVisitor)
    }
}

/// How a person says things; a line left out is the built-in one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Voice {
    /// Picking up.
    pub hello: Spoken,
    /// Too little was said.
    pub who: Spoken,
    /// How bad is it?
    pub why: Spoken,
    /// Check first.
    pub look: Spoken,
    /// It is not theirs.
    pub not_mine: Spoken,
    /// Yes.
    pub yes: Spoken,
    /// No.
    pub no: Spoken,
    /// Overtaken by events.
    pub late: Spoken,
    /// Noted.
    pub ack: Spoken,
    /// They do not know.
    pub dont_know: Spoken,
}

impl Voice {
    /// Its lines, in the order of the fields.
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

/// A customer's patience.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Customer {
    /// Quiet before they chase.
    pub patience: SpanRange,
    /// The conversation of the first chase.
    pub chase: Option<Id>,
    /// What they say from the second chase on, in turn; the last is said again and again. None: the built-in lines.
    pub chases: Vec<Spoken>,
    /// How long until they see by themselves that it works.
    pub notices: SpanRange,
    /// What they say when it works.
    pub pleased: Spoken,
    /// What they say to an update.
    pub heard: Spoken,
}

impl Default for Customer {
    fn default() -> Self {
        Customer {
            patience: SpanRange::exactly(30 * MINUTE),
            chase: None,
            chases: Vec::new(),
            notices: SpanRange::exactly(10 * MINUTE),
            pleased: Spoken::default(),
            heard: Spoken::default(),
        }
    }
}

/// Something that must be done by a time.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// Id.
    pub id: Id,
    /// What must be done.
    pub name: Prose,
    /// By when.
    pub at: Moment,
    /// What must hold.
    pub done: Condition,
    /// For how long it must hold.
    #[serde(default = "no_span")]
    pub takes: SpanRange,
}

/// An answer to an act.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The act.
    pub to: Heard,
    /// Only while this holds.
    pub when: Option<Condition>,
    /// What they say.
    pub says: Prose,
    /// What the trainee learns; left out: what the act gives anyway.
    #[serde(default)]
    pub learn: Vec<Id>,
    /// What it brings about.
    #[serde(default)]
    pub then: Vec<Effect>,
    /// It is a no: what was asked for does not happen.
    #[serde(default)]
    pub refuses: bool,
    /// They go on with that conversation.
    pub next: Option<Id>,
}

/// Something that can be known.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Id.
    pub id: Id,
    /// Its words.
    pub text: Prose,
    /// What it says in a message.
    #[serde(default)]
    pub part: Part,
    /// The customer stressed it: the seal stands beside it.
    #[serde(default)]
    pub seal: bool,
    /// It is not so. You could not know.
    #[serde(default)]
    pub untrue: bool,
    /// The fact it puts right: once this one is known, telling that one is a lie.
    pub corrects: Option<Id>,
    /// It is got by laying any two of these side by side.
    #[serde(default)]
    pub joins: Vec<Id>,
}

/// Something that can break.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct System {
    /// Id.
    pub id: Id,
    /// Name.
    pub name: Prose,
    /// Since or from when it is down.
    pub down: Option<Moment>,
    /// Symptoms one can look at.
    #[serde(default)]
    pub looks: Vec<Look>,
    /// Repairs one can make.
    #[serde(default)]
    pub repairs: Vec<Repair>,
}

/// A symptom one can look at.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Look {
    /// Id.
    pub id: Id,
    /// Name.
    pub name: Prose,
    /// What it shows while the system is down.
    pub says: Prose,
    /// What it shows while the system is up; left out: nothing unusual.
    #[serde(default)]
    pub healthy: Prose,
    /// How long the look takes.
    #[serde(default = "one_minute")]
    pub takes: SpanRange,
    /// What one learns while the system is down, or always where it never is.
    #[serde(default)]
    pub learn: Vec<Id>,
    /// It shows what it says while this holds; left out: while the system is down, or always where it never is.
    pub when: Option<Condition>,
}

fn one_minute() -> SpanRange {
    SpanRange::exactly(MINUTE)
}
fn ten_minutes() -> SpanRange {
    SpanRange::exactly(10 * MINUTE)
}
fn two_minutes() -> SpanRange {
    SpanRange::exactly(2 * MINUTE)
}
fn hundred() -> u8 {
    100
}
fn yes() -> bool {
    true
}

/// A repair one can make.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repair {
    /// Id.
    pub id: Id,
    /// Name.
    pub name: Prose,
    /// How long until it has worked.
    #[serde(default = "ten_minutes")]
    pub takes: SpanRange,
    /// How long it needs your hands.
    #[serde(default = "one_minute")]
    pub hands: SpanRange,
    /// Who can make it; left out: you.
    #[serde(default)]
    pub by: Vec<Id>,
    /// Whose word it needs; empty: yours.
    #[serde(default)]
    pub go_from: Vec<Id>,
    /// Facts that make it right.
    #[serde(default)]
    pub because: Vec<Id>,
    /// Facts (keys, addresses) one must hold.
    #[serde(default)]
    pub needs: Vec<Id>,
    /// Must hold at the start.
    pub when: Option<Condition>,
    /// Percent of seeds on which it works.
    #[serde(default = "hundred")]
    pub works: u8,
    /// The system comes back.
    #[serde(default = "yes")]
    pub mends: bool,
    /// What it brings about when it works.
    #[serde(default)]
    pub then: Vec<Effect>,
    /// What it brings about when it fails.
    #[serde(default)]
    pub fails: Vec<Effect>,
    /// It can make things worse.
    pub destroys: Option<Destroys>,
}

/// How a repair can make things worse. It then fails; begun by the trainee on nobody else's word, it caps the total.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Destroys {
    /// Percent of seeds.
    #[serde(default = "hundred")]
    pub odds: u8,
    /// Not when this holds at its start.
    pub unless: Option<Condition>,
    /// What is lost.
    pub says: Prose,
}

/// Something to read.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Id.
    pub id: Id,
    /// Title.
    pub title: Prose,
    /// Its text.
    pub text: Prose,
    /// How long it takes to read.
    #[serde(default = "two_minutes")]
    pub takes: SpanRange,
    /// What one learns.
    #[serde(default)]
    pub learn: Vec<Id>,
    /// In sight during practice.
    #[serde(default)]
    pub at_hand: bool,
}

/// How somebody else begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum By {
    /// They ring.
    #[default]
    Phone,
    /// They write a mail.
    Mail,
    /// They write in the chat.
    Chat,
    /// They come to the desk.
    Visit,
    /// News, a notice.
    Notice,
}

/// Something somebody else begins.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conversation {
    /// Id.
    pub id: Id,
    /// Who begins it; a notice needs nobody.
    pub from: Option<Id>,
    /// On which channel.
    #[serde(default)]
    pub by: By,
    /// Subject of a mail.
    #[serde(default)]
    pub subject: Prose,
    /// It begins when this first holds; none: only by `Start` or as a chase.
    pub when: Option<Condition>,
    /// What they say.
    pub says: Spoken,
    /// What the trainee learns.
    #[serde(default)]
    pub learn: Vec<Id>,
    /// What it brings about.
    #[serde(default)]
    pub then: Vec<Effect>,
    /// What one learns is noted; no: by word of mouth, one's own only when written down before it ends.
    #[serde(default = "yes")]
    pub noted: bool,
    /// Answers of this conversation.
    #[serde(default)]
    pub answers: Vec<Answer>,
    /// Extra things the trainee may say.
    #[serde(default)]
    pub lines: Vec<Line>,
}

/// An extra thing the trainee may say.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Id.
    pub id: Id,
    /// What it is, in a few words.
    #[serde(default)]
    pub name: Prose,
    /// The words.
    pub says: Prose,
    /// How long it takes to say.
    #[serde(default = "ten_seconds")]
    pub takes: SpanRange,
}

fn ten_seconds() -> SpanRange {
    SpanRange::exactly(10)
}

/// What happens when.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Id.
    pub id: Id,
    /// It fires when this holds.
    pub when: Condition,
    /// What it brings about.
    #[serde(default)]
    pub then: Vec<Effect>,
    /// Again after so long while it holds; left out: once.
    pub repeat: Option<SpanRange>,
    /// What the debrief says when it has fired.
    pub lesson: Option<Lesson>,
}

/// What the debrief says of a run in which a rule has fired.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// It went well; left out: there is something to do otherwise.
    #[serde(default)]
    pub good: bool,
    /// What happened, in a few words.
    pub title: Prose,
    /// What there is to learn from it, in a sentence or two.
    pub says: Prose,
    /// The plan it suggests: when.
    pub when: Prose,
    /// The plan it suggests: what one will do then.
    pub will: Prose,
}

/// What is expected of the trainee.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scoring {
    /// The conversation that is the first credible sign; left out: the first one of a customer with a deadline.
    pub sign: Option<Id>,
    /// From when the criteria for escalating can be known; left out: the end of the sign's first statement.
    pub escalate_from: Option<Moment>,
    /// Roles that must be engaged; empty: nobody need be told, and the bars that ask for it do not apply.
    pub roles: Vec<Role>,
    /// The deadline that counts; left out: the first.
    pub deadline: Option<Id>,
    /// What caps the total.
    pub gates: Vec<Gate>,
}

/// Something that caps the total if it was ever so.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// The total is at most so much.
    pub cap: u8,
    /// Why.
    pub says: Prose,
    /// What was so.
    pub when: Condition,
}

impl Default for Scoring {
    fn default() -> Self {
        Scoring {
            sign: None,
            escalate_from: None,
            roles: vec![Role::Decider, Role::Fixer, Role::CustomerOwner],
            deadline: None,
            gates: Vec::new(),
        }
    }
}

/// How the day can end.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// Id.
    pub id: Id,
    /// Title.
    pub title: Prose,
    /// What comes of it.
    #[serde(default)]
    pub text: Prose,
    /// When; left out: otherwise.
    pub when: Option<Condition>,
}

/// A trainee that plays by a list.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trainee {
    /// Id.
    pub id: Id,
    /// Name.
    #[serde(default)]
    pub name: Prose,
    /// What it does.
    pub does: Vec<Step>,
    /// What must come of it on every seed 1..=200.
    #[serde(default)]
    pub expect: Vec<Condition>,
}

/// One step of a trainee, begun when the one before is over.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub enum Step {
    /// Waits for the conversation, answers it, says this, hangs up.
    Answer(Id, Vec<Act>),
    /// From here on lifts whatever rings while it waits and listens; says this to customers with a deadline.
    Answering(Vec<Act>),
    /// Rings somebody, says this, hangs up.
    Call(Id, Vec<Act>),
    /// Writes a mail.
    Mail(Vec<Id>, Vec<Act>),
    /// Writes in the chat.
    Chat(Vec<Id>, Vec<Act>),
    /// Walks over, says this, walks back.
    Visit(Id, Vec<Act>),
    /// Looks at a symptom.
    Look(Id),
    /// Reads a document.
    Read(Id),
    /// Makes a repair.
    Repair(Id),
    /// Lays facts side by side.
    Join(Vec<Id>),
    /// Declares a severity.
    Declare(Severity),
    /// Waits so long.
    Wait(OneSpan),
    /// Waits until this holds, or the run ends.
    WaitFor(Condition),
    /// Does the steps if this holds now.
    When(Condition, Vec<Step>),
    /// Shown in watch mode.
    Note(Prose),
    /// Closes the incident.
    Close,
}

/// The most items a scenario may have: ids are small numbers once it is compiled.
pub const MOST_ITEMS: usize = 20_000;

/// The longest a day may be.
pub const LONGEST_DAY: i64 = 14 * 24 * HOUR;

/// The bars of the score, by which an expectation names them.
pub const BARS: [&str; 8] =
    ["acknowledge", "first_escalation", "decider", "breadth", "no_idle_waiting", "message", "customer", "outcome"];

/// What an item is called, and which of its fields must be there.
pub struct Shape {
    /// The type's name.
    pub name: &'static str,
    /// Japanese
    pub ja: &'static str,
    /// English
    pub en: &'static str,
    /// Fields that have no usual value.
    pub required: &'static [&'static str],
}

const SHAPES: &[Shape] = &[
    shape(
        "Scenario",
        "シナリオ",
        "a scenario",
        &["format", "id", "title", "starts", "ends", "severity", "people", "endings"],
    ),
    shape("You", "you", "`you`", &[]),
    shape("Person", "人", "a person", &["id", "name"]),
    shape("StretchDetails", "つながり方", "a stretch of reach", &[]),
    shape("Voice", "voice", "`voice`", &[]),
    shape("Said", "言い方の場合分け", "a case of what is said", &["says"]),
    shape("Customer", "customer", "`customer`", &[]),
    shape("Deadline", "期限", "a deadline", &["id", "name", "at", "done"]),
    shape("Answer", "答え", "an answer", &["to", "says"]),
    shape("Fact", "事実", "a fact", &["id", "text"]),
    shape("System", "システム", "a system", &["id", "name"]),
    shape("Look", "調べる項目", "a look", &["id", "name", "says"]),
    shape("Repair", "処置", "a repair", &["id", "name"]),
    shape("Destroys", "destroys", "`destroys`", &["says"]),
    shape("Document", "資料", "a document", &["id", "title", "text"]),
    shape("Conversation", "会話", "a conversation", &["id", "says"]),
    shape("Line", "台詞", "a line", &["id", "says"]),
    shape("Rule", "規則", "a rule", &["id", "when"]),
    shape("Lesson", "学び", "a lesson", &["title", "says", "when", "will"]),
    shape("Scoring", "scoring", "`scoring`", &[]),
    shape("Gate", "上限(gate)", "a gate", &["cap", "says", "when"]),
    shape("Ending", "結末", "an ending", &["id", "title"]),
    shape("Trainee", "見本の訓練生", "a trainee", &["id", "does"]),
    shape("Prose", "文", "a text", &[]),
];

const fn shape(name: &'static str, ja: &'static str, en: &'static str, required: &'static [&'static str]) -> Shape {
    Shape { name, ja, en, required }
}

/// The shape of a type of this module, by its name.
pub fn shape_of(name: &str) -> &'static Shape {
    const UNKNOWN: Shape = shape("", "ここ", "this", &[]);
    SHAPES.iter().find(|shape| shape.name == name).unwrap_or(&UNKNOWN)
}
