//! A folder of runs taken together: what a scenario does to those who play it.
//!
//! Nobody is named and nothing is ranked. What cannot be counted is listed with the reason, never dropped.

use super::Run;
use crate::debrief::{Ghost, Moments};
use crate::id::EndingId;
use crate::l10n::{self, Value};
use crate::record::{Problem, store};
use crate::scenario::Plan;
use crate::scenario::model::BARS;
use crate::score::curve::Step;
use crate::score::{Bar, Reason, Score, times};
use crate::sim::Kind;
use crate::text::{Language, Text};
use crate::time::MINUTE;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The runs of a folder.
pub struct Cohort {
    /// Those that could be counted, by scenario and the version of its text.
    pub groups: Vec<Group>,
    /// What could not be counted, by file.
    pub left_out: Vec<LeftOut>,
    /// How many files were not read because it was stopped.
    pub unread: usize,
}

/// The runs of one scenario.
pub struct Group {
    /// The scenario.
    pub plan: Arc<Plan>,
    /// Its runs, in the order of their pseudonyms: neither by score nor by name.
    pub runs: Vec<Counted>,
}

/// A run, as far as it is counted.
pub struct Counted {
    /// A name that gives nobody away.
    pub player: String,
    /// What tells it from every other run.
    identity: String,
    /// The version of the rules.
    pub rules: u32,
    /// The seed.
    pub seed: u64,
    /// A person played it.
    pub person: bool,
    /// Its score.
    pub score: Score,
    /// Its escalation curve, up to the end of the trainee's part.
    pub curve: Vec<Step>,
    /// What happened when.
    pub moments: Moments,
    /// How it ended.
    pub ending: Option<EndingId>,
}

impl Counted {
    /// The share of the required roles so many seconds after the first sign, in thousandths; `None` without a curve.
    pub fn share_after(&self, seconds: i64) -> Option<i64> {
        let sign = self.curve.first()?.t;
        self.curve.iter().rfind(|step| step.t <= sign + seconds).map(|step| step.share)
    }
}

/// A file that was not counted.
pub struct LeftOut {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub why: Text,
}

impl LeftOut {
    /// The name of the file.
    pub fn file(&self) -> String {
        self.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }
}

/// The records of a folder, by name. Folders inside are not looked into.
///
/// # Errors
/// What the system says when it cannot be read.
pub fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == store::EXTENSION) && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

type Plans = Mutex<BTreeMap<(String, String), Arc<Plan>>>;
type Read = Result<((String, String), Counted), Text>;

/// Reads and simulates runs again, as many at once as there are cores. Before each, `go_on` is asked; after a no, the
/// rest is left unread. The result does not hang on the number of cores.
pub fn gather(paths: &[PathBuf], go_on: impl Fn() -> bool + Sync) -> Cohort {
    // A scenario is kept once: each run brings its own, and a thousand of them would fill the memory.
    let plans = Plans::default();
    let read: Vec<Option<Read>> = paths.par_iter().map(|path| go_on().then(|| read_one(path, &plans))).collect();
    let mut plans = plans.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut cohort = Cohort { groups: Vec::new(), left_out: Vec::new(), unread: 0 };
    let mut groups: BTreeMap<(String, String), Vec<Counted>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (path, read) in paths.iter().zip(read) {
        let why = match read {
            None => {
                cohort.unread += 1;
                continue;
            }
            Some(Err(why)) => why,
            Some(Ok((key, counted))) => {
                if seen.insert(counted.identity.clone()) {
                    groups.entry(key).or_default().push(counted);
                    continue;
                }
                l10n::text("report-same-run", &[])
            }
        };
        cohort.left_out.push(LeftOut { path: path.clone(), why });
    }
    for (key, mut runs) in groups {
        runs.sort_by(|left, right| left.identity.cmp(&right.identity));
        if let Some(plan) = plans.remove(&key) {
            cohort.groups.push(Group { plan, runs });
        }
    }
    cohort
}

fn read_one(path: &Path, plans: &Plans) -> Read {
    let run = Run::read(path).map_err(|problem| problem.text())?;
    if run.breaks_off.is_some() {
        return Err(Problem::NotWhole.text());
    }
    if let Some(rule) = run.simulation.broken() {
        return Err(l10n::text("ran-away", &[("rule", rule.into())]));
    }
    let plan = run.simulation.plan();
    let key = (plan.id.clone(), plan.hash.clone());
    plans.lock().unwrap_or_else(PoisonError::into_inner).entry(key.clone()).or_insert_with(|| plan.clone());
    let Ghost { score, mut curve, moments, .. } = Ghost::of("", &run.simulation);
    let ended = run.simulation.events().iter().find(|event| matches!(event.kind, Kind::RunEnded { .. }));
    if let Some(ended) = ended {
        curve.retain(|step| step.t <= ended.t);
    }
    let counted = Counted {
        player: run.pseudonym(),
        identity: run.identity(),
        rules: run.header.rules,
        seed: run.header.seed,
        person: run.header.trainee == "you",
        score,
        curve,
        moments,
        ending: run.simulation.ending(),
    };
    Ok((key, counted))
}

/// Lowest, first quartile, median, third quartile and highest of some values; `None` of none.
pub fn quartiles(mut values: Vec<i64>) -> Option<[i64; 5]> {
    values.sort_unstable();
    let last = values.len().checked_sub(1)?;
    Some([0, 1, 2, 3, 4].map(|quarter| values[last * quarter / 4]))
}

/// How a bar spread over the runs of a group.
pub struct Spread {
    /// The bar.
    pub bar: &'static str,
    /// The share of it that each run earned, in thousandths, in the order of the runs; runs to which it does not apply
    /// are left out.
    pub shares: Vec<i64>,
}

/// What was lost on a bar.
pub struct Missed {
    /// The bar.
    pub bar: &'static str,
    /// To how many runs it applies.
    pub of: usize,
    /// How many of them lost more than half of it.
    pub runs: usize,
    /// Why, and in how many of those: the most frequent reason first.
    pub reasons: Vec<(Text, usize)>,
}

impl Group {
    /// How each bar spread.
    pub fn spreads(&self) -> Vec<Spread> {
        let bars = BARS.into_iter().enumerate();
        bars.map(|(place, bar)| {
            let bars = self.runs.iter().map(|run| &run.score.bars[place]);
            Spread { bar, shares: bars.filter(|bar| bar.of > 0).map(|bar| bar.share).collect() }
        })
        .collect()
    }

    /// What was lost on each bar of which any run lost more than half.
    pub fn missed(&self) -> Vec<Missed> {
        let bars = BARS.into_iter().enumerate();
        bars.filter_map(|(place, bar)| {
            let applies: Vec<&Bar> =
                self.runs.iter().map(|run| &run.score.bars[place]).filter(|bar| bar.of > 0).collect();
            let lost: Vec<&Bar> = applies.iter().copied().filter(|bar| bar.share < 500).collect();
            let reasons = counted(lost.iter().map(|bar| self.reasons(bar)));
            (!lost.is_empty()).then_some(Missed { bar, of: applies.len(), runs: lost.len(), reasons })
        })
        .collect()
    }

    /// What capped or lowered the total, and in how many runs.
    pub fn caps(&self) -> Vec<(Text, usize)> {
        let caps = |run: &Counted| -> BTreeSet<(String, String)> {
            let gates =
                run.score.gates.iter().map(|(_, reason)| (reason.text(Language::Ja), reason.text(Language::En)));
            let noise = (run.score.noise > 0).then(|| l10n::text("bar-noise", &[]));
            gates.chain(noise.map(|noise| (noise.ja.to_string(), noise.en.to_string()))).collect()
        };
        counted(self.runs.iter().map(caps))
    }

    /// The reasons of a bar that speak of something missed, without names and numbers.
    fn reasons(&self, bar: &Bar) -> BTreeSet<(String, String)> {
        let missed = bar.why.iter().filter_map(|reason| self.missed_by(reason));
        missed.map(|words| (words.ja.to_string(), words.en.to_string())).collect()
    }

    /// What a reason says was missed, if it does: a reason that only tells how much is a miss where it is beyond what
    /// the severity allows.
    fn missed_by(&self, reason: &Reason) -> Option<Text> {
        let allowed = times(self.plan.severity);
        let number = |name: &str| {
            reason.arguments.iter().find_map(|(key, value)| match value {
                Value::Number(number) if *key == name => Some(*number),
                _ => None,
            })
        };
        let above = |name: &str, limit: i64| number(name).is_some_and(|number| number > limit);
        let below = |name: &str, limit: i64| number(name).is_some_and(|number| number < limit);
        let key = match reason.rule {
            "acknowledge.after" if !above("seconds", allowed.acknowledge.0 * MINUTE) => return None,
            "first_escalation.after" if !above("minutes", allowed.first.0) => return None,
            "decider.after" if !above("minutes", allowed.decider.0) => return None,
            "breadth.both" | "breadth.engaged_alone" if below("factor", 100) => "breadth.thin",
            "breadth.both" | "breadth.engaged_alone" => return None,
            "message.told" if !below("percent", 50) => return None,
            "customer.first_word" if !above("minutes", allowed.first_word.0) => return None,
            "customer.silence" if !above("minutes", allowed.silence.0) => return None,
            "customer.chases" if !above("chases", 0) => return None,
            "outcome.finished" if !below("minutes", 60) => return None,
            "customer.asked_deadline" | "customer.asked_impact" | "outcome.confirmed" | "no_idle_waiting.none" => {
                return None;
            }
            rule => rule,
        };
        let key = format!("missed-{}", key.replace(['.', '_'], "-"));
        if !l10n::exists(&key) {
            // A rule without a sentence of its own here is told as the run tells it.
            return Some(Text::new(reason.text(Language::Ja), reason.text(Language::En)));
        }
        let role = reason.arguments.iter().filter(|(name, _)| *name == "role").cloned();
        Some(l10n::text(&key, &role.collect::<Vec<_>>()))
    }

    /// The endings that came about, in the order of the scenario, with how many runs ended so; `None` last.
    pub fn endings(&self) -> Vec<(Option<EndingId>, usize)> {
        let mut counts: BTreeMap<(bool, Option<EndingId>), usize> = BTreeMap::new();
        for run in &self.runs {
            *counts.entry((run.ending.is_none(), run.ending)).or_default() += 1;
        }
        counts.into_iter().map(|((_, ending), count)| (ending, count)).collect()
    }
}

/// How often each text occurs, the most frequent first; in each run a text counts once.
fn counted(runs: impl Iterator<Item = BTreeSet<(String, String)>>) -> Vec<(Text, usize)> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for texts in runs {
        for text in texts {
            *counts.entry(text).or_default() += 1;
        }
    }
    let mut counts: Vec<(Text, usize)> =
        counts.into_iter().map(|((ja, en), count)| (Text::new(ja, en), count)).collect();
    // Stable, so that equal counts keep one order on every machine.
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}
