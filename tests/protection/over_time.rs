//! Year-to-date releases: each may be safe alone while all of them together are not.

use orubbad::statistics::disclosure::{CellId, Status, System, certify};

use crate::table::{Table, breaches};

const QUARTERS: [&[&str]; 4] = [&["Q1"], &["Q2", "Y12"], &["Q3", "Y123"], &["Q4", "Total"]];

/// The table as it is known after some quarters, with each cell's place in the whole.
fn until(table: &Table, quarters: usize) -> (Table, Vec<CellId>) {
    let published = QUARTERS[..quarters].concat();
    let cells: Vec<_> =
        table.system.cells().filter(|&cell| published.contains(&table.periods[cell as usize].as_str())).collect();
    let members = cells.iter().map(|&cell| table.system.atoms_in(cell).to_vec()).collect();
    let known = Table {
        system: System::new(table.system.atoms().to_vec(), members).expect("a system"),
        primary: (0..).zip(&cells).filter(|(_, cell)| table.primary.contains(cell)).map(|(place, _)| place).collect(),
        status: cells.iter().map(|&cell| table.status[cell as usize]).collect(),
        periods: Vec::new(),
    };
    (known, cells)
}

/// Publishes quarter after quarter; with memory, what was shown is locked and what was hidden stays so. Tells what was
/// never shown.
fn publish(table: &Table, memory: bool) -> Vec<bool> {
    let mut before: Vec<Option<bool>> = vec![None; table.periods.len()];
    for quarters in 1..=4 {
        let (mut known, cells) = until(table, quarters);
        for (status, &cell) in known.status.iter_mut().zip(&cells).filter(|_| memory) {
            *status = match before[cell as usize] {
                Some(true) => Status::Hidden,
                Some(false) => Status::Locked,
                None => *status,
            };
        }
        let (needs, protection) = known.protect(0, quarters as u8).expect("what was published leaves room");
        certify(&known.system, &needs, &protection).expect("the certificate holds");
        assert_eq!(breaches(&known, &protection.hidden), [], "each release is safe alone");
        for (&cell, hidden) in cells.iter().zip(protection.hidden) {
            let earlier = before[cell as usize].unwrap_or(true);
            before[cell as usize] = Some(hidden && earlier);
        }
        if memory {
            let union: Vec<_> = cells.iter().map(|&cell| before[cell as usize] == Some(true)).collect();
            assert_eq!(breaches(&known, &union), [], "after {quarters} quarters");
        }
    }
    before.into_iter().map(|hidden| hidden == Some(true)).collect()
}

#[test]
fn four_releases_with_the_ledger_give_nothing_away_together() {
    publish(&Table::read("P08"), true);
}

#[test]
fn four_releases_each_on_its_own_give_counts_away() {
    let table = Table::read("P08");
    let union = publish(&table, false);
    assert!(breaches(&table, &union).iter().any(|exposure| exposure.is_exact()));
}
