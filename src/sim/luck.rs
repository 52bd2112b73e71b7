//! The luck of a day: every draw keyed by seed and purpose, so that one changed decision leaves everybody else's alone.

use crate::scenario::plan::{Drawn, Plan};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

/// Everything chance decides on one day of one scenario.
#[derive(Clone, Debug)]
pub struct Day {
    /// The seed.
    pub seed: u64,
    numbers: Vec<i64>,
}

/// A number from `least` to `most`, both included, for this seed and purpose.
///
/// The key is hashed into the seed of a portable generator, so that the number is the same on every machine and hangs on
/// nothing else that is drawn.
pub fn draw(seed: u64, key: &str, least: i64, most: i64) -> i64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&seed.to_le_bytes());
    hasher.update(key.as_bytes());
    let mut generator = Xoshiro256PlusPlus::from_seed(*hasher.finalize().as_bytes());
    generator.random_range(least..=most)
}

impl Day {
    /// The day of a seed.
    pub fn new(plan: &Plan, seed: u64) -> Day {
        let numbers = plan.draws.iter().map(|wanted| draw(seed, &wanted.key, wanted.least, wanted.most)).collect();
        Day { seed, numbers }
    }

    /// What a drawn number is on this day.
    pub fn value(&self, drawn: Drawn) -> i64 {
        drawn.draw.map_or(drawn.least, |draw| self.numbers[usize::from(draw)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// These values never change: a record made on another machine, or by an older build, must replay.
    #[test]
    fn golden_draws_hold() {
        let drawn: Vec<i64> = [(1, "a"), (1, "b"), (2, "a"), (u64::MAX, "manager.phone.0.until")]
            .into_iter()
            .map(|(seed, key)| draw(seed, key, 0, 999_999))
            .collect();
        assert_eq!(drawn, GOLDEN);
    }
    const GOLDEN: [i64; 4] = [296_843, 952_751, 185_694, 459_295];

    #[test]
    fn draws_are_even_and_within_bounds() {
        let mut counts = [0; 10];
        for seed in 0..10_000 {
            counts[draw(seed, "even", 0, 9) as usize] += 1;
        }
        assert!(counts.iter().all(|count| (850..1_150).contains(count)), "{counts:?}");
    }
}
