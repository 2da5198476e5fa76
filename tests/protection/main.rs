//! Tables of counts through disclosure control: the adversary, who is another algorithm than the protector, never works
//! anything out, and no more is hidden than by the reference.

mod forged;
mod over_time;
mod random;
mod scenarios;
mod table;

use orubbad::statistics::disclosure::{Exposure, audit, certify};
use table::{Table, breaches};

/// What the reference hid of its own choice, in sum over the tables: cells, and their counts.
fn reference() -> (usize, i64) {
    let file = "tests/statistics/tables/reference_summary.csv";
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(file).expect("the file is there");
    assert_eq!(
        (reader.headers().expect("heads")[5].to_owned(), &reader.headers().expect("heads")[7]),
        ("secondary".into(), "sec_value")
    );
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.fold((0, 0), |(cells, value), row| {
        (cells + row[5].parse::<usize>().expect("a number"), value + row[7].parse::<i64>().expect("a number"))
    })
}

#[test]
fn every_table_is_protected_and_no_more_is_hidden_than_by_the_reference() {
    let (mut cells, mut value) = (0, 0);
    for name in table::NAMES {
        let table = Table::read(name);
        let (needs, protection) = table.protect(0, 7).expect("nothing is published before");
        let proved = certify(&table.system, &needs, &protection).expect("the certificate holds");
        let is_proved = |cell: &u32| proved.iter().any(|proved| proved.cell == *cell && proved.low < proved.high);
        assert!(table.primary.iter().all(is_proved), "{name}: each protected count has its worlds");
        assert_eq!(breaches(&table, &protection.hidden), [], "{name}");
        for cell in table.secondary(&protection.hidden) {
            (cells, value) = (cells + 1, value + table.system.value(cell));
        }
    }
    let (most_cells, most_value) = reference();
    assert!(cells <= most_cells, "{cells} cells are hidden beside the small ones, by the reference {most_cells}");
    assert!(value <= most_value, "their counts sum to {value}, by the reference to {most_value}");
}

#[test]
fn what_is_hidden_alone_is_given_away_by_the_sums() {
    let table = Table::read("P02");
    let naive: Vec<_> = table.system.cells().map(|cell| table.primary.contains(&cell)).collect();
    assert!(breaches(&table, &naive).iter().filter(|exposure| exposure.is_exact()).count() > 10);
}

#[test]
fn the_same_input_and_seed_give_the_same_pattern() {
    let table = Table::read("P03");
    let hidden = |seed| table.protect(0, seed).expect("protected").1.hidden;
    assert_eq!(hidden(1), hidden(1));
    assert_ne!(hidden(1), hidden(2));
}

#[test]
fn who_knows_one_or_two_of_those_counted_learns_nothing_exact_of_the_others() {
    for (name, coalition) in ["P01", "P02", "P04", "P12"].into_iter().flat_map(|name| [(name, 1), (name, 2)]) {
        let table = Table::read(name);
        let (needs, protection) = table.protect(coalition, 7).expect("nothing is published before");
        certify(&table.system, &needs, &protection).expect("the certificate holds");
        for (atom, &count) in (0..).zip(table.system.atoms()).filter(|(_, count)| **count > 0) {
            let around = table.system.cells_of(atom).iter().copied();
            let around: Vec<_> = around.filter(|cell| table.primary.contains(cell)).collect();
            let found = audit(&table.system, &protection.hidden, &around, &[(atom, count.min(coalition))]);
            let exact: Vec<_> = found.expect("consistent").into_iter().filter(Exposure::is_exact).collect();
            assert_eq!(exact, [], "{name}, {coalition} known");
        }
    }
}
