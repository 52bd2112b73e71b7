//! Everything the interface can do. Keys, mouse, screen readers and tests all send one of these.

use super::settings::{Mode, Pace};
use super::workbench::Leaf;
use crate::id::*;
use crate::scenario::plan::{Channel, Request};
use crate::sim::command::Command;
use crate::text::Language;
use crate::time::{Span, Time};
use bevy::prelude::Message;

/// One thing the interface can do.
#[derive(Message, Clone, Debug, PartialEq)]
pub enum UiAction {
    /// An act of the game: the only way into the simulation.
    Game(Command),
    /// Fast-forward until something happens.
    Wait,
    /// Stop the clock, or let it run again.
    Pause,
    /// Bring a working sheet to the front.
    Tab(Tab),
    /// Pick somebody from the directory.
    Person(PersonId),
    /// Read the whereabouts board large.
    Board,
    /// Go to the directory.
    Directory,
    /// Read a letter, by its place on the desk.
    Letter(usize),
    /// Show what a look last showed.
    Look(LookId),
    /// Put a document on the sheet.
    Document(DocumentId),
    /// Begin a message.
    Compose(Channel, Vec<Option<PersonId>>),
    /// Change the message that is being put together.
    Draft(Change),
    /// Pick a fact up to lay it beside another, or put it back.
    Lay(FactId),
    /// Say or send it.
    Send,
    /// Put it away.
    Discard,
    /// What stands under a number on this sheet.
    Choose(usize),
    /// Step back: out of a message, out of a call, off a card.
    Back,
    /// Ask once more before the case is closed.
    AskClose(bool),
    /// Telephone or notebook, when there is room for only one.
    Side,
    /// The other language.
    OtherLanguage,
    /// This language.
    Language(Language),
    /// Larger or smaller text.
    TextSize(i32),
    /// Text of this size in percent.
    TextPercent(u16),
    /// Light or dark paper.
    Dark(bool),
    /// Nothing slides, tilts or fades, or it may.
    Still(bool),
    /// Louder or softer, in steps of ten percent.
    Volume(i32),
    /// No sound, or sound again.
    Mute,
    /// How fast the clock runs with hands free.
    Pace(Pace),
    /// Practice or drill.
    Mode(Mode),
    /// Pick a scenario of the library, by its place.
    Scenario(usize),
    /// Go to the briefing of the scenario picked.
    Brief,
    /// Begin the day.
    Start,
    /// Back to the library.
    Library,
    /// The first start is over: on to the story, or to the list.
    Welcomed {
        /// To the story.
        story: bool,
    },
    /// The settings, from the library.
    Settings,
    /// Copy everything that is kept of the user into a new folder.
    ExportKept,
    /// Delete everything that is kept of the user; the first press asks, the second deletes.
    DeleteKept,
    /// Go on with a run that was interrupted, by its place in the list.
    TakeUp(usize),
    /// The same scenario again, with new luck.
    Again,
    /// Bring a page of the debrief to the front.
    Page(Page),
    /// Show the moment of an event.
    Moment(u32),
    /// Answer the question before the debrief.
    Guess(Guess),
    /// Show more or less of the day.
    Zoom(Zoom),
    /// Open the reasons of a bar, by its place, or close them.
    Bar(usize),
    /// Pick a what-if, by its place.
    WhatIf(usize),
    /// Play on from the moment of a decision that could have been made otherwise.
    PlayOnFrom(Time),
    /// Lay another run beside this one.
    Beside(Beside),
    /// Write into a blank.
    Write(Blank),
    /// Leave the field that is written into.
    StopWriting,
    /// Take what a finding suggests as a plan, by the place of the finding.
    Opening(usize),
    /// Keep the plan.
    KeepPlan,
    /// Play the run on the desk again, as it was.
    Replay,
    /// How many times faster a run that is looked at again goes by.
    Speed(u8),
    /// Go to a moment of a run that is looked at again.
    JumpTo(Time),
    /// Play on from the moment that is shown.
    PlayOn,
    /// Back to the debrief of the run that is looked at again.
    LeaveReplay,
    /// Hear somebody out at once.
    Hurry,
    /// Ends the program.
    Quit,
    /// Mark this moment, with a note if one was written.
    Mark,
    /// Look back on a run that was kept, by its place in the list.
    Kept(usize),
    /// Go on after a note.
    Next,
    /// Open the author's bench at a page, or put it away.
    Bench(Option<Leaf>),
}

/// The pages of the debrief.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Page {
    /// The day in lanes, and the curve.
    #[default]
    Day,
    /// The same day with one other decision.
    WhatIf,
    /// Who was in truth reachable.
    Reach,
    /// Everything that happened, in sentences.
    Events,
    /// What came of it.
    Epilogue,
    /// One plan for the next time.
    Plan,
    /// Beside another run; reached from the day, without a key of its own.
    Compare,
}

impl Page {
    /// In the order of their keys.
    pub const ALL: [Page; 6] = [Page::Day, Page::WhatIf, Page::Reach, Page::Events, Page::Epilogue, Page::Plan];

    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Page::Day => "page-day",
            Page::WhatIf => "page-what-if",
            Page::Reach => "page-reach",
            Page::Events => "page-events",
            Page::Epilogue => "page-epilogue",
            Page::Plan => "page-plan",
            Page::Compare => "page-compare",
        }
    }
}

/// When one thinks one first reached somebody who could decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Guess {
    /// About then.
    At(Time),
    /// Later than the times there are to choose from.
    Later,
    /// Not at all.
    Never,
    /// Not answered.
    Skipped,
}

/// How much of the day is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Zoom {
    /// From its first minute to its last.
    WholeDay,
    /// From the first sign to the end.
    #[default]
    Incident,
    /// An hour around the moment that is picked.
    Hour,
}

/// What a run is laid beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Beside {
    /// The same day as it happened.
    Story,
    /// The same day by the book.
    Book,
    /// Another run that was kept, by its place among those of the scenario.
    Kept(usize),
}

/// A blank to be filled in with one's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Blank {
    /// When it is to be done.
    When,
    /// What is to be done then.
    Will,
    /// A note to a moment that is marked.
    Mark,
}

/// The five working sheets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    /// F1: what one can do here.
    #[default]
    Desk,
    /// F2: the call, or the person picked.
    Phone,
    /// F3: mail and chat.
    Mail,
    /// F4: the monitor.
    Console,
    /// F5: what there is to read.
    Papers,
}

impl Tab {
    /// In the order of their keys.
    pub const ALL: [Tab; 5] = [Tab::Desk, Tab::Phone, Tab::Mail, Tab::Console, Tab::Papers];

    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Tab::Desk => "tab-desk",
            Tab::Phone => "tab-phone",
            Tab::Mail => "tab-mail",
            Tab::Console => "tab-console",
            Tab::Papers => "tab-papers",
        }
    }
}

/// One change to a message.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each is named after the part of the message it sets or toggles")]
pub enum Change {
    To(Option<PersonId>),
    /// Shows everybody it could go to.
    Everybody,
    Fact(FactId),
    Line(LineId),
    Want(Option<Request>),
    By(Option<Span>),
    Promise(Option<Span>),
    Estimate(Option<Time>),
    Fixed(Option<SystemId>),
    Confirm,
    DontKnow,
    ReadBack,
    /// Take over what was said last time.
    SameAsBefore,
}
