//! What somebody has played so far: their runs by scenario, the best and the last, and when a scenario is due again.
//!
//! Files are named in UTC, so that they keep their order wherever they are copied to. Days are counted, and times shown,
//! where the person is: who plays at eight in the morning in Tokyo plays on that day, not on the one before.

use super::Record;
use super::store;
use crate::l10n;
use crate::score::{fold, tenths_json};
use crate::sim::cost::RULES;
use crate::text::Text;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Days after which a scenario is due again: after the first day on which it was played, the second, the third, and every
/// one from then on.
///
/// Practice that is spread out lasts longer than the same practice at once, and the gap may grow with how long it is to
/// last (Cepeda, Vul, Rohrer, Wixted and Pashler, "Spacing effects in learning", 2008).
pub const DUE_AFTER: [i32; 4] = [1, 7, 21, 90];

/// The zone of the system; UTC where it is not known.
pub fn zone() -> TimeZone {
    TimeZone::try_system().unwrap_or(TimeZone::UTC)
}

/// The day it is now in a zone.
pub fn today(zone: &TimeZone) -> Date {
    zone.to_datetime(Timestamp::now()).date()
}

/// A finished run.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// Its file.
    pub path: PathBuf,
    /// Id of its scenario.
    pub scenario: String,
    /// Its seed.
    pub seed: u64,
    /// When it was begun.
    pub begun: Timestamp,
    /// Its total, in tenths of a point.
    pub total: i64,
}

impl Past {
    /// The day on which it was begun, in a zone.
    pub fn day(&self, zone: &TimeZone) -> Date {
        zone.to_datetime(self.begun).date()
    }

    /// When it was begun, in a zone: `2026-11-30 20:50`.
    pub fn clock(&self, zone: &TimeZone) -> String {
        store::clock(self.begun, zone)
    }
}

/// What the files of runs come to, each list the newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Survey {
    /// Those that were played to their end.
    pub finished: Vec<Past>,
    /// The files of those that were not.
    pub unfinished: Vec<PathBuf>,
    /// Files that cannot be used, with the reason.
    pub refused: Vec<(PathBuf, Text)>,
}

/// What a single file comes to.
enum Found {
    Finished(Past),
    Unfinished,
    Refused(Text),
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
    survey(&store::paths(folder), || {}).finished
}

/// Simulates the runs of files again, as many at once as there are cores; `each` is called after each of them. The lists
/// keep the order of the files.
pub fn survey(paths: &[PathBuf], each: impl Fn() + Sync) -> Survey {
    let look = |path: &PathBuf| {
        let found = look_at(path);
        each();
        found
    };
    let found: Vec<Found> = paths.par_iter().map(look).collect();
    let mut survey = Survey::default();
    for (path, found) in paths.iter().zip(found) {
        match found {
            Found::Finished(past) => survey.finished.push(past),
            Found::Unfinished => survey.unfinished.push(path.clone()),
            Found::Refused(why) => survey.refused.push((path.clone(), why)),
        }
    }
    survey
}

fn look_at(path: &Path) -> Found {
    let record = match Record::read(path) {
        Ok(record) => record,
        Err(problem) => return Found::Refused(problem.text()),
    };
    if record.end.is_none() {
        return Found::Unfinished;
    }
    let Some(begun) = store::begun_at(path) else { return Found::Refused(l10n::text("history-no-date", &[])) };
    match record.verify() {
        Ok(simulation) => {
            let total = fold(simulation.plan(), simulation.events()).total;
            let (scenario, seed) = (record.header.scenario, record.header.seed);
            Found::Finished(Past { path: path.to_owned(), scenario, seed, begun, total })
        }
        Err(problem) => Found::Refused(problem.text()),
    }
}

impl Survey {
    /// The same for programs, with days and times in a zone.
    pub fn json(&self, zone: &TimeZone) -> Value {
        let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
        let standings = standings(&self.finished, zone);
        let scenarios = standings.iter().map(|(scenario, standing)| {
            json!({
                "scenario": scenario,
                "runs": standing.runs,
                "best": tenths_json(standing.best),
                "last": tenths_json(standing.last),
                "due": standing.due.map(|due| due.to_string()),
            })
        });
        let runs = self.finished.iter().map(|run| {
            json!({
                "file": name(&run.path),
                "begun": run.begun.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
                "scenario": run.scenario,
                "seed": run.seed,
                "total": tenths_json(run.total),
            })
        });
        let refused = self
            .refused
            .iter()
            .map(|(path, why)| json!({ "file": name(path), "why": { "ja": &*why.ja, "en": &*why.en } }));
        json!({
            "rules": RULES,
            "scenarios": scenarios.collect::<Vec<_>>(),
            "runs": runs.collect::<Vec<_>>(),
            "unfinished": self.unfinished.iter().map(|path| name(path)).collect::<Vec<_>>(),
            "refused": refused.collect::<Vec<_>>(),
        })
    }
}

/// By scenario, what these runs come to, with their days in a zone. The newest run comes first.
pub fn standings(runs: &[Past], zone: &TimeZone) -> BTreeMap<String, Standing> {
    let mut of: BTreeMap<String, Vec<&Past>> = BTreeMap::new();
    for run in runs {
        of.entry(run.scenario.clone()).or_default().push(run);
    }
    let standing = |runs: Vec<&Past>| Standing {
        runs: runs.len(),
        best: runs.iter().map(|run| run.total).max().unwrap_or(0),
        last: runs.first().map_or(0, |run| run.total),
        due: due(runs.iter().map(|run| run.day(zone)).collect()),
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

    fn run(begun: &str, total: i64) -> Past {
        let begun = begun.parse().expect("a moment");
        Past { path: PathBuf::new(), scenario: "s".to_owned(), seed: 1, begun, total }
    }

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
        let runs = [run("2026-11-26T09:00:00Z", 610), run("2026-11-25T09:00:00Z", 740)];
        let standings = standings(&runs, &TimeZone::UTC);
        let standing = &standings["s"];
        assert_eq!((standing.runs, standing.best, standing.last), (2, 740, 610));
        assert_eq!(standing.due, "2026-12-03".parse().ok());
    }

    #[test]
    fn days_are_those_of_the_person_and_not_of_utc() {
        let due = |runs: &[Past], zone: &TimeZone| standings(runs, zone)["s"].due.map(|due| due.to_string());
        let tokyo = TimeZone::fixed(jiff::tz::offset(9));
        // The evening of the 30th in Tokyo, and the next morning: two days there, one in UTC.
        let two = [run("2026-11-30T23:30:00Z", 500), run("2026-11-30T11:50:00Z", 500)];
        assert_eq!(due(&two, &tokyo).as_deref(), Some("2026-12-08"));
        assert_eq!(due(&two, &TimeZone::UTC).as_deref(), Some("2026-12-01"));
        // Half past midnight and ten in the morning of one day in Tokyo: two days in UTC.
        let one = [run("2026-12-01T01:00:00Z", 500), run("2026-11-30T15:30:00Z", 500)];
        assert_eq!(due(&one, &tokyo).as_deref(), Some("2026-12-02"));
        assert_eq!(due(&one, &TimeZone::UTC).as_deref(), Some("2026-12-08"));
    }

    #[test]
    fn a_day_of_23_or_25_hours_is_a_day() {
        // The United States East: clocks go forward on 8 March 2026, and back on 1 November.
        let east = TimeZone::posix("EST5EDT,M3.2.0,M11.1.0").expect("a zone");
        let due = |runs: &[Past]| standings(runs, &east)["s"].due.map(|due| due.to_string());
        // 23:30 on the 7th, and 23:30 on the 8th, which is 23 hours later.
        let forward = [run("2026-03-09T03:30:00Z", 500), run("2026-03-08T04:30:00Z", 500)];
        assert_eq!(due(&forward).as_deref(), Some("2026-03-15"));
        // 00:10 and 23:50 of 1 November, nearly 25 hours apart.
        let back = [run("2026-11-02T04:50:00Z", 500), run("2026-11-01T04:10:00Z", 500)];
        assert_eq!(due(&back).as_deref(), Some("2026-11-02"));
        assert_eq!(back[0].clock(&east), "2026-11-01 23:50");
    }
}
