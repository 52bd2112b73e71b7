//! `check`: what is wrong with scenarios, each problem with its code, its place and both languages.

use super::{Format, Output, print};
use crate::l10n;
use crate::scenario::Folders;
use crate::trainee::behaviour::check_path;
use clap::{Args, ValueEnum};
use indicatif::ProgressBar;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// What counts as failure besides errors.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Denied {
    /// Advice, too.
    Advice,
}

#[derive(Args)]
pub(super) struct Check {
    /// Scenario files, or folders of them; also the id of a scenario.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// What counts as failure besides errors.
    #[arg(long, value_enum)]
    deny: Option<Denied>,
    #[command(flatten)]
    output: Output,
}

impl Check {
    pub(super) fn run(self, folders: &Folders) -> ExitCode {
        let language = self.output.language();
        let mut problems = Vec::new();
        let mut failed = false;
        let files = self.files();
        if files.is_empty() {
            return super::fail(&l10n::say(language, "check-nothing", &[]));
        }
        for path in files {
            let playing = ProgressBar::new_spinner().with_message(path.display().to_string());
            playing.enable_steady_tick(Duration::from_millis(200));
            let checked = check_path(&path, folders);
            playing.finish_and_clear();
            let (errors, advice) = checked.counts();
            failed |= errors > 0 || (self.deny.is_some() && advice > 0);
            match self.output.format {
                Format::Json => {
                    if let serde_json::Value::Array(found) = checked.report.json() {
                        problems.extend(found);
                    }
                }
                Format::Human => {
                    if errors + advice > 0 {
                        print(checked.report.human(language).trim_end());
                    }
                    let key = match (errors, advice) {
                        (0, 0) => "check-ok",
                        (0, _) => "check-advice",
                        _ => "check-errors",
                    };
                    let title = checked.plan.map_or_else(crate::text::Text::empty, |plan| plan.title);
                    let arguments = [
                        ("path", path.display().to_string().into()),
                        ("title", title.into()),
                        ("errors", errors.into()),
                        ("advice", advice.into()),
                    ];
                    print(&l10n::say(language, key, &arguments));
                }
            }
        }
        if self.output.format == Format::Json {
            print(&format!("{:#}", serde_json::Value::Array(problems)));
        }
        if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
    }

    fn files(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for path in &self.paths {
            if !path.is_dir() {
                files.push(path.clone());
                continue;
            }
            let mut inside: Vec<PathBuf> = std::fs::read_dir(path)
                .into_iter()
                .flatten()
                .filter_map(|entry| Some(entry.ok()?.path()))
                .filter(|path| path.extension().is_some_and(|extension| extension == "ron"))
                .collect();
            inside.sort();
            files.extend(inside);
        }
        files
    }
}
