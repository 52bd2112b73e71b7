//! The briefing: who one is today, and how the day is to be played.

use super::{choices_of_the_window, header, paper, tab_group, table, two_sheets};
use crate::desktop::action::UiAction;
use crate::desktop::debrief::plan;
use crate::desktop::desk::parts::chips;
use crate::desktop::frame::FirstFocus;
use crate::desktop::scene::{Kids, Scene, wrapped};
use crate::desktop::settings::{Mode, Pace};
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act, Face, Look, column, group, row};
use bevy::prelude::*;

pub fn build(kids: &mut Kids, scene: &Scene) {
    let Some(plan) = scene.shelf.plan(scene.view.scenario) else { return };
    table(kids, |kids| {
        header(kids, scene.say("title"), scene.say("title-line"));
        two_sheets(
            kids,
            |kids| {
                kids.spawn((paper(scene.say("briefing-day"), 600.0), tab_group(2))).with_children(|kids| {
                    kids.spawn(scene.scroll(
                        "day",
                        scene.say("briefing-day"),
                        Node { padding: px(20).all(), flex_grow: 1.0, ..column(14.0) },
                    ))
                    .with_children(|kids| {
                        let width = 540.0;
                        kids.spawn(wrapped(scene.text(&plan.title), Face::bold(Size::Head), Token::Ink, width));
                        kids.spawn(wrapped(
                            scene.with("briefing-you", &[("you", (&plan.you).into())]),
                            Face::bold(Size::Body),
                            Token::Pen,
                            width,
                        ));
                        kids.spawn(wrapped(scene.text(&plan.about), Face::letter(Size::Body), Token::Ink, width));
                        if let Some(intention) = scene.shelf.plans.last() {
                            kids.spawn(widget::rule());
                            kids.spawn(wrapped(scene.say("plan-shown"), Face::bold(Size::Body), Token::Ink, width));
                            let words = plan::sentence(scene, intention);
                            kids.spawn(wrapped(words, Face::letter(Size::Body), Token::Pen, width));
                        }
                        kids.spawn(widget::rule());
                        kids.spawn(wrapped(scene.say("briefing-how"), Face::letter(Size::Body), Token::Ink2, width));
                        kids.spawn(wrapped(scene.say("briefing-keys"), Face::letter(Size::Body), Token::Ink2, width));
                    });
                });
            },
            |kids| {
                kids.spawn((paper(scene.say("briefing-choices"), 632.0), tab_group(1))).with_children(|kids| {
                    let width = 580.0;
                    kids.spawn(scene.scroll(
                        "sheet",
                        scene.say("briefing-choices"),
                        Node { padding: px(18).all(), flex_grow: 1.0, ..column(14.0) },
                    ))
                    .with_children(|kids| {
                        chips(
                            kids,
                            scene,
                            scene.say("choose-pace"),
                            width,
                            Pace::ALL
                                .map(|pace| (scene.say(pace.key()), scene.settings.pace == pace, UiAction::Pace(pace)))
                                .to_vec(),
                        );
                        let words = scene.say(&format!("{}-words", scene.settings.pace.key()));
                        kids.spawn(wrapped(words, Face::plain(Size::Body), Token::Ink2, width));
                        chips(
                            kids,
                            scene,
                            scene.say("choose-mode"),
                            width,
                            Mode::ALL
                                .map(|mode| (scene.say(mode.key()), scene.settings.mode == mode, UiAction::Mode(mode)))
                                .to_vec(),
                        );
                        let words = scene.say(&format!("{}-words", scene.settings.mode.key()));
                        kids.spawn(wrapped(words, Face::plain(Size::Body), Token::Ink2, width));
                        kids.spawn(widget::rule());
                        choices_of_the_window(kids, scene, width);
                    });
                    kids.spawn(group(Node {
                        padding: px(14).all(),
                        justify_content: JustifyContent::SpaceBetween,
                        flex_wrap: FlexWrap::Wrap,
                        row_gap: px(8),
                        ..row(12.0)
                    }))
                    .with_children(|kids| {
                        kids.spawn(widget::button(
                            Act::new(scene.say("back-to-library"), UiAction::Library).key("Esc").height(48.0),
                        ));
                        kids.spawn((
                            widget::button(
                                Act::new(scene.say("briefing-start"), UiAction::Start).look(Look::Ink).height(48.0),
                            ),
                            FirstFocus,
                        ));
                    });
                });
            },
        );
    });
}
