//! F5, the papers: the rule at hand, and what can be read if one takes the time.

use super::parts::{drawn, list_row};
use crate::desktop::action::UiAction;
use crate::desktop::frame::FirstFocus;
use crate::desktop::scene::{Kids, Table, wrapped};
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act as Button, Face, Stroke, column, group, row};
use crate::id::DocumentId;
use crate::sim::command::Command;
use bevy::prelude::*;

pub fn build(kids: &mut Kids, table: &Table) {
    let (width, _) = table.widths();
    let left = 212.0 * table.text_scale().min(1.3);
    kids.spawn(group(Node {
        flex_grow: 1.0,
        flex_basis: px(0),
        min_height: px(0),
        align_items: AlignItems::Stretch,
        ..row(0.0)
    }))
    .with_children(|kids| {
        kids.spawn((
            group(Node {
                width: px(left),
                border: UiRect::right(px(1)),
                padding: px(5).all(),
                flex_shrink: 0.0,
                ..column(2.0)
            }),
            Stroke(Token::Line),
        ))
        .with_children(|kids| {
            for (number, document) in table.plan().documents.iter().enumerate() {
                let id = DocumentId(number as u16);
                let words = match (document.at_hand, table.desk().read.contains(&id)) {
                    (true, _) => table.say("paper-at-hand"),
                    (_, true) => table.say("paper-read"),
                    _ => drawn(table, document.takes),
                };
                let action = UiAction::Document(id);
                table.number(&action);
                let picked = table.view.document == Some(id);
                let entity =
                    list_row(kids, table, table.text(&document.title), &words, "", picked, false, action, left - 12.0);
                if number == 0 {
                    kids.commands().entity(entity).insert(FirstFocus);
                }
            }
        });
        kids.spawn(table.scroll(
            "sheet",
            table.say("tab-papers"),
            Node { width: px(width - left), padding: px(20).all(), ..column(10.0) },
        ))
        .with_children(|kids| open(kids, table, width - left - 44.0));
    });
}

fn open(kids: &mut Kids, table: &Table, width: f32) {
    let Some(id) = table.view.document else {
        kids.spawn(wrapped(table.say("paper-pick"), Face::plain(Size::Body), Token::Ink2, width));
        return;
    };
    let document = table.plan().document(id);
    kids.spawn(wrapped(table.text(&document.title), Face::bold(Size::Title), Token::Ink, width));
    if document.at_hand || table.desk().read.contains(&id) {
        kids.spawn(widget::rule());
        kids.spawn(wrapped(table.text(&document.text), Face::letter(Size::Body), Token::Ink, width));
        return;
    }
    kids.spawn(wrapped(table.say("paper-closed"), Face::plain(Size::Body), Token::Ink2, width));
    kids.spawn(group(row(0.0))).with_children(|kids| {
        let action = UiAction::Game(Command::Read(id));
        table.number(&action);
        let number = table.plan().documents.len() + 1;
        let mut button = Button::new(table.say("paper-open"), action).hint(drawn(table, document.takes));
        if number <= 9 {
            button = button.key(number.to_string());
        }
        kids.spawn(widget::button(button));
    });
}
