//! When two states are the same for everything that can still happen: the table of the solver hangs on it.
//!
//! Counters that only tell stale entries of the queue from live ones are left out, and so are times of things of which
//! only matters that they happened. Two ways to the same state then meet.

use super::engine::Simulation;
use super::queue::Due;
use super::state::{DeadlineState, PersonState};
use crate::scenario::plan::{AnchorId, Condition, Moment, Plan};
use foldhash::quality::FixedState;
use std::hash::{BuildHasher, Hash, Hasher};

/// Two hashes side by side.
pub(super) struct Double<H>(H, H);

impl<H: Hasher> Hasher for Double<H> {
    fn finish(&self) -> u64 {
        self.0.finish()
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
        self.1.write(bytes);
    }
    fn write_u8(&mut self, number: u8) {
        self.0.write_u8(number);
        self.1.write_u8(number);
    }
    fn write_u16(&mut self, number: u16) {
        self.0.write_u16(number);
        self.1.write_u16(number);
    }
    fn write_u32(&mut self, number: u32) {
        self.0.write_u32(number);
        self.1.write_u32(number);
    }
    fn write_u64(&mut self, number: u64) {
        self.0.write_u64(number);
        self.1.write_u64(number);
    }
    fn write_usize(&mut self, number: usize) {
        self.0.write_usize(number);
        self.1.write_usize(number);
    }
}

/// What is fed when something is hashed.
pub(super) type Digest = Double<<FixedState as BuildHasher>::Hasher>;

/// A 128-bit hash: large enough that two of a billion states are never taken for one.
pub(super) fn digest(feed: impl FnOnce(&mut Digest)) -> u128 {
    let mut hasher = Double(FixedState::with_seed(1).build_hasher(), FixedState::with_seed(2).build_hasher());
    feed(&mut hasher);
    (u128::from(hasher.0.finish()) << 64) | u128::from(hasher.1.finish())
}

/// What of a scenario makes two states differ.
#[derive(Clone, Debug)]
pub struct Canon {
    /// Items whose own time something is counted from.
    counted: Vec<bool>,
}

impl Canon {
    /// For a scenario.
    pub fn of(plan: &Plan) -> Canon {
        let mut counted = vec![false; plan.items.len()];
        let mut count = |anchor: Option<AnchorId>| {
            if let Some(anchor) = anchor {
                counted[usize::from(anchor.0)] = true;
            }
        };
        plan.each_condition(&mut |condition| match condition {
            Condition::After(moment) | Condition::Before(moment) => count(moment.anchor),
            Condition::Within(window, _) => count(window.anchor),
            _ => {}
        });
        let stretches = plan.people.iter().flat_map(|person| person.reach.iter().flatten().flatten());
        let moments: Vec<&Moment> = stretches
            .filter_map(|stretch| stretch.until.as_ref())
            .chain(plan.systems.iter().filter_map(|system| system.down.as_ref()))
            .chain(plan.deadlines.iter().map(|deadline| &deadline.at))
            .chain(plan.scoring.escalate_from.as_ref())
            .collect();
        moments.into_iter().for_each(|moment| count(moment.anchor));
        Canon { counted }
    }

    /// The same for two states exactly when the same can still happen, but for collisions of the hash.
    pub fn fingerprint(&self, simulation: &Simulation) -> u128 {
        let state = &simulation.state;
        digest(|hasher| {
            (state.now, &state.line, &state.knock, &state.knows).hash(hasher);
            match &state.work {
                Some(work) => {
                    (&work.task, &work.acts, work.until, work.until.is_none().then_some(work.left)).hash(hasher)
                }
                None => 0.hash(hasher),
            }
            state.people.iter().for_each(|person| hash_person(person, hasher));
            for deadline in &state.deadlines {
                let DeadlineState { work_from, round: _, done, met, missed } = *deadline;
                (work_from, done, met, missed).hash(hasher);
            }
            (&state.systems, &state.repairs).hash(hasher);
            state.letters.iter().filter(|letter| !letter.read).for_each(|letter| letter.hash(hasher));
            for ((began, done), counted) in state.began.iter().zip(&state.done).zip(&self.counted) {
                if *counted {
                    began.hash(hasher);
                } else {
                    began.is_some().hash(hasher);
                }
                done.is_some().hash(hasher);
            }
            (&state.started, &state.fired, &state.spells).hash(hasher);
            (*state.severity, state.criteria, *state.closed, state.over, state.ending, state.forced).hash(hasher);
            (state.off_until, &state.gates).hash(hasher);
            for (time, priority, due) in simulation.queue.sorted() {
                if simulation.is_live(due) && *due != Due::Wake {
                    (time, priority).hash(hasher);
                    hash_due(simulation, due, hasher);
                }
            }
        })
    }
}

fn hash_person(person: &PersonState, hasher: &mut Digest) {
    (person.mood, &person.heard, &person.told.canonical()).hash(hasher);
    (person.tried.is_some(), person.reached.is_some(), person.questioned, &person.holds).hash(hasher);
    (person.helping, person.set_out, person.here, person.errand, &person.voicemail).hash(hasher);
    (person.last_contact, person.talked, &person.to_ring, person.last_chase, person.concerned).hash(hasher);
    person.promises.iter().filter(|promise| promise.open).for_each(|promise| promise.hash(hasher));
    (person.chases, person.broke_word, person.confirmed, person.knows_it_works.is_some()).hash(hasher);
    person.works_since.hash(hasher);
}

/// What is due, without the numbers that only say which entry it is.
fn hash_due(simulation: &Simulation, due: &Due, hasher: &mut Digest) {
    std::mem::discriminant(due).hash(hasher);
    match due {
        Due::Line(_) | Due::GiveUp(_) | Due::Task(_) => {}
        Due::Patience(who, _) | Due::Notice(who, _) => who.hash(hasher),
        Due::WorkDone(deadline, _) => deadline.hash(hasher),
        Due::ReadLetter(letter) => simulation.state.letters[*letter as usize].hash(hasher),
        Due::Promise(who, promise) => (who, simulation.state.person(*who).promises[*promise as usize]).hash(hasher),
        other => other.hash(hasher),
    }
}

impl Simulation {
    /// Whether something that is due will do anything when it comes: entries that something newer has replaced stay in the
    /// queue until their time.
    pub(super) fn is_live(&self, due: &Due) -> bool {
        let state = &self.state;
        match due {
            Due::Line(round) => *round == state.line_round,
            Due::GiveUp(round) => *round == state.give_up_round,
            Due::Task(round) => *round == state.work_round,
            Due::Patience(who, round) => *round == state.person(*who).patience_round,
            Due::Notice(who, since) => state.person(*who).works_since == Some(crate::time::Time::from(*since)),
            Due::WorkDone(deadline, round) => *round == state.deadlines[deadline.index()].round,
            Due::Promise(who, promise) => state.person(*who).promises[*promise as usize].open,
            _ => true,
        }
    }
}
