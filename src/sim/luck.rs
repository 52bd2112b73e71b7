//! The luck of a day: every draw keyed by seed and purpose, so that one changed decision leaves everybody else's alone.

pub use crate::scenario::plan::Key;
use crate::scenario::plan::{Drawn, Plan, first_eight};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

/// Everything chance decides on one day of one scenario.
#[derive(Clone, Debug)]
pub struct Day {
    /// The seed.
    pub seed: u64,
    numbers: Vec<i64>,
}

/// The luck of a seed, from which every draw of its day is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Luck(u64);

impl Luck {
    /// The luck of a seed. Hashed, so that the days of neighbouring seeds have nothing in common.
    pub fn of(seed: u64) -> Luck {
        Luck(first_eight(blake3::hash(&seed.to_le_bytes())))
    }

    /// A number from `least` to `most`, both included.
    ///
    /// Seed and purpose are hashed into the seed of a portable generator, so that the number is the same on every machine
    /// and hangs on nothing else that is drawn. The generator's own seeding (SplitMix64) mixes the two.
    pub fn draw(self, key: Key, least: i64, most: i64) -> i64 {
        Xoshiro256PlusPlus::seed_from_u64(self.0 ^ key.0).random_range(least..=most)
    }
}

/// A number from `least` to `most`, both included, for this seed and purpose.
pub fn draw(seed: u64, key: &str, least: i64, most: i64) -> i64 {
    Luck::of(seed).draw(Key::of(key), least, most)
}

impl Day {
    /// The day of a seed.
    pub fn new(plan: &Plan, seed: u64) -> Day {
        let luck = Luck::of(seed);
        let numbers = plan.draws.iter().map(|wanted| luck.draw(wanted.key, wanted.least, wanted.most)).collect();
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
    const GOLDEN: [i64; 4] = [51_012, 81_583, 836_061, 797_661];

    /// Two purposes on one day, and one purpose on two days, know nothing of each other.
    #[test]
    fn draws_of_different_keys_and_seeds_are_independent() {
        let apart = |pairs: &mut dyn Iterator<Item = (i64, i64)>| {
            let mut counts = [[0_u32; 4]; 4];
            pairs.for_each(|(one, other)| counts[one as usize][other as usize] += 1);
            let total: u32 = counts.iter().flatten().sum();
            let expected = f64::from(total) / 16.0;
            let square = |count: &u32| (f64::from(*count) - expected).powi(2) / expected;
            counts.iter().flatten().map(square).sum::<f64>()
        };
        // The chi-square of 15 degrees of freedom is above 44.3 once in ten thousand times.
        let keys =
            apart(&mut (0..20_000).map(|seed| (draw(seed, "manager.phone", 0, 3), draw(seed, "senior.phone", 0, 3))));
        assert!(keys < 44.3, "{keys}");
        let seeds = apart(&mut (0..20_000).map(|seed| (draw(seed, "a", 0, 3), draw(seed + 1, "a", 0, 3))));
        assert!(seeds < 44.3, "{seeds}");
    }

    #[test]
    fn draws_are_even_and_within_bounds() {
        let mut counts = [0; 10];
        for seed in 0..10_000 {
            counts[draw(seed, "even", 0, 9) as usize] += 1;
        }
        assert!(counts.iter().all(|count| (850..1_150).contains(count)), "{counts:?}");
    }
}
