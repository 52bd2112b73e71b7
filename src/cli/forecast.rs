//! `forecast`: when each thing of a scenario can happen.

use super::{Format, Output, fail_with, print};
use crate::l10n;
use crate::scenario::forecast::{self, id_of};
use crate::scenario::{Folders, library};
use clap::Args;
use serde_json::json;
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct Forecast {
    /// A file, or the id of a scenario in your own folder or among those built in.
    scenario: String,
    #[command(flatten)]
    output: Output,
}

impl Forecast {
    pub(super) fn run(self, folders: &Folders) -> ExitCode {
        let language = self.output.language();
        let plan = match library::find(&self.scenario, folders) {
            Ok(plan) => plan,
            Err(report) => return fail_with(&report, &self.output),
        };
        let lines = forecast::table(&plan, &forecast::Forecast::of(&plan));
        match self.output.format {
            Format::Json => {
                let stamp = |time: Option<i64>| time.map(|time| plan.calendar.stamp(time));
                let lines: Vec<_> = lines
                    .iter()
                    .map(|line| {
                        json!({
                            "what": line.thing.word(), "id": id_of(&plan, line.thing),
                            "earliest": stamp(line.bound.earliest()), "sure_by": stamp(line.bound.sure_by()),
                        })
                    })
                    .collect();
                print(&format!("{:#}", serde_json::Value::Array(lines)));
            }
            Format::Human => {
                print(&l10n::say(language, "forecast-head", &[]));
                let clock = |time: Option<i64>| {
                    time.map_or_else(|| "  —  ".to_owned(), |time| plan.calendar.day_and_clock(time))
                };
                for line in &lines {
                    let words = l10n::say(language, &format!("forecast-{}", line.thing.word()), &[]);
                    let (earliest, sure) = (clock(line.bound.earliest()), clock(line.bound.sure_by()));
                    print(&format!("{earliest:>9}  {sure:>9}  {words}  {}", id_of(&plan, line.thing)));
                }
            }
        }
        ExitCode::SUCCESS
    }
}
