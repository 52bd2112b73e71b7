//! The contract of the findings: at most three, each pointing at an event that happened, and what is told of a run is
//! what was so in it, on every day.

use shikyu::debrief::findings::{Finding, MOST, What, findings};
use shikyu::debrief::first_contact::{FirstContact, STEP};
use shikyu::scenario::{Folders, Plan, library};
use shikyu::sim::Event;
use shikyu::text::Language;
use shikyu::time::MINUTE;
use shikyu::trainee;
use std::sync::Arc;

fn plan(id: &str) -> Arc<Plan> {
    match library::find(id, &Folders::below(std::path::Path::new("no such folder"))) {
        Ok(plan) => Arc::new(plan),
        Err(report) => panic!("{}", report.human(Language::En)),
    }
}

/// A scenario without what it has to say itself: what is left is said of any run.
fn without_lessons(id: &str) -> Arc<Plan> {
    let mut plan = (*plan(id)).clone();
    plan.rules.iter_mut().for_each(|rule| rule.lesson = None);
    Arc::new(plan)
}

fn events(plan: &Arc<Plan>, name: &str, seed: u64) -> Vec<Event> {
    let played = trainee::play(name, plan, seed).unwrap_or_else(|| panic!("no {name}"));
    played.simulation.events().to_vec()
}

fn of(plan: &Arc<Plan>, name: &str, seed: u64) -> Vec<Finding> {
    findings(plan, &events(plan, name, seed))
}

fn kinds(found: &[Finding]) -> Vec<What> {
    found.iter().map(|finding| finding.what).collect()
}

fn one(found: &[Finding], what: What) -> &Finding {
    found.iter().find(|finding| finding.what == what).unwrap_or_else(|| panic!("no {what:?} in {found:?}"))
}

#[test]
fn the_story_s_day_shows_the_wait_and_the_urgency_that_could_be_heard() {
    let plan = without_lessons("month_end_outage");
    for seed in 1..=30 {
        let run = events(&plan, "as_it_happened", seed);
        let found = findings(&plan, &run);
        assert_eq!(kinds(&found), [What::Best, What::Wait, What::Urgency], "seed {seed}");
        // The mail to senior A left at 12:01; the next try was the call to the manager.
        let wait = one(&found, What::Wait);
        assert_eq!(plan.calendar.clock(wait.at), "12:01", "seed {seed}");
        assert!(wait.title.en.contains("Senior A"), "{}", wait.title.en);
        for name in ["The manager", "The account manager"] {
            assert!(wait.detail.en.contains(name), "seed {seed}: {}", wait.detail.en);
        }
        assert!(!wait.detail.en.contains("Senior A"), "he could not be reached: {}", wait.detail.en);
        assert!(wait.detail.ja.contains("手が空いていた時間"), "{}", wait.detail.ja);
        let urgency = one(&found, What::Urgency);
        assert_eq!(plan.calendar.clock(urgency.at), "11:50", "seed {seed}");
        assert!(urgency.detail.ja.contains("至急"), "what they said is told: {}", urgency.detail.ja);
        let best = one(&found, What::Best);
        assert!(best.title.en.contains("manager"), "one good call settled it: {}", best.title.en);
    }
}

#[test]
fn whoever_goes_by_the_book_is_told_what_went_well_and_nothing_is_made_up_beside_it() {
    let plan = without_lessons("month_end_outage");
    for seed in 1..=30 {
        let found = of(&plan, "by_the_book", seed);
        assert_eq!(found[0].what, What::Best, "seed {seed}");
        for what in [What::Wait, What::Urgency, What::Missing] {
            assert!(!kinds(&found).contains(&what), "seed {seed}: {found:?}");
        }
    }
}

#[test]
fn who_tells_nobody_sees_the_hours_in_nobody_else_s_hands_and_no_message() {
    let plan = without_lessons("month_end_outage");
    for seed in 1..=30 {
        let found = of(&plan, "silent", seed);
        assert_eq!(kinds(&found), [What::Best, What::Wait, What::Urgency], "seed {seed}");
        assert!(one(&found, What::Best).title.en.contains("first call"));
        let wait = one(&found, What::Wait);
        assert!(wait.title.en.contains("nobody else"), "{}", wait.title.en);
        assert!(wait.detail.en.contains("The manager"), "{}", wait.detail.en);
    }
}

#[test]
fn one_vague_mail_to_everybody_lacks_by_when_which_could_have_been_asked() {
    let plan = without_lessons("month_end_outage");
    for seed in 1..=30 {
        let found = of(&plan, "mail_blast", seed);
        assert_eq!(kinds(&found), [What::Best, What::Missing, What::Wait], "seed {seed}");
        let missing = one(&found, What::Missing);
        assert!(missing.title.en.contains("by when it matters"), "{}", missing.title.en);
        assert!(missing.title.en.contains("and 4 more"), "it went to five with a part in it: {}", missing.title.en);
        assert!(missing.detail.en.contains("Company A"), "the customer knew: {}", missing.detail.en);
        assert!(one(&found, What::Wait).title.en.contains("5 people"));
    }
}

#[test]
fn a_small_matter_is_praised_for_its_ticket_and_costs_when_everybody_is_called() {
    let plan = without_lessons("old_logo");
    for seed in 1..=30 {
        let quiet = of(&plan, "proportionate", seed);
        assert_eq!(kinds(&quiet), [What::Best], "seed {seed}: {quiet:?}");
        assert!(quiet[0].title.en.contains("in writing"), "{}", quiet[0].title.en);
        let loud = of(&plan, "call_everyone_good", seed);
        assert!(kinds(&loud).contains(&What::Noise), "seed {seed}: {loud:?}");
        assert!(!kinds(&loud).contains(&What::Urgency), "a loud voice is no urgency");
        assert!(one(&loud, What::Noise).detail.en.contains("The president"), "seed {seed}");
        let silent = of(&plan, "silent", seed);
        assert!(one(&silent, What::Wait).detail.en.contains("The forms owner"), "seed {seed}");
    }
}

#[test]
fn every_finding_points_at_an_event_and_has_all_its_words() {
    for id in ["month_end_outage", "old_logo", "one_key", "payday_cutoff", "presale_morning"] {
        let plan = without_lessons(id);
        // The best policy is searched for anew each time it is named; the others are a day's play.
        for name in trainee::names(&plan).into_iter().filter(|name| name.as_str() != trainee::par::NAME) {
            let run = events(&plan, &name, 3);
            let found = findings(&plan, &run);
            assert!(found.len() <= MOST, "{id} {name}");
            for finding in &found {
                assert!(run.iter().any(|event| event.n == finding.event), "{id} {name}: {finding:?}");
                assert!((0..=plan.ends).contains(&finding.at), "{id} {name}: {finding:?}");
                let (when, will) = &finding.opening;
                for text in [&finding.title, &finding.detail, when, will] {
                    for language in Language::ALL {
                        let words = text.get(language);
                        assert!(!words.is_empty() && !words.starts_with('['), "{id} {name}: {words}");
                        assert!(!words.contains("{$") && !words.contains("{ $"), "{id} {name}: {words}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_first_contact_is_the_first_with_somebody_who_decides_before_the_run_was_over() {
    let plan = without_lessons("month_end_outage");
    let manager = plan.person_named("manager").expect("there is a manager");
    for seed in 1..=30 {
        let told = FirstContact::of(&plan, &events(&plan, "as_it_happened", seed)).expect("there was a sign");
        assert!(told.decider);
        let (who, at) = told.reached.expect("the manager was reached");
        assert_eq!(who, manager);
        assert!((55 * MINUTE..80 * MINUTE).contains(&at.t), "seed {seed}: {}", at.t);
        assert_eq!(plan.calendar.clock(told.from), "11:50");
        let times: Vec<_> = told.times().collect();
        assert!(times.windows(2).all(|pair| pair[1] - pair[0] == STEP));
        assert_eq!((times.first(), times.last()), (Some(&told.from), Some(&told.to)));
        let never = FirstContact::of(&plan, &events(&plan, "silent", seed)).expect("there was a sign");
        assert_eq!(never.reached, None, "seed {seed}");
    }
    // Nobody decides over an old logo: it is asked when its owner was reached.
    let logo = self::plan("old_logo");
    let told = FirstContact::of(&logo, &events(&logo, "proportionate", 1)).expect("there was a sign");
    assert!(!told.decider);
    assert_eq!(told.reached.map(|(who, _)| logo.person(who).id.as_str()), Some("forms_owner"));
}

/// Three lessons over the smallest scenario: the first is of what went well, the others are not.
const LESSONS: &str = r#"(
    extends: "smallest.ron",
    rules: [
        (id: "late", when: After("13:30"), lesson: (
            title: (ja: "半時間", en: "Half an hour"), says: (ja: "半時間が過ぎた。", en: "Half an hour had gone."),
            when: (ja: "知らせを受けた", en: "I am told"), will: (ja: "すぐに伝える", en: "pass it on"),
        )),
        (id: "later", when: After("14:00"), lesson: (
            title: (ja: "一時間", en: "An hour"), says: (ja: "一時間が過ぎた。", en: "An hour had gone."),
            when: (ja: "知らせを受けた", en: "I am told"), will: (ja: "すぐに伝える", en: "pass it on"),
        )),
        (id: "listened", when: Reached("customer_c"), lesson: (
            good: true,
            title: (ja: "聞いた", en: "Listened"), says: (ja: "最後まで聞いた。", en: "Heard them out."),
            when: (ja: "電話が鳴った", en: "the phone rings"), will: (ja: "最後まで聞く", en: "hear them out"),
        )),
    ],
    trainees: [
        (id: "listens", does: [Answer("c_calls", [])], expect: []),
        (id: "deaf", does: [], expect: []),
    ],
)"#;

#[test]
fn what_the_scenario_is_there_to_teach_is_told_first() {
    let plan = Arc::new(
        shikyu::scenario::load("lessons.ron", LESSONS)
            .unwrap_or_else(|report| panic!("{}", report.human(Language::En))),
    );
    for seed in 1..=20 {
        let run = events(&plan, "listens", seed);
        let found = findings(&plan, &run);
        let titles: Vec<&str> = found.iter().map(|finding| finding.title.en.as_ref()).collect();
        assert_eq!(titles[..2], ["Listened", "Half an hour"], "seed {seed}");
        assert_eq!(found.len(), MOST);
        assert_eq!(found[1].opening.0.ja.as_ref() as &str, "知らせを受けた");
        // The moment is that at which it came about, and the event one that can be shown.
        assert_eq!(plan.calendar.clock(found[1].at), "13:30");
        let shown = &run[found[0].event as usize - 1];
        assert!(shown.kind.is_visible() && shown.t <= found[0].at, "{shown:?}");
        // An urgency that could be heard keeps its place; else the second lesson has it.
        assert!(found[2].what == What::Urgency || titles[2] == "An hour", "{titles:?}");
        // Who did not do what went well is not told of it.
        let deaf = of(&plan, "deaf", seed);
        assert!(deaf.iter().any(|finding| finding.title.en.as_ref() as &str == "Half an hour"));
        assert!(deaf.iter().all(|finding| finding.title.en.as_ref() as &str != "Listened"));
    }
}

#[test]
fn every_shipped_scenario_names_its_lesson_to_good_runs_and_to_bad_ones() {
    let days = 1..=10;
    for (_, loaded) in library::list(&Folders::below(std::path::Path::new("no such folder"))) {
        let plan = Arc::new(loaded.unwrap_or_else(|report| panic!("{}", report.human(Language::En))));
        let told = |name: &str, good: bool| {
            let is = |finding: &Finding| {
                let lesson = |rule: &shikyu::scenario::plan::Rule| {
                    rule.lesson.as_ref().is_some_and(|lesson| lesson.good == good && lesson.title == finding.title)
                };
                plan.rules.iter().any(lesson)
            };
            days.clone().filter(|seed| of(&plan, name, *seed).iter().any(is)).count()
        };
        let usual = ["by_the_book", "proportionate", "call_everyone_good", "lone_fixer"].map(str::to_owned);
        let names: Vec<String> = plan.trainees.iter().map(|own| own.id.clone()).chain(usual).collect();
        let most =
            |good: bool| names.iter().map(|name| (told(name, good), name.clone())).max().expect("there are some");
        let (praised, to_learn) = (most(true), most(false));
        println!("{}: {praised:?} {to_learn:?}", plan.id);
        assert!(praised.0 >= 8, "{}: nobody is told what went well: {praised:?}", plan.id);
        assert!(to_learn.0 >= 8, "{}: nobody is told what could go otherwise: {to_learn:?}", plan.id);
        // Whoever goes by the book in an incident does not fall for what it is about.
        if plan.severity != shikyu::scenario::plan::Severity::P4 {
            let fell = told("by_the_book", false);
            assert!(fell <= 2, "{}: by_the_book is told so on {fell} of 10 days", plan.id);
        }
    }
}
