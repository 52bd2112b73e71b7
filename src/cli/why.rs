//! `why`: the conditions of a scenario at a minute of a recorded run, as trees.

use super::{Format, Output, fail, print};
use crate::l10n;
use crate::record::Record;
use crate::scenario::Plan;
use crate::sim::why::{Of, Part, Why as Reason, why};
use crate::text::Language;
use crate::time::{self, Time};
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct Why {
    /// The record.
    run: PathBuf,
    /// Only what has this id: a rule, a conversation, a deadline, an ending.
    #[arg(long)]
    rule: Option<String>,
    /// The minute, such as 12:30 or "1d 09:00"; without it the end of the run.
    #[arg(long)]
    at: Option<String>,
    #[command(flatten)]
    output: Output,
}

impl Why {
    pub(super) fn run(self) -> ExitCode {
        let language = self.output.language();
        let read = Record::read(&self.run).and_then(|record| {
            let plan = record.plan()?;
            let log = record.log(&plan)?;
            Ok((plan, record.header.seed, log))
        });
        let (plan, seed, log) = match read {
            Ok(read) => read,
            Err(problem) => return fail(problem.text().get(language)),
        };
        let at = match &self.at {
            None => plan.ends,
            Some(word) => match time::parse_clock(word) {
                Some(clock) => clock - plan.calendar.start_of_day_offset(),
                None => return fail(&l10n::say(language, "why-bad-time", &[("word", word.as_str().into())])),
            },
        };
        let mut reasons = why(&plan, seed, &log, at);
        if let Some(id) = &self.rule {
            reasons.retain(|reason| reason.id == *id);
            if reasons.is_empty() {
                return fail(&l10n::say(language, "why-no-rule", &[("id", id.as_str().into())]));
            }
        }
        match self.output.format {
            Format::Json => {
                let all: Vec<Value> = reasons.iter().map(|reason| json_of(&plan, reason)).collect();
                print(&format!("{:#}", Value::Array(all)));
            }
            Format::Human => reasons.iter().for_each(|reason| print(&shown(&plan, reason, language))),
        }
        ExitCode::SUCCESS
    }
}

/// The key of what a condition belongs to.
fn word(of: Of) -> &'static str {
    match of {
        Of::Rule => "rule",
        Of::Conversation => "conversation",
        Of::Deadline => "deadline",
        Of::Ending => "ending",
        Of::Gate => "gate",
    }
}

fn shown(plan: &Plan, reason: &Reason, language: Language) -> String {
    let name = l10n::say(language, &format!("why-{}", word(reason.of)), &[]);
    let state = match reason.happened {
        Some(time) => l10n::say(language, "why-happened", &[("clock", plan.calendar.day_and_clock(time).into())]),
        None => l10n::say(language, "why-not-yet", &[]),
    };
    let mut shown = format!("{name} {}: {state}\n", reason.id);
    part_shown(plan, &reason.condition, 1, language, &mut shown);
    shown.trim_end().to_owned()
}

fn part_shown(plan: &Plan, part: &Part, depth: usize, language: Language, into: &mut String) {
    let sign = if part.holds { "✓" } else { "✗" };
    let since = l10n::say(language, "why-since", &[("clock", plan.calendar.day_and_clock(part.since).into())]);
    into.push_str(&format!("{}{sign} {}  ({since})\n", "  ".repeat(depth), part.words));
    part.parts.iter().for_each(|child| part_shown(plan, child, depth + 1, language, into));
}

fn json_of(plan: &Plan, reason: &Reason) -> Value {
    fn part(plan: &Plan, of: &Part) -> Value {
        let stamp = |time: Time| plan.calendar.stamp(time);
        json!({
            "words": of.words, "holds": of.holds, "since": stamp(of.since),
            "parts": of.parts.iter().map(|child| part(plan, child)).collect::<Vec<_>>(),
        })
    }
    json!({
        "of": word(reason.of), "id": reason.id,
        "happened": reason.happened.map(|time| plan.calendar.stamp(time)),
        "condition": part(plan, &reason.condition),
    })
}
