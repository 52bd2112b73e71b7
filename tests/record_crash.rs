//! The contract of a record that is being written: whatever happens to the program, the machine or the disk, nothing that
//! was synced is lost, what is left is the beginning of the same run, and it can be gone on with.

use shikyu::record::{Disk, Header, Journal, Note, Problem, Record, Taken};
use shikyu::scenario::{Folders, Plan, library};
use shikyu::sim::luck::draw;
use shikyu::text::Language;
use shikyu::trainee::{self, Played};
use std::io::{BufRead, BufReader, Error, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

fn plan() -> Arc<Plan> {
    match library::find("old_logo", &Folders::below(Path::new("no such folder"))) {
        Ok(plan) => Arc::new(plan),
        Err(report) => panic!("{}", report.human(Language::En)),
    }
}

fn played(plan: &Arc<Plan>, seed: u64) -> Played {
    trainee::play("call_everyone_good", plan, seed).expect("there is such a trainee")
}

fn header(plan: &Plan, seed: u64) -> Header {
    Header::new(plan, seed, "you", "standard", Language::Ja).in_mode("practice")
}

/// A disk whose every state is kept: what is safe, and what a crash may or may not have left.
#[derive(Clone, Default)]
struct Watched(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    written: Vec<u8>,
    synced: usize,
    /// Fails from this operation on.
    fails_at: Option<usize>,
    operations: usize,
    /// What stood on the disk after each operation: all that was written, and how much of it was safe.
    states: Vec<(usize, usize)>,
}

impl Watched {
    fn operation(&self, does: impl FnOnce(&mut State)) -> std::io::Result<()> {
        let mut state = self.0.lock().expect("nobody panics with it");
        state.operations += 1;
        if state.fails_at.is_some_and(|at| state.operations >= at) {
            return Err(Error::other("no space left on the device"));
        }
        does(&mut state);
        let now = (state.written.len(), state.synced);
        state.states.push(now);
        Ok(())
    }
}

impl Disk for Watched {
    fn append(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.operation(|state| state.written.extend(bytes))
    }

    fn sync(&mut self) -> std::io::Result<()> {
        self.operation(|state| state.synced = state.written.len())
    }
}

/// Writes a run as the window does, as far as the disk lets it.
fn write(disk: &Watched, plan: &Arc<Plan>, seed: u64) -> std::io::Result<()> {
    let run = played(plan, seed);
    let mut journal = Journal::on(Box::new(disk.clone()), &header(plan, seed))?;
    for (number, (at, command)) in run.log.iter().enumerate() {
        journal.command(plan, *at, command)?;
        if number % 5 == 4 {
            journal.note(*at, Note::Reached)?;
        }
    }
    journal.end(&run.simulation)
}

/// How many whole lines the bytes hold after the first.
fn lines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count().saturating_sub(1)
}

fn held(record: &Record) -> usize {
    record.commands.len() + record.notes.len() + usize::from(record.end.is_some())
}

#[test]
fn a_crash_at_any_moment_leaves_at_least_what_was_synced() {
    let plan = plan();
    let mut states = 0;
    for seed in 1..=6 {
        let disk = Watched::default();
        write(&disk, &plan, seed).expect("this disk does not fail");
        let state = disk.0.lock().expect("nobody panics with it");
        let first_line = state.written.iter().position(|byte| *byte == b'\n').expect("a header") + 1;
        let whole = Record::parse(&state.written).expect("the whole record holds");
        for (written, synced) in state.states.iter().filter(|(_, synced)| *synced >= first_line) {
            // Of what was not synced, any beginning may have reached the disk.
            for end in *synced..=*written {
                let left = &state.written[..end];
                let record = Record::parse(left).unwrap_or_else(|problem| panic!("seed {seed}, {end}: {problem:?}"));
                assert_eq!(held(&record), lines(left), "seed {seed}, {end} bytes");
                assert!(held(&record) >= lines(&state.written[..*synced]), "seed {seed}: something synced is lost");
                assert_eq!(record.commands[..], whole.commands[..record.commands.len()], "the same run");
                states += 1;
            }
        }
    }
    assert!(states >= 10_000, "{states} states");
}

#[test]
fn a_disk_that_fails_is_told_and_nothing_is_written_after_it() {
    let plan = plan();
    for fails_at in 1..40 {
        let disk = Watched::default();
        disk.0.lock().expect("nobody panics with it").fails_at = Some(fails_at);
        let error = write(&disk, &plan, 3).expect_err("the disk fails");
        assert!(error.to_string().contains("no space left"), "{error}");
        let state = disk.0.lock().expect("nobody panics with it");
        assert!(state.operations <= fails_at, "it went on writing");
        if fails_at > 2 {
            let record = Record::parse(&state.written[..state.synced]).expect("what was synced holds");
            assert_eq!(held(&record), lines(&state.written[..state.synced]));
        }
    }
}

#[test]
fn a_torn_tail_is_kept_aside_and_the_run_goes_on() {
    let plan = plan();
    let run = played(&plan, 2);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let disk = Watched::default();
    write(&disk, &plan, 2).expect("this disk does not fail");
    let whole = disk.0.lock().expect("nobody panics with it").written.clone();
    let ends: Vec<usize> = whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1).collect();
    for (number, torn) in [(3, 0), (7, 1), (11, 20)] {
        let path = folder.path().join(format!("{number}.shikyu"));
        std::fs::write(&path, &whole[..ends[number] + torn]).expect("written");
        let Taken { mut journal, record } = Journal::take_up(&path).expect("it can be taken up");
        assert_eq!(record.torn, torn);
        assert!(matches!(Journal::take_up(&path), Err(Problem::InUse)), "two windows do not write one run");
        let aside = folder.path().join(format!("{number}.shikyu.torn"));
        let kept = std::fs::read(&aside).unwrap_or_default();
        assert_eq!(kept, &whole[ends[number]..ends[number] + torn], "the torn tail is kept aside");
        for (at, command) in &run.log[record.commands.len()..] {
            journal.command(&plan, *at, command).expect("written");
        }
        journal.end(&run.simulation).expect("written");
        drop(journal);
        let again = Record::read(&path).expect("it holds").verify().expect("the same run");
        assert_eq!(again.events(), run.simulation.events());
        assert!(matches!(Journal::take_up(&path), Err(Problem::Finished)), "a run that is over is not gone on with");
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_a_sentence_and_no_panic() {
    let plan = plan();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let in_the_way = folder.path().join("runs");
    std::fs::write(&in_the_way, "a file where the folder should be").expect("written");
    assert!(Journal::create(&in_the_way.join("run.shikyu"), &header(&plan, 1)).is_err());
}

/// What this variable names is written by a process that will be killed.
const WRITES: &str = "SHIKYU_TEST_WRITES";

/// Not a test of its own: what is run by the one below, and killed.
#[test]
fn somebody_who_will_be_killed() {
    let Some(path) = std::env::var_os(WRITES) else { return };
    let plan = plan();
    let run = played(&plan, 4);
    let mut journal = Journal::create(Path::new(&path), &header(&plan, 4)).expect("begun");
    for (number, (at, command)) in run.log.iter().cycle().enumerate() {
        journal.command(&plan, *at, command).expect("written");
        // Only what is on the disk is said to be.
        writeln!(std::io::stderr(), "synced {}", number + 1).expect("said");
    }
}

fn kills(times: u64) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut whole = 0;
    for round in 0..times {
        let path = folder.path().join(format!("{round}.shikyu"));
        let mut child = Command::new(std::env::current_exe().expect("this test"))
            .args(["somebody_who_will_be_killed", "--exact", "--nocapture"])
            .env(WRITES, &path)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let said = BufReader::new(child.stderr.take().expect("it is piped"));
        let reader = std::thread::spawn(move || {
            let counts = said.lines().map_while(Result::ok);
            counts.filter_map(|line| line.strip_prefix("synced ")?.parse::<usize>().ok()).last().unwrap_or(0)
        });
        std::thread::sleep(Duration::from_millis(draw(round, "kill", 20, 60) as u64));
        child.kill().expect("it is killed");
        child.wait().expect("it is dead");
        let synced = reader.join().expect("it was listened to");
        if synced == 0 {
            continue;
        }
        whole += 1;
        let record = Record::read(&path).unwrap_or_else(|problem| panic!("round {round}: {problem:?}"));
        assert!(record.commands.len() >= synced, "round {round}: {} of {synced}", record.commands.len());
        std::fs::remove_file(&path).expect("removed");
    }
    assert!(whole * 2 > times, "only {whole} of {times} had written anything");
}

#[test]
fn whoever_is_killed_has_lost_nothing_that_was_synced() {
    kills(25);
}

/// At length: `cargo test --release --no-default-features --test record_crash -- --ignored`.
#[test]
#[ignore = "takes a minute"]
fn a_thousand_kills_lose_nothing_that_was_synced() {
    kills(1_000);
}

/// At length, as above.
#[test]
#[ignore = "takes minutes"]
fn a_million_flipped_bits_never_give_another_score() {
    let mut flips = 0;
    for seed in 1..=20 {
        let plan = plan();
        let disk = Watched::default();
        write(&disk, &plan, seed).expect("this disk does not fail");
        let whole = disk.0.lock().expect("nobody panics with it").written.clone();
        for number in 0..50_000_u64 {
            let bit = draw(seed * 1_000_000 + number, "bit", 0, whole.len() as i64 * 8 - 1) as usize;
            let mut flipped = whole.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let verified = Record::parse(&flipped).ok().and_then(|record| record.verify().ok());
            assert!(verified.is_none(), "seed {seed}, bit {bit}");
            flips += 1;
        }
    }
    assert_eq!(flips, 1_000_000);
}
