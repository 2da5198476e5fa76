//! What published counts allow to be said of everybody: shares, intervals, grades. Worked out from what was published and
//! from nothing else, so that it tells no more.

use serde::{Deserialize, Serialize};

use super::leaf_band::Union;
use crate::statistics::estimator::{Grade, Group, Reason};

/// One figure of a survey with its uncertainty; counts of persons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estimate {
    /// Stable and unique in the ledger, such as `E2026-1/exposure/any/all`.
    id: String,
    /// What is estimated, such as "Utsatta (A)".
    measure: String,
    /// Of whom, such as "Hela organisationen".
    group: String,
    /// N, persons asked.
    population: u32,
    /// n, of whom so many answered.
    respondents: u32,
    /// Of those who answered, at least and at most.
    low: u32,
    high: u32,
    /// Whole per cent of those who answered, at least and at most, weighted by the groups' head counts.
    percent: Option<(u32, u32)>,
    /// Persons of the population: 95 % interval.
    persons: (u32, u32),
    /// Persons of the population without any assumption about those who did not answer.
    bounds: (u32, u32),
    /// How much it bears, in Swedish.
    grade: String,
    /// The whole figure in one Swedish line.
    reading: String,
}

/// What may be said, by rule: a comparison or a ratio.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Stable and unique in the ledger.
    pub id: String,
    pub title: String,
    /// In Swedish.
    pub text: String,
}

impl Estimate {
    /// The estimate of a union of published groups.
    pub fn of(id: String, measure: &str, group: &str, union: &Union) -> Self {
        let grade = worst(union);
        Self {
            id,
            measure: measure.to_owned(),
            group: group.to_owned(),
            population: union.population,
            respondents: union.respondents,
            low: union.low,
            high: union.high,
            percent: union.percent,
            persons: (union.persons.low, union.persons.high),
            bounds: (union.bounds.low, union.bounds.high),
            grade: grade.swedish().to_owned(),
            reading: reading(union, grade),
        }
    }

    /// Stable and unique in the ledger.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What is estimated.
    pub fn measure(&self) -> &str {
        &self.measure
    }

    /// Of whom.
    pub fn group(&self) -> &str {
        &self.group
    }

    /// N and n, persons.
    pub fn base(&self) -> (u32, u32) {
        (self.population, self.respondents)
    }

    /// Of those who answered, at least and at most.
    pub fn counts(&self) -> (u32, u32) {
        (self.low, self.high)
    }

    /// Whole per cent, at least and at most.
    pub fn percent(&self) -> Option<(u32, u32)> {
        self.percent
    }

    /// Persons of the population: the 95 % interval.
    pub fn persons(&self) -> (u32, u32) {
        self.persons
    }

    /// Persons of the population whatever those who did not answer would have said.
    pub fn bounds(&self) -> (u32, u32) {
        self.bounds
    }

    /// How much it bears, in Swedish.
    pub fn grade(&self) -> &str {
        &self.grade
    }

    /// The whole figure in one Swedish line.
    pub fn reading(&self) -> &str {
        &self.reading
    }
}

/// The grade that holds for every count the published ones leave possible.
fn worst(union: &Union) -> Grade {
    let of = |exposed| Group::new(union.population, union.respondents, exposed).ok().map(Grade::of);
    let rank = |grade: &Grade| match grade {
        Grade::Reliable => 0,
        Grade::Uncertain => 1,
        Grade::IndicationOnly => 2,
        Grade::NotShown(_) => 3,
    };
    let ends = [of(union.low), of(union.high)];
    ends.into_iter()
        .map(|grade| grade.unwrap_or(Grade::NotShown(Reason::FewRespondents)))
        .max_by_key(rank)
        .expect("there are two ends")
}

fn reading(union: &Union, grade: Grade) -> String {
    let Union { population, respondents, low, high, percent, persons, bounds } = union;
    let span = |low: u32, high: u32| if low == high { low.to_string() } else { format!("{low}–{high}") };
    let counts = format!("{} av {respondents} svarande", span(*low, *high));
    match grade {
        Grade::NotShown(reason) => format!("Redovisas inte: {}.", reason.swedish()),
        Grade::IndicationOnly => format!(
            "{counts}; säger inget säkert om de övriga. Minst {} och högst {} av alla {population}.",
            bounds.low, bounds.high
        ),
        Grade::Reliable | Grade::Uncertain => {
            let share = percent.map_or_else(String::new, |(low, high)| format!("{}\u{a0}% ", span(low, high)));
            let certainty = match respondents == population {
                true => "alla har svarat".to_owned(),
                false => format!("95 % intervall {}–{} av {population}", persons.low, persons.high),
            };
            if share.is_empty() {
                format!("{counts} ({certainty}).")
            } else {
                format!("{share}({counts}; {certainty}).")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::leaf_band::Leaf, *};

    fn read(leaves: &[(u32, u32, u32)]) -> String {
        let leaves: Vec<_> = leaves
            .iter()
            .map(|(population, respondents, exposed)| {
                Leaf::publish(Group::new(*population, *respondents, *exposed).expect("good"), 5)
            })
            .collect();
        Estimate::of("E2026-1/exposure/any/all".to_owned(), "A", "Alla", &Union::of(&leaves)).reading().to_owned()
    }

    #[test]
    fn a_figure_says_what_its_counts_bear_and_a_band_widens_it() {
        assert_eq!(read(&[(60, 40, 12)]), "30\u{a0}% (12 av 40 svarande; 95 % intervall 14–24 av 60).");
        assert_eq!(
            read(&[(100, 80, 30), (80, 64, 2)]),
            "21–24\u{a0}% (30–34 av 144 svarande; 95 % intervall 33–49 av 180)."
        );
        assert_eq!(read(&[(12, 8, 3)]), "Redovisas inte: färre än 10 svarande.");
        assert!(read(&[(700, 280, 84)]).contains("säger inget säkert om de övriga"));
    }
}
