//! Conditions that are always or never true, and parts that say the same twice. Only what follows from the words alone.

use super::Advice;
use crate::scenario::diagnostics::Code;
use crate::scenario::model;
use crate::scenario::plan::*;
use crate::scenario::sources::Place;
use crate::text::Text;

pub(super) fn check(advice: &mut Advice) {
    let (model, plan) = (advice.model, advice.plan);
    let mut pairs: Vec<(&model::Condition, &Condition)> = Vec::new();
    let whens = model.conversations.iter().map(|item| &item.when).zip(plan.conversations.iter().map(|item| &item.when));
    let endings = model.endings.iter().map(|item| &item.when).zip(plan.endings.iter().map(|item| &item.when));
    let looks = model.systems.iter().flat_map(|system| &system.looks).map(|item| &item.when);
    let looks = looks.zip(plan.looks.iter().map(|item| &item.when));
    let repairs = model.systems.iter().flat_map(|system| &system.repairs).map(|item| &item.when);
    let repairs = repairs.zip(plan.repairs.iter().map(|item| &item.when));
    for (authored, compiled) in whens.chain(endings).chain(looks).chain(repairs) {
        pairs.extend(authored.as_ref().zip(compiled.as_ref()));
    }
    pairs.extend(model.rules.iter().map(|rule| &rule.when).zip(plan.rules.iter().map(|rule| &rule.when)));
    let deadlines = model.people.iter().flat_map(|person| &person.deadlines).map(|deadline| &deadline.done);
    pairs.extend(deadlines.zip(plan.deadlines.iter().map(|deadline| &deadline.done)));
    pairs.extend(
        model.scoring.gates.iter().map(|gate| &gate.when).zip(plan.scoring.gates.iter().map(|gate| &gate.when)),
    );
    for (authored, compiled) in model.spoken().zip(plan.spoken()) {
        let whens = authored.cases.iter().filter_map(|case| case.when.as_ref());
        pairs.extend(whens.zip(compiled.cases.iter().map(|(when, _)| when)));
    }
    let mut found = Vec::new();
    for (authored, compiled) in pairs {
        look(authored, compiled, plan, &mut found);
    }
    advice.problems.append(&mut found);
}

/// What follows from the words of a condition alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Truth {
    Always,
    Never,
    Open,
}

fn say(
    found: &mut Vec<crate::scenario::Problem>,
    code: Code,
    place: Place,
    ja: &str,
    en: &str,
    second: Option<(Place, (&str, &str))>,
) {
    let mut problem = crate::scenario::Problem::at(code, place, Text::new(ja, en));
    problem.second = second.and_then(|(place, (ja, en))| Some((place?, Text::new(ja, en))));
    found.push(problem);
}

fn look(
    authored: &model::Condition,
    compiled: &Condition,
    plan: &Plan,
    found: &mut Vec<crate::scenario::Problem>,
) -> Truth {
    use model::Clause;
    match (&authored.is, compiled) {
        (Clause::All(words), Condition::All(children)) => all(authored.place, words, children, plan, found),
        (Clause::Any(words), Condition::Any(children)) => any(authored.place, words, children, plan, found),
        (Clause::Not(word), Condition::Not(child)) => match look(word, child, plan, found) {
            Truth::Always => Truth::Never,
            Truth::Never => Truth::Always,
            Truth::Open => {
                if let Clause::Not(inner) = &word.is {
                    say(
                        found,
                        Code::Redundant,
                        authored.place,
                        "Not が二重です。中の条件だけを書きます",
                        "Not stands twice; write what is inside alone",
                        Some((inner.place, ("これだけで足ります", "this is enough"))),
                    );
                }
                Truth::Open
            }
        },
        (Clause::For(_, word), Condition::For(_, _, child)) => look(word, child, plan, found),
        (_, Condition::Destroyed(repair)) if plan.repair(*repair).destroys.is_none() => {
            say(
                found,
                Code::NeverTrue,
                authored.place,
                "この処置には destroys がないので、成り立つことがありません",
                "this repair has no `destroys`: it is never true",
                None,
            );
            Truth::Never
        }
        (_, Condition::After(moment)) if moment.anchor.is_none() && moment.offset.most <= 0 => {
            say(
                found,
                Code::AlwaysTrue,
                authored.place,
                "この時刻は始まりより前なので、いつも成り立ちます",
                "this moment lies before the start: it is always true",
                None,
            );
            Truth::Always
        }
        (_, Condition::Before(moment)) if moment.anchor.is_none() && moment.offset.most <= 0 => {
            say(
                found,
                Code::NeverTrue,
                authored.place,
                "この時刻は始まりより前なので、成り立つことがありません",
                "this moment lies before the start: it is never true",
                None,
            );
            Truth::Never
        }
        (_, Condition::Before(moment)) if moment.anchor.is_none() && moment.offset.least > plan.ends => {
            say(
                found,
                Code::AlwaysTrue,
                authored.place,
                "この時刻は終わりより後なので、いつも成り立ちます",
                "this moment lies behind the end: it is always true",
                None,
            );
            Truth::Always
        }
        _ => Truth::Open,
    }
}

fn all(
    place: Place,
    words: &[model::Condition],
    children: &[Condition],
    plan: &Plan,
    found: &mut Vec<crate::scenario::Problem>,
) -> Truth {
    if children.is_empty() {
        say(
            found,
            Code::AlwaysTrue,
            place,
            "All の中に何もないので、いつも成り立ちます",
            "All without anything in it is always true",
            None,
        );
        return Truth::Always;
    }
    let truths: Vec<Truth> = words.iter().zip(children).map(|(word, child)| look(word, child, plan, found)).collect();
    doubled(words, children, found);
    for later in 0..children.len().min(PAIRS) {
        for earlier in 0..later {
            if excludes(&children[earlier], &children[later]) {
                say(
                    found,
                    Code::NeverTrue,
                    words[later].place,
                    "この条件は前の条件と両立しないので、全体が成り立つことはありません",
                    "this cannot hold together with the earlier part: the whole is never true",
                    Some((words[earlier].place, ("これと両立しません", "it excludes this"))),
                );
                return Truth::Never;
            }
            if implies(&children[earlier], &children[later]) || implies(&children[later], &children[earlier]) {
                let (idle, strict) =
                    if implies(&children[earlier], &children[later]) { (later, earlier) } else { (earlier, later) };
                say(
                    found,
                    Code::Redundant,
                    words[idle].place,
                    "この条件は、もう一方の条件が成り立てばいつも成り立ちます。なくても同じです",
                    "this holds whenever the other part does; it can go",
                    Some((words[strict].place, ("これで足ります", "this is enough"))),
                );
            }
        }
    }
    if truths.contains(&Truth::Never) {
        Truth::Never
    } else if truths.iter().all(|truth| *truth == Truth::Always) {
        Truth::Always
    } else {
        Truth::Open
    }
}

fn any(
    place: Place,
    words: &[model::Condition],
    children: &[Condition],
    plan: &Plan,
    found: &mut Vec<crate::scenario::Problem>,
) -> Truth {
    if children.is_empty() {
        say(
            found,
            Code::NeverTrue,
            place,
            "Any の中に何もないので、成り立つことがありません",
            "Any without anything in it is never true",
            None,
        );
        return Truth::Never;
    }
    let truths: Vec<Truth> = words.iter().zip(children).map(|(word, child)| look(word, child, plan, found)).collect();
    doubled(words, children, found);
    for later in 0..children.len().min(PAIRS) {
        for earlier in 0..later {
            if negates(&children[earlier], &children[later]) {
                say(
                    found,
                    Code::AlwaysTrue,
                    words[later].place,
                    "前の条件とこの条件のどちらかはいつも成り立つので、全体がいつも成り立ちます",
                    "either this or the earlier part holds at any time: the whole is always true",
                    Some((words[earlier].place, ("こちらと", "with this"))),
                );
                return Truth::Always;
            }
        }
    }
    if truths.contains(&Truth::Always) {
        Truth::Always
    } else if truths.iter().all(|truth| *truth == Truth::Never) {
        Truth::Never
    } else {
        Truth::Open
    }
}

/// So many parts of one condition are compared with each other.
const PAIRS: usize = 40;

fn doubled(words: &[model::Condition], children: &[Condition], found: &mut Vec<crate::scenario::Problem>) {
    for later in 0..children.len().min(PAIRS) {
        if let Some(earlier) = (0..later).find(|earlier| children[*earlier] == children[later]) {
            say(
                found,
                Code::Redundant,
                words[later].place,
                "同じ条件が二度書かれています",
                "the same condition stands twice",
                Some((words[earlier].place, ("最初はここ", "first here"))),
            );
        }
    }
    if let ([word], [_]) = (words, children) {
        say(
            found,
            Code::Redundant,
            word.place,
            "一つだけなら All や Any で囲む必要はありません",
            "a single condition needs no All or Any around it",
            None,
        );
    }
}

fn negates(one: &Condition, other: &Condition) -> bool {
    match (one, other) {
        (Condition::Not(inner), other) | (other, Condition::Not(inner)) if **inner == *other => true,
        (Condition::After(after), Condition::Before(before)) | (Condition::Before(before), Condition::After(after)) => {
            // Both are false while an anchor has not come.
            after == before && after.anchor.is_none()
        }
        _ => false,
    }
}

/// Whether two conditions can never hold together.
fn excludes(one: &Condition, other: &Condition) -> bool {
    match (one, other) {
        (Condition::Not(inner), outer) | (outer, Condition::Not(inner)) => implies(outer, inner),
        (Condition::Down(down), Condition::Restored(up)) | (Condition::Restored(up), Condition::Down(down)) => {
            down == up
        }
        (Condition::Met(met), Condition::Missed(missed)) | (Condition::Missed(missed), Condition::Met(met)) => {
            met == missed
        }
        (Condition::Mood(who, one), Condition::Mood(other_who, other)) => {
            who == other_who && (one.most < other.least || other.most < one.least)
        }
        (Condition::After(after), Condition::Before(before)) | (Condition::Before(before), Condition::After(after)) => {
            after.anchor == before.anchor && after.offset.least >= before.offset.most
        }
        _ => false,
    }
}

/// Whether the first cannot hold without the second, by their words alone.
fn implies(one: &Condition, other: &Condition) -> bool {
    if one == other {
        return true;
    }
    match (one, other) {
        (Condition::After(late), Condition::After(early)) => {
            late.anchor == early.anchor && late.offset.least >= early.offset.most
        }
        (Condition::Before(early), Condition::Before(late)) => {
            late.anchor == early.anchor && early.offset.most <= late.offset.least
        }
        (Condition::Declared(graver), Condition::Declared(level)) => graver <= level,
        (Condition::Quiet(who, long), Condition::Quiet(other_who, short)) => who == other_who && long >= short,
        (Condition::Mood(who, narrow), Condition::Mood(other_who, wide)) => {
            who == other_who && wide.least <= narrow.least && narrow.most <= wide.most
        }
        (Condition::For(_, _, child), other) => implies(child, other),
        _ => false,
    }
}
