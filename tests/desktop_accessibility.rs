//! The contract with those who do not see the screen: on every screen each control has a role and a name, Tab goes through
//! all of them in an order and comes round, a ring and a mail are announced; and the whole story can be played by what a
//! screen reader can do alone.

#![cfg(feature = "desktop")]

mod tour;

use accesskit::{Action, Live, NodeId, Role, TreeId};
use bevy::a11y::{AccessibilityNode, ActionRequest};
use bevy::input_focus::InputFocus;
use bevy::input_focus::tab_navigation::TabIndex;
use bevy::prelude::*;
use bevy::time::TimeUpdateStrategy;
use bevy::ui::InteractionDisabled;
use shikyu::desktop::Screen;
use shikyu::desktop::engine::headless;
use shikyu::desktop::view::View;
use shikyu::record::store;
use shikyu::sim::desk::Line;
use shikyu::text::Language;
use std::collections::BTreeSet;
use std::time::Duration;
use tour::{Setting, screen, session, settle, until};

const SETTING: Setting = Setting { language: Language::En, text: 100, window: (1280, 720) };

/// One folder for all tests of this file: they share a process, and each makes its own way through it.
fn home() -> &'static std::path::Path {
    static HOME: std::sync::OnceLock<tempfile::TempDir> = std::sync::OnceLock::new();
    let home = HOME.get_or_init(|| tempfile::tempdir().expect("a temporary folder")).path();
    shikyu::scenario::Folders::use_for_this_process(home);
    home
}

/// Every control: what it is, and what it is called.
fn controls(app: &mut App) -> Vec<(Entity, Role, String)> {
    let world = app.world_mut();
    let mut controls = world.query_filtered::<(Entity, Option<&AccessibilityNode>), With<TabIndex>>();
    let named = |(entity, node): (Entity, Option<&AccessibilityNode>)| match node {
        Some(node) => (entity, node.role(), node.label().unwrap_or_default().to_owned()),
        None => (entity, Role::Unknown, String::new()),
    };
    controls.iter(world).map(named).collect()
}

fn announced(app: &mut App, live: Live) -> Vec<String> {
    let world = app.world_mut();
    let mut nodes = world.query::<&AccessibilityNode>();
    let words = |node: &AccessibilityNode| node.label().or(node.value()).unwrap_or_default().to_owned();
    nodes.iter(world).filter(|node| node.live() == Some(live)).map(words).collect()
}

#[test]
fn every_control_has_a_role_and_a_name_and_tab_goes_through_all_of_them() {
    let _ = std::fs::remove_file(home().join("settings.ron"));
    let mut faults = Vec::new();
    tour::tour(tour::begin(headless::app(), SETTING, None), |app, name| {
        let controls = controls(app);
        for (_, role, label) in &controls {
            if matches!(role, Role::Unknown | Role::GenericContainer) || label.trim().is_empty() {
                faults.push(format!("{name}: a control is {role:?} and called “{label}”"));
            }
        }
        // The caller does not give up meanwhile.
        app.insert_resource(TimeUpdateStrategy::ManualDuration(Duration::ZERO));
        // By name: what is found out in the background builds the screen anew.
        let mut met = BTreeSet::new();
        for _ in 0..=controls.len() + 1 {
            headless::press(app, KeyCode::Tab);
            let focused = app.world().resource::<InputFocus>().get();
            let node = focused.and_then(|entity| app.world().get::<AccessibilityNode>(entity));
            met.extend(node.and_then(|node| node.label()).map(str::to_owned));
        }
        app.insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(100)));
        let all: BTreeSet<String> = self::controls(app).into_iter().map(|(.., name)| name).collect();
        let missed = all.difference(&met).count();
        if missed > 0 {
            faults.push(format!("{name}: Tab passes over {missed} of {} controls", all.len()));
        }
        if name == "ringing" {
            let words = announced(app, Live::Assertive).join(" ");
            if !words.contains("ringing") && !words.contains("rings") {
                faults.push(format!("the ring is not announced: {words}"));
            }
        }
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Asks for something as a screen reader does.
fn ask(app: &mut App, entity: Entity, action: Action) {
    let request = accesskit::ActionRequest {
        action,
        target_tree: TreeId::ROOT,
        target_node: NodeId(entity.to_bits()),
        data: None,
    };
    app.world_mut().write_message(ActionRequest(request));
    settle(app);
}

/// Clicks the control whose name begins with these words, or else holds them, and that can be pressed.
fn click(app: &mut App, words: &str) {
    let mut controls = controls(app);
    controls.retain(|(entity, ..)| app.world().get::<InteractionDisabled>(*entity).is_none());
    let begins = controls.iter().find(|(.., name)| name.starts_with(words));
    let Some((entity, ..)) = begins.or_else(|| controls.iter().find(|(.., name)| name.contains(words))).cloned() else {
        let names: Vec<String> = controls.into_iter().map(|(.., name)| name).collect();
        panic!("nothing is called “{words}” among {names:?}");
    };
    ask(app, entity, Action::Focus);
    ask(app, entity, Action::Click);
}

fn my_turn(app: &App) -> bool {
    session(app).desk.is_my_turn(session(app).now())
}

/// Answers whoever rings, and hears them out.
fn hear_out(app: &mut App) {
    while let Line::Ringing { .. } = session(app).desk.line {
        click(app, "Lift the receiver");
        until(app, "my turn", my_turn);
        click(app, "Hang up");
        until(app, "free hands", |app| session(app).desk.is_free());
    }
}

fn waits_for(app: &mut App, what: &str, holds: impl Fn(&App) -> bool + Copy) {
    for _ in 0..40 {
        if holds(app) {
            settle(app);
            return;
        }
        hear_out(app);
        if !session(app).waiting {
            click(app, "Wait");
        }
        for _ in 0..400 {
            app.update();
            if holds(app) || !session(app).waiting {
                break;
            }
        }
    }
    assert!(holds(app), "it never came about: {what}");
}

#[test]
fn the_story_is_played_by_a_screen_reader_alone_and_a_mail_is_announced() {
    let before = store::list(&home().join("runs")).len();
    let mut app = tour::begin(headless::app(), SETTING, Some("month_end_outage"));
    click(&mut app, "Sit down");
    until(&mut app, "the desk", |app| screen(app) == Screen::Desk);
    click(&mut app, "Wait");
    until(&mut app, "a mail", |app| !session(app).desk.letters.is_empty());
    let polite = announced(&mut app, Live::Polite).join(" ");
    assert!(polite.contains("mail"), "the mail is not announced: {polite}");
    waits_for(&mut app, "the ring", |app| matches!(session(app).desk.line, Line::Ringing { .. }));
    click(&mut app, "Lift the receiver");
    click(&mut app, "Hear them out");
    until(&mut app, "my turn", my_turn);
    for words in ["By when?", "What is the impact?", "Call in 20 min"] {
        click(&mut app, words);
        until(&mut app, "an answer", my_turn);
    }
    click(&mut app, "Hang up");
    until(&mut app, "the line is free", |app| matches!(session(app).desk.line, Line::Idle));
    click(&mut app, "F4");
    click(&mut app, "Memory use");
    until(&mut app, "it was looked at", |app| session(app).desk.task.is_none());
    // Whoever can decide, until somebody does.
    for name in ["The manager", "Senior A", "Senior B", "Senior C"].repeat(6) {
        if !session(&app).desk.allowed.is_empty() {
            break;
        }
        click(&mut app, name);
        click(&mut app, "If nobody answers");
        until(&mut app, "an outcome", |app| !matches!(session(app).desk.line, Line::Dialling { .. }));
        if session(&app).desk.talk().is_some_and(|talk| !talk.voicemail) {
            until(&mut app, "my turn", my_turn);
            click(&mut app, "Tell, request");
            let facts: Vec<String> = controls(&mut app)
                .into_iter()
                .filter(|(_, role, _)| *role == Role::CheckBox)
                .map(|(.., name)| name)
                .collect();
            for fact in facts {
                click(&mut app, &fact);
            }
            click(&mut app, "a decision");
            click(&mut app, "Say this");
            until(&mut app, "an answer", my_turn);
        }
        if session(&app).desk.talk().is_some() {
            until(&mut app, "my turn", my_turn);
            click(&mut app, "Hang up");
        }
        until(&mut app, "free hands", |app| session(app).desk.is_free());
        hear_out(&mut app);
    }
    assert!(!session(&app).desk.allowed.is_empty(), "somebody gave the word: {:?}", session(&app).desk.attempts);
    click(&mut app, "F4");
    hear_out(&mut app);
    click(&mut app, "F4");
    click(&mut app, "Begin: Restart the server");
    until(&mut app, "it has been begun", |app| session(app).desk.task.is_none());
    let (refusal, desk) = (app.world().resource::<View>().refusal, &session(&app).desk);
    assert!(!desk.running.is_empty(), "the restart is not under way: {refusal:?}, {:?}, {:?}", desk.line, desk.task);
    waits_for(&mut app, "it works again", |app| session(app).desk.ended.iter().any(|(.., worked)| *worked));
    click(&mut app, "F1");
    click(&mut app, "Close the case");
    click(&mut app, "Close");
    until(&mut app, "the debrief", |app| screen(app) == Screen::Debrief);
    let kept = store::list(&home().join("runs"));
    assert!(kept.len() > before, "the run was kept");
    let record = kept[0].record.as_ref().unwrap_or_else(|problem| panic!("{problem:?}"));
    record.verify().unwrap_or_else(|problem| panic!("{problem:?}"));
}
