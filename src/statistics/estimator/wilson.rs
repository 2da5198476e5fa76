//! Score intervals for a share.

use super::{group::Group, interval::Interval, quantile::Z};

/// (p̂ + z²/2n ± z√(p̂(1−p̂)/n + z²/4n²)) / (1 + z²/n), shares 0–1 (Wilson 1927): the group as a draw from a process.
pub fn wilson(group: Group) -> Interval<f64> {
    score(group.share(), f64::from(group.respondents()), Z)
}

/// Wilson's interval with n* = n(N−1)/(N−n) for n, shares 0–1 (finite-population correction, Cochran 1977, ch. 2–3).
///
/// Shorter than the exact interval, but it may cover less than 95 % in a small group (`tests/golden.rs` shows it).
pub fn wilson_finite(group: Group) -> Interval<f64> {
    if group.everyone_answered() {
        return Interval::point(group.share());
    }
    let (population, respondents) = (f64::from(group.population()), f64::from(group.respondents()));
    score(group.share(), respondents * (population - 1.0) / (population - respondents), Z)
}

/// Wilson's interval for any effective number of respondents and any quantile.
pub(super) fn score(share: f64, respondents: f64, quantile: f64) -> Interval<f64> {
    let square = quantile * quantile / respondents;
    let centre = share + square / 2.0;
    let half = (square * (share * (1.0 - share) + square / 4.0)).sqrt();
    // Rounding may push a limit that is 1 a hair outside.
    Interval::new((centre - half) / (1.0 + square), ((centre + half) / (1.0 + square)).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_are_those_worked_by_hand() {
        let group = Group::new(60, 40, 12).expect("good");
        let whole = |limits: Interval<f64>| ((100.0 * limits.low).round(), (100.0 * limits.high).round());
        assert_eq!(whole(wilson(group)), (18.0, 45.0));
        assert_eq!(whole(wilson_finite(group)), (22.0, 39.0));
        let full = wilson_finite(Group::new(20, 20, 5).expect("good"));
        assert_eq!(full, Interval::point(0.25));
        assert_eq!(wilson_finite(Group::new(1, 1, 1).expect("good")), Interval::point(1.0));
        assert_eq!(wilson(Group::new(20, 14, 0).expect("good")).low, 0.0);
        assert_eq!(wilson(Group::new(20, 14, 14).expect("good")).high, 1.0);
    }
}
