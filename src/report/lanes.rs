//! The day as swim lanes, and the same marks in words.

use super::chart::{Anchor, Axis, Chart, NAMES, WIDTH, fitted, width_of};
use super::words::{clock, stretch};
use crate::debrief::{Lane, Mark, Owner, Point, Stretch, Timeline, sentence, timeline};
use crate::l10n::{self, Arguments};
use crate::scenario::Plan;
use crate::sim::{Event, Kind, Simulation};
use crate::text::Language;
use crate::time::{MINUTE, Time};

/// How high a lane is.
const LANE: f64 = 28.0;
/// How high a row of the legend is.
const LEGEND: f64 = 22.0;
/// Room between legend and lanes: what is due, then the clock.
const HEAD: f64 = 42.0;

/// A mark of the chart in words.
pub(super) struct Row {
    /// Whose lane it is on.
    pub lane: String,
    /// When.
    pub time: String,
    /// What.
    pub words: String,
}

struct Drawing<'a> {
    plan: &'a Plan,
    events: &'a [Event],
    language: Language,
    axis: Axis,
    chart: Chart,
    rows: Vec<Row>,
}

/// A mark as the legend shows it.
enum Sample {
    Lasts(Stretch),
    Happens(Point),
}

/// Draws the lanes of a run that is over.
pub(super) fn lanes(simulation: &Simulation, language: Language) -> (Chart, Vec<Row>) {
    let plan: &Plan = simulation.plan();
    let events = simulation.events();
    let day = timeline(plan, events);
    let chart = Chart::new("lanes", l10n::say(language, "day-heading", &[]));
    let mut drawing = Drawing { plan, events, language, axis: Axis::new(day.from, day.to), chart, rows: Vec::new() };
    let top = drawing.legend() + HEAD;
    let height = top + LANE * day.lanes.len() as f64 + 6.0;
    drawing.clocks(top, height);
    drawing.deadline(&day, top, height);
    drawing.marked(top, height);
    for (place, lane) in day.lanes.iter().enumerate() {
        drawing.lane(top + LANE * place as f64, lane);
    }
    drawing.chart.height = height;
    drawing.chart.summary = drawing.summary(&day);
    (drawing.chart, drawing.rows)
}

/// The shape of a kind of stretch.
fn class(what: Stretch) -> &'static str {
    match what {
        Stretch::Busy => "busy",
        Stretch::Free => "free",
        Stretch::Silence => "silence",
        Stretch::Work => "work",
        Stretch::Down => "down",
        Stretch::Repair => "repair",
        Stretch::Up => "up",
    }
}

/// The key of what a kind of stretch is called.
fn key(what: Stretch) -> &'static str {
    match what {
        Stretch::Busy => "legend-busy",
        Stretch::Free => "legend-free",
        Stretch::Silence => "report-silence",
        Stretch::Work => "report-work",
        Stretch::Down => "report-down",
        Stretch::Repair => "report-repair",
        Stretch::Up => "report-up",
    }
}

impl Drawing<'_> {
    fn say(&self, key: &str, arguments: Arguments) -> String {
        l10n::say(self.language, key, arguments)
    }

    fn name(&self, owner: Owner) -> String {
        match owner {
            Owner::Me => self.say("lane-me", &[]),
            Owner::Person(who) => self.plan.person(who).name.get(self.language).to_owned(),
            Owner::System(system) => self.plan.system(system).name.get(self.language).to_owned(),
        }
    }

    /// What each mark means; returns how high it came out.
    fn legend(&mut self) -> f64 {
        let lasts = |what: Stretch| (Sample::Lasts(what), key(what));
        let samples = [
            lasts(Stretch::Busy),
            lasts(Stretch::Free),
            lasts(Stretch::Silence),
            lasts(Stretch::Work),
            (Sample::Happens(Point::Attempt), "legend-attempt"),
            (Sample::Happens(Point::Contact), "legend-contact"),
            (Sample::Happens(Point::CustomerCall), "legend-call"),
            lasts(Stretch::Down),
            lasts(Stretch::Repair),
            lasts(Stretch::Up),
        ];
        let (mut x, mut y) = (4.0, 4.0);
        for (sample, name) in samples {
            let words = self.say(name, &[]);
            let wide = 32.0 + width_of(&words) + 18.0;
            if x + wide > WIDTH && x > 4.0 {
                (x, y) = (4.0, y + LEGEND);
            }
            match sample {
                Sample::Lasts(what) => self.shape(what, x, x + 24.0, y - 7.0, String::new()),
                Sample::Happens(point) => self.point(point, x + 12.0, y + 7.0, String::new()),
            }
            self.chart.label("small", (x + 32.0, y + 11.5), Anchor::Start, words);
            x += wide;
        }
        y + LEGEND
    }

    /// The hours, from the clock above the lanes down to their end.
    fn clocks(&mut self, top: f64, bottom: f64) {
        for time in self.axis.ticks(self.plan.calendar.start_of_day_offset()) {
            let x = self.axis.x(time);
            self.chart.line("tick", (x, top - 4.0), (x, bottom));
            self.chart.label("small", (x, top - 8.0), Anchor::Middle, clock(self.plan, time));
        }
    }

    fn deadline(&mut self, day: &Timeline, top: f64, bottom: f64) {
        let (Some(due), Some(deadline)) = (day.deadline, self.plan.scoring.deadline) else { return };
        let (x, time) = (self.axis.x(due), clock(self.plan, due));
        let words = self.say("report-deadline", &[]);
        self.chart.line("deadline", (x, top - 22.0), (x, bottom));
        self.chart.label("urgent", (x, top - 26.0), Anchor::Middle, format!("{words} {time}"));
        let name = self.plan.deadline(deadline).name.get(self.language).to_owned();
        self.rows.push(Row { lane: words, time, words: name });
    }

    /// The moments that somebody marked.
    fn marked(&mut self, top: f64, bottom: f64) {
        let (events, axis) = (self.events, self.axis);
        let marked = events.iter().filter(|event| matches!(event.kind, Kind::Marked { .. }));
        for event in marked.filter(|event| (axis.from..=axis.to).contains(&event.t)) {
            let x = axis.x(event.t);
            self.chart.line("marked", (x, top - 22.0), (x, bottom));
            self.chart.label("small", (x, top - 26.0), Anchor::Middle, format!("#{}", event.n));
        }
    }

    fn lane(&mut self, top: f64, lane: &Lane) {
        let name = self.name(lane.owner);
        let face = if lane.owner == Owner::Me { "bold" } else { "name" };
        self.chart.label(face, (4.0, top + 18.5), Anchor::Start, fitted(&name, NAMES - 12.0));
        self.chart.line("rule", (0.0, top + LANE), (WIDTH, top + LANE));
        let mut rows = Vec::new();
        for mark in &lane.stretches {
            let words = self.stretch_in_words(mark);
            self.shape(mark.what, self.axis.x(mark.from), self.axis.x(mark.to), top, words.clone());
            self.written(mark, top);
            rows.push((mark.from, stretch(self.plan, mark.from, mark.to), words));
        }
        for mark in &lane.points {
            let words = self.point_in_words(mark);
            let time = clock(self.plan, mark.from);
            self.point(mark.what, self.axis.x(mark.from), top + 14.0, format!("{time} {words}"));
            rows.push((mark.from, time, words));
        }
        if rows.is_empty() {
            let words = self.say("lane-not-tried", &[]);
            self.chart.label("small", (NAMES + 6.0, top + 18.5), Anchor::Start, words.clone());
            rows.push((self.axis.from, "—".to_owned(), words));
        }
        rows.sort_by_key(|(from, ..)| *from);
        self.rows.extend(rows.into_iter().map(|(_, time, words)| Row { lane: name.clone(), time, words }));
    }

    /// A stretch between two places, on the lane that begins at `top`.
    fn shape(&mut self, what: Stretch, left: f64, right: f64, top: f64, words: String) {
        match what {
            Stretch::Silence | Stretch::Up => {
                self.chart.line(class(what), (left, top + 14.0), (right, top + 14.0));
            }
            _ => self.chart.area(class(what), (left, top + 7.0), (right - left, 14.0), words),
        }
    }

    fn point(&mut self, what: Point, x: f64, y: f64, words: String) {
        let class = match what {
            Point::Attempt => "attempt",
            Point::Contact => "contact",
            Point::CustomerCall => {
                // A second ring, so that it is told apart without colour.
                self.chart.dot("call-ring", (x, y), 8.5, String::new());
                "call"
            }
        };
        self.chart.dot(class, (x, y), if what == Point::CustomerCall { 5.0 } else { 6.0 }, words);
    }

    /// The minutes on a stretch, where it is long enough to hold them.
    fn written(&mut self, mark: &Mark<Stretch>, top: f64) {
        let (left, right) = (self.axis.x(mark.from), self.axis.x(mark.to));
        let minutes = [("minutes", ((mark.to - mark.from) / MINUTE).into())];
        let (words, class) = match mark.what {
            Stretch::Free => (self.say("minutes-short", &minutes), "inside"),
            Stretch::Silence => (self.say("silence-minutes", &minutes), "inside urgent"),
            Stretch::Work => (self.say("lane-work", &[]), "inside"),
            _ => return,
        };
        let wide = width_of(&words) + 12.0;
        if wide <= right - left {
            // Silence is written at its beginning: the customer's own calls stand further along.
            let middle = if mark.what == Stretch::Silence { left + 14.0 + wide / 2.0 } else { (left + right) / 2.0 };
            self.chart.label(class, (middle, top + 18.5), Anchor::Middle, words);
        }
    }

    fn stretch_in_words(&self, mark: &Mark<Stretch>) -> String {
        let span = l10n::span(self.language, mark.to - mark.from);
        let words = self.say(key(mark.what), &[]);
        self.say("report-lasted", &[("words", words.into()), ("span", span.into())])
    }

    fn point_in_words(&self, mark: &Mark<Point>) -> String {
        let event = self.events.iter().find(|event| event.n == mark.event);
        let said = event.and_then(|event| sentence(self.plan, event, self.language));
        said.unwrap_or_else(|| match mark.what {
            Point::Attempt => self.say("legend-attempt", &[]),
            Point::Contact => self.say("legend-contact", &[]),
            Point::CustomerCall => self.say("legend-call", &[]),
        })
    }

    fn summary(&self, day: &Timeline) -> String {
        let stretches = || day.lanes.iter().flat_map(|lane| &lane.stretches);
        let long = |what: Stretch| stretches().filter(move |mark| mark.what == what).map(|mark| mark.to - mark.from);
        let points = |what: Point| {
            let points = day.lanes.iter().flat_map(|lane| &lane.points);
            points.filter(|mark| mark.what == what).count()
        };
        let silence: Time = long(Stretch::Silence).max().unwrap_or(0);
        let free: Time = long(Stretch::Free).sum();
        let arguments = [
            ("from", clock(self.plan, day.from).into()),
            ("to", clock(self.plan, day.to).into()),
            ("attempts", points(Point::Attempt).into()),
            ("contacts", points(Point::Contact).into()),
            ("free", (free / MINUTE).into()),
            ("silence", (silence / MINUTE).into()),
        ];
        self.say("report-lanes-summary", &arguments)
    }
}
