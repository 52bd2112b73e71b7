//! The telephone, an object on the desk, and below it the directory. A call that comes in lays a slip over its first rows.

use super::live::{self, Live};
use super::parts::LiveRegion;
use crate::desktop::action::UiAction;
use crate::desktop::art::Drawing;
use crate::desktop::frame::FirstFocus;
use crate::desktop::grounds::Lifted;
use crate::desktop::motion::{Enters, How, Swings, What};
use crate::desktop::scene::{Kids, Table, wrapped};
use crate::desktop::theme::{Lift, Size, Token};
use crate::desktop::widget::{self, Act, Face, Fill, Look, Stroke, column, group, row};
use crate::id::PersonId;
use crate::scenario::plan::Channel;
use crate::sim::command::Command;
use crate::sim::desk::{Line, Outcome};
use crate::time::Time;
use accesskit::Role;
use bevy::input_focus::tab_navigation::TabGroup;
use bevy::prelude::*;

pub fn build(kids: &mut Kids, table: &Table) {
    let width = if table.is_large() { table.widths().1 } else { 264.0 };
    kids.spawn(group(Node { width: px(width), min_height: px(0), flex_shrink: 0.0, ..column(0.0) })).with_children(
        |kids| {
            if !table.is_large() {
                object(kids, table);
            }
            kids.spawn(group(Node { flex_grow: 1.0, min_height: px(0), ..column(0.0) })).with_children(|kids| {
                let frame = Node {
                    width: px(width),
                    flex_grow: 1.0,
                    min_height: px(0),
                    padding: UiRect::vertical(px(6)),
                    ..column(0.0)
                };
                kids.spawn((widget::sheet(table.say("directory"), frame), TabGroup::new(3)))
                    .with_children(|kids| directory(kids, table, width));
                if let Line::Ringing { who, channel, since } = table.desk().line {
                    slip(kids, table, who, channel, since, width);
                }
            });
        },
    );
}

fn object(kids: &mut Kids, table: &Table) {
    let drawing = match table.desk().line {
        Line::Idle => Drawing::PhoneRest,
        Line::Ringing { channel: Channel::Visit, .. } => Drawing::PhoneRest,
        Line::Ringing { .. } => Drawing::PhoneRinging,
        Line::Dialling { .. } => Drawing::PhoneOffhook,
        Line::Talking(ref talk) if talk.channel == Channel::Visit => Drawing::PhoneRest,
        Line::Talking(_) => Drawing::PhoneOffhook,
    };
    kids.spawn(group(Node { width: px(264), height: px(132), flex_shrink: 0.0, ..default() })).with_children(|kids| {
        kids.spawn((table.drawing(drawing), UiTransform::default(), Swings));
        kids.spawn(Node {
            position_type: PositionType::Absolute,
            left: px(106),
            top: px(26),
            width: px(114),
            height: px(26),
            align_items: AlignItems::Center,
            justify_content: JustifyContent::Center,
            overflow: Overflow::clip(),
            ..default()
        })
        .with_children(|kids| {
            let words = live::words(Live::Display, table.session, table.settings);
            kids.spawn((widget::line(words, Face::plain(Size::Small), Token::OnRuler), Live::Display));
        });
    });
}

/// What the directory says of somebody: the number, or what came of the last try.
fn right_of(table: &Table, who: PersonId) -> (String, bool) {
    match &table.desk().line {
        Line::Talking(talk) if talk.who == who => {
            let key = if talk.channel == Channel::Visit { "line-visit" } else { "line-talking" };
            return (table.say(key), true);
        }
        Line::Dialling { who: dialled, .. } if *dialled == who => return (table.say("line-dialling"), true),
        Line::Ringing { who: ringing, channel, .. } if *ringing == who => {
            let key = if *channel == Channel::Visit { "line-visit" } else { "line-ringing" };
            return (table.say(key), true);
        }
        _ => {}
    }
    let last = table
        .desk()
        .attempts
        .iter()
        .rev()
        .find(|attempt| attempt.who == Some(who) && attempt.channel == Channel::Phone);
    let missed = table.desk().missed.iter().rev().find(|(caller, _)| *caller == who);
    let spoken = table.desk().last_talk(who);
    let newest = last.map(|attempt| attempt.t).max(spoken);
    if let Some((_, time)) = missed.filter(|(_, time)| newest.is_none_or(|newest| newest < *time)) {
        return (table.with("missed", &[("time", table.clock(*time).into())]), true);
    }
    if let Some(time) = spoken.filter(|time| last.is_none_or(|attempt| attempt.t < *time)) {
        return (table.with("spoken-at", &[("time", table.clock(time).into())]), true);
    }
    match last {
        Some(attempt) => (table.say(outcome_key(attempt.outcome)), true),
        None => (table.text(&table.plan().person(who).number).to_owned(), false),
    }
}

/// The key of what came of a try.
pub fn outcome_key(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Ringing => "outcome-ringing",
        Outcome::RangOut => "outcome-rang-out",
        Outcome::Busy => "outcome-busy",
        Outcome::Refused => "outcome-refused",
        Outcome::Voicemail => "outcome-voicemail",
        Outcome::Unanswered => "outcome-unanswered",
        Outcome::Reached => "outcome-reached",
        Outcome::NobodyThere => "outcome-nobody-there",
        Outcome::LeftOff => "outcome-left-off",
    }
}

fn directory(kids: &mut Kids, table: &Table, width: f32) {
    kids.spawn(group(Node {
        padding: UiRect::axes(px(12), px(2)),
        justify_content: JustifyContent::SpaceBetween,
        flex_shrink: 0.0,
        ..row(8.0)
    }))
    .with_children(|kids| {
        kids.spawn(group(row(8.0))).with_children(|kids| {
            kids.spawn(widget::heading(table.say("directory"), Size::Body, 2));
            kids.spawn(widget::key_cap("D"));
        });
        kids.spawn(widget::label(table.say("directory-number"), Size::Small, Token::Ink3));
    });
    kids.spawn(table.scroll(
        "directory",
        table.say("directory"),
        Node { padding: px(5).all(), flex_grow: 1.0, ..column(0.0) },
    ))
    .with_children(|kids| {
        for who in table.plan().person_ids() {
            entry(kids, table, who, width - 10.0);
        }
    });
}

fn entry(kids: &mut Kids, table: &Table, who: PersonId, width: f32) {
    let (right, tried) = right_of(table, who);
    let picked = table.view.person == Some(who);
    let name = table.name(who);
    let (fill, ink, pen) = if picked {
        (Token::Ink, Token::OnInk, Token::OnInk)
    } else {
        (Token::Clear, Token::Ink, if tried { Token::Pen } else { Token::Ink2 })
    };
    kids.spawn((
        widget::pressable(Role::ListItem, format!("{name} {right}"), UiAction::Person(who)),
        Node {
            width: px(width),
            min_height: px(25),
            padding: UiRect::horizontal(px(7)),
            border_radius: BorderRadius::all(px(2)),
            justify_content: JustifyContent::SpaceBetween,
            flex_shrink: 0.0,
            ..row(6.0)
        },
        Fill(fill),
    ))
    .with_children(|kids| {
        let used: f32 = right.chars().map(|letter| if letter.is_ascii() { 0.62 } else { 1.0 }).sum();
        let room = width - 24.0 - used * Size::Small.px() * table.text_scale();
        let short = table.fitted(&table.short_name(who), room, Size::Body);
        kids.spawn(widget::line(short, Face::plain(Size::Body), ink));
        let face = if tried { Face::bold(Size::Small) } else { Face::plain(Size::Small) };
        kids.spawn(widget::line(right, face, pen));
    });
}

/// The only thing that is filled with vermilion.
fn slip(kids: &mut Kids, table: &Table, who: PersonId, channel: Channel, since: Time, width: f32) {
    let (rings, answer) =
        if channel == Channel::Visit { ("slip-at-desk", "turn-to") } else { ("slip-rings", "answer") };
    let before = table.desk().facts.iter().any(|(fact, _)| table.plan().fact(*fact).seal)
        && table.plan().customer() == Some(who)
        && table.desk().heard_of.len() > 1;
    kids.spawn((
        Node {
            position_type: PositionType::Absolute,
            left: px(-4),
            top: px(-4),
            width: px(width + 8.0),
            min_height: px(178),
            padding: px(13).all(),
            border: px(3).all(),
            border_radius: BorderRadius::all(px(3)),
            ..column(6.0)
        },
        Fill(Token::Sheet),
        Stroke(Token::Shu),
        Lifted(Lift::Slip),
        ZIndex(5),
        TabGroup::new(0),
        Name::new("incoming call"),
        bevy::a11y::AccessibilityNode(accesskit::Node::new(Role::GenericContainer)),
        (UiTransform::default(), Enters(What::Slip(since), How::Rises(12.0))),
    ))
    .with_children(|kids| {
        kids.spawn(group(Node { justify_content: JustifyContent::SpaceBetween, ..row(8.0) })).with_children(|kids| {
            kids.spawn((widget::line(table.say(rings), Face::bold(Size::Body), Token::Shu), LiveRegion));
            let rings = live::words(Live::Rings, table.session, table.settings);
            kids.spawn((widget::label(rings, Size::Small, Token::Ink2), Live::Rings));
        });
        kids.spawn(wrapped(table.name(who), Face::bold(Size::Head), Token::Ink, width - 30.0));
        let title = table.text(&table.plan().person(who).title).to_owned();
        let words = if before { table.say("slip-again") } else { title };
        kids.spawn(wrapped(words, Face::plain(Size::Small), Token::Ink2, width - 30.0));
        kids.spawn((
            widget::button(
                Act::new(table.say(answer), UiAction::Game(Command::Answer)).key("A").look(Look::Seal).height(52.0),
            ),
            FirstFocus,
        ));
    });
}
