//! A tally (räkning): unit-level counts out of an opened urn, sealed at rest to the custodians.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::fold::Folder;
use crate::{form::Form, org::Node};

/// What a custodian's browser unseals.
#[derive(Serialize, Deserialize)]
pub struct Tally {
    pub v: u8,
    pub form: u32,
    pub period: String,
    pub ballots: u64,
    pub dummies: u64,
    pub invalid: u64,
    pub units: Vec<UnitTally>,
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
    pub fn of(folder: Folder, form: &Form, period: String, nodes: &[Node]) -> Self {
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
        Self { v: 1, form: form.version, period, ballots, dummies: folder.dummies, invalid, units }
    }
}
