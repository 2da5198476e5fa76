//! `figures ledger`.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{Failure, Output};
use crate::statistics::disclosure::{Entry, Ledger as Chain};

#[derive(Args)]
pub struct Ledger {
    /// The public ledger, as it is fetched from /lagesbild/ledger.json.
    file: PathBuf,
    #[command(flatten)]
    output: Output,
}

impl Ledger {
    pub(super) fn run(self) -> Result<(), Failure> {
        let file = self.file.display();
        let text = std::fs::read(&self.file).map_err(|error| format!("{file} går inte att läsa: {error}"))?;
        let entries: Vec<Entry> = serde_json::from_slice(&text)
            .map_err(|error| format!("{file}, rad {}: det här är inte liggaren.", error.line()))?;
        let chain = Chain::verify(entries)?;
        let (releases, head) = (chain.releases().len(), chain.head());
        let json = json!({ "releases": releases, "hash": head });
        let many = if releases == 1 { "redovisning" } else { "redovisningar" };
        self.output.show(&json, &[format!("Liggaren är hel: {releases} {many}, kontrollsumma {head}.")]);
        Ok(())
    }
}
