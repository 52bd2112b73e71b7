//! The program's own words, from the Fluent files in `assets/locales/`, in both languages.
//!
//! A scenario brings its texts along; everything else a person reads comes from here by its key. A test proves that
//! both languages hold the same keys with the same arguments.

use crate::text::{Language, Text};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use include_dir::{Dir, include_dir};
use std::sync::LazyLock;

static LOCALES: Dir = include_dir!("$CARGO_MANIFEST_DIR/assets/locales");

static JAPANESE: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Language::Ja));
static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Language::En));

/// The Fluent files of one language: name and text.
pub fn sources(language: Language) -> Vec<(String, &'static str)> {
    let mut files: Vec<_> = LOCALES
        .get_dir(language.code())
        .into_iter()
        .flat_map(|folder| folder.files())
        .filter_map(|file| Some((file.path().file_name()?.to_string_lossy().into_owned(), file.contents_utf8()?)))
        .collect();
    files.sort();
    files
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let identifier = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
    // The marks Fluent puts around arguments are meant for mixed writing directions; the fonts have no glyph for them.
    bundle.set_use_isolating(false);
    for (name, source) in sources(language) {
        match FluentResource::try_new(source.to_owned()) {
            Ok(resource) => {
                if let Err(errors) = bundle.add_resource(resource) {
                    panic!("assets/locales/{}/{name}: {errors:?}", language.code());
                }
            }
            Err((_, errors)) => panic!("assets/locales/{}/{name}: {errors:?}", language.code()),
        }
    }
    bundle
}

/// A value put into a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A whole number.
    Number(i64),
    /// Words that are the same in both languages: a clock time, an id.
    Words(String),
    /// Words of their own in each language: a name.
    Text(Text),
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Value::Number(number)
    }
}
impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Value::Number(number as i64)
    }
}
impl From<&str> for Value {
    fn from(words: &str) -> Self {
        Value::Words(words.to_owned())
    }
}
impl From<String> for Value {
    fn from(words: String) -> Self {
        Value::Words(words)
    }
}
impl From<Text> for Value {
    fn from(text: Text) -> Self {
        Value::Text(text)
    }
}
impl From<&Text> for Value {
    fn from(text: &Text) -> Self {
        Value::Text(text.clone())
    }
}

/// Arguments of a message, by name.
pub type Arguments<'a> = &'a [(&'static str, Value)];

/// The message of a key in one language.
///
/// A key that does not exist shows itself between brackets: a visible defect beats a blank, and a test finds it first.
pub fn say(language: Language, key: &str, arguments: Arguments) -> String {
    let bundle = match language {
        Language::Ja => &*JAPANESE,
        Language::En => &*ENGLISH,
    };
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return format!("[{key}]");
    };
    let mut values = FluentArgs::new();
    for (name, value) in arguments {
        let value: FluentValue = match value {
            Value::Number(number) => FluentValue::from(*number),
            Value::Words(words) => FluentValue::from(words.clone()),
            Value::Text(text) => FluentValue::from(text.get(language).to_owned()),
        };
        values.set(*name, value);
    }
    let said = bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned();
    match language {
        Language::Ja => said,
        Language::En => arguments.iter().fold(said, |said, (_, value)| with_small_article(said, value)),
    }
}

/// In English, a name that begins with its article loses the capital in the middle of a sentence: "you ring the manager".
fn with_small_article(mut said: String, value: &Value) -> String {
    let name = match value {
        Value::Number(_) => return said,
        Value::Words(words) => words.as_str(),
        Value::Text(text) => &text.en,
    };
    if name.starts_with("The ")
        && let Some(place) = said.find(name)
        && let Some(before) = said[..place].strip_suffix(' ')
        && before.ends_with(|sign: char| sign.is_lowercase() || sign == ',')
    {
        said.replace_range(place..=place, "t");
    }
    said
}

/// The message of a key in both languages.
pub fn text(key: &str, arguments: Arguments) -> Text {
    Text::new(say(Language::Ja, key, arguments), say(Language::En, key, arguments))
}

/// Whether a key exists.
pub fn exists(key: &str) -> bool {
    Language::ALL.iter().all(|language| match language {
        Language::Ja => JAPANESE.has_message(key),
        Language::En => ENGLISH.has_message(key),
    })
}

/// A span as a person says it: `2分`, `40秒`, `1時間5分`; `2 min`, `40 s`, `1 h 5 min`.
pub fn span(language: Language, span: crate::time::Span) -> String {
    let (hours, minutes, seconds) = (span / 3_600, span % 3_600 / 60, span % 60);
    let mut words = Vec::new();
    for (number, ja, en) in [(hours, "時間", "h"), (minutes, "分", "min"), (seconds, "秒", "s")] {
        if number > 0 {
            words.push(match language {
                Language::Ja => format!("{number}{ja}"),
                Language::En => format!("{number} {en}"),
            });
        }
    }
    match (words.is_empty(), language) {
        (true, Language::Ja) => "0秒".to_owned(),
        (true, Language::En) => "0 s".to_owned(),
        (false, Language::Ja) => words.concat(),
        (false, Language::En) => words.join(" "),
    }
}
