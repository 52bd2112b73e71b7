//! The author's bench: watches the file that is played, reads it again whenever it is saved, and shows what is wrong with
//! it, why each rule has or has not fired, and when things can happen.

use super::Dirty;
use super::action::UiAction;
use super::desk::parts::chips;
use super::scene::{Kids, Scene, wrapped};
use super::screens::tab_group;
use super::session::Session;
use super::shelf::Shelf;
use super::theme::{Size, Token};
use super::view::View;
use super::widget::{self, Act as Button, Face, Fill, Stroke, column, group, row};
use crate::record::Stopped;
use crate::scenario::checks::{Checked, check_file};
use crate::scenario::diagnostics::{Report, Weight};
use crate::scenario::forecast::{self, Forecast, id_of};
use crate::scenario::plan::Plan;
use crate::sim::why::{Of, Part, why};
use crate::time::Time as Moment;
use bevy::prelude::*;
use bevy::time::Real;
use bevy::window::RequestRedraw;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// How often the file is looked at. Asking for its time and length works with every editor and every kind of drive,
/// where being told of changes does not.
pub const EVERY: Duration = Duration::from_millis(400);

/// The pages of the bench.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Leaf {
    /// What is wrong with the file.
    #[default]
    Problems,
    /// Each condition as a tree.
    Why,
    /// When things can happen.
    Forecast,
}

impl Leaf {
    /// In the order they are shown.
    pub const ALL: [Leaf; 3] = [Leaf::Problems, Leaf::Why, Leaf::Forecast];

    fn key(self) -> &'static str {
        match self {
            Leaf::Problems => "bench-problems",
            Leaf::Why => "bench-why",
            Leaf::Forecast => "bench-forecast",
        }
    }
}

type Stamp = Vec<Option<(SystemTime, u64)>>;

/// The file that is played, as it was last read.
#[derive(Resource)]
pub struct Workbench {
    path: PathBuf,
    /// The files it is made of, to be watched.
    files: Vec<PathBuf>,
    read: Stamp,
    /// A change that was seen once: a file is read when it has come to rest.
    seen: Stamp,
    report: Report,
    since: Duration,
    /// The first command that was no longer possible after the last reading.
    stopped: Option<(Arc<Plan>, Stopped)>,
}

impl Workbench {
    /// Watches a file.
    pub fn of(path: &Path) -> Workbench {
        let mut bench = Workbench {
            path: path.to_owned(),
            files: vec![path.to_owned()],
            read: Vec::new(),
            seen: Vec::new(),
            report: Report::default(),
            since: Duration::ZERO,
            stopped: None,
        };
        bench.read();
        bench
    }

    fn stamp(&self) -> Stamp {
        let look =
            |path: &PathBuf| std::fs::metadata(path).ok().and_then(|data| Some((data.modified().ok()?, data.len())));
        self.files.iter().map(look).collect()
    }

    fn read(&mut self) -> Option<Plan> {
        let Checked { report, plan } = check_file(&self.path, None);
        let others =
            report.sources.files.iter().skip(1).map(|file| PathBuf::from(&file.name)).filter(|path| path.is_file());
        self.files = std::iter::once(self.path.clone()).chain(others).collect();
        self.report = report;
        self.read = self.stamp();
        self.seen = self.read.clone();
        plan
    }

    fn counts(&self) -> (usize, usize) {
        let errors = self.report.problems.iter().filter(|problem| problem.code.weight() == Weight::Error).count();
        (errors, self.report.problems.len() - errors)
    }
}

/// Reads the file again once it was saved, and plays what was done so far again to the same minute.
pub(super) fn watch(
    time: Res<Time<Real>>,
    bench: Option<ResMut<Workbench>>,
    session: Option<ResMut<Session>>,
    mut shelf: ResMut<Shelf>,
    mut view: ResMut<View>,
    mut dirty: ResMut<Dirty>,
    mut redraw: MessageWriter<RequestRedraw>,
) {
    let Some(mut bench) = bench else { return };
    bench.since += time.delta();
    if bench.since < EVERY {
        return;
    }
    bench.since = Duration::ZERO;
    let stamp = bench.stamp();
    if stamp == bench.read {
        return;
    }
    if stamp != bench.seen {
        bench.seen = stamp;
        return;
    }
    let plan = bench.read().map(Arc::new);
    let path = bench.path.clone();
    match plan {
        // The last good version stays; the bench says what is wrong.
        None => view.bench = Some(Leaf::Problems),
        Some(plan) => {
            shelf.replace(&path, plan.clone());
            bench.stopped = None;
            if let Some(mut session) = session {
                let before = session.simulation.plan().clone();
                bench.stopped = session.reload(plan).map(|stopped| (before, stopped));
            }
            if bench.stopped.is_some() {
                view.bench = Some(Leaf::Problems);
            }
            view.forget_the_scenario();
        }
    }
    dirty.0 = true;
    redraw.write(RequestRedraw);
}

const WIDTH: f32 = 600.0;

/// The strip that is always there, and the bench itself when it is open.
pub fn build(kids: &mut Kids, scene: &Scene, bench: &Workbench, session: Option<&Session>) {
    let (errors, advice) = bench.counts();
    let words = match (errors, advice) {
        (0, 0) => scene.say("bench-ok"),
        _ => scene.with("bench-counts", &[("errors", errors.into()), ("advice", advice.into())]),
    };
    let strip = Node { position_type: PositionType::Absolute, top: px(6), right: px(8), ..row(0.0) };
    let toggle = UiAction::Bench(scene.view.bench.is_none().then_some(Leaf::default()));
    kids.spawn((group(strip), GlobalZIndex(12), tab_group(20))).with_children(|kids| {
        kids.spawn((group(row(0.0)), Fill(if errors > 0 { Token::New } else { Token::Sheet }))).with_children(|kids| {
            kids.spawn(widget::button(Button::new(words, toggle).key("F9").height(30.0)));
        });
    });
    let Some(leaf) = scene.view.bench else { return };
    let frame = Node {
        position_type: PositionType::Absolute,
        // Below the button, however large the letters are.
        top: px(12.0 + 30.0 * scene.text_scale().max(1.0)),
        bottom: px(12),
        right: px(8),
        width: px(WIDTH),
        padding: px(14).all(),
        border: px(2).all(),
        ..column(8.0)
    };
    kids.spawn((widget::sheet(scene.say("bench"), frame), Stroke(Token::Ink), GlobalZIndex(11), tab_group(21)))
        .with_children(|kids| {
            let choices =
                Leaf::ALL.map(|other| (scene.say(other.key()), other == leaf, UiAction::Bench(Some(other)))).to_vec();
            chips(kids, scene, scene.say("bench"), WIDTH - 32.0, choices);
            kids.spawn(scene.scroll(
                "bench",
                scene.say(leaf.key()),
                Node { flex_grow: 1.0, flex_basis: px(0), min_height: px(0), padding: px(4).all(), ..column(6.0) },
            ))
            .with_children(|kids| match leaf {
                Leaf::Problems => problems(kids, scene, bench),
                Leaf::Why => conditions(kids, scene, session),
                Leaf::Forecast => forecast_of_the_day(kids, scene, session),
            });
        });
}

fn problems(kids: &mut Kids, scene: &Scene, bench: &Workbench) {
    let width = WIDTH - 60.0;
    if let Some((plan, stopped)) = &bench.stopped {
        let why = match stopped.why {
            Some(refusal) => scene.say(refusal.key()),
            None => scene.say("bench-gone"),
        };
        let words = scene.with(
            "bench-stopped",
            &[
                ("clock", plan.calendar.clock(stopped.at).into()),
                ("command", format!("{:?}", stopped.command).into()),
                ("why", why.into()),
            ],
        );
        kids.spawn(wrapped(words, Face::bold(Size::Body), Token::Ink, width));
        kids.spawn(widget::rule());
    }
    if bench.report.problems.is_empty() {
        let words = scene.with("bench-sound", &[("path", bench.path.display().to_string().into())]);
        kids.spawn(wrapped(words, Face::plain(Size::Body), Token::Ink, width));
    } else if bench.report.has_errors() {
        kids.spawn(wrapped(scene.say("bench-last-good"), Face::plain(Size::Body), Token::Ink2, width));
    }
    for problem in bench.report.problems.iter().take(30) {
        kids.spawn(group(Node { width: px(width), ..column(2.0) })).with_children(|kids| {
            let kind = match problem.code.weight() {
                Weight::Error => scene.say("bench-error"),
                Weight::Advice => scene.say("bench-advice"),
            };
            let place = format!("{} {kind}  {}", problem.code.number(), bench.report.place_word(problem));
            // Fixed width: in the other face the underscores of ids all but vanish.
            kids.spawn(wrapped(place, Face::console(), Token::Pen, width));
            kids.spawn(wrapped(scene.text(&problem.text), Face::plain(Size::Body), Token::Ink, width));
            if let Some(help) = &problem.help {
                kids.spawn(wrapped(scene.text(help), Face::plain(Size::Body), Token::Ink2, width));
            }
        });
    }
}

fn conditions(kids: &mut Kids, scene: &Scene, session: Option<&Session>) {
    let width = WIDTH - 60.0;
    let Some(session) = session else {
        kids.spawn(wrapped(scene.say("bench-not-yet"), Face::plain(Size::Body), Token::Ink2, width));
        return;
    };
    let plan = session.simulation.plan();
    let mut reasons = why(plan, session.simulation.seed(), &session.log, session.now());
    // What has not happened is what one asks about.
    reasons.sort_by_key(|reason| (reason.happened.is_some(), reason.of == Of::Ending));
    for reason in reasons {
        let kind = match reason.of {
            Of::Rule => "why-rule",
            Of::Conversation => "why-conversation",
            Of::Deadline => "why-deadline",
            Of::Ending => "why-ending",
            Of::Gate => "why-gate",
        };
        let state = match reason.happened {
            Some(time) => scene.with("why-happened", &[("clock", plan.calendar.clock(time).into())]),
            None => scene.say("why-not-yet"),
        };
        let head = format!("{} {}: {state}", scene.say(kind), reason.id);
        kids.spawn(group(Node { width: px(width), flex_shrink: 0.0, ..column(1.0) })).with_children(|kids| {
            kids.spawn(wrapped(head, Face::console(), Token::Ink, width));
            part(kids, scene, plan, &reason.condition, 1);
        });
    }
}

fn part(kids: &mut Kids, scene: &Scene, plan: &Plan, of: &Part, depth: usize) {
    let width = WIDTH - 60.0;
    let indent = 16.0 * depth as f32;
    let sign = if of.holds { scene.say("bench-true") } else { scene.say("bench-false") };
    let since = scene.with("why-since", &[("clock", plan.calendar.clock(of.since).into())]);
    let words = format!("{sign} {}  {since}", of.words);
    let ink = if of.holds { Token::Pen } else { Token::Ink2 };
    kids.spawn(group(Node { padding: UiRect::left(px(indent)), flex_shrink: 0.0, ..row(0.0) })).with_children(|kids| {
        kids.spawn(wrapped(words, Face::console(), ink, width - indent));
    });
    of.parts.iter().for_each(|child| part(kids, scene, plan, child, depth + 1));
}

fn forecast_of_the_day(kids: &mut Kids, scene: &Scene, session: Option<&Session>) {
    let (plan, now): (&Plan, Option<Moment>) = match (session, scene.shelf.plan(scene.view.scenario)) {
        (Some(session), _) => (session.plan(), Some(session.now())),
        (None, Some(plan)) => (plan, None),
        (None, None) => return,
    };
    let forecast = Forecast::of(plan);
    // With large letters the name stands above its bar.
    let large = scene.text_scale() > 1.25;
    let (name, track) = if large { (WIDTH - 100.0, WIDTH - 80.0) } else { (260.0, WIDTH - 350.0) };
    let at = |time: Moment| (time.clamp(0, plan.ends) as f32 / plan.ends.max(1) as f32) * track;
    kids.spawn(wrapped(scene.say("bench-forecast-words"), Face::plain(Size::Small), Token::Ink2, WIDTH - 60.0));
    for line in forecast::table(plan, &forecast) {
        let Some(earliest) = line.bound.earliest().filter(|time| *time <= plan.ends) else { continue };
        let sure = line.bound.sure_by();
        let words = scene.say(&format!("forecast-{}", line.thing.word()));
        let spoken = format!("{} {words} {}", plan.calendar.clock(earliest), id_of(plan, line.thing));
        let line = if large { column(2.0) } else { row(6.0) };
        kids.spawn(group(Node { min_height: px(20), flex_shrink: 0.0, ..line })).with_children(|kids| {
            let label = scene.fitted(&spoken, name + 40.0, Size::Body);
            kids.spawn(group(Node { width: px(name + 40.0), flex_shrink: 0.0, ..row(0.0) })).with_children(|kids| {
                kids.spawn(widget::line(label, Face::console(), Token::Ink));
            });
            kids.spawn((
                group(Node { width: px(track), height: px(14), flex_shrink: 0.0, ..row(0.0) }),
                Fill(Token::Inset),
            ))
            .with_children(|kids| {
                let bar = |from: f32, to: f32| Node {
                    position_type: PositionType::Absolute,
                    left: px(from),
                    width: px((to - from).max(3.0)),
                    top: px(2),
                    height: px(10),
                    ..default()
                };
                let until = sure.unwrap_or(plan.ends);
                let fill = if sure.is_some() { Token::Ink } else { Token::Rule };
                kids.spawn((bar(at(earliest), at(until)), Fill(fill)));
                kids.spawn((bar(at(earliest), at(earliest)), Fill(Token::Ink)));
                if let Some(now) = now {
                    let line = Node { top: px(0), height: px(14), width: px(2), ..bar(at(now), at(now)) };
                    kids.spawn((line, Fill(Token::Pen)));
                }
            });
        });
    }
}
