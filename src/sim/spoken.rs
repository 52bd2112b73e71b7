//! What somebody says: the case of it that holds, and the times in it that only the run knows.

use super::condition::{holds, time_of};
use super::engine::Simulation;
use super::event::Kind;
use crate::id::PersonId;
use crate::scenario::plan::{Item, Spoken};
use crate::scenario::words;
use crate::text::Text;
use crate::time::Time;

/// Stands for a time that there is not yet.
const NO_TIME: &str = "—";

impl Simulation {
    /// The first of the words of which the condition holds.
    pub(super) fn words(&self, spoken: &Spoken) -> Text {
        let case = spoken.cases.iter().find(|(when, _)| holds(self, when));
        case.map_or(&spoken.usual, |(_, words)| words).clone()
    }

    /// What happens, with the times in its words filled in as they are at this moment.
    pub(super) fn with_times(&self, mut kind: Kind) -> Kind {
        if let Some(text) = words_of(&mut kind) {
            let clock = |name: &str| match self.time_named(name) {
                Some(time) => self.plan.calendar.clock(time),
                None => NO_TIME.to_owned(),
            };
            *text = text.map(|_, words| words::filled(words, clock));
        }
        kind
    }

    /// The time a placeholder stands for, as far as it has come.
    fn time_named(&self, name: &str) -> Option<Time> {
        let (id, field) = name.split_once('.').unwrap_or((name, ""));
        let promise = |who: PersonId, estimate: bool| {
            let promises = &self.state.person(who).promises;
            promises.iter().rev().find(|promise| promise.estimate == estimate).map(|promise| promise.due)
        };
        match (self.plan.item(id), field) {
            (None, _) => (name == "now").then_some(self.state.now),
            (Some(Item::Person(who)), "promised") => promise(who, false),
            (Some(Item::Person(who)), "estimated") => promise(who, true),
            (Some(Item::Deadline(deadline)), _) => time_of(&self.state, &self.day, &self.plan.deadline(deadline).at),
            (Some(Item::System(system)), _) => time_of(&self.state, &self.day, self.plan.system(system).down.as_ref()?),
            _ => None,
        }
    }
}

/// The words of the scenario that an event brings.
fn words_of(kind: &mut Kind) -> Option<&mut Text> {
    match kind {
        Kind::Said { text, .. }
        | Kind::MailReceived { text, .. }
        | Kind::ChatReceived { text, .. }
        | Kind::NoticeReceived { text }
        | Kind::Inspected { text, .. }
        | Kind::BoardChanged { text, .. }
        | Kind::Destroyed { text, .. } => Some(text),
        _ => None,
    }
}
