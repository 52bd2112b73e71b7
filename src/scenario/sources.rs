//! The texts a scenario is read from, and places in them.

use std::sync::Arc;

/// A place in one of the files: bytes from its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// Which file, by its place in [`Sources`].
    pub file: u16,
    /// First byte.
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
}

impl Spot {
    /// From the start of this spot to the end of another in the same file.
    pub fn to(self, end: Spot) -> Spot {
        Spot { end: end.end, ..self }
    }
}

/// Where something stands. `None` where it stands in no file.
pub type Place = Option<Spot>;

/// A file that was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// How the file is called in messages.
    pub name: String,
    /// Its text.
    pub text: Arc<str>,
}

/// The files a scenario is made of: the file itself, then what it extends.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// In the order in which they were opened.
    pub files: Vec<SourceFile>,
}

impl Sources {
    /// One file.
    pub fn one(name: &str, text: &str) -> Sources {
        Sources { files: vec![SourceFile { name: name.to_owned(), text: text.into() }] }
    }

    /// The words at a place.
    pub fn words(&self, spot: Spot) -> &str {
        self.files
            .get(usize::from(spot.file))
            .and_then(|file| file.text.get(spot.start as usize..spot.end as usize))
            .unwrap_or_default()
    }

    /// The first sign of a place.
    pub fn first_sign(&self, spot: Spot) -> Spot {
        let length = self.words(spot).chars().next().map_or(0, char::len_utf8);
        Spot { end: spot.start + length as u32, ..spot }
    }

    /// The file of a place, or the first.
    pub fn file(&self, place: Place) -> Option<&SourceFile> {
        self.files.get(place.map_or(0, |spot| usize::from(spot.file)))
    }

    /// Line and column of the start of a place, both from 1; the column counts characters.
    pub fn line_and_column(&self, place: Place) -> (usize, usize) {
        let (Some(spot), Some(file)) = (place, self.file(place)) else { return (1, 1) };
        position(&file.text, spot.start as usize)
    }

    /// Line and column of the end of a place.
    pub fn end_line_and_column(&self, place: Place) -> (usize, usize) {
        let (Some(spot), Some(file)) = (place, self.file(place)) else { return (1, 1) };
        position(&file.text, spot.end as usize)
    }
}

fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.bytes().filter(|byte| *byte == b'\n').count() + 1, before[line_start..].chars().count() + 1)
}
