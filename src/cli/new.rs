//! `new`: a scenario to begin from.

use super::print;
use crate::l10n;
use crate::text::Language;
use clap::Args;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct New {
    /// The id of the scenario: lower-case letters, digits and underscores.
    id: String,
    /// Where it is written; without it ID.ron in this folder. A file that is there already is left alone.
    #[arg(long)]
    out: Option<PathBuf>,
    /// The language of its comments; without it that of the system.
    #[arg(long, value_enum)]
    lang: Option<Language>,
}

/// The template of a language, with its id.
pub(super) fn template(id: &str, language: Language) -> String {
    let template = match language {
        Language::Ja => include_str!("../../assets/templates/scenario.ja.ron"),
        Language::En => include_str!("../../assets/templates/scenario.en.ron"),
    };
    template.replace("\"ID\"", &format!("\"{id}\"")).replace("ID.ron", &format!("{id}.ron"))
}

impl New {
    pub(super) fn run(self) -> ExitCode {
        let language = self.lang.unwrap_or_else(Language::of_system);
        let word = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_';
        if !self.id.starts_with(|sign: char| sign.is_ascii_lowercase()) || !self.id.chars().all(word) {
            return super::fail(&l10n::say(language, "new-bad-id", &[("id", self.id.as_str().into())]));
        }
        let path = self.out.unwrap_or_else(|| PathBuf::from(format!("{}.ron", self.id)));
        let written = std::fs::File::create_new(&path)
            .and_then(|mut file| file.write_all(template(&self.id, language).as_bytes()));
        let shown = path.display().to_string();
        match written {
            Ok(()) => {
                print(&l10n::say(language, "new-written", &[("path", shown.into())]));
                ExitCode::SUCCESS
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                super::fail(&l10n::say(language, "new-exists", &[("path", shown.into())]))
            }
            Err(error) => {
                let arguments = [("path", shown.into()), ("why", error.to_string().into())];
                super::fail(&l10n::say(language, "cannot-write", &arguments))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::template;
    use crate::scenario::checks::check;
    use crate::text::Language;

    #[test]
    fn the_template_passes_check_without_advice_in_both_languages() {
        for language in Language::ALL {
            let report = check("template.ron", &template("my_first", language), None).report;
            assert!(report.problems.is_empty(), "{}", report.human(language));
        }
    }
}
