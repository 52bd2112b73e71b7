//! `play`: opens the desktop at a scenario.

use crate::text::Language;
use clap::{Args, ValueEnum};
use std::process::ExitCode;

/// How a run is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Mode {
    /// The story as it happened.
    Watch,
    /// Pausable, with the rule at hand.
    Practice,
    /// Scored, not pausable.
    Drill,
}

/// How fast simulated time runs with free hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Pace {
    /// 5 simulated seconds a second.
    Relaxed,
    /// 10 simulated seconds a second.
    Standard,
    /// 20 simulated seconds a second.
    Hard,
    /// The clock stops between acts.
    TurnBased,
}

#[derive(Args, Default)]
pub(super) struct Play {
    /// A file, or the id of a scenario in your own folder or among those built in.
    scenario: Option<String>,
    /// How it is played.
    #[arg(long, value_enum)]
    mode: Option<Mode>,
    /// The luck of the day.
    #[arg(long)]
    seed: Option<u64>,
    /// How fast simulated time runs.
    #[arg(long, value_enum)]
    pace: Option<Pace>,
    /// The language; without it that of the system.
    #[arg(long, value_enum)]
    lang: Option<Language>,
}

#[cfg(not(feature = "desktop"))]
pub(super) fn open(play: Play) -> ExitCode {
    let _ = (play.scenario, play.mode, play.seed, play.pace);
    let language = play.lang.unwrap_or_else(Language::of_system);
    super::fail(&crate::l10n::say(language, "no-desktop", &[]))
}

#[cfg(feature = "desktop")]
pub(super) fn open(play: Play) -> ExitCode {
    use crate::desktop::{self, settings};
    desktop::run(desktop::Options {
        scenario: play.scenario,
        seed: play.seed,
        language: play.lang,
        mode: play.mode.map(|mode| match mode {
            Mode::Watch => settings::Mode::Watch,
            Mode::Practice => settings::Mode::Practice,
            Mode::Drill => settings::Mode::Drill,
        }),
        pace: play.pace.map(|pace| match pace {
            Pace::Relaxed => settings::Pace::Relaxed,
            Pace::Standard => settings::Pace::Standard,
            Pace::Hard => settings::Pace::Hard,
            Pace::TurnBased => settings::Pace::Turns,
        }),
    })
}
