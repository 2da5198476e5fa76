//! `figures`: from counts to figures, away from every database.

mod audit;
mod bands;
mod change;
mod counts;
mod funnel;
mod ledger;
mod prevalence;
mod protect;
mod ratio;
mod scenario;
mod sheet;
mod strata;
mod tables;

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
    /// Which cells of a table must be hidden, so that no small count can be worked out.
    Protect(protect::Protect),
    /// What an adversary works out of a table where some cells are hidden.
    Audit(audit::Audit),
    /// Survey figures in bands, and everything that follows from what is published.
    Bands(bands::Bands),
    /// Whether the public ledger is whole.
    Ledger(ledger::Ledger),
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
        Figures::Protect(protect) => protect.run(),
        Figures::Audit(audit) => audit.run(),
        Figures::Bands(bands) => bands.run(),
        Figures::Ledger(ledger) => ledger.run(),
    }
}
