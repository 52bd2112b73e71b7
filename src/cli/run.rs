//! `run`, `replay` and `verify`: play without a window, print again, simulate again and compare.

use super::{Format, Output, fail, fail_with, print};
use crate::l10n;
use crate::record::{self, Header, Record};
use crate::scenario::{Folders, Plan, load_script};
use crate::score::{Score, fold, tenths};
use crate::sim::cost::RULES;
use crate::sim::{Event, Simulation};
use crate::text::{Language, Text};
use crate::time::Time;
use crate::trainee::{self, Played, script};
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

#[derive(Args)]
#[group(id = "who", required = true, multiple = false, args = ["trainee", "script"])]
pub(super) struct Run {
    /// A file, or the id of a scenario in your own folder or among those built in.
    scenario: String,
    /// A trainee of the scenario, or a built-in one.
    #[arg(long)]
    trainee: Option<String>,
    /// A RON file with the same list as a trainee's `does`.
    #[arg(long)]
    script: Option<PathBuf>,
    /// The luck of the day.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Writes the record of the run.
    #[arg(long)]
    out: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

impl Run {
    pub(super) fn run(self, folders: &Folders) -> ExitCode {
        let language = self.output.language();
        let plan = match crate::scenario::library::find(&self.scenario, folders) {
            Ok(plan) => Arc::new(plan),
            Err(report) => return fail_with(&report, &self.output),
        };
        let (name, played) = match (&self.trainee, &self.script) {
            (Some(name), _) => match trainee::play(name, &plan, self.seed) {
                Some(played) => (name.clone(), played),
                None => {
                    let names = trainee::names(&plan).join(", ");
                    let arguments = [("name", name.as_str().into()), ("names", names.into())];
                    return fail(&l10n::say(language, "no-such-trainee", &arguments));
                }
            },
            (None, Some(path)) => match self.play_script(&plan, path) {
                Ok(played) => {
                    (path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned()), played)
                }
                Err(code) => return code,
            },
            (None, None) => return ExitCode::FAILURE,
        };
        if let Some(rule) = played.simulation.broken() {
            return fail(&l10n::say(language, "ran-away", &[("rule", rule.into())]));
        }
        if let Some(out) = &self.out {
            let header = Header::new(&plan, self.seed, &name, "headless", language);
            if let Err(error) = record::write(out, &header, &played.log, &played.simulation) {
                let arguments = [("path", out.display().to_string().into()), ("why", error.to_string().into())];
                return fail(&l10n::say(language, "cannot-write", &arguments));
            }
        }
        show(&played.simulation, &name, &played.notes, &self.output, language);
        if self.output.format == Format::Human {
            expectations(&plan, &name, &played, language);
        }
        ExitCode::SUCCESS
    }

    fn play_script(&self, plan: &Arc<Plan>, path: &Path) -> Result<Played, ExitCode> {
        let source = crate::scenario::load::read_file(path).map_err(|report| fail_with(&report, &self.output))?;
        let steps = load_script(&path.display().to_string(), &source, plan)
            .map_err(|report| fail_with(&report, &self.output))?;
        Ok(script::play(plan.clone(), self.seed, &steps))
    }
}

#[derive(Args)]
pub(super) struct Replay {
    /// The record.
    run: PathBuf,
    #[command(flatten)]
    output: Output,
}

impl Replay {
    pub(super) fn run(self) -> ExitCode {
        let shown = Record::read(&self.run).and_then(|record| Ok((record.replay()?.0, record)));
        match shown {
            Ok((simulation, record)) => {
                let language = self.output.lang.unwrap_or(record.header.language);
                if record.end.is_none() || record.torn > 0 {
                    eprintln!("shikyu: {}", record::Problem::NotWhole.text().get(language));
                }
                show(&simulation, &record.header.trainee, &[], &self.output, language);
                ExitCode::SUCCESS
            }
            Err(problem) => fail(problem.text().get(self.output.language())),
        }
    }
}

#[derive(Args)]
pub(super) struct Verify {
    /// The record.
    run: PathBuf,
    #[command(flatten)]
    output: Output,
}

impl Verify {
    pub(super) fn run(self) -> ExitCode {
        let language = self.output.language();
        let verified = Record::read(&self.run).and_then(|record| Ok((record.verify()?, record)));
        match (verified, self.output.format) {
            (Ok((simulation, record)), Format::Human) => {
                let score = fold(simulation.plan(), simulation.events());
                let arguments = [
                    ("scenario", record.header.scenario.as_str().into()),
                    ("seed", record.header.seed.to_string().into()),
                    ("total", tenths(score.total).into()),
                    ("events", simulation.events().len().into()),
                ];
                print(&l10n::say(language, "verified", &arguments));
                ExitCode::SUCCESS
            }
            (Ok((simulation, record)), Format::Json) => {
                let score = fold(simulation.plan(), simulation.events());
                let hash = record.end.map(|(_, hash)| hash);
                print(&format!(
                    "{:#}",
                    json!({ "verified": true, "score": score.json(language), "events_hash": hash })
                ));
                ExitCode::SUCCESS
            }
            (Err(problem), Format::Human) => fail(problem.text().get(language)),
            (Err(problem), Format::Json) => {
                print(&format!("{:#}", json!({ "verified": false, "why": problem.text().get(language) })));
                ExitCode::FAILURE
            }
        }
    }
}

/// What the scenario expects of its own trainee, and whether it came true on this day.
fn expectations(plan: &Arc<Plan>, name: &str, played: &Played, language: Language) {
    let expected = plan.trainee(name).map(|trainee| trainee.expect.as_slice()).unwrap_or_default();
    if expected.is_empty() {
        return;
    }
    let score = fold(plan, played.simulation.events());
    let failed = trainee::failed_expectations(played, &score, expected);
    print(&format!("\n{}", l10n::say(language, "run-expects", &[])));
    for (place, condition) in expected.iter().enumerate() {
        let sign = if failed.contains(&place) { "✗" } else { "✓" };
        print(&format!("  {sign} {}", crate::sim::why::written(plan, condition)));
    }
}

fn show(simulation: &Simulation, trainee: &str, notes: &[(Time, Text)], output: &Output, language: Language) {
    let plan = simulation.plan();
    let score = fold(plan, simulation.events());
    match output.format {
        Format::Json => print(&run_json(simulation, &score, trainee, language).to_string()),
        Format::Human => print(&run_human(simulation, &score, trainee, notes, language)),
    }
}

/// A run as the contract of the command line has it.
pub fn run_json(simulation: &Simulation, score: &Score, trainee: &str, language: Language) -> serde_json::Value {
    let plan = simulation.plan();
    let ending = simulation.ending().map(|ending| plan.endings[ending.index()].id.clone());
    json!({
        "scenario": plan.id,
        "seed": simulation.seed(),
        "trainee": trainee,
        "rules": RULES,
        "ending": ending,
        "score": score.json(language),
        "events": simulation.events().iter().map(|event| event.json(plan)).collect::<Vec<_>>(),
    })
}

fn run_human(
    simulation: &Simulation,
    score: &Score,
    trainee: &str,
    notes: &[(Time, Text)],
    language: Language,
) -> String {
    let plan = simulation.plan();
    let name = plan.trainee(trainee).map_or(trainee, |known| known.name.get(language));
    let mut shown = format!("{}  seed {}  {name}\n\n", plan.title.get(language), simulation.seed());
    let mut notes = notes.iter().peekable();
    for event in simulation.events() {
        while let Some((time, text)) = notes.next_if(|(time, _)| *time < event.t) {
            shown.push_str(&format!("{}      ─ {}\n", plan.calendar.clock(*time), text.get(language)));
        }
        if let Some(words) = crate::debrief::sentence(plan, event, language) {
            shown.push_str(&line_of(plan, event, &words));
        }
    }
    shown.push('\n');
    for bar in &score.bars {
        let name = l10n::say(language, &format!("bar-{}", bar.id.replace('_', "-")), &[]);
        shown.push_str(&format!("{:>5} / {:<4} {name}\n", tenths(bar.points), tenths(bar.of)));
        for reason in &bar.why {
            let event = reason.event.map_or_else(String::new, |event| format!(" #{event}"));
            shown.push_str(&format!("             - {}{event}\n", reason.text(language)));
        }
    }
    if score.noise > 0 {
        shown.push_str(&format!("{:>5}        {}\n", tenths(-score.noise), l10n::say(language, "bar-noise", &[])));
        for reason in &score.noise_why {
            shown.push_str(&format!("             - {}\n", reason.text(language)));
        }
    }
    for (_, reason) in &score.gates {
        shown.push_str(&format!("      !      {}\n", reason.text(language)));
    }
    let band = l10n::say(language, &format!("band-{}", score.band().word()), &[]);
    shown.push_str(&format!("{:>5} / 100  {}  {band}\n", tenths(score.total), l10n::say(language, "total", &[])));
    if let Some(ending) = simulation.ending() {
        let ending = &plan.endings[ending.index()];
        shown.push_str(&format!("\n{}\n{}\n", ending.title.get(language), ending.text.get(language)));
    }
    shown.trim_end().to_owned()
}

fn line_of(plan: &Plan, event: &Event, words: &str) -> String {
    format!("{}  #{:<4} {words}\n", plan.calendar.clock_with_seconds(event.t), event.n)
}
