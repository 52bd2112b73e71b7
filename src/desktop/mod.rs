//! The window. What a user can do is one [`action::UiAction`]; what a user sees is built anew from events and choices.

pub mod action; // everything the interface can do
pub mod art; // the drawings
mod debrief; // the sheets of the debrief
pub use debrief::Study;
mod desk; // the desk, one file a thing on it
pub mod draft; // a message being put together
pub mod engine; // what this engine version needs from us
mod field; // a field to write in
pub mod fonts; // the three faces
mod frame; // building the screen in force, focus, words that change by the second
mod grounds; // slopes and shadows
pub mod keeping; // what is kept of the user: how much, exported, deleted
mod keys; // the keyboard
pub mod measure; // what takes a moment to find out
mod motion; // what moves
mod obey; // carrying actions out
pub mod scene; // what a screen is made from
mod screens; // library, briefing, desk, debrief
pub mod session; // owns the running simulation
pub mod settings; // language, text size, theme, pace
pub mod shelf; // the scenarios there are
pub mod sound; // what is heard
pub mod speech; // acts as sentences
pub mod theme; // colours and sizes
pub mod view; // what is picked and open
pub mod widget; // small functions that return bundles
pub mod workbench; // the author's bench: problems, why, forecast

use crate::l10n;
use crate::scenario::library::{self, Folders, Source};
use crate::text::Language;
use bevy::log::LogPlugin;
use bevy::prelude::*;
use bevy::window::{WindowResizeConstraints, WindowResolution};
use settings::{Mode, Pace, Settings};
use std::process::ExitCode;

/// What the command line may ask of the window.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// A file, or the id of a scenario.
    pub scenario: Option<String>,
    /// The luck of the day; drawn when not given.
    pub seed: Option<u64>,
    /// Else that of the system.
    pub language: Option<Language>,
    /// Practice or drill.
    pub mode: Option<Mode>,
    /// How fast the clock runs with hands free.
    pub pace: Option<Pace>,
}

/// The screens.
#[derive(States, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Screen {
    /// The first start.
    Welcome,
    /// What there is to play.
    #[default]
    Library,
    /// What can be chosen for the window.
    Settings,
    /// Who one is, and how the day is to be played.
    Briefing,
    /// The day itself.
    Desk,
    /// What came of it.
    Debrief,
}

/// Something that shows has changed: the screen is built anew.
#[derive(Resource)]
pub struct Dirty(pub bool);

/// What stands under the numbers of the screen in force.
#[derive(Resource, Default)]
pub struct Numbered(pub Vec<action::UiAction>);

/// Opens the window and returns when it is closed.
pub fn run(options: Options) -> ExitCode {
    if let Err(reason) = engine::no_display::check() {
        let language = options.language.unwrap_or_else(Language::of_system);
        eprintln!("{}", l10n::say(language, "no-window", &[("reason", reason.to_string().into())]));
        return ExitCode::FAILURE;
    }
    let mut app = App::new();
    app.add_plugins(
        DefaultPlugins
            .set(WindowPlugin {
                primary_window: Some(Window {
                    title: l10n::say(Language::of_system(), "title-window", &[]),
                    name: Some("shikyu".into()),
                    resolution: WindowResolution::new(1280, 720),
                    resize_constraints: WindowResizeConstraints { min_width: 640.0, min_height: 360.0, ..default() },
                    ..default()
                }),
                ..default()
            })
            .set(LogPlugin {
                // What the engine finds out about the machine is of no use to who plays; `RUST_LOG` brings it back.
                level: bevy::log::Level::ERROR,
                // A sound server that goes away is no error: the program says so itself.
                filter: "icu_provider=off,pulseaudio=off".into(),
                ..default()
            }),
    );
    engine::power::plugin(&mut app);
    app.insert_resource(sound::Sound::open());
    build(options, &mut app);
    match app.run() {
        AppExit::Success => ExitCode::SUCCESS,
        AppExit::Error(_) => ExitCode::FAILURE,
    }
}

/// Puts the program into an app that already has the engine's plugins: the real one, or one without a window.
pub fn build(options: Options, app: &mut App) {
    let mut shelf = shelf::Shelf::default();
    shelf.fill();
    // A file that must be mended stays in the list; one that can be played is picked.
    let mut view = view::View { scenario: shelf.first(), ..view::View::default() };
    let settings = Settings::of_user(&options);
    let mut screen = if settings.welcomed { Screen::Library } else { Screen::Welcome };
    if let Some(word) = &options.scenario {
        let plan = library::find(word, &Folders::of_user());
        if plan.is_ok() {
            screen = Screen::Briefing;
        }
        view.scenario = shelf.put(plan, Source::File(word.into()));
        // A file that is named is somebody's work: it is watched while it is played.
        let path = std::path::Path::new(word);
        if path.is_file() {
            app.insert_resource(workbench::Workbench::of(path));
        }
    }
    app.insert_resource(shelf).insert_resource(view).insert_resource(settings).insert_state(screen);
    plugin(app);
}

/// Everything that runs in the window. [`build`] puts in what it works on.
pub fn plugin(app: &mut App) {
    app.add_plugins((
        fonts::plugin,
        art::plugin,
        keeping::plugin,
        measure::plugin,
        motion::plugin,
        widget::plugin,
        grounds::plugin,
        debrief::plugin,
        field::plugin,
        frame::plugin,
        sound::plugin,
        engine::crisp_text::plugin,
        engine::wrapped_text::plugin,
    ));
    app.insert_resource(Dirty(true)).init_resource::<Numbered>();
    app.add_systems(Startup, |mut commands: Commands| {
        // The interface smooths its own edges; there is nothing else on the screen to smooth.
        commands.spawn((Name::new("camera"), Camera2d, Msaa::Off));
    });
    // In the order of cause and effect, so that a key shows what it did in the same frame.
    app.add_systems(
        Update,
        (
            workbench::watch,
            keys::read_keys,
            keys::walk_with_arrows,
            obey::obey,
            keeping::obey,
            session::run_clock,
            settings::keep_theme,
            settings::keep,
            session::set_power,
        )
            .chain()
            .before(frame::Building),
    );
}
