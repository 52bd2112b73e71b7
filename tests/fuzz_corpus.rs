//! The contract of hostile files: what once panicked or took too long does so no more.

use shikyu::scenario::checks::check;
use shikyu::text::Language;
use shikyu::trainee;
use std::sync::Arc;
use std::time::{Duration, Instant};

#[test]
fn every_file_of_the_corpus_is_read_checked_and_played_in_time() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/corpus");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("the corpus is there").flatten().collect();
    files.sort_by_key(|file| file.path());
    assert!(!files.is_empty(), "the corpus is empty");
    for file in files {
        let bytes = std::fs::read(file.path()).expect("a file of the corpus can be read");
        let text = String::from_utf8_lossy(&bytes);
        let start = Instant::now();
        let checked = check("corpus.ron", &text, None);
        for language in Language::ALL {
            checked.report.human(language);
        }
        if let Some(plan) = checked.plan.map(Arc::new) {
            for name in ["silent", "by_the_book"] {
                trainee::play(name, &plan, 1);
            }
        }
        // Ten times what the mutating program allows: this build is slower, and the machine may be busy.
        assert!(start.elapsed() < Duration::from_secs(10), "{}", file.path().display());
    }
}
