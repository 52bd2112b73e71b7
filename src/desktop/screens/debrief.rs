//! The debrief: the day in lanes, who was reachable, what happened and what came of it; the bars with their reasons beside
//! it, the total last.

use super::{header, paper, tab_group, table};
use crate::desktop::action::{Page, UiAction};
use crate::desktop::debrief::{bars, day, pages};
use crate::desktop::desk::parts::chip;
use crate::desktop::frame::FirstFocus;
use crate::desktop::scene::{Kids, Scene, Table};
use crate::desktop::session::Session;
use crate::desktop::widget::{self, Act, Look, column, group, row};
use bevy::prelude::*;

/// Widths of the two sheets.
pub const LEFT: f32 = 860.0;
pub const RIGHT: f32 = 372.0;

pub fn build(kids: &mut Kids, scene: &Scene, session: &Session) {
    let table_of = Table { scene, session };
    let plan = session.plan();
    table(kids, |kids| {
        let ending = session.desk.ending.map(|ending| scene.text(&plan.endings[ending.index()].title).to_owned());
        let words = scene.with(
            "debrief-line",
            &[
                ("title", (&plan.title).into()),
                ("date", plan.calendar.starts.strftime("%Y-%m-%d").to_string().into()),
                ("ending", ending.unwrap_or_default().into()),
            ],
        );
        header(kids, scene.say("debrief"), words);
        kids.spawn(group(Node {
            width: px(1280),
            padding: UiRect::new(px(16), px(16), px(10), px(0)),
            justify_content: JustifyContent::SpaceBetween,
            flex_shrink: 0.0,
            ..row(8.0)
        }))
        .with_children(|kids| {
            kids.spawn((group(row(6.0)), tab_group(2))).with_children(|kids| {
                for (number, page) in Page::ALL.into_iter().enumerate() {
                    let words = format!("F{} {}", number + 1, scene.say(page.key()));
                    chip(kids, words, scene.view.page == page, UiAction::Page(page));
                }
            });
            kids.spawn((group(row(8.0)), tab_group(3))).with_children(|kids| {
                kids.spawn(widget::button(Act::new(scene.say("debrief-replay"), UiAction::Replay)));
                kids.spawn(widget::button(Act::new(scene.say("debrief-list"), UiAction::Library).key("Esc")));
                kids.spawn((
                    widget::button(Act::new(scene.say("debrief-again"), UiAction::Again).key("R").look(Look::Ink)),
                    FirstFocus,
                ));
            });
        });
        kids.spawn(group(Node {
            width: px(1280),
            // The sheets are as high as what is left, not as what they hold: they scroll.
            height: px(0),
            flex_grow: 1.0,
            min_height: px(0),
            padding: UiRect::axes(px(16), px(10)),
            align_items: AlignItems::Stretch,
            ..row(16.0)
        }))
        .with_children(|kids| {
            kids.spawn((paper(scene.say(scene.view.page.key()), LEFT), tab_group(1))).with_children(|kids| {
                let key = match scene.view.page {
                    Page::Day => "day",
                    Page::Reach => "reach",
                    Page::Events => "sheet",
                    Page::Epilogue => "epilogue",
                };
                kids.spawn(scene.scroll(
                    key,
                    scene.say(scene.view.page.key()),
                    Node { padding: px(14).all(), flex_grow: 1.0, ..column(6.0) },
                ))
                .with_children(|kids| match scene.view.page {
                    Page::Day => day::build(kids, &table_of),
                    Page::Reach => pages::reach(kids, &table_of),
                    Page::Events => pages::events(kids, &table_of),
                    Page::Epilogue => pages::epilogue(kids, &table_of),
                });
            });
            kids.spawn((paper(scene.say("debrief-bars"), RIGHT), tab_group(0))).with_children(|kids| {
                bars::build(kids, &table_of);
            });
        });
    });
}
