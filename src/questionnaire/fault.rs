//! What is wrong with a definition, and on which line.

use std::fmt;

/// One error of a definition: the line, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub line: usize,
    pub text: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rad {}: {}", self.line, self.text)
    }
}

impl std::error::Error for Fault {}

/// The line, counted from 1, on which a byte of `text` stands.
pub(super) fn line_of(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|&letter| letter == b'\n').count()
}
