//! The settings: how the window looks and sounds, and where everything that is kept lies.

use super::{choices_of_the_window, header, paper, tab_group, table, two_sheets};
use crate::desktop::action::UiAction;
use crate::desktop::frame::FirstFocus;
use crate::desktop::scene::{Kids, Scene, wrapped};
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act, Face, Look, column, group, row};
use crate::scenario::Folders;
use bevy::prelude::*;

pub fn build(kids: &mut Kids, scene: &Scene) {
    table(kids, |kids| {
        header(kids, scene.say("settings"), scene.say("title-line"));
        two_sheets(
            kids,
            |kids| {
                kids.spawn((paper(scene.say("settings-window"), 632.0), tab_group(1))).with_children(|kids| {
                    kids.spawn(scene.scroll(
                        "sheet",
                        scene.say("settings-window"),
                        Node { padding: px(18).all(), flex_grow: 1.0, ..column(14.0) },
                    ))
                    .with_children(|kids| {
                        kids.spawn(widget::heading(scene.say("settings-window"), Size::Title, 2));
                        choices_of_the_window(kids, scene, 580.0);
                        kids.spawn(widget::rule());
                        kids.spawn(wrapped(scene.say("briefing-keys"), Face::plain(Size::Small), Token::Ink2, 580.0));
                    });
                    kids.spawn(group(Node { padding: px(14).all(), ..row(0.0) })).with_children(|kids| {
                        kids.spawn((
                            widget::button(
                                Act::new(scene.say("back-to-library"), UiAction::Library)
                                    .key("Esc")
                                    .look(Look::Ink)
                                    .height(44.0),
                            ),
                            FirstFocus,
                        ));
                    });
                });
            },
            |kids| {
                kids.spawn((paper(scene.say("settings-kept"), 600.0), tab_group(2))).with_children(|kids| {
                    kids.spawn(scene.scroll(
                        "kept",
                        scene.say("settings-kept"),
                        Node { padding: px(18).all(), flex_grow: 1.0, ..column(12.0) },
                    ))
                    .with_children(|kids| kept(kids, scene));
                });
            },
        );
    });
}

/// Where the user's files lie. They are plain text, to be read, copied and deleted.
fn kept(kids: &mut Kids, scene: &Scene) {
    let width = 548.0;
    kids.spawn(widget::heading(scene.say("settings-kept"), Size::Title, 2));
    kids.spawn(wrapped(scene.say("settings-kept-words"), Face::letter(Size::Body), Token::Ink, width));
    if let Some(base) = Folders::of_user().base() {
        kids.spawn(wrapped(base.display().to_string(), Face::console(), Token::Pen, width));
    }
}
