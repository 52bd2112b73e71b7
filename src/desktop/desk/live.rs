//! Words and hands that move with the clock, between two buildings of the screen.

use crate::desktop::fonts;
use crate::desktop::session::Session;
use crate::desktop::settings::Settings;
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Cut, Face, Ink};
use crate::l10n;
use crate::scenario::plan::Channel;
use crate::sim::desk::Line;
use crate::time::{MINUTE, Time};
use bevy::prelude::*;

/// Text that follows the clock.
#[derive(Component, Clone, Copy, Debug)]
pub enum Live {
    /// `12:31`
    Clock,
    /// What the telephone's display says.
    Display,
    /// Seconds since the phone began to ring.
    Rings,
    /// How long the talk has lasted.
    Talk,
    /// Minutes since a moment.
    Minutes(Time),
    /// What is left of a task that ends then.
    Left(Time),
}

/// The words of a live text at this moment.
pub fn words(live: Live, session: &Session, settings: &Settings) -> String {
    let now = session.now();
    let language = settings.language;
    let calendar = session.plan().calendar;
    let name = |who| session.plan().person(who).name.get(language).to_owned();
    let counted = |span: Time| format!("{}:{:02}", span / MINUTE, span % MINUTE);
    match live {
        Live::Clock => calendar.clock(now),
        Live::Display => match &session.desk.line {
            Line::Idle | Line::Ringing { channel: Channel::Visit, .. } => calendar.clock(now),
            Line::Talking(talk) if talk.channel == Channel::Visit => calendar.clock(now),
            Line::Ringing { who, .. } | Line::Dialling { who, .. } => short(&name(*who), settings.text_scale()),
            Line::Talking(talk) => {
                format!("{} {}", short(&name(talk.who), settings.text_scale()), counted(now - talk.since))
            }
        },
        Live::Rings => match &session.desk.line {
            Line::Ringing { since, .. } | Line::Dialling { since, .. } => l10n::span(language, now - since),
            _ => String::new(),
        },
        Live::Talk => session.desk.talk().map(|talk| counted(now - talk.since)).unwrap_or_default(),
        Live::Minutes(since) => ((now - since) / MINUTE).to_string(),
        Live::Left(until) => l10n::span(language, (until - now).max(0)),
    }
}

/// As much of a name as the telephone's display holds beside the seconds.
fn short(name: &str, scale: f32) -> String {
    const DISPLAY: f32 = 110.0;
    let size = Size::Small.px() * scale;
    let room = DISPLAY - fonts::width_of(Cut::Plain, " 00:00", size);
    let wide = |letter: char| fonts::width(Cut::Plain, letter) * size;
    let name = name.trim_start_matches("The ");
    if name.chars().map(wide).sum::<f32>() <= room {
        return name.to_owned();
    }
    let mut used = wide('…');
    let fits = |letter: &char| {
        used += wide(*letter);
        used <= room
    };
    name.chars().take_while(fits).chain(['…']).collect()
}

pub fn tell_time(session: Option<Res<Session>>, settings: Res<Settings>, mut texts: Query<(&Live, &mut Text)>) {
    let Some(session) = session else { return };
    for (live, mut text) in &mut texts {
        let words = words(*live, &session, &settings);
        if text.0 != words {
            text.0 = words;
        }
    }
}

/// Words that are being spoken: as much of them as has been said so far can be seen, and all of them have their place.
#[derive(Component, Clone, Debug)]
pub struct Spoken {
    words: String,
    from: Time,
    until: Time,
}

/// The words not said yet.
#[derive(Component)]
pub struct Unsaid;

/// A paragraph that is being spoken from one moment to another.
pub fn speaking(words: String, face: Face, ink: Token, width: f32, from: Time, until: Time) -> impl Bundle {
    (
        widget::paragraph(words.clone(), face, ink, width),
        Spoken { words, from, until },
        children![(TextSpan::default(), face, Ink(Token::Clear), Unsaid)],
    )
}

/// Where phrases end, in bytes: after a stop or a comma, and after a dozen letters or so without one.
fn phrases(words: &str) -> Vec<usize> {
    const LONGEST: usize = 14;
    let mut ends = Vec::new();
    let mut since = 0;
    for (at, letter) in words.char_indices() {
        since += 1;
        let stop = matches!(letter, '、' | '。' | '？' | '！' | '…' | '」' | ',' | '.' | '?' | '!' | ';' | ':');
        if stop || (since >= LONGEST && (letter == ' ' || !letter.is_ascii())) {
            ends.push(at + letter.len_utf8());
            since = 0;
        }
    }
    if ends.last() != Some(&words.len()) {
        ends.push(words.len());
    }
    ends
}

/// How long it takes to say words without a pause, in simulated seconds: at the pace of speech about fifteen Latin
/// letters or seven kana a second.
fn breath(words: &str) -> f64 {
    words.chars().map(|letter| if letter.is_ascii() { 0.2 } else { 0.45 }).sum()
}

/// How many bytes have been said at a moment. Few words in a long time are said first, and then there is silence.
fn said(words: &str, from: Time, until: Time, now: Time) -> usize {
    if now >= until || until <= from {
        return words.len();
    }
    let share = (now - from) as f64 / breath(words).min((until - from) as f64);
    // The phrase that is being spoken is in sight.
    let reached = (share * words.len() as f64) as usize;
    phrases(words).into_iter().find(|end| *end > reached).unwrap_or(words.len())
}

/// Uncovers the words as they are spoken.
pub fn speak_on(
    session: Option<Res<Session>>,
    mut spoken: Query<(&Spoken, &Children, &mut Text), Without<Unsaid>>,
    mut unsaid: Query<&mut TextSpan, With<Unsaid>>,
) {
    let Some(session) = session else { return };
    for (words, children, mut text) in &mut spoken {
        let end = said(&words.words, words.from, words.until, session.now());
        if text.0.len() == end {
            continue;
        }
        text.0 = words.words[..end].to_owned();
        for child in children {
            if let Ok(mut span) = unsaid.get_mut(*child) {
                span.0 = words.words[end..].to_owned();
            }
        }
    }
}

/// A hand of the clock on the wall.
#[derive(Component, Clone, Copy, Debug)]
pub enum Hand {
    /// The short one.
    Hour,
    /// The long one.
    Minute,
}

/// How a hand stands.
pub fn angle(hand: Hand, session: &Session) -> Rot2 {
    let at = session.plan().calendar.at(session.now());
    let (hour, minute) = (f32::from(at.hour()), f32::from(at.minute()));
    Rot2::degrees(match hand {
        Hand::Hour => (hour % 12.0 + minute / 60.0) * 30.0,
        Hand::Minute => minute * 6.0,
    })
}

pub fn turn_hands(session: Option<Res<Session>>, mut hands: Query<(&Hand, &mut UiTransform)>) {
    let Some(session) = session else { return };
    for (hand, mut transform) in &mut hands {
        let wanted = angle(*hand, &session);
        if transform.rotation != wanted {
            transform.rotation = wanted;
        }
    }
}

/// The mark of the present on the ruler, and the shade over the past.
#[derive(Component, Clone, Copy, Debug)]
pub enum Cursor {
    /// The line.
    Now,
    /// What lies behind it.
    Past,
}

/// How far the day has gone, in percent.
pub fn gone(session: &Session, time: Time) -> f32 {
    (time as f32 / session.plan().ends.max(1) as f32 * 100.0).clamp(0.0, 100.0)
}

pub fn move_cursor(session: Option<Res<Session>>, mut cursors: Query<(&Cursor, &mut Node)>) {
    let Some(session) = session else { return };
    // A step a minute: less cannot be seen.
    let now = percent(gone(&session, session.now() / MINUTE * MINUTE));
    for (cursor, mut node) in &mut cursors {
        let (left, width) = match cursor {
            Cursor::Now => (now, node.width),
            Cursor::Past => (node.left, now),
        };
        if node.left != left || node.width != width {
            node.left = left;
            node.width = width;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_phrase_by_phrase_and_all_of_them_by_the_end() {
        let words = "至急お願いします。月末で発注が立て込んでいるんです。";
        assert_eq!(&words[..said(words, 100, 120, 100)], "至急お願いします。");
        assert_eq!(said(words, 100, 120, 120), words.len());
        assert_eq!(said(words, 100, 100, 100), words.len());
        let english = "Hello, this is the purchasing department of Company A";
        let mut before = 0;
        for now in 100..=120 {
            let end = said(english, 100, 120, now);
            assert!(end >= before && english.is_char_boundary(end));
            before = end;
        }
        assert_eq!(before, english.len());
    }
}
