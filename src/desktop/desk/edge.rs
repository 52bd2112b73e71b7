//! The desk edge: the clock, pause, wait, and the ruler of the day.

use super::live::{self, Cursor, Live, gone};
use crate::desktop::action::UiAction;
use crate::desktop::grounds::Slope;
use crate::desktop::motion::{Enters, How, What};
use crate::desktop::scene::{Kids, Table};
use crate::desktop::settings::Mode;
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act, Face, Fill, Look, group, row};
use crate::id::{DeadlineId, FactId};
use crate::scenario::plan::Part;
use crate::sim::event::Kind;
use crate::time::{HOUR, MINUTE, Time};
use accesskit::Role;
use bevy::a11y::AccessibilityNode;
use bevy::input_focus::tab_navigation::TabGroup;
use bevy::prelude::*;

pub fn build(kids: &mut Kids, table: &Table) {
    let session = table.session;
    let large = table.is_large();
    let height = 44.0 * if large { 1.4 } else { 1.0 };
    kids.spawn((
        widget::region(
            table.say("edge"),
            Node {
                width: percent(100),
                height: px(height),
                flex_shrink: 0.0,
                justify_content: JustifyContent::Center,
                ..row(0.0)
            },
        ),
        Fill(Token::Bar),
        TabGroup::new(5),
    ))
    .with_children(|kids| {
        kids.spawn(group(Node {
            width: px(1280),
            height: percent(100),
            padding: UiRect::horizontal(px(12)),
            ..row(6.0)
        }))
        .with_children(|kids| {
            let clock = live::words(Live::Clock, session, table.settings);
            kids.spawn(group(Node { width: px(100.0 * table.text_scale()), flex_shrink: 0.0, ..row(0.0) }))
                .with_children(|kids| {
                    let face = Face { leading: 1.0, ..Face::bold(Size::Clock) };
                    kids.spawn((widget::line(clock, face, Token::OnBar), Live::Clock));
                });
            let bar = |words: &str, key: &str, action: UiAction| {
                {
                    let act = Act::new(table.say(words), action).look(Look::Bar).height(30.0);
                    // There is room for the key's name only where the ruler can begin further right.
                    widget::button(if large { act.key(key) } else { act.hint(key) })
                }
            };
            // As wide as the words want, so that the ruler covers nothing of them.
            let buttons = Node { min_width: if large { auto() } else { px(174) }, flex_shrink: 0.0, ..row(6.0) };
            kids.spawn(group(buttons)).with_children(|kids| {
                if session.speed().is_some() {
                    return;
                }
                if session.mode != Mode::Drill {
                    kids.spawn(bar(if session.paused { "go-on" } else { "pause" }, "P", UiAction::Pause));
                }
                if !session.is_shown() {
                    kids.spawn(bar(if session.waiting { "stop-waiting" } else { "wait" }, "W", UiAction::Wait));
                }
            });
            ruler(kids, table, height - 8.0);
        });
    });
}

/// A dot of the ruler.
enum Dot {
    In,
    Customer,
    Out,
}

/// The whole day; only what was heard, done, promised or learnt stands on it.
fn ruler(kids: &mut Kids, table: &Table, height: f32) {
    let session = table.session;
    let plan = table.plan();
    let at = |time: Time| percent(gone(session, time));
    let mut spoken = accesskit::Node::new(Role::Image);
    spoken.set_label(table.with("ruler", &[("time", table.clock(session.now()).into())]));
    let mut bamboo = kids.spawn((
        Node {
            flex_grow: 1.0,
            height: px(height),
            border_radius: BorderRadius::all(px(2)),
            overflow: Overflow::clip(),
            min_width: px(0),
            ..default()
        },
        Slope(Token::Ruler, Token::RulerEnd),
        AccessibilityNode(spoken),
    ));
    if session.speed().is_some() {
        let ends = plan.ends;
        // What stands on the ruler is pressed, too: where on the whole of it, the pointer alone can tell.
        bamboo.observe(
            move |press: On<Pointer<Press>>,
                  rulers: Query<(&ComputedNode, &UiGlobalTransform)>,
                  mut go: MessageWriter<UiAction>| {
                let Ok((node, transform)) = rulers.get(press.observer()) else { return };
                let at = press.pointer_location.position / node.inverse_scale_factor();
                let from_left = (at.x - transform.translation.x) / node.size().x + 0.5;
                go.write(UiAction::JumpTo((f64::from(from_left.clamp(0.0, 1.0)) * ends as f64) as Time));
            },
        );
    }
    bamboo.with_children(|kids| {
        let place = |left: Val, top: f32, width: f32, height: f32| Node {
            position_type: PositionType::Absolute,
            left,
            top: px(top),
            width: px(width),
            height: px(height),
            ..default()
        };
        kids.spawn((
            Node { width: at(session.now()), height: percent(100), ..place(px(0), 0.0, 0.0, 0.0) },
            BackgroundColor(Color::srgba(0.16, 0.14, 0.1, 0.14)),
            Cursor::Past,
        ));
        let flags = flags(table);
        let offset = plan.calendar.start_of_day_offset();
        let mut tick = (offset + 5 * MINUTE - 1) / (5 * MINUTE) * (5 * MINUTE);
        while tick <= offset + plan.ends {
            let time = tick - offset;
            let length = if tick % HOUR == 0 {
                height
            } else if tick % (30 * MINUTE) == 0 {
                10.0
            } else {
                5.0
            };
            kids.spawn((place(at(time), 0.0, 1.0, length), Fill(Token::OnRuler)));
            if tick % HOUR == 0 && gone(session, time) < 96.0 && !flags.iter().any(|flag| flag.covers(time)) {
                kids.spawn(Node {
                    margin: UiRect::left(px(4)),
                    width: auto(),
                    height: auto(),
                    ..place(at(time), 3.0, 0.0, 0.0)
                })
                .with_children(|kids| {
                    kids.spawn(widget::label(table.clock(time), Size::Small, Token::OnRuler));
                });
            }
            tick += 5 * MINUTE;
        }
        for (due, words) in promises(table) {
            kids.spawn((place(at(due), height * 0.45, 2.0, height), BackgroundColor(Color::srgb_u8(0x27, 0x46, 0x6B))));
            let from_right = percent(100.0 - gone(session, due));
            let (left, right) = match words {
                Words::Behind => (at(due), auto()),
                Words::Before => (auto(), from_right),
                Words::Nowhere => continue,
            };
            kids.spawn(Node {
                position_type: PositionType::Absolute,
                left,
                right,
                bottom: px(0),
                margin: UiRect::horizontal(px(5)),
                ..default()
            })
            .with_children(|kids| {
                kids.spawn(widget::line(table.clock(due), Face::bold(Size::Small), Token::OnRuler));
            });
        }
        deadlines(kids, table, height);
        for (time, dot) in dots(table) {
            let (fill, border) = match dot {
                Dot::In => (Color::srgb_u8(0x2A, 0x26, 0x22), Color::NONE),
                Dot::Customer => (Color::srgb_u8(0xBF, 0x2F, 0x17), Color::NONE),
                Dot::Out => (Color::srgb_u8(0xFC, 0xF9, 0xF2), Color::srgb_u8(0x27, 0x46, 0x6B)),
            };
            let size = if matches!(dot, Dot::Customer) { 10.0 } else { 8.0 };
            kids.spawn((
                Node {
                    margin: UiRect::left(px(-size / 2.0)),
                    border: px(2).all(),
                    border_radius: BorderRadius::MAX,
                    ..place(at(time), height - size - 3.0, size, size)
                },
                BackgroundColor(fill),
                BorderColor::all(border),
            ));
        }
        kids.spawn((place(at(session.now()), 0.0, 3.0, height), Fill(Token::OnRuler), Cursor::Now));
    });
}

/// On which side of its mark the time of a promise stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    Behind,
    Before,
    /// There is no room between its neighbours: the mark says where, the notebook says when.
    Nowhere,
}

/// The open promises in their order, and where the time of each has room.
fn promises(table: &Table) -> Vec<(Time, Words)> {
    let mut due: Vec<Time> =
        table.desk().promises.iter().filter(|promise| promise.kept.is_none()).map(|promise| promise.due).collect();
    due.sort_unstable();
    due.dedup();
    let ruler = width_of_ruler(table);
    let place = |time: Time| gone(table.session, time) / 100.0 * ruler;
    let mut free_from = 0.0;
    let mut placed = Vec::new();
    for (number, time) in due.iter().enumerate() {
        let wide = table.wide(&table.clock(*time), Size::Small) * 1.06 + 10.0;
        let here = place(*time);
        let next = due.get(number + 1).map_or(ruler, |next| place(*next));
        let words = if here >= free_from && here + wide <= next {
            free_from = here + wide;
            Words::Behind
        } else if here - wide >= free_from {
            free_from = here;
            Words::Before
        } else {
            free_from = here;
            Words::Nowhere
        };
        placed.push((*time, words));
    }
    placed
}

/// A deadline on the ruler.
struct Flag {
    id: DeadlineId,
    time: Time,
    words: String,
    /// From when to when its words lie over the day.
    over: (Time, Time),
}

impl Flag {
    /// Whether it lies over the words of an hour.
    fn covers(&self, hour: Time) -> bool {
        let words_of_the_hour = (self.over.1 - self.over.0) / 3;
        (self.over.0 - words_of_the_hour..=self.over.1).contains(&hour)
    }
}

/// About how wide the ruler is, in logical pixels: what clock and buttons leave.
fn width_of_ruler(table: &Table) -> f32 {
    let keys = if table.is_large() { 2.0 * 48.0 * table.text_scale() } else { 0.0 };
    let buttons = table.wide(&(table.say("go-on") + &table.say("stop-waiting")), Size::Body) + 70.0 + keys;
    1280.0 - 36.0 - 100.0 * table.text_scale() - buttons.max(174.0)
}

/// A deadline stands on the ruler once it has been learnt.
fn flags(table: &Table) -> Vec<Flag> {
    let plan = table.plan();
    let ruler = width_of_ruler(table);
    let mut flags = Vec::new();
    for (place, deadline) in plan.deadlines.iter().enumerate() {
        // Of several at one moment the first stands for all.
        if plan.deadlines[..place].iter().any(|other| other.at == deadline.at) {
            continue;
        }
        let learnt =
            table.desk().facts.iter().any(|(fact, _)| *fact != FactId::ME && plan.part(*fact) == Part::Deadline);
        if !learnt || deadline.at.anchor.is_some() || deadline.at.offset.draw.is_some() {
            continue;
        }
        let time = deadline.at.offset.least;
        // Where the name has no room the time alone stands.
        let clock = table.clock(time);
        let whole = format!("{clock} {}", table.text(&deadline.name));
        let wide = |words: &str| table.wide(words, Size::Small) * 1.06 + 18.0;
        let words = if wide(&whole) < ruler * 0.4 { whole } else { clock };
        let takes = (wide(&words) / ruler * plan.ends as f32) as Time;
        // Near the end of the day the words stand before their moment, where there is room.
        let over = if time + takes <= plan.ends { (time, time + takes) } else { (time - takes, time) };
        flags.push(Flag { id: DeadlineId(place as u16), time, words, over });
    }
    flags
}

fn deadlines(kids: &mut Kids, table: &Table, height: f32) {
    for Flag { id, time, words, over } in flags(table) {
        let gone = gone(table.session, time);
        let (left, right) = if over.0 == time { (percent(gone), auto()) } else { (auto(), percent(100.0 - gone)) };
        kids.spawn((
            Node {
                position_type: PositionType::Absolute,
                left,
                right,
                height: px(height),
                padding: UiRect::horizontal(px(8)),
                align_items: AlignItems::Center,
                ..default()
            },
            BackgroundColor(Color::srgb_u8(0xBF, 0x2F, 0x17)),
            UiTransform::default(),
            Enters(What::Flag(id), How::Unrolls),
        ))
        .with_children(|kids| {
            // Vermilion is the same on bamboo in both themes, and so is what stands on it.
            kids.spawn((
                Text::new(words),
                TextLayout::no_wrap(),
                Face::bold(Size::Small),
                TextColor(Color::srgb_u8(0xFF, 0xFA, 0xF2)),
            ));
        });
    }
}

fn dots(table: &Table) -> Vec<(Time, Dot)> {
    let plan = table.plan();
    let mut dots = Vec::new();
    for event in table.session.simulation.events() {
        let dot = match &event.kind {
            Kind::CallIncoming { who, .. } if plan.person(*who).customer.is_some() && Some(*who) == plan.customer() => {
                Dot::Customer
            }
            Kind::CallIncoming { .. } | Kind::MailReceived { .. } | Kind::ChatReceived { .. } => Dot::In,
            Kind::Dialled { .. } | Kind::MailSent { .. } | Kind::ChatSent { .. } | Kind::Visited { .. } => Dot::Out,
            _ => continue,
        };
        dots.push((event.t, dot));
    }
    dots
}
