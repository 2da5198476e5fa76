//! `figures`: from counts to figures, away from every database.

mod change;
mod counts;
mod funnel;
mod prevalence;
mod ratio;
mod strata;

use clap::{Args, Subcommand};
use serde_json::Value;

use super::Failure;

#[derive(Subcommand)]
pub(super) enum Figures {
    /// How common it is in one group.
    Prevalence(prevalence::Prevalence),
    /// How common it is in many groups together, each weighted by its head count.
    Strata(strata::Strata),
    /// What may be said about a change between two waves.
    Change(change::Change),
    /// Reported incidents per exposed person.
    Ratio(ratio::Ratio),
    /// What a unit would show if it were like its parent.
    Funnel(funnel::Funnel),
}

#[derive(Args)]
struct Output {
    /// One JSON object instead of sentences.
    #[arg(long)]
    json: bool,
}

impl Output {
    fn show(&self, json: &Value, lines: &[String]) {
        if self.json {
            println!("{json}");
        } else {
            println!("{}", lines.join("\n"));
        }
    }
}

pub(super) fn run(figures: Figures) -> Result<(), Failure> {
    match figures {
        Figures::Prevalence(prevalence) => prevalence.run(),
        Figures::Strata(strata) => strata.run(),
        Figures::Change(change) => change.run(),
        Figures::Ratio(ratio) => ratio.run(),
        Figures::Funnel(funnel) => funnel.run(),
    }
}
