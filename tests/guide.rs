//! The contract of the guide: its examples are sound, in both languages, and it names every field and word of the format.

use serde::Deserialize;
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess, Visitor, value::Error,
};
use shikyu::scenario::checks::check;
use shikyu::scenario::load;
use shikyu::scenario::model::Scenario;
use shikyu::score::fold;
use shikyu::text::Language;
use shikyu::trainee;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const GUIDES: [(&str, &str); 2] =
    [("en", include_str!("../docs/writing-scenarios.md")), ("ja", include_str!("../docs/writing-scenarios.ja.md"))];

#[test]
fn every_whole_example_is_sound() {
    for (language, guide) in GUIDES {
        let blocks = guide.split("```ron\n").skip(1).filter_map(|rest| Some(rest.split_once("```")?.0));
        let whole: Vec<&str> = blocks.filter(|block| block.starts_with('(')).collect();
        assert!(whole.len() > 10, "{language}: {} examples", whole.len());
        for block in whole {
            let report = check("example.ron", block, None).report;
            assert!(report.problems.is_empty(), "{language}\n{}", report.human(Language::En));
        }
    }
}

#[test]
fn the_scenario_built_in_the_guide_plays_as_it_says() {
    for (language, guide) in GUIDES {
        let whole =
            guide.split("```ron\n").find(|block| block.contains("id: \"as_it_happened\"")).expect("it is there");
        let (source, _) = whole.split_once("```").expect("it ends");
        let plan = Arc::new(load("dispatch_list.ron", source).expect("it is sound"));
        for seed in 1..=50 {
            let total = |name: &str| {
                let played = trainee::play(name, &plan, seed).expect("it is there");
                let score = fold(&plan, played.simulation.events());
                if let Some(own) = plan.trainee(name) {
                    assert_eq!(trainee::failed_expectations(&played, &score, &own.expect), [0; 0], "{language} {seed}");
                }
                score.total
            };
            total("as_it_happened");
            assert!(total("silent") < 600 && total("by_the_book") >= 750, "{language}, seed {seed}");
            assert!(total("call_everyone_good") < total("by_the_book"), "{language}, seed {seed}");
        }
    }
}

#[test]
fn every_field_and_word_of_the_format_stands_in_the_reference() {
    let names = names_of_the_format();
    assert!(names.len() > 150, "only {} names were found", names.len());
    for (language, guide) in GUIDES {
        let (_, reference) = guide.split_once("\n## ").expect("the guide has parts");
        let quoted: BTreeSet<String> = reference
            .split('`')
            .skip(1)
            .step_by(2)
            .flat_map(|words| words.split(|sign: char| !(sign.is_alphanumeric() || sign == '_')).map(str::to_owned))
            .collect();
        let missing: Vec<_> = names.iter().filter(|(name, _)| !quoted.contains(**name)).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
    }
}

thread_local! {
    /// Every field and word met so far, with the type it belongs to.
    static MET: RefCell<BTreeMap<&'static str, &'static str>> = const { RefCell::new(BTreeMap::new()) };
    /// How often each enum was asked for: each time its next word is given.
    static TURNS: RefCell<BTreeMap<&'static str, usize>> = const { RefCell::new(BTreeMap::new()) };
}

/// Asks the types themselves what they are made of: hands every field to every struct, and each word to each enum in turn.
fn names_of_the_format() -> BTreeMap<&'static str, &'static str> {
    for _ in 0..60 {
        // What comes of it does not matter; the questions do.
        let _ = Scenario::deserialize(Probe { depth: 0 });
    }
    MET.with_borrow(Clone::clone)
}

#[derive(Clone, Copy)]
struct Probe {
    depth: usize,
}

const DEEP: usize = 12;

impl<'de> Deserializer<'de> for Probe {
    type Error = Error;
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str("")
    }
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_bool(true)
    }
    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u8(1)
    }
    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u32(1)
    }
    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_i32(1)
    }
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.depth > DEEP { visitor.visit_none() } else { visitor.visit_some(self) }
    }
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(Many { probe: self.below(), left: usize::from(self.depth < DEEP) })
    }
    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(Many { probe: self.below(), left: length })
    }
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        MET.with_borrow_mut(|met| met.extend(fields.iter().map(|field| (*field, name))));
        visitor.visit_map(Fields { probe: self.below(), fields })
    }
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        MET.with_borrow_mut(|met| met.extend(words.iter().map(|word| (*word, name))));
        let turn = TURNS.with_borrow_mut(|turns| {
            let turn = turns.entry(name).or_default();
            *turn += 1;
            *turn
        });
        // Far down, a word without parts, so that it comes to an end.
        let word = if self.depth > DEEP { words[words.len() - 1] } else { words[turn % words.len()] };
        visitor.visit_enum(Word { probe: self.below(), word })
    }
    serde::forward_to_deserialize_any! {
        i8 i16 i64 i128 u16 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct tuple_struct
        map identifier ignored_any
    }
}

impl Probe {
    fn below(self) -> Probe {
        Probe { depth: self.depth + 1 }
    }
}

struct Many {
    probe: Probe,
    left: usize,
}

impl<'de> SeqAccess<'de> for Many {
    type Error = Error;
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(self.probe).map(Some)
    }
}

struct Fields {
    probe: Probe,
    fields: &'static [&'static str],
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Error;
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some((first, rest)) = self.fields.split_first() else { return Ok(None) };
        self.fields = rest;
        seed.deserialize(StrDeserializer::new(first)).map(Some)
    }
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        if self.probe.depth > 40 {
            return Err(Error::custom("deep enough"));
        }
        seed.deserialize(self.probe)
    }
}

struct Word {
    probe: Probe,
    word: &'static str,
}

impl<'de> EnumAccess<'de> for Word {
    type Error = Error;
    type Variant = Word;
    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Word), Error> {
        Ok((seed.deserialize(StrDeserializer::<Error>::new(self.word))?, self))
    }
}

impl<'de> VariantAccess<'de> for Word {
    type Error = Error;
    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }
    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        if self.probe.depth > 40 {
            return Err(Error::custom("deep enough"));
        }
        seed.deserialize(self.probe)
    }
    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Error> {
        self.probe.deserialize_tuple(length, visitor)
    }
    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        self.probe.deserialize_struct("", fields, visitor)
    }
}
