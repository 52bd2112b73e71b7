//! The escalation curve of a run beside the day as it happened and the day by the book, and the same in figures.

use super::chart::{AXIS, Anchor, Axis, Chart, NAMES, WIDTH, width_of};
use super::words::{clock, percent};
use crate::debrief::{ghosts, timeline};
use crate::l10n;
use crate::score::curve::{Step, curve};
use crate::score::ledger::Ledger;
use crate::sim::Simulation;
use crate::text::Language;
use crate::time::Time;
use std::collections::BTreeSet;

/// Where the curve's highest line stands, and how far below it the lowest.
const TOP: f64 = 26.0;
const HIGH: f64 = 150.0;
/// The lowest line of a chart of curves.
pub(super) const GROUND: f64 = TOP + HIGH;
/// How high a chart of curves is: the clock stands below its lowest line.
pub(super) const HEIGHT: f64 = GROUND + 26.0;

/// The curve, drawn and in figures.
pub(super) struct Curve {
    /// The drawing.
    pub chart: Chart,
    /// Whose curves they are, this run's first.
    pub names: Vec<String>,
    /// What each had come to at each moment at which any of them rose.
    pub rows: Vec<Row>,
}

/// A moment, and what each curve had come to.
pub(super) struct Row {
    /// When.
    pub time: String,
    /// The shares, in the order of the names.
    pub shares: Vec<String>,
}

struct Series {
    name: String,
    class: &'static str,
    steps: Vec<Step>,
}

impl Series {
    fn at(&self, time: Time) -> i64 {
        self.steps.iter().rfind(|step| step.t <= time).map_or(0, |step| step.share)
    }
}

/// The curve of a run. `None` when the matter needs nobody in particular.
pub(super) fn curve_of(simulation: &Simulation, language: Language) -> Option<Curve> {
    let plan = simulation.plan();
    let own = curve(&Ledger::read(plan, simulation.events()));
    let own = Series { name: l10n::say(language, "report-curve-this", &[]), class: "own", steps: own };
    let beside = ghosts(plan, simulation.seed()).into_iter().map(|ghost| {
        let story = ghost.name == "as_it_happened";
        let (key, class) = if story { ("curve-story", "story") } else { ("curve-book", "book") };
        Series { name: l10n::say(language, key, &[]), class, steps: ghost.curve }
    });
    let all: Vec<Series> = std::iter::once(own).chain(beside).filter(|series| !series.steps.is_empty()).collect();
    let moments: BTreeSet<Time> = all.iter().flat_map(|series| &series.steps).map(|step| step.t).collect();
    if moments.is_empty() {
        return None;
    }
    let day = timeline(plan, simulation.events());
    let axis = Axis::new(day.from, day.to);
    let mut chart = Chart::new("curve", l10n::say(language, "curve-heading", &[]));
    chart.height = HEIGHT;
    frame(&mut chart, language);
    for time in axis.ticks(plan.calendar.start_of_day_offset()) {
        chart.line("tick", (axis.x(time), TOP), (axis.x(time), GROUND + 4.0));
        chart.label("small", (axis.x(time), GROUND + 18.0), Anchor::Middle, clock(plan, time));
    }
    // The own curve is drawn last, over the others.
    for series in all.iter().rev() {
        let points: Vec<(f64, f64)> = series
            .steps
            .iter()
            .filter(|step| step.t < axis.to)
            .map(|step| (axis.x(step.t), height_of(step.share)))
            .collect();
        chart.steps(series.class, &points, NAMES + AXIS);
    }
    names_at_the_end(&mut chart, &all, axis.to);
    let ends: Vec<String> = all
        .iter()
        .filter_map(|series| {
            let last = series.steps.last()?;
            let arguments = [
                ("name", series.name.as_str().into()),
                ("share", percent(last.share).into()),
                ("clock", clock(plan, last.t).into()),
            ];
            Some(l10n::say(language, "report-curve-end", &arguments))
        })
        .collect();
    chart.summary = ends.join(" ");
    let rows = moments
        .into_iter()
        .map(|time| Row {
            time: clock(plan, time),
            shares: all.iter().map(|series| percent(series.at(time))).collect(),
        })
        .collect();
    Some(Curve { chart, names: all.into_iter().map(|series| series.name).collect(), rows })
}

/// The height at which a share is drawn.
pub(super) fn height_of(share: i64) -> f64 {
    TOP + HIGH * (1.0 - share as f64 / 1_000.0)
}

/// Lines at all, half and none of the roles.
pub(super) fn frame(chart: &mut Chart, language: Language) {
    for (share, key) in [(1_000, "curve-all"), (500, "curve-half"), (0, "curve-none")] {
        let y = height_of(share);
        chart.line("rule", (NAMES, y), (WIDTH - 16.0, y));
        chart.label("small", (NAMES - 8.0, y + 4.5), Anchor::End, l10n::say(language, key, &[]));
    }
}

/// The name of each curve above its end; those that end at one height stand one beside the other.
fn names_at_the_end(chart: &mut Chart, all: &[Series], to: Time) {
    let mut ends: Vec<(f64, &Series)> = all.iter().map(|series| (height_of(series.at(to)), series)).collect();
    ends.sort_by(|left, right| left.0.total_cmp(&right.0));
    let (mut before, mut shift) = (f64::MIN, 0.0);
    for (y, series) in ends {
        if (y - before).abs() >= 20.0 {
            shift = 0.0;
        }
        let class = if series.class == "own" { "pen" } else { "small" };
        chart.label(class, (NAMES + AXIS - shift, y - 6.0), Anchor::End, series.name.clone());
        (before, shift) = (y, shift + width_of(&series.name) + 24.0);
    }
}
