//! A wave (våg): one questionnaire to everyone in a frame, between two days.

use jiff::civil::Date;
use serde::Serialize;
use uuid::Uuid;

use crate::questionnaire::{Population, Questionnaire};

/// A wave as it was planned.
pub struct Wave {
    /// Its urn, and its identity.
    pub id: Uuid,
    /// Such as E2026-1; the urn's period.
    pub code: String,
    pub title: String,
    pub population: Population,
    /// Which wave of its population it is, from 1.
    pub number: u32,
    /// The questionnaire as JSON, byte for byte as it is hashed.
    pub questionnaire: String,
    pub questionnaire_hash: String,
    /// First and last day the questions ask about.
    pub reference: (Date, Date),
    /// The gallringsbeslut.
    pub disposal: String,
    /// Reporting groups as JSON, and their hash.
    pub plan: String,
    pub plan_hash: String,
    pub opens: Date,
    /// The first day after.
    pub ends: Date,
    /// Public key ballots are sealed to.
    pub recipient: String,
    /// Day of the ceremony.
    pub counted: Option<Date>,
    /// Day it was closed before its time.
    pub closed: Option<Date>,
    /// The gallring protocol as JSON.
    pub protocol: Option<String>,
}

/// Where a wave stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    Planned,
    Open,
    /// Waiting to be counted.
    Closed,
    Counted,
}

impl Wave {
    /// Where it stands on `day`.
    pub fn phase(&self, day: Date) -> Phase {
        match () {
            () if self.counted.is_some() => Phase::Counted,
            () if day >= self.ends || self.closed.is_some() => Phase::Closed,
            () if day >= self.opens => Phase::Open,
            () => Phase::Planned,
        }
    }

    /// Its questionnaire.
    pub fn questions(&self) -> Questionnaire {
        Questionnaire::from_json(&self.questionnaire).expect("it was parsed when the wave was planned")
    }
}

/// One unit of the frame.
pub struct FrameUnit {
    pub id: Uuid,
    pub node: Uuid,
    pub name: String,
    /// Empty where there is none, as of a company.
    pub department: String,
    pub committee: String,
    pub population: i32,
    /// The same per tenure band, where it is known.
    pub tenure: Option<Vec<i32>>,
    /// PKCS#1; nothing until it has been made.
    pub public_key: Option<Vec<u8>>,
}

/// What is known of a unit's codes and answers since the last mix; counts, never answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct UnitProgress {
    /// Codes that work.
    pub codes: i64,
    /// Traded for tokens, of those.
    pub traded: i64,
    pub void: i64,
    /// Ballots cast.
    pub answered: i64,
}

/// The code of a wave by the year it opens and its place among the waves of that year.
pub fn wave_code(opens: Date, place: usize) -> String {
    format!("E{}-{place}", opens.year())
}

pub(super) fn population(stored: &str) -> Population {
    match stored {
        "manager" => Population::Manager,
        "elected" => Population::Elected,
        _ => Population::Staff,
    }
}
