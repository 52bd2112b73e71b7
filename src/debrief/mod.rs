//! What is learnt from a run: the timeline in plain sentences, the findings, and the runs laid beside it.

mod sentence;

pub use sentence::sentence;
