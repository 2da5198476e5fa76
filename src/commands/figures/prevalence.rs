//! `figures prevalence`.

use clap::Args;
use serde_json::json;

use super::{Failure, Output, counts::Counts};
use crate::statistics::estimator::{Grade, bounds, exposed_persons, sentence, wilson_finite};

#[derive(Args)]
pub struct Prevalence {
    #[command(flatten)]
    counts: Counts,
    #[command(flatten)]
    output: Output,
}

impl Prevalence {
    pub(super) fn run(self) -> Result<(), Failure> {
        let group = self.counts.group()?;
        let (exact, wilson, bounds) = (exposed_persons(group), wilson_finite(group), bounds(group));
        let population = group.population();
        let share = |persons: u32| f64::from(persons) / f64::from(population);
        let json = json!({
            "estimate": group.share(),
            "hypergeometric": { "low": exact.low, "high": exact.high },
            "wilson_fpc": { "low": wilson.low, "high": wilson.high },
            "bounds": { "low": share(bounds.low), "high": share(bounds.high) },
        });
        let grade = Grade::of(group);
        let mut lines = vec![sentence(group)];
        if !matches!(grade, Grade::NotShown(_)) {
            lines.push(format!("Grad: {}; {} av {population} har svarat.", grade.swedish(), group.respondents()));
        }
        if !matches!(grade, Grade::NotShown(_)) && !group.everyone_answered() {
            lines.push(format!(
                "Utan antagande om dem som inte svarade: {}–{} av {population} utsatta.",
                bounds.low, bounds.high
            ));
        }
        self.output.show(&json, &lines);
        Ok(())
    }
}
