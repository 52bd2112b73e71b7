//! The findings: at most three, in plain words, each with the moment it points at. They describe the pull of the
//! situation and name no fault.

use crate::id::*;
use crate::l10n::{self, Arguments, Value};
use crate::scenario::Plan;
use crate::scenario::plan::{Channel, Part, Role, Severity};
use crate::score::bars::{longest_silence, ramp};
use crate::score::ledger::{At, Ledger};
use crate::score::{Score, fold, times};
use crate::sim::message::{COUNTS, Carried, Piece};
use crate::sim::{Event, Kind};
use crate::text::{Language, Text};
use crate::time::{MINUTE, Span, Time};
use std::cmp::Reverse;

/// So many are told at most.
pub const MOST: usize = 3;
/// What earned or cost less than this, in tenths of a point, is not told.
const WORTH: i64 = 10;
/// Free hands for a shorter time are no wait.
const SHORTEST: Span = 5 * MINUTE;
/// A message of this quality, in thousandths, lacks nothing worth telling.
const FULL_ENOUGH: i64 = 800;

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// What went best.
    Best,
    /// The wait that cost most.
    Wait,
    /// What a message did not hold.
    Missing,
    /// The urgency was there to be heard.
    Urgency,
    /// People without a part in it were called.
    Noise,
    /// What the scenario itself has to say of what was done.
    Lesson,
}

impl What {
    /// `best`
    pub fn word(self) -> &'static str {
        match self {
            What::Best => "best",
            What::Wait => "wait",
            What::Missing => "missing",
            What::Urgency => "urgency",
            What::Noise => "noise",
            What::Lesson => "lesson",
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What it is about.
    pub what: What,
    /// When it began.
    pub at: Time,
    /// The event it points at.
    pub event: u32,
    /// In a few words.
    pub title: Text,
    /// In a sentence or two.
    pub detail: Text,
    /// A plan it suggests: when, and what one will do then.
    pub opening: (Text, Text),
}

/// The findings of a run that is over: what went best, and then what cost most, the dearest first.
///
/// What the scenario has to say of the run comes before what can be said of any run: its author knows what it is there to
/// teach. Of several such lessons those that stand first in the file are told, one of them, if there is one, of what went
/// well.
///
/// What went best is what earned most points. What cost most is weighed by the points that were lost over it: of a wait
/// those for waiting and for reaching who decides, of a message those for messages and, where it was too little to
/// count, for the first escalation, of an urgency that was not heard those for the customer.
pub fn findings(plan: &Plan, events: &[Event]) -> Vec<Finding> {
    let run = Run { plan, events, ledger: Ledger::read(plan, events), score: fold(plan, events) };
    let (good, to_learn) = run.lessons();
    let best = good.or_else(|| run.best());
    let found = [run.wait(), run.missing(), run.urgency(), run.noise()];
    let mut costly: Vec<(i64, Finding)> = found.into_iter().flatten().filter(|(cost, _)| *cost >= WORTH).collect();
    costly.sort_by_key(|(cost, _)| Reverse(*cost));
    let room = MOST - usize::from(best.is_some());
    let ranked: Vec<Finding> = costly.into_iter().map(|(_, finding)| finding).collect();
    // The urgency that could be heard has its place behind the first lesson; where there is none, its rank by its cost.
    let mut to_learn = to_learn.into_iter();
    let told: Vec<Finding> = match to_learn.next() {
        Some(first) => {
            let (urgency, others): (Vec<_>, Vec<_>) =
                ranked.into_iter().partition(|finding| finding.what == What::Urgency);
            [first].into_iter().chain(urgency).chain(to_learn).chain(others).collect()
        }
        None => ranked,
    };
    best.into_iter().chain(told.into_iter().take(room)).collect()
}

/// A run that is over, with what it comes to.
struct Run<'a> {
    plan: &'a Plan,
    events: &'a [Event],
    ledger: Ledger<'a>,
    score: Score,
}

/// What could have gone best: what it earned in tenths of a point, its moment, and the key of its words.
struct Candidate {
    worth: i64,
    at: At,
    key: &'static str,
    arguments: Vec<(&'static str, Value)>,
}

/// A message to somebody with a part in it.
struct Message {
    at: At,
    who: PersonId,
    channel: Channel,
    /// The letter it was part of.
    letter: Option<u32>,
    quality: i64,
    missing: Vec<(Piece, i64)>,
    /// What the trainee knew then.
    known: Vec<FactId>,
    severity: Option<Severity>,
}

/// The time between two tries.
struct Wait {
    from: Time,
    to: Time,
    /// Who was tried when it began.
    after: Vec<PersonId>,
    /// How much of it the hands were free.
    free: Span,
}

impl Run<'_> {
    // ---- what the scenario has to say ------------------------------------------------------

    /// The first lesson of what went well, and all of what could have gone otherwise, in the order of the file.
    fn lessons(&self) -> (Option<Finding>, Vec<Finding>) {
        let told = self.plan.rules.iter().enumerate().filter_map(|(number, rule)| {
            let lesson = rule.lesson.as_ref()?;
            let fires = |event: &&Event| matches!(event.kind, Kind::RuleFired { rule } if rule.index() == number);
            let (place, event) = self.events.iter().enumerate().find(|(_, event)| fires(event))?;
            // It fires because of something: that is what can be shown.
            let place = self.events[..place].iter().rposition(|event| event.kind.is_visible()).unwrap_or(place);
            let finding = Finding {
                what: if lesson.good { What::Best } else { What::Lesson },
                at: event.t,
                event: place as u32 + 1,
                title: lesson.title.clone(),
                detail: lesson.says.clone(),
                opening: lesson.plan.clone(),
            };
            Some((lesson.good, finding))
        });
        let (mut good, mut to_learn) = (None, Vec::new());
        for (went_well, finding) in told {
            if !went_well {
                to_learn.push(finding);
            } else if good.is_none() {
                good = Some(finding);
            }
        }
        (good, to_learn)
    }

    // ---- what went best --------------------------------------------------------------------

    fn best(&self) -> Option<Finding> {
        let mut all = [
            self.decider(),
            self.engaged(),
            self.asked_first(),
            self.told_well(),
            self.escalated(),
            self.kept_word(),
            self.acknowledged(),
        ]
        .into_iter()
        .flatten()
        .filter(|candidate| candidate.worth >= WORTH)
        .collect::<Vec<_>>();
        all.sort_by_key(|candidate| (Reverse(candidate.worth), candidate.at.t));
        let Candidate { at, key, arguments, .. } = all.into_iter().next()?;
        let title = l10n::text(key, &arguments);
        let opening = opening("best", &[("what", Value::Text(title.clone()))]);
        let detail = l10n::text(&format!("{key}-words"), &arguments);
        Some(Finding { what: What::Best, at: at.t, event: at.event, title, detail, opening })
    }

    fn decider(&self) -> Option<Candidate> {
        let (points, of) = self.points("decider");
        let (who, at) = self.ledger.first_engaged(Role::Decider).filter(|_| points * 2 >= of)?;
        let from = self.ledger.escalate_from()?;
        let earliest = self.ledger.earliest_allowed(Role::Decider, from).unwrap_or(from);
        let arguments = vec![("name", self.name(who)), ("minutes", minutes((at.t - earliest).max(0)))];
        Some(Candidate { worth: points, at, key: "best-decider", arguments })
    }

    /// Somebody whose matter it is was engaged; in a small matter in writing, with nobody disturbed.
    fn engaged(&self) -> Option<Candidate> {
        let (points, _) = self.points("breadth");
        let relevant = |who: PersonId| self.plan.relevant(who);
        let engaged = self.ledger.engaged.iter().filter(|(who, _)| relevant(*who));
        let (who, at) = engaged.min_by_key(|(_, at)| at.t).copied()?;
        let written = |channel: Channel| matches!(channel, Channel::Mail | Channel::Chat);
        let mut tried = self.ledger.tried.iter().filter(|tried| relevant(tried.who));
        let quiet = self.score.noise == 0 && tried.all(|tried| written(tried.channel));
        let ticket = self.ledger.told.iter().find(|told| told.who == who).map(|told| told.at);
        let (at, key) = match ticket {
            Some(ticket) if quiet && self.plan.severity == Severity::P4 => (ticket, "best-ticket"),
            _ => (at, "best-engaged"),
        };
        let worth = points / self.plan.scoring.roles.len().max(1) as i64;
        Some(Candidate { worth, at, key, arguments: vec![("name", self.name(who))] })
    }

    fn asked_first(&self) -> Option<Candidate> {
        let (_, of) = self.points("customer");
        let sign = self.ledger.sign?;
        let (_, at) = self.ledger.asked_first.iter().find(|(part, _)| *part == Part::Deadline)?;
        let impact = self.ledger.asked_first.iter().any(|(part, _)| *part == Part::Impact);
        let allowed = times(self.plan.severity).first_word;
        let first = self.ledger.updates.first().map_or(0, |update| ramp(update.t - sign.t, allowed));
        let heard = if impact { 1_000 } else { 500 };
        let key = if first == 1_000 { "best-asked-promised" } else { "best-asked" };
        let worth = of * (300 * first + 200 * heard) / 1_000_000;
        Some(Candidate { worth, at: *at, key, arguments: Vec::new() })
    }

    fn told_well(&self) -> Option<Candidate> {
        let (_, of) = self.points("message");
        let relevant = self.ledger.told.iter().filter(|told| self.plan.relevant(told.who));
        let told = relevant.min_by_key(|told| (Reverse(told.quality), told.at.event))?;
        let yes = |event: &Event| matches!(event.kind, Kind::Authorised { .. } | Kind::HandedOver { .. });
        let answered = self.events.iter().any(|event| event.cause == Some(told.at.event) && yes(event));
        let key = if answered { "best-told-yes" } else { "best-told" };
        let arguments = vec![("name", self.name(told.who)), ("percent", (told.quality / 10).into())];
        Some(Candidate { worth: of * told.quality / 1_000, at: told.at, key, arguments })
    }

    fn escalated(&self) -> Option<Candidate> {
        let (points, _) = self.points("first_escalation");
        let from = self.ledger.escalate_from()?;
        let counts = |who: PersonId, quality: i64| self.plan.relevant(who) && quality >= COUNTS;
        let told = self.ledger.told.iter().find(|told| counts(told.who, told.quality))?;
        let arguments = vec![("name", self.name(told.who)), ("minutes", minutes((told.at.t - from).max(0)))];
        Some(Candidate { worth: points * told.quality / 1_000, at: told.at, key: "best-escalated", arguments })
    }

    fn kept_word(&self) -> Option<Candidate> {
        let (_, of) = self.points("customer");
        let customer = self.plan.customer()?;
        let (silence, _) = longest_silence(&self.ledger, self.ledger.sign?);
        let kept = |kind: &Kind| matches!(kind, Kind::PromiseKept { who, estimate: false } if *who == customer);
        let event = self.events.iter().find(|event| kept(&event.kind))?;
        let worth = of * 300 * ramp(silence, times(self.plan.severity).silence) / 1_000_000;
        let arguments = vec![("name", self.name(customer)), ("clock", self.clock(event.t))];
        Some(Candidate { worth, at: At { t: event.t, event: event.n }, key: "best-promise", arguments })
    }

    fn acknowledged(&self) -> Option<Candidate> {
        let (points, _) = self.points("acknowledge");
        let (sign, at) = (self.ledger.sign?, self.ledger.acknowledged?);
        let arguments = vec![("seconds", (at.t - sign.t).max(0).into())];
        Some(Candidate { worth: points, at, key: "best-acknowledged", arguments })
    }

    // ---- what cost most --------------------------------------------------------------------

    /// The time between two tries in which the hands were free the longest, before somebody who decides was engaged.
    fn wait(&self) -> Option<(i64, Finding)> {
        let never = !self.ledger.tried.iter().any(|tried| self.plan.relevant(tried.who));
        // A small matter may wait, once it is in somebody's hands.
        if self.plan.severity == Severity::P4 && !never {
            return None;
        }
        let wait = self.waits()?.into_iter().min_by_key(|wait| (Reverse(wait.free), wait.from))?;
        if wait.free < SHORTEST {
            return None;
        }
        let span = minutes(wait.to - wait.from);
        let title = match wait.after.as_slice() {
            [] if never => l10n::text("wait-never", &[("minutes", span)]),
            [] => l10n::text("wait-first", &[("minutes", span)]),
            [who] => l10n::text("wait-one", &[("name", self.name(*who)), ("minutes", span)]),
            many => l10n::text("wait-many", &[("count", many.len().into()), ("minutes", span)]),
        };
        let doing = l10n::text("wait-doing", &[("doing", self.doing(wait.from, wait.to).into())]);
        let detail = Text::join(&[doing, self.within_reach(wait.from, wait.to)]);
        let mut cost = self.lost("no_idle_waiting") + self.lost("decider");
        if never {
            cost += self.lost("first_escalation");
        }
        let event = self.longest_free(wait.from, wait.to)?;
        let opening = opening(if wait.after.is_empty() { "wait-first" } else { "wait" }, &[]);
        Some((cost, Finding { what: What::Wait, at: wait.from, event, title, detail, opening }))
    }

    /// The tries of people with a part in it cut the time, up to the contact that was sought, into waits.
    fn waits(&self) -> Option<Vec<Wait>> {
        let from = self.ledger.escalate_from()?;
        let ended = self.ledger.ended.map_or(self.ledger.horizon(), |at| at.t);
        let goal = if self.plan.scoring.roles.contains(&Role::Decider) {
            self.ledger.first_engaged(Role::Decider).map(|(_, at)| at.t)
        } else {
            let relevant = self.ledger.engaged.iter().filter(|(who, _)| self.plan.relevant(*who));
            relevant.map(|(_, at)| at.t).min()
        };
        let until = goal.unwrap_or(self.ledger.horizon()).min(ended);
        let mut waits = vec![Wait { from, to: until, after: Vec::new(), free: 0 }];
        let mut tries: Vec<(Time, PersonId)> = self
            .ledger
            .tried
            .iter()
            .filter(|tried| self.plan.relevant(tried.who) && (from..until).contains(&tried.at.t))
            .map(|tried| (tried.at.t, tried.who))
            .collect();
        tries.sort_unstable();
        for (time, who) in tries {
            match waits.last_mut() {
                Some(last) if last.from == time => last.after.push(who),
                Some(last) => {
                    last.to = time;
                    waits.push(Wait { from: time, to: until, after: vec![who], free: 0 });
                }
                None => {}
            }
        }
        waits.iter_mut().for_each(|wait| wait.free = self.free(wait.from, wait.to));
        Some(waits)
    }

    /// Who would have answered between two moments: by phone, else in writing. In a small matter nobody is to be phoned.
    fn within_reach(&self, from: Time, to: Time) -> Text {
        let answers = |channels: &[Channel]| -> Vec<PersonId> {
            let in_time = |who: PersonId| {
                let mut stretches = self.ledger.answering.iter();
                stretches.any(|(other, channel, begins, ends, after)| {
                    *other == who && channels.contains(channel) && from.max(*begins) + after <= to.min(*ends)
                })
            };
            let engaged = |who: PersonId| self.ledger.engaged_at(who).is_some_and(|at| at.t <= from);
            let people = self.plan.person_ids().filter(|who| self.plan.relevant(*who) && !engaged(*who));
            people.filter(|who| in_time(*who)).collect()
        };
        let spoken = answers(&[Channel::Phone, Channel::Visit]);
        if !spoken.is_empty() && self.plan.severity != Severity::P4 {
            return l10n::text("within-reach-phone", &[("names", self.names(&spoken))]);
        }
        let written = answers(&[Channel::Chat, Channel::Mail]);
        if !written.is_empty() {
            return l10n::text("within-reach-written", &[("names", self.names(&written))]);
        }
        l10n::text("within-reach-nobody", &[])
    }

    /// What the message lacked that helped least, among the best each person was told.
    fn missing(&self) -> Option<(i64, Finding)> {
        let messages = self.messages();
        let mut best: Vec<&Message> = Vec::new();
        for message in &messages {
            match best.iter_mut().find(|other| other.who == message.who) {
                Some(other) if other.quality < message.quality => *other = message,
                Some(_) => {}
                None => best.push(message),
            }
        }
        let message = best.into_iter().min_by_key(|message| (message.quality, message.at.event))?;
        let (piece, _) = message.missing.first().copied().filter(|_| message.quality < FULL_ENOUGH)?;
        let together = |other: &&Message| message.letter.is_some() && other.letter == message.letter;
        let name = match messages.iter().filter(together).count() {
            0 | 1 => self.name(message.who),
            count => {
                let arguments = [("name", self.name(message.who)), ("count", (count - 1).into())];
                Value::Text(l10n::text("missing-to-many", &arguments))
            }
        };
        let piece_words = Value::Text(l10n::text(&format!("piece-{}", piece.word()), &[]));
        let channel = Value::Text(l10n::text(&format!("by-{}", message.channel.word()), &[]));
        let title = l10n::text("missing", &[("name", name), ("channel", channel), ("piece", piece_words.clone())]);
        let detail = self.where_it_was(message, piece);
        let mut cost = self.lost("message");
        if message.quality < COUNTS {
            cost += self.lost("first_escalation");
        }
        let opening = opening("missing", &[("piece", piece_words)]);
        let At { t, event } = message.at;
        Some((cost, Finding { what: What::Missing, at: t, event, title, detail, opening }))
    }

    /// Whether what was missing was known, could have been asked or looked up, or only needed saying.
    fn where_it_was(&self, message: &Message, piece: Piece) -> Text {
        let Some(part) = piece.part() else {
            let declared = message.severity.is_some();
            let key = if piece == Piece::Severity && !declared { "missing-severity" } else { "missing-say" };
            return l10n::text(key, &[("percent", (message.quality / 10).into())]);
        };
        let facts: Vec<FactId> = self.plan.facts_of(part).filter(|fact| !self.plan.fact(*fact).untrue).collect();
        if let Some(fact) = facts.iter().find(|fact| message.known.contains(fact)) {
            return l10n::text("missing-known", &[("fact", (&self.plan.fact(*fact).text).into())]);
        }
        let knows = |who: &PersonId| facts.iter().any(|fact| self.plan.person(*who).knows.contains(fact));
        if let Some(customer) = self.plan.customer().filter(knows) {
            return l10n::text("missing-ask", &[("name", self.name(customer))]);
        }
        let gives = |learn: &[FactId]| facts.iter().any(|fact| learn.contains(fact));
        if let Some(look) = self.plan.looks.iter().find(|look| gives(&look.learn)) {
            return l10n::text("missing-look", &[("look", (&look.name).into())]);
        }
        if let Some(document) = self.plan.documents.iter().find(|document| gives(&document.learn)) {
            return l10n::text("missing-look", &[("look", (&document.title).into())]);
        }
        match self.plan.person_ids().find(knows) {
            Some(who) => l10n::text("missing-ask", &[("name", self.name(who))]),
            None => l10n::text("missing-unknown", &[]),
        }
    }

    /// Every message to people with a part in it, with what all they had heard by then still lacked.
    fn messages(&self) -> Vec<Message> {
        let mut heard = vec![Carried::default(); self.plan.people.len()];
        let mut known = self.plan.knows.clone();
        let mut severity = None;
        let mut tried: Vec<PersonId> = Vec::new();
        let mut messages = Vec::new();
        for event in self.events {
            match &event.kind {
                Kind::RunEnded { .. } => break,
                Kind::Learned { fact, .. } => known.push(*fact),
                Kind::SeverityDeclared { level } | Kind::SeverityOnRecord { level } => severity = Some(*level),
                Kind::Dialled { who } | Kind::Visited { who, .. } => tried.push(*who),
                Kind::Told { who, channel, voicemail, acts, facts, quality } => {
                    let told = &mut heard[who.index()];
                    told.add(acts, severity);
                    facts.iter().for_each(|fact| told.add_fact(*fact, severity));
                    let spoken = matches!(channel, Channel::Phone | Channel::Visit);
                    if self.plan.relevant(*who) {
                        let others = tried.iter().any(|other| other != who && self.plan.is_colleague(*other));
                        messages.push(Message {
                            at: At { t: event.t, event: event.n },
                            who: *who,
                            channel: *channel,
                            letter: event.cause.filter(|_| !spoken),
                            quality: *quality,
                            missing: told.missing(self.plan, spoken && !voicemail, others),
                            known: known.clone(),
                            severity,
                        });
                    }
                    tried.push(*who);
                }
                _ => {}
            }
        }
        messages
    }

    /// What the customer said in the first call stressed how urgent it was, and a long silence followed, or by when was
    /// not asked.
    fn urgency(&self) -> Option<(i64, Finding)> {
        if self.plan.severity > Severity::P2 {
            return None;
        }
        let customer = self.plan.customer()?;
        let (heard, fact) = self.events.iter().find_map(|event| match event.kind {
            Kind::Learned { fact, from } if from == Some(customer) => {
                self.plan.fact(fact).seal.then_some((event, fact))
            }
            _ => None,
        })?;
        let (silence, after) = longest_silence(&self.ledger, self.ledger.sign?);
        let allowed = times(self.plan.severity).silence;
        let asked = self.ledger.asked_first.iter().any(|(part, _)| *part == Part::Deadline);
        let long = silence >= allowed.0 * MINUTE;
        let key = match (asked, long) {
            (true, false) => return None,
            (false, false) => "urgency-not-asked",
            (true, true) => "urgency-silence",
            (false, true) => "urgency-both",
        };
        let arguments = [
            ("fact", Value::from(&self.plan.fact(fact).text)),
            ("minutes", minutes(silence)),
            ("doing", self.doing(after.t, after.t + silence).into()),
        ];
        let (_, of) = self.points("customer");
        let lost = 300 * (1_000 - ramp(silence, allowed)) / 1_000 + if asked { 0 } else { 100 };
        let finding = Finding {
            what: What::Urgency,
            at: heard.t,
            event: heard.n,
            title: l10n::text("urgency", &[]),
            detail: l10n::text(key, &arguments),
            opening: opening("urgency", &[]),
        };
        Some((of * lost / 1_000, finding))
    }

    fn noise(&self) -> Option<(i64, Finding)> {
        let disturbed = self.score.noise_why.iter().filter_map(|reason| reason.event);
        let mut disturbed: Vec<&Event> = disturbed.filter_map(|number| self.event(number)).collect();
        disturbed.sort_by_key(|event| event.n);
        let first = disturbed.first()?;
        let people: Vec<PersonId> = disturbed.iter().filter_map(|event| event.kind.who()).collect();
        let arguments = [("names", self.names(&people)), ("count", people.len().into())];
        let finding = Finding {
            what: What::Noise,
            at: first.t,
            event: first.n,
            title: l10n::text("noise", &arguments),
            detail: l10n::text("noise-words", &arguments),
            opening: opening("noise", &[]),
        };
        Some((self.score.noise, finding))
    }

    // ---- what they are made of -------------------------------------------------------------

    /// Points and weight of a bar, in tenths of a point.
    fn points(&self, bar: &str) -> (i64, i64) {
        self.score.bar(bar).map_or((0, 0), |bar| (bar.points, bar.of))
    }

    fn lost(&self, bar: &str) -> i64 {
        let (points, of) = self.points(bar);
        of - points
    }

    fn event(&self, number: u32) -> Option<&Event> {
        self.events.get((number as usize).checked_sub(1)?)
    }

    fn name(&self, who: PersonId) -> Value {
        Value::Text(self.plan.person(who).name.clone())
    }

    fn names(&self, people: &[PersonId]) -> Value {
        Value::Text(listed(people.iter().map(|who| self.plan.person(*who).name.clone()).collect()))
    }

    fn clock(&self, time: Time) -> Value {
        Value::Words(self.plan.calendar.clock(time))
    }

    /// Seconds with free hands between two moments.
    fn free(&self, from: Time, to: Time) -> Span {
        self.ledger.waits.iter().map(|(begin, end, _)| ((*end).min(to) - (*begin).max(from)).max(0)).sum()
    }

    /// The longest stretch with free hands between two moments.
    fn longest_free(&self, from: Time, to: Time) -> Option<u32> {
        let within = |(begin, end, _): &&(Time, Time, u32)| ((*end).min(to) - (*begin).max(from)).max(0);
        self.ledger.waits.iter().max_by_key(within).map(|(.., event)| *event)
    }

    /// What was done between two moments, in a few words.
    fn doing(&self, from: Time, to: Time) -> Text {
        let count = |fits: fn(&Kind) -> bool| {
            let between = self.events.iter().filter(|event| event.t > from && event.t < to);
            between.filter(|event| fits(&event.kind)).count()
        };
        let counts = [
            ("doing-looked", count(|kind| matches!(kind, Kind::Inspected { .. } | Kind::Read { .. }))),
            ("doing-rang", count(|kind| matches!(kind, Kind::Dialled { .. }))),
            ("doing-wrote", count(|kind| matches!(kind, Kind::MailSent { .. } | Kind::ChatSent { .. }))),
            ("doing-answered", count(|kind| matches!(kind, Kind::CallAnswered { .. }))),
        ];
        let done = counts.into_iter().filter(|(_, count)| *count > 0);
        let mut parts: Vec<Text> = done.map(|(key, count)| l10n::text(key, &[("count", count.into())])).collect();
        let free = self.free(from, to) / MINUTE;
        if free > 0 {
            parts.push(l10n::text("doing-free", &[("minutes", free.into())]));
        }
        if parts.is_empty() { l10n::text("doing-at-hand", &[]) } else { listed(parts) }
    }
}

fn minutes(span: Span) -> Value {
    Value::Number(span / MINUTE)
}

/// Words one after another, with commas.
fn listed(words: Vec<Text>) -> Text {
    let list = |language: Language, comma: &str| -> String {
        words.iter().map(|text| text.get(language)).collect::<Vec<_>>().join(comma)
    };
    Text::new(list(Language::Ja, "、"), list(Language::En, ", "))
}

/// A plan that a finding suggests.
fn opening(of: &str, arguments: Arguments) -> (Text, Text) {
    (l10n::text(&format!("opening-{of}-when"), arguments), l10n::text(&format!("opening-{of}-will"), arguments))
}
