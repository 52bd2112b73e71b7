//! What is picked and open in the window; nothing of it is part of the game.

use super::action::Tab;
use super::draft::Draft;
use super::workbench::Leaf;
use crate::id::*;
use crate::sim::command::Refusal;
use crate::time::Time;
use bevy::prelude::Resource;
use std::collections::BTreeSet;

/// What is picked and open.
#[derive(Resource, Default)]
pub struct View {
    /// The sheet in front.
    pub tab: Tab,
    /// Who is picked in the directory.
    pub person: Option<PersonId>,
    /// Which letter is read.
    pub letter: Option<usize>,
    /// Letters that were opened.
    pub opened: BTreeSet<usize>,
    /// Which look is shown on the monitor.
    pub look: Option<LookId>,
    /// Which document lies open.
    pub document: Option<DocumentId>,
    /// The message that is being put together.
    pub draft: Option<Draft>,
    /// The last one that was sent or laid aside.
    pub before: Option<Draft>,
    /// Facts picked up, to be laid side by side.
    pub laid: Vec<FactId>,
    /// Why the last act was not possible.
    pub refusal: Option<Refusal>,
    /// Asked once whether to close the case.
    pub closing: bool,
    /// What is written to the moment that is to be marked.
    pub note_to_mark: String,
    /// The moment that was marked last, to say so.
    pub marked: Option<Time>,
    /// The side sheet shows the notebook, where there is room for one only.
    pub notebook_first: bool,
    /// The page of the debrief in front.
    pub page: super::action::Page,
    /// The event whose moment is shown in the debrief.
    pub moment: Option<u32>,
    /// What is asked, picked and open in the debrief.
    pub debrief: super::debrief::Looking,
    /// The directory is to be focused.
    pub to_directory: bool,
    /// How often another sheet was laid in front.
    pub turns: u32,
    /// Another sheet lies in front: its first control is focused.
    pub refocus: bool,
    /// Which scenario is picked in the library.
    pub scenario: usize,
    /// The page of the author's bench that lies open.
    pub bench: Option<Leaf>,
}

impl View {
    /// A new day: nothing is picked; the place in the library stays.
    pub fn clear(&mut self) {
        let debrief = self.debrief.of_another_run();
        *self = View { scenario: self.scenario, bench: self.bench, debrief, ..View::default() };
    }

    /// The scenario was changed: what was picked by its place in it may be something else now.
    pub fn forget_the_scenario(&mut self) {
        *self = View { tab: self.tab, ..View { scenario: self.scenario, bench: self.bench, ..View::default() } };
    }

    /// Another moment is shown: what was picked and open stays, what was being done is over.
    pub fn forget_the_moment(&mut self) {
        (self.draft, self.refusal, self.closing) = (None, None, false);
        self.laid.clear();
    }

    /// Whether a message or a document lies open: then the clock gives time to read.
    pub fn is_thinking(&self) -> bool {
        self.draft.is_some()
            || (self.tab == Tab::Papers && self.document.is_some())
            || (self.tab == Tab::Mail && self.letter.is_some())
    }
}
