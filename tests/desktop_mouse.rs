//! The contract of the mouse where frames are slow: what is pressed and let go within one frame is pressed once, what is
//! held is not pressed yet, and a press meant to hear somebody out does not make a choice.

#![cfg(feature = "desktop")]

#[expect(dead_code, reason = "only the way to a screen is needed here")]
mod tour;

use bevy::input::ButtonState;
use bevy::input::mouse::{MouseButton, MouseButtonInput};
use bevy::prelude::*;
use bevy::ui::Pressed;
use bevy::window::PrimaryWindow;
use shikyu::desktop::Screen;
use shikyu::desktop::action::UiAction;
use shikyu::desktop::engine::headless;
use shikyu::desktop::widget::Press;
use shikyu::sim::Command;
use shikyu::text::Language;
use tour::{Setting, begin, does, screen, session, settle, until};

/// The control that does something.
fn control(app: &mut App, wanted: impl Fn(&UiAction) -> bool) -> Entity {
    let mut presses = app.world_mut().query::<(Entity, &Press)>();
    presses
        .iter(app.world())
        .find(|(_, press)| wanted(&press.0))
        .map(|(entity, _)| entity)
        .expect("it is on the screen")
}

/// What the engine does when the button goes down over a control that it did not know in the frame before: when it comes
/// up within the same frame, nobody is told.
fn press(app: &mut App, entity: Entity) {
    app.world_mut().entity_mut(entity).insert(Pressed);
}

/// The button goes up or down in the next frame.
fn mouse(app: &mut App, state: ButtonState) {
    let window = app.world_mut().query_filtered::<Entity, With<PrimaryWindow>>().single(app.world()).expect("one");
    app.world_mut().write_message(MouseButtonInput { button: MouseButton::Left, state, window });
}

fn desk() -> App {
    let setting = Setting { language: Language::Ja, text: 100, window: (1280, 720) };
    let mut app = begin(headless::app(), setting, Some("month_end_outage"));
    does(&mut app, UiAction::Start);
    assert_eq!(screen(&app), Screen::Desk);
    app
}

#[test]
fn what_is_pressed_and_let_go_in_one_frame_is_pressed_once() {
    let mut app = desk();
    let pause = control(&mut app, |action| *action == UiAction::Pause);
    assert!(!session(&app).paused);
    press(&mut app, pause);
    settle(&mut app);
    assert!(session(&app).paused, "it was pressed");
    // Once only: pressed twice, it would go on again.
    settle(&mut app);
    assert!(session(&app).paused);
}

#[test]
fn what_is_held_is_not_pressed_yet() {
    let mut app = desk();
    let pause = control(&mut app, |action| *action == UiAction::Pause);
    mouse(&mut app, ButtonState::Pressed);
    press(&mut app, pause);
    settle(&mut app);
    assert!(!session(&app).paused);
}

#[test]
fn what_was_meant_to_hear_somebody_out_makes_no_choice() {
    let mut app = desk();
    until(&mut app, "it rings", |app| session(app).desk.line != shikyu::sim::desk::Line::Idle);
    does(&mut app, UiAction::Game(Command::Answer));
    until(&mut app, "they speak", |app| session(app).desk.talk().is_some_and(|talk| !talk.spoken.is_empty()));
    does(&mut app, UiAction::Hurry);
    assert!(session(&app).desk.is_my_turn(session(&app).now()));
    let asks = control(&mut app, |action| matches!(action, UiAction::Game(Command::Say(_))));
    let said = session(&app).log.len();
    // The second of two clicks.
    press(&mut app, asks);
    mouse(&mut app, ButtonState::Pressed);
    mouse(&mut app, ButtonState::Released);
    app.update();
    assert_eq!(session(&app).log.len(), said);
    std::thread::sleep(std::time::Duration::from_millis(700));
    let asks = control(&mut app, |action| matches!(action, UiAction::Game(Command::Say(_))));
    press(&mut app, asks);
    settle(&mut app);
    assert_eq!(session(&app).log.len(), said + 1, "a moment later it is meant");
}
