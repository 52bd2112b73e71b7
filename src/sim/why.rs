//! Why something has not begun: its condition as a tree, each part true or false, and since when.

use super::command::Command;
use super::engine::Simulation;
use crate::scenario::plan::{AnchorId, Condition, Moment, Plan};
use crate::scenario::words::Range;
use crate::time::{self, Time};
use std::sync::Arc;

/// A part of a condition at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The words of the scenario; of a part with parts, its first word.
    pub words: String,
    /// Whether it holds.
    pub holds: bool,
    /// Since when it has been so.
    pub since: Time,
    /// Its parts.
    pub parts: Vec<Part>,
}

/// What a condition belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A rule fires.
    Rule,
    /// A conversation begins.
    Conversation,
    /// What a deadline asks for holds.
    Deadline,
    /// An ending is come to.
    Ending,
    /// The total is capped.
    Gate,
}

/// Why something has happened or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// Its id; of a gate, its number from 1.
    pub id: String,
    /// What it is.
    pub of: Of,
    /// When it first happened.
    pub happened: Option<Time>,
    /// Its condition.
    pub condition: Part,
}

/// Every condition that waits for something, at a minute of a run. `log` is played up to that minute.
pub fn why(plan: &Arc<Plan>, seed: u64, log: &[(Time, Command)], at: Time) -> Vec<Why> {
    let mut simulation = Simulation::new(plan.clone(), seed);
    let asked = conditions(plan);
    let first: Vec<usize> = asked.iter().map(|(.., condition)| watch(&mut simulation, condition)).collect();
    for (time, command) in log.iter().filter(|(time, _)| *time <= at) {
        simulation.advance_to(*time);
        // A run that was played once is possible; one of a changed scenario stops where it no longer is.
        if simulation.apply(command).is_err() {
            break;
        }
    }
    simulation.advance_to(at);
    asked
        .into_iter()
        .zip(first)
        .map(|((id, of, anchor, condition), mut first)| {
            let happened = match (of, anchor) {
                (Of::Rule | Of::Conversation, Some(anchor)) => simulation.began(anchor),
                _ => simulation.first_true(first),
            };
            Why { id, of, happened, condition: part(&simulation, plan, condition, &mut first) }
        })
        .collect()
}

fn conditions(plan: &Plan) -> Vec<(String, Of, Option<AnchorId>, &Condition)> {
    let talks = plan.conversations.iter().filter_map(|talk| Some((talk, talk.when.as_ref()?)));
    let endings = plan.endings.iter().filter_map(|ending| Some((ending, ending.when.as_ref()?)));
    talks
        .map(|(talk, when)| (talk.id.clone(), Of::Conversation, Some(talk.anchor), when))
        .chain(plan.rules.iter().map(|rule| (rule.id.clone(), Of::Rule, Some(rule.anchor), &rule.when)))
        .chain(plan.deadlines.iter().map(|deadline| (deadline.id.clone(), Of::Deadline, None, &deadline.done)))
        .chain(
            plan.scoring
                .gates
                .iter()
                .enumerate()
                .map(|(number, gate)| (format!("{}", number + 1), Of::Gate, None, &gate.when)),
        )
        .chain(endings.map(|(ending, when)| (ending.id.clone(), Of::Ending, None, when)))
        .collect()
}

/// Watches a condition and each part of it, in order; says the place of the first.
fn watch(simulation: &mut Simulation, condition: &Condition) -> usize {
    let place = simulation.watch(condition.clone());
    for part in condition.parts() {
        watch(simulation, part);
    }
    place
}

fn part(simulation: &Simulation, plan: &Plan, condition: &Condition, watched: &mut usize) -> Part {
    let (holds, since) = simulation.watched_since(*watched);
    *watched += 1;
    let parts = condition.parts().iter().map(|child| part(simulation, plan, child, watched)).collect();
    Part { words: words(plan, condition), holds, since, parts }
}

/// A condition as the scenario writes it; of one with parts, its first word alone.
pub fn words(plan: &Plan, condition: &Condition) -> String {
    let quoted = |id: &str| format!("\"{id}\"");
    let person = |id: &crate::id::PersonId| quoted(&plan.person(*id).id);
    let fact = |id: &crate::id::FactId| quoted(&plan.fact(*id).id);
    let span = |span: &i64| quoted(&time::span_word(*span));
    let one = |word: &str, inner: String| format!("{word}({inner})");
    let two = |word: &str, first: String, second: String| format!("{word}({first}, {second})");
    match condition {
        Condition::All(_) => "All".to_owned(),
        Condition::Any(_) => "Any".to_owned(),
        Condition::Not(_) => "Not".to_owned(),
        Condition::For(_, length, _) => one("For", span(length)),
        Condition::After(moment) => one("After", quoted(&moment_words(plan, moment))),
        Condition::Before(moment) => one("Before", quoted(&moment_words(plan, moment))),
        Condition::Happened(anchor) => one("Happened", quoted(anchor_id(plan, *anchor))),
        Condition::Knows(known) => one("Knows", fact(known)),
        Condition::Told(who, told) => two("Told", person(who), fact(told)),
        Condition::Tried(who) => one("Tried", person(who)),
        Condition::Reached(who) => one("Reached", person(who)),
        Condition::Helping(who) => one("Helping", person(who)),
        Condition::Here(who) => one("Here", person(who)),
        Condition::Holds(who, duty) => two("Holds", person(who), format!("{duty:?}")),
        Condition::Quiet(who, length) => two("Quiet", person(who), span(length)),
        Condition::Chased(who) => one("Chased", person(who)),
        Condition::BrokeWord(who) => one("BrokeWord", person(who)),
        Condition::Confirmed(who) => one("Confirmed", person(who)),
        Condition::Mood(who, range) => two("Mood", person(who), quoted(&range_words(*range))),
        Condition::Allowed(repair) => one("Allowed", quoted(&plan.repair(*repair).id)),
        Condition::Done(repair) => one("Done", quoted(&plan.repair(*repair).id)),
        Condition::Destroyed(repair) => one("Destroyed", quoted(&plan.repair(*repair).id)),
        Condition::Down(system) => one("Down", quoted(&plan.system(*system).id)),
        Condition::Restored(system) => one("Restored", quoted(&plan.system(*system).id)),
        Condition::Met(deadline) => one("Met", quoted(&plan.deadline(*deadline).id)),
        Condition::Missed(deadline) => one("Missed", quoted(&plan.deadline(*deadline).id)),
        Condition::Declared(level) => one("Declared", format!("{level:?}")),
        Condition::Closed => "Closed".to_owned(),
        Condition::Within(..) => "Within".to_owned(),
        Condition::Ending(ending) => one("Ending", quoted(&plan.endings[ending.index()].id)),
        Condition::Score(range) => one("Score", quoted(&range_words(*range))),
        Condition::Bar(bar, range) => two("Bar", quoted(bar), quoted(&range_words(*range))),
    }
}

/// A whole condition as the scenario writes it.
pub fn written(plan: &Plan, condition: &Condition) -> String {
    let parts: Vec<String> = condition.parts().iter().map(|part| written(plan, part)).collect();
    match condition {
        Condition::All(_) | Condition::Any(_) => format!("{}([{}])", words(plan, condition), parts.join(", ")),
        Condition::Not(_) => format!("Not({})", parts.concat()),
        Condition::For(_, span, _) => format!("For(\"{}\", {})", time::span_word(*span), parts.concat()),
        Condition::Within(window, _) => format!("Within({}, {})", window_words(plan, window), parts.concat()),
        _ => words(plan, condition),
    }
}

fn window_words(plan: &Plan, window: &crate::scenario::plan::Window) -> String {
    let end = |time: Option<Time>| match (time, window.anchor) {
        (None, _) => String::new(),
        (Some(time), None) => plan.calendar.clock(time),
        (Some(time), Some(_)) => format!("+{}", time::span_word(time)),
    };
    let anchor = window.anchor.map_or_else(String::new, |anchor| format!(" after {}", anchor_id(plan, anchor)));
    format!("\"{}..{}{anchor}\"", end(window.from), end(window.to))
}

fn range_words(range: Range) -> String {
    let end = |number: i64, open: i64| if number == open { String::new() } else { number.to_string() };
    format!("{}..{}", end(range.least, i64::MIN), end(range.most, i64::MAX))
}

fn anchor_id(plan: &Plan, anchor: AnchorId) -> &str {
    plan.items.iter().find(|(_, (_, other))| *other == anchor).map_or("", |(id, _)| id)
}

fn moment_words(plan: &Plan, moment: &Moment) -> String {
    let (least, most) = (moment.offset.least, moment.offset.most);
    match moment.anchor {
        Some(anchor) => {
            let range = if least == most {
                format!("+{}", time::span_word(least))
            } else {
                format!("+{}..+{}", time::span_word(least), time::span_word(most))
            };
            format!("{range} after {}", anchor_id(plan, anchor))
        }
        None if least == most => plan.calendar.clock(least),
        None => format!("{}..{}", plan.calendar.clock(least), plan.calendar.clock(most)),
    }
}
