//! Slopes and shadows, each a small picture made once: the engine's own are worked out anew for every pixel of every frame.

use super::art::Pixels;
use super::theme::{Lift, Theme, Token, shadows};
use bevy::prelude::*;
use bevy::ui::UiSystems;
use std::collections::HashMap;

/// A ground that runs from one colour at the top to another at the bottom. Its node has a size of its own.
#[derive(Component, Clone, Copy, Debug)]
pub struct Slope(pub Token, pub Token);

/// A shadow, as high as the thing lies. The thing is opaque, and at least twice [`REACH`] wide and high.
#[derive(Component, Clone, Copy, Debug)]
pub struct Lifted(pub Lift);

/// A piece of the shadow around a lifted thing.
#[derive(Component, Clone, Copy, Debug)]
struct Piece(Lift);

/// How far a shadow is seen outside of the thing, in logical pixels: beyond it, it is fainter than one step of colour.
const MARGIN: f32 = 56.0;
/// How far from a corner the shadow along an edge still differs from that of a long straight edge, in logical pixels.
const REACH: f32 = 44.0;
/// Rows of the picture of a slope: more than there are steps of colour in any of them.
const ROWS: u32 = 128;

/// The pictures made so far.
#[derive(Resource, Default)]
struct Grounds {
    slopes: HashMap<(Token, Token, bool), Handle<Image>>,
    shadows: HashMap<(Lift, bool), Handle<Image>>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Grounds>().add_systems(PostUpdate, (paint_slopes, cast_shadows).before(UiSystems::Prepare));
}

fn paint_slopes(
    theme: Res<Theme>,
    slopes: Query<(Entity, Ref<Slope>)>,
    mut grounds: ResMut<Grounds>,
    mut images: ResMut<Assets<Image>>,
    mut commands: Commands,
) {
    for (entity, slope) in &slopes {
        if theme.is_changed() || slope.is_added() {
            let made = grounds
                .slopes
                .entry((slope.0, slope.1, theme.dark))
                .or_insert_with(|| images.add(sloping(theme.color(slope.0), theme.color(slope.1)).image()));
            commands.entity(entity).try_insert(filling(made.clone()));
        }
    }
}

fn cast_shadows(
    theme: Res<Theme>,
    lifted: Query<(Entity, &Lifted, &Node), Added<Lifted>>,
    mut pieces: Query<(&Piece, &mut ImageNode)>,
    mut grounds: ResMut<Grounds>,
    mut images: ResMut<Assets<Image>>,
    mut commands: Commands,
) {
    let mut made = |lift: Lift| {
        grounds.shadows.entry((lift, theme.dark)).or_insert_with(|| images.add(shade(theme.dark, lift).image())).clone()
    };
    if theme.is_changed() {
        for (piece, mut drawn) in &mut pieces {
            drawn.image = made(piece.0);
        }
    }
    for (entity, lift, node) in &lifted {
        let border = match node.border.left {
            Val::Px(width) => width,
            _ => 0.0,
        };
        for (across, down) in ring() {
            let mut place = Node { position_type: PositionType::Absolute, ..default() };
            (place.left, place.right, place.width) = across.place(border);
            (place.top, place.bottom, place.height) = down.place(border);
            let part = Rect { min: Vec2::new(across.from(), down.from()), max: Vec2::new(across.to(), down.to()) };
            commands.spawn((
                Piece(lift.0),
                ImageNode { rect: Some(part), ..filling(made(lift.0)) },
                place,
                // Under what lies on the sheet, which it does not touch.
                ZIndex(-1),
                Pickable::IGNORE,
                ChildOf(entity),
            ));
        }
    }
}

/// An image as large as its node, whatever its own size.
fn filling(image: Handle<Image>) -> ImageNode {
    ImageNode { image, image_mode: NodeImageMode::Stretch, ..default() }
}

/// A stretch of one side of the thing, from left to right or from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stretch {
    /// Outside, before its beginning.
    Before,
    /// From outside into the thing, as far as the corner reaches.
    Corner,
    /// Within the thing, beside its beginning.
    Begin,
    /// Between the two corners, as long as need be.
    Middle,
    /// Within the thing, beside its end.
    End,
    /// From the thing to the outside, as far as the corner reaches.
    FarCorner,
    /// Outside, behind its end.
    Behind,
}

impl Stretch {
    /// Distance from the beginning, distance from the end, and length, of a node within a border.
    fn place(self, border: f32) -> (Val, Val, Val) {
        let (begin, end, length) = match self {
            Self::Before => (Some(-MARGIN), None, MARGIN),
            Self::Corner => (Some(-MARGIN), None, MARGIN + REACH),
            Self::Begin => (Some(0.0), None, REACH),
            Self::Middle => return (px(REACH - border), px(REACH - border), Val::Auto),
            Self::End => (None, Some(0.0), REACH),
            Self::FarCorner => (None, Some(-MARGIN), MARGIN + REACH),
            Self::Behind => (None, Some(-MARGIN), MARGIN),
        };
        let inside = |distance: Option<f32>| distance.map_or(Val::Auto, |distance| px(distance - border));
        (inside(begin), inside(end), px(length))
    }

    /// Where it begins in the picture, which is that of a thing twice [`REACH`] large.
    fn from(self) -> f32 {
        match self {
            Self::Before | Self::Corner => 0.0,
            Self::Begin => MARGIN,
            Self::Middle => MARGIN + REACH - 1.0,
            Self::End | Self::FarCorner => MARGIN + REACH,
            Self::Behind => MARGIN + 2.0 * REACH,
        }
    }

    /// Where it ends in the picture.
    fn to(self) -> f32 {
        match self {
            Self::Before => MARGIN,
            Self::Corner | Self::Begin => MARGIN + REACH,
            Self::Middle => MARGIN + REACH + 1.0,
            Self::End => MARGIN + 2.0 * REACH,
            Self::FarCorner | Self::Behind => 2.0 * (MARGIN + REACH),
        }
    }
}

/// The pieces around a thing: across and down.
fn ring() -> impl Iterator<Item = (Stretch, Stretch)> {
    use Stretch::{Before, Begin, Behind, Corner, End, FarCorner, Middle};
    let sides = [Before, Behind].into_iter().flat_map(|side| [Corner, Middle, FarCorner].map(|along| (side, along)));
    let edges = [Before, Behind].into_iter().flat_map(|edge| [Begin, Middle, End].map(|along| (along, edge)));
    sides.chain(edges)
}

fn sloping(from: Color, to: Color) -> Pixels {
    let (from, to) = (Oklaba::from(from), Oklaba::from(to));
    let row = |row: u32| Srgba::from(from.mix(&to, row as f32 / (ROWS - 1) as f32)).to_u8_array();
    Pixels { size: UVec2::new(1, ROWS), bytes: (0..ROWS).flat_map(row).collect() }
}

/// What the thing and its surroundings would look like if only its shadows were seen.
fn shade(dark: bool, lift: Lift) -> Pixels {
    let side = 2 * (MARGIN + REACH) as u32;
    let casts = shadows(dark, lift);
    // How much of a blurred stretch, as long as the thing, is over a point: a box under a bell curve.
    let covered =
        |at: f32, blur: f32| cumulative((at - MARGIN) / blur) - cumulative((at - MARGIN - 2.0 * REACH) / blur);
    let pixel = |place: u32| {
        let (x, y) = ((place % side) as f32 + 0.5, (place / side) as f32 + 0.5);
        let clear = casts.iter().fold(1.0, |clear, cast| {
            clear * (1.0 - cast.alpha * covered(x, cast.blur) * covered(y - cast.down, cast.blur))
        });
        casts[0].color.with_alpha(1.0 - clear).to_srgba().to_u8_array()
    };
    Pixels { size: UVec2::splat(side), bytes: (0..side * side).flat_map(pixel).collect() }
}

/// The share of a normal distribution below so many standard deviations, to within 0.0002: the logistic approximation of
/// Page (1977), Applied Statistics 26(1), 75–76.
fn cumulative(deviations: f32) -> f32 {
    let y = 0.797_884_6 * deviations * (1.0 + 0.044_715 * deviations * deviations);
    0.5 * (1.0 + y.tanh())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_lie_around_the_thing_without_a_gap_and_without_touching_it() {
        let (border, size) = (3.0, Vec2::new(300.0, 200.0));
        let span = |stretch: Stretch, size: f32| {
            let inner = size - 2.0 * border;
            let (begin, end, length) = stretch.place(border);
            let value = |value: Val| if let Val::Px(value) = value { Some(value) } else { None };
            match (value(begin), value(end), value(length)) {
                (Some(begin), None, Some(length)) => (border + begin, border + begin + length),
                (None, Some(end), Some(length)) => (border + inner - end - length, border + inner - end),
                (Some(begin), Some(end), None) => (border + begin, border + inner - end),
                other => panic!("{stretch:?}: {other:?}"),
            }
        };
        let pieces: Vec<_> = ring().map(|(across, down)| (span(across, size.x), span(down, size.y))).collect();
        let holds = |(from, to): (f32, f32), at: f32| from < at && at < to;
        for x in -60..360 {
            for y in -60..260 {
                let (x, y) = (x as f32 + 0.5, y as f32 + 0.5);
                let inside = x > 0.0 && x < size.x && y > 0.0 && y < size.y;
                let near = x > -MARGIN && x < size.x + MARGIN && y > -MARGIN && y < size.y + MARGIN;
                let over = pieces.iter().filter(|(across, down)| holds(*across, x) && holds(*down, y)).count();
                assert_eq!(over, usize::from(near && !inside), "{x}, {y}");
            }
        }
    }

    #[test]
    fn a_shadow_fades_outwards_and_is_gone_at_the_margin() {
        for (dark, lift) in [(false, Lift::Sheet), (true, Lift::Sheet), (false, Lift::Slip), (true, Lift::Slip)] {
            let drawn = shade(dark, lift);
            let side = drawn.size.x as usize;
            let alpha = |x: usize, y: usize| drawn.bytes[(y * side + x) * 4 + 3];
            let outwards: Vec<u8> = (0..MARGIN as usize).rev().map(|x| alpha(x, side / 2)).collect();
            assert!(outwards.windows(2).all(|pair| pair[1] <= pair[0]), "{outwards:?}");
            assert!(outwards[0] > 20 && outwards[outwards.len() - 1] <= 1, "{outwards:?}");
            // It falls downwards.
            assert!(alpha(side / 2, side - 30) > alpha(side / 2, 29));
        }
    }
}
