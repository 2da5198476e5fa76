//! A node of the tree and the rules it obeys.

use jiff::civil::Date;
use uuid::Uuid;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    Municipality,
    Company,
    Committee,
    Department,
    Unit,
}

const KINDS: [(NodeKind, &str, &str); 5] = [
    (NodeKind::Municipality, "kommun", "municipality"),
    (NodeKind::Company, "bolag", "company"),
    (NodeKind::Committee, "nämnd", "committee"),
    (NodeKind::Department, "förvaltning", "department"),
    (NodeKind::Unit, "enhet", "unit"),
];

impl NodeKind {
    /// Reads the Swedish word of an import file.
    pub fn parse(swedish: &str) -> Option<Self> {
        KINDS.iter().find(|(_, word, _)| *word == swedish.to_lowercase()).map(|(kind, ..)| *kind)
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        KINDS.iter().find(|(.., word)| *word == code).map(|(kind, ..)| *kind)
    }

    /// The Swedish word.
    pub fn swedish(self) -> &'static str {
        KINDS[self as usize].1
    }

    pub(super) fn code(self) -> &'static str {
        KINDS[self as usize].2
    }

    /// Whether a node of this kind may hang under `parent` (nothing: be a root).
    pub fn fits_under(self, parent: Option<Self>) -> bool {
        use NodeKind::{Committee, Company, Department, Municipality, Unit};
        match self {
            Municipality | Company => parent.is_none(),
            Committee => matches!(parent, Some(Municipality | Company)),
            Department => matches!(parent, Some(Municipality | Company | Committee)),
            Unit => matches!(parent, Some(Department | Committee | Company)),
        }
    }
}

/// One node as it stands in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub id: Uuid,
    pub code: String,
    pub kind: NodeKind,
    pub name: String,
    pub parent: Option<Uuid>,
    pub head_count: Option<i32>,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
}

impl Node {
    /// Whether the node exists on `day`.
    pub fn exists_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}
