//! F4, the monitor: looking at the systems, and the repairs that can be made to them.

use super::parts::drawn;
use crate::desktop::action::UiAction;
use crate::desktop::frame::FirstFocus;
use crate::desktop::scene::{Kids, Table, wrapped};
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act as Button, Face, Fill, Stroke, column, group, row};
use crate::id::{LookId, RepairId, SystemId};
use crate::sim::command::Command;
use accesskit::Role;
use bevy::prelude::*;

pub fn build(kids: &mut Kids, table: &Table) {
    let width = table.widths().0 - 32.0;
    kids.spawn(table.scroll(
        "sheet",
        table.say("tab-console"),
        Node { padding: px(10).all(), flex_grow: 1.0, flex_basis: px(0), ..column(10.0) },
    ))
    .with_children(|kids| {
        for number in 0..table.plan().systems.len() {
            system(kids, table, SystemId(number as u16), width);
        }
    });
}

fn system(kids: &mut Kids, table: &Table, id: SystemId, width: f32) {
    let system = table.plan().system(id);
    kids.spawn((
        widget::region(
            table.text(&system.name),
            Node { width: px(width), border_radius: BorderRadius::all(px(4)), flex_shrink: 0.0, ..column(0.0) },
        ),
        Fill(Token::Console),
    ))
    .with_children(|kids| {
        kids.spawn((
            group(Node {
                padding: UiRect::axes(px(14), px(6)),
                border: UiRect::bottom(px(1)),
                justify_content: JustifyContent::SpaceBetween,
                flex_wrap: FlexWrap::Wrap,
                ..row(10.0)
            }),
            Stroke(Token::ConsoleDim),
        ))
        .with_children(|kids| {
            kids.spawn(widget::line(table.text(&system.name), Face::bold(Size::Body), Token::ConsoleText));
            kids.spawn(widget::label(table.say("console-words"), Size::Small, Token::ConsoleDim));
        });
        let left = (width * 0.42).floor();
        kids.spawn(group(Node { align_items: AlignItems::Stretch, ..row(0.0) })).with_children(|kids| {
            kids.spawn((
                group(Node { width: px(left), border: UiRect::right(px(1)), ..column(0.0) }),
                Stroke(Token::ConsoleDim),
            ))
            .with_children(|kids| {
                for (place, look) in system.looks.iter().enumerate() {
                    entry(kids, table, *look, left, place == 0 && id.index() == 0);
                }
            });
            kids.spawn(group(Node { width: px(width - left), padding: px(14).all(), ..column(6.0) })).with_children(
                |kids| {
                    result(kids, table, id, width - left - 30.0);
                },
            );
        });
    });
    for repair in &system.repairs {
        self::repair(kids, table, *repair, width);
    }
}

fn entry(kids: &mut Kids, table: &Table, id: LookId, width: f32, first: bool) {
    let look = table.plan().look(id);
    let looked = table.desk().looked.iter().find(|(other, ..)| *other == id);
    let cost = drawn(table, look.takes);
    let right = match looked {
        Some((_, time, _)) => table.clock(*time),
        None => cost.clone(),
    };
    // Looking again is a press on the button beside the result; a press here shows what was seen.
    let action = if looked.is_some() && table.view.look != Some(id) {
        UiAction::Look(id)
    } else {
        UiAction::Game(Command::Look(id))
    };
    let number = table.number(&action).map_or_else(String::new, |number| number.to_string());
    let picked = table.view.look == Some(id);
    let name = table.text(&look.name).to_owned();
    let entity = kids
        .spawn((
            widget::pressable(Role::Button, format!("{name} {right}"), action),
            Node {
                width: px(width - 1.0),
                min_height: px(42),
                padding: UiRect::axes(px(10), px(4)),
                border: UiRect::left(px(4)),
                justify_content: JustifyContent::SpaceBetween,
                flex_shrink: 0.0,
                ..row(8.0)
            },
            Stroke(if picked { Token::ConsoleText } else { Token::Console }),
        ))
        .with_children(|kids| {
            kids.spawn(group(row(10.0))).with_children(|kids| {
                kids.spawn(widget::line(number, Face::bold(Size::Small), Token::ConsoleDim));
                let room = width - 70.0 - 56.0 * table.text_scale();
                kids.spawn(wrapped(name, Face::plain(Size::Body), Token::ConsoleText, room));
            });
            kids.spawn(widget::label(right, Size::Small, Token::ConsoleDim));
        })
        .id();
    if first {
        kids.commands().entity(entity).insert(FirstFocus);
    }
}

fn result(kids: &mut Kids, table: &Table, system: SystemId, width: f32) {
    let shown = table.view.look.filter(|look| table.plan().look(*look).system == system);
    let Some(look) = shown else {
        kids.spawn(wrapped(table.say("console-pick"), Face::console(), Token::ConsoleDim, width));
        return;
    };
    let name = table.text(&table.plan().look(look).name);
    match table.desk().looked.iter().find(|(other, ..)| *other == look) {
        Some((_, time, text)) => {
            let line = format!("{}  {name}", table.clock(*time));
            kids.spawn(wrapped(line, Face::console(), Token::ConsoleDim, width));
            kids.spawn(wrapped(table.text(text), Face::console(), Token::ConsoleText, width));
            kids.spawn(wrapped(table.say("console-again"), Face::plain(Size::Small), Token::ConsoleDim, width));
        }
        None => {
            kids.spawn(wrapped(format!("{name} …"), Face::console(), Token::ConsoleDim, width));
        }
    }
}

fn repair(kids: &mut Kids, table: &Table, id: RepairId, width: f32) {
    let plan = table.plan();
    let repair = plan.repair(id);
    let desk = table.desk();
    let names = |people: &[crate::id::PersonId]| {
        people.iter().map(|who| table.short_name(*who)).collect::<Vec<_>>().join(&table.say("list-comma"))
    };
    kids.spawn(group(Node { width: px(width), padding: UiRect::axes(px(10), px(4)), flex_shrink: 0.0, ..column(6.0) }))
        .with_children(|kids| {
            kids.spawn(group(Node { flex_wrap: FlexWrap::Wrap, ..row(10.0) })).with_children(|kids| {
                kids.spawn(widget::heading(table.text(&repair.name), Size::Title, 3));
                kids.spawn(widget::tag(drawn(table, repair.takes)));
            });
            let allowed = desk.allowed.iter().find(|(other, _)| *other == id).map(|(_, who)| *who);
            let running = desk.running.iter().find(|(other, _)| *other == id);
            let ended = desk.ended.iter().rev().find(|(other, ..)| *other == id);
            let sentence = match (allowed, repair.go_from.is_empty()) {
                (Some(Some(who)), _) => table.with("repair-allowed", &[("name", table.name(who).into())]),
                (Some(None), _) => table.say("repair-allowed-now"),
                (None, true) => table.say("repair-free"),
                (None, false) => table.with("repair-needs-word", &[("names", names(&repair.go_from).into())]),
            };
            kids.spawn(wrapped(sentence, Face::plain(Size::Body), Token::Ink, width - 24.0));
            for key in &repair.needs {
                let sentence = if desk.knows(*key) { "repair-has-key" } else { "repair-needs-key" };
                let words = table.with(sentence, &[("key", (&plan.fact(*key).text).into())]);
                kids.spawn(wrapped(words, Face::plain(Size::Body), Token::Ink, width - 24.0));
            }
            if !repair.by.is_empty() {
                let words = table.with("repair-by", &[("names", names(&repair.by).into())]);
                kids.spawn(wrapped(words, Face::plain(Size::Body), Token::Ink, width - 24.0));
            }
            if let Some((_, time, worked)) = ended {
                let key = if *worked { "repair-ended" } else { "repair-failed" };
                let words = table.with(key, &[("time", table.clock(*time).into())]);
                kids.spawn(wrapped(words, Face::bold(Size::Body), Token::Pen, width - 24.0));
            }
            if let Some((_, _until)) = running {
                kids.spawn(wrapped(table.say("repair-running"), Face::bold(Size::Body), Token::Pen, width - 24.0));
            } else if repair.yours && !ended.is_some_and(|(.., worked)| *worked) {
                let key = if allowed.is_some() || repair.go_from.is_empty() { "repair-do" } else { "repair-do-alone" };
                let action = UiAction::Game(Command::Repair(id));
                let number = table.number(&action);
                let name = (&repair.name).into();
                let mut button =
                    Button::new(table.with(key, &[("name", name)]), action).hint(drawn(table, repair.hands));
                if let Some(number) = number {
                    button = button.key(number.to_string());
                }
                kids.spawn(group(row(0.0))).with_children(|kids| {
                    kids.spawn(widget::button(button));
                });
            }
        });
}
