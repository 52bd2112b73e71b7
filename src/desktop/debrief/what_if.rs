//! What if: the same day, the same luck, one decision made otherwise. The decisions on the left, the weightiest first; on
//! the right what the picked one would have brought, the day as it would have gone above the day as it went.

use super::chart::{Chart, Line, place_to_tell};
use super::study::OtherDay;
use crate::debrief::in_words::{change_words, chased_words, days_words, ending_words, facts_words, restored_words};
use crate::debrief::what_if::Facts;
use crate::debrief::{Lane, Owner, Timeline, timeline, whole_day};
use crate::desktop::action::UiAction;
use crate::desktop::desk::parts::live_region;
use crate::desktop::scene::{Kids, Table, wrapped};
use crate::desktop::screens::{paper, tab_group};
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act, Face, Fill, Look, Stroke, column, group, row};
use crate::score::tenths;
use crate::sim::event::Event;
use crate::time::Time;
use accesskit::Role;
use bevy::prelude::*;

/// Widths of the two sheets, in logical pixels.
const LIST: f32 = 500.0;
const PICKED: f32 = 732.0;

pub fn build(kids: &mut Kids, table: &Table) {
    let width = LIST - 40.0;
    kids.spawn((paper(table.say("page-what-if"), LIST), tab_group(1))).with_children(|kids| {
        let node = Node { padding: px(14).all(), flex_grow: 1.0, ..column(6.0) };
        kids.spawn(table.scroll("what-if-list", table.say("page-what-if"), node)).with_children(|kids| {
            kids.spawn(widget::heading(table.say("what-if-heading"), Size::Title, 2));
            kids.spawn(wrapped(table.say("what-if-words"), Face::plain(Size::Small), Token::Ink2, width));
            match (&table.study.days, &table.study.here) {
                (Some(days), Some(here)) => list(kids, table, days, here, width),
                (Some(_), None) => said(kids, table, "what-if-none", width),
                (None, _) => said(kids, table, "what-if-busy", width),
            }
        });
    });
    kids.spawn((paper(table.say("what-if-picked"), PICKED), tab_group(2))).with_children(|kids| {
        if let (Some(days), Some(here)) = (&table.study.days, &table.study.here)
            && let Some(day) = days.get(table.view.debrief.what_if).or_else(|| days.first())
        {
            picked(kids, table, day, here);
        }
    });
}

/// A sentence that a screen reader speaks as soon as it appears.
fn said(kids: &mut Kids, table: &Table, key: &str, width: f32) {
    kids.spawn((wrapped(table.say(key), Face::plain(Size::Body), Token::Ink, width), live_region()));
}

fn list(kids: &mut Kids, table: &Table, days: &[OtherDay], here: &Facts, width: f32) {
    let run = facts_words(table.plan(), here, "what-if-run", table.language());
    kids.spawn(wrapped(run, Face::plain(Size::Body), Token::Pen, width));
    kids.spawn(widget::rule());
    if days.is_empty() {
        said(kids, table, "what-if-none", width);
    }
    for (place, day) in days.iter().enumerate() {
        decision(kids, table, place, day, here, width);
    }
    kids.spawn(wrapped(table.say("what-if-model"), Face::plain(Size::Small), Token::Ink3, width));
}

/// A decision: its rank, what it is, what comes of it, and the points.
fn decision(kids: &mut Kids, table: &Table, place: usize, day: &OtherDay, here: &Facts, width: f32) {
    let (plan, language) = (table.plan(), table.language());
    let change = change_words(plan, &day.what_if, language);
    let then = facts_words(plan, &day.what_if.here, "what-if-then", language);
    let total = tenths(day.what_if.here.total);
    let more = format!("+{}", tenths(day.what_if.here.total - here.total));
    let picked = table.view.debrief.what_if == place;
    kids.spawn((
        widget::pressable(Role::ListItem, format!("{} {change}. {then}", place + 1), UiAction::WhatIf(place)),
        Node {
            width: px(width),
            padding: UiRect::axes(px(8), px(6)),
            border: UiRect::left(px(4)),
            align_items: AlignItems::FlexStart,
            flex_shrink: 0.0,
            ..row(8.0)
        },
        Fill(if picked { Token::Inset } else { Token::Clear }),
        Stroke(if picked { Token::Ink } else { Token::Clear }),
    ))
    .with_children(|kids| {
        let scale = table.text_scale();
        let (rank, side) = (24.0 * scale.min(1.5), 62.0 * scale);
        let room = width - 20.0 - rank - side - 16.0;
        kids.spawn(group(Node { width: px(rank), flex_shrink: 0.0, ..row(0.0) })).with_children(|kids| {
            kids.spawn(widget::line((place + 1).to_string(), Face::bold(Size::Title), Token::Ink));
        });
        kids.spawn(group(Node { width: px(room), flex_shrink: 0.0, ..column(2.0) })).with_children(|kids| {
            kids.spawn(wrapped(change, Face::bold(Size::Body), Token::Ink, room));
            kids.spawn(wrapped(then, Face::plain(Size::Small), Token::Ink2, room));
        });
        let points = Node { width: px(side), align_items: AlignItems::FlexEnd, flex_shrink: 0.0, ..column(0.0) };
        kids.spawn(group(points)).with_children(|kids| {
            kids.spawn(widget::line(total, Face::bold(Size::Title), Token::Ink));
            kids.spawn(widget::label(more, Size::Small, Token::Ink2));
        });
    });
}

fn picked(kids: &mut Kids, table: &Table, day: &OtherDay, here: &Facts) {
    let width = PICKED - 40.0;
    let (plan, language) = (table.plan(), table.language());
    let at = day.what_if.at;
    let node = Node { padding: px(14).all(), flex_grow: 1.0, flex_basis: px(0), ..column(6.0) };
    kids.spawn(table.scroll("what-if", table.say("what-if-picked"), node)).with_children(|kids| {
        kids.spawn(wrapped(change_words(plan, &day.what_if, language), Face::bold(Size::Title), Token::Ink, width));
        facts(kids, table, here, &day.what_if.here, width);
        kids.spawn(wrapped(days_words(&day.what_if, language), Face::plain(Size::Small), Token::Ink2, width));
        kids.spawn(widget::rule());
        two_days(kids, table, day, width);
    });
    let edge = Node { padding: UiRect::axes(px(14), px(8)), justify_content: JustifyContent::FlexEnd, ..row(12.0) };
    kids.spawn(group(edge)).with_children(|kids| {
        let words = table.with("what-if-play-on", &[("clock", table.clock(at).into())]);
        kids.spawn(widget::button(Act::new(words, UiAction::PlayOnFrom(at)).look(Look::Ink).height(40.0)));
    });
}

/// What came of the day, and what would have come of it.
fn facts(kids: &mut Kids, table: &Table, here: &Facts, then: &Facts, width: f32) {
    let (plan, language) = (table.plan(), table.language());
    let columns = [
        (
            "what-if-fact-restored",
            restored_words(plan, here.restored, language),
            restored_words(plan, then.restored, language),
        ),
        ("what-if-fact-chased", chased_words(here.chased, language), chased_words(then.chased, language)),
        ("what-if-fact-ending", ending_words(plan, here, language), ending_words(plan, then, language)),
        ("total", tenths(here.total), tenths(then.total)),
    ];
    // With large letters two beside each other, else all four.
    let beside = if table.text_scale() > 1.3 { 2.0 } else { 4.0 };
    let room = (width - 12.0 * (beside - 1.0)) / beside;
    let node = Node {
        width: px(width),
        flex_wrap: FlexWrap::Wrap,
        align_items: AlignItems::FlexStart,
        row_gap: px(6),
        ..row(12.0)
    };
    kids.spawn(group(node)).with_children(|kids| {
        for (key, before, after) in columns {
            kids.spawn(group(Node { width: px(room), flex_shrink: 0.0, ..column(1.0) })).with_children(|kids| {
                kids.spawn(wrapped(table.say(key), Face::plain(Size::Small), Token::Ink3, room));
                kids.spawn(wrapped(before, Face::plain(Size::Small), Token::Ink2, room));
                kids.spawn(wrapped(format!("→ {after}"), Face::bold(Size::Body), Token::Ink, room));
            });
        }
    });
}

/// The day as it would have gone, and the day as it went, on one axis.
fn two_days(kids: &mut Kids, table: &Table, day: &OtherDay, width: f32) {
    let (plan, events) = (table.plan(), table.session.simulation.events());
    let incident = timeline(plan, events);
    let (other, own) = (whole_day(plan, &day.events), whole_day(plan, events));
    let range = (incident.from, incident.to);
    let would = Chart {
        deadline: other.deadline.or(own.deadline),
        unreal: Some(day.what_if.at),
        ..chart(table, &day.events, range, width)
    };
    let was = Chart { deadline: own.deadline, ..chart(table, events, range, width) };
    let lines = [Line { at: day.what_if.at, token: Token::Ink, dashed: true, words: String::new() }];
    let owners = shown_in(&[&other, &own]);
    was.hours(kids, &[]);
    kids.spawn(widget::line(table.say("what-if-then-day"), Face::bold(Size::Small), Token::Ink));
    would.lanes(kids, &lanes_of(&other, &owners), &lines);
    kids.spawn(widget::line(table.say("what-if-that-day"), Face::bold(Size::Small), Token::Pen));
    was.lanes(kids, &lanes_of(&own, &owners), &lines);
    place_to_tell(kids, table, table.say("what-if-dashes"), width);
}

/// A chart over a range, of a run with these events; nothing on it is picked.
fn chart<'a, 't, 's>(
    table: &'a Table<'t, 's>,
    events: &'a [Event],
    (from, to): (Time, Time),
    width: f32,
) -> Chart<'a, 't, 's> {
    let scale = table.text_scale();
    let names = 110.0 * scale.min(1.4);
    let (axis, lane) = (width - names, 21.0 * scale.min(1.6));
    Chart { table, events, from, to, deadline: None, names, axis, lane, unreal: None, picks: false }
}

/// Whose lanes are shown: everybody who was tried or reached on one of the days, the customer and the systems.
fn shown_in(days: &[&Timeline]) -> Vec<Owner> {
    let mut owners: Vec<Owner> = Vec::new();
    for lane in days.iter().flat_map(|day| &day.lanes) {
        let shown = !matches!(lane.owner, Owner::Person(_)) || !lane.points.is_empty();
        if shown && !owners.contains(&lane.owner) {
            owners.push(lane.owner);
        }
    }
    owners
}

fn lanes_of<'d>(day: &'d Timeline, owners: &[Owner]) -> Vec<&'d Lane> {
    day.lanes.iter().filter(|lane| owners.contains(&lane.owner)).collect()
}
