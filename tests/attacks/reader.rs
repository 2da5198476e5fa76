//! The reader: tries every world in whole numbers and keeps those that agree with what he was told. He shares nothing
//! with the engine, neither its linear programs nor its search.

use std::collections::BTreeSet;

use orubbad::statistics::disclosure::{CellId, Figure, Published, Released, Role, Sheet, System};

/// What somebody has read and knows about counts that nobody printed.
#[derive(Clone)]
pub struct Reader {
    least: Vec<i64>,
    most: i64,
    facts: Vec<(Vec<usize>, i64, i64)>,
}

impl Reader {
    /// Somebody who knows nothing yet of `atoms` counts; worlds with a count above `most` are not tried.
    pub fn new(atoms: usize, most: i64) -> Self {
        Self { least: vec![0; atoms], most, facts: Vec::new() }
    }

    /// The same reader, who has read that the sum of some atoms lies from `low` to `high`.
    pub fn told(mut self, atoms: impl IntoIterator<Item = u32>, low: i64, high: i64) -> Self {
        self.facts.push((atoms.into_iter().map(|atom| atom as usize).collect(), low, high));
        self
    }

    /// The same reader, who knows of an atom that it counts at least so many.
    pub fn knowing(mut self, atom: u32, least: i64) -> Self {
        self.least[atom as usize] = least;
        self
    }

    /// A reader of all cells that are not hidden.
    pub fn of_cells(system: &System, hidden: &[bool], most: i64) -> Self {
        let shown = system.cells().filter(|&cell| !hidden[cell as usize]);
        shown.fold(Self::new(system.atoms().len(), most), |reader, cell| {
            let value = system.value(cell);
            reader.told(system.atoms_in(cell).iter().copied(), value, value)
        })
    }

    /// A reader of what went through the gate: every figure as it is printed, and what everybody knows.
    pub fn of_figures(sheet: &Sheet, published: &Published, most: i64) -> Self {
        let system = &sheet.system;
        let hidden: Vec<_> = sheet.roles.iter().map(|role| *role != Role::Known).collect();
        let printed = published.figures.iter().filter_map(|(cell, figure)| Some((*cell, ends(figure)?)));
        printed.fold(Self::of_cells(system, &hidden, most), |reader, (cell, (low, high))| {
            reader.told(system.atoms_in(cell).iter().copied(), low, high)
        })
    }

    /// Every value that each of `sums` can have.
    pub fn finds<const N: usize>(&self, sums: [&[u32]; N]) -> [BTreeSet<i64>; N] {
        let mut found = [const { BTreeSet::new() }; N];
        self.worlds(|world| {
            for (values, atoms) in found.iter_mut().zip(sums) {
                values.insert(atoms.iter().map(|&atom| world[atom as usize]).sum());
            }
        });
        found
    }

    /// Every value that a cell can have.
    pub fn finds_cell(&self, system: &System, cell: CellId) -> BTreeSet<i64> {
        let [found] = self.finds([system.atoms_in(cell)]);
        found
    }

    /// Shows every possible world.
    pub fn worlds(&self, mut each: impl FnMut(&[i64])) {
        let mut sums = vec![0; self.facts.len()];
        self.descend(&mut Vec::with_capacity(self.least.len()), &mut sums, &mut each);
    }

    fn descend(&self, world: &mut Vec<i64>, sums: &mut [i64], each: &mut impl FnMut(&[i64])) {
        let atom = world.len();
        if atom == self.least.len() {
            each(world);
            return;
        }
        let (mut low, mut high) = (self.least[atom], self.most);
        for ((atoms, least, most), sum) in self.facts.iter().zip(sums.iter()) {
            if atoms.contains(&atom) {
                let to_come: i64 = atoms.iter().filter(|&&later| later > atom).map(|&later| self.least[later]).sum();
                high = high.min(most - sum - to_come);
                if atoms.iter().all(|&other| other <= atom) {
                    low = low.max(least - sum);
                }
            }
        }
        for count in low..=high {
            world.push(count);
            self.add(atom, count, sums);
            self.descend(world, sums, each);
            self.add(atom, -count, sums);
            world.pop();
        }
    }

    fn add(&self, atom: usize, count: i64, sums: &mut [i64]) {
        let counting = self.facts.iter().zip(sums).filter(|((atoms, ..), _)| atoms.contains(&atom));
        counting.for_each(|(_, sum)| *sum += count);
    }
}

/// The ends of a printed figure.
pub fn ends(figure: &Released) -> Option<(i64, i64)> {
    let whole = |count: u64| i64::try_from(count).expect("a small count");
    match *figure.figure() {
        Figure::Count(count) => Some((whole(count), whole(count))),
        Figure::Between { from, to } => Some((whole(from), whole(to))),
        Figure::About { .. } | Figure::Withheld => None,
    }
}

/// Whether a count below the threshold could as well be none or reach it, once `known` of those counted are set aside.
pub fn in_doubt(found: &BTreeSet<i64>, threshold: i64, known: i64) -> bool {
    found.contains(&known) && found.last().is_some_and(|most| most - known >= threshold)
}

/// A table of rows by columns with all margins, every cell to be printed; the last cell is the total.
pub fn grid<const R: usize, const C: usize>(counts: [[i64; C]; R]) -> Sheet {
    let at = |row: usize, column: usize| (row * C + column) as u32;
    let single = (0..(R * C) as u32).map(|atom| vec![atom]);
    let rows = (0..R).map(|row| (0..C).map(|column| at(row, column)).collect());
    let columns = (0..C).map(|column| (0..R).map(|row| at(row, column)).collect());
    let cells: Vec<_> = single.chain(rows).chain(columns).chain([(0..(R * C) as u32).collect()]).collect();
    let roles = vec![Role::Printed; cells.len()];
    Sheet { system: System::new(counts.concat(), cells).expect("a table"), roles }
}
