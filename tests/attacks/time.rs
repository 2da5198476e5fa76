//! Attacks with more than one release: A05–A07. What was published before is locked, what was hidden stays hidden, and
//! what the releases differ by is protected as if it were printed.

use std::collections::BTreeSet;

use orubbad::statistics::disclosure::{AtomId, CellId, Infeasible, Status, System, certify, needs, protect};

use crate::reader::{Reader, in_doubt};

const K: i64 = 5;
const MOST: i64 = 40;

/// What is to be done with a cell in a release.
#[derive(Clone, Copy, PartialEq)]
enum Plan {
    Before(bool),
    Print,
    /// Not printed, now or ever, but to be kept from whoever subtracts.
    Guard,
}

/// Which cells are hidden once the planned ones are published beside what was published before.
fn release(system: &System, plans: &[Plan]) -> Result<Vec<bool>, Infeasible> {
    let small = |cell: &CellId| system.value(*cell) < K && plans[*cell as usize] != Plan::Before(false);
    let protected: Vec<_> = system.cells().filter(small).collect();
    let status = |cell: CellId| match plans[cell as usize] {
        Plan::Before(false) => Status::Locked,
        Plan::Before(true) | Plan::Guard => Status::Hidden,
        Plan::Print if small(&cell) => Status::Hidden,
        Plan::Print => Status::Shown,
    };
    let status: Vec<_> = system.cells().map(status).collect();
    let locked: Vec<_> = status.iter().map(|status| *status == Status::Locked).collect();
    let needs = needs(system, &protected, &locked, K, 0);
    let protection = protect(system, &needs, &status, [1; 32])?;
    certify(system, &needs, &protection).expect("the worlds are proved");
    Ok(protection.hidden)
}

/// A reader of both releases: what the first printed is not forgotten, whatever the second hides.
fn archivist(system: &System, first: &[bool], second: &[bool]) -> Reader {
    let hidden: Vec<_> = first.iter().zip(second).map(|(first, second)| *first && *second).collect();
    Reader::of_cells(system, &hidden, MOST)
}

fn before(hidden: &[bool], cells: std::ops::Range<usize>) -> Vec<Plan> {
    hidden[cells].iter().map(|hidden| Plan::Before(*hidden)).collect()
}

fn every(plan: Plan, times: usize) -> Vec<Plan> {
    vec![plan; times]
}

fn is_kept(system: &System, reader: &Reader, cells: impl IntoIterator<Item = CellId>) {
    for cell in cells.into_iter().filter(|&cell| system.value(cell) < K) {
        let found = reader.finds_cell(system, cell);
        assert!(found.contains(&system.value(cell)) && in_doubt(&found, K, 0), "cell {cell} is {found:?}");
    }
}

/// Three units in two quarters: the first quarter with its sum (cells 0–3), the year so far with its sum (4–7), and the
/// second quarter (8–10).
fn two_quarters() -> System {
    let unit = |unit: AtomId| vec![unit, unit + 3];
    let first = (0..3).map(|unit| vec![unit]).chain([vec![0, 1, 2]]);
    let so_far = (0..3).map(unit).chain([(0..6).collect()]);
    System::new(vec![6, 8, 9, 1, 7, 2], first.chain(so_far).chain((3..6).map(|atom| vec![atom])).collect())
        .expect("tables")
}

/// A05.
#[test]
fn the_year_so_far_less_the_first_quarter_is_the_second_but_the_second_release_remembers_the_first() {
    let system = two_quarters();
    // Each release by itself has no count below five.
    let printed: Vec<_> = system.cells().map(|cell| cell >= 8).collect();
    let naive = Reader::of_cells(&system, &printed, MOST);
    assert_eq!(naive.finds([&[3], &[5]]), [BTreeSet::from([1]), BTreeSet::from([2])]);

    let first = release(&system, &[every(Plan::Print, 4), every(Plan::Guard, 7)].concat()).expect("can be published");
    assert!(first[..4].iter().all(|hidden| !hidden), "the first quarter needs no hiding");
    let plans = [before(&first, 0..4), every(Plan::Print, 4), every(Plan::Guard, 3)].concat();
    let second = release(&system, &plans).expect("can be published");
    is_kept(&system, &archivist(&system, &first, &second), 8..11);
    assert!(second[..4].iter().all(|hidden| !hidden), "what is known cannot be hidden any more");
    assert!(second[4..8].iter().any(|hidden| !hidden), "something is shown");
}

/// A05, where it is too late.
#[test]
fn what_earlier_releases_give_away_already_is_refused() {
    let system = two_quarters();
    let plans = [every(Plan::Before(false), 8), every(Plan::Print, 3)].concat();
    let Err(Infeasible(cells)) = release(&system, &plans) else { panic!("published") };
    assert_eq!(BTreeSet::from_iter(cells), BTreeSet::from([8, 10]));
}

/// Three units with those counted in both versions of a table (atoms 0–2) and those in one of them only (3–5): the
/// version without them and its sum (cells 0–3), the version with them and its sum (4–7), and they themselves (8–10).
fn two_versions() -> System {
    let alone = (0..3).map(|unit| vec![unit]).chain([vec![0, 1, 2]]);
    let with = (0..3).map(|unit| vec![unit, unit + 3]).chain([(0..6).collect()]);
    System::new(vec![6, 8, 9, 1, 0, 0], alone.chain(with).chain((3..6).map(|atom| vec![atom])).collect())
        .expect("tables")
}

/// A06.
#[test]
fn a_table_printed_anew_shows_who_came_late_or_withdrew_but_not_beside_the_old_one_through_the_gate() {
    let system = two_versions();
    let both: Vec<_> = system.cells().map(|cell| cell >= 8).collect();
    let naive = Reader::of_cells(&system, &both, MOST);
    assert_eq!(naive.finds([&[3], &[4]]), [BTreeSet::from([1]), BTreeSet::from([0])]);

    // Late: the version with them is the second. Withdrawn: it is the first.
    for (old, new) in [(0..4, 4..8), (4..8, 0..4)] {
        let mut plans = every(Plan::Guard, 11);
        plans[old.clone()].fill(Plan::Print);
        let first = release(&system, &plans).expect("can be published");
        plans.splice(old.clone(), before(&first, old.clone()));
        plans[new].fill(Plan::Print);
        let second = release(&system, &plans).expect("can be published");
        is_kept(&system, &archivist(&system, &first, &second), 8..11);
        assert!(first[old].iter().all(|hidden| !hidden), "the old version is what it was");
    }
}

/// A06, what is done instead.
#[test]
fn a_late_report_counted_in_the_next_period_cannot_be_told_from_that_periods_own() {
    // Per unit: the first period, what came late of it, the second period; late ones are printed with the second.
    let first = (0..3).map(|unit| vec![unit]).chain([vec![0, 1, 2]]);
    let second = (3..6).map(|unit| vec![unit, unit + 3]).chain([(3..9).collect()]);
    let cells = first.chain(second).chain((3..6).map(|atom| vec![atom])).collect();
    let system = System::new(vec![6, 8, 9, 1, 0, 0, 8, 7, 9], cells).expect("tables");
    let plans = [every(Plan::Before(false), 4), every(Plan::Print, 4), every(Plan::Guard, 3)].concat();
    let hidden = release(&system, &plans).expect("can be published");
    assert!(hidden[..8].iter().all(|hidden| !hidden), "both periods are shown in full");
    is_kept(&system, &Reader::of_cells(&system, &hidden, MOST), 8..11);
}

/// A07.
#[test]
fn old_counts_by_new_units_give_the_parts_that_moved_but_not_beside_the_old_tables_through_the_gate() {
    // A, B1, B2, C1, C2: the old units were A, B and C with their sum, the new ones are A+B1, B2+C1 and C2.
    let old = [vec![0], vec![1, 2], vec![3, 4], (0..5).collect()];
    let new = [vec![0, 1], vec![2, 3], vec![4]];
    let cells = old.into_iter().chain(new).chain((1..5).map(|atom| vec![atom])).collect();
    let system = System::new(vec![6, 1, 7, 2, 9], cells).expect("tables");
    let printed: Vec<_> = system.cells().map(|cell| cell >= 7).collect();
    let naive = Reader::of_cells(&system, &printed, MOST);
    assert_eq!(naive.finds([&[1], &[3]]), [BTreeSet::from([1]), BTreeSet::from([2])]);

    let first = release(&system, &[every(Plan::Print, 4), every(Plan::Guard, 7)].concat()).expect("can be published");
    let plans = [before(&first, 0..4), every(Plan::Print, 3), every(Plan::Guard, 4)].concat();
    let second = release(&system, &plans).expect("can be published");
    is_kept(&system, &archivist(&system, &first, &second), 7..11);
}
