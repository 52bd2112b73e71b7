//! A run that is looked at again: back and forth, at any speed, what it was worth so far, and playing on from here.

use super::parts::chip;
use crate::desktop::action::UiAction;
use crate::desktop::scene::{Kids, Table};
use crate::desktop::session::SPEEDS;
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act, Face, Fill, Look, Stroke, column, group, row};
use crate::score::tenths;
use crate::time::MINUTE;
use bevy::prelude::*;

/// How many marks have a button of their own.
const MOST_MARKS: usize = 4;

/// The panel at the lower edge of the working sheet.
pub fn build(kids: &mut Kids, table: &Table, speed: u8) {
    let session = table.session;
    let (width, _) = table.widths();
    kids.spawn((
        widget::region(
            table.say("again"),
            Node {
                width: px(width),
                padding: UiRect::axes(px(16), px(8)),
                border: UiRect::top(px(1)),
                flex_shrink: 0.0,
                ..column(6.0)
            },
        ),
        Fill(Token::Inset),
        Stroke(Token::Line),
    ))
    .with_children(|kids| {
        let line = || group(Node { flex_wrap: FlexWrap::Wrap, row_gap: px(6), width: px(width - 32.0), ..row(6.0) });
        kids.spawn(line()).with_children(|kids| {
            let act = |key: &str, action: UiAction| Act::new(table.say(key), action).height(30.0);
            let now = session.now();
            kids.spawn(widget::button(act("again-back", UiAction::JumpTo(now - 5 * MINUTE)).key(",")));
            let stand = if session.paused { "go-on" } else { "pause" };
            kids.spawn(widget::button(act(stand, UiAction::Pause).key("P")));
            kids.spawn(widget::button(act("again-forth", UiAction::JumpTo(now + 5 * MINUTE)).key(".")));
            for one in SPEEDS {
                let words = table.with("again-speed", &[("speed", i64::from(one).into())]);
                chip(kids, words, one == speed, UiAction::Speed(one));
            }
        });
        kids.spawn(line()).with_children(|kids| {
            for mark in session.marks().into_iter().take(MOST_MARKS) {
                let words = table.with("again-mark", &[("time", table.clock(mark).into())]);
                kids.spawn(widget::button(Act::new(words, UiAction::JumpTo(mark)).height(30.0)));
            }
            if let Some(score) = session.score_so_far() {
                let words = table.with("again-score", &[("total", tenths(score.total).into())]);
                kids.spawn(widget::line(words, Face::bold(Size::Body), Token::Ink));
            }
        });
        kids.spawn(line()).with_children(|kids| {
            kids.spawn(widget::button(
                Act::new(table.say("again-play-on"), UiAction::PlayOn).look(Look::Ink).height(34.0),
            ));
            kids.spawn(widget::button(Act::new(table.say("again-leave"), UiAction::LeaveReplay).height(34.0)));
        });
    });
}
