//! The contract of sound: what happens at the desk sounds, can be silenced, and stands in words whether it plays or not.

#![cfg(feature = "desktop")]

use accesskit::Live;
use bevy::a11y::AccessibilityNode;
use bevy::prelude::*;
use bevy::time::TimeUpdateStrategy;
use shikyu::desktop::engine::headless;
use shikyu::desktop::settings::Pace;
use shikyu::desktop::sound::caption::Caption;
use shikyu::desktop::sound::{Sound, Status, Tone};
use shikyu::desktop::{Options, Screen, build};
use shikyu::l10n;
use shikyu::text::Language;
use std::time::Duration;

fn sound(app: &App) -> &Sound {
    app.world().resource::<Sound>()
}

fn words(key: &str) -> String {
    l10n::say(Language::En, key, &[])
}

/// What the caption says, and how urgently.
fn caption(app: &mut App) -> (String, Option<Live>) {
    let world = app.world_mut();
    let mut captions = world.query_filtered::<(&Text, &AccessibilityNode), With<Caption>>();
    let (text, node) = captions.single(world).expect("the room has one caption");
    (text.0.clone(), node.live())
}

fn until(app: &mut App, what: &str, mut holds: impl FnMut(&mut App) -> bool) {
    for _ in 0..2_000 {
        if holds(app) {
            return;
        }
        app.update();
    }
    panic!("it never came about: {what}");
}

#[test]
fn what_happens_sounds_and_stands_in_words_until_it_is_muted_and_then_in_words_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    shikyu::scenario::Folders::use_for_this_process(folder.path());
    let mut app = headless::app();
    let options = Options {
        scenario: Some("month_end_outage".to_owned()),
        seed: Some(1),
        language: Some(Language::En),
        mode: None,
        pace: Some(Pace::Hard),
    };
    build(options, &mut app);
    app.insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(100)));
    headless::start(&mut app);
    until(&mut app, "the briefing", |app| *app.world().resource::<State<Screen>>().get() == Screen::Briefing);
    app.update();
    assert!(matches!(sound(&app).status(), Status::Silent(_)), "tests play nothing");
    assert!(sound(&app).scene().is_silent(), "before the day nothing sounds");

    // The office, and its clock.
    headless::press(&mut app, KeyCode::Enter);
    until(&mut app, "the desk", |app| sound(app).scene().ticks == 1.0);
    app.update();
    assert!(sound(&app).scene().room > 0.5);
    assert_eq!(caption(&mut app).0, words("sound-room"));

    // A mail has words for some seconds, politely.
    until(&mut app, "the mail", |app| caption(app).0 == words("sound-mail"));
    assert_eq!(caption(&mut app).1, Some(Live::Polite));
    until(&mut app, "quiet again", |app| caption(app).0 != words("sound-mail"));

    // The ring, at once; muted it rings in words.
    until(&mut app, "the ring", |app| sound(app).scene().tone == Tone::OutsideRing);
    assert_eq!(caption(&mut app), (words("sound-ring"), Some(Live::Assertive)));
    headless::press(&mut app, KeyCode::KeyM);
    assert!(sound(&app).scene().is_silent());
    assert_eq!(caption(&mut app), (words("sound-ring"), Some(Live::Off)), "it is not announced twice");
    headless::press(&mut app, KeyCode::KeyM);
    assert!(!sound(&app).scene().is_silent());

    // The receiver, and then a voice.
    headless::press(&mut app, KeyCode::KeyA);
    assert_eq!(caption(&mut app).0, words("sound-receiver-up"));
    assert_eq!(sound(&app).scene().tone, Tone::None);
    assert!(sound(&app).scene().speech.is_some_and(|speech| speech.phone));
    until(&mut app, "the voice", |app| caption(app).0 != words("sound-receiver-up"));
    assert!(caption(&mut app).0.contains("Company A"), "{:?}", caption(&mut app));
}
