//! Sound: what happens at the desk is heard, and every sound has its words. Without a device all the rest is the same.

mod air; // the office when nothing happens
pub mod caption; // the words
mod follow; // from the desk to what should be sounding
mod mixer; // from that to samples
mod output; // from samples to a device
mod synthesis; // tones and noises
mod voice; // the murmur of speech

pub use mixer::Scene;
pub use output::Status;
pub use synthesis::{Cue, Tone};
pub use voice::Speech;

use super::session::{self, Session};
use super::settings::Settings;
use super::view::View;
use super::{Screen, frame};
use crate::l10n;
use crate::text::Language;
use bevy::platform::cell::SyncCell;
use bevy::prelude::*;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// What sounds. By default nothing is played, as in tests; [`Sound::open`] looks for a device.
#[derive(Resource)]
pub struct Sound {
    scene: Scene,
    status: Status,
    /// To the thread that plays, and from it.
    thread: Option<(Sender<Scene>, SyncCell<Receiver<Status>>)>,
    /// How many events have been heard; `None` away from the desk.
    trail: Option<usize>,
    greeting: bool,
    /// What began last, and until when its words stay.
    heard: (Vec<Cue>, Duration),
    /// What the caption said last.
    said: String,
}

impl Default for Sound {
    fn default() -> Sound {
        Sound {
            scene: Scene::default(),
            status: Status::Silent(l10n::text("sound-unplayed", &[])),
            thread: None,
            trail: None,
            greeting: false,
            heard: (Vec::new(), Duration::ZERO),
            said: String::new(),
        }
    }
}

impl Sound {
    /// Begins to play on the machine's device, on a thread of its own that ends with this.
    pub fn open() -> Sound {
        let (scenes, for_thread) = channel();
        let (tell, news) = channel();
        let thread = std::thread::Builder::new().name("sound".into()).spawn(move || output::run(&for_thread, &tell));
        match thread {
            Ok(_) => Sound { thread: Some((scenes, SyncCell::new(news))), ..Sound::default() },
            Err(error) => Sound {
                status: Status::Silent(l10n::text("sound-failed", &[("reason", error.to_string().into())])),
                ..Sound::default()
            },
        }
    }

    /// Whether there is sound, as of the last frame.
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// The same as a sentence.
    pub fn words(&self, language: Language) -> String {
        match &self.status {
            Status::Silent(reason) => reason.get(language).to_owned(),
            Status::Playing(name) => l10n::say(language, "sound-through", &[("name", name.as_str().into())]),
        }
    }

    /// What goes on sounding; its list of cues is empty.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// Takes in what the thread has told since the last frame. That there is no sound is also said on the terminal.
    fn take_news(&mut self, language: Language) {
        let Some((_, news)) = &mut self.thread else { return };
        let Some(status) = news.get().try_iter().last().filter(|status| *status != self.status) else { return };
        if let Status::Silent(reason) = &status {
            eprintln!("{}", reason.get(language));
        }
        self.status = status;
    }

    /// What begins to sound at the desk since the last frame.
    fn new_cues(&mut self, session: Option<&Session>) -> Vec<Cue> {
        let heard = std::mem::replace(&mut self.trail, session.map(|session| session.simulation.events().len()));
        let greeting = session.is_some_and(follow::is_greeting);
        let greeted = std::mem::replace(&mut self.greeting, greeting) && !greeting;
        // What happened before one came to the desk is not heard.
        let (Some(session), Some(heard)) = (session, heard) else { return Vec::new() };
        let mut cues = follow::cues(session, session.simulation.events().get(heard..).unwrap_or_default());
        if greeted && session.desk.talk().is_some_and(|talk| talk.voicemail) {
            cues.push(Cue::Beep);
        }
        cues
    }

    /// The words of `cues` are shown from now on.
    fn announce(&mut self, cues: &[Cue], now: Duration) {
        if let Some(longest) = cues.iter().map(|cue| caption::shown(*cue)).max() {
            self.heard = (cues.to_vec(), now + longest);
        }
    }

    /// From now on this sounds, and `cues` begin. Waits for nobody.
    fn play(&mut self, scene: Scene, cues: Vec<Cue>) {
        if scene == self.scene && cues.is_empty() {
            return;
        }
        self.scene = scene;
        if let Some((scenes, _)) = &self.thread {
            // A thread that has ended plays nothing, and the words are there all the same.
            let _ = scenes.send(Scene { cues, ..self.scene.clone() });
        }
    }
}

/// Needs [`Settings`] and [`View`]. Plays only where [`Sound::open`] was put in before.
pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Sound>();
    app.add_systems(Update, follow_desk.after(session::set_power).before(frame::Building));
    app.add_systems(Update, caption::show.after(frame::Building));
}

fn follow_desk(
    time: Res<Time<Real>>,
    session: Option<Res<Session>>,
    settings: Res<Settings>,
    view: Res<View>,
    screen: Res<State<Screen>>,
    mut sound: ResMut<Sound>,
) {
    sound.take_news(settings.language);
    let at_desk = *screen.get() == Screen::Desk;
    let session = session.as_deref().filter(|session| at_desk && session.desk.over.is_none());
    let mut cues = sound.new_cues(session);
    let scene = match session {
        Some(session) => follow::scene(session, &settings, view.is_thinking()),
        None => follow::silence(&settings),
    };
    sound.announce(&cues, time.elapsed());
    // Who turns the volume while nothing sounds hears how loud it is now.
    if scene.ticks <= 0.0 && !settings.is_added() && settings.volume != sound.scene.volume {
        cues.push(Cue::Chat);
    }
    sound.play(scene, cues);
}
