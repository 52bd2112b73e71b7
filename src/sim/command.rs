//! Everything the trainee can do. Keyboard, mouse, screen reader, trainees, records and tests all issue the same ones.

use crate::id::*;
use crate::scenario::plan::{Act, Severity};

/// One thing the trainee does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Lift the receiver of the ringing phone.
    Answer,
    /// Ring somebody.
    Dial(PersonId),
    /// Say something to whom one is talking with, or to their voicemail.
    Say(Vec<Act>),
    /// End the call or the visit, or stop dialling.
    HangUp,
    /// Write a mail. `None` is the chat room and has no mail.
    Mail(Vec<PersonId>, Vec<Act>),
    /// Write in the chat; `None` is the shared room.
    Chat(Vec<Option<PersonId>>, Vec<Act>),
    /// Walk over to somebody.
    Visit(PersonId),
    /// Look at a symptom.
    Look(LookId),
    /// Read a document.
    Read(DocumentId),
    /// Make a repair.
    Repair(RepairId),
    /// Lay facts side by side.
    Join(Vec<FactId>),
    /// Declare a severity.
    Declare(Severity),
    /// Leave off what one is doing.
    Stop,
    /// Mark this moment, with a note. Costs nothing and changes nothing.
    Mark(String),
    /// Close the incident: the run ends for the trainee.
    Close,
}

/// Why a command is not possible now. Nothing has happened then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Something else is under way.
    Busy,
    /// The phone does not ring.
    NotRinging,
    /// Nobody is on the line.
    NoCall,
    /// The other one is speaking.
    NotYourTurn,
    /// The person has no such channel.
    NoChannel,
    /// A fact the trainee does not know.
    UnknownFact(FactId),
    /// A message without words or without anybody to get it.
    Empty,
    /// The repair is under way or done.
    AlreadyDone,
    /// Only somebody else can make the repair.
    NotYours,
    /// A key or number is missing.
    Missing(FactId),
    /// The conditions of the repair are not met.
    NotPossible,
    /// The desk is closed.
    DeskClosed,
    /// The run is over.
    Over,
    /// Nothing is under way.
    Nothing,
}

impl Refusal {
    /// The key of its sentence.
    pub fn key(self) -> &'static str {
        match self {
            Refusal::Busy => "refusal-busy",
            Refusal::NotRinging => "refusal-not-ringing",
            Refusal::NoCall => "refusal-no-call",
            Refusal::NotYourTurn => "refusal-not-your-turn",
            Refusal::NoChannel => "refusal-no-channel",
            Refusal::UnknownFact(_) => "refusal-unknown-fact",
            Refusal::Empty => "refusal-empty",
            Refusal::AlreadyDone => "refusal-already-done",
            Refusal::NotYours => "refusal-not-yours",
            Refusal::Missing(_) => "refusal-missing",
            Refusal::NotPossible => "refusal-not-possible",
            Refusal::DeskClosed => "refusal-desk-closed",
            Refusal::Over => "refusal-over",
            Refusal::Nothing => "refusal-nothing",
        }
    }
}
