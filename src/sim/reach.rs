//! How somebody can be reached: the stretches of their day, with the day's luck.

use super::condition::{holds, time_of};
use super::engine::Simulation;
use crate::id::*;
use crate::scenario::plan::{Channel, Manner, Stretch};
use crate::time::{Span, Time};

/// A stretch as it is on this day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Now {
    pub manner: Manner,
    pub after: Span,
    /// When it began: the end of the one before.
    pub from: Time,
    /// When it ends; the end of the day for the last.
    pub to: Time,
}

impl Simulation {
    fn manner(&self, stretch: &Stretch) -> Manner {
        let lost = self.day.value(stretch.luck) > i64::from(stretch.odds);
        if lost { stretch.otherwise } else { stretch.manner }
    }

    /// The stretches of a channel in order, those that are passed over left out unless `all`.
    fn stretches(&self, who: PersonId, channel: Channel, all: bool) -> Vec<Now> {
        let mut from = 0;
        let mut stretches = Vec::new();
        for stretch in self.plan.person(who).reach(channel).unwrap_or_default() {
            let passed_over = stretch.when.as_ref().is_some_and(|when| !holds(self, when));
            if passed_over && !all {
                continue;
            }
            let to = match &stretch.until {
                None => self.plan.ends,
                // An end whose anchor has not come yet is not in sight.
                Some(until) => time_of(&self.state, &self.day, until).unwrap_or(self.plan.ends),
            };
            if to > from || stretch.until.is_none() {
                let after = self.day.value(stretch.after);
                stretches.push(Now { manner: self.manner(stretch), after, from, to: to.max(from) });
                from = to.max(from);
            }
        }
        stretches
    }

    /// How somebody can be reached at this moment; `None` when they have no such channel.
    pub(super) fn reach_now(&self, who: PersonId, channel: Channel) -> Option<Now> {
        self.plan.person(who).reach(channel)?;
        let now = self.state.now;
        let found = self.stretches(who, channel, false).into_iter().find(|stretch| stretch.to > now);
        Some(found.unwrap_or(Now { manner: Manner::Silent, after: 0, from: now, to: self.plan.ends }))
    }

    /// The next moment from `time` on at which somebody answers on the channel, as things stand, with their delay.
    pub(super) fn next_answer(&self, who: PersonId, channel: Channel, time: Time) -> Option<(Time, Span)> {
        self.stretches(who, channel, false)
            .into_iter()
            .find(|stretch| stretch.manner == Manner::Answers && stretch.to > time)
            .map(|stretch| (stretch.from.max(time), stretch.after))
    }

    /// Every stretch of everybody who matters, for the debrief and the score.
    ///
    /// Stretches that hang on a condition are shown as if it held: then the earliest moment a person could have been
    /// reached is never later than the truth, and nobody is blamed for minutes that did not exist.
    pub(super) fn reveal_reach(&self) -> Vec<super::event::Kind> {
        let mut revealed = Vec::new();
        for who in self.plan.person_ids() {
            for channel in Channel::ALL {
                for stretch in self.stretches(who, channel, true) {
                    revealed.push(super::event::Kind::ReachRevealed {
                        who,
                        channel,
                        manner: stretch.manner,
                        from: stretch.from,
                        to: stretch.to,
                        after: stretch.after,
                    });
                }
            }
        }
        revealed
    }
}
