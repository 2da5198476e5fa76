//! The certificate: exact integers prove that each protected cell has its worlds. Neither the search that found them nor
//! any solver has to be trusted.

use std::collections::{BTreeMap, HashMap};

use super::{
    need::Need,
    protect::{Protection, Witness},
    system::{AtomId, CellId, System},
};

/// What is proved of a cell: an adversary cannot tell its count within `low`–`high`, ends included, both possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proved {
    pub cell: CellId,
    pub low: i64,
    pub high: i64,
}

/// Why a protection is not what it claims to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    #[error("a world of cell {0} changes something shown")]
    Seen(CellId),
    #[error("a world of cell {0} is impossible")]
    Impossible(CellId),
    #[error("cell {0} lacks a world")]
    Missing(CellId),
}

/// A cell, and what somebody knows beforehand.
type Asked = (CellId, Option<(AtomId, i64)>);

/// Checks every witness against every need, and says what is proved of each cell that the worlds change.
pub fn certify(system: &System, needs: &[Need], protection: &Protection) -> Result<Vec<Proved>, CertificateError> {
    let mut reached: HashMap<Asked, (i64, i64)> = HashMap::new();
    let mut proved: BTreeMap<CellId, Proved> = BTreeMap::new();
    for witness in &protection.witnesses {
        let changes = changes(system, &protection.hidden, witness)?;
        let shift = changes.get(&witness.cell).copied().unwrap_or_default();
        let (down, up) = reached.entry((witness.cell, witness.known)).or_default();
        (*down, *up) = ((*down).min(shift), (*up).max(shift));
        for (cell, change) in changes.into_iter().filter(|(_, change)| *change != 0) {
            let value = system.value(cell);
            let range = proved.entry(cell).or_insert(Proved { cell, low: value, high: value });
            (range.low, range.high) = (range.low.min(value + change), range.high.max(value + change));
        }
    }
    for need in needs {
        let (down, up) = reached.get(&(need.cell, need.known)).copied().unwrap_or_default();
        if -down < need.down || up < need.up || !protection.hidden[need.cell as usize] {
            return Err(CertificateError::Missing(need.cell));
        }
    }
    Ok(proved.into_values().collect())
}

/// What a world changes, once it has been shown to be one.
fn changes(system: &System, hidden: &[bool], witness: &Witness) -> Result<HashMap<CellId, i64>, CertificateError> {
    let cell = witness.cell;
    let mut world: HashMap<AtomId, i64> = HashMap::new();
    for &(atom, change) in &witness.world {
        *world.entry(atom).or_default() += change;
    }
    for (&atom, change) in &world {
        let least = witness.known.filter(|(known, _)| *known == atom).map_or(0, |(_, least)| least);
        let count = system.atoms().get(atom as usize).and_then(|count| count.checked_add(*change));
        if count.is_none_or(|count| count < least) {
            return Err(CertificateError::Impossible(cell));
        }
    }
    let mut seen: HashMap<CellId, i64> = HashMap::new();
    for (&atom, change) in &world {
        for &touched in system.cells_of(atom) {
            *seen.entry(touched).or_default() += change;
        }
    }
    if seen.iter().any(|(touched, change)| *change != 0 && !hidden[*touched as usize]) {
        return Err(CertificateError::Seen(cell));
    }
    Ok(seen)
}
