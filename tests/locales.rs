//! The contract of words: both languages hold the same keys with the same arguments, and every key the program asks for.

use shikyu::l10n::{self, sources};
use shikyu::text::Language;
use std::collections::{BTreeMap, BTreeSet};

/// Keys of a language with the arguments each takes.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::new();
    for (name, source) in sources(language) {
        for line in source.lines() {
            if line.starts_with(['#', ' ', '}']) || line.trim().is_empty() {
                continue;
            }
            let Some((key, words)) = line.split_once(" =") else { panic!("{name}: {line}") };
            let arguments = words
                .split('$')
                .skip(1)
                .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
                .collect();
            assert!(messages.insert(key.to_owned(), arguments).is_none(), "{name}: {key} stands twice");
        }
    }
    messages
}

#[test]
fn a_name_has_its_capital_only_where_a_sentence_begins() {
    let name = shikyu::text::Text::new("課長", "The manager");
    let said = |key: &str| l10n::say(Language::En, key, &[("name", (&name).into())]);
    assert_eq!(said("event-dialled"), "You ring the manager");
    assert!(said("why-noise-contacted").starts_with("The manager "), "{}", said("why-noise-contacted"));
}

#[test]
fn both_languages_say_the_same_things() {
    let (ja, en) = (messages(Language::Ja), messages(Language::En));
    assert_eq!(ja.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    for (key, arguments) in &ja {
        assert_eq!(arguments, &en[key], "{key}");
    }
}

#[test]
fn every_refusal_bar_band_and_role_has_its_words() {
    use shikyu::sim::Refusal;
    let refusals = [
        Refusal::Busy,
        Refusal::NotRinging,
        Refusal::NoCall,
        Refusal::NotYourTurn,
        Refusal::NoChannel,
        Refusal::UnknownFact(shikyu::id::FactId::ME),
        Refusal::Empty,
        Refusal::AlreadyDone,
        Refusal::NotYours,
        Refusal::Missing(shikyu::id::FactId::ME),
        Refusal::NotPossible,
        Refusal::Over,
        Refusal::Nothing,
    ];
    for refusal in refusals {
        assert!(l10n::exists(refusal.key()), "{}", refusal.key());
    }
    for bar in shikyu::scenario::model::BARS {
        assert!(l10n::exists(&format!("bar-{}", bar.replace('_', "-"))), "{bar}");
    }
}

#[test]
fn every_reason_a_run_can_give_has_its_words() {
    use shikyu::scenario::{Folders, library};
    let nowhere = Folders::below(std::path::Path::new("no such folder"));
    for id in ["month_end_outage", "old_logo"] {
        let Ok(plan) = library::find(id, &nowhere) else { panic!("{id}") };
        let plan = std::sync::Arc::new(plan);
        for name in shikyu::trainee::names(&plan) {
            let Some(played) = shikyu::trainee::play(&name, &plan, 1) else { panic!("{name}") };
            let score = shikyu::score::fold(&plan, played.simulation.events());
            let reasons = score.bars.iter().flat_map(|bar| &bar.why).chain(&score.noise_why);
            for reason in reasons.chain(score.gates.iter().map(|(_, reason)| reason)) {
                for language in Language::ALL {
                    let text = reason.text(language);
                    assert!(!text.contains('[') && !text.contains("{$"), "{}: {text}", reason.rule);
                }
            }
            for event in played.simulation.events() {
                for language in Language::ALL {
                    let sentence = shikyu::debrief::sentence(&plan, event, language).unwrap_or_default();
                    assert!(!sentence.starts_with('['), "{}: {sentence}", event.kind.name());
                }
            }
        }
    }
}
