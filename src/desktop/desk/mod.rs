//! What lies on the desk, one file a thing.

pub mod again; // a run that is looked at again
pub mod compose; // a message
pub mod console; // F4: the monitor
pub mod edge; // clock, pause, wait, ruler
pub mod live; // words that change by the second
pub mod machine; // F1: the desk itself
pub mod mail; // F3: mail and chat
pub mod notebook; // what one knows
pub mod papers; // F5: what there is to read
pub mod parts; // small things used on several sheets
pub mod pause; // the clock stands, for a discussion
pub mod phone; // F2: the call
pub mod room; // the room above
pub mod tabs; // the five tabs
pub mod telephone; // the telephone and the directory
