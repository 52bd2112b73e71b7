//! Signs and words of a file. Signs that only look right (full-width ones, habits of JSON) are reported with their mend
//! and taken for what they stand for.

use crate::scenario::diagnostics::{Code, Problem};
use crate::scenario::sources::Spot;
use crate::text::Text;

/// A sign or word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// `(` `[` `{`
    Open(u8),
    /// `)` `]` `}`
    Close(u8),
    Comma,
    Colon,
    /// A text between quotes.
    Text(Quote),
    Number,
    Word,
    End,
}

/// How a text is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quote {
    /// Between quotes, without escapes.
    Plain,
    /// With escapes, or raw: `ron` reads it.
    Escaped,
    /// The end of the file came before the closing quote.
    Open,
}

/// A token with its place. Of a text, `start..end` is what stands between the quotes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lexeme {
    pub token: Token,
    pub start: usize,
    pub end: usize,
    /// First byte, the quote included.
    pub from: usize,
    /// The byte behind the last, the quote included.
    pub to: usize,
    /// How many problems were known before it was read.
    pub problems_before: usize,
}

/// `// allow CODE: reason` in a file.
#[derive(Clone, Debug)]
pub struct Allow {
    /// The code.
    pub code: String,
    /// Whether a reason is given.
    pub reason: bool,
    /// Where the code stands.
    pub spot: Spot,
}

pub(super) struct Lexer<'a> {
    pub text: &'a str,
    pub file: u16,
    pub at: usize,
    pub problems: Vec<Problem>,
    pub allows: Vec<Allow>,
}

/// The plain sign a full-width one stands for.
fn narrow(sign: char) -> Option<char> {
    Some(match sign {
        '、' => ',',
        '“' | '”' | '〝' | '〟' | '「' | '」' | '＂' => '"',
        '【' => '[',
        '】' => ']',
        '！'..='～' => char::from_u32(u32::from(sign) - 0xFEE0)?,
        _ => return None,
    })
}

fn is_word(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}

impl<'a> Lexer<'a> {
    pub fn new(text: &'a str, file: u16) -> Lexer<'a> {
        Lexer { text, file, at: 0, problems: Vec::new(), allows: Vec::new() }
    }

    pub fn spot(&self, start: usize, end: usize) -> Spot {
        Spot { file: self.file, start: start as u32, end: end as u32 }
    }

    pub fn report(&mut self, code: Code, start: usize, end: usize, ja: String, en: String) -> &mut Problem {
        let problem = Problem::at(code, Some(self.spot(start, end)), Text::new(ja, en));
        self.problems.push(problem);
        self.problems.last_mut().expect("one was just pushed")
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn sign(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn lexeme(&self, token: Token, from: usize, problems_before: usize) -> Lexeme {
        Lexeme { token, start: from, end: self.at, from, to: self.at, problems_before }
    }

    /// The next sign or word.
    pub fn next(&mut self) -> Lexeme {
        loop {
            let before = self.problems.len();
            self.skip_blanks();
            let from = self.at;
            let Some(byte) = self.byte() else { return self.lexeme(Token::End, from, before) };
            let token = match byte {
                b'(' | b'[' | b'{' => self.sign_of(Token::Open(byte)),
                b')' | b']' | b'}' => self.sign_of(Token::Close(byte)),
                b',' => self.sign_of(Token::Comma),
                b':' => self.sign_of(Token::Colon),
                b'"' => return self.quoted(from, before),
                b'r' if self.text[self.at + 1..].starts_with(['"', '#']) => return self.raw(from, before),
                b'0'..=b'9' | b'+' | b'-' | b'.' => {
                    self.at += 1;
                    self.skip_while(|sign| is_word(sign) || matches!(sign, '.' | '+' | '-'));
                    Token::Number
                }
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                    self.skip_while(is_word);
                    Token::Word
                }
                _ => match self.odd(from, before) {
                    Some(lexeme) => return lexeme,
                    None => continue,
                },
            };
            return self.lexeme(token, from, before);
        }
    }

    fn sign_of(&mut self, token: Token) -> Token {
        self.at += 1;
        token
    }

    fn skip_while(&mut self, fits: impl Fn(char) -> bool) {
        let rest = &self.text[self.at..];
        self.at += rest.find(|sign| !fits(sign)).unwrap_or(rest.len());
    }

    fn skip_blanks(&mut self) {
        loop {
            match self.byte() {
                Some(b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c) => self.at += 1,
                Some(b'/') if self.text[self.at..].starts_with("//") => self.line_comment(),
                Some(b'/') if self.text[self.at..].starts_with("/*") => self.block_comment(),
                Some(byte) if byte >= 0x80 => match self.sign() {
                    Some('\u{85}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}') => {
                        self.at += self.sign().map_or(0, char::len_utf8);
                    }
                    Some('\u{3000}' | '\u{a0}' | '\u{feff}') => {
                        let from = self.at;
                        self.skip_while(|sign| matches!(sign, '\u{3000}' | '\u{a0}' | '\u{feff}'));
                        self.report(
                            Code::FullWidth,
                            from,
                            self.at,
                            "全角の空白です。半角の空白にしてください".to_owned(),
                            "this is a full-width blank; write a plain one".to_owned(),
                        );
                    }
                    _ => return,
                },
                _ => return,
            }
        }
    }

    fn line_comment(&mut self) {
        let from = self.at;
        self.skip_while(|sign| sign != '\n');
        let comment = &self.text[from + 2..self.at];
        let said = comment.trim_start();
        if let Some(rest) = said.strip_prefix("allow ") {
            let start = from + 2 + (comment.len() - rest.len());
            let code = rest.split(|sign: char| !sign.is_ascii_alphanumeric()).next().unwrap_or_default();
            // Only what looks like a code is one: a comment may well begin with the word.
            let looks = code.len() == 4
                && code.starts_with(|sign: char| sign.is_ascii_uppercase())
                && code[1..].bytes().all(|digit| digit.is_ascii_digit());
            if looks {
                let reason = rest[code.len()..].trim_start_matches([':', '：', ' ']).trim();
                self.allows.push(Allow {
                    code: code.to_owned(),
                    reason: !reason.is_empty(),
                    spot: self.spot(start, start + code.len()),
                });
            }
        }
    }

    fn block_comment(&mut self) {
        let from = self.at;
        let mut depth = 0;
        while self.at < self.text.len() {
            let rest = &self.text.as_bytes()[self.at..];
            if rest.starts_with(b"/*") {
                depth += 1;
                self.at += 2;
            } else if rest.starts_with(b"*/") {
                depth -= 1;
                self.at += 2;
                if depth == 0 {
                    return;
                }
            } else {
                self.at += 1;
            }
        }
        self.report(
            Code::Unclosed,
            from,
            from + 2,
            "ここで始まった注釈 /* が */ で閉じられていません".to_owned(),
            "the comment that begins here with /* is not closed with */".to_owned(),
        );
    }

    fn quoted(&mut self, from: usize, problems_before: usize) -> Lexeme {
        let start = from + 1;
        let bytes = self.text.as_bytes();
        let mut at = start;
        let mut escaped = false;
        while at < bytes.len() {
            match bytes[at] {
                b'"' => {
                    self.at = at + 1;
                    let quote = if escaped { Quote::Escaped } else { Quote::Plain };
                    return Lexeme { token: Token::Text(quote), start, end: at, from, to: at + 1, problems_before };
                }
                b'\\' => {
                    escaped = true;
                    at += 2;
                }
                _ => at += 1,
            }
        }
        self.at = bytes.len();
        Lexeme { token: Token::Text(Quote::Open), start, end: self.at, from, to: self.at, problems_before }
    }

    fn raw(&mut self, from: usize, problems_before: usize) -> Lexeme {
        let rest = &self.text[from + 1..];
        let hashes = rest.bytes().take_while(|byte| *byte == b'#').count();
        if rest.as_bytes().get(hashes) != Some(&b'"') {
            self.skip_while(is_word);
            return self.lexeme(Token::Word, from, problems_before);
        }
        let start = from + 2 + hashes;
        let closing = format!("\"{}", "#".repeat(hashes));
        let (quote, end, to) = match self.text[start..].find(&closing) {
            Some(length) => (Quote::Escaped, start + length, start + length + closing.len()),
            None => (Quote::Open, self.text.len(), self.text.len()),
        };
        self.at = to;
        Lexeme { token: Token::Text(quote), start, end, from, to, problems_before }
    }

    /// A sign the format does not know. `None`: it is passed over.
    fn odd(&mut self, from: usize, before: usize) -> Option<Lexeme> {
        let sign = self.sign()?;
        let plain = narrow(sign);
        if plain.is_some_and(is_word) {
            self.skip_while(|sign| is_word(sign) || narrow(sign).is_some_and(is_word));
            let words: String = self.text[from..self.at].chars().map(|sign| narrow(sign).unwrap_or(sign)).collect();
            self.report(
                Code::FullWidth,
                from,
                self.at,
                format!("全角の文字です。半角で {words} と書いてください"),
                format!("these are full-width letters; write {words}"),
            );
            return Some(self.lexeme(Token::Word, from, before));
        }
        if sign.is_alphanumeric() {
            self.skip_while(is_word);
            return Some(self.lexeme(Token::Word, from, before));
        }
        self.at += sign.len_utf8();
        if let Some(plain) = plain {
            self.report(
                Code::FullWidth,
                from,
                self.at,
                format!("「{sign}」は全角です。半角の {plain} にしてください"),
                format!("\"{sign}\" is a full-width sign; write {plain}"),
            );
            return match plain {
                '"' => Some(self.wide_quoted(from, before)),
                '(' | '[' | '{' => Some(self.lexeme(Token::Open(plain as u8), from, before)),
                ')' | ']' | '}' => Some(self.lexeme(Token::Close(plain as u8), from, before)),
                ',' | ';' => Some(self.lexeme(Token::Comma, from, before)),
                ':' | '=' => Some(self.lexeme(Token::Colon, from, before)),
                _ => None,
            };
        }
        let (instead, token) = match sign {
            ';' => (",", Some(Token::Comma)),
            '=' => (":", Some(Token::Colon)),
            '\'' => ("\"", None),
            _ => ("", None),
        };
        if instead.is_empty() {
            self.report(
                Code::Syntax,
                from,
                self.at,
                format!("「{sign}」はここでは意味を持ちません。消してください"),
                format!("\"{sign}\" has no meaning here; remove it"),
            );
            return None;
        }
        self.report(
            Code::JsonHabit,
            from,
            self.at,
            format!("ここでは {sign} ではなく {instead} を使います"),
            format!("write {instead} here instead of {sign}"),
        );
        match token {
            Some(token) => Some(self.lexeme(token, from, before)),
            None => Some(self.single_quoted(from, before)),
        }
    }

    fn until_on_line(&mut self, from: usize, closes: impl Fn(char) -> bool, before: usize) -> Lexeme {
        let start = self.at;
        let rest = &self.text[start..];
        let stop = rest.find(|sign| closes(sign) || sign == '\n').unwrap_or(rest.len());
        let closing = rest[stop..].chars().next().filter(|sign| *sign != '\n').map_or(0, char::len_utf8);
        self.at = start + stop + closing;
        Lexeme {
            token: Token::Text(Quote::Plain),
            start,
            end: start + stop,
            from,
            to: self.at,
            problems_before: before,
        }
    }

    fn wide_quoted(&mut self, from: usize, before: usize) -> Lexeme {
        self.until_on_line(from, |sign| sign == '"' || narrow(sign) == Some('"'), before)
    }

    fn single_quoted(&mut self, from: usize, before: usize) -> Lexeme {
        self.until_on_line(from, |sign| sign == '\'', before)
    }
}
