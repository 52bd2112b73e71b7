//! The shape of a scenario file: brackets, names, commas and words, read in one pass that survives every mistake.
//!
//! A mistake is reported where it stands and mended in thought, so that whatever follows it is still read. What a word
//! means is decided later, when the types ask for it; strings with escapes and numbers are read by `ron` itself.

mod lexer;
mod parser;
mod tree;

pub use lexer::Allow;
pub use parser::{DEEPEST, Parsed, parse};
pub use tree::{Field, Kind, Node, merge, write};
