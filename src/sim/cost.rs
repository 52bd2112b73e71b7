//! What acts cost, in seconds of the trainee's time. By item, never by length of text, so both languages play alike.
//!
//! These numbers belong to the rules version, not to a scenario.

use super::luck::Day;
use crate::scenario::plan::{Act, Plan};
use crate::time::{MINUTE, Span};

/// The version of the rules: costs, mood, patience and the score. A record names the one it was made under.
pub const RULES: u32 = 5;

/// Lifting the receiver and dialling.
pub const DIAL: Span = 10;
/// How long an unanswered phone rings before it rings out.
pub const RING_OUT: Span = 40;
/// How soon an engaged tone or "not in service" is heard.
pub const TONE: Span = 5;
/// The first words of somebody who picks up, or who rings.
pub const OPENING: Span = 20;
/// An answer.
pub const ANSWER: Span = 10;
/// Telling one fact.
pub const FACT: Span = 15;
/// Any other act.
pub const OTHER: Span = 10;
/// Having it read back.
pub const READ_BACK: Span = 15;
/// Having the customer try it out.
pub const CONFIRM: Span = 2 * MINUTE;
/// Hanging up.
pub const HANG_UP: Span = 5;
/// The greeting of a voicemail.
pub const GREETING: Span = 15;
/// One item spoken to a voicemail.
pub const VOICEMAIL_ITEM: Span = 5;
/// Writing a mail, without its items.
pub const MAIL: Span = 90;
/// One item of a mail.
pub const MAIL_ITEM: Span = 15;
/// Writing in the chat, without its items.
pub const CHAT: Span = 20;
/// One item of a chat message.
pub const CHAT_ITEM: Span = 5;
/// Laying facts side by side.
pub const JOIN: Span = 30;
/// Declaring a severity.
pub const DECLARE: Span = 10;
/// How long somebody who was told too little keeps asking.
pub const QUESTIONS: Span = 10 * MINUTE;
/// How long a phone rings here before the caller gives up.
pub const RINGS: Span = 60;
/// After how long a caller who was missed rings again.
pub const RINGS_AGAIN: Span = 5 * MINUTE;
/// How often a caller rings in all, before writing instead.
pub const RINGS_TIMES: u8 = 4;

/// How many items a message has: each fact, and each other act.
fn items(acts: &[Act]) -> Span {
    acts.iter()
        .map(|act| match act {
            Act::Tell(facts) => facts.len() as Span,
            _ => 1,
        })
        .sum()
}

/// How long it takes to say this to somebody who listens.
pub fn speech(plan: &Plan, day: &Day, acts: &[Act]) -> Span {
    acts.iter()
        .map(|act| match act {
            Act::Tell(facts) => FACT * facts.len() as Span,
            Act::ReadBack => READ_BACK,
            Act::Confirm => CONFIRM,
            Act::Say(line) => day.value(plan.line(*line).takes),
            _ => OTHER,
        })
        .sum()
}

/// How long it takes to leave this on a voicemail.
pub fn voicemail(acts: &[Act]) -> Span {
    VOICEMAIL_ITEM * items(acts).max(1)
}

/// How long it takes to write this as a mail.
pub fn mail(acts: &[Act]) -> Span {
    MAIL + MAIL_ITEM * items(acts)
}

/// How long it takes to write this in the chat.
pub fn chat(acts: &[Act]) -> Span {
    CHAT + CHAT_ITEM * items(acts)
}
