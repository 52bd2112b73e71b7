//! A field to write in, by keyboard and by input method. What is written lies in the view, so that it is still there when
//! the screen is built anew; while a field has the focus, no key is a shortcut.

use super::action::{Blank, UiAction};
use super::theme::{Size, Theme, Token};
use super::view::View;
use super::widget::{Face, Fill, Ink, Press, Stroke};
use crate::debrief::plans::LONGEST;
use accesskit::{Action, Node as SpokenNode, Role};
use bevy::a11y::AccessibilityNode;
use bevy::input_focus::InputFocus;
use bevy::input_focus::tab_navigation::TabIndex;
use bevy::prelude::*;
use bevy::text::{EditableText, EditableTextFilter, TextCursorStyle};
use std::time::Duration;

/// Which blank is filled in here, and with what so far.
#[derive(Component, Clone, Debug)]
struct Field {
    blank: Blank,
    words: String,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, keep_what_is_written.before(super::obey::obey));
    app.add_systems(PostUpdate, paint_cursor);
}

/// A field two lines high, `width` logical pixels wide, with what has been written into it so far.
pub fn field(name: String, blank: Blank, words: &str, width: f32) -> impl Bundle + use<> {
    let mut spoken = SpokenNode::new(Role::TextInput);
    spoken.set_label(name.as_str());
    spoken.set_value(words);
    spoken.add_action(Action::Focus);
    (
        Name::new(name),
        Field { blank, words: words.to_owned() },
        Press(UiAction::Write(blank)),
        TabIndex(0),
        AccessibilityNode(spoken),
        EditableText {
            max_characters: Some(LONGEST),
            visible_lines: Some(2.0),
            cursor_width: 0.1,
            // A cursor that blinks would need frames all the time.
            cursor_blink_period: Duration::MAX,
            ..EditableText::new(words)
        },
        EditableTextFilter::new(|sign| !sign.is_control()),
        TextCursorStyle::default(),
        Face::letter(Size::Body),
        Ink(Token::Pen),
        Node {
            width: px(width),
            padding: UiRect::axes(px(10), px(4)),
            border: px(1.5).all(),
            border_radius: BorderRadius::all(px(4)),
            flex_shrink: 0.0,
            ..default()
        },
        Fill(Token::Inset),
        Stroke(Token::Ink2),
    )
}

/// The field that has the focus, if one has it.
pub fn focused<'q>(focus: &InputFocus, fields: &'q Query<&EditableText>) -> Option<&'q EditableText> {
    focus.get().and_then(|entity| fields.get(entity).ok())
}

/// Whether something typed is still on its way into a field: the screen must not be built anew then.
pub fn is_being_written(fields: &Query<&EditableText>) -> bool {
    fields.iter().any(|text| text.is_composing() || !text.pending_edits.is_empty())
}

/// What an input method has not yet given over is not part of it.
fn keep_what_is_written(
    mut fields: Query<(&mut Field, &EditableText, &mut AccessibilityNode)>,
    mut view: ResMut<View>,
) {
    for (mut field, text, mut spoken) in &mut fields {
        if text.value() == field.words.as_str() {
            continue;
        }
        field.words = text.value().to_string();
        spoken.set_value(field.words.as_str());
        match field.blank {
            Blank::Mark => view.note_to_mark = field.words.clone(),
            Blank::When | Blank::Will => view.debrief.write(field.blank, field.words.clone()),
        }
    }
}

fn paint_cursor(theme: Res<Theme>, mut cursors: Query<&mut TextCursorStyle>) {
    let wanted = TextCursorStyle {
        color: theme.color(Token::Pen),
        selection_color: theme.color(Token::New),
        unfocused_selection_color: Color::NONE,
        selected_text_color: None,
    };
    for mut cursor in &mut cursors {
        cursor.set_if_neq(wanted);
    }
}
