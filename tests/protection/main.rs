//! Tables of counts through disclosure control: the adversary, who is another algorithm than the protector, never works
//! anything out, whatever the counts and whoever he knows; and a forged certificate is refused.

mod forged;
mod random;
mod table;

use orubbad::statistics::disclosure::{Exposure, audit, certify};
use table::{Table, breaches};

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
