//! Everything that happens. The score, the record's check and every screen are made from these alone.

use crate::id::*;
use crate::scenario::plan::{Acts, Channel, Duty, Manner, Part, Plan, Severity};
use crate::text::Text;
use crate::time::Time;
use serde_json::{Map, Value, json};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its number, from 1.
    pub n: u32,
    /// When, in seconds since the start.
    pub t: Time,
    /// The event that brought it about, if one did.
    pub cause: Option<u32>,
    /// What.
    pub kind: Kind,
}

/// What the trainee's hands are busy with.
#[derive(Clone, Debug, PartialEq, Hash)]
#[expect(missing_docs, reason = "named after the commands")]
pub enum Task {
    Look(LookId),
    Read(DocumentId),
    Repair(RepairId),
    Mail(Vec<PersonId>),
    Chat(Vec<Option<PersonId>>),
    Declare(Severity),
    Walk(PersonId),
    Join(Vec<FactId>),
    HangUp,
}

/// Why the run ended for the trainee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Over {
    /// The trainee closed it.
    Closed,
    /// The trainee handed the lead over and closed.
    HandedOver,
    /// The scenario ends the run there.
    Finished,
    /// Every deadline has passed or was met: nothing is left to save.
    Passed,
    /// The day is over.
    DayOver,
}

impl Over {
    /// `closed`
    pub fn word(self) -> &'static str {
        match self {
            Over::Closed => "closed",
            Over::HandedOver => "handed_over",
            Over::Finished => "finished",
            Over::Passed => "passed",
            Over::DayOver => "day_over",
        }
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are named for what they hold; `who` is always the other person")]
pub enum Kind {
    /// The phone rings here, or knocks while one talks.
    CallIncoming { who: PersonId, conversation: Option<ConversationId>, knocks: bool, channel: Channel },
    /// The trainee lifted the receiver.
    CallAnswered { who: PersonId, channel: Channel },
    /// Nobody lifted it.
    CallMissed { who: PersonId, channel: Channel },
    /// A call, a voicemail or a visit is over.
    CallEnded { who: PersonId, channel: Channel },
    /// The trainee rang somebody.
    Dialled { who: PersonId },
    /// It rang out.
    RangOut { who: PersonId },
    /// Engaged, or not in service.
    Busy { who: PersonId, refused: bool },
    /// A voicemail took the call.
    Voicemail { who: PersonId },
    /// They answered: two people in contact.
    Reached { who: PersonId, channel: Channel },
    /// They speak, until the given moment; then it is the trainee's turn.
    Said { who: PersonId, channel: Channel, text: Text, until: Time },
    /// The trainee speaks, until the given moment.
    Speaking { who: PersonId, acts: Acts, until: Time },
    /// They were told something, in speech or in writing. `quality` is what they have been told in all, in thousandths.
    Told { who: PersonId, channel: Channel, voicemail: bool, acts: Acts, facts: Box<[FactId]>, quality: i64 },
    /// They were asked.
    Asked { who: PersonId, part: Part },
    /// Told too little, they drew the rest out by questions.
    Questioned { who: PersonId },
    /// The trainee knows it now.
    Learned { fact: FactId, from: Option<PersonId> },
    /// A mail left.
    MailSent { to: Vec<PersonId>, acts: Acts },
    /// A mail came.
    MailReceived { who: Option<PersonId>, subject: Text, text: Text },
    /// A chat message left; `None` is the room.
    ChatSent { to: Vec<Option<PersonId>>, acts: Acts },
    /// A chat message came.
    ChatReceived { who: PersonId, text: Text },
    /// News everybody can see.
    NoticeReceived { text: Text },
    /// The trainee began something that takes until the given moment.
    Began { task: Task, until: Time },
    /// It was interrupted by the phone.
    Interrupted { task: Task },
    /// It was left off.
    LeftOff { task: Task },
    /// A symptom was looked at.
    Inspected { look: LookId, text: Text },
    /// A document was read.
    Read { document: DocumentId },
    /// A repair began; `who` is nobody for the trainee's own.
    RepairStarted { repair: RepairId, who: Option<PersonId>, authorised: bool, until: Time },
    /// A repair ended.
    RepairDone { repair: RepairId, worked: bool },
    /// A system went down. Seen only by looking, or by whom it hurts.
    ServiceDown { system: SystemId },
    /// A system came back.
    ServiceRestored { system: SystemId },
    /// The customer heard something new from this side; `by` is whoever holds the duty, else the trainee.
    CustomerUpdated { who: PersonId, by: Option<PersonId>, promise: bool },
    /// The customer had to ask.
    CustomerChased { who: PersonId },
    /// "Fixed" was said while it was not.
    ClaimedFixed { who: PersonId, system: SystemId },
    /// A time was promised: of the next word, or of restoration. `invented`: with nothing to base it on.
    PromiseMade { who: PersonId, due: Time, estimate: bool, invented: bool },
    /// It was kept.
    PromiseKept { who: PersonId, estimate: bool },
    /// It was not.
    PromiseBroken { who: PersonId, estimate: bool },
    /// A severity was declared.
    SeverityDeclared { level: Severity },
    /// A repair was allowed; nobody in particular did where a rule allows it.
    Authorised { who: Option<PersonId>, repair: RepairId },
    /// They have set out, and will be here at the given moment.
    SetOut { who: PersonId, until: Time },
    /// They are here.
    Arrived { who: PersonId },
    /// Somebody rang them on the trainee's behalf.
    CalledOn { who: PersonId, by: PersonId, answered: bool },
    /// Facts were laid side by side; the one they give, if any.
    Joined { facts: Vec<FactId>, fact: Option<FactId> },
    /// It was said, and not written down.
    Forgotten { fact: FactId },
    /// A repair made things worse.
    Destroyed { repair: RepairId, text: Text },
    /// The level on record changed, not by the trainee.
    SeverityOnRecord { level: Severity },
    /// The desk is closed until the given moment.
    DeskClosed { until: Time },
    /// The desk is open again.
    DeskOpened,
    /// Something that caps the total was so, by its place in the scenario. Unseen.
    GateReached { gate: u16 },
    /// The trainee stood at somebody's place.
    Visited { who: PersonId, found: bool },
    /// The trainee's hands had been free since then.
    Waited { from: Time },
    /// The trainee or a facilitator marked the moment.
    Marked { text: String },
    /// A duty was taken over.
    HandedOver { who: PersonId, duty: Duty },
    /// The customer knows that it works: told so, or seen by themselves. Unseen.
    CustomerKnows { who: PersonId },
    /// The customer's work is finished.
    CustomerDone { who: PersonId, deadline: DeadlineId },
    /// The deadline fell due and was met.
    DeadlineMet { who: PersonId, deadline: DeadlineId },
    /// The deadline fell due and was missed.
    DeadlineMissed { who: PersonId, deadline: DeadlineId },
    /// The customer said that it works.
    Confirmed { who: PersonId },
    /// The trainee closed the incident.
    Closed,
    /// The board says something else now.
    BoardChanged { who: PersonId, text: Text },
    /// A rule fired. Unseen.
    RuleFired { rule: RuleId },
    /// A mood changed. Unseen.
    MoodChanged { who: PersonId, mood: i32 },
    /// From here on the criteria for escalating could be known. Unseen.
    CriteriaKnown,
    /// The run is over for the trainee; what follows is the epilogue.
    RunEnded { why: Over },
    /// How somebody could in truth be reached. Shown in the debrief.
    ReachRevealed { who: PersonId, channel: Channel, manner: Manner, from: Time, to: Time, after: i64 },
    /// How the day ended.
    Ending { ending: EndingId },
}

impl Kind {
    /// The name of the kind in JSON; never changed without raising the rules version.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::CallIncoming { .. } => "call_incoming",
            Kind::CallAnswered { .. } => "call_answered",
            Kind::CallMissed { .. } => "call_missed",
            Kind::CallEnded { .. } => "call_ended",
            Kind::Dialled { .. } => "dialled",
            Kind::RangOut { .. } => "rang_out",
            Kind::Busy { .. } => "busy",
            Kind::Voicemail { .. } => "voicemail",
            Kind::Reached { .. } => "reached",
            Kind::Said { .. } => "said",
            Kind::Speaking { .. } => "speaking",
            Kind::Told { .. } => "told",
            Kind::Asked { .. } => "asked",
            Kind::Questioned { .. } => "questioned",
            Kind::Learned { .. } => "learned",
            Kind::MailSent { .. } => "mail_sent",
            Kind::MailReceived { .. } => "mail_received",
            Kind::ChatSent { .. } => "chat_sent",
            Kind::ChatReceived { .. } => "chat_received",
            Kind::NoticeReceived { .. } => "notice_received",
            Kind::Began { .. } => "began",
            Kind::Interrupted { .. } => "interrupted",
            Kind::LeftOff { .. } => "left_off",
            Kind::Inspected { .. } => "inspected",
            Kind::Read { .. } => "read",
            Kind::RepairStarted { .. } => "repair_started",
            Kind::RepairDone { .. } => "repair_done",
            Kind::ServiceDown { .. } => "service_down",
            Kind::ServiceRestored { .. } => "service_restored",
            Kind::CustomerUpdated { .. } => "customer_updated",
            Kind::CustomerChased { .. } => "customer_chased",
            Kind::ClaimedFixed { .. } => "claimed_fixed",
            Kind::PromiseMade { .. } => "promise_made",
            Kind::PromiseKept { .. } => "promise_kept",
            Kind::PromiseBroken { .. } => "promise_broken",
            Kind::SeverityDeclared { .. } => "severity_declared",
            Kind::Authorised { .. } => "authorised",
            Kind::SetOut { .. } => "set_out",
            Kind::Arrived { .. } => "arrived",
            Kind::CalledOn { .. } => "called_on",
            Kind::Joined { .. } => "joined",
            Kind::Forgotten { .. } => "forgotten",
            Kind::Destroyed { .. } => "destroyed",
            Kind::SeverityOnRecord { .. } => "severity_on_record",
            Kind::DeskClosed { .. } => "desk_closed",
            Kind::DeskOpened => "desk_opened",
            Kind::GateReached { .. } => "gate_reached",
            Kind::Visited { .. } => "visited",
            Kind::Waited { .. } => "waited",
            Kind::Marked { .. } => "marked",
            Kind::HandedOver { .. } => "handed_over",
            Kind::CustomerKnows { .. } => "customer_knows",
            Kind::CustomerDone { .. } => "customer_done",
            Kind::DeadlineMet { .. } => "deadline_met",
            Kind::DeadlineMissed { .. } => "deadline_missed",
            Kind::Confirmed { .. } => "confirmed",
            Kind::Closed => "closed",
            Kind::BoardChanged { .. } => "board_changed",
            Kind::RuleFired { .. } => "rule_fired",
            Kind::MoodChanged { .. } => "mood_changed",
            Kind::CriteriaKnown => "criteria_known",
            Kind::RunEnded { .. } => "run_ended",
            Kind::ReachRevealed { .. } => "reach_revealed",
            Kind::Ending { .. } => "ending",
        }
    }

    /// Whether the trainee can see it while playing.
    pub fn is_visible(&self) -> bool {
        !matches!(
            self,
            Kind::ServiceDown { .. }
                | Kind::ServiceRestored { .. }
                | Kind::CustomerDone { .. }
                | Kind::CustomerKnows { .. }
                | Kind::RuleFired { .. }
                | Kind::MoodChanged { .. }
                | Kind::CriteriaKnown
                | Kind::GateReached { .. }
                | Kind::SetOut { .. }
                | Kind::CalledOn { .. }
                | Kind::ReachRevealed { .. }
        )
    }

    /// The other person.
    pub fn who(&self) -> Option<PersonId> {
        match self {
            Kind::CallIncoming { who, .. }
            | Kind::CallAnswered { who, .. }
            | Kind::CallMissed { who, .. }
            | Kind::CallEnded { who, .. }
            | Kind::Dialled { who }
            | Kind::RangOut { who }
            | Kind::Busy { who, .. }
            | Kind::Voicemail { who }
            | Kind::Reached { who, .. }
            | Kind::Said { who, .. }
            | Kind::Speaking { who, .. }
            | Kind::Told { who, .. }
            | Kind::Asked { who, .. }
            | Kind::Questioned { who }
            | Kind::ChatReceived { who, .. }
            | Kind::CustomerUpdated { who, .. }
            | Kind::CustomerChased { who }
            | Kind::ClaimedFixed { who, .. }
            | Kind::PromiseMade { who, .. }
            | Kind::PromiseKept { who, .. }
            | Kind::PromiseBroken { who, .. }
            | Kind::SetOut { who, .. }
            | Kind::Arrived { who }
            | Kind::CalledOn { who, .. }
            | Kind::Visited { who, .. }
            | Kind::HandedOver { who, .. }
            | Kind::CustomerDone { who, .. }
            | Kind::CustomerKnows { who }
            | Kind::DeadlineMet { who, .. }
            | Kind::DeadlineMissed { who, .. }
            | Kind::Confirmed { who }
            | Kind::BoardChanged { who, .. }
            | Kind::MoodChanged { who, .. }
            | Kind::ReachRevealed { who, .. } => Some(*who),
            Kind::MailReceived { who, .. } | Kind::RepairStarted { who, .. } | Kind::Authorised { who, .. } => *who,
            Kind::Learned { from, .. } => *from,
            _ => None,
        }
    }
}

fn text_json(text: &Text) -> Value {
    json!({ "ja": &*text.ja, "en": &*text.en })
}

fn acts_json(plan: &Plan, acts: &Acts) -> Value {
    serde_json::to_value(super::message::authored_acts(plan, acts)).unwrap_or(Value::Null)
}

impl Event {
    /// The event as one flat JSON object, ids as the scenario writes them.
    pub fn json(&self, plan: &Plan) -> Value {
        let mut object = Map::new();
        let mut put = |name: &str, value: Value| {
            object.insert(name.to_owned(), value);
        };
        put("n", json!(self.n));
        put("at", json!(plan.calendar.stamp(self.t)));
        put("t", json!(self.t));
        put("kind", json!(self.kind.name()));
        if let Some(cause) = self.cause {
            put("cause", json!(cause));
        }
        let person = |who: PersonId| json!(plan.person(who).id);
        let person_or_room = |who: &Option<PersonId>| match who {
            Some(who) => person(*who),
            None => json!("room"),
        };
        let fact = |fact: &FactId| json!(plan.fact(*fact).id);
        let stamp = |time: Time| json!(plan.calendar.stamp(time));
        if let Some(who) = self.kind.who() {
            put("who", person(who));
        }
        match &self.kind {
            Kind::CallIncoming { conversation, knocks, channel, .. } => {
                if *channel != Channel::Phone {
                    put("channel", json!(channel.word()));
                }
                if let Some(conversation) = conversation {
                    put("conversation", json!(plan.conversation(*conversation).id));
                }
                put("knocks", json!(knocks));
            }
            Kind::CallEnded { channel, .. } | Kind::Reached { channel, .. } => put("channel", json!(channel.word())),
            Kind::Dialled { .. } | Kind::RangOut { .. } | Kind::Voicemail { .. } => {
                put("channel", json!(Channel::Phone.word()));
            }
            Kind::Busy { refused, .. } => {
                put("channel", json!(Channel::Phone.word()));
                put("refused", json!(refused));
            }
            Kind::Said { channel, text, until, .. } => {
                put("channel", json!(channel.word()));
                put("text", text_json(text));
                put("until", stamp(*until));
            }
            Kind::Speaking { acts, until, .. } => {
                put("acts", acts_json(plan, acts));
                put("until", stamp(*until));
            }
            Kind::Told { channel, voicemail, acts, facts, quality, .. } => {
                put("channel", json!(channel.word()));
                put("voicemail", json!(voicemail));
                put("facts", facts.iter().map(fact).collect());
                put("acts", acts_json(plan, acts));
                put("quality", json!(quality));
            }
            Kind::Asked { part, .. } => put("part", json!(part.word())),
            Kind::Learned { fact: learned, .. } => put("fact", fact(learned)),
            Kind::MailSent { to, acts } => {
                put("channel", json!(Channel::Mail.word()));
                put("to", to.iter().map(|who| person(*who)).collect());
                if let [only] = to.as_slice() {
                    put("who", person(*only));
                }
                put("acts", acts_json(plan, acts));
            }
            Kind::MailReceived { subject, text, .. } => {
                put("channel", json!(Channel::Mail.word()));
                put("subject", text_json(subject));
                put("text", text_json(text));
            }
            Kind::ChatSent { to, acts } => {
                put("channel", json!(Channel::Chat.word()));
                put("to", to.iter().map(person_or_room).collect());
                if let [Some(only)] = to.as_slice() {
                    put("who", person(*only));
                }
                put("acts", acts_json(plan, acts));
            }
            Kind::ChatReceived { text, .. } => {
                put("channel", json!(Channel::Chat.word()));
                put("text", text_json(text));
            }
            Kind::NoticeReceived { text } => put("text", text_json(text)),
            Kind::Began { task, until } => {
                put("task", task_json(plan, task));
                put("until", stamp(*until));
            }
            Kind::Interrupted { task } | Kind::LeftOff { task } => put("task", task_json(plan, task)),
            Kind::Inspected { look, text } => {
                put("look", json!(plan.look(*look).id));
                put("text", text_json(text));
            }
            Kind::Read { document } => put("document", json!(plan.document(*document).id)),
            Kind::RepairStarted { repair, authorised, until, .. } => {
                put("repair", json!(plan.repair(*repair).id));
                put("authorised", json!(authorised));
                put("until", stamp(*until));
            }
            Kind::RepairDone { repair, worked } => {
                put("repair", json!(plan.repair(*repair).id));
                put("worked", json!(worked));
            }
            Kind::ServiceDown { system } | Kind::ServiceRestored { system } | Kind::ClaimedFixed { system, .. } => {
                put("system", json!(plan.system(*system).id));
            }
            Kind::CustomerUpdated { by, promise, .. } => {
                if let Some(by) = by {
                    put("by", person(*by));
                }
                put("promise", json!(promise));
            }
            Kind::PromiseMade { due, estimate, invented, .. } => {
                put("due", stamp(*due));
                put("estimate", json!(estimate));
                put("invented", json!(invented));
            }
            Kind::PromiseKept { estimate, .. } | Kind::PromiseBroken { estimate, .. } => {
                put("estimate", json!(estimate))
            }
            Kind::SeverityDeclared { level } => put("level", json!(level)),
            Kind::Authorised { repair, .. } => put("repair", json!(plan.repair(*repair).id)),
            Kind::SetOut { until, .. } | Kind::DeskClosed { until } => put("until", stamp(*until)),
            Kind::CalledOn { by, answered, .. } => {
                put("by", person(*by));
                put("answered", json!(answered));
            }
            Kind::Joined { facts, fact: found } => {
                put("facts", facts.iter().map(fact).collect());
                if let Some(found) = found {
                    put("fact", fact(found));
                }
            }
            Kind::Forgotten { fact: lost } => put("fact", fact(lost)),
            Kind::Destroyed { repair, text } => {
                put("repair", json!(plan.repair(*repair).id));
                put("text", text_json(text));
            }
            Kind::SeverityOnRecord { level } => put("level", json!(level)),
            Kind::GateReached { gate } => put("gate", json!(gate)),
            Kind::Visited { found, .. } => {
                put("channel", json!(Channel::Visit.word()));
                put("found", json!(found));
            }
            Kind::Waited { from } => put("from", stamp(*from)),
            Kind::Marked { text } => put("text", json!(text)),
            Kind::HandedOver { duty, .. } => put("duty", json!(duty.word())),
            Kind::CustomerDone { deadline, .. }
            | Kind::DeadlineMet { deadline, .. }
            | Kind::DeadlineMissed { deadline, .. } => put("deadline", json!(plan.deadline(*deadline).id)),
            Kind::BoardChanged { text, .. } => put("text", text_json(text)),
            Kind::RuleFired { rule } => put("rule", json!(plan.rules[rule.index()].id)),
            Kind::MoodChanged { mood, .. } => put("mood", json!(mood)),
            Kind::RunEnded { why } => put("why", json!(why.word())),
            Kind::ReachRevealed { channel, manner, from, to, after, .. } => {
                put("channel", json!(channel.word()));
                put("manner", json!(manner.word()));
                put("from", stamp(*from));
                put("to", stamp(*to));
                put("after", json!(after));
            }
            Kind::Ending { ending } => {
                let ending = &plan.endings[ending.index()];
                put("ending", json!(ending.id));
                put("title", text_json(&ending.title));
                put("text", text_json(&ending.text));
            }
            Kind::CallAnswered { channel: Channel::Visit, .. } | Kind::CallMissed { channel: Channel::Visit, .. } => {
                put("channel", json!(Channel::Visit.word()))
            }
            Kind::CallAnswered { .. }
            | Kind::Arrived { .. }
            | Kind::DeskOpened
            | Kind::CallMissed { .. }
            | Kind::Questioned { .. }
            | Kind::CustomerChased { .. }
            | Kind::CustomerKnows { .. }
            | Kind::Confirmed { .. }
            | Kind::Closed
            | Kind::CriteriaKnown => {}
        }
        Value::Object(object)
    }
}

fn task_json(plan: &Plan, task: &Task) -> Value {
    let to = |to: &[Option<PersonId>]| -> Value {
        to.iter().map(|who| who.map_or("room", |who| plan.person(who).id.as_str())).collect()
    };
    match task {
        Task::Look(look) => json!({ "look": plan.look(*look).id }),
        Task::Read(document) => json!({ "read": plan.document(*document).id }),
        Task::Repair(repair) => json!({ "repair": plan.repair(*repair).id }),
        Task::Mail(people) => json!({ "mail": to(&people.iter().copied().map(Some).collect::<Vec<_>>()) }),
        Task::Chat(people) => json!({ "chat": to(people) }),
        Task::Declare(level) => json!({ "declare": level }),
        Task::Walk(who) => json!({ "walk": plan.person(*who).id }),
        Task::Join(facts) => {
            json!({ "join": facts.iter().map(|fact| plan.fact(*fact).id.as_str()).collect::<Vec<_>>() })
        }
        Task::HangUp => json!("hang_up"),
    }
}
