//! The contract of `check`: each mistake is told with the right code at the right line and column, alone and together with
//! others, and a sound file is never blamed.

use shikyu::scenario::checks::check;
use shikyu::scenario::{Code, library};
use shikyu::text::Language;

fn smallest() -> &'static str {
    library::built_in_file("smallest.ron").expect("the smallest scenario is embedded")
}

/// A mistake: what stands there, what is written instead, and its code. `‸` marks where it must be told.
struct Mistake(&'static str, &'static str, Code);

const MISTAKES: &[Mistake] = &[
    // Words and fields.
    Mistake("severity: P2", "severity: ‸P5", Code::UnknownWord),
    Mistake("severity: P2", "severity: ‸\"P2\"", Code::Shape),
    Mistake("severity: P2", "severity: ‸2", Code::Shape),
    Mistake("    ends:", "    ‸end:", Code::UnknownField),
    Mistake("board: (", "‸whereabouts: (", Code::UnknownField),
    Mistake("part: Deadline", "part: ‸Dedline", Code::UnknownWord),
    Mistake("roles: [Decider,", "roles: [‸Decide,", Code::UnknownWord),
    Mistake("board: (", "‸bord: (", Code::UnknownField),
    Mistake("    format: 1,", "    format: 1,\n    ‸format: 1,", Code::DoubleField),
    Mistake(
        "roles: [Decider, Fixer, CustomerOwner]",
        "roles: [Decider, Fixer, CustomerOwner], ‸roles: [Fixer]",
        Code::DoubleField,
    ),
    Mistake(
        "id: \"leader\",\n            name: (ja: \"リーダー\", en: \"The team leader\"),",
        "id: \"‸leader\",",
        Code::MissingField,
    ),
    Mistake("at: \"15:00\", ", "", Code::MissingField),
    Mistake("format: 1", "format: ‸2", Code::BadFormat),
    Mistake("format: 1", "format: ‸\"1\"", Code::Shape),
    Mistake("    severity: P2,\n", "", Code::MissingField),
    // Times.
    Mistake("After(\"13:05\")", "After(\"‸13h05\")", Code::BadTime),
    Mistake("After(\"13:05\")", "After(\"‸13:5\")", Code::BadTime),
    Mistake("After(\"13:05\")", "After(\"‸13：05\")", Code::BadTime),
    Mistake("at: \"15:00\"", "at: \"‸25:00\"", Code::BadTime),
    Mistake("ends: \"16:00\"", "ends: \"‸4pm\"", Code::BadTime),
    Mistake("\"2026-11-24 13:00\"", "\"‸24.11.2026 13:00\"", Code::BadTime),
    Mistake("customer: ()", "customer: (patience: \"‸30分\")", Code::BadTime),
    Mistake("go_from: [\"leader\"],", "go_from: [\"leader\"], takes: \"‸10min..5min\",", Code::BadTime),
    Mistake("After(\"13:05\")", "After(\"+5min after ‸c_call\")", Code::UnknownId),
    // References.
    Mistake("Restored(\"payroll\")", "Restored(\"‸payrol\")", Code::UnknownId),
    Mistake("go_from: [\"leader\"]", "go_from: [\"‸leeder\"]", Code::UnknownId),
    Mistake("go_from: [\"leader\"]", "go_from: [\"‸no_file\"]", Code::WrongKind),
    Mistake("because: [\"job_stuck\"]", "because: [\"‸jobs\"]", Code::WrongKind),
    Mistake("Missed(\"transfer\")", "Missed(\"‸payroll\")", Code::WrongKind),
    Mistake("from: \"customer_c\"", "from: \"‸customer_d\"", Code::UnknownId),
    Mistake("(id: \"paid\"", "(id: \"‸too_late\"", Code::DoubleId),
    Mistake("(id: \"paid\"", "(id: \"‸room\"", Code::DoubleId),
    Mistake("(id: \"paid\"", "(id: \"‸Paid\"", Code::BadId),
    Mistake("(id: \"paid\"", "(id: \"‸間に合った\"", Code::BadId),
    Mistake("銀行の受付は{transfer}まで", "‸銀行の受付は{transfers}まで", Code::BadPlaceholder),
    Mistake("振込に間に合った", "‸{now}に間に合った", Code::BadPlaceholder),
    Mistake("振込に間に合った", "‸{customer_c.promised}に間に合った", Code::BadPlaceholder),
    Mistake(
        "振込データが出てこないのですが",
        "{now}になっても出ません。{customer_c.promise}には",
        Code::BadPlaceholder,
    ),
    Mistake("when: Missed(\"transfer\")", "when: Destroyed(\"‸jobs\")", Code::WrongKind),
    Mistake("when: Missed(\"transfer\")", "when: ‸Score(\"60..\")", Code::Contradiction),
    Mistake("            from: \"customer_c\",\n", "", Code::Contradiction),
    Mistake("ends: \"16:00\"", "ends: \"‸12:00\"", Code::Contradiction),
    Mistake("    format: 1,", "    format: 1,\n    extends: \"‸nowhere.ron\",", Code::BadExtends),
    // Shape.
    Mistake("knows: [\"no_file\", \"bank_closes\"]", "knows: ‸\"no_file\"", Code::Shape),
    Mistake("customer: ()", "customer: ‸[]", Code::Shape),
    Mistake("customer: ()", "customer: ‸Yes", Code::Shape),
    Mistake("customer: ()", "customer: (chases: ‸\"Well?\")", Code::Shape),
    Mistake("board: (", "voice: (hello: [‸\"Yes?\"]), board: (", Code::Shape),
    Mistake("board: (", "voice: (hello: [(‸wen: Closed, says: \"Yes?\")]), board: (", Code::UnknownField),
    Mistake("board: (", "voice: (hello: [(when: Closed)]), board: (", Code::MissingField),
    Mistake("board: (", "voice: (hello: [(when: ‸Score(\"60..\"), says: \"Yes?\")]), board: (", Code::Contradiction),
    Mistake("part: What", "part: ‸What()", Code::Shape),
    Mistake("board: (", "phone: [‸Silent], board: (", Code::Shape),
    Mistake("Missed(\"transfer\")", "‸Missed", Code::Shape),
    Mistake("go_from: [\"leader\"],", "go_from: [\"leader\"], works: ‸\"50\",", Code::Shape),
    Mistake("go_from: [\"leader\"],", "go_from: [\"leader\"], works: ‸500,", Code::Shape),
    Mistake("go_from: [\"leader\"],", "go_from: [\"leader\"], mends: ‸yes,", Code::Shape),
    Mistake("After(\"13:05\")", "‸All(After(\"13:05\"), Down(\"payroll\"))", Code::Shape),
    Mistake("title: (ja: \"振込に間に合った\", en: \"Paid in time\")", "title: ‸[\"振込に間に合った\"]", Code::Shape),
    // Full-width signs and habits of other languages.
    Mistake("severity: P2", "severity‸：P2", Code::FullWidth),
    Mistake("severity: P2,", "severity: P2‸，", Code::FullWidth),
    Mistake("severity: P2", "severity:‸　P2", Code::FullWidth),
    Mistake("severity: P2", "severity: ‸Ｐ２", Code::FullWidth),
    Mistake("customer: ()", "customer: ‸（)", Code::FullWidth),
    Mistake("After(\"13:05\")", "After(‸“13:05”)", Code::FullWidth),
    Mistake("severity: P2", "‸\"severity\": P2", Code::JsonHabit),
    Mistake("customer: ()", "customer: ‸{)", Code::JsonHabit),
    Mistake("severity: P2", "severity ‸= P2", Code::JsonHabit),
    Mistake("severity: P2,", "severity: P2‸;", Code::JsonHabit),
    Mistake("After(\"13:05\")", "After(‸'13:05')", Code::JsonHabit),
    Mistake("severity: P2", "severity: P2 ‸@", Code::Syntax),
    // Commas, colons, quotes, brackets.
    Mistake("severity: P2,", "severity: P2‸", Code::Missing),
    Mistake("severity: P2,", "severity: P2,‸,", Code::Missing),
    Mistake("id: \"smallest\"", "id‸ \"smallest\"", Code::Missing),
    Mistake("[Decider, Fixer,", "[Decider‸ Fixer,", Code::Missing),
    Mistake("severity: P2", "severity:‸", Code::Missing),
    Mistake("name: (ja: \"C社 人事部\", en", "name: (ja: ‸\"C社 人事部, en", Code::Quote),
    Mistake("name: (ja: \"C社 人事部\", en", "name: (ja: ‸C社\", en", Code::Quote),
    Mistake("id: \"leader\",", "id: ‸\"leader,", Code::Quote),
    Mistake("roles: [Decider, Fixer, CustomerOwner],", "roles: ‸[Decider, Fixer, CustomerOwner,", Code::Unclosed),
    Mistake("customer: (),", "customer: ‸(,", Code::Unclosed),
    Mistake("learn: [\"job_stuck\"],\n                ),", "learn: [\"job_stuck\"],\n                ", Code::Unclosed),
    Mistake("    facts: [", "    facts: ", Code::Unclosed),
    Mistake("customer: (),", "customer: ()‸),", Code::Unclosed),
    Mistake("No transfer file\"", "No transfer ‸\\file\"", Code::Syntax),
];

fn marked(mistake: &Mistake) -> (String, Option<usize>) {
    let source = smallest();
    assert!(source.contains(mistake.0), "nothing to change: {}", mistake.0);
    let written = source.replacen(mistake.0, mistake.1, 1);
    match written.find('‸') {
        Some(at) => (written.replace('‸', ""), Some(at)),
        None => (written, None),
    }
}

fn position(source: &str, at: usize) -> (usize, usize) {
    let before = &source[..at];
    let line = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line..].chars().count() + 1)
}

#[test]
fn each_mistake_alone_is_told_once_with_its_code_at_its_place() {
    let mut wrong = Vec::new();
    for mistake in MISTAKES {
        let (source, at) = marked(mistake);
        let checked = check("planted.ron", &source, None);
        let report = &checked.report;
        let told: Vec<_> = report
            .problems
            .iter()
            .map(|problem| (problem.code, report.sources.line_and_column(problem.place)))
            .collect();
        let right = match (told.as_slice(), at) {
            ([(code, place)], Some(at)) => *code == mistake.2 && *place == position(&source, at),
            ([(code, _)], None) => *code == mistake.2,
            _ => false,
        };
        if !right {
            let wanted = at.map(|at| position(&source, at));
            wrong.push(format!(
                "{:?} → {:?}: wanted {:?} {wanted:?}\n{}",
                mistake.0,
                mistake.1,
                mistake.2,
                report.human(Language::En)
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), MISTAKES.len(), wrong.join("\n"));
}

/// Mistakes that leave each other's places alone, all in one file.
const TOGETHER: &[Mistake] = &[
    Mistake("    format: 1,", "    ‸\"format\": 1,", Code::JsonHabit),
    Mistake("    ends:", "    ‸end:", Code::UnknownField),
    Mistake("severity: P2,", "severity: ‸P5,", Code::UnknownWord),
    Mistake("customer: ()", "customer: (patience: \"‸30分\")", Code::BadTime),
    Mistake("knows: [\"no_file\", \"bank_closes\"]", "knows: [\"‸no_fil\", \"bank_closes\"]", Code::UnknownId),
    Mistake("at: \"15:00\"", "at: \"‸25:00\"", Code::BadTime),
    Mistake("Restored(\"payroll\")", "Restored(\"‸leader\")", Code::WrongKind),
    Mistake("roles: [Decider,", "roles: [‸Decide,", Code::UnknownWord),
    Mistake("part: What,", "part: ‸\"What\",", Code::Shape),
    Mistake("銀行の受付は", "‸銀行の受付は{bank}", Code::BadPlaceholder),
    Mistake("part: Found,", "part: Found‸，", Code::FullWidth),
    Mistake("down: \"06:00\"", "down: \"‸6:00\"", Code::BadTime),
    Mistake("learn: [\"job_stuck\"]", "learn: ‸\"job_stuck\"", Code::Shape),
    Mistake("go_from: [\"leader\"]", "go_from: [\"‸leeder\"]", Code::UnknownId),
    Mistake("(id: \"too_late\"", "(id: \"‸jobs\"", Code::DoubleId),
    Mistake("from: \"customer_c\",", "from: \"customer_c\"‸", Code::Missing),
    Mistake("After(\"13:05\")", "After(‸'13:05')", Code::JsonHabit),
    Mistake("learn: [\"no_file\"]", "‸learns: [\"no_file\"]", Code::UnknownField),
    Mistake("Missed(\"transfer\")", "Missed(\"‸transfr\")", Code::UnknownId),
    Mistake("(id: \"paid\"", "(id: \"‸Paid\"", Code::BadId),
];

#[test]
fn twenty_mistakes_in_one_file_are_all_told_in_one_pass() {
    let mut source = smallest().to_owned();
    for mistake in TOGETHER.iter() {
        assert!(source.contains(mistake.0), "nothing to change: {}", mistake.0);
        source = source.replacen(mistake.0, mistake.1, 1);
    }
    let mut places = Vec::new();
    while let Some(at) = source.find('‸') {
        source.remove(at);
        places.push(position(&source, at));
    }
    let report = check("planted.ron", &source, None).report;
    let told: Vec<_> = report.problems.iter().map(|problem| report.sources.line_and_column(problem.place)).collect();
    assert_eq!(told, places, "{}", report.human(Language::En));
    for mistake in TOGETHER.iter() {
        assert!(report.problems.iter().any(|problem| problem.code == mistake.2), "{:?}", mistake.2);
    }
}

#[test]
fn sound_files_are_not_blamed() {
    for (name, source) in library::built_in().chain([("smallest.ron".to_owned(), smallest())]) {
        let report = check(&name, source, None).report;
        assert!(report.problems.is_empty(), "{name}\n{}", report.human(Language::En));
    }
}

#[test]
fn advice_is_silenced_at_the_spot_with_a_reason_and_nowhere_else() {
    let lonely = "rules: [\n    // allow C001: shows the form\n    (id: \"one\", when: All([]), then: []),\n    (id: \"two\", when: Any([]), then: []),\n]";
    let codes = |rules: &str| -> Vec<Code> {
        let source = format!("(extends: \"smallest.ron\", {rules})");
        check("allowed.ron", &source, None).report.problems.iter().map(|problem| problem.code).collect()
    };
    assert_eq!(codes(lonely), [Code::NeverTrue]);
    assert_eq!(
        codes(&lonely.replace("C001: shows", "C002: shows")),
        [Code::BadAllow, Code::AlwaysTrue, Code::NeverTrue]
    );
    assert_eq!(codes(&lonely.replace(": shows the form", "")), [Code::BadAllow, Code::AlwaysTrue, Code::NeverTrue]);
    assert_eq!(codes(&lonely.replace("C001", "R001")), [Code::BadAllow, Code::AlwaysTrue, Code::NeverTrue]);
}

#[test]
fn words_that_are_never_said_and_conditions_that_never_hold_are_told() {
    let codes = |fragment: &str| -> Vec<Code> {
        let source = format!("(extends: \"smallest.ron\", {fragment})");
        check("said.ron", &source, None).report.problems.iter().map(|problem| problem.code).collect()
    };
    let hello = |cases: &str| codes(&format!("people: [(id: \"leader\", voice: (hello: [{cases}]))]"));
    let (yes, no) = ("says: (ja: \"はい\", en: \"Yes\")", "says: (ja: \"いいえ\", en: \"No\")");
    assert_eq!(hello(&format!("(when: Knows(\"job_stuck\"), {yes}), ({no})")), [Code::Shadowed; 0]);
    assert_eq!(hello(&format!("({yes}), (when: Knows(\"job_stuck\"), {no})")), [Code::Shadowed]);
    assert_eq!(hello(&format!("({yes}), ({no})")), [Code::Shadowed]);
    assert_eq!(hello(&format!("(when: Destroyed(\"run_again\"), {yes}), ({no})")), [Code::NeverTrue]);
    // The built-in line is there for a person, and nothing for a conversation.
    assert_eq!(hello(&format!("(when: Knows(\"job_stuck\"), {yes})")), [Code::Shadowed; 0]);
    let calls = |cases: &str| codes(&format!("conversations: [(id: \"c_calls\", says: [{cases}])]"));
    assert_eq!(calls(&format!("(when: Knows(\"job_stuck\"), {yes})")), [Code::NoOtherwise]);
    assert_eq!(calls(&format!("(when: Knows(\"job_stuck\"), {yes}), ({no})")), [Code::Shadowed; 0]);
}

#[test]
fn there_are_sixty_mistakes_of_twenty_kinds() {
    let kinds: std::collections::BTreeSet<Code> = MISTAKES.iter().map(|mistake| mistake.2).collect();
    assert!(MISTAKES.len() >= 60 && kinds.len() >= 18, "{} of {} kinds", MISTAKES.len(), kinds.len());
}
