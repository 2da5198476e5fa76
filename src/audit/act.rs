//! An act of staff.

use uuid::Uuid;

/// What was done: a fixed word and the identity of what it was done to, never content.
pub struct Act<'a> {
    pub actor: Option<Uuid>,
    pub word: &'a str,
    pub object: &'a str,
}
