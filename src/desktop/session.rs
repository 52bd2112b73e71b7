//! Owns the running simulation: commands go in, events come out, and nothing else crosses.

use super::action::{Page, Tab};
use super::engine::power;
use super::settings::{Mode, Pace};
use super::view::View;
use super::{Dirty, Screen};
use crate::debrief::{Ghost, ghosts};
use crate::record::store::Keeper;
use crate::record::words::CommandWords;
use crate::record::{self, Header, Journal, Note, Record, Stopped, Taken, carry_over};
use crate::scenario::Folders;
use crate::scenario::plan::{Plan, Severity};
use crate::score::{Score, fold};
use crate::sim::command::{Command, Refusal};
use crate::sim::cost;
use crate::sim::desk::{Desk, Line, Spoken};
use crate::sim::engine::Simulation;
use crate::sim::event::{Event, Kind, Task};
use crate::text::{Language, Text};
use crate::time::{MINUTE, Span, Time};
use bevy::prelude::*;
use bevy::window::RequestRedraw;
use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// While a talk, a message or a document waits for the trainee.
const THINKING: f64 = 2.0;
/// While somebody speaks: about as fast as people do.
const SPEECH: f64 = 3.0;
/// While the phone rings here, so that there is time to find the receiver.
const RINGING: f64 = 5.0;
/// While it rings at the other end.
const DIALLING: f64 = 15.0;
/// While the hands are busy.
const WORK: f64 = 40.0;
/// Waiting: an hour of silence lasts a minute.
const WAIT: f64 = 60.0;
/// A speech of more than so many seconds goes by as fast as if it had only these.
const READ_ALONG: Time = MINUTE;
/// After words have ended, so long a press that was meant to hear them out does nothing else.
const BREATH: Duration = Duration::from_millis(600);
/// At the latest after so long the record says how far the clock has come.
const SAID_SO_FAR: Span = 5 * MINUTE;
/// How many times faster than it was a run can be looked at again.
pub const SPEEDS: [u8; 5] = [1, 2, 4, 8, 16];

/// A run that is shown on the desk, not played.
struct Shown {
    /// Everything that was done in it.
    log: Vec<(Time, Command)>,
    /// How much of it has been done again.
    done: usize,
    /// Notes that are still to come.
    notes: VecDeque<(Time, Text)>,
    /// Looked at again, at any speed, back and forth; a story that is told has none of it.
    again: Option<Again>,
}

/// A run that is looked at again.
struct Again {
    /// How many times faster: one of [`SPEEDS`].
    speed: u8,
    /// All its events, for the score so far: what is revealed at the end is true from the beginning.
    events: Vec<Event>,
    /// When the trainee's part in it ended.
    ended: Time,
}

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
    /// The moment of the last line of the record.
    kept_until: Time,
    /// Since when, in real time, the clock stands.
    standing_since: Option<Instant>,
    /// What is shown of a run that is shown, not played.
    shown: Option<Shown>,
    /// The note that is shown; the clock stands until it was read.
    pub note: Option<Text>,
    /// The same day as it happened and by the book; made when the debrief first asks.
    ghosts: std::sync::OnceLock<Vec<Ghost>>,
    seen: usize,
    remainder: f64,
    stood: bool,
    /// For how long at most no frame was to be drawn.
    awaited: Duration,
    was_my_turn: bool,
    heard_out: Option<Instant>,
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
            kept_until: 0,
            standing_since: None,
            shown: None,
            note: None,
            ghosts: std::sync::OnceLock::new(),
            seen: 0,
            remainder: 0.0,
            stood: true,
            awaited: power::RUNNING,
            was_my_turn: false,
            heard_out: None,
        };
        session.catch_up();
        session
    }

    /// From now on every command is on the disk as soon as it is given.
    pub fn keep(&mut self, folders: &Folders, language: Language) {
        let plan = self.simulation.plan().clone();
        let header = Header::new(&plan, self.simulation.seed(), "you", self.pace.word(), language);
        self.keeper = Some(Keeper::begin(folders, &plan, header.in_mode(self.mode.word())));
    }

    /// Why the run is not kept, if it is not.
    pub fn not_kept(&self) -> Option<String> {
        self.keeper.as_ref().and_then(Keeper::failed)
    }

    /// Whether it was played here, and not only watched, looked at again or looked back on.
    pub fn was_played(&self) -> bool {
        self.keeper.is_some()
    }

    /// The story as it happened, with notes where its trainee has some.
    pub fn told(
        plan: Arc<Plan>,
        seed: u64,
        pace: Pace,
        log: Vec<(Time, Command)>,
        notes: Vec<(Time, Text)>,
    ) -> Session {
        let mut session = Session::new(plan, seed, pace, Mode::Watch);
        session.shown = Some(Shown { log, done: 0, notes: notes.into(), again: None });
        session
    }

    /// A run to look at again: at any speed, back and forth, and to play on from.
    pub fn again(over: &Simulation, log: Vec<(Time, Command)>) -> Session {
        let mut session = Session::new(over.plan().clone(), over.seed(), Pace::Standard, Mode::Watch);
        let ended =
            over.events().iter().find_map(|event| matches!(event.kind, Kind::RunEnded { .. }).then_some(event.t));
        let again = Again { speed: 1, events: over.events().to_vec(), ended: ended.unwrap_or(over.now()) };
        session.shown = Some(Shown { log, done: 0, notes: VecDeque::new(), again: Some(again) });
        session
    }

    /// Takes up a run that was interrupted, at the minute at which it was left.
    ///
    /// # Errors
    ///
    /// When its record cannot be used, or another window is writing it.
    pub fn take_up(path: &Path) -> Result<Session, record::Problem> {
        let Taken { journal, record } = Journal::take_up(path)?;
        let plan = record.plan()?;
        let log = record.log(&plan)?;
        let word = |note: &(Time, Note)| if let Note::Pace(word) = &note.1 { Some(word.clone()) } else { None };
        let pace = record.notes.iter().rev().find_map(word).unwrap_or_else(|| record.header.pace.clone());
        let drill = record.header.mode.as_deref() == Some(Mode::Drill.word());
        let mode = if drill { Mode::Drill } else { Mode::Practice };
        let mut session =
            Session::new(plan.clone(), record.header.seed, Pace::of_word(&pace).unwrap_or_default(), mode);
        for (place, (at, command)) in log.iter().enumerate() {
            session.simulation.advance_to(*at);
            let taken = session.simulation.apply(command);
            taken.map_err(|why| record::Problem::Impossible { line: place + 2, why })?;
        }
        session.simulation.advance_to(record.reached);
        session.log = log;
        session.catch_up();
        session.keeper = Some(Keeper::go_on(&plan, path.to_owned(), journal));
        session.write_down(Note::TakenUp);
        session.keep_the_end();
        Ok(session)
    }

    /// The same run up to a moment, to be played on from there as a run of its own.
    pub fn play_on(&self, log: &[(Time, Command)], until: Time, mode: Mode) -> Session {
        let plan = self.simulation.plan().clone();
        let mut session = Session::new(plan, self.simulation.seed(), self.pace, mode);
        for (at, command) in log.iter().take_while(|(at, _)| *at <= until) {
            session.simulation.advance_to(*at);
            if session.simulation.apply(command).is_ok() {
                session.log.push((*at, command.clone()));
            }
        }
        session.simulation.advance_to(until);
        session.catch_up();
        session
    }

    /// As [`Session::keep`], of a run that goes on from another: what was taken over stands in its record, too.
    pub fn keep_from(&mut self, folders: &Folders, language: Language, other: &Session) {
        self.keep(folders, language);
        if let Some(keeper) = &self.keeper {
            self.log.iter().for_each(|(at, command)| keeper.command(*at, command.clone()));
        }
        let run = record::events_hash(other.plan(), other.simulation.events());
        self.write_down(Note::From { run });
    }

    fn write_down(&mut self, note: Note) {
        self.kept_until = self.now();
        if let Some(keeper) = &self.keeper {
            keeper.note(self.now(), note);
        }
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
        if let Some(shown) = &mut self.shown {
            // What is still to be shown, as far as the scenario has it.
            let new = session.simulation.plan().clone();
            let words = shown.log[shown.done..].iter().map(|(at, command)| (*at, CommandWords::of(&old, command)));
            let rest = words.filter_map(|(at, words)| Some((at, words.resolve(&new)?)));
            let log: Vec<_> = carried.log.iter().cloned().chain(rest).collect();
            let notes = std::mem::take(&mut shown.notes);
            session.shown = Some(Shown { log, done: carried.log.len(), notes, again: None });
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
        self.shown.is_some()
    }

    fn seen_again(&self) -> Option<&Again> {
        self.shown.as_ref().and_then(|shown| shown.again.as_ref())
    }

    /// How many times faster a run that is looked at again goes by; `None` for any other.
    pub fn speed(&self) -> Option<u8> {
        self.seen_again().map(|again| again.speed)
    }

    /// Lets a run that is looked at again go by faster or slower.
    pub fn set_speed(&mut self, speed: u8) {
        if let Some(again) = self.shown.as_mut().and_then(|shown| shown.again.as_mut()) {
            again.speed = speed;
            self.paused = false;
        }
    }

    /// When the trainee's part of a run that is looked at again ended.
    pub fn shown_until(&self) -> Option<Time> {
        self.seen_again().map(|again| again.ended)
    }

    /// The moments of a run that is looked at again which were marked.
    pub fn marks(&self) -> Vec<Time> {
        let events = self.seen_again().map(|again| again.events.as_slice()).unwrap_or_default();
        events.iter().filter(|event| matches!(event.kind, Kind::Marked { .. })).map(|event| event.t).collect()
    }

    /// What the run that is looked at again was worth so far.
    pub fn score_so_far(&self) -> Option<Score> {
        let again = self.seen_again()?;
        let now = self.now();
        let known =
            |event: &&Event| event.t <= now || matches!(event.kind, Kind::ReachRevealed { .. } | Kind::CriteriaKnown);
        let events: Vec<Event> = again.events.iter().filter(known).cloned().collect();
        Some(fold(self.plan(), &events))
    }

    /// Goes to any moment of a run that is looked at again.
    pub fn jump_to(&mut self, time: Time) {
        let Some(mut shown) = self.shown.take() else { return };
        let Some(again) = &shown.again else {
            self.shown = Some(shown);
            return;
        };
        let time = time.clamp(0, (again.ended - 1).max(0));
        let mut there = self.play_on(&shown.log, time, Mode::Watch);
        shown.done = shown.log.iter().take_while(|(at, _)| *at <= time).count();
        there.paused = self.paused;
        there.shown = Some(shown);
        *self = there;
    }

    /// Shows the rest of a run at once.
    pub fn show_to_the_end(&mut self) {
        let Some(shown) = self.shown.take() else { return };
        for (at, command) in &shown.log[shown.done..] {
            self.simulation.advance_to(*at);
            if self.simulation.apply(command).is_ok() {
                self.log.push((*at, command.clone()));
            }
        }
        self.simulation.advance_to(Time::MAX);
        self.catch_up();
    }

    /// Everything that was done in the run that is shown, or so far in the one that is played.
    pub fn whole_log(&self) -> &[(Time, Command)] {
        self.shown.as_ref().map_or(self.log.as_slice(), |shown| shown.log.as_slice())
    }

    /// The same day as it happened and by the book.
    pub fn ghosts(&self) -> &[Ghost] {
        self.ghosts.get_or_init(|| ghosts(self.simulation.plan(), self.simulation.seed()))
    }

    /// Does what is due of a run that is shown. Says which sheet shows it.
    fn follow(&mut self) -> Option<Command> {
        let now = self.now();
        let mut done = None;
        while let Some(shown) = &mut self.shown
            && let Some((_, command)) = shown.log.get(shown.done).filter(|(time, _)| *time <= now)
        {
            let command = command.clone();
            shown.done += 1;
            if self.simulation.apply(&command).is_ok() {
                self.log.push((now, command.clone()));
            }
            done = Some(command);
            self.catch_up();
        }
        if let Some(shown) = &mut self.shown
            && let Some((_, note)) = shown.notes.pop_front_if(|(time, _)| *time <= now)
        {
            self.note = Some(note);
        }
        done
    }

    /// When the next thing of a run that is shown is due.
    fn next_shown(&self) -> Option<Time> {
        let shown = self.shown.as_ref()?;
        let command = shown.log.get(shown.done).map(|(time, _)| *time);
        let note = shown.notes.front().map(|(time, _)| *time);
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
                self.kept_until = at;
            }
            self.log.push((at, command));
        }
        self.catch_up();
        self.keep_the_end();
        taken
    }

    /// Lets the clock stand, or run again. The record says for how long it stood.
    pub fn pause(&mut self, stand: bool) {
        if stand == self.paused {
            return;
        }
        self.paused = stand;
        self.waiting = false;
        match self.standing_since.take() {
            Some(since) if !stand => self.write_down(Note::Paused(since.elapsed().as_secs())),
            _ => self.standing_since = stand.then(Instant::now),
        }
    }

    /// From now on the clock runs at this pace; the record says so.
    pub fn set_pace(&mut self, pace: Pace) {
        if self.pace != pace {
            self.pace = pace;
            self.write_down(Note::Pace(pace.word().to_owned()));
        }
    }

    /// Hears somebody out at once.
    pub fn hurry(&mut self) {
        // Ten minutes of questions go by fast already, and what happens meanwhile is not to be missed.
        if let Some(until) = self.desk.talk().map(|talk| talk.until)
            && self.now() < until
            && !self.is_questioned()
            && !self.paused
        {
            let limit = self.next_shown().map_or(until, |next| next.min(until));
            self.simulation.advance_until_event(limit);
            self.catch_up();
            self.keep_the_end();
            self.remainder = 0.0;
            self.watch_for_the_turn();
        }
    }

    /// Whether somebody has only just stopped speaking: whoever wanted to hear them out may still press for it.
    pub fn has_just_been_heard_out(&self) -> bool {
        self.heard_out.is_some_and(|since| since.elapsed() < BREATH)
    }

    fn watch_for_the_turn(&mut self) {
        let mine = self.desk.is_my_turn(self.now());
        if mine && !self.was_my_turn {
            self.heard_out = Some(Instant::now());
        }
        self.was_my_turn = mine;
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
    pub fn rate(&self, thinking: bool) -> f64 {
        if self.paused || self.note.is_some() || self.desk.over.is_some() {
            return 0.0;
        }
        if self.waiting {
            return WAIT;
        }
        if let Some(again) = self.seen_again() {
            return self.rate_of_the_desk(Pace::Standard, false) * f64::from(again.speed);
        }
        if self.is_shown() {
            return self.rate_of_the_story();
        }
        self.rate_of_the_desk(self.pace, thinking)
    }

    /// Whether somebody was told too little, and asks for ten minutes.
    pub fn is_questioned(&self) -> bool {
        self.desk.talk().is_some_and(|talk| {
            let theirs = matches!(talk.spoken.last(), Some(Spoken::Theirs(_)));
            theirs && self.now() < talk.until && talk.until - talk.speaking_since >= cost::QUESTIONS
        })
    }

    /// Whether everything that was down works again.
    fn is_mended(&self) -> bool {
        let events = self.simulation.events();
        let count = |fits: fn(&Kind) -> bool| events.iter().filter(|event| fits(&event.kind)).count();
        let back = count(|kind| matches!(kind, Kind::ServiceRestored { .. }));
        back > 0 && back >= count(|kind| matches!(kind, Kind::ServiceDown { .. }))
    }

    /// Of a story, how much faster what is beside the point goes by, and how much slower what is to be read.
    fn rate_of_the_story(&self) -> f64 {
        let desk_rate = self.rate_of_the_desk(self.pace, false);
        match (&self.desk.line, &self.desk.task) {
            _ if self.desk.is_free() && self.is_mended() => 4.0 * WAIT,
            // The hour of silence lasts a minute here, too.
            _ if self.desk.is_free() => WAIT,
            (Line::Talking(talk), _) => {
                let person = self.plan().person(talk.who);
                let beside = person.customer.is_some() && person.deadlines.is_empty();
                if beside { 4.0 * desk_rate } else { 0.6 * desk_rate }
            }
            (Line::Idle, Some((Task::Look(_) | Task::Read(_), _))) => desk_rate / 2.0,
            _ => desk_rate,
        }
    }

    /// How fast the clock runs by what is on the line and in hand.
    fn rate_of_the_desk(&self, pace: Pace, thinking: bool) -> f64 {
        let now = self.now();
        let idle = |rate: f64| if pace == Pace::Turns { 0.0 } else { rate };
        match &self.desk.line {
            Line::Talking(talk) if now < talk.until => {
                let span = talk.until - talk.speaking_since;
                SPEECH * (span as f64 / READ_ALONG as f64).max(1.0)
            }
            Line::Talking(_) => idle(THINKING),
            Line::Dialling { .. } => DIALLING,
            Line::Ringing { .. } => idle(pace.rate().min(if thinking { THINKING } else { RINGING })),
            Line::Idle if self.desk.task.is_some() => WORK,
            Line::Idle if thinking => idle(THINKING),
            Line::Idle => pace.rate(),
        }
    }

    /// Real time until anything on the desk may look or sound different, where nobody rings, speaks or works: the clock
    /// shows minutes, and nothing else moves by itself.
    fn still_for(&self, thinking: bool) -> Option<Duration> {
        let rate = self.rate(thinking);
        let counts = self.desk.task.is_some() || !matches!(self.desk.line, Line::Idle);
        if rate <= 0.0 || counts || self.is_shown() || self.waiting {
            return None;
        }
        let offset = self.plan().calendar.start_of_day_offset();
        let minute = ((self.now() + offset) / MINUTE + 1) * MINUTE - offset;
        let next = self.simulation.next_time().map_or(minute, |next| next.min(minute));
        let left = (next - self.now()) as f64 - self.remainder;
        // A little later, so that by then it is so.
        Some(Duration::from_secs_f64((left / rate).max(0.0)) + Duration::from_millis(5))
    }

    /// The next moment at which the clock changes its speed by itself.
    fn change_of_speed(&self) -> Option<Time> {
        let now = self.now();
        match &self.desk.line {
            Line::Talking(talk) if now < talk.until => Some(talk.until),
            _ => match self.desk.task {
                Some((_, Some(until))) if until > now => Some(until),
                _ => None,
            },
        }
    }

    /// Lets real time pass. Says whether the screen must be drawn anew.
    pub(super) fn pass(&mut self, real: Duration, thinking: bool) -> bool {
        let rate = self.rate(thinking);
        // After the clock stood, the time since the last frame belongs to the standing.
        let stood = std::mem::replace(&mut self.stood, rate == 0.0);
        if stood || rate == 0.0 {
            return false;
        }
        // What is longer than a frame was awaited is a machine that slept.
        self.remainder += real.min(self.awaited.max(power::RUNNING)).as_secs_f64() * rate;
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
        if let Some(next) = self.next_shown()
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
        self.watch_for_the_turn();
        if changed {
            self.waiting = false;
            self.remainder = 0.0;
        }
        if self.keeper.is_some() && !self.simulation.is_over() && self.now() - self.kept_until >= SAID_SO_FAR {
            self.write_down(Note::Reached);
        }
        changed
    }
}

/// Whoever closes the window goes on another day from this minute.
impl Drop for Session {
    fn drop(&mut self) {
        if self.keeper.is_some() && !self.simulation.is_over() && self.now() > self.kept_until {
            self.write_down(Note::Reached);
        }
    }
}

/// About how many minutes a scenario takes at standard pace: the day by the book, silences waited through, and a few
/// seconds to choose each act.
pub fn minutes(plan: &Arc<Plan>) -> u32 {
    const STEP: Duration = Duration::from_millis(250);
    const TO_CHOOSE: Duration = Duration::from_secs(3);
    const LONGEST: Duration = Duration::from_secs(2 * 3_600);
    // In a small matter nobody is called together.
    let name = if plan.severity >= Severity::P3 { "proportionate" } else { "by_the_book" };
    let Some(played) = crate::trainee::play(name, plan, 1) else { return 0 };
    let mut took = TO_CHOOSE * played.log.len() as u32;
    let mut session = Session::told(plan.clone(), 1, Pace::Standard, played.log, Vec::new());
    while session.desk.over.is_none() && took < LONGEST {
        session.follow();
        session.pass(STEP, false);
        took += STEP;
    }
    took.as_secs().div_ceil(60) as u32
}

/// Advances the simulated clock by the real one.
/// Whoever watches sees what is looked at, read and written.
fn look_along(view: &mut View, command: &Command) {
    view.tab = match command {
        Command::Look(_) | Command::Repair(_) => Tab::Console,
        Command::Read(_) => Tab::Papers,
        Command::Mail(..) | Command::Chat(..) => Tab::Mail,
        Command::Declare(_) | Command::Close | Command::Stop | Command::Mark(_) => Tab::Desk,
        _ => Tab::Phone,
    };
    match command {
        Command::Look(look) => view.look = Some(*look),
        Command::Read(document) => view.document = Some(*document),
        Command::Mail(..) | Command::Chat(..) => view.letter = None,
        _ => {}
    }
}

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
        let due = session.next_shown().is_some_and(|time| time <= session.now());
        if due {
            let noted = session.note.is_some();
            if let Some(command) = session.follow() {
                look_along(&mut view, &command);
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
        if session.is_shown() && view.tab == Tab::Mail {
            // What was being written lies there once it has gone.
            view.letter = session.desk.letters.iter().rposition(|letter| !letter.to.is_empty());
        }
    }
    if session.desk.over.is_some() {
        // A story ends with what came of it; a run of one's own, with a look at it.
        if session.is_shown() && session.seen_again().is_none() {
            view.page = Page::Epilogue;
        }
        next.set(Screen::Debrief);
        redraw.write(RequestRedraw);
    }
}

/// Frames are drawn as often as the clock needs them.
pub(super) fn set_power(
    mut session: Option<ResMut<Session>>,
    view: Res<View>,
    screen: Res<State<Screen>>,
    bench: Option<Res<super::workbench::Workbench>>,
    (measured, study): (Res<super::measure::Measured>, Res<super::debrief::Study>),
    keeping: Res<super::keeping::Keeping>,
    alarm: Option<Res<power::Alarm>>,
) {
    let (rate, still) = match &session {
        Some(session) if *screen.get() == Screen::Desk => {
            let thinking = view.is_thinking();
            (session.rate(thinking), session.still_for(thinking))
        }
        _ => (0.0, None),
    };
    let rings = session.as_ref().is_some_and(|session| matches!(session.desk.line, Line::Ringing { .. }));
    let wait = if rate == 0.0 {
        power::STILL
    } else if let Some(still) = still {
        still
    } else if rings {
        // So that the next ring begins when it is due.
        Duration::from_millis(100)
    } else if rate > 10.0 {
        Duration::from_millis(200)
    } else {
        power::RUNNING
    };
    // What is being found out is shown as soon as it is there.
    let busy = measured.is_busy() || study.is_busy() || keeping.is_busy();
    let wait = if busy { wait.min(Duration::from_millis(150)) } else { wait };
    // The author's file is looked at all the time.
    let wait = if bench.is_some() { wait.min(super::workbench::EVERY) } else { wait };
    if let Some(session) = &mut session
        && session.awaited != wait
    {
        session.bypass_change_detection().awaited = wait;
    }
    if let Some(alarm) = alarm {
        alarm.set(wait);
    }
}
