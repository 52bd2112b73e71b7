//! A run carried over to a scenario that was changed under it: the same commands, as far as they are still possible.

use super::words::CommandWords;
use crate::scenario::Plan;
use crate::sim::{Command, Refusal, Simulation};
use crate::time::Time;
use std::sync::Arc;

/// A run in a changed scenario.
pub struct Carried {
    /// The run, at the same minute, or at that of the first command that is no longer possible.
    pub simulation: Simulation,
    /// The commands that were taken over.
    pub log: Vec<(Time, Command)>,
    /// Where it stopped.
    pub stopped: Option<Stopped>,
}

/// The first command that is no longer possible.
#[derive(Clone, Debug, PartialEq)]
pub struct Stopped {
    /// When it was given.
    pub at: Time,
    /// What it was, in the words of the scenario.
    pub command: CommandWords,
    /// Why it is not possible; nothing: the scenario no longer has what it names.
    pub why: Option<Refusal>,
}

/// Plays the commands of a run up to a minute in a changed scenario, under the same seed.
pub fn carry_over(old: &Plan, new: Arc<Plan>, seed: u64, log: &[(Time, Command)], until: Time) -> Carried {
    let mut simulation = Simulation::new(new.clone(), seed);
    let mut taken = Vec::with_capacity(log.len());
    for (at, command) in log {
        let words = CommandWords::of(old, command);
        simulation.advance_to(*at);
        let refused = match words.resolve(&new) {
            None => Some(None),
            Some(command) => match simulation.apply(&command) {
                Ok(()) => {
                    taken.push((*at, command));
                    None
                }
                Err(why) => Some(Some(why)),
            },
        };
        if let Some(why) = refused {
            return Carried { simulation, log: taken, stopped: Some(Stopped { at: *at, command: words, why }) };
        }
    }
    simulation.advance_to(until);
    Carried { simulation, log: taken, stopped: None }
}
