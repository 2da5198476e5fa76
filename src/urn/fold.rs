//! Folding ballots to unit-level counts. Memory grows with units and options, never with ballots.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{ballot::Opened, counts::Counts};
use crate::form::Form;

/// Counts in the making; several folders can work side by side and be joined.
pub struct Folder {
    form: &'static Form,
    undue_question: usize,
    undue_mask: u16,
    pub(super) ballots: u64,
    pub(super) dummies: u64,
    pub(super) invalid: u64,
    pub(super) units: BTreeMap<Option<Uuid>, Counts>,
}

impl Folder {
    /// An empty folder for `form`.
    pub fn new(form: &'static Form) -> Self {
        let undue_question = form.position("purpose_perceived").expect("the form asks for the perceived purpose");
        let question = &form.questions[undue_question];
        let mask = |code| question.mask(code).expect("the form has yes and likely");
        Self {
            form,
            undue_question,
            undue_mask: mask("yes") | mask("likely"),
            ballots: 0,
            dummies: 0,
            invalid: 0,
            units: BTreeMap::new(),
        }
    }

    /// Folds one opened frame in.
    pub fn fold(&mut self, opened: Opened) {
        match opened {
            Opened::Dummy => self.dummies += 1,
            Opened::Invalid => self.invalid += 1,
            Opened::Ballot(ballot) => {
                self.ballots += 1;
                // SKR: otillåten påverkan is what the person perceived as meant to influence (findings.md, 1).
                let undue = ballot.answers[self.undue_question] & self.undue_mask != 0;
                let counts = self.units.entry(ballot.unit).or_insert_with(|| Counts::empty(self.form));
                counts.add(&ballot.answers, undue);
            }
        }
    }

    /// Joins what another folder counted.
    pub fn join(mut self, other: Self) -> Self {
        self.ballots += other.ballots;
        self.dummies += other.dummies;
        self.invalid += other.invalid;
        for (unit, counts) in other.units {
            self.units.entry(unit).or_insert_with(|| Counts::empty(self.form)).join(&counts);
        }
        self
    }
}
