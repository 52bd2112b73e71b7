//! What is wrong with a scenario: a code, a place, a plain sentence in both languages, and how it is shown.

use super::sources::{Place, Sources, Spot};
use crate::text::{Language, Text};
use codespan_reporting::diagnostic::{Diagnostic, Label};
use codespan_reporting::files::SimpleFiles;
use codespan_reporting::term;
use serde_json::json;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// The scenario cannot be loaded.
    Error,
    /// It can be loaded; the author should look. Silenced at the spot by `// allow CODE: reason`.
    Advice,
}

macro_rules! codes {
    ($($(#[$note:meta])* $name:ident = $number:literal $weight:ident,)*) => {
        /// The kinds of problem. The number never changes its meaning; its first letter says what it is about:
        /// F the format, R references, W the way through, C conditions, T times, S scoring, L languages.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$note])* $name,)* }

        impl Code {
    /// Whether it takes playing the scenario to find this.
    pub fn needs_play(self) -> bool {
        self.number().starts_with('B')
    }

            /// Every kind, in the order of the numbers of its letter.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// `F001`
            pub fn number(self) -> &'static str {
                match self { $(Code::$name => $number,)* }
            }

            /// Error or advice.
            pub fn weight(self) -> Weight {
                match self { $(Code::$name => Weight::$weight,)* }
            }
        }
    };
}

codes! {
    /// A sign that has no meaning where it stands.
    Syntax = "F001" Error,
    /// A field that does not exist here.
    UnknownField = "F002" Error,
    /// A word that does not exist here.
    UnknownWord = "F003" Error,
    /// A required field is missing.
    MissingField = "F004" Error,
    /// A field stands twice.
    DoubleField = "F005" Error,
    /// A time, span, window or range that cannot be read.
    BadTime = "F006" Error,
    /// The file is not of a format this program reads.
    BadFormat = "F007" Error,
    /// The file cannot be read or is not UTF-8.
    Unreadable = "F008" Error,
    /// Too large a file, too many items, brackets too deep.
    TooLarge = "F009" Error,
    /// A full-width sign, letter or blank.
    FullWidth = "F010" Error,
    /// A habit of JSON or of another language.
    JsonHabit = "F011" Error,
    /// A quote that is not closed or not opened.
    Quote = "F012" Error,
    /// A comma, a colon or a value is missing or too many.
    Missing = "F013" Error,
    /// A value of another shape than is asked for: a list for a text, a word without its brackets.
    Shape = "F014" Error,
    /// An invisible byte order mark at the start of the file.
    ByteOrderMark = "F015" Advice,
    /// A bracket that is not closed or not opened.
    Unclosed = "F016" Error,
    /// An id that nothing has.
    UnknownId = "R001" Error,
    /// An id of another kind than is asked for here.
    WrongKind = "R002" Error,
    /// The same id twice.
    DoubleId = "R003" Error,
    /// An id that is no lower-case word.
    BadId = "R004" Error,
    /// A placeholder in a text that stands for nothing.
    BadPlaceholder = "R005" Error,
    /// Something the rest of the file makes impossible.
    Contradiction = "R006" Error,
    /// A file this one extends cannot be had, or extends this one.
    BadExtends = "R007" Error,
    /// A fact or system that nothing mentions.
    Unused = "R008" Advice,
    /// A fact that is asked for and that nobody can learn.
    NeverLearnt = "R009" Advice,
    /// A fact that can be learnt and is of no use.
    NoUse = "R010" Advice,
    /// A conversation that never begins.
    NeverBegins = "W001" Advice,
    /// A rule that repeats without end.
    Unbounded = "W003" Advice,
    /// Two rules at one instant whose order decides.
    Order = "W004" Advice,
    /// An answer, words or an ending that earlier ones always take the place of.
    Shadowed = "W005" Advice,
    /// No ending, or nothing to say in a conversation, without a condition.
    NoOtherwise = "W006" Advice,
    /// A condition that is always true.
    AlwaysTrue = "C001" Advice,
    /// A condition that is never true.
    NeverTrue = "C002" Advice,
    /// A part of a condition that says what another part says.
    Redundant = "C003" Advice,
    /// A deadline that nobody can meet.
    TooEarly = "T001" Advice,
    /// A person who is needed and can never be reached.
    NeverReached = "T002" Advice,
    /// An answer that comes after the day is over.
    TooLate = "T003" Advice,
    /// Something that waits for a time after the end.
    AfterEnd = "T004" Advice,
    /// Stretches of reach that overlap or are never come to.
    Overlap = "T005" Advice,
    /// A required role that nobody has.
    NoRole = "S001" Advice,
    /// A bar of the score that cannot be earned.
    NoBar = "S002" Advice,
    /// A day that nobody can win.
    CannotBeWon = "B001" Advice,
    /// A day of which the solver could not say whether it can be won.
    Undecided = "B002" Advice,
    /// Doing nothing earns points.
    WonBySilence = "B003" Advice,
    /// Whoever goes by the book does not pass.
    FailedByTheBook = "B004" Advice,
    /// Content that came up in no run.
    NeverSeen = "B005" Advice,
    /// What is expected of a trainee did not come true.
    ExpectationFails = "B006" Advice,
    /// A bar of the score on which nobody earns anything.
    NobodyEarns = "B007" Advice,
    /// Nobody passes.
    NobodyPasses = "B008" Advice,
    /// It is not as hard as it says.
    OtherDifficulty = "B009" Advice,
    /// A rule that makes no difference to anybody.
    NobodyNotices = "B010" Advice,
    /// A text in one language only.
    OneLanguage = "L001" Advice,
    /// Placeholders that differ between the languages.
    OtherPlaceholders = "L002" Advice,
    /// Numbers that differ between the languages.
    OtherNumbers = "L003" Advice,
    /// A time in a text that a rule also has.
    WrittenTime = "L004" Advice,
    /// An `allow` without a reason, for an unknown code, or that silences nothing.
    BadAllow = "A001" Advice,
}

impl Code {
    /// The code of a number.
    pub fn of(number: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.number().eq_ignore_ascii_case(number))
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
    pub second: Option<(Spot, Text)>,
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

/// The problems of a scenario, with the files it is made of.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The files.
    pub sources: Sources,
    /// What is wrong, in the order of the places.
    pub problems: Vec<Problem>,
}

/// So many problems are shown; a file with more has one mistake that makes many.
const SHOWN: usize = 100;

impl Report {
    /// What one has to say about a file that could not be read.
    pub fn of_file(name: &str, problem: Problem) -> Report {
        Report { sources: Sources::one(name, ""), problems: vec![problem] }
    }

    /// How the scenario's own file is called.
    pub fn name(&self) -> &str {
        self.sources.file(None).map_or("", |file| &file.name)
    }

    /// Whether anything keeps the scenario from being loaded.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.code.weight() == Weight::Error)
    }

    /// `file:line:column`
    pub fn place_word(&self, problem: &Problem) -> String {
        let name = self.sources.file(problem.place).map_or("", |file| &file.name);
        match problem.place {
            None => name.to_owned(),
            Some(_) => {
                let (line, column) = self.sources.line_and_column(problem.place);
                format!("{name}:{line}:{column}")
            }
        }
    }

    /// The problems as a terminal shows them: `file:line:column`, the line, the place underlined, the sentence.
    pub fn human(&self, language: Language) -> String {
        let mut files = SimpleFiles::new();
        let ids: Vec<usize> = self.sources.files.iter().map(|file| files.add(&file.name, &*file.text)).collect();
        let id = |spot: &Spot| ids.get(usize::from(spot.file)).copied().unwrap_or_default();
        let mut shown = String::new();
        for problem in self.problems.iter().take(SHOWN) {
            let mut labels = Vec::new();
            if let Some(spot) = &problem.place {
                labels.push(Label::primary(id(spot), spot.start as usize..spot.end as usize));
            }
            if let Some((spot, text)) = &problem.second {
                labels.push(
                    Label::secondary(id(spot), spot.start as usize..spot.end as usize).with_message(text.get(language)),
                );
            }
            let diagnostic = match problem.code.weight() {
                Weight::Error => Diagnostic::error(),
                Weight::Advice => Diagnostic::note(),
            };
            let mut diagnostic = diagnostic
                .with_code(problem.code.number())
                .with_message(problem.text.get(language))
                .with_labels(labels);
            if let Some(help) = &problem.help {
                diagnostic = diagnostic.with_note(help.get(language));
            }
            if problem.place.is_none() && !self.name().is_empty() {
                shown.push_str(&format!("{}: ", self.name()));
            }
            if term::emit_to_string(&mut shown, &term::Config::default(), &files, &diagnostic).is_err() {
                shown.push_str(problem.text.get(language));
                shown.push('\n');
            }
        }
        if self.problems.len() > SHOWN {
            let more = self.problems.len() - SHOWN;
            shown.push_str(&match language {
                Language::Ja => format!("ほかに{more}件。上から順に直すと減っていきます\n"),
                Language::En => format!("and {more} more; they will be fewer once the first are mended\n"),
            });
        }
        shown
    }

    /// The problems for editors: one object each.
    pub fn json(&self) -> serde_json::Value {
        self.problems
            .iter()
            .map(|problem| {
                let (line, column) = self.sources.line_and_column(problem.place);
                let (end_line, end_column) = self.sources.end_line_and_column(problem.place);
                let weight = match problem.code.weight() {
                    Weight::Error => "error",
                    Weight::Advice => "advice",
                };
                json!({
                    "code": problem.code.number(), "severity": weight,
                    "file": self.sources.file(problem.place).map_or("", |file| &file.name),
                    "line": line, "column": column, "end_line": end_line, "end_column": end_column,
                    "message": { "ja": &*problem.text.ja, "en": &*problem.text.en },
                    "help": problem.help.as_ref().map(|help| json!({ "ja": &*help.ja, "en": &*help.en })),
                    "second": problem.second.as_ref().map(|(spot, text)| {
                        let (line, column) = self.sources.line_and_column(Some(*spot));
                        let file = self.sources.file(Some(*spot)).map_or("", |file| &file.name);
                        json!({
                            "file": file, "line": line, "column": column,
                            "message": { "ja": &*text.ja, "en": &*text.en },
                        })
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
