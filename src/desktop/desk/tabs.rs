//! The five tabs. The number behind mail counts what was not opened.

use crate::desktop::action::{Tab, UiAction};
use crate::desktop::frame::LastFocus;
use crate::desktop::scene::{Kids, Table};
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Face, Fill, row};
use accesskit::Role;
use bevy::prelude::*;

/// Letters that came and were not opened.
pub fn unread(table: &Table) -> usize {
    table
        .desk()
        .letters
        .iter()
        .enumerate()
        .filter(|(place, letter)| letter.to.is_empty() && !table.view.opened.contains(place))
        .count()
}

pub fn build(kids: &mut Kids, table: &Table) {
    let unread = unread(table);
    for (number, tab) in Tab::ALL.into_iter().enumerate() {
        let picked = table.view.tab == tab;
        let mut name = table.say(tab.key());
        if tab == Tab::Mail && unread > 0 {
            name = format!("{name} {unread}");
        }
        let (fill, face) =
            if picked { (Token::Sheet, Face::bold(Size::Body)) } else { (Token::Tab, Face::plain(Size::Body)) };
        let mut entity = kids.spawn((
            widget::pressable(Role::Tab, format!("F{} {name}", number + 1), UiAction::Tab(tab)),
            Node {
                min_height: px(32),
                padding: UiRect::axes(px(if table.is_large() { 8.0 } else { 12.0 }), px(4)),
                border_radius: BorderRadius::top(px(4)),
                flex_shrink: 0.0,
                ..row(7.0)
            },
            Fill(fill),
        ));
        entity.with_children(|kids| {
            if table.settings.text < 200 {
                kids.spawn(widget::line(format!("F{}", number + 1), face, Token::Ink2));
            }
            kids.spawn(widget::line(name, face, Token::Ink));
        });
        if picked {
            entity.insert(LastFocus);
        }
    }
}
