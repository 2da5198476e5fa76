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

/// Where the lines of a text end.
pub(super) struct Ruler(Vec<usize>);

impl Ruler {
    pub(super) fn new(text: &str) -> Self {
        Self(text.bytes().enumerate().filter(|(_, letter)| *letter == b'\n').map(|(end, _)| end).collect())
    }

    /// The line, counted from 1, on which a byte stands.
    pub(super) fn line(&self, byte: usize) -> usize {
        1 + self.0.partition_point(|&end| end < byte)
    }
}
