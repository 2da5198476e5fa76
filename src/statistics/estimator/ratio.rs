//! How much of what happens is reported.

use super::{grade::Grade, group::Group, hypergeometric::exposed_persons, interval::Interval};

/// Fewer exposed persons than this, at the lower limit, carry no ratio.
const FEWEST_EXPOSED: u32 = 10;

/// Reported incidents per exposed person; it may exceed 1, since one person can report several.
pub struct ReportingRatio {
    /// M̂ = N·x/n, persons.
    pub exposed_estimate: f64,
    /// M_L … M_U, persons: the exact interval.
    pub exposed: Interval<u32>,
    /// R/M̂, incidents per person; none when nobody is exposed.
    pub ratio: Option<f64>,
    /// R/M_U, incidents per person.
    pub low: Option<f64>,
    /// R/M_L, incidents per person.
    pub high: Option<f64>,
    /// Whether it may be printed: M_L ≥ 10, and the share itself is printed as an estimate.
    pub printable: bool,
}

impl ReportingRatio {
    /// `reported` incidents of the same group and period as the answers.
    pub fn new(group: Group, reported: u32) -> Self {
        let exposed_estimate = f64::from(group.population()) * group.share();
        let exposed = exposed_persons(group);
        let per = |persons: f64| (persons > 0.0).then(|| f64::from(reported) / persons);
        Self {
            exposed_estimate,
            exposed,
            ratio: per(exposed_estimate),
            low: per(f64::from(exposed.high)),
            high: per(f64::from(exposed.low)),
            printable: exposed.low >= FEWEST_EXPOSED && Grade::of(group).is_estimate(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(population: u32, respondents: u32, exposed: u32) -> ReportingRatio {
        ReportingRatio::new(Group::new(population, respondents, exposed).expect("good"), 5)
    }

    #[test]
    fn a_ratio_needs_ten_exposed_at_the_lower_limit_and_a_share_that_may_be_printed() {
        assert!(ratio(60, 40, 12).printable);
        assert!(!ratio(100, 55, 7).printable, "M_L is {}", ratio(100, 55, 7).exposed.low);
        assert!(ratio(900, 520, 73).printable);
        assert!(!ratio(900, 260, 73).printable, "under 30 per cent answered");
    }

    #[test]
    fn nobody_exposed_is_no_ratio_rather_than_infinity() {
        let none = ratio(20, 14, 0);
        assert_eq!((none.ratio, none.low, none.high), (None, Some(2.5), None));
        let certain = ratio(20, 20, 0);
        assert_eq!((certain.ratio, certain.low, certain.high), (None, None, None));
    }
}
