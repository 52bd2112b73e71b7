//! What takes a moment to find out about a run, off the window's thread: what one other decision would have brought, and
//! what became of the other runs of its scenario.

use super::looking::Run;
use crate::debrief::Ghost;
use crate::debrief::what_if::{DAYS, Facts, WhatIf, day_with, what_ifs};
use crate::desktop::action::Page;
use crate::desktop::session::Session;
use crate::desktop::view::View;
use crate::desktop::{Dirty, Screen};
use crate::record::{events_hash, history, store};
use crate::scenario::{Folders, Plan};
use crate::sim::{Command, Event, Simulation, replay};
use crate::time::Time;
use bevy::prelude::*;
use jiff::tz::TimeZone;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};

/// Of the runs of a scenario, so many are looked at, the newest first.
const MOST_RUNS: usize = 40;

/// What one other decision would have brought, and the day as it would have gone.
pub struct OtherDay {
    /// The decision, and what comes of it.
    pub what_if: WhatIf,
    /// That day.
    pub events: Vec<Event>,
}

/// Another run of the scenario.
pub struct OtherRun {
    /// When it was begun, in the zone of the system, to the minute: `2026-11-30 20:50`.
    pub begun: String,
    /// Its seed.
    pub seed: u64,
    /// It was begun before the run that is looked at.
    earlier: bool,
    /// What it comes to.
    pub ghost: Ghost,
}

/// What has been found out so far about the run of the debrief.
#[derive(Resource, Default)]
pub struct Study {
    run: Option<Run>,
    /// What came of the run itself.
    pub here: Option<Facts>,
    /// What other decisions would have brought, the weightiest first; `None` while it is being worked out.
    pub days: Option<Vec<OtherDay>>,
    /// The other runs of the scenario, the newest first.
    pub runs: Vec<OtherRun>,
    coming: Option<Mutex<Receiver<Found>>>,
}

enum Found {
    Runs(Vec<OtherRun>),
    Days(Facts, Vec<OtherDay>),
}

impl Study {
    /// Whether something is still being found out.
    pub fn is_busy(&self) -> bool {
        self.coming.is_some()
    }

    /// The best of the runs of the scenario that were played before this one.
    pub fn best_earlier(&self) -> Option<&OtherRun> {
        self.runs.iter().filter(|run| run.earlier).max_by_key(|run| run.ghost.score.total)
    }

    fn of(session: &Session) -> Study {
        let (sender, receiver) = channel();
        let plan = session.simulation.plan().clone();
        let (seed, log) = (session.simulation.seed(), session.whole_log().to_vec());
        let folder = Folders::of_user().runs();
        std::thread::spawn(move || find_out(&plan, seed, &log, folder, &sender));
        Study { run: Some(Run::of(session)), coming: Some(Mutex::new(receiver)), ..Study::default() }
    }
}

/// Begins when another run is looked at. What was still being found out about the one before is not wanted any more: its
/// thread ends as soon as nobody listens.
pub fn begin(session: Option<Res<Session>>, mut study: ResMut<Study>) {
    let Some(session) = session else { return };
    let known = study.run.as_ref().is_some_and(|run| run.is(&session));
    if session.simulation.is_over() && !known {
        *study = Study::of(&session);
    }
}

/// Takes in what has been found out.
pub fn take_in(mut study: ResMut<Study>, screen: Res<State<Screen>>, view: Res<View>, mut dirty: ResMut<Dirty>) {
    let shown = *screen.get() == Screen::Debrief && matches!(view.page, Page::Day | Page::WhatIf | Page::Compare);
    loop {
        let found = match &study.coming {
            Some(coming) => coming.lock().unwrap_or_else(PoisonError::into_inner).try_recv(),
            None => return,
        };
        match found {
            Ok(Found::Runs(runs)) => study.runs = runs,
            Ok(Found::Days(here, days)) => {
                study.here = Some(here);
                study.days = Some(days);
            }
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => {
                study.coming = None;
                study.days.get_or_insert_default();
            }
        }
        dirty.0 |= shown;
    }
}

/// Nobody listens any more when another run is looked at meanwhile: then the rest is not wanted either.
fn find_out(plan: &Arc<Plan>, seed: u64, log: &[(Time, Command)], folder: Option<PathBuf>, sender: &Sender<Found>) {
    let Ok(run) = replay(plan.clone(), seed, log, |_| {}) else { return };
    let runs = folder.map(|folder| other_runs(&folder, &run, &history::zone())).unwrap_or_default();
    if sender.send(Found::Runs(runs)).is_err() {
        return;
    }
    let day = |what_if: WhatIf| {
        let events = day_with(plan, seed, log, &what_if)?.events().to_vec();
        Some(OtherDay { what_if, events })
    };
    let days = what_ifs(plan, seed, log, DAYS).into_iter().filter_map(day).collect();
    // As above.
    let _ = sender.send(Found::Days(Facts::of(&run), days));
}

/// The finished runs of the same version of the scenario, without this one, the newest first; when they were begun is
/// told in a zone.
fn other_runs(folder: &Path, run: &Simulation, zone: &TimeZone) -> Vec<OtherRun> {
    let hash = events_hash(run.plan(), run.events());
    let mut found = Vec::new();
    // How many are newer than this one; a run that is not kept is newer than all that are.
    let mut newer = 0;
    for kept in store::list(folder) {
        let Ok(record) = &kept.record else { continue };
        let Some((_, end)) = &record.end else { continue };
        if record.header.scenario_hash != run.plan().hash {
            continue;
        }
        if *end == hash {
            newer = found.len();
            continue;
        }
        let (Some(begun), Ok(simulation)) = (store::begun(&kept.path, zone), record.verify()) else { continue };
        let ghost = Ghost::of(&record.header.trainee, &simulation);
        found.push(OtherRun { begun, seed: record.header.seed, earlier: true, ghost });
        if found.len() == MOST_RUNS {
            break;
        }
    }
    found.iter_mut().take(newer).for_each(|run| run.earlier = false);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{self, Header};
    use crate::scenario::library;
    use crate::text::Language;
    use crate::trainee;

    #[test]
    fn the_other_runs_are_those_of_the_scenario_and_only_older_ones_are_earlier() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let nowhere = Folders::below(Path::new("no such folder"));
        let plan = |id: &str| library::find(id, &nowhere).map(Arc::new).expect("a built-in scenario");
        let (story, logo) = (plan("month_end_outage"), plan("old_logo"));
        let keep = |hour: u8, plan: &Arc<Plan>, name: &str| {
            let played = trainee::play(name, plan, 1).expect("there is such a trainee");
            let path = folder.path().join(format!("20261130T{hour:02}0000Z-{}-1.shikyu", plan.id));
            let header = Header::new(plan, 1, name, "headless", Language::Ja);
            record::write(&path, &header, &played.log, &played.simulation).expect("written");
            played.simulation
        };
        keep(9, &story, "silent");
        let run = keep(10, &story, "as_it_happened");
        keep(11, &logo, "proportionate");
        keep(12, &story, "by_the_book");
        let found = other_runs(folder.path(), &run, &TimeZone::UTC);
        let told: Vec<_> = found.iter().map(|run| (run.begun.as_str(), run.earlier)).collect();
        assert_eq!(told, [("2026-11-30 12:00", false), ("2026-11-30 09:00", true)]);
        let study = Study { runs: found, ..Study::default() };
        assert_eq!(study.best_earlier().map(|run| run.ghost.name.as_str()), Some("silent"));
    }
}
