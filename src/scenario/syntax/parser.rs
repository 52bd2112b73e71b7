//! Brackets, names and commas into a tree. Mended in thought: a comma or colon that is missing, a bracket or quote that
//! was not closed.

use super::lexer::{Allow, Lexeme, Lexer, Quote, Token};
use super::tree::{Field, Kind, Node};
use crate::scenario::diagnostics::{Code, Problem};
use crate::scenario::sources::Spot;
use crate::text::Text;

/// How deep brackets may be nested.
pub const DEEPEST: usize = 64;

/// More fields than any item of the format has.
const MOST_FIELDS: usize = 64;

/// What was read from a file.
pub struct Parsed {
    /// Its one value.
    pub root: Node,
    /// What is wrong with its shape.
    pub problems: Vec<Problem>,
    /// Which advice it silences where.
    pub allows: Vec<Allow>,
}

/// Reads the shape of a file from a byte on.
pub fn parse(text: &str, start: usize, file: u16) -> Parsed {
    let parsed = Parser::new(text, start, file, false).file();
    // Brackets that do not match can only be told apart by how the lines are set in: that is asked only then, so that
    // no file is blamed for its layout.
    if parsed.problems.iter().any(|problem| problem.code == Code::Unclosed) {
        return Parser::new(text, start, file, true).file();
    }
    parsed
}

struct Open {
    closes: u8,
    spot: Spot,
    /// How far the line is set in on which it was opened.
    indent: usize,
}

struct Parser<'a> {
    lexer: Lexer<'a>,
    token: Lexeme,
    next: Lexeme,
    before: usize,
    open: Vec<Open>,
    by_layout: bool,
    /// A bracket was just taken for closed: the comma behind it is spent.
    mended: bool,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str, start: usize, file: u16, by_layout: bool) -> Parser<'a> {
        let mut lexer = Lexer::new(text, file);
        lexer.at = start;
        let token = lexer.next();
        let next = lexer.next();
        Parser { lexer, token, next, before: 0, open: Vec::new(), by_layout, mended: false }
    }

    fn file(mut self) -> Parsed {
        self.extensions();
        let root = match self.token.token {
            Token::End => {
                self.report(Code::Syntax, self.spot(self.token), "ファイルに何も書かれていません", "the file is empty");
                Node::missing(self.spot(self.token))
            }
            _ => self.value(),
        };
        while self.token.token == Token::Comma {
            self.advance();
        }
        if self.token.token != Token::End {
            self.report(
                Code::Unclosed,
                self.spot(self.token),
                "最後の閉じ括弧のあとに余分な文字があります。閉じ括弧が多いか、開き括弧が足りません",
                "there is something after the last closing bracket: one closes too many, or one was not opened",
            );
        }
        let mut problems = self.lexer.problems;
        problems.sort_by_key(|problem| problem.place);
        Parsed { root, problems, allows: self.lexer.allows }
    }

    /// `#![enable(…)]` at the top is RON, and changes nothing here.
    fn extensions(&mut self) {
        let text = self.lexer.text;
        let rest = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
        if rest.starts_with("#!") {
            self.lexer.problems.clear();
            self.lexer.at = text.len() - rest.len() + rest.find(']').map_or(rest.len(), |at| at + 1);
            self.token = self.lexer.next();
            self.next = self.lexer.next();
        }
    }

    fn advance(&mut self) -> Lexeme {
        let taken = self.token;
        self.before = taken.to;
        self.token = self.next;
        self.next = self.lexer.next();
        taken
    }

    /// Reads on from another place: what was read ahead is forgotten.
    fn read_from(&mut self, at: usize, problems: usize) {
        self.lexer.problems.truncate(problems);
        self.lexer.at = at;
        self.before = at;
        self.token = self.lexer.next();
        self.next = self.lexer.next();
    }

    fn spot(&self, lexeme: Lexeme) -> Spot {
        self.lexer.spot(lexeme.from, lexeme.to)
    }

    fn report(&mut self, code: Code, spot: Spot, ja: &str, en: &str) -> &mut Problem {
        self.lexer.report(code, spot.start as usize, spot.end as usize, ja.to_owned(), en.to_owned())
    }

    /// How far the line of a place is set in.
    fn indent(&self, at: usize) -> usize {
        let line = self.lexer.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let rest = &self.lexer.text[line..];
        rest.len() - rest.trim_start_matches([' ', '\t']).len()
    }

    fn begins_line(&self, at: usize) -> bool {
        self.lexer.text[..at].trim_end_matches([' ', '\t']).ends_with('\n')
    }

    fn value(&mut self) -> Node {
        let token = self.token;
        match token.token {
            Token::Open(bracket) => {
                self.advance();
                self.bracket(bracket, token, None)
            }
            Token::Text(_) => self.text(),
            Token::Number => {
                self.advance();
                Node { spot: self.spot(token), kind: Kind::Number }
            }
            Token::Word => self.word(),
            Token::Close(_) | Token::Comma | Token::Colon | Token::End => {
                let at = self.before.min(token.from);
                let spot = self.lexer.spot(at, token.from.max(at));
                self.report(Code::Missing, spot, "ここに値がありません", "a value is missing here");
                Node::missing(spot)
            }
        }
    }

    fn word(&mut self) -> Node {
        let token = self.advance();
        let spot = self.spot(token);
        match self.token.token {
            Token::Open(b'(') if self.token.from == token.to || !self.begins_line(self.token.from) => {
                let open = self.advance();
                let mut node = self.bracket(b'(', open, Some(spot));
                node.spot = spot.to(node.spot);
                node
            }
            // A word that runs straight into a quote lost its opening one.
            Token::Text(_) if self.token.from == token.to => {
                let quote = self.token;
                self.report(
                    Code::Quote,
                    spot,
                    "文字の前の引用符 \" がありません",
                    "the quote \" before these words is missing",
                );
                let problems = self.lexer.problems.len();
                let length = self.lexer.text[quote.from..].chars().next().map_or(0, char::len_utf8);
                self.read_from(quote.from + length, problems);
                Node { spot, kind: Kind::Text(None) }
            }
            _ => Node { spot, kind: Kind::Word },
        }
    }

    fn text(&mut self) -> Node {
        let token = self.token;
        let Token::Text(quote) = token.token else { return Node::missing(self.spot(token)) };
        let words = &self.lexer.text[token.start..token.end];
        if quote == Quote::Open || (self.runs_into_words() && has_structure(words)) {
            let end = token.start + sensible_end(words);
            let problems = token.problems_before;
            self.lexer.problems.truncate(self.next.problems_before.max(problems));
            self.read_from(end, self.next.problems_before.max(problems));
            let spot = self.lexer.spot(token.from, end);
            self.report(
                Code::Quote,
                spot,
                "ここで始まった引用符 \" が閉じられていません",
                "the quote \" that opens here is not closed",
            );
            return Node { spot: self.lexer.spot(token.start, end), kind: Kind::Text(None) };
        }
        self.advance();
        let spot = self.lexer.spot(token.start, token.end);
        if quote == Quote::Plain {
            return Node { spot, kind: Kind::Text(None) };
        }
        match ron::from_str::<String>(&self.lexer.text[token.from..token.to]) {
            Ok(words) => Node { spot, kind: Kind::Text(Some(words.into())) },
            Err(_) => {
                let words = &self.lexer.text[token.start..token.end];
                let escapes = words.match_indices('\\').map(|(at, _)| at);
                let bad = escapes
                    .filter(|at| !words[at + 1..].starts_with(['"', '\\', '\'', 'n', 'r', 't', '0', 'x', 'u']))
                    .map(|at| self.lexer.spot(token.start + at, token.start + at + 1))
                    .next();
                self.report(
                    Code::Syntax,
                    bad.unwrap_or(spot),
                    "\\ のあとの字が読めません。\\ そのものは \\\\、引用符は \\\" と書きます",
                    "what follows a \\ cannot be read; write \\\\ for a backslash and \\\" for a quote",
                );
                Node { spot, kind: Kind::Text(None) }
            }
        }
    }

    /// Whether a text is followed by something that can stand behind no text: then its end is the start of another.
    fn runs_into_words(&mut self) -> bool {
        let next = self.next;
        match next.token {
            Token::Number => true,
            Token::Word => {
                let mut ahead = Lexer::new(self.lexer.text, self.lexer.file);
                ahead.at = next.to;
                ahead.next().token != Token::Colon
            }
            _ => {
                next.problems_before < self.lexer.problems.len() && next.token != Token::End && {
                    // An odd sign behind the text, which the lexer has passed over.
                    self.lexer.text[self.token.to..next.from]
                        .contains(|sign: char| !sign.is_whitespace() && sign != '/')
                }
            }
        }
    }

    fn bracket(&mut self, bracket: u8, open: Lexeme, name: Option<Spot>) -> Node {
        if bracket == b'{' {
            self.report(
                Code::JsonHabit,
                self.spot(open),
                "波括弧 { } は使いません。( ) で囲みます",
                "curly brackets { } are not used; write ( )",
            );
        }
        if self.open.len() >= DEEPEST {
            return self.too_deep(open);
        }
        let closes = match bracket {
            b'[' => b']',
            b'{' => b'}',
            _ => b')',
        };
        let spot = self.spot(open);
        self.open.push(Open { closes, spot, indent: self.indent(open.from) });
        let node = if bracket == b'[' { self.list(open) } else { self.group(open, name) };
        self.open.pop();
        node
    }

    fn too_deep(&mut self, open: Lexeme) -> Node {
        let spot = self.spot(open);
        if !self.lexer.problems.iter().any(|problem| problem.code == Code::TooLarge) {
            let (ja, en) = (
                format!("括弧が深すぎます({DEEPEST}段まで)"),
                format!("brackets are nested too deep (up to {DEEPEST})"),
            );
            self.report(Code::TooLarge, spot, &ja, &en);
        }
        let mut depth = 1;
        while depth > 0 && self.token.token != Token::End {
            match self.advance().token {
                Token::Open(_) => depth += 1,
                Token::Close(_) => depth -= 1,
                _ => {}
            }
        }
        Node::missing(spot)
    }

    /// Whether the bracket in hand ends here; reports one that does not fit.
    fn closes(&mut self) -> Option<usize> {
        let token = self.token;
        match token.token {
            Token::End => {
                self.unclosed(None);
                Some(token.from)
            }
            Token::Close(found) => {
                let wanted = self.open.last().map_or(b')', |open| open.closes);
                // A curly bracket was reported when it opened: either of the round ones may close it.
                let fits = found == wanted || (wanted == b'}' && found == b')') || (wanted == b')' && found == b'}');
                let outer = self.open.iter().rev().skip(1).any(|open| open.closes == found);
                if fits {
                    if found == b'}' && wanted == b')' {
                        self.report(
                            Code::JsonHabit,
                            self.spot(token),
                            "} ではなく ) で閉じます",
                            "close with ) instead of }",
                        );
                    }
                    self.advance();
                    return Some(token.to);
                }
                if outer {
                    self.unclosed(Some(token));
                    return Some(self.before);
                }
                self.report(
                    Code::Unclosed,
                    self.spot(token),
                    "この閉じ括弧に合う開き括弧がありません",
                    "no opening bracket fits this closing one",
                );
                self.advance();
                None
            }
            _ if self.by_layout && self.left_by_layout() => {
                self.unclosed(Some(token));
                Some(self.before)
            }
            _ => None,
        }
    }

    /// Whether a line begins here that is set in no further than the line on which the bracket in hand was opened:
    /// whoever wrote it thought of that bracket as closed.
    fn left_by_layout(&self) -> bool {
        let at = self.token.from;
        let Some(open) = self.open.last() else { return false };
        let here = self.indent(at);
        self.open.len() > 1 && self.begins_line(at) && here <= open.indent && {
            // Brackets opened together on one line share its indent; the innermost is meant only if its line is another.
            self.open[..self.open.len() - 1]
                .last()
                .is_some_and(|outer| outer.indent < open.indent || here < open.indent)
        }
    }

    fn unclosed(&mut self, at: Option<Lexeme>) {
        let Some(open) = self.open.last() else { return };
        let spot = open.spot;
        let closes = char::from(open.closes);
        // Commas that seemed wrong inside it were not.
        self.lexer.problems.retain(|problem| {
            problem.code != Code::Missing || problem.place.is_none_or(|place| place.start < spot.end)
        });
        self.mended = true;
        let sign = self.lexer.text[spot.start as usize..spot.end as usize].to_owned();
        let second = at.map(|token| self.spot(token));
        let (ja, en) = (
            format!("ここで開いた {sign} が閉じられていません。{closes} を足してください"),
            format!("the {sign} that opens here is not closed; add a {closes}"),
        );
        let problem = self.report(Code::Unclosed, spot, &ja, &en);
        problem.second = second.map(|spot| {
            (
                spot,
                Text::new(
                    format!("遅くともここまでに {closes} が要ります"),
                    format!("a {closes} is needed before this"),
                ),
            )
        });
    }

    fn between(&mut self, what: (&str, &str)) {
        let mended = std::mem::take(&mut self.mended);
        match self.token.token {
            _ if mended && self.token.token != Token::Comma => {}
            Token::Comma => {
                self.advance();
            }
            Token::Close(_) | Token::End => {}
            _ => {
                let spot = self.lexer.spot(self.before, self.before);
                let (ja, en) = (
                    format!("この{}のあとにコンマ , がありません", what.0),
                    format!("a comma is missing after this {}", what.1),
                );
                self.report(Code::Missing, spot, &ja, &en);
            }
        }
    }

    fn stray_comma(&mut self) -> bool {
        if self.token.token == Token::Comma {
            let spot = self.spot(self.token);
            self.report(Code::Missing, spot, "コンマが余分です", "there is a comma too many");
            self.advance();
            return true;
        }
        false
    }

    fn list(&mut self, open: Lexeme) -> Node {
        let mut items = Vec::new();
        let end = loop {
            if let Some(end) = self.closes() {
                break end;
            }
            if matches!(self.token.token, Token::Close(_)) || self.stray_comma() {
                continue;
            }
            // A named value stands in round brackets only: the list was not closed.
            if self.token.token == Token::Word && self.next.token == Token::Colon && self.open.len() > 1 {
                let at = self.token.from;
                if let Some(item) = items.last_mut().filter(|item| self.goes_on(item)) {
                    self.reopen(item);
                    if self.token.from > at {
                        continue;
                    }
                }
                self.unclosed(Some(self.token));
                break self.before;
            }
            let at = self.token.from;
            let item = self.value();
            items.push(item);
            self.past_colon();
            self.between(("項目", "item"));
            self.never_stand_still(at);
        };
        Node { spot: self.lexer.spot(open.from, end), kind: Kind::List(items) }
    }

    /// Whether a named value belongs to the item that was closed just before it.
    fn goes_on(&self, item: &Node) -> bool {
        let end = item.spot.end as usize;
        let same_line = !self.lexer.text[end..self.token.from].contains('\n');
        let list = self.open.last().map_or(0, |open| open.indent);
        matches!(&item.kind, Kind::Group { name: None, fields, .. } if !fields.is_empty())
            && (same_line || self.indent(self.token.from) > list)
    }

    /// Reads on in an item that a bracket too many has closed.
    fn reopen(&mut self, item: &mut Node) {
        // A full-width bracket is as wide as three plain ones.
        let last = self.lexer.text[..item.spot.end as usize].chars().next_back().map_or(0, char::len_utf8);
        let closing = Spot { start: item.spot.end - last as u32, ..item.spot };
        self.report(
            Code::Unclosed,
            closing,
            "閉じ括弧が一つ多いため、項目がここで終わってしまいます",
            "one closing bracket too many: the item ends here, though it goes on",
        );
        let indent = self.open.last().map_or(0, |open| open.indent);
        self.open.push(Open { closes: b')', spot: closing, indent });
        let open = Lexeme { from: item.spot.start as usize, ..self.token };
        let rest = self.group(open, None);
        self.open.pop();
        if let (Kind::Group { fields, .. }, Kind::Group { fields: more, .. }) = (&mut item.kind, rest.kind) {
            fields.extend(more);
        }
        item.spot.end = rest.spot.end;
        self.between(("項目", "item"));
    }

    /// `"key": value` in a list, or a colon that has no name.
    fn past_colon(&mut self) {
        if self.token.token == Token::Colon {
            let spot = self.spot(self.token);
            self.report(
                Code::Syntax,
                spot,
                "コロンの前に項目名がありません。名前のある値は丸括弧 ( ) の中に書きます",
                "there is no field's name before this colon; named values stand between round brackets ( )",
            );
            self.advance();
            if !matches!(self.token.token, Token::Close(_) | Token::Comma | Token::End) {
                self.value();
            }
        }
    }

    fn never_stand_still(&mut self, at: usize) {
        if self.token.from == at && self.token.token != Token::End {
            self.advance();
        }
    }

    fn group(&mut self, open: Lexeme, name: Option<Spot>) -> Node {
        let (mut fields, mut items): (Vec<Field>, Vec<Node>) = (Vec::new(), Vec::new());
        let end = loop {
            if let Some(end) = self.closes() {
                break end;
            }
            if matches!(self.token.token, Token::Close(_)) || self.stray_comma() {
                continue;
            }
            let at = self.token.from;
            if let Some(field) = self.named(!fields.is_empty() || (items.is_empty() && name.is_none())) {
                self.keep(&mut fields, field);
                self.between(("項目", "field"));
                self.never_stand_still(at);
                continue;
            }
            // Another item of the list begins: this one was not closed.
            let in_list = self.open.iter().rev().nth(1).is_some_and(|open| open.closes == b']');
            if !fields.is_empty() && matches!(self.token.token, Token::Open(b'(')) && in_list {
                self.unclosed(Some(self.token));
                break self.before;
            }
            if matches!(self.token.token, Token::Open(b'('))
                && let Some(field) = fields.last_mut()
                && matches!(field.value.kind, Kind::Group { name: None, .. })
            {
                let first = std::mem::replace(&mut field.value, Node::missing(field.key));
                field.value = self.list_without_bracket(first);
                continue;
            }
            let item = self.value();
            if !fields.is_empty() {
                self.report(
                    Code::Shape,
                    item.spot,
                    "この値には項目名がありません。「項目名: 値」と書きます",
                    "this value has no name; write `field: value`",
                );
            }
            items.push(item);
            self.past_colon();
            self.between(("値", "value"));
            self.never_stand_still(at);
        };
        if !fields.is_empty() {
            items.clear();
        }
        Node { spot: self.lexer.spot(open.from, end), kind: Kind::Group { name, fields, items } }
    }

    /// A field stands once. More than any item has are passed over: one of them was told already.
    fn keep(&mut self, fields: &mut Vec<Field>, field: Field) {
        let text = self.lexer.text;
        let words = |spot: Spot| &text[spot.start as usize..spot.end as usize];
        let key = words(field.key);
        if let Some(first) = fields.iter().find(|other| words(other.key) == key) {
            let first = first.key;
            let (ja, en) = (format!("項目「{key}」が二度書かれています"), format!("the field `{key}` stands twice"));
            let problem = self.report(Code::DoubleField, field.key, &ja, &en);
            problem.second = Some((first, Text::new("最初はここ", "first here")));
        } else if fields.len() < MOST_FIELDS {
            fields.push(field);
        }
    }

    /// Items one after another whose list lost its opening bracket; `first` was taken for the whole value.
    fn list_without_bracket(&mut self, first: Node) -> Node {
        let length = self.lexer.text[first.spot.start as usize..].chars().next().map_or(0, char::len_utf8);
        let spot = Spot { end: first.spot.start + length as u32, ..first.spot };
        self.report(
            Code::Unclosed,
            spot,
            "この前に角括弧 [ が足りません。項目が並ぶところは [ ] で囲みます",
            "a [ is missing before this: items one after another stand between [ ]",
        );
        let mut items = vec![first];
        while matches!(self.token.token, Token::Open(b'(')) {
            let item = self.value();
            items.push(item);
            self.between(("項目", "item"));
        }
        if self.token.token == Token::Close(b']') && !self.open.iter().any(|open| open.closes == b']') {
            self.advance();
            self.between(("項目", "field"));
        }
        let end = items.last().map_or(spot, |item| item.spot);
        Node { spot: spot.to(end), kind: Kind::List(items) }
    }

    /// `name: value`, also where the name stands between quotes or the colon is missing.
    fn named(&mut self, expected: bool) -> Option<Field> {
        let token = self.token;
        let key = self.lexer.spot(token.start, token.end);
        match (token.token, self.next.token) {
            (Token::Word, Token::Colon) => {
                self.advance();
                self.advance();
            }
            (Token::Text(_), Token::Colon) => {
                let words = self.lexer.text[token.start..token.end].to_owned();
                let (ja, en) = (
                    format!("項目名は引用符なしで {words}: … と書きます"),
                    format!("a field's name stands without quotes: {words}: …"),
                );
                self.report(Code::JsonHabit, self.spot(token), &ja, &en);
                self.advance();
                self.advance();
            }
            (Token::Word, Token::Text(_) | Token::Number | Token::Open(b'['))
                if expected && self.next.from > token.to =>
            {
                let word = &self.lexer.text[token.start..token.end];
                let (ja, en) = (
                    format!("「{word}」のあとにコロン : がありません"),
                    format!("a colon : is missing after `{word}`"),
                );
                let spot = self.lexer.spot(token.to, token.to);
                self.report(Code::Missing, spot, &ja, &en);
                self.advance();
            }
            _ => return None,
        }
        let value = self.value();
        Some(Field { key, value })
    }
}

/// Whether words look as if they had swallowed a piece of the file.
fn has_structure(words: &str) -> bool {
    words.contains('\n') || words.contains(": ") || words.contains(", ") || words.contains(")") || words.contains("[")
}

/// Where a text whose closing quote is missing may have been meant to end: before the next field, or before the
/// brackets and the comma that end its line.
fn sensible_end(words: &str) -> usize {
    let line_end = words.find('\n').unwrap_or(words.len());
    let line = &words[..line_end];
    let mut end = line.trim_end().trim_end_matches([',', ')', ']', '}', ' ']).len();
    let mut from = 0;
    while let Some(comma) = line[from..].find(", ") {
        let at = from + comma;
        let rest = line[at + 2..].trim_start();
        let name = rest.find(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '_')).unwrap_or(rest.len());
        if name > 0 && rest[name..].starts_with(':') {
            end = end.min(at);
            break;
        }
        from = at + 2;
    }
    if end == line.len()
        && let Some(comma) = line.find(", ")
    {
        end = comma;
    }
    end
}
