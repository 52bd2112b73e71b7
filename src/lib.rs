//! *Shikyu* (至急, "at once"): a training simulator for incident response. One line a room, from the ground up.
//!
//! The data flows one way: scenario → plan → commands → events → score → debrief → report.

pub mod id; // ground: the small integers ids become
pub mod l10n; // ground: the program's own words in both languages
pub mod text; // ground: a text in both languages
pub mod time; // ground: whole seconds

pub mod debrief; // 4: what is learnt
pub mod record; // 3: what is kept
pub mod scenario; // 1: what a team lead writes
pub mod score; // 3: what it was worth
pub mod sim; // 2: what happens
pub mod trainee; // 4: who plays without hands

pub mod report; // 5: what leaves

pub mod cli; // 6: the command line

#[cfg(feature = "desktop")]
pub mod desktop; // 6: the window
