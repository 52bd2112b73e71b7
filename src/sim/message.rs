//! What a message is worth: the weighted share of what somebody needs to hear that it carries.
//!
//! The weights follow SBAR and the hand-over checklists derived from it: who I am 1, which customer and what is broken
//! and since when 2, what was tried 1, impact and severity 2, deadline 1, a plain request and by when 2, read-back 1.

use crate::id::*;
use crate::scenario::model;
use crate::scenario::plan::{Act, Kind, Part, Plan, Request, Severity};
use crate::scenario::words::{Id, Moment, OneSpan, Point};

/// A message counts as an escalation, and is clear enough to act on, from this quality on, in thousandths.
pub const COUNTS: i64 = 400;

/// A piece of what somebody needs to hear, in the order in which people ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Piece {
    /// By when.
    Deadline,
    /// Whom and what it hurts.
    Impact,
    /// Which customer, what is broken.
    What,
    /// Since when.
    Since,
    /// A plain request.
    Want,
    /// By when it is wanted.
    By,
    /// The severity word.
    Severity,
    /// What was tried.
    Tried,
    /// Whether it happened before.
    Before,
    /// Who else was called.
    Called,
    /// Who is speaking.
    Me,
    /// Having it read back.
    ReadBack,
}

impl Piece {
    /// `deadline`
    pub fn word(self) -> &'static str {
        match self {
            Piece::Deadline => "deadline",
            Piece::Impact => "impact",
            Piece::What => "what",
            Piece::Since => "since",
            Piece::Want => "want",
            Piece::By => "by",
            Piece::Severity => "severity",
            Piece::Tried => "tried",
            Piece::Before => "before",
            Piece::Called => "called",
            Piece::Me => "me",
            Piece::ReadBack => "read-back",
        }
    }

    /// The part whose facts fill it; `None` when no fact of the scenario does.
    pub fn part(self) -> Option<Part> {
        match self {
            Piece::Deadline => Some(Part::Deadline),
            Piece::Impact => Some(Part::Impact),
            Piece::What => Some(Part::What),
            Piece::Since => Some(Part::Since),
            Piece::Tried => Some(Part::Found),
            Piece::Before => Some(Part::Before),
            Piece::Want | Piece::By | Piece::Severity | Piece::Called | Piece::Me | Piece::ReadBack => None,
        }
    }
}

/// What somebody has been told in all, over all channels.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Carried {
    facts: Vec<FactId>,
    want: bool,
    by: bool,
    read_back: bool,
    /// The level named, if one was.
    severity: Option<u8>,
}

impl Carried {
    /// Adds what the acts carry. `severity` is the level on record, which telling it passes on.
    pub fn add(&mut self, acts: &[Act], severity: Option<Severity>) {
        for act in acts {
            match act {
                Act::Tell(facts) => {
                    for fact in facts {
                        self.add_fact(*fact, severity);
                    }
                }
                Act::Want(_) => self.want = true,
                Act::By(_) => self.by = true,
                Act::ReadBack => self.read_back = true,
                _ => {}
            }
        }
    }

    /// Adds one fact.
    pub fn add_fact(&mut self, fact: FactId, severity: Option<Severity>) {
        if fact == FactId::SEVERITY {
            self.severity = severity.map(|level| level as u8);
        }
        if !self.facts.contains(&fact) {
            self.facts.push(fact);
        }
    }

    /// Adds what somebody else was told, who passes it on.
    pub fn pass_on(&mut self, other: &Carried) {
        for fact in &other.facts {
            if !self.facts.contains(fact) {
                self.facts.push(*fact);
            }
        }
        self.want |= other.want;
        self.by |= other.by;
        self.severity = self.severity.or(other.severity);
    }

    /// The same, whatever the order in which things were told.
    pub(super) fn canonical(&self) -> Carried {
        let mut sorted = self.clone();
        sorted.facts.sort_unstable();
        sorted
    }

    /// The facts they were told.
    pub fn facts(&self) -> &[FactId] {
        &self.facts
    }

    /// Whether they were told the fact.
    pub fn has(&self, fact: FactId) -> bool {
        self.facts.contains(&fact)
    }

    /// Whether they were told a fact of the part.
    pub fn has_part(&self, plan: &Plan, part: Part) -> bool {
        self.facts.iter().any(|fact| plan.part(*fact) == part)
    }

    /// Quality in thousandths, 0..=1000. `speech`: a read-back can be had. `anybody_called`: there is somebody to name.
    pub fn quality(&self, plan: &Plan, speech: bool, anybody_called: bool) -> i64 {
        let (mut carried, mut all) = (0, 0);
        self.rows(plan, speech, anybody_called, |weight, pieces| {
            let live = pieces.iter().filter(|(_, fillable, _)| *fillable);
            let (count, shares) = live.fold((0, 0), |(count, shares), (.., share)| (count + 1, shares + share));
            if count > 0 {
                all += weight;
                carried += weight * shares / count;
            }
        });
        if all == 0 { 0 } else { carried / all }
    }

    /// What of a message is missing, with its weight in thousandths of a point of quality: the weightiest first, and of
    /// equal ones what is asked for first. `speech` and `anybody_called` as in [`Carried::quality`].
    pub fn missing(&self, plan: &Plan, speech: bool, anybody_called: bool) -> Vec<(Piece, i64)> {
        let mut missing = Vec::new();
        self.rows(plan, speech, anybody_called, |weight, pieces| {
            let live = || pieces.iter().filter(|(_, fillable, _)| *fillable);
            let count = live().count() as i64;
            let lost = live().map(|(piece, _, share)| (*piece, weight * (1_000 - share) / count));
            missing.extend(lost.filter(|(_, lost)| *lost > 0));
        });
        missing.sort_by_key(|(piece, lost)| (std::cmp::Reverse(*lost), *piece));
        missing
    }

    /// Shows the rows by which a message is weighed: the weight of each, and its pieces as (can be had, share carried in
    /// thousandths). A piece that cannot be had leaves its weight to its neighbours in the row; a row of which nothing can
    /// be had drops out.
    fn rows(&self, plan: &Plan, speech: bool, anybody_called: bool, mut row: impl FnMut(i64, &[(Piece, bool, i64)])) {
        let full = |had: bool| if had { 1_000 } else { 0 };
        let part = |piece: Piece, part: Part| (piece, plan.has_part(part), full(self.has_part(plan, part)));
        let tried = self.has(FactId::TRIED) || self.has_part(plan, Part::Found);
        let severity = match self.severity.map(|level| (i64::from(level) - plan.severity as i64).abs()) {
            Some(0) => 1_000,
            Some(1) => 500,
            _ => 0,
        };
        let called = (Piece::Called, anybody_called, full(self.has(FactId::CALLED)));
        row(1, &[(Piece::Me, true, full(self.has(FactId::ME)))]);
        row(2, &[part(Piece::What, Part::What), part(Piece::Since, Part::Since)]);
        row(1, &[(Piece::Tried, true, full(tried)), part(Piece::Before, Part::Before), called]);
        row(2, &[part(Piece::Impact, Part::Impact), (Piece::Severity, true, severity)]);
        row(1, &[part(Piece::Deadline, Part::Deadline)]);
        row(2, &[(Piece::Want, true, full(self.want)), (Piece::By, true, full(self.by))]);
        if speech {
            row(1, &[(Piece::ReadBack, true, full(self.read_back))]);
        }
    }
}

/// The facts a list of acts tells, each once, in order.
pub fn facts_told(acts: &[Act]) -> Vec<FactId> {
    let mut told = Vec::new();
    for act in acts {
        if let Act::Tell(facts) = act {
            for fact in facts {
                if !told.contains(fact) {
                    told.push(*fact);
                }
            }
        }
    }
    told
}

/// Whether any of a person's facts is an authored one of this kind.
pub fn is_authored(plan: &Plan, fact: FactId) -> bool {
    matches!(plan.fact(fact).kind, Kind::Authored(_))
}

/// Acts in the words of a scenario file: how records and JSON write them.
pub fn authored_acts(plan: &Plan, acts: &[Act]) -> Vec<model::Act> {
    let fact = |fact: FactId| Id::bare(&plan.fact(fact).id);
    let repair = |repair: RepairId| Id::bare(&plan.repair(repair).id);
    acts.iter()
        .map(|act| match act {
            Act::Tell(facts) => model::Act::Tell(facts.iter().map(|told| fact(*told)).collect()),
            Act::Ask(part) => model::Act::Ask(*part),
            Act::Want(request) => model::Act::Want(match request {
                Request::Decide => model::Request::Decide,
                Request::Allow(wanted) => model::Request::Allow(repair(*wanted)),
                Request::Do(wanted) => model::Request::Do(repair(*wanted)),
                Request::Give(wanted) => model::Request::Give(fact(*wanted)),
                Request::Take(duty) => model::Request::Take(*duty),
                Request::Come => model::Request::Come,
                Request::CallOn(other) => model::Request::CallOn(Id::bare(&plan.person(*other).id)),
            }),
            Act::By(span) => model::Act::By(OneSpan(*span)),
            Act::Promise(span) => model::Act::Promise(OneSpan(*span)),
            Act::Estimate(time) => {
                let clock = Point::Clock(time + plan.calendar.start_of_day_offset());
                model::Act::Estimate(Moment { least: clock, most: clock, anchor: None, place: None })
            }
            Act::Fixed(system) => model::Act::Fixed(Id::bare(&plan.system(*system).id)),
            Act::DontKnow => model::Act::DontKnow,
            Act::Confirm => model::Act::Confirm,
            Act::ReadBack => model::Act::ReadBack,
            Act::WriteDown => model::Act::WriteDown,
            Act::Say(line) => model::Act::Say(Id::bare(&plan.line(*line).id)),
        })
        .collect()
}
