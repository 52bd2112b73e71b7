//! What happens: commands in, events out. Knows no window and no score.

pub mod canonical;
pub mod command;
pub mod condition;
pub mod cost;
mod customers;
pub mod desk;
pub mod engine;
pub mod event;
mod letters;
pub mod luck;
pub mod message;
pub mod moves;
mod noted;
mod people;
mod phone;
mod queue;
pub mod reach;
mod spoken;
pub mod state;
pub mod why;
mod work;

pub use command::{Command, Refusal};
pub use desk::Desk;
pub use engine::{Simulation, replay};
pub use event::{Event, Kind};
pub use luck::Day;
