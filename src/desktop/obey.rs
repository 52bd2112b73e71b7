//! Carries out what keys, mouse and screen readers ask for.

use super::action::{Change, Page, Tab, UiAction};
use super::draft::Draft;
use super::measure::Measured;
use super::session::Session;
use super::settings::{Mode, Settings};
use super::shelf::Shelf;
use super::view::View;
use super::{Dirty, Numbered, Screen, debrief};
use crate::record::Record;
use crate::record::history::Past;
use crate::scenario::Folders;
use crate::scenario::plan::Channel;
use crate::sim::command::{Command, Refusal};
use crate::sim::desk::Line;
use crate::time::Time;
use crate::trainee;
use bevy::prelude::*;
use bevy::window::RequestRedraw;

/// Everything an action may touch.
struct Hands<'a, 'w, 's> {
    session: Option<&'a mut Session>,
    view: &'a mut View,
    settings: &'a mut Settings,
    shelf: &'a mut Shelf,
    numbered: &'a Numbered,
    past: &'a [Past],
    screen: Screen,
    next: &'a mut NextState<Screen>,
    commands: &'a mut Commands<'w, 's>,
}

pub(super) fn obey(
    mut actions: MessageReader<UiAction>,
    mut session: Option<ResMut<Session>>,
    mut view: ResMut<View>,
    mut settings: ResMut<Settings>,
    mut shelf: ResMut<Shelf>,
    (numbered, measured): (Res<Numbered>, Res<Measured>),
    screen: Res<State<Screen>>,
    mut next: ResMut<NextState<Screen>>,
    mut dirty: ResMut<Dirty>,
    mut redraw: MessageWriter<RequestRedraw>,
    mut commands: Commands,
) {
    for action in actions.read() {
        let mut hands = Hands {
            session: session.as_deref_mut(),
            view: &mut view,
            settings: &mut settings,
            shelf: &mut shelf,
            numbered: &numbered,
            past: &measured.past,
            screen: *screen.get(),
            next: &mut next,
            commands: &mut commands,
        };
        hands.take(action);
        dirty.0 = true;
        redraw.write(RequestRedraw);
    }
}

impl Hands<'_, '_, '_> {
    fn take(&mut self, action: &UiAction) {
        if self.in_the_debrief(action) {
            return;
        }
        match action {
            UiAction::OtherLanguage => self.settings.language = self.settings.language.other(),
            UiAction::Language(language) => self.settings.language = *language,
            UiAction::TextSize(steps) => self.settings.text = self.settings.text_step(*steps),
            UiAction::TextPercent(percent) => self.settings.text = *percent,
            UiAction::Dark(dark) => self.settings.dark = *dark,
            UiAction::Still(still) => self.settings.still = *still,
            UiAction::Volume(steps) => {
                let volume = i32::from(self.settings.volume) + 10 * steps;
                self.settings.volume = volume.clamp(0, 100) as u8;
                self.settings.muted = false;
            }
            UiAction::Mute => self.settings.muted = !self.settings.muted,
            UiAction::Pace(pace) => {
                self.settings.pace = *pace;
                if self.screen == Screen::Desk
                    && let Some(session) = &mut self.session
                {
                    session.set_pace(*pace);
                }
            }
            UiAction::Mode(mode) => self.settings.mode = *mode,
            UiAction::Choose(number) => {
                if let Some(action) = self.numbered.0.get(number - 1).cloned() {
                    self.take(&action);
                }
            }
            UiAction::Scenario(place) => self.view.scenario = *place,
            UiAction::Brief if self.shelf.plan(self.view.scenario).is_some() => self.next.set(Screen::Briefing),
            // Whoever has watched the story is told how to play before they do.
            UiAction::Again if self.session.as_ref().is_some_and(|session| session.mode == Mode::Watch) => {
                self.next.set(Screen::Briefing);
            }
            UiAction::Start | UiAction::Again => self.start(),
            UiAction::Welcomed { story } => self.welcomed(*story),
            UiAction::Settings => self.next.set(Screen::Settings),
            UiAction::Quit => self.commands.queue(|world: &mut World| {
                world.write_message(AppExit::Success);
            }),
            UiAction::TakeUp(place) => self.take_up(*place),
            UiAction::PlayOn => self.play_on(None),
            UiAction::PlayOnFrom(decision) => self.play_on(Some(*decision)),
            UiAction::LeaveReplay => {
                if let Some(session) = &mut self.session {
                    session.show_to_the_end();
                    self.next.set(Screen::Debrief);
                }
            }
            UiAction::Library => {
                // Whoever leaves the desk finds the day on top of the list.
                if self.screen == Screen::Desk {
                    self.commands.remove_resource::<Session>();
                    self.commands.queue(|world: &mut World| world.resource_mut::<Shelf>().fill_interrupted());
                }
                self.shelf.fill_interrupted();
                self.next.set(Screen::Library);
            }
            UiAction::Page(page) => {
                self.view.page = *page;
                // Whoever opens it to write can begin at once.
                self.view.refocus |= *page == Page::Plan;
            }
            UiAction::Bench(leaf) => self.view.bench = *leaf,
            UiAction::Back if self.view.bench.is_some() => self.view.bench = None,
            UiAction::Moment(event) => {
                self.view.moment = Some(*event);
                self.view.page = Page::Day;
            }
            UiAction::Replay => self.replay(),
            UiAction::Kept(place) => self.look_back(*place),
            UiAction::Back if matches!(self.screen, Screen::Briefing | Screen::Settings) => {
                self.take(&UiAction::Library);
            }
            UiAction::Back if self.screen == Screen::Debrief => self.take(&UiAction::Library),
            on_the_desk if self.screen == Screen::Desk => self.on_the_desk(on_the_desk),
            _ => {}
        }
    }

    /// The first start is over. The story is told first, on the scenario the course begins with.
    fn welcomed(&mut self, story: bool) {
        self.settings.welcomed = true;
        if story && self.shelf.plan(self.view.scenario).is_some() {
            self.settings.mode = Mode::Watch;
            self.start();
            // Who has seen the story is to play next.
            self.settings.mode = Mode::Practice;
        } else {
            self.next.set(Screen::Library);
        }
    }

    fn take_up(&mut self, place: usize) {
        let Some(path) = self.shelf.interrupted.get(place).map(|run| run.path.clone()) else { return };
        match Session::take_up(&path) {
            Ok(session) => {
                let hash = session.plan().hash.clone();
                let here = self
                    .shelf
                    .entries
                    .iter()
                    .position(|entry| entry.loaded.as_ref().is_ok_and(|plan| plan.hash == hash));
                self.view.scenario = here.unwrap_or(self.view.scenario);
                self.commands.insert_resource(session);
                self.view.clear();
                self.next.set(Screen::Desk);
            }
            Err(problem) => self.shelf.refused = Some((path, problem.text())),
        }
    }

    /// What only the debrief knows how to do. Says whether it was for it.
    fn in_the_debrief(&mut self, action: &UiAction) -> bool {
        let closes_the_bench = *action == UiAction::Back && self.view.bench.is_some();
        if self.screen != Screen::Debrief || closes_the_bench {
            return false;
        }
        let Some(session) = self.session.as_deref() else { return false };
        debrief::take(action, session, self.view, self.shelf, self.settings.language)
    }

    /// Goes on playing from the moment of the run that is shown, or from that of a decision, which is made anew.
    fn play_on(&mut self, decision: Option<Time>) {
        let Some(other) = self.session.as_deref() else { return };
        let (log, until) = (other.whole_log(), decision.unwrap_or(other.now()));
        let before = decision.map_or(log.len(), |at| log.partition_point(|(time, _)| *time < at));
        let mut session = other.play_on(&log[..before], until, Mode::Practice);
        session.set_pace(self.settings.pace);
        session.keep_from(&Folders::of_user(), self.settings.language, other);
        session.pause(true);
        self.commands.insert_resource(session);
        self.view.clear();
        self.next.set(Screen::Desk);
    }

    fn start(&mut self) {
        let Some(plan) = self.shelf.plan(self.view.scenario) else { return };
        // The luck of the day needs no secrecy, only to differ from run to run.
        let seed = self.settings.seed.unwrap_or_else(|| {
            std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .map_or(1, |since| since.subsec_nanos() as u64 % 99_999 + 1)
        });
        let story = "as_it_happened";
        let session = match (self.settings.mode, trainee::play(story, plan, seed)) {
            (Mode::Watch, Some(played)) => {
                Session::told(plan.clone(), seed, self.settings.pace, played.log, played.notes)
            }
            (mode, _) => {
                let mut session = Session::new(plan.clone(), seed, self.settings.pace, mode);
                session.keep(&Folders::of_user(), self.settings.language);
                session
            }
        };
        self.commands.insert_resource(session);
        self.view.clear();
        self.next.set(Screen::Desk);
    }

    /// Shows the run of the debrief on the desk again, as it was.
    fn replay(&mut self) {
        let Some(session) = &self.session else { return };
        self.commands.insert_resource(Session::again(&session.simulation, session.log.clone()));
        self.view.clear();
        self.next.set(Screen::Desk);
    }

    fn look_back(&mut self, place: usize) {
        if let Some(past) = self.past.get(place)
            && let Ok(record) = Record::read(&past.path)
            && let Ok(session) = Session::over(&record)
        {
            self.commands.insert_resource(session);
            self.view.clear();
            self.next.set(Screen::Debrief);
        }
    }

    fn act(&mut self, command: Command) -> Result<(), Refusal> {
        let Some(session) = &mut self.session else { return Err(Refusal::Over) };
        if session.is_shown() {
            return Err(Refusal::Over);
        }
        let taken = session.act(command);
        self.view.refusal = taken.err();
        taken
    }

    fn on_the_desk(&mut self, action: &UiAction) {
        self.view.refusal = None;
        if *action != UiAction::AskClose(true) {
            self.view.closing = false;
        }
        self.view.refocus |= matches!(
            action,
            UiAction::Tab(_)
                | UiAction::Person(_)
                | UiAction::Board
                | UiAction::Compose(..)
                | UiAction::Send
                | UiAction::Back
                | UiAction::JumpTo(_)
                | UiAction::AskClose(_)
        );
        match action {
            UiAction::Game(command) => {
                let command = command.clone();
                if self.act(command.clone()).is_ok() {
                    self.follow(&command);
                }
            }
            UiAction::Wait => {
                if let Some(session) = &mut self.session {
                    let wait = !session.waiting;
                    session.pause(false);
                    session.waiting = wait && !session.is_shown();
                }
            }
            UiAction::Pause => {
                if let Some(session) = &mut self.session
                    && session.mode != Mode::Drill
                {
                    session.pause(!session.paused);
                }
            }
            UiAction::Speed(speed) => {
                if let Some(session) = &mut self.session {
                    session.set_speed(*speed);
                }
            }
            UiAction::JumpTo(time) => {
                if let Some(session) = &mut self.session {
                    session.jump_to(*time);
                    self.view.forget_the_moment();
                }
            }
            UiAction::Hurry => {
                if let Some(session) = &mut self.session {
                    session.hurry();
                }
            }
            UiAction::Mark => {
                let now = self.session.as_ref().map(|session| session.now());
                let note = self.view.note_to_mark.trim().to_owned();
                if self.act(Command::Mark(note)).is_ok() {
                    self.view.note_to_mark.clear();
                    self.view.marked = now;
                }
            }
            UiAction::Tab(tab) => {
                self.view.turns += u32::from(self.view.tab != *tab);
                self.view.tab = *tab;
            }
            UiAction::Person(who) => {
                self.view.person = Some(*who);
                self.view.tab = Tab::Phone;
            }
            UiAction::Directory => {
                self.view.notebook_first = false;
                self.view.to_directory = true;
            }
            UiAction::Board => {
                self.view.person = None;
                self.view.tab = Tab::Phone;
            }
            UiAction::Letter(place) => {
                self.view.letter = Some(*place);
                self.view.opened.insert(*place);
                self.view.tab = Tab::Mail;
            }
            UiAction::Look(look) => self.view.look = Some(*look),
            UiAction::Document(document) => {
                self.view.document = Some(*document);
            }
            UiAction::Compose(channel, to) => {
                self.view.draft = Some(Draft::new(*channel, to.clone()));
                self.view.tab = match channel {
                    Channel::Phone | Channel::Visit => Tab::Phone,
                    Channel::Mail | Channel::Chat => Tab::Mail,
                };
            }
            UiAction::Lay(fact) => match self.view.laid.iter().position(|other| other == fact) {
                Some(place) => {
                    self.view.laid.remove(place);
                }
                None => self.view.laid.push(*fact),
            },
            UiAction::Draft(change) => self.change(change),
            UiAction::Send => self.send(),
            UiAction::Discard => self.lay_aside(),
            UiAction::Next => {
                if let Some(session) = &mut self.session {
                    session.note = None;
                }
            }
            UiAction::AskClose(ask) => self.view.closing = *ask,
            UiAction::Side => self.view.notebook_first = !self.view.notebook_first,
            UiAction::Back => self.back(),
            _ => {}
        }
    }

    /// The sheet that shows what a command does comes to the front.
    fn follow(&mut self, command: &Command) {
        match command {
            Command::Answer | Command::Dial(_) | Command::Visit(_) | Command::HangUp => {
                self.view.tab = Tab::Phone;
                if matches!(&self.view.draft, Some(draft) if draft.is_spoken()) {
                    self.view.draft = None;
                }
                self.view.person = match (command, &self.session) {
                    (Command::Dial(who) | Command::Visit(who), _) => Some(*who),
                    (Command::Answer, Some(session)) => session.desk.talk().map(|talk| talk.who),
                    _ => self.view.person,
                };
            }
            Command::Join(_) => self.view.laid.clear(),
            Command::Look(look) => self.view.look = Some(*look),
            Command::Read(document) => self.view.document = Some(*document),
            _ => {}
        }
    }

    fn change(&mut self, change: &Change) {
        if let Some(draft) = &mut self.view.draft {
            draft.change(change, self.view.before.as_ref());
        }
    }

    fn send(&mut self) {
        let (Some(draft), Some(session)) = (self.view.draft.clone(), &self.session) else { return };
        let acts = draft.acts(session.plan());
        let command = match draft.channel {
            Channel::Phone | Channel::Visit => Command::Say(acts),
            Channel::Mail => Command::Mail(draft.to.iter().flatten().copied().collect(), acts),
            Channel::Chat => Command::Chat(draft.to.clone(), acts),
        };
        if self.act(command).is_ok() {
            self.view.before = Some(draft);
            self.view.draft = None;
            self.view.letter = None;
        }
    }

    /// A message that is not sent now can be put in again.
    fn lay_aside(&mut self) {
        if let Some(draft) = self.view.draft.take().filter(|draft| !draft.facts.is_empty()) {
            self.view.before = Some(draft);
        }
    }

    fn back(&mut self) {
        if self.view.draft.is_some() {
            self.lay_aside();
            return;
        }
        if self.session.as_ref().is_some_and(|session| session.paused) {
            self.take(&UiAction::Pause);
            return;
        }
        let line = self.session.as_ref().map(|session| session.desk.line.clone());
        if matches!(line, Some(Line::Talking(_) | Line::Dialling { .. })) {
            // A refusal stays on the status line.
            if self.act(Command::HangUp).is_ok() {
                self.view.tab = Tab::Phone;
            }
            return;
        }
        self.view.letter = None;
        self.view.document = None;
        self.view.person = None;
    }
}
