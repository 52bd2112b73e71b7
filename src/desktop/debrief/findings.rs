//! What stands out: at most three findings, each of which shows its moment when it is pressed.

use crate::debrief::findings::{Finding, findings};
use crate::desktop::action::UiAction;
use crate::desktop::scene::{Kids, Table, wrapped};
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Face, Fill, Stroke, column, group, row};
use accesskit::Role;
use bevy::prelude::*;

pub fn build(kids: &mut Kids, table: &Table, width: f32) {
    let found = findings(table.plan(), table.session.simulation.events());
    if found.is_empty() {
        return;
    }
    kids.spawn(widget::heading(table.say("findings"), Size::Body, 2));
    for finding in &found {
        self::finding(kids, table, finding, width);
    }
}

fn finding(kids: &mut Kids, table: &Table, finding: &Finding, width: f32) {
    let kind = table.say(&format!("finding-{}", finding.what.word()));
    let clock = table.clock(finding.at);
    let (title, detail) = (table.text(&finding.title), table.text(&finding.detail));
    let picked = table.view.moment == Some(finding.event);
    let room = width - 19.0;
    kids.spawn((
        widget::pressable(Role::Button, format!("{kind} {clock} {title} {detail}"), UiAction::Moment(finding.event)),
        Node {
            width: px(width),
            padding: UiRect::axes(px(8), px(4)),
            border: UiRect::left(px(3)),
            flex_shrink: 0.0,
            ..column(2.0)
        },
        Stroke(if picked { Token::Ink } else { Token::Line }),
        Fill(if picked { Token::Inset } else { Token::Clear }),
    ))
    .with_children(|kids| {
        let head = Node { width: px(room), justify_content: JustifyContent::SpaceBetween, ..row(8.0) };
        kids.spawn(group(head)).with_children(|kids| {
            kids.spawn(widget::tag(kind));
            kids.spawn(widget::line(clock, Face::bold(Size::Small), Token::Pen));
        });
        kids.spawn(wrapped(title, Face::bold(Size::Body), Token::Ink, room));
        kids.spawn(wrapped(detail, Face::plain(Size::Small), Token::Ink2, room));
    });
}
