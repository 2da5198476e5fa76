//! A ballot as it is inside its seal. It has no `Debug`: what is in it is one person's answer until it is folded.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{form::Form, sealed::unpad};

/// Structured answers, and a nonce that the letter repeats.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    pub v: u8,
    pub form: u32,
    pub nonce: String,
    pub unit: Option<Uuid>,
    pub answers: Vec<u16>,
}

/// What lay in a sealed frame.
pub enum Opened {
    Ballot(Ballot),
    /// Nothing: a follow-up.
    Dummy,
    /// Something no page of ours sends; counted, and never a failed ceremony.
    Invalid,
}

impl Opened {
    /// Reads a padded plaintext.
    pub fn read(padded: &[u8], form: &Form) -> Self {
        match unpad(padded) {
            None => Self::Invalid,
            Some([]) => Self::Dummy,
            Some(content) => match serde_json::from_slice::<Ballot>(content) {
                Ok(ballot) if ballot.v == 1 && ballot.form == form.version && form.accepts(&ballot.answers) => {
                    Self::Ballot(ballot)
                }
                _ => Self::Invalid,
            },
        }
    }
}
