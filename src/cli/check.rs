//! `check`: what is wrong with scenarios, each problem with its code, its place and both languages.

use super::{Format, Output, print};
use crate::l10n;
use crate::scenario::{Folders, library, load_file};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct Check {
    /// Scenario files, or folders of them.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
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
            // The id of a scenario works here as it does for `run`.
            let loaded = if path.exists() { load_file(&path) } else { library::find(&path.to_string_lossy(), folders) };
            match (loaded, self.output.format) {
                (Ok(_), Format::Json) => {}
                (Ok(plan), Format::Human) => {
                    let arguments = [("path", path.display().to_string().into()), ("title", (&plan.title).into())];
                    print(&l10n::say(language, "check-ok", &arguments));
                }
                (Err(report), Format::Human) => {
                    failed = true;
                    print(report.human(language).trim_end());
                }
                (Err(report), Format::Json) => {
                    failed = true;
                    if let serde_json::Value::Array(found) = report.json() {
                        problems.extend(found);
                    }
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
