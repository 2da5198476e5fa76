//! Folding one ballot into counts: who is in the base, who was exposed, and what they chose.

use super::{ballot::Ballot, counts::Counts, model::Questionnaire, plan::Plan};

/// What the figures say of one ballot.
struct Standing {
    base: bool,
    any: bool,
    purposive: bool,
    labelled: bool,
    severity: [bool; 3],
}

impl Counts {
    /// Folds one ballot in.
    pub fn add(&mut self, ballot: &Ballot, questionnaire: &Questionnaire) {
        let plan = &questionnaire.plan;
        let masks = ballot.masks();
        let standing = Standing::of(masks, plan);
        self.ballots += 1;
        self.base += u64::from(standing.base);
        self.any += u64::from(standing.any);
        self.purposive += u64::from(standing.purposive);
        self.labelled += u64::from(standing.labelled);
        for (sum, hit) in self.severity.iter_mut().zip(standing.severity) {
            *sum += u64::from(hit);
        }
        for (place, &mask) in masks.iter().enumerate() {
            let asked = ballot.asked >> place & 1 == 1;
            self.asked[place] += u64::from(asked);
            self.blank[place] += u64::from(asked && mask == 0);
        }
        count(&mut self.counts, masks);
        let within = [(standing.base, &mut self.of_base), (standing.any, &mut self.of_any)];
        for (counted, table) in within.into_iter().chain([(standing.purposive, &mut self.of_purposive)]) {
            if counted {
                count(table, masks);
            }
        }
        self.add_tenure(masks, plan, &standing);
        if let (true, Some(matter)) = (standing.any, plan.matter) {
            self.add_matters(masks, plan, masks[matter]);
        }
    }

    fn add_tenure(&mut self, masks: &[u16], plan: &Plan, standing: &Standing) {
        let unknown = self.tenure.len() - 1;
        let known = plan.tenure.map(|place| masks[place] & plan.items[place].answered).filter(|&mask| mask != 0);
        let sums = &mut self.tenure[known.map_or(unknown, |mask| mask.trailing_zeros() as usize)];
        sums.base += u64::from(standing.base);
        sums.any += u64::from(standing.any);
        sums.purposive += u64::from(standing.purposive);
        sums.labelled += u64::from(standing.labelled);
        for (sum, &place) in sums.vignettes.iter_mut().zip(&plan.vignettes) {
            let item = &plan.items[place];
            sum[0] += u64::from(masks[place] & item.answered != 0);
            sum[1] += u64::from(masks[place] & item.share != 0);
        }
    }

    fn add_matters(&mut self, masks: &[u16], plan: &Plan, matters: u16) {
        for (row, &(place, _)) in self.matters.iter_mut().zip(&plan.acts) {
            if masks[place] & plan.items[place].share != 0 {
                chosen(matters).for_each(|matter| row[matter] += 1);
            }
        }
    }
}

impl Standing {
    fn of(masks: &[u16], plan: &Plan) -> Self {
        let answers = |place: usize| masks[place] & plan.items[place].answered != 0;
        let shares = |place: usize| masks[place] & plan.items[place].share != 0;
        let base = match plan.acts.len() {
            0 => (0..masks.len()).any(answers),
            _ => plan.acts.iter().filter(|&&(place, _)| answers(place)).count() >= plan.enough_acts,
        };
        let mut severity = [false; 3];
        for &(place, tier) in &plan.acts {
            severity[tier] |= base && shares(place);
        }
        let any = severity.contains(&true);
        let purposive = any && plan.purpose.is_some_and(shares);
        Self { base, any, purposive, labelled: base && plan.label.is_some_and(shares), severity }
    }
}

fn count(table: &mut [Vec<u64>], masks: &[u16]) {
    for (options, &mask) in table.iter_mut().zip(masks) {
        chosen(mask).for_each(|option| options[option] += 1);
    }
}

/// The places of the bits that are set.
fn chosen(mut mask: u16) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = mask.trailing_zeros() as usize;
        mask &= mask.wrapping_sub(1);
        (place < 16).then_some(place)
    })
}
