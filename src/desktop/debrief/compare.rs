//! Beside another run: what happened when, and the bars, of this run and of any other of the scenario.

use crate::debrief::Ghost;
use crate::debrief::in_words::{Row, side_by_side};
use crate::desktop::action::{Beside, Page, UiAction};
use crate::desktop::desk::parts::list_row;
use crate::desktop::scene::{Kids, Table, wrapped};
use crate::desktop::screens::{paper, tab_group};
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act, Face, Fill, Stroke, column, group, row};
use crate::score::tenths;
use bevy::prelude::*;

/// Widths of the two sheets, in logical pixels.
const LIST: f32 = 372.0;
const TABLE: f32 = 860.0;

/// A run that can be laid beside this one.
struct Choice<'a> {
    beside: Beside,
    name: String,
    words: String,
    ghost: &'a Ghost,
}

pub fn build(kids: &mut Kids, table: &Table) {
    let choices = choices(table);
    let picked = choices.iter().find(|choice| Some(choice.beside) == table.view.debrief.beside).or(choices.first());
    kids.spawn((paper(table.say("page-compare"), LIST), tab_group(1))).with_children(|kids| {
        let node = Node { padding: px(14).all(), flex_grow: 1.0, ..column(6.0) };
        kids.spawn(table.scroll("compare-list", table.say("page-compare"), node)).with_children(|kids| {
            kids.spawn(widget::heading(table.say("compare-with"), Size::Title, 2));
            for choice in &choices {
                let chosen = picked.is_some_and(|picked| picked.beside == choice.beside);
                let points = tenths(choice.ghost.score.total);
                let action = UiAction::Beside(choice.beside);
                list_row(kids, table, &choice.name, &choice.words, &points, chosen, false, action, LIST - 46.0);
            }
            if table.study.is_busy() && table.study.runs.is_empty() {
                let words = wrapped(table.say("compare-busy"), Face::plain(Size::Small), Token::Ink2, LIST - 46.0);
                kids.spawn(words);
            }
        });
        kids.spawn(group(Node { padding: px(14).all(), ..row(0.0) })).with_children(|kids| {
            kids.spawn(widget::button(Act::new(table.say("compare-back"), UiAction::Page(Page::Day)).key("Esc")));
        });
    });
    kids.spawn((paper(table.say("page-compare"), TABLE), tab_group(2))).with_children(|kids| {
        if let Some(picked) = picked {
            beside(kids, table, picked);
        }
    });
}

/// The day as it happened and by the book, under the luck of this day, and the other runs that were kept.
fn choices<'a>(table: &'a Table) -> Vec<Choice<'a>> {
    let of_this_day = table.session.ghosts().iter().map(|ghost| {
        let (beside, key) = match ghost.name.as_str() {
            "as_it_happened" => (Beside::Story, "curve-story"),
            _ => (Beside::Book, "curve-book"),
        };
        Choice { beside, name: table.say(key), words: table.say("compare-this-day"), ghost }
    });
    let kept = table.study.runs.iter().enumerate().map(|(place, run)| {
        let seed = table.with("compare-seed", &[("seed", run.seed.to_string().into())]);
        Choice { beside: Beside::Kept(place), name: run.begun.clone(), words: seed, ghost: &run.ghost }
    });
    of_this_day.chain(kept).collect()
}

/// Line by line: what is compared, this run, the other.
fn beside(kids: &mut Kids, table: &Table, other: &Choice) {
    let width = TABLE - 40.0;
    let own = Ghost::of("you", &table.session.simulation);
    let ghosts = [&own, other.ghost];
    let node = Node { padding: px(14).all(), flex_grow: 1.0, ..column(3.0) };
    kids.spawn(table.scroll("compare", table.say("page-compare"), node)).with_children(|kids| {
        let names = [table.say("compare-this-run"), other.name.clone()];
        line(kids, "", &names, &[], true, width);
        kids.spawn(widget::rule());
        for Row { name, cells, shares } in side_by_side(table.plan(), &ghosts, table.language()) {
            line(kids, &name, &cells, &shares, false, width);
        }
        let ending = |ghost: &Ghost| {
            let ending = ghost.moments.ending.map(|ending| &table.plan().endings[ending.index()].title);
            ending.map_or_else(String::new, |title| table.text(title).to_owned())
        };
        line(kids, &table.say("compare-ending"), &ghosts.map(ending), &[], false, width);
    });
}

fn line(kids: &mut Kids, name: &str, cells: &[String], shares: &[i64], head: bool, width: f32) {
    let (first, gap) = (width * 0.34, 10.0);
    let room = (width - first) / cells.len().max(1) as f32 - gap;
    // One row to a screen reader: what is compared, and what each run has.
    let spoken = format!("{name} {}", cells.join(" / "));
    let node = Node { width: px(width), align_items: AlignItems::FlexStart, flex_shrink: 0.0, ..row(gap) };
    kids.spawn(widget::region(spoken, node)).with_children(|kids| {
        kids.spawn(wrapped(name, Face::plain(Size::Body), Token::Ink2, first));
        for (place, cell) in cells.iter().enumerate() {
            let (face, ink) = match (head, place) {
                (true, 0) => (Face::bold(Size::Body), Token::Pen),
                (true, _) => (Face::bold(Size::Body), Token::Ink),
                (false, _) => (Face::plain(Size::Body), Token::Ink),
            };
            kids.spawn(group(Node { width: px(room), flex_shrink: 0.0, ..column(1.0) })).with_children(|kids| {
                kids.spawn(wrapped(cell, face, ink, room));
                if let Some(share) = shares.get(place) {
                    track(kids, *share, if place == 0 { Token::Pen } else { Token::Pencil });
                }
            });
        }
    });
}

/// The share of a bar that was earned.
fn track(kids: &mut Kids, share: i64, token: Token) {
    let frame = Node { width: px(140), height: px(8), border: px(1).all(), flex_shrink: 0.0, ..default() };
    kids.spawn((frame, Stroke(Token::Ink3), Fill(Token::Inset))).with_children(|kids| {
        kids.spawn((Node { width: percent(share as f32 / 10.0), height: percent(100), ..default() }, Fill(token)));
    });
}
