//! The bars; each opens its reasons, and each reason shows its moment; the total last.

use super::findings;
use crate::desktop::action::{Page, UiAction};
use crate::desktop::scene::{Kids, Table, wrapped};
use crate::desktop::screens::debrief::RIGHT;
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Face, Fill, Stroke, column, group, row};
use crate::score::{Bar, Reason, Score, fold, tenths};
use accesskit::{Action, Node as SpokenNode, Role};
use bevy::a11y::AccessibilityNode;
use bevy::prelude::*;

/// Logical pixels a point is long at most: a lost 25 looks larger than a lost 5.
const POINT: f32 = 5.6;

/// How the lines of the bars share the width.
struct Measure {
    /// Logical pixels of a line.
    width: f32,
    /// Of the name.
    name: f32,
    /// Of the points.
    points: f32,
    /// Of one point of a bar.
    point: f32,
    /// The bar stands below its name.
    two_lines: bool,
}

impl Measure {
    fn of(table: &Table, score: &Score, width: f32) -> Measure {
        let two_lines = table.text_scale() > 1.1;
        let widest = |words: &dyn Fn(&Bar) -> String| {
            let widths = score.bars.iter().map(|bar| table.length(&words(bar), Size::Body) + 2.0);
            widths.fold(0.0, f32::max)
        };
        let inner = width - 12.0;
        let points = widest(&|bar| points_of(table, bar)).min(inner / 2.0);
        let rest = inner - points - 12.0;
        let name = if two_lines { rest } else { widest(&|bar| name_of(table, bar)).min(rest - 60.0) };
        let track = if two_lines { inner } else { rest - name };
        let heaviest = score.bars.iter().map(|bar| bar.of).max().unwrap_or(0).max(1) as f32 / 10.0;
        Measure { width, name, points, point: (track / heaviest).min(POINT), two_lines }
    }
}

fn name_of(table: &Table, bar: &Bar) -> String {
    table.say(&format!("bar-{}", bar.id.replace('_', "-")))
}

fn points_of(table: &Table, bar: &Bar) -> String {
    match bar.of {
        0 => table.say("bar-not-applying"),
        of => format!("{} / {}", tenths(bar.points), tenths(of)),
    }
}

pub fn build(kids: &mut Kids, table: &Table) {
    let score = fold(table.plan(), table.session.simulation.events());
    let width = RIGHT - 40.0;
    kids.spawn(table.scroll(
        "bars",
        table.say("debrief-bars"),
        Node { padding: px(14).all(), flex_grow: 1.0, ..column(6.0) },
    ))
    .with_children(|kids| {
        if table.view.page == Page::Day {
            findings::build(kids, table, width);
            kids.spawn(widget::rule());
        }
        kids.spawn(group(Node { width: px(width), flex_wrap: FlexWrap::Wrap, ..row(10.0) })).with_children(|kids| {
            kids.spawn(widget::heading(table.say("debrief-bars"), Size::Body, 2));
            kids.spawn(widget::label(table.say("bars-open"), Size::Small, Token::Ink3));
        });
        let measure = Measure::of(table, &score, width);
        for (place, bar) in score.bars.iter().enumerate() {
            self::bar(kids, table, place, bar, &measure);
        }
        if score.noise > 0 {
            let words = format!("{}  {}", table.say("bar-noise"), tenths(-score.noise));
            kids.spawn(wrapped(words, Face::bold(Size::Body), Token::Ink, width));
            for reason in &score.noise_why {
                self::reason(kids, table, reason, width);
            }
        }
        for (_, reason) in &score.gates {
            self::reason(kids, table, reason, width);
        }
        kids.spawn(wrapped(table.say("score-words"), Face::plain(Size::Small), Token::Ink3, width));
        if let Some(why) = table.session.not_kept() {
            kids.spawn(wrapped(
                table.with("not-kept", &[("why", why.into())]),
                Face::plain(Size::Small),
                Token::Ink,
                width,
            ));
        }
    });
    total(kids, table, &score, width);
}

/// The total stands last, and always in sight.
fn total(kids: &mut Kids, table: &Table, score: &Score, width: f32) {
    let points = format!("{} / 100", tenths(score.total));
    let words = format!("{} · {}", table.say("total"), table.say(&format!("band-{}", score.band().word())));
    // One below the other where both have no room side by side.
    let beside = width - table.wide(&points, Size::Head) * 1.1 - 16.0;
    let below = table.wide(&words, Size::Body) > beside * 1.8;
    let row = Node { justify_content: JustifyContent::SpaceBetween, ..row(8.0) };
    let laid = if below { column(2.0) } else { row };
    kids.spawn(widget::rule());
    kids.spawn(group(Node { width: px(width + 28.0), padding: UiRect::axes(px(14), px(6)), flex_shrink: 0.0, ..laid }))
        .with_children(|kids| {
            let room = if below { width } else { beside };
            kids.spawn(wrapped(words, Face::plain(Size::Body), Token::Ink2, room));
            kids.spawn(widget::line(points, Face::bold(Size::Head), Token::Ink));
        });
}

/// A bar: its name, how much of its length was earned, its points. Below it its reasons, when it lies open.
fn bar(kids: &mut Kids, table: &Table, place: usize, bar: &Bar, measure: &Measure) {
    let (name, points) = (name_of(table, bar), points_of(table, bar));
    let open = table.view.debrief.bar == Some(place);
    let spoken = format!("{name} {points}");
    let line = Node {
        width: px(measure.width),
        padding: UiRect::axes(px(6), px(1)),
        justify_content: JustifyContent::SpaceBetween,
        flex_wrap: if measure.two_lines { FlexWrap::Wrap } else { FlexWrap::NoWrap },
        row_gap: px(2),
        flex_shrink: 0.0,
        ..row(6.0)
    };
    let entity = kids
        .spawn((
            widget::pressable(Role::Button, spoken.clone(), UiAction::Bar(place)),
            line,
            Fill(if open { Token::Inset } else { Token::Clear }),
        ))
        .with_children(|kids| {
            let cell = |width: f32, to: JustifyContent| {
                group(Node { width: px(width), justify_content: to, flex_shrink: 0.0, ..row(0.0) })
            };
            let written = |words: &str, width: f32| {
                widget::line(table.fitted(words, width, Size::Body), Face::plain(Size::Body), Token::Ink)
            };
            kids.spawn(cell(measure.name, JustifyContent::FlexStart)).with_children(|kids| {
                kids.spawn(written(&name, measure.name));
            });
            if !measure.two_lines {
                // All begin on one line, or they could not be compared.
                kids.spawn(group(Node { flex_grow: 1.0, ..row(0.0) })).with_children(|kids| {
                    track(kids, bar, measure.point);
                });
            }
            kids.spawn(cell(measure.points, JustifyContent::FlexEnd)).with_children(|kids| {
                kids.spawn(written(&points, measure.points));
            });
            if measure.two_lines {
                track(kids, bar, measure.point);
            }
        })
        .id();
    let mut node = SpokenNode::new(Role::Button);
    node.set_label(spoken);
    node.set_expanded(open);
    node.add_action(Action::Click);
    node.add_action(Action::Focus);
    kids.commands().entity(entity).insert(AccessibilityNode(node));
    if open {
        for reason in &bar.why {
            self::reason(kids, table, reason, measure.width);
        }
    }
}

/// As long as the weight of the bar, filled as far as it was earned.
fn track(kids: &mut Kids, bar: &Bar, point: f32) {
    let long = bar.of as f32 / 10.0 * point;
    kids.spawn((
        Node { width: px(long.max(1.0)), height: px(10), border: px(1).all(), flex_shrink: 0.0, ..default() },
        Stroke(Token::Ink3),
        Fill(Token::Inset),
        Pickable::IGNORE,
    ))
    .with_children(|kids| {
        kids.spawn((
            Node { width: percent(bar.share as f32 / 10.0), height: percent(100), ..default() },
            Fill(Token::Pen),
            Pickable::IGNORE,
        ));
    });
}

/// A reason; pressing it shows its moment on the day.
fn reason(kids: &mut Kids, table: &Table, reason: &Reason, width: f32) {
    let words = reason.text(table.language());
    let Some(event) = reason.event else {
        kids.spawn(wrapped(words, Face::plain(Size::Small), Token::Ink2, width));
        return;
    };
    let picked = table.view.moment == Some(event);
    kids.spawn((
        widget::pressable(Role::Button, words.clone(), UiAction::Moment(event)),
        Node {
            width: px(width),
            padding: UiRect::axes(px(6), px(2)),
            border: UiRect::left(px(3)),
            flex_shrink: 0.0,
            ..default()
        },
        Stroke(if picked { Token::Ink } else { Token::Line }),
        Fill(if picked { Token::Inset } else { Token::Clear }),
    ))
    .with_children(|kids| {
        kids.spawn(wrapped(words, Face::plain(Size::Small), Token::Ink, width - 18.0));
    });
}
