//! Frames are drawn only when something may have changed: with a software graphics card every frame is dear.

use std::time::Duration;

use bevy::{
    prelude::*,
    window::RequestRedraw,
    winit::{UpdateMode, WinitSettings},
};

/// Longest time between two frames while the clock runs: the minute hand and the seconds of a call need no more.
pub const RUNNING: Duration = Duration::from_millis(500);

/// Longest time between two frames while nothing moves.
pub const STILL: Duration = Duration::from_secs(60);

pub(in crate::desktop) fn plugin(app: &mut App) {
    app.insert_resource(settings(STILL));
}

/// Waits at most `wait` for an event, with or without the focus: the exercise goes on behind other windows too.
pub fn settings(wait: Duration) -> WinitSettings {
    WinitSettings {
        focused_mode: UpdateMode::reactive_low_power(wait),
        unfocused_mode: UpdateMode::reactive_low_power(wait),
    }
}

/// Sets the longest wait from now on.
pub fn wait_at_most(settings: &mut WinitSettings, wait: Duration) {
    let mode = UpdateMode::reactive_low_power(wait);
    settings.focused_mode = mode;
    settings.unfocused_mode = mode;
}

/// Asks for one more frame. Run it under a condition that holds while something moves.
pub fn keep_drawing(mut redraw: MessageWriter<RequestRedraw>) {
    redraw.write(RequestRedraw);
}
