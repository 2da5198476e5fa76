//! How long each kind of object is kept, and by which decision of the nämnd. Without one, nothing may be destroyed.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

/// A kind of object that can be destroyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Closed cases, with letters, entries, attachments and keys.
    Case,
    /// Attachments that no sorted letter names.
    Attachment,
    /// Records of mail that was sent.
    Notice,
}

impl Kind {
    pub(super) const ALL: [Self; 3] = [Self::Case, Self::Attachment, Self::Notice];

    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Attachment => "attachment",
            Self::Notice => "notice",
        }
    }

    pub(super) fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.code() == code).expect("the column is checked")
    }
}

/// A rule of a channel.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rule {
    pub kind: Kind,
    pub months: i32,
    /// Registration number of the gallringsbeslut.
    pub reference: String,
    pub decided: Date,
}

impl Rule {
    /// What was closed, came or was sent before this day may go.
    pub fn until(&self, today: Date) -> Date {
        today.saturating_sub(i64::from(self.months).months())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_rule_of_two_years_reaches_two_years_back() {
        let rule = Rule { kind: Kind::Case, months: 24, reference: "KS 2026/1".into(), decided: date(2026, 1, 1) };
        assert_eq!(rule.until(date(2026, 11, 23)), date(2024, 11, 23));
    }
}
