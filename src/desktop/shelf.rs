//! The scenarios of the library, read when it is opened.

use crate::record::{Record, store};
use crate::scenario::diagnostics::Report;
use crate::scenario::library::{self, Folders, Source};
use crate::scenario::plan::Plan;
use crate::score::fold;
use bevy::prelude::Resource;
use std::sync::Arc;

/// One scenario, or why it is none.
pub struct Entry {
    /// Where it comes from.
    pub source: Source,
    /// The scenario, or what is wrong with its file.
    pub loaded: Result<Arc<Plan>, Box<Report>>,
}

/// A run that was kept and can be looked back on.
pub struct Kept {
    /// The record.
    pub record: Record,
    /// Its total, in tenths of a point.
    pub total: i64,
    /// When it was begun, as its file says.
    pub begun: String,
}

/// How many runs are shown.
const MOST_KEPT: usize = 12;

/// The scenarios there are, and the runs that were kept.
#[derive(Resource, Default)]
pub struct Shelf {
    /// The user's own first.
    pub entries: Vec<Entry>,
    /// The newest first.
    pub kept: Vec<Kept>,
}

impl Shelf {
    /// Reads them all anew: a file may have been mended meanwhile.
    pub fn fill(&mut self) {
        self.entries = library::list(&Folders::of_user())
            .into_iter()
            .map(|(source, loaded)| Entry { source, loaded: loaded.map(Arc::new) })
            .collect();
        self.fill_kept();
    }

    /// Reads the runs that were kept and finished. Those that cannot be used are left where they are.
    pub fn fill_kept(&mut self) {
        let Some(folder) = Folders::of_user().runs() else { return };
        self.kept = store::list(&folder)
            .into_iter()
            .filter_map(|kept| {
                let record = kept.record.ok().filter(|record| record.end.is_some())?;
                let simulation = record.verify().ok()?;
                let total = fold(simulation.plan(), simulation.events()).total;
                let name = kept.path.file_name()?.to_string_lossy().into_owned();
                // 20261130T115000Z: the day and the minute are enough to tell runs apart.
                let begun = name.get(..13).map_or_else(String::new, |stamp| {
                    format!("{}-{}-{} {}:{}", &stamp[..4], &stamp[4..6], &stamp[6..8], &stamp[9..11], &stamp[11..13])
                });
                Some(Kept { record, total, begun })
            })
            .take(MOST_KEPT)
            .collect();
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
