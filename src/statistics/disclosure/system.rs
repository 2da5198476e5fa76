//! A system of cells: every cell is a sum of atoms. Hierarchies, crossings, linked tables, overlapping periods and
//! reorganised units are all this, and nothing that works on a system knows which.

use std::collections::{HashMap, HashSet};

/// Index of an atom, the finest count.
pub type AtomId = u32;
/// Index of a cell.
pub type CellId = u32;

/// Atoms with their true counts, and cells over them.
#[derive(Clone)]
pub struct System {
    atoms: Vec<i64>,
    cells: Vec<Vec<AtomId>>,
    cells_of: Vec<Vec<CellId>>,
    values: Vec<i64>,
}

/// Why a set of cells is no system; cells and atoms are named by their place, from 1.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SystemError {
    #[error("den finaste räkningen nr {0} är negativ")]
    Negative(usize),
    #[error("cell nr {0} räknar något som inte finns")]
    NoSuchAtom(usize),
    #[error("cell nr {0} räknar samma sak två gånger")]
    Twice(usize),
    #[error("cell nr {0} räknar ingenting")]
    Empty(usize),
}

impl System {
    /// Holds the parts together; `cells` lists the atoms of each cell.
    pub fn new(atoms: Vec<i64>, mut cells: Vec<Vec<AtomId>>) -> Result<Self, SystemError> {
        if let Some(place) = atoms.iter().position(|&count| count < 0) {
            return Err(SystemError::Negative(place + 1));
        }
        let mut cells_of = vec![Vec::new(); atoms.len()];
        for (place, cell) in cells.iter_mut().enumerate() {
            cell.sort_unstable();
            if cell.is_empty() {
                return Err(SystemError::Empty(place + 1));
            }
            if cell.windows(2).any(|pair| pair[0] == pair[1]) {
                return Err(SystemError::Twice(place + 1));
            }
            for &atom in cell.iter() {
                cells_of.get_mut(atom as usize).ok_or(SystemError::NoSuchAtom(place + 1))?.push(place as CellId);
            }
        }
        // Small cells first: they decide soonest whether an atom can move.
        cells_of.iter_mut().for_each(|around: &mut Vec<CellId>| around.sort_by_key(|&cell| cells[cell as usize].len()));
        let values = cells.iter().map(|cell| cell.iter().map(|&atom| atoms[atom as usize]).sum()).collect();
        Ok(Self { atoms, cells, cells_of, values })
    }

    /// True counts of the atoms.
    pub fn atoms(&self) -> &[i64] {
        &self.atoms
    }

    /// Every cell.
    pub fn cells(&self) -> std::ops::Range<CellId> {
        0..self.cells.len() as CellId
    }

    /// The atoms of a cell, in order.
    pub fn atoms_in(&self, cell: CellId) -> &[AtomId] {
        &self.cells[cell as usize]
    }

    /// Number of atoms in a cell.
    pub fn size(&self, cell: CellId) -> usize {
        self.cells[cell as usize].len()
    }

    /// The cells that count an atom.
    pub fn cells_of(&self, atom: AtomId) -> &[CellId] {
        &self.cells_of[atom as usize]
    }

    /// The true value of a cell.
    pub fn value(&self, cell: CellId) -> i64 {
        self.values[cell as usize]
    }

    /// What changes in which cells when atoms change; cells that come out even are left out.
    pub fn changes(&self, atoms: &[(AtomId, i64)]) -> Vec<(CellId, i64)> {
        let mut changes = Vec::new();
        for &(atom, change) in atoms {
            changes.extend(self.cells_of(atom).iter().map(|&cell| (cell, change)));
        }
        changes.sort_unstable_by_key(|(cell, _)| *cell);
        changes.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                earlier.1 += later.1;
            }
            same
        });
        changes.retain(|(_, change)| *change != 0);
        changes
    }

    /// What is left of one of the `wholes` beside `cell`, if that is a cell among `others`: of an answer, those who
    /// answered otherwise.
    pub fn complement(&self, cell: CellId, wholes: &[bool], others: &HashMap<&[AtomId], CellId>) -> Option<CellId> {
        let own: HashSet<_> = self.atoms_in(cell).iter().collect();
        let around = self.cells_of(self.atoms_in(cell)[0]).iter().filter(|&&whole| wholes[whole as usize]);
        around.into_iter().find_map(|&whole| {
            let rest: Vec<_> = self.atoms_in(whole).iter().copied().filter(|atom| !own.contains(atom)).collect();
            let divided = rest.len() + own.len() == self.size(whole);
            others.get(rest.as_slice()).copied().filter(|_| divided)
        })
    }

    /// Blocks: cells inside which counts can be moved without anything outside changing, because no cell from outside
    /// meets them in a single atom. In a hierarchy of units these are the nodes above the lowest. Smallest first.
    pub fn blocks(&self) -> Vec<CellId> {
        let mut meets = vec![0_usize; self.cells.len()];
        let mut blocks: Vec<_> =
            self.cells().filter(|&block| self.size(block) >= 4 && self.is_block(block, &mut meets)).collect();
        blocks.sort_by_key(|&block| self.size(block));
        blocks.dedup_by(|a, b| self.atoms_in(*a) == self.atoms_in(*b));
        blocks
    }

    fn is_block(&self, block: CellId, meets: &mut [usize]) -> bool {
        let touched = || self.atoms_in(block).iter().flat_map(|&atom| self.cells_of(atom));
        touched().for_each(|&cell| meets[cell as usize] += 1);
        let mut closed = true;
        for &cell in touched() {
            let met = std::mem::take(&mut meets[cell as usize]);
            closed &= met != 1 || self.size(cell) == 1;
        }
        closed
    }

    /// Whether every atom of `small` is in `large`.
    pub fn is_within(&self, small: CellId, large: CellId) -> bool {
        self.atoms_in(small).iter().all(|atom| self.atoms_in(large).binary_search(atom).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_system_is_refused_with_its_place() {
        assert_eq!(System::new(vec![1, -1], vec![]).err(), Some(SystemError::Negative(2)));
        assert_eq!(System::new(vec![1], vec![vec![0], vec![]]).err(), Some(SystemError::Empty(2)));
        assert_eq!(System::new(vec![1], vec![vec![0, 0]]).err(), Some(SystemError::Twice(1)));
        assert_eq!(System::new(vec![1], vec![vec![1]]).err(), Some(SystemError::NoSuchAtom(1)));
    }

    #[test]
    fn blocks_are_what_closes_upon_itself() {
        // Two units by two categories, with all margins: only the whole can hold a move in.
        let cells =
            vec![vec![0], vec![1], vec![2], vec![3], vec![0, 1], vec![2, 3], vec![0, 2], vec![1, 3], vec![0, 1, 2, 3]];
        let system = System::new(vec![1, 2, 3, 4], cells).expect("a system");
        assert_eq!(system.blocks(), [8]);
        assert_eq!(system.changes(&[(0, 1), (1, -1), (2, -1), (3, 1)]).len(), 4, "a square shows in its corners alone");
        assert!(system.is_within(4, 8) && !system.is_within(8, 4));
    }
}
