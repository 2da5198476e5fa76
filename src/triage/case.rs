//! A case as the server knows it: identity, status and dates; the rest is sealed.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How far a case has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    New,
    Assessed,
    Consulted,
    Action,
    Closed,
}

const STATUSES: [(Status, &str); 5] = [
    (Status::New, "new"),
    (Status::Assessed, "assessed"),
    (Status::Consulted, "consulted"),
    (Status::Action, "action"),
    (Status::Closed, "closed"),
];

impl Status {
    pub(super) fn code(self) -> &'static str {
        STATUSES[self as usize].1
    }

    pub(super) fn from_code(code: &str) -> Self {
        STATUSES.iter().find(|(_, word)| *word == code).expect("the column is checked").0
    }
}

/// One case.
pub struct Case {
    pub id: Uuid,
    pub channel: Uuid,
    pub epoch: Uuid,
    pub head: Vec<u8>,
    pub status: Status,
    pub opened: Date,
    pub closed: Option<Date>,
    pub officer: Option<String>,
}

/// A case in the list.
pub(super) struct Listed {
    pub case: Case,
    pub letters: i64,
    pub latest: Date,
}

/// What an officer wrote.
pub(super) struct Entry {
    pub id: Uuid,
    pub epoch: Uuid,
    pub frame: Vec<u8>,
    pub author: String,
    pub at: Timestamp,
}
