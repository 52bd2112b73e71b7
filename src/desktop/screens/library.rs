//! The library: what there is to play, and what is wrong with a file that cannot be played.

use super::{header, paper, tab_group, table, two_sheets};
use crate::desktop::action::UiAction;
use crate::desktop::desk::parts::{list_row, live_region};
use crate::desktop::frame::FirstFocus;
use crate::desktop::scene::{Kids, Scene, wrapped};
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act, Face, Look, column, group, row};
use crate::record::history;
use crate::scenario::library::Source;
use crate::scenario::model::Difficulty;
use crate::scenario::plan::Plan;
use bevy::prelude::*;

/// How many of the runs of a scenario are offered to look back on.
const MOST_RUNS: usize = 8;

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
    kids.spawn(group(Node { padding: px(10).all(), justify_content: JustifyContent::SpaceBetween, ..row(8.0) }))
        .with_children(|kids| {
            kids.spawn(widget::heading(scene.say("library-list"), Size::Title, 2));
            kids.spawn(group(row(8.0))).with_children(|kids| {
                kids.spawn(widget::button(Act::new(scene.say("settings"), UiAction::Settings).height(30.0)));
                kids.spawn(widget::button(Act::new(scene.say("quit"), UiAction::Quit).key("Ctrl+Q").height(30.0)));
            });
        });
    kids.spawn(scene.scroll(
        "list",
        scene.say("library-list"),
        Node { padding: px(6).all(), flex_grow: 1.0, ..column(4.0) },
    ))
    .with_children(|kids| {
        interrupted(kids, scene);
        for (place, entry) in scene.shelf.entries.iter().enumerate() {
            let (title, words, right) = match &entry.loaded {
                Ok(plan) => (scene.text(&plan.title).to_owned(), in_a_line(scene, plan), best(scene, plan)),
                Err(report) => (
                    report.name().to_owned(),
                    scene.with("library-problems", &[("count", report.problems.len().into())]),
                    String::new(),
                ),
            };
            let action = UiAction::Scenario(place);
            scene.number(&action);
            list_row(kids, scene, &title, &words, &right, scene.view.scenario == place, false, action, 560.0);
        }
    });
}

/// Runs that were left before their end come first: whoever left one wants to go on.
fn interrupted(kids: &mut Kids, scene: &Scene) {
    for (place, run) in scene.shelf.interrupted.iter().enumerate() {
        let title = scene.with("interrupted", &[("title", (&run.title).into()), ("time", run.at.as_str().into())]);
        let words = scene.with("interrupted-words", &[("begun", run.begun.as_str().into())]);
        list_row(kids, scene, &title, &words, "", false, true, UiAction::TakeUp(place), 560.0);
    }
    if let Some((_, why)) = &scene.shelf.refused {
        kids.spawn((wrapped(scene.text(why), Face::bold(Size::Body), Token::Ink, 540.0), live_region()));
    }
    if !scene.shelf.interrupted.is_empty() {
        kids.spawn(widget::rule());
    }
}

/// Length, and whether it is due again.
fn in_a_line(scene: &Scene, plan: &Plan) -> String {
    let minutes = scene
        .measured
        .of(plan)
        .map(|measure| scene.with("library-minutes", &[("minutes", i64::from(measure.minutes).into())]));
    let due = scene.measured.standings.get(&plan.id).and_then(|standing| standing.due);
    let due = due.filter(|due| *due <= history::today(&history::zone())).map(|_| scene.say("library-due-now"));
    let trains = Some(scene.text(&plan.trains).to_owned()).filter(|words| !words.is_empty());
    minutes.into_iter().chain(due).chain(trains).collect::<Vec<_>>().join(" · ")
}

/// The best total so far.
fn best(scene: &Scene, plan: &Plan) -> String {
    let standing = scene.measured.standings.get(&plan.id);
    standing.map_or_else(String::new, |standing| crate::score::tenths(standing.best))
}

/// What is known of a scenario before it is played: each a line, none of it typed in by hand.
fn facts(kids: &mut Kids, scene: &Scene, plan: &Plan, source: &Source, width: f32) {
    let mut lines: Vec<(String, String)> = Vec::new();
    let trains = scene.text(&plan.trains);
    if !trains.is_empty() {
        lines.push((scene.say("library-trains"), trains.to_owned()));
    }
    let day = format!("{} – {}", plan.calendar.clock(0), plan.calendar.clock(plan.ends));
    let people = scene.with("library-people", &[("count", plan.people.len().into())]);
    lines.push((scene.say("library-day"), format!("{day} · {people}")));
    let measured = match scene.measured.of(plan) {
        Some(measure) => {
            let level = match Difficulty::of(measure.passed) {
                Difficulty::Easy => "difficulty-easy",
                Difficulty::Moderate => "difficulty-moderate",
                Difficulty::Hard => "difficulty-hard",
            };
            let arguments = [("level", scene.say(level).into()), ("percent", (measure.passed as i64).into())];
            let minutes = scene.with("library-minutes", &[("minutes", i64::from(measure.minutes).into())]);
            lines.push((scene.say("library-length"), minutes));
            scene.with("library-difficulty", &arguments)
        }
        None => scene.say("library-measuring"),
    };
    lines.push((scene.say("library-hardness"), measured));
    if let Some(standing) = scene.measured.standings.get(&plan.id) {
        let tenths = crate::score::tenths;
        let arguments = [
            ("runs", standing.runs.into()),
            ("best", tenths(standing.best).into()),
            ("last", tenths(standing.last).into()),
        ];
        lines.push((scene.say("library-yours"), scene.with("library-standing", &arguments)));
        if let Some(due) = standing.due {
            let words = if due <= history::today(&history::zone()) {
                scene.say("library-due-now")
            } else {
                scene.with("library-due", &[("date", due.to_string().into())])
            };
            lines.push((scene.say("library-again"), words));
        }
    }
    if let Source::File(path) = source {
        lines.push((scene.say("library-file"), path.display().to_string()));
    }
    let side = 96.0 * scene.text_scale().min(1.5);
    for (name, words) in lines {
        kids.spawn(group(Node { align_items: AlignItems::FlexStart, ..row(8.0) })).with_children(|kids| {
            kids.spawn(wrapped(name, Face::plain(Size::Small), Token::Ink3, side));
            kids.spawn(wrapped(words, Face::plain(Size::Body), Token::Ink, width - side - 8.0));
        });
    }
}

fn picked(kids: &mut Kids, scene: &Scene) {
    let width = 580.0;
    kids.spawn(scene.scroll(
        "sheet",
        scene.say("library-picked"),
        Node { padding: px(18).all(), flex_grow: 1.0, ..column(12.0) },
    ))
    .with_children(|kids| {
        let entry = scene.shelf.entries.get(scene.view.scenario);
        match entry.map(|entry| (&entry.source, &entry.loaded)) {
            Some((source, Ok(plan))) => {
                kids.spawn(wrapped(scene.text(&plan.title), Face::bold(Size::Head), Token::Ink, width));
                kids.spawn(wrapped(scene.text(&plan.about), Face::letter(Size::Body), Token::Ink, width));
                kids.spawn(widget::rule());
                facts(kids, scene, plan, source, width);
                kept_runs(kids, scene, &plan.id, width);
            }
            Some((_, Err(report))) => {
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
    let runs = scene.measured.past.iter().enumerate().filter(|(_, past)| past.scenario == id).take(MOST_RUNS);
    let runs: Vec<_> = runs.collect();
    if runs.is_empty() {
        return;
    }
    let zone = history::zone();
    kids.spawn(widget::heading(scene.say("kept-runs"), Size::Body, 3));
    for (place, past) in runs {
        let words = scene.with(
            "kept-run",
            &[
                ("begun", past.clock(&zone).into()),
                ("seed", past.seed.to_string().into()),
                ("total", crate::score::tenths(past.total).into()),
            ],
        );
        list_row(kids, scene, &words, "", "", false, false, UiAction::Kept(place), width);
    }
}
