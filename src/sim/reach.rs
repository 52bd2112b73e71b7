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

    /// The stretches of a channel in order, as long as `see` wants more. Those that do not hold are passed over, unless
    /// all are asked for: then those on which somebody answers are taken as if they held.
    fn each_stretch(&self, who: PersonId, channel: Channel, all: bool, mut see: impl FnMut(Now) -> bool) {
        let mut from = 0;
        for stretch in self.plan.person(who).reach(channel).unwrap_or_default() {
            let passed_over = stretch.when.as_ref().is_some_and(|when| !holds(self, when));
            if passed_over && !(all && stretch.manner == Manner::Answers) {
                continue;
            }
            let to = match &stretch.until {
                None => self.plan.ends,
                // An end whose anchor has not come yet is not in sight.
                Some(until) => time_of(&self.state, &self.day, until).unwrap_or(self.plan.ends),
            };
            if to > from || stretch.until.is_none() {
                let (manner, after) = (self.manner(stretch), self.day.value(stretch.after));
                if !see(Now { manner, after, from, to: to.max(from) }) {
                    return;
                }
                from = to.max(from);
            }
        }
    }

    fn first_stretch(&self, who: PersonId, channel: Channel, fits: impl Fn(&Now) -> bool) -> Option<Now> {
        let mut found = None;
        self.each_stretch(who, channel, false, |stretch| {
            found = fits(&stretch).then_some(stretch);
            found.is_none()
        });
        found
    }

    /// How somebody can be reached at this moment; `None` when they have no such channel.
    pub(super) fn reach_now(&self, who: PersonId, channel: Channel) -> Option<Now> {
        self.plan.person(who).reach(channel)?;
        let now = self.state.now;
        let found = self.first_stretch(who, channel, |stretch| stretch.to > now);
        Some(found.unwrap_or(Now { manner: Manner::Silent, after: 0, from: now, to: self.plan.ends }))
    }

    /// The next moment from `time` on at which somebody answers on the channel, as things stand, with their delay.
    pub(super) fn next_answer(&self, who: PersonId, channel: Channel, time: Time) -> Option<(Time, Span)> {
        let answers = |stretch: &Now| stretch.manner == Manner::Answers && stretch.to > time;
        self.first_stretch(who, channel, answers).map(|stretch| (stretch.from.max(time), stretch.after))
    }

    /// Every stretch of everybody who matters, for the debrief and the score.
    ///
    /// Where somebody answers under a condition, it is shown as if it held, and where they do not, as if it did not: what
    /// the trainee might have brought about counts as possible, and the earliest moment a person could have been reached
    /// is never later than the truth.
    pub(super) fn reveal_reach(&self) -> Vec<super::event::Kind> {
        let mut revealed = Vec::new();
        for who in self.plan.person_ids() {
            for channel in Channel::ALL {
                self.each_stretch(who, channel, true, |Now { manner, after, from, to }| {
                    revealed.push(super::event::Kind::ReachRevealed { who, channel, manner, from, to, after });
                    true
                });
            }
        }
        revealed
    }
}
