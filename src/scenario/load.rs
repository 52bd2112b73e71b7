//! From the bytes of a file to the plan, with every problem in its place and in both languages.

use super::compile::{Outside, compile};
use super::diagnostics::{Code, Problem, Report, nearest};
use super::model::{Scenario, Step};
use super::plan::{self, Plan};
use super::words::with_source;
use crate::text::Text;
use ron::error::SpannedError;
use ron::extensions::Extensions;
use serde::de::DeserializeOwned;
use std::path::Path;

/// The largest file that is read, in bytes. A scenario is data from a stranger.
pub const LARGEST_FILE: usize = 1 << 20;
/// How deep brackets may be nested.
pub const DEEPEST: usize = 64;

fn options() -> ron::Options {
    ron::Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME)
        .with_default_extension(Extensions::UNWRAP_VARIANT_NEWTYPES)
        .with_recursion_limit(DEEPEST)
}

/// Reads a file as text, within the limits.
pub fn read_file(path: &Path) -> Result<String, Box<Report>> {
    let name = path.display().to_string();
    let failed = |code, text| {
        Box::new(Report { name: name.clone(), source: String::new(), problems: vec![Problem::at(code, None, text)] })
    };
    let length = std::fs::metadata(path).map(|data| data.len()).unwrap_or(0);
    if length > LARGEST_FILE as u64 {
        return Err(failed(
            Code::TooLarge,
            Text::new(
                format!("ファイルが大きすぎます({length}バイト)。{LARGEST_FILE}バイトまで読めます"),
                format!("the file is too large ({length} bytes); up to {LARGEST_FILE} bytes are read"),
            ),
        ));
    }
    let bytes = std::fs::read(path).map_err(|error| {
        failed(
            Code::Unreadable,
            Text::new(format!("ファイルを読めません:{error}"), format!("the file cannot be read: {error}")),
        )
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        failed(
            Code::Unreadable,
            Text::new(
                format!("{at}バイト目が UTF-8 ではありません。エディタで UTF-8 にして保存し直してください"),
                format!("byte {at} is not UTF-8; save the file as UTF-8 in your editor"),
            ),
        )
    })
}

/// Loads a scenario from its text. `name` is how messages call the file.
pub fn load(name: &str, source: &str) -> Result<Plan, Box<Report>> {
    let failed = |problems| Box::new(Report { name: name.to_owned(), source: source.to_owned(), problems });
    // A byte order mark is invisible and harmless: it is passed over, and places count from behind it.
    let text = source.strip_prefix('\u{feff}').unwrap_or(source);
    let authored: Scenario = parse(text).map_err(failed)?;
    compile(&authored, text).map_err(failed)
}

/// Loads a scenario from a file.
pub fn load_file(path: &Path) -> Result<Plan, Box<Report>> {
    let source = read_file(path)?;
    load(&path.display().to_string(), &source)
}

/// Loads a script: the list of a trainee's `does`.
pub fn load_script(name: &str, source: &str, plan: &Plan) -> Result<Vec<plan::Step>, Box<Report>> {
    let text = source.strip_prefix('\u{feff}').unwrap_or(source);
    let failed = |problems| Box::new(Report { name: name.to_owned(), source: text.to_owned(), problems });
    let begins = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("//"));
    if !begins.is_some_and(|line| line.starts_with('[')) {
        return Err(failed(vec![Problem::at(
            Code::Syntax,
            None,
            Text::new(
                "台本は一覧です。[ Answer(\"…\", […]), Call(\"…\", […]) ] のように、角括弧の中に並べます",
                "a script is a list: [ Answer(\"…\", […]), Call(\"…\", […]) ] between square brackets",
            ),
        )]));
    }
    let steps: Vec<Step> = parse(text).map_err(failed)?;
    Outside::new(plan).steps(&steps).map_err(failed)
}

fn parse<T: DeserializeOwned>(source: &str) -> Result<T, Vec<Problem>> {
    let (parsed, mut problems) = with_source(source, || options().from_str::<T>(source));
    match parsed {
        Ok(value) if problems.is_empty() => Ok(value),
        Ok(_) => Err(problems),
        Err(error) => {
            problems.push(problem_of(source, &error));
            Err(problems)
        }
    }
}

/// Byte offset of a position that counts lines and characters from 1.
fn offset(source: &str, position: ron::error::Position) -> usize {
    let line_start: usize = source.split_inclusive('\n').take(position.line.saturating_sub(1)).map(str::len).sum();
    let column = position.col.saturating_sub(1);
    source[line_start..].char_indices().nth(column).map_or(source.len(), |(index, _)| line_start + index)
}

/// The word that ends at or holds the offset: what the parser stumbled over is what stands just before.
fn word_around(source: &str, at: usize) -> (usize, usize) {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let at = at.min(source.len());
    let start =
        source[..at].char_indices().rev().take_while(|(_, c)| is_word(*c)).last().map_or(at, |(index, _)| index);
    let end = source[at..].char_indices().find(|(_, c)| !is_word(*c)).map_or(source.len(), |(index, _)| at + index);
    if start < end {
        return (start, end);
    }
    let next = source[at..].chars().next().map_or(0, char::len_utf8);
    (at, at + next)
}

fn problem_of(source: &str, error: &SpannedError) -> Problem {
    use ron::Error as Ron;
    let (start, end) = (offset(source, error.span.start), offset(source, error.span.end));
    let mut place = word_around(source, start);
    let suggest = |found: &str, known: &[&'static str]| {
        nearest(found, known.iter().copied())
            .map(|near| Text::new(format!("「{near}」のことですか"), format!("did you mean `{near}`?")))
            .or_else(|| {
                (!known.is_empty()).then(|| {
                    let list = known.join(", ");
                    Text::new(format!("使えるのは:{list}"), format!("known here: {list}"))
                })
            })
    };
    // The parser names the place after the word; the word itself stands in the span.
    let mut point_at = |found: &str| {
        let from = start.saturating_sub(found.len() + 2);
        let from = (0..=from).rev().find(|index| source.is_char_boundary(*index)).unwrap_or(0);
        if let Some(index) = source[from..].find(found) {
            place = (from + index, from + index + found.len());
        }
    };
    let inside = |outer: &Option<String>| outer.as_deref().map(|outer| format!(" ({outer})")).unwrap_or_default();
    let (code, text, help) = match &error.code {
        Ron::NoSuchStructField { expected, found, outer } => {
            point_at(found);
            let outer = inside(outer);
            (
                Code::UnknownField,
                Text::new(
                    format!("「{found}」という項目はここにはありません{outer}"),
                    format!("there is no field `{found}` here{outer}"),
                ),
                suggest(found, expected),
            )
        }
        Ron::NoSuchEnumVariant { expected, found, outer } => {
            point_at(found);
            let outer = inside(outer);
            (
                Code::UnknownWord,
                Text::new(
                    format!("「{found}」という語はここにはありません{outer}"),
                    format!("there is no word `{found}` here{outer}"),
                ),
                suggest(found, expected),
            )
        }
        Ron::MissingStructField { field, outer } => {
            let outer = inside(outer);
            (
                Code::MissingField,
                Text::new(
                    format!("必須の項目「{field}」がありません{outer}"),
                    format!("the field `{field}` is missing{outer}"),
                ),
                Some(Text::new(
                    format!("この括弧の中に {field}: … を書き足します"),
                    format!("add `{field}: …` inside these brackets"),
                )),
            )
        }
        Ron::DuplicateStructField { field, .. } => {
            point_at(field);
            (
                Code::DoubleField,
                Text::new(format!("項目「{field}」が二度書かれています"), format!("the field `{field}` stands twice")),
                None,
            )
        }
        Ron::ExceededRecursionLimit => (
            Code::TooLarge,
            Text::new(
                format!("括弧が深すぎます({DEEPEST}段まで)"),
                format!("brackets are nested too deep (up to {DEEPEST})"),
            ),
            None,
        ),
        other => {
            if end > start {
                place = (start, end.max(place.1));
            }
            match full_width(source, start) {
                Some((at, wide, narrow)) => {
                    place = (at, at + wide.len_utf8());
                    (
                        Code::Syntax,
                        Text::new(
                            format!("「{wide}」は全角です。半角の {narrow} にしてください"),
                            format!("\"{wide}\" is a full-width sign; write {narrow}"),
                        ),
                        None,
                    )
                }
                None => syntax(other),
            }
        }
    };
    Problem::at(code, Some(place), text).with_help(help)
}

/// A full-width sign that stands for one of the format's own, at the place or just around it.
fn full_width(source: &str, at: usize) -> Option<(usize, char, char)> {
    const SIGNS: [(char, char); 14] = [
        ('（', '('),
        ('）', ')'),
        ('［', '['),
        ('］', ']'),
        ('：', ':'),
        ('，', ','),
        ('、', ','),
        ('“', '"'),
        ('”', '"'),
        ('＂', '"'),
        ('．', '.'),
        ('＝', ':'),
        ('｛', '('),
        ('｝', ')'),
    ];
    let from = source[..at].char_indices().rev().nth(1).map_or(0, |(index, _)| index);
    source[from..].char_indices().take(4).find_map(|(index, sign)| {
        SIGNS.iter().find(|(wide, _)| *wide == sign).map(|(wide, narrow)| (from + index, *wide, *narrow))
    })
}

/// Sentences for what does not parse. The parser's own words follow where there is no plainer way to say it.
fn syntax(error: &ron::Error) -> (Code, Text, Option<Text>) {
    use ron::Error as Ron;
    let (ja, en) = match error {
        Ron::Eof => ("ファイルが途中で終わっています", "the file ends too soon"),
        Ron::ExpectedArrayEnd | Ron::ExpectedArray => {
            ("一覧の角括弧 [ ] が合っていません", "the square brackets [ ] of a list do not match")
        }
        Ron::ExpectedStructLikeEnd | Ron::ExpectedStructLike | Ron::ExpectedNamedStructLike(_) => {
            ("丸括弧 ( ) が合っていません", "the round brackets ( ) do not match")
        }
        Ron::ExpectedComma => (
            "前の項目とのあいだにコンマがないか、括弧の閉じ忘れです",
            "a comma is missing before this, or a bracket was not closed",
        ),
        Ron::ExpectedMapColon => ("項目名のあとにコロン : がありません", "a colon : is missing after the field's name"),
        Ron::ExpectedString | Ron::ExpectedStringEnd => {
            ("文字は \"…\" で囲みます", "text stands between double quotes \"…\"")
        }
        Ron::ExpectedIdentifier => ("ここには項目名か語が要ります", "a field's name or a word is needed here"),
        Ron::TrailingCharacters => {
            ("最後の閉じ括弧のあとに余分な文字があります", "there is something after the last closing bracket")
        }
        _ => {
            return (Code::Syntax, Text::new(format!("読めません:{error}"), format!("cannot be read: {error}")), None);
        }
    };
    let help = matches!(error, Ron::Eof | Ron::ExpectedComma | Ron::ExpectedStructLikeEnd | Ron::ExpectedArrayEnd)
        .then(|| {
            Text::new(
                "この場所より前で、開いた括弧や引用符が閉じられているか確かめてください",
                "look before this place for a bracket or quote that was opened and not closed",
            )
        });
    (Code::Syntax, Text::new(ja, en), help)
}
