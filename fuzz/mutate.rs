//! Throws mutated scenarios at load, check and a short run.
//!
//! `cargo run --release --no-default-features --example mutate -- [COUNT] [small|full] [SEED]` changes bytes, words and
//! whole brackets of sound and broken files, and stops with the file in `fuzz/corpus/` when one panics or takes more than a
//! second. What was found stays there, and `tests/fuzz_corpus.rs` replays it.

use shikyu::scenario::checks::check;
use shikyu::scenario::library;
use shikyu::text::Language;
use shikyu::trainee;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The longest one file may take.
const LONGEST: Duration = Duration::from_secs(1);
/// A small file.
const SMALL: usize = 4_096;

/// A generator that needs no library: the same numbers everywhere, for ever.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ (number >> 31)
    }
    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
    fn one_of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

const SIGNS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "\\",
    "//",
    "/*",
    "*/",
    "'",
    "=",
    ";",
    "（",
    "）",
    "：",
    "，",
    "　",
    "“",
    "”",
    "\u{feff}",
    "\u{0}",
    "r#\"",
    "\"#",
    "-",
    "+",
    "..",
    "Some(",
    "None",
    "true",
    "false",
    "0",
    "-1",
    "99999999999999999999",
];

const WORDS: &[&str] = &[
    "\"10s\"",
    "\"1d 23:59\"",
    "\"+13d\"",
    "\"0s\"",
    "\"00:00\"",
    "\"..\"",
    "\"1s..14h\"",
    "\"+1s after c_calls\"",
    "All([",
    "Any([",
    "Not(",
    "For(\"1s\", ",
    "Closed",
    "After(\"13:01\")",
    "Before(\"15:59\")",
    "Down(\"payroll\")",
    "Happened(\"c_calls\")",
    "Knows(\"no_file\")",
    "Told(\"leader\", \"no_file\")",
    "Start(\"c_calls\")",
    "Break(\"payroll\")",
    "Mend(\"payroll\")",
    "Finish(\"paid\")",
    "Declare(P1)",
    "Learn(\"no_file\")",
    "repeat: \"1s\"",
    "works: 0",
    "odds: 1",
    "by: [\"leader\"]",
    "noted: false",
    "by: Visit",
    "by: Mail",
    "by: Notice",
    "mends: false",
    "travel: \"5min\"",
    "clock: \"-5h\"",
    "off: [\"13:30..14:00\"]",
    "calendar: [Night]",
    "joins: [\"no_file\", \"job_stuck\"]",
    "corrects: \"no_file\"",
    "P1",
    "P4",
    "customer: ()",
    "rules: [(id: \"r\", when: After(\"13:02\"), then: [])]",
    "(id: \"x\", ",
    "id: \"c_calls\"",
    "extends: \"smallest.ron\"",
    "next: \"c_calls\"",
    "refuses: true",
    "Silent()",
    "Dead()",
    "Voicemail()",
    "Answers(after: \"1s\")",
];

/// Pieces of a text that belong together: words, texts, signs.
fn pieces(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut in_text = false;
    let mut last_word = false;
    for (at, sign) in text.char_indices() {
        let word = in_text || sign.is_alphanumeric() || sign == '_';
        if sign == '"' {
            in_text = !in_text;
        }
        if !(word && last_word) && at > start {
            found.push((start, at));
            start = at;
        }
        last_word = word;
    }
    found.push((start, text.len()));
    found
}

/// The bracket that begins behind a place, to its end.
fn bracket(text: &str, from: usize) -> Option<(usize, usize)> {
    let start = from + text.get(from..)?.find(['(', '['])?;
    let mut depth = 0;
    for (at, sign) in text[start..].char_indices() {
        match sign {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth -= 1;
                if depth == 0 {
                    return Some((start, start + at + 1));
                }
            }
            _ => {}
        }
    }
    None
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn mutate(numbers: &mut Numbers, sources: &[String], limit: usize) -> String {
    let mut text = numbers.one_of(sources).clone();
    for _ in 0..=numbers.below(6) {
        if text.is_empty() {
            break;
        }
        match numbers.below(7) {
            // A byte, as a sign of its own.
            0 => {
                let at = boundary(&text, numbers.below(text.len()));
                let sign = char::from_u32(numbers.below(0x3100) as u32).unwrap_or('?');
                text.insert(at, sign);
            }
            1 => {
                let at = boundary(&text, numbers.below(text.len()));
                text.remove(at);
            }
            // A sign or a word of the format.
            2 | 3 => {
                let list = if numbers.below(2) == 0 { SIGNS } else { WORDS };
                let word = *numbers.one_of(list);
                let pieces = pieces(&text);
                let (start, end) = *numbers.one_of(&pieces);
                if numbers.below(2) == 0 {
                    text.insert_str(start, word);
                } else {
                    text.replace_range(start..end, word);
                }
            }
            // Two pieces change places.
            4 => {
                let pieces = pieces(&text);
                let (one, other) = (*numbers.one_of(&pieces), *numbers.one_of(&pieces));
                let (first, second) = if one.0 <= other.0 { (one, other) } else { (other, one) };
                if first.1 <= second.0 {
                    let (left, right) = (text[first.0..first.1].to_owned(), text[second.0..second.1].to_owned());
                    text.replace_range(second.0..second.1, &left);
                    text.replace_range(first.0..first.1, &right);
                }
            }
            // A whole bracket goes, or comes again elsewhere.
            5 => {
                let from = boundary(&text, numbers.below(text.len()));
                if let Some((start, end)) = bracket(&text, from) {
                    text.replace_range(start..end, "");
                }
            }
            _ => {
                let (from, to) = (numbers.below(text.len()), numbers.below(text.len()));
                let (from, to) = (boundary(&text, from), boundary(&text, to));
                if let Some((start, end)) = bracket(&text, from) {
                    let copy = text[start..end].to_owned();
                    text.insert_str(to, &copy);
                }
            }
        }
    }
    if text.len() > limit {
        text.truncate(boundary(&text, limit));
    }
    text
}

/// Load, check, both languages of the report, and a day under two trainees where there is a plan.
fn try_out(text: &str) -> bool {
    let checked = check("mutated.ron", text, None);
    let language = if text.len().is_multiple_of(2) { Language::Ja } else { Language::En };
    std::hint::black_box(checked.report.human(language));
    let Some(plan) = checked.plan.map(Arc::new) else { return false };
    for name in ["silent", "by_the_book"] {
        std::hint::black_box(trainee::play(name, &plan, 1));
    }
    true
}

fn sources(small: bool) -> Vec<String> {
    let mut sources: Vec<String> = library::pages()
        .flat_map(|page| page.split("```ron\n").skip(1))
        .filter_map(|rest| Some(rest.split_once("```")?.0.to_owned()))
        .collect();
    sources.extend(library::built_in_file("smallest.ron").map(str::to_owned));
    if !small {
        sources = library::built_in().map(|(_, text)| text.to_owned()).collect();
    }
    sources
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let count: u64 = arguments.next().and_then(|word| word.parse().ok()).unwrap_or(100_000);
    let small = arguments.next().as_deref() != Some("full");
    let seed: u64 = arguments.next().and_then(|word| word.parse().ok()).unwrap_or(1);
    let sources = sources(small);
    let limit = if small { SMALL } else { 1 << 20 };
    let (done, sound, slowest) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
    // What panics is told once, with its file; the message of the panic itself is of no use a million times.
    std::panic::set_hook(Box::new(|_| {}));
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let (sources, done, sound, slowest) = (&sources, &done, &sound, &slowest);
            scope.spawn(move || {
                let mut numbers = Numbers(seed.wrapping_mul(1_000_003) + thread);
                for _ in 0..count / threads {
                    let text = mutate(&mut numbers, sources, limit);
                    let start = Instant::now();
                    let result = catch_unwind(AssertUnwindSafe(|| try_out(&text)));
                    let took = start.elapsed();
                    slowest.fetch_max(took.as_micros() as u64, Ordering::Relaxed);
                    if result.is_err() || took > LONGEST {
                        let kind = if result.is_err() { "panic" } else { "slow" };
                        let path = format!("fuzz/corpus/{kind}-{:016x}.ron", numbers.next());
                        eprintln!("{kind} after {took:?}: {path}");
                        if let Err(error) = std::fs::write(&path, &text) {
                            eprintln!("{path}: {error}");
                        }
                    }
                    sound.fetch_add(u64::from(result.unwrap_or(false)), Ordering::Relaxed);
                    let done = done.fetch_add(1, Ordering::Relaxed) + 1;
                    if done.is_multiple_of(100_000) {
                        eprintln!("{done} of {count}");
                    }
                }
            });
        }
    });
    println!(
        "{} files, {} of them sound; the slowest took {} ms",
        done.load(Ordering::Relaxed),
        sound.load(Ordering::Relaxed),
        slowest.load(Ordering::Relaxed) / 1_000
    );
}
