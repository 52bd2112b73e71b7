//! The contract of the story: under every seed the month-end outage, played as it happened, shows what happened.

use shikyu::scenario::plan::{Channel, Plan};
use shikyu::scenario::{Folders, library};
use shikyu::score::fold;
use shikyu::sim::event::{Event, Kind};
use shikyu::text::Language;
use shikyu::time::{MINUTE, Time};
use shikyu::trainee;
use std::path::Path;
use std::sync::Arc;

fn plan(id: &str) -> Arc<Plan> {
    match library::find(id, &Folders::below(Path::new("no such folder"))) {
        Ok(plan) => Arc::new(plan),
        Err(report) => panic!("{}", report.human(Language::En)),
    }
}

fn when(events: &[Event], what: &str, fits: impl Fn(&Kind) -> bool) -> Time {
    events.iter().find(|event| fits(&event.kind)).unwrap_or_else(|| panic!("it never happened: {what}")).t
}

#[test]
fn as_it_happened_shows_the_facts_of_the_story_under_every_seed() {
    let plan = plan("month_end_outage");
    let clock = |hours: i64, minutes: i64| (hours * 60 + minutes) * MINUTE - plan.calendar.start_of_day_offset();
    let who = |id: &str| plan.person_named(id).unwrap_or_else(|| panic!("no {id}"));
    let (customer, manager, senior_a) = (who("customer_a"), who("manager"), who("senior_a"));
    for seed in 1..=200 {
        let Some(played) = trainee::play("as_it_happened", &plan, seed) else { panic!("no such trainee") };
        let events = played.simulation.events();
        let rings: Vec<Time> = events
            .iter()
            .filter(|event| matches!(event.kind, Kind::CallIncoming { who, .. } if who == customer))
            .map(|event| event.t)
            .collect();
        assert_eq!(rings[0], clock(11, 50), "seed {seed}");
        let waited = rings[1] - rings[0];
        assert!((55 * MINUTE..=65 * MINUTE).contains(&waited), "seed {seed}: called back after {waited} s");
        assert!(
            events.iter().any(|event| matches!(event.kind, Kind::RangOut { who } if who == senior_a)),
            "seed {seed}: senior A picked up"
        );
        let dialled =
            events.iter().filter(|event| matches!(event.kind, Kind::Dialled { who } if who == manager)).count();
        let reached = when(
            events,
            "the manager",
            |kind| matches!(kind, Kind::Reached { who, channel: Channel::Phone } if *who == manager),
        );
        assert_eq!(dialled, 1, "seed {seed}: the manager was reached on the first try");
        assert!(
            (0..=8 * MINUTE).contains(&(reached - rings[1])),
            "seed {seed}: the manager after {}",
            reached - rings[1]
        );
        let restored = when(events, "restoration", |kind| matches!(kind, Kind::ServiceRestored { .. }));
        assert!((clock(13, 0)..=clock(13, 30)).contains(&restored), "seed {seed}: restored at {restored}");
        let done =
            when(events, "the orders", |kind| matches!(kind, Kind::CustomerDone { who, .. } if *who == customer));
        assert!(done < clock(15, 0), "seed {seed}: orders done at {done}");
        let mail =
            when(events, "the mail", |kind| matches!(kind, Kind::MailReceived { who, .. } if *who == Some(senior_a)));
        assert!(mail >= clock(16, 0), "seed {seed}: senior A wrote at {mail}");
        let ending = played.simulation.ending().map(|ending| plan.endings[ending.index()].id.as_str());
        assert_eq!(ending, Some("apology_visit"), "seed {seed}");
    }
}

#[test]
fn every_built_in_trainee_of_a_file_meets_its_expectations_on_every_seed() {
    for (name, source) in library::built_in() {
        let plan = match shikyu::scenario::load(&name, source) {
            Ok(plan) => Arc::new(plan),
            Err(report) => panic!("{}", report.human(Language::En)),
        };
        for trainee in &plan.trainees {
            for seed in 1..=200 {
                let Some(played) = trainee::play(&trainee.id, &plan, seed) else { panic!("no {}", trainee.id) };
                let score = fold(&plan, played.simulation.events());
                let failed = trainee::failed_expectations(&played, &score, &trainee.expect);
                assert!(
                    failed.is_empty(),
                    "{name}, {}, seed {seed}: {:?} (total {})",
                    trainee.id,
                    failed.iter().map(|place| &trainee.expect[*place]).collect::<Vec<_>>(),
                    score.total
                );
            }
        }
    }
}

#[test]
fn what_the_trainee_never_tried_differs_from_seed_to_seed() {
    let plan = plan("month_end_outage");
    let Some(manager) = plan.person_named("manager") else { panic!("no manager") };
    let mut free_at_once = 0;
    for seed in 1..=200 {
        let Some(played) = trainee::play("silent", &plan, seed) else { panic!("no such trainee") };
        let first = played.simulation.events().iter().find_map(|event| match event.kind {
            Kind::ReachRevealed { who, channel: Channel::Phone, manner, .. } if who == manager => Some(manner),
            _ => None,
        });
        free_at_once += i32::from(first == Some(shikyu::scenario::plan::Manner::Answers));
    }
    assert!((80..=160).contains(&free_at_once), "the manager was free at once on {free_at_once} of 200 seeds");
}
