//! The debrief: how the day ended, and what happened in it.

use super::{header, paper, tab_group, table, two_sheets};
use crate::desktop::action::UiAction;
use crate::desktop::frame::FirstFocus;
use crate::desktop::scene::{Kids, Scene, wrapped};
use crate::desktop::session::Session;
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act, Face, Look, column, group, row};
use bevy::prelude::*;

pub fn build(kids: &mut Kids, scene: &Scene, session: &Session) {
    let plan = session.plan();
    table(kids, |kids| {
        header(kids, scene.say("debrief"), scene.text(&plan.title).to_owned());
        two_sheets(
            kids,
            |kids| {
                kids.spawn((paper(scene.say("debrief-ending"), 560.0), tab_group(1))).with_children(|kids| {
                    kids.spawn(scene.scroll(
                        "ending",
                        scene.say("debrief-ending"),
                        Node { padding: px(20).all(), flex_grow: 1.0, ..column(14.0) },
                    ))
                    .with_children(|kids| {
                        if let Some(ending) = session.desk.ending {
                            let ending = &plan.endings[ending.index()];
                            kids.spawn(wrapped(scene.text(&ending.title), Face::bold(Size::Head), Token::Ink, 500.0));
                            kids.spawn(wrapped(scene.text(&ending.text), Face::letter(Size::Body), Token::Ink, 500.0));
                        }
                    });
                    kids.spawn(group(Node { padding: px(14).all(), ..row(12.0) })).with_children(|kids| {
                        kids.spawn((
                            widget::button(Act::new(scene.say("debrief-again"), UiAction::Again).look(Look::Ink).height(48.0)),
                            FirstFocus,
                        ));
                        kids.spawn(widget::button(
                            Act::new(scene.say("back-to-library"), UiAction::Library).key("Esc").height(48.0),
                        ));
                    });
                });
            },
            |kids| {
                kids.spawn((paper(scene.say("debrief-events"), 672.0), tab_group(2))).with_children(|kids| {
                    kids.spawn(scene.scroll(
                        "sheet",
                        scene.say("debrief-events"),
                        Node { padding: px(20).all(), flex_grow: 1.0, ..column(2.0) },
                    ))
                    .with_children(|kids| {
                        for event in session.simulation.events().iter().filter(|event| event.kind.is_visible()) {
                            let who = event.kind.who().map(|who| scene.text(&plan.person(who).name)).unwrap_or_default();
                            let line = format!("{}  {}  {who}", plan.calendar.clock(event.t), event.kind.name());
                            kids.spawn(widget::line(line, Face::plain(Size::Small), Token::Ink));
                        }
                    });
                });
            },
        );
    });
}
