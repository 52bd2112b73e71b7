//! The contract of the author's loop: a changed scenario is played to the same minute by the same commands, and stops with
//! a reason where one is no longer possible.

use shikyu::record::carry_over;
use shikyu::scenario::{Plan, library, load};
use shikyu::sim::Refusal;
use shikyu::trainee;
use std::sync::Arc;

fn story() -> &'static str {
    library::built_in_file("month_end_outage.ron").expect("the story is built in")
}

fn plan(source: &str) -> Arc<Plan> {
    Arc::new(load("story.ron", source).unwrap_or_else(|report| panic!("{}", report.human(shikyu::text::Language::En))))
}

#[test]
fn a_changed_word_leaves_the_run_where_it_was() {
    let old = plan(story());
    let played = trainee::play("as_it_happened", &old, 7).expect("the story has its trainee");
    let until = 90 * 60;
    let log: Vec<_> = played.log.iter().filter(|(at, _)| *at <= until).cloned().collect();
    let new = plan(&story().replacen("title: (ja: \"", "title: (ja: \"新・", 1));
    let carried = carry_over(&old, new, 7, &log, until);
    assert_eq!(carried.stopped, None);
    assert_eq!(carried.log.len(), log.len());
    assert_eq!(carried.simulation.now(), until);
    let before = played.simulation.events().iter().filter(|event| event.t <= until).count();
    assert_eq!(carried.simulation.events().iter().filter(|event| event.t <= until).count(), before);
}

#[test]
fn an_item_that_is_gone_stops_the_run_at_the_command_that_names_it() {
    let old = plan(story());
    let played = trainee::play("as_it_happened", &old, 7).expect("the story has its trainee");
    let new = plan(&story().replace("\"senior_a\"", "\"senior_z\""));
    let stopped = carry_over(&old, new, 7, &played.log, old.ends).stopped.expect("it rings senior_a");
    assert!(format!("{:?}", stopped.command).contains("senior_a"), "{stopped:?}");
    assert_eq!(stopped.why, None);
}

#[test]
fn what_is_refused_now_stops_the_run_with_the_reason() {
    let old = plan(story());
    let played = trainee::play("as_it_happened", &old, 7).expect("the story has its trainee");
    // The customer rings an hour later: the phone does not ring when it is lifted.
    let new = plan(&story().replacen("After(\"11:50\")", "After(\"12:50\")", 1));
    let stopped = carry_over(&old, new, 7, &played.log, old.ends).stopped.expect("the first call comes later");
    assert_eq!(stopped.why, Some(Refusal::NotRinging));
}
