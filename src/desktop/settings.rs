//! What the user has chosen for the window: language, text size, theme, pace, mode.

use super::theme::Theme;
use crate::text::Language;
use bevy::prelude::*;

/// How fast the clock runs while the hands are free.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Pace {
    /// Stopped between acts; only waiting lets it run.
    Turns,
    /// 5 simulated seconds a real second.
    Relaxed,
    /// 10.
    #[default]
    Standard,
    /// 20.
    Hard,
}

impl Pace {
    /// From the calmest to the hardest.
    pub const ALL: [Pace; 4] = [Pace::Turns, Pace::Relaxed, Pace::Standard, Pace::Hard];

    /// Simulated seconds a real second, with hands free.
    pub fn rate(self) -> f64 {
        match self {
            Pace::Turns => 0.0,
            Pace::Relaxed => 5.0,
            Pace::Standard => 10.0,
            Pace::Hard => 20.0,
        }
    }

    /// The word a record keeps.
    pub fn word(self) -> &'static str {
        match self {
            Pace::Turns => "turn-based",
            Pace::Relaxed => "relaxed",
            Pace::Standard => "standard",
            Pace::Hard => "hard",
        }
    }

    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Pace::Turns => "pace-turns",
            Pace::Relaxed => "pace-relaxed",
            Pace::Standard => "pace-standard",
            Pace::Hard => "pace-hard",
        }
    }
}

/// How a run is played.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Mode {
    /// The story as it happened, with notes.
    Watch,
    /// Pausable.
    #[default]
    Practice,
    /// Not pausable.
    Drill,
}

impl Mode {
    /// From looking on to being tested.
    pub const ALL: [Mode; 3] = [Mode::Watch, Mode::Practice, Mode::Drill];

    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Mode::Watch => "mode-watch",
            Mode::Practice => "mode-practice",
            Mode::Drill => "mode-drill",
        }
    }
}

/// Text sizes in percent.
pub const TEXT_SIZES: [u16; 4] = [100, 125, 150, 200];

/// What the user has chosen.
#[derive(Resource, Clone, Debug, PartialEq)]
pub struct Settings {
    /// The language of everything.
    pub language: Language,
    /// Dark paper.
    pub dark: bool,
    /// Text size in percent, one of [`TEXT_SIZES`].
    pub text: u16,
    /// How fast the clock runs with hands free.
    pub pace: Pace,
    /// Practice or drill.
    pub mode: Mode,
    /// The seed asked for; `None` draws a new one each time.
    pub seed: Option<u64>,
}

impl Settings {
    /// The text size so many steps away, within what there is.
    pub fn text_step(&self, steps: i32) -> u16 {
        let place = TEXT_SIZES.iter().position(|size| *size == self.text).unwrap_or(0) as i32;
        TEXT_SIZES[(place + steps).clamp(0, TEXT_SIZES.len() as i32 - 1) as usize]
    }

    /// As a factor.
    pub fn text_scale(&self) -> f32 {
        f32::from(self.text) / 100.0
    }
}

/// The widgets look at the theme alone.
pub(super) fn keep_theme(settings: Res<Settings>, mut theme: ResMut<Theme>) {
    let wanted = Theme { dark: settings.dark, text_scale: settings.text_scale() };
    if *theme != wanted {
        *theme = wanted;
    }
}
