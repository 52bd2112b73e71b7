//! The air of the office: what is heard when nothing is. It thins out with the length of the silence.

use super::synthesis::{KEY, LowPass, Noise, struck};
use super::voice::{Speech, Voice};

/// Ventilation, a keyboard and a talk far off.
#[derive(Clone, Debug)]
pub struct Air {
    rate: u32,
    noise: Noise,
    low: LowPass,
    typing: Spell,
    /// Seconds since a key went down, and until the next one does.
    key: f32,
    next_key: f32,
    talk: Spell,
    far: Voice,
    wall: LowPass,
    door: LowPass,
}

impl Air {
    /// An office.
    pub fn new(rate: u32) -> Air {
        Air {
            rate,
            noise: Noise::new(2_026),
            low: LowPass::default(),
            typing: Spell { on: false, left: 1.0 },
            key: 1.0,
            next_key: 0.0,
            talk: Spell { on: false, left: 2.5 },
            far: Voice::new(Speech { speaker: 1_000, mood: 90, phone: false }, rate),
            wall: LowPass::default(),
            door: LowPass::default(),
        }
    }

    /// The next sample, about −0.1 to 0.1. `density`: how much goes on, 0 to 1; 0 is silence.
    pub fn sample(&mut self, density: f32) -> f32 {
        if density <= 0.0 {
            return 0.0;
        }
        let second = 1.0 / self.rate as f32;
        let air = self.low.through(self.noise.sample(), 220.0, self.rate);
        self.typing.pass(second, density, &mut self.noise);
        self.talk.pass(second, density, &mut self.noise);
        let keys = self.keys(second);
        // The talk swells and fades: somebody passes an open door.
        let open = self.door.through(if self.talk.on { 1.0 } else { 0.0 }, 1.5, self.rate);
        let talk = if open > 0.001 {
            let far = self.far.sample();
            open * self.wall.through(far, 500.0, self.rate)
        } else {
            0.0
        };
        0.12 * (0.25 + 0.75 * density) * air + density.sqrt() * (0.7 * keys + 0.15 * talk)
    }

    fn keys(&mut self, second: f32) -> f32 {
        self.key += second;
        self.next_key -= second;
        if self.typing.on && self.next_key <= 0.0 {
            self.key = 0.0;
            self.next_key = self.noise.between(0.08, 0.24);
        }
        struck(KEY, self.key).unwrap_or_default()
    }
}

/// Something that goes on for a while, and then does not.
#[derive(Clone, Debug)]
struct Spell {
    on: bool,
    left: f32,
}

impl Spell {
    fn pass(&mut self, second: f32, density: f32, noise: &mut Noise) {
        self.left -= second;
        if self.left <= 0.0 {
            self.on = !self.on;
            let pause = (noise.between(1.0, 4.0) / density).min(30.0);
            self.left = if self.on { noise.between(1.5, 4.0) } else { pause };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::synthesis::RATE;
    use super::super::synthesis::ear::*;
    use super::*;

    fn listen(density: f32, length: f32) -> Vec<f32> {
        let mut air = Air::new(RATE);
        (0..seconds(length)).map(|_| air.sample(density)).collect()
    }

    #[test]
    fn a_thin_room_is_softer_and_less_goes_on_in_it() {
        let (full, thin) = (listen(1.0, 30.0), listen(0.15, 30.0));
        assert!(loudness(&full) > 1.5 * loudness(&thin), "{} {}", loudness(&full), loudness(&thin));
        // Keys stand out of the air at their own pitch.
        let keys =
            |samples: &[f32]| samples.chunks(seconds(0.02)).filter(|piece| amplitude(piece, 2_600.0) > 0.001_2).count();
        assert!(keys(&full) > 20 && keys(&full) > 4 * keys(&thin), "{} {}", keys(&full), keys(&thin));
        assert!(loudness(&thin) > 0.0);
        assert!(listen(0.0, 1.0).iter().all(|sample| *sample == 0.0));
    }

    #[test]
    fn the_room_stays_in_the_background() {
        let room = listen(1.0, 30.0);
        assert!(peak(&room) < 0.15, "{}", peak(&room));
        assert!((room.iter().sum::<f32>() / room.len() as f32).abs() < 0.002);
        assert_eq!(listen(0.5, 2.0), listen(0.5, 2.0));
    }
}
