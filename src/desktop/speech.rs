//! Acts as whole sentences, the way the other one will hear or read them.

use crate::id::*;
use crate::l10n::{self, say};
use crate::scenario::plan::{Act, Channel, Part, Plan, Request};
use crate::sim::desk::{Desk, Outcome};
use crate::text::Language;

/// What the trainee says with these acts, in full sentences.
pub fn sentences(language: Language, plan: &Plan, desk: &Desk, acts: &[Act]) -> String {
    let mut sentences = Vec::new();
    for act in acts {
        match act {
            Act::Tell(facts) => sentences.extend(facts.iter().map(|fact| told(language, plan, desk, *fact))),
            other => sentences.push(sentence(language, plan, other)),
        }
    }
    match language {
        Language::Ja => sentences.concat(),
        Language::En => sentences.join(" "),
    }
}

/// One fact as it is told.
pub fn told(language: Language, plan: &Plan, desk: &Desk, fact: FactId) -> String {
    let whole = |words: &str| finished(language, words);
    match fact {
        FactId::TRIED => {
            let mut done: Vec<String> =
                desk.looked.iter().map(|(look, ..)| plan.look(*look).name.get(language).to_owned()).collect();
            let repairs =
                desk.running.iter().map(|(repair, _)| repair).chain(desk.ended.iter().map(|(repair, ..)| repair));
            done.extend(repairs.map(|repair| plan.repair(*repair).name.get(language).to_owned()));
            say(language, "speech-tried", &[("list", list(language, &done).into())])
        }
        FactId::CALLED => {
            let mut called: Vec<String> = Vec::new();
            for attempt in &desk.attempts {
                let Some(who) = attempt.who else { continue };
                // Whoever is listening knows that they were called.
                let listens = desk.talk().is_some_and(|talk| talk.who == who);
                if !plan.is_colleague(who) || listens {
                    continue;
                }
                let entry = say(
                    language,
                    if attempt.outcome == Outcome::Reached { "speech-called-reached" } else { "speech-called-not" },
                    &[
                        ("name", (&plan.person(who).name).into()),
                        ("channel", l10n::text(channel_key(attempt.channel), &[]).into()),
                    ],
                );
                if !called.contains(&entry) {
                    called.push(entry);
                }
            }
            if called.is_empty() {
                return say(language, "speech-called-none", &[]);
            }
            say(language, "speech-called", &[("list", list(language, &called).into())])
        }
        FactId::SEVERITY => match desk.severity {
            Some(level) => say(language, "speech-severity", &[("level", format!("{level:?}").into())]),
            None => String::new(),
        },
        _ => whole(plan.fact(fact).text.get(language)),
    }
}

/// The key of a channel's name.
pub fn channel_key(channel: Channel) -> &'static str {
    match channel {
        Channel::Phone => "channel-phone",
        Channel::Mail => "channel-mail",
        Channel::Chat => "channel-chat",
        Channel::Visit => "channel-visit",
    }
}

/// The key of the question for a part.
pub fn ask_key(part: Part) -> &'static str {
    match part {
        Part::What => "say-ask-what",
        Part::Since => "say-ask-since",
        Part::Impact => "say-ask-impact",
        Part::Deadline => "say-ask-deadline",
        Part::Found => "say-ask-found",
        Part::Before => "say-ask-before",
        Part::Outlook => "say-ask-outlook",
        Part::Other => "say-ask-other",
    }
}

/// The key of a request.
pub fn want_key(want: Request) -> &'static str {
    use crate::scenario::plan::Duty;
    match want {
        Request::Decide => "say-want-decide",
        Request::Allow(_) => "say-want-allow",
        Request::Do(_) => "say-want-do",
        Request::Give(_) => "say-want-give",
        Request::Take(Duty::Customer) => "say-want-customer",
        Request::Take(Duty::Fix) => "say-want-fix",
        Request::Take(Duty::Lead) => "say-want-lead",
        Request::Come => "say-want-come",
        Request::CallOn(_) => "say-want-call-on",
    }
}

/// What a request is about: the repair, the person, the key.
pub fn want_name(plan: &Plan, want: Request) -> crate::text::Text {
    match want {
        Request::Allow(repair) | Request::Do(repair) => plan.repair(repair).name.clone(),
        Request::CallOn(other) => plan.person(other).name.clone(),
        Request::Give(fact) => plan.fact(fact).text.clone(),
        Request::Decide | Request::Take(_) | Request::Come => crate::text::Text::empty(),
    }
}

fn sentence(language: Language, plan: &Plan, act: &Act) -> String {
    let minutes = |span: i64| l10n::span(language, span);
    match act {
        Act::Tell(_) => String::new(),
        Act::Ask(part) => say(language, ask_key(*part), &[]),
        Act::Want(want) => say(language, want_key(*want), &[("name", want_name(plan, *want).into())]),
        Act::By(span) => say(language, "say-by", &[("span", minutes(*span).into())]),
        Act::Promise(span) => say(language, "say-promise", &[("span", minutes(*span).into())]),
        Act::Estimate(time) => say(language, "say-estimate", &[("time", plan.calendar.clock(*time).into())]),
        Act::Fixed(system) => say(language, "say-fixed", &[("name", (&plan.system(*system).name).into())]),
        Act::DontKnow => say(language, "say-dont-know", &[]),
        Act::Confirm => say(language, "say-confirm", &[]),
        Act::ReadBack => say(language, "say-read-back", &[]),
        Act::WriteDown => say(language, "say-write-down", &[]),
        Act::Say(line) => plan.line(*line).says.get(language).to_owned(),
    }
}

fn list(language: Language, items: &[String]) -> String {
    match language {
        Language::Ja => items.join("、"),
        Language::En => items.join(", "),
    }
}

/// A note of the notebook as a finished sentence, politely in Japanese.
fn finished(language: Language, words: &str) -> String {
    match language {
        Language::En => {
            let words = words.trim();
            let mut letters = words.chars();
            let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
            let stop = if words.ends_with(['.', '!', '?', '”']) { "" } else { "." };
            format!("{first}{}{stop}", letters.as_str())
        }
        Language::Ja => words.split('。').filter(|part| !part.is_empty()).map(|part| polite(part) + "。").collect(),
    }
}

/// Notes are jotted in the plain form; to a person one speaks politely. Endings that are not sure stay as a report.
fn polite(note: &str) -> String {
    const ENDINGS: [(&str, &str); 18] = [
        ("です", "です"),
        ("ます", "ます"),
        ("ません", "ません"),
        ("ている", "ています"),
        ("でいる", "でいます"),
        ("しない", "しません"),
        ("できない", "できません"),
        ("せない", "せません"),
        ("られない", "られません"),
        ("れない", "れません"),
        ("がない", "がありません"),
        ("はない", "はありません"),
        ("した", "しました"),
        ("された", "されました"),
        ("する", "します"),
        ("できる", "できます"),
        ("れる", "れます"),
        ("が出る", "が出ます"),
    ];
    if let Some((plain, polite)) = ENDINGS.iter().find(|(plain, _)| note.ends_with(plain)) {
        return format!("{}{polite}", &note[..note.len() - plain.len()]);
    }
    // A verb or an adjective in the plain form, whose polite form cannot be told from its ending alone.
    if note.ends_with(['る', 'い', 'た', 'だ', 'う', 'く', 'す', 'つ', 'ぬ', 'む', 'ぶ', 'ぐ']) {
        return format!("{note}、という状況です");
    }
    format!("{note}です")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jotted_notes_are_said_politely() {
        for (note, said) in [
            ("A社の購買システムが応答しない", "A社の購買システムが応答しません。"),
            ("11:40ごろから", "11:40ごろからです。"),
            ("サーバーの空きメモリがない。理由は不明", "サーバーの空きメモリがありません。理由は不明です。"),
            ("運用の担当者です", "運用の担当者です。"),
        ] {
            assert_eq!(finished(Language::Ja, note), said);
        }
        assert_eq!(finished(Language::En, "since about 11:40"), "Since about 11:40.");
    }
}
