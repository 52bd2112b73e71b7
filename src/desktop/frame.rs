//! Builds the screen in force whenever something that shows has changed, and keeps focus and scrolling where they were.

use super::action::UiAction;
use super::art::Drawings;
use super::debrief::Study;
use super::keeping::Keeping;
use super::measure::Measured;
use super::scene::{KeepScroll, Scene};
use super::session::Session;
use super::settings::Settings;
use super::shelf::Shelf;
use super::sound::Sound;
use super::view::View;
use super::widget::Press;
use super::workbench::{self, Workbench};
use super::{Dirty, Numbered, Screen, desk, field, screens};
use bevy::input_focus::tab_navigation::TabIndex;
use bevy::input_focus::{FocusCause, InputFocus};
use bevy::prelude::*;
use bevy::text::EditableText;
use bevy::window::{PrimaryWindow, RequestRedraw};
use std::collections::HashMap;

/// When the screen is built.
#[derive(SystemSet, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Building;

/// The root of the screen in force.
#[derive(Component)]
struct Root;

/// The control that is focused when what was focused is gone.
#[derive(Component)]
pub struct FirstFocus;

/// The control that is focused when nothing better can be: the tab in front.
#[derive(Component)]
pub struct LastFocus;

/// What was focused before the screen was built anew.
#[derive(Resource, Default)]
struct Focused {
    action: Option<UiAction>,
    restore: bool,
}

/// How far the scrolled areas were scrolled.
#[derive(Resource, Default)]
struct Scrolled(HashMap<&'static str, f32>);

/// Physical pixels to the logical pixel of the design.
#[derive(Resource)]
struct Scale(f32);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Focused>().init_resource::<Scrolled>().insert_resource(Scale(1.0));
    app.add_systems(OnEnter(Screen::Library), |mut shelf: ResMut<Shelf>| {
        // The first time it is filled already, with the scenario of the command line in it.
        if shelf.entries.is_empty() {
            shelf.fill();
        }
    });
    app.add_systems(
        Update,
        (
            fit,
            change_of_screen,
            remember,
            build.run_if(may_build),
            restore_focus,
            page,
            desk::live::tell_time,
            desk::live::speak_on,
            desk::live::turn_hands,
            desk::live::move_cursor,
        )
            .chain()
            .in_set(Building),
    );
}

/// The design is 1280 by 720; everything grows and shrinks with the window.
fn fit(
    window: Single<&Window, With<PrimaryWindow>>,
    mut ui_scale: ResMut<UiScale>,
    mut scale: ResMut<Scale>,
    mut drawings: ResMut<Drawings>,
    mut dirty: ResMut<Dirty>,
) {
    let wanted = (window.width() / 1280.0).min(window.height() / 720.0).max(0.25);
    if (ui_scale.0 - wanted).abs() > 0.000_5 {
        ui_scale.0 = wanted;
    }
    let physical = wanted * window.scale_factor();
    if (scale.0 - physical).abs() > 0.000_5 {
        scale.0 = physical;
        drawings.keep_only(physical);
        dirty.0 = true;
    }
}

fn change_of_screen(
    screen: Res<State<Screen>>,
    mut dirty: ResMut<Dirty>,
    mut focused: ResMut<Focused>,
    mut scrolled: ResMut<Scrolled>,
    mut last: Local<Option<Screen>>,
) {
    if *last != Some(*screen.get()) {
        *last = Some(*screen.get());
        dirty.0 = true;
        focused.action = None;
        scrolled.0.clear();
    }
}

/// Between press and release of the mouse the pressed control must stay the same entity, and so must a field while an
/// input method is at work in it.
fn may_build(dirty: Res<Dirty>, mouse: Res<ButtonInput<MouseButton>>, fields: Query<&EditableText>) -> bool {
    dirty.0 && !mouse.pressed(MouseButton::Left) && !field::is_being_written(&fields)
}

fn remember(
    dirty: Res<Dirty>,
    focus: Res<InputFocus>,
    presses: Query<(&Press, Has<LastFocus>)>,
    areas: Query<(&KeepScroll, &ScrollPosition)>,
    view: Res<View>,
    mut focused: ResMut<Focused>,
    mut scrolled: ResMut<Scrolled>,
) {
    if !dirty.0 {
        return;
    }
    if let Some(entity) = focus.get() {
        // What was focused for want of anything better gives way as soon as there is something.
        if let Ok((Press(action), last)) = presses.get(entity) {
            focused.action = (!last).then(|| action.clone());
        }
    }
    for (area, position) in &areas {
        // Another sheet begins at its top.
        if view.refocus && !view.closing && area.0 != "directory" && area.0 != "notebook" {
            scrolled.0.remove(area.0);
            continue;
        }
        scrolled.0.insert(area.0, position.0.y);
    }
}

fn build(
    mut commands: Commands,
    roots: Query<Entity, With<Root>>,
    screen: Res<State<Screen>>,
    session: Option<Res<Session>>,
    (settings, view, shelf, measured): (Res<Settings>, Res<View>, Res<Shelf>, Res<Measured>),
    (scale, scrolled, sound): (Res<Scale>, Res<Scrolled>, Res<Sound>),
    (study, keeping): (Res<Study>, Res<Keeping>),
    bench: Option<Res<Workbench>>,
    mut drawings: ResMut<Drawings>,
    mut images: ResMut<Assets<Image>>,
    mut numbered: ResMut<Numbered>,
    mut dirty: ResMut<Dirty>,
    mut focused: ResMut<Focused>,
    mut redraw: MessageWriter<RequestRedraw>,
) {
    dirty.0 = false;
    for root in &roots {
        commands.entity(root).despawn();
    }
    let scene = Scene {
        settings: &settings,
        view: &view,
        shelf: &shelf,
        measured: &measured,
        sound: &sound,
        study: &study,
        keeping: &keeping,
        scale: scale.0,
        art: std::cell::RefCell::new((&mut drawings, &mut images)),
        numbered: std::cell::RefCell::default(),
        scrolled: &scrolled.0,
    };
    let whole = Node {
        width: percent(100),
        height: percent(100),
        justify_content: JustifyContent::Center,
        overflow: Overflow::clip(),
        ..default()
    };
    let root =
        commands.spawn((Name::new("screen"), Root, DespawnOnExit(*screen.get()), super::widget::group(whole))).id();
    commands.entity(root).with_children(|kids| match screen.get() {
        Screen::Welcome => screens::welcome::build(kids, &scene),
        Screen::Library => screens::library::build(kids, &scene),
        Screen::Settings => screens::settings::build(kids, &scene),
        Screen::Briefing => screens::briefing::build(kids, &scene),
        Screen::Desk => {
            if let Some(session) = session.as_deref() {
                screens::desk::build(kids, &scene, session);
            }
        }
        Screen::Debrief => {
            if let Some(session) = session.as_deref() {
                screens::debrief::build(kids, &scene, session);
            }
        }
    });
    if let Some(bench) = bench.as_deref() {
        let played = session.as_deref().filter(|_| matches!(screen.get(), Screen::Desk | Screen::Debrief));
        commands.entity(root).with_children(|kids| workbench::build(kids, &scene, bench, played));
    }
    numbered.0 = scene.numbered.take();
    focused.restore = true;
    redraw.write(RequestRedraw);
}

/// The same control again if there still is one like it, else the one that comes first.
fn restore_focus(
    mut focused: ResMut<Focused>,
    mut view: ResMut<View>,
    mut focus: ResMut<InputFocus>,
    controls: Query<(Entity, &Press, Has<FirstFocus>, Has<LastFocus>), With<TabIndex>>,
    roots: Query<(), With<Root>>,
) {
    if !focused.restore || roots.is_empty() {
        return;
    }
    focused.restore = false;
    if std::mem::take(&mut view.refocus) {
        focused.action = None;
    }
    if std::mem::take(&mut view.to_directory) {
        let picked = |action: &UiAction| matches!(action, UiAction::Person(who) if view.person.is_none_or(|picked| picked == *who));
        if let Some((entity, ..)) =
            controls.iter().filter(|(_, press, ..)| picked(&press.0)).min_by_key(|(entity, ..)| *entity)
        {
            focus.set(entity, FocusCause::Navigated);
            return;
        }
    }
    let same = controls.iter().find(|(_, press, ..)| focused.action.as_ref() == Some(&press.0));
    let first = || controls.iter().find(|(_, _, first, _)| *first);
    let any =
        || controls.iter().find(|(.., last)| *last).or_else(|| controls.iter().min_by_key(|(entity, ..)| *entity));
    if let Some((entity, ..)) = same.or_else(first).or_else(any) {
        focus.set(entity, FocusCause::Navigated);
    }
}

/// The areas that page keys scroll: of these there is at most one on a screen.
const MAIN: [&str; 7] = ["sheet", "debrief-day", "reach", "epilogue", "what-if-list", "plan", "compare"];

/// Page keys scroll the main area.
fn page(
    keys: Res<ButtonInput<KeyCode>>,
    mut areas: Query<(&KeepScroll, &mut ScrollPosition, &ComputedNode)>,
    mut redraw: MessageWriter<RequestRedraw>,
) {
    let direction = match (keys.just_pressed(KeyCode::PageDown), keys.just_pressed(KeyCode::PageUp)) {
        (true, false) => 1.0,
        (false, true) => -1.0,
        _ => return,
    };
    for (area, mut position, node) in &mut areas {
        if MAIN.contains(&area.0) {
            let inverse = node.inverse_scale_factor();
            let most = ((node.content_size().y - node.size().y) * inverse).max(0.0);
            let step = node.size().y * inverse * 0.8;
            position.0.y = (position.0.y + direction * step).clamp(0.0, most);
            redraw.write(RequestRedraw);
        }
    }
}
