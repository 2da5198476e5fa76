//! The counts of one unit, in the making.

use crate::form::Form;

/// Per question and option: all ballots, and those with a perceived purpose.
pub(super) struct Counts {
    pub ballots: u64,
    pub undue: u64,
    pub all: Vec<Vec<u64>>,
    pub of_undue: Vec<Vec<u64>>,
}

impl Counts {
    pub(super) fn empty(form: &Form) -> Self {
        let zeros: Vec<_> = form.questions.iter().map(|question| vec![0; question.options.len()]).collect();
        Self { ballots: 0, undue: 0, all: zeros.clone(), of_undue: zeros }
    }

    pub(super) fn add(&mut self, answers: &[u16], undue: bool) {
        self.ballots += 1;
        count(&mut self.all, answers);
        if undue {
            self.undue += 1;
            count(&mut self.of_undue, answers);
        }
    }

    pub(super) fn join(&mut self, other: &Self) {
        self.ballots += other.ballots;
        self.undue += other.undue;
        for (mine, theirs) in [(&mut self.all, &other.all), (&mut self.of_undue, &other.of_undue)] {
            for (mine, theirs) in mine.iter_mut().flatten().zip(theirs.iter().flatten()) {
                *mine += theirs;
            }
        }
    }
}

fn count(counts: &mut [Vec<u64>], answers: &[u16]) {
    for (options, &mask) in counts.iter_mut().zip(answers) {
        for (place, count) in options.iter_mut().enumerate() {
            *count += u64::from(mask >> place & 1);
        }
    }
}
