//! What is left of ballots when they are folded: sums. Their size grows with items and options, never with ballots.
//! They have no `Debug`: the sums of one ballot are one person's answers.

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use super::model::Questionnaire;

/// The sums of one unit (or of several, joined).
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    pub ballots: u64,
    /// Answered at least five sixths of the acts with a frequency; without acts: answered anything.
    pub base: u64,
    /// A: in base, and some act in its share.
    pub any: u64,
    /// B: A, and a purpose was perceived.
    pub purposive: u64,
    /// C: in base, and says so of themselves.
    pub labelled: u64,
    /// In base, some act of the tier.
    pub severity: [u64; 3],
    /// An item was asked.
    pub asked: Vec<u64>,
    /// An item was asked and left blank.
    pub blank: Vec<u64>,
    /// An option of an item was chosen: all ballots.
    pub counts: Vec<Vec<u64>>,
    /// The same, of base.
    pub of_base: Vec<Vec<u64>>,
    /// The same, of A.
    pub of_any: Vec<Vec<u64>>,
    /// The same, of B.
    pub of_purposive: Vec<Vec<u64>>,
    /// By tenure; the last is unknown.
    pub tenure: Vec<TenureCounts>,
    /// Acts × matters: in base, the act in its share, the matter chosen.
    pub matters: Vec<Vec<u64>>,
}

/// The sums of those with one tenure.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TenureCounts {
    pub base: u64,
    pub any: u64,
    pub purposive: u64,
    pub labelled: u64,
    /// A vignette: answered whether they would report it, and of them in share.
    pub vignettes: Vec<[u64; 2]>,
}

impl Counts {
    /// Zeros in the shape of a questionnaire.
    pub fn empty(questionnaire: &Questionnaire) -> Self {
        let plan = &questionnaire.plan;
        let table: Vec<Vec<u64>> = plan.items.iter().map(|item| vec![0; item.options]).collect();
        let tenures = plan.tenure.map_or(0, |place| plan.items[place].options - 1);
        let tenure = TenureCounts { vignettes: vec![[0; 2]; plan.vignettes.len()], ..TenureCounts::default() };
        let matters = plan.matter.map_or(0, |place| plan.items[place].options);
        Self {
            asked: vec![0; table.len()],
            blank: vec![0; table.len()],
            of_base: table.clone(),
            of_any: table.clone(),
            of_purposive: table.clone(),
            counts: table,
            tenure: vec![tenure; tenures + 1],
            matters: vec![vec![0; matters]; plan.acts.len()],
            ..Self::default()
        }
    }

    /// Adds what another counted of the same questionnaire.
    pub fn join(&mut self, other: &Self) {
        self.ballots += other.ballots;
        self.base += other.base;
        self.any += other.any;
        self.purposive += other.purposive;
        self.labelled += other.labelled;
        add(&mut self.severity, &other.severity);
        add(&mut self.asked, &other.asked);
        add(&mut self.blank, &other.blank);
        add_rows(&mut self.counts, &other.counts);
        add_rows(&mut self.of_base, &other.of_base);
        add_rows(&mut self.of_any, &other.of_any);
        add_rows(&mut self.of_purposive, &other.of_purposive);
        add_rows(&mut self.matters, &other.matters);
        for (mine, theirs) in self.tenure.iter_mut().zip(&other.tenure) {
            mine.base += theirs.base;
            mine.any += theirs.any;
            mine.purposive += theirs.purposive;
            mine.labelled += theirs.labelled;
            for (mine, theirs) in mine.vignettes.iter_mut().zip(&theirs.vignettes) {
                add(mine, theirs);
            }
        }
    }

    /// Every sum.
    fn each(&mut self, then: &mut impl FnMut(&mut u64)) {
        for sum in [&mut self.ballots, &mut self.base, &mut self.any, &mut self.purposive, &mut self.labelled] {
            then(sum);
        }
        self.severity.iter_mut().chain(&mut self.asked).chain(&mut self.blank).for_each(&mut *then);
        for table in [&mut self.counts, &mut self.of_base, &mut self.of_any, &mut self.of_purposive, &mut self.matters]
        {
            table.iter_mut().flatten().for_each(&mut *then);
        }
        for tenure in &mut self.tenure {
            for sum in [&mut tenure.base, &mut tenure.any, &mut tenure.purposive, &mut tenure.labelled] {
                then(sum);
            }
            tenure.vignettes.iter_mut().flatten().for_each(&mut *then);
        }
    }
}

fn add(mine: &mut [u64], theirs: &[u64]) {
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        *mine += theirs;
    }
}

fn add_rows(mine: &mut [Vec<u64>], theirs: &[Vec<u64>]) {
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        add(mine, theirs);
    }
}

/// Every sum becomes zero; the shape stays.
impl Zeroize for Counts {
    fn zeroize(&mut self) {
        self.each(&mut |sum| sum.zeroize());
    }
}
