//! The sounds of a telephone and an office, as functions of time. There are no recordings.

use std::f32::consts::TAU;

/// Samples a second where a back-end lets us choose.
pub const RATE: u32 = 48_000;

/// Time over which a tone begins and ends, in seconds: shorter would click.
const EDGE: f32 = 0.006;

/// A sound that goes on until something changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// None.
    #[default]
    None,
    /// The phone on the desk, a call from outside: 800 and 1000 Hz in turn, 1 s on, 2 s off, as its handset shakes.
    OutsideRing,
    /// The phone on the desk, a call from inside: lower, two short rings every 3 s.
    InsideRing,
    /// In the receiver, while it rings at the other end: 400 Hz that trembles 16 times a second, 1 s on, 2 s off.
    RingBack,
    /// In the receiver, while another caller waits: two short beeps every 4 s. The first pair is [`Cue::CallWaiting`].
    CallWaiting,
}

impl Tone {
    /// Length of the pattern in whole seconds.
    fn period(self) -> u32 {
        if self == Tone::CallWaiting { 4 } else { 3 }
    }

    /// Whether it is the phone on the desk that rings.
    pub fn is_ring(self) -> bool {
        matches!(self, Tone::OutsideRing | Tone::InsideRing)
    }

    /// The sample number `n` since it began, at `rate` samples a second; −0.5 to 0.5.
    pub fn sample(self, n: u64, rate: u32) -> f32 {
        if self == Tone::None {
            return 0.0;
        }
        // Within one pattern the time is exact, however long it has been ringing.
        let t = (n % u64::from(self.period() * rate)) as f32 / rate as f32;
        match self {
            Tone::None => 0.0,
            Tone::OutsideRing => 0.5 * gate(t, 0.0, 1.0) * warble(t, 800.0, 1000.0),
            Tone::InsideRing => 0.45 * (gate(t, 0.0, 0.4) + gate(t, 0.6, 1.0)) * warble(t, 560.0, 640.0),
            Tone::RingBack => 0.25 * gate(t, 0.0, 1.0) * sine(t, 400.0) * (0.55 + 0.45 * sine(t, 16.0)),
            Tone::CallWaiting => 0.25 * (gate(t, 3.0, 3.06) + gate(t, 3.5, 3.56)) * sine(t, 400.0),
        }
    }
}

/// A sound that begins at once and ends by itself. Each has its words on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// A mail has come.
    Mail,
    /// A chat message has come.
    Chat,
    /// News everybody can see.
    Notice,
    /// Engaged: 400 Hz, half a second on and off, for 3 s.
    Busy,
    /// After it the voicemail listens.
    Beep,
    /// Another caller waits.
    CallWaiting,
    /// The receiver is lifted.
    ReceiverUp,
    /// It is laid down.
    ReceiverDown,
    /// Somebody knocks.
    Knock,
    /// The door opens and closes.
    Door,
    /// Somebody walks.
    Steps,
}

impl Cue {
    /// Every cue.
    pub const ALL: [Cue; 11] = [
        Cue::Mail,
        Cue::Chat,
        Cue::Notice,
        Cue::Busy,
        Cue::Beep,
        Cue::CallWaiting,
        Cue::ReceiverUp,
        Cue::ReceiverDown,
        Cue::Knock,
        Cue::Door,
        Cue::Steps,
    ];

    /// The sample `t` seconds after it began, −0.6 to 0.6; `None` when it is over.
    pub fn sample(self, t: f32) -> Option<f32> {
        match self {
            Cue::Busy => (t < 3.0).then(|| 0.25 * gate(t % 1.0, 0.0, 0.5) * sine(t, 400.0)),
            Cue::Beep => (t < 0.5).then(|| 0.3 * gate(t, 0.0, 0.5) * sine(t, 960.0)),
            Cue::CallWaiting => (t < 0.6).then(|| 0.25 * (gate(t, 0.0, 0.06) + gate(t, 0.5, 0.56)) * sine(t, 400.0)),
            Cue::Mail => struck(MAIL, t),
            Cue::Chat => struck(CHAT, t),
            Cue::Notice => struck(NOTICE, t),
            Cue::ReceiverUp => struck(RECEIVER_UP, t),
            Cue::ReceiverDown => struck(RECEIVER_DOWN, t),
            Cue::Knock => struck(KNOCK, t),
            Cue::Door => struck(DOOR, t),
            Cue::Steps => struck(STEPS, t),
        }
    }
}

/// One thing struck: a damped tone of `hertz`, mixed with as much noise below about that pitch.
#[derive(Clone, Copy, Debug)]
pub struct Strike {
    at: f32,
    hertz: f32,
    /// Seconds in which it falls to about a third.
    decay: f32,
    level: f32,
    /// 0: a pure tone, 1: noise alone.
    noise: f32,
}

const fn strike(at: f32, hertz: f32, decay: f32, level: f32, noise: f32) -> Strike {
    Strike { at, hertz, decay, level, noise }
}

const MAIL: &[Strike] = &[
    strike(0.0, 1318.5, 0.18, 0.2, 0.0),
    strike(0.0, 2637.0, 0.06, 0.05, 0.0),
    strike(0.13, 1760.0, 0.22, 0.2, 0.0),
    strike(0.13, 3520.0, 0.07, 0.05, 0.0),
];
const CHAT: &[Strike] = &[strike(0.0, 880.0, 0.035, 0.25, 0.0), strike(0.08, 1174.7, 0.05, 0.25, 0.0)];
const NOTICE: &[Strike] = &[strike(0.0, 660.0, 0.15, 0.2, 0.0), strike(0.2, 495.0, 0.2, 0.2, 0.0)];
const RECEIVER_UP: &[Strike] = &[strike(0.0, 1900.0, 0.006, 0.3, 0.6), strike(0.06, 1200.0, 0.01, 0.2, 0.6)];
const RECEIVER_DOWN: &[Strike] = &[
    strike(0.0, 1100.0, 0.012, 0.3, 0.5),
    strike(0.02, 280.0, 0.025, 0.25, 0.2),
    strike(0.05, 1700.0, 0.006, 0.2, 0.6),
];
const KNOCK: &[Strike] =
    &[strike(0.0, 210.0, 0.03, 0.4, 0.25), strike(0.19, 215.0, 0.03, 0.45, 0.25), strike(0.38, 205.0, 0.03, 0.4, 0.25)];
const DOOR: &[Strike] = &[
    strike(0.0, 2100.0, 0.008, 0.25, 0.6),
    strike(0.1, 420.0, 0.12, 0.08, 1.0),
    strike(0.6, 85.0, 0.07, 0.4, 0.3),
    strike(0.62, 1500.0, 0.01, 0.15, 0.7),
];
/// Who comes in opens the door first.
const STEPS: &[Strike] = &[
    strike(0.7, 95.0, 0.035, 0.18, 0.4),
    strike(1.16, 105.0, 0.035, 0.24, 0.4),
    strike(1.62, 95.0, 0.035, 0.3, 0.4),
    strike(2.08, 105.0, 0.035, 0.36, 0.4),
];
/// The clock on the wall, to and fro.
pub const TICK: &[Strike] = &[strike(0.0, 2400.0, 0.005, 0.07, 0.2), strike(0.001, 3700.0, 0.003, 0.04, 0.2)];
/// The clock on the wall, fro and to.
pub const TOCK: &[Strike] = &[strike(0.0, 2100.0, 0.005, 0.07, 0.2), strike(0.001, 3300.0, 0.003, 0.04, 0.2)];
/// A key of a keyboard at the other end of the office.
pub const KEY: &[Strike] = &[strike(0.0, 2600.0, 0.004, 0.07, 0.8)];

/// Several strikes `t` seconds after the first; `None` when the last has died away.
pub fn struck(strikes: &[Strike], t: f32) -> Option<f32> {
    // After 8 decays the rest, a 3000th, can be cut off unheard.
    if strikes.iter().all(|strike| t > strike.at + 8.0 * strike.decay) {
        return None;
    }
    let sounding = strikes.iter().filter(|strike| t >= strike.at && t <= strike.at + 8.0 * strike.decay);
    Some(sounding.fold(0.0, |sum, strike| {
        let t = t - strike.at;
        let envelope = (t / 0.001).min(1.0) * (-t / strike.decay).exp();
        let body = (1.0 - strike.noise) * sine(t, strike.hertz) + strike.noise * grain(t * 2.0 * strike.hertz);
        sum + strike.level * envelope * body
    }))
}

/// 1 from `from` to `to`, 0 outside, with soft edges.
fn gate(t: f32, from: f32, to: f32) -> f32 {
    ((t - from) / EDGE).min((to - t) / EDGE).clamp(0.0, 1.0)
}

fn sine(t: f32, hertz: f32) -> f32 {
    ((t * hertz).fract() * TAU).sin()
}

/// Two pitches in turn, 20 times a second each, with some edge. Both must fit a whole number of times into 25 ms.
fn warble(t: f32, low: f32, high: f32) -> f32 {
    let within = t % 0.05;
    let hertz = if within < 0.025 { low } else { high };
    0.8 * sine(within, hertz) + 0.2 * sine(within, 3.0 * hertz)
}

/// Noise that takes a new value at every whole place and runs straight between them.
fn grain(place: f32) -> f32 {
    let whole = place.floor();
    let (here, next) = (scatter(whole as u32), scatter(whole as u32 + 1));
    here + (next - here) * (place - whole)
}

/// A number of −1 to 1 that belongs to another one and tells nothing about it.
pub fn scatter(number: u32) -> f32 {
    let mut bits = number.wrapping_add(1).wrapping_mul(0x9e37_79b1);
    bits = (bits ^ (bits >> 15)).wrapping_mul(0x85eb_ca77);
    bits = (bits ^ (bits >> 13)).wrapping_mul(0xc2b2_ae3d);
    (bits ^ (bits >> 16)) as i32 as f32 / 2_147_483_648.0
}

/// Noise that is the same in every run.
#[derive(Clone, Debug)]
pub struct Noise(u32);

impl Noise {
    /// Another seed gives another noise.
    pub fn new(seed: u32) -> Noise {
        Noise(seed.wrapping_mul(0x9e37_79b9) | 1)
    }

    /// The next number, −1 to 1.
    pub fn sample(&mut self) -> f32 {
        // Marsaglia's xorshift; it never comes to zero.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 as i32 as f32 / 2_147_483_648.0
    }

    /// The next number, `least` to `most`.
    pub fn between(&mut self, least: f32, most: f32) -> f32 {
        least + (self.sample() * 0.5 + 0.5) * (most - least)
    }
}

/// Follows its input, the more slowly the lower its frequency.
#[derive(Clone, Debug, Default)]
pub struct LowPass(f32);

impl LowPass {
    /// Takes in one sample, gives one out; above `hertz` little is left.
    pub fn through(&mut self, sample: f32, hertz: f32, rate: u32) -> f32 {
        self.0 = awake(self.0 + (sample - self.0) * (TAU * hertz / rate as f32).min(1.0));
        self.0
    }
}

/// What has died away is nothing: numbers near the smallest there are cost processors a hundred times their work.
pub fn awake(sample: f32) -> f32 {
    if sample.abs() < 1.0e-15 { 0.0 } else { sample }
}

/// How tests listen.
#[cfg(test)]
pub mod ear {
    use super::{RATE, TAU};

    /// Seconds as samples.
    pub fn seconds(seconds: f32) -> usize {
        (seconds * RATE as f32) as usize
    }

    /// The amplitude of one frequency, by Goertzel's algorithm.
    pub fn amplitude(samples: &[f32], hertz: f32) -> f32 {
        let turn = f64::from(TAU) * f64::from(hertz) / f64::from(RATE);
        let (mut before, mut last) = (0.0_f64, 0.0_f64);
        for sample in samples {
            let next = f64::from(*sample) + 2.0 * turn.cos() * last - before;
            (before, last) = (last, next);
        }
        let power = before * before + last * last - 2.0 * turn.cos() * before * last;
        (2.0 * power.max(0.0).sqrt() / samples.len() as f64) as f32
    }

    /// Root of the mean square.
    pub fn loudness(samples: &[f32]) -> f32 {
        (samples.iter().map(|sample| sample * sample).sum::<f32>() / samples.len() as f32).sqrt()
    }

    /// The largest value.
    pub fn peak(samples: &[f32]) -> f32 {
        samples.iter().fold(0.0, |peak, sample| peak.max(sample.abs()))
    }

    /// The largest step between neighbours: a click is one.
    pub fn step(samples: &[f32]) -> f32 {
        samples.windows(2).fold(0.0, |step, pair| step.max((pair[1] - pair[0]).abs()))
    }

    /// From when to when something sounds, in seconds, to a hundredth.
    pub fn sounding(samples: &[f32]) -> Vec<(f32, f32)> {
        let mut spells: Vec<(f32, f32)> = Vec::new();
        for (place, piece) in samples.chunks(seconds(0.01)).enumerate() {
            let (from, to) = (place as f32 * 0.01, (place + 1) as f32 * 0.01);
            if peak(piece) < 0.02 {
                continue;
            }
            match spells.last_mut() {
                Some(last) if from - last.1 < 0.005 => last.1 = to,
                _ => spells.push((from, to)),
            }
        }
        spells
    }
}

#[cfg(test)]
mod tests {
    use super::ear::*;
    use super::*;

    fn tone(tone: Tone, length: f32) -> Vec<f32> {
        (0..seconds(length) as u64).map(|n| tone.sample(n, RATE)).collect()
    }

    fn cue(cue: Cue) -> Vec<f32> {
        (0..seconds(5.0)).map_while(|n| cue.sample(n as f32 / RATE as f32)).collect()
    }

    /// The strongest frequency in steps of 20 Hz.
    fn strongest(samples: &[f32]) -> f32 {
        let all = (5..200).map(|step| step as f32 * 20.0);
        all.max_by(|one, other| amplitude(samples, *one).total_cmp(&amplitude(samples, *other))).unwrap_or_default()
    }

    #[test]
    fn each_tone_has_its_pitch() {
        let ring = tone(Tone::OutsideRing, 1.0);
        for hertz in [800.0, 1000.0] {
            assert!(amplitude(&ring, hertz) > 0.1, "{hertz} Hz: {}", amplitude(&ring, hertz));
        }
        for hertz in [400.0, 600.0, 1320.0] {
            assert!(amplitude(&ring, hertz) < 0.02, "{hertz} Hz: {}", amplitude(&ring, hertz));
        }
        let inside = tone(Tone::InsideRing, 0.4);
        assert!(amplitude(&inside, 560.0) > 0.1 && amplitude(&inside, 640.0) > 0.1);
        assert_eq!(strongest(&tone(Tone::RingBack, 1.0)), 400.0);
        assert_eq!(strongest(&cue(Cue::Busy)), 400.0);
        assert_eq!(strongest(&cue(Cue::Beep)[..seconds(0.5)]), 960.0);
        // The tremble is a side tone 16 Hz away.
        assert!(amplitude(&tone(Tone::RingBack, 1.0), 416.0) > 0.02);
    }

    #[test]
    fn each_tone_keeps_its_cadence() {
        let cadence = |tone: Tone, length| sounding(&self::tone(tone, length));
        let near = |found: &[(f32, f32)], wanted: &[(f32, f32)]| {
            assert_eq!(found.len(), wanted.len(), "{found:?}");
            for (found, wanted) in found.iter().zip(wanted) {
                assert!(
                    (found.0 - wanted.0).abs() < 0.015 && (found.1 - wanted.1).abs() < 0.015,
                    "{found:?} {wanted:?}"
                );
            }
        };
        near(&cadence(Tone::OutsideRing, 6.0), &[(0.0, 1.0), (3.0, 4.0)]);
        near(&cadence(Tone::InsideRing, 3.0), &[(0.0, 0.4), (0.6, 1.0)]);
        near(&cadence(Tone::CallWaiting, 4.0), &[(3.0, 3.06), (3.5, 3.56)]);
        near(&sounding(&cue(Cue::Busy)), &[(0.0, 0.5), (1.0, 1.5), (2.0, 2.5)]);
        let ring_back = cadence(Tone::RingBack, 3.0);
        let (first, last) = (ring_back[0], ring_back[ring_back.len() - 1]);
        assert!(first.0 < 0.02 && (last.1 - 1.0).abs() < 0.02, "{ring_back:?}");
    }

    #[test]
    fn nothing_is_too_loud_off_centre_or_clicks() {
        let tones = [Tone::OutsideRing, Tone::InsideRing, Tone::RingBack, Tone::CallWaiting].map(|one| tone(one, 4.0));
        for (place, samples) in tones.into_iter().chain(Cue::ALL.map(cue)).enumerate() {
            assert!(peak(&samples) > 0.03 && peak(&samples) <= 0.6, "{place}: {}", peak(&samples));
            let centre = samples.iter().sum::<f32>() / samples.len() as f32;
            assert!(centre.abs() < 0.01, "{place}: {centre}");
            // The steepest a sound may be: full level at the highest partial, 3 kHz.
            assert!(step(&samples) < 0.2, "{place}: {}", step(&samples));
            assert!(samples[0].abs() < 0.01 && samples[samples.len() - 1].abs() < 0.01, "{place}");
        }
    }
}
