//! Folding ballots to unit-level counts, as triage amended them. Memory grows with units, options and amendments, never with ballots.

use std::{collections::BTreeMap, sync::Arc};

use uuid::Uuid;

use super::{
    amendment::{Amendments, Handled},
    ballot::{Ballot, Opened},
    counts::Counts,
};
use crate::form::Form;

/// Counts in the making; several folders can work side by side and be joined.
pub struct Folder {
    form: &'static Form,
    undue_question: usize,
    undue_mask: u16,
    forms_question: usize,
    amendments: Arc<Amendments>,
    pub(super) handled: Handled,
    pub(super) ballots: u64,
    pub(super) dummies: u64,
    pub(super) invalid: u64,
    pub(super) units: BTreeMap<Option<Uuid>, Counts>,
}

impl Folder {
    /// An empty folder for `form` and what triage said of its ballots.
    pub fn new(form: &'static Form, amendments: Arc<Amendments>) -> Self {
        let undue_question = form.position("purpose_perceived").expect("the form asks for the perceived purpose");
        let question = &form.questions[undue_question];
        let mask = |code| question.mask(code).expect("the form has yes and likely");
        Self {
            form,
            undue_question,
            undue_mask: mask("yes") | mask("likely"),
            forms_question: form.position("forms").expect("the form asks what happened"),
            amendments,
            handled: Handled::default(),
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
            Opened::Ballot(ballot) => self.fold_ballot(ballot),
        }
    }

    fn fold_ballot(&mut self, mut ballot: Ballot) {
        let amendments = self.amendments.clone();
        let Some(amendment) = amendments.get(&ballot.nonce) else { return self.count(&ballot) };
        self.handled.add(amendment);
        if amendment.mark.is_some() {
            return;
        }
        self.reclassify(&mut ballot, amendment.forms);
        self.count(&ballot);
        for forms in &amendment.further {
            self.reclassify(&mut ballot, Some(*forms));
            self.count(&ballot);
        }
    }

    /// Puts other forms in place, as far as the form has them; nothing else of what the reporter answered is touched.
    fn reclassify(&self, ballot: &mut Ballot, forms: Option<u16>) {
        let Some(forms) = forms else { return };
        let answered = std::mem::replace(&mut ballot.answers[self.forms_question], forms);
        if !self.form.accepts(&ballot.answers) {
            ballot.answers[self.forms_question] = answered;
        }
    }

    fn count(&mut self, ballot: &Ballot) {
        self.ballots += 1;
        // SKR: otillåten påverkan is what the person perceived as meant to influence (findings.md, 1).
        let undue = ballot.answers[self.undue_question] & self.undue_mask != 0;
        let counts = self.units.entry(ballot.unit).or_insert_with(|| Counts::empty(self.form));
        counts.add(&ballot.answers, undue);
    }

    /// Joins what another folder counted.
    pub fn join(mut self, other: Self) -> Self {
        self.ballots += other.ballots;
        self.dummies += other.dummies;
        self.invalid += other.invalid;
        self.handled.join(&other.handled);
        for (unit, counts) in other.units {
            self.units.entry(unit).or_insert_with(|| Counts::empty(self.form)).join(&counts);
        }
        self
    }
}
