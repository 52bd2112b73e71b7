//! The three faces: text, bold text, and the console's fixed width; and how wide words are in them.

use super::widget::Cut;
use bevy::{asset::AssetId, prelude::*};
use std::sync::OnceLock;
use ttf_parser::Face;

const REGULAR: &[u8] = include_bytes!("../../assets/fonts/BIZUDPGothic-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../assets/fonts/BIZUDPGothic-Bold.ttf");
const CONSOLE: &[u8] = include_bytes!("../../assets/fonts/BIZUDGothic-Regular.ttf");

fn face(cut: Cut) -> &'static Face<'static> {
    static FACES: [OnceLock<Face<'static>>; 3] = [const { OnceLock::new() }; 3];
    let (place, bytes) = match cut {
        Cut::Plain => (0, REGULAR),
        Cut::Bold => (1, BOLD),
        Cut::Console => (2, CONSOLE),
    };
    FACES[place].get_or_init(|| Face::parse(bytes, 0).expect("the fonts of the program are sound"))
}

/// How wide a letter is, as a share of the size of the text. What the face lacks is as wide as it is high.
pub fn width(cut: Cut, letter: char) -> f32 {
    let face = face(cut);
    let advance = face.glyph_index(letter).and_then(|glyph| face.glyph_hor_advance(glyph));
    advance.map_or(1.0, |advance| f32::from(advance) / f32::from(face.units_per_em()))
}

/// How wide a line of words is, in pixels of the same kind as `size`.
pub fn width_of(cut: Cut, words: &str, size: f32) -> f32 {
    words.chars().map(|letter| width(cut, letter)).sum::<f32>() * size
}

/// Whether the face has a letter.
pub fn has(cut: Cut, letter: char) -> bool {
    face(cut).glyph_index(letter).is_some()
}

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
        .insert(AssetId::default(), Font::from_bytes(REGULAR.to_vec()))
        .expect("the default id is a UUID, which is never out of date");
    let bold = faces.add(Font::from_bytes(BOLD.to_vec()));
    let console = faces.add(Font::from_bytes(CONSOLE.to_vec()));
    app.insert_resource(Fonts { bold, console });
}
