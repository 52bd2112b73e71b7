//! What takes a moment to find out, off the window's thread: how hard and how long each scenario is, and what was played
//! so far.

use super::{Dirty, Screen, session, shelf::Shelf};
use crate::record::history::{self, Past, Standing};
use crate::scenario::Folders;
use crate::scenario::plan::Plan;
use crate::trainee::calibrate::{calibrate, people};
use bevy::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex};

/// Days on which trainees with a weakness try each scenario.
const DAYS: u64 = 40;

/// How hard and how long a scenario is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Of a hundred runs of trainees with a human weakness so many are passed.
    pub passed: u64,
    /// Minutes it takes at standard pace, about.
    pub minutes: u32,
}

enum Found {
    Measure(String, Measure),
    Past(Vec<Past>),
}

/// What has been found out so far.
#[derive(Resource, Default)]
pub struct Measured {
    by_hash: HashMap<String, Measure>,
    /// Finished runs, the newest first.
    pub past: Vec<Past>,
    /// What they come to, by scenario.
    pub standings: BTreeMap<String, Standing>,
    coming: Option<Mutex<Receiver<Found>>>,
}

impl Measured {
    /// How hard and how long a scenario is, once it is known.
    pub fn of(&self, plan: &Plan) -> Option<Measure> {
        self.by_hash.get(&plan.hash).copied()
    }

    /// Whether something is still being found out.
    pub fn is_busy(&self) -> bool {
        self.coming.is_some()
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Measured>();
    app.add_systems(OnEnter(Screen::Library), find_out);
    app.add_systems(
        Update,
        take_in.run_if(|measured: Res<Measured>| measured.is_busy()).before(super::frame::Building),
    );
}

fn find_out(shelf: Res<Shelf>, mut measured: ResMut<Measured>) {
    let new: Vec<Arc<Plan>> = shelf
        .entries
        .iter()
        .filter_map(|entry| entry.loaded.as_ref().ok())
        .filter(|plan| measured.of(plan).is_none())
        .cloned()
        .collect();
    let runs = Folders::of_user().runs();
    let (sender, receiver) = channel();
    measured.coming = Some(Mutex::new(receiver));
    std::thread::spawn(move || {
        // Nobody listens any more when the window was closed meanwhile: then the rest is not wanted either.
        let past = runs.map(|folder| history::read(&folder)).unwrap_or_default();
        if sender.send(Found::Past(past)).is_err() {
            return;
        }
        for plan in new {
            if sender.send(Found::Measure(plan.hash.clone(), measure(&plan))).is_err() {
                return;
            }
        }
    });
}

fn measure(plan: &Arc<Plan>) -> Measure {
    let calibration = calibrate(plan, &people(), 1..=DAYS, |_| true);
    let passed = calibration.ok().and_then(|calibration| calibration.passed_by_people());
    Measure { passed: passed.unwrap_or(0), minutes: session::minutes(plan) }
}

fn take_in(mut measured: ResMut<Measured>, mut dirty: ResMut<Dirty>) {
    loop {
        let found = match &measured.coming {
            Some(coming) => coming.lock().unwrap_or_else(std::sync::PoisonError::into_inner).try_recv(),
            None => return,
        };
        match found {
            Ok(Found::Measure(hash, measure)) => {
                measured.by_hash.insert(hash, measure);
            }
            Ok(Found::Past(past)) => {
                measured.standings = history::standings(&past, &history::zone());
                measured.past = past;
            }
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => {
                measured.coming = None;
                return;
            }
        }
        dirty.0 = true;
    }
}
