//! F3, mail and chat: what went, what came, and the letter that is read.

use super::live::{self, Live};
use super::parts::list_row;
use crate::desktop::action::UiAction;
use crate::desktop::frame::FirstFocus;
use crate::desktop::scene::{Kids, Table, wrapped};
use crate::desktop::speech::{self, channel_key};
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act as Button, Face, Stroke, column, group, row};
use crate::scenario::plan::Channel;
use crate::sim::desk::{Letter, Outcome};
use bevy::prelude::*;

pub fn build(kids: &mut Kids, table: &Table) {
    let (width, _) = table.widths();
    let left = 232.0 * table.text_scale().min(1.3);
    kids.spawn(group(Node {
        flex_grow: 1.0,
        flex_basis: px(0),
        min_height: px(0),
        align_items: AlignItems::Stretch,
        ..row(0.0)
    }))
    .with_children(|kids| {
        kids.spawn((
            group(Node {
                width: px(left),
                border: UiRect::right(px(1)),
                min_height: px(0),
                flex_shrink: 0.0,
                ..column(0.0)
            }),
            Stroke(Token::Line),
        ))
        .with_children(|kids| list(kids, table, left));
        kids.spawn(group(Node { width: px(width - left), min_height: px(0), ..column(0.0) })).with_children(|kids| {
            match table.view.letter.and_then(|place| table.desk().letters.get(place)) {
                Some(letter) => read(kids, table, letter, width - left),
                None => {
                    kids.spawn(group(Node { padding: px(20).all(), ..column(8.0) })).with_children(|kids| {
                        kids.spawn(wrapped(
                            table.say("mail-pick"),
                            Face::plain(Size::Body),
                            Token::Ink2,
                            width - left - 40.0,
                        ));
                    });
                }
            }
        });
    });
}

fn list(kids: &mut Kids, table: &Table, width: f32) {
    kids.spawn(group(Node {
        padding: px(10).all(),
        flex_wrap: FlexWrap::Wrap,
        row_gap: px(6),
        flex_shrink: 0.0,
        ..row(6.0)
    }))
    .with_children(|kids| {
        for (place, (channel, key)) in
            [(Channel::Mail, "mail-new"), (Channel::Chat, "chat-new")].into_iter().enumerate()
        {
            let action = UiAction::Compose(channel, Vec::new());
            table.number(&action);
            let button = Button::new(table.say(key), action).key((place + 1).to_string()).height(30.0);
            let entity = kids.spawn(widget::button(button)).id();
            if place == 0 {
                kids.commands().entity(entity).insert(FirstFocus);
            }
        }
    });
    kids.spawn(table.scroll(
        "letters",
        table.say("tab-mail"),
        Node { padding: px(4).all(), flex_grow: 1.0, ..column(2.0) },
    ))
    .with_children(|kids| {
        for (title, own) in [("mail-came", false), ("mail-went", true)] {
            kids.spawn(group(Node { padding: UiRect::axes(px(18), px(5)), flex_shrink: 0.0, ..row(0.0) }))
                .with_children(|kids| {
                    kids.spawn(widget::heading(table.say(title), Size::Small, 3));
                });
            let letters = table.desk().letters.iter().enumerate().filter(|(_, letter)| letter.to.is_empty() != own);
            for (place, letter) in letters.rev() {
                let unread = !own && !table.view.opened.contains(&place);
                let action = UiAction::Letter(place);
                table.number(&action);
                list_row(
                    kids,
                    table,
                    &people(table, letter),
                    &subject(table, letter),
                    &table.clock(letter.t),
                    table.view.letter == Some(place),
                    unread,
                    action,
                    width - 10.0,
                );
            }
        }
    });
}

fn people(table: &Table, letter: &Letter) -> String {
    if letter.to.is_empty() {
        return letter.from.map_or_else(|| table.say("mail-system"), |from| table.short_name(from));
    }
    let names: Vec<String> =
        letter.to.iter().map(|who| who.map_or_else(|| table.say("room"), |who| table.short_name(who))).collect();
    names.join(&table.say("list-comma"))
}

/// The subject, or the first words where there is none.
fn subject(table: &Table, letter: &Letter) -> String {
    if !letter.subject.is_empty() {
        return table.text(&letter.subject).to_owned();
    }
    let words = words(table, letter);
    format!("{}: {}", table.say(channel_key(letter.channel)), words.lines().next().unwrap_or_default())
}

fn words(table: &Table, letter: &Letter) -> String {
    if letter.acts.is_empty() {
        table.text(&letter.text).to_owned()
    } else {
        speech::sentences(table.language(), table.plan(), table.desk(), &letter.acts)
    }
}

fn read(kids: &mut Kids, table: &Table, letter: &Letter, width: f32) {
    let inner = width - 44.0;
    let own = !letter.to.is_empty();
    kids.spawn(table.scroll(
        "sheet",
        table.say("mail-read"),
        Node { padding: px(20).all(), flex_grow: 1.0, flex_basis: px(0), ..column(8.0) },
    ))
    .with_children(|kids| {
        // What has no subject is not headed by its own words.
        if !letter.subject.is_empty() {
            kids.spawn(wrapped(subject(table, letter), Face::bold(Size::Title), Token::Ink, inner));
        }
        let key = if own { "mail-to" } else { "mail-from" };
        let line = table.with(
            key,
            &[
                ("name", people(table, letter).into()),
                ("time", table.clock(letter.t).into()),
                ("channel", table.say(channel_key(letter.channel)).into()),
            ],
        );
        kids.spawn(wrapped(line, Face::plain(Size::Small), Token::Ink2, inner));
        kids.spawn(widget::rule());
        let ink = if own { Token::Pen } else { Token::Ink };
        kids.spawn(wrapped(words(table, letter), Face::letter(Size::Body), ink, inner));
        if own && is_unanswered(table, letter) {
            silence(kids, table, letter, inner);
        }
    });
    kids.spawn(group(Node {
        padding: UiRect::axes(px(20), px(12)),
        flex_wrap: FlexWrap::Wrap,
        row_gap: px(6),
        flex_shrink: 0.0,
        ..row(10.0)
    }))
    .with_children(|kids| {
        if own {
            let again = UiAction::Compose(letter.channel, letter.to.clone());
            kids.spawn(widget::button(Button::new(table.say("mail-again"), again)));
        } else if let Some(from) = letter.from
            && table.plan().person(from).reach(letter.channel).is_some()
        {
            let answer = UiAction::Compose(letter.channel, vec![Some(from)]);
            kids.spawn(widget::button(Button::new(table.say("mail-reply"), answer)));
        }
        let words = if table.is_large() { "wait" } else { "wait-for-anything" };
        kids.spawn(widget::button(Button::new(table.say(words), UiAction::Wait).key("W")));
    });
}

/// Nobody it went to has answered on that channel.
fn is_unanswered(table: &Table, letter: &Letter) -> bool {
    table.desk().attempts.iter().any(|attempt| {
        attempt.t == letter.t && attempt.channel == letter.channel && attempt.outcome == Outcome::Unanswered
    })
}

/// The minutes without an answer, as a plain number.
fn silence(kids: &mut Kids, table: &Table, letter: &Letter, width: f32) {
    kids.spawn(widget::rule());
    kids.spawn(group(row(12.0))).with_children(|kids| {
        let live = Live::Minutes(letter.t);
        kids.spawn((
            widget::line(live::words(live, table.session, table.settings), Face::bold(Size::Clock), Token::Ink),
            live,
        ));
        kids.spawn(group(column(0.0))).with_children(|kids| {
            kids.spawn(wrapped(table.say("mail-silence"), Face::plain(Size::Body), Token::Ink, width - 80.0));
            kids.spawn(wrapped(table.say("mail-silence-words"), Face::plain(Size::Small), Token::Ink2, width - 80.0));
        });
    });
}
