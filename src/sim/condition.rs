//! When a condition holds, and when next it could change by the clock alone.

use super::engine::Simulation;
use super::luck::Day;
use super::state::State;
use crate::scenario::plan::{Condition, Moment};
use crate::time::Time;

/// The time of a moment, if its anchor has one already.
pub(super) fn time_of(state: &State, day: &Day, moment: &Moment) -> Option<Time> {
    let offset = day.value(moment.offset);
    match moment.anchor {
        None => Some(offset),
        Some(anchor) => state.began[usize::from(anchor.0)].map(|began| began + offset),
    }
}

/// Whether a condition holds. Words of expectations hold never: they are judged when the run is over.
pub(super) fn holds(simulation: &Simulation, condition: &Condition) -> bool {
    let (state, day) = (&simulation.state, &simulation.day);
    let person = |id: &crate::id::PersonId| state.person(*id);
    match condition {
        Condition::All(children) => children.iter().all(|child| holds(simulation, child)),
        Condition::Any(children) => children.iter().any(|child| holds(simulation, child)),
        Condition::Not(child) => !holds(simulation, child),
        Condition::For(spell, span, _) => state.spells[spell.index()].is_some_and(|since| state.now - since >= *span),
        Condition::After(moment) => time_of(state, day, moment).is_some_and(|time| state.now >= time),
        Condition::Before(moment) => time_of(state, day, moment).is_some_and(|time| state.now < time),
        Condition::Happened(anchor) => state.done[usize::from(anchor.0)].is_some(),
        Condition::Knows(fact) => state.knows(*fact),
        Condition::Told(who, fact) => person(who).heard[fact.index()],
        Condition::Tried(who) => person(who).tried.is_some(),
        Condition::Reached(who) => person(who).reached.is_some(),
        Condition::Helping(who) => person(who).helping,
        Condition::Here(who) => person(who).here,
        Condition::Holds(who, duty) => person(who).holds.contains(duty),
        Condition::Quiet(who, span) => person(who).last_contact.is_some_and(|last| state.now - last >= *span),
        Condition::Chased(who) => person(who).chases > 0,
        Condition::BrokeWord(who) => person(who).broke_word,
        Condition::Confirmed(who) => person(who).confirmed,
        Condition::Mood(who, range) => range.contains(i64::from(person(who).mood)),
        Condition::Allowed(repair) => state.repairs[repair.index()].allowed,
        Condition::Done(repair) => state.repairs[repair.index()].done,
        Condition::Destroyed(repair) => state.repairs[repair.index()].destroyed,
        Condition::Down(system) => state.systems[system.index()].down,
        Condition::Restored(system) => {
            let system = state.systems[system.index()];
            system.restored && !system.down
        }
        Condition::Met(deadline) => state.deadlines[deadline.index()].met,
        Condition::Missed(deadline) => state.deadlines[deadline.index()].missed,
        Condition::Declared(level) => state.severity.is_some_and(|declared| declared <= *level),
        Condition::Closed => *state.closed,
        Condition::Within(..) | Condition::Ending(_) | Condition::Score(_) | Condition::Bar(..) => false,
    }
}

/// The next moment after now at which the clock alone could change the condition.
pub(super) fn next_change(simulation: &Simulation, condition: &Condition) -> Option<Time> {
    let (state, day) = (&simulation.state, &simulation.day);
    let later = |time: Option<Time>| time.filter(|time| *time > state.now);
    match condition {
        Condition::All(children) | Condition::Any(children) => {
            children.iter().filter_map(|child| next_change(simulation, child)).min()
        }
        Condition::Not(child) => next_change(simulation, child),
        Condition::For(spell, span, child) => {
            let own = later(state.spells[spell.index()].map(|since| since + span));
            [own, next_change(simulation, child)].into_iter().flatten().min()
        }
        Condition::After(moment) | Condition::Before(moment) => later(time_of(state, day, moment)),
        Condition::Quiet(who, span) => later(state.person(*who).last_contact.map(|last| last + span)),
        _ => None,
    }
}
