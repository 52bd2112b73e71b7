//! Load and check, side by side with a bare typed `ron::from_str` of the same bytes.
//!
//! `cargo bench --no-default-features --bench load` prints, for files of about 12 kB, 100 kB and 1 MB, the median time of
//! each in milliseconds and their ratio. The aim: at most three, and growing linearly.

use ron::extensions::Extensions;
use shikyu::scenario::checks::check;
use shikyu::scenario::library;
use shikyu::scenario::model::Scenario;
use std::fmt::Write;
use std::time::Instant;

/// A sound scenario of about so many bytes: the smallest one, with its items many times over.
fn scenario(bytes: usize) -> String {
    let smallest = library::built_in_file("smallest.ron").expect("the smallest scenario is embedded");
    let section = |name: &str, next: &str| {
        let (_, rest) = smallest.split_once(&format!("\n    {name}: [\n")).expect("the section is there");
        rest.split_once(&format!("\n    ],\n    {next}")).expect("the section ends").0.to_owned()
    };
    let sections =
        [("people", "facts"), ("facts", "systems"), ("systems", "conversations"), ("conversations", "endings")];
    let ids = [
        "customer_c",
        "leader",
        "no_file",
        "bank_closes",
        "job_stuck",
        "transfer",
        "payroll",
        "jobs",
        "run_again",
        "c_calls",
    ];
    let copies = (bytes / smallest.len()).max(1);
    let mut written = smallest.split_once("    people: [").expect("there are people").0.to_owned();
    for (name, next) in sections {
        writeln!(written, "    {name}: [").expect("a string takes everything");
        let items = section(name, next);
        for copy in 0..copies {
            let mut items = items.clone();
            for id in ids {
                items = items.replace(&format!("\"{id}\""), &format!("\"{id}_{copy}\""));
                items = items.replace(&format!("{{{id}}}"), &format!("{{{id}_{copy}}}"));
            }
            writeln!(written, "{items}").expect("a string takes everything");
        }
        written.push_str("    ],\n");
    }
    let (_, endings) = smallest.split_once("    endings: [").expect("there are endings");
    written + "    endings: [" + &endings.replace("\"transfer\"", "\"transfer_0\"")
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn main() {
    let options = ron::Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME)
        .with_default_extension(Extensions::UNWRAP_VARIANT_NEWTYPES);
    println!("{:>9}  {:>12}  {:>14}  {:>6}", "bytes", "ron ms", "load+check ms", "ratio");
    for bytes in [12_000, 100_000, 1_000_000] {
        let source = scenario(bytes);
        let rounds = (4_000_000 / source.len()).clamp(5, 200);
        let (mut bare, mut ours) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            let start = Instant::now();
            let read: Scenario = options.from_str(&source).expect("ron reads it");
            bare.push(start.elapsed().as_secs_f64() * 1e3);
            std::hint::black_box(read);
            let start = Instant::now();
            let checked = check("bench.ron", &source, None);
            ours.push(start.elapsed().as_secs_f64() * 1e3);
            assert!(checked.plan.is_some(), "{}", checked.report.human(shikyu::text::Language::En));
            assert!(checked.report.problems.is_empty(), "{}", checked.report.human(shikyu::text::Language::En));
        }
        let (bare, ours) = (median(bare), median(ours));
        println!("{:>9}  {bare:>12.3}  {ours:>14.3}  {:>6.2}", source.len(), ours / bare);
    }
}
