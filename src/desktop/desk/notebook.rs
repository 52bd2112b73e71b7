//! The notebook: what one knows, what one promised, whom one tried. All in pen; never a to-do, never advice.

use super::parts::tick_row;
use super::telephone::outcome_key;
use crate::desktop::action::UiAction;
use crate::desktop::art::Drawing;
use crate::desktop::motion::{Enters, How, What};
use crate::desktop::scene::{Kids, Table};
use crate::desktop::speech::channel_key;
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act as Button, Face, Fill, Stroke, column, group, row};
use crate::id::FactId;
use crate::sim::command::Command;
use crate::sim::cost;
use bevy::input_focus::tab_navigation::TabGroup;
use bevy::prelude::*;

pub fn build(kids: &mut Kids, table: &Table) {
    let width = table.widths().1;
    let frame =
        Node { width: px(width), min_height: px(0), flex_shrink: 0.0, padding: UiRect::top(px(16)), ..column(0.0) };
    kids.spawn((widget::sheet(table.say("notebook"), frame), TabGroup::new(6))).with_children(|kids| {
        if !table.is_large() {
            let tint = crate::desktop::theme::color(table.settings.dark, Token::Ink);
            kids.spawn(table.drawing_at(Drawing::NotebookTop, 0.0, -6.0, tint));
        }
        kids.spawn(table.scroll(
            "notebook",
            table.say("notebook"),
            Node { padding: UiRect::axes(px(16), px(8)), flex_grow: 1.0, ..column(0.0) },
        ))
        .with_children(|kids| {
            let inner = width - 32.0;
            // What runs out comes first: it is never below the edge.
            promises(kids, table, inner);
            facts(kids, table, inner);
            attempts(kids, table, inner);
        });
    });
}

fn part(kids: &mut Kids, words: String) {
    kids.spawn((
        group(Node { padding: UiRect::top(px(10)), border: UiRect::bottom(px(1)), flex_shrink: 0.0, ..column(0.0) }),
        Stroke(Token::Ink2),
    ))
    .with_children(|kids| {
        kids.spawn(widget::heading(words, Size::Small, 3));
    });
}

fn ruled(fill: Token) -> impl Bundle {
    (
        group(Node {
            min_height: px(26),
            border: UiRect::bottom(px(1)),
            flex_shrink: 0.0,
            justify_content: JustifyContent::SpaceBetween,
            ..row(6.0)
        }),
        Fill(fill),
        Stroke(Token::Rule),
    )
}

fn none(kids: &mut Kids, words: String) {
    kids.spawn(ruled(Token::Clear)).with_children(|kids| {
        kids.spawn(widget::line(words, Face::plain(Size::Body), Token::Ink2));
    });
}

fn facts(kids: &mut Kids, table: &Table, width: f32) {
    part(kids, table.say("notebook-facts"));
    // What was learnt since the last act is marked until the next one.
    let since = table.session.log.last().map_or(0, |(time, _)| *time);
    let known = table.desk().facts.iter().filter(|(fact, _)| *fact != FactId::ME);
    let mut any = false;
    // Where facts can be laid side by side, each can be picked up.
    let can_join = table.plan().facts.iter().any(|fact| !fact.joins.is_empty());
    for (fact, learnt) in known {
        any = true;
        let authored = table.plan().fact(*fact);
        if can_join && matches!(authored.kind, crate::scenario::plan::Kind::Authored(_)) {
            let words = table.text(&authored.text).to_owned();
            let action = UiAction::Lay(*fact);
            tick_row(kids, words, table.view.laid.contains(fact), width, action);
            continue;
        }
        let new = *learnt > 0 && *learnt >= since;
        let room = if authored.seal { width - 56.0 } else { width - 4.0 };
        let line = (ruled(if new { Token::New } else { Token::Clear }), Enters(What::Fact(*fact), How::Slides(18.0)));
        kids.spawn((line, UiTransform::default())).with_children(|kids| {
            let face = if new { Face::bold(Size::Body) } else { Face::plain(Size::Body) };
            kids.spawn(widget::paragraph(table.text(&authored.text), face, Token::Pen, room));
            if authored.seal {
                kids.spawn((widget::seal(table.say("seal")), Enters(What::Seal(*fact), How::Stamped)));
            }
        });
    }
    if table.view.laid.len() > 1 {
        let action = UiAction::Game(Command::Join(table.view.laid.clone()));
        kids.spawn(widget::button(
            Button::new(table.say("notebook-join"), action).hint(table.span(cost::JOIN)).height(30.0),
        ));
    }
    if let Some(level) = table.desk().severity {
        any = true;
        kids.spawn(ruled(Token::Clear)).with_children(|kids| {
            let words = table.with("notebook-severity", &[("level", format!("{level:?}").into())]);
            kids.spawn(widget::paragraph(words, Face::plain(Size::Body), Token::Pen, width));
        });
    }
    for (repair, who) in &table.desk().allowed {
        any = true;
        kids.spawn(ruled(Token::Clear)).with_children(|kids| {
            let name = (&table.plan().repair(*repair).name).into();
            let words = match who {
                Some(who) => table.with("notebook-allowed", &[("who", table.name(*who).into()), ("name", name)]),
                None => table.with("notebook-allowed-now", &[("name", name)]),
            };
            kids.spawn(widget::paragraph(words, Face::plain(Size::Body), Token::Pen, width));
        });
    }
    for (who, duty) in &table.desk().duties {
        any = true;
        kids.spawn(ruled(Token::Clear)).with_children(|kids| {
            let key = format!("notebook-duty-{}", duty.word());
            let words = table.with(&key, &[("who", table.name(*who).into())]);
            kids.spawn(widget::paragraph(words, Face::plain(Size::Body), Token::Pen, width));
        });
    }
    if !any {
        none(kids, table.say("notebook-none"));
    }
}

fn promises(kids: &mut Kids, table: &Table, width: f32) {
    part(kids, table.say("notebook-promises"));
    for promise in &table.desk().promises {
        let key = if promise.estimate { "notebook-estimate" } else { "notebook-promise" };
        let words =
            table.with(key, &[("who", table.name(promise.who).into()), ("time", table.clock(promise.due).into())]);
        let state = match promise.kept {
            None => String::new(),
            Some(true) => table.say("promise-kept"),
            Some(false) => table.say("promise-broken"),
        };
        kids.spawn(ruled(Token::Clear)).with_children(|kids| {
            kids.spawn(widget::paragraph(words, Face::plain(Size::Body), Token::Pen, width * 0.72));
            kids.spawn(widget::label(state, Size::Small, Token::Ink2));
        });
    }
    if table.desk().promises.is_empty() {
        none(kids, table.say("notebook-no-promise"));
    }
}

fn attempts(kids: &mut Kids, table: &Table, width: f32) {
    part(kids, table.say("notebook-attempts"));
    for attempt in &table.desk().attempts {
        let name = attempt.who.map_or_else(|| table.say("room"), |who| table.short_name(who));
        let words = format!("{} {name} {}", table.clock(attempt.t), table.say(channel_key(attempt.channel)));
        let outcome = table.say(outcome_key(attempt.outcome));
        kids.spawn(ruled(Token::Clear)).with_children(|kids| {
            kids.spawn(widget::paragraph(words, Face::plain(Size::Body), Token::Pen, width * 0.68));
            kids.spawn(widget::label(outcome, Size::Small, Token::Ink2));
        });
    }
    for (who, time) in &table.desk().missed {
        kids.spawn(ruled(Token::Clear)).with_children(|kids| {
            let words = table.with(
                "notebook-missed",
                &[("who", table.short_name(*who).into()), ("time", table.clock(*time).into())],
            );
            kids.spawn(widget::paragraph(words, Face::plain(Size::Body), Token::Pen, width));
        });
    }
    if table.desk().attempts.is_empty() && table.desk().missed.is_empty() {
        none(kids, table.say("notebook-nobody"));
    }
}
