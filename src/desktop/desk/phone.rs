//! F2, the telephone: the talk and what can be said in it, or the board and ways to reach the person picked.

use super::live::{self, Live, speaking};
use super::parts::{Choice, choice, live_region};
use super::room::on_board;
use super::telephone::outcome_key;
use crate::desktop::action::UiAction;
use crate::desktop::frame::FirstFocus;
use crate::desktop::scene::{Kids, Table, wrapped};
use crate::desktop::speech::{self, channel_key};
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act as Button, Face, Stroke, column, group, row};
use crate::id::{PersonId, SystemId};
use crate::l10n;
use crate::scenario::plan::{Act, Channel, Part};
use crate::sim::command::Command;
use crate::sim::cost;
use crate::sim::desk::{Line, Spoken, Talk};
use crate::time::MINUTE;
use bevy::prelude::*;
use bevy::ui::InteractionDisabled;

/// Half-width letters of a speech from which it is set smaller.
const LONG: usize = 130;

pub fn build(kids: &mut Kids, table: &Table) {
    match &table.desk().line {
        Line::Talking(talk) => talking(kids, table, talk),
        Line::Dialling { who, .. } => dialling(kids, table, *who),
        Line::Idle | Line::Ringing { .. } => reaching(kids, table),
    }
}

fn head(kids: &mut Kids, table: &Table, who: PersonId, words: &str, live: Live, hang_up: &str) {
    let (width, _) = table.widths();
    kids.spawn((
        group(Node {
            margin: UiRect::horizontal(px(20)),
            padding: UiRect::axes(px(0), px(10)),
            border: UiRect::bottom(px(1)),
            width: px(width - 40.0),
            flex_shrink: 0.0,
            justify_content: JustifyContent::SpaceBetween,
            ..row(10.0)
        }),
        Stroke(Token::Line),
    ))
    .with_children(|kids| {
        kids.spawn(group(row(10.0))).with_children(|kids| {
            let room = width * 0.42;
            kids.spawn(widget::heading(table.fitted(&table.name(who), room, Size::Title), Size::Title, 2));
            kids.spawn(widget::label(words, Size::Small, Token::Ink2));
            kids.spawn((
                widget::label(live::words(live, table.session, table.settings), Size::Small, Token::Ink2),
                live,
            ));
        });
        kids.spawn(widget::button(Button::new(table.say(hang_up), UiAction::Game(Command::HangUp)).key("H")));
    });
}

fn dialling(kids: &mut Kids, table: &Table, who: PersonId) {
    head(kids, table, who, &table.say("line-dialling"), Live::Rings, "hang-up");
    kids.spawn(group(Node { padding: px(24).all(), flex_grow: 1.0, ..column(8.0) })).with_children(|kids| {
        let words = table.with("dialling", &[("name", table.name(who).into())]);
        let width = table.widths().0 - 60.0;
        kids.spawn((wrapped(words, Face::letter(Size::Title), Token::Ink, width), live_region()));
    });
}

fn talking(kids: &mut Kids, table: &Table, talk: &Talk) {
    let words = table.say(match (talk.voicemail, talk.channel) {
        (true, _) => "line-voicemail",
        (_, Channel::Visit) => "line-visit",
        _ => "line-call",
    });
    let leave = if talk.channel == Channel::Visit { "leave" } else { "hang-up" };
    head(kids, table, talk.who, &words, Live::Talk, leave);
    captions(kids, table, talk);
    if table.session.now() < talk.until {
        kids.spawn(group(Node { padding: UiRect::axes(px(20), px(10)), flex_shrink: 0.0, ..row(0.0) })).with_children(
            |kids| {
                if table.session.is_questioned() {
                    let width = table.widths().0 - 40.0;
                    kids.spawn(wrapped(table.say("questioned"), Face::bold(Size::Body), Token::Ink, width));
                    return;
                }
                let act = Button::new(table.say("hurry"), UiAction::Hurry).key("Space").height(34.0);
                kids.spawn((widget::button(act), FirstFocus));
            },
        );
        return;
    }
    let (width, _) = table.widths();
    let columns = if table.settings.text >= 125 { 1 } else { 2 };
    let inner = width - 40.0;
    let each = if columns == 1 { inner } else { (inner - 12.0) / 2.0 };
    // At most so high that the last words stay in sight above it.
    kids.spawn(table.scroll(
        "choices",
        table.say("choices"),
        Node {
            width: px(width),
            padding: UiRect::axes(px(20), px(6)),
            max_height: percent(if table.is_large() { 50 } else { 62 }),
            flex_shrink: 0.0,
            flex_wrap: if columns == 1 { FlexWrap::NoWrap } else { FlexWrap::Wrap },
            flex_direction: if columns == 1 { FlexDirection::Column } else { FlexDirection::Row },
            align_items: AlignItems::FlexStart,
            align_content: AlignContent::FlexStart,
            row_gap: px(5),
            column_gap: px(12),
            ..default()
        },
    ))
    .with_children(|kids| {
        let mut focused = false;
        for offered in choices(table, talk) {
            // What was asked already is not where one goes on.
            let first = !offered.spent && !focused;
            focused |= first;
            let third = offered.narrow && columns == 2;
            let entity = choice(kids, table, offered, if third { (inner - 24.0) / 3.0 } else { each });
            if first {
                kids.commands().entity(entity).insert(FirstFocus);
            }
        }
    });
}

/// What was said so far; the last words are the largest.
fn captions(kids: &mut Kids, table: &Table, talk: &Talk) {
    let (width, _) = table.widths();
    let side = 76.0 * table.text_scale().min(1.5);
    // Only the newest few: older ones are known by what they taught.
    let greeting = [Spoken::Theirs(l10n::text("voicemail-greeting", &[]))];
    let spoken = if talk.voicemail && talk.spoken.is_empty() { &greeting[..] } else { &talk.spoken };
    let newest: Vec<_> = spoken.iter().rev().take(4).enumerate().collect();
    kids.spawn((
        widget::scroll(
            table.say("captions"),
            Node {
                flex_grow: 1.0,
                flex_shrink: 1.0,
                flex_basis: px(0),
                padding: UiRect::axes(px(20), px(10)),
                ..column(8.0)
            },
        ),
        // The last words are the ones in sight; what was said before is scrolled to.
        ScrollPosition(Vec2::new(0.0, f32::MAX)),
    ))
    .with_children(|kids| {
        // Few words stand at the bottom, beside the answers to them.
        kids.spawn(Node { flex_grow: 1.0, ..default() });
        let newest = newest.into_iter().rev();
        for (age, spoken) in newest {
            let (who, words, ink) = match spoken {
                Spoken::Theirs(text) => (
                    table.fitted(&table.short_name(talk.who), side + 8.0, Size::Small),
                    table.text(text).to_owned(),
                    Token::Ink,
                ),
                Spoken::Yours(acts) => {
                    let words = speech::sentences(table.language(), table.plan(), table.desk(), acts);
                    (table.say("speaker-you"), words, Token::Pen)
                }
            };
            // Long speeches are set smaller, so that they stay in sight as a whole.
            let long = words.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum::<usize>() > LONG;
            let face = match (age, long) {
                (0, false) => Face::letter(Size::Title),
                (0, true) => Face::letter(Size::Body),
                _ => Face::plain(Size::Body),
            };
            let ink = if age == 0 || ink == Token::Pen { ink } else { Token::Ink2 };
            kids.spawn(group(Node { align_items: AlignItems::FlexStart, flex_shrink: 0.0, ..row(10.0) }))
                .with_children(|kids| {
                    kids.spawn(group(Node {
                        width: px(side),
                        flex_shrink: 0.0,
                        padding: UiRect::top(px(2)),
                        ..row(0.0)
                    }))
                    .with_children(|kids| {
                        kids.spawn(widget::paragraph(who, Face::plain(Size::Small), Token::Ink2, side));
                    });
                    let room = width - 50.0 - side;
                    if age == 0 && table.session.now() < talk.until && !table.settings.still {
                        kids.spawn((speaking(words, face, ink, room, talk.speaking_since, talk.until), live_region()));
                    } else if age == 0 {
                        kids.spawn((widget::paragraph(words, face, ink, room), live_region()));
                    } else {
                        kids.spawn(widget::paragraph(words, face, ink, room));
                    }
                });
        }
    });
}

fn choices(table: &Table, talk: &Talk) -> Vec<Choice> {
    let plan = table.plan();
    let desk = table.desk();
    let person = plan.person(talk.who);
    let day = table.session.simulation.day();
    let mut choices = Vec::new();
    if talk.voicemail {
        return vec![tell(table, talk, cost::VOICEMAIL_ITEM)];
    }
    let outside = person.customer.is_some();
    // What belongs to a matter they brought forward comes first, then what one asks, then what one says.
    for conversation in &desk.heard_of {
        let conversation = plan.conversation(*conversation);
        if conversation.from != Some(talk.who) {
            continue;
        }
        for line in &conversation.lines {
            let said = table
                .session
                .log
                .iter()
                .any(|(_, command)| matches!(command, Command::Say(acts) if acts.contains(&Act::Say(*line))));
            let authored = plan.line(*line);
            let acts = vec![Act::Say(*line)];
            choices.push(Choice {
                title: table.text(&authored.name).to_owned(),
                words: table.text(&authored.says).to_owned(),
                cost: if said { table.say("said") } else { table.span(cost::speech(plan, day, &acts)) },
                action: UiAction::Game(Command::Say(acts)),
                spent: said,
                narrow: false,
            });
        }
    }
    // Once something works again, whoever waits for it or helped wants to hear so.
    choices.extend(mended(table).map(|system| {
        let acts = if outside { vec![Act::Fixed(system), Act::Confirm] } else { vec![Act::Fixed(system)] };
        let told = |command: &Command| match command {
            Command::Say(said) => said.contains(&acts[0]) && (!outside || said.contains(&Act::Confirm)),
            _ => false,
        };
        let spent = desk
            .last_talk(talk.who)
            .is_some_and(|since| table.session.log.iter().any(|(time, command)| *time >= since && told(command)));
        Choice {
            title: table.say(if outside { "choice-fixed-confirm" } else { "choice-fixed" }),
            words: speech::sentences(table.language(), plan, desk, &acts),
            cost: if spent { table.say("said") } else { table.span(cost::speech(plan, day, &acts)) },
            action: UiAction::Game(Command::Say(acts)),
            spent,
            narrow: false,
        }
    }));
    if !outside {
        choices.push(tell(table, talk, cost::FACT));
    }
    let parts: &[Part] = if outside {
        &[Part::Deadline, Part::Impact, Part::Since, Part::What]
    } else {
        &[Part::Before, Part::Outlook, Part::Found, Part::Impact]
    };
    for part in parts {
        let asked = desk.asked.iter().rev().find(|(who, other, _)| *who == talk.who && other == part);
        let acts = vec![Act::Ask(*part)];
        choices.push(Choice {
            title: table.say(&format!("choice-ask-{}", part.word())),
            words: table.say(speech::ask_key(*part)),
            cost: match asked {
                Some((.., time)) => table.with("asked", &[("time", table.clock(*time).into())]),
                None => table.span(cost::speech(plan, day, &acts)),
            },
            action: UiAction::Game(Command::Say(acts)),
            spent: asked.is_some(),
            narrow: false,
        });
    }
    if outside {
        choices.push(tell(table, talk, cost::FACT));
    }
    let by_word_of_mouth = talk
        .conversation
        .map(|conversation| plan.conversation(conversation))
        .is_some_and(|said| !said.noted && said.learn.iter().any(|fact| !table.desk().knows(*fact)));
    if by_word_of_mouth {
        let acts = vec![Act::WriteDown];
        choices.push(Choice {
            title: table.say("choice-write-down"),
            words: table.say("say-write-down"),
            cost: table.span(cost::speech(plan, day, &acts)),
            action: UiAction::Game(Command::Say(acts)),
            spent: false,
            narrow: false,
        });
    }
    let acts = vec![Act::DontKnow];
    choices.push(Choice {
        title: table.say("choice-dont-know"),
        words: table.say("say-dont-know"),
        cost: table.span(cost::speech(plan, day, &acts)),
        action: UiAction::Game(Command::Say(acts)),
        spent: false,
        narrow: false,
    });
    if outside {
        // Side by side in one row of their own.
        for minutes in [10, 20, 30] {
            let acts = vec![Act::Promise(minutes * MINUTE)];
            // It counts from the end of what is said.
            let said = table.session.now() + cost::speech(plan, day, &acts);
            let time = table.clock(said + minutes * MINUTE);
            choices.push(Choice {
                title: table.with("choice-promise-short", &[("minutes", minutes.into())]),
                words: table.with("choice-promise-words", &[("time", time.clone().into())]),
                cost: format!("{time} · {}", table.span(cost::speech(plan, day, &acts))),
                action: UiAction::Game(Command::Say(acts)),
                spent: false,
                narrow: true,
            });
        }
    }
    choices
}

/// Systems that a repair which the trainee knows of has brought back.
fn mended(table: &Table) -> impl Iterator<Item = SystemId> {
    let plan = table.plan();
    let ended = &table.desk().ended;
    let works = |system: &SystemId| {
        ended
            .iter()
            .any(|(repair, _, worked)| *worked && plan.repair(*repair).mends && plan.repair(*repair).system == *system)
    };
    (0..plan.systems.len()).map(|number| SystemId(number as u16)).filter(works)
}

/// Opens the message: what one tells and what one asks for.
fn tell(table: &Table, talk: &Talk, item: crate::time::Span) -> Choice {
    Choice {
        title: table.say("choice-tell"),
        words: table.say("choice-tell-words"),
        cost: table.with("per-item", &[("span", table.span(item).into())]),
        action: UiAction::Compose(talk.channel, vec![Some(talk.who)]),
        spent: false,
        narrow: false,
    }
}

/// The board, large, and the person picked with every way to try them.
fn reaching(kids: &mut Kids, table: &Table) {
    let (width, _) = table.widths();
    kids.spawn(table.scroll(
        "sheet",
        table.say("tab-phone"),
        Node { padding: px(14).all(), flex_grow: 1.0, ..column(10.0) },
    ))
    .with_children(|kids| {
        if let Some(who) = table.view.person {
            card(kids, table, who, width - 40.0);
        } else {
            kids.spawn(wrapped(table.say("pick-somebody"), Face::plain(Size::Body), Token::Ink2, width - 40.0));
        }
        board(kids, table, width - 40.0);
    });
}

fn board(kids: &mut Kids, table: &Table, width: f32) {
    kids.spawn((
        group(Node { border: px(4).all(), width: px(width), flex_shrink: 0.0, ..column(0.0) }),
        Stroke(Token::Pencil),
    ))
    .with_children(|kids| {
        kids.spawn((group(Node { padding: UiRect::axes(px(10), px(4)), ..row(0.0) }), widget::Fill(Token::Inset)))
            .with_children(|kids| {
                kids.spawn(widget::heading(table.say("board"), Size::Body, 3));
            });
        for who in on_board(table) {
            let (words, written) = &table.desk().board[who.index()];
            kids.spawn((
                group(Node {
                    min_height: px(27),
                    padding: UiRect::axes(px(10), px(2)),
                    border: UiRect::bottom(px(1)),
                    ..row(8.0)
                }),
                Stroke(Token::Rule),
            ))
            .with_children(|kids| {
                let cell = |share: f32| Node { width: px((width - 44.0) * share), flex_shrink: 0.0, ..row(0.0) };
                kids.spawn(group(cell(0.28))).with_children(|kids| {
                    kids.spawn(wrapped(
                        table.short_name(who),
                        Face::bold(Size::Body),
                        Token::Ink,
                        (width - 44.0) * 0.28,
                    ));
                });
                kids.spawn(group(cell(0.48))).with_children(|kids| {
                    kids.spawn(wrapped(table.text(words), Face::plain(Size::Body), Token::Pen, (width - 44.0) * 0.48));
                });
                let written = if *written == 0 { table.say("board-morning") } else { table.clock(*written) };
                kids.spawn(widget::label(written, Size::Small, Token::Ink2));
            });
        }
    });
}

fn card(kids: &mut Kids, table: &Table, who: PersonId, width: f32) {
    let person = table.plan().person(who);
    let last = table.desk().last_attempt(who);
    kids.spawn(group(Node {
        width: px(width),
        justify_content: JustifyContent::SpaceBetween,
        flex_wrap: FlexWrap::Wrap,
        ..row(10.0)
    }))
    .with_children(|kids| {
        kids.spawn(group(Node { flex_wrap: FlexWrap::Wrap, ..row(10.0) })).with_children(|kids| {
            kids.spawn(widget::heading(table.name(who), Size::Title, 2));
            let words = format!("{}  {}", table.text(&person.title), table.text(&person.number));
            kids.spawn(widget::label(words, Size::Small, Token::Ink2));
        });
        let spoken = table.desk().last_talk(who);
        let words = match (last, spoken) {
            (_, Some(time)) if last.is_none_or(|attempt| attempt.t < time) => {
                table.with("last-spoken", &[("time", table.clock(time).into())])
            }
            (None, _) => table.say("not-tried"),
            (Some(attempt), _) => table.with(
                "last-tried",
                &[
                    ("time", table.clock(attempt.t).into()),
                    ("channel", table.say(channel_key(attempt.channel)).into()),
                    ("outcome", table.say(outcome_key(attempt.outcome)).into()),
                ],
            ),
        };
        kids.spawn(widget::label(words, Size::Small, Token::Ink2));
    });
    let columns = if table.settings.text >= 125 { 1.0 } else { 2.0 };
    let each = (width - 12.0 * (columns - 1.0)) / columns;
    kids.spawn(group(Node { flex_wrap: FlexWrap::Wrap, width: px(width), row_gap: px(8), ..row(12.0) })).with_children(
        |kids| {
            for channel in Channel::ALL {
                let has = person.reach(channel).is_some();
                let (words, cost, action) = match channel {
                    Channel::Phone => {
                        ("way-phone", table.span(cost::DIAL + cost::RING_OUT), UiAction::Game(Command::Dial(who)))
                    }
                    Channel::Mail => ("way-mail", table.span(cost::MAIL), UiAction::Compose(channel, vec![Some(who)])),
                    Channel::Chat => ("way-chat", table.span(cost::CHAT), UiAction::Compose(channel, vec![Some(who)])),
                    Channel::Visit => ("way-visit", String::new(), UiAction::Game(Command::Visit(who))),
                };
                let offered = Choice {
                    title: table.say(channel_key(channel)),
                    words: if has { table.say(words) } else { table.say("way-none") },
                    cost: if has { cost } else { "—".to_owned() },
                    action,
                    spent: !has,
                    narrow: false,
                };
                let entity = choice(kids, table, offered, each);
                if channel == Channel::Phone {
                    kids.commands().entity(entity).insert(FirstFocus);
                }
                if !has {
                    kids.commands().entity(entity).insert(InteractionDisabled);
                }
            }
        },
    );
    kids.spawn(wrapped(table.say("board-words"), Face::plain(Size::Small), Token::Ink2, width));
}
