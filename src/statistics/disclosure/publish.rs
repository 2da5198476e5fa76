//! From a table of counts to figures that may be shown: protects, proves, plays the adversary, and only then releases.

use super::{
    adversary::AdversaryError,
    audit::{Exposure, audit},
    certificate::{CertificateError, certify},
    need::needs,
    protect::protect,
    released::{Figure, Released},
    search::Status,
    system::{CellId, System},
};

/// A table with what is to become of each of its cells.
pub struct Sheet {
    pub system: System,
    pub roles: Vec<Role>,
}

/// What a cell is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// To be printed, if it can be.
    Printed,
    /// Known to everybody: may not be hidden and needs no protection.
    Known,
    /// Never printed, but can be worked out of what is: a complement or a difference.
    Implied,
}

/// The rules of a publication.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Counts below this are protected, none included.
    pub threshold: i64,
    /// So many of those counted may be known to the adversary: himself, colleagues, or false reports of his own.
    pub coalition: i64,
}

/// A table that passed.
pub struct Published {
    /// A figure for each printed cell, in order.
    pub figures: Vec<(CellId, Released)>,
    /// Printed cells that are hidden.
    pub hidden: Vec<CellId>,
    /// Protected counts, printed or implied.
    pub protected: usize,
}

/// Why a table cannot be published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    #[error("{} av tabellens tal går inte att skydda", .0.len())]
    Infeasible(Vec<CellId>),
    #[error("granskningen fann att {} av tabellens tal går att räkna ut", .0.len())]
    Breach(Vec<CellId>),
    #[error("skyddet gick inte att bevisa: {0}")]
    Unproved(#[from] CertificateError),
    #[error("granskningen gick inte att göra: {0}")]
    Unaudited(#[from] AdversaryError),
}

/// Publishes a sheet, or says why not. The same sheet, rules and seed give the same figures.
pub fn publish(sheet: &Sheet, rules: Rules, seed: [u8; 32]) -> Result<Published, PublishError> {
    let Sheet { system, roles } = sheet;
    let role = |cell: CellId| roles[cell as usize];
    let protected: Vec<_> =
        system.cells().filter(|&cell| role(cell) != Role::Known && system.value(cell) < rules.threshold).collect();
    let status: Vec<_> = system
        .cells()
        .map(|cell| match role(cell) {
            Role::Known => Status::Locked,
            Role::Printed if !protected.contains(&cell) => Status::Shown,
            Role::Printed | Role::Implied => Status::Hidden,
        })
        .collect();
    let known: Vec<_> = roles.iter().map(|role| *role == Role::Known).collect();
    let needs = needs(system, &protected, &known, rules.threshold, rules.coalition);
    let protection = protect(system, &needs, &status, seed).map_err(|cells| PublishError::Infeasible(cells.0))?;
    certify(system, &needs, &protection)?;
    play(system, &protection.hidden, &protected, rules)?;
    let printed: Vec<_> = system.cells().filter(|&cell| role(cell) == Role::Printed).collect();
    let seen = audit(system, &protection.hidden, &printed, &[])?;
    let figures = seen.iter().map(|seen| (seen.cell, Released::new(figure(seen, &protection.hidden)))).collect();
    let hidden = printed.iter().copied().filter(|&cell| protection.hidden[cell as usize]).collect();
    Ok(Published { figures, hidden, protected: protected.len() })
}

/// What is printed: a count, or the ends that anybody can work out anyway.
fn figure(seen: &Exposure, hidden: &[bool]) -> Figure {
    let count = |count: i64| u64::try_from(count).expect("a range of counts begins at none");
    match seen.high {
        _ if !hidden[seen.cell as usize] => Figure::Count(count(seen.value)),
        Some(high) => Figure::Between { from: count(seen.low), to: count(high) },
        None => Figure::Withheld,
    }
}

/// Plays an outsider, and everybody who knows as much as the rules allow of one of the counts.
fn play(system: &System, hidden: &[bool], protected: &[CellId], rules: Rules) -> Result<(), PublishError> {
    let outside = audit(system, hidden, protected, &[])?;
    let mut breaches: Vec<_> =
        outside.iter().filter(|seen| seen.is_breach(rules.threshold)).map(|seen| seen.cell).collect();
    for (atom, count) in (0..).zip(system.atoms()) {
        let known = rules.coalition.min(*count);
        if known > 0 {
            let inside = audit(system, hidden, protected, &[(atom, known)])?;
            let others = inside.iter().map(|seen| match system.atoms_in(seen.cell).contains(&atom) {
                true => others(seen, known),
                false => *seen,
            });
            breaches.extend(others.filter(|seen| seen.is_breach(rules.threshold)).map(|seen| seen.cell));
        }
    }
    breaches.sort_unstable();
    breaches.dedup();
    if breaches.is_empty() { Ok(()) } else { Err(PublishError::Breach(breaches)) }
}

/// What is left of an exposure for those whom the adversary does not know.
fn others(seen: &Exposure, known: i64) -> Exposure {
    Exposure { value: seen.value - known, low: seen.low - known, high: seen.high.map(|high| high - known), ..*seen }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: Rules = Rules { threshold: 3, coalition: 1 };

    /// Two units by two categories with all margins; the whole is known to everybody.
    fn sheet(counts: [i64; 4]) -> Sheet {
        let cells =
            vec![vec![0], vec![1], vec![2], vec![3], vec![0, 1], vec![2, 3], vec![0, 2], vec![1, 3], vec![0, 1, 2, 3]];
        let roles = [[Role::Printed; 8].as_slice(), &[Role::Known]].concat();
        Sheet { system: System::new(counts.to_vec(), cells).expect("a system"), roles }
    }

    fn refuses(sheet: &Sheet, hidden: &[CellId], rules: Rules) -> bool {
        let system = &sheet.system;
        let protected: Vec<_> = system.cells().filter(|&cell| system.value(cell) < rules.threshold).collect();
        let hidden: Vec<_> = system.cells().map(|cell| hidden.contains(&cell)).collect();
        matches!(play(system, &hidden, &protected, rules), Err(PublishError::Breach(_)))
    }

    #[test]
    fn the_adversary_is_heeded_even_if_the_protector_erred() {
        let sheet = sheet([1, 9, 8, 7]);
        assert!(refuses(&sheet, &[0], RULES), "the margins give it away");
        assert!(refuses(&sheet, &[0, 1], RULES), "so does the column");
        assert!(!refuses(&sheet, &[0, 1, 2, 3], RULES));
    }

    #[test]
    fn somebody_who_knows_one_of_two_is_an_adversary_too() {
        // One unit of two shows nothing but the sum with the other: an outsider sees 0–3; who knows one sees 0–2 others.
        let cells = vec![vec![0], vec![1], vec![0, 1]];
        let system = System::new(vec![2, 1], cells).expect("a system");
        let sheet = Sheet { system, roles: vec![Role::Printed, Role::Printed, Role::Known] };
        assert!(!refuses(&sheet, &[0, 1], Rules { threshold: 3, coalition: 0 }));
        assert!(refuses(&sheet, &[0, 1], RULES));
    }

    #[test]
    fn hidden_counts_are_printed_as_the_ends_that_anybody_can_work_out() {
        let published = publish(&sheet([1, 9, 8, 7]), RULES, [4; 32]).expect("can be published");
        let figures: Vec<_> = published.figures.iter().map(|(_, figure)| figure.figure().clone()).collect();
        assert_eq!(figures.len(), 8);
        let Figure::Between { from: 0, to: 3.. } = figures[0] else { panic!("told: {:?}", figures[0]) };
        assert!(published.hidden.contains(&0) && published.protected == 1);
    }

    #[test]
    fn what_cannot_be_protected_beside_the_known_is_not_published() {
        let cells = vec![vec![0], vec![1], vec![0, 1]];
        let system = System::new(vec![1, 9], cells).expect("a system");
        let sheet = Sheet { system, roles: vec![Role::Printed, Role::Known, Role::Known] };
        assert!(matches!(publish(&sheet, RULES, [4; 32]), Err(PublishError::Infeasible(_))));
    }
}
