//! The contract of the rubric: what each reference trainee earns on the month-end outage, on seeds 1..=200, and in which
//! order; under the base weights and under random re-weightings.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};
use shikyu::scenario::{Folders, Plan, library};
use shikyu::score::{Judged, Score, WEIGHTS, fold, weigh};
use shikyu::trainee;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

const TRAINEES: [&str; 10] = [
    "silent",
    "as_it_happened",
    "mail_blast",
    "call_everyone_empty",
    "lone_fixer",
    "polite_serial",
    "manager_only",
    "call_everyone_good",
    "new_hire",
    "by_the_book",
];

fn plan(id: &str) -> Arc<Plan> {
    let nowhere = Folders::below(std::path::Path::new("no such folder"));
    match library::find(id, &nowhere) {
        Ok(plan) => Arc::new(plan),
        Err(report) => panic!("{}", report.human(shikyu::text::Language::En)),
    }
}

fn scores(plan: &Arc<Plan>, name: &str, seeds: u64) -> Vec<Score> {
    (1..=seeds)
        .map(|seed| {
            let played = trainee::play(name, plan, seed).unwrap_or_else(|| panic!("no trainee {name}"));
            fold(plan, played.simulation.events())
        })
        .collect()
}

static MONTH_END: LazyLock<BTreeMap<&str, Vec<Score>>> = LazyLock::new(|| {
    let plan = plan("month_end_outage");
    TRAINEES.into_iter().map(|name| (name, scores(&plan, name, 200))).collect()
});

/// Totals in tenths of a point, sorted.
fn totals(name: &str) -> Vec<i64> {
    let mut totals: Vec<i64> = MONTH_END[name].iter().map(|score| score.total).collect();
    totals.sort_unstable();
    totals
}

fn mean(name: &str) -> i64 {
    let totals = totals(name);
    totals.iter().sum::<i64>() / totals.len() as i64
}

#[test]
fn each_trainee_earns_what_the_table_says() {
    for name in TRAINEES {
        let totals = totals(name);
        println!("{name:20} min {:4} median {:4} mean {:4} max {:4}", totals[0], totals[100], mean(name), totals[199]);
        let bars: Vec<i64> =
            (0..8).map(|bar| MONTH_END[name].iter().map(|score| score.bars[bar].points).sum::<i64>() / 200).collect();
        println!("{:20} {bars:?} noise {}", "", MONTH_END[name].iter().map(|score| score.noise).sum::<i64>() / 200);
    }
    // Least and most any seed may give, in points.
    for (name, least, most) in [
        ("silent", 0, 14),
        ("as_it_happened", 20, 45),
        ("mail_blast", 0, 39),
        ("call_everyone_empty", 0, 54),
        ("lone_fixer", 0, 59),
        ("polite_serial", 40, 85),
        ("manager_only", 70, 86),
        ("call_everyone_good", 68, 89),
        ("new_hire", 70, 100),
        ("by_the_book", 90, 100),
    ] {
        let totals = totals(name);
        assert!(totals[0] >= least * 10, "{name}: {} < {least}", totals[0]);
        assert!(
            totals[199] <= most * 10 + 9 * i64::from(most % 10 != 0 && most < 85),
            "{name}: {} > {most}",
            totals[199]
        );
    }
    let polite = totals("polite_serial")[100];
    assert!((600..=800).contains(&polite), "polite_serial: median {polite}");
}

/// Pairs of trainees whose order must hold on the mean.
const ORDERS: [(&str, &str); 7] = [
    ("silent", "as_it_happened"),
    ("as_it_happened", "polite_serial"),
    ("polite_serial", "by_the_book"),
    ("mail_blast", "polite_serial"),
    ("call_everyone_empty", "polite_serial"),
    ("manager_only", "by_the_book"),
    ("call_everyone_good", "by_the_book"),
];

#[test]
fn the_order_of_trainees_holds_on_the_mean() {
    for (below, above) in ORDERS {
        assert!(mean(below) < mean(above), "{below} {} is not below {above} {}", mean(below), mean(above));
    }
}

fn weighed_again(score: &Score, weights: &[i64; 8]) -> i64 {
    let judged: Vec<Judged> =
        score.bars.iter().map(|bar| Judged { share: (bar.of > 0).then_some(bar.share), why: Vec::new() }).collect();
    let Ok(judged) = judged.try_into() else { panic!("a score has eight bars") };
    weigh(judged, weights, score.noise, Vec::new(), score.gates.clone()).total
}

#[test]
fn the_order_of_trainees_does_not_hang_on_the_weights() {
    let mut generator = Xoshiro256PlusPlus::seed_from_u64(2_000);
    for _ in 0..2_000 {
        // Each weight is changed by up to half of itself; the scale does not matter, points are shares of the sum.
        let weights = WEIGHTS.map(|weight| weight * generator.random_range(50..=150));
        let mean = |name: &str| -> i64 { MONTH_END[name].iter().map(|score| weighed_again(score, &weights)).sum() };
        for (below, above) in ORDERS {
            assert!(mean(below) < mean(above), "{below} is not below {above} under {weights:?}");
        }
    }
}

#[test]
fn on_a_blemish_the_quiet_ticket_wins_and_the_fire_drill_loses() {
    let plan = plan("old_logo");
    for (name, least, most) in [("proportionate", 900, 1_000), ("call_everyone_good", 0, 599), ("silent", 0, 199)] {
        for (seed, score) in scores(&plan, name, 200).iter().enumerate() {
            let bars: Vec<i64> = score.bars.iter().map(|bar| bar.points).collect();
            assert!(
                (least..=most).contains(&score.total),
                "{name} seed {}: {} {bars:?} noise {}",
                seed + 1,
                score.total,
                score.noise
            );
        }
    }
}
