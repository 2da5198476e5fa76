//! Measuring beside a baseline in the same run: only ratios are worth quoting from a shared machine.

mod briefing;
mod gate;
mod http;
mod instance;
mod intake;
mod measure;
mod survey;
mod urn;
mod wave;

use clap::{Args, Subcommand};

use super::Failure;

#[derive(Subcommand)]
pub(super) enum Bench {
    /// Accepted drops a second through HTTP with full durability, beside pgbench inserting the same bytes.
    Intake(intake::Intake),
    /// Ballots opened a second by a whole ceremony, beside the bare cryptography that age requires.
    Urn(urn::Urn),
    /// A wave: tokens and ballots a second, the night's mix, and a whole count beside the bare cryptography.
    Survey(survey::Survey),
    /// Disclosure control on tables of growing size, beside an adversary who starts anew for each count.
    Gate(gate::Gate),
    /// A briefing of a large municipality in every format, beside the same words without tables and figures.
    Briefing(briefing::Briefing),
}

#[derive(Args)]
struct Output {
    /// One JSON object instead of a table.
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(bench: Bench) -> Result<(), Failure> {
    match bench {
        Bench::Intake(bench) => intake::run(bench).await,
        Bench::Urn(bench) => urn::run(bench).await,
        Bench::Survey(bench) => survey::run(bench).await,
        Bench::Gate(bench) => gate::run(&bench),
        Bench::Briefing(bench) => briefing::run(&bench),
    }
}
