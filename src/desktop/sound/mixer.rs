//! Mixes what should be sounding now into one stream of samples.

use super::air::Air;
use super::synthesis::{Cue, TICK, TOCK, Tone, struck};
use super::voice::{Speech, Voice};

/// How long a change of volume, or from one tone or voice to another, takes in seconds: shorter would click.
const FADE: f32 = 0.02;
/// In how many seconds the room follows what goes on in it.
const SETTLE: f32 = 1.0;
/// No sample is larger.
pub const CEILING: f32 = 0.8;
/// While the clock stands the phone rings this often, in seconds, and then waits.
const RINGS_STANDING: u64 = 9;

/// What should be sounding now. Plain data: the window makes it, another thread plays it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// What rings, here or in the receiver.
    pub tone: Tone,
    /// Who speaks.
    pub speech: Option<Speech>,
    /// Ticks of the clock on the wall a real second, at most 8; 0: it stands.
    pub ticks: f32,
    /// How much goes on in the office, 0 to 1; 0: one is not there.
    pub room: f32,
    /// In percent, 0 to 100.
    pub volume: u8,
    /// Nothing sounds, whatever the volume.
    pub muted: bool,
    /// What begins to sound now.
    pub cues: Vec<Cue>,
}

impl Scene {
    /// Whether nothing of it can be heard.
    pub fn is_silent(&self) -> bool {
        let nothing = self.tone == Tone::None && self.speech.is_none() && self.ticks <= 0.0 && self.room <= 0.0;
        self.muted || self.volume == 0 || (nothing && self.cues.is_empty())
    }

    /// The gain of its volume: half the number sounds about half as loud.
    fn gain(&self) -> f32 {
        if self.muted { 0.0 } else { (f32::from(self.volume.min(100)) / 100.0).powi(2) }
    }
}

/// Plays a scene until it is given another.
#[derive(Clone, Debug)]
pub struct Mixer {
    rate: u32,
    scene: Scene,
    gain: f32,
    /// The tone that sounds, which fades before the scene's own begins; since how many samples, and how far faded in.
    tone: (Tone, u64, f32),
    /// The voice that speaks, likewise.
    voice: Option<(Speech, Voice, f32)>,
    cues: Vec<(Cue, u32)>,
    /// To the next tick, 1 to 0; samples since the last; to or fro.
    clock: (f32, u32, bool),
    room: f32,
    air: Air,
}

impl Mixer {
    /// Silence, at `rate` samples a second.
    pub fn new(rate: u32) -> Mixer {
        Mixer {
            rate,
            scene: Scene::default(),
            gain: 0.0,
            tone: (Tone::None, 0, 0.0),
            voice: None,
            cues: Vec::new(),
            clock: (1.0, u32::MAX, false),
            room: 0.0,
            air: Air::new(rate),
        }
    }

    /// From now on plays this.
    pub fn set(&mut self, mut scene: Scene) {
        let cues = std::mem::take(&mut scene.cues);
        if scene.gain() > 0.0 {
            self.cues.extend(cues.into_iter().map(|cue| (cue, 0)));
        }
        self.scene = scene;
    }

    /// The next samples, each −0.8 to 0.8.
    pub fn fill(&mut self, samples: &mut [f32]) {
        let wanted = self.scene.gain();
        if wanted == 0.0 && self.gain == 0.0 {
            self.cues.clear();
            samples.fill(0.0);
            return;
        }
        let step = 1.0 / (FADE * self.rate as f32);
        for sample in samples {
            self.gain += (wanted - self.gain).clamp(-step, step);
            let sum = self.tone(step) + self.voice(step) + self.cues() + self.clock() + self.room();
            // Bends what would be too loud instead of cutting it off.
            *sample = CEILING * (self.gain * sum / CEILING).tanh();
        }
    }

    fn tone(&mut self, step: f32) -> f32 {
        let (tone, n, faded) = &mut self.tone;
        if *tone != self.scene.tone {
            *faded -= step;
            if *faded <= 0.0 || *tone == Tone::None {
                (*tone, *n, *faded) = (self.scene.tone, 0, 0.0);
            }
        } else {
            *faded = (*faded + step).min(1.0);
        }
        let waits = self.scene.ticks <= 0.0 && tone.is_ring() && *n >= RINGS_STANDING * u64::from(self.rate);
        let sample = if waits { 0.0 } else { *faded * tone.sample(*n, self.rate) };
        *n += 1;
        sample
    }

    fn voice(&mut self, step: f32) -> f32 {
        let wanted = self.scene.speech;
        let Some((speech, voice, faded)) = &mut self.voice else {
            self.voice = wanted.map(|speech| (speech, Voice::new(speech, self.rate), 0.0));
            return 0.0;
        };
        match wanted {
            Some(wanted) if (wanted.speaker, wanted.phone) == (speech.speaker, speech.phone) => {
                voice.set_mood(wanted.mood);
                *faded = (*faded + step).min(1.0);
            }
            _ => *faded -= step,
        }
        if *faded <= 0.0 {
            self.voice = None;
            return 0.0;
        }
        *faded * voice.sample()
    }

    fn cues(&mut self) -> f32 {
        let rate = self.rate as f32;
        let mut sum = 0.0;
        self.cues.retain_mut(|(cue, n)| {
            let sample = cue.sample(*n as f32 / rate);
            sum += sample.unwrap_or_default();
            *n += 1;
            sample.is_some()
        });
        sum
    }

    fn clock(&mut self) -> f32 {
        let (next, since, fro) = &mut self.clock;
        *next -= self.scene.ticks.clamp(0.0, 8.0) / self.rate as f32;
        *since = since.saturating_add(1);
        if *next <= 0.0 {
            (*next, *since, *fro) = (*next + 1.0, 0, !*fro);
        }
        struck(if *fro { TICK } else { TOCK }, *since as f32 / self.rate as f32).unwrap_or_default()
    }

    fn room(&mut self) -> f32 {
        let step = 1.0 / (SETTLE * self.rate as f32);
        self.room += (self.scene.room - self.room).clamp(-step, step);
        self.air.sample(self.room)
    }
}

#[cfg(test)]
mod tests {
    use super::super::synthesis::RATE;
    use super::super::synthesis::ear::*;
    use super::*;

    fn loud() -> Scene {
        Scene { volume: 100, ..Scene::default() }
    }

    fn play(mixer: &mut Mixer, scene: Scene, length: f32) -> Vec<f32> {
        mixer.set(scene);
        let mut samples = vec![0.0; seconds(length)];
        // In pieces, as a device asks for them.
        for piece in samples.chunks_mut(960) {
            mixer.fill(piece);
        }
        samples
    }

    #[test]
    fn a_muted_mixer_gives_exact_silence_and_forgets_what_would_have_begun() {
        let mut mixer = Mixer::new(RATE);
        let muted = Scene { tone: Tone::OutsideRing, muted: true, room: 1.0, cues: vec![Cue::Mail], ..loud() };
        assert!(muted.is_silent());
        assert!(play(&mut mixer, muted, 1.0).iter().all(|sample| *sample == 0.0));
        assert!(play(&mut mixer, loud(), 1.0).iter().all(|sample| *sample == 0.0));
        // In the middle of a ring, too, but without a click.
        let ring = Scene { tone: Tone::OutsideRing, ..loud() };
        play(&mut mixer, ring.clone(), 0.5);
        let after = play(&mut mixer, Scene { muted: true, ..ring }, 0.5);
        assert!(step(&after) < 0.15 && after[seconds(0.1)..].iter().all(|sample| *sample == 0.0));
    }

    #[test]
    fn the_ring_begins_with_a_ring_and_stops_when_the_receiver_is_lifted() {
        let mut mixer = Mixer::new(RATE);
        let first = play(&mut mixer, Scene { tone: Tone::OutsideRing, ticks: 1.0, ..loud() }, 0.5);
        assert!(amplitude(&first, 800.0) > 0.1 && amplitude(&first, 1000.0) > 0.1);
        let after = play(&mut mixer, Scene { cues: vec![Cue::ReceiverUp], ..loud() }, 1.0);
        assert!(amplitude(&after[seconds(0.3)..], 800.0) < 0.001);
        assert!(step(&after) < 0.15, "{}", step(&after));
    }

    #[test]
    fn while_the_clock_stands_it_rings_three_times() {
        let mut mixer = Mixer::new(RATE);
        let samples = play(&mut mixer, Scene { tone: Tone::OutsideRing, ..loud() }, 14.0);
        assert_eq!(sounding(&samples).len(), 3);
    }

    #[test]
    fn the_clock_ticks_as_often_as_it_is_told_and_never_more_than_eight_times() {
        for (ticks, wanted) in [(0.0, 0), (1.0, 5), (6.0, 30), (60.0, 40)] {
            let samples = play(&mut Mixer::new(RATE), Scene { ticks, ..loud() }, 5.05);
            let heard = samples.chunks(seconds(0.01)).map(peak).collect::<Vec<_>>();
            let heard = heard.windows(2).filter(|pair| pair[0] < 0.01 && pair[1] >= 0.01).count();
            assert!(heard.abs_diff(wanted) <= 1, "{ticks}: {heard}");
        }
    }

    #[test]
    fn everything_at_once_stays_below_the_ceiling() {
        let speech = Some(Speech { speaker: 1, mood: 0, phone: false });
        let all = Scene { tone: Tone::OutsideRing, speech, ticks: 8.0, room: 1.0, cues: Cue::ALL.to_vec(), ..loud() };
        let samples = play(&mut Mixer::new(RATE), all.clone(), 5.0);
        assert!(peak(&samples) <= CEILING, "{}", peak(&samples));
        assert!((samples.iter().sum::<f32>() / samples.len() as f32).abs() < 0.005);
        assert_eq!(samples, play(&mut Mixer::new(RATE), all, 5.0), "the same scene sounds the same");
    }

    #[test]
    fn half_the_volume_is_a_quarter_of_the_amplitude() {
        let mut mixer = Mixer::new(RATE);
        let ring = |volume| Scene { tone: Tone::RingBack, volume, ..Scene::default() };
        let full = loudness(&play(&mut mixer, ring(100), 0.9));
        let half = play(&mut Mixer::new(RATE), ring(50), 0.9);
        assert!((loudness(&half) / full - 0.25).abs() < 0.05, "{} {full}", loudness(&half));
    }
}
