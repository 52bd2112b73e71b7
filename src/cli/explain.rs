//! `explain`: what a code of `check` means, from the page that is the manual and the unit test.

use super::print;
use crate::l10n;
use crate::scenario::Code;
use crate::scenario::library::page;
use crate::text::Language;
use clap::Args;
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct Explain {
    /// The code, such as F010; without it, all of them are listed.
    code: Option<String>,
    /// The language; without it that of the system.
    #[arg(long, value_enum)]
    lang: Option<Language>,
}

impl Explain {
    pub(super) fn run(self) -> ExitCode {
        let language = self.lang.unwrap_or_else(Language::of_system);
        let Some(word) = &self.code else {
            for code in Code::ALL {
                let title = page(code.number()).and_then(|page| Page::read(page, language)).map(|page| page.title);
                print(&format!("{}  {}", code.number(), title.unwrap_or_default()));
            }
            return ExitCode::SUCCESS;
        };
        let found = Code::of(word).and_then(|code| page(code.number())).and_then(|page| Page::read(page, language));
        match found {
            Some(page) => {
                print(&page.shown(&word.to_uppercase(), language));
                ExitCode::SUCCESS
            }
            None => super::fail(&l10n::say(language, "no-such-code", &[("code", word.as_str().into())])),
        }
    }
}

/// A page in one language.
struct Page<'a> {
    title: &'a str,
    text: &'a str,
    fails: &'a str,
    mended: &'a str,
}

impl<'a> Page<'a> {
    fn read(page: &'a str, language: Language) -> Option<Page<'a>> {
        let part = |name: &str| {
            let (_, rest) = page.split_once(&format!("\n## {name}\n"))?;
            Some(rest.split("\n## ").next().unwrap_or(rest).trim())
        };
        let (title, text) = part(language.code())?.split_once('\n')?;
        Some(Page {
            title: title.trim_matches('*').trim(),
            text: text.trim(),
            fails: part("fails")?,
            mended: part("mended")?,
        })
    }

    fn shown(&self, code: &str, language: Language) -> String {
        let code_of = |example: &str| {
            let inside = example.trim_start_matches("```ron").trim_end_matches("```").trim_matches('\n');
            inside.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
        };
        let (fails, mended) = (l10n::say(language, "explain-fails", &[]), l10n::say(language, "explain-mended", &[]));
        format!(
            "{code}  {}\n\n{}\n\n{fails}\n\n{}\n\n{mended}\n\n{}",
            self.title,
            self.text,
            code_of(self.fails),
            code_of(self.mended)
        )
    }
}
