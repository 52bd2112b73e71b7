//! The three faces: text, bold text, and the console's fixed width.

use bevy::{asset::AssetId, prelude::*};

/// Faces other than the default one. The regular face needs no handle: it is the default font.
#[derive(Resource, Clone, Debug)]
pub struct Fonts {
    /// BIZ UDPGothic Bold.
    pub bold: Handle<Font>,
    /// BIZ UDGothic Regular, for the console.
    pub console: Handle<Font>,
}

pub(super) fn plugin(app: &mut App) {
    let mut faces = app.world_mut().resource_mut::<Assets<Font>>();
    // There are no fallback lists in this engine, so the default face must hold Latin and Japanese alike.
    faces
        .insert(
            AssetId::default(),
            Font::from_bytes(include_bytes!("../../assets/fonts/BIZUDPGothic-Regular.ttf").to_vec()),
        )
        .expect("the default id is a UUID, which is never out of date");
    let bold = faces.add(Font::from_bytes(include_bytes!("../../assets/fonts/BIZUDPGothic-Bold.ttf").to_vec()));
    let console = faces.add(Font::from_bytes(include_bytes!("../../assets/fonts/BIZUDGothic-Regular.ttf").to_vec()));
    app.insert_resource(Fonts { bold, console });
}
