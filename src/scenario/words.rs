//! The scalar words of a scenario file: ids, spans, moments, windows, ranges and texts, each with its place.
//!
//! A word that cannot be read is reported at its exact place and replaced by a harmless one, so that one pass finds all
//! of them.

use super::diagnostics::{Code, Problem};
pub use super::sources::Place;
use super::sources::Spot;
use crate::text::Text;
use crate::time::{self, Span, Time};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::cell::{Cell, RefCell};
use std::fmt;

thread_local! {
    /// Where the value stands that is being read; serde has no way to hand it on.
    static HERE: Cell<Place> = const { Cell::new(None) };
    /// Whether what is read stands in for something else: then nothing is wrong with it.
    static QUIET: Cell<bool> = const { Cell::new(false) };
    /// What the values read so far could not say.
    static PROBLEMS: RefCell<Vec<Problem>> = const { RefCell::new(Vec::new()) };
}

/// Runs `read`; the problems of what it reads come back with its result.
pub(super) fn reading<T>(read: impl FnOnce() -> T) -> (T, Vec<Problem>) {
    PROBLEMS.with_borrow_mut(Vec::clear);
    let result = read();
    HERE.set(None);
    (result, PROBLEMS.with_borrow_mut(std::mem::take))
}

/// The value that is read next stands here.
pub(super) fn stand_at(place: Place) {
    HERE.set(place);
}

/// Reads something that stands in for what could not be read.
pub(super) fn quietly<T>(read: impl FnOnce() -> T) -> T {
    let before = QUIET.replace(true);
    let result = read();
    QUIET.set(before);
    result
}

pub(super) fn report(problem: Problem) {
    if !QUIET.get() {
        PROBLEMS.with_borrow_mut(|problems| problems.push(problem));
    }
}

fn bad(code: Code, place: Place, text: Text) {
    report(Problem::at(code, place, text));
}

/// A piece of a word, by bytes from its start. Where the word has escapes, the whole of it.
fn piece(place: Place, word: &str, from: usize, length: usize) -> Place {
    place.map(|spot| match (spot.end - spot.start) as usize == word.len() {
        true => Spot { start: spot.start + from as u32, end: spot.start + (from + length) as u32, ..spot },
        false => spot,
    })
}

struct Word<F>(&'static str, F);

impl<T, F: FnOnce(&str, Place) -> T> Visitor<'_> for Word<F> {
    type Value = T;
    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(self.0)
    }
    fn visit_str<E: de::Error>(self, word: &str) -> Result<T, E> {
        Ok(self.1(word, HERE.get().filter(|_| !QUIET.get())))
    }
}

/// An id as it stands in the file. Two ids are equal when their words are.
#[derive(Clone, Debug, Default)]
pub struct Id {
    /// The word.
    pub name: String,
    /// Where it stands.
    pub place: Place,
}

impl Id {
    /// An id that stands in no file.
    pub fn bare(name: &str) -> Id {
        Id { name: name.to_owned(), place: None }
    }
}

impl PartialEq for Id {
    fn eq(&self, other: &Id) -> bool {
        self.name == other.name
    }
}

impl serde::Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Id, D::Error> {
        deserializer
            .deserialize_str(Word("an id between quotes", |word: &str, place| Id { name: word.to_owned(), place }))
    }
}

/// A whole number of seconds, or one drawn evenly between two (both included) once a seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpanRange {
    /// The least, in seconds.
    pub least: Span,
    /// The most, in seconds.
    pub most: Span,
}

impl SpanRange {
    /// Always the same.
    pub const fn exactly(span: Span) -> SpanRange {
        SpanRange { least: span, most: span }
    }
}

fn range_of<T: PartialOrd + Copy>(word: &str, read: impl Fn(&str) -> Option<T>) -> Option<(T, T)> {
    match word.split_once("..") {
        None => read(word).map(|one| (one, one)),
        Some((least, most)) => Some((read(least)?, read(most)?)).filter(|(least, most)| least <= most),
    }
}

impl<'de> Deserialize<'de> for SpanRange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<SpanRange, D::Error> {
        deserializer.deserialize_str(Word("a span such as \"4min\" or \"4min..10min\"", |word: &str, place| {
            match range_of(word, time::parse_span) {
                Some((least, most)) => SpanRange { least, most },
                None => {
                    bad(
                        Code::BadTime,
                        place,
                        Text::new(
                            format!("「{word}」は時間の長さとして読めません。\"40s\"、\"4min\"、\"1h30min\"、幅は \"4min..10min\" のように書きます"),
                            format!("\"{word}\" is not a span; write \"40s\", \"4min\", \"1h30min\", or a range \"4min..10min\""),
                        ),
                    );
                    SpanRange::exactly(60)
                }
            }
        }))
    }
}

/// A single span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OneSpan(pub Span);

impl serde::Serialize for OneSpan {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&time::span_word(self.0))
    }
}

impl<'de> Deserialize<'de> for OneSpan {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<OneSpan, D::Error> {
        deserializer.deserialize_str(Word("a span such as \"4min\"", |word: &str, place| {
            OneSpan(time::parse_span(word).unwrap_or_else(|| {
                bad(
                    Code::BadTime,
                    place,
                    Text::new(
                        format!(
                            "「{word}」は時間の長さとして読めません。\"40s\"、\"4min\"、\"1h30min\" のように書きます"
                        ),
                        format!("\"{word}\" is not a span; write \"40s\", \"4min\" or \"1h30min\""),
                    ),
                );
                60
            }))
        }))
    }
}

/// How far somebody's wall clock is ahead of the trainee's, in seconds; negative: behind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClockOffset(pub Span);

impl<'de> Deserialize<'de> for ClockOffset {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ClockOffset, D::Error> {
        deserializer.deserialize_str(Word("an offset such as \"+3h\" or \"-5h\"", |word: &str, place| {
            let offset = match word.split_at_checked(1) {
                Some(("+", span)) => time::parse_span(span),
                Some(("-", span)) => time::parse_span(span).map(|span| -span),
                _ => None,
            };
            ClockOffset(offset.filter(|offset| offset.abs() <= 14 * time::HOUR).unwrap_or_else(|| {
                bad(
                    Code::BadTime,
                    place,
                    Text::new(
                        format!(
                            "「{word}」は時差として読めません。\"+3h\" や \"-5h30min\" のように書きます(14時間まで)"
                        ),
                        format!("\"{word}\" is not an offset of a clock; write \"+3h\" or \"-5h30min\" (up to 14 h)"),
                    ),
                );
                0
            }))
        }))
    }
}

/// A point of the day before it is tied to the calendar.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub enum Point {
    /// Seconds from the first midnight.
    Clock(Span),
    /// Seconds after the anchor, or after the start where there is none.
    Offset(Span),
}

fn parse_point(word: &str) -> Option<Point> {
    match word.trim().strip_prefix('+') {
        Some(span) => time::parse_span(span).map(Point::Offset),
        None => time::parse_clock(word).map(Point::Clock),
    }
}

/// A moment, or one drawn evenly between two once a seed, after an anchor or by the clock.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The earliest.
    pub least: Point,
    /// The latest.
    pub most: Point,
    /// The item from whose time an offset counts.
    pub anchor: Option<Id>,
    /// Where it stands.
    pub place: Place,
}

impl PartialEq for Moment {
    fn eq(&self, other: &Moment) -> bool {
        (self.least, self.most, &self.anchor) == (other.least, other.most, &other.anchor)
    }
}

/// A stretch of time, open where an end is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// Its first moment.
    pub from: Option<Point>,
    /// Its last moment.
    pub to: Option<Point>,
    /// The item from whose time offsets count.
    pub anchor: Option<Id>,
}

fn split_anchor(word: &str, place: Place) -> (&str, Option<Id>) {
    match word.split_once(" after ") {
        None => (word, None),
        Some((points, anchor)) => {
            let place = piece(place, word, points.len() + " after ".len(), anchor.len());
            (points, Some(Id { name: anchor.trim().to_owned(), place }))
        }
    }
}

fn same_kind(least: Point, most: Point, anchored: bool) -> bool {
    match (least, most) {
        (Point::Clock(_), Point::Clock(_)) => !anchored,
        (Point::Offset(_), Point::Offset(_)) => true,
        _ => false,
    }
}

fn bad_moment(word: &str, place: Place) {
    bad(
        Code::BadTime,
        place,
        Text::new(
            format!(
                "「{word}」は時刻として読めません。\"11:50\"、\"1d 09:00\"、\"+20min\"、\"+20min after first_call\" のように書きます"
            ),
            format!(
                "\"{word}\" is not a moment; write \"11:50\", \"1d 09:00\", \"+20min\" or \"+20min after first_call\""
            ),
        ),
    );
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        deserializer.deserialize_str(Word("a moment such as \"11:50\"", |word: &str, place| {
            let (points, anchor) = split_anchor(word, place);
            match range_of(points, parse_point) {
                Some((least, most)) if same_kind(least, most, anchor.is_some()) => {
                    Moment { least, most, anchor, place }
                }
                _ => {
                    bad_moment(word, place);
                    Moment { least: Point::Offset(0), most: Point::Offset(0), anchor: None, place }
                }
            }
        }))
    }
}

impl serde::Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let point = |point: Point| match point {
            Point::Offset(span) => format!("+{}", time::span_word(span)),
            Point::Clock(span) => {
                let (days, rest) = (span / time::DAY, span % time::DAY);
                let day = if days > 0 { format!("{days}d ") } else { String::new() };
                format!("{day}{:02}:{:02}:{:02}", rest / 3_600, rest % 3_600 / 60, rest % 60)
            }
        };
        let mut word = point(self.least);
        if self.most != self.least {
            word = format!("{word}..{}", point(self.most));
        }
        if let Some(anchor) = &self.anchor {
            word = format!("{word} after {}", anchor.name);
        }
        serializer.serialize_str(&word)
    }
}

impl<'de> Deserialize<'de> for Window {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Window, D::Error> {
        deserializer.deserialize_str(Word("a window such as \"13:00..13:30\"", |word: &str, place| {
            let (points, anchor) = split_anchor(word, place);
            let end = |end: &str| match end.trim() {
                "" => Some(None),
                end => parse_point(end).map(Some),
            };
            match points.split_once("..").and_then(|(from, to)| Some((end(from)?, end(to)?))) {
                Some((from, to)) if from.is_some() || to.is_some() => Window { from, to, anchor },
                _ => {
                    bad(
                        Code::BadTime,
                        place,
                        Text::new(
                            format!("「{word}」は時間の範囲として読めません。\"13:00..13:30\"、\"16:00..\"、\"..+5min after call_back\" のように書きます"),
                            format!("\"{word}\" is not a window; write \"13:00..13:30\", \"16:00..\" or \"..+5min after call_back\""),
                        ),
                    );
                    Window { from: None, to: None, anchor: None }
                }
            }
        }))
    }
}

/// Whole numbers from one to another, both included; open where an end is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The least.
    pub least: i64,
    /// The most.
    pub most: i64,
}

impl Range {
    /// Whether a number lies within.
    pub fn contains(self, number: i64) -> bool {
        (self.least..=self.most).contains(&number)
    }
}

impl<'de> Deserialize<'de> for Range {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Range, D::Error> {
        deserializer.deserialize_str(Word("a range such as \"60..85\"", |word: &str, place| {
            let end = |end: &str, open: i64| if end.is_empty() { Some(open) } else { end.parse().ok() };
            match word.split_once("..").and_then(|(least, most)| Some((end(least, i64::MIN)?, end(most, i64::MAX)?))) {
                Some((least, most)) => Range { least, most },
                None => {
                    bad(
                        Code::BadTime,
                        place,
                        Text::new(
                            format!(
                                "「{word}」は数の範囲として読めません。\"60..85\"、\"..40\"、\"70..\" のように書きます"
                            ),
                            format!("\"{word}\" is not a range; write \"60..85\", \"..40\" or \"70..\""),
                        ),
                    );
                    Range { least: i64::MIN, most: i64::MAX }
                }
            }
        }))
    }
}

/// Spans up to a limit, `"..30min"`, in the answer to a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UpTo(pub Span);

impl<'de> Deserialize<'de> for UpTo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<UpTo, D::Error> {
        deserializer.deserialize_str(Word("a limit such as \"..30min\"", |word: &str, place| {
            UpTo(word.strip_prefix("..").and_then(time::parse_span).unwrap_or_else(|| {
                bad(
                    Code::BadTime,
                    place,
                    Text::new(
                        format!("「{word}」は上限として読めません。\"..30min\" のように書きます"),
                        format!("\"{word}\" is not a limit; write \"..30min\""),
                    ),
                );
                time::HOUR
            }))
        }))
    }
}

/// The calendar date and time a scenario starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp(pub jiff::civil::DateTime);

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Stamp, D::Error> {
        deserializer.deserialize_str(Word("a date and time such as \"2026-11-30 11:45\"", |word: &str, place| {
            Stamp(jiff::civil::DateTime::strptime("%Y-%m-%d %H:%M", word).unwrap_or_else(|_| {
                bad(
                    Code::BadTime,
                    place,
                    Text::new(
                        format!("「{word}」は日時として読めません。\"2026-11-30 11:45\" のように書きます"),
                        format!("\"{word}\" is not a date and time; write \"2026-11-30 11:45\""),
                    ),
                );
                jiff::civil::date(2026, 1, 1).at(0, 0, 0, 0)
            }))
        }))
    }
}

/// A text as written: `(ja: "…", en: "…")`, or one plain string for one language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prose {
    /// Japanese, if given.
    pub ja: Option<String>,
    /// English, if given.
    pub en: Option<String>,
    /// Where its first words stand.
    pub place: Place,
}

/// Words with each `{placeholder}` replaced by what `fill` makes of its name.
pub fn filled(words: &str, mut fill: impl FnMut(&str) -> String) -> String {
    let mut filled = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else { break };
        filled.push_str(&rest[..open]);
        filled.push_str(&fill(&rest[open + 1..open + close]));
        rest = &rest[open + close + 1..];
    }
    filled.push_str(rest);
    filled
}

/// Whether words are Japanese: a single kana or kanji says so.
fn is_japanese(words: &str) -> bool {
    words
        .chars()
        .any(|sign| matches!(sign, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}'))
}

impl Prose {
    /// Both languages; one that is missing is stood in for by the other.
    pub fn text(&self) -> Text {
        let (ja, en) = (self.ja.as_deref(), self.en.as_deref());
        let tidy = |words: &str| words.lines().map(str::trim_start).collect::<Vec<_>>().join("\n");
        Text::new(tidy(ja.or(en).unwrap_or_default()), tidy(en.or(ja).unwrap_or_default()))
    }

    /// Whether no words are written in either language.
    pub fn is_empty(&self) -> bool {
        let blank = |words: &Option<String>| words.as_deref().is_none_or(str::is_empty);
        blank(&self.ja) && blank(&self.en)
    }

    fn plain(words: &str, place: Place) -> Prose {
        let words_of = Some(words.to_owned());
        match words.is_empty() {
            true => Prose { place, ..Prose::default() },
            false if is_japanese(words) => Prose { ja: words_of, en: None, place },
            false => Prose { ja: None, en: words_of, place },
        }
    }
}

struct ProseVisitor;

struct PlacedString(String, Place);

impl<'de> Deserialize<'de> for PlacedString {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<PlacedString, D::Error> {
        deserializer
            .deserialize_str(Word("a text between quotes", |word: &str, place| PlacedString(word.to_owned(), place)))
    }
}

impl<'de> Visitor<'de> for ProseVisitor {
    type Value = Prose;
    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a text: (ja: \"…\", en: \"…\") or \"…\"")
    }
    fn visit_str<E: de::Error>(self, words: &str) -> Result<Prose, E> {
        Ok(Prose::plain(words, HERE.get().filter(|_| !QUIET.get())))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Prose, A::Error> {
        let mut prose = Prose::default();
        while let Some(key) = map.next_key::<String>()? {
            let slot = match key.as_str() {
                "ja" => &mut prose.ja,
                "en" => &mut prose.en,
                other => return Err(de::Error::unknown_field(other, &["ja", "en"])),
            };
            let PlacedString(words, place) = map.next_value()?;
            *slot = Some(words);
            prose.place = prose.place.or(place);
        }
        Ok(prose)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Prose, A::Error> {
        bad(
            Code::Shape,
            HERE.get(),
            Text::new(
                "ここには文字(\"…\" または (ja: \"…\", en: \"…\"))が要りますが、角括弧の一覧 [ ]があります",
                "a text (\"…\" or (ja: \"…\", en: \"…\")) is needed here, but there is a list [ ]",
            ),
        );
        Ok(Prose::default())
    }
}

impl<'de> Deserialize<'de> for Prose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Prose, D::Error> {
        deserializer.deserialize_any(ProseVisitor)
    }
}

/// A value that knows where it stands.
#[derive(Clone, Debug, Default)]
pub struct Placed<T> {
    /// The value.
    pub is: T,
    /// Where it stands.
    pub place: Place,
}

impl<T: PartialEq> PartialEq for Placed<T> {
    fn eq(&self, other: &Placed<T>) -> bool {
        self.is == other.is
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Placed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Placed<T>, D::Error> {
        let place = HERE.get().filter(|_| !QUIET.get());
        Ok(Placed { is: T::deserialize(deserializer)?, place })
    }
}

/// Ties a point to the calendar: seconds since the start, or since the anchor for an offset.
pub fn tie(point: Point, start_of_day: Span) -> Time {
    match point {
        Point::Clock(seconds) => seconds - start_of_day,
        Point::Offset(seconds) => seconds,
    }
}
