//! Runs laid side by side: the same day, played by somebody else, or any two runs of one scenario.

use crate::id::EndingId;
use crate::scenario::Plan;
use crate::scenario::plan::Role;
use crate::score::curve::{Step, curve};
use crate::score::ledger::Ledger;
use crate::score::{Score, fold};
use crate::sim::Simulation;
use crate::sim::event::Kind;
use crate::time::Time;
use crate::trainee;
use std::sync::Arc;

/// A run, as it is laid beside another.
#[derive(Clone, Debug)]
pub struct Ghost {
    /// Who played it.
    pub name: String,
    /// Its score.
    pub score: Score,
    /// Its escalation curve.
    pub curve: Vec<Step>,
    /// What happened when.
    pub moments: Moments,
}

/// The moments by which runs are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moments {
    /// The first sign was taken up.
    pub acknowledged: Option<Time>,
    /// Somebody with a part in it was first told something.
    pub first_told: Option<Time>,
    /// Somebody with each required role was engaged.
    pub engaged: Vec<(Role, Option<Time>)>,
    /// The customer first heard anything after their call.
    pub first_word: Option<Time>,
    /// How often the customer had to ask.
    pub chases: usize,
    /// The last system was back.
    pub restored: Option<Time>,
    /// The customer's work was done.
    pub finished: Option<Time>,
    /// How it ended.
    pub ending: Option<EndingId>,
}

impl Ghost {
    /// A run that is over.
    pub fn of(name: &str, simulation: &Simulation) -> Ghost {
        let (plan, events) = (simulation.plan(), simulation.events());
        let ledger = Ledger::read(plan, events);
        let told = ledger.told.iter().find(|told| plan.relevant(told.who)).map(|told| told.at.t);
        let roles = plan.scoring.roles.iter();
        let moments = Moments {
            acknowledged: ledger.acknowledged.map(|at| at.t),
            first_told: told,
            engaged: roles.map(|role| (*role, ledger.first_engaged(*role).map(|(_, at)| at.t))).collect(),
            first_word: ledger.updates.iter().map(|at| at.t).min(),
            chases: ledger.chases.len(),
            restored: restored(simulation),
            finished: ledger.finished.map(|at| at.t),
            ending: simulation.ending(),
        };
        Ghost { name: name.to_owned(), score: fold(plan, events), curve: curve(&ledger), moments }
    }
}

/// When the last system that was down came back, if none is down at the end.
pub fn restored(simulation: &Simulation) -> Option<Time> {
    let (mut down, mut back) = (0_usize, None);
    for event in simulation.events() {
        match event.kind {
            Kind::ServiceDown { .. } => down += 1,
            Kind::ServiceRestored { .. } => {
                down = down.saturating_sub(1);
                back = Some(event.t);
            }
            _ => {}
        }
    }
    back.filter(|_| down == 0)
}

/// The day as it happened, where the scenario tells it, and by the book, under the same luck.
pub fn ghosts(plan: &Arc<Plan>, seed: u64) -> Vec<Ghost> {
    ["as_it_happened", "by_the_book"]
        .into_iter()
        .filter_map(|name| Some(Ghost::of(name, &trainee::play(name, plan, seed)?.simulation)))
        .collect()
}
