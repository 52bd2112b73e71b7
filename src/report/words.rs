//! Small pieces of writing that reports share.

use crate::scenario::Plan;
use crate::time::{DAY, Time};

/// `12:05`; on a later day than the first with the date before it: `12-01 09:00`.
pub(super) fn clock(plan: &Plan, time: Time) -> String {
    let day = (time + plan.calendar.start_of_day_offset()).div_euclid(DAY);
    let clock = plan.calendar.clock(time);
    if day == 0 { clock } else { format!("{} {clock}", plan.calendar.at(time).strftime("%m-%d")) }
}

/// `12:05–12:40`
pub(super) fn stretch(plan: &Plan, from: Time, to: Time) -> String {
    format!("{}–{}", clock(plan, from), clock(plan, to))
}

/// Thousandths as people read them: `75 %`.
pub(super) fn percent(thousandths: i64) -> String {
    format!("{} %", (thousandths + 5) / 10)
}

/// The share of a count in percent: `33 %`.
pub(super) fn share(count: usize, of: usize) -> String {
    percent(count as i64 * 1_000 / of.max(1) as i64)
}

/// The key of a bar's name.
pub(super) fn bar_key(id: &str) -> String {
    format!("bar-{}", id.replace('_', "-"))
}
