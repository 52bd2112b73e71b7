//! The escalation curve: you in pen, the story in pencil, the book in dashes of ink, your best earlier run in thin pen,
//! each named at its line.

use super::chart::{Chart, bar, dashes};
use crate::desktop::action::{Page, UiAction};
use crate::desktop::scene::Kids;
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act, Face, group, row};
use crate::score::curve::{Step, curve};
use crate::score::ledger::Ledger;
use crate::time::Time;
use bevy::prelude::*;

/// Logical pixels it is high.
const HEIGHT: f32 = 118.0;
/// Room above the line that stands for everybody, for the names of the lines.
const ABOVE: f32 = 20.0;

/// How a line is drawn: colour, thickness, dashed or not. Each differs in form, not in colour alone.
struct Pen {
    token: Token,
    thick: f32,
    dashed: bool,
}

pub fn build(kids: &mut Kids, chart: &Chart) {
    let table = chart.table;
    let width = chart.names + chart.axis;
    let head = Node {
        width: px(width),
        justify_content: JustifyContent::SpaceBetween,
        flex_wrap: FlexWrap::Wrap,
        row_gap: px(4),
        ..row(10.0)
    };
    kids.spawn(group(head)).with_children(|kids| {
        kids.spawn(group(Node { flex_wrap: FlexWrap::Wrap, ..row(10.0) })).with_children(|kids| {
            kids.spawn(widget::heading(table.say("curve-heading"), Size::Body, 2));
            kids.spawn(widget::label(table.say("curve-words"), Size::Small, Token::Ink2));
        });
        kids.spawn(widget::button(Act::new(table.say("compare-open"), UiAction::Page(Page::Compare)).height(28.0)));
    });
    let region = Node { width: px(width), height: px(HEIGHT), flex_shrink: 0.0, ..default() };
    kids.spawn(widget::region(table.say("curve-heading"), region)).with_children(|kids| {
        for (share, key) in [(1_000, "curve-all"), (500, "curve-half"), (0, "curve-none")] {
            let top = y(share);
            bar(kids, chart.names, top, chart.axis, 1.0, Token::Line);
            let label = Node {
                position_type: PositionType::Absolute,
                left: px(0),
                top: px((top - 9.0 * table.text_scale()).max(0.0)),
                ..default()
            };
            kids.spawn((label, children![widget::label(table.say(key), Size::Small, Token::Ink2)]));
        }
        let mut names: Vec<(f32, String, Token)> = Vec::new();
        for ghost in table.session.ghosts() {
            let (key, pen) = if ghost.name == "as_it_happened" {
                ("curve-story", Pen { token: Token::Pencil, thick: 3.0, dashed: false })
            } else {
                ("curve-book", Pen { token: Token::Ink, thick: 2.0, dashed: true })
            };
            draw(kids, chart, &ghost.curve, &pen);
            names.push((end_of(&ghost.curve, chart.to), table.say(key), Token::Ink2));
        }
        if let Some(best) = table.study.best_earlier() {
            draw(kids, chart, &best.ghost.curve, &Pen { token: Token::Pen, thick: 1.5, dashed: true });
            names.push((end_of(&best.ghost.curve, chart.to), table.say("curve-best"), Token::Pen));
        }
        let yours = curve(&Ledger::read(table.plan(), chart.events));
        draw(kids, chart, &yours, &Pen { token: Token::Pen, thick: 4.0, dashed: false });
        names.push((end_of(&yours, chart.to), table.say("curve-you"), Token::Pen));
        named(kids, chart, names);
    });
}

/// The names of the lines at their ends. Lines that end at about one height are named one beside the other.
fn named(kids: &mut Kids, chart: &Chart, mut names: Vec<(f32, String, Token)>) {
    let table = chart.table;
    let high = (19.0 * table.text_scale()).min(ABOVE * 2.0);
    names.sort_by(|left, right| left.0.total_cmp(&right.0));
    let mut last = f32::MIN;
    let mut shift = 0.0;
    for (end, words, token) in names {
        let top = (end - high).max(0.0);
        if top - last >= high {
            (last, shift) = (top, 0.0);
        }
        let wide = table.length(&words, Size::Small);
        let node = Node { position_type: PositionType::Absolute, right: px(8.0 + shift), top: px(last), ..default() };
        kids.spawn((node, Pickable::IGNORE, children![widget::line(words, Face::bold(Size::Small), token)]));
        shift += wide + 18.0;
    }
}

fn y(share: i64) -> f32 {
    ABOVE + (HEIGHT - ABOVE - 6.0) * (1.0 - share as f32 / 1_000.0)
}

fn end_of(steps: &[Step], to: Time) -> f32 {
    y(steps.iter().rfind(|step| step.t < to).map_or(0, |step| step.share))
}

/// The steps that are shown, the first of them at the edge when the line comes from before it.
fn shown(steps: &[Step], from: Time, to: Time) -> Vec<Step> {
    let before = steps.iter().rfind(|step| step.t <= from).map(|step| Step { t: from, share: step.share });
    let within = steps.iter().copied().filter(|step| step.t > from && step.t < to);
    before.into_iter().chain(within).collect()
}

fn draw(kids: &mut Kids, chart: &Chart, steps: &[Step], pen: &Pen) {
    let Pen { token, thick, dashed } = *pen;
    let steps = shown(steps, chart.from, chart.to);
    for (number, step) in steps.iter().enumerate() {
        let left = chart.names + chart.x(step.t);
        let next = steps.get(number + 1);
        let right = chart.names + next.map_or(chart.axis, |next| chart.x(next.t));
        let top = y(step.share) - thick / 2.0;
        if dashed {
            dashes(kids, left, top, right - left, thick, false, token);
        } else {
            bar(kids, left, top, right - left + thick, thick, token);
        }
        if let Some(next) = next {
            let higher = y(next.share) - thick / 2.0;
            bar(kids, right, higher, thick, top - higher + thick, token);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_comes_from_before_the_edge_begins_at_it() {
        let steps = [Step { t: 10, share: 0 }, Step { t: 20, share: 250 }, Step { t: 40, share: 1_000 }];
        assert_eq!(shown(&steps, 0, 100), steps);
        assert_eq!(shown(&steps, 30, 100), [Step { t: 30, share: 250 }, Step { t: 40, share: 1_000 }]);
        assert_eq!(shown(&steps, 5, 15), [Step { t: 10, share: 0 }]);
        assert!(shown(&steps, 0, 5).is_empty());
    }
}
