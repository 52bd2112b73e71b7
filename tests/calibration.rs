//! The contract of calibration: the same bytes however the runs are shared out, and counts that a hand can check.

use shikyu::scenario::{Folders, Plan, library};
use shikyu::score::fold;
use shikyu::trainee::calibrate::{Calibration, Unfit, calibrate, everybody, last_chance, up_to};
use shikyu::trainee::{self, builtin};
use std::ops::RangeInclusive;
use std::sync::Arc;

fn plan(id: &str) -> Arc<Plan> {
    let nowhere = Folders::below(std::path::Path::new("no such folder"));
    match library::find(id, &nowhere) {
        Ok(plan) => Arc::new(plan),
        Err(report) => panic!("{}", report.human(shikyu::text::Language::En)),
    }
}

fn calibrated(plan: &Arc<Plan>, seeds: RangeInclusive<u64>, threads: usize) -> Calibration {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads");
    pool.install(|| calibrate(plan, &everybody(plan), seeds, |_| true)).expect("every trainee exists")
}

#[test]
fn one_two_and_eight_threads_give_the_same_bytes() {
    for id in ["month_end_outage", "old_logo"] {
        let plan = plan(id);
        let one = calibrated(&plan, 1..=70, 1).json();
        assert_eq!(one, calibrated(&plan, 1..=70, 2).json());
        assert_eq!(one, calibrated(&plan, 1..=70, 8).json());
    }
}

#[test]
fn parts_add_up_to_the_whole_in_any_order_and_through_json() {
    let plan = plan("month_end_outage");
    let whole = calibrated(&plan, 1..=130, 2);
    let parts = [66..=130, 1..=1, 2..=65].map(|seeds| {
        let part = calibrated(&plan, seeds, 2).json();
        serde_json::from_str::<Calibration>(&part).expect("what was written can be read")
    });
    let merged = Calibration::merge(parts.to_vec()).expect("parts of one whole");
    assert_eq!(merged.json(), whole.json());
    assert_eq!(merged.seeds, [(1, 130)]);
}

#[test]
fn parts_that_do_not_belong_together_are_refused() {
    let (month_end, logo) = (plan("month_end_outage"), plan("old_logo"));
    let part = |plan, seeds| calibrated(plan, seeds, 1);
    assert_eq!(Calibration::merge(Vec::new()), Err(Unfit::Nothing));
    assert_eq!(Calibration::merge(vec![part(&month_end, 1..=2), part(&logo, 3..=4)]), Err(Unfit::Different));
    assert_eq!(Calibration::merge(vec![part(&month_end, 1..=3), part(&month_end, 3..=4)]), Err(Unfit::Twice(3)));
}

#[test]
fn the_counts_are_those_of_the_runs_played_one_by_one() {
    let plan = plan("month_end_outage");
    let calibration = calibrated(&plan, 5..=9, 2);
    assert_eq!(calibration.runs, 5 * everybody(&plan).len() as u64);
    let mut events = 0;
    for tally in &calibration.trainees {
        let mut totals: Vec<i64> = Vec::new();
        for seed in 5..=9 {
            let played = trainee::play(&tally.trainee, &plan, seed).expect("there is such a trainee");
            events += played.simulation.events_taken();
            totals.push(fold(&plan, played.simulation.events()).total);
        }
        let counted: Vec<i64> =
            tally.totals.iter().flat_map(|(total, count)| std::iter::repeat_n(*total, *count as usize)).collect();
        totals.sort_unstable();
        assert_eq!(counted, totals, "{}", tally.trainee);
        assert_eq!(tally.passed, totals.iter().filter(|total| **total >= 750).count() as u64, "{}", tally.trainee);
        assert_eq!(tally.endings.values().sum::<u64>(), 5, "{}", tally.trainee);
    }
    assert_eq!(calibration.events_total, events);
}

#[test]
fn stopping_early_leaves_a_whole_report_of_what_was_played() {
    let plan = plan("old_logo");
    let mut steps = 0;
    let stopped = calibrate(&plan, &["silent".to_owned()], 1..=10_000, |_| {
        steps += 1;
        steps < 2
    });
    let stopped = stopped.expect("there is such a trainee");
    let [(1, last)] = stopped.seeds[..] else { panic!("{:?}", stopped.seeds) };
    assert!(last < 10_000 && stopped.runs == last, "{last} {}", stopped.runs);
    assert_eq!(stopped.json(), calibrate(&plan, &["silent".to_owned()], 1..=last, |_| true).expect("the same").json());
}

#[test]
fn an_unknown_trainee_is_named() {
    let plan = plan("old_logo");
    let trainees = ["silent".to_owned(), "nobody".to_owned()];
    assert_eq!(calibrate(&plan, &trainees, 1..=1, |_| true), Err("nobody".to_owned()));
}

#[test]
fn the_last_chance_is_the_last_minute_at_which_the_book_still_passes() {
    let plan = plan("month_end_outage");
    let silent = trainee::play("silent", &plan, 1).expect("there is such a trainee");
    let minute = last_chance(&plan, &silent).expect("by_the_book passes from the start");
    let total = |minute: i64| {
        let taken = up_to(&plan, &silent, minute * 60).expect("its own commands are possible");
        let by_the_book = builtin::named("by_the_book").expect("there is such a trainee");
        fold(&plan, by_the_book.play_on(taken).simulation.events()).total
    };
    assert!(total(minute) >= 750 && total(minute + 1) < 750, "{} {}", total(minute), total(minute + 1));
    // The phone rings at minute 5; ten minutes later the written rule has been broken several times over.
    assert!((5..30).contains(&minute), "{minute}");
}

#[test]
fn each_weakness_has_its_effect_and_its_range() {
    for name in ["slow_to_notice=9", "forgets_a_channel=chat", "stops_after_the_first=2", "polite=0", "chatty=60"] {
        assert!(builtin::named(name).is_some(), "{name}");
    }
    for name in ["slow_to_notice=121", "forgets_a_channel=fax", "stops_after_the_first=0", "polite=-1", "chatty=", "="]
    {
        assert!(builtin::named(name).is_none(), "{name}");
    }
    let plan = plan("month_end_outage");
    let mean = |name: &str| {
        let played = (1..=40).map(|seed| trainee::play(name, &plan, seed).expect("there is such a trainee"));
        played.map(|played| fold(&plan, played.simulation.events()).total).sum::<i64>() / 40
    };
    let by_the_book = mean("by_the_book");
    for name in ["slow_to_notice", "forgets_a_channel", "stops_after_the_first", "polite", "chatty"] {
        assert!(mean(name) < by_the_book, "{name}: {} and {by_the_book}", mean(name));
    }
    assert!(mean("polite=20") < mean("polite") && mean("slow_to_notice=30") < mean("slow_to_notice"));
    // Without a weakness they are the book itself.
    assert_eq!([mean("polite=0"), mean("chatty=0"), mean("slow_to_notice=0")], [by_the_book; 3]);
}
