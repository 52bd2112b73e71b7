//! What somebody has played so far: their runs by scenario, the best and the last, and when a scenario is due again.

use super::Record;
use super::store::{self, Kept};
use crate::score::fold;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Days after which a scenario is due again: after the first day on which it was played, the second, the third, and every
/// one from then on.
///
/// Practice that is spread out lasts longer than the same practice at once, and the gap may grow with how long it is to
/// last (Cepeda, Vul, Rohrer, Wixted and Pashler, "Spacing effects in learning", 2008).
pub const DUE_AFTER: [i32; 4] = [1, 7, 21, 90];

/// A finished run.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// Its file.
    pub path: PathBuf,
    /// Id of its scenario.
    pub scenario: String,
    /// Its seed.
    pub seed: u64,
    /// When it was begun, in UTC, to the minute: `2026-11-30 11:50`.
    pub begun: String,
    /// Its total, in tenths of a point.
    pub total: i64,
}

impl Past {
    /// The run of a kept record; `None` when it is not finished or does not hold.
    pub fn of(kept: &Kept) -> Option<Past> {
        let record = kept.record.as_ref().ok()?;
        let begun = store::begun(&kept.path)?;
        let simulation = record.verify().ok()?;
        let total = fold(simulation.plan(), simulation.events()).total;
        let Record { header, .. } = record;
        Some(Past { path: kept.path.clone(), scenario: header.scenario.clone(), seed: header.seed, begun, total })
    }

    /// The day on which it was begun.
    pub fn day(&self) -> Option<Date> {
        self.begun.get(..10)?.parse().ok()
    }
}

/// What somebody has made of one scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// How often it was played to its end.
    pub runs: usize,
    /// The best total, in tenths of a point.
    pub best: i64,
    /// The last total, in tenths of a point.
    pub last: i64,
    /// The day on which it is due again.
    pub due: Option<Date>,
}

/// All finished runs of a folder, the newest first.
pub fn read(folder: &Path) -> Vec<Past> {
    store::list(folder).iter().filter_map(Past::of).collect()
}

/// By scenario, what these runs come to. The newest run comes first.
pub fn standings(runs: &[Past]) -> BTreeMap<String, Standing> {
    let mut of: BTreeMap<String, Vec<&Past>> = BTreeMap::new();
    for run in runs {
        of.entry(run.scenario.clone()).or_default().push(run);
    }
    let standing = |runs: Vec<&Past>| Standing {
        runs: runs.len(),
        best: runs.iter().map(|run| run.total).max().unwrap_or(0),
        last: runs.first().map_or(0, |run| run.total),
        due: due(runs.iter().filter_map(|run| run.day()).collect()),
    };
    of.into_iter().map(|(scenario, runs)| (scenario, standing(runs))).collect()
}

/// The day on which what was played on these days is due again.
fn due(mut days: Vec<Date>) -> Option<Date> {
    days.sort_unstable();
    days.dedup();
    let wait = DUE_AFTER[days.len().clamp(1, DUE_AFTER.len()) - 1];
    days.last()?.checked_add(jiff::Span::new().days(wait)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_is_due_after_a_day_a_week_three_weeks_and_three_months() {
        let day = |text: &str| text.parse::<Date>().expect("a date");
        assert_eq!(due(vec![]), None);
        assert_eq!(due(vec![day("2026-11-25"), day("2026-11-25")]), Some(day("2026-11-26")), "twice on one day");
        assert_eq!(due(vec![day("2026-11-26"), day("2026-11-25")]), Some(day("2026-12-03")));
        assert_eq!(due(vec![day("2026-11-25"), day("2026-11-26"), day("2026-12-03")]), Some(day("2026-12-24")));
        let often = ["2026-01-01", "2026-01-02", "2026-01-09", "2026-01-30", "2026-05-01"].map(day).to_vec();
        assert_eq!(due(often), Some(day("2026-07-30")));
    }

    #[test]
    fn the_newest_run_is_the_last_and_the_highest_total_the_best() {
        let run = |begun: &str, total: i64| Past {
            path: PathBuf::new(),
            scenario: "s".to_owned(),
            seed: 1,
            begun: begun.to_owned(),
            total,
        };
        let standings = standings(&[run("2026-11-26 09:00", 610), run("2026-11-25 09:00", 740)]);
        let standing = &standings["s"];
        assert_eq!((standing.runs, standing.best, standing.last), (2, 740, 610));
        assert_eq!(standing.due, "2026-12-03".parse().ok());
    }
}
