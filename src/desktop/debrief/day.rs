//! The day as swim lanes, and under it the escalation curve, on one axis; what was thought of it beside what was so.

use super::chart::{Chart, Line, dot, hatch, place_to_tell, spoken, two_lines};
use super::{curves, question};
use crate::debrief::first_contact::FirstContact;
use crate::debrief::{Point, timeline, whole_day};
use crate::desktop::action::{Guess, UiAction, Zoom};
use crate::desktop::desk::parts::chip;
use crate::desktop::scene::{Kids, Table, wrapped};
use crate::desktop::screens::debrief::LEFT;
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Face, Fill, Stroke, group, row};
use crate::time::{HOUR, MINUTE, Time};
use bevy::prelude::*;

/// Logical pixels between the edges of the sheet.
const WIDTH: f32 = LEFT - 40.0;

pub fn build(kids: &mut Kids, table: &Table) {
    let events = table.session.simulation.events();
    let day = whole_day(table.plan(), events);
    let contact = FirstContact::of(table.plan(), events);
    let guess = table.view.debrief.guess(table.session).filter(|guess| *guess != Guess::Skipped);
    let (from, to) = range(table);
    let names = 124.0 * table.text_scale().min(1.4);
    let chart = Chart {
        table,
        events,
        from,
        to,
        deadline: day.deadline,
        names,
        axis: WIDTH - names,
        lane: 24.0 * table.text_scale().min(1.6),
        unreal: None,
        picks: true,
    };
    let mut lines = Vec::new();
    if let (Some(guess), Some(contact)) = (guess, &contact) {
        kids.spawn(wrapped(
            question::beside_the_truth(table, guess, contact),
            Face::bold(Size::Body),
            Token::Ink,
            WIDTH,
        ));
        if let Guess::At(at) = guess {
            lines.push(Line { at, token: Token::Pencil, dashed: true, words: table.say("guess-mark") });
        }
        if let Some((_, at)) = contact.reached {
            lines.push(Line { at: at.t, token: Token::Pen, dashed: false, words: table.say("truth-mark") });
        }
    }
    head(kids, table);
    legend(kids, table);
    chart.hours(kids, &lines);
    chart.lanes(kids, &day.lanes.iter().collect::<Vec<_>>(), &lines);
    let otherwise = match table.view.moment {
        Some(event) => two_lines(table, &spoken(table, events, event), WIDTH),
        None => table.say("moment-none"),
    };
    place_to_tell(kids, table, otherwise, WIDTH);
    curves::build(kids, &chart);
}

/// How much of the day is shown.
fn range(table: &Table) -> (Time, Time) {
    let (plan, events) = (table.plan(), table.session.simulation.events());
    let incident = timeline(plan, events);
    match table.view.debrief.zoom {
        Zoom::WholeDay => (0, plan.ends),
        Zoom::Incident => (incident.from, incident.to),
        Zoom::Hour => {
            let picked = table.view.moment.and_then(|event| events.get((event as usize).checked_sub(1)?));
            let middle = picked.map_or(incident.from + HOUR / 2, |event| event.t);
            let from = (middle - HOUR / 2).min(plan.ends - HOUR).max(0);
            (from, (from + HOUR).min(plan.ends.max(MINUTE)))
        }
    }
}

fn head(kids: &mut Kids, table: &Table) {
    let node = Node {
        justify_content: JustifyContent::SpaceBetween,
        flex_wrap: FlexWrap::Wrap,
        row_gap: px(4),
        width: px(WIDTH),
        ..row(12.0)
    };
    kids.spawn(group(node)).with_children(|kids| {
        kids.spawn(widget::heading(table.say("day-heading"), Size::Body, 2));
        kids.spawn(group(Node { flex_wrap: FlexWrap::Wrap, row_gap: px(4), ..row(6.0) })).with_children(|kids| {
            for (zoom, key) in
                [(Zoom::WholeDay, "zoom-day"), (Zoom::Incident, "zoom-incident"), (Zoom::Hour, "zoom-hour")]
            {
                chip(kids, table.say(key), table.view.debrief.zoom == zoom, UiAction::Zoom(zoom));
            }
        });
    });
}

fn legend(kids: &mut Kids, table: &Table) {
    let node = Node { flex_wrap: FlexWrap::Wrap, row_gap: px(2), width: px(WIDTH), ..row(14.0) };
    kids.spawn(group(node)).with_children(|kids| {
        let mut entry = |key: &str, mark: &dyn Fn(&mut Kids)| {
            kids.spawn(group(row(5.0))).with_children(|kids| {
                mark(kids);
                kids.spawn(widget::label(table.say(key), Size::Small, Token::Ink2));
            });
        };
        let tile = || Node { width: px(20), height: px(11), flex_shrink: 0.0, ..default() };
        entry("legend-busy", &|kids| {
            kids.spawn((tile(), Fill(Token::Pen)));
        });
        entry("legend-free", &|kids| {
            let framed = Node { border: px(1).all(), overflow: Overflow::clip(), ..tile() };
            kids.spawn((framed, Stroke(Token::Pencil))).with_children(|kids| hatch(kids, table, 20.0, 11.0));
        });
        entry("legend-attempt", &|kids| dot(kids, Point::Attempt));
        entry("legend-contact", &|kids| dot(kids, Point::Contact));
        entry("legend-call", &|kids| dot(kids, Point::CustomerCall));
    });
}
