//! What leaves the program: a run, or a folder of runs, for people, spreadsheets and stores of learning records.
//!
//! Every report is made from a record that is simulated again, so it can say nothing that the run does not.

mod chart;
pub mod cohort;
mod cohort_page;
mod curve;
mod lanes;
pub mod lines;
pub mod lrs;
mod run_page;
pub mod sheet;
mod words;
pub mod xapi;

pub use cohort_page::cohort_page;
pub use run_page::run_page;

use crate::record::{Header, Problem, Record, events_hash, store};
use crate::score::{Score, fold};
use crate::sim::Simulation;
use crate::time::Time;
use jiff::Timestamp;
use std::path::Path;

/// A run to report on.
pub struct Run {
    /// The first line of its record.
    pub header: Header,
    /// The run, simulated again to its end.
    pub simulation: Simulation,
    /// What it was worth.
    pub score: Score,
    /// The hash of its events.
    pub events_hash: String,
    /// Where the record breaks off, when it was not written to its end: from there on nobody was at the desk.
    pub breaks_off: Option<Time>,
    /// When it was begun in real time, if that is known.
    pub begun: Option<Timestamp>,
}

impl Run {
    /// Reads a record and simulates it again. One that has its end is also verified.
    ///
    /// # Errors
    /// When it cannot be read, was changed, is of another version, or does not give the run it says.
    pub fn read(path: &Path) -> Result<Run, Problem> {
        let record = Record::read(path)?;
        let end = record.end.as_ref().filter(|_| record.torn == 0).map(|(_, hash)| hash.clone());
        let (simulation, breaks_off) = match &end {
            Some(_) => (record.verify()?, None),
            None => (record.replay()?.0, Some(record.reached)),
        };
        let events_hash = end.unwrap_or_else(|| events_hash(simulation.plan(), simulation.events()));
        let score = fold(simulation.plan(), simulation.events());
        Ok(Run { header: record.header, simulation, score, events_hash, breaks_off, begun: store::begun_at(path) })
    }

    /// What tells this run from every other: the day, the events, who is said to have played, and when it was begun.
    /// 64 hexadecimal digits; the same wherever the record lies, as long as it keeps the name it was written under.
    pub fn identity(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let seed = self.header.seed.to_string();
        let begun = self.begun.map_or_else(String::new, |begun| begun.to_string());
        let header = &self.header;
        let parts = [&header.scenario_hash, &seed, &header.trainee, &header.pace, &self.events_hash, &begun];
        for part in parts {
            hasher.update(part.as_bytes());
            hasher.update(b"\n");
        }
        hasher.finalize().to_hex().to_string()
    }

    /// A name that gives nobody away: `player-` and twelve digits of the identity.
    pub fn pseudonym(&self) -> String {
        format!("player-{}", &self.identity()[..12])
    }
}
