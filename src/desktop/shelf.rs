//! The scenarios of the library, read when it is opened.

use crate::scenario::diagnostics::Report;
use crate::scenario::library::{self, Folders, Source};
use crate::scenario::plan::Plan;
use bevy::prelude::Resource;
use std::sync::Arc;

/// One scenario, or why it is none.
pub struct Entry {
    /// Where it comes from.
    pub source: Source,
    /// The scenario, or what is wrong with its file.
    pub loaded: Result<Arc<Plan>, Box<Report>>,
}

/// The scenarios there are.
#[derive(Resource, Default)]
pub struct Shelf {
    /// The user's own first.
    pub entries: Vec<Entry>,
}

impl Shelf {
    /// Reads them all anew: a file may have been mended meanwhile.
    pub fn fill(&mut self) {
        self.entries = library::list(&Folders::of_user())
            .into_iter()
            .map(|(source, loaded)| Entry { source, loaded: loaded.map(Arc::new) })
            .collect();
    }

    /// Puts one that was named on the command line in front, and says where it stands.
    pub fn put(&mut self, plan: Result<Plan, Box<Report>>, source: Source) -> usize {
        let place = match &plan {
            Ok(plan) => self.entries.iter().position(
                |entry| matches!(&entry.loaded, Ok(known) if known.hash == plan.hash),
            ),
            Err(_) => None,
        };
        place.unwrap_or_else(|| {
            self.entries.insert(0, Entry { source, loaded: plan.map(Arc::new) });
            0
        })
    }

    /// The scenario at a place, if it is one.
    pub fn plan(&self, place: usize) -> Option<&Arc<Plan>> {
        self.entries.get(place).and_then(|entry| entry.loaded.as_ref().ok())
    }
}
