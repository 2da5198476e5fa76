//! `figures strata`.

use clap::Args;
use serde_json::json;

use super::{Failure, Output, counts::group};
use crate::statistics::estimator::{self, Grade, Interval, roll_up_sentence};

#[derive(Args)]
pub struct Strata {
    /// The groups, as N:n:x;N:n:x;…
    #[arg(long, allow_hyphen_values = true)]
    strata: String,
    #[command(flatten)]
    output: Output,
}

impl Strata {
    pub(super) fn run(self) -> Result<(), Failure> {
        let figure = read(&self.strata)?.roll_up();
        let known = figure.uncertainty.as_ref().ok();
        let limits = known.map(|known| &known.intervals);
        let low = |limits: Option<Interval<f64>>| limits.map(|limits| limits.low);
        let high = |limits: Option<Interval<f64>>| limits.map(|limits| limits.high);
        let beta = limits.map(|limits| limits.beta);
        let logit = limits.map(|limits| limits.logit);
        let wilson_t = limits.map(|limits| limits.wilson_t);
        let mean = limits.map(|limits| limits.mean);
        let json = json!({
            "N": figure.population, "n": figure.respondents, "x": figure.exposed,
            "p_unweighted": figure.unweighted, "p_poststrat": figure.share,
            "var": known.map(|known| known.variance), "se": known.map(|known| known.standard_error),
            "df": figure.degrees,
            "n_eff": known.and_then(|known| known.effective_respondents),
            "deff_fpc": known.and_then(|known| known.design_effect),
            "beta_lo": low(beta), "beta_hi": high(beta),
            "logit_lo": low(logit), "logit_hi": high(logit),
            "xlogit_lo": low(logit), "xlogit_hi": high(logit),
            "wilson_t_lo": low(wilson_t), "wilson_t_hi": high(wilson_t),
            "mean_lo": low(mean), "mean_hi": high(mean),
        });
        let grade = Grade::of_roll_up(&figure);
        let mut lines = vec![roll_up_sentence(&figure)];
        if !matches!(grade, Grade::NotShown(_)) {
            let (respondents, population) = (figure.respondents, figure.population);
            lines.push(format!("Grad: {}; {respondents} av {population} har svarat.", grade.swedish()));
        }
        if let Err(unknown) = figure.uncertainty {
            lines.push(format!("Medelfel och intervall saknas: {unknown}."));
        }
        self.output.show(&json, &lines);
        Ok(())
    }
}

fn read(text: &str) -> Result<estimator::Strata, Failure> {
    let pieces = text.split(';').enumerate().filter(|_| !text.trim().is_empty());
    let groups = pieces.map(|(place, piece)| {
        let place = place + 1;
        let counts: Vec<&str> = piece.split(':').collect();
        let counts = counts.try_into().map_err(|_| format!("Grupp {place}: ”{piece}” ska skrivas som N:n:x."))?;
        group(counts).map_err(|error| format!("Grupp {place}: {error}").into())
    });
    Ok(estimator::Strata::new(groups.collect::<Result<_, Failure>>()?)?)
}
