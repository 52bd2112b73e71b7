//! The sheets of the debrief, one file each.

pub mod bars;
pub mod day;
pub mod pages;
