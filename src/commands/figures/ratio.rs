//! `figures ratio`.

use clap::Args;
use serde_json::json;

use super::{
    Failure, Output,
    counts::{Counts, whole},
};
use crate::statistics::estimator::ReportingRatio;

const NOT_PRINTED: &str = "redovisas inte: kvoten kräver minst 10 utsatta vid intervallets nedre gräns och en andel som \
                           är minst en osäker skattning";

#[derive(Args)]
pub struct Ratio {
    #[command(flatten)]
    counts: Counts,
    /// R: incidents reported by the same group in the same period.
    #[arg(long, visible_alias = "R", allow_hyphen_values = true)]
    reported: String,
    #[command(flatten)]
    output: Output,
}

impl Ratio {
    pub(super) fn run(self) -> Result<(), Failure> {
        let group = self.counts.group()?;
        let reported = whole("Antalet rapporterade händelser", &self.reported)?;
        let found = ReportingRatio::new(group, reported);
        let json = json!({
            "M_hat": found.exposed_estimate, "M_lo": found.exposed.low, "M_hi": found.exposed.high,
            "ratio": found.ratio, "ratio_lo": found.low, "ratio_hi": found.high,
            "printable": found.printable,
        });
        let limits = found.ratio.zip(found.low.zip(found.high)).filter(|_| found.printable);
        let line = limits.map_or(NOT_PRINTED.to_owned(), |(ratio, (low, high))| {
            format!("{ratio:.2} rapporterade händelser per utsatt person (95 % intervall {low:.2}–{high:.2})")
                .replace('.', ",")
        });
        self.output.show(&json, &[line]);
        Ok(())
    }
}
