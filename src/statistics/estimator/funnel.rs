//! One unit beside the whole it belongs to, never a ranking.

use thiserror::Error;

use super::{
    group::{CountsError, Group},
    hypergeometric::{Hypergeometric, exceeds, first},
    interval::Interval,
};

/// What a unit would show if it were like its parent (funnel limits, Spiegelhalter 2005).
pub struct Funnel {
    draw: Hypergeometric,
    /// Exposed respondents, 95 %: outside them lies at most one unit in twenty that is like its parent.
    pub within_95: Interval<u32>,
    /// Exposed respondents, 99.8 %.
    pub within_998: Interval<u32>,
}

/// A funnel that cannot be drawn.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum FunnelError {
    #[error("Andelen i helheten ({0}) måste ligga mellan 0 och 1.")]
    Share(f64),
    #[error(transparent)]
    Counts(#[from] CountsError),
}

impl Funnel {
    /// Limits for `respondents` of `population` persons beside a parent where the share (0–1) is `parent`:
    /// M₀ = N·p₀ rounded (a half to the even number), limits the 2.5 and 97.5 (0.1 and 99.9) % quantiles of Hyp(N, M₀, n).
    pub fn around(population: u32, respondents: u32, parent: f64) -> Result<Self, FunnelError> {
        if !(0.0..=1.0).contains(&parent) {
            return Err(FunnelError::Share(parent));
        }
        let unit = Group::new(population, respondents, 0)?;
        let marked = (f64::from(population) * parent).round_ties_even() as u32;
        let draw = Hypergeometric { population, marked, drawn: unit.respondents() };
        Ok(Self { draw, within_95: limits(draw, 0.025), within_998: limits(draw, 0.001) })
    }

    /// M₀, persons of the unit who would be exposed.
    pub fn expected(&self) -> u32 {
        self.draw.marked
    }

    /// min(1, 2·min(P(X ≤ x), P(X ≥ x))) for `exposed` respondents: the exact two-sided p-value, for flags.
    pub fn p_value(&self, exposed: u32) -> f64 {
        let tails = self.draw.tails(exposed);
        (2.0 * tails.at_most.min(tails.at_least)).min(1.0)
    }
}

fn limits(draw: Hypergeometric, tail: f64) -> Interval<u32> {
    let low = first(0, draw.drawn, |exposed| exceeds(draw.tails(exposed).at_most, tail));
    let beyond = first(low, draw.drawn + 1, |exposed| !exceeds(draw.tails(exposed).at_least, tail));
    Interval::new(low, beyond - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_inside_its_limits_exactly_when_its_p_value_is_above_five_per_cent() {
        let funnel = Funnel::around(77, 59, 0.246).expect("good");
        for exposed in 0..=59 {
            let inside = (funnel.within_95.low..=funnel.within_95.high).contains(&exposed);
            assert_eq!(inside, funnel.p_value(exposed) > 0.05, "{exposed}");
        }
    }

    #[test]
    fn the_edges_hold() {
        let funnel = |parent| Funnel::around(20, 12, parent).expect("good").within_998;
        assert_eq!(funnel(0.0), Interval::new(0, 0));
        assert_eq!(funnel(1.0), Interval::new(12, 12));
        assert_eq!(Funnel::around(20, 20, 0.25).expect("good").within_95, Interval::new(5, 5));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        for parent in [-0.1, 1.1, f64::NAN] {
            assert!(matches!(Funnel::around(20, 12, parent), Err(FunnelError::Share(_))));
        }
        assert!(matches!(Funnel::around(20, 21, 0.5), Err(FunnelError::Counts(_))));
    }
}
