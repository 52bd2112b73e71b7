//! What is kept of a run: its commands. Events and score are always computed again.
//!
//! A record is a text file. Its first line is the header; then comes a line for each command, and a last one when the run
//! is over. Each line has the length of its JSON, a chained checksum, and the JSON:
//!
//! ```text
//! 000000123 9f86d081884c7d65 {"at":310,"command":"Answer"}
//! ```
//!
//! The checksum covers the line and the checksum before it, so a line cannot be changed, left out or moved unnoticed. It
//! proves that a file is whole, not who typed it.

mod carry;
pub mod history;
mod journal;
pub mod keeping;
pub mod store;
pub mod words;

pub use carry::{Carried, Stopped, carry_over};
pub use journal::{Disk, Journal, Taken};

use crate::scenario::Plan;
use crate::scenario::diagnostics::Report;
use crate::sim::cost::RULES;
use crate::sim::{Command, Event, Refusal, Simulation, replay};
use crate::text::{Language, Text};
use crate::time::Time;
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use words::CommandWords;

/// The format of records this program writes. It reads the one before as well, which has no notes.
pub const FORMAT: u32 = 2;
/// The oldest format this program reads.
pub const OLDEST_FORMAT: u32 = 1;
/// The largest record that is read, in bytes.
pub const LARGEST: u64 = 64 << 20;
/// How the names of files begin that are to take another's place: what a crash leaves of them can be told by it.
pub const TEMPORARY: &str = ".shikyu-";

/// The first line of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Format of the record.
    pub format: u32,
    /// Rules it was made under.
    pub rules: u32,
    /// Id of the scenario.
    pub scenario: String,
    /// BLAKE3 of the scenario's text.
    pub scenario_hash: String,
    /// The seed.
    pub seed: u64,
    /// Who played: `you`, or the name of a trainee.
    pub trainee: String,
    /// The pace, as the player chose it.
    pub pace: String,
    /// Practice or drill; not told by a run that was played without a window, or by format 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// The language it was played in.
    pub language: Language,
    /// The scenario itself, so that a record can be played again wherever it goes.
    pub source: String,
}

impl Header {
    /// The header of a run.
    pub fn new(plan: &Plan, seed: u64, trainee: &str, pace: &str, language: Language) -> Header {
        Header {
            format: FORMAT,
            rules: RULES,
            scenario: plan.id.clone(),
            scenario_hash: plan.hash.clone(),
            seed,
            trainee: trainee.to_owned(),
            pace: pace.to_owned(),
            mode: None,
            language,
            source: plan.source.to_string(),
        }
    }

    /// The same, of a run played in this mode.
    pub fn in_mode(self, mode: &str) -> Header {
        Header { mode: Some(mode.to_owned()), ..self }
    }
}

/// A line after the header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "lowercase")]
enum Line {
    /// A command at its time.
    Do { at: Time, command: CommandWords },
    /// Something about how it was played, which changes nothing in the run.
    Note { at: Time, note: Note },
    /// The run is over: how many events it had, and their hash.
    End { events: usize, hash: String },
}

/// Something about how a run was played: it changes no event and no point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum Note {
    /// The clock had come so far, without a command.
    Reached,
    /// From here on the clock ran at this pace.
    Pace(String),
    /// The clock stood for so many real seconds.
    Paused(u64),
    /// The window was closed and the run taken up again.
    TakenUp,
    /// It goes on from another run: what stands before this line was taken from it, decision by decision.
    From {
        /// The hash of that run's events, or of its first line when it had no end.
        run: String,
    },
}

/// A record that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its first line.
    pub header: Header,
    /// Its commands.
    pub commands: Vec<(Time, CommandWords)>,
    /// How many events the run had and their hash, when it was over.
    pub end: Option<(usize, String)>,
    /// How it was played.
    pub notes: Vec<(Time, Note)>,
    /// The moment of its last line; 0 when there is none after the header.
    pub reached: Time,
    /// Bytes of a last line that was not written to its end.
    pub torn: usize,
    /// The checksum of the last whole line.
    sum: String,
}

/// What is wrong with a record.
#[derive(Debug)]
pub enum Problem {
    /// It cannot be read.
    Unreadable(String),
    /// A line was changed, left out or moved.
    Changed {
        /// Which, from 1.
        line: usize,
    },
    /// It is written in another format.
    Format {
        /// What it says.
        found: u32,
        /// What this program writes.
        known: u32,
    },
    /// It was made under another version of the rules.
    Version {
        /// What it says.
        found: u32,
        /// What this program plays by.
        known: u32,
    },
    /// Its scenario is broken.
    Scenario(Box<Report>),
    /// A command is not possible at its time.
    Impossible {
        /// The line, from 1.
        line: usize,
        /// Why.
        why: Refusal,
    },
    /// The run was not finished, or its last line is torn.
    NotWhole,
    /// The run is over: there is nothing to go on with.
    Finished,
    /// Another window is writing it.
    InUse,
    /// Playing it again gives another run.
    Differs,
}

impl Problem {
    /// A plain sentence.
    pub fn text(&self) -> Text {
        match self {
            Problem::Unreadable(why) => {
                Text::new(format!("記録を読めません:{why}"), format!("the record cannot be read: {why}"))
            }
            Problem::Changed { line } => Text::new(
                format!("{line}行目が書かれたときと違います。この記録は使えません"),
                format!("line {line} is not as it was written; this record cannot be used"),
            ),
            Problem::Format { found, known } => Text::new(
                format!("この記録は書式{found}で書かれています。このプログラムが読むのは書式{known}までです"),
                format!("this record is written in format {found}; this program reads up to format {known}"),
            ),
            // Another rule could give the same commands another score: better none than a wrong one.
            Problem::Version { found, known } => Text::new(
                format!(
                    "この記録は版{found}の規則で作られています。このプログラムの規則は版{known}なので、点数は出せません。版{found}の規則のプログラムなら読めます"
                ),
                format!(
                    "this record was made under version {found} of the rules; this program plays by version {known}, so it gives no score; a program with version {found} of the rules reads it"
                ),
            ),
            Problem::Scenario(report) => Text::new(
                format!("記録の中のシナリオに誤りがあります:\n{}", report.human(Language::Ja)),
                format!("the scenario in the record has mistakes:\n{}", report.human(Language::En)),
            ),
            Problem::Impossible { line, why } => Text::new(
                format!(
                    "{line}行目の操作は、その時刻にはできません:{}",
                    crate::l10n::say(Language::Ja, why.key(), &[])
                ),
                format!(
                    "the command in line {line} is not possible at its time: {}",
                    crate::l10n::say(Language::En, why.key(), &[])
                ),
            ),
            Problem::NotWhole => Text::new(
                "記録が途中で切れています。最後まで終わった回だけを確かめられます",
                "the record is not whole; only a run that is over can be verified",
            ),
            Problem::Finished => Text::new("この回はもう終わっています", "this run is over"),
            Problem::InUse => Text::new("この回は別の画面で進行中です", "this run is being played in another window"),
            Problem::Differs => Text::new(
                "もう一度シミュレートした結果が、記録と違います",
                "simulating it again gives another run than the record says",
            ),
        }
    }
}

fn checksum(before: &str, json: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(before.as_bytes());
    hasher.update(json.as_bytes());
    hasher.finalize().to_hex()[..16].to_owned()
}

fn line(before: &str, json: &str) -> (String, String) {
    let sum = checksum(before, json);
    (format!("{:09} {sum} {json}\n", json.len()), sum)
}

/// The hash of a run: of the JSON of all its events but for their words, which may be put better without what happened
/// being another.
pub fn events_hash(plan: &Plan, events: &[Event]) -> String {
    let mut hasher = blake3::Hasher::new();
    for event in events {
        let mut json = event.json(plan);
        if let Some(fields) = json.as_object_mut() {
            for words in ["text", "subject"] {
                fields.shift_remove(words);
            }
        }
        hasher.update(json.to_string().as_bytes());
        hasher.update(b"\n");
    }
    hasher.finalize().to_hex().to_string()
}

/// Writes a whole run at once, by way of a temporary file, so that no half record is ever seen.
///
/// # Errors
/// What the system says when it cannot be written.
pub fn write(path: &Path, header: &Header, log: &[(Time, Command)], simulation: &Simulation) -> std::io::Result<()> {
    let plan = simulation.plan();
    let (mut text, mut sum) = line("", &serde_json::to_string(header)?);
    for (at, command) in log {
        let json = serde_json::to_string(&Line::Do { at: *at, command: CommandWords::of(plan, command) })?;
        let (next, next_sum) = line(&sum, &json);
        text.push_str(&next);
        sum = next_sum;
    }
    let hash = events_hash(plan, simulation.events());
    text.push_str(&line(&sum, &serde_json::to_string(&Line::End { events: simulation.events().len(), hash })?).0);
    replace_file(path, text.as_bytes())
}

/// Writes a file by way of a temporary one beside it, so that nobody ever sees half of it.
///
/// # Errors
/// What the system says when it cannot be written.
pub fn replace_file(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    journal::sync_folder(path);
    Ok(())
}

impl Record {
    /// Reads a record from a file.
    ///
    /// # Errors
    /// When it cannot be read, was changed, or is of another version.
    pub fn read(path: &Path) -> Result<Record, Problem> {
        let length = std::fs::metadata(path).map_err(|error| Problem::Unreadable(error.to_string()))?.len();
        if length > LARGEST {
            return Err(Problem::Unreadable(format!("{length} > {LARGEST}")));
        }
        let bytes = std::fs::read(path).map_err(|error| Problem::Unreadable(error.to_string()))?;
        Record::parse(&bytes)
    }

    /// Reads a record: the longest whole part. A last line without its end is told apart from one that was changed.
    ///
    /// # Errors
    /// When it was changed, or is of another version.
    pub fn parse(bytes: &[u8]) -> Result<Record, Problem> {
        let mut sum = String::new();
        let mut header: Option<Header> = None;
        let mut commands = Vec::new();
        let mut notes = Vec::new();
        let mut reached = 0;
        let mut end = None;
        let mut torn = 0;
        for (number, raw) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
            let changed = || Problem::Changed { line: number + 1 };
            let Some(raw) = raw.strip_suffix(b"\n") else {
                if number == 0 {
                    return Err(changed());
                }
                torn = raw.len();
                break;
            };
            let text = std::str::from_utf8(raw).map_err(|_| changed())?;
            let mut parts = text.splitn(3, ' ');
            let (Some(length), Some(written), Some(json)) = (parts.next(), parts.next(), parts.next()) else {
                return Err(changed());
            };
            let next = checksum(&sum, json);
            if length != format!("{:09}", json.len()) || written != next || end.is_some() {
                return Err(changed());
            }
            sum = next;
            if number == 0 {
                let version: Version = serde_json::from_str(json).map_err(|_| changed())?;
                if !(OLDEST_FORMAT..=FORMAT).contains(&version.format) {
                    return Err(Problem::Format { found: version.format, known: FORMAT });
                }
                if version.rules != RULES {
                    return Err(Problem::Version { found: version.rules, known: RULES });
                }
                header = Some(serde_json::from_str(json).map_err(|_| changed())?);
                continue;
            }
            match serde_json::from_str(json).map_err(|_| changed())? {
                Line::Do { at, command } => {
                    reached = at;
                    commands.push((at, command));
                }
                Line::Note { at, note } => {
                    reached = at;
                    notes.push((at, note));
                }
                Line::End { events, hash } => end = Some((events, hash)),
            }
        }
        let header = header.ok_or_else(|| Problem::Unreadable("empty".to_owned()))?;
        Ok(Record { header, commands, end, notes, reached, torn, sum })
    }

    /// The scenario of the run.
    ///
    /// # Errors
    /// When the text in the record is not the one it was made with, or has mistakes.
    pub fn plan(&self) -> Result<Arc<Plan>, Problem> {
        let plan = crate::scenario::load(&format!("{}.ron", self.header.scenario), &self.header.source)
            .map_err(Problem::Scenario)?;
        if plan.hash != self.header.scenario_hash || plan.id != self.header.scenario {
            return Err(Problem::Changed { line: 1 });
        }
        Ok(Arc::new(plan))
    }

    /// The commands, against the scenario.
    ///
    /// # Errors
    /// When a command names something the scenario does not have.
    pub fn log(&self, plan: &Plan) -> Result<Vec<(Time, Command)>, Problem> {
        let mut log = Vec::with_capacity(self.commands.len());
        for (number, (at, words)) in self.commands.iter().enumerate() {
            let command = words.resolve(plan).ok_or(Problem::Changed { line: number + 2 })?;
            log.push((*at, command));
        }
        Ok(log)
    }

    /// Plays it again.
    ///
    /// # Errors
    /// When its scenario or a command does not hold.
    pub fn replay(&self) -> Result<(Simulation, Vec<(Time, Command)>), Problem> {
        let plan = self.plan()?;
        let log = self.log(&plan)?;
        let simulation = replay(plan, self.header.seed, &log, |_| {})
            .map_err(|(place, why)| Problem::Impossible { line: place + 2, why })?;
        Ok((simulation, log))
    }

    /// Plays it again and compares: events to the byte.
    ///
    /// # Errors
    /// When the record is not whole, or the run differs.
    pub fn verify(&self) -> Result<Simulation, Problem> {
        let Some((events, hash)) = &self.end else { return Err(Problem::NotWhole) };
        if self.torn > 0 {
            return Err(Problem::NotWhole);
        }
        let (simulation, _) = self.replay()?;
        if simulation.events().len() != *events || events_hash(simulation.plan(), simulation.events()) != *hash {
            return Err(Problem::Differs);
        }
        Ok(simulation)
    }
}

#[derive(Deserialize)]
struct Version {
    format: u32,
    rules: u32,
}
