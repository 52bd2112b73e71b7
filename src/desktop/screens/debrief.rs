//! The debrief: one question first; then the day in lanes with what stands out, the same day with one other decision, who
//! was reachable, what happened and what came of it, the plan for the next time; the bars with their reasons beside it.

use super::{header, paper, tab_group, table};
use crate::desktop::action::{Page, UiAction};
use crate::desktop::debrief::{bars, compare, day, pages, plan, question, what_if};
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
    table(kids, |kids| {
        if let Some(contact) = question::open(session, scene.view) {
            head(kids, &table_of, false);
            question::build(kids, &table_of, &contact);
            return;
        }
        head(kids, &table_of, true);
        tabs(kids, scene);
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
        .with_children(|kids| match scene.view.page {
            Page::Day => with_bars(kids, &table_of, "debrief-day", day::build),
            Page::WhatIf => what_if::build(kids, &table_of),
            Page::Reach => with_bars(kids, &table_of, "reach", pages::reach),
            Page::Events => with_bars(kids, &table_of, "sheet", pages::events),
            Page::Epilogue => with_bars(kids, &table_of, "epilogue", pages::epilogue),
            Page::Plan => plan::build(kids, &table_of),
            Page::Compare => compare::build(kids, &table_of),
        });
    });
}

/// Which day it was; how it ended is told only once the question is out of the way.
fn head(kids: &mut Kids, table: &Table, ended: bool) {
    let plan = table.plan();
    let title = ("title", (&plan.title).into());
    let date = ("date", plan.calendar.starts.strftime("%Y-%m-%d").to_string().into());
    let words = if ended {
        let ending = table.session.desk.ending.map(|ending| table.text(&plan.endings[ending.index()].title).to_owned());
        table.with("debrief-line", &[title, date, ("ending", ending.unwrap_or_default().into())])
    } else {
        table.with("debrief-line-before", &[title, date])
    };
    header(kids, table.say("debrief"), words);
}

/// The pages and, at the right, where one can go from here.
fn tabs(kids: &mut Kids, scene: &Scene) {
    kids.spawn(group(Node {
        width: px(1280),
        padding: UiRect::new(px(16), px(16), px(10), px(0)),
        justify_content: JustifyContent::SpaceBetween,
        flex_wrap: FlexWrap::Wrap,
        row_gap: px(6),
        flex_shrink: 0.0,
        ..row(8.0)
    }))
    .with_children(|kids| {
        let pages = Node { flex_wrap: FlexWrap::Wrap, row_gap: px(4), max_width: percent(100), ..row(4.0) };
        kids.spawn((group(pages), tab_group(3))).with_children(|kids| {
            for (number, page) in Page::ALL.into_iter().enumerate() {
                let words = format!("F{} {}", number + 1, scene.say(page.key()));
                // What lies beside another run belongs to the day.
                let front = if scene.view.page == Page::Compare { Page::Day } else { scene.view.page };
                chip(kids, words, front == page, UiAction::Page(page));
            }
        });
        let ways = Node { flex_wrap: FlexWrap::Wrap, row_gap: px(4), max_width: percent(100), ..row(6.0) };
        kids.spawn((group(ways), tab_group(4))).with_children(|kids| {
            let act = |key: &str, action: UiAction| Act::new(scene.say(key), action).height(32.0);
            kids.spawn(widget::button(act("debrief-replay", UiAction::Replay)));
            let list = act("debrief-list", UiAction::Library);
            // On the page beside another run Escape leads back to the day.
            let list = if scene.view.page == Page::Compare { list } else { list.key("Esc") };
            kids.spawn(widget::button(list));
            let again = widget::button(act("debrief-again", UiAction::Again).key("R").look(Look::Ink));
            // On the page of the plan keeping it comes first.
            if scene.view.page == Page::Plan {
                kids.spawn(again);
            } else {
                kids.spawn((again, FirstFocus));
            }
        });
    });
}

/// A page on the left, the bars on the right.
fn with_bars(kids: &mut Kids, table: &Table, key: &'static str, build: impl FnOnce(&mut Kids, &Table)) {
    let name = table.say(table.view.page.key());
    kids.spawn((paper(name.clone(), LEFT), tab_group(1))).with_children(|kids| {
        let node = Node { padding: px(14).all(), flex_grow: 1.0, ..column(4.0) };
        kids.spawn(table.scroll(key, name, node)).with_children(|kids| build(kids, table));
    });
    kids.spawn((paper(table.say("debrief-bars"), RIGHT), tab_group(0))).with_children(|kids| {
        bars::build(kids, table);
    });
}
