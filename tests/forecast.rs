//! The contract of the forecast: nothing ever happens before its bound, neither the bound of any day nor that of the day.

use shikyu::scenario::forecast::{Forecast, Thing};
use shikyu::scenario::library;
use shikyu::sim::{Day, Kind};
use shikyu::trainee::{Trainee, names};
use std::sync::Arc;

#[test]
fn nothing_happens_before_its_bound() {
    let mut seen = 0;
    for (name, source) in library::built_in() {
        let plan = shikyu::scenario::load(&name, source);
        let plan = Arc::new(plan.unwrap_or_else(|report| panic!("{}", report.human(shikyu::text::Language::En))));
        let any_day = Forecast::of(&plan);
        let trainees: Vec<(String, Trainee)> = names(&plan)
            .into_iter()
            .filter(|name| name != "par")
            .filter_map(|name| Trainee::named(&name, &plan).map(|trainee| (name, trainee)))
            .collect();
        for seed in 1..=20 {
            let this_day = Forecast::of_day(&plan, &Day::new(&plan, seed));
            for (who, trainee) in &trainees {
                let played = trainee.play(&plan, seed);
                let events = played.simulation.events();
                let proper = !events.iter().any(|e| matches!(e.kind, Kind::RepairStarted { authorised: false, .. }));
                for event in events {
                    let thing = match &event.kind {
                        Kind::Learned { fact, .. } => Thing::Fact(*fact),
                        Kind::ServiceDown { system } => Thing::Down(*system),
                        Kind::ServiceRestored { system } => Thing::Back(*system),
                        Kind::RepairDone { repair, worked: true } => Thing::Repair(*repair),
                        Kind::RuleFired { rule } => Thing::Rule(*rule),
                        Kind::Authorised { repair, .. } => Thing::Allowed(*repair),
                        Kind::CustomerDone { deadline, .. } => Thing::Done(*deadline),
                        _ => continue,
                    };
                    seen += 1;
                    for (forecast, holds) in [(&any_day, true), (&this_day, proper)] {
                        let bound = forecast.bound(thing).earliest();
                        assert!(
                            !holds || bound.is_some_and(|bound| bound <= event.t),
                            "{name} seed {seed} {who}: {thing:?} at {} but not before {bound:?}",
                            event.t
                        );
                    }
                }
            }
        }
    }
    assert!(seen > 10_000, "{seen}");
}
