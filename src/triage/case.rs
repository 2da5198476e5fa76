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
    /// Sealed to the epoch: the case tag and the reporter's reply recipient.
    pub head: Vec<u8>,
    /// Sealed to the case key; nothing before an officer has written in the case.
    pub summary: Option<Vec<u8>>,
    pub status: Status,
    pub opened: Date,
    pub closed: Option<Date>,
    pub officer: Option<Person>,
    pub looked: Option<Date>,
    pub acknowledged: Option<Date>,
    pub feedback: Option<Date>,
    pub merged_into: Option<Uuid>,
    pub held: bool,
    pub version: i64,
    /// A letter has come that no member has opened.
    pub fresh: bool,
}

/// Somebody as colleagues see them.
#[derive(Clone, Serialize)]
pub struct Person {
    pub id: Uuid,
    pub name: String,
}

/// A case in the list, as one member gets it.
pub(super) struct Listed {
    pub case: Case,
    pub letters: i64,
    pub latest: Date,
    /// Who is disqualified.
    pub kept_out: Vec<Uuid>,
    /// Who is consulted, with their recipients.
    pub consulted: Vec<(Uuid, String)>,
    pub key: Option<CaseKey>,
}

impl Listed {
    /// What somebody who is disqualified is handed: that the case is there, and what a follow-up is to be sealed to.
    pub(super) fn veiled(self, from: Uuid) -> Self {
        let case = Case {
            summary: None,
            status: Status::New,
            closed: None,
            officer: None,
            looked: None,
            acknowledged: None,
            feedback: None,
            merged_into: None,
            held: false,
            version: 0,
            fresh: false,
            ..self.case
        };
        let (latest, key) = (case.opened, self.key.map(|key| CaseKey { share: None, ..key }));
        Self { case, letters: 0, latest, kept_out: vec![from], consulted: Vec::new(), key }
    }
}

/// A generation of a case's key, with the share its reader can open, if any.
#[derive(Clone)]
pub struct CaseKey {
    pub id: Uuid,
    pub recipient: String,
    pub current: bool,
    pub stale: bool,
    pub share: Option<Share>,
}

/// The identity of a case key, sealed.
#[derive(Clone)]
pub struct Share {
    pub to: ShareTo,
    pub sealed: Vec<u8>,
}

/// Whom a share is sealed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShareTo {
    /// Everybody who holds the channel's epoch.
    Epoch(Uuid),
    /// One member or consulted person.
    Holder(Uuid),
    /// The paper recovery key.
    Paper,
}

/// What an officer wrote.
pub(super) struct Entry {
    pub id: Uuid,
    pub epoch: Option<Uuid>,
    pub key: Option<Uuid>,
    pub frame: Vec<u8>,
    pub author: String,
    pub at: Timestamp,
    pub restricted: bool,
}

/// How somebody comes to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A member of its channel who is not disqualified.
    Member,
    /// Somebody outside who may read it for a time.
    Consulted,
}

/// Somebody consulted in a case.
#[derive(Serialize)]
pub(super) struct Consulted {
    pub id: Uuid,
    pub name: String,
    pub recipient: String,
    pub until: Date,
}
