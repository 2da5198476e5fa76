//! `figures change`.

use clap::Args;
use serde_json::json;

use super::{Failure, Output, counts::group};
use crate::statistics::estimator::{self, Grade, Verdict, sentence};

#[derive(Args)]
pub struct Change {
    /// Persons invited to the first wave.
    #[arg(long = "N1", visible_alias = "population1", allow_hyphen_values = true)]
    population1: String,
    /// Persons who answered it.
    #[arg(long = "n1", visible_alias = "respondents1", allow_hyphen_values = true)]
    respondents1: String,
    /// Persons among them who were exposed.
    #[arg(long = "x1", visible_alias = "exposed1", allow_hyphen_values = true)]
    exposed1: String,
    /// Persons invited to the second wave.
    #[arg(long = "N2", visible_alias = "population2", allow_hyphen_values = true)]
    population2: String,
    /// Persons who answered it.
    #[arg(long = "n2", visible_alias = "respondents2", allow_hyphen_values = true)]
    respondents2: String,
    /// Persons among them who were exposed.
    #[arg(long = "x2", visible_alias = "exposed2", allow_hyphen_values = true)]
    exposed2: String,
    #[command(flatten)]
    output: Output,
}

impl Change {
    pub(super) fn run(self) -> Result<(), Failure> {
        let wave = |place: u8, counts| group(counts).map_err(|error| format!("Omgång {place}: {error}"));
        let before = wave(1, [&self.population1, &self.respondents1, &self.exposed1])?;
        let after = wave(2, [&self.population2, &self.respondents2, &self.exposed2])?;
        let change = estimator::Change::between(before, after);
        let json = json!({
            "diff": change.difference,
            "mover_wilsonfpc_lo": change.mover_wilson_finite.low,
            "mover_wilsonfpc_hi": change.mover_wilson_finite.high,
            "mover_hyper_lo": change.mover_exact.low, "mover_hyper_hi": change.mover_exact.high,
            "newcombe_lo": change.newcombe.low, "newcombe_hi": change.newcombe.high,
            "verdict": change.verdict.swedish(),
        });
        let verdict = if Grade::of(before).is_estimate() && Grade::of(after).is_estimate() {
            said(&change)
        } else {
            "Förändringen redovisas inte: båda andelarna måste vara minst osäkra skattningar.".to_owned()
        };
        let lines = [format!("Före: {}", sentence(before)), format!("Efter: {}", sentence(after)), verdict];
        self.output.show(&json, &lines);
        Ok(())
    }
}

fn said(change: &estimator::Change) -> String {
    let points = |share: f64| format!("{:+}", (100.0 * share).round() as i32).replace('-', "−");
    let interval = format!("{} till {}", points(change.newcombe.low), points(change.newcombe.high));
    match change.verdict {
        Verdict::Undecidable => {
            format!("Kan inte avgöras: 95 % intervall för förändringen {interval} procentenheter.")
        }
        verdict => {
            let difference = points(change.difference);
            format!("Andelen har {}: {difference} procentenheter (95 % intervall {interval}).", verdict.swedish())
        }
    }
}
