//! The sheets of the debrief, one file each, and what they are made of.

pub mod bars;
mod chart;
pub mod compare;
mod curves;
pub mod day;
mod findings;
mod looking;
mod obey;
pub mod pages;
pub mod plan;
pub mod question;
mod study;
pub mod what_if;

pub use looking::Looking;
pub use obey::take;
pub use study::Study;

use super::{Screen, frame};
use bevy::prelude::*;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Study>();
    app.add_systems(
        Update,
        (
            (
                study::begin.run_if(in_state(Screen::Debrief)),
                // Wherever one is by then: who waits for something needs frames.
                study::take_in.run_if(|study: Res<Study>| study.is_busy()),
            )
                .chain()
                .before(frame::Building),
            chart::tell.after(frame::Building).run_if(in_state(Screen::Debrief)),
        ),
    );
}
