//! An app without window, graphics card or clock, for tests that press keys and look at entities.

use std::time::Duration;

use bevy::{
    a11y::AccessibilityNode,
    input::{
        ButtonState,
        keyboard::{Key, KeyboardInput, NativeKey},
    },
    input_focus::InputFocus,
    log::LogPlugin,
    prelude::*,
    render::{RenderPlugin, settings::WgpuSettings},
    time::TimeUpdateStrategy,
    window::PrimaryWindow,
    winit::WinitPlugin,
};

/// How much time passes in one update.
pub const FRAME: Duration = Duration::from_millis(16);

/// The engine's plugins without a window system and without a graphics card. Add the program's own, then [`start`].
pub fn app() -> App {
    let mut app = App::new();
    app.add_plugins(
        DefaultPlugins
            .set(RenderPlugin { render_creation: WgpuSettings { backends: None, ..default() }.into(), ..default() })
            .disable::<WinitPlugin>()
            // The logger is one for the whole process, and tests share a process.
            .disable::<LogPlugin>(),
    )
    .insert_resource(TimeUpdateStrategy::ManualDuration(FRAME));
    app
}

/// Does what the event loop would have done before the first frame, then the first frame.
pub fn start(app: &mut App) {
    app.finish();
    app.cleanup();
    app.update();
}

/// Presses and releases a key, with an update after each, and a third for what the key set in motion.
pub fn press(app: &mut App, key: KeyCode) {
    send(app, key, ButtonState::Pressed);
    app.update();
    send(app, key, ButtonState::Released);
    app.update();
    app.update();
}

/// Writes one keyboard message, as the window system would.
pub fn send(app: &mut App, key: KeyCode, state: ButtonState) {
    let window = app
        .world_mut()
        .query_filtered::<Entity, With<PrimaryWindow>>()
        .single(app.world())
        .expect("the default plugins make one window");
    let logical_key = logical(key);
    let text = match &logical_key {
        Key::Character(character) => Some(character.clone()),
        Key::Space => Some(" ".into()),
        _ => None,
    };
    app.world_mut().write_message(KeyboardInput { key_code: key, logical_key, state, text, repeat: false, window });
}

/// What a screen reader would call the focused widget.
pub fn focused_label(app: &App) -> Option<String> {
    let focused = app.world().resource::<InputFocus>().get()?;
    let node = app.world().get::<AccessibilityNode>(focused)?;
    node.label().map(str::to_owned)
}

/// What a key means on a keyboard with Latin letters.
fn logical(key: KeyCode) -> Key {
    match key {
        KeyCode::Enter => Key::Enter,
        KeyCode::Tab => Key::Tab,
        KeyCode::Space => Key::Space,
        KeyCode::Escape => Key::Escape,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::ShiftLeft | KeyCode::ShiftRight => Key::Shift,
        KeyCode::ControlLeft | KeyCode::ControlRight => Key::Control,
        KeyCode::AltLeft | KeyCode::AltRight => Key::Alt,
        KeyCode::ArrowUp => Key::ArrowUp,
        KeyCode::ArrowDown => Key::ArrowDown,
        KeyCode::ArrowLeft => Key::ArrowLeft,
        KeyCode::ArrowRight => Key::ArrowRight,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F1 => Key::F1,
        KeyCode::F2 => Key::F2,
        KeyCode::F3 => Key::F3,
        KeyCode::F4 => Key::F4,
        KeyCode::F5 => Key::F5,
        KeyCode::F6 => Key::F6,
        other => {
            // The engine names letters `KeyA` and digits `Digit1`, so the last character is the one typed.
            let name = format!("{other:?}");
            match name.strip_prefix("Key").or_else(|| name.strip_prefix("Digit")) {
                Some(typed) if typed.len() == 1 => Key::Character(typed.to_lowercase().into()),
                _ => Key::Unidentified(NativeKey::Unidentified),
            }
        }
    }
}
