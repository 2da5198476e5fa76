//! Random hierarchies with random counts: whatever the protector chose, the adversary finds nothing.

use orubbad::statistics::disclosure::{CertificateError, Protection, Status, System, certify};
use rand::{RngExt, SeedableRng, rngs::StdRng};

use crate::table::{K, Table, breaches};

/// Units in förvaltningar, some shared by two nämnder, by kinds and sometimes periods, with all margins.
fn hierarchy(chance: &mut StdRng) -> Table {
    let (units, kinds, periods) =
        (chance.random_range(2..9), chance.random_range(2..5), if chance.random_bool(0.3) { 2 } else { 1 });
    let departments = chance.random_range(1..=3.min(units));
    let own: Vec<(u32, u32)> =
        (0..units).map(|_| (chance.random_range(0..departments), chance.random_range(0..2))).collect();
    let mean = chance.random_range(1.0..12.0_f64);
    // Skewed, with many zeros.
    let atoms =
        (0..units * kinds * periods).map(|_| (-mean * (1.0 - chance.random::<f64>()).ln() - 1.0).max(0.0) as i64);
    let atoms: Vec<_> = atoms.collect();
    let mut groups: Vec<Vec<u32>> = (0..units).map(|unit| vec![unit]).collect();
    groups.extend(
        (0..departments).map(|department| (0..units).filter(|unit| own[*unit as usize].0 == department).collect()),
    );
    groups.extend((0..2).map(|board| (0..units).filter(|unit| own[*unit as usize].1 == board).collect()));
    groups.push((0..units).collect());
    let margin = |size: u32| (0..size).map(|one| vec![one]).chain([(0..size).collect::<Vec<_>>()]).collect::<Vec<_>>();
    let mut cells = Vec::new();
    for group in groups.iter().filter(|group| !group.is_empty()) {
        for kind in margin(kinds) {
            for period in margin(periods) {
                let of = |unit: &u32| {
                    kind.iter()
                        .flat_map(|kind| {
                            period.iter().map(|period| (unit * kinds + kind) * periods + period).collect::<Vec<_>>()
                        })
                        .collect::<Vec<_>>()
                };
                cells.push(group.iter().flat_map(of).collect::<Vec<u32>>());
            }
        }
    }
    let system = System::new(atoms, cells).expect("a system");
    let primary: Vec<_> = system.cells().filter(|&cell| system.value(cell) < K).collect();
    let status = system.cells().map(|cell| if system.value(cell) < K { Status::Hidden } else { Status::Shown });
    Table { primary, status: status.collect(), system }
}

#[test]
fn the_adversary_never_finds_what_the_protector_left() {
    let mut chance = StdRng::seed_from_u64(2026);
    let (mut shown_again, mut noticed) = (0, 0);
    for round in 0..60 {
        let table = hierarchy(&mut chance);
        let (needs, protection) = table.protect(0, round).expect("nothing is published before");
        certify(&table.system, &needs, &protection).expect("the certificate holds");
        assert_eq!(breaches(&table, &protection.hidden), [], "round {round}");
        if let Some(&cell) = table.secondary(&protection.hidden).first() {
            let mut hidden = protection.hidden.clone();
            hidden[cell as usize] = false;
            let refused = certify(&table.system, &needs, &Protection { hidden: hidden.clone(), ..protection }).err();
            let breached = !breaches(&table, &hidden).is_empty();
            assert!(!breached || matches!(refused, Some(CertificateError::Seen(_))), "no world hides a breach");
            (shown_again, noticed) = (shown_again + 1, noticed + u32::from(breached));
        }
    }
    assert!(shown_again > 20 && 2 * noticed > shown_again, "{noticed} of {shown_again}: what is hidden is needed");
}

#[test]
fn what_is_locked_stays_and_what_cannot_be_protected_is_named() {
    let mut chance = StdRng::seed_from_u64(7);
    let (mut refused, mut protected) = (0, 0);
    for round in 0..60 {
        let mut table = hierarchy(&mut chance);
        table.status.iter_mut().filter(|status| **status == Status::Shown).for_each(|status| {
            if chance.random_bool(0.1) {
                *status = Status::Locked;
            }
        });
        match table.protect(0, round) {
            Ok((needs, protection)) => {
                certify(&table.system, &needs, &protection).expect("the certificate holds");
                assert_eq!(breaches(&table, &protection.hidden), [], "round {round}");
                let locked =
                    table.status.iter().zip(&protection.hidden).filter(|(status, _)| **status == Status::Locked);
                assert!(locked.into_iter().all(|(_, hidden)| !hidden), "round {round}");
                protected += 1;
            }
            Err(infeasible) => {
                assert!(!infeasible.0.is_empty() && infeasible.0.iter().all(|cell| table.primary.contains(cell)));
                refused += 1;
            }
        }
    }
    assert!(refused > 10 && protected > 10, "{refused} refused, {protected} protected");
}
