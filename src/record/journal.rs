//! A record being written: every line is on the disk before the call returns, and one that was interrupted goes on where
//! it stopped.

use super::{Header, Line, Note, Problem, Record, events_hash, line};
use crate::record::words::CommandWords;
use crate::scenario::Plan;
use crate::sim::{Command, Simulation};
use crate::time::Time;
use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// What stands behind the name of a record in that of its torn tail.
pub(super) const TORN: &str = ".torn";

/// What a journal is written to. Behind a trait, so that tests can make it fail as disks do.
pub trait Disk: Send {
    /// Writes at the end. After an error some of the bytes may have been written.
    ///
    /// # Errors
    /// What the system says.
    fn append(&mut self, bytes: &[u8]) -> std::io::Result<()>;

    /// Returns when what was appended survives a loss of power.
    ///
    /// # Errors
    /// What the system says.
    fn sync(&mut self) -> std::io::Result<()>;
}

impl Disk for File {
    fn append(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.write_all(bytes)
    }

    fn sync(&mut self) -> std::io::Result<()> {
        self.sync_data()
    }
}

/// A record being written.
pub struct Journal {
    disk: Box<dyn Disk>,
    sum: String,
    failed: bool,
}

/// A record taken up again.
pub struct Taken {
    /// It goes on with the next line.
    pub journal: Journal,
    /// What it holds so far.
    pub record: Record,
}

impl Journal {
    /// Begins a record in a file, which stays locked until the journal is gone. An existing file is not overwritten.
    ///
    /// # Errors
    /// What the system says when the file cannot be made, locked or written.
    pub fn create(path: &Path, header: &Header) -> std::io::Result<Journal> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        Journal::begin(new_file(path)?, path, header)
    }

    /// Begins a record in a file that was just made, by [`super::store::take_file`].
    ///
    /// # Errors
    /// What the system says when it cannot be written.
    pub fn begin(file: File, path: &Path, header: &Header) -> std::io::Result<Journal> {
        let journal = Journal::on(Box::new(file), header)?;
        sync_folder(path);
        Ok(journal)
    }

    /// Begins a record on anything.
    ///
    /// # Errors
    /// What the disk says.
    pub fn on(disk: Box<dyn Disk>, header: &Header) -> std::io::Result<Journal> {
        let mut journal = Journal { disk, sum: String::new(), failed: false };
        journal.append(&serde_json::to_string(header)?)?;
        Ok(journal)
    }

    /// Takes up a record that was not finished. What was not written to its end is put into a file of its own beside it,
    /// named with `.torn` behind, before it is cut off.
    ///
    /// # Errors
    /// When the record cannot be used, is finished, or is being written by somebody else.
    pub fn take_up(path: &Path) -> Result<Taken, Problem> {
        let unreadable = |error: std::io::Error| Problem::Unreadable(error.to_string());
        let mut file = File::options().read(true).write(true).open(path).map_err(unreadable)?;
        file.try_lock().map_err(|_| Problem::InUse)?;
        let bytes = std::fs::read(path).map_err(unreadable)?;
        let record = Record::parse(&bytes)?;
        if record.end.is_some() {
            return Err(Problem::Finished);
        }
        let whole = bytes.len() - record.torn;
        if record.torn > 0 {
            std::fs::write(beside(path), &bytes[whole..]).map_err(unreadable)?;
            file.set_len(whole as u64).map_err(unreadable)?;
            file.sync_all().map_err(unreadable)?;
        }
        file.seek(SeekFrom::Start(whole as u64)).map_err(unreadable)?;
        let journal = Journal { disk: Box::new(file), sum: record.sum.clone(), failed: false };
        Ok(Taken { journal, record })
    }

    fn append(&mut self, json: &str) -> std::io::Result<()> {
        if self.failed {
            // Half a line may stand at the end: whatever came after it would belong to nothing.
            return Err(std::io::Error::other("an earlier line could not be written"));
        }
        let (line, sum) = line(&self.sum, json);
        let written = self.disk.append(line.as_bytes()).and_then(|()| self.disk.sync());
        self.failed = written.is_err();
        written?;
        self.sum = sum;
        Ok(())
    }

    /// Writes a command.
    ///
    /// # Errors
    /// What the system says when it cannot be written. Nothing can be written from then on.
    pub fn command(&mut self, plan: &Plan, at: Time, command: &Command) -> std::io::Result<()> {
        let command = CommandWords::of(plan, command);
        self.append(&serde_json::to_string(&Line::Do { at, command })?)
    }

    /// Writes something about how the run is played.
    ///
    /// # Errors
    /// As [`Journal::command`].
    pub fn note(&mut self, at: Time, note: Note) -> std::io::Result<()> {
        self.append(&serde_json::to_string(&Line::Note { at, note })?)
    }

    /// Writes that the run is over.
    ///
    /// # Errors
    /// As [`Journal::command`].
    pub fn end(&mut self, simulation: &Simulation) -> std::io::Result<()> {
        self.end_with(simulation.events().len(), events_hash(simulation.plan(), simulation.events()))
    }

    /// Writes that the run is over, with how many events it had and their hash.
    ///
    /// # Errors
    /// As [`Journal::command`].
    pub fn end_with(&mut self, events: usize, hash: String) -> std::io::Result<()> {
        self.append(&serde_json::to_string(&Line::End { events, hash })?)
    }
}

/// A file that was not there before, locked.
pub(super) fn new_file(path: &Path) -> std::io::Result<File> {
    let file = File::options().write(true).create_new(true).open(path)?;
    file.try_lock()?;
    Ok(file)
}

/// Where a torn tail is kept.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(TORN);
    path.with_file_name(name)
}

/// Makes the name of a new file last. Not every system lets a folder be synced; the file itself is safe by then.
pub(super) fn sync_folder(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}
