//! Words and hands that move with the clock, between two buildings of the screen.

use crate::desktop::session::Session;
use crate::desktop::settings::Settings;
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
            Line::Ringing { who, .. } | Line::Dialling { who, .. } => short(&name(*who)),
            Line::Talking(talk) => format!("{} {}", short(&name(talk.who)), counted(now - talk.since)),
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
fn short(name: &str) -> String {
    let mut used = 0;
    let mut kept = String::new();
    for letter in name.trim_start_matches("The ").chars() {
        used += if letter.is_ascii() { 5 } else { 8 };
        if used > 48 {
            kept.push('…');
            break;
        }
        kept.push(letter);
    }
    kept
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
