//! The bars with their reasons, each of which jumps to its moment; the total last.

use crate::desktop::action::UiAction;
use crate::desktop::scene::{Kids, Table, wrapped};
use crate::desktop::screens::debrief::RIGHT;
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Face, Fill, Stroke, column, group, row};
use crate::score::{Reason, fold, tenths};
use accesskit::Role;
use bevy::prelude::*;

/// Logical pixels a point is long: a lost 25 looks larger than a lost 5.
const POINT: f32 = 5.6;

pub fn build(kids: &mut Kids, table: &Table) {
    let score = fold(table.plan(), table.session.simulation.events());
    let width = RIGHT - 40.0;
    kids.spawn(table.scroll(
        "bars",
        table.say("debrief-bars"),
        Node { padding: px(14).all(), flex_grow: 1.0, ..column(6.0) },
    ))
    .with_children(|kids| {
        kids.spawn(widget::heading(table.say("debrief-bars"), Size::Body, 2));
        for bar in &score.bars {
            let name = table.say(&format!("bar-{}", bar.id.replace('_', "-")));
            kids.spawn(group(Node { width: px(width), justify_content: JustifyContent::SpaceBetween, ..row(8.0) }))
                .with_children(|kids| {
                    kids.spawn(widget::line(name, Face::bold(Size::Body), Token::Ink));
                    let points = format!("{} / {}", tenths(bar.points), tenths(bar.of));
                    let points = if bar.of == 0 { table.say("bar-not-applying") } else { points };
                    kids.spawn(widget::line(points, Face::plain(Size::Body), Token::Ink));
                });
            let long = bar.of as f32 / 10.0 * POINT;
            kids.spawn((
                Node { width: px(long.max(1.0)), height: px(10), border: px(1).all(), flex_shrink: 0.0, ..default() },
                Stroke(Token::Ink3),
                Fill(Token::Inset),
            ))
            .with_children(|kids| {
                kids.spawn((
                    Node { width: percent(bar.share as f32 / 10.0), height: percent(100), ..default() },
                    Fill(Token::Pen),
                ));
            });
            for reason in &bar.why {
                self::reason(kids, table, reason, width);
            }
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
        kids.spawn(widget::rule());
        kids.spawn(group(Node { width: px(width), justify_content: JustifyContent::SpaceBetween, ..row(8.0) }))
            .with_children(|kids| {
                let band = table.say(&format!("band-{}", score.band().word()));
                kids.spawn(wrapped(
                    format!("{} · {band}", table.say("total")),
                    Face::plain(Size::Body),
                    Token::Ink2,
                    width - 130.0,
                ));
                kids.spawn(widget::line(format!("{} / 100", tenths(score.total)), Face::bold(Size::Head), Token::Ink));
            });
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
