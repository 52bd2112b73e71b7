//! `calibrate`: many trainees on many days.

use super::table::aligned;
use super::{Format, Output, fail, fail_with, print};
use crate::l10n;
use crate::scenario::{Folders, Plan, library};
use crate::text::Language;
use crate::trainee::calibrate::{Calibration, Tally, Unfit, calibrate, everybody};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Args)]
pub(super) struct Calibrate {
    /// A file, or the id of a scenario in your own folder or among those built in.
    #[arg(required_unless_present = "merge")]
    scenario: Option<String>,
    /// How many runs in all, rounded up to whole days: every trainee plays every day. Days are seeds, from 1.
    #[arg(long, default_value_t = 3_000, conflicts_with = "seeds", value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    runs: u64,
    /// The seeds to play, to share the work out: 1..=500, 501..=1000.
    #[arg(long, value_parser = seeds)]
    seeds: Option<RangeInclusive<u64>>,
    /// Only this trainee; can be given several times. Weaknesses take a parameter: polite=12.
    #[arg(long)]
    trainee: Vec<String>,
    /// Threads; without it one a core. The result does not hang on it.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// Writes the report as JSON, to be read or merged.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Adds up reports that were written with --out, instead of playing.
    #[arg(long, num_args = 1.., conflicts_with_all = ["scenario", "runs", "seeds", "trainee", "jobs"])]
    merge: Vec<PathBuf>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn seeds(word: &str) -> Result<RangeInclusive<u64>, String> {
    let range = word.split_once("..=").and_then(|(from, to)| Some(from.trim().parse().ok()?..=to.trim().parse().ok()?));
    range
        .filter(|range| range.start() <= range.end())
        .ok_or_else(|| "write 1..=200: the first and the last seed".to_owned())
}

impl Calibrate {
    pub(super) fn run(self, folders: &Folders) -> ExitCode {
        let language = self.output.language();
        let (calibration, plan) = match &self.scenario {
            None => match merged(&self.merge, language) {
                Ok(calibration) => (calibration, None),
                Err(words) => return fail(&words),
            },
            Some(scenario) => {
                let plan = match library::find(scenario, folders) {
                    Ok(plan) => Arc::new(plan),
                    Err(report) => return fail_with(&report, &self.output),
                };
                match self.play(&plan, language) {
                    Ok(calibration) => (calibration, Some(plan)),
                    Err(words) => return fail(&words),
                }
            }
        };
        let json = calibration.json();
        if let Some(out) = &self.out
            && let Err(error) = crate::record::replace_file(out, format!("{json}\n").as_bytes())
        {
            let arguments = [("path", out.display().to_string().into()), ("why", error.to_string().into())];
            return fail(&l10n::say(language, "cannot-write", &arguments));
        }
        match self.output.format {
            Format::Json => print(&json),
            Format::Human => print(human(&calibration, plan.as_deref(), language).trim_end()),
        }
        ExitCode::SUCCESS
    }

    fn play(&self, plan: &Arc<Plan>, language: Language) -> Result<Calibration, String> {
        let trainees = if self.trainee.is_empty() { everybody(plan) } else { self.trainee.clone() };
        let kinds = trainees.len() as u64;
        let seeds = self.seeds.clone().unwrap_or(1..=self.runs.div_ceil(kinds));
        let days = (seeds.end() - seeds.start()).saturating_add(1);
        let bar = ProgressBar::new(days.saturating_mul(kinds));
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {human_pos}/{human_len}  {elapsed}  ETA {eta}") {
            bar.set_style(style);
        }
        let stopped = stop_on_control_c();
        let mut pool = rayon::ThreadPoolBuilder::new();
        if let Some(jobs) = self.jobs {
            pool = pool.num_threads(usize::from(jobs));
        }
        let pool = pool.build().map_err(|error| error.to_string())?;
        let calibration = pool.install(|| {
            calibrate(plan, &trainees, seeds, |runs| {
                bar.set_position(runs);
                !stopped.load(Ordering::Relaxed)
            })
        });
        bar.finish_and_clear();
        if stopped.load(Ordering::Relaxed) {
            eprintln!("shikyu: {}", l10n::say(language, "calibrate-stopped", &[]));
        }
        calibration.map_err(|name| {
            let names = everybody(plan).join(", ");
            l10n::say(language, "no-such-trainee", &[("name", name.into()), ("names", names.into())])
        })
    }
}

/// Set when Ctrl-C is pressed; pressed again, it ends the program at once.
pub(super) fn stop_on_control_c() -> Arc<AtomicBool> {
    let stopped = Arc::new(AtomicBool::new(false));
    let flag = stopped.clone();
    // Where no handler can be set, Ctrl-C ends the program as it always does.
    let _ = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    stopped
}

fn merged(paths: &[PathBuf], language: Language) -> Result<Calibration, String> {
    let parts = paths.iter().map(|path| part(path, language)).collect::<Result<Vec<_>, String>>()?;
    Calibration::merge(parts).map_err(|unfit| match unfit {
        Unfit::Nothing => l10n::say(language, "calibrate-nothing", &[]),
        Unfit::Different => l10n::say(language, "calibrate-different", &[]),
        Unfit::Twice(seed) => l10n::say(language, "calibrate-twice", &[("seed", seed.to_string().into())]),
    })
}

fn part(path: &Path, language: Language) -> Result<Calibration, String> {
    let read = std::fs::read_to_string(path).map_err(|error| error.to_string());
    read.and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string())).map_err(|why| {
        let arguments = [("path", path.display().to_string().into()), ("why", why.into())];
        l10n::say(language, "calibrate-unreadable", &arguments)
    })
}

fn human(calibration: &Calibration, plan: Option<&Plan>, language: Language) -> String {
    let say = |key: &str| l10n::say(language, key, &[]);
    let title = plan.map_or(calibration.scenario.as_str(), |plan| plan.title.get(language));
    let seeds: Vec<String> = calibration.seeds.iter().map(|(from, to)| format!("{from}..={to}")).collect();
    let arguments = [
        ("title", title.into()),
        ("runs", calibration.runs.to_string().into()),
        ("seeds", seeds.join(", ").into()),
        ("events", calibration.events_total.to_string().into()),
    ];
    let mut shown = format!("{}\n\n", l10n::say(language, "calibrate-head", &arguments));
    let heads = ["trainee", "passed", "interval", "quartiles", "costs-most", "last-chance"];
    let mut table = vec![heads.map(|key| say(&format!("calibrate-{key}"))).to_vec()];
    table.extend(calibration.trainees.iter().map(|tally| line(tally, plan, language)));
    shown.push_str(&aligned(&table, &[0, 4]));
    shown.push_str(&format!("\n{}\n", say("calibrate-endings")));
    for tally in &calibration.trainees {
        let mut endings: Vec<(&String, &u64)> = tally.endings.iter().collect();
        endings.sort_by_key(|(id, count)| (std::cmp::Reverse(**count), (*id).clone()));
        let endings: Vec<String> =
            endings.into_iter().map(|(id, count)| format!("{id} {} %", percent(*count, tally.runs))).collect();
        shown.push_str(&format!("  {:22} {}\n", tally.trainee, endings.join(", ")));
    }
    if !calibration.unseen.is_empty() {
        shown.push_str(&format!("\n{}\n", say("calibrate-unseen")));
        for (kind, ids) in &calibration.unseen {
            shown.push_str(&format!("  {:22} {}\n", say(&format!("calibrate-kind-{kind}")), ids.join(", ")));
        }
    }
    for tally in calibration.trainees.iter().filter(|tally| tally.ran_away > 0) {
        let arguments = [("name", tally.trainee.as_str().into()), ("runs", tally.ran_away.to_string().into())];
        shown.push_str(&format!("\n{}\n", l10n::say(language, "calibrate-ran-away", &arguments)));
    }
    shown
}

fn percent(count: u64, of: u64) -> String {
    // A tenth, so that one run in a thousand is not nothing.
    let tenths = (count * 1_000 + of / 2) / of.max(1);
    crate::score::tenths(tenths as i64)
}

fn line(tally: &Tally, plan: Option<&Plan>, language: Language) -> Vec<String> {
    let derived = &tally.derived;
    let costs = derived.costs_most.as_ref().map_or_else(String::new, |(bar, points)| {
        format!("{} −{points:.1}", l10n::say(language, &format!("bar-{}", bar.replace('_', "-")), &[]))
    });
    let failed_on_sampled = tally.no_chance + tally.last_chance.values().sum::<u64>();
    let last_chance = match derived.last_chance {
        Some(minute) => match plan {
            Some(plan) => plan.calendar.day_and_clock(minute * crate::time::MINUTE),
            None => format!("{minute} min"),
        },
        None if failed_on_sampled > 0 => l10n::say(language, "calibrate-no-chance", &[]),
        None => String::new(),
    };
    vec![
        tally.trainee.clone(),
        format!("{} %", percent(tally.passed, tally.runs)),
        format!("{:.1}–{:.1}", derived.pass_interval[0], derived.pass_interval[1]),
        derived.quartiles.map(|total| format!("{total:5.1}")).join(" "),
        costs,
        last_chance,
    ]
}
