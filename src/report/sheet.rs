//! Reports as sheets (CSV) that a spreadsheet opens without asking: with a byte order mark, so that it reads Japanese,
//! and with nothing in a cell that it would take for a formula.

use super::Run;
use super::cohort::{Cohort, Counted, Group};
use crate::debrief::sentence;
use crate::scenario::model::BARS;
use crate::score::{Bar, tenths};
use crate::text::Language;
use crate::time::{MINUTE, Time};
use csv::{IntoInnerError, Terminator, WriterBuilder};
use serde_json::Value;
use std::io;

/// What a file begins with that holds UTF-8: some spreadsheets take it for another encoding otherwise.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A cell of text. Signs that would make a formula of it, half or full width, get an apostrophe before them
/// (OWASP, "CSV injection").
pub fn guarded(words: &str) -> String {
    let formula = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if words.starts_with(formula) { format!("'{words}") } else { words.to_owned() }
}

/// Rows of cells as a file.
fn sheet(rows: impl IntoIterator<Item = Vec<String>>) -> io::Result<Vec<u8>> {
    let start = BYTE_ORDER_MARK.as_bytes().to_vec();
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(start);
    for row in rows {
        writer.write_record(&row)?;
    }
    writer.into_inner().map_err(IntoInnerError::into_error)
}

fn heads(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// The events of a run, a row each.
///
/// # Errors
/// None that is known: writing to memory does not fail.
pub fn events(run: &Run, language: Language) -> io::Result<Vec<u8>> {
    let plan = run.simulation.plan();
    let head = heads(&["n", "at", "t", "kind", "who", "channel", "facts", "sentence"]);
    let rows = run.simulation.events().iter().map(|event| {
        let json = event.json(plan);
        let words = |field: &str| json.get(field).map_or_else(String::new, in_a_cell);
        let first =
            |fields: [&str; 2]| fields.into_iter().map(words).find(|words| !words.is_empty()).unwrap_or_default();
        vec![
            event.n.to_string(),
            words("at"),
            event.t.to_string(),
            event.kind.name().to_owned(),
            guarded(&first(["who", "to"])),
            words("channel"),
            guarded(&first(["facts", "fact"])),
            guarded(&sentence(plan, event, language).unwrap_or_default()),
        ]
    });
    sheet(std::iter::once(head).chain(rows))
}

/// A value in one cell: several with blanks between them.
fn in_a_cell(value: &Value) -> String {
    match value {
        Value::String(words) => words.clone(),
        Value::Array(values) => values.iter().map(in_a_cell).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

/// The columns of a sheet of many runs before and after those of the bars.
const BEFORE: [&str; 11] = [
    "counted",
    "player",
    "scenario",
    "scenario_hash",
    "rules",
    "seed",
    "played_by_a_person",
    "ending",
    "band",
    "total",
    "noise",
];
const AFTER: [&str; 8] = [
    "acknowledged_min",
    "first_told_min",
    "first_word_min",
    "restored_min",
    "finished_min",
    "chases",
    "file",
    "why_not",
];

/// Many runs, a row each, in the order of their pseudonyms; then what was not counted, with the file and why. Minutes
/// are counted from the first sign; what never happened and bars that do not apply are left empty.
///
/// # Errors
/// None that is known: writing to memory does not fail.
pub fn cohort(cohort: &Cohort, language: Language) -> io::Result<Vec<u8>> {
    let head: Vec<String> = heads(&BEFORE).into_iter().chain(heads(&BARS)).chain(heads(&AFTER)).collect();
    let counted = cohort.groups.iter().flat_map(|group| group.runs.iter().map(move |run| counted_row(group, run)));
    let left_out = cohort.left_out.iter().map(|left_out| {
        let mut row = vec![String::new(); BEFORE.len() + BARS.len() + AFTER.len()];
        row[0] = "no".to_owned();
        let last = row.len() - 1;
        row[last - 1] = guarded(&left_out.file());
        row[last] = guarded(left_out.why.get(language));
        row
    });
    sheet(std::iter::once(head).chain(counted).chain(left_out))
}

fn counted_row(group: &Group, run: &Counted) -> Vec<String> {
    let (plan, score, moments) = (&group.plan, &run.score, &run.moments);
    let sign = run.curve.first().map(|step| step.t);
    let minute = |time: Option<Time>| match (time, sign) {
        (Some(time), Some(sign)) => (time - sign).div_euclid(MINUTE).to_string(),
        _ => String::new(),
    };
    let points = |bar: &Bar| if bar.of == 0 { String::new() } else { tenths(bar.points) };
    let mut row = vec![
        "yes".to_owned(),
        run.player.clone(),
        plan.id.clone(),
        plan.hash.clone(),
        run.rules.to_string(),
        run.seed.to_string(),
        if run.person { "yes" } else { "no" }.to_owned(),
        run.ending.map_or_else(String::new, |ending| plan.endings[ending.index()].id.clone()),
        score.band().word().to_owned(),
        tenths(score.total),
        tenths(-score.noise),
    ];
    row.extend(score.bars.iter().map(points));
    row.extend([
        minute(moments.acknowledged),
        minute(moments.first_told),
        minute(moments.first_word),
        minute(moments.restored),
        minute(moments.finished),
        moments.chases.to_string(),
        String::new(),
        String::new(),
    ]);
    row
}
