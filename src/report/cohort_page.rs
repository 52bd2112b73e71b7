//! The report of a folder of runs as a page: curves over each other, how the bars spread, what most missed, the
//! endings.

use super::chart::{AXIS, Anchor, Axis, Chart, NAMES, WIDTH, fitted};
use super::cohort::{Cohort, Counted, Group, quartiles};
use super::curve::{GROUND, HEIGHT, frame, height_of};
use super::run_page::Fact;
use super::words::{bar_key, percent, share};
use crate::l10n;
use crate::sim::cost::RULES;
use crate::text::Language;
use crate::time::{MINUTE, Span};
use askama::Template;
use std::io;

/// Up to so many runs every one is drawn as a dot; a box would speak of quarters that hold two or three.
const DOTS: usize = 12;
/// Height of a row in the chart of bars.
const ROW: f64 = 30.0;
/// The minutes after the first sign at which the curves are told in figures.
const MINUTES: [i64; 9] = [5, 10, 15, 20, 30, 45, 60, 90, 120];

#[derive(Template)]
#[template(path = "cohort.html", config = "assets/templates/report/askama.toml")]
struct CohortPage {
    language: Language,
    title: String,
    stopped: String,
    groups: Vec<Section>,
    left_out: Vec<Left>,
}

/// A scenario and its runs.
struct Section {
    title: String,
    facts: Vec<Fact>,
    curves: Option<Chart>,
    without: String,
    curve_rows: Vec<Quarters>,
    spread: Chart,
    spread_words: String,
    spread_rows: Vec<Quarters>,
    missed: Vec<Lost>,
    caps: Vec<Count>,
    endings: Vec<Count>,
}

/// Lowest, quartiles and highest, in percent.
struct Quarters {
    name: String,
    values: Vec<String>,
}

/// What was lost on a bar.
struct Lost {
    bar: String,
    runs: String,
    reasons: Vec<Count>,
}

/// How many runs something holds for.
struct Count {
    words: String,
    runs: String,
}

/// A file that was not counted.
struct Left {
    file: String,
    why: String,
}

/// The report of a folder of runs as HTML.
///
/// # Errors
/// None that is known: writing to memory does not fail.
pub fn cohort_page(cohort: &Cohort, language: Language) -> io::Result<String> {
    let runs: usize = cohort.groups.iter().map(|group| group.runs.len()).sum();
    let stopped = match cohort.unread {
        0 => String::new(),
        unread => l10n::say(language, "report-stopped", &[("unread", unread.into())]),
    };
    let page = CohortPage {
        language,
        title: l10n::say(language, "report-cohort-title", &[("runs", runs.into())]),
        stopped,
        groups: cohort.groups.iter().enumerate().map(|(place, group)| section(place, group, language)).collect(),
        left_out: cohort
            .left_out
            .iter()
            .map(|left| Left { file: left.file(), why: left.why.get(language).to_owned() })
            .collect(),
    };
    Ok(page.render()?)
}

impl CohortPage {
    fn say(&self, key: &str) -> String {
        l10n::say(self.language, key, &[])
    }
}

fn section(place: usize, group: &Group, language: Language) -> Section {
    let say = |key: &str| l10n::say(language, key, &[]);
    let (plan, of) = (&group.plan, group.runs.len());
    let hash: String = plan.hash.chars().take(12).collect();
    let facts = [
        ("report-runs", of.to_string()),
        ("report-people", group.runs.iter().filter(|run| run.person).count().to_string()),
        ("report-version", format!("{RULES} · {} · {hash}", plan.id)),
    ];
    let without = group.runs.iter().filter(|run| run.curve.is_empty()).count();
    let curves = Curves::of(group);
    let counted = |count: usize, words: String| Count { words, runs: in_runs(count, of, language) };
    Section {
        title: plan.title.get(language).to_owned(),
        facts: facts.into_iter().map(|(key, words)| Fact { name: say(key), words }).collect(),
        without: match without {
            0 => String::new(),
            without => l10n::say(language, "report-curves-without", &[("runs", without.into())]),
        },
        curve_rows: curves.as_ref().map_or_else(Vec::new, |curves| curves.in_figures(language)),
        curves: curves.map(|curves| curves.draw(place, language)),
        spread: spread(place, group, language),
        spread_words: say(if of > DOTS { "report-spread-box" } else { "report-spread-dots" }),
        spread_rows: spread_in_figures(group, language),
        missed: group
            .missed()
            .into_iter()
            .map(|missed| Lost {
                bar: say(&bar_key(missed.bar)),
                runs: in_runs(missed.runs, missed.of, language),
                reasons: missed
                    .reasons
                    .into_iter()
                    .map(|(words, count)| counted(count, words.get(language).to_owned()))
                    .collect(),
            })
            .collect(),
        caps: group.caps().into_iter().map(|(words, count)| counted(count, words.get(language).to_owned())).collect(),
        endings: group
            .endings()
            .into_iter()
            .map(|(ending, count)| {
                let title = ending.map(|ending| plan.endings[ending.index()].title.get(language).to_owned());
                counted(count, title.unwrap_or_else(|| say("report-no-ending")))
            })
            .collect(),
    }
}

/// `7 of 20 (35 %)`
fn in_runs(count: usize, of: usize, language: Language) -> String {
    let arguments = [("count", count.into()), ("of", of.into()), ("share", share(count, of).into())];
    l10n::say(language, "report-in-runs", &arguments)
}

/// The curves of a group, by seconds after each run's first sign.
struct Curves<'a> {
    runs: Vec<&'a Counted>,
    /// How long the longest of them rises, and at least half an hour.
    long: Span,
}

impl<'a> Curves<'a> {
    fn of(group: &'a Group) -> Option<Curves<'a>> {
        let runs: Vec<&Counted> = group.runs.iter().filter(|run| !run.curve.is_empty()).collect();
        let rises = runs.iter().filter_map(|run| Some(run.curve.last()?.t - run.curve.first()?.t));
        let long = rises.max()?.max(30 * MINUTE);
        Some(Curves { runs, long })
    }

    /// Lowest, quartiles and highest share so many seconds after the sign.
    fn at(&self, seconds: Span) -> [i64; 5] {
        let shares = self.runs.iter().filter_map(|run| run.share_after(seconds)).collect();
        quartiles(shares).unwrap_or_default()
    }

    fn minutes(&self) -> impl Iterator<Item = i64> {
        let long = self.long;
        MINUTES.into_iter().filter(move |minute| *minute == MINUTES[0] || minute * MINUTE <= long + 15 * MINUTE)
    }

    fn in_figures(&self, language: Language) -> Vec<Quarters> {
        self.minutes()
            .map(|minute| Quarters {
                name: l10n::say(language, "minutes-short", &[("minutes", minute.into())]),
                values: Vec::from(self.at(minute * MINUTE).map(percent)),
            })
            .collect()
    }

    fn draw(&self, place: usize, language: Language) -> Chart {
        let axis = Axis::new(0, self.long);
        let mut chart = Chart::new(&format!("curves-{place}"), l10n::say(language, "report-curves", &[]));
        chart.height = HEIGHT;
        frame(&mut chart, language);
        for time in axis.ticks(0) {
            let words = l10n::say(language, "minutes-short", &[("minutes", (time / MINUTE).into())]);
            chart.line("tick", (axis.x(time), height_of(1_000)), (axis.x(time), GROUND + 4.0));
            chart.label("small", (axis.x(time), GROUND + 18.0), Anchor::Middle, words);
        }
        let thin = if self.runs.len() > 60 { "faint" } else { "thin" };
        for run in &self.runs {
            let sign = run.curve.first().map_or(0, |step| step.t);
            let points: Vec<(f64, f64)> =
                run.curve.iter().map(|step| (axis.x(step.t - sign), height_of(step.share))).collect();
            chart.steps(thin, &points, NAMES + AXIS);
        }
        let medians: Vec<(f64, f64)> = (0..=self.long / MINUTE)
            .map(|minute| (axis.x(minute * MINUTE), height_of(self.at(minute * MINUTE)[2])))
            .collect();
        chart.steps("median", &medians, NAMES + AXIS);
        let last = self.at(self.long)[2];
        chart.label(
            "bold",
            (NAMES + AXIS, height_of(last) - 8.0),
            Anchor::End,
            l10n::say(language, "report-median", &[]),
        );
        let arguments = [
            ("runs", self.runs.len().into()),
            ("minutes", (self.long / MINUTE).into()),
            ("share", percent(last).into()),
        ];
        chart.summary = l10n::say(language, "report-curves-summary", &arguments);
        chart
    }
}

/// The shares of a bar's points that runs earned: a box from the first to the third quartile, or a dot a run.
fn spread(place: usize, group: &Group, language: Language) -> Chart {
    let mut chart = Chart::new(&format!("spread-{place}"), l10n::say(language, "report-spread", &[]));
    let top = 26.0;
    let spreads = group.spreads();
    let bottom = top + ROW * spreads.len() as f64;
    chart.height = bottom + 6.0;
    let x = |share: i64| NAMES + AXIS * share as f64 / 1_000.0;
    for share in [0, 250, 500, 750, 1_000] {
        chart.line("tick", (x(share), top - 4.0), (x(share), bottom));
        chart.label("small", (x(share), top - 8.0), Anchor::Middle, percent(share));
    }
    let mut medians = Vec::new();
    for (row, spread) in spreads.into_iter().enumerate() {
        let y = top + ROW * row as f64;
        let name = l10n::say(language, &bar_key(spread.bar), &[]);
        chart.label("name", (4.0, y + 19.5), Anchor::Start, fitted(&name, NAMES - 12.0));
        chart.line("rule", (0.0, y + ROW), (WIDTH, y + ROW));
        let Some(quarters) = quartiles(spread.shares.clone()) else { continue };
        let words = quarters.map(percent).join(" · ");
        if spread.shares.len() > DOTS {
            let [least, lower, median, upper, most] = quarters.map(x);
            chart.line("whisker", (least, y + 15.0), (lower, y + 15.0));
            chart.line("whisker", (upper, y + 15.0), (most, y + 15.0));
            chart.line("whisker", (least, y + 10.0), (least, y + 20.0));
            chart.line("whisker", (most, y + 10.0), (most, y + 20.0));
            chart.area("box", (lower, y + 7.0), (upper - lower, 16.0), words);
            chart.line("median", (median, y + 5.0), (median, y + 25.0));
        } else {
            for share in &spread.shares {
                chart.dot("run", (x(*share), y + 15.0), 5.0, percent(*share));
            }
        }
        medians.push(format!("{name} {}", percent(quarters[2])));
    }
    let list = medians.join(&l10n::say(language, "reach-comma", &[]));
    chart.summary = l10n::say(language, "report-spread-summary", &[("list", list.into())]);
    chart
}

fn spread_in_figures(group: &Group, language: Language) -> Vec<Quarters> {
    let rows = group.spreads().into_iter().map(|spread| Quarters {
        name: l10n::say(language, &bar_key(spread.bar), &[]),
        values: match quartiles(spread.shares) {
            Some(quarters) => Vec::from(quarters.map(percent)),
            None => {
                let empty = std::iter::repeat_n(String::new(), 4);
                std::iter::once(l10n::say(language, "bar-not-applying", &[])).chain(empty).collect()
            }
        },
    });
    rows.collect()
}
