//! What is asked, picked and open in the debrief.

use crate::desktop::action::{Beside, Blank, Guess, Zoom};
use crate::desktop::session::Session;
use crate::sim::Command;
use crate::time::Time;

/// Which run is looked at: two runs are the same when the same was done on the same day.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    scenario: String,
    seed: u64,
    log: Vec<(Time, Command)>,
}

impl Run {
    /// The run of a session.
    pub fn of(session: &Session) -> Run {
        Run {
            scenario: session.plan().hash.clone(),
            seed: session.simulation.seed(),
            log: session.whole_log().to_vec(),
        }
    }

    /// Whether it is the run of a session.
    pub fn is(&self, session: &Session) -> bool {
        self.seed == session.simulation.seed()
            && self.scenario == session.plan().hash
            && self.log == session.whole_log()
    }
}

/// What is asked, picked and open in the debrief.
#[derive(Default)]
pub struct Looking {
    /// What was answered to the question before it, and of which run.
    guess: Option<(Run, Guess)>,
    /// How much of the day is shown.
    pub zoom: Zoom,
    /// The bar whose reasons lie open, by its place.
    pub bar: Option<usize>,
    /// The what-if that is picked, by its place.
    pub what_if: usize,
    /// The run that is laid beside this one.
    pub beside: Option<Beside>,
    /// What was written into the two blanks of the plan.
    blanks: [String; 2],
    /// Why the plan is not kept, in words of the program or of the system.
    pub not_kept: Option<NotKept>,
}

/// Why a plan is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotKept {
    /// One of its parts is missing.
    Unfinished,
    /// What the system says.
    Failed(String),
}

impl Looking {
    /// What stays when another run is looked at: the answer, should one come back to its run.
    pub fn of_another_run(&mut self) -> Looking {
        Looking { guess: self.guess.take(), ..Looking::default() }
    }

    /// What was answered of the run of a session.
    pub fn guess(&self, session: &Session) -> Option<Guess> {
        self.guess.as_ref().filter(|(run, _)| run.is(session)).map(|(_, guess)| *guess)
    }

    /// Takes the answer.
    pub fn set_guess(&mut self, session: &Session, guess: Guess) {
        self.guess = Some((Run::of(session), guess));
    }

    /// What stands in a blank of the plan.
    pub fn written(&self, blank: Blank) -> &str {
        &self.blanks[blank as usize]
    }

    /// Writes into a blank of the plan.
    pub fn write(&mut self, blank: Blank, words: impl Into<String>) {
        self.blanks[blank as usize] = words.into();
        self.not_kept = None;
    }
}
