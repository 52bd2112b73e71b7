//! The scenarios of the library, read when it is opened.

use crate::debrief::plans::{self, Intention};
use crate::record::{history, store};
use crate::scenario::diagnostics::Report;
use crate::scenario::library::{self, Folders, Source};
use crate::scenario::plan::Plan;
use crate::text::Text;
use bevy::prelude::Resource;
use std::path::PathBuf;
use std::sync::Arc;

/// One scenario, or why it is none.
pub struct Entry {
    /// Where it comes from.
    pub source: Source,
    /// The scenario, or what is wrong with its file.
    pub loaded: Result<Arc<Plan>, Box<Report>>,
}

/// A run that was left before its end.
pub struct Interrupted {
    /// Its file.
    pub path: PathBuf,
    /// The title of its scenario.
    pub title: Text,
    /// The minute at which it was left, as the clock showed it.
    pub at: String,
    /// When it was begun, in the zone of the system: `2026-11-30 20:50`.
    pub begun: String,
}

/// How many runs that were left are offered.
const MOST_INTERRUPTED: usize = 3;

/// The scenarios there are, and the runs that can be gone on with.
#[derive(Resource, Default)]
pub struct Shelf {
    /// The user's own first, then the course in its order.
    pub entries: Vec<Entry>,
    /// The newest first.
    pub interrupted: Vec<Interrupted>,
    /// What somebody means to do next time, the oldest first.
    pub plans: Vec<Intention>,
    /// A run that could not be gone on with, and why.
    pub refused: Option<(PathBuf, Text)>,
}

impl Shelf {
    /// Reads them all anew: a file may have been mended meanwhile.
    pub fn fill(&mut self) {
        self.entries = library::list(&Folders::of_user())
            .into_iter()
            .map(|(source, loaded)| Entry { source, loaded: loaded.map(Arc::new) })
            .collect();
        self.entries.sort_by_key(|entry| match (&entry.source, &entry.loaded) {
            (Source::File(_), _) => 0,
            (Source::BuiltIn, Ok(plan)) => plan.step.unwrap_or(u32::MAX),
            (Source::BuiltIn, Err(_)) => u32::MAX,
        });
        self.fill_kept();
    }

    /// Reads anew what was kept of the user: plans, and runs that can be gone on with.
    pub fn fill_kept(&mut self) {
        self.plans = Folders::of_user().plans().map(|path| plans::read(&path)).unwrap_or_default();
        self.fill_interrupted();
    }

    /// Looks for runs that were left before their end. Those that cannot be used, or are being played in another window,
    /// are left where they are.
    pub fn fill_interrupted(&mut self) {
        self.refused = None;
        let Some(folder) = Folders::of_user().runs() else { return };
        self.interrupted = store::list(&folder).iter().filter_map(Interrupted::of).take(MOST_INTERRUPTED).collect();
    }

    /// Where the course begins: the scenario that is picked when none was named.
    pub fn first(&self) -> usize {
        let place = |fits: &dyn Fn(&Plan) -> bool| {
            self.entries.iter().position(|entry| entry.loaded.as_ref().is_ok_and(|plan| fits(plan)))
        };
        place(&|plan| plan.step == Some(1)).or_else(|| place(&|_| true)).unwrap_or(0)
    }

    /// Puts one that was named on the command line in front, and says where it stands.
    pub fn put(&mut self, plan: Result<Plan, Box<Report>>, source: Source) -> usize {
        let place = match &plan {
            Ok(plan) => {
                self.entries.iter().position(|entry| matches!(&entry.loaded, Ok(known) if known.hash == plan.hash))
            }
            Err(_) => None,
        };
        place.unwrap_or_else(|| {
            self.entries.insert(0, Entry { source, loaded: plan.map(Arc::new) });
            0
        })
    }

    /// A file was read again.
    pub fn replace(&mut self, path: &std::path::Path, plan: Arc<Plan>) {
        let here = |entry: &&mut Entry| matches!(&entry.source, Source::File(other) if other == path);
        if let Some(entry) = self.entries.iter_mut().find(here) {
            entry.loaded = Ok(plan);
        }
    }

    /// The scenario at a place, if it is one.
    pub fn plan(&self, place: usize) -> Option<&Arc<Plan>> {
        self.entries.get(place).and_then(|entry| entry.loaded.as_ref().ok())
    }
}

impl Interrupted {
    fn of(kept: &store::Kept) -> Option<Interrupted> {
        let record = kept.record.as_ref().ok().filter(|record| record.end.is_none())?;
        let free = std::fs::File::open(&kept.path).ok()?.try_lock_shared().is_ok();
        if !free {
            return None;
        }
        let plan = record.plan().ok()?;
        Some(Interrupted {
            path: kept.path.clone(),
            title: plan.title.clone(),
            at: plan.calendar.clock(record.reached),
            begun: store::begun(&kept.path, &history::zone())?,
        })
    }
}
