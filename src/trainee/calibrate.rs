//! Many trainees on many days: how hard a scenario is, and for whom.
//!
//! Every number kept is a count, so that parts made on different machines add up to the same bytes as one run of all.
//! What is derived from counts (rates, intervals, quartiles) is computed when a report is finished, never stored.

use super::book::{Book, WEAKNESSES};
use super::builtin::Builtin;
use super::{Played, Trainee, names};
use crate::scenario::Plan;
use crate::scenario::model::BARS;
use crate::scenario::plan::{Item, Kind};
use crate::score::{Band, fold};
use crate::sim::Simulation;
use crate::sim::cost::RULES;
use crate::time::{MINUTE, Time};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// On one seed in so many it is looked for the minute from which a failed run could no longer be passed.
pub const SAMPLED: u64 = 50;
/// Seeds that are played at once, between two looks at whether to stop.
const AT_ONCE: u64 = 64;

/// What many runs came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Id of the scenario.
    pub scenario: String,
    /// BLAKE3 of its text.
    pub scenario_hash: String,
    /// The rules of the simulation.
    pub rules: u32,
    /// The seeds that were played: ranges, first and last, in order and apart.
    pub seeds: Vec<(u64, u64)>,
    /// Runs in all.
    pub runs: u64,
    /// Events taken from the queues of all runs.
    pub events_total: u64,
    /// By kind of trainee.
    pub trainees: Vec<Tally>,
    /// In how many runs each item of the scenario came up, by what it is and its id.
    pub content: BTreeMap<String, BTreeMap<String, u64>>,
    /// Content that came up in no run. Derived.
    #[serde(default, skip_deserializing)]
    pub unseen: BTreeMap<String, Vec<String>>,
}

/// What the runs of one kind of trainee came to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// Its name, with its parameter where one was given.
    pub trainee: String,
    /// Runs.
    pub runs: u64,
    /// Runs with a total at or above the pass mark.
    pub passed: u64,
    /// Runs that were stopped because a rule ran away.
    pub ran_away: u64,
    /// How often each total came up, in tenths of a point.
    pub totals: BTreeMap<i64, u64>,
    /// Points lost on each bar, in tenths of a point, all runs together.
    pub lost: BTreeMap<String, i64>,
    /// Points deducted for disturbing people, likewise.
    pub noise: i64,
    /// Runs whose total was capped.
    pub capped: u64,
    /// How often each ending came up.
    pub endings: BTreeMap<String, u64>,
    /// Of failed runs on sampled seeds: the last minute at which `by_the_book` could have taken over and passed.
    pub last_chance: BTreeMap<i64, u64>,
    /// Of failed runs on sampled seeds: those that `by_the_book` does not pass from the first minute either.
    pub no_chance: u64,
    /// What follows from the counts. Derived.
    #[serde(default, skip_deserializing)]
    pub derived: Derived,
}

/// What follows from the counts of a tally.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Derived {
    /// Share of runs passed, in percent.
    pub pass_rate: f64,
    /// Its 95 % interval after Wilson (1927), in percent.
    pub pass_interval: [f64; 2],
    /// Mean total, in points.
    pub mean: f64,
    /// Lowest, first quartile, median, third quartile, highest total, in points.
    pub quartiles: [f64; 5],
    /// The bar on which most is lost, if anything is, and how many points a run.
    pub costs_most: Option<(String, f64)>,
    /// The median of the last minutes at which `by_the_book` could still have taken over.
    pub last_chance: Option<i64>,
}

/// One run, as far as it is counted.
struct Outcome {
    total: i64,
    lost: [i64; 8],
    noise: i64,
    capped: bool,
    ran_away: bool,
    ending: Option<usize>,
    events: u64,
    came_up: Vec<bool>,
    chance: Option<Option<i64>>,
}

/// Why parts do not fit together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// There is nothing to merge.
    Nothing,
    /// Another scenario, other rules, or other trainees than the first part.
    Different,
    /// A seed was played in two parts.
    Twice(u64),
}

impl Calibration {
    /// The share of runs passed by trainees with a human weakness, in percent: how hard the scenario is, measured. `None`
    /// when none of them played.
    pub fn passed_by_people(&self) -> Option<u64> {
        let people = |name: &str| WEAKNESSES.iter().any(|weakness| weakness.name == name);
        let tallies = self.trainees.iter().filter(|tally| people(&tally.trainee));
        let (passed, runs) = tallies.fold((0, 0), |(passed, runs), tally| (passed + tally.passed, runs + tally.runs));
        (runs > 0).then(|| passed * 100 / runs)
    }
}

/// The kinds of trainees by which it is measured how hard a scenario is.
pub fn people() -> Vec<String> {
    WEAKNESSES.iter().map(|weakness| weakness.name.to_owned()).collect()
}

/// All kinds of trainees of a scenario, by name.
pub fn everybody(plan: &Plan) -> Vec<String> {
    names(plan)
}

/// Plays these trainees on these seeds, as many threads as the current pool has. `done` is told after each step how many
/// runs there are so far, and says whether to go on. What is there when it says no is returned, and is whole.
///
/// # Errors
/// The name of a trainee that does not exist.
pub fn calibrate(
    plan: &Arc<Plan>,
    trainees: &[String],
    seeds: RangeInclusive<u64>,
    mut done: impl FnMut(u64) -> bool,
) -> Result<Calibration, String> {
    let kinds: Vec<Trainee> = trainees
        .iter()
        .map(|name| Trainee::named(name, plan).ok_or_else(|| name.clone()))
        .collect::<Result<_, String>>()?;
    let mut calibration = Calibration::new(plan, trainees);
    let (mut from, last) = (*seeds.start(), *seeds.end());
    while from <= last {
        let to = last.min(from.saturating_add(AT_ONCE - 1));
        let runs: Vec<(u64, usize)> =
            (from..=to).flat_map(|seed| (0..kinds.len()).map(move |kind| (seed, kind))).collect();
        let outcomes: Vec<Outcome> =
            runs.par_iter().map(|(seed, kind)| Outcome::of(plan, &kinds[*kind].play(plan, *seed))).collect();
        for ((_, kind), outcome) in runs.iter().zip(&outcomes) {
            calibration.count(plan, *kind, outcome);
        }
        calibration.seeds.push((from, to));
        join(&mut calibration.seeds);
        if !done(calibration.runs) || to == u64::MAX {
            break;
        }
        from = to + 1;
    }
    calibration.derive();
    Ok(calibration)
}

impl Outcome {
    fn of(plan: &Arc<Plan>, played: &Played) -> Outcome {
        let simulation = &played.simulation;
        let score = fold(plan, simulation.events());
        let mut lost = [0; 8];
        for (lost, bar) in lost.iter_mut().zip(&score.bars) {
            *lost = bar.of - bar.points;
        }
        let failed = Band::of(score.total) < Band::Pass;
        Outcome {
            total: score.total,
            lost,
            noise: score.noise,
            capped: !score.gates.is_empty(),
            ran_away: simulation.broken().is_some(),
            ending: simulation.ending().map(|ending| ending.index()),
            events: simulation.events_taken(),
            came_up: plan.items.values().map(|(_, anchor)| simulation.began(*anchor).is_some()).collect(),
            chance: (failed && simulation.seed() % SAMPLED == 1).then(|| last_chance(plan, played)),
        }
    }
}

/// The last minute of a failed run at which `by_the_book` could have taken over and passed; `None` when not even from the
/// first. By bisection: whoever can be saved late is taken to be saved early.
pub fn last_chance(plan: &Arc<Plan>, played: &Played) -> Option<i64> {
    let by_the_book = Builtin::Book(Book::by_the_book());
    let over = played.simulation.events().iter().find_map(|event| match event.kind {
        crate::sim::Kind::RunEnded { .. } => Some(event.t),
        _ => None,
    });
    let passes = |minute: i64| {
        let taken = up_to(plan, played, minute * MINUTE).map(|simulation| by_the_book.play_on(simulation));
        taken.is_some_and(|taken| Band::of(fold(plan, taken.simulation.events()).total) >= Band::Pass)
    };
    if !passes(0) {
        return None;
    }
    let (mut passed, mut failed) = (0, over.unwrap_or(plan.ends) / MINUTE + 1);
    while failed - passed > 1 {
        let middle = (passed + failed) / 2;
        if passes(middle) { passed = middle } else { failed = middle }
    }
    Some(passed)
}

/// A run as it stood at a time.
pub fn up_to(plan: &Arc<Plan>, played: &Played, time: Time) -> Option<Simulation> {
    let mut simulation = Simulation::new(plan.clone(), played.simulation.seed());
    for (at, command) in played.log.iter().take_while(|(at, _)| *at < time) {
        simulation.advance_to(*at);
        simulation.apply(command).ok()?;
    }
    simulation.advance_to(time);
    Some(simulation)
}

/// What kind of content an item is; `None` for what is there in any case.
fn kind_of(plan: &Plan, item: Item) -> Option<&'static str> {
    match item {
        Item::Fact(fact) => {
            let authored = matches!(plan.fact(fact).kind, Kind::Authored(_));
            (authored && !plan.knows.contains(&fact)).then_some("fact")
        }
        Item::Look(_) => Some("look"),
        Item::Repair(_) => Some("repair"),
        Item::Document(_) => Some("document"),
        Item::Conversation(_) => Some("conversation"),
        Item::Line(_) => Some("line"),
        Item::Rule(_) => Some("rule"),
        Item::Person(_) | Item::Room | Item::System(_) | Item::Deadline(_) | Item::Ending(_) | Item::Trainee(_) => None,
    }
}

impl Calibration {
    fn new(plan: &Plan, trainees: &[String]) -> Calibration {
        let mut content: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
        for (id, (item, _)) in &plan.items {
            if let Some(kind) = kind_of(plan, *item) {
                content.entry(kind.to_owned()).or_default().insert(id.clone(), 0);
            }
        }
        let endings = plan.endings.iter().map(|ending| (ending.id.clone(), 0));
        content.insert("ending".to_owned(), endings.collect());
        let tally = |name: &String| Tally {
            trainee: name.clone(),
            lost: BARS.iter().map(|bar| ((*bar).to_owned(), 0)).collect(),
            ..Tally::default()
        };
        Calibration {
            scenario: plan.id.clone(),
            scenario_hash: plan.hash.clone(),
            rules: RULES,
            seeds: Vec::new(),
            runs: 0,
            events_total: 0,
            trainees: trainees.iter().map(tally).collect(),
            content,
            unseen: BTreeMap::new(),
        }
    }

    fn count(&mut self, plan: &Plan, kind: usize, outcome: &Outcome) {
        self.runs += 1;
        self.events_total += outcome.events;
        for ((id, (item, _)), came_up) in plan.items.iter().zip(&outcome.came_up) {
            let counted = kind_of(plan, *item).and_then(|kind| self.content.get_mut(kind)?.get_mut(id));
            if let Some(count) = counted.filter(|_| *came_up) {
                *count += 1;
            }
        }
        let tally = &mut self.trainees[kind];
        tally.runs += 1;
        tally.passed += u64::from(Band::of(outcome.total) >= Band::Pass);
        tally.ran_away += u64::from(outcome.ran_away);
        *tally.totals.entry(outcome.total).or_default() += 1;
        for (bar, lost) in BARS.iter().zip(outcome.lost) {
            *tally.lost.entry((*bar).to_owned()).or_default() += lost;
        }
        tally.noise += outcome.noise;
        tally.capped += u64::from(outcome.capped);
        if let Some(ending) = outcome.ending {
            let id = &plan.endings[ending].id;
            *tally.endings.entry(id.clone()).or_default() += 1;
            if let Some(count) = self.content.get_mut("ending").and_then(|endings| endings.get_mut(id)) {
                *count += 1;
            }
        }
        match outcome.chance {
            Some(Some(minute)) => *tally.last_chance.entry(minute).or_default() += 1,
            Some(None) => tally.no_chance += 1,
            None => {}
        }
    }

    /// Adds parts up.
    ///
    /// # Errors
    /// When they do not belong together, or a seed was played twice.
    pub fn merge(parts: Vec<Calibration>) -> Result<Calibration, Unfit> {
        let mut parts = parts.into_iter();
        let mut whole = parts.next().ok_or(Unfit::Nothing)?;
        for part in parts {
            let same = |a: &Calibration, b: &Calibration| {
                (&a.scenario, &a.scenario_hash, a.rules) == (&b.scenario, &b.scenario_hash, b.rules)
                    && a.trainees.iter().map(|tally| &tally.trainee).eq(b.trainees.iter().map(|tally| &tally.trainee))
            };
            if !same(&whole, &part) {
                return Err(Unfit::Different);
            }
            whole.seeds.extend(part.seeds);
            whole.runs += part.runs;
            whole.events_total += part.events_total;
            for (tally, other) in whole.trainees.iter_mut().zip(part.trainees) {
                tally.add(other);
            }
            for (kind, items) in part.content {
                add(whole.content.entry(kind).or_default(), items);
            }
        }
        whole.seeds.sort_unstable();
        if let Some(pair) = whole.seeds.windows(2).find(|pair| pair[1].0 <= pair[0].1) {
            return Err(Unfit::Twice(pair[1].0));
        }
        join(&mut whole.seeds);
        whole.derive();
        Ok(whole)
    }

    fn derive(&mut self) {
        self.unseen = self
            .content
            .iter()
            .map(|(kind, items)| {
                (kind.clone(), items.iter().filter(|(_, count)| **count == 0).map(|(id, _)| id.clone()).collect())
            })
            .filter(|(_, ids): &(String, Vec<String>)| !ids.is_empty())
            .collect();
        self.trainees.iter_mut().for_each(Tally::derive);
    }

    /// The report as JSON: the same bytes however the runs were shared out.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.runs += other.runs;
        self.passed += other.passed;
        self.ran_away += other.ran_away;
        self.noise += other.noise;
        self.capped += other.capped;
        self.no_chance += other.no_chance;
        add(&mut self.totals, other.totals);
        add(&mut self.lost, other.lost);
        add(&mut self.endings, other.endings);
        add(&mut self.last_chance, other.last_chance);
    }

    fn derive(&mut self) {
        if self.runs == 0 {
            return;
        }
        let runs = self.runs as f64;
        let mean = self.totals.iter().map(|(total, count)| *total as f64 * *count as f64).sum::<f64>() / runs / 10.0;
        let costs_most = self.lost.iter().filter(|(_, lost)| **lost > 0).max_by_key(|(_, lost)| **lost);
        self.derived = Derived {
            pass_rate: tenth(self.passed as f64 / runs * 100.0),
            pass_interval: wilson(self.passed, self.runs).map(|share| tenth(share * 100.0)),
            mean: tenth(mean),
            quartiles: [0, 1, 2, 3, 4].map(|quarter| nth(&self.totals, self.runs, quarter) as f64 / 10.0),
            costs_most: costs_most.map(|(bar, lost)| (bar.clone(), tenth(*lost as f64 / runs / 10.0))),
            last_chance: (!self.last_chance.is_empty())
                .then(|| nth(&self.last_chance, self.last_chance.values().sum(), 2)),
        };
    }
}

/// The value a quarter, a half, … of the way through a histogram; the lowest at 0 and the highest at 4.
fn nth(counts: &BTreeMap<i64, u64>, all: u64, quarter: u64) -> i64 {
    let place = (all.saturating_sub(1)) * quarter / 4;
    let mut passed = 0;
    for (value, count) in counts {
        passed += count;
        if passed > place {
            return *value;
        }
    }
    counts.keys().next_back().copied().unwrap_or(0)
}

/// The 95 % interval of a share (E. B. Wilson, 1927): it stays within 0 and 1 and holds for few runs too.
fn wilson(passed: u64, runs: u64) -> [f64; 2] {
    let (n, z) = (runs as f64, 1.959_963_984_540_054);
    let share = passed as f64 / n;
    let middle = share + z * z / (2.0 * n);
    let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    [((middle - half) / scale).max(0.0), ((middle + half) / scale).min(1.0)]
}

fn tenth(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

fn add<K: Ord, V: std::ops::AddAssign + Default>(to: &mut BTreeMap<K, V>, from: BTreeMap<K, V>) {
    for (key, count) in from {
        *to.entry(key).or_default() += count;
    }
}

/// Makes one range of ranges that follow each other.
fn join(seeds: &mut Vec<(u64, u64)>) {
    seeds.dedup_by(|next, before| {
        let follows = before.1.checked_add(1) == Some(next.0);
        if follows {
            before.1 = next.1;
        }
        follows
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_those_of_the_literature() {
        // Brown, Cai and DasGupta (2001) and any statistics text: 0 of 10 and 5 of 10.
        let rounded = |passed, runs| wilson(passed, runs).map(|share| (share * 1_000.0).round());
        assert_eq!(rounded(0, 10), [0.0, 278.0]);
        assert_eq!(rounded(5, 10), [237.0, 763.0]);
        assert_eq!(rounded(10, 10), [722.0, 1_000.0]);
    }

    #[test]
    fn ranges_that_follow_become_one() {
        let mut seeds = vec![(1, 64), (65, 128), (200, 300), (301, 301)];
        join(&mut seeds);
        assert_eq!(seeds, [(1, 128), (200, 301)]);
    }

    #[test]
    fn quartiles_of_a_histogram() {
        let counts = BTreeMap::from([(10, 1), (20, 2), (30, 1), (90, 1)]);
        assert_eq!([0, 1, 2, 3, 4].map(|quarter| nth(&counts, 5, quarter)), [10, 20, 20, 30, 90]);
    }
}
