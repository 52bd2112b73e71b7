//! A part of the state that notes when it is taken hold of to be changed.

use std::hash::{Hash, Hasher};
use std::ops::{Deref, DerefMut};

/// Reads like what is inside; whoever changes it leaves a note. The note is no part of the state: two that hold the same
/// are the same.
#[derive(Clone, Debug)]
pub struct Noted<T> {
    inner: T,
    changed: bool,
}

impl<T> Noted<T> {
    /// Something that counts as changed.
    pub fn new(inner: T) -> Noted<T> {
        Noted { inner, changed: true }
    }

    /// Whether it was taken hold of since the last time this was asked.
    pub fn take_note(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }
}

impl<T> Deref for Noted<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.inner
    }
}

impl<T> DerefMut for Noted<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.changed = true;
        &mut self.inner
    }
}

impl<T: PartialEq> PartialEq for Noted<T> {
    fn eq(&self, other: &Noted<T>) -> bool {
        self.inner == other.inner
    }
}

impl<T: Hash> Hash for Noted<T> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.inner.hash(hasher);
    }
}

impl<'a, T> IntoIterator for &'a Noted<Vec<T>> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.inner.iter()
    }
}
