//! A tally (räkning): unit-level counts out of an opened urn, sealed at rest to the custodians.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroize;

use super::{amendment::Handled, fold::Folder};
use crate::{form::Form, ids::base64, org::Node};

/// What a custodian's browser unseals. The server keeps a digest of these very bytes, so that nobody can alter a count
/// on its way to publication; the secret makes the digest unguessable although counts are small.
#[derive(Serialize, Deserialize)]
pub struct Tally {
    pub v: u8,
    pub form: u32,
    pub period: String,
    pub ballots: u64,
    pub dummies: u64,
    pub invalid: u64,
    /// How cases were handled; nothing in tallies from before there was triage.
    #[serde(default)]
    pub handled: Handled,
    pub units: Vec<UnitTally>,
    /// 32 random bytes in base64url: blinds the commitment, and seeds whatever a release draws by lot.
    pub secret: String,
}

/// The counts of one unit (or of those who named none).
#[derive(Serialize, Deserialize)]
pub struct UnitTally {
    pub unit: Option<Uuid>,
    pub name: String,
    pub department: String,
    pub ballots: u64,
    /// Ballots whose reporter perceived a purpose: otillåten påverkan by SKR's definition.
    pub undue: u64,
    /// Per question, per option.
    pub counts: Vec<Vec<u64>>,
    pub undue_counts: Vec<Vec<u64>>,
}

impl Tally {
    /// Names the units of a finished count. A unit that the organisation does not know makes its ballots invalid:
    /// whoever fills an urn with invented units must not be able to write the rows of the tally.
    pub fn of(folder: Folder, form: &Form, period: String, nodes: &[Node], secret: &[u8; 32]) -> Self {
        let by_id: HashMap<_, _> = nodes.iter().map(|node| (node.id, node)).collect();
        let (mut units, mut invalid, mut ballots) = (Vec::new(), folder.invalid, folder.ballots);
        for (unit, counts) in folder.units {
            let node = unit.and_then(|id| by_id.get(&id).copied());
            if unit.is_some() && node.is_none() {
                invalid += counts.ballots;
                ballots -= counts.ballots;
                continue;
            }
            let department = node.and_then(|node| node.parent).and_then(|id| by_id.get(&id));
            units.push(UnitTally {
                unit,
                name: node.map_or_else(String::new, |node| node.name.clone()),
                department: department.map_or_else(String::new, |node| node.name.clone()),
                ballots: counts.ballots,
                undue: counts.undue,
                counts: counts.all,
                undue_counts: counts.of_undue,
            });
        }
        units.sort_by(|a, b| (&a.department, &a.name).cmp(&(&b.department, &b.name)));
        let (dummies, handled, secret) = (folder.dummies, folder.handled, base64(secret));
        Self { v: 2, form: form.version, period, ballots, dummies, invalid, handled, units, secret }
    }

    /// What the server keeps of a tally in clear: SHA-256 of its bytes as they were sealed.
    pub fn commitment(bytes: &[u8]) -> Vec<u8> {
        Sha256::digest(bytes).to_vec()
    }
}

impl Zeroize for Tally {
    fn zeroize(&mut self) {
        for count in [&mut self.ballots, &mut self.dummies, &mut self.invalid] {
            count.zeroize();
        }
        self.handled.zeroize();
        self.secret.zeroize();
        for unit in &mut self.units {
            unit.ballots.zeroize();
            unit.undue.zeroize();
            unit.counts.zeroize();
            unit.undue_counts.zeroize();
        }
    }
}
