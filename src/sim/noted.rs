//! A part of the state that notes when it is taken hold of to be changed.

use crate::scenario::topics::Topics;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, DerefMut};

/// Reads like what is inside; whoever changes it leaves a note, the topic it belongs to. The note is no part of the state:
/// two that hold the same are the same.
#[derive(Clone, Debug)]
pub struct Noted<const TOPIC: u16, T> {
    inner: T,
    note: Topics,
}

impl<const TOPIC: u16, T> Noted<TOPIC, T> {
    /// Something that counts as changed.
    pub fn new(inner: T) -> Self {
        Noted { inner, note: Topics(TOPIC) }
    }

    /// To change what nothing looks at that is brought up to date by the topic: no note is left.
    pub fn quietly(&mut self) -> &mut T {
        &mut self.inner
    }

    /// The topic, if it was taken hold of since the last time this was asked; else none.
    pub fn take_note(&mut self) -> Topics {
        std::mem::take(&mut self.note)
    }
}

impl<const TOPIC: u16, T> Deref for Noted<TOPIC, T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.inner
    }
}

impl<const TOPIC: u16, T> DerefMut for Noted<TOPIC, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.note = Topics(TOPIC);
        &mut self.inner
    }
}

impl<const TOPIC: u16, T: PartialEq> PartialEq for Noted<TOPIC, T> {
    fn eq(&self, other: &Self) -> bool {
        self.inner == other.inner
    }
}

impl<const TOPIC: u16, T: Hash> Hash for Noted<TOPIC, T> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.inner.hash(hasher);
    }
}

impl<'a, const TOPIC: u16, T> IntoIterator for &'a Noted<TOPIC, Vec<T>> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.inner.iter()
    }
}
