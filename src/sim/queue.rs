//! What is due when: a heap keyed by time, priority and sequence, so that one instant has one order.

use crate::id::*;
use crate::scenario::plan::Duty;
use crate::time::Time;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Something that falls due.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Due {
    /// The phone line moves on; stale when the line has moved since.
    Line(u32),
    /// The ringing or knocking call gives up.
    GiveUp(u32),
    /// A caller who got nobody rings again.
    RingAgain(PersonId),
    /// The task in hand is finished.
    Task(u32),
    /// Conditions that hang on the clock may have changed.
    Wake,
    /// A system goes down.
    Down(SystemId),
    /// A repair ends.
    RepairEnd(RepairId),
    /// Somebody's yes takes effect.
    Grant(PersonId, Grant),
    /// A letter is read.
    ReadLetter(u32),
    /// Somebody who got a voicemail can ring back.
    CallBack(PersonId),
    /// A customer's patience may have ended.
    Patience(PersonId, u32),
    /// A promise falls due.
    Promise(PersonId, u32),
    /// The customer sees by themselves that it works.
    Notice(PersonId, u32),
    /// The holder of the duty informs the customer.
    DutyUpdate(PersonId),
    /// The work behind a deadline is finished.
    WorkDone(DeadlineId, u32),
    /// A deadline falls due.
    Deadline(DeadlineId),
    /// The criteria for escalating can be known.
    Criteria,
    /// A rule may fire again.
    RuleAgain(RuleId),
    /// Somebody who set out arrives.
    Arrive(PersonId),
    /// Somebody tries the person they were asked to ring.
    Errand(PersonId, PersonId),
    /// The desk closes, until the given moment.
    DeskCloses(Time),
    /// The desk opens.
    DeskOpens,
}

/// What takes effect once somebody who said yes is of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Grant {
    Allow(RepairId),
    Start(RepairId),
    Take(Duty),
    Come,
    CallOn(PersonId),
    Give(FactId),
}

impl Due {
    /// At one instant, what finishes comes before what falls due, so that work done on the minute is in time.
    fn priority(&self) -> u8 {
        match self {
            Due::Down(_) | Due::RepairEnd(_) | Due::WorkDone(..) => 0,
            Due::Deadline(_) | Due::Promise(..) | Due::Patience(..) => 2,
            Due::Wake => 3,
            _ => 1,
        }
    }
}

#[derive(Clone, Debug)]
struct Entry {
    key: Key,
    due: Due,
}

/// When, in which order at one instant, and in which order it was put in: in one number, the greatest of which is the
/// first. A run is too short for 2^32 seconds and has too few events for 2^29 entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key(u64);

impl Key {
    fn new(time: Time, priority: u8, pushed: u32) -> Key {
        let time = u64::from(u32::try_from(time).unwrap_or(if time < 0 { 0 } else { u32::MAX }));
        Key(!(time << 32 | u64::from(priority) << 29 | u64::from(pushed)))
    }

    fn time(self) -> Time {
        (!self.0 >> 32) as Time
    }

    fn priority(self) -> u8 {
        (!self.0 >> 29 & 7) as u8
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}
impl Eq for Entry {}
impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Entry {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key.cmp(&other.key)
    }
}

/// The queue of a run.
#[derive(Clone, Debug)]
pub(super) struct Queue {
    heap: BinaryHeap<Entry>,
    pushed: u32,
    taken: u64,
}

impl Default for Queue {
    fn default() -> Queue {
        Queue { heap: BinaryHeap::with_capacity(64), pushed: 0, taken: 0 }
    }
}

impl Queue {
    pub(super) fn push(&mut self, time: Time, due: Due) {
        self.pushed += 1;
        self.heap.push(Entry { key: Key::new(time, due.priority(), self.pushed), due });
    }

    /// When the next thing falls due.
    pub(super) fn next_time(&self) -> Option<Time> {
        self.heap.peek().map(|entry| entry.key.time())
    }

    /// How many have been taken so far.
    pub(super) fn taken(&self) -> u64 {
        self.taken
    }

    /// Everything that is to come, in order.
    pub(super) fn sorted(&self) -> Vec<(Time, u8, &Due)> {
        let mut entries: Vec<&Entry> = self.heap.iter().collect();
        entries.sort_unstable_by_key(|entry| Reverse(entry.key));
        entries.into_iter().map(|entry| (entry.key.time(), entry.key.priority(), &entry.due)).collect()
    }

    /// Everything that is to come, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Time, &Due)> {
        self.heap.iter().map(|entry| (entry.key.time(), &entry.due))
    }

    /// When something falls due.
    pub(super) fn time_of(&self, wanted: &Due) -> Option<Time> {
        self.iter().find(|(_, due)| *due == wanted).map(|(time, _)| time)
    }

    /// Whether anybody's yes is to take effect.
    pub(super) fn has_grants(&self) -> bool {
        self.iter().any(|(_, due)| matches!(due, Due::Grant(..)))
    }

    /// Takes the next thing that is due at or before `time`.
    pub(super) fn pop(&mut self, time: Time) -> Option<(Time, Due)> {
        if self.next_time()? > time {
            return None;
        }
        self.taken += 1;
        self.heap.pop().map(|entry| (entry.key.time(), entry.due))
    }
}
