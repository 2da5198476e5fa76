//! The gate: the only way from counts to something that may be shown. Pure; raw counts live for the call.

use serde::{Deserialize, Serialize};

use super::{errata, incidents, survey};
use crate::{
    org::Node,
    statistics::disclosure::{Content, Erratum, Figure, Ledger, Released},
    survey::{FrameUnit, Wave, WaveTally},
    urn::Tally,
};

/// The fixed sets of tables.
pub const INCIDENTS: &str = "incidents";
pub const SURVEY: &str = super::wording::SURVEY;

/// What a custodian hands to the gate: a tally, and the secret that came with it.
pub struct Source {
    pub tally: Tally,
    pub secret: [u8; 32],
}

/// The tally of a wave, the secret that came with it, and how the wave was planned.
pub struct WaveSource {
    pub tally: WaveTally,
    pub secret: [u8; 32],
    pub wave: Wave,
    pub frame: Vec<FrameUnit>,
}

/// A release in the making.
pub struct Draft {
    pub content: Content<Released>,
    /// What is not shown, and why; no values.
    pub hidden: Vec<Hidden>,
    pub verdict: Verdict,
}

/// A cell that is not shown as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hidden {
    pub cell: String,
    /// In Swedish.
    pub reason: String,
}

/// What the audit found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Counts whose range was worked out as an adversary would.
    pub protected: usize,
    /// Releases in the ledger that were taken into account.
    pub releases: usize,
    /// Who was played, in Swedish.
    pub adversaries: Vec<String>,
}

/// How far the work has come.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Progress {
    /// 0–100.
    pub percent: u8,
    /// What is being done, in Swedish.
    pub doing: &'static str,
}

/// Why nothing can be published; names cells, never values.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("Det finns inget att redovisa: urnorna är tomma på rapporter.")]
    Empty,
    #[error("Perioden {0} är redan redovisad.")]
    Published(String),
    #[error("Redovisningen skulle röja uppgifter. {} Förslag: {}", .cells.join(", "), .proposals.join(", "))]
    Breach { cells: Vec<String>, proposals: Vec<String> },
    #[error("Räkningen för {0} går inte ihop: delarna blir fler än helheten.")]
    Crooked(String),
    #[error("Skyddet för {0} gick inte att bevisa, så ingenting redovisas.")]
    Unproved(String),
    #[error("Rättelsen gäller en uppgift som inte finns: {0}.")]
    NoSuchCell(String),
    #[error("Det finns ingen redovisning med nummer {0}.")]
    NoSuchRelease(u64),
    #[error("De rättade talen går inte ihop med det som redan är publicerat.")]
    Inconsistent,
}

/// Makes the draft of the incident figures.
pub fn draft(
    sources: &[Source],
    nodes: &[Node],
    ledger: &Ledger,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Draft, Refusal> {
    incidents::draft(sources, nodes, ledger, progress)
}

/// Makes the draft of the survey figures.
pub fn survey(
    waves: &[WaveSource],
    nodes: &[Node],
    ledger: &Ledger,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Draft, Refusal> {
    survey::draft(waves, nodes, ledger, progress)
}

/// Makes the draft of an erratum: what it says is audited together with everything published before.
pub fn erratum(erratum: Erratum<Figure>, ledger: &Ledger) -> Result<Draft, Refusal> {
    errata::draft(erratum, ledger)
}
