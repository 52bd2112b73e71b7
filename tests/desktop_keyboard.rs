//! The contract of the keyboard: a whole run is played through the interface by key messages alone, from the library to
//! the debrief; its record verifies, and gives the score the debrief shows.

#![cfg(feature = "desktop")]

use bevy::prelude::*;
use bevy::time::TimeUpdateStrategy;
use shikyu::desktop::engine::headless;
use shikyu::desktop::session::Session;
use shikyu::desktop::settings::Pace;
use shikyu::desktop::{Options, Screen, build};
use shikyu::record::store;
use shikyu::score::fold;
use shikyu::sim::desk::Line;
use shikyu::text::Language;
use std::time::Duration;

/// An app at the library, with its own folder for runs.
fn begin(options: Options) -> App {
    let mut app = headless::app();
    build(options, &mut app);
    // A tenth of a second a frame: time passes as on a slow machine, and a run takes some thousand frames.
    app.insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(100)));
    headless::start(&mut app);
    app
}

fn screen(app: &App) -> Screen {
    *app.world().resource::<State<Screen>>().get()
}

fn session(app: &App) -> &Session {
    app.world().resource::<Session>()
}

/// Lets frames pass until something holds.
fn until(app: &mut App, what: &str, holds: impl Fn(&App) -> bool) {
    for _ in 0..20_000 {
        if holds(app) {
            return;
        }
        app.update();
    }
    panic!("it never came about: {what}");
}

/// Walks with Tab to the control of this name and presses Enter.
fn choose(app: &mut App, name: &str) {
    let mut met = Vec::new();
    for _ in 0..120 {
        let label = headless::focused_label(app).unwrap_or_default();
        if label.contains(name) {
            headless::press(app, KeyCode::Enter);
            return;
        }
        met.push(label);
        headless::press(app, KeyCode::Tab);
    }
    panic!("no control called {name} among {met:?}");
}

/// Says what stands under a number, and listens to the answer.
fn say(app: &mut App, key: KeyCode) {
    until(app, "my turn", my_turn);
    app.update();
    app.update();
    headless::press(app, key);
    until(app, "they have answered", my_turn);
}

fn my_turn(app: &App) -> bool {
    let session = session(app);
    session.desk.is_my_turn(session.now())
}

#[test]
fn a_whole_run_is_played_by_keys_and_its_record_verifies() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let home = folder.path().to_owned();
    shikyu::scenario::Folders::use_for_this_process(&home);
    let mut app = begin(Options {
        scenario: Some("month_end_outage".to_owned()),
        seed: Some(7),
        language: Some(Language::En),
        mode: None,
        pace: Some(Pace::Hard),
    });
    until(&mut app, "the briefing", |app| screen(app) == Screen::Briefing);
    choose(&mut app, "Sit down");
    until(&mut app, "the desk", |app| screen(app) == Screen::Desk);

    // Wait for the phone and lift the receiver.
    headless::press(&mut app, KeyCode::KeyW);
    until(&mut app, "the first mail or ring", |app| !session(app).waiting);
    headless::press(&mut app, KeyCode::KeyW);
    until(&mut app, "the ring", |app| matches!(session(app).desk.line, Line::Ringing { .. }));
    headless::press(&mut app, KeyCode::KeyA);
    until(&mut app, "my turn", my_turn);

    // Ask by when and what it costs, promise a call, hang up.
    say(&mut app, KeyCode::Digit1);
    say(&mut app, KeyCode::Digit2);
    say(&mut app, KeyCode::Digit7);
    assert_eq!(session(&app).desk.asked.len(), 2, "asked by when and what it costs");
    headless::press(&mut app, KeyCode::KeyH);
    until(&mut app, "the line is free", |app| matches!(session(app).desk.line, Line::Idle));
    assert_eq!(session(&app).desk.promises.len(), 1, "a call was promised");

    // The other language in the middle of it, and back.
    headless::press(&mut app, KeyCode::KeyL);
    app.update();
    headless::press(&mut app, KeyCode::KeyL);

    // Ring the manager, found in the directory.
    let manager = session(&app).plan().person_named("manager");
    choose(&mut app, "anager");
    app.update();
    headless::press(&mut app, KeyCode::Digit1);
    until(&mut app, "an outcome", |app| !matches!(session(app).desk.line, Line::Dialling { .. } | Line::Idle));
    assert!(session(&app).desk.attempts.iter().any(|attempt| attempt.who == manager), "the manager was rung");
    until(&mut app, "my turn", my_turn);
    headless::press(&mut app, KeyCode::KeyH);

    // Let the rest of the day pass; calls ring in vain.
    for _ in 0..200 {
        if screen(&app) == Screen::Debrief {
            break;
        }
        if matches!(session(&app).desk.line, Line::Talking(_)) {
            headless::press(&mut app, KeyCode::KeyH);
        }
        if !session(&app).waiting {
            headless::press(&mut app, KeyCode::KeyW);
        }
        for _ in 0..200 {
            app.update();
            if screen(&app) == Screen::Debrief || !session(&app).waiting {
                break;
            }
        }
    }
    until(&mut app, "the debrief", |app| screen(app) == Screen::Debrief);
    // The question comes first: until it is answered, the pages wait.
    headless::press(&mut app, KeyCode::F3);
    choose(&mut app, "Not at all");
    for key in [KeyCode::F2, KeyCode::F3, KeyCode::F4, KeyCode::F5, KeyCode::F1, KeyCode::F6] {
        headless::press(&mut app, key);
    }
    // What is typed into a field is no shortcut: R would begin another day, L change the language.
    choose(&mut app, "When …");
    for key in [KeyCode::KeyR, KeyCode::KeyL, KeyCode::Digit1, KeyCode::Tab, KeyCode::KeyA] {
        headless::press(&mut app, key);
    }
    assert_eq!(screen(&app), Screen::Debrief);
    headless::press(&mut app, KeyCode::Escape);
    app.update();
    assert_eq!(headless::focused_label(&app).as_deref(), Some("Keep this plan"), "Escape leaves the field");
    headless::press(&mut app, KeyCode::Enter);
    let plans = shikyu::debrief::plans::read(&home.join("plans.jsonl"));
    let written: Vec<_> = plans.iter().map(|plan| (plan.when.as_str(), plan.will.as_str())).collect();
    assert_eq!(written, [("rl1", "a")]);

    let kept = store::list(&home.join("runs"));
    assert_eq!(kept.len(), 1, "one run was kept");
    let record = kept[0].record.as_ref().unwrap_or_else(|problem| panic!("{problem:?}"));
    let verified = record.verify().unwrap_or_else(|problem| panic!("{problem:?}"));
    let played = session(&app).simulation.events();
    assert_eq!(verified.events(), played, "the record replays to the byte");
    let score = fold(verified.plan(), verified.events());
    assert_eq!(score, fold(session(&app).plan(), played));
    assert!(score.bar("customer").is_some_and(|bar| bar.points > 0), "what was asked and promised counts");
}
