//! Runs laid beside one's own: the same day, played by somebody else.

use crate::scenario::Plan;
use crate::score::curve::{Step, curve};
use crate::score::ledger::Ledger;
use crate::score::{Score, fold};
use crate::trainee;
use std::sync::Arc;

/// Another run of the same day.
#[derive(Clone, Debug)]
pub struct Ghost {
    /// The trainee who played it.
    pub name: String,
    /// Its score.
    pub score: Score,
    /// Its escalation curve.
    pub curve: Vec<Step>,
}

/// The day as it happened, where the scenario tells it, and by the book, under the same luck.
pub fn ghosts(plan: &Arc<Plan>, seed: u64) -> Vec<Ghost> {
    ["as_it_happened", "by_the_book"]
        .into_iter()
        .filter_map(|name| {
            let played = trainee::play(name, plan, seed)?;
            let events = played.simulation.events();
            let steps = curve(&Ledger::read(plan, events));
            Some(Ghost { name: name.to_owned(), score: fold(plan, events), curve: steps })
        })
        .collect()
}
