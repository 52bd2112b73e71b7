//! The library: what there is to play, and what is wrong with a file that cannot be played.

use super::{choices_of_the_window, header, paper, tab_group, table, two_sheets};
use crate::desktop::action::UiAction;
use crate::desktop::desk::parts::list_row;
use crate::desktop::frame::FirstFocus;
use crate::desktop::scene::{Kids, Scene, wrapped};
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act, Face, Look, column, group, row};
use crate::scenario::library::Source;
use bevy::prelude::*;

pub fn build(kids: &mut Kids, scene: &Scene) {
    table(kids, |kids| {
        header(kids, scene.say("title"), scene.say("title-line"));
        two_sheets(
            kids,
            |kids| {
                kids.spawn((paper(scene.say("library-list"), 600.0), tab_group(1)))
                    .with_children(|kids| list(kids, scene));
            },
            |kids| {
                kids.spawn((paper(scene.say("library-picked"), 632.0), tab_group(2)))
                    .with_children(|kids| picked(kids, scene));
            },
        );
    });
}

fn list(kids: &mut Kids, scene: &Scene) {
    kids.spawn(group(Node { padding: px(10).all(), ..column(0.0) })).with_children(|kids| {
        kids.spawn(widget::heading(scene.say("library-list"), Size::Title, 2));
    });
    kids.spawn(scene.scroll(
        "list",
        scene.say("library-list"),
        Node { padding: px(6).all(), flex_grow: 1.0, ..column(4.0) },
    ))
    .with_children(|kids| {
        for (place, entry) in scene.shelf.entries.iter().enumerate() {
            let (title, words) = match &entry.loaded {
                Ok(plan) => (
                    scene.text(&plan.title).to_owned(),
                    match &entry.source {
                        Source::BuiltIn => scene.say("library-built-in"),
                        Source::File(path) => path.display().to_string(),
                    },
                ),
                Err(report) => (
                    report.name().to_owned(),
                    scene.with("library-problems", &[("count", report.problems.len().into())]),
                ),
            };
            let action = UiAction::Scenario(place);
            scene.number(&action);
            list_row(kids, scene, &title, &words, "", scene.view.scenario == place, false, action, 560.0);
        }
    });
}

fn picked(kids: &mut Kids, scene: &Scene) {
    let width = 580.0;
    kids.spawn(scene.scroll(
        "sheet",
        scene.say("library-picked"),
        Node { padding: px(18).all(), flex_grow: 1.0, ..column(12.0) },
    ))
    .with_children(|kids| {
        match scene.shelf.entries.get(scene.view.scenario).map(|entry| &entry.loaded) {
            Some(Ok(plan)) => {
                kids.spawn(wrapped(scene.text(&plan.title), Face::bold(Size::Head), Token::Ink, width));
                kids.spawn(group(row(8.0))).with_children(|kids| {
                    let day = format!("{} – {}", plan.calendar.clock(0), plan.calendar.clock(plan.ends));
                    kids.spawn(widget::tag(day));
                    kids.spawn(widget::tag(scene.with("library-people", &[("count", plan.people.len().into())])));
                });
                kids.spawn(wrapped(scene.text(&plan.about), Face::letter(Size::Body), Token::Ink, width));
                kept_runs(kids, scene, &plan.id, width);
            }
            Some(Err(report)) => {
                kids.spawn(wrapped(scene.say("library-broken"), Face::bold(Size::Title), Token::Ink, width));
                // As the command line shows it: file, line, column, the line itself, the place underlined.
                kids.spawn((group(Node { padding: px(12).all(), ..column(0.0) }), widget::Fill(Token::Console)))
                    .with_children(|kids| {
                        kids.spawn(wrapped(
                            report.human(scene.language()),
                            Face::console(),
                            Token::ConsoleText,
                            width - 24.0,
                        ));
                    });
            }
            None => {
                kids.spawn(wrapped(scene.say("library-empty"), Face::plain(Size::Body), Token::Ink, width));
            }
        }
        kids.spawn(widget::rule());
        choices_of_the_window(kids, scene, width);
    });
    if scene.shelf.plan(scene.view.scenario).is_some() {
        kids.spawn(group(Node { padding: px(14).all(), ..column(0.0) })).with_children(|kids| {
            kids.spawn((
                widget::button(Act::new(scene.say("library-open"), UiAction::Brief).look(Look::Ink).height(48.0)),
                FirstFocus,
            ));
        });
    }
}

/// The runs of the scenario that were kept: each can be looked back on.
fn kept_runs(kids: &mut Kids, scene: &Scene, id: &str, width: f32) {
    let kept = scene.shelf.kept.iter().enumerate().filter(|(_, kept)| kept.record.header.scenario == id).take(4);
    let kept: Vec<_> = kept.collect();
    if kept.is_empty() {
        return;
    }
    kids.spawn(widget::heading(scene.say("kept-runs"), Size::Body, 3));
    for (place, kept) in kept {
        let words = scene.with(
            "kept-run",
            &[
                ("begun", kept.begun.as_str().into()),
                ("seed", kept.record.header.seed.to_string().into()),
                ("total", crate::score::tenths(kept.total).into()),
            ],
        );
        list_row(kids, scene, &words, "", "", false, false, UiAction::Kept(place), width);
    }
}
