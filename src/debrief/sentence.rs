//! An event in one plain sentence, for the timeline, the terminal and the ear.

use crate::l10n::{self, Value};
use crate::scenario::plan::{Act, Channel, Plan, Request};
use crate::sim::event::{Event, Kind};
use crate::sim::message;
use crate::text::{Language, Text};

/// The sentence of an event; `None` for one that is no news of its own.
pub fn sentence(plan: &Plan, event: &Event, language: Language) -> Option<String> {
    let name = |who: &crate::id::PersonId| Value::Text(plan.person(*who).name.clone());
    let names = |to: Vec<Option<crate::id::PersonId>>| -> Value {
        let listed = |language: Language| {
            let parts: Vec<String> = to
                .iter()
                .map(|who| match who {
                    Some(who) => plan.person(*who).name.get(language).to_owned(),
                    None => l10n::say(language, "chat-room", &[]),
                })
                .collect();
            parts.join(if language == Language::Ja { "、" } else { ", " })
        };
        Value::Text(Text::new(listed(Language::Ja), listed(Language::En)))
    };
    let clock = |time: i64| Value::Words(plan.calendar.clock(time));
    let channel =
        |channel: &crate::scenario::plan::Channel| Value::Text(l10n::text(&format!("by-{}", channel.word()), &[]));
    let (key, arguments): (&str, Vec<(&'static str, Value)>) = match &event.kind {
        Kind::CallIncoming { who, channel: Channel::Visit, .. } => ("event-comes-by", vec![("name", name(who))]),
        Kind::CallIncoming { who, knocks: false, .. } => ("event-call-incoming", vec![("name", name(who))]),
        Kind::CallIncoming { who, knocks: true, .. } => ("event-call-knocks", vec![("name", name(who))]),
        Kind::CallAnswered { who, channel: Channel::Visit } => ("event-turns-to", vec![("name", name(who))]),
        Kind::CallAnswered { who, .. } => ("event-call-answered", vec![("name", name(who))]),
        Kind::CallMissed { who, channel: Channel::Visit } => ("event-goes-away", vec![("name", name(who))]),
        Kind::CallMissed { who, .. } => ("event-call-missed", vec![("name", name(who))]),
        Kind::CallEnded { who, .. } => ("event-call-ended", vec![("name", name(who))]),
        Kind::Dialled { who } => ("event-dialled", vec![("name", name(who))]),
        Kind::RangOut { who } => ("event-rang-out", vec![("name", name(who))]),
        Kind::Busy { who, refused: false } => ("event-busy", vec![("name", name(who))]),
        Kind::Busy { who, refused: true } => ("event-refused", vec![("name", name(who))]),
        Kind::Voicemail { who } => ("event-voicemail", vec![("name", name(who))]),
        Kind::Reached { who, channel: how } => ("event-reached", vec![("name", name(who)), ("channel", channel(how))]),
        Kind::Said { who, text, .. } => ("event-said", vec![("name", name(who)), ("words", text.into())]),
        Kind::Told { who, channel: how, acts, quality, .. } => (
            // What a message is worth is asked only of those who have a part in it.
            if plan.relevant(*who) { "event-told" } else { "event-told-plain" },
            vec![
                ("name", name(who)),
                ("channel", channel(how)),
                ("words", told_words(plan, acts).into()),
                ("percent", (quality / 10).into()),
            ],
        ),
        Kind::Questioned { who } => ("event-questioned", vec![("name", name(who))]),
        Kind::Learned { fact, .. } => ("event-learned", vec![("fact", (&plan.fact(*fact).text).into())]),
        Kind::MailSent { to, .. } => {
            ("event-mail-sent", vec![("names", names(to.iter().copied().map(Some).collect()))])
        }
        Kind::MailReceived { who: Some(who), text, .. } => {
            ("event-mail-received", vec![("name", name(who)), ("words", text.into())])
        }
        Kind::MailReceived { who: None, text, .. } => ("event-notice", vec![("words", text.into())]),
        Kind::ChatSent { to, .. } => ("event-chat-sent", vec![("names", names(to.clone()))]),
        Kind::ChatReceived { who, text } => ("event-chat-received", vec![("name", name(who)), ("words", text.into())]),
        Kind::NoticeReceived { text } => ("event-notice", vec![("words", text.into())]),
        Kind::Inspected { look, text } => {
            ("event-inspected", vec![("look", (&plan.look(*look).name).into()), ("words", text.into())])
        }
        Kind::Read { document } => ("event-read", vec![("title", (&plan.document(*document).title).into())]),
        Kind::RepairStarted { repair, who: None, authorised, .. } => (
            if *authorised { "event-repair-started" } else { "event-repair-started-alone" },
            vec![("repair", (&plan.repair(*repair).name).into())],
        ),
        Kind::RepairStarted { repair, who: Some(who), .. } => {
            ("event-repair-started-by", vec![("repair", (&plan.repair(*repair).name).into()), ("name", name(who))])
        }
        Kind::RepairDone { repair, worked } => (
            if *worked { "event-repair-worked" } else { "event-repair-failed" },
            vec![("repair", (&plan.repair(*repair).name).into())],
        ),
        Kind::ServiceDown { system } => ("event-service-down", vec![("system", (&plan.system(*system).name).into())]),
        Kind::ServiceRestored { system } => {
            ("event-service-restored", vec![("system", (&plan.system(*system).name).into())])
        }
        Kind::CustomerUpdated { who, by: Some(by), .. } => {
            ("event-customer-updated-by", vec![("name", name(who)), ("by", name(by))])
        }
        Kind::CustomerChased { who } => ("event-customer-chased", vec![("name", name(who))]),
        Kind::ClaimedFixed { who, .. } => ("event-claimed-fixed", vec![("name", name(who))]),
        Kind::PromiseMade { who, due, estimate, .. } => (
            if *estimate { "event-estimate-made" } else { "event-promise-made" },
            vec![("name", name(who)), ("clock", clock(*due))],
        ),
        Kind::PromiseKept { who, .. } => ("event-promise-kept", vec![("name", name(who))]),
        Kind::PromiseBroken { who, .. } => ("event-promise-broken", vec![("name", name(who))]),
        Kind::SeverityDeclared { level } => ("event-severity", vec![("level", format!("{level:?}").into())]),
        Kind::Authorised { who: None, repair } => {
            ("event-permitted", vec![("repair", (&plan.repair(*repair).name).into())])
        }
        Kind::Authorised { who: Some(who), repair } => {
            ("event-authorised", vec![("name", name(who)), ("repair", (&plan.repair(*repair).name).into())])
        }
        Kind::Visited { who, found } => {
            (if *found { "event-visited" } else { "event-visited-nobody" }, vec![("name", name(who))])
        }
        Kind::Waited { from } => {
            let waited = event.t - from;
            if waited < 60 {
                return None;
            }
            let words = Text::new(l10n::span(Language::Ja, waited), l10n::span(Language::En, waited));
            ("event-waited", vec![("span", words.into())])
        }
        Kind::Marked { text } => ("event-marked", vec![("words", text.as_str().into())]),
        Kind::HandedOver { who, duty } => (
            "event-handed-over",
            vec![("name", name(who)), ("duty", l10n::text(&format!("duty-{}", duty.word()), &[]).into())],
        ),
        Kind::CustomerDone { who, deadline } => {
            ("event-customer-done", vec![("name", name(who)), ("work", (&plan.deadline(*deadline).name).into())])
        }
        Kind::DeadlineMet { deadline, .. } => {
            ("event-deadline-met", vec![("work", (&plan.deadline(*deadline).name).into())])
        }
        Kind::DeadlineMissed { deadline, .. } => {
            ("event-deadline-missed", vec![("work", (&plan.deadline(*deadline).name).into())])
        }
        Kind::SetOut { who, until } => ("event-set-out", vec![("name", name(who)), ("clock", clock(*until))]),
        Kind::Arrived { who } => ("event-arrived", vec![("name", name(who))]),
        Kind::CalledOn { who, by, answered } => (
            if *answered { "event-called-on" } else { "event-called-on-in-vain" },
            vec![("name", name(who)), ("by", name(by))],
        ),
        Kind::Joined { fact: Some(fact), .. } => ("event-joined", vec![("fact", (&plan.fact(*fact).text).into())]),
        Kind::Joined { fact: None, .. } => ("event-joined-nothing", Vec::new()),
        Kind::Forgotten { fact } => ("event-forgotten", vec![("fact", (&plan.fact(*fact).text).into())]),
        Kind::Destroyed { repair, text } => {
            ("event-destroyed", vec![("repair", (&plan.repair(*repair).name).into()), ("words", text.into())])
        }
        Kind::SeverityOnRecord { level } => ("event-severity-on-record", vec![("level", format!("{level:?}").into())]),
        Kind::DeskClosed { until } => ("event-desk-closed", vec![("clock", clock(*until))]),
        Kind::DeskOpened => ("event-desk-opened", Vec::new()),
        Kind::GateReached { gate } => {
            ("event-gate", vec![("words", (&plan.scoring.gates[usize::from(*gate)].says).into())])
        }
        Kind::Confirmed { who } => ("event-confirmed", vec![("name", name(who))]),
        Kind::Closed => ("event-closed", Vec::new()),
        Kind::BoardChanged { who, text } => ("event-board", vec![("name", name(who)), ("words", text.into())]),
        Kind::RunEnded { .. } => ("event-run-ended", Vec::new()),
        Kind::Speaking { .. }
        | Kind::Asked { .. }
        | Kind::Began { .. }
        | Kind::Interrupted { .. }
        | Kind::LeftOff { .. }
        | Kind::CustomerUpdated { by: None, .. }
        | Kind::RuleFired { .. }
        | Kind::CustomerKnows { .. }
        | Kind::MoodChanged { .. }
        | Kind::CriteriaKnown
        | Kind::ReachRevealed { .. }
        | Kind::Ending { .. } => return None,
    };
    // A text may run over lines; a sentence does not.
    Some(l10n::say(language, key, &arguments).replace('\n', " "))
}

/// What was said, in a few words: the facts, then what was asked for.
pub fn told_words(plan: &Plan, acts: &[Act]) -> Text {
    let say = |language: Language| {
        let mut parts: Vec<String> =
            message::facts_told(acts).into_iter().map(|fact| plan.fact(fact).text.get(language).to_owned()).collect();
        for act in acts {
            let words = match act {
                Act::Tell(_) => continue,
                Act::Ask(part) => l10n::say(language, &format!("ask-{}", part.word()), &[]),
                Act::Want(request) => request_words(plan, *request, language),
                Act::By(span) => l10n::say(language, "told-by", &[("span", l10n::span(language, *span).into())]),
                Act::Promise(span) => {
                    l10n::say(language, "told-promise", &[("span", l10n::span(language, *span).into())])
                }
                Act::Estimate(time) => {
                    l10n::say(language, "told-estimate", &[("clock", plan.calendar.clock(*time).into())])
                }
                Act::Fixed(system) => {
                    l10n::say(language, "told-fixed", &[("system", (&plan.system(*system).name).into())])
                }
                Act::DontKnow => l10n::say(language, "told-dont-know", &[]),
                Act::Confirm => l10n::say(language, "told-confirm", &[]),
                Act::ReadBack => l10n::say(language, "told-read-back", &[]),
                Act::WriteDown => l10n::say(language, "told-write-down", &[]),
                Act::Say(line) => plan.line(*line).says.get(language).to_owned(),
            };
            parts.push(words);
        }
        parts.join(if language == Language::Ja { "/" } else { " / " })
    };
    Text::new(say(Language::Ja), say(Language::En))
}

/// A request in words.
pub fn request_words(plan: &Plan, request: Request, language: Language) -> String {
    let repair = |key: &str, repair: crate::id::RepairId| {
        l10n::say(language, key, &[("repair", (&plan.repair(repair).name).into())])
    };
    match request {
        Request::Decide => l10n::say(language, "want-decide", &[]),
        Request::Allow(wanted) => repair("want-allow", wanted),
        Request::Do(wanted) => repair("want-do", wanted),
        Request::Give(fact) => l10n::say(language, "want-give", &[("fact", (&plan.fact(fact).text).into())]),
        Request::Take(duty) => l10n::say(language, &format!("want-take-{}", duty.word()), &[]),
        Request::Come => l10n::say(language, "want-come", &[]),
        Request::CallOn(other) => l10n::say(language, "want-call-on", &[("name", (&plan.person(other).name).into())]),
    }
}
