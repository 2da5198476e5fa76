//! The action plan (handlingsplan): versions, goal areas, measures, indicators, and what has come of them. A public
//! document of the municipality; it names offices and never persons.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::When;

/// A whole plan with its history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActionPlan {
    #[serde(flatten)]
    pub head: Head,
    /// The first one first, numbered from 1.
    pub versions: Vec<Version>,
    #[serde(default)]
    pub outcomes: Vec<Outcome>,
}

/// What holds for every version (N13, N14, N23–N25).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Head {
    pub name: String,
    pub municipality: String,
    /// The nämnd that decides about it.
    pub decided_by: String,
    /// The office that coordinates.
    pub coordinator: Option<String>,
    /// The office that follows up and reports.
    pub reporter: Option<String>,
    /// The nämndinitiativ or verksamhetsplan it hangs on (N25).
    pub initiative: Option<String>,
    /// What its areas are called: Målområde, Tema, Avsnitt.
    pub dimension: String,
    /// Diarienummer.
    pub reference: Option<String>,
    pub scope: String,
    #[serde(default)]
    pub occasions: Vec<Occasion>,
    #[serde(default)]
    pub documents: Vec<PolicyDocument>,
}

/// The plan as it was decided once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    pub number: u32,
    /// The day of the decision; a version without one holds from the beginning, or is not decided yet.
    pub decided: Option<Date>,
    #[serde(default)]
    pub note: Option<String>,
    pub valid_from: Option<When>,
    pub valid_to: Option<When>,
    pub areas: Vec<Area>,
    pub measures: Vec<Measure>,
}

/// A målområde, a theme or a section.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    pub number: String,
    pub title: String,
}

/// Something to be done (åtgärd).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Such as `1.1`; the same in every version.
    pub number: String,
    /// The number of its area.
    pub area: String,
    pub title: String,
    #[serde(default)]
    pub description: Option<String>,
    /// Offices.
    pub owners: Vec<String>,
    pub start: Option<When>,
    /// Klar senast.
    pub due: Option<When>,
    /// Cost and where the money comes from (K9), in words.
    #[serde(default)]
    pub cost: Option<String>,
    pub indicators: Vec<Indicator>,
}

/// How one sees that a measure is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    pub text: String,
    pub kind: IndicatorKind,
    /// Of a survey figure: the item's id in the questionnaire, such as `guideline_known`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<String>,
}

/// What an indicator is measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IndicatorKind {
    /// Something decided or finished.
    Milestone,
    /// x of y units have taken part.
    Units,
    /// A part of a whole.
    Share,
    /// A figure of the survey, from a release.
    Survey,
    /// The same figure, compared between waves.
    Change,
    /// A figure of the municipality's own.
    Own,
}

/// What has come of a measure or one of its indicators, on a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    pub on: Date,
    pub measure: String,
    /// The indicator's place in the version that held that day, from 0; nothing when it is of the whole measure.
    #[serde(default)]
    pub indicator: Option<usize>,
    pub value: Value,
    #[serde(default)]
    pub note: Option<String>,
}

/// The outcome itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Value {
    Milestone {
        on: Date,
        /// Such as `SN § 14`.
        #[serde(default)]
        decision: Option<String>,
    },
    /// By unit code; never by name of a person.
    Units(BTreeMap<String, Participation>),
    Share {
        part: u32,
        whole: u32,
    },
    Own {
        figure: String,
        #[serde(default)]
        unit: Option<String>,
    },
    /// Of the whole measure, where no indicator decides: whoever answers for it says so.
    Status(Declared),
}

/// Whether a unit has taken part: yes or no, on a day, or how many.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Participation {
    Yes(bool),
    On(Date),
    Number(u32),
}

/// What is said of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Declared {
    Started,
    Done,
    /// It will not be done.
    Dropped,
}

/// When the plan is followed up or reported (N23, M4, D26).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Occasion {
    /// Short and stable, such as `vp-2025`.
    pub code: String,
    pub title: String,
    pub date: When,
    pub purpose: String,
    pub kind: OccasionKind,
    /// Comes back after so many years.
    #[serde(default)]
    pub every_years: Option<u8>,
}

/// What an occasion is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OccasionKind {
    Interim,
    Final,
    Yearly,
    InternalControl,
    EveryFourthYear,
}

/// A policy document beside the plan, with Danderyd's five header fields (D1, N13).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyDocument {
    pub title: String,
    /// Diarienummer.
    #[serde(default)]
    pub reference: Option<String>,
    /// Senast uppdaterad, with its §.
    #[serde(default)]
    pub updated: Option<String>,
    /// Beslutsinstans.
    #[serde(default)]
    pub decided_by: Option<String>,
    /// Processägare: an office.
    #[serde(default)]
    pub process_owner: Option<String>,
    /// Styrdokumentnummer.
    #[serde(default)]
    pub number: Option<String>,
    #[serde(default)]
    pub link: Option<String>,
}

impl Participation {
    /// Whether the unit has taken part.
    pub fn took_part(&self, as_of: Date) -> bool {
        match self {
            Self::Yes(yes) => *yes,
            Self::On(day) => *day <= as_of,
            Self::Number(number) => *number > 0,
        }
    }
}

impl ActionPlan {
    /// The version that holds on a day: the last one decided by then; the first one, and those that a later one has taken the
    /// place of, hold from the beginning when they have no day.
    pub fn version_on(&self, day: Date) -> Option<&Version> {
        self.versions.iter().rev().find(|version| match version.decided {
            Some(decided) => decided <= day,
            None => version.number == 1 || self.is_history(version),
        })
    }

    /// Whether a version can no longer change: it is decided, or a later one has taken its place.
    pub fn is_history(&self, version: &Version) -> bool {
        let last = self.versions.last().map_or(0, |last| last.number);
        version.decided.is_some() || version.number < last
    }
}

impl Version {
    /// A measure by its number.
    pub fn measure(&self, number: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.number == number)
    }
}
