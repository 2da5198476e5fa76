//! The roles of the program, as a person at a terminal starts them.

mod audit;
mod bench;
mod briefings;
pub mod demo;
mod figures;
mod invented;
mod keys;
mod organisation;
mod plans;
pub mod postgres;
mod service;
mod surveys;
mod urns;

pub use keys::new_identity;
pub use service::{log_to_stdout, services};

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Rapportering av otillåten påverkan utan att servern vet vem som rapporterar.
#[derive(Parser)]
#[command(name = "orubbad", version)]
pub struct Arguments {
    #[command(subcommand)]
    role: Role,
}

#[derive(Subcommand)]
enum Role {
    /// Answer reporters and staff; prints the set-up link of a fresh instance.
    Serve(WithConfig),
    /// Do the recurring chores: nightly mix, notices, mail.
    Work(Work),
    /// Bring the database to the newest version.
    Migrate(WithConfig),
    /// Read the configuration and say whether it holds.
    CheckConfig(WithConfig),
    /// The organisation tree.
    #[command(subcommand)]
    Org(organisation::Org),
    /// Keys on a workstation, away from the server.
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Urns, from a workstation that reaches the database.
    #[command(subcommand)]
    Urn(urns::Urns),
    /// Surveys: definitions, recounts and the count, from a workstation.
    #[command(subcommand)]
    Survey(surveys::Surveys),
    /// The audit log: verify the chain, or stream it to a log collector.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Try it: an own PostgreSQL, an invented municipality, a mailbox.
    Demo(demo::Demo),
    /// Action plans: those that come with the program, and a check of one's own.
    #[command(subcommand)]
    Plan(plans::Plans),
    /// Briefings for the nämnd, in every format.
    #[command(subcommand)]
    Briefing(briefings::Briefings),
    /// Figures from counts, with their uncertainty.
    #[command(subcommand)]
    Figures(figures::Figures),
    /// Measure, beside a baseline in the same run.
    #[command(subcommand)]
    Bench(bench::Bench),
}

#[derive(Args)]
struct WithConfig {
    /// The configuration file.
    #[arg(long, default_value = "/etc/orubbad/orubbad.toml")]
    config: PathBuf,
}

#[derive(Args)]
struct Work {
    #[command(flatten)]
    config: WithConfig,
    /// One round of what is due, then stop.
    #[arg(long)]
    once: bool,
    /// The mix now, whatever the hour, then stop.
    #[arg(long)]
    mix_now: bool,
}

/// What a person at a terminal is told when a role ends badly.
pub type Failure = Box<dyn std::error::Error>;

/// Does what the arguments ask for.
pub async fn run(arguments: Arguments) -> Result<(), Failure> {
    match arguments.role {
        Role::Serve(with) => service::serve(&with.config).await,
        Role::Work(work) => service::work(&work.config.config, work.once, work.mix_now).await,
        Role::Migrate(with) => service::migrate(&with.config).await,
        Role::CheckConfig(with) => service::check_config(&with.config),
        Role::Org(command) => organisation::run(command).await,
        Role::Keys(command) => keys::run(command),
        Role::Urn(command) => urns::run(command).await,
        Role::Survey(command) => surveys::run(command).await,
        Role::Audit(command) => audit::run(command).await,
        Role::Demo(demo) => demo::run(demo).await,
        Role::Plan(command) => plans::run(command),
        Role::Briefing(command) => briefings::run(command).await,
        Role::Figures(figures) => figures::run(figures),
        Role::Bench(bench) => bench::run(bench).await,
    }
}
