//! The desk: the room above, the desk edge with clock and ruler, and below it telephone, working sheet and notebook.

use super::tab_group;
use crate::desktop::action::{Tab, UiAction};
use crate::desktop::desk::{
    compose, console, edge, machine, mail, notebook, papers, parts, phone, room, tabs, telephone,
};
use crate::desktop::frame::FirstFocus;
use crate::desktop::motion::{Enters, How, What};
use crate::desktop::scene::{Kids, Scene, Table};
use crate::desktop::session::Session;
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act, Look, column, group, row};
use bevy::prelude::*;

pub fn build(kids: &mut Kids, scene: &Scene, session: &Session) {
    let table = &Table { scene, session };
    if let Some(note) = &session.note {
        note_of_the_story(kids, scene, note);
    }
    super::table(kids, |kids| {
        room::build(kids, table);
        edge::build(kids, table);
        kids.spawn(group(Node {
            width: px(1280),
            flex_grow: 1.0,
            flex_basis: px(0),
            min_height: px(0),
            padding: UiRect::new(px(16), px(16), px(12), px(12)),
            align_items: AlignItems::Stretch,
            ..row(16.0)
        }))
        .with_children(|kids| {
            if !table.is_large() {
                telephone::build(kids, table);
            }
            working_sheet(kids, table);
            if !table.is_large() || table.view.notebook_first {
                notebook::build(kids, table);
            } else {
                telephone::build(kids, table);
            }
        });
    });
}

/// Five tabs and the sheet in front. The sheet keeps its frame; only what is on it changes.
fn working_sheet(kids: &mut Kids, table: &Table) {
    let (width, _) = table.widths();
    kids.spawn(group(Node { width: px(width), min_height: px(0), flex_shrink: 0.0, ..column(0.0) })).with_children(
        |kids| {
            kids.spawn((group(row(4.0)), tab_group(2))).with_children(|kids| tabs::build(kids, table));
            let frame = Node { flex_grow: 1.0, min_height: px(0), ..column(0.0) };
            kids.spawn((widget::sheet(table.say(table.view.tab.key()), frame), tab_group(1))).with_children(|kids| {
                let content = group(Node { flex_grow: 1.0, min_height: px(0), ..column(0.0) });
                let comes = Enters(What::Sheet(table.view.turns), How::Rises(8.0));
                kids.spawn((content, UiTransform::default(), comes)).with_children(|kids| {
                    match (&table.view.draft, table.view.tab) {
                        (Some(draft), Tab::Phone) if draft.is_spoken() => compose::build(kids, table, draft),
                        (Some(draft), Tab::Mail) if !draft.is_spoken() => compose::build(kids, table, draft),
                        (_, Tab::Desk) => machine::build(kids, table),
                        (_, Tab::Phone) => phone::build(kids, table),
                        (_, Tab::Mail) => mail::build(kids, table),
                        (_, Tab::Console) => console::build(kids, table),
                        (_, Tab::Papers) => papers::build(kids, table),
                    }
                });
                parts::status_line(kids, table);
            });
        },
    );
}

/// A note of the story, above everything; the clock stands until it was read.
fn note_of_the_story(kids: &mut Kids, scene: &Scene, note: &crate::text::Text) {
    let width = 720.0;
    kids.spawn((
        widget::sheet(
            scene.say("mode-watch"),
            Node {
                position_type: PositionType::Absolute,
                top: px(40),
                width: px(width),
                padding: px(20).all(),
                border: px(2).all(),
                ..column(12.0)
            },
        ),
        widget::Stroke(Token::Ink),
        GlobalZIndex(10),
        tab_group(0),
    ))
    .with_children(|kids| {
        kids.spawn(widget::paragraph(scene.text(note), widget::Face::letter(Size::Title), Token::Ink, width - 48.0));
        kids.spawn(group(Node { justify_content: JustifyContent::FlexEnd, ..row(0.0) })).with_children(|kids| {
            kids.spawn((
                widget::button(
                    Act::new(scene.say("watch-next"), UiAction::Next).key("Enter").look(Look::Ink).height(44.0),
                ),
                FirstFocus,
            ));
        });
    });
}
