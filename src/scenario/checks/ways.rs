//! The way through: what never begins, what is always taken by an earlier one, what repeats without end, what hangs on
//! an order nobody wrote down.
//!
//! A dead end cannot be written: whoever is in a talk can always end it. Nor can a loop without time or choice: each
//! conversation begins once, and only what the trainee says leads from one to the next.

use super::Advice;
use crate::id::*;
use crate::scenario::diagnostics::Code;
use crate::scenario::plan::*;
use crate::text::Text;
use crate::time::MINUTE;

pub(super) fn check(advice: &mut Advice) {
    never_begins(advice);
    unbounded(advice);
    order(advice);
    shadowed(advice);
    said(advice);
    endings(advice);
}

fn never_begins(advice: &mut Advice) {
    let plan = advice.plan;
    let mut begins: Vec<bool> = plan.conversations.iter().map(|conversation| conversation.when.is_some()).collect();
    plan.each_effect(&mut |effect| {
        if let Effect::Start(conversation) = effect {
            begins[conversation.index()] = true;
        }
    });
    let mut led_to: Vec<ConversationId> = Vec::new();
    for person in &plan.people {
        led_to.extend(person.customer.as_ref().and_then(|customer| customer.chase));
        led_to.extend(person.answers.iter().filter_map(|answer| answer.next));
    }
    led_to.extend(
        plan.conversations.iter().flat_map(|conversation| &conversation.answers).filter_map(|answer| answer.next),
    );
    led_to.into_iter().for_each(|conversation| begins[conversation.index()] = true);
    for (number, conversation) in advice.model.conversations.iter().enumerate() {
        if !begins[number] {
            let name = &conversation.id.name;
            advice.say(
                Code::NeverBegins,
                conversation.id.place,
                format!("会話「{name}」は始まりません。when を書くか、Start、chase、next のどれかで始めます"),
                format!("the conversation \"{name}\" never begins; give it a `when`, or begin it by Start, `chase` or `next`"),
            );
        }
    }
}

fn unbounded(advice: &mut Advice) {
    for (number, rule) in advice.model.rules.iter().enumerate() {
        if let Some(repeat) = advice.plan.rules[number].repeat
            && repeat.least < MINUTE
        {
            let name = &rule.id.name;
            advice.say(
                Code::Unbounded,
                rule.id.place,
                format!("規則「{name}」は1分より短い間隔で繰り返します。成り立っているあいだ起こり続けます"),
                format!("the rule \"{name}\" repeats in less than a minute, for as long as it holds"),
            );
        }
    }
}

/// Whether two effects undo each other, so that the later one decides.
fn contrary(one: &Effect, other: &Effect) -> bool {
    match (one, other) {
        (Effect::Break(a), Effect::Mend(b)) | (Effect::Mend(a), Effect::Break(b)) => a == b,
        (Effect::Board(a, said), Effect::Board(b, other)) => a == b && said != other,
        (Effect::Declare(a), Effect::Declare(b)) => a != b,
        (Effect::Finish(a), Effect::Finish(b)) => a != b,
        _ => false,
    }
}

fn order(advice: &mut Advice) {
    let rules = &advice.plan.rules;
    // Rules by their condition, so that a file with many stays quick to check.
    let mut by_condition: std::collections::BTreeMap<String, Vec<usize>> = Default::default();
    for (number, rule) in rules.iter().enumerate() {
        if !rule.then.is_empty() {
            by_condition.entry(format!("{:?}", rule.when)).or_default().push(number);
        }
    }
    let mut found = Vec::new();
    for alike in by_condition.values() {
        for (place, later) in alike.iter().enumerate().skip(1) {
            let earlier = alike[..place].iter().rev().take(20).find(|earlier| {
                rules[**earlier].then.iter().any(|one| rules[*later].then.iter().any(|other| contrary(one, other)))
            });
            found.extend(earlier.map(|earlier| (*earlier, *later)));
        }
    }
    for (earlier, later) in found {
        let (first, second) = (&advice.model.rules[earlier].id, &advice.model.rules[later].id);
        let (place, first_place) = (second.place, first.place);
        let problem = advice.say(
            Code::Order,
            place,
            format!(
                "「{}」と「{}」は同じときに起こり、逆のことをします。ファイルで後の方が勝ちます",
                first.name, second.name
            ),
            format!(
                "\"{}\" and \"{}\" fire at the same instant and do contrary things; the later in the file wins",
                first.name, second.name
            ),
        );
        problem.second = first_place.map(|spot| (spot, Text::new("こちらが先", "this one comes first")));
    }
}

/// The answers that an earlier one always takes the place of.
fn hidden(answers: &[Answer]) -> Vec<usize> {
    let mut hidden = Vec::new();
    for (place, answer) in answers.iter().enumerate() {
        let covers = |earlier: &Answer| {
            earlier.when.is_none()
                && match (&earlier.to, &answer.to) {
                    (Heard::Promise(up_to), Heard::Promise(span)) => up_to >= span,
                    (earlier, later) => earlier == later,
                }
        };
        if answers[..place].iter().any(covers) {
            hidden.push(place);
        }
    }
    hidden
}

fn shadowed(advice: &mut Advice) {
    let (model, plan) = (advice.model, advice.plan);
    let people =
        plan.people.iter().map(|person| &person.answers).zip(model.people.iter().map(|person| &person.answers));
    let talks =
        plan.conversations.iter().map(|talk| &talk.answers).zip(model.conversations.iter().map(|talk| &talk.answers));
    for (answers, authored) in people.chain(talks) {
        for place in hidden(answers) {
            advice.say(
                Code::Shadowed,
                authored[place].says.place,
                "この答えは使われません。前にある、条件のない同じ答えがいつも先に選ばれます",
                "this answer is never given: an earlier one to the same act, without a `when`, always comes first",
            );
        }
    }
}

/// What somebody would say if an earlier case without a condition did not always come first, and conversations of which
/// no case may hold.
fn said(advice: &mut Advice) {
    let model = advice.model;
    for spoken in model.spoken() {
        let always = spoken.cases.iter().position(|case| case.when.is_none());
        for hidden in spoken.cases.iter().skip(always.map_or(usize::MAX, |always| always + 1)) {
            advice.say(
                Code::Shadowed,
                hidden.says.place,
                "この言葉は使われません。前にある、条件のない言葉がいつも先に選ばれます",
                "these words are never said: earlier ones without a `when` always come first",
            );
        }
    }
    for talk in &model.conversations {
        if talk.says.cases.iter().all(|case| case.when.is_some()) {
            let last = talk.says.cases.last();
            let name = &talk.id.name;
            advice.say(
                Code::NoOtherwise,
                last.map_or(talk.id.place, |case| case.says.place),
                format!("会話「{name}」に when のない言葉がありません。どれも成り立たなければ、この最後の言葉になります"),
                format!("the conversation \"{name}\" has no words without a `when`; where none holds, these last ones are said"),
            );
        }
    }
}

fn endings(advice: &mut Advice) {
    let otherwise = advice.model.endings.iter().position(|ending| ending.when.is_none());
    match otherwise {
        None => {
            let place = advice.model.endings.last().and_then(|ending| ending.id.place);
            advice.say(
                Code::NoOtherwise,
                place,
                "when のない結末がありません。どれにも当てはまらない日は、この最後の結末になります",
                "no ending is without a `when`; a day that fits none ends with this last one",
            );
        }
        Some(otherwise) => {
            let mut finished = vec![false; advice.plan.endings.len()];
            advice.plan.each_effect(&mut |effect| {
                if let Effect::Finish(ending) = effect {
                    finished[ending.index()] = true;
                }
            });
            for (number, ending) in advice.model.endings.iter().enumerate().skip(otherwise + 1) {
                if !finished[number] {
                    let name = &ending.id.name;
                    advice.say(
                        Code::Shadowed,
                        ending.id.place,
                        format!("結末「{name}」には届きません。前にある、条件のない結末がいつも先に選ばれます"),
                        format!(
                            "the ending \"{name}\" is never come to: an earlier one without a `when` always comes first"
                        ),
                    );
                }
            }
        }
    }
}
