//! The contract of what-if: the day as it happened would have gone otherwise with one call more, and nothing that is
//! claimed is made up: each is a run of the same engine under the same luck.

use shikyu::debrief::what_if::{Change, DAYS, Facts, day_with, what_ifs};
use shikyu::scenario::{Folders, Plan, library};
use shikyu::time::MINUTE;
use shikyu::trainee::Trainee;
use std::sync::Arc;

fn plan(id: &str) -> Arc<Plan> {
    let nowhere = Folders::below(std::path::Path::new("no such folder"));
    match library::find(id, &nowhere) {
        Ok(plan) => Arc::new(plan),
        Err(report) => panic!("{}", report.human(shikyu::text::Language::En)),
    }
}

fn trainee(plan: &Arc<Plan>, name: &str) -> Trainee {
    Trainee::named(name, plan).expect("there is such a trainee")
}

#[test]
fn one_call_more_in_the_first_minutes_would_have_saved_the_month_end() {
    let plan = plan("month_end_outage");
    let as_it_happened = trainee(&plan, "as_it_happened");
    for seed in 1..=30 {
        let played = as_it_happened.play(&plan, seed);
        let run = Facts::of(&played.simulation);
        let found = what_ifs(&plan, seed, &played.log, 10);
        let first = found.first().unwrap_or_else(|| panic!("seed {seed}: nothing"));
        // The phone rang at 11:50, five minutes into the day.
        let Change::Call(who) = first.change else { panic!("seed {seed}: {first:?}") };
        let id = plan.person(who).id.as_str();
        assert!(["manager", "senior_b", "senior_c"].contains(&id), "seed {seed}: {id}");
        assert!(first.at <= 5 * MINUTE + 15 * MINUTE, "seed {seed}: {first:?}");
        assert!(first.here.restored.is_some_and(|time| time <= 5 * MINUTE + 60 * MINUTE), "seed {seed}: {first:?}");
        assert_eq!(first.here.chased, 0, "seed {seed}: {first:?}");
        let ending = first.here.ending.map(|ending| plan.endings[ending.index()].id.as_str());
        assert_ne!(ending, Some("apology_visit"), "seed {seed}: {first:?}");
        assert!(first.here.total > run.total + 200, "seed {seed}: {run:?} {first:?}");
    }
}

#[test]
fn each_decision_stands_once_and_the_weightiest_first() {
    let plan = plan("month_end_outage");
    for name in ["as_it_happened", "one_mail", "polite_serial", "silent", "lone_fixer", "by_the_book"] {
        let played = trainee(&plan, name).play(&plan, 5);
        let run = Facts::of(&played.simulation);
        let found = what_ifs(&plan, 5, &played.log, 5);
        for (place, one) in found.iter().enumerate() {
            let day = day_with(&plan, 5, &played.log, one).unwrap_or_else(|| panic!("{name}: no day with {one:?}"));
            assert_eq!(Facts::of(&day), one.here, "{name}: the day that is shown is the one that is told of");
            let before = |event: &&shikyu::sim::Event| event.t < one.at;
            let (shown, played) = (day.events().iter(), played.simulation.events().iter());
            assert!(shown.filter(before).eq(played.filter(before)), "{name}: up to {} it is the same day", one.at);
            assert!(!found[..place].iter().any(|other| other.change == one.change), "{name}");
            assert!(one.here.total > run.total, "{name}: {one:?}");
        }
        let weight = |place: usize| found[place].here.total + found[place].elsewhere.1;
        assert!((1..found.len()).all(|place| weight(place) <= weight(place - 1)), "{name}: {found:?}");
        // Somebody who lets an hour go by could have done better; whoever did it all right, hardly.
        assert_eq!(name != "by_the_book", found.first().is_some_and(|one| one.here.total > run.total + 30), "{name}");
    }
}

#[test]
fn the_same_question_gets_the_same_answer_on_any_number_of_threads() {
    let plan = plan("one_key");
    let played = trainee(&plan, "as_it_happened").play(&plan, 3);
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads");
        pool.install(|| what_ifs(&plan, 3, &played.log, DAYS))
    };
    let one = with(1);
    assert!(!one.is_empty());
    assert_eq!(one, with(4));
}

#[test]
fn two_runs_lie_side_by_side() {
    use shikyu::debrief::Ghost;
    let plan = plan("month_end_outage");
    let of = |name: &str, seed: u64| Ghost::of(name, &trainee(&plan, name).play(&plan, seed).simulation);
    let (happened, book, other_day) = (of("as_it_happened", 1), of("by_the_book", 1), of("by_the_book", 2));
    assert_eq!(happened.moments.acknowledged, book.moments.acknowledged);
    assert!(happened.moments.first_told > book.moments.first_told);
    assert!(happened.moments.restored > book.moments.restored);
    assert!(happened.moments.chases > book.moments.chases);
    assert!(happened.score.total < book.score.total);
    // A role that was never engaged has no moment.
    assert!(happened.moments.engaged.iter().any(|(_, time)| time.is_none()));
    assert!(book.moments.engaged.iter().all(|(_, time)| time.is_some()));
    assert_ne!(book.moments, other_day.moments);
}
