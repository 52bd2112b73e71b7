//! The eight bars, the noise and the gates: one function each, each a formula over the ledger.

use super::ledger::{At, Ledger};
use super::{Judged, Reason, times};
use crate::id::PersonId;
use crate::l10n::Value;
use crate::scenario::plan::{Part, Role, Severity};
use crate::sim::message::COUNTS;
use crate::time::{MINUTE, Span, Time};

/// 1000 at or below `full`, 0 at or above `none`, linear between. `x` in seconds, the bounds in minutes.
pub fn ramp(x: Span, (full, none): (i64, i64)) -> i64 {
    let (full, none) = (full * MINUTE, none * MINUTE);
    if x <= full {
        1_000
    } else if x >= none {
        0
    } else {
        (none - x) * 1_000 / (none - full)
    }
}

fn minutes(span: Span) -> Value {
    Value::Number(span.div_euclid(MINUTE))
}

fn name(ledger: &Ledger, who: PersonId) -> Value {
    Value::Text(ledger.plan.person(who).name.clone())
}

fn nothing(rule: &'static str) -> Judged {
    Judged { share: Some(0), why: vec![Reason::new(None, rule, Vec::new())] }
}

fn not_applying(rule: &'static str) -> Judged {
    Judged { share: None, why: vec![Reason::new(None, rule, Vec::new())] }
}

/// Why bars that ask for people with a part in it do not apply where the scenario asks for none.
const NO_ROLES: &str = "breadth.no_roles";

/// How soon the sign was taken up. Ground: five-minute paging timeouts, mean time to acknowledge.
pub fn acknowledge(ledger: &Ledger) -> Judged {
    let Some(sign) = ledger.sign else { return not_applying("acknowledge.no_sign") };
    let Some(taken) = ledger.acknowledged else { return nothing("acknowledge.never") };
    let after = (taken.t - sign.t).max(0);
    Judged {
        share: Some(ramp(after, times(ledger.plan.severity).acknowledge)),
        why: vec![Reason::new(Some(taken.event), "acknowledge.after", vec![("seconds", after.into())])],
    }
}

/// How soon the first message that counts went to somebody who matters. Ground: "if customers see it, declare it".
pub fn first_escalation(ledger: &Ledger) -> Judged {
    if ledger.plan.scoring.roles.is_empty() {
        return not_applying(NO_ROLES);
    }
    let Some(from) = ledger.escalate_from() else { return not_applying("acknowledge.no_sign") };
    let first = ledger.told.iter().find(|told| ledger.plan.relevant(told.who) && told.quality >= COUNTS);
    let Some(first) = first else {
        let weak = ledger.told.iter().filter(|told| ledger.plan.relevant(told.who)).max_by_key(|told| told.quality);
        return match weak {
            Some(weak) => Judged {
                share: Some(0),
                why: vec![Reason::new(
                    Some(weak.at.event),
                    "first_escalation.too_little",
                    vec![("name", name(ledger, weak.who)), ("percent", (weak.quality / 10).into())],
                )],
            },
            None => nothing("first_escalation.never"),
        };
    };
    let after = (first.at.t - from).max(0);
    Judged {
        share: Some(ramp(after, times(ledger.plan.severity).first)),
        why: vec![Reason::new(
            Some(first.at.event),
            "first_escalation.after",
            vec![("name", name(ledger, first.who)), ("minutes", minutes(after))],
        )],
    }
}

/// How soon somebody who decides was in contact, against the earliest this day allowed. Ground: regret, so that days
/// compare; the hour rule of incident command.
pub fn decider(ledger: &Ledger) -> Judged {
    if !ledger.plan.scoring.roles.contains(&Role::Decider) {
        return not_applying("decider.not_needed");
    }
    let Some(from) = ledger.escalate_from() else { return not_applying("acknowledge.no_sign") };
    let earliest = ledger.earliest_allowed(Role::Decider, from).unwrap_or(from);
    let Some((who, at)) = ledger.first_engaged(Role::Decider) else { return nothing("decider.never") };
    let after = (at.t - earliest).max(0);
    Judged {
        share: Some(ramp(after, times(ledger.plan.severity).decider)),
        why: vec![Reason::new(
            Some(at.event),
            "decider.after",
            vec![
                ("name", name(ledger, who)),
                ("minutes", minutes(after)),
                ("earliest", Value::Words(ledger.plan.calendar.clock(earliest))),
            ],
        )],
    }
}

/// Whether every role was sought on more than one path. Ground: primary and backup together; the two-challenge rule.
pub fn breadth(ledger: &Ledger) -> Judged {
    let roles = &ledger.plan.scoring.roles;
    if roles.is_empty() {
        return not_applying(NO_ROLES);
    }
    let Some(from) = ledger.escalate_from() else { return not_applying("acknowledge.no_sign") };
    let mut why = Vec::new();
    let mut sum = 0;
    for role in roles {
        let (share, reason) = breadth_of(ledger, *role, from);
        sum += share;
        why.push(reason);
    }
    Judged { share: Some(sum / roles.len() as i64), why }
}

fn breadth_of(ledger: &Ledger, role: Role, from: Time) -> (i64, Reason) {
    let allowed = times(ledger.plan.severity);
    let people = ledger.plan.with_role(role);
    let role_name = Value::Text(crate::l10n::text(&format!("role-{}", role.word().replace('_', "-")), &[]));
    let engaged = ledger.first_engaged(role).filter(|(_, at)| at.t - from <= allowed.engaged * MINUTE);
    let tried_by = |who: &PersonId, limit: i64| {
        ledger.tried.iter().find(|tried| tried.who == *who && tried.at.t - from <= limit * MINUTE).map(|tried| tried.at)
    };
    let mut tried: Vec<At> = people.iter().filter_map(|who| tried_by(who, allowed.backup)).collect();
    tried.sort_by_key(|at| at.t);
    let ever: Vec<At> = people.iter().filter_map(|who| ledger.tried_at(*who)).collect();
    let alone = people.len() <= 1;
    let two_channels = alone
        && people.first().is_some_and(|who| {
            let channels: Vec<_> = ledger
                .tried
                .iter()
                .filter(|tried| tried.who == *who && tried.at.t - from <= allowed.backup * MINUTE)
                .map(|tried| tried.channel)
                .collect();
            channels.iter().any(|channel| *channel != channels[0])
        });
    let backup = if alone { engaged.is_some() } else { tried.len() >= 2 };
    let (base, rule, event) = match (engaged, backup) {
        (Some((_, at)), true) => (1_000, if alone { "breadth.engaged_alone" } else { "breadth.both" }, Some(at.event)),
        (Some((_, at)), false) => (750, "breadth.no_backup", Some(at.event)),
        (None, true) => (750, "breadth.backup_only", tried.get(1).map(|at| at.event)),
        (None, false) if two_channels => (750, "breadth.two_channels", tried.first().map(|at| at.event)),
        (None, false) if alone && ledger.first_engaged(role).is_some() => {
            (400, "breadth.late_alone", ever.first().map(|at| at.event))
        }
        (None, false) => match ever.first() {
            Some(at) => (400, "breadth.one_tried", Some(at.event)),
            None => (0, "breadth.nobody", None),
        },
    };
    let told: Vec<i64> =
        ledger.told.iter().filter(|told| people.contains(&told.who)).map(|told| told.quality).collect();
    let factor = match told.iter().max() {
        None => 1_000,
        Some(600..) => 1_000,
        Some(400..) => 700,
        Some(_) => 300,
    };
    let percent = told.iter().max().map_or(100, |quality| quality / 10);
    let arguments = vec![
        ("role", role_name),
        ("share", (base / 10).into()),
        ("factor", (factor / 10).into()),
        ("percent", percent.into()),
    ];
    (base * factor / 1_000, Reason::new(event, rule, arguments))
}

/// Minutes with free hands in which somebody who matters had not been tried. Ground: call again, then the next person.
pub fn no_idle_waiting(ledger: &Ledger) -> Judged {
    if ledger.plan.severity == Severity::P4 {
        return not_applying("no_idle_waiting.may_wait");
    }
    if ledger.plan.scoring.roles.is_empty() {
        return not_applying(NO_ROLES);
    }
    let Some(from) = ledger.escalate_from() else { return not_applying("acknowledge.no_sign") };
    let goal = if ledger.plan.scoring.roles.contains(&Role::Decider) {
        ledger.first_engaged(Role::Decider).map(|(_, at)| at.t)
    } else {
        ledger.engaged.iter().filter(|(who, _)| ledger.plan.relevant(*who)).map(|(_, at)| at.t).min()
    };
    let until = goal.unwrap_or(ledger.horizon());
    let mut idle = 0;
    let mut longest: Option<(Span, u32, Time)> = None;
    let mut waits = ledger.waits.clone();
    if goal.is_none()
        && let Some(ended) = ledger.ended
        && ended.t < until
    {
        // Nobody was engaged and the desk was left: the time to the deadline is waited, too.
        waits.push((ended.t, until, ended.event));
    }
    for (start, end, event) in waits {
        let span = idle_in(ledger, start.max(from), end.min(until));
        idle += span;
        if span > longest.map_or(0, |(span, ..)| span) {
            longest = Some((span, event, start.max(from)));
        }
    }
    let limit = times(ledger.plan.severity).idle;
    let share = 1_000 - (idle * 1_000 / (limit * MINUTE)).min(1_000);
    let reason = match longest {
        None => Reason::new(None, "no_idle_waiting.none", Vec::new()),
        Some((span, event, start)) => Reason::new(
            Some(event),
            "no_idle_waiting.waited",
            vec![
                ("minutes", minutes(idle)),
                ("longest", minutes(span)),
                ("clock", Value::Words(ledger.plan.calendar.clock(start))),
            ],
        ),
    };
    Judged { share: Some(share), why: vec![reason] }
}

/// Idle seconds between two moments: nothing tried in the last five minutes is still open, and somebody is untried.
pub fn idle_in(ledger: &Ledger, start: Time, end: Time) -> Span {
    const OPEN: Span = 5 * MINUTE;
    let relevant: Vec<PersonId> = ledger.plan.person_ids().filter(|who| ledger.plan.relevant(*who)).collect();
    // Once everybody who matters has been tried, waiting is no longer idle.
    let all_tried = relevant.iter().map(|who| ledger.tried_at(*who).map(|at| at.t)).collect::<Option<Vec<_>>>();
    let end = match all_tried.and_then(|times| times.into_iter().max()) {
        Some(last) => end.min(last),
        None => end,
    };
    if end <= start {
        return 0;
    }
    let mut covered: Vec<(Time, Time)> = ledger
        .tried
        .iter()
        .filter(|tried| ledger.plan.relevant(tried.who))
        .map(|tried| {
            let answered = ledger
                .reached
                .iter()
                .filter(|(who, at)| *who == tried.who && at.t >= tried.at.t)
                .map(|(_, at)| at.t)
                .min();
            (tried.at.t, answered.map_or(tried.at.t + OPEN, |answered| answered.min(tried.at.t + OPEN)))
        })
        .collect();
    covered.sort_unstable();
    let mut idle = 0;
    let mut at = start;
    for (from, to) in covered {
        if from > at {
            idle += from.min(end) - at.min(end);
        }
        at = at.max(to);
    }
    idle + (end - at.min(end)).max(0)
}

/// What people were told. Ground: SBAR trials score the facts handed over, not the form.
pub fn message(ledger: &Ledger) -> Judged {
    if ledger.plan.scoring.roles.is_empty() {
        return not_applying(NO_ROLES);
    }
    let mut people: Vec<PersonId> =
        ledger.told.iter().map(|told| told.who).filter(|who| ledger.plan.relevant(*who)).collect();
    people.sort();
    people.dedup();
    if people.is_empty() {
        return nothing("message.none");
    }
    let mut why = Vec::new();
    let mut sum = 0;
    for who in &people {
        let best = ledger
            .told
            .iter()
            .filter(|told| told.who == *who)
            .max_by_key(|told| (told.quality, std::cmp::Reverse(told.at.event)));
        let Some(best) = best else { continue };
        sum += best.quality;
        why.push(Reason::new(
            Some(best.at.event),
            "message.told",
            vec![("name", name(ledger, *who)), ("percent", (best.quality / 10).into())],
        ));
    }
    Judged { share: Some(sum / people.len() as i64), why }
}

/// Whether the customer was heard and told. Ground: 5 + 5 minutes and every 20; the story's own lesson.
pub fn customer(ledger: &Ledger) -> Judged {
    let Some(sign) = ledger.sign else { return not_applying("acknowledge.no_sign") };
    let allowed = times(ledger.plan.severity);
    let mut why = Vec::new();
    let first = match ledger.updates.first() {
        Some(update) => {
            let after = update.t - sign.t;
            why.push(Reason::new(Some(update.event), "customer.first_word", vec![("minutes", minutes(after))]));
            ramp(after, allowed.first_word)
        }
        None => {
            why.push(Reason::new(None, "customer.no_word", Vec::new()));
            0
        }
    };
    for void in &ledger.void_updates {
        why.push(Reason::new(Some(void.event), "customer.void", Vec::new()));
    }
    let (silence, after) = longest_silence(ledger, sign);
    let quiet = ramp(silence, allowed.silence);
    why.push(Reason::new(Some(after.event), "customer.silence", vec![("minutes", minutes(silence))]));
    let (chases, updates) = (ledger.chases.len() as i64, ledger.updates.len() as i64);
    let asked_for = if chases + updates == 0 { 0 } else { 1_000 - chases * 1_000 / (chases + updates) };
    why.push(Reason::new(
        ledger.chases.first().map(|at| at.event),
        "customer.chases",
        vec![("chases", chases.into()), ("updates", updates.into())],
    ));
    let mut heard = 0;
    for (part, rule_asked, rule_not) in [
        (Part::Deadline, "customer.asked_deadline", "customer.not_asked_deadline"),
        (Part::Impact, "customer.asked_impact", "customer.not_asked_impact"),
    ] {
        match ledger.asked_first.iter().find(|(asked, _)| *asked == part) {
            Some((_, at)) => {
                heard += 500;
                why.push(Reason::new(Some(at.event), rule_asked, Vec::new()));
            }
            None => why.push(Reason::new(None, rule_not, Vec::new())),
        }
    }
    Judged { share: Some((300 * first + 300 * quiet + 200 * asked_for + 200 * heard) / 1_000), why }
}

/// The longest stretch without contact, from the sign until the customer knows that it works, and after what.
pub fn longest_silence(ledger: &Ledger, sign: At) -> (Span, At) {
    let end = ledger.customer_knows.map_or(ledger.horizon(), |at| at.t);
    let mut points: Vec<At> = vec![sign];
    points.extend(ledger.contacts.iter().copied().filter(|at| at.t > sign.t && at.t < end));
    points.sort_by_key(|at| (at.t, at.event));
    let mut longest = (0, sign);
    for (number, point) in points.iter().enumerate() {
        let next = points.get(number + 1).map_or(end, |next| next.t);
        // While the desk is closed nobody expects word.
        let closed: Span = ledger.plan.off.iter().map(|(from, to)| (next.min(*to) - point.t.max(*from)).max(0)).sum();
        let silent = next - point.t - closed;
        if silent > longest.0 {
            longest = (silent, *point);
        }
    }
    longest
}

/// Whether the customer's work was finished in time, and whether they said so. Small, because luck is in it.
pub fn outcome(ledger: &Ledger) -> Judged {
    if ledger.plan.scoring.deadline.is_none() {
        return not_applying("outcome.no_deadline");
    }
    let deadline = ledger.horizon();
    let mut why = Vec::new();
    let finished = match ledger.finished {
        Some(at) => {
            let before = deadline - at.t;
            why.push(Reason::new(Some(at.event), "outcome.finished", vec![("minutes", minutes(before.max(0)))]));
            // The ramp runs over the last hour before the deadline.
            (before * 1_000 / (60 * MINUTE)).clamp(0, 1_000)
        }
        None => {
            why.push(Reason::new(None, "outcome.not_finished", Vec::new()));
            0
        }
    };
    let confirmed = match ledger.confirmed {
        Some(at) => {
            why.push(Reason::new(Some(at.event), "outcome.confirmed", Vec::new()));
            1_000
        }
        None => {
            why.push(Reason::new(None, "outcome.not_confirmed", Vec::new()));
            0
        }
    };
    Judged { share: Some((600 * finished + 400 * confirmed) / 1_000), why }
}

/// What contacting people without a part in it costs, in tenths of a point.
pub fn noise(ledger: &Ledger) -> (i64, Vec<Reason>) {
    let (rate, cap) = times(ledger.plan.severity).noise;
    let mut why = Vec::new();
    let mut cost = 0;
    for who in ledger.plan.person_ids() {
        let person = ledger.plan.person(who);
        // Customers are not noise: telling them is the work.
        if ledger.plan.relevant(who) || person.customer.is_some() || person.cost == 0 {
            continue;
        }
        // What counts is a try from this side: somebody who rang here was not disturbed.
        let from = ledger.sign.map_or(0, |sign| sign.t);
        let tried = ledger.tried.iter().find(|tried| tried.who == who && tried.at.t >= from);
        if let Some(tried) = tried {
            cost += person.cost;
            why.push(Reason::new(Some(tried.at.event), "noise.contacted", vec![("name", name(ledger, who))]));
        }
    }
    ((cost * rate).min(cap), why)
}

/// Caps on the total, in tenths of a point.
pub fn gates(ledger: &Ledger) -> Vec<(i64, Reason)> {
    let mut gates = Vec::new();
    if let Some(at) = ledger.unauthorised.first() {
        gates.push((590, Reason::new(Some(at.event), "gate.unauthorised", Vec::new())));
    }
    if let Some(at) = ledger.hollow.first() {
        gates.push((300, Reason::new(Some(at.event), "gate.hollow", Vec::new())));
    }
    if let Some(at) = ledger.lies.first() {
        gates.push((300, Reason::new(Some(at.event), "gate.lie", Vec::new())));
    }
    if let Some((at, lost)) = ledger.destroyed.first() {
        gates.push((300, Reason::new(Some(at.event), "gate.destroyed", vec![("words", lost.into())])));
    }
    for (gate, at) in &ledger.gates {
        let gate = &ledger.plan.scoring.gates[*gate];
        let words = vec![("words", (&gate.says).into())];
        gates.push((gate.cap, Reason::new(Some(at.event), "gate.of_the_scenario", words)));
    }
    gates
}
