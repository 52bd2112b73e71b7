//! What is wrong with a scenario: a code, a place, a plain sentence in both languages, and how it is shown.

use super::words::Place;
use crate::text::{Language, Text};
use codespan_reporting::diagnostic::{Diagnostic, Label};
use codespan_reporting::files::{Files, SimpleFile};
use codespan_reporting::term;
use serde_json::json;

/// The kinds of problem. The number after the letter never changes its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// The brackets, commas or quotes do not add up.
    Syntax,
    /// A field that does not exist here.
    UnknownField,
    /// A word that does not exist here.
    UnknownWord,
    /// A required field is missing.
    MissingField,
    /// A field stands twice.
    DoubleField,
    /// A time, span, window or range that cannot be read.
    BadTime,
    /// The file is not of a format this program reads.
    BadFormat,
    /// The file cannot be read, is too large or is not UTF-8.
    Unreadable,
    /// Too many items, or a text too long.
    TooLarge,
    /// An id that nothing has.
    UnknownId,
    /// An id of another kind than is asked for here.
    WrongKind,
    /// The same id twice.
    DoubleId,
    /// An id that is no lower-case word.
    BadId,
    /// A placeholder in a text that stands for nothing.
    BadPlaceholder,
    /// Something the rest of the file makes impossible.
    Contradiction,
}

impl Code {
    /// `F001`: F for the format, R for references.
    pub fn number(self) -> &'static str {
        match self {
            Code::Syntax => "F001",
            Code::UnknownField => "F002",
            Code::UnknownWord => "F003",
            Code::MissingField => "F004",
            Code::DoubleField => "F005",
            Code::BadTime => "F006",
            Code::BadFormat => "F007",
            Code::Unreadable => "F008",
            Code::TooLarge => "F009",
            Code::UnknownId => "R001",
            Code::WrongKind => "R002",
            Code::DoubleId => "R003",
            Code::BadId => "R004",
            Code::BadPlaceholder => "R005",
            Code::Contradiction => "R006",
        }
    }
}

/// One problem at one place.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Its kind.
    pub code: Code,
    /// Where it stands; `None` means the file as a whole.
    pub place: Place,
    /// What is wrong, in a plain sentence.
    pub text: Text,
    /// A second place that belongs to it, with its words.
    pub second: Option<((usize, usize), Text)>,
    /// A way out.
    pub help: Option<Text>,
}

impl Problem {
    /// A problem with a place and a sentence.
    pub fn at(code: Code, place: Place, text: Text) -> Problem {
        Problem { code, place, text, second: None, help: None }
    }

    /// The same with a way out.
    pub fn with_help(mut self, help: Option<Text>) -> Problem {
        self.help = help;
        self
    }
}

/// The problems of one file, with its text.
#[derive(Clone, Debug)]
pub struct Report {
    /// How the file is called in messages.
    pub name: String,
    /// Its text.
    pub source: String,
    /// What is wrong with it, in the order of the places.
    pub problems: Vec<Problem>,
}

impl Report {
    /// Line and column of an offset, both from 1; the column counts characters.
    pub fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let file = SimpleFile::new(&self.name, &self.source);
        match file.location((), offset.min(self.source.len())) {
            Ok(location) => (location.line_number, location.column_number),
            Err(_) => (1, 1),
        }
    }

    /// The problems as a terminal shows them: `file:line:column`, the line, the place underlined, the sentence.
    pub fn human(&self, language: Language) -> String {
        let file = SimpleFile::new(&self.name, &self.source);
        let mut shown = String::new();
        for problem in &self.problems {
            let mut labels = Vec::new();
            if let Some((start, end)) = problem.place {
                labels.push(Label::primary((), start..end));
            }
            if let Some(((start, end), text)) = &problem.second {
                labels.push(Label::secondary((), *start..*end).with_message(text.get(language)));
            }
            let mut diagnostic = Diagnostic::error()
                .with_code(problem.code.number())
                .with_message(problem.text.get(language))
                .with_labels(labels);
            if let Some(help) = &problem.help {
                diagnostic = diagnostic.with_note(help.get(language));
            }
            if problem.place.is_none() {
                shown.push_str(&format!("{}: ", self.name));
            }
            if term::emit_to_string(&mut shown, &term::Config::default(), &file, &diagnostic).is_err() {
                shown.push_str(problem.text.get(language));
                shown.push('\n');
            }
        }
        shown
    }

    /// The problems for editors: one object each.
    pub fn json(&self) -> serde_json::Value {
        self.problems
            .iter()
            .map(|problem| {
                let (line, column) = problem.place.map_or((1, 1), |(start, _)| self.line_and_column(start));
                let (end_line, end_column) = problem.place.map_or((1, 1), |(_, end)| self.line_and_column(end));
                json!({
                    "code": problem.code.number(), "severity": "error", "file": self.name,
                    "line": line, "column": column, "end_line": end_line, "end_column": end_column,
                    "message": { "ja": &*problem.text.ja, "en": &*problem.text.en },
                    "help": problem.help.as_ref().map(|help| json!({ "ja": &*help.ja, "en": &*help.en })),
                    "second": problem.second.as_ref().map(|((start, _), text)| {
                        let (line, column) = self.line_and_column(*start);
                        json!({ "line": line, "column": column, "message": { "ja": &*text.ja, "en": &*text.en } })
                    }),
                })
            })
            .collect()
    }
}

/// The word of a list most like a mistaken one, if any is like it.
pub fn nearest<'a>(word: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    words
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, candidate)| candidate)
}
