//! A picture of the window, for looking at and for comparing.

use std::path::PathBuf;

use bevy::{
    prelude::*,
    render::view::screenshot::{Screenshot, save_to_disk},
};

/// Saves the window to a PNG file. It takes some frames: run [`super::power::keep_drawing`] while [`pending`] holds.
///
/// A failure to write is logged, since it happens after this call has returned.
pub fn save(commands: &mut Commands, path: PathBuf) {
    commands.spawn((Name::new("screenshot"), Screenshot::primary_window())).observe(save_to_disk(path));
}

/// Whether a picture is still to be taken.
pub fn pending(pictures: Query<(), With<Screenshot>>) -> bool {
    !pictures.is_empty()
}
