//! What a run was worth: how fast and how broadly, eight bars folded from the events alone.
//!
//! Whole thousandths, no floats. The weights are design choices grounded in the sources each bar names; they are not a
//! validated instrument, and a score never ranks colleagues.

pub mod bars;
pub mod curve;
pub mod ledger;

use crate::l10n::{self, Value};
use crate::scenario::model::BARS;
use crate::scenario::plan::{Plan, Severity};
use crate::sim::event::Event;
use crate::text::Language;
use ledger::Ledger;
use serde_json::json;

/// Weights of the bars, in points, in the order of [`BARS`].
pub const WEIGHTS: [i64; 8] = [5, 10, 15, 25, 10, 10, 15, 10];

/// Why a bar has its points: an event, the rule that looked at it, and its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The event, if one gave or cost the points.
    pub event: Option<u32>,
    /// The rule: the key of its sentence.
    pub rule: &'static str,
    /// What the sentence is filled with.
    pub arguments: Vec<(&'static str, Value)>,
}

impl Reason {
    /// A reason.
    pub fn new(event: Option<u32>, rule: &'static str, arguments: Vec<(&'static str, Value)>) -> Reason {
        Reason { event, rule, arguments }
    }

    /// Its sentence.
    pub fn text(&self, language: Language) -> String {
        l10n::say(language, &format!("why-{}", self.rule.replace(['.', '_'], "-")), &self.arguments)
    }

    fn json(&self, language: Language) -> serde_json::Value {
        json!({ "event": self.event, "rule": self.rule, "text": self.text(language) })
    }
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Its id, one of [`BARS`].
    pub id: &'static str,
    /// The share of it that was earned, in thousandths.
    pub share: i64,
    /// Points it gave, in tenths of a point.
    pub points: i64,
    /// Points it could give, in tenths; 0 when it does not apply.
    pub of: i64,
    /// Why.
    pub why: Vec<Reason>,
}

/// How good a total is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Below 60.
    Repeat,
    /// 60 and more.
    Coached,
    /// 75 and more.
    Pass,
    /// 85 and more.
    Exemplary,
}

impl Band {
    /// `exemplary`
    pub fn word(self) -> &'static str {
        match self {
            Band::Repeat => "repeat",
            Band::Coached => "coached",
            Band::Pass => "pass",
            Band::Exemplary => "exemplary",
        }
    }

    /// The band of a total in tenths of a point.
    pub fn of(total: i64) -> Band {
        match total {
            850.. => Band::Exemplary,
            750.. => Band::Pass,
            600.. => Band::Coached,
            _ => Band::Repeat,
        }
    }
}

/// The score of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// The bars, in the order of [`BARS`].
    pub bars: Vec<Bar>,
    /// Deducted for contacting people who have no part in it, in tenths of a point.
    pub noise: i64,
    /// Why.
    pub noise_why: Vec<Reason>,
    /// Caps on the total, in tenths of a point, with why.
    pub gates: Vec<(i64, Reason)>,
    /// The total, in tenths of a point, 0..=1000.
    pub total: i64,
}

/// What a bar comes to before it is weighed: its share in thousandths, or that it does not apply, and why.
pub struct Judged {
    /// Thousandths; `None` when the bar does not apply.
    pub share: Option<i64>,
    /// Why.
    pub why: Vec<Reason>,
}

/// The times a severity allows, in minutes.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// Taking up the sign: full, none.
    pub acknowledge: (i64, i64),
    /// First escalation after the criteria are known.
    pub first: (i64, i64),
    /// Engaging a decider after the earliest this day allowed.
    pub decider: (i64, i64),
    /// Engaging each role.
    pub engaged: i64,
    /// Trying a backup.
    pub backup: i64,
    /// Idle minutes that leave nothing.
    pub idle: i64,
    /// First word to the customer.
    pub first_word: (i64, i64),
    /// Longest silence.
    pub silence: (i64, i64),
    /// Noise: tenths of a point for each unit of cost, and their cap in tenths.
    pub noise: (i64, i64),
}

/// The times of a severity. P1 follows the field's usual alarms (5-minute paging timeouts, updates every 20 to 30
/// minutes); the others stretch them.
pub fn times(severity: Severity) -> Times {
    match severity {
        Severity::P1 => Times {
            acknowledge: (5, 15),
            first: (5, 30),
            decider: (10, 55),
            engaged: 20,
            backup: 15,
            idle: 30,
            first_word: (10, 30),
            silence: (30, 60),
            noise: (15, 100),
        },
        Severity::P2 => Times {
            acknowledge: (5, 20),
            first: (15, 60),
            decider: (20, 90),
            engaged: 45,
            backup: 30,
            idle: 60,
            first_word: (15, 45),
            silence: (45, 90),
            noise: (20, 150),
        },
        Severity::P3 => Times {
            acknowledge: (10, 30),
            first: (60, 180),
            decider: (60, 240),
            engaged: 180,
            backup: 180,
            idle: 120,
            first_word: (20, 60),
            silence: (90, 180),
            noise: (30, 300),
        },
        Severity::P4 => Times {
            acknowledge: (10, 30),
            first: (120, 360),
            decider: (240, 480),
            engaged: 240,
            backup: 240,
            idle: 240,
            first_word: (30, 120),
            silence: (120, 240),
            noise: (40, 450),
        },
    }
}

/// Folds the events of a run into its score.
pub fn fold(plan: &Plan, events: &[Event]) -> Score {
    let ledger = Ledger::read(plan, events);
    let judged: [Judged; 8] = [
        bars::acknowledge(&ledger),
        bars::first_escalation(&ledger),
        bars::decider(&ledger),
        bars::breadth(&ledger),
        bars::no_idle_waiting(&ledger),
        bars::message(&ledger),
        bars::customer(&ledger),
        bars::outcome(&ledger),
    ];
    let (noise, noise_why) = bars::noise(&ledger);
    let gates = bars::gates(&ledger);
    weigh(judged, &WEIGHTS, noise, noise_why, gates)
}

/// Weighs judged bars. The weight of a bar that does not apply is shared out among the rest.
pub fn weigh(
    judged: [Judged; 8],
    weights: &[i64; 8],
    noise: i64,
    noise_why: Vec<Reason>,
    gates: Vec<(i64, Reason)>,
) -> Score {
    let applying: i64 =
        judged.iter().zip(weights).filter(|(bar, _)| bar.share.is_some()).map(|(_, weight)| weight).sum();
    // Tenths of a point: the largest remainders get what rounding down leaves, so that the bars come to 100.
    let mut shares: Vec<i64> =
        judged.iter().zip(weights).map(|(bar, weight)| if bar.share.is_some() { *weight } else { 0 }).collect();
    if applying > 0 {
        let remainders: Vec<i64> = shares.iter().map(|weight| weight * 1_000 % applying).collect();
        shares.iter_mut().for_each(|weight| *weight = *weight * 1_000 / applying);
        let mut order: Vec<usize> = (0..shares.len()).filter(|place| remainders[*place] > 0).collect();
        order.sort_by_key(|place| (-remainders[*place], *place));
        let left = 1_000 - shares.iter().sum::<i64>();
        order.into_iter().take(left.max(0) as usize).for_each(|place| shares[place] += 1);
    }
    let mut bars = Vec::with_capacity(8);
    for ((bar, of), id) in judged.into_iter().zip(shares).zip(BARS) {
        let share = bar.share.unwrap_or(0).clamp(0, 1_000);
        // Rounded half up to a tenth, so that the total is what the shown bars add up to.
        let points = (of * share + 500) / 1_000;
        bars.push(Bar { id, share, points, of, why: bar.why });
    }
    let sum: i64 = bars.iter().map(|bar| bar.points).sum();
    let cap = gates.iter().map(|(cap, _)| *cap).min().unwrap_or(1_000);
    let total = (sum - noise).clamp(0, cap);
    Score { bars, noise, noise_why, gates, total }
}

/// A number of tenths as JSON and people write it: 31 or 31.4.
pub fn tenths(number: i64) -> String {
    if number % 10 == 0 { format!("{}", number / 10) } else { format!("{}.{}", number / 10, (number % 10).abs()) }
}

/// The same as a number of JSON.
pub(crate) fn tenths_json(number: i64) -> serde_json::Value {
    if number % 10 == 0 { json!(number / 10) } else { json!(number as f64 / 10.0) }
}

impl Score {
    /// Its band.
    pub fn band(&self) -> Band {
        Band::of(self.total)
    }

    /// A bar by its id.
    pub fn bar(&self, id: &str) -> Option<&Bar> {
        self.bars.iter().find(|bar| bar.id == id)
    }

    /// The score as the contract of the command line has it.
    pub fn json(&self, language: Language) -> serde_json::Value {
        let bars: Vec<serde_json::Value> = self
            .bars
            .iter()
            .map(|bar| {
                json!({
                    "id": bar.id,
                    "points": tenths_json(bar.points),
                    "of": tenths_json(bar.of),
                    "why": bar.why.iter().map(|reason| reason.json(language)).collect::<Vec<_>>(),
                })
            })
            .collect();
        let gates: Vec<serde_json::Value> = self
            .gates
            .iter()
            .map(|(cap, reason)| json!({ "cap": tenths_json(*cap), "why": reason.json(language) }))
            .collect();
        json!({
            "total": tenths_json(self.total),
            "band": self.band().word(),
            "bars": bars,
            "deductions": [{
                "id": "noise",
                "points": tenths_json(-self.noise),
                "why": self.noise_why.iter().map(|reason| reason.json(language)).collect::<Vec<_>>(),
            }],
            "gates": gates,
        })
    }
}
