//! `report`: a recorded run, or a folder of them, as a page, a sheet, lines of JSON, or statements for a learning
//! record store.

use super::calibrate::stop_on_control_c;
use super::fail;
use crate::l10n::{self, Arguments};
use crate::record::{Problem, replace_file};
use crate::report::lrs::{Sent, Store, Why};
use crate::report::xapi::{self, Actor};
use crate::report::{Run, cohort, cohort_page, lines, run_page, sheet};
use crate::text::Language;
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use serde_json::Value;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// Where the login of a learning record store is read from: on the command line others could see it.
const USER: &str = "SHIKYU_LRS_USER";
const PASSWORD: &str = "SHIKYU_LRS_PASSWORD";
/// Seconds that are waited, one after another, while the store fails.
const WAITS: [u64; 3] = [1, 3, 9];

/// What a run becomes.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// A page to read and print, in one file.
    Html,
    /// A sheet: an event a row; of a folder, a run a row.
    Csv,
    /// Lines of JSON: the run, its events, its score.
    Jsonl,
    /// Statements for a learning record store.
    Xapi,
}

#[derive(Args)]
pub(super) struct Report {
    /// A record, or a folder of records.
    run: PathBuf,
    /// What it becomes; of a folder, html or csv.
    #[arg(long, value_enum, required_unless_present = "to_lrs")]
    to: Option<Kind>,
    /// Where it is written; without it, it is printed.
    #[arg(short = 'o', long)]
    out: Option<PathBuf>,
    /// The language; without it that of the run, for a folder that of the system.
    #[arg(long, value_enum)]
    lang: Option<Language>,
    /// xapi: the name of the account the statements are about; without it a pseudonym made from the run.
    #[arg(long)]
    actor: Option<String>,
    /// xapi: the system that the account belongs to, an IRI.
    #[arg(long, default_value = xapi::HOME)]
    actor_home: String,
    /// xapi: when the run was begun, such as 2026-11-30T11:50:00+09:00; without it, what the name of its file says.
    #[arg(long)]
    begun: Option<Timestamp>,
    /// Sends xapi statements to the learning record store at this address. The login is read from SHIKYU_LRS_USER and
    /// SHIKYU_LRS_PASSWORD.
    #[arg(long, value_name = "URL")]
    to_lrs: Option<String>,
    /// Certificates (PEM) to trust in place of the usual ones, for a store inside your own network.
    #[arg(long, value_name = "FILE", requires = "to_lrs")]
    lrs_ca: Option<PathBuf>,
}

impl Report {
    pub(super) fn run(self) -> ExitCode {
        let language = self.lang.unwrap_or_else(Language::of_system);
        if self.to_lrs.is_some() && self.to.is_some_and(|to| to != Kind::Xapi) {
            return told(language, "report-lrs-is-xapi", &[]);
        }
        if !self.actor_home.contains("://") {
            return told(language, "report-bad-home", &[("home", self.actor_home.as_str().into())]);
        }
        if self.run.is_dir() { self.of_folder(language) } else { self.of_run(language) }
    }

    fn of_run(&self, language: Language) -> ExitCode {
        let mut run = match Run::read(&self.run) {
            Ok(run) => run,
            Err(problem) => return fail(problem.text().get(language)),
        };
        run.begun = self.begun.or(run.begun);
        let language = self.lang.unwrap_or(run.header.language);
        if run.breaks_off.is_some() {
            eprintln!("shikyu: {}", Problem::NotWhole.text().get(language));
        }
        let made = match self.to {
            Some(Kind::Html) => run_page(&run, language).map(String::into_bytes),
            Some(Kind::Csv) => sheet::events(&run, language),
            Some(Kind::Jsonl) => Ok(lines::lines(&run, language).into_bytes()),
            Some(Kind::Xapi) | None => return self.statements(&run, language),
        };
        done(self.deliver(made, language))
    }

    fn of_folder(&self, language: Language) -> ExitCode {
        if !matches!(self.to, Some(Kind::Html | Kind::Csv)) {
            return told(language, "report-folder-kinds", &[]);
        }
        let path = self.run.display().to_string();
        let files = match cohort::files(&self.run) {
            Ok(files) if files.is_empty() => return told(language, "report-no-runs", &[("path", path.into())]),
            Ok(files) => files,
            Err(error) => {
                let arguments = [("path", path.into()), ("why", error.to_string().into())];
                return told(language, "report-unreadable", &arguments);
            }
        };
        let bar = progress(files.len());
        let stopped = stop_on_control_c();
        let cohort = cohort::gather(&files, || {
            let go_on = !stopped.load(Ordering::Relaxed);
            bar.inc(u64::from(go_on));
            go_on
        });
        bar.finish_and_clear();
        let note = |key: &str, count: usize| {
            if count > 0 {
                eprintln!("shikyu: {}", l10n::say(language, key, &[("count", count.into())]));
            }
        };
        note("report-files-unread", cohort.unread);
        note("report-files-left-out", cohort.left_out.len());
        let made = match self.to {
            Some(Kind::Csv) => sheet::cohort(&cohort, language),
            _ => cohort_page(&cohort, language).map(String::into_bytes),
        };
        done(self.deliver(made, language))
    }

    /// Writes what was made to its file, or prints it.
    fn deliver(&self, made: std::io::Result<Vec<u8>>, language: Language) -> Result<(), ExitCode> {
        let Some(out) = &self.out else {
            let bytes = made.map_err(|error| fail(&error.to_string()))?;
            // A reader that has gone, as `head` does, is no failure.
            let _ = std::io::stdout().write_all(&bytes);
            return Ok(());
        };
        let path = out.display().to_string();
        match made.and_then(|bytes| replace_file(out, &bytes)) {
            Ok(()) => {
                eprintln!("{}", l10n::say(language, "report-written", &[("path", path.into())]));
                Ok(())
            }
            Err(error) => {
                let arguments = [("path", path.into()), ("why", error.to_string().into())];
                Err(told(language, "cannot-write", &arguments))
            }
        }
    }

    /// The statements of a run: written, printed or sent.
    fn statements(&self, run: &Run, language: Language) -> ExitCode {
        let name = self.actor.clone().unwrap_or_else(|| run.pseudonym());
        let actor = Actor { home: self.actor_home.clone(), name };
        let statements = match xapi::statements(run, &actor) {
            Ok(statements) => statements,
            Err(not_over) => return fail(not_over.text().get(language)),
        };
        if self.out.is_some() || self.to_lrs.is_none() {
            let written = format!("{:#}\n", Value::Array(statements.clone())).into_bytes();
            if let Err(code) = self.deliver(Ok(written), language) {
                return code;
            }
        }
        match &self.to_lrs {
            Some(url) => self.send(url, &statements, language),
            None => ExitCode::SUCCESS,
        }
    }

    fn send(&self, url: &str, statements: &[Value], language: Language) -> ExitCode {
        let store = match self.store(url) {
            Ok(store) => store,
            Err(why) => return fail(why.text().get(language)),
        };
        if store.is_open() {
            eprintln!("shikyu: {}", l10n::say(language, "lrs-open", &[]));
        }
        let bar = progress(statements.len());
        let stopped = stop_on_control_c();
        let sent = store.send(statements, |done| {
            bar.set_position(done as u64);
            !stopped.load(Ordering::Relaxed)
        });
        bar.finish_and_clear();
        match sent {
            Ok(sent) => arrived(&sent, statements, language),
            Err(failure) => {
                let arguments = [("taken", failure.taken.into()), ("of", failure.of.into())];
                let progress = l10n::say(language, "lrs-again", &arguments);
                fail(&format!("{}\n{progress}", failure.why.text().get(language)))
            }
        }
    }

    fn store(&self, url: &str) -> Result<Store, Why> {
        let (user, password) = (std::env::var(USER).ok(), std::env::var(PASSWORD).ok());
        let login = user.as_deref().zip(password.as_deref());
        let certificates = match &self.lrs_ca {
            None => None,
            Some(path) => match std::fs::read(path) {
                Ok(pem) => Some(pem),
                Err(error) => return Err(Why::BadCertificates(format!("{}: {error}", path.display()))),
            },
        };
        Store::new(url, login, certificates.as_deref(), &WAITS.map(Duration::from_secs))
    }
}

/// What came of sending, where nothing failed.
fn arrived(sent: &Sent, statements: &[Value], language: Language) -> ExitCode {
    let arguments = [("taken", sent.taken.into()), ("of", statements.len().into())];
    if sent.stopped {
        return told(language, "lrs-again", &arguments);
    }
    eprintln!("{}", l10n::say(language, "lrs-sent", &arguments));
    let Some(first) = sent.conflicts.first() else { return ExitCode::SUCCESS };
    let statement = statements.iter().find(|statement| statement["id"] == first.as_str());
    let part = |path: &str| {
        let found = statement.and_then(|statement| statement.pointer(path)?.as_str());
        found.unwrap_or_default().to_owned()
    };
    let arguments = [
        ("count", sent.conflicts.len().into()),
        ("id", first.as_str().into()),
        ("verb", part("/verb/id").into()),
        ("object", part("/object/id").into()),
    ];
    told(language, "lrs-conflicts", &arguments)
}

/// The exit code of what was delivered.
fn done(delivered: Result<(), ExitCode>) -> ExitCode {
    delivered.err().unwrap_or(ExitCode::SUCCESS)
}

/// A failure, in a sentence.
fn told(language: Language, key: &str, arguments: Arguments) -> ExitCode {
    fail(&l10n::say(language, key, arguments))
}

/// How far something with so many steps has come, on a terminal.
pub(super) fn progress(of: usize) -> ProgressBar {
    let bar = ProgressBar::new(of as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {human_pos}/{human_len}  {elapsed}  ETA {eta}") {
        bar.set_style(style);
    }
    bar
}
