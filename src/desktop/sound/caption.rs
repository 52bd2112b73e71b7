//! Every sound in words, in the room: for the eye, and for a screen reader.

use super::Sound;
use super::synthesis::Cue;
use crate::desktop::settings::Settings;
use crate::l10n;
use crate::text::Language;
use accesskit::{Live, Role};
use bevy::a11y::AccessibilityNode;
use bevy::prelude::*;
use std::time::Duration;

/// The words of what sounds.
#[derive(Component, Clone, Debug)]
pub struct Caption {
    /// What goes on sounding; `None`: the room and its clock.
    standing: Option<String>,
    /// How urgently a screen reader says so. While it is assertive nothing else is shown in its place.
    live: Live,
}

/// What turns a text into the caption. `standing`: what goes on sounding, `None` for the room and its clock.
pub fn caption(standing: Option<String>, live: Live) -> impl Bundle {
    (Caption { standing, live }, AccessibilityNode(accesskit::Node::new(Role::Label)))
}

/// The key of a cue's words.
fn key(cue: Cue) -> &'static str {
    match cue {
        Cue::Mail => "sound-mail",
        Cue::Chat => "sound-chat",
        Cue::Notice => "sound-notice",
        Cue::Busy => "sound-busy",
        Cue::Beep => "sound-beep",
        Cue::CallWaiting => "sound-call-waiting",
        Cue::ReceiverUp => "sound-receiver-up",
        Cue::ReceiverDown => "sound-receiver-down",
        Cue::Knock => "sound-knock",
        Cue::Door => "sound-door",
        Cue::Steps => "sound-steps",
    }
}

/// How long its words stay. The receiver's are short: what is heard in it matters more.
pub(super) fn shown(cue: Cue) -> Duration {
    match cue {
        Cue::ReceiverUp | Cue::ReceiverDown | Cue::Beep => Duration::from_millis(1_500),
        _ => Duration::from_secs(4),
    }
}

/// The words of several cues that began together.
fn words(cues: &[Cue], language: Language) -> String {
    let words: Vec<String> = cues.iter().map(|cue| l10n::say(language, key(*cue), &[])).collect();
    words.join(&l10n::say(language, "list-comma", &[]))
}

impl Sound {
    /// What the caption says at a moment, and how urgently.
    fn caption(&self, caption: &Caption, language: Language, now: Duration) -> (String, Live) {
        let (cues, until) = &self.heard;
        if now < *until && caption.live != Live::Assertive {
            return (words(cues, language), Live::Polite);
        }
        if let Some(words) = &caption.standing {
            return (words.clone(), caption.live);
        }
        let key = match (self.scene.ticks > 0.0, self.scene.room >= 0.5) {
            (false, _) => "sound-still",
            (true, true) => "sound-room",
            (true, false) => "sound-clock",
        };
        (l10n::say(language, key, &[]), Live::Off)
    }
}

/// Keeps the captions. Words that were said already are not said again when the screen is built anew.
pub(super) fn show(
    time: Res<Time<Real>>,
    settings: Res<Settings>,
    mut sound: ResMut<Sound>,
    mut captions: Query<(&Caption, &mut Text, &mut AccessibilityNode)>,
) {
    for (caption, mut text, mut node) in &mut captions {
        let (words, live) = sound.caption(caption, settings.language, time.elapsed());
        if text.0 == words {
            continue;
        }
        node.set_live(if words == sound.said { Live::Off } else { live });
        node.set_value(words.as_str());
        text.0.clone_from(&words);
        sound.said = words;
    }
}

#[cfg(test)]
mod tests {
    use super::super::mixer::Scene;
    use super::*;

    #[test]
    fn every_cue_has_its_words_for_some_seconds() {
        for cue in Cue::ALL {
            assert!(l10n::exists(key(cue)), "{}", key(cue));
            assert!(shown(cue) >= Duration::from_secs(1));
        }
    }

    #[test]
    fn a_cue_stands_for_a_while_before_what_goes_on_and_never_before_a_ring() {
        let mut sound = Sound::default();
        let at = Duration::from_secs;
        sound.play(Scene { ticks: 1.0, volume: 70, ..Scene::default() }, Vec::new());
        sound.announce(&[Cue::Mail, Cue::Chat], at(10));
        let caption = |standing: Option<&str>, live| Caption { standing: standing.map(str::to_owned), live };
        let said = |caption: &Caption, seconds| sound.caption(caption, Language::En, at(seconds));
        let (words, live) = said(&caption(None, Live::Off), 11);
        assert!(words.contains(&l10n::say(Language::En, "sound-mail", &[])), "{words}");
        assert!(words.contains(&l10n::say(Language::En, "sound-chat", &[])), "{words}");
        assert_eq!(live, Live::Polite);
        let clock = l10n::say(Language::En, "sound-clock", &[]);
        assert_eq!(said(&caption(None, Live::Off), 15), (clock, Live::Off));
        assert_eq!(said(&caption(Some("Voice"), Live::Off), 15), ("Voice".to_owned(), Live::Off));
        assert_eq!(said(&caption(Some("Ring"), Live::Assertive), 11), ("Ring".to_owned(), Live::Assertive));
    }
}
