//! Where runs are kept: one file a run in the user's folder, named so that a person can find it.

use super::journal::new_file;
use super::{Header, Journal, Note, Problem, Record, events_hash};
use crate::scenario::{Folders, Plan};
use crate::sim::{Command, Simulation};
use crate::time::Time;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// How the files of runs end.
pub const EXTENSION: &str = "shikyu";

/// A run that was kept.
pub struct Kept {
    /// Its file.
    pub path: PathBuf,
    /// What it holds, or why it cannot be used.
    pub record: Result<Record, Problem>,
}

/// The files of the runs of a folder, newest first. Names begin with the moment they were begun, in UTC.
pub fn paths(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == EXTENSION))
        .collect();
    paths.sort();
    paths.reverse();
    paths
}

/// The runs of a folder, newest first.
pub fn list(folder: &Path) -> Vec<Kept> {
    paths(folder)
        .into_iter()
        .map(|path| {
            let record = Record::read(&path);
            Kept { path, record }
        })
        .collect()
}

/// Makes the file of a run that begins now, locked: `20261130T115000Z-month_end_outage-7.shikyu`. When there is one of
/// this name, of another window that began the same day in the same second, it gets a number behind it.
///
/// The name is in UTC, so that files keep their order wherever they are copied to.
///
/// # Errors
/// What the system says when the folder or the file cannot be made.
pub fn take_file(folder: &Path, scenario: &str, seed: u64) -> std::io::Result<(PathBuf, File)> {
    std::fs::create_dir_all(folder)?;
    let now = Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut number = 1;
    loop {
        let behind = if number == 1 { String::new() } else { format!("-{number}") };
        let path = folder.join(format!("{now}-{scenario}-{seed}{behind}.{EXTENSION}"));
        match new_file(&path) {
            // Asking first whether it is there would be too early: the other window may make it meanwhile.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            made => return made.map(|file| (path, file)),
        }
    }
}

/// When a run was begun, as the name of its file says: `20261130T115000Z-month_end_outage-7.shikyu`.
///
/// The time a file system keeps is no help: it changes when a file is copied, and two copies of one run would then tell
/// two stories.
pub fn begun_at(path: &Path) -> Option<Timestamp> {
    let name = path.file_name()?.to_str()?;
    let (date, time) = (name.get(..8)?, name.get(9..15)?);
    if name.get(8..9)? != "T" || name.get(15..16)? != "Z" {
        return None;
    }
    let stamp = format!(
        "{}-{}-{}T{}:{}:{}Z",
        date.get(..4)?,
        date.get(4..6)?,
        date.get(6..)?,
        time.get(..2)?,
        time.get(2..4)?,
        time.get(4..)?
    );
    stamp.parse().ok()
}

/// The same as the day and the minute in a zone: `2026-11-30 20:50`. `None` for another name.
pub fn begun(path: &Path, zone: &TimeZone) -> Option<String> {
    Some(clock(begun_at(path)?, zone))
}

/// A moment as the day and the minute in a zone: `2026-11-30 20:50`.
pub fn clock(moment: Timestamp, zone: &TimeZone) -> String {
    zone.to_datetime(moment).strftime("%Y-%m-%d %H:%M").to_string()
}

enum Entry {
    Command(Time, Command),
    Note(Time, Note),
    End(usize, String),
}

/// Keeps a run while it is played, off the caller's thread: every line is synced to the disk in its order.
pub struct Keeper {
    sender: Option<Sender<Entry>>,
    writer: Option<JoinHandle<()>>,
    failed: Arc<Mutex<Option<String>>>,
    path: Option<PathBuf>,
}

impl Keeper {
    /// Begins to keep a run in the user's folder. What goes wrong is told by [`Keeper::failed`]; the run goes on.
    pub fn begin(folders: &Folders, plan: &Arc<Plan>, header: Header) -> Keeper {
        let taken = match folders.runs() {
            Some(folder) => take_file(&folder, &plan.id, header.seed).map_err(|error| error.to_string()),
            None => Err("no folder for runs".to_owned()),
        };
        match taken {
            Ok((path, file)) => {
                let named = path.clone();
                Keeper::writing(plan, path, move || Journal::begin(file, &named, &header))
            }
            Err(why) => Keeper { sender: None, writer: None, failed: Arc::new(Mutex::new(Some(why))), path: None },
        }
    }

    /// Goes on keeping a run that was interrupted.
    pub fn go_on(plan: &Arc<Plan>, path: PathBuf, journal: Journal) -> Keeper {
        Keeper::writing(plan, path, move || Ok(journal))
    }

    fn writing(
        plan: &Arc<Plan>,
        path: PathBuf,
        begin: impl FnOnce() -> std::io::Result<Journal> + Send + 'static,
    ) -> Keeper {
        let failed = Arc::new(Mutex::new(None));
        let (sender, receiver) = channel();
        let (plan, told) = (plan.clone(), failed.clone());
        let write = move || -> std::io::Result<()> {
            let mut journal = begin()?;
            for entry in receiver {
                match entry {
                    Entry::Command(at, command) => journal.command(&plan, at, &command)?,
                    Entry::Note(at, note) => journal.note(at, note)?,
                    Entry::End(events, hash) => journal.end_with(events, hash)?,
                }
            }
            Ok(())
        };
        let writer = std::thread::spawn(move || {
            if let Err(error) = write() {
                *lock(&told) = Some(error.to_string());
            }
        });
        Keeper { sender: Some(sender), writer: Some(writer), failed, path: Some(path) }
    }

    /// Keeps a command.
    pub fn command(&self, at: Time, command: Command) {
        self.send(Entry::Command(at, command));
    }

    /// Keeps something about how it is played.
    pub fn note(&self, at: Time, note: Note) {
        self.send(Entry::Note(at, note));
    }

    /// Keeps that the run is over, and waits until all of it is on the disk.
    pub fn end(&mut self, simulation: &Simulation) {
        self.send(Entry::End(simulation.events().len(), events_hash(simulation.plan(), simulation.events())));
        self.sender = None;
        if let Some(writer) = self.writer.take() {
            // A writer that panicked has told nothing; the file then simply has no end.
            let _ = writer.join();
        }
    }

    fn send(&self, entry: Entry) {
        if let Some(sender) = &self.sender {
            // The writer is gone after an error, which it has told.
            let _ = sender.send(entry);
        }
    }

    /// Why the run is not kept, if it is not.
    pub fn failed(&self) -> Option<String> {
        lock(&self.failed).clone()
    }

    /// The file of the run.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.sender = None;
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
