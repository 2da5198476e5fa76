//! `figures funnel`.

use clap::Args;
use serde_json::json;

use super::{Failure, Output, counts::whole};
use crate::statistics::estimator;

#[derive(Args)]
pub struct Funnel {
    /// N: persons invited in the unit.
    #[arg(long, visible_alias = "N", allow_hyphen_values = true)]
    population: String,
    /// n: persons who answered.
    #[arg(long, visible_alias = "n", allow_hyphen_values = true)]
    respondents: String,
    /// p0: the share in the whole that the unit belongs to, 0–1.
    #[arg(long, visible_alias = "p0", allow_hyphen_values = true)]
    parent: String,
    #[command(flatten)]
    output: Output,
}

impl Funnel {
    pub(super) fn run(self) -> Result<(), Failure> {
        let population = whole("Antalet personer i gruppen", &self.population)?;
        let respondents = whole("Antalet svarande", &self.respondents)?;
        let parent = self.parent.trim().replace(',', ".").parse();
        let parent = parent.map_err(|_| format!("Andelen i helheten: ”{}” är inte ett tal.", self.parent))?;
        let funnel = estimator::Funnel::around(population, respondents, parent)?;
        let (usual, rare) = (funnel.within_95, funnel.within_998);
        let json = json!({
            "M0": funnel.expected(),
            "x_lo95": usual.low, "x_hi95": usual.high,
            "x_lo998": rare.low, "x_hi998": rare.high,
        });
        let lines = [
            format!("Vore gruppen som helheten skulle {} av {population} vara utsatta.", funnel.expected()),
            format!(
                "Bland {respondents} svarande väntas då {}–{} utsatta (95 %), sällan utanför {}–{} (99,8 %).",
                usual.low, usual.high, rare.low, rare.high
            ),
        ];
        self.output.show(&json, &lines);
        Ok(())
    }
}
