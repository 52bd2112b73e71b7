//! The day as swim lanes, and under it the escalation curve beside the story and the book, on one axis.

use crate::debrief::{Lane, Owner, Point, Stretch, Timeline, sentence, timeline};
use crate::desktop::action::UiAction;
use crate::desktop::art::Drawing;
use crate::desktop::scene::{Kids, Table, wrapped};
use crate::desktop::screens::debrief::LEFT;
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Face, Fill, Stroke, column, group, row};
use crate::score::curve::{Step, curve};
use crate::score::ledger::Ledger;
use crate::time::{HOUR, MINUTE, Time};
use accesskit::Role;
use bevy::prelude::*;

/// Where the axis begins and how long it is, in logical pixels.
const NAMES: f32 = 136.0;
const AXIS: f32 = LEFT - 40.0 - NAMES;
/// Height of the curve.
const CURVE: f32 = 130.0;

struct Chart<'a, 't, 's> {
    table: &'a Table<'t, 's>,
    day: Timeline,
    lane: f32,
}

impl Chart<'_, '_, '_> {
    fn x(&self, time: Time) -> f32 {
        let whole = (self.day.to - self.day.from).max(1) as f32;
        ((time - self.day.from) as f32 / whole * AXIS).clamp(0.0, AXIS)
    }

    fn name(&self, owner: Owner) -> String {
        match owner {
            Owner::Me => self.table.say("lane-me"),
            Owner::Person(who) => self.table.short_name(who),
            Owner::System(system) => self.table.text(&self.table.plan().system(system).name).to_owned(),
        }
    }
}

pub fn build(kids: &mut Kids, table: &Table) {
    let events = table.session.simulation.events();
    let chart = Chart { table, day: timeline(table.plan(), events), lane: 26.0 * table.text_scale().min(1.6) };
    kids.spawn(group(Node { justify_content: JustifyContent::SpaceBetween, width: px(LEFT - 40.0), ..row(12.0) }))
        .with_children(|kids| {
            kids.spawn(widget::heading(table.say("day-heading"), Size::Body, 2));
            kids.spawn(group(Node { flex_wrap: FlexWrap::Wrap, ..row(12.0) })).with_children(|kids| {
                for (mark, key) in [
                    (Legend::Busy, "legend-busy"),
                    (Legend::Free, "legend-free"),
                    (Legend::Attempt, "legend-attempt"),
                    (Legend::Contact, "legend-contact"),
                    (Legend::Call, "legend-call"),
                ] {
                    kids.spawn(group(row(5.0))).with_children(|kids| {
                        legend(kids, table, mark);
                        kids.spawn(widget::label(table.say(key), Size::Small, Token::Ink2));
                    });
                }
            });
        });
    hours(kids, &chart);
    for lane in &chart.day.lanes {
        self::lane(kids, &chart, lane);
    }
    moment(kids, table);
    curves(kids, &chart);
}

#[derive(Clone, Copy)]
enum Legend {
    Busy,
    Free,
    Attempt,
    Contact,
    Call,
}

fn legend(kids: &mut Kids, table: &Table, mark: Legend) {
    match mark {
        Legend::Busy => {
            kids.spawn((Node { width: px(20), height: px(11), ..default() }, Fill(Token::Pen)));
        }
        Legend::Free => {
            kids.spawn((
                Node { width: px(20), height: px(11), border: px(1).all(), overflow: Overflow::clip(), ..default() },
                Stroke(Token::Pencil),
            ))
            .with_children(|kids| hatch(kids, table, 20.0, 11.0));
        }
        Legend::Attempt => dot(kids, Point::Attempt),
        Legend::Contact => dot(kids, Point::Contact),
        Legend::Call => dot(kids, Point::CustomerCall),
    }
}

fn dot(kids: &mut Kids, point: Point) {
    let (fill, stroke) = colours(point);
    let border = if point == Point::Attempt { px(2) } else { px(0) };
    kids.spawn((
        Node {
            width: px(11),
            height: px(11),
            border: border.all(),
            border_radius: BorderRadius::MAX,
            flex_shrink: 0.0,
            ..default()
        },
        Fill(fill),
        Stroke(stroke),
    ));
}

/// A ring for a try, a disc for contact, a vermilion disc for the customer's own call.
fn colours(point: Point) -> (Token, Token) {
    match point {
        Point::Attempt => (Token::Sheet, Token::Pen),
        Point::Contact => (Token::Pen, Token::Pen),
        Point::CustomerCall => (Token::Shu, Token::Shu),
    }
}

fn hours(kids: &mut Kids, chart: &Chart) {
    let calendar = chart.table.plan().calendar;
    let offset = calendar.start_of_day_offset() % HOUR;
    kids.spawn(group(Node {
        width: px(LEFT - 40.0),
        height: px(20.0 * chart.table.text_scale()),
        flex_shrink: 0.0,
        ..default()
    }))
    .with_children(|kids| {
        let mut time = (chart.day.from + offset + HOUR - 1) / HOUR * HOUR - offset;
        while time < chart.day.to {
            kids.spawn((
                Node { position_type: PositionType::Absolute, left: px(NAMES + chart.x(time) - 18.0), ..default() },
                children![widget::label(calendar.clock(time), Size::Small, Token::Ink2)],
            ));
            time += HOUR;
        }
    });
}

/// A place on a chart, counted from where its axis begins.
fn at(left: f32, top: f32, width: f32, tall: f32) -> Node {
    Node {
        position_type: PositionType::Absolute,
        left: px(NAMES + left),
        top: px(top),
        width: px(width),
        height: px(tall),
        ..default()
    }
}

fn lane(kids: &mut Kids, chart: &Chart, lane: &Lane) {
    let table = chart.table;
    let height = chart.lane;
    let name = chart.name(lane.owner);
    kids.spawn((
        widget::region(
            name.clone(),
            Node {
                width: px(LEFT - 40.0),
                height: px(height),
                border: UiRect::bottom(px(1)),
                align_items: AlignItems::Center,
                flex_shrink: 0.0,
                ..row(0.0)
            },
        ),
        Stroke(Token::Rule),
    ))
    .with_children(|kids| {
        let me = matches!(lane.owner, Owner::Me);
        let face = if me { Face::bold(Size::Small) } else { Face::plain(Size::Small) };
        kids.spawn(group(Node { width: px(NAMES), flex_shrink: 0.0, ..row(0.0) })).with_children(|kids| {
            kids.spawn(widget::line(table.fitted(&name, NAMES - 6.0, Size::Small), face, Token::Ink));
        });
        if let Some(deadline) = chart.day.deadline {
            kids.spawn((at(chart.x(deadline), 0.0, 2.0, height), Fill(Token::Shu)));
        }
        for stretch in &lane.stretches {
            let (left, right) = (chart.x(stretch.from), chart.x(stretch.to));
            let width = (right - left).max(1.0);
            let minutes = (stretch.to - stretch.from) / MINUTE;
            let (top, tall) = (height * 0.26, height * 0.48);
            let words = |key: &str| table.with(key, &[("minutes", minutes.into())]);
            match stretch.what {
                Stretch::Busy => {
                    kids.spawn((at(left, top, width, tall), Fill(Token::Pen)));
                }
                Stretch::Free => {
                    let mut node = at(left, top, width, tall);
                    node.border = px(1).all();
                    node.overflow = Overflow::clip();
                    kids.spawn((node, Stroke(Token::Pencil))).with_children(|kids| hatch(kids, table, width, tall));
                    written(kids, table, words("minutes-short"), left, width, height, Token::Ink);
                }
                Stretch::Silence => {
                    kids.spawn((at(left, height / 2.0 - 1.0, width, 2.0), Fill(Token::Shu)));
                    // At its beginning: the customer's own calls stand further along.
                    written(kids, table, words("silence-minutes"), left + 12.0, width.min(190.0), height, Token::Shu);
                }
                Stretch::Work => {
                    let mut node = at(left, top, width, tall);
                    node.border = px(1).all();
                    kids.spawn((node, Stroke(Token::Ink3), Fill(Token::Inset)));
                    written(kids, table, table.say("lane-work"), left, width, height, Token::Ink);
                }
                Stretch::Down => {
                    kids.spawn((at(left, top, width, tall), Fill(Token::Ink)));
                }
                Stretch::Repair => {
                    let mut node = at(left, top, width, tall);
                    node.border = px(1.5).all();
                    kids.spawn((node, Stroke(Token::Ink), Fill(Token::Sheet)));
                }
                Stretch::Up => {
                    kids.spawn((at(left, height / 2.0 - 1.0, width, 2.0), Fill(Token::Ink)));
                }
            }
        }
        if lane.points.is_empty() && matches!(lane.owner, Owner::Person(_)) {
            kids.spawn((
                Node { position_type: PositionType::Absolute, left: px(NAMES + 6.0), ..default() },
                children![widget::label(table.say("lane-not-tried"), Size::Small, Token::Ink3)],
            ));
        }
        for point in &lane.points {
            let (fill, stroke) = colours(point.what);
            let spoken = spoken(table, point.event);
            let picked = table.view.moment == Some(point.event);
            let size = if picked { 16.0 } else { 12.0 };
            let mut node = at(chart.x(point.from) - size / 2.0, (height - size) / 2.0, size, size);
            node.border = if point.what == Point::Attempt { px(2) } else { px(0) }.all();
            node.border_radius = BorderRadius::MAX;
            kids.spawn((
                widget::pressable(Role::Button, spoken, UiAction::Moment(point.event)),
                node,
                Fill(fill),
                Stroke(stroke),
            ));
        }
    });
}

/// Words in the middle of a stretch, where it is long enough to hold them.
fn written(kids: &mut Kids, table: &Table, words: String, left: f32, width: f32, height: f32, ink: Token) {
    let letters: f32 = words.chars().map(|letter| if letter.is_ascii() { 7.2 } else { 13.5 }).sum();
    let wide = letters * table.text_scale() + 8.0;
    if wide > width {
        return;
    }
    kids.spawn((
        Node {
            position_type: PositionType::Absolute,
            left: px(NAMES + left + (width - wide) / 2.0),
            top: px(0),
            height: px(height),
            width: px(wide),
            align_items: AlignItems::Center,
            justify_content: JustifyContent::Center,
            ..default()
        },
        children![(
            Node { padding: UiRect::horizontal(px(4)), ..default() },
            Fill(Token::Sheet),
            children![widget::label(words, Size::Small, ink)],
        )],
    ));
}

/// Diagonal strokes, tile by tile: waiting is told by its pattern, not by a colour.
fn hatch(kids: &mut Kids, table: &Table, width: f32, tall: f32) {
    let size = Drawing::Hatch.size();
    let mut left = 0.0;
    while left < width {
        let mut top = 0.0;
        while top < tall {
            kids.spawn(table.drawing_at(Drawing::Hatch, left, top, Color::WHITE));
            top += size.y;
        }
        left += size.x;
    }
}

fn spoken(table: &Table, event: u32) -> String {
    let events = table.session.simulation.events();
    let Some(event) = events.get((event as usize).saturating_sub(1)) else { return String::new() };
    let words = sentence(table.plan(), event, table.language()).unwrap_or_else(|| event.kind.name().to_owned());
    format!("{} {words}", table.clock(event.t))
}

/// The moment that was picked, in words.
fn moment(kids: &mut Kids, table: &Table) {
    let words = match table.view.moment {
        Some(event) => spoken(table, event),
        None => table.say("moment-none"),
    };
    let ink = if table.view.moment.is_some() { Token::Ink } else { Token::Ink3 };
    kids.spawn((
        group(Node {
            width: px(LEFT - 40.0),
            min_height: px(40),
            padding: UiRect::axes(px(10), px(6)),
            flex_shrink: 0.0,
            ..column(0.0)
        }),
        Fill(Token::Inset),
    ))
    .with_children(|kids| {
        let line: String = words.chars().take(220).collect();
        kids.spawn(wrapped(line, Face::plain(Size::Body), ink, LEFT - 64.0));
    });
}

/// The escalation curve: you in pen, the story in pencil, the book in dashes of ink, each named at its line.
fn curves(kids: &mut Kids, chart: &Chart) {
    let table = chart.table;
    let ledger = Ledger::read(table.plan(), table.session.simulation.events());
    let yours = curve(&ledger);
    kids.spawn(group(row(10.0))).with_children(|kids| {
        kids.spawn(widget::heading(table.say("curve-heading"), Size::Body, 2));
        kids.spawn(widget::label(table.say("curve-words"), Size::Small, Token::Ink2));
    });
    let spoken = table.say("curve-heading");
    kids.spawn(widget::region(
        spoken,
        Node { width: px(LEFT - 40.0), height: px(CURVE), flex_shrink: 0.0, ..default() },
    ))
    .with_children(|kids| {
        for (share, key) in [(1_000, "curve-all"), (500, "curve-half"), (0, "curve-none")] {
            let top = y(share);
            kids.spawn((
                Node {
                    position_type: PositionType::Absolute,
                    left: px(NAMES),
                    top: px(top),
                    width: px(AXIS),
                    height: px(1),
                    ..default()
                },
                Fill(Token::Line),
            ));
            kids.spawn((
                Node { position_type: PositionType::Absolute, left: px(0), top: px((top - 9.0).max(0.0)), ..default() },
                children![widget::label(table.say(key), Size::Small, Token::Ink2)],
            ));
        }
        let mut labels: Vec<(f32, String, Token)> = Vec::new();
        for ghost in table.session.ghosts() {
            let story = ghost.name == "as_it_happened";
            let (token, thick, dashed) = if story { (Token::Pencil, 3.0, false) } else { (Token::Ink, 2.0, true) };
            draw(kids, chart, &ghost.curve, token, thick, dashed);
            let key = if story { "curve-story" } else { "curve-book" };
            labels.push((end_of(&ghost.curve, chart.day.to), table.say(key), Token::Ink2));
        }
        draw(kids, chart, &yours, Token::Pen, 4.0, false);
        labels.push((end_of(&yours, chart.day.to), table.say("curve-you"), Token::Pen));
        // Lines that end at one height are named one beside the other.
        labels.sort_by(|left, right| left.0.total_cmp(&right.0));
        let mut last = f32::MIN;
        let mut shift = 0.0;
        for (top, words, token) in labels {
            shift = if (top - last).abs() < 20.0 { shift + 140.0 } else { 0.0 };
            last = top;
            kids.spawn((
                Node {
                    position_type: PositionType::Absolute,
                    right: px(8.0 + shift),
                    top: px((top - 20.0).max(0.0)),
                    ..default()
                },
                children![widget::line(words, Face::bold(Size::Small), token)],
            ));
        }
    });
}

fn y(share: i64) -> f32 {
    20.0 + (CURVE - 26.0) * (1.0 - share as f32 / 1_000.0)
}

fn end_of(steps: &[Step], to: Time) -> f32 {
    y(steps.iter().rfind(|step| step.t < to).map_or(0, |step| step.share))
}

fn draw(kids: &mut Kids, chart: &Chart, steps: &[Step], token: Token, thick: f32, dashed: bool) {
    let mut bit = |left: f32, top: f32, width: f32, tall: f32| {
        kids.spawn((at(left, top, width, tall), Fill(token)));
    };
    // What came after the chart's end is told on the page of what came of it.
    let steps: Vec<Step> = steps.iter().copied().filter(|step| step.t < chart.day.to).collect();
    for (number, step) in steps.iter().enumerate() {
        let left = chart.x(step.t);
        let right = steps.get(number + 1).map_or(AXIS, |next| chart.x(next.t));
        let top = y(step.share) - thick / 2.0;
        if dashed {
            let mut from = left;
            while from < right {
                bit(from, top, (right - from).min(6.0), thick);
                from += 10.0;
            }
        } else {
            bit(left, top, right - left + thick, thick);
        }
        if let Some(next) = steps.get(number + 1) {
            let higher = y(next.share) - thick / 2.0;
            bit(right, higher, thick, top - higher + thick);
        }
    }
}
