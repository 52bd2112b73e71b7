//! The room: where everybody is, which is nowhere near. Nothing in it is without a meaning.

use super::live::{Hand, angle};
use crate::desktop::action::UiAction;
use crate::desktop::art::{Drawing, Layer};
use crate::desktop::motion::Lights;
use crate::desktop::scene::{Kids, Table};
use crate::desktop::session::Session;
use crate::desktop::sound::caption::caption as caption_of_sound;
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act, Face, Fill, group, row};
use crate::id::PersonId;
use crate::scenario::plan::{Channel, Role as Duty};
use crate::sim::desk::Line;
use crate::sim::event::Task;
use accesskit::{Live, Role};
use bevy::input_focus::tab_navigation::TabGroup;
use bevy::prelude::*;

/// Minutes of the day at which the light outside changes; the last state lasts through the night until six.
const CHANGES: [(i32, Light); 4] =
    [(6 * 60, Light::Noon), (13 * 60 + 30, Light::Afternoon), (15 * 60, Light::Late), (16 * 60 + 10, Light::Dusk)];
/// Over so many minutes one light goes over into the next.
const FADES: i32 = 4;
/// Steps of it: each is a screen built anew.
const STEPS: i32 = 8;

/// The light outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// High sun.
    Noon,
    /// The sun has gone round.
    Afternoon,
    /// Low sun.
    Late,
    /// None.
    Dusk,
}

impl Light {
    fn drawings(self) -> (Drawing, Drawing) {
        match self {
            Light::Noon => (Drawing::WindowNoon, Drawing::LightNoon),
            Light::Afternoon => (Drawing::WindowAfternoon, Drawing::LightAfternoon),
            Light::Late => (Drawing::WindowLate, Drawing::LightLate),
            Light::Dusk => (Drawing::WindowDusk, Drawing::LightDusk),
        }
    }
}

/// What of the room hangs on the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scenery {
    light: Light,
    /// The light before, and in how many steps of [`STEPS`] it has gone over.
    before: Option<(Light, i32)>,
    /// In the lunch hour the lamps are off.
    lunch: bool,
}

/// What of the room hangs on the clock: the light, and whether the lamps are off.
pub fn scenery(session: &Session) -> Scenery {
    let at = session.plan().calendar.at(session.now());
    let seconds = (i32::from(at.hour()) * 60 + i32::from(at.minute())) * 60 + i32::from(at.second());
    let place = CHANGES.iter().rposition(|(from, _)| seconds >= from * 60);
    let (light, before) = match place {
        Some(place) => {
            let (from, light) = CHANGES[place];
            let steps = (seconds - from * 60) * STEPS / (FADES * 60);
            let before = CHANGES[(place + CHANGES.len() - 1) % CHANGES.len()].1;
            (light, (steps < STEPS && !session_is_still(session)).then_some((before, steps)))
        }
        None => (Light::Dusk, None),
    };
    Scenery { light, before, lunch: at.hour() == 12 }
}

/// A day that begins in the middle of a change begins after it.
fn session_is_still(session: &Session) -> bool {
    session.now() < i64::from(FADES) * 60
}

pub fn build(kids: &mut Kids, table: &Table) {
    let height = if table.is_large() { 64.0 } else { 228.0 - cut_off(table) };
    kids.spawn((
        group(Node {
            width: percent(100),
            height: px(height),
            flex_shrink: 0.0,
            justify_content: JustifyContent::Center,
            overflow: Overflow::clip(),
            ..default()
        }),
        TabGroup::new(4),
    ))
    .with_children(|kids| {
        wall(kids);
        if table.is_large() {
            strip(kids, table);
        } else {
            picture(kids, table);
        }
        wall(kids);
    });
}

/// The wall goes on to both sides of a wider window.
fn wall(kids: &mut Kids) {
    let side = Node { flex_grow: 1.0, flex_basis: px(0), height: percent(100), ..default() };
    kids.spawn((side, BackgroundColor(Color::srgb_u8(0xE9, 0xE1, 0xD2))));
}

/// With somewhat larger text the paper needs the room below the desks.
fn cut_off(table: &Table) -> f32 {
    if table.settings.text > 100 { 76.0 } else { 0.0 }
}

/// With large text the room keeps its board and its sound, in words.
fn strip(kids: &mut Kids, table: &Table) {
    kids.spawn((
        group(Node { width: px(1280), height: percent(100), padding: UiRect::horizontal(px(16)), ..row(16.0) }),
        Fill(Token::Tab),
    ))
    .with_children(|kids| {
        kids.spawn(widget::button(Act::new(table.say("board"), UiAction::Board).key("B")));
        kids.spawn(widget::button(
            Act::new(
                table.say(if table.view.notebook_first { "side-telephone" } else { "side-notebook" }),
                UiAction::Side,
            )
            .key("F6"),
        ));
        caption(kids, table, None);
    });
}

fn picture(kids: &mut Kids, table: &Table) {
    let Scenery { light, before, lunch } = scenery(table.session);
    let (window, floor) = light.drawings();
    let cut = cut_off(table);
    // Above the board there is nothing but wall.
    let top = if cut > 0.0 { -10.0 } else { 0.0 };
    let size = Vec2::new(1280.0, 228.0);
    let whole = Node { width: px(size.x), height: px(size.y), top: px(top), flex_shrink: 0.0, ..default() };
    kids.spawn(group(whole)).with_children(|kids| {
        let dim = if lunch { Color::srgb(0.86, 0.84, 0.81) } else { Color::WHITE };
        let seen = |steps: i32| Color::srgba(1.0, 1.0, 1.0, steps as f32 / STEPS as f32);
        let mut layers = Vec::new();
        let mut put = |drawing: Drawing, left: f32, top: f32, tint: Color| {
            layers.push(Layer { drawing, at: Vec2::new(left, top), tint });
        };
        if let Some((before, _)) = before {
            put(before.drawings().0, 512.0, 26.0, Color::WHITE);
        }
        put(window, 512.0, 26.0, before.map_or(Color::WHITE, |(_, steps)| seen(steps)));
        put(Drawing::Room, 0.0, 0.0, dim);
        if light == Light::Dusk {
            put(Drawing::ShadeDusk, 0.0, 0.0, before.map_or(Color::WHITE, |(_, steps)| seen(steps)));
        }
        let comes = comes_in(table);
        if comes != Comes::Nobody {
            put(Drawing::DoorOpen, 22.0, 38.0, dim);
        }
        put(Drawing::Board, 108.0, 18.0, dim);
        if let Some((before, steps)) = before {
            put(before.drawings().1, 0.0, 0.0, seen(STEPS - steps));
        }
        put(floor, 0.0, 0.0, before.map_or(Color::WHITE, |(_, steps)| seen(steps)));
        let seats = seats(table);
        let ringing = matches!(
            table.desk().line,
            Line::Ringing { who, channel: Channel::Phone, .. } if table.plan().person(who).customer.is_some()
        );
        for (place, _) in seats.iter().enumerate() {
            let left = 1052.0 - 176.0 * place as f32;
            put(Drawing::Desk, left, 96.0, dim);
            let chair = if place == 3 { Drawing::ChairTurned } else { Drawing::Chair };
            let chair_left = left + if place == 3 { 91.0 } else { 82.0 };
            put(chair, chair_left, 128.0, dim);
            if place == 1 {
                put(Drawing::Jacket, chair_left, 128.0, dim);
            }
        }
        let lamps = match (light, lunch) {
            (Light::Dusk, _) => Drawing::LampsOne,
            (_, true) => Drawing::LampsOff,
            _ => Drawing::LampsOn,
        };
        put(lamps, 0.0, 0.0, Color::WHITE);
        if comes == Comes::Visitor {
            put(Drawing::Visitor, 60.0, 88.0, dim);
        }
        put(Drawing::ClockFace, 412.0, 8.0, dim);
        put(Drawing::Calendar, 428.0, 108.0, dim);
        kids.spawn(table.picture(&layers, size));
        if ringing {
            // An outside call is heard, and seen, at every empty desk.
            for (place, _) in seats.iter().enumerate() {
                let left = 1066.0 - 176.0 * place as f32;
                kids.spawn((table.drawing_at(Drawing::LampCall, left, 149.0, Color::WHITE), Lights));
            }
        }
        for (hand, drawing) in [(Hand::Hour, Drawing::ClockHour), (Hand::Minute, Drawing::ClockMinute)] {
            let turned = UiTransform::from_rotation(angle(hand, table.session));
            kids.spawn((table.drawing_at(drawing, 412.0, 8.0, Color::WHITE), hand, turned));
        }
        board(kids, table);
        calendar(kids, table);
        plates(kids, table, &seats);
        caption(kids, table, Some(if cut > 0.0 { (520.0, 34.0) } else { (416.0, 190.0) }));
    });
}

/// What the door says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Comes {
    Nobody,
    /// The trainee has gone out by it.
    Out,
    /// Somebody stands there.
    Visitor,
}

fn comes_in(table: &Table) -> Comes {
    let desk = table.desk();
    let walks = matches!(desk.task, Some((Task::Walk(_), _)));
    match &desk.line {
        Line::Ringing { channel: Channel::Visit, .. } => Comes::Visitor,
        // Who began the talk was rung for, or stood at the desk.
        Line::Talking(talk) if talk.channel == Channel::Visit && talk.conversation.is_some() => Comes::Visitor,
        Line::Talking(talk) if talk.channel == Channel::Visit => Comes::Out,
        _ if walks => Comes::Out,
        _ => Comes::Nobody,
    }
}

/// Colleagues who decide or repair have a desk here: at most four, the first by the door side of the picture.
fn seats(table: &Table) -> Vec<PersonId> {
    let plan = table.plan();
    plan.person_ids()
        .filter(|who| plan.is_colleague(*who) && !plan.person(*who).elsewhere)
        .filter(|who| plan.person(*who).has_any(&[Duty::Decider, Duty::Fixer]))
        .take(4)
        .collect()
}

/// The wall is drawn and light in both themes, so what is written on it is dark in both.
const WALL_INK: Color = Color::srgb(0.165, 0.149, 0.133);
const WALL_PEN: Color = Color::srgb(0.153, 0.275, 0.42);

fn on_wall(words: String, face: Face, color: Color) -> impl Bundle {
    // What hangs on the wall has its lines drawn: they do not grow with the text.
    let face = Face { leading: 1.1, ..face };
    (Text::new(words), TextLayout::no_wrap(), face, TextColor(color), Pickable::IGNORE)
}

fn board(kids: &mut Kids, table: &Table) {
    let lines: Vec<PersonId> = on_board(table);
    let spoken = lines.iter().fold(table.say("board"), |spoken, who| {
        format!("{spoken}. {}: {}", table.name(*who), table.text(&table.desk().board[who.index()].0))
    });
    kids.spawn((
        widget::pressable(Role::Button, spoken, UiAction::Board),
        Node {
            position_type: PositionType::Absolute,
            left: px(112),
            top: px(22),
            width: px(292),
            height: px(140),
            ..default()
        },
    ))
    .with_children(|kids| {
        let at = |left: f32, top: f32, width: f32| Node {
            position_type: PositionType::Absolute,
            left: px(left),
            top: px(top),
            width: px(width),
            height: px(19),
            align_items: AlignItems::Center,
            overflow: Overflow::clip(),
            ..default()
        };
        kids.spawn(Node { justify_content: JustifyContent::Center, height: px(24), ..at(0.0, 0.0, 292.0) })
            .with_children(|kids| {
                kids.spawn(on_wall(table.say("board"), Face::bold(Size::Small), WALL_INK));
            });
        for (row, who) in lines.iter().take(6).enumerate() {
            let top = 25.0 + 19.0 * row as f32;
            kids.spawn(at(8.0, top, 92.0)).with_children(|kids| {
                let name = table.fitted(&table.short_name(*who), 80.0, Size::Small);
                kids.spawn(on_wall(name, Face::bold(Size::Small), WALL_INK));
            });
            kids.spawn(at(108.0, top, 180.0)).with_children(|kids| {
                let words = table.text(&table.desk().board[who.index()].0);
                kids.spawn(on_wall(table.fitted(words, 184.0, Size::Small), Face::plain(Size::Small), WALL_PEN));
            });
        }
    });
}

/// Everybody who has a line on the board.
pub fn on_board(table: &Table) -> Vec<PersonId> {
    table.plan().person_ids().filter(|who| !table.desk().board[who.index()].0.is_empty()).collect()
}

fn calendar(kids: &mut Kids, table: &Table) {
    let at = table.plan().calendar.at(table.session.now());
    let day_of_the_month = if table.settings.text > 100 { Size::Head } else { Size::Clock };
    for (words, top, height, face, color) in [
        (
            table.with("month", &[("month", i64::from(at.month()).into())]),
            109.0,
            17.0,
            Face::bold(Size::Small),
            Color::srgb(0.97, 0.94, 0.89),
        ),
        (at.day().to_string(), 127.0, 40.0, Face::bold(day_of_the_month), WALL_INK),
    ] {
        kids.spawn(Node {
            position_type: PositionType::Absolute,
            left: px(428),
            top: px(top),
            width: px(64),
            height: px(height),
            align_items: AlignItems::Center,
            justify_content: JustifyContent::Center,
            ..default()
        })
        .with_children(|kids| {
            kids.spawn(on_wall(words, face, color));
        });
    }
}

/// A plate turns pen blue while one speaks with its owner.
fn plates(kids: &mut Kids, table: &Table, seats: &[PersonId]) {
    for (place, who) in seats.iter().enumerate() {
        let talking = table.desk().talk().is_some_and(|talk| talk.who == *who && !talk.voicemail);
        let (ground, ink) = if talking { (WALL_PEN, Color::WHITE) } else { (Color::srgb(0.98, 0.97, 0.94), WALL_INK) };
        kids.spawn((
            Node {
                position_type: PositionType::Absolute,
                left: px(1056.0 - 176.0 * place as f32),
                top: px(132),
                width: px(78),
                height: px(23),
                border: px(1).all(),
                border_radius: BorderRadius::all(px(2)),
                align_items: AlignItems::Center,
                justify_content: JustifyContent::Center,
                overflow: Overflow::clip(),
                ..default()
            },
            BackgroundColor(ground),
            BorderColor::all(Color::srgb(0.55, 0.52, 0.45)),
            children![on_wall(table.fitted(&table.short_name(*who), 66.0, Size::Small), Face::bold(Size::Small), ink)],
        ));
    }
}

/// Every sound in words; vermilion is for the outside line alone. What begins and ends by itself is put in by the sound.
fn caption(kids: &mut Kids, table: &Table, at: Option<(f32, f32)>) {
    let desk = table.desk();
    let name = |who| ("name", table.short_name(who).into());
    let now = table.session.now();
    let outside = |who| table.plan().person(who).customer.is_some();
    let (words, live, urgent) = match &desk.line {
        Line::Ringing { channel: Channel::Visit, .. } => (Some(table.say("sound-steps")), Live::Polite, false),
        Line::Ringing { who, .. } if outside(*who) => (Some(table.say("sound-ring")), Live::Assertive, true),
        Line::Ringing { .. } => (Some(table.say("sound-ring-inside")), Live::Assertive, false),
        Line::Dialling { .. } => (Some(table.say("sound-ring-back")), Live::Polite, false),
        Line::Talking(talk) if talk.voicemail => {
            (Some(table.with("sound-voicemail", &[name(talk.who)])), Live::Polite, false)
        }
        // Whose turn it is stands on the phone's sheet; to announce every voice would drown what they say.
        Line::Talking(talk) if now < talk.until => match talk.spoken.last() {
            Some(crate::sim::desk::Spoken::Yours(_)) => (Some(table.say("sound-you")), Live::Off, false),
            _ => (Some(table.with("sound-voice", &[name(talk.who)])), Live::Off, false),
        },
        Line::Talking(_) => (Some(table.say("sound-your-turn")), Live::Off, false),
        Line::Idle => (None, Live::Off, false),
    };
    let mut node = Node {
        min_height: px(28),
        padding: UiRect::axes(px(12), px(3)),
        border_radius: BorderRadius::all(px(2)),
        align_items: AlignItems::Center,
        ..default()
    };
    if let Some((left, top)) = at {
        node.position_type = PositionType::Absolute;
        node.left = px(left);
        node.top = px(top);
    }
    let ground = if urgent { Color::srgb_u8(0xBF, 0x2F, 0x17) } else { Color::srgb_u8(0x2A, 0x26, 0x22) };
    kids.spawn((group(node), BackgroundColor(ground))).with_children(|kids| {
        let ink = Color::srgb_u8(0xFF, 0xFA, 0xF2);
        // The words are put in before this frame is laid out.
        kids.spawn((on_wall(String::new(), Face::plain(Size::Body), ink), caption_of_sound(words, live)));
    });
}
