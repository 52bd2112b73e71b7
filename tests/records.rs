//! The contract of records: what was played replays to the byte, and nothing that was changed passes for a run.

use shikyu::record::{self, Header, Problem, Record};
use shikyu::scenario::{Folders, Plan, library};
use shikyu::text::Language;
use shikyu::trainee;
use std::path::Path;
use std::sync::Arc;

fn plan() -> Arc<Plan> {
    match library::find("old_logo", &Folders::below(Path::new("no such folder"))) {
        Ok(plan) => Arc::new(plan),
        Err(report) => panic!("{}", report.human(Language::En)),
    }
}

/// A record as bytes.
fn recorded(plan: &Arc<Plan>, name: &str, seed: u64) -> Vec<u8> {
    let Some(played) = trainee::play(name, plan, seed) else { panic!("no {name}") };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("run.shikyu");
    let header = Header::new(plan, seed, name, "headless", Language::Ja);
    record::write(&path, &header, &played.log, &played.simulation).expect("the record is written");
    std::fs::read(&path).expect("the record is read")
}

#[test]
fn a_record_verifies_and_replays_to_the_same_events() {
    let plan = plan();
    for name in ["as_it_happened", "proportionate", "call_everyone_good"] {
        let Some(played) = trainee::play(name, &plan, 3) else { panic!("no {name}") };
        let record = Record::parse(&recorded(&plan, name, 3)).expect("whole");
        let simulation = record.verify().expect("the same run");
        assert_eq!(simulation.events(), played.simulation.events(), "{name}");
    }
}

#[test]
fn a_journal_written_command_by_command_is_the_record_written_at_once() {
    let plan = plan();
    let Some(played) = trainee::play("proportionate", &plan, 5) else { panic!("no such trainee") };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("deep/er/run.shikyu");
    let header = Header::new(&plan, 5, "proportionate", "headless", Language::Ja);
    let mut journal = record::Journal::create(&path, &header).expect("begun");
    for (at, command) in &played.log {
        journal.command(&plan, *at, command).expect("written");
    }
    journal.end(&played.simulation).expect("ended");
    assert_eq!(std::fs::read(&path).expect("read"), recorded(&plan, "proportionate", 5));
    assert!(record::Journal::create(&path, &header).is_err(), "an existing record is not overwritten");
}

#[test]
fn no_flipped_bit_passes_for_a_run() {
    let plan = plan();
    let whole = recorded(&plan, "proportionate", 1);
    // Every bit of what follows the scenario's text, and one bit in each of its bytes.
    let header_end = whole.iter().position(|byte| *byte == b'\n').expect("a header");
    let flips = (0..header_end)
        .map(|byte| (byte, byte % 8))
        .chain((header_end..whole.len()).flat_map(|byte| (0..8).map(move |bit| (byte, bit))));
    let mut flipped = 0;
    for (byte, bit) in flips {
        let mut changed = whole.clone();
        changed[byte] ^= 1 << bit;
        flipped += 1;
        let passed = Record::parse(&changed).and_then(|record| record.verify()).is_ok();
        assert!(!passed, "bit {bit} of byte {byte} was flipped, and the record still verifies");
    }
    assert!(flipped > 10_000, "only {flipped} bits were flipped");
}

#[test]
fn a_torn_record_keeps_its_whole_lines_and_does_not_verify() {
    let plan = plan();
    let whole = recorded(&plan, "proportionate", 1);
    let lines: Vec<usize> =
        whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(index, _)| index + 1).collect();
    let all = Record::parse(&whole).expect("whole").commands;
    for cut in lines[0]..whole.len() {
        let record = Record::parse(&whole[..cut]).unwrap_or_else(|problem| panic!("cut at {cut}: {problem:?}"));
        let kept = lines.iter().filter(|end| **end <= cut).count() - 1;
        assert_eq!(record.commands, all[..kept.min(all.len())], "cut at {cut}");
        assert!(matches!(record.verify(), Err(Problem::NotWhole)), "cut at {cut}");
    }
}

#[test]
fn a_line_left_out_or_moved_is_refused() {
    let plan = plan();
    let whole = recorded(&plan, "proportionate", 1);
    let lines: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
    for out in 1..lines.len() - 1 {
        let without: Vec<u8> =
            lines.iter().enumerate().filter(|(line, _)| *line != out).flat_map(|(_, line)| line.to_vec()).collect();
        assert!(Record::parse(&without).is_err(), "line {out} left out");
        let mut moved = lines.clone();
        moved.swap(out, out + 1);
        assert!(Record::parse(&moved.concat()).is_err(), "line {out} moved");
    }
}
