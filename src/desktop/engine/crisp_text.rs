//! Puts every glyph on a whole pixel: this engine draws each glyph once and places it on fractions, which blurs small text.

use bevy::{
    prelude::*,
    text::TextLayoutInfo,
    ui::{UiSystems, widget::text_system},
};

pub(in crate::desktop) fn plugin(app: &mut App) {
    app.add_systems(PostUpdate, round_glyphs.in_set(UiSystems::PostLayout).after(text_system));
}

fn round_glyphs(mut layouts: Query<&mut TextLayoutInfo, Changed<TextLayoutInfo>>) {
    for mut layout in &mut layouts {
        // The rounding itself must not count as a change, or it would run every frame.
        for glyph in &mut layout.bypass_change_detection().glyphs {
            let half = glyph.atlas_info.rect.size() / 2.0;
            glyph.position = (glyph.position - half).round() + half;
        }
    }
}
