//! The contract of the pages: each code has one, in both languages, and its examples do what it says.

use shikyu::scenario::checks;
use shikyu::scenario::library::page;
use shikyu::scenario::{Code, Report};
use shikyu::text::Language;
use shikyu::trainee::behaviour;

fn example<'a>(page: &'a str, name: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("\n## {name}\n```ron\n")).unwrap_or_else(|| panic!("no {name}"));
    rest.split_once("\n```").expect("the example ends").0
}

fn report(code: Code, text: &str) -> Report {
    let check = if code.needs_play() { behaviour::check } else { checks::check };
    check("example.ron", text, None).report
}

#[test]
fn every_code_has_its_page_in_both_languages() {
    for code in Code::ALL {
        let page = page(code.number()).unwrap_or_else(|| panic!("{} has no page", code.number()));
        assert!(page.starts_with(&format!("# {}\n", code.number())));
        for part in ["\n## ja\n**", "\n## en\n**", "\n## fails\n```ron\n", "\n## mended\n```ron\n"] {
            assert!(page.contains(part), "{} has no {part:?}", code.number());
        }
    }
}

#[test]
fn the_failing_example_is_told_by_its_code_alone_and_the_mended_one_is_sound() {
    // How a file that is not UTF-8 looks cannot be shown in a page that is.
    for code in Code::ALL.iter().filter(|code| **code != Code::Unreadable) {
        let page = page(code.number()).expect("it has a page");
        let failing = report(*code, example(page, "fails"));
        let codes: Vec<Code> = failing.problems.iter().map(|problem| problem.code).collect();
        assert!(!codes.is_empty(), "{}: nothing is told", code.number());
        // Where a day can be neither won nor proven lost, nobody earns the outcome, and nobody sees the good ending.
        let told_too = |told: &Code| *code == Code::Undecided && matches!(told, Code::NobodyEarns | Code::NeverSeen);
        assert!(codes.contains(code), "{}: {codes:?}", code.number());
        assert!(
            codes.iter().all(|told| told == code || told_too(told)),
            "{}: {codes:?}\n{}",
            code.number(),
            failing.human(Language::En)
        );
        let mended = report(*code, example(page, "mended"));
        assert!(mended.problems.is_empty(), "{}\n{}", code.number(), mended.human(Language::En));
    }
}
