//! A certificate trusts nobody: a world that is none is refused.

use orubbad::statistics::disclosure::{CertificateError, Need, Protection, System, Witness, World, certify};

/// Two units by two kinds with all margins; the four inner cells are hidden.
fn square() -> (System, [Need; 1], Vec<bool>) {
    let cells =
        vec![vec![0], vec![1], vec![2], vec![3], vec![0, 1], vec![2, 3], vec![0, 2], vec![1, 3], vec![0, 1, 2, 3]];
    let system = System::new(vec![2, 9, 9, 9], cells).expect("a system");
    let hidden = (0..9).map(|cell| cell < 4).collect();
    (system, [Need { cell: 0, down: 2, up: 1, known: None }], hidden)
}

fn round(change: i64) -> World {
    vec![(0, change), (1, -change), (2, -change), (3, change)]
}

fn verdict(worlds: [World; 2]) -> Result<(i64, i64), CertificateError> {
    let (system, needs, hidden) = square();
    let shift = |world: &World| world.first().map_or(0, |(_, change)| *change);
    let witnesses = worlds.into_iter().map(|world| Witness { cell: 0, shift: shift(&world), known: None, world });
    let proved = certify(&system, &needs, &Protection { hidden, witnesses: witnesses.collect() })?;
    Ok((proved[0].low, proved[0].high))
}

#[test]
fn true_worlds_prove_the_range() {
    assert_eq!(verdict([round(1), round(-2)]), Ok((0, 3)));
}

#[test]
fn a_world_that_changes_something_shown_is_refused() {
    assert_eq!(verdict([vec![(0, 1)], round(-2)]), Err(CertificateError::Seen(0)));
}

#[test]
fn a_world_with_a_negative_count_is_refused() {
    assert_eq!(verdict([round(1), round(-3)]), Err(CertificateError::Impossible(0)));
}

#[test]
fn a_world_that_does_not_go_far_enough_is_refused() {
    assert_eq!(verdict([round(1), round(-1)]), Err(CertificateError::Missing(0)));
    assert_eq!(verdict([round(1), Vec::new()]), Err(CertificateError::Missing(0)));
}

#[test]
fn a_protected_count_that_is_shown_is_refused() {
    let (system, needs, mut hidden) = square();
    hidden[0] = false;
    let shown = certify(&system, &needs, &Protection { hidden, witnesses: Vec::new() });
    assert_eq!(shown, Err(CertificateError::Missing(0)));
}
