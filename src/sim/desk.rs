//! What the trainee can see: a fold over the visible events. Screens and trainees look at this and at nothing else.

use super::event::{Event, Kind, Over, Task};
use crate::id::*;
use crate::scenario::plan::{Acts, Channel, Duty, Plan, Severity};
use crate::text::Text;
use crate::time::Time;

/// One try to reach somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// When.
    pub t: Time,
    /// Whom; `None` is the chat room.
    pub who: Option<PersonId>,
    /// How.
    pub channel: Channel,
    /// What came of it so far.
    pub outcome: Outcome,
}

/// What came of a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the events")]
pub enum Outcome {
    Ringing,
    RangOut,
    Busy,
    Refused,
    Voicemail,
    Unanswered,
    Reached,
    NobodyThere,
    LeftOff,
}

/// A letter that came or went.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// When.
    pub t: Time,
    /// Who wrote it; `None` for the trainee's own and for the mail system.
    pub from: Option<PersonId>,
    /// To whom, when it is the trainee's own. Empty when it came.
    pub to: Vec<Option<PersonId>>,
    /// Mail or chat.
    pub channel: Channel,
    /// Its subject.
    pub subject: Text,
    /// Its words; for the trainee's own, `acts` holds them.
    pub text: Text,
    /// What the trainee wrote.
    pub acts: Acts,
}

/// One line of a talk.
#[derive(Clone, Debug, PartialEq)]
pub enum Spoken {
    /// They said it.
    Theirs(Text),
    /// The trainee said it.
    Yours(Acts),
}

/// The phone, or a talk face to face.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// The receiver rests.
    Idle,
    /// It rings, or somebody stands at the desk.
    Ringing {
        /// Who.
        who: PersonId,
        /// By phone, or by standing at the desk.
        channel: Channel,
        /// Since when.
        since: Time,
    },
    /// It rings at the other end.
    Dialling {
        /// Who.
        who: PersonId,
        /// Since when.
        since: Time,
    },
    /// Two people talk.
    Talking(Talk),
}

/// A talk.
#[derive(Clone, Debug, PartialEq)]
pub struct Talk {
    /// With whom.
    pub who: PersonId,
    /// How.
    pub channel: Channel,
    /// A voicemail listens.
    pub voicemail: bool,
    /// What it is about, if they began it.
    pub conversation: Option<ConversationId>,
    /// Since when.
    pub since: Time,
    /// Since when the last words are being spoken.
    pub speaking_since: Time,
    /// Somebody speaks until then; after it, it is the trainee's turn.
    pub until: Time,
    /// What was said.
    pub spoken: Vec<Spoken>,
}

/// A promise the trainee made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    /// To whom.
    pub who: PersonId,
    /// By when.
    pub due: Time,
    /// Of restoration, not of the next word.
    pub estimate: bool,
    /// `None` while open.
    pub kept: Option<bool>,
}

/// Room for so many entries is made at the start of a list that grows on most days, so that it need not move.
const USUAL: usize = 32;

/// The desk as the trainee sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Desk {
    /// Facts known, with when.
    pub facts: Vec<(FactId, Time)>,
    /// Who was tried when, and what came of it.
    pub attempts: Vec<Attempt>,
    /// Promises made.
    pub promises: Vec<Promise>,
    /// Mail and chat, in and out.
    pub letters: Vec<Letter>,
    /// News.
    pub notices: Vec<(Time, Text)>,
    /// The line.
    pub line: Line,
    /// Who knocks while one talks.
    pub knock: Option<(PersonId, Channel)>,
    /// What the hands are busy with, and until when; `None` while interrupted.
    pub task: Option<(Task, Option<Time>)>,
    /// The severity declared.
    pub severity: Option<Severity>,
    /// Repairs allowed, by whom, if by anybody in particular.
    pub allowed: Vec<(RepairId, Option<PersonId>)>,
    /// Repairs under way, until when.
    pub running: Vec<(RepairId, Time)>,
    /// Repairs that ended, when, and whether they worked.
    pub ended: Vec<(RepairId, Time, bool)>,
    /// What looks showed, the last of each.
    pub looked: Vec<(LookId, Time, Text)>,
    /// Documents read.
    pub read: Vec<DocumentId>,
    /// The board, by person, with when it was written.
    pub board: Vec<(Text, Time)>,
    /// Duties others hold.
    pub duties: Vec<(PersonId, Duty)>,
    /// Customers who said that it works.
    pub confirmed: Vec<PersonId>,
    /// Parts one has asked somebody about, when.
    pub asked: Vec<(PersonId, crate::scenario::plan::Part, Time)>,
    /// Conversations that were begun with the trainee: their lines can be said.
    pub heard_of: Vec<ConversationId>,
    /// Calls that came in, in order: who, and what it was about.
    pub calls: Vec<(PersonId, Option<ConversationId>)>,
    /// Calls that nobody answered, with when.
    pub missed: Vec<(PersonId, Time)>,
    /// With whom one has talked, from when on.
    pub talks: Vec<(PersonId, Time)>,
    /// The run is over.
    pub over: Option<Over>,
    /// How it ended.
    pub ending: Option<EndingId>,
}

impl Desk {
    /// The desk before anything has happened.
    pub fn new(plan: &Plan) -> Desk {
        let mut facts = vec![(FactId::ME, 0)];
        facts.extend(plan.knows.iter().map(|fact| (*fact, 0)));
        Desk {
            facts,
            attempts: Vec::with_capacity(USUAL),
            promises: Vec::with_capacity(USUAL),
            letters: Vec::with_capacity(USUAL),
            notices: Vec::new(),
            line: Line::Idle,
            knock: None,
            task: None,
            severity: None,
            allowed: Vec::new(),
            running: Vec::new(),
            ended: Vec::new(),
            looked: Vec::new(),
            read: Vec::new(),
            board: plan.people.iter().map(|person| (person.board.clone(), 0)).collect(),
            duties: Vec::new(),
            confirmed: Vec::new(),
            asked: Vec::with_capacity(USUAL),
            heard_of: Vec::with_capacity(USUAL),
            calls: Vec::with_capacity(USUAL),
            missed: Vec::with_capacity(USUAL),
            talks: Vec::with_capacity(USUAL),
            over: None,
            ending: None,
        }
    }

    /// Whether the trainee knows a fact, the built-in ones included.
    pub fn knows(&self, fact: FactId) -> bool {
        match fact {
            FactId::CALLED => !self.attempts.is_empty(),
            FactId::SEVERITY => self.severity.is_some(),
            FactId::TRIED => !self.looked.is_empty() || !self.running.is_empty() || !self.ended.is_empty(),
            _ => self.facts.iter().any(|(known, _)| *known == fact),
        }
    }

    /// Whether hands and line are free.
    pub fn is_free(&self) -> bool {
        self.task.is_none() && matches!(self.line, Line::Idle | Line::Ringing { .. })
    }

    /// Whether somebody listens and the trainee may speak.
    pub fn is_my_turn(&self, now: Time) -> bool {
        matches!(&self.line, Line::Talking(talk) if now >= talk.until)
    }

    /// The talk, if there is one.
    pub fn talk(&self) -> Option<&Talk> {
        match &self.line {
            Line::Talking(talk) => Some(talk),
            _ => None,
        }
    }

    /// The last try to reach somebody.
    pub fn last_attempt(&self, who: PersonId) -> Option<&Attempt> {
        self.attempts.iter().rev().find(|attempt| attempt.who == Some(who))
    }

    /// Whether somebody who was tried was reached, or has rung after it and was answered.
    pub fn reached(&self, who: PersonId) -> bool {
        let talked = self.last_talk(who);
        self.attempts.iter().filter(|attempt| attempt.who == Some(who)).any(|attempt| {
            let rung = attempt.channel == Channel::Phone && talked.is_some_and(|talked| talked >= attempt.t);
            attempt.outcome == Outcome::Reached || rung
        })
    }

    /// When the last talk with somebody began, whoever rang.
    pub fn last_talk(&self, who: PersonId) -> Option<Time> {
        self.talks.iter().rev().find(|(other, _)| *other == who).map(|(_, time)| *time)
    }

    /// What somebody rang about whom nobody answered, unless they have been talked with since.
    fn rang_about(&self, who: PersonId) -> Option<ConversationId> {
        let missed = self.missed.iter().rev().find(|(caller, _)| *caller == who)?.1;
        let call = self.calls.iter().rev().find(|(caller, _)| *caller == who)?;
        call.1.filter(|_| self.last_talk(who).is_none_or(|talked| talked <= missed))
    }

    /// Whether nothing has come of the last try to reach somebody on a channel yet.
    fn waits_for(&self, who: PersonId, channel: Channel) -> bool {
        let last = self.attempts.iter().rev().find(|attempt| attempt.who == Some(who) && attempt.channel == channel);
        last.is_some_and(|attempt| matches!(attempt.outcome, Outcome::Ringing | Outcome::Unanswered))
    }

    fn outcome(&mut self, who: PersonId, channel: Channel, outcome: Outcome) {
        if let Some(attempt) =
            self.attempts.iter_mut().rev().find(|attempt| attempt.who == Some(who) && attempt.channel == channel)
        {
            attempt.outcome = outcome;
        }
    }

    fn attempt(&mut self, t: Time, who: Option<PersonId>, channel: Channel, outcome: Outcome) {
        self.attempts.push(Attempt { t, who, channel, outcome });
    }

    /// Takes in one event. Unseen ones change nothing.
    pub fn observe(&mut self, event: &Event) {
        let t = event.t;
        match &event.kind {
            Kind::CallIncoming { who, conversation, knocks, channel } => {
                if *knocks {
                    self.knock = Some((*who, *channel));
                } else {
                    self.line = Line::Ringing { who: *who, channel: *channel, since: t };
                }
                self.calls.push((*who, *conversation));
                // Who rings again rings about the same.
                if let Some(conversation) = conversation.filter(|heard| !self.heard_of.contains(heard)) {
                    self.heard_of.push(conversation);
                }
            }
            Kind::CallAnswered { who, channel } => {
                let call = self.calls.iter().rev().find(|(caller, _)| caller == who);
                let conversation = call.and_then(|(_, conversation)| *conversation);
                self.line = Line::Talking(Talk {
                    who: *who,
                    channel: *channel,
                    voicemail: false,
                    conversation,
                    since: t,
                    speaking_since: t,
                    until: t,
                    spoken: Vec::new(),
                });
            }
            Kind::CallMissed { who, .. } => {
                if self.knock.is_some_and(|(knocking, _)| knocking == *who) {
                    self.knock = None;
                } else if matches!(&self.line, Line::Ringing { who: ringing, .. } if ringing == who) {
                    self.line = Line::Idle;
                }
                self.missed.push((*who, t));
            }
            Kind::Dialled { who } => {
                self.line = Line::Dialling { who: *who, since: t };
                self.attempt(t, Some(*who), Channel::Phone, Outcome::Ringing);
            }
            Kind::RangOut { who } => {
                self.outcome(*who, Channel::Phone, Outcome::RangOut);
                self.end_line(t);
            }
            Kind::Busy { who, refused } => {
                let outcome = if *refused { Outcome::Refused } else { Outcome::Busy };
                self.outcome(*who, Channel::Phone, outcome);
                self.end_line(t);
            }
            Kind::Voicemail { who } => {
                self.outcome(*who, Channel::Phone, Outcome::Voicemail);
                self.line = Line::Talking(Talk {
                    who: *who,
                    channel: Channel::Phone,
                    voicemail: true,
                    conversation: None,
                    since: t,
                    speaking_since: t,
                    until: t + super::cost::GREETING,
                    spoken: Vec::new(),
                });
            }
            Kind::Reached { who, channel } => {
                let speech = matches!(channel, Channel::Phone | Channel::Visit);
                // A call that comes in makes nothing else of an earlier one that went out and ended in a voicemail.
                if self.waits_for(*who, *channel) {
                    self.outcome(*who, *channel, Outcome::Reached);
                }
                let rang_about = self.rang_about(*who).filter(|_| speech);
                if speech {
                    self.talks.push((*who, t));
                }
                if speech && self.talk().is_none_or(|talk| talk.who != *who) {
                    self.line = Line::Talking(Talk {
                        who: *who,
                        channel: *channel,
                        voicemail: false,
                        conversation: rang_about,
                        since: t,
                        speaking_since: t,
                        until: t,
                        spoken: Vec::new(),
                    });
                }
            }
            Kind::Said { text, until, .. } => {
                if let Line::Talking(talk) = &mut self.line {
                    talk.spoken.push(Spoken::Theirs(text.clone()));
                    (talk.speaking_since, talk.until) = (t, *until);
                }
            }
            Kind::Speaking { acts, until, .. } => {
                if let Line::Talking(talk) = &mut self.line {
                    talk.spoken.push(Spoken::Yours(acts.clone()));
                    (talk.speaking_since, talk.until) = (t, *until);
                }
            }
            Kind::CallEnded { who, channel } => {
                if matches!(&self.line, Line::Dialling { .. }) {
                    self.outcome(*who, *channel, Outcome::LeftOff);
                }
                self.end_line(t);
            }
            Kind::Asked { who, part } => self.asked.push((*who, *part, t)),
            Kind::Learned { fact, .. } => self.facts.push((*fact, t)),
            Kind::MailSent { to, acts } => {
                for who in to {
                    self.attempt(t, Some(*who), Channel::Mail, Outcome::Unanswered);
                }
                self.letter_sent(t, Channel::Mail, to.iter().copied().map(Some).collect(), acts);
            }
            Kind::ChatSent { to, acts } => {
                for who in to {
                    self.attempt(t, *who, Channel::Chat, Outcome::Unanswered);
                }
                self.letter_sent(t, Channel::Chat, to.clone(), acts);
            }
            Kind::MailReceived { who, subject, text } => self.letters.push(Letter {
                t,
                from: *who,
                to: Vec::new(),
                channel: Channel::Mail,
                subject: subject.clone(),
                text: text.clone(),
                acts: Acts::default(),
            }),
            Kind::ChatReceived { who, text } => self.letters.push(Letter {
                t,
                from: Some(*who),
                to: Vec::new(),
                channel: Channel::Chat,
                subject: Text::empty(),
                text: text.clone(),
                acts: Acts::default(),
            }),
            Kind::NoticeReceived { text } => self.notices.push((t, text.clone())),
            Kind::Began { task, until } => self.task = Some((task.clone(), Some(*until))),
            Kind::Interrupted { .. } => {
                if let Some((_, until)) = &mut self.task {
                    *until = None;
                }
            }
            Kind::LeftOff { .. } => self.task = None,
            Kind::Inspected { look, text } => {
                self.looked.retain(|(looked, ..)| looked != look);
                self.looked.push((*look, t, text.clone()));
            }
            Kind::Read { document } if !self.read.contains(document) => self.read.push(*document),
            Kind::RepairStarted { repair, until, .. } => self.running.push((*repair, *until)),
            Kind::RepairDone { repair, worked } => {
                self.running.retain(|(running, _)| running != repair);
                self.ended.push((*repair, t, *worked));
            }
            Kind::PromiseMade { who, due, estimate, .. } => {
                self.promises.push(Promise { who: *who, due: *due, estimate: *estimate, kept: None });
            }
            Kind::PromiseKept { who, estimate } => self.promise(*who, *estimate, true),
            Kind::PromiseBroken { who, estimate } => self.promise(*who, *estimate, false),
            Kind::SeverityDeclared { level } => self.severity = Some(*level),
            Kind::Authorised { who, repair } => self.allowed.push((*repair, *who)),
            Kind::SeverityOnRecord { level } => self.severity = Some(*level),
            Kind::DeskClosed { .. } => {
                self.task = None;
                self.line = Line::Idle;
                self.knock = None;
            }
            Kind::Visited { who, found } => {
                self.task = None;
                let outcome = if *found { Outcome::Reached } else { Outcome::NobodyThere };
                self.attempt(t, Some(*who), Channel::Visit, outcome);
            }
            Kind::HandedOver { who, duty } => self.duties.push((*who, *duty)),
            Kind::Confirmed { who } => self.confirmed.push(*who),
            Kind::BoardChanged { who, text } => self.board[who.index()] = (text.clone(), t),
            Kind::RunEnded { why } => {
                self.over = Some(*why);
                self.task = None;
                self.line = Line::Idle;
                self.knock = None;
            }
            Kind::Ending { ending } => self.ending = Some(*ending),
            _ => {}
        }
    }

    /// Brings what hangs on the clock alone up to date: a task that has run its time is done.
    pub fn tick(&mut self, now: Time) {
        if matches!(self.task, Some((_, Some(until))) if until <= now) {
            self.task = None;
        }
    }

    fn letter_sent(&mut self, t: Time, channel: Channel, to: Vec<Option<PersonId>>, acts: &Acts) {
        self.letters.push(Letter {
            t,
            from: None,
            to,
            channel,
            subject: Text::empty(),
            text: Text::empty(),
            acts: acts.clone(),
        });
    }

    fn end_line(&mut self, t: Time) {
        self.line = match self.knock.take() {
            Some((who, channel)) => Line::Ringing { who, channel, since: t },
            None => Line::Idle,
        };
    }

    fn promise(&mut self, who: PersonId, estimate: bool, kept: bool) {
        let open = self
            .promises
            .iter_mut()
            .find(|promise| promise.who == who && promise.estimate == estimate && promise.kept.is_none());
        if let Some(promise) = open {
            promise.kept = Some(kept);
        }
    }
}
