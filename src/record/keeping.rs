//! Everything that is kept of somebody, taken together: what there is, copied out in one step, deleted in one step.
//!
//! Both steps go by one list: the files the program itself writes, known by where they lie and what they are called. So
//! what is exported and then deleted is all there was. Whatever else lies in the folder, the user's own scenarios first of
//! all, is named and left alone. Links are not followed.

use super::journal::{TORN, sync_folder};
use super::{TEMPORARY, history, store};
use crate::l10n::{self, Value};
use crate::scenario::Folders;
use crate::text::Text;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::fs::{File, FileType, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The file of an export that says in one place what the runs come to: dates, totals, what is due.
pub const SUMMARY: &str = "history.json";

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A run.
    Run,
    /// What was not written to its end: the last line of a run, or a file that was to take another's place.
    Torn,
    /// The plans.
    Plans,
    /// What was chosen in the window.
    Settings,
}

/// A file the program wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Where it is.
    pub path: PathBuf,
    /// What it is called below the folder, and in an export.
    pub name: PathBuf,
    /// What it is.
    pub what: What,
}

/// Why something is left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The program did not write it.
    NotOurs,
    /// It is a link to somewhere else.
    Link,
    /// Another window is writing it.
    InUse,
    /// The system would not let it be read or deleted.
    Failed(String),
}

/// Something that is left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Where it is.
    pub path: PathBuf,
    /// Why.
    pub why: Why,
}

impl Left {
    /// Whether it should have been taken, and could not be.
    pub fn is_fault(&self) -> bool {
        matches!(self.why, Why::InUse | Why::Failed(_))
    }

    /// A plain sentence.
    pub fn text(&self) -> Text {
        let path = ("path", Value::from(self.path.display().to_string()));
        match &self.why {
            Why::NotOurs => l10n::text("history-not-ours", &[path]),
            Why::Link => l10n::text("history-link", &[path]),
            Why::InUse => l10n::text("history-in-use", &[path]),
            Why::Failed(why) => l10n::text("history-failed", &[path, ("why", why.as_str().into())]),
        }
    }
}

/// What is kept of somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// The files the program wrote, folder by folder, each by name.
    pub items: Vec<Item>,
    /// What else lies there.
    pub left: Vec<Left>,
}

impl Holdings {
    /// What lies in somebody's folders. Folders that are not there hold nothing.
    ///
    /// # Errors
    /// What the system says when a folder cannot be read.
    pub fn of(folders: &Folders) -> io::Result<Holdings> {
        let mut holdings = Holdings::default();
        let (Some(base), Some(runs)) = (folders.base(), folders.runs()) else { return Ok(holdings) };
        for (path, kind) in entries(base)? {
            if path == runs && kind.is_dir() {
                for (path, kind) in entries(&runs)? {
                    let what = what_among_runs(&path);
                    holdings.sort_in(base, path, kind, what);
                }
            } else {
                let what = what_at_the_base(folders, &path);
                holdings.sort_in(base, path, kind, what);
            }
        }
        Ok(holdings)
    }

    fn sort_in(&mut self, base: &Path, path: PathBuf, kind: FileType, what: Option<What>) {
        let name = path.strip_prefix(base).map(Path::to_owned);
        match (what, name) {
            _ if kind.is_symlink() => self.left.push(Left { path, why: Why::Link }),
            (Some(what), Ok(name)) if kind.is_file() => self.items.push(Item { path, name, what }),
            _ => self.left.push(Left { path, why: Why::NotOurs }),
        }
    }

    /// How many files are of this kind.
    pub fn count(&self, what: What) -> usize {
        self.items.iter().filter(|item| item.what == what).count()
    }
}

/// What lies in a folder, by name, with what it is; a link is not followed to find out.
fn entries(folder: &Path) -> io::Result<Vec<(PathBuf, FileType)>> {
    let listed = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        listed => listed?,
    };
    let mut found = Vec::new();
    for entry in listed {
        let entry = entry?;
        found.push((entry.path(), entry.file_type()?));
    }
    found.sort_by(|(left, _), (right, _)| left.cmp(right));
    Ok(found)
}

fn what_among_runs(path: &Path) -> Option<What> {
    let name = path.file_name()?.to_str()?;
    let of_a_run = |name: &str| name.strip_suffix(store::EXTENSION).is_some_and(|stem| stem.ends_with('.'));
    if name.starts_with(TEMPORARY) || name.strip_suffix(TORN).is_some_and(of_a_run) {
        Some(What::Torn)
    } else {
        of_a_run(name).then_some(What::Run)
    }
}

fn what_at_the_base(folders: &Folders, path: &Path) -> Option<What> {
    if folders.plans().is_some_and(|plans| plans == path) {
        Some(What::Plans)
    } else if folders.settings().is_some_and(|settings| settings == path) {
        Some(What::Settings)
    } else {
        path.file_name()?.to_str()?.starts_with(TEMPORARY).then_some(What::Torn)
    }
}

/// What was copied out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The new folder.
    pub to: PathBuf,
    /// How many runs it holds.
    pub runs: usize,
    /// How many files, runs among them.
    pub files: usize,
    /// What is not in it.
    pub left: Vec<Left>,
}

/// Why nothing was copied out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// There is nothing.
    Nothing,
    /// Something of this name is there already.
    Exists(PathBuf),
    /// It was stopped.
    Stopped,
    /// The folder of what is kept cannot be read.
    Unreadable(String),
    /// A copy cannot be written.
    Unwritable {
        /// Where.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
    /// A copy does not read back as it was written.
    Differs(PathBuf),
}

impl Trouble {
    fn unwritable(path: &Path, error: &io::Error) -> Trouble {
        Trouble::Unwritable { path: path.to_owned(), why: error.to_string() }
    }

    /// A plain sentence.
    pub fn text(&self) -> Text {
        let path = |path: &Path| ("path", Value::from(path.display().to_string()));
        match self {
            Trouble::Nothing => l10n::text("history-nothing", &[]),
            Trouble::Exists(at) => l10n::text("history-exists", &[path(at)]),
            Trouble::Stopped => l10n::text("history-stopped", &[]),
            Trouble::Unreadable(why) => l10n::text("history-unreadable", &[("why", why.as_str().into())]),
            Trouble::Unwritable { path: at, why } => {
                l10n::text("cannot-write", &[path(at), ("why", why.as_str().into())])
            }
            Trouble::Differs(at) => l10n::text("history-differs", &[path(at)]),
        }
    }
}

/// A name for an export of this day that is not taken: `shikyu-history-2026-11-30`, or with a number behind it.
pub fn dated(folder: &Path, day: Date) -> PathBuf {
    let named = |behind: &str| folder.join(format!("shikyu-history-{day}{behind}"));
    let more = (2..).map(|number| format!("-{number}"));
    std::iter::once(String::new())
        .chain(more)
        .map(|behind| named(&behind))
        .find(|path| path.symlink_metadata().is_err())
        .expect("numbers do not come to an end")
}

/// Copies everything into a new folder, each file as it is, and beside them a [`SUMMARY`] with days in a zone. Every copy
/// is read back and compared. The folder takes its name when it is whole: nobody ever sees half an export.
///
/// `go_on` is told how many steps of how many are done; after a no, nothing is left behind.
///
/// # Errors
/// When there is nothing, the name is taken, it was stopped, or something cannot be read or written.
pub fn export(
    folders: &Folders,
    to: &Path,
    zone: &TimeZone,
    go_on: impl Fn(usize, usize) -> bool + Sync,
) -> Result<Exported, Trouble> {
    let holdings = Holdings::of(folders).map_err(|error| Trouble::Unreadable(error.to_string()))?;
    let steps = holdings.items.len() + holdings.count(What::Run);
    let Holdings { items, mut left } = holdings;
    if items.is_empty() {
        return Err(Trouble::Nothing);
    }
    if to.symlink_metadata().is_ok() {
        return Err(Trouble::Exists(to.to_owned()));
    }
    let parent = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let building = tempfile::Builder::new()
        .prefix(TEMPORARY)
        .tempdir_in(parent)
        .map_err(|error| Trouble::unwritable(parent, &error))?;
    let (mut runs, mut files) = (Vec::new(), 0);
    for (done, item) in items.iter().enumerate() {
        if !go_on(done, steps) {
            return Err(Trouble::Stopped);
        }
        let copy = building.path().join(&item.name);
        match std::fs::read(&item.path) {
            Ok(bytes) => write_copy(&copy, &bytes)?,
            Err(error) => {
                left.push(Left { path: item.path.clone(), why: Why::Failed(error.to_string()) });
                continue;
            }
        }
        files += 1;
        if item.what == What::Run {
            runs.push(copy);
        }
    }
    // Newest first, as everywhere.
    runs.reverse();
    let done = AtomicUsize::new(items.len());
    let survey = history::survey(&runs, || {
        go_on(done.fetch_add(1, Ordering::Relaxed) + 1, steps);
    });
    write_copy(&building.path().join(SUMMARY), format!("{:#}\n", survey.json(zone)).as_bytes())?;
    if !go_on(steps, steps) {
        return Err(Trouble::Stopped);
    }
    std::fs::rename(building.path(), to).map_err(|error| Trouble::unwritable(to, &error))?;
    // It has another name now, and is not to be tidied away.
    let _ = building.keep();
    sync_folder(to);
    Ok(Exported { to: to.to_owned(), runs: runs.len(), files, left })
}

fn write_copy(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let write = || -> io::Result<Vec<u8>> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = File::options().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::read(path)
    };
    let read = write().map_err(|error| Trouble::unwritable(path, &error))?;
    if read == bytes { Ok(()) } else { Err(Trouble::Differs(path.to_owned())) }
}

/// What was deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deleted {
    /// How many runs.
    pub runs: usize,
    /// How many files, runs among them.
    pub files: usize,
    /// What was left.
    pub left: Vec<Left>,
}

/// Deletes everything the program wrote. A run that is being played in a window is left.
///
/// # Errors
/// What the system says when the folder cannot be read; nothing is deleted then.
pub fn delete(folders: &Folders) -> io::Result<Deleted> {
    let Holdings { items, left } = Holdings::of(folders)?;
    let mut deleted = Deleted { left, ..Deleted::default() };
    for item in &items {
        match remove(item) {
            Ok(()) => {
                deleted.files += 1;
                deleted.runs += usize::from(item.what == What::Run);
            }
            Err(why) => deleted.left.push(Left { path: item.path.clone(), why }),
        }
    }
    // Items of one folder stand together; once for each, what was deleted stays deleted after a loss of power.
    for of_one_folder in items.chunk_by(|one, other| one.path.parent() == other.path.parent()) {
        of_one_folder.iter().take(1).for_each(|item| sync_folder(&item.path));
    }
    if let Some(runs) = folders.runs().filter(|runs| runs.symlink_metadata().is_ok_and(|data| data.is_dir())) {
        // Only an empty folder can be removed so.
        let _ = std::fs::remove_dir(runs);
    }
    Ok(deleted)
}

fn remove(item: &Item) -> Result<(), Why> {
    // Held until the file is gone, so that nobody takes the run up in between.
    let held = match item.what {
        What::Run => Some(hold(&item.path)?),
        What::Torn | What::Plans | What::Settings => None,
    };
    let removed = std::fs::remove_file(&item.path).map_err(|error| Why::Failed(error.to_string()));
    drop(held);
    removed
}

/// Locks a run that nobody is playing.
fn hold(path: &Path) -> Result<File, Why> {
    let file = File::open(path).map_err(|error| Why::Failed(error.to_string()))?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(Why::InUse),
        // Where files cannot be locked nobody is playing either: a journal begins with a lock.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(file),
    }
}
