//! The contract of the layout: on every screen, in both languages, from 720 lines to 4K and from 100 to 200 % text, no text
//! is cut off, none lies over another, and none is left untranslated. Laid out as in the window, without drawing.

#![cfg(feature = "desktop")]

mod tour;

use bevy::prelude::*;
use bevy::ui::{ComputedNode, UiGlobalTransform};
use shikyu::desktop::engine::headless;
use shikyu::desktop::scene::KeepScroll;
use shikyu::text::Language;
use tour::Setting;

/// Rounding to whole pixels, in physical pixels.
const SLACK: f32 = 2.5;

/// A piece of text as it lies on the screen.
struct Piece {
    entity: Entity,
    words: String,
    /// Where its letters are.
    rect: Rect,
    /// What of it can be seen: what its ancestors do not cut off.
    seen: Rect,
    /// Whether it can be scrolled into sight.
    scrolls: bool,
    /// The highest it lies: slips and cards lie on what is beneath.
    layer: i32,
}

fn rect(node: &ComputedNode, transform: &UiGlobalTransform) -> Rect {
    Rect::from_center_size(transform.translation, node.size())
}

fn pieces(app: &mut App) -> Vec<Piece> {
    let world = app.world_mut();
    let mut texts =
        world.query_filtered::<(Entity, &Text, &ComputedNode, &UiGlobalTransform, &InheritedVisibility), ()>();
    let found: Vec<(Entity, String, Rect)> = texts
        .iter(world)
        .filter(|(_, text, node, _, visible)| visible.get() && !text.0.trim().is_empty() && !node.is_empty())
        .map(|(entity, text, node, transform, _)| (entity, text.0.clone(), rect(node, transform)))
        .collect();
    found.into_iter().map(|(entity, words, rect)| piece(world, entity, words, rect)).collect()
}

fn piece(world: &World, entity: Entity, words: String, whole: Rect) -> Piece {
    let (mut seen, mut scrolls, mut layer) = (whole, false, 0);
    let mut at = entity;
    while let Some(parent) = world.get::<ChildOf>(at).map(|parent| parent.parent()) {
        at = parent;
        let (Some(node), Some(transform)) = (world.get::<ComputedNode>(at), world.get::<UiGlobalTransform>(at)) else {
            continue;
        };
        let overflow = world.get::<Node>(at).map(|node| node.overflow).unwrap_or_default();
        if !overflow.is_visible() {
            seen = seen.intersect(rect(node, transform));
        }
        scrolls |= overflow.y == OverflowAxis::Scroll || world.get::<KeepScroll>(at).is_some();
        layer = layer.max(world.get::<GlobalZIndex>(at).map_or(0, |index| index.0));
        layer = layer.max(world.get::<ZIndex>(at).map_or(0, |index| index.0));
    }
    Piece { entity, words, rect: whole, seen, scrolls, layer }
}

/// What is wrong with the screen as it is laid out now.
fn faults(app: &mut App, screen_size: Vec2) -> Vec<String> {
    let pieces = pieces(app);
    let window = Rect::from_corners(Vec2::ZERO, screen_size);
    let mut faults = Vec::new();
    for piece in &pieces {
        if piece.words.starts_with('[') && piece.words.ends_with(']') && !piece.words.contains(' ') {
            faults.push(format!("untranslated: {}", piece.words));
        }
        let sight = piece.seen.intersect(window);
        let cut_across = piece.rect.width() - sight.width() > SLACK && sight.height() > 0.0;
        let cut_down = piece.rect.height() - sight.height() > SLACK && !piece.scrolls;
        if cut_across || cut_down {
            faults.push(format!("cut off: “{}” {:?} of {:?}", piece.words, sight.size(), piece.rect.size()));
        }
    }
    for (place, one) in pieces.iter().enumerate() {
        for other in &pieces[place + 1..] {
            let common = one.seen.intersect(other.seen);
            let apart = common.width() <= SLACK || common.height() <= SLACK;
            if !apart && one.layer == other.layer && one.entity != other.entity {
                faults.push(format!(
                    "“{}” lies over “{}” {:?} at {:?}",
                    one.words,
                    other.words,
                    common.size(),
                    common.min
                ));
            }
        }
    }
    faults
}

fn look_everywhere(settings: &[Setting]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    shikyu::scenario::Folders::use_for_this_process(folder.path());
    let mut all = Vec::new();
    for setting in settings {
        // Each tour is a first start.
        let _ = std::fs::remove_file(folder.path().join("settings.ron"));
        let size = Vec2::new(setting.window.0 as f32, setting.window.1 as f32);
        tour::tour(tour::begin(headless::app(), *setting, None), |app, name| {
            for fault in faults(app, size) {
                all.push(format!("{name} {:?} {} % {}: {fault}", setting.language, setting.text, setting.window.1));
            }
        });
    }
    all.dedup();
    assert!(all.is_empty(), "{} faults\n{}", all.len(), all.join("\n"));
}

fn settings(window: (u32, u32), texts: &[u16]) -> Vec<Setting> {
    let of = |text: &u16| Language::ALL.map(|language| Setting { language, text: *text, window });
    texts.iter().flat_map(of).collect()
}

#[test]
fn every_screen_is_whole_at_every_size_and_text() {
    let mut all = settings((1280, 720), &[100, 125, 150, 200]);
    all.extend(settings((1920, 1080), &[100, 200]));
    all.extend(settings((3840, 2160), &[100, 200]));
    look_everywhere(&all);
}
