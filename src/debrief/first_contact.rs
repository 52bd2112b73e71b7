//! When somebody who could decide was first in contact: what the debrief asks about before it shows anything.

use crate::id::PersonId;
use crate::scenario::Plan;
use crate::scenario::plan::Role;
use crate::score::ledger::{At, Ledger};
use crate::sim::Event;
use crate::time::{MINUTE, Span, Time};

/// The steps in which one answers.
pub const STEP: Span = 5 * MINUTE;
/// Whatever came later than so long after the first sign is one answer.
const LONGEST: Span = 90 * MINUTE;

/// The first contact that mattered, and the times among which it is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstContact {
    /// With somebody who decides; in a matter that needs no such person, with anybody who has a part in it.
    pub decider: bool,
    /// The first time one may answer: the first sign, on a whole step of the clock.
    pub from: Time,
    /// The last one.
    pub to: Time,
    /// With whom it was in truth, and when; `None` when there was none before the trainee's part was over.
    pub reached: Option<(PersonId, At)>,
}

impl FirstContact {
    /// The first contact of a run that is over; `None` when there was no sign, or nobody had a part in it.
    pub fn of(plan: &Plan, events: &[Event]) -> Option<FirstContact> {
        let ledger = Ledger::read(plan, events);
        let sign = ledger.sign?;
        if plan.scoring.roles.is_empty() {
            return None;
        }
        let decider = plan.scoring.roles.contains(&Role::Decider);
        let ended = ledger.ended.map_or(plan.ends, |at| at.t);
        let counts = |who: PersonId| {
            if decider { plan.person(who).roles.contains(&Role::Decider) } else { plan.relevant(who) }
        };
        let reached = ledger
            .reached
            .iter()
            .filter(|(who, at)| counts(*who) && (sign.t..=ended).contains(&at.t))
            .min_by_key(|(_, at)| (at.t, at.event))
            .copied();
        let midnight = plan.calendar.start_of_day_offset();
        let from = (sign.t + midnight).div_euclid(STEP) * STEP - midnight;
        let span = (ended - from).clamp(STEP, LONGEST) / STEP * STEP;
        Some(FirstContact { decider, from, to: from + span, reached })
    }

    /// The times one may answer with.
    pub fn times(&self) -> impl Iterator<Item = Time> + use<> {
        let (from, to) = (self.from, self.to);
        (0..).map(move |step| from + step * STEP).take_while(move |time| *time <= to)
    }
}
