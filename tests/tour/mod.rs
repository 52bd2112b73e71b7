//! Goes to every screen of the window without a window, and lets a test look at each.

use bevy::prelude::*;
use bevy::time::TimeUpdateStrategy;
use bevy::window::{PrimaryWindow, WindowResized};
use shikyu::desktop::Study;
use shikyu::desktop::action::{Change, Guess, Page, Tab, UiAction};
use shikyu::desktop::engine::headless;
use shikyu::desktop::session::Session;
use shikyu::desktop::settings::{Mode, Pace, Settings};
use shikyu::desktop::{Options, Screen, build};
use shikyu::id::FactId;
use shikyu::scenario::plan::Channel;
use shikyu::sim::Command;
use shikyu::sim::desk::Line;
use shikyu::text::Language;
use std::time::Duration;

/// How the window is set.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    pub language: Language,
    /// Percent.
    pub text: u16,
    /// In physical pixels.
    pub window: (u32, u32),
}

/// The program at its first screen, in an app that has the engine's plugins.
pub fn begin(mut app: App, setting: Setting, scenario: Option<&str>) -> App {
    build(
        Options {
            scenario: scenario.map(str::to_owned),
            seed: Some(7),
            language: Some(setting.language),
            mode: None,
            pace: Some(Pace::Standard),
        },
        &mut app,
    );
    app.world_mut().resource_mut::<Settings>().text = setting.text;
    app.insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(100)));
    // Where something is drawn, the graphics card is found in the background.
    while app.plugins_state() == bevy::app::PluginsState::Adding {
        bevy::tasks::tick_global_task_pools_on_main_thread();
    }
    headless::start(&mut app);
    resize(&mut app, setting.window);
    app
}

fn resize(app: &mut App, (width, height): (u32, u32)) {
    let world = app.world_mut();
    let (entity, mut window) =
        world.query_filtered::<(Entity, &mut Window), With<PrimaryWindow>>().single_mut(world).expect("one window");
    window.resolution.set_physical_resolution(width, height);
    let resized = WindowResized { window: entity, width: width as f32, height: height as f32 };
    world.write_message(resized);
    settle(app);
}

/// Does something, and lets the screen be built and laid out.
pub fn does(app: &mut App, action: UiAction) {
    app.world_mut().write_message(action);
    settle(app);
}

/// A few frames: one to act, one to build, one to lay out and one for what depends on sizes.
pub fn settle(app: &mut App) {
    for _ in 0..4 {
        app.update();
    }
}

pub fn screen(app: &App) -> Screen {
    *app.world().resource::<State<Screen>>().get()
}

pub fn session(app: &App) -> &Session {
    app.world().resource::<Session>()
}

/// Lets frames pass until something holds.
pub fn until(app: &mut App, what: &str, holds: impl Fn(&App) -> bool) {
    for _ in 0..20_000 {
        if holds(app) {
            settle(app);
            return;
        }
        app.update();
    }
    panic!("it never came about: {what}");
}

fn my_turn(app: &App) -> bool {
    session(app).desk.is_my_turn(session(app).now())
}

/// Says something and hears the answer out.
fn say(app: &mut App, action: UiAction) {
    does(app, action);
    until(app, "an answer", my_turn);
}

/// Goes through all screens of the month-end outage, and calls `look` at each with its name.
pub fn tour(mut app: App, mut look: impl FnMut(&mut App, &str)) {
    assert_eq!(screen(&app), Screen::Welcome);
    look(&mut app, "welcome");
    does(&mut app, UiAction::Welcomed { story: false });
    until(&mut app, "the measures", |app| !app.world().resource::<shikyu::desktop::measure::Measured>().is_busy());
    look(&mut app, "library");
    does(&mut app, UiAction::Settings);
    look(&mut app, "settings");
    does(&mut app, UiAction::DeleteKept);
    look(&mut app, "settings-asked");
    does(&mut app, UiAction::Library);
    does(&mut app, UiAction::Brief);
    look(&mut app, "briefing");
    does(&mut app, UiAction::Mode(Mode::Watch));
    does(&mut app, UiAction::Start);
    until(&mut app, "a note of the story", |app| session(app).note.is_some());
    look(&mut app, "story");
    does(&mut app, UiAction::Next);
    does(&mut app, UiAction::Mode(Mode::Practice));
    does(&mut app, UiAction::Start);
    desk(&mut app, &mut look);
    debrief(&mut app, &mut look);
}

fn desk(app: &mut App, look: &mut impl FnMut(&mut App, &str)) {
    does(app, UiAction::Pause);
    look(app, "desk-paused");
    does(app, UiAction::Pause);
    does(app, UiAction::Wait);
    until(app, "a mail", |app| !session(app).waiting);
    does(app, UiAction::Tab(Tab::Mail));
    does(app, UiAction::Letter(0));
    look(app, "mail");
    does(app, UiAction::Tab(Tab::Desk));
    does(app, UiAction::Wait);
    until(app, "the ring", |app| matches!(session(app).desk.line, Line::Ringing { .. }));
    look(app, "ringing");
    does(app, UiAction::Game(Command::Answer));
    look(app, "listening");
    until(app, "my turn", my_turn);
    look(app, "call");
    say(app, UiAction::Choose(1));
    say(app, UiAction::Choose(2));
    look(app, "call-asked");
    does(app, UiAction::Game(Command::HangUp));
    until(app, "the line is free", |app| matches!(session(app).desk.line, Line::Idle));
    does(app, UiAction::Tab(Tab::Console));
    look(app, "console");
    let memory = session(app).plan().items.get("memory_now").map(|(item, _)| *item);
    let Some(shikyu::scenario::plan::Item::Look(memory)) = memory else { panic!("there is a look at the memory") };
    does(app, UiAction::Game(Command::Look(memory)));
    until(app, "it was looked at", |app| session(app).desk.task.is_none());
    look(app, "console-looked");
    does(app, UiAction::Tab(Tab::Papers));
    look(app, "papers");
    does(app, UiAction::Choose(1));
    until(app, "it was read", |app| session(app).desk.task.is_none());
    look(app, "paper");
    let senior = session(app).plan().person_named("senior_a").expect("senior A");
    does(app, UiAction::Person(senior));
    look(app, "person");
    does(app, UiAction::Board);
    look(app, "board");
    does(app, UiAction::Compose(Channel::Mail, vec![Some(senior)]));
    does(app, UiAction::Draft(Change::Fact(FactId::ME)));
    look(app, "compose");
    does(app, UiAction::Discard);
    does(app, UiAction::Game(Command::Dial(senior)));
    look(app, "dialling");
    until(app, "it rings out", |app| matches!(session(app).desk.line, Line::Idle));
    does(app, UiAction::Side);
    look(app, "other-side");
    does(app, UiAction::Side);
    does(app, UiAction::Tab(Tab::Desk));
    does(app, UiAction::AskClose(true));
    look(app, "closing");
    does(app, UiAction::Game(Command::Close));
    until(app, "the debrief", |app| screen(app) == Screen::Debrief);
}

fn debrief(app: &mut App, look: &mut impl FnMut(&mut App, &str)) {
    look(app, "question");
    does(app, UiAction::Guess(Guess::Never));
    until(app, "what-ifs", |app| !app.world().resource::<Study>().is_busy());
    for page in Page::ALL {
        does(app, UiAction::Page(page));
        look(app, page.key());
    }
    does(app, UiAction::Page(Page::WhatIf));
    does(app, UiAction::WhatIf(0));
    look(app, "page-what-if-picked");
    does(app, UiAction::Page(Page::Compare));
    look(app, "page-compare");
    does(app, UiAction::Replay);
    until(app, "the desk", |app| screen(app) == Screen::Desk);
    look(app, "again");
    does(app, UiAction::LeaveReplay);
    until(app, "the debrief", |app| screen(app) == Screen::Debrief);
}
