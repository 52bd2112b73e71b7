//! The contract of the library: on every shipped scenario the rubric puts the ways of acting in their order, and nothing is
//! won by silence or by calling everybody. Means over seeds 1..=100, in tenths of a point.

use shikyu::scenario::plan::Severity;
use shikyu::scenario::{Folders, Plan, library};
use shikyu::score::fold;
use shikyu::text::Language;
use shikyu::trainee;
use std::path::Path;
use std::sync::Arc;

const SEEDS: i64 = 100;

fn shipped() -> Vec<Arc<Plan>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let files = std::fs::read_dir(folder).expect("the scenarios").map(|file| file.expect("an entry").path());
    let mut ids: Vec<String> = files.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
    ids.sort();
    let nowhere = Folders::below(Path::new("no such folder"));
    let plan = |id: &String| match library::find(id, &nowhere) {
        Ok(plan) => Arc::new(plan),
        Err(report) => panic!("{}", report.human(Language::En)),
    };
    ids.iter().map(plan).collect()
}

fn mean(plan: &Arc<Plan>, name: &str) -> i64 {
    let total = |seed: i64| {
        let played = trainee::play(name, plan, seed as u64).unwrap_or_else(|| panic!("no trainee {name}"));
        fold(plan, played.simulation.events()).total
    };
    (1..=SEEDS).map(total).sum::<i64>() / SEEDS
}

#[test]
fn on_every_scenario_the_ways_of_acting_stand_in_their_order() {
    let plans = shipped();
    assert!(plans.len() >= 11, "{}", plans.len());
    let (mut by_the_book, mut everybody) = (0, 0);
    for plan in &plans {
        let of = |name: &str| mean(plan, name);
        let before = |worse: &str, better: &str| {
            let (low, high) = (of(worse), of(better));
            assert!(low < high, "{}: {worse} has {low}, {better} {high}", plan.id);
        };
        assert!(of("silent") < 200, "{}: points for silence", plan.id);
        before("silent", "as_it_happened");
        before("call_everyone_good", "by_the_book");
        before("manager_only", "by_the_book");
        by_the_book += of("by_the_book");
        everybody += of("call_everyone_good");
        if plan.severity == Severity::P4 {
            assert!(of("proportionate") >= 900, "{}: {}", plan.id, of("proportionate"));
            assert!(of("call_everyone_good") < 600, "{}: {}", plan.id, of("call_everyone_good"));
            continue;
        }
        before("as_it_happened", "polite_serial");
        before("polite_serial", "by_the_book");
        before("mail_blast", "polite_serial");
        before("call_everyone_empty", "polite_serial");
        assert!(of("by_the_book") >= 850, "{}: {}", plan.id, of("by_the_book"));
    }
    // Over the pack, who calls everybody well loses clearly to who goes by the book.
    let (by_the_book, everybody) = (by_the_book / plans.len() as i64, everybody / plans.len() as i64);
    println!("over the pack: by_the_book {by_the_book}, call_everyone_good {everybody}");
    assert!(everybody + 100 < by_the_book, "by_the_book {by_the_book}, call_everyone_good {everybody}");
}
