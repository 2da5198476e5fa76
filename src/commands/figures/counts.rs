//! Counts as they are typed.

use clap::Args;

use super::Failure;
use crate::statistics::estimator::Group;

/// One group. The numbers are read here and not by clap, so that a wrong one is answered in Swedish.
#[derive(Args)]
pub(super) struct Counts {
    /// N: persons invited.
    #[arg(long, visible_alias = "N", allow_hyphen_values = true)]
    population: String,
    /// n: persons who answered.
    #[arg(long, visible_alias = "n", allow_hyphen_values = true)]
    respondents: String,
    /// x: persons among them who were exposed.
    #[arg(long, visible_alias = "x", allow_hyphen_values = true)]
    exposed: String,
}

impl Counts {
    pub(super) fn group(&self) -> Result<Group, Failure> {
        group([&self.population, &self.respondents, &self.exposed])
    }
}

/// Reads N, n and x.
pub(super) fn group([population, respondents, exposed]: [&str; 3]) -> Result<Group, Failure> {
    let population = whole("Antalet personer i gruppen", population)?;
    let respondents = whole("Antalet svarande", respondents)?;
    Ok(Group::new(population, respondents, whole("Antalet utsatta", exposed)?)?)
}

/// Reads a whole number from nought; `what` says in Swedish what it counts.
pub(super) fn whole(what: &str, text: &str) -> Result<u32, Failure> {
    let number = text.trim().parse();
    Ok(number.map_err(|_| format!("{what} ska vara ett helt tal, minst 0: ”{text}” går inte att läsa."))?)
}
