//! From the tree of a file to the types of the model, through serde.
//!
//! It never gives up: what cannot be read is reported where it stands and stood in for by something harmless, so that one
//! pass finds every mistake and later checks still see the rest.

use super::diagnostics::{Code, Problem, nearest};
use super::model::shape_of;
use super::sources::{Sources, Spot};
use super::syntax::{Field, Kind, Node};
use super::words;
use crate::text::Text;
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use std::fmt;

/// Reads a value of the model from a tree, with everything that is wrong with it.
pub fn read<T: DeserializeOwned>(root: &Node, sources: &Sources) -> (Option<T>, Vec<Problem>) {
    words::reading(|| {
        words::stand_at(Some(root.spot));
        T::deserialize(Reader { node: root, sources, inside: false }).ok()
    })
}

/// The types ask for something that no stand-in fits. It was reported, or cannot be.
#[derive(Debug)]
struct Failed;

impl fmt::Display for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("cannot be read")
    }
}
impl std::error::Error for Failed {}
impl de::Error for Failed {
    fn custom<T: fmt::Display>(_: T) -> Failed {
        Failed
    }
}

fn report(code: Code, spot: Spot, ja: impl Into<String>, en: impl Into<String>) {
    words::report(Problem::at(code, Some(spot), Text::new(ja.into(), en.into())));
}

fn suggest(found: &str, known: &[&'static str]) -> Option<Text> {
    nearest(found, known.iter().copied())
        .map(|near| Text::new(format!("「{near}」のことですか"), format!("did you mean `{near}`?")))
        .or_else(|| {
            (!known.is_empty()).then(|| {
                let list = known.join(", ");
                Text::new(format!("使えるのは:{list}"), format!("known here: {list}"))
            })
        })
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    node: &'a Node,
    sources: &'a Sources,
    /// The node is what stands in the brackets of a word, whose name was read already.
    inside: bool,
}

impl<'a> Reader<'a> {
    fn of(self, node: &'a Node) -> Reader<'a> {
        words::stand_at(Some(node.spot));
        Reader { node, inside: false, ..self }
    }

    /// The place of the node, its quotes included.
    fn whole(self) -> Spot {
        let spot = self.node.spot;
        let quoted = |at: u32| self.sources.words(Spot { start: at, end: at + 1, ..spot }) == "\"";
        match self.node.kind {
            Kind::Text(_) if spot.start > 0 && quoted(spot.start - 1) && quoted(spot.end) => {
                Spot { start: spot.start - 1, end: spot.end + 1, ..spot }
            }
            _ => spot,
        }
    }

    fn words(self) -> &'a str {
        self.sources.words(self.node.spot)
    }

    /// Reports that something else is wanted here, unless the place was reported already.
    fn shape(self, ja: &str, en: &str) {
        if !matches!(self.node.kind, Kind::Missing) {
            let (found_ja, found_en) = match &self.node.kind {
                Kind::Text(_) => ("引用符で囲んだ文字", "a text between quotes"),
                Kind::Number => ("数", "a number"),
                Kind::Word => ("引用符のない語", "a word without quotes"),
                Kind::Group { name: Some(_), .. } if !self.inside => ("語と丸括弧", "a word with brackets"),
                Kind::Group { .. } => ("丸括弧 ( )", "round brackets ( )"),
                Kind::List(_) | Kind::Missing => ("角括弧の一覧 [ ]", "a list [ ]"),
            };
            report(
                Code::Shape,
                self.whole(),
                format!("ここには{ja}が要りますが、{found_ja}があります"),
                format!("{en} is needed here, but there is {found_en}"),
            );
        }
    }

    fn nothing<T>(self, read: impl FnOnce(Nothing) -> Result<T, Failed>) -> Result<T, Failed> {
        words::quietly(|| read(Nothing))
    }

    fn number<T>(self, least: i64, most: i64, visit: impl FnOnce(i64) -> Result<T, Failed>) -> Result<T, Failed> {
        let number = match self.node.kind {
            Kind::Number => ron::from_str::<i64>(self.words()).ok(),
            _ => None,
        };
        let number = match number {
            Some(number) if (least..=most).contains(&number) => number,
            Some(_) => {
                report(
                    Code::Shape,
                    self.node.spot,
                    format!("ここには {least} から {most} までの整数が要ります"),
                    format!("a whole number from {least} to {most} is needed here"),
                );
                0
            }
            None => {
                self.shape("整数", "a whole number");
                0
            }
        };
        visit(number)
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $type:ty,)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
            self.number(i64::from(<$type>::MIN), i64::from(<$type>::MAX), |number| visitor.$visit(number as $type))
        }
    )*};
}

impl<'de> Deserializer<'de> for Reader<'de> {
    type Error = Failed;

    /// Only texts ask for anything: one string, or one a language, or where somebody speaks a list of cases.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        match &self.node.kind {
            Kind::Text(_) => visitor.visit_borrowed_str(self.node.text(self.sources).unwrap_or_default()),
            Kind::Group { items, .. } if items.is_empty() => self.deserialize_struct("Prose", &["ja", "en"], visitor),
            Kind::List(items) => visitor.visit_seq(Items { reader: self, items: items.iter(), wanted: None }),
            _ => {
                self.shape("文字(\"…\" または (ja: \"…\", en: \"…\"))", "a text (\"…\" or (ja: \"…\", en: \"…\"))");
                self.nothing(|nothing| nothing.deserialize_str(visitor))
            }
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        match self.node.text(self.sources) {
            Some(words) => visitor.visit_borrowed_str(words),
            None => {
                self.shape("引用符で囲んだ文字 \"…\"", "a text between quotes \"…\"");
                self.nothing(|nothing| nothing.deserialize_str(visitor))
            }
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        match (&self.node.kind, self.words()) {
            (Kind::Word, "true") => visitor.visit_bool(true),
            (Kind::Word, "false") => visitor.visit_bool(false),
            _ => {
                self.shape(" true か false ", "`true` or `false`");
                visitor.visit_bool(false)
            }
        }
    }

    numbers! {
        deserialize_u8 visit_u8 u8,
        deserialize_u32 visit_u32 u32,
        deserialize_i32 visit_i32 i32,
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        match &self.node.kind {
            Kind::Missing => visitor.visit_none(),
            Kind::Word if self.words() == "None" => visitor.visit_none(),
            Kind::Group { name: Some(name), items, .. }
                if !self.inside && self.sources.words(*name) == "Some" && items.len() == 1 =>
            {
                visitor.visit_some(self.of(&items[0]))
            }
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Failed> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        match &self.node.kind {
            Kind::List(items) => visitor.visit_seq(Items { reader: self, items: items.iter(), wanted: None }),
            // `All(a, b)`: meant as a list.
            Kind::Group { items, fields, .. } if self.inside && fields.is_empty() && !items.is_empty() => {
                report(
                    Code::Shape,
                    self.node.spot,
                    "丸括弧の中には一覧 [ ] が一つ要ります。([ … ]) と書きます",
                    "one list [ ] is needed between these brackets: ([ … ])",
                );
                visitor.visit_seq(Items { reader: self, items: items.iter(), wanted: None })
            }
            _ => {
                self.shape("一覧 [ ]", "a list [ ]");
                self.nothing(|nothing| nothing.deserialize_seq(visitor))
            }
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failed> {
        match &self.node.kind {
            Kind::Group { name: given, fields, items } => {
                if let Some(given) = given.filter(|given| !self.inside && self.sources.words(*given) != name) {
                    report(Code::Shape, given, "丸括弧の前に語は要りません", "no word is needed before these brackets");
                }
                if let Some(item) = items.first() {
                    report(
                        Code::Shape,
                        item.spot,
                        "この値には項目名がありません。「項目名: 値」と書きます",
                        "this value has no name; write `field: value`",
                    );
                }
                let given = self.known_fields(name, known, fields);
                visitor.visit_map(Fields { reader: self, given, at: 0, value: None })
            }
            _ => {
                self.shape("丸括弧 ( ) で囲んだ項目", "a group of fields between round brackets ( )");
                self.nothing(|nothing| nothing.deserialize_struct(name, known, visitor))
            }
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failed> {
        let (word, spot, content) = match &self.node.kind {
            Kind::Word => (self.words(), self.node.spot, None),
            Kind::Group { name: Some(name), .. } if !self.inside => (self.sources.words(*name), *name, Some(self.node)),
            Kind::Text(_) if known.contains(&self.node.text(self.sources).unwrap_or_default()) => {
                let word = self.node.text(self.sources).unwrap_or_default();
                report(
                    Code::Shape,
                    self.whole(),
                    format!("ここでは引用符なしで {word} と書きます"),
                    format!("write {word} without quotes here"),
                );
                (word, self.node.spot, None)
            }
            Kind::Missing => ("", self.node.spot, None),
            _ => {
                self.shape("語", "a word");
                ("", self.node.spot, None)
            }
        };
        match known.iter().find(|variant| **variant == word) {
            Some(variant) => visitor.visit_enum(Choice { reader: self, variant, spot, content }),
            None => {
                // A word with signs beyond plain letters was reported when it was read.
                if !word.is_empty() && word.is_ascii() {
                    words::report(
                        Problem::at(
                            Code::UnknownWord,
                            Some(spot),
                            Text::new(
                                format!("「{word}」という語はここでは使えません"),
                                format!("there is no word `{word}` here"),
                            ),
                        )
                        .with_help(suggest(word, known)),
                    );
                }
                self.nothing(|nothing| nothing.deserialize_enum("", known, visitor))
            }
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, wanted: usize, visitor: V) -> Result<V::Value, Failed> {
        let items = match &self.node.kind {
            Kind::Group { items, .. } => items.as_slice(),
            _ => &[],
        };
        if items.len() != wanted {
            report(
                Code::Shape,
                self.node.spot,
                format!("この丸括弧には値が{wanted}個要りますが、{}個あります", items.len()),
                format!("{wanted} values are needed between these brackets, but there are {}", items.len()),
            );
        }
        visitor.visit_seq(Items { reader: self, items: items[..items.len().min(wanted)].iter(), wanted: Some(wanted) })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i64 i128 u16 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple_struct map identifier
    }
}

impl<'a> Reader<'a> {
    /// The fields a struct has, each once, then those it must have and has not.
    fn known_fields(
        self,
        name: &'static str,
        known: &'static [&'static str],
        fields: &'a [Field],
    ) -> Vec<(&'a str, Option<&'a Node>)> {
        let mut given: Vec<(&'a str, Option<&'a Node>)> = Vec::with_capacity(fields.len());
        let shape = shape_of(name);
        for field in fields {
            let key = self.sources.words(field.key);
            if known.contains(&key) {
                given.push((key, Some(&field.value)));
            } else if key.is_ascii() {
                words::report(
                    Problem::at(
                        Code::UnknownField,
                        Some(field.key),
                        Text::new(
                            format!("{}に「{key}」という項目はありません", shape.ja),
                            format!("{} has no field `{key}`", shape.en),
                        ),
                    )
                    .with_help(suggest(key, known)),
                );
                // A slip of the pen: what it was meant to say is read all the same.
                let meant =
                    nearest(key, known.iter().copied()).filter(|meant| self.node.field(self.sources, meant).is_none());
                if let Some(meant) = meant {
                    given.push((meant, Some(&field.value)));
                }
            }
        }
        for required in shape.required {
            if !given.iter().any(|(key, _)| key == required) {
                let at = self
                    .node
                    .field(self.sources, "id")
                    .map_or_else(|| self.sources.first_sign(self.node.spot), |id| id.spot);
                words::report(
                    Problem::at(
                        Code::MissingField,
                        Some(at),
                        Text::new(
                            format!("{}に必須の項目「{required}」がありません", shape.ja),
                            format!("{} needs the field `{required}`", shape.en),
                        ),
                    )
                    .with_help(Some(Text::new(
                        format!("この括弧の中に {required}: … を書き足します"),
                        format!("add `{required}: …` inside these brackets"),
                    ))),
                );
                given.push((required, None));
            }
        }
        given
    }
}

struct Items<'a> {
    reader: Reader<'a>,
    items: std::slice::Iter<'a, Node>,
    /// How many there must be, in a word that takes several values.
    wanted: Option<usize>,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Failed;
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failed> {
        if let Some(wanted) = &mut self.wanted {
            *wanted = wanted.saturating_sub(1);
        }
        match self.items.next() {
            Some(item) => seed.deserialize(self.reader.of(item)).map(Some),
            None if self.wanted.is_some() => self.reader.nothing(|nothing| seed.deserialize(nothing)).map(Some),
            None => Ok(None),
        }
    }
    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct Fields<'a> {
    reader: Reader<'a>,
    given: Vec<(&'a str, Option<&'a Node>)>,
    at: usize,
    value: Option<Option<&'a Node>>,
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = Failed;
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Failed> {
        let Some((key, value)) = self.given.get(self.at) else { return Ok(None) };
        self.at += 1;
        self.value = Some(*value);
        seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some)
    }
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Failed> {
        match self.value.take().flatten() {
            Some(node) => seed.deserialize(self.reader.of(node)),
            None => self.reader.nothing(|nothing| seed.deserialize(nothing)),
        }
    }
}

/// A word of an enum, with what stands in its brackets.
struct Choice<'a> {
    reader: Reader<'a>,
    variant: &'static str,
    spot: Spot,
    content: Option<&'a Node>,
}

impl<'de> EnumAccess<'de> for Choice<'de> {
    type Error = Failed;
    type Variant = Self;
    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Failed> {
        let variant = seed.deserialize(BorrowedStrDeserializer::<Failed>::new(self.variant))?;
        Ok((variant, self))
    }
}

impl<'de> Choice<'de> {
    fn needs_brackets(&self) {
        let word = self.variant;
        report(
            Code::Shape,
            self.spot,
            format!("「{word}」には必ず括弧が付きます。詳しく書くことがなければ {word}() です"),
            format!("`{word}` always has its brackets, even empty: {word}()"),
        );
    }
}

impl<'de> VariantAccess<'de> for Choice<'de> {
    type Error = Failed;

    fn unit_variant(self) -> Result<(), Failed> {
        if let Some(content) = self.content {
            let word = self.variant;
            report(
                Code::Shape,
                content.spot,
                format!("「{word}」に括弧は付きません。{word} とだけ書きます"),
                format!("`{word}` takes no brackets; write {word}"),
            );
        }
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Failed> {
        let Some(content) = self.content else {
            self.needs_brackets();
            return self.reader.nothing(|nothing| seed.deserialize(nothing));
        };
        match &content.kind {
            Kind::Group { fields, items, .. } if fields.is_empty() && items.len() == 1 => {
                seed.deserialize(self.reader.of(&items[0]))
            }
            _ => {
                let reader = self.reader.of(content);
                seed.deserialize(Reader { inside: true, ..reader })
            }
        }
    }

    fn tuple_variant<V: Visitor<'de>>(self, wanted: usize, visitor: V) -> Result<V::Value, Failed> {
        match self.content {
            Some(content) => {
                let reader = self.reader.of(content);
                Reader { inside: true, ..reader }.deserialize_tuple(wanted, visitor)
            }
            None => {
                self.needs_brackets();
                self.reader.nothing(|nothing| nothing.deserialize_tuple(wanted, visitor))
            }
        }
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Failed> {
        match self.content {
            Some(content) => {
                let reader = self.reader.of(content);
                Reader { inside: true, ..reader }.deserialize_struct(self.variant, fields, visitor)
            }
            None => {
                self.needs_brackets();
                self.reader.nothing(|nothing| nothing.deserialize_struct(self.variant, fields, visitor))
            }
        }
    }
}

/// Stands in for what could not be read: no words, no items, the first choice, zero.
struct Nothing;

impl<'de> Deserializer<'de> for Nothing {
    type Error = Failed;
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        visitor.visit_borrowed_str("")
    }
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        visitor.visit_bool(false)
    }
    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        visitor.visit_u8(0)
    }
    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        visitor.visit_u32(0)
    }
    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        visitor.visit_i32(0)
    }
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        visitor.visit_none()
    }
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Failed> {
        visitor.visit_newtype_struct(self)
    }
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failed> {
        self.deserialize_tuple(0, visitor)
    }
    fn deserialize_tuple<V: Visitor<'de>>(self, wanted: usize, visitor: V) -> Result<V::Value, Failed> {
        visitor.visit_seq(Nothings(&[""; 8][..wanted.min(8)]))
    }
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failed> {
        visitor.visit_map(Nothings(shape_of(name).required))
    }
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failed> {
        visitor.visit_enum(Nothings(known))
    }
    forward_to_deserialize_any! {
        i8 i16 i64 i128 u16 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct tuple_struct map
        identifier ignored_any
    }
}

/// So many nothings, named where they have a name.
struct Nothings(&'static [&'static str]);

impl<'de> SeqAccess<'de> for Nothings {
    type Error = Failed;
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failed> {
        let Some((_, rest)) = self.0.split_first() else { return Ok(None) };
        self.0 = rest;
        seed.deserialize(Nothing).map(Some)
    }
}

impl<'de> MapAccess<'de> for Nothings {
    type Error = Failed;
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Failed> {
        let Some((first, rest)) = self.0.split_first() else { return Ok(None) };
        self.0 = rest;
        seed.deserialize(BorrowedStrDeserializer::new(first)).map(Some)
    }
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Failed> {
        seed.deserialize(Nothing)
    }
}

impl<'de> EnumAccess<'de> for Nothings {
    type Error = Failed;
    type Variant = Self;
    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Failed> {
        let first = self.0.first().copied().unwrap_or_default();
        Ok((seed.deserialize(BorrowedStrDeserializer::<Failed>::new(first))?, self))
    }
}

impl<'de> VariantAccess<'de> for Nothings {
    type Error = Failed;
    fn unit_variant(self) -> Result<(), Failed> {
        Ok(())
    }
    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Failed> {
        seed.deserialize(Nothing)
    }
    fn tuple_variant<V: Visitor<'de>>(self, wanted: usize, visitor: V) -> Result<V::Value, Failed> {
        Nothing.deserialize_tuple(wanted, visitor)
    }
    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Failed> {
        Nothing.deserialize_struct("", fields, visitor)
    }
}
