//! Carries out what is asked for in the debrief alone.

use super::looking::NotKept;
use super::question;
use crate::debrief::findings::findings;
use crate::debrief::plans::{self, Intention};
use crate::desktop::action::{Blank, Guess, Page, UiAction};
use crate::desktop::session::Session;
use crate::desktop::shelf::Shelf;
use crate::desktop::view::View;
use crate::scenario::Folders;
use crate::text::Language;

/// Carries an action out. False when it is not for the debrief to do.
pub fn take(action: &UiAction, session: &Session, view: &mut View, shelf: &mut Shelf, language: Language) -> bool {
    if question::open(session, view).is_some() {
        return answer(action, session, view);
    }
    match action {
        UiAction::Back if view.page == Page::Compare => view.page = Page::Day,
        UiAction::Zoom(zoom) => view.debrief.zoom = *zoom,
        UiAction::Bar(place) => view.debrief.bar = Some(*place).filter(|place| view.debrief.bar != Some(*place)),
        UiAction::WhatIf(place) => view.debrief.what_if = *place,
        UiAction::Beside(beside) => view.debrief.beside = Some(*beside),
        UiAction::Opening(place) => fill_in(*place, session, view, language),
        UiAction::KeepPlan => keep(session, view, shelf),
        // The control that comes first gets the focus.
        UiAction::StopWriting => view.refocus = true,
        // The field has the focus already.
        UiAction::Write(_) => {}
        _ => return false,
    }
    true
}

/// Before the question is answered or left, nothing else of the run is shown.
fn answer(action: &UiAction, session: &Session, view: &mut View) -> bool {
    let guess = match action {
        UiAction::Guess(guess) => *guess,
        UiAction::Back => Guess::Skipped,
        UiAction::Page(_) | UiAction::Moment(_) | UiAction::Again | UiAction::Replay => return true,
        _ => return false,
    };
    view.debrief.set_guess(session, guess);
    view.refocus = true;
    true
}

fn fill_in(place: usize, session: &Session, view: &mut View, language: Language) {
    let found = findings(session.plan(), session.simulation.events());
    if let Some(finding) = found.get(place) {
        let (when, will) = &finding.opening;
        view.debrief.write(Blank::When, when.get(language));
        view.debrief.write(Blank::Will, will.get(language));
    }
}

/// Puts the plan behind the earlier ones. What is kept already is not kept twice.
fn keep(session: &Session, view: &mut View, shelf: &mut Shelf) {
    let looking = &mut view.debrief;
    let (when, will) = (looking.written(Blank::When), looking.written(Blank::Will));
    let Some(intention) = Intention::today(&session.plan().id, session.simulation.seed(), when, will) else {
        looking.not_kept = Some(NotKept::Unfinished);
        return;
    };
    looking.not_kept = None;
    if shelf.plans.last().is_some_and(|last| last.says(&intention)) {
        return;
    }
    let kept = match Folders::of_user().plans() {
        Some(path) => plans::keep(&path, &intention),
        None => Err(std::io::Error::from(std::io::ErrorKind::NotFound)),
    };
    match kept {
        Ok(()) => shelf.plans.push(intention),
        Err(error) => looking.not_kept = Some(NotKept::Failed(error.to_string())),
    }
}
