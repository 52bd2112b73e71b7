//! A run as lines of JSON: what it is, its events, its score.

use super::Run;
use crate::text::Language;
use serde_json::json;

/// The lines of a run: `{"run": …}`, an event a line as `run --format json` has them, and `{"score": …}`.
pub fn lines(run: &Run, language: Language) -> String {
    let simulation = &run.simulation;
    let plan = simulation.plan();
    let ending = simulation.ending().map(|ending| plan.endings[ending.index()].id.as_str());
    let head = json!({
        "run": {
            "scenario": plan.id,
            "scenario_hash": plan.hash,
            "title": { "ja": plan.title.get(Language::Ja), "en": plan.title.get(Language::En) },
            "seed": simulation.seed(),
            "trainee": run.header.trainee,
            "pace": run.header.pace,
            "language": run.header.language.code(),
            "rules": run.header.rules,
            "begun": run.begun.map(|begun| begun.to_string()),
            "ending": ending,
            "breaks_off": run.breaks_off.map(|time| plan.calendar.stamp(time)),
            "events": simulation.events().len(),
            "events_hash": run.events_hash,
        }
    });
    let events = simulation.events().iter().map(|event| event.json(plan));
    let score = json!({ "score": run.score.json(language) });
    let lines = std::iter::once(head).chain(events).chain(std::iter::once(score));
    lines.map(|line| format!("{line}\n")).collect()
}
