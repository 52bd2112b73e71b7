//! The settings: how the window looks and sounds, and where everything that is kept lies.

use super::{choices_of_the_window, header, paper, tab_group, table, two_sheets};
use crate::desktop::action::UiAction;
use crate::desktop::desk::parts::live_region;
use crate::desktop::frame::FirstFocus;
use crate::desktop::keeping::{Held, Outcome};
use crate::desktop::scene::{Kids, Scene, wrapped};
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act, Face, Look, column, group, row};
use crate::record::keeping::{Deleted, Exported};
use crate::scenario::Folders;
use bevy::prelude::*;

/// So many files that were left as they are, are named.
const MOST_LEFT: usize = 6;

pub fn build(kids: &mut Kids, scene: &Scene) {
    table(kids, |kids| {
        header(kids, scene.say("settings"), scene.say("title-line"));
        two_sheets(
            kids,
            |kids| {
                kids.spawn((paper(scene.say("settings-window"), 632.0), tab_group(1))).with_children(|kids| {
                    kids.spawn(scene.scroll(
                        "sheet",
                        scene.say("settings-window"),
                        Node { padding: px(18).all(), flex_grow: 1.0, ..column(14.0) },
                    ))
                    .with_children(|kids| {
                        kids.spawn(widget::heading(scene.say("settings-window"), Size::Title, 2));
                        choices_of_the_window(kids, scene, 580.0);
                        kids.spawn(widget::rule());
                        kids.spawn(wrapped(scene.say("briefing-keys"), Face::plain(Size::Small), Token::Ink2, 580.0));
                    });
                    kids.spawn(group(Node { padding: px(14).all(), ..row(0.0) })).with_children(|kids| {
                        kids.spawn((
                            widget::button(
                                Act::new(scene.say("back-to-library"), UiAction::Library)
                                    .key("Esc")
                                    .look(Look::Ink)
                                    .height(44.0),
                            ),
                            FirstFocus,
                        ));
                    });
                });
            },
            |kids| {
                kids.spawn((paper(scene.say("settings-kept"), 600.0), tab_group(2))).with_children(|kids| {
                    kids.spawn(scene.scroll(
                        "kept",
                        scene.say("settings-kept"),
                        Node { padding: px(18).all(), flex_grow: 1.0, ..column(12.0) },
                    ))
                    .with_children(|kids| kept(kids, scene));
                });
            },
        );
    });
}

/// Where the user's files lie, how many there are, and what can be done with all of them at once. They are plain text, to be
/// read, copied and deleted.
fn kept(kids: &mut Kids, scene: &Scene) {
    let width = 548.0;
    kids.spawn(widget::heading(scene.say("settings-kept"), Size::Title, 2));
    kids.spawn(wrapped(scene.say("settings-kept-words"), Face::letter(Size::Body), Token::Ink, width));
    if let Some(base) = Folders::of_user().base() {
        kids.spawn(wrapped(base.display().to_string(), Face::console(), Token::Pen, width));
    }
    if let Some(held) = &scene.keeping.held {
        let words = match held {
            Ok(Held { files: 0, .. }) => scene.say("history-nothing"),
            Ok(Held { runs, files }) => {
                scene.with("keeping-held", &[("runs", (*runs).into()), ("files", (*files).into())])
            }
            Err(why) => scene.with("keeping-unreadable", &[("why", why.as_str().into())]),
        };
        kids.spawn(wrapped(words, Face::plain(Size::Body), Token::Ink, width));
    }
    let sure = if scene.keeping.is_asked() { "keeping-delete-sure" } else { "keeping-delete" };
    kids.spawn(group(Node { flex_wrap: FlexWrap::Wrap, row_gap: px(8), width: px(width), ..row(10.0) })).with_children(
        |kids| {
            kids.spawn(widget::button(Act::new(scene.say("keeping-export"), UiAction::ExportKept)));
            kids.spawn(widget::button(Act::new(scene.say(sure), UiAction::DeleteKept)));
        },
    );
    for words in what_came_of_it(scene) {
        let mut line = kids.spawn(wrapped(words, Face::plain(Size::Body), Token::Ink, width));
        // Each step would be spoken over the one before.
        if scene.keeping.steps.is_none() {
            line.insert(live_region());
        }
    }
}

/// What is being done, is asked, or was done.
fn what_came_of_it(scene: &Scene) -> Vec<String> {
    let keeping = scene.keeping;
    if let Some((done, of)) = keeping.steps {
        return vec![scene.with("keeping-busy", &[("done", done.into()), ("of", of.into())])];
    }
    if keeping.is_asked() {
        return vec![scene.say("keeping-sure-words")];
    }
    let (words, left) = match &keeping.outcome {
        None => return Vec::new(),
        Some(Outcome::Failed(why)) => return vec![scene.text(why).to_owned()],
        Some(Outcome::Exported(Exported { to, runs, files, left })) => {
            let path = to.display().to_string();
            let arguments = [("path", path.into()), ("runs", (*runs).into()), ("files", (*files).into())];
            (vec![scene.with("history-exported", &arguments)], left)
        }
        Some(Outcome::Deleted(Deleted { runs, files, left })) => {
            let deleted = scene.with("history-deleted", &[("runs", (*runs).into()), ("files", (*files).into())]);
            (vec![deleted, scene.say("keeping-after")], left)
        }
    };
    let heading = (!left.is_empty()).then(|| scene.say("history-left"));
    let left = left.iter().take(MOST_LEFT).map(|left| scene.text(&left.text()).to_owned());
    words.into_iter().chain(heading).chain(left).collect()
}
