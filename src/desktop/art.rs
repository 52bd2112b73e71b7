//! The drawings: SVG text kept in the program, rasterised at the size the screen really has.

use std::collections::HashMap;

use bevy::{
    asset::RenderAssetUsages,
    prelude::*,
    render::render_resource::{Extent3d, TextureDimension, TextureFormat},
};
use rayon::prelude::*;
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

/// One drawing of a picture made of several.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layer {
    /// What is drawn.
    pub drawing: Drawing,
    /// Where its upper left corner lies on the picture, in logical pixels.
    pub at: Vec2,
    /// What it is multiplied by; its opacity says how much of what lies below is covered.
    pub tint: Color,
}

/// Drawings already rasterised, by drawing and scale, and the pictures last made of several.
#[derive(Resource, Default)]
pub struct Drawings {
    made: HashMap<(Drawing, u32), Handle<Image>>,
    /// What the last picture was made of: the next one differs in a layer or two.
    layers: HashMap<(Drawing, u32), Pixels>,
    pictures: Vec<(Vec<Layer>, u32, Handle<Image>)>,
}

/// How many pictures are kept: the door opens and closes, the light does not come back.
const MOST_PICTURES: usize = 4;

impl Drawings {
    /// The image of a drawing for a display of `scale` physical pixels to the logical pixel.
    ///
    /// Show it with `ImageNode` on a node of exactly [`Drawing::size`] logical pixels, so that a texel meets a pixel.
    pub fn get(&mut self, drawing: Drawing, scale: f32, images: &mut Assets<Image>) -> Handle<Image> {
        self.made
            .entry((drawing, step(scale)))
            .or_insert_with_key(|&(drawing, step)| images.add(rasterise(drawing, step as f32 / STEPS).image()))
            .clone()
    }

    /// Several drawings one on the other as one image, `size` logical pixels large.
    ///
    /// What is one image is drawn once a frame, however many layers it has: on a machine without a graphics card that
    /// is most of what a frame costs.
    pub fn picture(&mut self, layers: &[Layer], size: Vec2, scale: f32, images: &mut Assets<Image>) -> Handle<Image> {
        let step = step(scale);
        if let Some((.., made)) = self.pictures.iter().find(|(of, at, _)| of == layers && *at == step) {
            return made.clone();
        }
        self.layers.retain(|&(drawing, at), _| at == step && layers.iter().any(|layer| layer.drawing == drawing));
        for layer in layers {
            let key = (layer.drawing, step);
            self.layers.entry(key).or_insert_with(|| rasterise(layer.drawing, step as f32 / STEPS));
        }
        let stack: Vec<_> = layers.iter().map(|layer| (layer, &self.layers[&(layer.drawing, step)])).collect();
        let made = images.add(stacked(&stack, size, step as f32 / STEPS).image());
        if self.pictures.len() == MOST_PICTURES {
            self.pictures.remove(0);
        }
        self.pictures.push((layers.to_vec(), step, made.clone()));
        made
    }

    /// Lets go of every image made for another scale; call it after a resize.
    pub fn keep_only(&mut self, scale: f32) {
        let step = step(scale);
        self.made.retain(|&(_, made_for), _| made_for == step);
        self.layers.retain(|&(_, made_for), _| made_for == step);
        self.pictures.retain(|&(_, made_for, _)| made_for == step);
    }
}

/// Scales are told apart in thousandths: finer steps cannot be seen and would fill the memory while a window is dragged.
const STEPS: f32 = 1000.0;

fn step(scale: f32) -> u32 {
    (scale.clamp(0.1, 8.0) * STEPS).round() as u32
}

/// A picture in memory: red, green, blue and opacity a pixel, row by row, the colours not multiplied by the opacity.
pub(super) struct Pixels {
    /// Width and height in pixels.
    pub size: UVec2,
    /// Four bytes a pixel.
    pub bytes: Vec<u8>,
}

impl Pixels {
    /// As the graphics card takes it.
    pub fn image(self) -> Image {
        Image::new(
            Extent3d { width: self.size.x, height: self.size.y, depth_or_array_layers: 1 },
            TextureDimension::D2,
            self.bytes,
            TextureFormat::Rgba8UnormSrgb,
            RenderAssetUsages::RENDER_WORLD,
        )
    }
}

/// Lays drawings one on the other, in linear light as the graphics card does.
fn stacked(layers: &[(&Layer, &Pixels)], size: Vec2, scale: f32) -> Pixels {
    let size = (size * scale).ceil().max(Vec2::ONE).as_uvec2();
    let linear: Vec<f32> = (0..=255).map(|byte| Color::srgb_u8(byte, 0, 0).to_linear().red).collect();
    let layers: Vec<_> = layers
        .iter()
        .map(|(layer, pixels)| ((layer.at * scale).round().as_ivec2(), layer.tint.to_linear(), *pixels))
        .collect();
    let mut bytes = vec![0; (size.x * size.y * 4) as usize];
    bytes.par_chunks_exact_mut(size.x as usize * 4).enumerate().for_each(|(y, row)| {
        // Colours multiplied by their opacity.
        let mut light = vec![Vec4::ZERO; size.x as usize];
        for (at, tint, pixels) in &layers {
            let Ok(from) = u32::try_from(y as i32 - at.y) else { continue };
            let width = pixels.size.x as usize * 4;
            let Some(source) = pixels.bytes.chunks_exact(width).nth(from as usize) else { continue };
            for (x, texel) in source.chunks_exact(4).enumerate().filter(|(_, texel)| texel[3] > 0) {
                let Some(below) = usize::try_from(x as i32 + at.x).ok().and_then(|x| light.get_mut(x)) else {
                    continue;
                };
                let alpha = f32::from(texel[3]) / 255.0 * tint.alpha;
                let [red, green, blue] = [texel[0], texel[1], texel[2]].map(|byte| linear[usize::from(byte)]);
                let color = Vec3::new(red * tint.red, green * tint.green, blue * tint.blue);
                *below = (color * alpha).extend(alpha) + *below * (1.0 - alpha);
            }
        }
        for (light, out) in light.iter().zip(row.chunks_exact_mut(4)).filter(|(light, _)| light.w > 0.0) {
            let color = LinearRgba::new(light.x / light.w, light.y / light.w, light.z / light.w, light.w);
            out.copy_from_slice(&Srgba::from(color).to_u8_array());
        }
    });
    Pixels { size, bytes }
}

fn rasterise(drawing: Drawing, scale: f32) -> Pixels {
    let tree = usvg::Tree::from_str(drawing.svg(), &usvg::Options::default())
        .unwrap_or_else(|error| panic!("{drawing:?} is part of the program and must be drawable: {error}"));
    let pixels = (drawing.size() * scale).ceil().max(Vec2::ONE).as_uvec2();
    let mut canvas = tiny_skia::Pixmap::new(pixels.x, pixels.y).expect("both sides are at least one pixel");
    // Stretched to whole pixels rather than cut, so that neighbouring drawings still meet.
    let fit = pixels.as_vec2() / Vec2::new(tree.size().width(), tree.size().height());
    resvg::render(&tree, tiny_skia::Transform::from_scale(fit.x, fit.y), &mut canvas.as_mut());
    // The interface blends straight alpha, the rasteriser premultiplies.
    Pixels { size: pixels, bytes: canvas.take_demultiplied() }
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
            let drawn = rasterise(drawing, 1.5);
            assert!(drawn.bytes.iter().any(|&byte| byte != 0), "{drawing:?} is blank");
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

    #[test]
    fn a_layer_covers_as_much_as_it_is_opaque_and_where_it_lies() {
        let plain = |color: [u8; 4], size| Pixels { size, bytes: color.repeat((size.x * size.y) as usize) };
        let (below, above) = (plain([200, 100, 50, 255], UVec2::new(4, 2)), plain([0, 0, 255, 128], UVec2::ONE));
        let layer = |left, tint| Layer { drawing: Drawing::Hatch, at: Vec2::new(left, 0.0), tint };
        let (ground, blue) = (layer(0.0, Color::WHITE), layer(1.0, Color::WHITE.with_alpha(0.5)));
        let drawn = stacked(&[(&ground, &below), (&blue, &above)], Vec2::new(4.0, 2.0), 1.0);
        let pixel = |x: usize, y: usize| &drawn.bytes[(y * 4 + x) * 4..][..4];
        assert_eq!(pixel(0, 0), [200, 100, 50, 255]);
        // A quarter of blue over three quarters of the ground, both as light.
        assert_eq!(pixel(1, 0), [176, 87, 143, 255]);
        assert_eq!(pixel(1, 1), [200, 100, 50, 255]);
        // What lies outside is not drawn; nothing at all is nothing.
        let outside = layer(-1.0, Color::WHITE);
        assert_eq!(stacked(&[(&outside, &above)], Vec2::ONE, 1.0).bytes, [0; 4]);
    }

    #[test]
    fn the_same_layers_are_laid_once_and_few_pictures_are_kept() {
        let (mut drawings, mut images) = (Drawings::default(), Assets::<Image>::default());
        let layer =
            |shade: f32| [Layer { drawing: Drawing::Hatch, at: Vec2::ZERO, tint: Color::srgb(shade, 1.0, 1.0) }];
        let mut made = |shade: f32| drawings.picture(&layer(shade), Vec2::splat(8.0), 1.0, &mut images).id();
        let first = made(0.0);
        assert_eq!(first, made(0.0));
        assert_ne!(first, made(0.5));
        for shade in 1..=MOST_PICTURES {
            made(shade as f32);
        }
        assert_eq!((drawings.pictures.len(), drawings.layers.len()), (MOST_PICTURES, 1));
    }
}
