//! From the desk to what should be sounding: the session is read, and nothing of it is changed.

use super::mixer::Scene;
use super::synthesis::{Cue, Tone};
use super::voice::Speech;
use crate::desktop::session::Session;
use crate::desktop::settings::Settings;
use crate::id::PersonId;
use crate::scenario::plan::Channel;
use crate::sim::desk::{Line, Spoken, Talk};
use crate::sim::event::{Event, Kind, Task};
use crate::time::{MINUTE, Span};

/// What happened longer ago, in a run that was wound on, is not heard any more.
const JUST_NOW: Span = 10;
/// In how much silence the office grows half as lively.
const THINNING: Span = 15 * MINUTE;

/// What goes on sounding at the desk. `thinking`: a message or a document lies open.
pub fn scene(session: &Session, settings: &Settings, thinking: bool) -> Scene {
    let mut scene = silence(settings);
    if session.paused || session.note.is_some() {
        return scene;
    }
    let rate = session.rate(thinking);
    scene.ticks = ticks(rate);
    // Where time stands, so does the office.
    if rate > 0.0 {
        let last = session.simulation.events().iter().rfind(|event| event.kind.is_visible());
        let lunch = session.plan().calendar.at(session.now()).hour() == 12;
        scene.room = density(session.now() - last.map_or(0, |event| event.t), lunch);
    }
    (scene.tone, scene.speech) = line(session);
    scene
}

/// What sounds away from the desk: nothing, at the volume that was chosen.
pub fn silence(settings: &Settings) -> Scene {
    Scene { volume: settings.volume, muted: settings.muted, ..Scene::default() }
}

/// Ticks a real second: one, as a clock on a wall has, and more only when hours fly by.
fn ticks(rate: f64) -> f32 {
    if rate <= 0.0 {
        0.0
    } else if rate <= 20.0 {
        1.0
    } else {
        (rate / 10.0).min(8.0) as f32
    }
}

/// How much goes on in the office, 0 to 1, after so long in which nothing happened; in sixteenths, to change seldom.
fn density(silence: Span, lunch: bool) -> f32 {
    let lively = 1.0 / (1.0 + silence.max(0) as f32 / THINNING as f32);
    let lively = if lunch { 0.4 * lively } else { lively };
    (lively * 16.0).ceil() / 16.0
}

fn line(session: &Session) -> (Tone, Option<Speech>) {
    match &session.desk.line {
        Line::Idle | Line::Ringing { channel: Channel::Visit, .. } => (Tone::None, None),
        Line::Ringing { who, .. } => (ring(session, *who), None),
        Line::Dialling { .. } => (Tone::RingBack, None),
        Line::Talking(talk) => {
            let tone = match session.desk.knock {
                Some((_, Channel::Phone)) if talk.channel == Channel::Phone => Tone::CallWaiting,
                // One talks across the desk: the phone itself rings.
                Some((who, Channel::Phone)) => ring(session, who),
                _ => Tone::None,
            };
            (tone, speech(session, talk))
        }
    }
}

fn ring(session: &Session, who: PersonId) -> Tone {
    if session.plan().person(who).customer.is_some() { Tone::OutsideRing } else { Tone::InsideRing }
}

fn speech(session: &Session, talk: &Talk) -> Option<Speech> {
    if session.now() >= talk.until {
        return None;
    }
    Some(match talk.spoken.last() {
        Some(Spoken::Yours(_)) => Speech { speaker: 0, mood: 100, phone: false },
        _ => Speech {
            speaker: u32::from(talk.who.0) + 1,
            mood: mood(session, talk.who),
            phone: talk.channel == Channel::Phone,
        },
    })
}

/// How somebody feels; it is not shown anywhere, but it can be heard.
fn mood(session: &Session, who: PersonId) -> u8 {
    let last = session.simulation.events().iter().rev().find_map(|event| match event.kind {
        Kind::MoodChanged { who: other, mood } if other == who => Some(mood),
        _ => None,
    });
    last.unwrap_or(session.plan().person(who).mood).clamp(0, 100) as u8
}

/// Whether a voicemail is still saying its greeting; after it comes the beep.
pub fn is_greeting(session: &Session) -> bool {
    let talk = session.desk.talk();
    talk.is_some_and(|talk| talk.voicemail && talk.spoken.is_empty() && session.now() < talk.until)
}

/// What begins to sound with new events, in a session that has taken them in.
pub fn cues(session: &Session, events: &[Event]) -> Vec<Cue> {
    let face_to_face = session.desk.talk().is_some_and(|talk| talk.channel == Channel::Visit);
    let mut cues = Vec::new();
    for event in events.iter().filter(|event| session.now() - event.t <= JUST_NOW) {
        let new: &[Cue] = match &event.kind {
            Kind::CallIncoming { channel: Channel::Visit, knocks: true, .. } => &[Cue::Knock],
            Kind::CallIncoming { channel: Channel::Visit, .. } => &[Cue::Door, Cue::Steps],
            Kind::CallIncoming { knocks: true, .. } if !face_to_face => &[Cue::CallWaiting],
            Kind::CallAnswered { channel: Channel::Phone, .. } | Kind::Dialled { .. } => &[Cue::ReceiverUp],
            Kind::CallEnded { channel: Channel::Phone, .. } | Kind::RangOut { .. } => &[Cue::ReceiverDown],
            Kind::Busy { .. } => &[Cue::Busy],
            Kind::MailReceived { .. } => &[Cue::Mail],
            Kind::ChatReceived { .. } => &[Cue::Chat],
            Kind::NoticeReceived { .. } => &[Cue::Notice],
            Kind::Arrived { .. } => &[Cue::Door],
            Kind::Began { task: Task::Walk(_), .. } => &[Cue::Steps],
            _ => &[],
        };
        for cue in new {
            if !cues.contains(cue) {
                cues.push(*cue);
            }
        }
    }
    cues
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desktop::settings::{Mode, Pace};
    use crate::scenario::{Folders, library};
    use crate::sim::command::Command;
    use std::sync::Arc;
    use std::time::Duration;

    fn session() -> Session {
        let nowhere = Folders::below(std::path::Path::new("no such folder"));
        let Ok(plan) = library::find("month_end_outage", &nowhere) else { panic!("it is built in") };
        Session::new(Arc::new(plan), 1, Pace::Hard, Mode::Practice)
    }

    fn pass_until(session: &mut Session, holds: impl Fn(&Session) -> bool) {
        for _ in 0..1_000 {
            if holds(session) {
                return;
            }
            session.pass(Duration::from_millis(500), false);
        }
        panic!("it never came about");
    }

    #[test]
    fn the_first_call_rings_outside_and_is_a_voice_once_it_is_answered() {
        let (mut session, settings) = (session(), Settings::default());
        assert_eq!(scene(&session, &settings, false).tone, Tone::None);
        pass_until(&mut session, |session| matches!(session.desk.line, Line::Ringing { .. }));
        assert_eq!(scene(&session, &settings, false).tone, Tone::OutsideRing);
        let all = session.simulation.events();
        assert!(cues(&session, all).is_empty(), "the mail before it is no longer heard");
        let mail = all.iter().find(|event| matches!(event.kind, Kind::MailReceived { .. })).expect("one came");
        let now = Event { t: session.now(), ..mail.clone() };
        assert_eq!(cues(&session, &[now]), [Cue::Mail]);
        let before = session.simulation.events().len();
        assert_eq!(session.act(Command::Answer), Ok(()));
        assert_eq!(cues(&session, &session.simulation.events()[before..]), [Cue::ReceiverUp]);
        pass_until(&mut session, |session| session.desk.talk().is_some_and(|talk| session.now() < talk.until));
        let scene = scene(&session, &settings, false);
        assert_eq!(scene.tone, Tone::None);
        let speech = scene.speech.expect("they speak");
        assert!(speech.phone && speech.speaker > 0 && speech.mood < 100, "{speech:?}");
        session.paused = true;
        assert!(super::scene(&session, &settings, false).is_silent(), "where the clock is stopped nothing sounds");
    }

    #[test]
    fn a_mood_that_fell_is_heard() {
        let mut session = session();
        let plan = session.simulation.plan().clone();
        let customer = plan.customer().expect("somebody is hurt");
        let before = mood(&session, customer);
        session.simulation = crate::trainee::play("as_it_happened", &plan, 1).expect("it is built in").simulation;
        assert!(mood(&session, customer) < before);
    }

    #[test]
    fn the_office_thins_out_with_the_silence_and_over_lunch() {
        assert_eq!(density(0, false), 1.0);
        assert!(density(60 * MINUTE, false) <= 0.25);
        assert!(density(60 * MINUTE, true) < density(60 * MINUTE, false));
        assert!(density(600 * MINUTE, true) > 0.0, "it is never quite dead");
    }

    #[test]
    fn the_clock_on_the_wall_is_a_clock_unless_hours_fly_by() {
        for (rate, wanted) in [(0.0, 0.0), (2.0, 1.0), (10.0, 1.0), (20.0, 1.0), (60.0, 6.0), (600.0, 8.0)] {
            assert_eq!(ticks(rate), wanted, "{rate}");
        }
    }
}
