//! The contract of the timeline: its lanes tell what the events tell, without gaps or overlaps.

use shikyu::debrief::{Owner, Point, Stretch, ghosts, reachable, timeline, whole_day};
use shikyu::scenario::{Folders, library};
use shikyu::time::MINUTE;
use shikyu::trainee;
use std::sync::Arc;

#[test]
fn the_story_s_lanes_show_the_hour_of_silence() {
    let Ok(plan) = library::find("month_end_outage", &Folders::below(std::path::Path::new("nowhere"))) else {
        panic!()
    };
    let plan = Arc::new(plan);
    for seed in 1..=50 {
        let Some(played) = trainee::play("as_it_happened", &plan, seed) else { panic!() };
        let drawn = timeline(&plan, played.simulation.events());
        let lane =
            |owner: Owner| drawn.lanes.iter().find(|lane| lane.owner == owner).unwrap_or_else(|| panic!("{owner:?}"));
        let who = |id: &str| Owner::Person(plan.person_named(id).unwrap_or_else(|| panic!("{id}")));
        let me = lane(Owner::Me);
        assert!(me.stretches.windows(2).all(|pair| pair[0].to == pair[1].from), "seed {seed}: gaps on my lane");
        assert_eq!(me.stretches.last().map(|last| last.to), Some(drawn.ended), "seed {seed}");
        let silence = lane(who("customer_a")).stretches.iter().find(|stretch| stretch.what == Stretch::Silence);
        let silence = silence.unwrap_or_else(|| panic!("seed {seed}: no silence"));
        assert!((54 * MINUTE..=65 * MINUTE).contains(&(silence.to - silence.from)), "seed {seed}");
        assert_eq!(lane(who("senior_a")).points.iter().filter(|point| point.what == Point::Attempt).count(), 2);
        // The mail left at 12:01, and was answered long after the end.
        let answered = &lane(who("senior_a")).answers;
        assert!(matches!(answered[..], [(asked, at)] if asked == 16 * MINUTE && at > drawn.ended), "seed {seed}");
        let whole = whole_day(&plan, played.simulation.events());
        assert_eq!((whole.from, whole.to, whole.ended), (0, plan.ends, drawn.ended), "seed {seed}");
        assert_eq!(whole.lanes.len(), drawn.lanes.len(), "seed {seed}");
        assert_eq!(lane(who("manager")).points.iter().map(|point| point.what).collect::<Vec<_>>(), [Point::Contact]);
        assert!(lane(who("senior_b")).points.is_empty() && lane(who("account_manager")).points.is_empty());
        let service: Vec<Stretch> =
            lane(Owner::System(shikyu::id::SystemId(0))).stretches.iter().map(|stretch| stretch.what).collect();
        assert_eq!(service, [Stretch::Down, Stretch::Repair, Stretch::Up], "seed {seed}");
        assert!(reachable(&plan, played.simulation.events()).len() >= 10);
        let beside = ghosts(&plan, seed);
        assert_eq!(beside.len(), 2);
        assert!(beside[0].score.total < beside[1].score.total, "seed {seed}");
    }
}
