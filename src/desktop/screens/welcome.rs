//! The first start: what this is, in what language and how large, and then the story.

use super::{choices_of_the_window, header, paper, tab_group, table, two_sheets};
use crate::desktop::action::UiAction;
use crate::desktop::frame::FirstFocus;
use crate::desktop::scene::{Kids, Scene, wrapped};
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act, Face, Look, column, group, row};
use bevy::prelude::*;

pub fn build(kids: &mut Kids, scene: &Scene) {
    table(kids, |kids| {
        header(kids, scene.say("title"), scene.say("title-line"));
        two_sheets(
            kids,
            |kids| {
                kids.spawn((paper(scene.say("welcome"), 600.0), tab_group(2))).with_children(|kids| {
                    kids.spawn(scene.scroll(
                        "welcome",
                        scene.say("welcome"),
                        Node { padding: px(20).all(), flex_grow: 1.0, ..column(16.0) },
                    ))
                    .with_children(|kids| {
                        kids.spawn(widget::heading(scene.say("welcome"), Size::Head, 2));
                        for key in ["welcome-what", "welcome-how", "welcome-score", "welcome-kept"] {
                            kids.spawn(wrapped(scene.say(key), Face::letter(Size::Body), Token::Ink, 540.0));
                        }
                    });
                });
            },
            |kids| {
                kids.spawn((paper(scene.say("settings"), 632.0), tab_group(1))).with_children(|kids| {
                    kids.spawn(scene.scroll(
                        "sheet",
                        scene.say("settings"),
                        Node { padding: px(18).all(), flex_grow: 1.0, ..column(14.0) },
                    ))
                    .with_children(|kids| {
                        kids.spawn(wrapped(scene.say("welcome-choose"), Face::bold(Size::Body), Token::Ink, 580.0));
                        choices_of_the_window(kids, scene, 580.0);
                        kids.spawn(wrapped(scene.say("welcome-later"), Face::plain(Size::Small), Token::Ink2, 580.0));
                    });
                    kids.spawn(group(Node {
                        padding: px(14).all(),
                        justify_content: JustifyContent::SpaceBetween,
                        flex_wrap: FlexWrap::Wrap,
                        row_gap: px(8),
                        ..row(10.0)
                    }))
                    .with_children(|kids| {
                        kids.spawn(widget::button(
                            Act::new(scene.say("welcome-list"), UiAction::Welcomed { story: false }).height(48.0),
                        ));
                        kids.spawn((
                            widget::button(
                                Act::new(scene.say("welcome-story"), UiAction::Welcomed { story: true })
                                    .look(Look::Ink)
                                    .height(48.0),
                            ),
                            FirstFocus,
                        ));
                    });
                });
            },
        );
    });
}
