//! While the clock stands: something to talk over, by what is going on, and a mark to come back to.

use super::parts::live_region;
use crate::desktop::action::{Blank, UiAction};
use crate::desktop::field::field;
use crate::desktop::frame::FirstFocus;
use crate::desktop::scene::{Kids, Table, wrapped};
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act, Face, Fill, Stroke, column, group, row};
use crate::sim::desk::Outcome;
use crate::time::{MINUTE, Time};
use bevy::prelude::*;

/// After so long without a word, the customer's wait is what there is to talk over.
const SILENCE: Time = 20 * MINUTE;

/// The question for a group around the desk, by what can be seen on it.
fn question(table: &Table) -> &'static str {
    let desk = table.desk();
    let plan = table.plan();
    let now = table.session.now();
    let Some(customer) = plan.customer().filter(|who| desk.calls.iter().any(|(caller, _)| caller == who)) else {
        return "pause-known";
    };
    let asked = desk.asked.iter().any(|(who, ..)| *who == customer);
    let spoken = |who| desk.attempts.iter().rev().find(|attempt| attempt.who == Some(who)).map(|attempt| attempt.t);
    let colleagues = desk.attempts.iter().filter(|attempt| attempt.who.is_some_and(|who| plan.is_colleague(who)));
    let reached = colleagues.clone().any(|attempt| attempt.outcome == Outcome::Reached);
    if !asked {
        "pause-first"
    } else if colleagues.count() == 0 || !reached {
        "pause-paths"
    } else if spoken(customer).is_none_or(|last| now - last > SILENCE) {
        "pause-customer"
    } else {
        "pause-decide"
    }
}

/// The panel at the lower edge of the working sheet.
pub fn build(kids: &mut Kids, table: &Table) {
    let (width, _) = table.widths();
    kids.spawn((
        widget::region(
            table.say("pause-discuss"),
            Node {
                width: px(width),
                padding: UiRect::axes(px(20), px(10)),
                border: UiRect::top(px(1)),
                flex_shrink: 0.0,
                ..column(8.0)
            },
        ),
        Fill(Token::Inset),
        Stroke(Token::Line),
    ))
    .with_children(|kids| {
        kids.spawn((
            wrapped(table.say("status-paused"), Face::plain(Size::Small), Token::Ink2, width - 48.0),
            live_region(),
        ));
        kids.spawn(wrapped(table.say(question(table)), Face::bold(Size::Title), Token::Ink, width - 48.0));
        kids.spawn(group(Node { flex_wrap: FlexWrap::Wrap, row_gap: px(6), ..row(10.0) })).with_children(|kids| {
            kids.spawn((
                widget::button(Act::new(table.say("go-on"), UiAction::Pause).key("P").height(32.0)),
                FirstFocus,
            ));
            kids.spawn(widget::button(Act::new(table.say("back-to-library"), UiAction::Library).height(32.0)));
            // What is told can be stopped to talk it over; marks belong to a run of one's own.
            if table.session.is_shown() {
                return;
            }
            kids.spawn(widget::label(table.say("pause-note"), Size::Small, Token::Ink2));
            kids.spawn(field(table.say("pause-note"), Blank::Mark, &table.view.note_to_mark, 190.0));
            kids.spawn(widget::button(Act::new(table.say("pause-mark"), UiAction::Mark).key("F8").height(32.0)));
            if let Some(time) = table.view.marked {
                let words = table.with("pause-marked", &[("time", table.clock(time).into())]);
                kids.spawn((widget::label(words, Size::Small, Token::Pen), live_region()));
            }
        });
    });
}
