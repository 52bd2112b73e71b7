//! The keyboard: every key sends the action that a button sends too.

use super::action::{Page, Tab, UiAction};
use super::session::{SPEEDS, Session};
use super::view::View;
use super::workbench::{Leaf, Workbench};
use super::{Dirty, Screen, field};
use crate::sim::command::Command;
use crate::time::MINUTE;
use bevy::input_focus::tab_navigation::{NavAction, TabNavigation};
use bevy::input_focus::{FocusCause, InputFocus};
use bevy::prelude::*;
use bevy::text::EditableText;
use bevy::window::RequestRedraw;

/// Digits of the row and of the number pad.
const DIGITS: [(KeyCode, KeyCode); 9] = [
    (KeyCode::Digit1, KeyCode::Numpad1),
    (KeyCode::Digit2, KeyCode::Numpad2),
    (KeyCode::Digit3, KeyCode::Numpad3),
    (KeyCode::Digit4, KeyCode::Numpad4),
    (KeyCode::Digit5, KeyCode::Numpad5),
    (KeyCode::Digit6, KeyCode::Numpad6),
    (KeyCode::Digit7, KeyCode::Numpad7),
    (KeyCode::Digit8, KeyCode::Numpad8),
    (KeyCode::Digit9, KeyCode::Numpad9),
];

/// The keys that write nothing: they are shortcuts in a field, too.
const FUNCTION_KEYS: [KeyCode; 9] = [
    KeyCode::F1,
    KeyCode::F2,
    KeyCode::F3,
    KeyCode::F4,
    KeyCode::F5,
    KeyCode::F6,
    KeyCode::F7,
    KeyCode::F8,
    KeyCode::F9,
];

pub(super) fn read_keys(
    keys: Res<ButtonInput<KeyCode>>,
    mouse: Res<ButtonInput<MouseButton>>,
    screen: Res<State<Screen>>,
    mut session: Option<ResMut<Session>>,
    bench: Option<Res<Workbench>>,
    view: Res<View>,
    (focus, fields): (Res<InputFocus>, Query<&EditableText>),
    mut dirty: ResMut<Dirty>,
    mut actions: MessageWriter<UiAction>,
) {
    let pressed = keys.get_just_pressed().next().is_some() || mouse.get_just_pressed().next().is_some();
    if !pressed {
        return;
    }
    // What is typed into a field is no shortcut, but for the function keys. Escape leaves it, once the input method is
    // done with it.
    let writing = field::focused(&focus, &fields);
    if let Some(text) = writing {
        if text.is_composing() {
            return;
        }
        if keys.just_pressed(KeyCode::Escape) {
            actions.write(UiAction::StopWriting);
            return;
        }
    }
    let writes = |key: KeyCode| writing.is_some() && !FUNCTION_KEYS.contains(&key);
    // Any key stops waiting; W itself does so by its own action.
    let was_waiting = match &mut session {
        Some(session) if session.waiting && !keys.just_pressed(KeyCode::KeyW) => {
            session.waiting = false;
            dirty.0 = true;
            true
        }
        _ => false,
    };
    let held = |one: KeyCode, other: KeyCode| keys.pressed(one) || keys.pressed(other);
    let control = held(KeyCode::ControlLeft, KeyCode::ControlRight) || held(KeyCode::AltLeft, KeyCode::AltRight);
    if control {
        if keys.just_pressed(KeyCode::KeyQ) {
            actions.write(UiAction::Quit);
        }
        return;
    }
    for (number, (row, pad)) in DIGITS.iter().enumerate() {
        if writing.is_none() && (keys.just_pressed(*row) || keys.just_pressed(*pad)) {
            actions.write(UiAction::Choose(number + 1));
        }
    }
    let mut on = |key: KeyCode, action: UiAction| {
        if keys.just_pressed(key) && !writes(key) {
            actions.write(action);
        }
    };
    on(KeyCode::KeyL, UiAction::OtherLanguage);
    for key in [KeyCode::Minus, KeyCode::NumpadSubtract] {
        on(key, UiAction::TextSize(-1));
    }
    for key in [KeyCode::Equal, KeyCode::Semicolon, KeyCode::NumpadAdd] {
        on(key, UiAction::TextSize(1));
    }
    on(KeyCode::KeyM, UiAction::Mute);
    on(KeyCode::Escape, UiAction::Back);
    if bench.is_some() {
        on(KeyCode::F9, UiAction::Bench(view.bench.is_none().then_some(Leaf::default())));
    }
    if *screen.get() == Screen::Debrief {
        for (key, page) in FUNCTION_KEYS.into_iter().zip(Page::ALL) {
            on(key, UiAction::Page(page));
        }
        // Where one writes, a letter that misses the field is not to begin another day.
        if view.page != Page::Plan {
            on(KeyCode::KeyR, UiAction::Again);
        }
    }
    if *screen.get() == Screen::Desk {
        for (key, tab) in FUNCTION_KEYS.into_iter().zip(Tab::ALL) {
            on(key, UiAction::Tab(tab));
        }
        on(KeyCode::F6, UiAction::Side);
        on(KeyCode::KeyA, UiAction::Game(Command::Answer));
        on(KeyCode::KeyH, UiAction::Game(Command::HangUp));
        on(KeyCode::KeyB, UiAction::Board);
        on(KeyCode::KeyD, UiAction::Directory);
        on(KeyCode::KeyS, UiAction::Send);
        if session.as_ref().is_some_and(|session| session.note.is_some()) {
            // Wherever the focus is: what stands in front is read, and goes.
            on(KeyCode::Enter, UiAction::Next);
        }
        on(KeyCode::Space, UiAction::Hurry);
        on(KeyCode::F8, UiAction::Mark);
        if let Some(session) = &session
            && let Some(speed) = session.speed()
        {
            let place = SPEEDS.iter().position(|other| *other == speed).unwrap_or(0);
            on(KeyCode::Comma, UiAction::JumpTo(session.now() - 5 * MINUTE));
            on(KeyCode::Period, UiAction::JumpTo(session.now() + 5 * MINUTE));
            on(KeyCode::BracketLeft, UiAction::Speed(SPEEDS[place.saturating_sub(1)]));
            on(KeyCode::BracketRight, UiAction::Speed(SPEEDS[(place + 1).min(SPEEDS.len() - 1)]));
        }
        if !was_waiting {
            on(KeyCode::KeyW, UiAction::Wait);
            on(KeyCode::KeyP, UiAction::Pause);
        }
    }
}

/// Arrow keys walk like Tab, one control at a time.
pub(super) fn walk_with_arrows(
    keys: Res<ButtonInput<KeyCode>>,
    navigation: TabNavigation,
    fields: Query<&EditableText>,
    mut focus: ResMut<InputFocus>,
    mut redraw: MessageWriter<RequestRedraw>,
) {
    // In a field they move the cursor.
    if field::focused(&focus, &fields).is_some() {
        return;
    }
    let action = if keys.any_just_pressed([KeyCode::ArrowDown, KeyCode::ArrowRight]) {
        NavAction::Next
    } else if keys.any_just_pressed([KeyCode::ArrowUp, KeyCode::ArrowLeft]) {
        NavAction::Previous
    } else {
        return;
    };
    if let Ok(entity) = navigation.navigate(&focus, action) {
        focus.set(entity, FocusCause::Navigated);
        redraw.write(RequestRedraw);
    }
}
