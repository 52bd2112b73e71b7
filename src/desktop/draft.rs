//! A message that is being put together: what is ticked, and the acts it becomes.

use super::action::Change;
use crate::id::*;
use crate::scenario::plan::{Act, Channel, Part, Plan, Request};
use crate::time::{Span, Time};

/// A message that is being put together.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Spoken or written.
    pub channel: Channel,
    /// To whom; `None` is the chat room. One person in speech.
    pub to: Vec<Option<PersonId>>,
    /// Everybody it could go to is shown, not only those it goes to.
    pub everybody: bool,
    /// What is told.
    pub facts: Vec<FactId>,
    /// Authored lines.
    pub lines: Vec<LineId>,
    /// What is asked for.
    pub want: Option<Request>,
    /// Within which time.
    pub by: Option<Span>,
    /// When one will be in touch again.
    pub promise: Option<Span>,
    /// When it will be back.
    pub estimate: Option<Time>,
    /// What works again.
    pub fixed: Option<SystemId>,
    /// Whether it works for them.
    pub confirm: bool,
    /// That one does not know.
    pub dont_know: bool,
    /// To have it read back.
    pub read_back: bool,
}

/// The groups of facts in a message, in the order they are told, with the key of their label.
pub const GROUPS: [&str; 10] =
    ["me", "severity", "what", "since", "impact", "deadline", "found", "before", "called", "other"];

/// The group of a fact, as a place in [`GROUPS`].
pub fn group_of(plan: &Plan, fact: FactId) -> usize {
    match fact {
        FactId::ME => 0,
        FactId::SEVERITY => 1,
        FactId::CALLED => 8,
        FactId::TRIED => 6,
        _ => match plan.part(fact) {
            Part::What => 2,
            Part::Since => 3,
            Part::Impact => 4,
            Part::Deadline => 5,
            Part::Found => 6,
            Part::Before => 7,
            Part::Outlook | Part::Other => 9,
        },
    }
}

impl Draft {
    /// Nothing ticked yet.
    pub fn new(channel: Channel, to: Vec<Option<PersonId>>) -> Draft {
        Draft {
            channel,
            everybody: to.is_empty(),
            to,
            facts: Vec::new(),
            lines: Vec::new(),
            want: None,
            by: None,
            promise: None,
            estimate: None,
            fixed: None,
            confirm: false,
            dont_know: false,
            read_back: false,
        }
    }

    /// Whether somebody listens.
    pub fn is_spoken(&self) -> bool {
        matches!(self.channel, Channel::Phone | Channel::Visit)
    }

    /// Makes a change; `before` is the message last sent.
    pub fn change(&mut self, change: &Change, before: Option<&Draft>) {
        fn toggle<T: PartialEq + Copy>(list: &mut Vec<T>, item: T) {
            match list.iter().position(|other| *other == item) {
                Some(place) => {
                    list.remove(place);
                }
                None => list.push(item),
            }
        }
        match change {
            Change::To(who) => toggle(&mut self.to, *who),
            Change::Everybody => self.everybody = true,
            Change::Fact(fact) => toggle(&mut self.facts, *fact),
            Change::Line(line) => toggle(&mut self.lines, *line),
            Change::Want(want) => self.want = *want,
            Change::By(by) => self.by = *by,
            Change::Promise(promise) => self.promise = *promise,
            Change::Estimate(estimate) => self.estimate = *estimate,
            Change::Fixed(fixed) => self.fixed = *fixed,
            Change::Confirm => self.confirm = !self.confirm,
            Change::DontKnow => self.dont_know = !self.dont_know,
            Change::ReadBack => self.read_back = !self.read_back,
            Change::SameAsBefore => {
                if let Some(before) = before {
                    self.facts = before.facts.clone();
                    // What one asks of one person is seldom what one asks of the next.
                    if before.to == self.to {
                        (self.want, self.by) = (before.want, before.by);
                    }
                }
            }
        }
    }

    /// The acts of the message, in the order they are said.
    pub fn acts(&self, plan: &Plan) -> Vec<Act> {
        let mut acts = Vec::new();
        let mut facts = self.facts.clone();
        facts.sort_by_key(|fact| (group_of(plan, *fact), *fact));
        if !facts.is_empty() {
            acts.push(Act::Tell(facts));
        }
        acts.extend(self.lines.iter().map(|line| Act::Say(*line)));
        acts.extend(self.dont_know.then_some(Act::DontKnow));
        acts.extend(self.fixed.map(Act::Fixed));
        acts.extend(self.estimate.map(Act::Estimate));
        acts.extend(self.want.map(Act::Want));
        acts.extend(self.by.map(Act::By));
        acts.extend(self.promise.map(Act::Promise));
        acts.extend(self.confirm.then_some(Act::Confirm));
        acts.extend(self.read_back.then_some(Act::ReadBack));
        acts
    }
}
