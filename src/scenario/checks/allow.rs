//! `// allow CODE: reason` silences one kind of advice for the item below it.

use crate::scenario::diagnostics::{Code, Problem, Weight};
use crate::scenario::load::Reading;
use crate::scenario::sources::Spot;
use crate::text::Text;

/// Takes out the advice that is silenced at the spot, and says where an `allow` does nothing. `played`: also that of the
/// checks that play the scenario was given.
pub(super) fn silence(reading: &mut Reading, complete: bool, played: bool) {
    let allows = std::mem::take(&mut reading.allows);
    for allow in &allows {
        let mut bad = |ja: String, en: String| {
            reading.problems.push(Problem::at(Code::BadAllow, Some(allow.spot), Text::new(ja, en)));
        };
        let number = &allow.code;
        let Some(code) = Code::of(number).filter(|code| code.weight() == Weight::Advice) else {
            bad(
                format!("{number} は助言の番号ではありません。黙らせることができるのは助言だけです"),
                format!("{number} is not the number of an advice; only advice can be silenced"),
            );
            continue;
        };
        if !allow.reason {
            bad(
                format!("なぜ {number} を黙らせるのかを書きます。例: // allow {number}: わざと片方だけ"),
                format!("say why {number} is silenced, as in: // allow {number}: meant this way"),
            );
            continue;
        }
        let below = item_below(reading, allow.spot);
        let before = reading.problems.len();
        let silenced = |problem: &Problem| {
            problem.code == code
                && problem
                    .place
                    .zip(below)
                    .is_some_and(|(at, below)| at.file == below.file && below.start <= at.start && at.start < below.end)
        };
        reading.problems.retain(|problem| !silenced(problem));
        if complete && (played || !code.needs_play()) && before == reading.problems.len() {
            reading.problems.push(Problem::at(
                Code::BadAllow,
                Some(allow.spot),
                Text::new(
                    format!("この下の項目に {number} の助言はありません。この行は消せます"),
                    format!("the item below has no advice {number}; this line can go"),
                ),
            ));
        }
    }
}

/// The item, or named value, that begins first behind a place.
fn item_below(reading: &Reading, spot: Spot) -> Option<Spot> {
    let mut below: Option<Spot> = None;
    let mut see = |at: Spot| {
        let nearer = below.is_none_or(|found| (at.start, found.end) < (found.start, at.end));
        if at.file == spot.file && at.start > spot.end && nearer {
            below = Some(at);
        }
    };
    reading.root.visit(&mut |node| {
        see(node.spot);
        for field in node.fields() {
            see(field.key.to(field.value.spot));
        }
    });
    below
}
