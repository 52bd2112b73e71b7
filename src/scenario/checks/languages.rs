//! Both languages say the same: no text in one only, the same placeholders, the same numbers, no time written by hand
//! that a rule also has.

use super::{Advice, numbers};
use crate::scenario::diagnostics::Code;
use crate::scenario::model::*;
use crate::scenario::plan::Plan;
use crate::scenario::words::Prose;
use crate::time::{self, Span};
use std::collections::BTreeMap;

pub(super) fn check(advice: &mut Advice) {
    let mut texts: Vec<&Prose> = Vec::new();
    each_text(advice.model, &mut |prose| texts.push(prose));
    let times = written_times(advice.plan);
    let one_only = only_language(&texts);
    if let Some(missing_ja) = one_only {
        let (ja, en) = if missing_ja { ("英語", "English") } else { ("日本語", "Japanese") };
        let place = advice.model.title.place;
        advice.say(
            Code::OneLanguage,
            place,
            format!("このシナリオの文はすべて{ja}だけです。もう一方の言語で遊ぶ人にも同じ文が出ます"),
            format!("every text of this scenario is in {en} only; whoever plays in the other language reads the same"),
        );
    }
    for prose in texts {
        if prose.is_empty() {
            continue;
        }
        match (&prose.ja, &prose.en) {
            (Some(ja), Some(en)) if !ja.is_empty() && !en.is_empty() => compare(advice, prose, ja, en),
            // A number of a telephone, a name of signs alone: the same in both languages.
            (ja, en) => {
                let words = ja.as_deref().filter(|words| !words.is_empty()).or(en.as_deref()).unwrap_or_default();
                let missing_ja = ja.as_deref().is_none_or(str::is_empty);
                if one_only.is_none() && words.chars().any(char::is_alphabetic) {
                    let (ja, en) = if missing_ja { ("日本語", "Japanese") } else { ("英語", "English") };
                    advice.say(
                        Code::OneLanguage,
                        prose.place,
                        format!("{ja}の文がありません。(ja: \"…\", en: \"…\") と書きます"),
                        format!("the {en} text is missing; write (ja: \"…\", en: \"…\")"),
                    );
                }
            }
        }
        // What somebody wrote on the board is their own time, even where it is that of a rule.
        let on_the_board = advice.model.people.iter().any(|person| std::ptr::eq(&person.board, prose));
        for words in [&prose.ja, &prose.en].into_iter().flatten().filter(|_| !on_the_board) {
            if let Some((clock, placeholder)) = clocks(words).find_map(|clock| Some((clock, times.get(&clock)?))) {
                let clock = format!("{:02}:{:02}", clock / 3_600, clock % 3_600 / 60);
                advice.say(
                    Code::WrittenTime,
                    prose.place,
                    format!("{clock} は規則にある時刻です。{{{placeholder}}} と書けば、時刻を変えても文が合います"),
                    format!(
                        "{clock} is a time a rule has; write {{{placeholder}}}, and the text follows when it changes"
                    ),
                );
                break;
            }
        }
    }
}

/// Whether no text has a second language, and if so whether it is Japanese that is missing everywhere.
fn only_language(texts: &[&Prose]) -> Option<bool> {
    let has = |words: &Option<String>| words.as_deref().is_some_and(|words| words.chars().any(char::is_alphabetic));
    let (ja, en) = (texts.iter().any(|prose| has(&prose.ja)), texts.iter().any(|prose| has(&prose.en)));
    (ja != en).then_some(en)
}

fn compare(advice: &mut Advice, prose: &Prose, ja: &str, en: &str) {
    let (one, other) = (placeholders(ja), placeholders(en));
    if one != other {
        let differing: Vec<&str> = one
            .iter()
            .filter(|name| !other.contains(name))
            .chain(other.iter().filter(|name| !one.contains(name)))
            .copied()
            .collect();
        let list = differing.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(" ");
        advice.say(
            Code::OtherPlaceholders,
            prose.place,
            format!("日本語と英語で差し込みが違います:{list}"),
            format!("the placeholders differ between the languages: {list}"),
        );
    }
    if let Some((one, other)) = numbers::differing(ja, en) {
        advice.say(
            Code::OtherNumbers,
            prose.place,
            format!("日本語と英語で数が違います:{one} と {other}"),
            format!("the numbers differ between the languages: {one} and {other}"),
        );
    }
}

fn placeholders(words: &str) -> Vec<&str> {
    let mut found: Vec<&str> =
        words.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Clock times written out in a text, as seconds from midnight.
fn clocks(words: &str) -> impl Iterator<Item = Span> + '_ {
    let bytes = words.as_bytes();
    (0..bytes.len().saturating_sub(4)).filter_map(move |at| {
        let word = words.get(at..at + 5)?;
        let alone = at == 0 || !bytes[at - 1].is_ascii_digit();
        let ends = bytes.get(at + 5).is_none_or(|byte| !byte.is_ascii_digit() && *byte != b':');
        (alone && ends && bytes[at + 2] == b':').then(|| time::parse_clock(word)).flatten()
    })
}

/// Times that a placeholder can print, with its name.
fn written_times(plan: &Plan) -> BTreeMap<Span, String> {
    let mut times = BTreeMap::new();
    let start = plan.calendar.start_of_day_offset();
    for deadline in &plan.deadlines {
        if deadline.at.offset.draw.is_none() && deadline.at.anchor.is_none() {
            times.entry(deadline.at.offset.least + start).or_insert_with(|| deadline.id.clone());
        }
    }
    for system in &plan.systems {
        if let Some(down) = system.down.filter(|down| down.offset.draw.is_none() && down.anchor.is_none()) {
            times.entry(down.offset.least + start).or_insert_with(|| format!("{}.down", system.id));
        }
    }
    times
}

fn each_text<'a>(model: &'a Scenario, see: &mut impl FnMut(&'a Prose)) {
    [&model.title, &model.about, &model.trains, &model.you.name].into_iter().for_each(&mut *see);
    model.spoken().flat_map(|spoken| &spoken.cases).for_each(|case| see(&case.says));
    for person in &model.people {
        [&person.name, &person.title, &person.board].into_iter().for_each(&mut *see);
        person.deadlines.iter().for_each(|deadline| see(&deadline.name));
        person.answers.iter().for_each(|answer| each_in_answer(answer, see));
    }
    model.facts.iter().for_each(|fact| see(&fact.text));
    for system in &model.systems {
        see(&system.name);
        system.looks.iter().flat_map(|look| [&look.name, &look.says, &look.healthy]).for_each(&mut *see);
        for repair in &system.repairs {
            see(&repair.name);
            repair.destroys.iter().for_each(|destroys| see(&destroys.says));
            each_in_effects(&repair.then, see);
            each_in_effects(&repair.fails, see);
        }
    }
    model.knowledge.iter().flat_map(|document| [&document.title, &document.text]).for_each(&mut *see);
    for conversation in &model.conversations {
        see(&conversation.subject);
        conversation.lines.iter().flat_map(|line| [&line.name, &line.says]).for_each(&mut *see);
        conversation.answers.iter().for_each(|answer| each_in_answer(answer, see));
        each_in_effects(&conversation.then, see);
    }
    for rule in &model.rules {
        each_in_effects(&rule.then, see);
        let lessons = rule.lesson.iter();
        lessons.flat_map(|lesson| [&lesson.title, &lesson.says, &lesson.when, &lesson.will]).for_each(&mut *see);
    }
    model.scoring.gates.iter().for_each(|gate| see(&gate.says));
    model.endings.iter().flat_map(|ending| [&ending.title, &ending.text]).for_each(&mut *see);
    for trainee in &model.trainees {
        see(&trainee.name);
        each_in_steps(&trainee.does, see);
    }
}

fn each_in_answer<'a>(answer: &'a Answer, see: &mut impl FnMut(&'a Prose)) {
    see(&answer.says);
    each_in_effects(&answer.then, see);
}

fn each_in_effects<'a>(effects: &'a [Effect], see: &mut impl FnMut(&'a Prose)) {
    for effect in effects {
        if let Effect::Board(_, words) = effect {
            see(words);
        }
    }
}

fn each_in_steps<'a>(steps: &'a [Step], see: &mut impl FnMut(&'a Prose)) {
    for step in steps {
        match step {
            Step::Note(words) => see(words),
            Step::When(_, steps) => each_in_steps(steps, see),
            _ => {}
        }
    }
}
