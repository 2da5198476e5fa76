//! The tally of a wave: counts per unit out of an opened urn, sealed at rest to the custodians.

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroize;

use crate::questionnaire::Counts;

/// What a custodian's browser unseals and hands to the gate, byte for byte; the server keeps a digest of it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaveTally {
    pub v: u8,
    /// Such as E2026-1.
    pub wave: String,
    pub questionnaire: String,
    pub ballots: u64,
    /// Sealed as they should be, and yet no answer to this questionnaire: counted, and told in the quality note.
    pub invalid: u64,
    pub units: Vec<UnitCounts>,
    /// 32 random bytes in base64url: blinds the commitment, and seeds whatever a release draws by lot.
    pub secret: String,
}

/// The counts of one unit of the frame.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitCounts {
    pub unit: Uuid,
    pub name: String,
    pub department: String,
    pub population: u32,
    pub counts: Counts,
}

impl Zeroize for WaveTally {
    fn zeroize(&mut self) {
        self.ballots.zeroize();
        self.invalid.zeroize();
        self.secret.zeroize();
        self.units.iter_mut().for_each(|unit| unit.counts.zeroize());
    }
}
