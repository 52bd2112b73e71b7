//! Charts as inline SVG: plain shapes, words at each mark, a title and a summary for those who do not see them.

use crate::time::{HOUR, MINUTE, Span, Time};
use askama::Template;
use unicode_width::UnicodeWidthChar;

/// Width of every chart in its own units; it is drawn as wide as the page.
pub(super) const WIDTH: f64 = 960.0;
/// Where an axis begins: the names of the rows stand before it.
pub(super) const NAMES: f64 = 190.0;
/// How long an axis is.
pub(super) const AXIS: f64 = 754.0;
/// What a narrow and a wide letter take, on the generous side: nobody knows with which font a page is read.
const NARROW: f64 = 7.6;
const WIDE: f64 = 13.4;
/// The most marks an axis of time carries.
const MOST_TICKS: i64 = 12;

/// A chart.
#[derive(Template)]
#[template(path = "chart.svg", config = "assets/templates/report/askama.toml")]
pub(super) struct Chart {
    id: String,
    title: String,
    /// What it shows, in a sentence or two.
    pub summary: String,
    width: f64,
    /// How high it is.
    pub height: f64,
    areas: Vec<Area>,
    strokes: Vec<Stroke>,
    dots: Vec<Dot>,
    labels: Vec<Label>,
}

struct Area {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    class: &'static str,
    words: String,
}

struct Stroke {
    path: String,
    class: &'static str,
}

struct Dot {
    x: f64,
    y: f64,
    radius: f64,
    class: &'static str,
    words: String,
}

struct Label {
    x: f64,
    y: f64,
    anchor: &'static str,
    class: &'static str,
    words: String,
}

/// Which end of a label its place is.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    /// It begins there.
    Start,
    /// It stands around it.
    Middle,
    /// It ends there.
    End,
}

/// Tenths of a unit are as fine as anybody sees, and keep the file small.
fn round(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

impl Chart {
    /// An empty chart. Its id must be the only one of its kind on the page.
    pub fn new(id: &str, title: String) -> Chart {
        Chart {
            id: id.to_owned(),
            title,
            summary: String::new(),
            width: WIDTH,
            height: 0.0,
            areas: Vec::new(),
            strokes: Vec::new(),
            dots: Vec::new(),
            labels: Vec::new(),
        }
    }

    /// A rectangle, by its left upper corner and its size.
    pub fn area(&mut self, class: &'static str, (x, y): (f64, f64), (width, height): (f64, f64), words: String) {
        let (x, y, width, height) = (round(x), round(y), round(width.max(1.0)), round(height));
        self.areas.push(Area { x, y, width, height, class, words });
    }

    /// A straight line.
    pub fn line(&mut self, class: &'static str, (x, y): (f64, f64), (to_x, to_y): (f64, f64)) {
        let path = format!("M{} {}L{} {}", round(x), round(y), round(to_x), round(to_y));
        self.strokes.push(Stroke { path, class });
    }

    /// A line of steps: each point holds until the next, the last one until `end`.
    pub fn steps(&mut self, class: &'static str, points: &[(f64, f64)], end: f64) {
        let Some((x, y)) = points.first() else { return };
        let mut path = format!("M{} {}", round(*x), round(*y));
        for (x, y) in &points[1..] {
            path.push_str(&format!("H{}V{}", round(*x), round(*y)));
        }
        path.push_str(&format!("H{}", round(end)));
        self.strokes.push(Stroke { path, class });
    }

    /// A disc or a ring.
    pub fn dot(&mut self, class: &'static str, (x, y): (f64, f64), radius: f64, words: String) {
        self.dots.push(Dot { x: round(x), y: round(y), radius, class, words });
    }

    /// Words.
    pub fn label(&mut self, class: &'static str, (x, y): (f64, f64), anchor: Anchor, words: String) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        self.labels.push(Label { x: round(x), y: round(y), anchor, class, words });
    }
}

/// About how wide words are.
pub(super) fn width_of(words: &str) -> f64 {
    let wide = words.chars().filter(|letter| letter.width() == Some(2)).count();
    wide as f64 * WIDE + (words.chars().count() - wide) as f64 * NARROW
}

/// Words cut so that they fit into a room; the whole of them stands in the table beside the chart.
pub(super) fn fitted(words: &str, room: f64) -> String {
    if width_of(words) <= room {
        return words.to_owned();
    }
    let mut cut = String::new();
    for letter in words.chars() {
        cut.push(letter);
        if width_of(&cut) + NARROW > room {
            cut.pop();
            break;
        }
    }
    cut.push('…');
    cut
}

/// An axis of time.
#[derive(Clone, Copy)]
pub(super) struct Axis {
    /// Its first moment.
    pub from: Time,
    /// Its last moment, later than the first.
    pub to: Time,
}

impl Axis {
    /// An axis of at least a minute.
    pub fn new(from: Time, to: Time) -> Axis {
        Axis { from, to: to.max(from + MINUTE) }
    }

    /// Where a moment stands. What lies outside stands at the end.
    pub fn x(&self, time: Time) -> f64 {
        let along = (time.clamp(self.from, self.to) - self.from) as f64;
        NAMES + along / (self.to - self.from) as f64 * AXIS
    }

    /// The moments that are written under the axis: full by a clock that shows `offset` at `Time` 0.
    pub fn ticks(&self, offset: Span) -> Vec<Time> {
        let steps = [5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 12 * HOUR, 24 * HOUR];
        let long = self.to - self.from;
        let step = steps.into_iter().find(|step| long / step <= MOST_TICKS).unwrap_or(long / MOST_TICKS);
        let first = (self.from + offset + step - 1).div_euclid(step) * step - offset;
        (0..).map(|number| first + number * step).take_while(|time| *time <= self.to).collect()
    }
}
