//! Small things used on several sheets: chips, rows, choices, the status line.

use super::live::{self, Live};
use crate::desktop::action::UiAction;
use crate::desktop::scene::{Kids, Scene, Table};
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act, Face, Fill, Stroke, column, group, row};
use crate::scenario::plan::Channel;
use crate::sim::command::{Command, Refusal};
use crate::sim::desk::Line;
use crate::sim::event::Task;
use crate::time::MINUTE;
use accesskit::{Role, Toggled};
use bevy::a11y::AccessibilityNode;
use bevy::prelude::*;
use bevy::ui::InteractionDisabled;

/// One of several, as a small button; `chosen` is filled.
pub fn chip(kids: &mut Kids, words: String, chosen: bool, action: UiAction) -> Entity {
    let (fill, ink, face) = if chosen {
        (Token::Ink, Token::OnInk, Face::bold(Size::Body))
    } else {
        (Token::Clear, Token::Ink, Face::plain(Size::Body))
    };
    let entity = kids
        .spawn((
            widget::pressable(Role::RadioButton, words.clone(), action),
            Node {
                min_height: px(30),
                padding: UiRect::axes(px(10), px(2)),
                border: px(1.5).all(),
                border_radius: BorderRadius::all(px(4)),
                align_items: AlignItems::Center,
                flex_shrink: 0.0,
                ..default()
            },
            Fill(fill),
            Stroke(Token::Ink2),
            children![widget::line(words.clone(), face, ink)],
        ))
        .id();
    let mut spoken = accesskit::Node::new(Role::RadioButton);
    spoken.set_label(words);
    spoken.set_toggled(Toggled::from(chosen));
    spoken.add_action(accesskit::Action::Click);
    spoken.add_action(accesskit::Action::Focus);
    kids.commands().entity(entity).insert(AccessibilityNode(spoken));
    entity
}

/// A label and chips that wrap behind it.
pub fn chips(kids: &mut Kids, scene: &Scene, name: String, width: f32, choices: Vec<(String, bool, UiAction)>) {
    let label = 68.0 * scene.text_scale().min(1.5);
    kids.spawn(group(Node { align_items: AlignItems::FlexStart, width: px(width), ..row(8.0) })).with_children(
        |kids| {
            kids.spawn(group(Node { width: px(label), flex_shrink: 0.0, padding: UiRect::top(px(6)), ..row(0.0) }))
                .with_children(|kids| {
                    kids.spawn(widget::paragraph(name, Face::plain(Size::Small), Token::Ink3, label));
                });
            kids.spawn(group(Node {
                flex_wrap: FlexWrap::Wrap,
                row_gap: px(6),
                width: px(width - label - 8.0),
                ..row(6.0)
            }))
            .with_children(|kids| {
                for (words, chosen, action) in choices {
                    chip(kids, scene.fitted(&words, width - label - 32.0, Size::Body), chosen, action);
                }
            });
        },
    );
}

/// A row of a list: a title, words below it, something at the right; picked rows have a bar of ink.
pub fn list_row(
    kids: &mut Kids,
    scene: &Scene,
    title: &str,
    words: &str,
    right: &str,
    picked: bool,
    unread: bool,
    action: UiAction,
    width: f32,
) -> Entity {
    let spoken = format!("{title} {words} {right}");
    let (fill, bar) = if picked { (Token::Inset, Token::Ink) } else { (Token::Clear, Token::Clear) };
    kids.spawn((
        widget::pressable(Role::ListItem, spoken, action),
        Node {
            width: px(width),
            padding: UiRect::axes(px(10), px(6)),
            border: UiRect::left(px(4)),
            flex_shrink: 0.0,
            align_items: AlignItems::FlexStart,
            ..row(8.0)
        },
        Fill(fill),
        Stroke(bar),
    ))
    .with_children(|kids| {
        // Unread: a dot and bold, so that it is not told by weight alone.
        kids.spawn((
            Node {
                width: px(8),
                height: px(8),
                margin: UiRect::top(px(7)),
                border_radius: BorderRadius::MAX,
                flex_shrink: 0.0,
                ..default()
            },
            Fill(if unread { Token::Ink } else { Token::Clear }),
        ));
        let room = width - 46.0;
        let side = if right.is_empty() { 0.0 } else { 48.0 * scene.text_scale() };
        kids.spawn(group(Node { width: px(room - side), ..column(1.0) })).with_children(|kids| {
            let face = if unread || picked { Face::bold(Size::Body) } else { Face::plain(Size::Body) };
            kids.spawn(widget::line(scene.fitted(title, room - side, Size::Body), face, Token::Ink));
            if !words.is_empty() {
                kids.spawn(widget::line(
                    scene.fitted(words, room - side, Size::Small),
                    Face::plain(Size::Small),
                    Token::Ink2,
                ));
            }
        });
        if !right.is_empty() {
            kids.spawn(widget::label(right, Size::Small, Token::Ink2));
        }
    })
    .id()
}

/// A box to tick with text that wraps.
pub fn tick_row(kids: &mut Kids, words: String, ticked: bool, width: f32, action: UiAction) -> Entity {
    kids.spawn(widget::checkbox_row(words, ticked, action, width)).id()
}

/// What a choice says of itself.
pub struct Choice {
    /// What one does.
    pub title: String,
    /// What one will say.
    pub words: String,
    /// What it costs, or when it was asked.
    pub cost: String,
    /// What it does.
    pub action: UiAction,
    /// Done already: readable, not pressable.
    pub spent: bool,
    /// One of several that stand side by side: what it costs stands below.
    pub narrow: bool,
}

/// A choice of a talk, with its number.
pub fn choice(kids: &mut Kids, scene: &Scene, choice: Choice, width: f32) -> Entity {
    let number = scene.number(&choice.action);
    let (stroke, ink, quiet) =
        if choice.spent { (Token::Pencil, Token::Ink3, Token::Ink3) } else { (Token::Ink2, Token::Ink, Token::Ink2) };
    let spoken = format!("{} {} {}", choice.title, choice.words, choice.cost);
    let gap = if choice.narrow { 7.0 } else { 10.0 };
    let entity = kids
        .spawn((
            widget::pressable(Role::Button, spoken, choice.action),
            Node {
                width: px(width),
                min_height: px(46),
                padding: UiRect::axes(px(10), px(3)),
                border: px(if choice.spent { 1.0 } else { 1.5 }).all(),
                border_radius: BorderRadius::all(px(4)),
                flex_shrink: 0.0,
                ..row(gap)
            },
            Fill(Token::Clear),
            Stroke(stroke),
        ))
        .with_children(|kids| {
            if let Some(number) = number {
                kids.spawn(widget::key_cap(number.to_string()));
            }
            let side = if choice.narrow { 0.0 } else { scene.wide(&choice.cost, Size::Small) + 8.0 };
            let room = width - 22.0 - 28.0 - 2.0 * gap - side;
            kids.spawn(group(Node { width: px(room), ..column(0.0) })).with_children(|kids| {
                kids.spawn(widget::paragraph(choice.title, Face::bold(Size::Body), ink, room));
                if choice.narrow {
                    kids.spawn(widget::line(choice.cost.clone(), Face::plain(Size::Small), quiet));
                } else if !choice.words.is_empty() {
                    kids.spawn(widget::line(
                        scene.fitted(&choice.words, room, Size::Small),
                        Face::plain(Size::Small),
                        quiet,
                    ));
                }
            });
            if !choice.narrow {
                kids.spawn(group(Node { width: px(side), justify_content: JustifyContent::FlexEnd, ..row(0.0) }))
                    .with_children(|kids| {
                        kids.spawn(widget::label(choice.cost, Size::Small, quiet));
                    });
            }
        })
        .id();
    if choice.spent {
        kids.commands().entity(entity).insert(InteractionDisabled);
    }
    entity
}

/// What the hands are busy with, and why the last act was not possible.
pub fn status_line(kids: &mut Kids, table: &Table) {
    let session = table.session;
    if let Some(speed) = session.speed() {
        super::again::build(kids, table, speed);
        return;
    }
    if session.paused {
        super::pause::build(kids, table);
    }
    let refusal = table.view.refusal.map(|refusal| {
        let name = match refusal {
            Refusal::UnknownFact(fact) | Refusal::Missing(fact) => table.text(&table.plan().fact(fact).text).to_owned(),
            _ => String::new(),
        };
        // While it rings nothing else can be begun; to say so is more use than "busy".
        let key = match (refusal, &table.desk().line) {
            (Refusal::Busy, Line::Ringing { channel: Channel::Visit, .. }) => "refusal-busy-visitor",
            (Refusal::Busy, Line::Ringing { .. }) => "refusal-busy-ringing",
            _ => refusal.key(),
        };
        table.with(key, &[("name", name.into())])
    });
    let task = table.desk().task.clone();
    // While a message is put together, it says itself who knocks.
    let knock = table.desk().knock.filter(|_| table.view.draft.is_none());
    // What one waits for is told when it comes, and stands until the next act.
    let ended = table.desk().ended.last().filter(|(_, time, _)| {
        *time >= session.log.last().map_or(0, |(at, _)| *at) && session.now() - time < 10 * MINUTE && task.is_none()
    });
    let ended = ended.filter(|_| table.view.draft.is_none());
    let quiet = refusal.is_none() && task.is_none() && knock.is_none() && ended.is_none();
    if quiet && !session.waiting && !session.is_shown() {
        return;
    }
    let (width, _) = table.widths();
    kids.spawn((
        widget::region(
            table.say("status"),
            Node {
                width: px(width),
                padding: UiRect::axes(px(20), px(6)),
                border: UiRect::top(px(1)),
                min_height: px(40),
                flex_shrink: 0.0,
                flex_wrap: FlexWrap::Wrap,
                ..row(12.0)
            },
        ),
        Fill(Token::Inset),
        Stroke(Token::Line),
    ))
    .with_children(|kids| {
        if let Some((who, channel)) = knock {
            let key = if channel == Channel::Visit { "status-visitor" } else { "status-knock" };
            let sentence = table.with(key, &[("name", table.name(who).into())]);
            kids.spawn((widget::paragraph(sentence, Face::bold(Size::Body), Token::Shu, width - 60.0), live_region()));
        }
        if session.is_shown() && refusal.is_none() {
            kids.spawn(widget::paragraph(table.say("watching"), Face::plain(Size::Body), Token::Ink2, width - 60.0));
        }
        if let Some((repair, time, worked)) = ended {
            let key = if *worked { "status-ended" } else { "status-failed" };
            let name = (&table.plan().repair(*repair).name).into();
            let words = table.with(key, &[("time", table.clock(*time).into()), ("name", name)]);
            kids.spawn((widget::paragraph(words, Face::bold(Size::Body), Token::Pen, width - 60.0), live_region()));
        }
        if let Some(sentence) = refusal {
            kids.spawn((widget::paragraph(sentence, Face::bold(Size::Body), Token::Ink, width - 60.0), live_region()));
        } else if session.waiting {
            kids.spawn(widget::paragraph(
                table.say("status-waiting"),
                Face::bold(Size::Body),
                Token::Ink,
                width - 60.0,
            ));
        }
        if let Some((task, until)) = task {
            let can_stop = !session.is_shown() && !matches!(task, Task::Walk(_) | Task::HangUp);
            kids.spawn(widget::line(task_words(table, &task), Face::plain(Size::Body), Token::Pen));
            match until {
                Some(until) => {
                    kids.spawn((
                        widget::label(
                            live::words(Live::Left(until), session, table.settings),
                            Size::Small,
                            Token::Ink2,
                        ),
                        Live::Left(until),
                    ));
                }
                None => {
                    kids.spawn(widget::label(table.say("task-interrupted"), Size::Small, Token::Ink2));
                }
            }
            if can_stop {
                kids.spawn(widget::button(
                    Act::new(table.say("task-stop"), UiAction::Game(Command::Stop)).height(28.0),
                ));
            }
        }
    });
}

/// Words that a screen reader speaks as soon as they appear.
pub fn live_region() -> LiveRegion {
    LiveRegion
}

/// Marks words to be spoken as they appear.
#[derive(Component)]
#[component(on_add = announce)]
pub struct LiveRegion;

fn announce(mut world: bevy::ecs::world::DeferredWorld, context: bevy::ecs::lifecycle::HookContext) {
    if let Some(mut node) = world.get_mut::<AccessibilityNode>(context.entity) {
        node.set_live(accesskit::Live::Assertive);
    }
}

/// What a task is called.
pub fn task_words(table: &Table, task: &Task) -> String {
    let plan = table.plan();
    let names = |people: &[Option<crate::id::PersonId>]| {
        let names: Vec<String> = people.iter().map(|who| table.name_or_room(*who)).collect();
        names.join(table.say("list-comma").as_str())
    };
    match task {
        Task::Look(look) => table.with("task-look", &[("name", (&plan.look(*look).name).into())]),
        Task::Read(document) => table.with("task-read", &[("name", (&plan.document(*document).title).into())]),
        Task::Repair(repair) => table.with("task-repair", &[("name", (&plan.repair(*repair).name).into())]),
        Task::Mail(people) => {
            let people: Vec<_> = people.iter().copied().map(Some).collect();
            table.with("task-mail", &[("name", names(&people).into())])
        }
        Task::Chat(people) => table.with("task-chat", &[("name", names(people).into())]),
        Task::Declare(level) => table.with("task-declare", &[("name", format!("{level:?}").into())]),
        Task::Walk(who) => table.with("task-walk", &[("name", (&plan.person(*who).name).into())]),
        Task::Join(_) => table.say("task-join"),
        Task::HangUp => table.say("task-hang-up"),
    }
}

/// A range of time that is drawn on the day: `2 min`, `15–18 min`.
pub fn drawn(table: &Table, drawn: crate::scenario::plan::Drawn) -> String {
    if drawn.least == drawn.most {
        table.span(drawn.least)
    } else {
        table.with("span-range", &[("least", table.span(drawn.least).into()), ("most", table.span(drawn.most).into())])
    }
}
