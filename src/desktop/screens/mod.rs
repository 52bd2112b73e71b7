//! The screens: each is a function from what is known to what is shown.

pub mod briefing;
pub mod debrief;
pub mod desk;
pub mod library;
pub mod settings;
pub mod welcome;

use super::action::UiAction;
use super::desk::parts::chips;
use super::grounds::{Lifted, Slope};
use super::scene::{Kids, Scene};
use super::settings::TEXT_SIZES;
use super::theme::{Lift, Size, Token};
use super::widget::{self, column, group, row};
use crate::text::Language;
use bevy::input_focus::tab_navigation::TabGroup;
use bevy::prelude::*;

/// The table, as wide as the window, with the design's 1280 in the middle. Children are laid out downwards.
pub fn table(kids: &mut Kids, build: impl FnOnce(&mut Kids)) {
    let ground = Node { width: percent(100), height: percent(100), align_items: AlignItems::Center, ..column(0.0) };
    kids.spawn((group(ground), Slope(Token::Desk, Token::DeskEnd))).with_children(build);
}

/// A paper header with the name of the program and where one is.
pub fn header(kids: &mut Kids, title: String, words: String) {
    kids.spawn((
        group(Node {
            width: percent(100),
            min_height: px(92),
            padding: UiRect::axes(px(24), px(14)),
            border: UiRect::bottom(px(6)),
            justify_content: JustifyContent::Center,
            align_items: AlignItems::Center,
            flex_shrink: 0.0,
            ..column(2.0)
        }),
        widget::Fill(Token::Tab),
        widget::Stroke(Token::Bar),
    ))
    .with_children(|kids| {
        kids.spawn(group(Node { width: px(1232), ..column(2.0) })).with_children(|kids| {
            kids.spawn(widget::heading(title, Size::Clock, 1));
            kids.spawn(widget::line(words, widget::Face::plain(Size::Body), Token::Ink));
        });
    });
}

/// The two sheets of the library and the briefing.
pub fn two_sheets(kids: &mut Kids, left: impl FnOnce(&mut Kids), right: impl FnOnce(&mut Kids)) {
    kids.spawn(group(Node {
        width: px(1280),
        flex_grow: 1.0,
        flex_basis: px(0),
        min_height: px(0),
        padding: UiRect::axes(px(16), px(16)),
        column_gap: px(16),
        align_items: AlignItems::Stretch,
        ..row(16.0)
    }))
    .with_children(|kids| {
        left(kids);
        right(kids);
    });
}

/// A sheet of a width.
pub fn paper(name: String, width: f32) -> impl Bundle {
    let mut spoken = Node { width: px(width), min_height: px(0), padding: px(6).all(), ..column(0.0) };
    spoken.border_radius = BorderRadius::all(px(3));
    (widget::region(name, spoken), widget::Fill(Token::Sheet), Lifted(Lift::Sheet))
}

/// Language, text size, theme, motion and sound: the same rows wherever they can be chosen.
pub fn choices_of_the_window(kids: &mut Kids, scene: &Scene, width: f32) {
    chips(
        kids,
        scene,
        scene.say("choose-language"),
        width,
        Language::ALL
            .map(|language| {
                let name = match language {
                    Language::Ja => "日本語",
                    Language::En => "English",
                };
                (name.to_owned(), scene.language() == language, UiAction::Language(language))
            })
            .to_vec(),
    );
    chips(
        kids,
        scene,
        scene.say("choose-text"),
        width,
        TEXT_SIZES.map(|size| (format!("{size} %"), scene.settings.text == size, UiAction::TextPercent(size))).to_vec(),
    );
    chips(
        kids,
        scene,
        scene.say("choose-theme"),
        width,
        [(false, "theme-light"), (true, "theme-dark")]
            .map(|(dark, key)| (scene.say(key), scene.settings.dark == dark, UiAction::Dark(dark)))
            .to_vec(),
    );
    chips(
        kids,
        scene,
        scene.say("choose-motion"),
        width,
        [(false, "motion-on"), (true, "motion-off")]
            .map(|(still, key)| (scene.say(key), scene.settings.still == still, UiAction::Still(still)))
            .to_vec(),
    );
    sound(kids, scene, width);
}

/// A group that Tab walks through in its turn.
pub fn tab_group(order: i32) -> TabGroup {
    TabGroup::new(order)
}

/// How loud it is, louder, softer, off.
fn sound(kids: &mut Kids, scene: &Scene, width: f32) {
    let settings = scene.settings;
    let (key, volume) = if settings.muted { ("sound-off", 0) } else { ("sound-volume", settings.volume) };
    let volume = scene.with(key, &[("percent", i64::from(volume).into())]);
    chips(
        kids,
        scene,
        scene.say("choose-sound"),
        width,
        vec![
            (scene.say("sound-softer"), false, UiAction::Volume(-1)),
            (scene.say("sound-louder"), false, UiAction::Volume(1)),
            (volume, settings.muted, UiAction::Mute),
        ],
    );
    let words = scene.sound.words(scene.language());
    kids.spawn(widget::paragraph(words, widget::Face::plain(Size::Small), Token::Ink2, width));
}
