//! What moves: the ringing telephone, and what has just come in. Each can be left out, and then is where it belongs at once.

use super::session::Session;
use super::settings::Settings;
use super::{Screen, frame};
use crate::id::{DeadlineId, FactId};
use crate::scenario::plan::Channel;
use crate::sim::desk::Line;
use crate::time::Time;
use bevy::prelude::*;
use bevy::window::RequestRedraw;
use std::collections::HashMap;
use std::f32::consts::TAU;
use std::time::Duration;

/// A ring and the pause behind it, in seconds.
const RING: (f32, f32) = (1.0, 2.0);
/// How often a second the handset swings. Below the three flashes a second that can harm (WCAG 2.2, 2.3.1).
const SWINGS: f32 = 2.0;
/// How far the telephone swings, in degrees.
const SWING: f32 = 1.6;

/// Swings while the outside line rings.
#[derive(Component)]
pub struct Swings;

/// Is lit while it rings.
#[derive(Component)]
pub struct Lights;

/// Something that has just come in, and how it comes.
#[derive(Component, Clone, Copy, Debug)]
pub struct Enters(pub What, pub How);

/// What comes in: it comes once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// The slip of a call that began to ring then.
    Slip(Time),
    /// A fact in the notebook.
    Fact(FactId),
    /// The seal beside it.
    Seal(FactId),
    /// The flag of a deadline on the ruler.
    Flag(DeadlineId),
    /// What lies on the working sheet, after so many turns of it.
    Sheet(u32),
}

/// How it comes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum How {
    /// Up by so many logical pixels.
    Rises(f32),
    /// From the left by so many logical pixels.
    Slides(f32),
    /// From nothing to its whole width, rightwards.
    Unrolls,
    /// A little too large at first.
    Stamped,
}

impl How {
    fn takes(self) -> f32 {
        match self {
            How::Rises(_) => 0.16,
            How::Slides(_) | How::Unrolls => 0.24,
            How::Stamped => 0.12,
        }
    }

    /// Where it is when `share` of its time is over; `size` in logical pixels.
    fn at(self, share: f32, size: Vec2) -> UiTransform {
        // Fast at first, slow at the end.
        let left = (1.0 - share) * (1.0 - share);
        let moved = |x: f32, y: f32| UiTransform::from_translation(Val2::px(x, y));
        match self {
            How::Rises(by) => moved(0.0, by * left),
            How::Slides(by) => moved(-by * left, 0.0),
            How::Unrolls => UiTransform {
                translation: Val2::px(-size.x * left / 2.0, 0.0),
                scale: Vec2::new((1.0 - left).max(0.01), 1.0),
                ..default()
            },
            How::Stamped => UiTransform { scale: Vec2::splat(1.0 + 0.15 * left), ..default() },
        }
    }
}

/// Since when what has come in has been there.
#[derive(Resource, Default)]
struct Since {
    come: HashMap<What, Duration>,
    /// The desk was just sat down at: what lies there has lain there.
    fresh: bool,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Since>();
    app.add_systems(OnEnter(Screen::Desk), |mut since: ResMut<Since>| {
        since.come.clear();
        since.fresh = true;
    });
    app.add_systems(Update, (come_in, ring).after(frame::Building).run_if(in_state(Screen::Desk)));
}

fn come_in(
    time: Res<bevy::time::Time<Real>>,
    settings: Res<Settings>,
    mut since: ResMut<Since>,
    mut coming: Query<(&Enters, &ComputedNode, &mut UiTransform)>,
    mut redraw: MessageWriter<RequestRedraw>,
) {
    let now = time.elapsed();
    let fresh = since.fresh && !coming.is_empty();
    for (Enters(what, how), node, mut transform) in &mut coming {
        let begun = *since.come.entry(*what).or_insert(if fresh { Duration::ZERO } else { now });
        let share = (now.saturating_sub(begun).as_secs_f32() / how.takes()).min(1.0);
        let share = if settings.still { 1.0 } else { share };
        let turned = transform.rotation;
        let wanted = UiTransform { rotation: turned, ..how.at(share, node.size() * node.inverse_scale_factor()) };
        if *transform != wanted {
            *transform = wanted;
        }
        if share < 1.0 {
            redraw.write(RequestRedraw);
        }
    }
    since.fresh &= !fresh;
}

/// Whether the bell sounds, so many seconds after it began to ring.
pub fn sounds(after: f32) -> bool {
    after % (RING.0 + RING.1) < RING.0
}

fn ring(
    time: Res<bevy::time::Time<Real>>,
    settings: Res<Settings>,
    session: Option<Res<Session>>,
    mut telephones: Query<&mut UiTransform, With<Swings>>,
    mut lamps: Query<&mut Visibility, With<Lights>>,
    mut began: Local<Option<Duration>>,
    mut redraw: MessageWriter<RequestRedraw>,
) {
    let rings = session.is_some_and(|session| {
        matches!(session.desk.line, Line::Ringing { channel: Channel::Phone, .. }) && !session.paused
    });
    if !rings {
        *began = None;
    }
    let after = rings.then(|| (time.elapsed() - *began.get_or_insert(time.elapsed())).as_secs_f32());
    let swings = after.filter(|after| sounds(*after) && !settings.still);
    let angle = swings.map_or(0.0, |after| (after * SWINGS * TAU).sin() * SWING);
    for mut transform in &mut telephones {
        let wanted = Rot2::degrees(angle);
        if transform.rotation != wanted {
            transform.rotation = wanted;
        }
    }
    // Steady where nothing is to move; otherwise on with each ring.
    let lit = settings.still || after.is_none_or(sounds);
    let wanted = if lit { Visibility::Inherited } else { Visibility::Hidden };
    for mut visibility in &mut lamps {
        if *visibility != wanted {
            *visibility = wanted;
        }
    }
    if swings.is_some() {
        redraw.write(RequestRedraw);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_comes_ends_where_it_belongs() {
        let size = Vec2::new(200.0, 30.0);
        for how in [How::Rises(12.0), How::Slides(18.0), How::Unrolls, How::Stamped] {
            assert_ne!(how.at(0.0, size), UiTransform::default(), "{how:?}");
            assert_eq!(how.at(1.0, size), UiTransform::default(), "{how:?}");
        }
    }

    #[test]
    fn it_rings_for_a_second_and_pauses_for_two() {
        let rings: Vec<bool> = (0..9).map(|second| sounds(second as f32 + 0.5)).collect();
        assert_eq!(rings, [true, false, false, true, false, false, true, false, false]);
    }
}
