//! The three counts that everything starts from.

use thiserror::Error;

/// More persons than any municipality has.
const MOST: u32 = 20_000_000;

/// One group and one question: N persons invited, n of them answered, x of those were exposed (1 ≤ n, x ≤ n ≤ N).
///
/// It has no `Debug`, so that counts cannot slip into a log.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Group {
    population: u32,
    respondents: u32,
    exposed: u32,
}

/// Counts that cannot be.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum CountsError {
    #[error("Antalet personer i gruppen ({0}) måste vara minst 1 och högst 20 000 000.")]
    Population(u32),
    #[error("Antalet svarande ({respondents}) kan inte vara större än antalet personer i gruppen ({population}).")]
    TooManyRespondents { respondents: u32, population: u32 },
    #[error("Antalet utsatta ({exposed}) kan inte vara större än antalet svarande ({respondents}).")]
    TooManyExposed { exposed: u32, respondents: u32 },
    #[error("Ingen har svarat, så inget tal kan ges.")]
    NobodyAnswered,
}

impl Group {
    /// Takes counts in only if they can be true.
    pub fn new(population: u32, respondents: u32, exposed: u32) -> Result<Self, CountsError> {
        if !(1..=MOST).contains(&population) {
            Err(CountsError::Population(population))
        } else if respondents > population {
            Err(CountsError::TooManyRespondents { respondents, population })
        } else if exposed > respondents {
            Err(CountsError::TooManyExposed { exposed, respondents })
        } else if respondents == 0 {
            Err(CountsError::NobodyAnswered)
        } else {
            Ok(Self { population, respondents, exposed })
        }
    }

    /// N, persons.
    pub fn population(self) -> u32 {
        self.population
    }

    /// n, persons.
    pub fn respondents(self) -> u32 {
        self.respondents
    }

    /// x, persons.
    pub fn exposed(self) -> u32 {
        self.exposed
    }

    /// Whether nobody is missing: n = N.
    pub fn everyone_answered(self) -> bool {
        self.respondents == self.population
    }

    /// p̂ = x/n, the share of the respondents, 0–1.
    pub fn share(self) -> f64 {
        f64::from(self.exposed) / f64::from(self.respondents)
    }

    /// p̂(1−p̂)/(n−1) · (N−n)/N, the variance of the share (Cochran 1977, ch. 3); a lone respondent of several has none.
    pub(super) fn variance(self) -> Option<f64> {
        match (self.everyone_answered(), self.respondents) {
            (true, _) => Some(0.0),
            (false, 1) => None,
            (false, n) => {
                let share = self.share();
                let missing = f64::from(self.population - n) / f64::from(self.population);
                Some(share * (1.0 - share) / f64::from(n - 1) * missing)
            }
        }
    }

    /// The square root of p̂(1−p̂)/(n−1) · (N−n)/N, a share (Cochran 1977, ch. 3); a lone respondent of several has none.
    pub fn standard_error(self) -> Option<f64> {
        self.variance().map(f64::sqrt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_that_cannot_be_are_refused_in_words() {
        let refused =
            |counts: (u32, u32, u32)| Group::new(counts.0, counts.1, counts.2).err().expect("refused").to_string();
        let words = "Antalet personer i gruppen (0) måste vara minst 1 och högst 20 000 000.";
        assert_eq!(refused((0, 0, 0)), words);
        assert!(refused((MOST + 1, 1, 0)).contains("20000001"));
        assert_eq!(
            refused((60, 61, 0)),
            "Antalet svarande (61) kan inte vara större än antalet personer i gruppen (60)."
        );
        assert_eq!(refused((60, 5, 7)), "Antalet utsatta (7) kan inte vara större än antalet svarande (5).");
        assert_eq!(refused((60, 0, 0)), "Ingen har svarat, så inget tal kan ges.");
        assert!(Group::new(1, 1, 1).is_ok());
    }

    #[test]
    fn a_lone_respondent_of_several_has_no_standard_error_and_a_full_answer_has_none_to_speak_of() {
        let error = |counts: (u32, u32, u32)| Group::new(counts.0, counts.1, counts.2).expect("good").standard_error();
        assert_eq!(error((5, 1, 1)), None);
        assert_eq!(error((1, 1, 1)), Some(0.0));
        assert_eq!(error((20, 20, 5)), Some(0.0));
    }
}
