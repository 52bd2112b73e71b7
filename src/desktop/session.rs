//! Owns the running simulation: commands go in, events come out, and nothing else crosses.

use super::action::Tab;
use super::settings::{Mode, Pace};
use super::view::View;
use super::{Dirty, Screen};
use crate::debrief::{Ghost, ghosts};
use crate::record::store::Keeper;
use crate::record::words::CommandWords;
use crate::record::{self, Header, Record};
use crate::record::{Stopped, carry_over};
use crate::scenario::Folders;
use crate::scenario::plan::Plan;
use crate::sim::command::{Command, Refusal};
use crate::sim::desk::{Desk, Line};
use crate::sim::engine::Simulation;
use crate::sim::event::Task;
use crate::text::{Language, Text};
use crate::time::{MINUTE, Time};
use bevy::prelude::*;
use bevy::window::RequestRedraw;
use bevy::winit::WinitSettings;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

/// While a talk, a message or a document waits for the trainee.
const THINKING: f64 = 2.0;
/// While somebody speaks: slow enough to read along.
const SPEECH: f64 = 6.0;
/// While the phone rings here, so that there is time to find the receiver.
const RINGING: f64 = 5.0;
/// While it rings at the other end.
const DIALLING: f64 = 15.0;
/// While the hands are busy.
const WORK: f64 = 40.0;
/// Waiting: an hour of silence lasts a minute.
const WAIT: f64 = 60.0;
/// Of a long speech only the last so many seconds run at reading speed.
const READ_ALONG: Time = MINUTE;

/// A run in the window.
#[derive(Resource)]
pub struct Session {
    /// The simulation itself; the debrief reads its events and its seed.
    pub simulation: Simulation,
    /// What the trainee can see.
    pub desk: Desk,
    /// Every command that was taken, with its moment.
    pub log: Vec<(Time, Command)>,
    /// How fast the clock runs with hands free.
    pub pace: Pace,
    /// Practice or drill.
    pub mode: Mode,
    /// The clock stands.
    pub paused: bool,
    /// Fast-forward, until something happens.
    pub waiting: bool,
    /// The run as it is kept on the disk; none for one that is only shown.
    keeper: Option<Keeper>,
    /// What is still to be shown of a run that is shown, not played.
    script: Option<VecDeque<(Time, Command)>>,
    notes: VecDeque<(Time, Text)>,
    /// The note that is shown; the clock stands until it was read.
    pub note: Option<Text>,
    /// The same day as it happened and by the book; made when the debrief first asks.
    ghosts: std::sync::OnceLock<Vec<Ghost>>,
    seen: usize,
    remainder: f64,
    stood: bool,
}

impl Session {
    /// Begins the day of a scenario.
    pub fn new(plan: Arc<Plan>, seed: u64, pace: Pace, mode: Mode) -> Session {
        let desk = Desk::new(&plan);
        let mut session = Session {
            simulation: Simulation::new(plan, seed),
            desk,
            log: Vec::new(),
            pace,
            mode,
            paused: false,
            waiting: false,
            keeper: None,
            script: None,
            notes: VecDeque::new(),
            note: None,
            ghosts: std::sync::OnceLock::new(),
            seen: 0,
            remainder: 0.0,
            stood: true,
        };
        session.catch_up();
        session
    }

    /// From now on every command is on the disk as soon as it is given.
    pub fn keep(&mut self, folders: &Folders, language: Language) {
        let plan = self.simulation.plan().clone();
        let header = Header::new(&plan, self.simulation.seed(), "you", self.pace.word(), language);
        self.keeper = Some(Keeper::begin(folders, &plan, header));
    }

    /// Why the run is not kept, if it is not.
    pub fn not_kept(&self) -> Option<String> {
        self.keeper.as_ref().and_then(Keeper::failed)
    }

    /// A run that is shown on the desk, with notes where its trainee has some.
    pub fn shown(
        plan: Arc<Plan>,
        seed: u64,
        pace: Pace,
        log: Vec<(Time, Command)>,
        notes: Vec<(Time, Text)>,
    ) -> Session {
        let mut session = Session::new(plan, seed, pace, Mode::Watch);
        session.script = Some(log.into());
        session.notes = notes.into();
        session
    }

    /// A run that is over, to look back on.
    ///
    /// # Errors
    ///
    /// When the record cannot be played again.
    pub fn over(record: &Record) -> Result<Session, record::Problem> {
        let (simulation, log) = record.replay()?;
        let mut session = Session::new(simulation.plan().clone(), simulation.seed(), Pace::default(), Mode::Practice);
        session.simulation = simulation;
        session.desk = Desk::new(session.simulation.plan());
        session.seen = 0;
        session.log = log;
        session.catch_up();
        Ok(session)
    }

    /// Plays what was done so far again, to the same minute, in a scenario that was changed. Says where it had to stop.
    pub fn reload(&mut self, plan: Arc<Plan>) -> Option<Stopped> {
        let (old, seed) = (self.simulation.plan().clone(), self.simulation.seed());
        let carried = carry_over(&old, plan.clone(), seed, &self.log, self.now());
        let mut session = Session::new(plan, seed, self.pace, self.mode);
        if let Some(script) = &self.script {
            // What is still to be shown, as far as the scenario has it.
            let new = session.simulation.plan().clone();
            let words = script.iter().map(|(at, command)| (*at, CommandWords::of(&old, command)));
            session.script = Some(words.filter_map(|(at, words)| Some((at, words.resolve(&new)?))).collect());
            session.notes = self.notes.clone();
        }
        session.simulation = carried.simulation;
        session.desk = Desk::new(session.simulation.plan());
        session.seen = 0;
        session.log = carried.log;
        session.paused = self.paused;
        session.catch_up();
        // A record belongs to one scenario: the run goes on without one.
        *self = session;
        carried.stopped
    }

    /// Whether the run is shown, not played.
    pub fn is_shown(&self) -> bool {
        self.script.is_some()
    }

    /// The same day as it happened and by the book.
    pub fn ghosts(&self) -> &[Ghost] {
        self.ghosts.get_or_init(|| ghosts(self.simulation.plan(), self.simulation.seed()))
    }

    /// Does what is due of a run that is shown. Says which sheet shows it.
    fn follow_script(&mut self) -> Option<Tab> {
        let now = self.now();
        let mut tab = None;
        while let Some(script) = &mut self.script
            && script.front().is_some_and(|(time, _)| *time <= now)
            && let Some((_, command)) = script.pop_front()
        {
            tab = match &command {
                Command::Look(_) | Command::Repair(_) => Some(Tab::Console),
                Command::Read(_) => Some(Tab::Papers),
                Command::Mail(..) | Command::Chat(..) => Some(Tab::Mail),
                Command::Declare(_) | Command::Close | Command::Stop | Command::Mark(_) => Some(Tab::Desk),
                _ => Some(Tab::Phone),
            };
            if self.simulation.apply(&command).is_ok() {
                self.log.push((now, command));
            }
            self.catch_up();
        }
        if self.notes.front().is_some_and(|(time, _)| *time <= now)
            && let Some((_, note)) = self.notes.pop_front()
        {
            self.note = Some(note);
        }
        tab
    }

    /// When the next thing of a run that is shown is due.
    fn next_of_script(&self) -> Option<Time> {
        let command = self.script.as_ref().and_then(|script| script.front()).map(|(time, _)| *time);
        let note = self.notes.front().map(|(time, _)| *time);
        [command, note].into_iter().flatten().min()
    }

    /// The scenario.
    pub fn plan(&self) -> &Plan {
        self.simulation.plan()
    }

    /// The present moment.
    pub fn now(&self) -> Time {
        self.simulation.now()
    }

    /// Does something. When it is refused, nothing has happened.
    ///
    /// # Errors
    ///
    /// The simulation's own refusal.
    pub fn act(&mut self, command: Command) -> Result<(), Refusal> {
        // Closing plays the rest of the day at once: the moment of a command is the one before it.
        let mut at = self.now();
        let mut taken = self.simulation.apply(&command);
        // Laying down the receiver takes a moment: what comes next waits for it instead of being refused.
        if taken == Err(Refusal::Busy)
            && let Some((Task::HangUp, Some(down))) = self.desk.task
            && at < down
        {
            self.simulation.advance_to(down);
            self.catch_up();
            at = self.now();
            taken = self.simulation.apply(&command);
        }
        if taken.is_ok() {
            self.waiting = false;
            self.remainder = 0.0;
            if let Some(keeper) = &self.keeper {
                keeper.command(at, command.clone());
            }
            self.log.push((at, command));
        }
        self.catch_up();
        self.keep_the_end();
        taken
    }

    fn keep_the_end(&mut self) {
        if self.simulation.is_over()
            && let Some(keeper) = &mut self.keeper
        {
            keeper.end(&self.simulation);
        }
    }

    /// Takes in what has happened; says whether any of it can be seen.
    fn catch_up(&mut self) -> bool {
        let new = &self.simulation.events()[self.seen..];
        let visible = new.iter().any(|event| event.kind.is_visible());
        for event in new {
            self.desk.observe(event);
        }
        self.seen += new.len();
        let busy = self.desk.task.is_some();
        self.desk.tick(self.simulation.now());
        visible || busy != self.desk.task.is_some()
    }

    /// Simulated seconds a real second. `thinking`: a message or a document lies open.
    fn rate(&self, thinking: bool) -> f64 {
        let now = self.now();
        if self.paused || self.note.is_some() || self.desk.over.is_some() {
            return 0.0;
        }
        if self.waiting {
            return WAIT;
        }
        if self.is_shown() && self.desk.is_free() {
            // The hour of silence lasts a minute here, too.
            return WAIT;
        }
        let idle = |rate: f64| if self.pace == Pace::Turns { 0.0 } else { rate };
        match &self.desk.line {
            Line::Talking(talk) if now < talk.until => {
                if talk.until - now > READ_ALONG {
                    WAIT
                } else {
                    SPEECH
                }
            }
            Line::Talking(_) => idle(THINKING),
            Line::Dialling { .. } => DIALLING,
            Line::Ringing { .. } => idle(self.pace.rate().min(if thinking { THINKING } else { RINGING })),
            Line::Idle if self.desk.task.is_some() => WORK,
            Line::Idle if thinking => idle(THINKING),
            Line::Idle => self.pace.rate(),
        }
    }

    /// The next moment at which the clock changes its speed by itself.
    fn change_of_speed(&self) -> Option<Time> {
        let now = self.now();
        match &self.desk.line {
            Line::Talking(talk) if now < talk.until - READ_ALONG => Some(talk.until - READ_ALONG),
            Line::Talking(talk) if now < talk.until => Some(talk.until),
            _ => match self.desk.task {
                Some((_, Some(until))) if until > now => Some(until),
                _ => None,
            },
        }
    }

    /// Lets real time pass. Says whether the screen must be drawn anew.
    fn pass(&mut self, real: Duration, thinking: bool) -> bool {
        let rate = self.rate(thinking);
        // After the clock stood, the time since the last frame belongs to the standing.
        let stood = std::mem::replace(&mut self.stood, rate == 0.0);
        if stood || rate == 0.0 {
            return false;
        }
        self.remainder += real.as_secs_f64().min(0.5) * rate;
        let whole = self.remainder.floor();
        if whole < 1.0 {
            return false;
        }
        self.remainder -= whole;
        let my_turn = self.desk.is_my_turn(self.now());
        let mut target = self.now() + whole as Time;
        if let Some(change) = self.change_of_speed()
            && change <= target
        {
            target = change;
            self.remainder = 0.0;
        }
        if let Some(next) = self.next_of_script()
            && next <= target
        {
            target = next.max(self.now());
        }
        self.simulation.advance_until_event(target);
        let mut changed = self.catch_up();
        if changed {
            self.keep_the_end();
        }
        changed |= my_turn != self.desk.is_my_turn(self.now());
        if changed {
            self.waiting = false;
            self.remainder = 0.0;
        }
        changed
    }
}

/// Advances the simulated clock by the real one.
pub(super) fn run_clock(
    time: Res<bevy::time::Time<Real>>,
    session: Option<ResMut<Session>>,
    screen: Res<State<Screen>>,
    mut view: ResMut<View>,
    mut dirty: ResMut<Dirty>,
    mut next: ResMut<NextState<Screen>>,
    mut redraw: MessageWriter<RequestRedraw>,
) {
    let Some(mut session) = session else { return };
    if *screen.get() != Screen::Desk {
        return;
    }
    if session.is_shown() && session.note.is_none() && !session.paused && session.desk.over.is_none() {
        let due = session.next_of_script().is_some_and(|time| time <= session.now());
        if due {
            let noted = session.note.is_some();
            if let Some(tab) = session.follow_script() {
                view.tab = tab;
            }
            if noted != session.note.is_some() {
                view.refocus = true;
            }
            dirty.0 = true;
            redraw.write(RequestRedraw);
        }
    }
    let before = super::desk::room::scenery(&session);
    if session.pass(time.delta(), view.is_thinking()) || before != super::desk::room::scenery(&session) {
        dirty.0 = true;
    }
    if session.desk.over.is_some() {
        next.set(Screen::Debrief);
        redraw.write(RequestRedraw);
    }
}

/// Frames are drawn as often as the clock needs them.
pub(super) fn set_power(
    session: Option<Res<Session>>,
    view: Res<View>,
    screen: Res<State<Screen>>,
    bench: Option<Res<super::workbench::Workbench>>,
    winit: Option<ResMut<WinitSettings>>,
    mut last: Local<Option<Duration>>,
) {
    use super::engine::power;
    let rate = match session {
        Some(session) if *screen.get() == Screen::Desk => session.rate(view.is_thinking()),
        _ => 0.0,
    };
    let wait = if rate == 0.0 {
        power::STILL
    } else if rate > 10.0 {
        Duration::from_millis(200)
    } else {
        power::RUNNING
    };
    // The author's file is looked at all the time.
    let wait = if bench.is_some() { wait.min(super::workbench::EVERY) } else { wait };
    if *last != Some(wait) {
        *last = Some(wait);
        if let Some(mut winit) = winit {
            power::wait_at_most(&mut winit, wait);
        }
    }
}
