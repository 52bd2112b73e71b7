//! The contract of problems: a broken file is told at its place, in both languages, and never panics.

use shikyu::scenario::{Code, Report, library, load};
use shikyu::text::Language;

const SMALL: &str = r#"(
    format: 1,
    id: "small",
    title: (ja: "小", en: "Small"),
    starts: "2026-11-24 13:00",
    ends: "16:00",
    severity: P2,
    people: [
        (id: "customer_c", name: "C社", customer: (), knows: ["stopped"],
            deadlines: [(id: "transfer", name: "振込", at: "15:00", done: Restored("payroll"))]),
        (id: "leader", name: "リーダー", roles: [Decider, Fixer, CustomerOwner]),
    ],
    facts: [(id: "stopped", part: What, text: "止まっている")],
    systems: [(id: "payroll", name: "給与", down: "06:00",
        looks: [(id: "jobs", name: "ジョブ", says: "実行中のまま。", learn: ["stopped"])],
        repairs: [(id: "rerun", name: "再実行", go_from: ["leader"])])],
    conversations: [(id: "c_calls", from: "customer_c", when: After("13:05"), learn: ["stopped"], says: "{transfer}までです。")],
    endings: [(id: "too_late", when: Missed("transfer"), title: "遅れた"), (id: "paid", title: "間に合った")],
)
"#;

fn broken(from: &str, to: &str) -> Box<Report> {
    let source = SMALL.replacen(from, to, 1);
    assert_ne!(source, SMALL, "nothing was changed: {from}");
    match load("small.ron", &source) {
        Ok(_) => panic!("{from} -> {to} was taken"),
        Err(report) => report,
    }
}

/// The first problem: code, line, column, and the words underlined.
fn first(report: &Report) -> (Code, usize, usize, String) {
    let problem = &report.problems[0];
    let (line, column) = report.sources.line_and_column(problem.place);
    let words = problem.place.map_or("", |spot| report.sources.words(spot)).to_owned();
    (problem.code, line, column, words)
}

/// Line and column, from 1 and in characters, of the words inside the changed piece.
fn place_of(source: &str, piece: &str, words: &str) -> (usize, usize) {
    let piece_at = source.find(piece).unwrap_or_else(|| panic!("no {piece}"));
    let at = piece_at + piece.find(words).unwrap_or_else(|| panic!("no {words} in {piece}"));
    let before = &source[..at];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, source[line_start..at].chars().count() + 1)
}

#[test]
fn the_small_scenario_is_sound() {
    if let Err(report) = load("small.ron", SMALL) {
        panic!("{}", report.human(Language::En));
    }
}

#[test]
fn each_mistake_is_told_with_its_code_and_place() {
    for (from, to, code, words) in [
        ("severity: P2", "severity: P5", Code::UnknownWord, "P5"),
        ("    ends:", "    end:", Code::UnknownField, "end"),
        ("Restored(\"payroll\")", "Restored(\"payrol\")", Code::UnknownId, "payrol"),
        ("go_from: [\"leader\"]", "go_from: [\"leeder\"]", Code::UnknownId, "leeder"),
        ("go_from: [\"leader\"]", "go_from: [\"stopped\"]", Code::WrongKind, "stopped"),
        ("After(\"13:05\")", "After(\"13h05\")", Code::BadTime, "13h05"),
        ("at: \"15:00\"", "at: \"25:00\"", Code::BadTime, "25:00"),
        ("(id: \"c_calls\", from", "(id: \"leader\", from", Code::DoubleId, "leader"),
        ("id: \"paid\"", "id: \"Paid\"", Code::BadId, "Paid"),
        ("{transfer}まで", "{transfers}まで", Code::BadPlaceholder, "{transfers}まで"),
    ] {
        let report = broken(from, to);
        let (found, line, column, underlined) = first(&report);
        assert_eq!(found, code, "{to}\n{}", report.human(Language::En));
        assert_eq!(
            (line, column),
            place_of(&report.sources.files[0].text, to, words),
            "{to}\n{}",
            report.human(Language::En)
        );
        assert!(underlined.starts_with(words), "{to}: {underlined} is underlined");
    }
}

#[test]
fn another_format_is_refused() {
    assert_eq!(broken("format: 1", "format: 2").problems[0].code, Code::BadFormat);
}

#[test]
fn a_missing_bracket_is_told_where_it_is_missed_and_what_to_look_for() {
    for (from, to) in
        [("16:00\",", "16:00\""), ("P2,\n    people: [", "P2,\n    people: "), ("    ],\n    facts", "    \n    facts")]
    {
        let report = broken(from, to);
        let (code, line, ..) = first(&report);
        assert!(matches!(code, Code::Unclosed | Code::Missing | Code::Shape), "{to:?}: {code:?}");
        assert!((6..=14).contains(&line), "{to:?}: line {line}\n{}", report.human(Language::En));
    }
}

#[test]
fn a_missing_field_is_named() {
    let report = broken("    severity: P2,\n", "");
    assert_eq!(report.problems[0].code, Code::MissingField);
    assert!(report.human(Language::Ja).contains("severity"));
}

#[test]
fn all_dangling_ids_are_told_in_one_pass() {
    let source = SMALL.replace("learn: [\"stopped\"]", "learn: [\"stoped\"]").replace("[\"leader\"]", "[\"leeder\"]");
    let Err(report) = load("small.ron", &source) else { panic!("taken") };
    assert_eq!(report.problems.len(), 3, "{}", report.human(Language::En));
    assert!(report.problems.iter().all(|problem| problem.help.is_some()), "each has a suggestion");
}

#[test]
fn the_report_shows_file_line_column_and_the_line_itself_in_both_languages() {
    let report = broken("go_from: [\"leader\"]", "go_from: [\"leeder\"]");
    for language in Language::ALL {
        let shown = report.human(language);
        assert!(shown.contains("small.ron:16:57"), "{shown}");
        assert!(shown.contains("go_from: [\"leeder\"]"), "{shown}");
        assert!(shown.contains("leader"), "{shown}");
    }
}

#[test]
fn no_cut_and_no_dropped_character_panics() {
    let sources: Vec<String> =
        library::built_in().map(|(_, source)| source.to_owned()).chain([SMALL.to_owned()]).collect();
    for source in &sources {
        let step = (source.len() / 400).max(1);
        for (index, _) in source.char_indices().step_by(step) {
            let _ = load("cut.ron", &source[..index]).map_err(|report| report.human(Language::Ja));
            let mut dropped = source.clone();
            dropped.remove(index);
            let _ = load("dropped.ron", &dropped).map_err(|report| report.human(Language::En));
        }
    }
}
