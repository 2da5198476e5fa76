//! The last resort: a move by linear programming, where the search found none (Fischetti & Salazar-González 2000). Slow,
//! but it misses nothing: what it does not find cannot be protected.

use super::{
    adversary::{Adversary, End, Fact, Unknown},
    search::{Found, Status},
    system::{AtomId, CellId, System},
};

/// The move that shifts `cell` by at least `shift` for the least sum of weighted changes of shown cells, if there is one.
pub fn find(
    system: &System,
    weights: &[f64],
    status: &[Status],
    (cell, shift): (CellId, i64),
    known: Option<(AtomId, i64)>,
) -> Option<Found> {
    let least = |atom: AtomId| known.filter(|(known, _)| *known == atom).map_or(0, |(_, least)| least);
    let atoms = 0..system.atoms().len() as AtomId;
    let mut unknowns: Vec<_> = atoms.map(|atom| Unknown { low: least(atom), high: None }).collect();
    let mut facts = Vec::new();
    let mut cost = Vec::new();
    for shown in system.cells().filter(|&shown| status[shown as usize] != Status::Hidden) {
        let mut terms = terms(system, shown);
        if status[shown as usize] == Status::Shown {
            // Value = count + what it lacks − what it has too much; both cost.
            for sign in [1.0, -1.0] {
                terms.push((unknowns.len(), sign));
                cost.push((unknowns.len(), weights[shown as usize]));
                unknowns.push(Unknown { low: 0, high: None });
            }
        }
        let value = system.value(shown) as f64;
        facts.push(Fact { terms, low: value, high: value });
    }
    let reached = (system.value(cell) + shift) as f64;
    let (low, high) = if shift > 0 { (reached, f64::INFINITY) } else { (f64::NEG_INFINITY, reached) };
    facts.push(Fact { terms: terms(system, cell), low, high });
    let (_, world) = Adversary::new(unknowns, facts).end(&cost, End::Low).ok()?;
    let atoms = system.atoms().iter().zip(world).enumerate();
    let atoms: Vec<_> = atoms.map(|(atom, (count, other))| (atom as AtomId, other - count)).collect();
    let atoms: Vec<_> = atoms.into_iter().filter(|(_, change)| *change != 0).collect();
    let changed = system.changes(&atoms).into_iter().map(|(cell, _)| cell);
    let hides: Vec<_> = changed.filter(|&cell| status[cell as usize] == Status::Shown).collect();
    let cost = hides.iter().map(|&cell| weights[cell as usize]).sum();
    Some(Found { atoms, hides, cost })
}

fn terms(system: &System, cell: CellId) -> Vec<(usize, f64)> {
    system.atoms_in(cell).iter().map(|&atom| (atom as usize, 1.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_finds_what_there_is_and_nothing_else() {
        // Two units by two categories with margins, nothing locked but the whole.
        let cells =
            vec![vec![0], vec![1], vec![2], vec![3], vec![0, 1], vec![2, 3], vec![0, 2], vec![1, 3], vec![0, 1, 2, 3]];
        let system = System::new(vec![1, 9, 8, 7], cells).expect("a system");
        let mut status = vec![Status::Shown; 9];
        (status[0], status[8]) = (Status::Hidden, Status::Locked);
        let weights = [1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0, 3.0];
        let found = find(&system, &weights, &status, (0, 2), None).expect("the other three corners");
        assert_eq!(found.hides, [1, 2, 3]);
        assert_eq!(found.atoms, [(0, 2), (1, -2), (2, -2), (3, 2)]);
        status[4] = Status::Locked;
        (status[1], status[2]) = (Status::Locked, Status::Locked);
        assert!(find(&system, &weights, &status, (0, 2), None).is_none());
        assert!(find(&system, &weights, &[Status::Shown; 9], (0, -1), Some((0, 1))).is_none(), "known to be one");
    }
}
