//! The numbers of a text, in digits and in words, so that both languages can be held against each other.
//!
//! What is a number beyond doubt must be in the other language as well. What may as well be an idiom, and other ways to
//! say the same, only count where the other language has the number.

use std::collections::BTreeSet;
use std::fmt;

/// A number that a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Number {
    /// So many, in thousandths; a full hour of the clock is one of these.
    Count(u64),
    /// A time of day: hour and minute.
    Clock(u64, u64),
}

/// One, in thousandths.
const ONE: u64 = 1_000;

impl Number {
    fn clock(hour: u64, minute: u64) -> Number {
        if minute == 0 { Number::Count(hour * ONE) } else { Number::Clock(hour, minute) }
    }

    /// Small ones are idioms as often as numbers: once, first, 一度, 三日坊主.
    fn is_small(self) -> bool {
        matches!(self, Number::Count(count) if count < 10 * ONE)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Number::Count(count) if count % ONE == 0 => write!(formatter, "{}", count / ONE),
            Number::Count(count) => {
                let fraction = format!("{:03}", count % ONE);
                write!(formatter, "{}.{}", count / ONE, fraction.trim_end_matches('0'))
            }
            Number::Clock(hour, minute) => write!(formatter, "{hour}:{minute:02}"),
        }
    }
}

/// The numbers of a text, without the small ones.
#[derive(Debug, Default)]
struct Numbers {
    /// Written with digits.
    digits: BTreeSet<Number>,
    /// Spelt out, and nothing else can be meant.
    spelt: BTreeSet<Number>,
    /// Spelt out, but it may be an idiom; or the same said in another way.
    possible: BTreeSet<Number>,
}

impl Numbers {
    fn has(&self, number: &Number) -> bool {
        [&self.digits, &self.spelt, &self.possible].into_iter().any(|numbers| numbers.contains(number))
    }

    /// Whether the other language lacks a number of this one. Where it names none at all, only digits are missed: what
    /// is spelt out may belong to a name or a turn of phrase.
    fn beyond(&self, other: &Numbers) -> bool {
        let names_some = !other.digits.is_empty() || !other.spelt.is_empty();
        let lacks = |number: &Number| !other.has(number);
        self.digits.iter().any(lacks) || names_some && self.spelt.iter().any(lacks)
    }

    /// Takes in a time of day. It may be meant by the clock of twelve hours.
    fn clock(&mut self, hour: u64, minute: u64, digits: bool) {
        let written = if digits { &mut self.digits } else { &mut self.possible };
        written.insert(Number::clock(hour, minute));
        let other_half = if hour < 12 { hour + 12 } else { hour - 12 };
        self.possible.insert(Number::clock(other_half, minute));
    }

    fn without_small(mut self) -> Numbers {
        for numbers in [&mut self.digits, &mut self.spelt, &mut self.possible] {
            numbers.retain(|number| !number.is_small());
        }
        self
    }

    fn shown(&self) -> String {
        let shown: Vec<String> = self.digits.union(&self.spelt).map(Number::to_string).collect();
        if shown.is_empty() { "—".to_owned() } else { shown.join(" ") }
    }
}

/// The numbers of both languages as they are shown to the author, where they differ.
pub(super) fn differing(ja: &str, en: &str) -> Option<(String, String)> {
    let is_digit = |sign: char| sign.is_ascii_digit() || ('０'..='９').contains(&sign);
    let ja = japanese(&plain(ja));
    if ja.digits.is_empty() && ja.spelt.is_empty() && !en.contains(is_digit) {
        return None;
    }
    let en = english(&plain(en));
    (ja.beyond(&en) || en.beyond(&ja)).then(|| (ja.shown(), en.shown()))
}

/// The words without their placeholders, with plain digits and small letters.
fn plain(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    let mut depth = 0_u32;
    for sign in words.chars() {
        match sign {
            '{' => depth += 1,
            // What stands on its two sides does not belong together.
            '}' => {
                depth = depth.saturating_sub(1);
                plain.push('|');
            }
            _ if depth > 0 => {}
            '０'..='９' => plain.push(char::from_u32(u32::from(sign) - 0xFEE0).unwrap_or(sign)),
            _ => plain.push(sign.to_ascii_lowercase()),
        }
    }
    plain
}

/// A number in digits at the start, in thousandths, and how many bytes it takes: `12`, `2,300`, `1.5`.
fn in_digits(words: &str) -> Option<(u64, usize)> {
    let bytes = words.as_bytes();
    let run = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let mut length = run(0);
    if length == 0 {
        return None;
    }
    // Thousands are set apart in one language and not in the other.
    if length <= 3 {
        while bytes.get(length) == Some(&b',') && run(length + 1) == 3 {
            length += 4;
        }
    }
    let whole = value(&bytes[..length]).saturating_mul(ONE);
    let places = if bytes.get(length) == Some(&b'.') { run(length + 1) } else { 0 };
    if !(1..=3).contains(&places) {
        return Some((whole, length));
    }
    let end = length + 1 + places;
    let part = value(&bytes[length + 1..end]) * [100, 10, 1][places - 1];
    Some((whole.saturating_add(part), end))
}

fn value(digits: &[u8]) -> u64 {
    let digits = digits.iter().filter(|byte| byte.is_ascii_digit());
    digits.fold(0, |value, digit| value.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
}

/// A time of day such as `9:05` at the start, as hour and minute, and how many bytes it takes.
fn at_the_clock(words: &str) -> Option<(u64, u64, usize)> {
    let bytes = words.as_bytes();
    let colon = bytes.iter().take(3).position(|byte| *byte == b':').filter(|colon| *colon > 0)?;
    let two = |from: usize, to: usize| bytes.get(from..to).filter(|run| run.iter().all(u8::is_ascii_digit)).map(value);
    let (hour, minute) = (two(0, colon)?, two(colon + 1, colon + 3)?);
    let ends = !bytes.get(colon + 3).is_some_and(u8::is_ascii_digit);
    ends.then_some((hour, minute, colon + 3))
}

/// A number in Japanese, in digits, in kanji or in both: `30`, `3万`, `二十五`, `1億2千万`.
struct Numeral {
    /// Its value in thousandths.
    value: u64,
    /// How many bytes it takes.
    length: usize,
    /// Whether digits are in it.
    digits: bool,
    /// Spelt out with more than one sign and a ten, hundred or more among them: hardly an idiom.
    composed: bool,
}

const FIGURES: &str = "〇一二三四五六七八九";

/// What multiplies the figure before it.
fn unit(sign: char) -> Option<u64> {
    match sign {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        _ => None,
    }
}

/// What multiplies all before it.
fn myriad(sign: char) -> Option<u64> {
    match sign {
        '万' => Some(10_000),
        '億' => Some(100_000_000),
        '兆' => Some(1_000_000_000_000),
        _ => None,
    }
}

/// The numeral at the start, if there is one.
fn numeral(words: &str) -> Option<Numeral> {
    let (mut total, mut section, mut figure) = (0_u64, 0_u64, None::<u64>);
    let (mut length, mut signs, mut digits, mut units, mut in_a_row) = (0, 0, false, false, false);
    let mut spelt = false;
    while let Some(sign) = words[length..].chars().next() {
        if let Some((value, taken)) = in_digits(&words[length..]) {
            if figure.is_some() {
                break;
            }
            (figure, digits, spelt) = (Some(value), true, false);
            length += taken;
        } else if let Some(place) = FIGURES.chars().position(|known| known == sign) {
            if figure.is_some() && !spelt {
                break;
            }
            // Figures side by side: a year, or 二三日, which is two or three.
            in_a_row |= figure.is_some();
            figure = Some(figure.map_or(0, |figure| figure.saturating_mul(10)).saturating_add(place as u64 * ONE));
            spelt = true;
            length += sign.len_utf8();
        } else if let Some(unit) = unit(sign) {
            section = section.saturating_add(figure.take().unwrap_or(ONE).saturating_mul(unit));
            units = true;
            length += sign.len_utf8();
        } else if let Some(myriad) = myriad(sign) {
            let before = section.saturating_add(figure.take().unwrap_or(0));
            let before = if before == 0 { ONE } else { before };
            total = total.saturating_add(before.saturating_mul(myriad));
            (section, units) = (0, true);
            length += sign.len_utf8();
        } else {
            break;
        }
        signs += 1;
    }
    let value = total.saturating_add(section).saturating_add(figure.unwrap_or(0));
    (length > 0).then_some(Numeral { value, length, digits, composed: signs > 1 && units && !in_a_row })
}

/// What is counted: behind one of these a numeral that is spelt out is a number.
const COUNTED: &str = "分秒人件円台日年回名個本枚社歳部通箱";

/// The numbers of a Japanese text.
fn japanese(words: &str) -> Numbers {
    let mut numbers = Numbers::default();
    let mut rest = words;
    let mut before = None;
    while let Some(sign) = rest.chars().next() {
        if let Some((hour, minute, length)) = at_the_clock(rest) {
            numbers.clock(hour, minute, true);
            (rest, before) = (&rest[length..], None);
            continue;
        }
        let Some(found) = numeral(rest) else {
            (rest, before) = (&rest[sign.len_utf8()..], Some(sign));
            continue;
        };
        rest = &rest[found.length..];
        // 数十, 何百, 十数: nobody knows how many.
        let vague = before.is_some_and(|sign| "数何幾".contains(sign)) || rest.starts_with('数');
        before = None;
        let hours = rest.strip_prefix("時間");
        if let Some(rest_of_hours) = hours {
            let half = if rest_of_hours.starts_with('半') { 30 * ONE } else { 0 };
            numbers.possible.insert(Number::Count(found.value.saturating_mul(60).saturating_add(half)));
        } else if let Some(behind) = rest.strip_prefix('時') {
            let (minute, behind) = minutes(behind);
            numbers.clock(found.value / ONE, minute, found.digits);
            rest = behind;
            continue;
        } else if found.digits && rest.starts_with('月') {
            // A month is a number in Japanese and a name in English.
            continue;
        }
        let of_things = rest.starts_with("世帯") || rest.starts_with(|sign: char| COUNTED.contains(sign));
        let counted = hours.is_some() || of_things;
        let numbers = match found {
            _ if vague => &mut numbers.possible,
            Numeral { digits: true, .. } => &mut numbers.digits,
            Numeral { composed: true, .. } if counted => &mut numbers.spelt,
            _ => &mut numbers.possible,
        };
        numbers.insert(Number::Count(found.value));
    }
    numbers.without_small()
}

/// The minutes that stand behind an hour, and what stands behind them.
fn minutes(behind: &str) -> (u64, &str) {
    if let Some(rest) = behind.strip_prefix('半') {
        return (30, rest);
    }
    let minutes = |found: Numeral| Some((found.value / ONE, behind[found.length..].strip_prefix('分')?));
    numeral(behind).and_then(minutes).unwrap_or((0, behind))
}

/// A piece of an English text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'a> {
    /// A number in digits, in thousandths.
    Digits(u64),
    /// A time of day.
    Clock(u64, u64),
    /// A word.
    Word(&'a str),
    /// A sign that keeps apart what stands on its two sides.
    Break,
}

fn tokens(words: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = words;
    while let Some(sign) = rest.chars().next() {
        let length = if let Some((hour, minute, length)) = at_the_clock(rest) {
            tokens.push(Token::Clock(hour, minute));
            length
        } else if let Some((value, length)) = in_digits(rest) {
            tokens.push(Token::Digits(value));
            length
        } else if sign.is_ascii_lowercase() {
            let is_part = |sign: char| sign.is_ascii_lowercase() || matches!(sign, '\'' | '’');
            let length = rest.find(|sign: char| !is_part(sign)).unwrap_or(rest.len());
            tokens.push(Token::Word(&rest[..length]));
            length
        } else {
            if !sign.is_whitespace() && sign != '-' {
                tokens.push(Token::Break);
            }
            sign.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

const CARDINALS: &str = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
    sixteen seventeen eighteen nineteen";
const ORDINALS: &str = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth \
    thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth";
const TENS: &str = "zero ten twenty thirty forty fifty sixty seventy eighty ninety";

/// The value of a word that is a number below a hundred, and whether it is an ordinal.
fn small_word(word: &str) -> Option<(u64, bool)> {
    let place = |words: &str, wanted: &str| words.split(' ').position(|known| known == wanted).map(|at| at as u64);
    let tens = |wanted: &str| place(TENS, wanted).map(|at| at * 10);
    let cardinal = place(CARDINALS, word).or_else(|| tens(word));
    let ordinal = || {
        let of_tens = || tens(&format!("{}y", word.strip_suffix("ieth")?));
        place(ORDINALS, word).or_else(of_tens)
    };
    cardinal.map(|value| (value, false)).or_else(|| Some((ordinal()?, true)))
}

fn scale(word: &str) -> Option<u64> {
    match word {
        "hundred" => Some(100),
        "thousand" => Some(1_000),
        "million" => Some(1_000_000),
        "billion" => Some(1_000_000_000),
        _ => None,
    }
}

/// The number at the start of English words: its value in thousandths, how many pieces it takes, whether it has digits.
fn number(tokens: &[Token]) -> Option<(u64, usize, bool)> {
    const HUNDRED: u64 = 100 * ONE;
    let (mut total, mut group, mut digits, mut length) = (0_u64, None::<u64>, false, 0);
    while let Some(token) = tokens.get(length) {
        match token {
            Token::Digits(value) if length == 0 => (group, digits) = (Some(*value), true),
            Token::Word("and") if length > 0 => {
                let round = group.map_or(total > 0, |group| group > 0 && group % HUNDRED == 0);
                let goes_on = matches!(tokens.get(length + 1), Some(Token::Word(word)) if small_word(word).is_some());
                if digits || !round || !goes_on {
                    break;
                }
            }
            Token::Word(word) => {
                if let Some((value, ordinal)) = small_word(word) {
                    let value = value * ONE;
                    let fits = group.is_none_or(|group| {
                        let tens = group % HUNDRED >= 20 * ONE && group % (10 * ONE) == 0 && value < 10 * ONE;
                        tens || (group > 0 && group % HUNDRED == 0)
                    });
                    if (digits && group.is_some()) || !fits {
                        break;
                    }
                    group = Some(group.unwrap_or(0).saturating_add(value));
                    if ordinal {
                        length += 1;
                        break;
                    }
                } else if let Some(scale) = scale(word) {
                    let scaled = group.unwrap_or(ONE).saturating_mul(scale);
                    if scale == 100 {
                        group = Some(scaled);
                    } else {
                        (total, group) = (total.saturating_add(scaled), None);
                    }
                } else {
                    break;
                }
            }
            Token::Digits(_) | Token::Clock(..) | Token::Break => break,
        }
        length += 1;
    }
    (length > 0).then(|| (total.saturating_add(group.unwrap_or(0)), length, digits))
}

/// Lengths of time and the like that have a number in the other language.
const PHRASES: [(&[&str], u64); 6] = [
    (&["an", "hour", "and", "a", "half"], 90),
    (&["half", "an", "hour"], 30),
    (&["quarter", "of", "an", "hour"], 15),
    (&["three", "quarters", "of", "an", "hour"], 45),
    (&["an", "hour"], 60),
    (&["dozen"], 12),
];

/// The numbers of an English text.
fn english(words: &str) -> Numbers {
    let tokens = tokens(words);
    let mut numbers = Numbers::default();
    let mut at = 0;
    while at < tokens.len() {
        let rest = &tokens[at..];
        for (phrase, value) in PHRASES {
            if phrase.len() <= rest.len() && phrase.iter().zip(rest).all(|(&word, token)| Token::Word(word) == *token) {
                numbers.possible.insert(Number::Count(value * ONE));
            }
        }
        if let Token::Clock(hour, minute) = rest[0] {
            numbers.clock(hour, minute, true);
            at += 1;
            continue;
        }
        if let [Token::Word(part @ ("half" | "quarter")), Token::Word("past"), Token::Word(hour), ..] = rest
            && let Some((hour, false)) = small_word(hour)
        {
            numbers.clock(hour, if *part == "half" { 30 } else { 15 }, false);
            at += 3;
            continue;
        }
        let Some((value, length, digits)) = number(rest) else {
            at += 1;
            continue;
        };
        match rest.get(length) {
            Some(Token::Word("hour" | "hours")) => {
                let whole = value.saturating_mul(60);
                numbers.possible.extend([whole, whole.saturating_add(30 * ONE)].map(Number::Count));
            }
            // By the clock of twelve hours.
            Some(Token::Word("pm" | "p" | "o'clock" | "o’clock")) => {
                numbers.possible.insert(Number::Count(value.saturating_add(12 * ONE)));
            }
            _ => {}
        }
        // A ten, a dozen, “a hundred times” are said without counting.
        let counted = value >= 20 * ONE && !matches!(rest[0], Token::Word(word) if scale(word).is_some());
        let numbers = match (digits, counted) {
            (true, _) => &mut numbers.digits,
            (false, true) => &mut numbers.spelt,
            (false, false) => &mut numbers.possible,
        };
        numbers.insert(Number::Count(value));
        at += length;
    }
    numbers.without_small()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts that say the same.
    const SAME: &[(&str, &str)] = &[
        ("3万円", "30,000 yen"),
        ("3万円", "¥30,000"),
        ("３万円", "30 thousand yen"),
        ("1億2千万円", "120 million yen"),
        ("1.5万件", "15,000 items"),
        ("二十分", "20 minutes"),
        ("二十分", "twenty minutes"),
        ("20分", "twenty minutes"),
        ("二十五日", "the twenty-fifth"),
        ("二千三百台", "2,300 pendants"),
        ("2,300台", "two thousand three hundred pendants"),
        ("百二十人", "one hundred and twenty people"),
        ("三件", "three of them"),
        ("三十分たっても", "half an hour later"),
        ("90分", "an hour and a half"),
        ("1時間半", "90 minutes"),
        ("24時間", "24 hours"),
        ("締めは十五時半", "Cut-off at half past three"),
        ("15時半に", "at 15:30"),
        ("13時5分", "13:05"),
        ("12時まで", "by 12:00"),
        ("15時まで", "by 3 pm"),
        ("15:30まで", "by 3:30 pm"),
        ("午後3時半まで", "by 15:30"),
        ("9時戻り", "back at 9:00"),
        ("11月4日", "4 November"),
        ("{transfer}まで、20分", "20 minutes until {transfer}"),
        // Idioms are no numbers.
        ("一度お電話を", "Please ring once"),
        ("一切ありません", "There is none"),
        ("もう一度、少々お待ちください", "One moment, please: once more"),
        ("一番はじめに、第一報を", "First of all, word to them"),
        ("空きは十分にある", "There is plenty"),
        ("万一のときは", "should anything happen"),
        ("数十件", "dozens of them"),
        ("十数人", "more than a dozen people"),
        ("何百回も", "a hundred times"),
        ("二三日", "two or three days"),
        ("百も承知です", "I am well aware"),
        ("その二十五日のまま", "As it happened"),
        ("去年の十月", "last October"),
    ];

    /// Texts of which one has a slip.
    const DIFFERENT: &[(&str, &str)] = &[
        ("発注300件", "200 orders"),
        ("3万円", "3,000 yen"),
        ("3万円", "300,000 yen"),
        ("二十分", "30 minutes"),
        ("二十分", "thirty minutes"),
        ("20分", "twelve minutes"),
        ("120人", "one hundred and thirty people"),
        ("13:05", "13:50"),
        ("15時半に", "at 15:00"),
        ("30分ほど", "a while"),
        ("しばらく", "30 minutes"),
        ("2,300台", "2,800 pendants"),
    ];

    #[test]
    fn the_same_number_said_in_another_way_is_the_same() {
        for (ja, en) in SAME {
            assert_eq!(differing(ja, en), None, "{ja} and {en}");
        }
    }

    #[test]
    fn another_number_is_told() {
        for (ja, en) in DIFFERENT {
            assert!(differing(ja, en).is_some(), "{ja} and {en}");
        }
    }

    #[test]
    fn numbers_are_shown_as_they_are_meant() {
        let shown = |ja: &str, en: &str| differing(ja, en).unwrap_or_else(|| panic!("{ja} and {en}"));
        assert_eq!(shown("3万円と1.5万円", "none"), ("15000 30000".to_owned(), "—".to_owned()));
        assert_eq!(shown("12.5 %", "12:50"), ("12.5".to_owned(), "12:50".to_owned()));
    }

    #[test]
    fn numbers_of_any_length_are_read() {
        let long = "9".repeat(5_000);
        assert_eq!(differing(&long, &long), None);
        let spelt = "九千兆".repeat(50);
        assert_eq!(differing(&spelt, "so many"), None);
    }
}
