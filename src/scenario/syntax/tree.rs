//! The tree of a file: what stands in it, with its places, before anybody asks what it means.

use crate::scenario::sources::{Sources, Spot};

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its first to its last sign; of a text, what stands between the quotes.
    pub spot: Spot,
    /// What it is.
    pub kind: Kind,
}

/// A named value.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name.
    pub key: Spot,
    /// What is said of it.
    pub value: Node,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// `"…"`; the words where they are not those of the file, because of escapes.
    Text(Option<Box<str>>),
    /// `12`
    Number,
    /// `P1`
    Word,
    /// `(…)` or `Name(…)`: named fields, or values without a name.
    Group {
        /// The word before the bracket.
        name: Option<Spot>,
        /// `name: value`
        fields: Vec<Field>,
        /// Values without a name.
        items: Vec<Node>,
    },
    /// `[…]`
    List(Vec<Node>),
    /// Nothing that can be read; it was reported.
    Missing,
}

impl Node {
    /// Something that is not there.
    pub fn missing(spot: Spot) -> Node {
        Node { spot, kind: Kind::Missing }
    }

    /// The words of a text.
    pub fn text<'a>(&'a self, sources: &'a Sources) -> Option<&'a str> {
        match &self.kind {
            Kind::Text(Some(words)) => Some(words),
            Kind::Text(None) => Some(sources.words(self.spot)),
            _ => None,
        }
    }

    /// The fields of a group.
    pub fn fields(&self) -> &[Field] {
        match &self.kind {
            Kind::Group { fields, .. } => fields,
            _ => &[],
        }
    }

    /// The value of a field of a group.
    pub fn field(&self, sources: &Sources, name: &str) -> Option<&Node> {
        self.fields().iter().find(|field| sources.words(field.key) == name).map(|field| &field.value)
    }

    /// The id of an item.
    pub fn id<'a>(&'a self, sources: &'a Sources) -> Option<&'a str> {
        self.field(sources, "id").and_then(|id| id.text(sources))
    }

    /// Calls `see` with this node and every one below it.
    pub fn visit<'a>(&'a self, see: &mut impl FnMut(&'a Node)) {
        see(self);
        match &self.kind {
            Kind::Group { fields, items, .. } => {
                fields.iter().for_each(|field| field.value.visit(see));
                items.iter().for_each(|item| item.visit(see));
            }
            Kind::List(items) => items.iter().for_each(|item| item.visit(see)),
            _ => {}
        }
    }
}

/// Lays one scenario over another: fields one by one, lists of items by their ids, everything else as a whole.
pub fn merge(base: Node, over: Node, sources: &Sources) -> Node {
    match (base.kind, over.kind) {
        (
            Kind::Group { name: None, fields: mut mine, items },
            Kind::Group { name: None, fields: theirs, items: no_items },
        ) if items.is_empty() && no_items.is_empty() => {
            for field in theirs {
                match mine.iter().position(|own| sources.words(own.key) == sources.words(field.key)) {
                    None => mine.push(field),
                    Some(place) => {
                        let below = std::mem::replace(&mut mine[place].value, Node::missing(field.key));
                        mine[place] = Field { key: field.key, value: merge(below, field.value, sources) };
                    }
                }
            }
            Node { spot: over.spot, kind: Kind::Group { name: None, fields: mine, items } }
        }
        (Kind::List(mut mine), Kind::List(theirs))
            if mine.iter().chain(&theirs).all(|item| item.id(sources).is_some()) =>
        {
            for item in theirs {
                match mine.iter().position(|own| own.id(sources) == item.id(sources)) {
                    None => mine.push(item),
                    Some(place) => {
                        let below = std::mem::replace(&mut mine[place], Node::missing(item.spot));
                        mine[place] = merge(below, item, sources);
                    }
                }
            }
            Node { spot: over.spot, kind: Kind::List(mine) }
        }
        (_, kind) => Node { spot: over.spot, kind },
    }
}

/// Writes a tree as RON, so that a scenario made of several files can be kept in one.
pub fn write(node: &Node, sources: &Sources) -> String {
    let mut written = String::new();
    write_node(node, sources, 0, &mut written);
    written.push('\n');
    written
}

fn write_node(node: &Node, sources: &Sources, depth: usize, into: &mut String) {
    let new_line = |into: &mut String, depth: usize| {
        into.push('\n');
        into.extend(std::iter::repeat_n("    ", depth));
    };
    match &node.kind {
        Kind::Text(_) => into.push_str(&format!("{:?}", node.text(sources).unwrap_or_default())),
        Kind::Number | Kind::Word => into.push_str(sources.words(node.spot)),
        Kind::Missing => into.push_str("()"),
        Kind::List(items) => {
            into.push('[');
            for item in items {
                new_line(into, depth + 1);
                write_node(item, sources, depth + 1, into);
                into.push(',');
            }
            if !items.is_empty() {
                new_line(into, depth);
            }
            into.push(']');
        }
        Kind::Group { name, fields, items } => {
            into.push_str(name.map_or("", |name| sources.words(name)));
            into.push('(');
            for (number, field) in fields.iter().enumerate() {
                into.push_str(if number > 0 { ", " } else { "" });
                into.push_str(sources.words(field.key));
                into.push_str(": ");
                write_node(&field.value, sources, depth, into);
            }
            for (number, item) in items.iter().enumerate() {
                into.push_str(if number > 0 { ", " } else { "" });
                write_node(item, sources, depth, into);
            }
            into.push(')');
        }
    }
}
