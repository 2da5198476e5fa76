//! What protection a cell needs: how far an adversary must be left in doubt, downwards and upwards.

use std::collections::HashMap;

use super::system::{AtomId, CellId, System};

/// Two worlds that a cell needs: one where it is at least `down` lower, one where it is at least `up` higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    pub cell: CellId,
    pub down: i64,
    pub up: i64,
    /// What the adversary knows beforehand: an atom counts at least so many (himself, a colleague, his own reports).
    pub known: Option<(AtomId, i64)>,
}

/// The needs of protected cells under threshold `k` (METHODS §3.4): a count below `k` could as well be none or `k`;
/// a larger one (a large answer beside a small one) could as well be `k` fewer or more, as far as its whole allows.
/// Against an adversary who knows up to `coalition` of what any one atom counts, the same of all others.
pub fn needs(system: &System, protected: &[CellId], locked: &[bool], k: i64, coalition: i64) -> Vec<Need> {
    let among: HashMap<_, _> = protected.iter().map(|&cell| (system.atoms_in(cell), cell)).collect();
    let mut needs = Vec::new();
    for &cell in protected {
        let value = system.value(cell);
        let other = system.complement(cell, locked, &among);
        let (down, up) = match other.map(|other| system.value(other)) {
            _ if value < k => (value, k - value),
            // Whoever knows the whole reads one off the other: the small one's worlds are this one's too.
            Some(other) if other < k => continue,
            Some(other) => (k.min(value), k.min(other)),
            None => (k.min(value), k),
        };
        needs.push(Need { cell, down, up, known: None });
        for (atom, count) in (0..).zip(system.atoms()).take_while(|_| coalition > 0) {
            let known = coalition.min(*count);
            let need = match system.atoms_in(cell).binary_search(&atom) {
                _ if known == 0 => continue,
                // One of those counted: the others' count is what must stay in doubt.
                Ok(_) if value < k => {
                    let up = other.map_or(up + known, |other| (up + known).min(system.value(other)));
                    Need { cell, down: down.min(value - known), up, known: Some((atom, known)) }
                }
                Ok(_) => Need { cell, down: down.min(value - known), up, known: Some((atom, known)) },
                Err(_) => {
                    // One who answered otherwise: so many fewer can be of this cell.
                    let other = other.filter(|other| system.atoms_in(*other).binary_search(&atom).is_ok());
                    let up = other.map_or(up, |other| up.min(system.value(other) - known));
                    Need { cell, down, up, known: Some((atom, known)) }
                }
            };
            needs.push(need);
        }
    }
    needs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers() -> System {
        // One unit's yes and no with the respondents, and a second unit.
        let cells = vec![vec![0], vec![1], vec![0, 1], vec![2], vec![3], vec![2, 3]];
        System::new(vec![1, 9, 4, 5], cells).expect("a system")
    }

    #[test]
    fn none_and_the_threshold_must_both_be_possible() {
        let locked = [false, false, true, false, false, true];
        let found = needs(&answers(), &[0, 1, 3, 4], &locked, 3, 0);
        let plain = |cell, down, up| Need { cell, down, up, known: None };
        assert_eq!(found, [plain(0, 1, 2), plain(3, 3, 3), plain(4, 3, 3)], "the large answer mirrors the small one");
    }

    #[test]
    fn who_knows_one_must_not_learn_of_the_others() {
        let system = System::new(vec![2, 7], vec![vec![0], vec![1], vec![0, 1]]).expect("a system");
        let found = needs(&system, &[0], &[false, false, true], 3, 1);
        assert_eq!(found[1], Need { cell: 0, down: 1, up: 2, known: Some((0, 1)) }, "in the same cell");
        assert_eq!(found[2], Need { cell: 0, down: 2, up: 1, known: Some((1, 1)) }, "in another");
    }
}
