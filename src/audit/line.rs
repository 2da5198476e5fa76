//! A line of the log as it is read back.

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::ids::{base64, unbase64};

/// One line. What was done and to what, never content.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    pub number: i64,
    pub at: Timestamp,
    pub actor: Option<Uuid>,
    /// The actor's name as it is now; nothing for the operator at the command line.
    pub name: Option<String>,
    pub act: String,
    pub object: String,
    #[serde(serialize_with = "spelled")]
    pub hash: Vec<u8>,
}

fn spelled<S: serde::Serializer>(hash: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&base64(hash))
}

/// The end of the chain: printed in every export, so that a log that was cut short is found out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Head {
    pub number: i64,
    #[serde(serialize_with = "spelled")]
    pub hash: Vec<u8>,
}

impl Head {
    /// Reads a head as it is printed: the number, a colon, the hash in base64url.
    pub fn parse(printed: &str) -> Option<Self> {
        let (number, hash) = printed.trim().split_once(':')?;
        Some(Self { number: number.trim().parse().ok()?, hash: unbase64(hash.trim())? })
    }
}

/// Which lines are asked for; what is not said does not narrow.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only lines before this number.
    pub before: Option<i64>,
    pub actor: Option<Uuid>,
    /// The beginning of the word for what was done, such as `case.`.
    pub act: Option<String>,
    pub object: Option<String>,
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
}
