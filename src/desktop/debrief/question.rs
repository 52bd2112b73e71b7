//! The question before anything is shown: when one thinks one first reached somebody who could decide. What one remembers
//! of a day is part of what is to be learnt from it, and it is gone as soon as the day is seen.

use crate::debrief::first_contact::FirstContact;
use crate::desktop::action::{Guess, UiAction};
use crate::desktop::desk::parts::chip;
use crate::desktop::frame::FirstFocus;
use crate::desktop::scene::{Kids, Table, wrapped};
use crate::desktop::screens::{paper, tab_group};
use crate::desktop::session::Session;
use crate::desktop::theme::{Size, Token};
use crate::desktop::view::View;
use crate::desktop::widget::{self, Act, Face, column, group, row};
use crate::text::Language;
use crate::time::MINUTE;
use bevy::prelude::*;

/// Logical pixels the sheet is wide.
const WIDTH: f32 = 860.0;

/// What is asked about, if anything is: a run that was played, in a scenario that needs somebody, and not answered yet.
pub fn open(session: &Session, view: &View) -> Option<FirstContact> {
    if !session.was_played() || view.debrief.guess(session).is_some() {
        return None;
    }
    FirstContact::of(session.plan(), session.simulation.events())
}

pub fn build(kids: &mut Kids, table: &Table, contact: &FirstContact) {
    let width = WIDTH - 72.0;
    let asked = if contact.decider { "question-decider" } else { "question-owner" };
    let place = Node {
        width: percent(100),
        flex_grow: 1.0,
        flex_basis: px(0),
        min_height: px(0),
        padding: px(16).all(),
        align_items: AlignItems::Center,
        ..column(0.0)
    };
    kids.spawn(group(place)).with_children(|kids| {
        kids.spawn((paper(table.say(asked), WIDTH), tab_group(0))).with_children(|kids| {
            let sheet = Node { padding: px(24).all(), ..column(16.0) };
            kids.spawn(table.scroll("sheet", table.say(asked), sheet)).with_children(|kids| {
                kids.spawn(wrapped(table.say(asked), Face::bold(Size::Head), Token::Ink, width));
                kids.spawn(wrapped(table.say("question-words"), Face::plain(Size::Body), Token::Ink2, width));
                times(kids, table, contact, width);
                kids.spawn(widget::rule());
                kids.spawn(widget::button(
                    Act::new(table.say("question-skip"), UiAction::Guess(Guess::Skipped)).key("Esc"),
                ));
            });
        });
    });
}

fn times(kids: &mut Kids, table: &Table, contact: &FirstContact, width: f32) {
    let node = Node { flex_wrap: FlexWrap::Wrap, row_gap: px(10), width: px(width), ..row(10.0) };
    kids.spawn(group(node)).with_children(|kids| {
        let mut first = None;
        for time in contact.times() {
            let entity = chip(kids, table.clock(time), false, UiAction::Guess(Guess::At(time)));
            first.get_or_insert(entity);
        }
        let later = table.with("guess-later", &[("clock", table.clock(contact.to).into())]);
        chip(kids, later, false, UiAction::Guess(Guess::Later));
        chip(kids, table.say("guess-never"), false, UiAction::Guess(Guess::Never));
        if let Some(first) = first {
            kids.commands().entity(first).insert(FirstFocus);
        }
    });
}

/// What was thought, beside what was so.
pub fn beside_the_truth(table: &Table, guess: Guess, contact: &FirstContact) -> String {
    let thought = match guess {
        Guess::At(time) => table.with("guess-at", &[("clock", table.clock(time).into())]),
        Guess::Later => table.with("guess-later", &[("clock", table.clock(contact.to).into())]),
        Guess::Never | Guess::Skipped => table.say("guess-never"),
    };
    let truth = match contact.reached {
        Some((who, at)) => {
            table.with("truth-at", &[("clock", table.clock(at.t).into()), ("name", table.name(who).into())])
        }
        None => table.say("truth-never"),
    };
    let words = table.with("guess-and-truth", &[("thought", thought.into()), ("truth", truth.into())]);
    if let (Guess::At(time), Some((_, at))) = (guess, contact.reached) {
        // Within a step of the answers it is as good as right.
        let apart = (at.t - time) / MINUTE;
        let key = match apart {
            -5..=5 => "guess-close",
            6.. => "guess-later-in-truth",
            _ => "guess-earlier-in-truth",
        };
        let apart = table.with(key, &[("minutes", apart.abs().into())]);
        let blank = if table.language() == Language::En { " " } else { "" };
        return format!("{words}{blank}{apart}");
    }
    words
}
