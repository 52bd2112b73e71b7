//! `history`: what is kept of you: listed, copied out, deleted.

use super::calibrate::stop_on_control_c;
use super::report::progress;
use super::table::aligned;
use super::{Format, Output, fail, print};
use crate::debrief::plans::{self, Intention};
use crate::l10n;
use crate::record::history::{self, Survey};
use crate::record::keeping::{self, Deleted, Exported, Holdings, Left, What};
use crate::record::store;
use crate::scenario::Folders;
use crate::score::tenths;
use crate::text::Language;
use clap::{Args, Subcommand};
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::Ordering;

#[derive(Args)]
pub(super) struct History {
    #[command(subcommand)]
    what: Step,
}

#[derive(Subcommand)]
enum Step {
    /// Lists your runs with date and score, what each scenario comes to, when it is due again, and your plans.
    List(List),
    /// Copies everything that is kept of you into a new folder: runs, plans, settings, and a summary.
    Export(Export),
    /// Deletes everything that is kept of you; without --yes it says what that would be.
    Delete(Delete),
}

#[derive(Args)]
struct List {
    #[command(flatten)]
    output: Output,
}

#[derive(Args)]
struct Export {
    /// The folder to make. What is there already is not overwritten.
    folder: PathBuf,
    #[command(flatten)]
    output: Output,
}

#[derive(Args)]
struct Delete {
    /// Deletes; it cannot be taken back.
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    output: Output,
}

impl History {
    pub(super) fn run(self, folders: &Folders) -> ExitCode {
        match self.what {
            Step::List(list) => list.run(folders),
            Step::Export(export) => export.run(folders),
            Step::Delete(delete) => delete.run(folders),
        }
    }
}

impl List {
    fn run(self, folders: &Folders) -> ExitCode {
        let language = self.output.language();
        let zone = history::zone();
        let paths = folders.runs().map(|folder| store::paths(&folder)).unwrap_or_default();
        let bar = progress(paths.len());
        let survey = history::survey(&paths, || bar.inc(1));
        bar.finish_and_clear();
        let plans = folders.plans().map(|path| plans::read(&path)).unwrap_or_default();
        match self.output.format {
            Format::Human => print(listed(folders.base(), &survey, &plans, &zone, language).trim_end()),
            Format::Json => {
                let mut json = survey.json(&zone);
                json["folder"] = json!(folders.base().map(|base| base.display().to_string()));
                json["plans"] = json!(plans);
                print(&format!("{json:#}"));
            }
        }
        ExitCode::SUCCESS
    }
}

impl Export {
    fn run(self, folders: &Folders) -> ExitCode {
        let language = self.output.language();
        let bar = progress(0);
        let stopped = stop_on_control_c();
        let exported = keeping::export(folders, &self.folder, &history::zone(), |done, of| {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
            !stopped.load(Ordering::Relaxed)
        });
        bar.finish_and_clear();
        let Exported { to, runs, files, left } = match exported {
            Ok(exported) => exported,
            Err(trouble) => return fail(trouble.text().get(language)),
        };
        match self.output.format {
            Format::Human => {
                let arguments =
                    [("path", to.display().to_string().into()), ("runs", runs.into()), ("files", files.into())];
                print(&l10n::say(language, "history-exported", &arguments));
                print_left(&left, language);
            }
            Format::Json => {
                let left = left_json(&left, language);
                print(&format!(
                    "{:#}",
                    json!({ "folder": to.display().to_string(), "runs": runs, "files": files, "left": left })
                ));
            }
        }
        exit_code(&left)
    }
}

impl Delete {
    fn run(self, folders: &Folders) -> ExitCode {
        let language = self.output.language();
        let unreadable = |error: std::io::Error| {
            fail(&l10n::say(language, "history-unreadable", &[("why", error.to_string().into())]))
        };
        if !self.yes {
            return match Holdings::of(folders) {
                Ok(holdings) => self.would_delete(folders, &holdings, language),
                Err(error) => unreadable(error),
            };
        }
        let Deleted { runs, files, left } = match keeping::delete(folders) {
            Ok(deleted) => deleted,
            Err(error) => return unreadable(error),
        };
        match self.output.format {
            Format::Human => {
                let arguments = [("runs", runs.into()), ("files", files.into())];
                print(&l10n::say(language, "history-deleted", &arguments));
                print_left(&left, language);
            }
            Format::Json => {
                let left = left_json(&left, language);
                print(&format!("{:#}", json!({ "deleted": true, "runs": runs, "files": files, "left": left })));
            }
        }
        exit_code(&left)
    }

    /// Says what would be deleted. A failure where there is something: what was asked for was not done.
    fn would_delete(&self, folders: &Folders, holdings: &Holdings, language: Language) -> ExitCode {
        let (runs, files) = (holdings.count(What::Run), holdings.items.len());
        match self.output.format {
            Format::Human if files == 0 => print(&l10n::say(language, "history-nothing", &[])),
            Format::Human => {
                let folder = folders.base().map_or_else(String::new, |base| base.display().to_string());
                let arguments = [("path", folder.into()), ("runs", runs.into()), ("files", files.into())];
                print(&l10n::say(language, "history-would-delete", &arguments));
                holdings.items.iter().for_each(|item| print(&format!("  {}", item.name.display())));
                print_left(&holdings.left, language);
                print(&l10n::say(language, "history-confirm", &[]));
            }
            Format::Json => {
                let names: Vec<String> = holdings.items.iter().map(|item| item.name.display().to_string()).collect();
                print(&format!(
                    "{:#}",
                    json!({
                        "deleted": false,
                        "folder": folders.base().map(|base| base.display().to_string()),
                        "runs": runs,
                        "files": files,
                        "names": names,
                        "left": left_json(&holdings.left, language),
                    })
                ));
            }
        }
        if files == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Success when everything was taken that should have been.
fn exit_code(left: &[Left]) -> ExitCode {
    if left.iter().any(Left::is_fault) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn print_left(left: &[Left], language: Language) {
    if !left.is_empty() {
        print(&l10n::say(language, "history-left", &[]));
        left.iter().for_each(|left| print(&format!("  {}", left.text().get(language))));
    }
}

fn left_json(left: &[Left], language: Language) -> Vec<Value> {
    left.iter()
        .map(|left| json!({ "path": left.path.display().to_string(), "why": left.text().get(language) }))
        .collect()
}

fn listed(base: Option<&Path>, survey: &Survey, plans: &[Intention], zone: &TimeZone, language: Language) -> String {
    let say = |key: &str| l10n::say(language, key, &[]);
    let folder = base.map_or_else(String::new, |base| base.display().to_string());
    let mut shown = format!("{folder}\n\n");
    if survey.finished.is_empty() {
        shown.push_str(&format!("{}\n", say("history-no-runs")));
    } else {
        shown.push_str(&scenarios(survey, zone, language));
        shown.push('\n');
        shown.push_str(&runs(survey, zone, language));
    }
    if !plans.is_empty() {
        shown.push_str(&format!("\n{}\n", say("history-plans")));
        for plan in plans.iter().rev() {
            let arguments = [("when", plan.when.as_str().into()), ("will", plan.will.as_str().into())];
            shown.push_str(&format!("  {}  {}\n", plan.date, l10n::say(language, "plan-sentence", &arguments)));
        }
    }
    if !survey.unfinished.is_empty() {
        shown.push_str(&format!("\n{}\n", say("history-unfinished")));
        survey.unfinished.iter().for_each(|path| shown.push_str(&format!("  {}\n", path.display())));
    }
    if !survey.refused.is_empty() {
        shown.push_str(&format!("\n{}\n", say("history-refused")));
        for (path, why) in &survey.refused {
            shown.push_str(&format!("  {}: {}\n", path.display(), why.get(language)));
        }
    }
    shown
}

/// What each scenario comes to, and when it is due again.
fn scenarios(survey: &Survey, zone: &TimeZone, language: Language) -> String {
    let heads = ["scenario", "runs", "best", "last", "due"];
    let mut table = vec![heads.map(|key| l10n::say(language, &format!("history-{key}"), &[])).to_vec()];
    let today = history::today(zone);
    for (scenario, standing) in history::standings(&survey.finished, zone) {
        let due = match standing.due {
            Some(due) if due <= today => l10n::say(language, "history-due-now", &[("date", due.to_string().into())]),
            Some(due) => due.to_string(),
            None => String::new(),
        };
        table.push(vec![scenario, standing.runs.to_string(), tenths(standing.best), tenths(standing.last), due]);
    }
    aligned(&table, &[0, 4])
}

/// Each finished run, the newest first.
fn runs(survey: &Survey, zone: &TimeZone, language: Language) -> String {
    let heads = ["begun", "scenario", "seed", "total"];
    let mut table = vec![heads.map(|key| l10n::say(language, &format!("history-{key}"), &[])).to_vec()];
    table.extend(
        survey
            .finished
            .iter()
            .map(|run| vec![run.clock(zone), run.scenario.clone(), run.seed.to_string(), tenths(run.total)]),
    );
    aligned(&table, &[0, 1])
}
