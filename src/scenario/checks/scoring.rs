//! What the score asks for and the scenario cannot give.

use super::Advice;
use crate::scenario::diagnostics::Code;

pub(super) fn check(advice: &mut Advice) {
    let plan = advice.plan;
    let place = advice.model.id.place;
    for role in &plan.scoring.roles {
        if plan.with_role(*role).is_empty() {
            advice.say(
                Code::NoRole,
                place,
                format!("scoring の roles に {role:?} がありますが、この役割の人がいません。人を足すか、scoring: (roles: […]) から外します"),
                format!("the score asks for a {role:?}, but nobody has that role; add somebody, or take it out of scoring: (roles: […])"),
            );
        }
    }
    if plan.scoring.sign.is_none() {
        advice.say(
            Code::NoBar,
            place,
            "期限のあるお客様から始まる会話がないので、気づきと報告の速さを採点できません。scoring: (sign: \"会話のid\") で示すこともできます",
            "no customer with a deadline begins a conversation, so how fast one notices and escalates cannot be scored; you can also name it: scoring: (sign: \"…\")",
        );
    }
    if plan.deadlines.is_empty() {
        advice.say(
            Code::NoBar,
            place,
            "期限が一つもないので、結果(outcome)を採点できません。お客様に deadlines を書きます",
            "there is no deadline, so the outcome cannot be scored; give a customer `deadlines`",
        );
    }
}
