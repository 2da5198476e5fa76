//! The adversary: takes everything published as linear facts about unknown whole numbers, and works out between which
//! ends a count must lie. Knows nothing of how the suppressions were chosen.

use std::collections::HashMap;

use microlp::{ComparisonOp, OptimizationDirection as Way, Problem};

/// A weighted sum of unknowns that is known to lie between two ends.
#[derive(Clone, Debug)]
pub struct Fact {
    pub terms: Vec<(usize, f64)>,
    pub low: f64,
    pub high: f64,
}

/// An unknown whole number and what is known of it alone; no upper end where nothing limits it.
#[derive(Clone, Copy, Debug)]
pub struct Unknown {
    pub low: i64,
    pub high: Option<i64>,
}

/// The ends between which a sum must lie; both can occur. No upper end where nothing limits it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub low: i64,
    pub high: Option<i64>,
}

/// An end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Low,
    High,
}

/// Why no answer can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AdversaryError {
    #[error("uppgifterna går inte ihop: ingen tänkbar verklighet stämmer med dem alla")]
    Inconsistent,
    #[error("beräkningen av gränserna gick inte att slutföra")]
    Unsolved,
}

/// Everything that somebody knows.
#[derive(Clone, Debug, Default)]
pub struct Adversary {
    unknowns: Vec<Unknown>,
    facts: Vec<Fact>,
}

impl Adversary {
    /// Somebody who knows `facts` of `unknowns`. Facts that say the same are kept once, and the unknowns are limited by
    /// what each fact alone says of them.
    pub fn new(mut unknowns: Vec<Unknown>, facts: Vec<Fact>) -> Self {
        let mut kept: HashMap<Vec<(usize, u64)>, Fact> = HashMap::new();
        for fact in facts {
            if fact.low >= 0.0 && fact.terms.iter().all(|(place, weight)| *weight > 0.0 && unknowns[*place].low >= 0) {
                for &(place, weight) in &fact.terms {
                    let most = (fact.high / weight + SLACK).floor() as i64;
                    let high = &mut unknowns[place].high;
                    *high = Some(high.map_or(most, |high| high.min(most)));
                }
            }
            let key = fact.terms.iter().map(|(place, weight)| (*place, weight.to_bits())).collect();
            let same = kept.entry(key).or_insert_with(|| fact.clone());
            (same.low, same.high) = (same.low.max(fact.low), same.high.min(fact.high));
        }
        let mut facts: Vec<_> = kept.into_values().collect();
        facts.sort_by(|a, b| a.terms.len().cmp(&b.terms.len()).then_with(|| a.terms[0].0.cmp(&b.terms[0].0)));
        Self { unknowns, facts }
    }

    /// What is known of each unknown alone.
    pub fn unknowns(&self) -> &[Unknown] {
        &self.unknowns
    }

    /// Between which whole numbers a sum of unknowns lies.
    pub fn range(&self, target: &[(usize, f64)]) -> Result<Range, AdversaryError> {
        let (low, _) = self.end(target, End::Low)?;
        Ok(Range { low, high: self.reach(target, End::High)?.map(|(high, _)| high) })
    }

    /// One end of a sum that something limits, and the world where it is reached.
    pub fn end(&self, target: &[(usize, f64)], end: End) -> Result<(i64, Vec<i64>), AdversaryError> {
        self.reach(target, end)?.ok_or(AdversaryError::Unsolved)
    }

    fn reach(&self, target: &[(usize, f64)], end: End) -> Result<Option<(i64, Vec<i64>)>, AdversaryError> {
        let Some((value, world)) = self.solve(target, end, false)? else { return Ok(None) };
        if let Some(world) = self.whole(&world) {
            return Ok(Some((value.round() as i64, world)));
        }
        // The linear end is not reached by whole numbers: look for the one that is.
        let Some((value, world)) = self.solve(target, end, true)? else { return Ok(None) };
        Ok(Some((value.round() as i64, self.whole(&world).ok_or(AdversaryError::Unsolved)?)))
    }

    /// The world in whole numbers, if it is one and agrees with every fact.
    fn whole(&self, world: &[f64]) -> Option<Vec<i64>> {
        let whole: Vec<_> = world.iter().map(|count| count.round() as i64).collect();
        let near = world.iter().all(|count| (count - count.round()).abs() < SLACK);
        let agrees = || {
            self.facts.iter().all(|fact| {
                let sum: f64 = fact.terms.iter().map(|&(place, weight)| weight * whole[place] as f64).sum();
                sum >= fact.low - SLACK && sum <= fact.high + SLACK
            })
        };
        (near && agrees()).then_some(whole)
    }

    /// The end and its world; none if nothing limits it.
    fn solve(
        &self,
        target: &[(usize, f64)],
        end: End,
        integers: bool,
    ) -> Result<Option<(f64, Vec<f64>)>, AdversaryError> {
        let mut problem = Problem::new(if end == End::Low { Way::Minimize } else { Way::Maximize });
        let mut weights = vec![0.0; self.unknowns.len()];
        target.iter().for_each(|(place, weight)| weights[*place] = *weight);
        let unknowns = self.unknowns.iter().zip(weights);
        let variables: Vec<_> = unknowns
            .map(|(unknown, weight)| match (integers, unknown.high) {
                (true, high) => {
                    let bound = |count: i64| i32::try_from(count).unwrap_or(i32::MAX);
                    problem.add_integer_var(weight, (bound(unknown.low), high.map_or(i32::MAX, bound)))
                }
                (false, high) => {
                    problem.add_var(weight, (unknown.low as f64, high.map_or(f64::INFINITY, |high| high as f64)))
                }
            })
            .collect();
        for fact in &self.facts {
            let terms: Vec<_> = fact.terms.iter().map(|&(place, weight)| (variables[place], weight)).collect();
            if fact.low == fact.high {
                problem.add_constraint(&terms, ComparisonOp::Eq, fact.low);
            } else {
                problem.add_constraint(&terms, ComparisonOp::Ge, fact.low);
                problem.add_constraint(&terms, ComparisonOp::Le, fact.high);
            }
        }
        let outcome = match problem.solve() {
            Ok(outcome) => outcome,
            Err(microlp::Error::Unbounded) => return Ok(None),
            Err(microlp::Error::Infeasible) => return Err(AdversaryError::Inconsistent),
            Err(_) => return Err(AdversaryError::Unsolved),
        };
        let solution = outcome.into_solution().map_err(|_| AdversaryError::Unsolved)?;
        let world = variables.iter().map(|&variable| solution.var_value(variable)).collect();
        Ok(Some((solution.objective(), world)))
    }
}

/// Published figures have a handful of decimals; a sum of counts is a whole number.
const SLACK: f64 = 1e-6;
