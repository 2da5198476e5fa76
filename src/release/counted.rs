//! A tally of units as counts of the whole organisation.

use super::layout::PlannedRow;
use crate::{
    form::Form,
    statistics::disclosure::Told,
    urn::{Tally, UnitTally},
};

/// The counts of a whole period, per question and option.
pub(super) struct Counted {
    ballots: i64,
    undue: i64,
    all: Vec<Vec<i64>>,
    of_undue: Vec<Vec<i64>>,
}

impl Counted {
    pub(super) fn of(tally: &Tally) -> Self {
        let sum = |count: fn(&UnitTally) -> u64| tally.units.iter().map(count).sum::<u64>() as i64;
        Self {
            ballots: sum(|unit| unit.ballots),
            undue: sum(|unit| unit.undue),
            all: per_option(tally, |unit| &unit.counts),
            of_undue: per_option(tally, |unit| &unit.undue_counts),
        }
    }

    pub(super) fn totals(&self) -> Vec<i64> {
        vec![self.undue, self.ballots - self.undue]
    }

    /// Pairs of atoms, one for each row; what nobody chose is what is left.
    pub(super) fn apart(&self, question: usize, rows: &[PlannedRow]) -> Vec<i64> {
        let chosen = |counts: &[Vec<i64>]| counts[question].iter().sum::<i64>();
        let left = (self.undue - chosen(&self.of_undue), self.ballots - chosen(&self.all));
        let pair = |row: &PlannedRow| {
            let (undue, all) =
                row.option.map_or(left, |place| (self.of_undue[question][place], self.all[question][place]));
            [undue, all - undue]
        };
        rows.iter().flat_map(pair).collect()
    }

    pub(super) fn told(&self, question: usize, row: &PlannedRow) -> Option<Told> {
        let count = |count: i64| u64::try_from(count).ok();
        let option = row.option?;
        Some(Told {
            whole: count(self.ballots)?,
            part: count(self.undue)?,
            all: count(self.all[question][option])?,
            of_part: count(self.of_undue[question][option])?,
        })
    }
}

/// Sums over the units, per question and option of the form.
fn per_option(tally: &Tally, counts: fn(&UnitTally) -> &Vec<Vec<u64>>) -> Vec<Vec<i64>> {
    let count = |question: usize, option: usize| {
        let units = tally.units.iter();
        let counts = units.filter_map(|unit| counts(unit).get(question)?.get(option));
        counts.sum::<u64>() as i64
    };
    let questions = Form::incident().questions.iter().enumerate();
    questions
        .map(|(place, question)| (0..question.options.len()).map(|option| count(place, option)).collect())
        .collect()
}
