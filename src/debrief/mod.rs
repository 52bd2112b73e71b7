//! What is learnt from a run: the timeline, plain sentences, who was reachable, what stands out, and the runs laid beside it.

pub mod findings;
pub mod first_contact;
mod ghost;
pub mod in_words;
pub mod plans;
mod sentence;
mod timeline;
pub mod what_if;

pub use ghost::{Ghost, Moments, ghosts};
pub use sentence::{request_words, sentence, told_words};
pub use timeline::{Lane, Mark, Owner, Point, Reachable, Stretch, Timeline, reachable, timeline, whole_day};
