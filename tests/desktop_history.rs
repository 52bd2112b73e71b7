//! The contract of the settings about what is kept: one press copies all of it out, two presses delete it, one press or a
//! double click does not, and the library knows at once.

#![cfg(feature = "desktop")]

use bevy::prelude::*;
use bevy::time::TimeUpdateStrategy;
use shikyu::desktop::action::UiAction;
use shikyu::desktop::engine::headless;
use shikyu::desktop::keeping::{Held, Keeping, Outcome};
use shikyu::desktop::measure::Measured;
use shikyu::desktop::{Options, Screen, build};
use shikyu::record::{self, Header};
use shikyu::scenario::{Folders, library};
use shikyu::text::Language;
use shikyu::trainee;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

fn screen(app: &App) -> Screen {
    *app.world().resource::<State<Screen>>().get()
}

fn keeping(app: &App) -> &Keeping {
    app.world().resource::<Keeping>()
}

/// Does something and lets four tenths of a second pass.
fn does(app: &mut App, action: UiAction) {
    app.world_mut().write_message(action);
    (0..4).for_each(|_| app.update());
}

/// Lets frames pass until something holds.
fn until(app: &mut App, what: &str, holds: impl Fn(&App) -> bool) {
    for _ in 0..200_000 {
        if holds(app) {
            return;
        }
        app.update();
    }
    panic!("it never came about: {what}");
}

/// Goes to a screen, and waits until everything about the scenarios and the runs is known.
fn goes(app: &mut App, action: UiAction, to: Screen) {
    does(app, action);
    until(app, "the screen", |app| screen(app) == to);
    until(app, "the measures", |app| !app.world().resource::<Measured>().is_busy());
}

fn keep(home: &Path) -> PathBuf {
    let plan = match library::find("old_logo", &Folders::below(home)) {
        Ok(plan) => Arc::new(plan),
        Err(report) => panic!("{}", report.human(Language::En)),
    };
    let run = trainee::play("proportionate", &plan, 1).expect("there is such a trainee");
    std::fs::create_dir_all(home.join("runs")).expect("made");
    let path = home.join("runs/20261130T115000Z-old_logo-1.shikyu");
    let header = Header::new(&plan, 1, "you", "standard", Language::Ja);
    record::write(&path, &header, &run.log, &run.simulation).expect("written");
    path
}

/// The folders that were exported beside the history.
fn exports(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("read").map(|entry| entry.expect("read").path());
    entries.filter(|path| path.file_name() != Some("shikyu".as_ref())).collect()
}

#[test]
fn what_is_kept_is_exported_with_one_press_and_deleted_with_two() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let home = folder.path().join("shikyu");
    let run = keep(&home);
    Folders::use_for_this_process(&home);
    let mut app = headless::app();
    build(Options { language: Some(Language::En), ..Options::default() }, &mut app);
    app.insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(100)));
    headless::start(&mut app);
    goes(&mut app, UiAction::Welcomed { story: false }, Screen::Library);
    assert_eq!(app.world().resource::<Measured>().past.len(), 1, "the library knows the run");

    goes(&mut app, UiAction::Settings, Screen::Settings);
    // The run, and the settings, which the first start has written.
    assert_eq!(keeping(&app).held, Some(Ok(Held { runs: 1, files: 2 })));
    does(&mut app, UiAction::ExportKept);
    until(&mut app, "the export", |app| !keeping(app).is_busy());
    let exported = exports(folder.path());
    assert_eq!(exported.len(), 1, "{exported:?}");
    let copy = exported[0].join("runs/20261130T115000Z-old_logo-1.shikyu");
    assert_eq!(std::fs::read(copy).expect("read"), std::fs::read(&run).expect("read"));
    match &keeping(&app).outcome {
        Some(Outcome::Exported(told)) => assert_eq!((&told.to, told.runs, told.files), (&exported[0], 1, 2)),
        _ => panic!("the path is not told"),
    }

    does(&mut app, UiAction::DeleteKept);
    assert!(keeping(&app).is_asked() && run.exists(), "the first press asks");
    does(&mut app, UiAction::TextSize(0));
    assert!(!keeping(&app).is_asked(), "anything else takes the question back");
    does(&mut app, UiAction::DeleteKept);
    does(&mut app, UiAction::DeleteKept);
    assert!(keeping(&app).is_asked() && run.exists(), "a press that comes at once is a slip of the hand");
    does(&mut app, UiAction::DeleteKept);
    until(&mut app, "the deletion", |app| !keeping(app).is_busy());
    assert!(!run.exists() && !home.join("settings.ron").exists());
    assert_eq!(keeping(&app).held, Some(Ok(Held { runs: 0, files: 0 })));
    assert!(matches!(&keeping(&app).outcome, Some(Outcome::Deleted(told)) if told.runs == 1));
    let measured = app.world().resource::<Measured>();
    assert!(measured.past.is_empty() && measured.standings.is_empty());
    goes(&mut app, UiAction::Library, Screen::Library);
    let measured = app.world().resource::<Measured>();
    assert!(measured.past.is_empty() && measured.standings.is_empty(), "the library knows it, too");
    assert_eq!(exports(folder.path()), exported, "the copy stays");
}
