//! `solve`: whether a day can be won, by when, and with which run.

use super::calibrate::{seeds, stop_on_control_c};
use super::{Format, Output, fail, fail_with, print};
use crate::l10n::{self, Value};
use crate::record::{self, Header};
use crate::scenario::forecast::id_of;
use crate::scenario::{Folders, Plan, library};
use crate::score::tenths;
use crate::sim::moves::Goal;
use crate::text::Language;
use crate::trainee::book::Book;
use crate::trainee::par::{self, par};
use crate::trainee::solve::{BUDGET, Solution, Verdict, solve};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use serde_json::json;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;

#[derive(Args)]
pub(super) struct Solve {
    /// A file, or the id of a scenario in your own folder or among those built in.
    scenario: String,
    /// The luck of the day.
    #[arg(long, default_value_t = 1, conflicts_with = "seeds")]
    seed: u64,
    /// Many days instead of one, counted by what came of them: 1..=1000.
    #[arg(long, value_parser = seeds, conflicts_with = "out")]
    seeds: Option<RangeInclusive<u64>>,
    /// How many states a search may look at before it gives up.
    #[arg(long, default_value_t = BUDGET)]
    budget: usize,
    /// Writes the record of the run that shows how.
    #[arg(long)]
    out: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

impl Solve {
    pub(super) fn run(self, folders: &Folders) -> ExitCode {
        let language = self.output.language();
        let plan = match library::find(&self.scenario, folders) {
            Ok(plan) => Arc::new(plan),
            Err(report) => return fail_with(&report, &self.output),
        };
        let policy = par(&plan);
        if let Some(seeds) = self.seeds.clone() {
            return self.many(&plan, &policy, seeds, language);
        }
        let solution = solve(&plan, self.seed, &policy, self.budget, true);
        if let Some(out) = &self.out {
            let Some((name, played)) = &solution.witness else {
                return fail(&l10n::say(language, "solve-no-witness", &[]));
            };
            let header = Header::new(&plan, self.seed, name, "headless", language);
            if let Err(error) = record::write(out, &header, &played.log, &played.simulation) {
                let arguments = [("path", out.display().to_string().into()), ("why", error.to_string().into())];
                return fail(&l10n::say(language, "cannot-write", &arguments));
            }
        }
        match self.output.format {
            Format::Json => print(&json(&plan, &solution, &policy).to_string()),
            Format::Human => print(human(&plan, &solution, &policy, language).trim_end()),
        }
        if solution.verdict == Verdict::Winnable { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn many(&self, plan: &Arc<Plan>, policy: &Book, seeds: RangeInclusive<u64>, language: Language) -> ExitCode {
        let bar = ProgressBar::new((seeds.end() - seeds.start()).saturating_add(1));
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {human_pos}/{human_len}  {elapsed}  ETA {eta}") {
            bar.set_style(style);
        }
        let stopped = stop_on_control_c();
        let (mut won, mut lost, mut open) = (0_u64, Vec::new(), Vec::new());
        let all: Vec<u64> = seeds.collect();
        for days in all.chunks(64) {
            let solved: Vec<Solution> =
                days.par_iter().map(|seed| solve(plan, *seed, policy, self.budget, false)).collect();
            for solution in solved {
                match solution.verdict {
                    Verdict::Winnable => won += 1,
                    Verdict::Impossible { .. } => lost.push(solution.seed),
                    Verdict::Undecided => open.push(solution.seed),
                }
            }
            bar.inc(days.len() as u64);
            if stopped.load(Ordering::Relaxed) {
                break;
            }
        }
        bar.finish_and_clear();
        if stopped.load(Ordering::Relaxed) {
            eprintln!("shikyu: {}", l10n::say(language, "calibrate-stopped", &[]));
        }
        match self.output.format {
            Format::Json => {
                let counted = json!({ "scenario": plan.id, "winnable": won, "impossible": lost, "undecided": open });
                print(&counted.to_string());
            }
            Format::Human => {
                let listed = |seeds: &[u64]| match seeds {
                    [] => String::new(),
                    few => format!(": {}", few.iter().map(u64::to_string).collect::<Vec<_>>().join(" ")),
                };
                for (key, count, seeds) in [
                    ("solve-many-winnable", won, &[][..]),
                    ("solve-many-impossible", lost.len() as u64, &lost[..]),
                    ("solve-many-undecided", open.len() as u64, &open[..]),
                ] {
                    let count: Value = count.to_string().into();
                    print(&l10n::say(language, key, &[("count", count), ("seeds", listed(seeds).into())]));
                }
            }
        }
        if lost.is_empty() && open.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

fn goal_name(plan: &Plan, goal: Option<Goal>, language: Language) -> String {
    match goal {
        Some(Goal::Met(deadline)) => {
            let name = &plan.deadline(deadline).name;
            l10n::say(language, "solve-goal-met", &[("name", name.into())])
        }
        Some(Goal::Restored) => l10n::say(language, "solve-goal-restored", &[]),
        None => l10n::say(language, "solve-goal-passed", &[]),
    }
}

fn json(plan: &Plan, solution: &Solution, policy: &Book) -> serde_json::Value {
    let stamp = |time: Option<i64>| time.map(|time| plan.calendar.stamp(time));
    let (verdict, chain, due) = match &solution.verdict {
        Verdict::Winnable => ("winnable", Vec::new(), None),
        Verdict::Undecided => ("undecided", Vec::new(), None),
        Verdict::Impossible { chain, due } => {
            let chain = chain.iter().map(|(thing, time)| {
                let time = (*time <= plan.ends).then_some(*time);
                json!({ "what": thing.word(), "id": id_of(plan, *thing), "earliest": stamp(time) })
            });
            ("impossible", chain.collect(), *due)
        }
    };
    json!({
        "scenario": plan.id,
        "seed": solution.seed,
        "goal": match solution.goal {
            Some(Goal::Met(deadline)) => json!({ "met": plan.deadline(deadline).id }),
            Some(Goal::Restored) => json!("restored"),
            None => json!("passed"),
        },
        "verdict": verdict,
        "because": chain,
        "due": stamp(due),
        "witness": solution.witness.as_ref().map(|(name, _)| name),
        "restored": solution.restored.map(|restored| json!({
            "found": stamp(restored.found), "not_before": stamp(restored.not_before), "proven": restored.proven,
        })),
        "best": { "total": solution.best.0 as f64 / 10.0, "trainee": solution.best.1 },
        "states": solution.states,
        "par": par_json(policy),
    })
}

fn par_json(policy: &Book) -> serde_json::Value {
    json!({
        "order": policy.order, "backups_first": policy.backups_first, "looks_first": policy.looks_first,
        "promise": policy.promise, "ahead": policy.ahead, "again": policy.again,
    })
}

fn human(plan: &Plan, solution: &Solution, policy: &Book, language: Language) -> String {
    let say = |key: &str, arguments: &[(&'static str, Value)]| l10n::say(language, key, arguments);
    let seed: Value = solution.seed.to_string().into();
    let goal: Value = goal_name(plan, solution.goal, language).into();
    let clock = |time: i64| plan.calendar.day_and_clock(time);
    let mut shown = format!("{}\n", plan.title.get(language));
    match &solution.verdict {
        Verdict::Winnable => {
            shown.push_str(&say("solve-winnable", &[("seed", seed), ("goal", goal)]));
            if let Some((name, played)) = &solution.witness {
                let total = crate::score::fold(plan, played.simulation.events()).total;
                let arguments = [("name", name.as_str().into()), ("total", tenths(total).into())];
                shown.push_str(&format!("\n  {}", say("solve-witness", &arguments)));
            }
        }
        Verdict::Impossible { chain, due } => {
            shown.push_str(&say("solve-impossible", &[("seed", seed), ("goal", goal)]));
            if let Some(due) = due {
                shown.push_str(&format!("\n  {}", say("solve-due", &[("clock", clock(*due).into())])));
            }
            for (thing, time) in chain {
                let when = if *time <= plan.ends { clock(*time) } else { say("solve-never", &[]) };
                let words = say(&format!("forecast-{}", thing.word()), &[]);
                shown.push_str(&format!("\n  {when:>9}  {words}  {}", id_of(plan, *thing)));
            }
            if chain.is_empty() {
                let arguments = [("states", solution.states.to_string().into())];
                shown.push_str(&format!("\n  {}", say("solve-exhausted", &arguments)));
            }
        }
        Verdict::Undecided => {
            let arguments = [("seed", seed), ("goal", goal), ("states", solution.states.to_string().into())];
            shown.push_str(&say("solve-undecided", &arguments));
        }
    }
    shown.push('\n');
    if let Some(restored) = solution.restored {
        let words = match (restored.found, restored.not_before) {
            (Some(found), _) if restored.proven => say("solve-restored-proven", &[("clock", clock(found).into())]),
            (Some(found), Some(bound)) => {
                say("solve-restored", &[("clock", clock(found).into()), ("bound", clock(bound).into())])
            }
            (None, Some(bound)) => say("solve-restored-unknown", &[("bound", clock(bound).into())]),
            (_, None) => say("solve-restored-never", &[]),
        };
        shown.push_str(&format!("{words}\n"));
    }
    let best = [("total", tenths(solution.best.0).into()), ("name", solution.best.1.as_str().into())];
    shown.push_str(&format!("{}\n", say("solve-best", &best)));
    shown.push_str(&format!("{}\n", par_words(plan, policy, language)));
    shown
}

/// What par does, in words.
fn par_words(plan: &Plan, policy: &Book, language: Language) -> String {
    let minutes = |span: i64| (span / crate::time::MINUTE).to_string();
    let order: Vec<usize> =
        if policy.order.is_empty() { (0..plan.scoring.roles.len()).collect() } else { policy.order.clone() };
    let roles: Vec<String> = order
        .iter()
        .filter_map(|place| plan.scoring.roles.get(*place))
        .map(|role| l10n::say(language, &format!("role-{}", role.word().replace('_', "-")), &[]))
        .collect();
    let arguments = [
        ("name", par::NAME.into()),
        ("order", roles.join(" → ").into()),
        (
            "backups",
            l10n::say(language, if policy.backups_first { "solve-par-deep" } else { "solve-par-wide" }, &[]).into(),
        ),
        ("looks", minutes(policy.looks_first).into()),
        ("promise", minutes(policy.promise).into()),
        ("ahead", minutes(policy.ahead).into()),
        ("again", minutes(policy.again).into()),
    ];
    l10n::say(language, "solve-par", &arguments)
}
