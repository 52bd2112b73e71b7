//! What-ifs, and runs laid side by side, in words: the same on the command line and in the window.

use super::ghost::Ghost;
use super::what_if::{Change, DAYS, Facts, WhatIf};
use crate::l10n::{self, Value};
use crate::scenario::Plan;
use crate::scenario::model::BARS;
use crate::score::tenths;
use crate::text::Language;
use crate::time::Time;

/// The decision of a what-if: "Had you rung the manager at 11:54".
pub fn change_words(plan: &Plan, found: &WhatIf, language: Language) -> String {
    let (key, who) = match &found.change {
        Change::Call(who) => ("what-if-call".to_owned(), who),
        Change::Other(who, channel) => (format!("what-if-{}", channel.word()), who),
        Change::Update(who) => ("what-if-update".to_owned(), who),
        Change::Ask(who) => ("what-if-ask".to_owned(), who),
        Change::Say(who, channel) => (format!("what-if-say-{}", channel.word()), who),
    };
    let clock: Value = plan.calendar.day_and_clock(found.at).into();
    l10n::say(language, &key, &[("clock", clock), ("name", (&plan.person(*who).name).into())])
}

/// When the last system was back, or that it was not.
pub fn restored_words(plan: &Plan, restored: Option<Time>, language: Language) -> String {
    match restored {
        Some(time) => {
            let clock = plan.calendar.day_and_clock(time);
            l10n::say(language, "what-if-restored", &[("clock", clock.into())])
        }
        None => l10n::say(language, "what-if-not-restored", &[]),
    }
}

/// How often the customer had to ask.
pub fn chased_words(chased: u32, language: Language) -> String {
    l10n::say(language, "what-if-chased", &[("count", i64::from(chased).into())])
}

/// How it ended.
pub fn ending_words(plan: &Plan, facts: &Facts, language: Language) -> String {
    let ending = facts.ending.map(|ending| plan.endings[ending.index()].title.get(language).to_owned());
    ending.unwrap_or_default()
}

/// What came of a run: `what-if-run` for this one, `what-if-then` for what would have been.
pub fn facts_words(plan: &Plan, facts: &Facts, key: &str, language: Language) -> String {
    let arguments = [
        ("restored", restored_words(plan, facts.restored, language).into()),
        ("chased", chased_words(facts.chased, language).into()),
        ("ending", ending_words(plan, facts, language).into()),
        ("total", tenths(facts.total).into()),
    ];
    l10n::say(language, key, &arguments)
}

/// What the decision would have brought on other days.
pub fn days_words(found: &WhatIf, language: Language) -> String {
    let arguments = [
        ("before", tenths(found.elsewhere.0).into()),
        ("after", tenths(found.elsewhere.1).into()),
        ("days", DAYS.into()),
        ("better", found.better_worse.0.to_string().into()),
        ("worse", found.better_worse.1.to_string().into()),
    ];
    l10n::say(language, "what-if-days", &arguments)
}

/// A line of runs laid side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What is compared.
    pub name: String,
    /// One cell a run.
    pub cells: Vec<String>,
    /// For a bar, the share each run earned of it, in thousandths; empty for everything else.
    pub shares: Vec<i64>,
}

/// Runs of one scenario side by side: moments, bars, total. How they ended is left to who shows them.
pub fn side_by_side(plan: &Plan, ghosts: &[&Ghost], language: Language) -> Vec<Row> {
    let say = |key: &str| l10n::say(language, key, &[]);
    let clock = |time: Option<Time>| time.map_or_else(|| "—".to_owned(), |time| plan.calendar.day_and_clock(time));
    let row = |name: String, of: &dyn Fn(&Ghost) -> String| Row {
        name,
        cells: ghosts.iter().map(|ghost| of(ghost)).collect(),
        shares: Vec::new(),
    };
    let mut rows = vec![
        row(say("compare-acknowledged"), &|ghost| clock(ghost.moments.acknowledged)),
        row(say("compare-first-told"), &|ghost| clock(ghost.moments.first_told)),
    ];
    for (place, role) in plan.scoring.roles.iter().enumerate() {
        let name = say(&format!("role-{}", role.word().replace('_', "-")));
        rows.push(row(name, &|ghost| clock(ghost.moments.engaged[place].1)));
    }
    rows.push(row(say("compare-first-word"), &|ghost| clock(ghost.moments.first_word)));
    rows.push(row(say("compare-chases"), &|ghost| ghost.moments.chases.to_string()));
    rows.push(row(say("compare-restored"), &|ghost| clock(ghost.moments.restored)));
    rows.push(row(say("compare-finished"), &|ghost| clock(ghost.moments.finished)));
    for (place, bar) in BARS.iter().enumerate() {
        let name = say(&format!("bar-{}", bar.replace('_', "-")));
        let shares = ghosts.iter().map(|ghost| ghost.score.bars[place].share).collect();
        rows.push(Row { shares, ..row(name, &|ghost| tenths(ghost.score.bars[place].points)) });
    }
    rows.push(row(say("bar-noise"), &|ghost| tenths(-ghost.score.noise)));
    rows.push(row(say("total"), &|ghost| tenths(ghost.score.total)));
    rows
}
