//! The contract of old recordings: those made under the rules in force replay to the very events and points they were
//! made with, and those of other rules are refused with a reason, never scored differently in silence.
//!
//! `tests/recordings/rules-N/` holds recordings made under version N of the rules. For the rules in force,
//! `recordings.ron` beside them says what each comes to: its ending, its total and bars in tenths of a point, how many
//! events it had and their BLAKE3 hash, as `verify --format json` prints it.
//!
//! To add recordings: write them with `shikyu run … --out`, then run this test with `SHIKYU_ACCEPT=1`. It adds entries
//! and never changes one.
//!
//! When a change of the engine or the score makes this test fail, the change is one of the rules:
//!
//! 1. Undo it if it was not meant.
//! 2. Else raise `RULES` in `src/sim/cost.rs`. Leave the folders of all earlier rules as they are; from then on this
//!    test wants their recordings refused by the number of their rules.
//! 3. Make `tests/recordings/rules-N/` for the new number, with recordings of the same days, and accept them as above.

use serde::{Deserialize, Serialize};
use shikyu::record::{FORMAT, Problem, Record, events_hash, replace_file};
use shikyu::score::fold;
use shikyu::sim::cost::RULES;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a recording comes to. The inner state at the end is not among it: it may be kept in another way without any
/// event or point being another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Golden {
    scenario: String,
    seed: u64,
    trainee: String,
    ending: Option<String>,
    /// In tenths of a point, as are the bars.
    total: i64,
    bars: BTreeMap<String, i64>,
    events: usize,
    hash: String,
}

impl Golden {
    fn of(path: &Path) -> Golden {
        let told = |problem: Problem| format!("{}: {}", path.display(), problem.text().en);
        let record = Record::read(path).map_err(told).expect("a record of these rules");
        let simulation = record.verify().map_err(told).expect("the same run");
        let (plan, events) = (simulation.plan(), simulation.events());
        let score = fold(plan, events);
        Golden {
            scenario: record.header.scenario,
            seed: record.header.seed,
            trainee: record.header.trainee,
            ending: simulation.ending().map(|ending| plan.endings[ending.index()].id.clone()),
            total: score.total,
            bars: score.bars.iter().map(|bar| (bar.id.to_owned(), bar.points)).collect(),
            events: events.len(),
            hash: events_hash(plan, events),
        }
    }
}

fn all() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recordings")
}

fn of_rules(rules: u32) -> PathBuf {
    all().join(format!("rules-{rules}"))
}

/// The recordings of a folder, by name.
fn recordings(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.expect("it can be read").path());
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|extension| extension == "shikyu")).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{} holds no recording", folder.display());
    paths
}

fn name(path: &Path) -> String {
    path.file_name().expect("a file has a name").to_string_lossy().into_owned()
}

fn json(text: &str) -> &str {
    text.lines().next().and_then(|line| line.splitn(3, ' ').nth(2)).expect("a header")
}

/// A first line with its length and checksum.
fn signed(json: &str) -> Vec<u8> {
    let sum = blake3::hash(json.as_bytes()).to_hex()[..16].to_owned();
    format!("{:09} {sum} {json}\n", json.len()).into_bytes()
}

#[test]
fn every_recording_of_the_rules_in_force_replays_to_what_it_was() {
    let folder = of_rules(RULES);
    let manifest = folder.join("recordings.ron");
    let known: BTreeMap<String, Golden> = match std::fs::read_to_string(&manifest) {
        Ok(text) => ron::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", manifest.display())),
        Err(_) => BTreeMap::new(),
    };
    let found: BTreeMap<String, Golden> =
        recordings(&folder).iter().map(|path| (name(path), Golden::of(path))).collect();
    for (name, was) in &known {
        let Some(is) = found.get(name) else { panic!("{name} is gone") };
        assert_eq!(is, was, "{name} is not what it was: either a fault, or other rules (see the head of this file)");
    }
    let new: Vec<&String> = found.keys().filter(|name| !known.contains_key(*name)).collect();
    if !new.is_empty() {
        let accept = std::env::var("SHIKYU_ACCEPT").is_ok_and(|word| word == "1");
        assert!(accept, "not in {}: {new:?} (SHIKYU_ACCEPT=1 adds them)", manifest.display());
        let text = ron::ser::to_string_pretty(&found, ron::ser::PrettyConfig::new()).expect("it can be written as RON");
        replace_file(&manifest, (text + "\n").as_bytes()).expect("it is written");
    }
}

#[test]
fn every_version_of_the_rules_has_its_recordings_and_there_are_no_others() {
    let folders = std::fs::read_dir(all()).expect("the folder of recordings").map(|entry| entry.expect("read").path());
    let found: BTreeSet<String> = folders.filter(|path| path.is_dir()).map(|path| name(&path)).collect();
    let expected: BTreeSet<String> = (1..=RULES).map(|rules| format!("rules-{rules}")).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_recording_of_earlier_rules_is_refused_with_their_number() {
    for rules in 1..RULES {
        for path in recordings(&of_rules(rules)) {
            let problem = match Record::read(&path) {
                Err(problem) => problem,
                Ok(_) => panic!("{} is read", path.display()),
            };
            assert!(
                matches!(problem, Problem::Version { found, known } if found == rules && known == RULES),
                "{}: {problem:?}",
                path.display()
            );
            is_told(&problem, &format!("版{rules}の規則"), &format!("version {rules} of the rules"));
            for (language, words) in
                [("ja", format!("版{rules}の規則")), ("en", format!("version {rules} of the rules"))]
            {
                let output = Command::new(env!("CARGO_BIN_EXE_shikyu"))
                    .arg("verify")
                    .arg(&path)
                    .args(["--lang", language])
                    .output()
                    .expect("the program runs");
                assert_eq!(output.status.code(), Some(1), "{output:?}");
                assert!(String::from_utf8_lossy(&output.stderr).contains(&words), "{output:?}");
                assert!(output.stdout.is_empty(), "no score is printed: {output:?}");
            }
        }
    }
}

#[test]
fn a_recording_of_rules_or_a_format_yet_to_come_is_refused_with_its_number() {
    let path = of_rules(RULES).join("old_logo-by_the_book-2.shikyu");
    let text = std::fs::read_to_string(&path).expect("a recording of these rules");
    let header = json(&text);
    assert!(Record::parse(&signed(header)).is_ok(), "signing is not what it was");

    // A later version may say more in its header, too.
    let to_come = RULES + 1;
    let later =
        header.replacen(&format!("\"rules\":{RULES},"), &format!("\"rules\":{to_come},\"something_new\":true,"), 1);
    assert_ne!(later, header);
    let problem = Record::parse(&signed(&later)).expect_err("it is refused");
    assert!(matches!(problem, Problem::Version { found, known } if found == to_come && known == RULES), "{problem:?}");
    is_told(&problem, &format!("版{to_come}の規則"), &format!("version {to_come} of the rules"));

    let to_come = FORMAT + 1;
    let later = header.replacen(&format!("\"format\":{FORMAT},"), &format!("\"format\":{to_come},"), 1);
    assert_ne!(later, header);
    let problem = Record::parse(&signed(&later)).expect_err("it is refused");
    assert!(matches!(problem, Problem::Format { found, known } if found == to_come && known == FORMAT), "{problem:?}");
    is_told(&problem, &format!("書式{to_come}"), &format!("format {to_come}"));
}

/// Both languages name what was met.
fn is_told(problem: &Problem, ja: &str, en: &str) {
    let text = problem.text();
    assert!(text.ja.contains(ja), "{}", text.ja);
    assert!(text.en.contains(en), "{}", text.en);
}
