//! The contract of what is kept of somebody: it can be listed, copied out whole and deleted in one step, nothing else is
//! touched, days are those of the person, and windows that write at the same time do not get in each other's way.

use serde_json::Value;
use shikyu::debrief::plans::{self, Intention};
use shikyu::record::keeping::{self, Holdings, Trouble};
use shikyu::record::store::{self, Keeper};
use shikyu::record::{self, Header, Journal, Note, Record, TEMPORARY};
use shikyu::scenario::{Folders, Plan, library};
use shikyu::text::Language;
use shikyu::trainee::{self, Played};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

/// Nine hours ahead of UTC, written so that no data on zones is needed.
const TOKYO: &str = "JST-9";

fn shikyu_in(zone: &str, home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shikyu"))
        .args(arguments)
        .env("SHIKYU_HOME", home)
        .env("TZ", zone)
        .current_dir(home.parent().expect("a folder above"))
        .output()
        .expect("the program runs")
}

fn shikyu(home: &Path, arguments: &[&str]) -> Output {
    shikyu_in(TOKYO, home, arguments)
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn plan() -> Arc<Plan> {
    match library::find("old_logo", &Folders::below(Path::new("no such folder"))) {
        Ok(plan) => Arc::new(plan),
        Err(report) => panic!("{}", report.human(Language::En)),
    }
}

fn played(plan: &Arc<Plan>, seed: u64) -> Played {
    trainee::play("proportionate", plan, seed).expect("there is such a trainee")
}

fn header(plan: &Plan, seed: u64) -> Header {
    Header::new(plan, seed, "you", "standard", Language::Ja).in_mode("practice")
}

/// Puts a finished run into a history.
fn keep(home: &Path, begun: &str, seed: u64) -> PathBuf {
    let plan = plan();
    let run = played(&plan, seed);
    std::fs::create_dir_all(home.join("runs")).expect("made");
    let path = home.join(format!("runs/{begun}-old_logo-{seed}.shikyu"));
    record::write(&path, &header(&plan, seed), &run.log, &run.simulation).expect("written");
    path
}

/// A history with something of each kind in it, and things that are not the program's.
fn history(home: &Path) {
    keep(home, "20261130T115000Z", 1);
    let whole = std::fs::read(keep(home, "20261130T233000Z", 2)).expect("read");
    let write = |name: &str, bytes: &[u8]| {
        let path = home.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder above")).expect("made");
        std::fs::write(path, bytes).expect("written");
    };
    write("runs/20261201T000000Z-old_logo-3.shikyu", &whole[..whole.len() - 200]);
    write("runs/20261201T000000Z-old_logo-3.shikyu.torn", &whole[whole.len() - 20..]);
    write(&format!("runs/{TEMPORARY}a1B2c3"), b"half a file");
    write(&format!("{TEMPORARY}d4E5f6"), b"half of the settings");
    write("settings.ron", b"(dark: true)\n");
    let plan = Intention::today("old_logo", 2, "it rings", "ask by when").expect("both parts are there");
    plans::keep(&home.join("plans.jsonl"), &plan).expect("kept");
    write("scenarios/mine.ron", b"(id: \"mine\")");
    write("scenarios/settings.ron", b"a scenario that is called so");
    write("notes.txt", b"my own");
    write("runs/notes.txt", b"my own");
    write("runs/of last year/20251130T115000Z-old_logo-1.shikyu", b"put away by its owner");
}

/// What the program wrote of it.
const OURS: [&str; 8] = [
    "plans.jsonl",
    "settings.ron",
    ".shikyu-d4E5f6",
    "runs/.shikyu-a1B2c3",
    "runs/20261130T115000Z-old_logo-1.shikyu",
    "runs/20261130T233000Z-old_logo-2.shikyu",
    "runs/20261201T000000Z-old_logo-3.shikyu",
    "runs/20261201T000000Z-old_logo-3.shikyu.torn",
];

/// Every file below a folder, by name, with what it holds.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).expect("read") {
            let path = entry.expect("read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below it").to_string_lossy().replace('\\', "/");
                found.insert(name, std::fs::read(&path).expect("read"));
            }
        }
    }
    found
}

fn home() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let home = folder.path().join("shikyu");
    std::fs::create_dir(&home).expect("made");
    (folder, home)
}

#[test]
fn the_list_tells_runs_scores_and_what_is_due_in_the_days_of_the_person() {
    let (_folder, home) = home();
    history(&home);
    let list = json(&shikyu(&home, &["history", "list", "--format", "json"]));
    let runs = list["runs"].as_array().expect("runs");
    let begun: Vec<_> = runs.iter().map(|run| run["begun"].as_str().expect("a moment")).collect();
    assert_eq!(begun, ["2026-12-01T08:30:00+09:00", "2026-11-30T20:50:00+09:00"], "the newest first");
    assert_eq!((&runs[0]["scenario"], &runs[0]["seed"]), (&"old_logo".into(), &2.into()));
    assert!(runs.iter().all(|run| run["total"].is_number()), "{list}");
    // Two days in Tokyo: a week after the second. In UTC it was one, and the next day would be the one.
    assert_eq!(list["scenarios"][0]["due"], "2026-12-08");
    let utc = json(&shikyu_in("UTC0", &home, &["history", "list", "--format", "json"]));
    assert_eq!(utc["scenarios"][0]["due"], "2026-12-01");
    assert_eq!(list["unfinished"][0], "20261201T000000Z-old_logo-3.shikyu");
    assert_eq!(list["plans"][0]["will"], "ask by when");

    for (language, words) in [("ja", "「it rings」のとき"), ("en", "When it rings, I will ask by when.")] {
        let shown = printed(&shikyu(&home, &["history", "list", "--lang", language]));
        for part in ["2026-12-01 08:30", "2026-11-30 20:50", "old_logo", "2026-12-08", words] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
    }
}

#[test]
fn an_empty_history_is_listed_and_there_is_nothing_to_export_or_delete() {
    let (_folder, home) = home();
    assert!(shikyu(&home, &["history", "list"]).status.success());
    let export = shikyu(&home, &["history", "export", "copy", "--lang", "en"]);
    assert_eq!(export.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&export.stderr).contains("Nothing is kept"), "{export:?}");
    assert!(shikyu(&home, &["history", "delete"]).status.success());
    assert!(shikyu(&home, &["history", "delete", "--yes"]).status.success());
}

#[test]
fn an_export_holds_every_byte_that_was_kept_and_says_what_it_comes_to() {
    let (folder, home) = home();
    history(&home);
    let before = files(&home);
    let export = shikyu(&home, &["history", "export", "copy", "--lang", "en"]);
    assert!(export.status.success(), "{export:?}");
    let mut copy = files(&folder.path().join("copy"));
    let summary = copy.remove(keeping::SUMMARY).expect("a summary");
    let ours: BTreeMap<String, Vec<u8>> =
        before.iter().filter(|(name, _)| OURS.contains(&name.as_str())).map(|(n, b)| (n.clone(), b.clone())).collect();
    assert_eq!(ours.len(), OURS.len());
    assert_eq!(copy, ours);
    let summary: Value = serde_json::from_slice(&summary).expect("it is JSON");
    assert_eq!(summary["runs"].as_array().map(Vec::len), Some(2));
    assert_eq!(summary["scenarios"][0]["due"], "2026-12-08");
    let shown = printed(&export);
    assert!(shown.contains("runs: 3") && shown.contains("files in all: 8"), "{shown}");
    assert!(shown.contains("notes.txt") && shown.contains("scenarios"), "what is not in it is named: {shown}");
    assert_eq!(files(&home), before, "nothing of it was touched");
    assert_eq!(std::fs::read_dir(folder.path()).expect("read").count(), 2, "nothing half done lies about");
    let verified = shikyu(&home, &["verify", "copy/runs/20261130T115000Z-old_logo-1.shikyu"]);
    assert!(verified.status.success(), "{verified:?}");
}

#[test]
fn an_export_overwrites_nothing() {
    let (folder, home) = home();
    history(&home);
    let taken = folder.path().join("taken");
    std::fs::write(&taken, "here first").expect("written");
    std::fs::create_dir(folder.path().join("empty")).expect("made");
    for name in ["taken", "empty", "shikyu"] {
        for (language, words) in [("ja", "上書き"), ("en", "not overwritten")] {
            let export = shikyu(&home, &["history", "export", name, "--lang", language]);
            assert_eq!(export.status.code(), Some(1), "{export:?}");
            assert!(String::from_utf8_lossy(&export.stderr).contains(words), "{export:?}");
        }
    }
    assert_eq!(std::fs::read_to_string(&taken).expect("read"), "here first");
    let day = "2026-11-30".parse().expect("a day");
    let first = keeping::dated(folder.path(), day);
    assert_eq!(first, folder.path().join("shikyu-history-2026-11-30"));
    std::fs::create_dir(&first).expect("made");
    assert_eq!(keeping::dated(folder.path(), day), folder.path().join("shikyu-history-2026-11-30-2"));
}

#[test]
fn an_export_that_is_stopped_leaves_nothing_behind() {
    let (folder, home) = home();
    history(&home);
    let folders = Folders::below(&home);
    let to = folder.path().join("copy");
    // Eight files to copy, and the three runs among them to simulate again.
    for after in 0..11 {
        let exported = keeping::export(&folders, &to, &jiff::tz::TimeZone::UTC, |done, _| done < after);
        assert_eq!(exported, Err(Trouble::Stopped), "after {after} steps");
        assert_eq!(std::fs::read_dir(folder.path()).expect("read").count(), 1, "after {after} steps");
    }
    let mut most = 0;
    let steps = std::sync::Mutex::new(Vec::new());
    let exported = keeping::export(&folders, &to, &jiff::tz::TimeZone::UTC, |done, of| {
        steps.lock().expect("nobody panics with it").push((done, of));
        true
    });
    assert_eq!(exported.map(|exported| (exported.runs, exported.files)), Ok((3, 8)));
    for (done, of) in steps.into_inner().expect("nobody panics with it") {
        assert!(of == 11 && done <= of, "{done} of {of}");
        most = most.max(done);
    }
    assert_eq!(most, 11);
}

#[test]
fn delete_asks_first_and_then_deletes_what_the_program_wrote_and_nothing_else() {
    let (_folder, home) = home();
    history(&home);
    let before = files(&home);
    for (language, words) in [("ja", "まだ何も消していません"), ("en", "Nothing has been deleted yet")] {
        let asked = shikyu(&home, &["history", "delete", "--lang", language]);
        assert_eq!(asked.status.code(), Some(1), "what was asked for was not done");
        let shown = printed(&asked);
        assert!(shown.contains(words) && shown.contains("history delete --yes"), "{shown}");
        assert!(shown.contains(&home.display().to_string()), "where they are: {shown}");
        assert!(OURS.iter().all(|name| shown.contains(&name.replace('/', std::path::MAIN_SEPARATOR_STR))), "{shown}");
    }
    let asked = json(&shikyu(&home, &["history", "delete", "--format", "json"]));
    assert_eq!((&asked["deleted"], &asked["runs"], &asked["files"]), (&false.into(), &3.into(), &8.into()));
    assert_eq!(files(&home), before, "nothing was deleted");

    let deleted = shikyu(&home, &["history", "delete", "--yes", "--lang", "en"]);
    assert!(deleted.status.success(), "{deleted:?}");
    let shown = printed(&deleted);
    assert!(shown.contains("runs: 3") && shown.contains("files in all: 8"), "{shown}");
    assert!(shown.contains("notes.txt") && shown.contains("scenarios"), "what was left is named: {shown}");
    let left: Vec<String> = files(&home).into_keys().collect();
    assert_eq!(
        left,
        [
            "notes.txt",
            "runs/notes.txt",
            "runs/of last year/20251130T115000Z-old_logo-1.shikyu",
            "scenarios/mine.ron",
            "scenarios/settings.ron",
        ]
    );
    assert!(shikyu(&home, &["history", "delete"]).status.success(), "there is nothing any more");
}

#[test]
fn an_empty_folder_of_runs_goes_with_them() {
    let (_folder, home) = home();
    keep(&home, "20261130T115000Z", 1);
    let deleted = keeping::delete(&Folders::below(&home)).expect("deleted");
    assert_eq!((deleted.runs, deleted.files, deleted.left), (1, 1, vec![]));
    assert_eq!(std::fs::read_dir(&home).expect("read").count(), 0);
}

#[test]
fn a_run_that_is_being_played_is_left_and_goes_on() {
    let (_folder, home) = home();
    history(&home);
    let plan = plan();
    let run = played(&plan, 5);
    let path = home.join("runs/20261201T010000Z-old_logo-5.shikyu");
    let mut journal = Journal::create(&path, &header(&plan, 5)).expect("begun");
    journal.note(0, Note::Reached).expect("written");
    let deleted = shikyu(&home, &["history", "delete", "--yes", "--lang", "en"]);
    assert_eq!(deleted.status.code(), Some(1), "not everything was deleted: {deleted:?}");
    assert!(printed(&deleted).contains("being played in another window"), "{deleted:?}");
    let holdings = Holdings::of(&Folders::below(&home)).expect("read");
    assert_eq!(holdings.items.iter().map(|item| &item.path).collect::<Vec<_>>(), [&path]);
    for (at, command) in &run.log {
        journal.command(&plan, *at, command).expect("written");
    }
    journal.end(&run.simulation).expect("written");
    drop(journal);
    Record::read(&path).expect("it holds").verify().expect("the same run");
    assert!(shikyu(&home, &["history", "delete", "--yes"]).status.success(), "it is over now");
    assert!(!path.exists());
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let (folder, home) = home();
    let elsewhere = folder.path().join("elsewhere");
    std::fs::create_dir(&elsewhere).expect("made");
    std::fs::write(elsewhere.join("20261130T115000Z-old_logo-1.shikyu"), "not of this folder").expect("written");
    symlink(&elsewhere, home.join("runs")).expect("linked");
    symlink(elsewhere.join("20261130T115000Z-old_logo-1.shikyu"), home.join("settings.ron")).expect("linked");
    let holdings = Holdings::of(&Folders::below(&home)).expect("read");
    assert!(holdings.items.is_empty(), "{holdings:?}");
    assert!(holdings.left.iter().all(|left| left.why == keeping::Why::Link), "{holdings:?}");
    assert!(shikyu(&home, &["history", "delete", "--yes"]).status.success());
    assert_eq!(files(&elsewhere).len(), 1, "what a link leads to is left");
    assert_eq!(std::fs::read_dir(&home).expect("read").count(), 2, "and so are the links");
}

/// What this variable names is the history that several processes write at the same time.
const PLAYS: &str = "SHIKYU_TEST_PLAYS";
/// Processes, the threads of each, and the runs each thread keeps.
const PROCESSES: usize = 3;
const THREADS: usize = 2;
const RUNS: usize = 8;

/// Not a test of its own: what is run by the one below, several times at once.
#[test]
fn somebody_who_plays_beside_others() {
    let Some(home) = std::env::var_os(PLAYS).map(PathBuf::from) else { return };
    let plan = plan();
    let run = played(&plan, 4);
    // The same day and the same luck, so that the names of their files are the same in every second.
    let play = || {
        for number in 0..RUNS {
            let mut keeper = Keeper::begin(&Folders::below(&home), &plan, header(&plan, 4));
            for (at, command) in &run.log {
                keeper.command(*at, command.clone());
            }
            keeper.end(&run.simulation);
            assert_eq!(keeper.failed(), None);
            let intention = Intention::today("old_logo", number as u64, "it rings", "ask by when");
            plans::keep(&home.join("plans.jsonl"), &intention.expect("both parts are there")).expect("kept");
        }
    };
    std::thread::scope(|scope| (0..THREADS).for_each(|_| drop(scope.spawn(play))));
}

#[test]
fn windows_that_write_one_history_at_the_same_time_keep_every_run_whole() {
    let (_folder, home) = home();
    let start = || {
        Command::new(std::env::current_exe().expect("this test"))
            .args(["somebody_who_plays_beside_others", "--exact"])
            .env(PLAYS, &home)
            .output()
    };
    let outputs: Vec<_> = std::thread::scope(|scope| {
        let started: Vec<_> = (0..PROCESSES).map(|_| scope.spawn(start)).collect();
        started.into_iter().map(|thread| thread.join().expect("it ends")).collect()
    });
    for output in outputs {
        let output = output.expect("it starts");
        assert!(output.status.success(), "{output:?}");
    }
    let all = PROCESSES * THREADS * RUNS;
    let expected = played(&plan(), 4).simulation;
    let kept = store::list(&home.join("runs"));
    assert_eq!(kept.len(), all, "each has a file of its own");
    for run in &kept {
        let record = run.record.as_ref().unwrap_or_else(|problem| panic!("{}: {problem:?}", run.path.display()));
        let verified = record.verify().unwrap_or_else(|problem| panic!("{}: {problem:?}", run.path.display()));
        assert_eq!(verified.events(), expected.events());
        assert!(store::begun_at(&run.path).is_some(), "{}", run.path.display());
    }
    assert_eq!(std::fs::read_dir(home.join("runs")).expect("read").count(), all, "and nothing else lies there");
    assert_eq!(plans::read(&home.join("plans.jsonl")).len(), all, "no plan is lost");
}
