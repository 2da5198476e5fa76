//! Many groups to one figure: each counts by its head count, so that those who answer well do not drown the others.

use thiserror::Error;

use super::{
    group::{CountsError, Group},
    interval::Interval,
    quantile::{TAIL, beta, student},
    wilson::score,
};

/// One or more groups that together make up a larger one.
pub struct Strata(Vec<Group>);

/// Groups that cannot be rolled up.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum StrataError {
    #[error("Det finns ingen grupp att räkna på.")]
    Empty,
    #[error("Grupp {place}: {source}")]
    Group { place: usize, source: CountsError },
}

/// Why an estimate has no standard error.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum Unknown {
    #[error("en grupp har en enda svarande, så spridningen där är okänd; slå ihop den med en annan grupp")]
    LoneRespondent,
    #[error("ingen grupp med bortfall har både utsatta och inte utsatta bland de svarande")]
    NoSpread,
}

/// The figure for all groups together.
pub struct RollUp {
    /// ΣN, persons.
    pub population: u64,
    /// Σn, persons.
    pub respondents: u64,
    /// Σx, persons.
    pub exposed: u64,
    /// Σx/Σn, 0–1: shown for comparison, it lets well-answering groups dominate.
    pub unweighted: f64,
    /// p̂ = Σ W_g x_g/n_g with W_g = N_g/N, 0–1: post-stratified (Holt & Smith 1979).
    pub share: f64,
    /// Respondents less groups: the degrees of freedom of the variance.
    pub degrees: u64,
    pub uncertainty: Result<Uncertainty, Unknown>,
}

/// How far the post-stratified share may be off.
pub struct Uncertainty {
    /// V = Σ W_g² (1−n_g/N_g) p̂_g(1−p̂_g)/(n_g−1), a squared share (Cochran 1977, ch. 5).
    pub variance: f64,
    /// √V, a share.
    pub standard_error: f64,
    /// n_eff = p̂(1−p̂)/V, respondents (Korn & Graubard 1998); none when everybody answered.
    pub effective_respondents: Option<f64>,
    /// V over the variance p̂(1−p̂)/(n−1)·(1−n/N) of as many drawn without groups (Kish 1965); none when everybody answered.
    pub design_effect: Option<f64>,
    pub intervals: Intervals,
}

/// Two-sided 95 % intervals, shares 0–1, as `svyciprop` of R's survey names them (Lumley 2004). The product prints `beta`.
pub struct Intervals {
    /// Clopper–Pearson on n_eff·(t_{n−1}/t_df)² respondents (Korn & Graubard 1998).
    pub beta: Interval<f64>,
    /// expit(logit p̂ ± t_df · se/(p̂(1−p̂))); `xlogit` is the same formula by another route.
    pub logit: Interval<f64>,
    /// Wilson's interval on n_eff respondents with t_df for z.
    pub wilson_t: Interval<f64>,
    /// p̂ ± t_df · se, not clipped.
    pub mean: Interval<f64>,
}

impl Strata {
    /// Takes groups in only if there is one.
    pub fn new(groups: Vec<Group>) -> Result<Self, StrataError> {
        if groups.is_empty() { Err(StrataError::Empty) } else { Ok(Self(groups)) }
    }

    /// The figure for all groups together.
    pub fn roll_up(&self) -> RollUp {
        let sum = |count: fn(Group) -> u32| self.0.iter().map(|group| u64::from(count(*group))).sum::<u64>();
        let (population, respondents, exposed) = (sum(Group::population), sum(Group::respondents), sum(Group::exposed));
        let weight = |group: &Group| f64::from(group.population()) / population as f64;
        let mut roll_up = RollUp {
            population,
            respondents,
            exposed,
            unweighted: exposed as f64 / respondents as f64,
            share: self.0.iter().map(|group| weight(group) * group.share()).sum(),
            degrees: respondents - self.0.len() as u64,
            uncertainty: Err(Unknown::NoSpread),
        };
        let variance: Option<f64> = self.0.iter().map(|group| Some(weight(group).powi(2) * group.variance()?)).sum();
        roll_up.uncertainty = match variance {
            None => Err(Unknown::LoneRespondent),
            Some(_) if population == respondents => Ok(Uncertainty::none(roll_up.share)),
            Some(0.0) => Err(Unknown::NoSpread),
            Some(variance) => Ok(roll_up.uncertainty_of(variance)),
        };
        roll_up
    }
}

impl RollUp {
    /// `variance` is above nought, so the share is neither 0 nor 1 and some group has two respondents.
    fn uncertainty_of(&self, variance: f64) -> Uncertainty {
        let (share, spread, respondents) = (self.share, self.share * (1.0 - self.share), self.respondents as f64);
        let standard_error = variance.sqrt();
        let effective = spread / variance;
        let ungrouped = spread / (respondents - 1.0) * (1.0 - respondents / self.population as f64);
        let t = student(self.degrees as f64);
        let counted = effective * (student(respondents - 1.0) / t).powi(2);
        let (yes, no) = (counted * share, counted * (1.0 - share));
        let (logit, reach) = ((share / (1.0 - share)).ln(), t * standard_error / spread);
        let expit = |odds: f64| 1.0 / (1.0 + (-odds).exp());
        Uncertainty {
            variance,
            standard_error,
            effective_respondents: Some(effective),
            design_effect: Some(variance / ungrouped),
            intervals: Intervals {
                beta: Interval::new(beta(yes, no + 1.0, TAIL), beta(yes + 1.0, no, 1.0 - TAIL)),
                logit: Interval::new(expit(logit - reach), expit(logit + reach)),
                wilson_t: score(share, effective, t),
                mean: Interval::new(share - t * standard_error, share + t * standard_error),
            },
        }
    }
}

impl Uncertainty {
    /// Everybody answered: nothing is left to be uncertain about.
    fn none(share: f64) -> Self {
        let point = Interval::point(share);
        let intervals = Intervals { beta: point, logit: point, wilson_t: point, mean: point };
        Self { variance: 0.0, standard_error: 0.0, effective_respondents: None, design_effect: None, intervals }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roll_up(counts: &[(u32, u32, u32)]) -> RollUp {
        let groups = counts.iter().map(|&(population, respondents, exposed)| {
            Group::new(population, respondents, exposed).expect("good counts")
        });
        Strata::new(groups.collect()).expect("there are groups").roll_up()
    }

    #[test]
    fn a_group_weighs_by_its_head_count_however_few_answered() {
        let both = roll_up(&[(300, 60, 6), (100, 80, 40)]);
        assert!((both.share - 0.2).abs() < 1e-15);
        assert!((both.unweighted - 46.0 / 140.0).abs() < 1e-15);
    }

    #[test]
    fn no_group_is_no_figure() {
        assert_eq!(Strata::new(Vec::new()).err(), Some(StrataError::Empty));
    }

    #[test]
    fn a_missing_standard_error_says_why() {
        assert_eq!(roll_up(&[(10, 1, 1), (20, 10, 3)]).uncertainty.err(), Some(Unknown::LoneRespondent));
        assert_eq!(roll_up(&[(10, 1, 1), (20, 1, 0)]).uncertainty.err(), Some(Unknown::LoneRespondent));
        assert_eq!(roll_up(&[(10, 5, 0), (20, 10, 0)]).uncertainty.err(), Some(Unknown::NoSpread));
        assert_eq!(roll_up(&[(10, 5, 5), (20, 20, 3)]).uncertainty.err(), Some(Unknown::NoSpread));
    }

    #[test]
    fn when_everybody_answered_nothing_is_uncertain() {
        for counts in [&[(20, 20, 5), (20, 20, 15)][..], &[(1, 1, 1), (1, 1, 0)]] {
            let known = roll_up(counts).uncertainty.ok().expect("known");
            assert_eq!((known.standard_error, known.effective_respondents), (0.0, None));
            assert_eq!(known.intervals.beta, Interval::point(0.5));
        }
    }
}
