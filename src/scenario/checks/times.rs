//! Times that do not fit together: deadlines nobody can meet, people nobody can reach, what comes after the end.

use super::Advice;
use crate::id::*;
use crate::scenario::diagnostics::{Code, Problem};
use crate::scenario::forecast::{Thing, id_of};
use crate::scenario::model::{self, Stretch};
use crate::scenario::plan::{Channel, Manner, Role};
use crate::scenario::words::{Moment, Point};
use crate::text::Text;
use crate::time::Time;

pub(super) fn check(advice: &mut Advice) {
    deadlines(advice);
    people(advice);
    after_the_end(advice);
    stretches(advice);
}

fn clock(advice: &Advice, time: Time) -> String {
    advice.plan.calendar.clock(time)
}

fn deadlines(advice: &mut Advice) {
    let authored = advice.model.people.iter().flat_map(|person| &person.deadlines);
    for (number, deadline) in authored.enumerate() {
        let id = DeadlineId(number as u16);
        let compiled = advice.plan.deadline(id);
        if compiled.at.anchor.is_some() {
            continue;
        }
        let due = compiled.at.offset.most;
        let bound = advice.forecast.bound(Thing::Done(id));
        let name = &deadline.id.name;
        match bound.earliest() {
            Some(earliest) if earliest <= due => {}
            earliest => {
                let chain: Vec<String> = advice
                    .forecast
                    .chain(Thing::Done(id))
                    .iter()
                    .skip(1)
                    .filter(|(_, time)| *time != Time::MAX)
                    .map(|(thing, time)| format!("{} {}", id_of(advice.plan, *thing), clock(advice, *time)))
                    .collect();
                let due = clock(advice, due);
                let (ja, en) = match earliest {
                    Some(earliest) => {
                        let earliest = clock(advice, earliest);
                        (
                            format!("期限「{name}」は{due}ですが、どう動いても{earliest}より前には終わりません"),
                            format!("the deadline \"{name}\" is at {due}, but nothing can finish it before {earliest}"),
                        )
                    }
                    None => (
                        format!("期限「{name}」の done が成り立つ道がありません"),
                        format!("there is no way for `done` of the deadline \"{name}\" ever to hold"),
                    ),
                };
                let problem = advice.say(Code::TooEarly, deadline.id.place, ja, en);
                if !chain.is_empty() {
                    let chain = chain.join(" ← ");
                    problem.help = Some(Text::new(format!("早くても:{chain}"), format!("at the earliest: {chain}")));
                }
            }
        }
    }
}

fn people(advice: &mut Advice) {
    let plan = advice.plan;
    for (number, person) in advice.model.people.iter().enumerate() {
        let id = PersonId(number as u16);
        let matters = plan.relevant(id)
            || plan.person(id).has_any(&[Role::Regulator, Role::Comms])
            || plan.repairs.iter().any(|repair| repair.go_from.contains(&id) || repair.by.contains(&id));
        let earliest = advice.forecast.bound(Thing::Contact(id)).earliest();
        let in_time = earliest.is_some_and(|time| time < plan.ends);
        let name = &person.id.name;
        if matters && !in_time {
            advice.say(
                Code::NeverReached,
                person.id.place,
                format!("「{name}」は関わるはずの人ですが、どの連絡手段でも終わりまでつながりません"),
                format!("\"{name}\" has a part in it, but cannot be reached by any channel before the end"),
            );
            continue;
        }
        let channels = [(Channel::Mail, &person.mail), (Channel::Chat, &person.chat)];
        for (channel, authored) in channels {
            let (Some(authored), Some(stretches)) = (authored, plan.person(id).reach(channel)) else { continue };
            let mut from = 0;
            for (place, stretch) in stretches.iter().enumerate() {
                if stretch.manner == Manner::Answers && stretch.when.is_none() && from + stretch.after.least > plan.ends
                {
                    let word = channel.word();
                    let ends = clock(advice, plan.ends);
                    advice.say(
                        Code::TooLate,
                        place_of(&authored[place]).or(person.id.place),
                        format!("「{name}」の {word} への返事は、早くても終わり({ends})のあとになります"),
                        format!("an answer from \"{name}\" by {word} comes after the end ({ends}) at the earliest"),
                    );
                    break;
                }
                match &stretch.until {
                    Some(until) if until.anchor.is_none() => from = until.offset.least.max(from),
                    _ => break,
                }
            }
        }
    }
}

fn details(stretch: &Stretch) -> &model::StretchDetails {
    match stretch {
        Stretch::Answers(details)
        | Stretch::Silent(details)
        | Stretch::Voicemail(details)
        | Stretch::Busy(details)
        | Stretch::Refused(details)
        | Stretch::Dead(details) => details,
    }
}

fn place_of(stretch: &Stretch) -> crate::scenario::sources::Place {
    details(stretch).until.as_ref().and_then(|until| until.place)
}

fn after_the_end(advice: &mut Advice) {
    let plan = advice.plan;
    let ends = clock(advice, plan.ends);
    // The trainee leaves once every deadline has passed. Rules go on in the epilogue; nobody is there to be talked to.
    let leaves = (!plan.deadlines.is_empty() && plan.deadlines.iter().all(|deadline| deadline.at.anchor.is_none()))
        .then(|| plan.deadlines.iter().map(|deadline| deadline.at.offset.most).max())
        .flatten()
        .filter(|leaves| *leaves < plan.ends);
    let talks = advice.model.conversations.iter().enumerate().filter(|(_, talk)| talk.when.is_some());
    let talks = talks.map(|(number, talk)| {
        let when = talk.when.as_ref().and_then(|when| when.place);
        (Thing::Conversation(ConversationId(number as u16)), &talk.id, when)
    });
    let rules = advice.model.rules.iter().enumerate();
    let rules = rules.map(|(number, rule)| (Thing::Rule(RuleId(number as u16)), &rule.id, rule.when.place));
    for (thing, id, when) in talks.chain(rules).collect::<Vec<_>>() {
        let earliest = advice.forecast.bound(thing).earliest();
        // A condition that is never true by its words alone was told there.
        let told = |problem: &Problem| {
            problem.code == Code::NeverTrue
                && problem
                    .place
                    .zip(when)
                    .is_some_and(|(at, when)| at.file == when.file && when.start <= at.start && at.end <= when.end)
        };
        let name = &id.name;
        if let (Some(time), Some(leaves), Thing::Conversation(_)) = (earliest, leaves, thing)
            && time > leaves
            && time <= plan.ends
        {
            let (time, leaves) = (clock(advice, time), clock(advice, leaves));
            advice.say(
                Code::AfterEnd,
                id.place,
                format!("「{name}」は早くても{time}ですが、最後の期限({leaves})が過ぎると訓練は終わります"),
                format!(
                    "\"{name}\" comes at {time} at the earliest, but the run is over after the last deadline ({leaves})"
                ),
            );
            continue;
        }
        if earliest.is_some_and(|time| time <= plan.ends) || advice.problems.iter().any(told) {
            continue;
        }
        let (ja, en) = match earliest {
            Some(time) => {
                let time = clock(advice, time);
                (
                    format!("「{name}」は早くても{time}で、終わり({ends})のあとです。起こることがありません"),
                    format!("\"{name}\" comes at {time} at the earliest, after the end ({ends}): it never happens"),
                )
            }
            None => (
                format!("「{name}」は、起こることのないものを待っています"),
                format!("\"{name}\" waits for something that never happens"),
            ),
        };
        advice.say(Code::AfterEnd, id.place, ja, en);
    }
    for (number, deadline) in advice.model.people.iter().flat_map(|person| &person.deadlines).enumerate() {
        let at = &plan.deadlines[number].at;
        if at.anchor.is_none() && at.offset.least > plan.ends {
            let name = &deadline.id.name;
            advice.say(
                Code::AfterEnd,
                deadline.at.place,
                format!("期限「{name}」は終わり({ends})のあとです。守られたかどうかが決まりません"),
                format!("the deadline \"{name}\" lies after the end ({ends}): whether it is met is never judged"),
            );
        }
    }
}

fn clock_of(moment: &Moment) -> Option<(Time, Time)> {
    match (moment.least, moment.most, &moment.anchor) {
        (Point::Clock(least), Point::Clock(most), None) => Some((least, most)),
        _ => None,
    }
}

fn stretches(advice: &mut Advice) {
    let channels =
        advice.model.people.iter().flat_map(|person| {
            [&person.phone, &person.mail, &person.chat, &person.visit].map(|channel| (person, channel))
        });
    for (person, channel) in channels {
        let Some(stretches) = channel else { continue };
        let mut before: Option<(Time, &Moment)> = None;
        for (place, stretch) in stretches.iter().enumerate() {
            let details = details(stretch);
            if details.when.is_some() {
                continue;
            }
            match &details.until {
                None if place + 1 < stretches.len() => {
                    let next = place_of(&stretches[place + 1]).or(person.id.place);
                    advice.say(
                        Code::Overlap,
                        next,
                        "この時間帯には入りません。前の時間帯に until がなく、一日の終わりまで続くからです",
                        "this stretch is never come to: the one before it has no `until` and lasts for the rest of the day",
                    );
                    break;
                }
                None => {}
                Some(until) => {
                    if let Some((least, most)) = clock_of(until) {
                        if let Some((earlier, first)) = before.filter(|(earlier, _)| most <= *earlier) {
                            let first = first.place;
                            let _ = earlier;
                            let problem = advice.say(
                                Code::Overlap,
                                until.place,
                                "前の時間帯より先に終わるので、この時間帯には入りません。until は早い順に並べます",
                                "this stretch ends before the one ahead of it does, and is never come to; write `until` in order",
                            );
                            problem.second =
                                first.map(|spot| (spot, Text::new("前の時間帯はここまで", "the one ahead ends here")));
                        }
                        before = Some((least, until));
                    }
                }
            }
        }
    }
}
