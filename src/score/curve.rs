//! The escalation curve: how much of the required roles had been attempted, reached and engaged, over time.
//!
//! It is the picture of "how fast and how broadly": a role attempted counts 0.25, reached 0.75, engaged 1.

use super::ledger::Ledger;
use crate::time::Time;

/// A step of the curve: from this moment on, this share in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// From when.
    pub t: Time,
    /// Thousandths of the required roles.
    pub share: i64,
}

/// The curve of a run, from the first sign on.
pub fn curve(ledger: &Ledger) -> Vec<Step> {
    let roles = &ledger.plan.scoring.roles;
    let Some(sign) = ledger.sign else { return Vec::new() };
    if roles.is_empty() {
        return Vec::new();
    }
    let mut marks: Vec<(Time, usize, i64)> = Vec::new();
    for (number, role) in roles.iter().enumerate() {
        for who in ledger.plan.with_role(*role) {
            let mut mark = |at: Option<super::ledger::At>, share: i64| {
                if let Some(at) = at {
                    marks.push((at.t, number, share));
                }
            };
            mark(ledger.tried_at(who), 250);
            mark(ledger.reached_at(who), 750);
            mark(ledger.engaged_at(who), 1_000);
        }
    }
    marks.sort_unstable();
    let mut best = vec![0; roles.len()];
    let mut steps = vec![Step { t: sign.t, share: 0 }];
    for (t, number, share) in marks {
        if share > best[number] {
            best[number] = share;
            let share = best.iter().sum::<i64>() / roles.len() as i64;
            match steps.last_mut() {
                Some(last) if last.t >= t => last.share = share,
                _ => steps.push(Step { t, share }),
            }
        }
    }
    steps
}
