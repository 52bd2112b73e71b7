//! F1, the desk itself: what can be done here, the news, and how the window looks.

use super::parts::{chip, chips};
use crate::desktop::action::UiAction;
use crate::desktop::frame::FirstFocus;
use crate::desktop::scene::{Kids, Table, wrapped};
use crate::desktop::screens::choices_of_the_window;
use crate::desktop::settings::Pace;
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act, Face, column, group, row};
use crate::scenario::plan::Severity;
use crate::sim::command::Command;
use crate::sim::cost;
use bevy::prelude::*;

pub fn build(kids: &mut Kids, table: &Table) {
    let width = table.widths().0 - 56.0;
    kids.spawn(table.scroll(
        "sheet",
        table.say("tab-desk"),
        Node { padding: px(20).all(), flex_grow: 1.0, ..column(12.0) },
    ))
    .with_children(|kids| {
        kids.spawn(widget::heading(table.say("desk-now"), Size::Title, 2));
        kids.spawn(wrapped(table.say("desk-can"), Face::letter(Size::Body), Token::Ink2, width));
        if !table.desk().notices.is_empty() {
            kids.spawn(widget::rule());
            kids.spawn(widget::heading(table.say("desk-notices"), Size::Body, 3));
            for (time, notice) in table.desk().notices.iter().rev() {
                let words = format!("{}  {}", table.clock(*time), table.text(notice));
                kids.spawn(wrapped(words, Face::plain(Size::Body), Token::Ink, width));
            }
        }
        kids.spawn(widget::rule());
        severity(kids, table, width);
        kids.spawn(widget::rule());
        close(kids, table, width);
        kids.spawn(widget::rule());
        // The pace can be changed while the day goes on; the record says so.
        let paces = Pace::ALL.map(|pace| (table.say(pace.key()), table.session.pace == pace, UiAction::Pace(pace)));
        chips(kids, table, table.say("choose-pace"), width, paces.to_vec());
        choices_of_the_window(kids, table, width);
        kids.spawn(wrapped(table.say("briefing-keys"), Face::plain(Size::Small), Token::Ink2, width));
    });
}

fn severity(kids: &mut Kids, table: &Table, width: f32) {
    kids.spawn(group(Node { justify_content: JustifyContent::SpaceBetween, width: px(width), ..row(8.0) }))
        .with_children(|kids| {
            kids.spawn(widget::heading(table.say("severity"), Size::Body, 3));
            kids.spawn(widget::label(table.span(cost::DECLARE), Size::Small, Token::Ink2));
        });
    let levels = [Severity::P1, Severity::P2, Severity::P3, Severity::P4];
    for (place, level) in levels.into_iter().enumerate() {
        kids.spawn(group(row(10.0))).with_children(|kids| {
            let chosen = table.desk().severity == Some(level);
            let action = UiAction::Game(Command::Declare(level));
            table.number(&action);
            let entity = chip(kids, format!("{level:?}"), chosen, action);
            if place == 0 && !table.view.closing {
                kids.commands().entity(entity).insert(FirstFocus);
            }
            let words = table.say(&format!("severity-{level:?}").to_lowercase());
            kids.spawn(wrapped(words, Face::plain(Size::Body), Token::Ink, width - 70.0));
        });
    }
}

fn close(kids: &mut Kids, table: &Table, width: f32) {
    kids.spawn(widget::heading(table.say("close"), Size::Body, 3));
    kids.spawn(wrapped(table.say("close-words"), Face::plain(Size::Body), Token::Ink2, width));
    kids.spawn(group(row(10.0))).with_children(|kids| {
        if table.view.closing {
            kids.spawn(wrapped(table.say("close-sure"), Face::bold(Size::Body), Token::Ink, width * 0.4));
            let yes = UiAction::Game(Command::Close);
            table.number(&yes);
            kids.spawn(widget::button(Act::new(table.say("close-yes"), yes).key("5")));
            kids.spawn((widget::button(Act::new(table.say("close-no"), UiAction::AskClose(false))), FirstFocus));
        } else {
            let ask = UiAction::AskClose(true);
            table.number(&ask);
            kids.spawn(widget::button(Act::new(table.say("close"), ask).key("5")));
        }
    });
}
