//! The drawings: SVG text kept in the program, rasterised at the size the screen really has.

use std::collections::HashMap;

use bevy::{
    asset::RenderAssetUsages,
    prelude::*,
    render::render_resource::{Extent3d, TextureDimension, TextureFormat},
};
use resvg::{tiny_skia, usvg};

/// Declares every drawing once: its name, its file, and its size in logical pixels.
macro_rules! drawings {
    ($($name:ident = $file:literal, $width:literal, $height:literal;)*) => {
        /// A drawing of the room, the desk or the telephone.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Drawing {
            $(#[doc = $file] $name,)*
        }

        impl Drawing {
            /// Every drawing there is.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its size in logical pixels.
            pub const fn size(self) -> Vec2 {
                match self { $(Self::$name => Vec2::new($width, $height),)* }
            }

            const fn svg(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("../../assets/art/", $file)),)* }
            }
        }
    };
}

drawings! {
    Board = "board.svg", 300.0, 148.0;
    Calendar = "calendar.svg", 64.0, 64.0;
    ChairTurned = "chair-turned.svg", 76.0, 100.0;
    Chair = "chair.svg", 76.0, 100.0;
    ClockFace = "clock-face.svg", 96.0, 96.0;
    ClockHour = "clock-hour.svg", 96.0, 96.0;
    ClockMinute = "clock-minute.svg", 96.0, 96.0;
    Desk = "desk.svg", 172.0, 132.0;
    DoorOpen = "door-open.svg", 68.0, 148.0;
    Hatch = "hatch.svg", 8.0, 8.0;
    Jacket = "jacket.svg", 76.0, 100.0;
    LampCall = "lamp-call.svg", 60.0, 22.0;
    LampsOff = "lamps-off.svg", 1280.0, 228.0;
    LampsOn = "lamps-on.svg", 1280.0, 228.0;
    LampsOne = "lamps-one.svg", 1280.0, 228.0;
    LightAfternoon = "light-afternoon.svg", 1280.0, 228.0;
    LightDusk = "light-dusk.svg", 1280.0, 228.0;
    LightLate = "light-late.svg", 1280.0, 228.0;
    LightNoon = "light-noon.svg", 1280.0, 228.0;
    NotebookTop = "notebook-top.svg", 320.0, 18.0;
    PhoneOffhook = "phone-offhook.svg", 264.0, 136.0;
    PhoneRest = "phone-rest.svg", 264.0, 136.0;
    PhoneRinging = "phone-ringing.svg", 264.0, 136.0;
    Room = "room.svg", 1280.0, 228.0;
    ShadeDusk = "shade-dusk.svg", 1280.0, 228.0;
    Visitor = "visitor.svg", 64.0, 128.0;
    WindowAfternoon = "window-afternoon.svg", 744.0, 112.0;
    WindowDusk = "window-dusk.svg", 744.0, 112.0;
    WindowLate = "window-late.svg", 744.0, 112.0;
    WindowNoon = "window-noon.svg", 744.0, 112.0;
}

/// Drawings already rasterised, by drawing and scale.
#[derive(Resource, Default)]
pub struct Drawings {
    made: HashMap<(Drawing, u32), Handle<Image>>,
}

impl Drawings {
    /// The image of a drawing for a display of `scale` physical pixels to the logical pixel.
    ///
    /// Show it with `ImageNode` on a node of exactly [`Drawing::size`] logical pixels, so that a texel meets a pixel.
    pub fn get(&mut self, drawing: Drawing, scale: f32, images: &mut Assets<Image>) -> Handle<Image> {
        self.made
            .entry((drawing, step(scale)))
            .or_insert_with_key(|&(drawing, step)| images.add(rasterise(drawing, step as f32 / STEPS)))
            .clone()
    }

    /// Lets go of every image made for another scale; call it after a resize.
    pub fn keep_only(&mut self, scale: f32) {
        self.made.retain(|&(_, made_for), _| made_for == step(scale));
    }
}

/// Scales are told apart in thousandths: finer steps cannot be seen and would fill the memory while a window is dragged.
const STEPS: f32 = 1000.0;

fn step(scale: f32) -> u32 {
    (scale.clamp(0.1, 8.0) * STEPS).round() as u32
}

fn rasterise(drawing: Drawing, scale: f32) -> Image {
    let tree = usvg::Tree::from_str(drawing.svg(), &usvg::Options::default())
        .unwrap_or_else(|error| panic!("{drawing:?} is part of the program and must be drawable: {error}"));
    let pixels = (drawing.size() * scale).ceil().max(Vec2::ONE).as_uvec2();
    let mut canvas = tiny_skia::Pixmap::new(pixels.x, pixels.y).expect("both sides are at least one pixel");
    // Stretched to whole pixels rather than cut, so that neighbouring drawings still meet.
    let fit = pixels.as_vec2() / Vec2::new(tree.size().width(), tree.size().height());
    resvg::render(&tree, tiny_skia::Transform::from_scale(fit.x, fit.y), &mut canvas.as_mut());
    Image::new(
        Extent3d { width: pixels.x, height: pixels.y, depth_or_array_layers: 1 },
        TextureDimension::D2,
        // The interface blends straight alpha, the rasteriser premultiplies.
        canvas.take_demultiplied(),
        TextureFormat::Rgba8UnormSrgb,
        RenderAssetUsages::RENDER_WORLD,
    )
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Drawings>();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_drawing_is_as_large_as_declared_and_not_empty() {
        for &drawing in Drawing::ALL {
            let tree = usvg::Tree::from_str(drawing.svg(), &usvg::Options::default()).expect("drawable");
            let size = Vec2::new(tree.size().width(), tree.size().height());
            assert_eq!(size, drawing.size(), "{drawing:?}");
            let image = rasterise(drawing, 1.5);
            let data = image.data.expect("just drawn");
            assert!(data.iter().any(|&byte| byte != 0), "{drawing:?} is blank");
        }
    }

    #[test]
    fn the_same_drawing_at_the_same_scale_is_made_once() {
        let (mut drawings, mut images) = (Drawings::default(), Assets::<Image>::default());
        let first = drawings.get(Drawing::Hatch, 1.5, &mut images);
        assert_eq!(first, drawings.get(Drawing::Hatch, 1.5001, &mut images));
        assert_ne!(first, drawings.get(Drawing::Hatch, 2.0, &mut images));
        drawings.keep_only(2.0);
        assert_eq!(drawings.made.len(), 1);
    }
}
