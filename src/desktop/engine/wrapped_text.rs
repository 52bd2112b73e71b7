//! Measures wrapped text once, at the width it is meant for: the engine's own measure answers with the height of one
//! letter a line whenever a parent asks for its smallest size, and that answer is then kept.

use bevy::{
    prelude::*,
    text::{ComputedTextBlock, FontCx, TextBounds, TextMeasureInfo},
    ui::{ComputedUiRenderTargetInfo, ContentSize, FixedMeasure, NodeMeasure, UiSystems, widget::measure_text_system},
};

/// The width at which text wraps, in logical pixels.
#[derive(Component, Clone, Copy, Debug)]
pub struct WrapsAt(pub f32);

pub(in crate::desktop) fn plugin(app: &mut App) {
    app.add_systems(PostUpdate, measure.in_set(UiSystems::Content).after(measure_text_system));
}

fn measure(
    mut texts: Query<
        (Entity, &WrapsAt, &mut ContentSize, &mut ComputedTextBlock, &ComputedUiRenderTargetInfo),
        Changed<ContentSize>,
    >,
    mut fonts: ResMut<FontCx>,
) {
    for (entity, wraps, mut content, mut block, target) in &mut texts {
        let width = wraps.0 * target.scale_factor();
        let mut measure = TextMeasureInfo { min: Vec2::ZERO, max: Vec2::ZERO, entity };
        // Laying out anew is no change of the text.
        let block = block.bypass_change_detection();
        let size = measure.compute_size(TextBounds::new_horizontal(width), block, &mut fonts);
        content.set(NodeMeasure::Fixed(FixedMeasure { size: Vec2::new(width, size.y) }));
    }
}
