//! The contract of `verify` beyond the chain of checksums: a record whose lines are all signed anew, but whose end is that
//! of another run, is not that run.

use shikyu::record::{self, Header, Problem, Record};
use shikyu::scenario::{Folders, library};
use shikyu::text::Language;
use shikyu::trainee;
use std::path::Path;
use std::sync::Arc;

/// A record of the JSON of its lines, with lengths and checksums as they should be.
fn signed(lines: &[String]) -> Vec<u8> {
    let (mut text, mut sum) = (String::new(), String::new());
    for json in lines {
        let mut hasher = blake3::Hasher::new();
        hasher.update(sum.as_bytes());
        hasher.update(json.as_bytes());
        sum = hasher.finalize().to_hex()[..16].to_owned();
        text.push_str(&format!("{:09} {sum} {json}\n", json.len()));
    }
    text.into_bytes()
}

#[test]
fn a_record_signed_anew_with_the_end_of_another_run_does_not_verify() {
    let plan = match library::find("old_logo", &Folders::below(Path::new("no such folder"))) {
        Ok(plan) => Arc::new(plan),
        Err(report) => panic!("{}", report.human(Language::En)),
    };
    let played = trainee::play("proportionate", &plan, 1).expect("there is such a trainee");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("run.shikyu");
    let header = Header::new(&plan, 1, "proportionate", "headless", Language::Ja);
    record::write(&path, &header, &played.log, &played.simulation).expect("the record is written");
    let whole = std::fs::read(&path).expect("the record is read");

    let text = String::from_utf8(whole.clone()).expect("a record is text");
    let lines: Vec<String> =
        text.lines().filter_map(|line| line.splitn(3, ' ').nth(2)).map(|json| json.to_owned()).collect();
    assert!(signed(&lines) == whole, "signing is not what it was");
    let (events, hash) = Record::parse(&whole).expect("whole").end.expect("the run is over");
    let last = lines.last().expect("there are lines");
    let other_hash = last.replace(hash.as_str(), blake3::hash(b"another run").to_hex().as_str());
    let other_count = last.replace(&format!("\"events\":{events}"), &format!("\"events\":{}", events + 1));
    for end in [other_hash, other_count] {
        assert_ne!(&end, last);
        let mut forged = lines.clone();
        forged.pop();
        forged.push(end);
        let verified = Record::parse(&signed(&forged)).and_then(|record| record.verify());
        assert!(matches!(verified, Err(Problem::Differs)), "it verifies");
    }
}
