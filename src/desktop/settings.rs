//! What the user has chosen for the window, and the file that keeps it from one start to the next.

use super::Options;
use super::theme::Theme;
use crate::record::replace_file;
use crate::scenario::Folders;
use crate::text::Language;
use bevy::prelude::*;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// How fast the clock runs while the hands are free.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
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

    /// The pace of a word in a record.
    pub fn of_word(word: &str) -> Option<Pace> {
        Pace::ALL.into_iter().find(|pace| pace.word() == word)
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
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

    /// The word a record keeps.
    pub fn word(self) -> &'static str {
        match self {
            Mode::Watch => "watch",
            Mode::Practice => "practice",
            Mode::Drill => "drill",
        }
    }

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
    /// Nothing slides, tilts or fades.
    pub still: bool,
    /// Loudness in percent, in steps of 10.
    pub volume: u8,
    /// No sound at all.
    pub muted: bool,
    /// How fast the clock runs with hands free.
    pub pace: Pace,
    /// Practice or drill.
    pub mode: Mode,
    /// The first start was gone through.
    pub welcomed: bool,
    /// The seed asked for; `None` draws a new one each time. Not kept.
    pub seed: Option<u64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::of_system(),
            dark: false,
            text: 100,
            still: false,
            volume: 70,
            muted: false,
            pace: Pace::default(),
            mode: Mode::default(),
            welcomed: false,
            seed: None,
        }
    }
}

/// What the file holds. A field that is missing, or a value of a later version, has its usual value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Kept {
    language: Language,
    dark: bool,
    text: u16,
    still: bool,
    volume: u8,
    muted: bool,
    pace: Pace,
    mode: Mode,
    welcomed: bool,
}

impl Default for Kept {
    fn default() -> Self {
        Kept::of(&Settings::default())
    }
}

impl Kept {
    fn of(settings: &Settings) -> Kept {
        Kept {
            language: settings.language,
            dark: settings.dark,
            text: settings.text,
            still: settings.still,
            volume: settings.volume,
            muted: settings.muted,
            pace: settings.pace,
            mode: settings.mode,
            welcomed: settings.welcomed,
        }
    }

    /// What stands in a file; the usual values when there is none, or none that can be read.
    fn read(path: &Path) -> Kept {
        std::fs::read_to_string(path).ok().and_then(|text| ron::from_str(&text).ok()).unwrap_or_default()
    }

    fn write(&self, path: &Path) -> std::io::Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::new()).map_err(std::io::Error::other)?;
        replace_file(path, (text + "\n").as_bytes())
    }
}

impl Settings {
    /// What was kept, with what the command line asks for in its place.
    pub fn of_user(options: &Options) -> Settings {
        let kept = Folders::of_user().settings().map(|path| Kept::read(&path)).unwrap_or_default();
        Settings {
            language: options.language.unwrap_or(kept.language),
            dark: kept.dark,
            text: if TEXT_SIZES.contains(&kept.text) { kept.text } else { 100 },
            still: kept.still,
            volume: kept.volume.min(100),
            muted: kept.muted,
            pace: options.pace.unwrap_or(kept.pace),
            mode: options.mode.unwrap_or(kept.mode),
            welcomed: kept.welcomed,
            seed: options.seed,
        }
    }
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

/// Writes the file when something was chosen. That it could not be written is no reason to stop: the choice holds until
/// the window is closed.
pub(super) fn keep(settings: Res<Settings>, mut kept: Local<Option<Kept>>) {
    if !settings.is_changed() {
        return;
    }
    let now = Kept::of(&settings);
    match &*kept {
        Some(before) if *before != now => {
            if let Some(path) = Folders::of_user().settings()
                && let Err(error) = now.write(&path)
            {
                warn!("settings: {error}");
            }
        }
        _ => {}
    }
    *kept = Some(now);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_read_again_and_a_broken_file_is_as_good_as_none() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("deep/settings.ron");
        assert_eq!(Kept::read(&path), Kept::default());
        let kept = Kept { dark: true, text: 150, pace: Pace::Turns, welcomed: true, ..Kept::default() };
        kept.write(&path).expect("written");
        assert_eq!(Kept::read(&path), kept);
        std::fs::write(&path, "(dark: true, of_a_later_version: 3, text:").expect("written");
        assert_eq!(Kept::read(&path), Kept::default());
        std::fs::write(&path, "(dark: true)").expect("written");
        assert_eq!(Kept::read(&path), Kept { dark: true, ..Kept::default() });
    }
}
