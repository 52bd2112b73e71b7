//! Who was reachable, everything that happened, and what came of it.

use crate::debrief::{reachable, sentence};
use crate::desktop::action::UiAction;
use crate::desktop::scene::{Kids, Table, wrapped};
use crate::desktop::screens::debrief::LEFT;
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Face, Fill, Stroke, column, group, row};
use crate::scenario::plan::{Channel, Manner};
use crate::sim::event::{Event, Kind};
use accesskit::Role;
use bevy::prelude::*;

/// Width of a channel's name at 100 % text.
const CHANNEL: f32 = 80.0;
const WIDTH: f32 = LEFT - 40.0;

/// Who was in truth reachable, when. The only way to find out was to try.
pub fn reach(kids: &mut Kids, table: &Table) {
    let all = reachable(table.plan(), table.session.simulation.events());
    kids.spawn(widget::heading(table.say("page-reach"), Size::Title, 2));
    kids.spawn(wrapped(table.say("reach-words"), Face::plain(Size::Body), Token::Ink2, WIDTH));
    for who in table.plan().person_ids().filter(|who| table.plan().relevant(*who)) {
        kids.spawn(group(Node { padding: UiRect::top(px(8)), ..row(10.0) })).with_children(|kids| {
            kids.spawn(widget::line(table.name(who), Face::bold(Size::Body), Token::Ink));
            let board = table.text(&table.plan().person(who).board).to_owned();
            if !board.is_empty() {
                let room = WIDTH - 40.0 - table.wide(&table.name(who), Size::Body) * 1.1;
                let words = table.fitted(&table.with("reach-board", &[("words", board.into())]), room, Size::Small);
                kids.spawn(widget::label(words, Size::Small, Token::Ink2));
            }
        });
        for channel in Channel::ALL {
            let stretches: Vec<String> = all
                .iter()
                .filter(|stretch| stretch.who == who && stretch.channel == channel)
                .map(|stretch| {
                    let span = format!("{} – {}", table.clock(stretch.from), table.clock(stretch.to));
                    let written = matches!(channel, Channel::Mail | Channel::Chat);
                    let key = match (stretch.manner, written) {
                        (Manner::Silent | Manner::Busy, true) => "manner-unread".to_owned(),
                        (manner, _) => format!("manner-{}", manner.word()),
                    };
                    format!("{span} {}", table.say(&key))
                })
                .collect();
            if stretches.is_empty() {
                continue;
            }
            kids.spawn(group(Node { padding: UiRect::left(px(16)), align_items: AlignItems::FlexStart, ..row(10.0) }))
                .with_children(|kids| {
                    kids.spawn(group(Node {
                        width: px(CHANNEL * table.text_scale().min(1.5)),
                        flex_shrink: 0.0,
                        ..row(0.0)
                    }))
                    .with_children(|kids| {
                        kids.spawn(widget::label(
                            table.say(&format!("channel-{}", channel.word())),
                            Size::Body,
                            Token::Ink2,
                        ));
                    });
                    kids.spawn(wrapped(
                        stretches.join(&table.say("reach-comma")),
                        Face::plain(Size::Body),
                        Token::Ink,
                        WIDTH - 40.0 - CHANNEL * table.text_scale().min(1.5),
                    ));
                });
        }
    }
}

/// Everything that happened, in sentences; each jumps to its moment.
pub fn events(kids: &mut Kids, table: &Table) {
    kids.spawn(widget::heading(table.say("page-events"), Size::Title, 2));
    for event in table.session.simulation.events() {
        if matches!(event.kind, Kind::RunEnded { .. }) {
            break;
        }
        line(kids, table, event);
    }
}

fn line(kids: &mut Kids, table: &Table, event: &Event) {
    let Some(words) = sentence(table.plan(), event, table.language()) else { return };
    let spoken = format!("{} {words}", table.clock(event.t));
    let picked = table.view.moment == Some(event.n);
    kids.spawn((
        widget::pressable(Role::ListItem, spoken, UiAction::Moment(event.n)),
        Node {
            width: px(WIDTH),
            padding: UiRect::axes(px(6), px(2)),
            align_items: AlignItems::FlexStart,
            border: UiRect::left(px(3)),
            flex_shrink: 0.0,
            ..row(10.0)
        },
        Stroke(if picked { Token::Ink } else { Token::Clear }),
        Fill(if picked { Token::Inset } else { Token::Clear }),
    ))
    .with_children(|kids| {
        let room = 56.0 * table.text_scale();
        kids.spawn(group(Node { width: px(room), flex_shrink: 0.0, ..row(0.0) })).with_children(|kids| {
            kids.spawn(widget::label(table.clock(event.t), Size::Body, Token::Ink2));
        });
        kids.spawn(wrapped(words, Face::plain(Size::Body), Token::Ink, WIDTH - room - 32.0));
    });
}

/// How the day ended, and what happened after one's part in it.
pub fn epilogue(kids: &mut Kids, table: &Table) {
    let events = table.session.simulation.events();
    if let Some(ending) = table.session.desk.ending {
        let ending = &table.plan().endings[ending.index()];
        kids.spawn(wrapped(table.text(&ending.title), Face::bold(Size::Head), Token::Ink, WIDTH));
        kids.spawn(wrapped(table.text(&ending.text), Face::letter(Size::Title), Token::Ink, WIDTH));
    }
    kids.spawn(widget::rule());
    kids.spawn(widget::heading(table.say("epilogue-after"), Size::Body, 2));
    let after = events.iter().skip_while(|event| !matches!(event.kind, Kind::RunEnded { .. })).skip(1);
    kids.spawn(group(column(2.0))).with_children(|kids| {
        for event in after {
            line(kids, table, event);
        }
    });
}
