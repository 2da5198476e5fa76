//! How much a figure bears, by rule.

use super::{
    group::Group,
    hypergeometric::exposed_persons,
    strata::{RollUp, Uncertainty},
};

/// The reliability of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// n ≥ 30 and at least 70 % answered.
    Reliable,
    Uncertain,
    /// Under 50 % answered: tells of those who answered and of nobody else.
    IndicationOnly,
    NotShown(Reason),
}

/// Why a figure is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// n < 10.
    FewRespondents,
    /// Under 30 % answered.
    LowResponse,
    /// The interval is 30 percentage points or wider, or wider than 5 points and than 130 % of the share
    /// (after the presentation standards of NCHS 2017).
    WideInterval,
}

impl Grade {
    /// The grade of one group, by the width of its exact interval.
    pub fn of(group: Group) -> Self {
        let limits = exposed_persons(group);
        let width = f64::from(limits.high - limits.low) / f64::from(group.population());
        grade(group.respondents().into(), group.population().into(), group.share(), Some(width))
    }

    /// The grade of many groups together, by the width of the beta interval; without one it is an indication at most.
    pub fn of_roll_up(figure: &RollUp) -> Self {
        let width = |known: &Uncertainty| known.intervals.beta.high - known.intervals.beta.low;
        let width = figure.uncertainty.as_ref().ok().map(width);
        grade(figure.respondents, figure.population, figure.share, width)
    }

    /// Whether the figure may be printed as an estimate for everybody, and not only for those who answered.
    pub fn is_estimate(self) -> bool {
        matches!(self, Self::Reliable | Self::Uncertain)
    }

    /// The Swedish words.
    pub fn swedish(self) -> &'static str {
        match self {
            Self::Reliable => "tillförlitlig",
            Self::Uncertain => "osäker",
            Self::IndicationOnly => "endast indikation",
            Self::NotShown(_) => "redovisas inte",
        }
    }
}

impl Reason {
    /// The Swedish words.
    pub fn swedish(self) -> &'static str {
        match self {
            Self::FewRespondents => "färre än 10 svarande",
            Self::LowResponse => "mindre än 30 % har svarat",
            Self::WideInterval => "intervallet är för brett",
        }
    }
}

fn grade(respondents: u64, population: u64, share: f64, width: Option<f64>) -> Grade {
    let response = respondents as f64 / population as f64;
    let wide = |width: f64| width >= 0.30 || (width > 0.05 && width > 1.3 * share);
    if respondents < 10 {
        Grade::NotShown(Reason::FewRespondents)
    } else if response < 0.30 {
        Grade::NotShown(Reason::LowResponse)
    } else if width.is_some_and(wide) {
        Grade::NotShown(Reason::WideInterval)
    } else if response < 0.50 || width.is_none() {
        Grade::IndicationOnly
    } else if respondents >= 30 && response >= 0.70 {
        Grade::Reliable
    } else {
        Grade::Uncertain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_turns_the_grade_at_its_own_limit() {
        let narrow = Some(0.05);
        let cases = [
            (grade(9, 9, 0.3, narrow), Grade::NotShown(Reason::FewRespondents)),
            (grade(10, 10, 0.3, narrow), Grade::Uncertain),
            (grade(299, 1000, 0.3, narrow), Grade::NotShown(Reason::LowResponse)),
            (grade(300, 1000, 0.3, narrow), Grade::IndicationOnly),
            (grade(499, 1000, 0.3, narrow), Grade::IndicationOnly),
            (grade(500, 1000, 0.3, narrow), Grade::Uncertain),
            (grade(699, 1000, 0.3, narrow), Grade::Uncertain),
            (grade(700, 1000, 0.3, narrow), Grade::Reliable),
            (grade(29, 29, 0.3, narrow), Grade::Uncertain),
            (grade(30, 30, 0.3, narrow), Grade::Reliable),
            (grade(700, 1000, 0.5, Some(0.30)), Grade::NotShown(Reason::WideInterval)),
            (grade(700, 1000, 0.5, Some(0.29)), Grade::Reliable),
            (grade(700, 1000, 0.10, Some(0.14)), Grade::NotShown(Reason::WideInterval)),
            (grade(700, 1000, 0.10, Some(0.12)), Grade::Reliable),
            (grade(700, 1000, 0.01, Some(0.05)), Grade::Reliable),
            (grade(700, 1000, 0.0, None), Grade::IndicationOnly),
        ];
        for (place, (found, right)) in cases.into_iter().enumerate() {
            assert_eq!(found, right, "case {place}");
        }
    }

    #[test]
    fn a_group_is_graded_by_its_exact_interval() {
        let grade = |counts: (u32, u32, u32)| Grade::of(Group::new(counts.0, counts.1, counts.2).expect("good"));
        assert_eq!(grade((60, 40, 12)), Grade::Uncertain);
        assert_eq!(grade((18, 9, 3)), Grade::NotShown(Reason::FewRespondents));
        assert_eq!(grade((20, 12, 3)), Grade::NotShown(Reason::WideInterval));
        assert_eq!(grade((80, 64, 30)), Grade::Reliable);
        assert_eq!(grade((700, 280, 84)), Grade::IndicationOnly);
    }
}
