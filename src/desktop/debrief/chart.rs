//! What the charts of the debrief are made of: an axis of time, lanes, and marks that tell what they are.

use crate::debrief::{Lane, Mark, Owner, Point, Stretch, sentence};
use crate::desktop::action::UiAction;
use crate::desktop::art::Drawing;
use crate::desktop::scene::{Kids, Scene, Table, wrapped};
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Face, Fill, Stroke, column, group, row};
use crate::sim::event::Event;
use crate::time::{HOUR, MINUTE, Span, Time};
use accesskit::{Node as SpokenNode, Role};
use bevy::a11y::AccessibilityNode;
use bevy::input_focus::InputFocus;
use bevy::picking::hover::Hovered;
use bevy::prelude::*;

/// Steps of the axis, from the finest to the coarsest.
const STEPS: [Span; 8] = [5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR];

/// A chart over a stretch of one run.
pub struct Chart<'a, 't, 's> {
    /// The run of the debrief, and what everything is drawn with.
    pub table: &'a Table<'t, 's>,
    /// The events that are drawn: of this run, or of the day it could have been.
    pub events: &'a [Event],
    /// The first moment shown.
    pub from: Time,
    /// The last one.
    pub to: Time,
    /// The deadline, once it is known to the chart.
    pub deadline: Option<Time>,
    /// Logical pixels the names of the lanes take.
    pub names: f32,
    /// Logical pixels the axis is long.
    pub axis: f32,
    /// Logical pixels a lane is high.
    pub lane: f32,
    /// From this moment on it is what would have been: dashed, and not filled.
    pub unreal: Option<Time>,
    /// Marks can be picked; they show their moment then.
    pub picks: bool,
}

/// A line through all lanes.
pub struct Line {
    /// Where.
    pub at: Time,
    /// In which colour.
    pub token: Token,
    /// In dashes.
    pub dashed: bool,
    /// What stands above it; empty for nothing.
    pub words: String,
}

/// Something that tells what it is while the pointer is over it or the focus on it.
#[derive(Component, Clone, Debug)]
pub struct Tells(pub String);

/// Where it is told. Holds what stands there otherwise.
#[derive(Component, Clone, Debug)]
pub struct Told(pub String);

/// Keeps what is told up to date.
pub fn tell(focus: Res<InputFocus>, marks: Query<(Entity, &Tells, &Hovered)>, mut places: Query<(&Told, &mut Text)>) {
    if places.is_empty() {
        return;
    }
    let hovered = marks.iter().find(|(_, _, hovered)| hovered.get());
    let focused = || marks.iter().find(|(entity, ..)| focus.get() == Some(*entity));
    let mark = hovered.or_else(focused);
    for (Told(otherwise), mut text) in &mut places {
        let words = mark.map_or(otherwise, |(_, Tells(words), _)| words);
        if text.0 != *words {
            text.0.clone_from(words);
        }
    }
}

/// The place where marks tell what they are, two lines high.
pub fn place_to_tell(kids: &mut Kids, scene: &Scene, otherwise: String, width: f32) {
    let high = (2.0 * 1.45 * Size::Body.px() * scene.text_scale()).ceil();
    kids.spawn((
        group(Node {
            width: px(width),
            height: px(high + 8.0),
            padding: UiRect::axes(px(10), px(4)),
            overflow: Overflow::clip(),
            flex_shrink: 0.0,
            ..column(0.0)
        }),
        Fill(Token::Inset),
    ))
    .with_children(|kids| {
        kids.spawn((wrapped(otherwise.clone(), Face::plain(Size::Body), Token::Ink, width - 20.0), Told(otherwise)));
    });
}

/// As much of some words as two lines hold.
pub fn two_lines(scene: &Scene, words: &str, width: f32) -> String {
    scene.fitted(words, width * 1.85, Size::Body)
}

/// An event as the clock and one sentence; where it has none, what it came of, which is the last one before it that has.
pub fn spoken(table: &Table, events: &[Event], event: u32) -> String {
    let before = events.get(..event as usize).unwrap_or_default().iter().rev();
    let told = |event: &Event| Some((event.t, sentence(table.plan(), event, table.language())?));
    before.filter_map(told).next().map_or_else(String::new, |(time, words)| format!("{} {words}", table.clock(time)))
}

/// A ring for a try, a disc for contact, a vermilion disc for the customer's own call: fill, border and its width.
pub fn dot_of(point: Point, unreal: bool) -> (Token, Token, f32) {
    match (point, unreal) {
        (Point::Attempt, false) => (Token::Sheet, Token::Pen, 2.0),
        (Point::Contact, false) => (Token::Pen, Token::Pen, 0.0),
        (Point::CustomerCall, false) => (Token::Shu, Token::Shu, 0.0),
        (Point::Attempt, true) => (Token::Sheet, Token::Ink3, 1.0),
        (Point::Contact, true) => (Token::Sheet, Token::Ink, 2.0),
        (Point::CustomerCall, true) => (Token::Sheet, Token::Shu, 2.0),
    }
}

/// A round mark of a diameter, in flow.
pub fn dot(kids: &mut Kids, point: Point) {
    let (fill, stroke, border) = dot_of(point, false);
    let node = Node { width: px(11), height: px(11), border_radius: BorderRadius::MAX, flex_shrink: 0.0, ..default() };
    kids.spawn((Node { border: px(border).all(), ..node }, Fill(fill), Stroke(stroke)));
}

/// Diagonal strokes, tile by tile: waiting is told by its pattern, not by a colour.
pub fn hatch(kids: &mut Kids, scene: &Scene, width: f32, tall: f32) {
    let size = Drawing::Hatch.size();
    let steps = |length: f32, step: f32| (0..(length / step).ceil() as u32).map(move |number| number as f32 * step);
    for left in steps(width, size.x) {
        for top in steps(tall, size.y) {
            kids.spawn(scene.drawing_at(Drawing::Hatch, left, top, Color::WHITE));
        }
    }
}

/// A place on its parent.
pub fn at(left: f32, top: f32, width: f32, tall: f32) -> Node {
    Node {
        position_type: PositionType::Absolute,
        left: px(left),
        top: px(top),
        width: px(width),
        height: px(tall),
        ..default()
    }
}

/// A bar that is not pressed and does not hide what is below it from the pointer.
pub fn bar(kids: &mut Kids, left: f32, top: f32, width: f32, tall: f32, token: Token) {
    kids.spawn((at(left, top, width, tall), Fill(token), Pickable::IGNORE));
}

/// A dashed line, to the right or downwards.
pub fn dashes(kids: &mut Kids, left: f32, top: f32, length: f32, thick: f32, down: bool, token: Token) {
    let (dash, step) = (5.0, 9.0);
    for number in 0..(length / step).ceil() as u32 {
        let begin = number as f32 * step;
        let long = (length - begin).min(dash);
        if down {
            bar(kids, left, top + begin, thick, long, token);
        } else {
            bar(kids, left + begin, top, long, thick, token);
        }
    }
}

/// A frame of dashes: what did not happen.
fn dashed_frame(kids: &mut Kids, width: f32, tall: f32, token: Token) {
    let thick = 1.5;
    dashes(kids, 0.0, 0.0, width, thick, false, token);
    dashes(kids, 0.0, tall - thick, width, thick, false, token);
    bar(kids, 0.0, 0.0, thick, tall, token);
    bar(kids, width - thick, 0.0, thick, tall, token);
}

impl Chart<'_, '_, '_> {
    /// Where a moment stands on the axis.
    pub fn x(&self, time: Time) -> f32 {
        let whole = (self.to - self.from).max(1) as f32;
        ((time - self.from) as f32 / whole * self.axis).clamp(0.0, self.axis)
    }

    /// Whether a moment is shown.
    pub fn shows(&self, time: Time) -> bool {
        (self.from..=self.to).contains(&time)
    }

    /// Where a stretch stands on the axis, and how long it is there; `None` when it is not shown.
    fn within(&self, from: Time, to: Time) -> Option<(f32, f32)> {
        if to <= self.from || from >= self.to {
            return None;
        }
        let (left, right) = (self.x(from), self.x(to));
        Some((left, (right - left).max(1.0)))
    }

    /// The name of a lane.
    pub fn name(&self, owner: Owner) -> String {
        match owner {
            Owner::Me => self.table.say("lane-me"),
            Owner::Person(who) => self.table.short_name(who),
            Owner::System(system) => self.table.text(&self.table.plan().system(system).name).to_owned(),
        }
    }

    /// Moments at which the axis has a step, as fine as there is room for.
    fn steps(&self) -> Vec<Time> {
        let room = 58.0 * self.table.text_scale();
        let whole = (self.to - self.from).max(1) as f32;
        let fits = |step: &Span| *step as f32 / whole * self.axis >= room;
        let step = STEPS.into_iter().find(fits).unwrap_or(12 * HOUR);
        let midnight = self.table.plan().calendar.start_of_day_offset();
        let first = (self.from + midnight).div_euclid(step) * step - midnight;
        (0..)
            .map(|number| first + number * step)
            .skip_while(|time| *time < self.from)
            .take_while(|time| *time <= self.to)
            .collect()
    }

    /// The clock along the axis, and what stands above the lines.
    pub fn hours(&self, kids: &mut Kids, lines: &[Line]) {
        let table = self.table;
        let scale = table.text_scale();
        let mut taken: Vec<(f32, f32)> = Vec::new();
        let mut labels: Vec<(f32, String, Token)> = Vec::new();
        let mut put = |x: f32, words: String, token: Token| {
            let wide = table.length(&words, Size::Small);
            let left = (self.names + x - wide / 2.0).min(self.names + self.axis - wide + 12.0);
            if taken.iter().all(|(from, to)| left > to + 6.0 || left + wide + 6.0 < *from) {
                taken.push((left, left + wide));
                labels.push((left, words, token));
            }
        };
        if let Some(deadline) = self.deadline.filter(|time| self.shows(*time)) {
            let words = table.with("chart-deadline", &[("clock", table.clock(deadline).into())]);
            put(self.x(deadline), words, Token::Shu);
        }
        for line in lines.iter().filter(|line| !line.words.is_empty() && self.shows(line.at)) {
            put(self.x(line.at), line.words.clone(), Token::Ink2);
        }
        for time in self.steps() {
            put(self.x(time), table.clock(time), Token::Ink2);
        }
        let node = Node { width: px(self.names + self.axis), height: px(19.0 * scale), flex_shrink: 0.0, ..default() };
        kids.spawn(group(node)).with_children(|kids| {
            for (left, words, token) in labels {
                let node = Node { position_type: PositionType::Absolute, left: px(left), ..default() };
                kids.spawn((node, children![widget::line(words, Face::bold(Size::Small), token)]));
            }
        });
    }

    /// The lanes, one below another, with lines through all of them.
    pub fn lanes(&self, kids: &mut Kids, lanes: &[&Lane], lines: &[Line]) {
        let height = self.lane * lanes.len() as f32;
        let node = Node { width: px(self.names + self.axis), height: px(height), flex_shrink: 0.0, ..column(0.0) };
        kids.spawn(group(node)).with_children(|kids| {
            for time in self.steps() {
                bar(kids, self.names + self.x(time), 0.0, 1.0, height, Token::Rule);
            }
            self.ties(kids, lanes);
            if let Some(deadline) = self.deadline.filter(|time| self.shows(*time)) {
                bar(kids, self.names + self.x(deadline), 0.0, 2.0, height, Token::Shu);
            }
            for line in lines.iter().filter(|line| self.shows(line.at)) {
                let left = self.names + self.x(line.at);
                if line.dashed {
                    dashes(kids, left, 0.0, height, 2.0, true, line.token);
                } else {
                    bar(kids, left, 0.0, 1.0, height, line.token);
                }
            }
            for lane in lanes {
                self.lane(kids, lane);
            }
        });
    }

    /// From my lane to the lane of whoever was tried or reached: what I did, and where it went.
    fn ties(&self, kids: &mut Kids, lanes: &[&Lane]) {
        let middle = |place: usize| (place as f32 + 0.5) * self.lane;
        for (place, lane) in lanes.iter().enumerate() {
            for point in lane.points.iter().filter(|point| self.shows(point.from)) {
                let (top, bottom) = (middle(0), middle(place));
                bar(kids, self.names + self.x(point.from), top, 1.0, bottom - top, Token::Line);
            }
        }
    }

    fn lane(&self, kids: &mut Kids, lane: &Lane) {
        let table = self.table;
        let name = self.name(lane.owner);
        let node = Node {
            width: px(self.names + self.axis),
            height: px(self.lane),
            border: UiRect::bottom(px(1)),
            align_items: AlignItems::Center,
            flex_shrink: 0.0,
            ..row(0.0)
        };
        kids.spawn((widget::region(name.clone(), node), Stroke(Token::Rule))).with_children(|kids| {
            let me = matches!(lane.owner, Owner::Me);
            let face = if me { Face::bold(Size::Small) } else { Face::plain(Size::Small) };
            kids.spawn(group(Node { width: px(self.names), flex_shrink: 0.0, ..row(0.0) })).with_children(|kids| {
                kids.spawn(widget::line(table.fitted(&name, self.names - 6.0, Size::Small), face, Token::Ink));
            });
            for (asked, answered) in &lane.answers {
                if let Some((left, width)) = self.within(*asked, *answered) {
                    let middle = self.lane / 2.0 - 0.5;
                    bar(kids, self.names + left, middle, width, 1.0, Token::Ink3);
                }
            }
            for stretch in &lane.stretches {
                self.stretch(kids, &name, stretch);
            }
            if lane.points.is_empty() && matches!(lane.owner, Owner::Person(_)) {
                let node = Node { position_type: PositionType::Absolute, left: px(self.names + 6.0), ..default() };
                kids.spawn((node, children![widget::label(table.say("lane-not-tried"), Size::Small, Token::Ink3)]));
            }
            for point in lane.points.iter().filter(|point| self.shows(point.from)) {
                self.point(kids, point);
            }
        });
    }

    /// Something that tells what it is, and can be picked where marks can be.
    fn mark<'k>(&self, kids: &'k mut Kids<'_>, node: Node, words: String, event: u32) -> EntityCommands<'k> {
        let told = two_lines(self.table, &words, self.names + self.axis);
        let mut entity = kids.spawn((node, Tells(told), Hovered::default()));
        if self.picks {
            entity.insert(widget::pressable(Role::Button, words, UiAction::Moment(event)));
        } else {
            let mut spoken = SpokenNode::new(Role::Image);
            spoken.set_label(words);
            entity.insert(AccessibilityNode(spoken));
        }
        entity
    }

    fn point(&self, kids: &mut Kids, point: &Mark<Point>) {
        let unreal = self.unreal.is_some_and(|from| point.from >= from);
        let picked = self.picks && self.table.view.moment == Some(point.event);
        let size = if picked { 16.0 } else { 12.0 };
        let (fill, stroke, border) = dot_of(point.what, unreal);
        let place = at(self.names + self.x(point.from) - size / 2.0, (self.lane - size) / 2.0, size, size);
        let node = Node { border: px(border).all(), border_radius: BorderRadius::MAX, ..place };
        let words = spoken(self.table, self.events, point.event);
        self.mark(kids, node, words, point.event).insert((Fill(fill), Stroke(stroke)));
    }

    /// A stretch; what would have been of it is dashed.
    fn stretch(&self, kids: &mut Kids, lane: &str, stretch: &Mark<Stretch>) {
        let words = self.stretch_words(lane, stretch);
        let turn = self.unreal.unwrap_or(Time::MAX);
        for (from, to, unreal) in
            [(stretch.from, stretch.to.min(turn), false), (stretch.from.max(turn), stretch.to, true)]
        {
            let Some((left, width)) = self.within(from, to).filter(|_| from < to) else { continue };
            let (top, tall) = (self.lane * 0.24, self.lane * 0.52);
            let node = at(self.names + left, top, width, tall);
            let picked = self.picks && self.table.view.moment == Some(stretch.event);
            self.mark(kids, node, words.clone(), stretch.event).with_children(|kids| {
                self.filled(kids, stretch.what, width, tall, unreal);
                if picked {
                    bar(kids, 0.0, tall, width, 2.0, Token::Ink);
                }
            });
            self.labelled(kids, stretch, left, width);
        }
    }

    fn filled(&self, kids: &mut Kids, what: Stretch, width: f32, tall: f32, unreal: bool) {
        let middle = tall / 2.0 - 1.0;
        let ink = match what {
            Stretch::Busy => Token::Pen,
            Stretch::Free => Token::Pencil,
            Stretch::Silence => Token::Shu,
            Stretch::Work => Token::Ink3,
            Stretch::Down | Stretch::Repair | Stretch::Up => Token::Ink,
        };
        match (what, unreal) {
            (Stretch::Silence | Stretch::Up, false) => bar(kids, 0.0, middle, width, 2.0, ink),
            (Stretch::Silence | Stretch::Up, true) => dashes(kids, 0.0, middle, width, 2.0, false, ink),
            (_, true) => dashed_frame(kids, width, tall, ink),
            (Stretch::Busy | Stretch::Down, false) => bar(kids, 0.0, 0.0, width, tall, ink),
            (Stretch::Work | Stretch::Repair, false) => {
                let fill = if what == Stretch::Work { Token::Inset } else { Token::Sheet };
                let node = Node { border: px(1.5).all(), ..at(0.0, 0.0, width, tall) };
                kids.spawn((node, Stroke(ink), Fill(fill), Pickable::IGNORE));
            }
            (Stretch::Free, false) => {
                let node = Node { border: px(1).all(), overflow: Overflow::clip(), ..at(0.0, 0.0, width, tall) };
                kids.spawn((node, Stroke(ink), Pickable::IGNORE))
                    .with_children(|kids| hatch(kids, self.table, width, tall));
            }
        }
    }

    /// What stands on a stretch, where it is long enough to hold it.
    fn labelled(&self, kids: &mut Kids, stretch: &Mark<Stretch>, left: f32, width: f32) {
        let table = self.table;
        let minutes = [("minutes", ((stretch.to - stretch.from) / MINUTE).into())];
        let (words, ink, at_its_beginning) = match stretch.what {
            Stretch::Free => (table.with("minutes-short", &minutes), Token::Ink, false),
            // At its beginning: the customer's own calls stand further along.
            Stretch::Silence => (table.with("silence-minutes", &minutes), Token::Shu, true),
            Stretch::Work => (table.say("lane-work"), Token::Ink, false),
            Stretch::Up if stretch.from > self.from => {
                (table.with("what-if-restored", &[("clock", table.clock(stretch.from).into())]), Token::Ink, true)
            }
            _ => return,
        };
        let wide = table.length(&words, Size::Small) + 8.0;
        let room = if at_its_beginning { width - 10.0 } else { width };
        if wide > room {
            return;
        }
        let left = self.names + if at_its_beginning { left + 10.0 } else { left + (width - wide) / 2.0 };
        let node = Node {
            align_items: AlignItems::Center,
            justify_content: JustifyContent::Center,
            ..at(left, 0.0, wide, self.lane - 1.0)
        };
        kids.spawn((
            node,
            Pickable::IGNORE,
            children![(
                Node { padding: UiRect::horizontal(px(4)), ..default() },
                Fill(Token::Sheet),
                Pickable::IGNORE,
                children![(widget::label(words, Size::Small, ink), Pickable::IGNORE)],
            )],
        ));
    }

    fn stretch_words(&self, lane: &str, stretch: &Mark<Stretch>) -> String {
        let table = self.table;
        let key = match stretch.what {
            Stretch::Busy => "stretch-busy",
            Stretch::Free => "stretch-free",
            Stretch::Silence => "stretch-silence",
            Stretch::Work => "stretch-work",
            Stretch::Down => "stretch-down",
            Stretch::Repair => "stretch-repair",
            Stretch::Up => "stretch-up",
        };
        let arguments = [
            ("lane", lane.into()),
            ("from", table.clock(stretch.from).into()),
            ("to", table.clock(stretch.to).into()),
            ("minutes", ((stretch.to - stretch.from) / MINUTE).into()),
        ];
        table.with(key, &arguments)
    }
}
