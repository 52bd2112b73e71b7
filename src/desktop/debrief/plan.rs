//! One plan in the learner's own words: "when …, I will …". Kept, and shown again before the next run.

use super::looking::NotKept;
use crate::debrief::findings::findings;
use crate::debrief::plans::Intention;
use crate::desktop::action::{Blank, UiAction};
use crate::desktop::desk::parts::live_region;
use crate::desktop::field;
use crate::desktop::frame::FirstFocus;
use crate::desktop::scene::{Kids, Scene, Table, wrapped};
use crate::desktop::screens::{paper, tab_group};
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act, Face, Look, Stroke, column, group, row};
use accesskit::Role;
use bevy::prelude::*;

/// Widths of the two sheets, in logical pixels.
const PLAN: f32 = 860.0;
const KEPT: f32 = 372.0;
/// How many earlier plans are shown.
const MOST: usize = 12;

pub fn build(kids: &mut Kids, table: &Table) {
    let width = PLAN - 48.0;
    kids.spawn((paper(table.say("page-plan"), PLAN), tab_group(1))).with_children(|kids| {
        let node = Node { padding: px(18).all(), flex_grow: 1.0, flex_basis: px(0), ..column(10.0) };
        kids.spawn(table.scroll("plan", table.say("page-plan"), node)).with_children(|kids| {
            kids.spawn(widget::heading(table.say("plan-heading"), Size::Title, 2));
            kids.spawn(wrapped(table.say("plan-words"), Face::plain(Size::Body), Token::Ink2, width));
            blank(kids, table, Blank::When, "plan-when", width);
            blank(kids, table, Blank::Will, "plan-will", width);
            openings(kids, table, width);
        });
        let edge = Node {
            padding: UiRect::axes(px(18), px(12)),
            justify_content: JustifyContent::SpaceBetween,
            flex_wrap: FlexWrap::Wrap,
            row_gap: px(6),
            ..row(12.0)
        };
        kids.spawn(group(edge)).with_children(|kids| {
            let room = (width - 190.0 * table.text_scale()).max(width / 2.0);
            let (words, news) = how_it_stands(table);
            let mut line = kids.spawn(wrapped(words, Face::plain(Size::Body), Token::Ink, room));
            if news {
                line.insert(live_region());
            }
            let keep = Act::new(table.say("plan-keep"), UiAction::KeepPlan).look(Look::Ink).height(40.0);
            let mut keep = kids.spawn(widget::button(keep));
            if !table.view.debrief.written(Blank::When).is_empty() {
                keep.insert(FirstFocus);
            }
        });
    });
    kids.spawn((paper(table.say("plan-earlier"), KEPT), tab_group(2))).with_children(|kids| {
        let node = Node { padding: px(14).all(), flex_grow: 1.0, ..column(10.0) };
        kids.spawn(table.scroll("plan-earlier", table.say("plan-earlier"), node)).with_children(|kids| {
            let width = KEPT - 40.0;
            kids.spawn(widget::heading(table.say("plan-earlier"), Size::Body, 2));
            if table.shelf.plans.is_empty() {
                kids.spawn(wrapped(table.say("plan-none"), Face::plain(Size::Body), Token::Ink2, width));
            }
            for intention in table.shelf.plans.iter().rev().take(MOST) {
                kids.spawn(group(Node { width: px(width), ..column(1.0) })).with_children(|kids| {
                    kids.spawn(widget::label(&intention.date, Size::Small, Token::Ink3));
                    kids.spawn(wrapped(sentence(table, intention), Face::plain(Size::Body), Token::Pen, width));
                });
            }
        });
    });
}

/// A blank of the plan, with what it asks for above it.
fn blank(kids: &mut Kids, table: &Table, blank: Blank, key: &str, width: f32) {
    kids.spawn(group(Node { width: px(width), flex_shrink: 0.0, ..column(3.0) })).with_children(|kids| {
        kids.spawn(widget::line(table.say(key), Face::bold(Size::Body), Token::Ink));
        let words = table.view.debrief.written(blank);
        let mut field = kids.spawn(field::field(table.say(key), blank, words, width));
        // Whoever opens the page to write one can begin at once.
        if blank == Blank::When && words.is_empty() {
            field.insert(FirstFocus);
        }
    });
}

/// What the findings suggest; pressing one fills both blanks, and it can still be changed.
fn openings(kids: &mut Kids, table: &Table, width: f32) {
    let found = findings(table.plan(), table.session.simulation.events());
    if found.is_empty() {
        return;
    }
    kids.spawn(wrapped(table.say("plan-openings"), Face::plain(Size::Small), Token::Ink3, width));
    for (place, finding) in found.iter().enumerate() {
        let (when, will) = &finding.opening;
        let arguments = [("when", when.into()), ("will", will.into())];
        let words = table.with("plan-sentence", &arguments);
        kids.spawn((
            widget::pressable(Role::Button, words.clone(), UiAction::Opening(place)),
            Node {
                width: px(width),
                padding: UiRect::axes(px(10), px(6)),
                border: px(1.5).all(),
                border_radius: BorderRadius::all(px(4)),
                flex_shrink: 0.0,
                ..row(0.0)
            },
            Stroke(Token::Ink2),
        ))
        .with_children(|kids| {
            kids.spawn(wrapped(words, Face::plain(Size::Body), Token::Ink, width - 26.0));
        });
    }
}

/// Whether what is written is kept, and whether that is news, to be spoken as it appears.
fn how_it_stands(table: &Table) -> (String, bool) {
    let looking = &table.view.debrief;
    match &looking.not_kept {
        Some(NotKept::Unfinished) => return (table.say("plan-unfinished"), true),
        Some(NotKept::Failed(why)) => return (table.with("plan-failed", &[("why", why.as_str().into())]), true),
        None => {}
    }
    let (when, will) = (looking.written(Blank::When), looking.written(Blank::Will));
    let written = Intention::today(&table.plan().id, table.session.simulation.seed(), when, will);
    match (written, table.shelf.plans.last()) {
        (Some(written), Some(last)) if last.says(&written) => (table.say("plan-kept"), true),
        _ => (table.say("plan-again"), false),
    }
}

/// A plan as one sentence.
pub fn sentence(scene: &Scene, intention: &Intention) -> String {
    let arguments = [("when", intention.when.as_str().into()), ("will", intention.will.as_str().into())];
    scene.with("plan-sentence", &arguments)
}
