//! How many of N persons were exposed, from n who answered: exact.

use super::{group::Group, interval::Interval, quantile::TAIL};

/// Weights below this part of the largest cannot move a tail by anything that is printed.
const NEGLIGIBLE: f64 = 1e-25;

/// P(X ≤ x) and P(X ≥ x).
pub(super) struct Tails {
    pub at_most: f64,
    pub at_least: f64,
}

/// X ~ Hyp(N, M, n): how many of `marked` persons there are among `drawn` of `population`.
#[derive(Clone, Copy)]
pub(super) struct Hypergeometric {
    pub population: u32,
    pub marked: u32,
    pub drawn: u32,
}

impl Hypergeometric {
    /// Both tails at `value`, from the likeliest value outwards, so that no large factorial is met.
    pub(super) fn tails(self, value: u32) -> Tails {
        let [population, marked, drawn] = [self.population, self.marked, self.drawn].map(i64::from);
        let lowest = (drawn + marked - population).max(0);
        let highest = drawn.min(marked);
        let likeliest = (drawn + 1) * (marked + 1) / (population + 2);
        let (mut total, mut tails) = (0.0, Tails { at_most: 0.0, at_least: 0.0 });
        let mut add = |at: i64, weight: f64| {
            total += weight;
            tails.at_most += if at <= i64::from(value) { weight } else { 0.0 };
            tails.at_least += if at >= i64::from(value) { weight } else { 0.0 };
            weight > NEGLIGIBLE
        };
        // The weight of k+1 over the weight of k.
        let step = |k: i64| {
            let up = (marked - k) as f64 * (drawn - k) as f64;
            up / ((k + 1) as f64 * (population - marked - drawn + k + 1) as f64)
        };
        let mut weight = 1.0;
        for at in likeliest..=highest {
            if !add(at, weight) {
                break;
            }
            weight *= step(at);
        }
        weight = 1.0;
        for at in (lowest..likeliest).rev() {
            weight /= step(at);
            if !add(at, weight) {
                break;
            }
        }
        Tails { at_most: tails.at_most / total, at_least: tails.at_least / total }
    }
}

/// Whether a probability exceeds `limit`; one that equals it, but for rounding, does not.
pub(super) fn exceeds(probability: f64, limit: f64) -> bool {
    probability > limit * (1.0 + 1e-10)
}

/// M_L = min{M : P(X ≥ x | M) > 0.025} … M_U = max{M : P(X ≤ x | M) > 0.025}, persons of N (Konijn 1973; Buonaccorsi 1987).
///
/// It never covers less than 95 %, whatever the truth is, as long as those who answered are like a random draw.
pub fn exposed_persons(group: Group) -> Interval<u32> {
    let Interval { low: fewest, high: most } = super::bounds(group);
    let tails = |marked| {
        let draw = Hypergeometric { population: group.population(), marked, drawn: group.respondents() };
        draw.tails(group.exposed())
    };
    let low = first(fewest, most, |marked| exceeds(tails(marked).at_least, TAIL));
    let beyond = first(low, most + 1, |marked| !exceeds(tails(marked).at_most, TAIL));
    Interval::new(low, beyond - 1)
}

/// The first number from `from` for which `holds`, or `end`; once it holds, it holds for all that follow.
pub(super) fn first(from: u32, end: u32, holds: impl Fn(u32) -> bool) -> u32 {
    let (mut from, mut end) = (from, end);
    while from < end {
        let middle = from + (end - from) / 2;
        if holds(middle) {
            end = middle;
        } else {
            from = middle + 1;
        }
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exposed(population: u32, respondents: u32, exposed: u32) -> (u32, u32) {
        let limits = exposed_persons(Group::new(population, respondents, exposed).expect("good"));
        (limits.low, limits.high)
    }

    #[test]
    fn tails_are_those_counted_by_hand() {
        let tails = Hypergeometric { population: 10, marked: 4, drawn: 3 }.tails(1);
        assert!((tails.at_most - (20.0 + 60.0) / 120.0).abs() < 1e-14);
        assert!((tails.at_least - (60.0 + 36.0 + 4.0) / 120.0).abs() < 1e-14);
        // The sum of binomials in whole numbers.
        let tails = Hypergeometric { population: 2400, marked: 332, drawn: 1400 }.tails(210);
        assert!((tails.at_least - 0.0283149160985555).abs() < 1e-14);
    }

    #[test]
    fn the_interval_holds_the_worked_values_and_the_edges() {
        assert_eq!(exposed(60, 40, 12), (14, 24));
        assert_eq!(exposed(50, 10, 3), (5, 31));
        assert_eq!(exposed(20, 14, 0), (0, 2));
        assert_eq!(exposed(18, 9, 9), (14, 18));
        assert_eq!(exposed(20, 20, 5), (5, 5));
        assert_eq!(exposed(1, 1, 0), (0, 0));
    }

    #[test]
    fn a_tail_of_exactly_the_limit_is_outside() {
        // P(X ≥ 1 | M = 1) = 1/40 = 0.025.
        assert_eq!(exposed(40, 1, 1), (2, 40));
        assert_eq!(exposed(40, 1, 0), (0, 38));
    }

    #[test]
    fn a_hundred_thousand_persons_are_no_trouble() {
        // The normal limits, M̂ ± 1.96 N·se, lie within a few persons of the exact ones.
        let group = Group::new(100_000, 60_000, 15_000).expect("good");
        let half = 1.96 * 100_000.0 * group.standard_error().expect("many answered");
        let limits = exposed_persons(group);
        assert!((f64::from(limits.low) - (25_000.0 - half)).abs() < 3.0);
        assert!((f64::from(limits.high) - (25_000.0 + half)).abs() < 3.0);
    }
}
