//! Where the sound goes: a thread that plays scenes through whatever device there is.

#[cfg(any(windows, target_os = "macos"))]
mod device;
mod null;
#[cfg(not(any(windows, target_os = "macos")))]
mod pulse;

use super::mixer::{Mixer, Scene};
use crate::text::Text;
#[cfg(any(windows, target_os = "macos"))]
use device::open;
#[cfg(not(any(windows, target_os = "macos")))]
use pulse::open;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// How often the device is looked after: after so long without a sound it is put to rest, after so long one that was
/// lost is looked for again.
const ROUND: Duration = Duration::from_secs(3);

/// Whether there is sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Through this server or device.
    Playing(String),
    /// Not at all, and why.
    Silent(Text),
}

/// A device that asks for samples by itself, or the lack of one.
pub trait Output {
    /// Which it is.
    fn status(&self) -> Status;

    /// Stops asking for samples, or begins again.
    ///
    /// # Errors
    ///
    /// The device is lost, and why.
    fn rest(&mut self, rest: bool) -> Result<(), Text>;

    /// Looks whether it still plays.
    ///
    /// # Errors
    ///
    /// It does not, and why.
    fn check(&mut self) -> Result<(), Text>;
}

/// What a device draws its samples from, on a thread of its own.
pub struct Feed {
    mixer: Mixer,
    scenes: Receiver<Scene>,
}

impl Feed {
    /// Plays the scenes that arrive, at `rate` samples a second.
    pub fn new(rate: u32, scenes: Receiver<Scene>) -> Feed {
        Feed { mixer: Mixer::new(rate), scenes }
    }

    /// The next samples. Waits for nothing.
    pub fn fill(&mut self, samples: &mut [f32]) {
        while let Ok(scene) = self.scenes.try_recv() {
            self.mixer.set(scene);
        }
        self.mixer.fill(samples);
    }
}

/// Plays what arrives until the other end is gone, and tells whether there is sound whenever that changes.
pub fn run(scenes: &Receiver<Scene>, news: &Sender<Status>) {
    let open = |feed| open(feed).unwrap_or_else(|reason| Box::new(null::Null(reason)));
    play(scenes, news, ROUND, open);
}

fn play(
    scenes: &Receiver<Scene>,
    news: &Sender<Status>,
    round: Duration,
    mut open: impl FnMut(Receiver<Scene>) -> Box<dyn Output>,
) {
    let mut scene = Scene::default();
    loop {
        let (to_mixer, for_mixer) = channel();
        let mut output = open(for_mixer);
        if news.send(output.status()).is_err() || !serve(output.as_mut(), scenes, &to_mixer, &mut scene, round) {
            return;
        }
    }
}

/// Hands scenes on until the device is lost (`true`) or nobody sends any more (`false`).
fn serve(
    output: &mut dyn Output,
    scenes: &Receiver<Scene>,
    mixer: &Sender<Scene>,
    scene: &mut Scene,
    round: Duration,
) -> bool {
    let (mut asleep, mut quiet) = (false, false);
    let mut next = Instant::now() + round;
    // A mixer that is gone shows in the next check.
    let _ = mixer.send(scene.clone());
    scene.cues.clear();
    loop {
        let received = if asleep {
            scenes.recv().map_err(|_| RecvTimeoutError::Disconnected)
        } else {
            scenes.recv_timeout(next.saturating_duration_since(Instant::now()))
        };
        match received {
            Ok(new) => {
                *scene = new;
                if asleep && !scene.is_silent() {
                    if output.rest(false).is_err() {
                        return true;
                    }
                    (asleep, quiet, next) = (false, false, Instant::now() + round);
                }
                let _ = mixer.send(scene.clone());
                scene.cues.clear();
            }
            Err(RecvTimeoutError::Timeout) if scene.is_silent() => {
                // What began last has a whole round to die away.
                if quiet && output.rest(true).is_err() {
                    return true;
                }
                (asleep, quiet, next) = (quiet, true, Instant::now() + round);
            }
            Err(RecvTimeoutError::Timeout) => {
                if output.check().is_err() {
                    return true;
                }
                (quiet, next) = (false, Instant::now() + round);
            }
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::synthesis::Tone;
    use super::*;
    use crate::l10n;

    /// A device that tells what is done to it, and is lost at its first check.
    struct Told(Sender<String>);

    impl Output for Told {
        fn status(&self) -> Status {
            Status::Playing("test".to_owned())
        }
        fn rest(&mut self, rest: bool) -> Result<(), Text> {
            let _ = self.0.send(format!("rest {rest}"));
            Ok(())
        }
        fn check(&mut self) -> Result<(), Text> {
            let _ = self.0.send("lost".to_owned());
            Err(l10n::text("sound-no-server", &[]))
        }
    }

    #[test]
    fn a_silent_device_rests_a_sound_wakes_it_and_a_lost_one_is_opened_again() {
        let (scenes, for_thread) = channel();
        let (tell, news) = channel();
        let (to_log, log) = channel();
        let long = Duration::from_secs(10);
        let thread = std::thread::spawn(move || {
            play(&for_thread, &tell, Duration::from_millis(20), |_| Box::new(Told(to_log.clone())));
        });
        assert_eq!(news.recv_timeout(long), Ok(Status::Playing("test".to_owned())));
        assert_eq!(log.recv_timeout(long).as_deref(), Ok("rest true"));
        let ring = Scene { tone: Tone::OutsideRing, volume: 70, ..Scene::default() };
        assert!(scenes.send(ring).is_ok());
        assert_eq!(log.recv_timeout(long).as_deref(), Ok("rest false"));
        assert_eq!(log.recv_timeout(long).as_deref(), Ok("lost"));
        assert_eq!(news.recv_timeout(long), Ok(Status::Playing("test".to_owned())), "opened again");
        drop(scenes);
        assert!(thread.join().is_ok(), "it ends when nobody sends any more");
    }

    #[test]
    fn a_feed_plays_the_last_scene_it_was_sent() {
        let (scenes, for_feed) = channel();
        let mut feed = Feed::new(48_000, for_feed);
        let mut samples = [1.0; 4_800];
        feed.fill(&mut samples);
        assert!(samples.iter().all(|sample| *sample == 0.0));
        assert!(scenes.send(Scene { tone: Tone::RingBack, volume: 100, ..Scene::default() }).is_ok());
        feed.fill(&mut samples);
        assert!(samples.iter().any(|sample| sample.abs() > 0.1));
    }
}
