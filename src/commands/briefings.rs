//! `briefing`: a briefing in every format, from a database or from an invented municipality.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use jiff::civil::{Date, date};

use super::{Failure, invented::Invented, plans::Name, services};
use crate::{
    briefing::{Choice, Document, Material, Texts, compose, document, package},
    config::Config,
    http::typefaces,
    plan, release,
    statistics::disclosure::Ledger,
};

#[derive(Subcommand)]
pub(super) enum Briefings {
    /// Write a briefing in every format: PDF, Word, Excel, CSV, JSON, HTML, PC-Axis.
    Build(Build),
}

#[derive(Args)]
pub(super) struct Build {
    /// The folder to write to; it is made when it is not there.
    #[arg(long)]
    out: PathBuf,
    /// The configuration of an instance; without it an invented municipality is used, whose figures are all made up.
    #[arg(long)]
    config: Option<PathBuf>,
    /// The plan of the invented municipality.
    #[arg(long, value_enum, default_value = "norrtalje", conflicts_with = "config")]
    plan: Name,
    /// The day the plan is followed up as of; today, or in the invented municipality 1 September 2026.
    #[arg(long)]
    on: Option<Date>,
    /// Numbers of the releases it rests on; all of them when none is named.
    #[arg(long, value_delimiter = ',')]
    releases: Vec<u64>,
    /// The sections that somebody wrote (JSON: title, committee, reference, proposal, points, summary …).
    #[arg(long)]
    texts: Option<PathBuf>,
}

pub(super) async fn run(command: Briefings) -> Result<(), Failure> {
    let Briefings::Build(build) = command;
    let texts = match &build.texts {
        Some(file) => serde_json::from_str(&fs::read_to_string(file)?)?,
        None => Texts::default(),
    };
    let told = |doing: &str| eprintln!("{doing} …");
    let document = match &build.config {
        Some(config) => of_instance(&build, config, texts).await?,
        None => of_invented(&build, &texts, &told)?,
    };
    fs::create_dir_all(&build.out)?;
    for file in package(&document, &typefaces(), &told)? {
        let path = build.out.join(&file.name);
        fs::write(&path, &file.content)?;
        println!("{}", path.display());
    }
    Ok(())
}

async fn of_instance(build: &Build, config: &Path, texts: Texts) -> Result<Document, Failure> {
    let services = services(Config::load(config)?, false)?;
    let (releases, plans) = services
        .db
        .run::<_, release::ReadError>("briefing::newest", async |tx| {
            Ok((numbers(&release::ledger(tx).await?), plan::plans(tx).await?))
        })
        .await?;
    let releases = if build.releases.is_empty() { releases } else { build.releases.clone() };
    let day = build.on.unwrap_or_else(|| services.clock.today());
    let plan = plans.first().map(|(id, _)| *id);
    Ok(document(&services, &Choice { day, releases, plan, texts }, false).await?)
}

fn of_invented(build: &Build, texts: &Texts, told: &dyn Fn(&str)) -> Result<Document, Failure> {
    let invented = Invented::of(None, told)?;
    let plan = build.plan.example().plan();
    let releases = if build.releases.is_empty() { numbers(&invented.ledger) } else { build.releases.clone() };
    Ok(compose(&Material {
        instance: "Exempelkommun",
        invented: true,
        day: build.on.unwrap_or(date(2026, 9, 1)),
        ledger: &invented.ledger,
        releases: &releases,
        plan: Some(&plan),
        nodes: &invented.nodes,
        texts,
        audit_head: None,
    }))
}

/// Every release that is no erratum.
fn numbers(ledger: &Ledger) -> Vec<u64> {
    let releases = ledger.releases().iter().filter(|release| release.content.erratum.is_none());
    releases.map(|release| release.number).collect()
}
