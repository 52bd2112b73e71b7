//! A text in both languages, and the choice between them.

use serde::{Deserialize, Serialize};
use std::ops::Deref;
use std::sync::{Arc, LazyLock};

/// The two languages of the program, of equal standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Japanese
    Ja,
    /// English
    En,
}

impl Language {
    /// Both, Japanese first.
    pub const ALL: [Language; 2] = [Language::Ja, Language::En];

    /// `ja` or `en`
    pub fn code(self) -> &'static str {
        match self {
            Language::Ja => "ja",
            Language::En => "en",
        }
    }

    /// The other one.
    pub fn other(self) -> Language {
        match self {
            Language::Ja => Language::En,
            Language::En => Language::Ja,
        }
    }

    /// What the system is set to: Japanese when its locale begins with `ja`, else English.
    pub fn of_system() -> Language {
        match sys_locale::get_locale() {
            Some(locale) if locale.starts_with("ja") => Language::Ja,
            _ => Language::En,
        }
    }
}

/// A text in both languages. Cheap to clone: one count goes up, none for a text without words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Text(Option<Arc<Words>>);

/// The words of a text.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Words {
    /// Japanese
    pub ja: Box<str>,
    /// English
    pub en: Box<str>,
}

static NO_WORDS: LazyLock<Words> = LazyLock::new(|| Words { ja: "".into(), en: "".into() });

impl Deref for Text {
    type Target = Words;
    fn deref(&self) -> &Words {
        self.0.as_deref().unwrap_or(&NO_WORDS)
    }
}

impl Text {
    /// A text from its two languages.
    pub fn new(ja: impl Into<Box<str>>, en: impl Into<Box<str>>) -> Text {
        let words = Words { ja: ja.into(), en: en.into() };
        Text((!words.ja.is_empty() || !words.en.is_empty()).then(|| Arc::new(words)))
    }

    /// No words.
    pub fn empty() -> Text {
        Text(None)
    }

    /// Whether there are no words in either language.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The words in one language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Ja => &self.ja,
            Language::En => &self.en,
        }
    }

    /// The same change made in both languages.
    pub fn map(&self, mut change: impl FnMut(Language, &str) -> String) -> Text {
        Text::new(change(Language::Ja, &self.ja), change(Language::En, &self.en))
    }

    /// Begins with a capital letter, as a sentence does.
    pub fn capitalised(&self) -> Text {
        self.map(|_, words| {
            let mut signs = words.chars();
            signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
        })
    }

    /// Several texts said one after another: Japanese runs on, English takes a blank between.
    pub fn join(texts: &[Text]) -> Text {
        if let [only] = texts {
            return only.clone();
        }
        let words = |language: Language| {
            texts.iter().map(|text| text.get(language)).filter(|words| !words.is_empty()).collect::<Vec<_>>()
        };
        Text::new(words(Language::Ja).concat(), words(Language::En).join(" "))
    }
}
