//! Speech as a murmur: how somebody speaks is heard, what they say is read.

use super::synthesis::{LowPass, Noise, awake, scatter};
use std::f32::consts::{PI, TAU};

/// Who speaks, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speech {
    /// Tells voices apart: 0 is the trainee's own, then the people of the scenario in order.
    pub speaker: u32,
    /// 0 (beside themselves) to 100 (calm).
    pub mood: u8,
    /// Through the receiver, not across the desk.
    pub phone: bool,
}

impl Speech {
    /// How far from calm: 0 to 1.
    fn heat(self) -> f32 {
        1.0 - f32::from(self.mood.min(100)) / 100.0
    }

    /// Middle of the pitch in hertz. Everybody has their own between 100 and 210; it rises by up to 45 % with anger.
    fn pitch(self) -> f32 {
        (155.0 + 55.0 * scatter(self.speaker)) * (1.0 + 0.45 * self.heat())
    }

    /// Syllables a second: 4.2, and up to 60 % more in anger.
    fn pace(self) -> f32 {
        4.2 * (1.0 + 0.6 * self.heat())
    }

    /// From 0.75 to 1. Anger is louder than that says: a higher voice meets more of the mouth's resonances.
    fn loudness(self) -> f32 {
        0.75 + 0.25 * self.heat()
    }
}

/// The first two resonances of the mouth for a, i, u, e, o, in hertz.
const VOWELS: [(f32, f32); 5] = [(750.0, 1200.0), (300.0, 2200.0), (350.0, 1300.0), (480.0, 1900.0), (480.0, 850.0)];

/// Somebody who speaks on and on.
#[derive(Clone, Debug)]
pub struct Voice {
    speech: Speech,
    rate: u32,
    noise: Noise,
    /// Seconds since the syllable began, and its length, and the silence after it.
    at: f32,
    length: f32,
    gap: f32,
    /// Where the vocal cords are in their cycle, 0 to 1; the pitch now, and the one it glides to.
    cycle: f32,
    pitch: f32,
    aim: f32,
    first: Resonance,
    second: Resonance,
    /// The receiver lets through the middle only.
    rumble: LowPass,
    hiss: LowPass,
}

impl Voice {
    /// Begins to speak.
    pub fn new(speech: Speech, rate: u32) -> Voice {
        let pitch = speech.pitch();
        Voice {
            speech,
            rate,
            noise: Noise::new(speech.speaker + 1),
            at: 0.0,
            length: 0.0,
            gap: 0.0,
            cycle: 0.0,
            pitch,
            aim: pitch,
            first: Resonance::default(),
            second: Resonance::default(),
            rumble: LowPass::default(),
            hiss: LowPass::default(),
        }
    }

    /// Goes on in another mood from the next syllable.
    pub fn set_mood(&mut self, mood: u8) {
        self.speech.mood = mood;
    }

    /// The next sample, about −0.5 to 0.5.
    pub fn sample(&mut self) -> f32 {
        let second = 1.0 / self.rate as f32;
        if self.at >= self.length + self.gap {
            self.next_syllable();
        }
        let through = (self.at / self.length).min(1.0);
        let envelope = (1.6 * (PI * through).sin()).clamp(0.0, 1.0);
        self.at += second;
        self.pitch += (self.aim - self.pitch) * (second / 0.04);
        self.cycle = (self.cycle + self.pitch * second).fract();
        // The cords are open for 0.6 of a cycle, and close faster than they open.
        let open = (self.cycle / 0.6).min(1.0);
        let breath = open * open * (1.0 - open) * 6.75 + 0.03 * self.noise.sample();
        let mouth = self.first.through(breath) + 0.5 * self.second.through(breath);
        let loud = 1.3 * self.speech.loudness() * envelope * mouth;
        if !self.speech.phone {
            return loud;
        }
        let low = self.rumble.through(loud, 300.0, self.rate);
        self.hiss.through(loud - low, 3_400.0, self.rate)
    }

    fn next_syllable(&mut self) {
        let heat = self.speech.heat();
        self.at = 0.0;
        self.length = self.noise.between(0.8, 1.1) / self.speech.pace();
        // About every seventh syllable ends a phrase; who is angry draws breath for less time.
        let breath = self.noise.between(0.0, 7.0) < 1.0;
        self.gap = if breath { 0.35 * (1.0 - 0.5 * heat) } else { 0.02 };
        self.aim = self.speech.pitch() * (1.0 + self.noise.sample() * (0.05 + 0.1 * heat));
        let (first, second) = VOWELS[self.noise.between(0.0, 4.99) as usize];
        self.first.tune(first, 90.0, self.rate);
        self.second.tune(second, 120.0, self.rate);
    }
}

/// A resonance with the same gain at its peak whatever its pitch, and none at rest.
#[derive(Clone, Debug, Default)]
struct Resonance {
    gain: f32,
    back: (f32, f32),
    heard: (f32, f32),
    said: (f32, f32),
}

impl Resonance {
    fn tune(&mut self, hertz: f32, width: f32, rate: u32) {
        let radius = (-PI * width / rate as f32).exp();
        self.gain = (1.0 - radius * radius) / 2.0;
        self.back = (2.0 * radius * (TAU * hertz / rate as f32).cos(), radius * radius);
    }

    fn through(&mut self, sample: f32) -> f32 {
        let out = self.gain * (sample - self.heard.1) + self.back.0 * self.said.0 - self.back.1 * self.said.1;
        self.heard = (sample, self.heard.0);
        self.said = (awake(out), self.said.0);
        self.said.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::synthesis::RATE;
    use super::super::synthesis::ear::*;
    use super::*;

    fn speak(speaker: u32, mood: u8, length: f32) -> Vec<f32> {
        let mut voice = Voice::new(Speech { speaker, mood, phone: false }, RATE);
        (0..seconds(length)).map(|_| voice.sample()).collect()
    }

    /// The pitch in hertz, by the lag at which the samples are most like themselves; the mean over loud stretches.
    fn pitch(samples: &[f32]) -> f32 {
        let mut found = Vec::new();
        for piece in samples.chunks_exact(seconds(0.06)).filter(|piece| loudness(piece) > 0.03) {
            // Every fourth sample is enough for a pitch below 400 Hz.
            let thin: Vec<f32> = piece.iter().copied().step_by(4).collect();
            let alike = |lag: usize| thin.iter().zip(&thin[lag..]).map(|(one, other)| one * other).sum::<f32>();
            let lags = RATE as usize / 4 / 400..RATE as usize / 4 / 70;
            if let Some(lag) = lags.max_by(|one, other| alike(*one).total_cmp(&alike(*other))) {
                found.push(RATE as f32 / 4.0 / lag as f32);
            }
        }
        found.sort_by(f32::total_cmp);
        found[found.len() / 2]
    }

    /// How often a second it grows loud after it was soft.
    fn pace(samples: &[f32]) -> f32 {
        let loud: Vec<f32> = samples.chunks(seconds(0.01)).map(loudness).collect();
        let middle = loudness(samples);
        let mut soft = true;
        let mut onsets = 0;
        for loud in loud {
            if soft && loud > 0.5 * middle {
                onsets += 1;
                soft = false;
            } else if loud < 0.25 * middle {
                soft = true;
            }
        }
        onsets as f32 / (samples.len() as f32 / RATE as f32)
    }

    #[test]
    fn the_worse_the_mood_the_higher_faster_and_louder_somebody_speaks() {
        for speaker in [0, 1, 2, 5] {
            let (calm, angry) = (speak(speaker, 100, 8.0), speak(speaker, 10, 8.0));
            assert!(pitch(&angry) > 1.2 * pitch(&calm), "{speaker}: {} {}", pitch(&calm), pitch(&angry));
            assert!(pace(&angry) > 1.2 * pace(&calm), "{speaker}: {} {}", pace(&calm), pace(&angry));
            assert!(loudness(&angry) > 1.3 * loudness(&calm), "{speaker}");
        }
    }

    #[test]
    fn people_have_voices_of_their_own_and_keep_them() {
        let pitches: Vec<f32> = (1..6).map(|speaker| pitch(&speak(speaker, 100, 6.0))).collect();
        let (least, most) =
            pitches.iter().fold((f32::MAX, 0.0_f32), |(least, most), one| (least.min(*one), most.max(*one)));
        assert!(most > 1.15 * least && least > 80.0 && most < 260.0, "{pitches:?}");
        assert_eq!(speak(3, 60, 1.0), speak(3, 60, 1.0));
    }

    #[test]
    fn a_voice_neither_clips_nor_drifts_nor_clicks_nor_stops() {
        for (speaker, mood) in [(0, 100), (1, 0), (4, 50)] {
            let samples = speak(speaker, mood, 10.0);
            assert!(peak(&samples) < 0.6, "{}", peak(&samples));
            assert!((samples.iter().sum::<f32>() / samples.len() as f32).abs() < 0.005);
            assert!(step(&samples) < 0.15, "{}", step(&samples));
            assert!(samples.chunks(seconds(1.0)).all(|second| loudness(second) > 0.01));
        }
    }
}
