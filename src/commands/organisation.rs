//! `org import`: shows what a file would change, and changes it when told to.

use std::path::PathBuf;

use clap::Subcommand;

use super::{Failure, WithConfig, services};
use crate::{
    audit::{self, Act},
    config::Config,
    org::{self, Change, ImportError},
};

#[derive(Subcommand)]
pub(super) enum Org {
    /// Read the tree from a CSV file; without --apply nothing is changed.
    Import {
        file: PathBuf,
        /// Make the changes that are shown.
        #[arg(long)]
        apply: bool,
        #[command(flatten)]
        config: WithConfig,
    },
}

pub(super) async fn run(command: Org) -> Result<(), Failure> {
    let Org::Import { file, apply, config } = command;
    let csv = std::fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let csv = String::from_utf8(csv).map_err(|_| format!("{}: filen är inte sparad i UTF-8", file.display()))?;
    let services = services(Config::load(&config.config)?, false)?;
    let now = services.clock.now();
    let imported = services
        .db
        .run::<_, ImportError>("org::import", async |tx| {
            let plan = org::preview(tx, &csv, &services.chance).await?;
            if apply {
                org::apply(tx, &plan).await?;
                audit::record(tx, now, Act { actor: None, word: "org.import", object: "" }).await?;
            }
            Ok(plan)
        })
        .await;
    match imported {
        Ok(plan) => {
            plan.changes.iter().map(Change::sentence).for_each(|sentence| println!("{sentence}"));
            println!("{} ändringar, {} oförändrade.", plan.changes.len(), plan.unchanged);
            println!("{}", if apply { "Införda." } else { "Ingenting är ändrat. Kör igen med --apply." });
            Ok(())
        }
        Err(ImportError::Lines(errors)) => {
            for error in &errors {
                eprintln!("rad {}: {}", error.line, error.message);
            }
            Err(format!("filen har {} fel; ingenting är ändrat", errors.len()).into())
        }
        Err(error) => Err(error.into()),
    }
}
