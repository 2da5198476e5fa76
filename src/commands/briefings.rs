//! `briefing`: a briefing in every format, from a database or from an invented municipality.

use std::{fs, path::PathBuf};

use clap::{Args, Subcommand};

use super::{Failure, invented::Invented};
use crate::{
    briefing::{Material, Texts, compose, formats},
    plan::Example,
};

#[derive(Subcommand)]
pub(super) enum Briefings {
    /// Write a briefing in every format.
    Build(Build),
}

#[derive(Args)]
pub(super) struct Build {
    /// The folder to write to; it is made when it is not there.
    #[arg(long)]
    out: PathBuf,
}

pub(super) async fn run(command: Briefings) -> Result<(), Failure> {
    match command {
        Briefings::Build(build) => run_build(build).await,
    }
}

async fn run_build(build: Build) -> Result<(), Failure> {
    let t = std::time::Instant::now();
    let invented = Invented::publish(None, &|_| ())?;
    eprintln!("{:?}", t.elapsed());
    let plan = Example::Norrtalje.plan();
    let texts = Texts::default();
    let numbers: Vec<u64> = invented.ledger.releases().iter().map(|release| release.number).collect();
    let material = Material {
        instance: "Exempelkommun",
        invented: true,
        day: jiff::civil::date(2026, 9, 1),
        ledger: &invented.ledger,
        releases: &numbers,
        plan: Some(&plan),
        nodes: &invented.nodes,
        texts: &texts,
        audit_head: None,
    };
    let document = compose(&material);
    eprintln!("{:?}", t.elapsed());
    fs::create_dir_all(&build.out)?;
    fs::write(build.out.join("d.json"), serde_json::to_string_pretty(&document)?)?;
    let faces = crate::http::typefaces();
    fs::write(build.out.join("briefing.pdf"), formats::pdf(&document, &faces)?)?;
    eprintln!("{:?}", t.elapsed());
    let pictures = formats::pictures(&document, &faces);
    eprintln!("{:?} {}", t.elapsed(), pictures.len());
    Ok(())
}
