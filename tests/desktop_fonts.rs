//! The contract of the fonts: every letter of every text that is shipped has a glyph, in each face it may be set in.

#![cfg(feature = "desktop")]

use shikyu::desktop::fonts;
use shikyu::desktop::widget::Cut;
use shikyu::l10n::sources;
use shikyu::scenario::library;
use shikyu::text::Language;
use std::collections::BTreeSet;

#[test]
fn every_letter_of_every_shipped_text_has_a_glyph() {
    let mut letters: BTreeSet<char> = BTreeSet::new();
    for language in Language::ALL {
        letters.extend(sources(language).into_iter().flat_map(|(_, source)| source.chars()));
    }
    letters.extend(library::built_in().flat_map(|(_, source)| source.chars()));
    letters.extend(library::pages().flat_map(str::chars));
    // The mark that some editors put before a file is no letter: one page shows what it brings about.
    letters.retain(|letter| !letter.is_control() && *letter != '\u{feff}');
    assert!(letters.len() > 1_000, "{}", letters.len());
    for cut in [Cut::Plain, Cut::Bold, Cut::Console] {
        let lacking: String = letters.iter().filter(|letter| !fonts::has(cut, **letter)).collect();
        assert!(lacking.is_empty(), "{cut:?} lacks {lacking}");
    }
}
