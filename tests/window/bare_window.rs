//! A window of the same engine with nothing in it, to measure the program beside: `tests/window/beside_bare.sh`.

use bevy::prelude::*;
use bevy::winit::{UpdateMode, WinitSettings};
use std::time::Duration;

fn main() {
    // As often as the program draws while nothing happens.
    let twice_a_second = UpdateMode::reactive(Duration::from_millis(500));
    App::new()
        .add_plugins(DefaultPlugins.set(WindowPlugin {
            primary_window: Some(Window { title: "Bare".to_owned(), resolution: (1280, 720).into(), ..default() }),
            ..default()
        }))
        .insert_resource(WinitSettings { focused_mode: twice_a_second, unfocused_mode: twice_a_second })
        .add_systems(Startup, |mut commands: Commands| {
            commands.spawn(Camera2d);
        })
        .run();
}
