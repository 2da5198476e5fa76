//! Attacks on counts of reports, which anybody can add to: A17 and A18. That no unit has a figure of its own is tested
//! with the release of incident figures, where the rows are made.

use std::collections::BTreeMap;

use orubbad::statistics::disclosure::{Figure, about, below};

fn secret(number: u32) -> [u8; 32] {
    let mut secret = [0; 32];
    secret[..4].copy_from_slice(&number.to_be_bytes());
    secret
}

fn shown(count: u64, secret: &[u8; 32], cell: &str) -> i64 {
    let Figure::About { value, .. } = *about(count, secret, cell).figure() else { panic!("no noise") };
    value as i64
}

fn mean(values: &[i64]) -> f64 {
    values.iter().sum::<i64>() as f64 / values.len() as f64
}

/// A17.
#[test]
fn the_mean_of_many_draws_is_the_count_but_there_is_one_draw_however_often_it_is_asked_for() {
    let (count, cell) = (23, "2026-T1/departments/bun");
    // Naively each release draws anew.
    let naive: Vec<_> = (0..2000).map(|release| shown(count, &secret(release), cell)).collect();
    assert_eq!(mean(&naive).round(), 23.0);

    let off = (0..1000).map(secret).find(|secret| shown(count, secret, cell) == 25).expect("some draw is two off");
    let asked: Vec<_> = (0..2000).map(|_| about(count, &off, cell)).collect();
    assert!(asked.iter().all(|figure| *figure == asked[0]), "every release says the same");
    assert_eq!(mean(&asked.iter().map(|_| shown(count, &off, cell)).collect::<Vec<_>>()).round(), 25.0);
    let Figure::About { from, to, .. } = *asked[0].figure() else { panic!("no noise") };
    assert!(to - from >= 5, "what is said of the true count is no narrower than a band");
    // Nor does the draw of one cell tell that of another.
    let others: Vec<_> = (0..2000).map(|other| shown(count, &off, &other.to_string())).collect();
    assert_eq!(mean(&others).round(), 23.0);
}

/// How often the best guess is right, for somebody who must tell a count from the next one by what is shown.
fn best_guess(shown: impl Fn(u64, u32) -> String, fewer: u64, draws: u32) -> f64 {
    let mut seen: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for draw in 0..draws {
        seen.entry(shown(fewer, draw)).or_default().0 += 1;
        seen.entry(shown(fewer + 1, draw)).or_default().1 += 1;
    }
    let right: u32 = seen.values().map(|(without, with)| without.max(with)).sum();
    f64::from(right) / f64::from(2 * draws)
}

/// A18.
#[test]
fn four_false_reports_make_a_threshold_tell_of_a_fifth_but_noise_stays_a_guess() {
    // He has filed four of his own in the unit, and asks whether somebody else has filed one.
    let naive = best_guess(|count, _| format!("{:?}", below(count, 5).figure()), 4, 100);
    assert_eq!(naive, 1.0);

    // One report more or less changes no probability by more than e, so no guess is right more often than e/(1+e).
    let e = std::f64::consts::E;
    for padded in [4, 14] {
        let guess = best_guess(
            |count, draw| shown(count, &secret(draw), "2026-T1/departments/bun").to_string(),
            padded,
            20_000,
        );
        assert!((0.5..e / (1.0 + e) + 0.01).contains(&guess), "right in {guess} of the cases");
    }
    let mut drawn: BTreeMap<i64, f64> = BTreeMap::new();
    (0..40_000).for_each(|draw| *drawn.entry(shown(20, &secret(draw), "a")).or_default() += 1.0);
    for value in 17..23 {
        let ratio = drawn[&value] / drawn[&(value + 1)];
        assert!((1.0 / e / 1.1..e * 1.1).contains(&ratio), "{value} is {ratio} times as likely as the next");
    }
}
