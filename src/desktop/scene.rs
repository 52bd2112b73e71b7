//! What a screen is made from: the words, the drawings and the desk, handed to the functions that build it.

use super::action::UiAction;
use super::art::{Drawing, Drawings, Layer};
use super::debrief::Study;
use super::fonts;
use super::keeping::Keeping;
use super::measure::Measured;
use super::session::Session;
use super::settings::Settings;
use super::shelf::Shelf;
use super::sound::Sound;
use super::theme::{Size, Token};
use super::view::View;
use super::widget::{self, Cut, Face};
use crate::id::PersonId;
use crate::l10n::{self, Arguments};
use crate::text::{Language, Text};
use crate::time::{Span, Time};
use bevy::prelude::*;
use std::cell::RefCell;
use std::ops::Deref;

/// Children being spawned.
pub type Kids<'w> = ChildSpawnerCommands<'w>;

/// What every screen is made from.
pub struct Scene<'a> {
    /// What the user has chosen.
    pub settings: &'a Settings,
    /// What is picked and open.
    pub view: &'a View,
    /// The scenarios there are.
    pub shelf: &'a Shelf,
    /// How hard and how long they are, and what was played so far.
    pub measured: &'a Measured,
    /// What is heard, and whether it is.
    pub sound: &'a Sound,
    /// What was found out about the run of the debrief.
    pub study: &'a Study,
    /// How much is kept of the user, and what came of exporting or deleting it.
    pub keeping: &'a Keeping,
    /// Physical pixels to the logical pixel of the design.
    pub scale: f32,
    /// The drawings, made as they are asked for.
    pub art: RefCell<(&'a mut Drawings, &'a mut Assets<Image>)>,
    /// What stands under the numbers 1 to 9.
    pub numbered: RefCell<Vec<UiAction>>,
    /// How far the scrolled areas were scrolled, by name.
    pub scrolled: &'a std::collections::HashMap<&'static str, f32>,
}

impl Scene<'_> {
    /// The language in force.
    pub fn language(&self) -> Language {
        self.settings.language
    }

    /// The message of a key.
    pub fn say(&self, key: &str) -> String {
        l10n::say(self.language(), key, &[])
    }

    /// The message of a key with arguments.
    pub fn with(&self, key: &str, arguments: Arguments) -> String {
        l10n::say(self.language(), key, arguments)
    }

    /// The words of a text.
    pub fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.language())
    }

    /// A span in words.
    pub fn span(&self, span: Span) -> String {
        l10n::span(self.language(), span)
    }

    /// Text larger than usual by this factor.
    pub fn text_scale(&self) -> f32 {
        self.settings.text_scale()
    }

    /// Whether the text is so large that the desk has two columns instead of three.
    pub fn is_large(&self) -> bool {
        self.settings.text >= 150
    }

    /// A drawing at its own size.
    pub fn drawing(&self, drawing: Drawing) -> impl Bundle + use<> {
        let (drawings, images) = &mut *self.art.borrow_mut();
        let size = drawing.size();
        (
            ImageNode::new(drawings.get(drawing, self.scale, images)),
            Node { width: px(size.x), height: px(size.y), flex_shrink: 0.0, ..default() },
            Pickable::IGNORE,
        )
    }

    /// Several drawings one on the other, as large as its parent's `size` in logical pixels.
    pub fn picture(&self, layers: &[Layer], size: Vec2) -> impl Bundle + use<> {
        let (drawings, images) = &mut *self.art.borrow_mut();
        (
            ImageNode::new(drawings.picture(layers, size, self.scale, images)),
            Node { position_type: PositionType::Absolute, width: px(size.x), height: px(size.y), ..default() },
            Pickable::IGNORE,
        )
    }

    /// A drawing at a place on its parent, multiplied by a tint.
    pub fn drawing_at(&self, drawing: Drawing, left: f32, top: f32, tint: Color) -> impl Bundle + use<> {
        let (drawings, images) = &mut *self.art.borrow_mut();
        let size = drawing.size();
        (
            ImageNode::new(drawings.get(drawing, self.scale, images)).with_color(tint),
            Node {
                position_type: PositionType::Absolute,
                left: px(left),
                top: px(top),
                width: px(size.x),
                height: px(size.y),
                ..default()
            },
            Pickable::IGNORE,
        )
    }

    /// Puts an act under the next number, and says which.
    pub fn number(&self, action: &UiAction) -> Option<usize> {
        let mut numbered = self.numbered.borrow_mut();
        numbered.push(action.clone());
        (numbered.len() <= 9).then_some(numbered.len())
    }

    /// An area that scrolls and stays where it was when it is drawn anew.
    pub fn scroll(&self, key: &'static str, name: String, node: Node) -> impl Bundle + use<> {
        let at = self.scrolled.get(key).copied().unwrap_or_default();
        (widget::scroll(name, node), KeepScroll(key), ScrollPosition(Vec2::new(0.0, at)))
    }

    /// How wide a line of plain text is, in logical pixels.
    pub fn wide(&self, words: &str, size: Size) -> f32 {
        fonts::width_of(Cut::Plain, words, (size.px() * self.text_scale()).round())
    }

    /// How many logical pixels words surely fit in one line: in the bold face, which is the wider one.
    pub fn length(&self, words: &str, size: Size) -> f32 {
        words.chars().map(|sign| self.letter(sign, size)).sum()
    }

    fn letter(&self, sign: char, size: Size) -> f32 {
        // A little more for every letter that is put on a whole pixel.
        fonts::width(Cut::Bold, sign) * (size.px() * self.text_scale()).round() + 0.3
    }

    /// As much of a text as fits so many logical pixels, in the bold face, which is the wider one.
    pub fn fitted(&self, words: &str, width: f32, size: Size) -> String {
        let wide = |sign: char| self.letter(sign, size);
        if self.length(words, size) <= width {
            return words.to_owned();
        }
        let mut used = wide('…');
        let mut kept = String::new();
        for sign in words.chars() {
            used += wide(sign);
            if used > width {
                break;
            }
            kept.push(sign);
        }
        kept.push('…');
        kept
    }
}

/// A scrolled area that stays where it was.
#[derive(Component)]
pub struct KeepScroll(pub &'static str);

/// The scene with a run in it.
pub struct Table<'a, 's> {
    /// The scene.
    pub scene: &'a Scene<'s>,
    /// The run.
    pub session: &'a Session,
}

impl<'s> Deref for Table<'_, 's> {
    type Target = Scene<'s>;
    fn deref(&self) -> &Scene<'s> {
        self.scene
    }
}

impl Table<'_, '_> {
    /// The scenario.
    pub fn plan(&self) -> &crate::scenario::plan::Plan {
        self.session.plan()
    }

    /// The desk.
    pub fn desk(&self) -> &crate::sim::desk::Desk {
        &self.session.desk
    }

    /// A person's name.
    pub fn name(&self, who: PersonId) -> String {
        self.text(&self.plan().person(who).name).to_owned()
    }

    /// A person's name where there is little room: English drops its article.
    pub fn short_name(&self, who: PersonId) -> String {
        let name = self.name(who);
        match name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")) {
            Some(rest) => {
                let mut letters = rest.chars();
                letters
                    .next()
                    .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
                    .unwrap_or_default()
            }
            None => name,
        }
    }

    /// A person's name, or that of the chat room.
    pub fn name_or_room(&self, who: Option<PersonId>) -> String {
        who.map_or_else(|| self.say("room"), |who| self.name(who))
    }

    /// The clock at a moment.
    pub fn clock(&self, time: Time) -> String {
        self.plan().calendar.clock(time)
    }

    /// Width of the working sheet and of the side sheet.
    pub fn widths(&self) -> (f32, f32) {
        if self.is_large() { (820.0, 412.0) } else { (632.0, 320.0) }
    }
}

/// Wrapped text of a known width.
pub fn wrapped(words: impl Into<String>, face: Face, token: Token, width: f32) -> impl Bundle {
    widget::paragraph(words, face, token, width)
}
