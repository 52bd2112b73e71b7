//! `what-if`: what another decision would have brought, from a recorded run.

use super::{Format, Output, fail, print};
use crate::debrief::in_words::{change_words, days_words, facts_words};
use crate::debrief::what_if::{Change, DAYS, Facts, WhatIf, what_ifs};
use crate::l10n;
use crate::record::Record;
use crate::scenario::Plan;
use crate::text::Language;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct WhatIfs {
    /// The record.
    run: PathBuf,
    /// How many are shown.
    #[arg(long, default_value_t = 5)]
    most: usize,
    #[command(flatten)]
    output: Output,
}

impl WhatIfs {
    pub(super) fn run(self) -> ExitCode {
        let language = self.output.language();
        let read = Record::read(&self.run).and_then(|record| {
            let (simulation, log) = record.replay()?;
            Ok((simulation, log, record.header.seed))
        });
        let (simulation, log, seed) = match read {
            Ok(read) => read,
            Err(problem) => return fail(problem.text().get(language)),
        };
        let plan = simulation.plan();
        let found = what_ifs(plan, seed, &log, DAYS);
        let shown = &found[..found.len().min(self.most)];
        let here = Facts::of(&simulation);
        match self.output.format {
            Format::Json => {
                let found: Vec<_> = shown.iter().map(|found| json(plan, found)).collect();
                print(&format!("{:#}", json!({ "run": facts_json(plan, &here), "what_ifs": found })));
            }
            Format::Human => {
                print(&format!("{}\n", facts_words(plan, &here, "what-if-run", language)));
                if shown.is_empty() {
                    print(&l10n::say(language, "what-if-none", &[]));
                }
                for found in shown {
                    print(&words(plan, found, language));
                }
            }
        }
        ExitCode::SUCCESS
    }
}

fn words(plan: &Plan, found: &WhatIf, language: Language) -> String {
    format!(
        "{}\n  {}\n  {}",
        change_words(plan, found, language),
        facts_words(plan, &found.here, "what-if-then", language),
        days_words(found, language)
    )
}

fn facts_json(plan: &Plan, facts: &Facts) -> serde_json::Value {
    json!({
        "total": facts.total as f64 / 10.0,
        "restored": facts.restored.map(|time| plan.calendar.stamp(time)),
        "chased": facts.chased,
        "ending": facts.ending.map(|ending| &plan.endings[ending.index()].id),
    })
}

fn json(plan: &Plan, found: &WhatIf) -> serde_json::Value {
    let (change, who, channel) = match &found.change {
        Change::Call(who) => ("call", who, "phone"),
        Change::Other(who, channel) => ("other", who, channel.word()),
        Change::Update(who) => ("update", who, "phone"),
        Change::Ask(who) => ("ask", who, "phone"),
        Change::Say(who, channel) => ("say", who, channel.word()),
    };
    json!({
        "at": plan.calendar.stamp(found.at), "change": change, "who": plan.person(*who).id, "channel": channel,
        "then": facts_json(plan, &found.here),
        "other_days": {
            "without": found.elsewhere.0 as f64 / 10.0, "with": found.elsewhere.1 as f64 / 10.0,
            "better": found.better_worse.0, "worse": found.better_worse.1,
        },
    })
}
