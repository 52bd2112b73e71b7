//! Plans in the learner's own words, "when …, I will …": one line of JSON each, in a file a person can read and mend.
//!
//! A plan that names the moment at which it is to be carried out is carried out more often than a good intention
//! (Gollwitzer and Sheeran, "Implementation intentions and goal achievement", 2006). It is shown again before the next
//! run.

use crate::record::history;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

/// So many letters at most in each of its two parts.
pub const LONGEST: usize = 120;
/// The largest file that is read, in bytes.
const LARGEST: u64 = 1 << 20;

/// What somebody means to do next time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intention {
    /// The day on which it was written, where it was written: `2026-11-30`.
    pub date: String,
    /// Id of the scenario after which it was written.
    pub scenario: String,
    /// The seed of that run.
    pub seed: u64,
    /// When.
    pub when: String,
    /// What they will do then.
    pub will: String,
}

impl Intention {
    /// A plan that is made today. Line breaks become blanks; `None` when one of its two parts is empty.
    pub fn today(scenario: &str, seed: u64, when: &str, will: &str) -> Option<Intention> {
        let one_line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
        let (when, will) = (one_line(when), one_line(will));
        if when.is_empty() || will.is_empty() {
            return None;
        }
        let date = history::today(&history::zone()).to_string();
        Some(Intention { date, scenario: scenario.to_owned(), seed, when, will })
    }

    /// Whether it says the same.
    pub fn says(&self, other: &Intention) -> bool {
        (&self.when, &self.will) == (&other.when, &other.will)
    }
}

/// The plans of a file, the oldest first. A line that is none, as a person may have written, is left alone.
pub fn read(path: &Path) -> Vec<Intention> {
    let small = std::fs::metadata(path).is_ok_and(|data| data.len() <= LARGEST);
    let text = if small { std::fs::read_to_string(path).unwrap_or_default() } else { String::new() };
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// Writes a plan behind those that are there. When it returns, the plan is on the disk.
///
/// # Errors
/// What the system says when the file cannot be written.
pub fn keep(path: &Path, intention: &Intention) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = File::options().read(true).append(true).create(true).open(path)?;
    let mut line = serde_json::to_string(intention)? + "\n";
    if !ends_a_line(&mut file)? {
        // Somebody wrote into the file by hand, or an earlier line was not written to its end.
        line.insert(0, '\n');
    }
    file.write_all(line.as_bytes())?;
    file.sync_all()
}

/// Whether a file is empty or its last line is whole.
fn ends_a_line(file: &mut File) -> std::io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn intention(when: &str, will: &str) -> Intention {
        Intention::today("month_end_outage", 7, when, will).expect("both parts are there")
    }

    #[test]
    fn what_was_kept_is_read_again_in_its_order() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("deep/plans.jsonl");
        assert!(read(&path).is_empty());
        let first = intention("「至急」と言われた", "いつまでに、と聞く");
        let second = intention("nobody\npicks  up", "ring the next person");
        assert_eq!(second.when, "nobody picks up");
        keep(&path, &first).expect("kept");
        keep(&path, &second).expect("kept");
        assert_eq!(read(&path), [first, second]);
        let text = std::fs::read_to_string(&path).expect("read");
        assert!(text.contains("「至急」と言われた"), "a person can read it: {text}");
    }

    #[test]
    fn a_plan_needs_both_its_parts() {
        assert_eq!(Intention::today("s", 1, "  ", "ring"), None);
        assert_eq!(Intention::today("s", 1, "it rings", "\n"), None);
    }

    #[test]
    fn a_line_that_is_torn_or_written_by_hand_harms_no_other() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("plans.jsonl");
        std::fs::write(&path, "my own words\n{\"date\":\"2026-1").expect("written");
        let plan = intention("it rings", "ask by when");
        keep(&path, &plan).expect("kept");
        assert_eq!(read(&path), [plan]);
        let text = std::fs::read_to_string(&path).expect("read");
        assert!(text.starts_with("my own words\n{\"date\":\"2026-1\n{"), "{text}");
    }
}
