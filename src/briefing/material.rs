//! What a briefing is made of: releases and a plan that somebody chose, and the sections they wrote themselves.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError};

use crate::{org::Node, plan::ActionPlan, statistics::disclosure::Ledger};

/// Everything a briefing is composed from.
pub struct Material<'a> {
    /// The municipality.
    pub instance: &'a str,
    /// All figures are made up (påhittade).
    pub invented: bool,
    /// The day it is dated; the plan is followed up as of this day.
    pub day: Date,
    pub ledger: &'a Ledger,
    /// The numbers of the releases it rests on.
    pub releases: &'a [u64],
    pub plan: Option<&'a ActionPlan>,
    pub nodes: &'a [Node],
    pub texts: &'a Texts,
    /// The end of the audit log as it is fixed.
    pub audit_head: Option<String>,
}

/// The sections that somebody writes (fria avsnitt). Empty ones get what the service can say by itself, or nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub struct Texts {
    #[validate(length(max = 200, message = "Rubriken är för lång."))]
    pub title: String,
    /// The nämnd it goes to.
    #[validate(length(max = 120, message = "Nämndens namn är för långt."))]
    pub committee: String,
    /// Diarienummer.
    #[validate(length(max = 60, message = "Diarienumret är för långt."))]
    pub reference: String,
    /// Förslag till beslut: what comes before the points.
    #[validate(length(max = 2_000, message = "Förslaget är för långt."))]
    pub proposal: String,
    #[validate(length(max = 20, message = "Högst tjugo beslutspunkter."), custom(function = short_lines))]
    pub points: Vec<String>,
    #[validate(length(max = 6_000, message = "Sammanfattningen är för lång."))]
    pub summary: String,
    #[validate(length(max = 6_000, message = "Ärendet är för långt."))]
    pub matter: String,
    #[validate(length(max = 6_000, message = "De ekonomiska konsekvenserna är för långa."))]
    pub economy: String,
    #[validate(length(max = 6_000, message = "Konsekvenserna för barn är för långa."))]
    pub children: String,
    #[validate(length(max = 6, message = "Högst sex underskrifter."), nested)]
    pub signatures: Vec<Signed>,
    #[validate(length(max = 10, message = "Högst tio jämförelser."), nested)]
    pub benchmarks: Vec<Benchmark>,
}

/// Who signs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub struct Signed {
    #[validate(length(max = 120, message = "Namnet är för långt."))]
    pub name: String,
    #[validate(length(max = 120, message = "Titeln är för lång."))]
    pub title: String,
    #[validate(length(max = 120, message = "Funktionen är för lång."))]
    pub function: String,
}

/// A figure from elsewhere; it is printed with its own period and population or not at all (measurement.md §2.2).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct Benchmark {
    #[validate(length(min = 2, max = 200, message = "Ange varifrån jämförelsen kommer."))]
    pub source: String,
    #[validate(length(min = 1, max = 200, message = "Ange jämförelsens tal."))]
    pub figure: String,
    #[validate(length(min = 2, max = 120, message = "Ange vilken tid jämförelsen gäller."))]
    pub period: String,
    #[validate(length(min = 2, max = 200, message = "Ange vilka jämförelsen gäller."))]
    pub population: String,
}

fn short_lines(lines: &[String]) -> Result<(), ValidationError> {
    let is_long = |line: &String| line.chars().count() > 1_000;
    match lines.iter().any(is_long) {
        true => Err(ValidationError::new("length").with_message("En beslutspunkt är för lång.".into())),
        false => Ok(()),
    }
}

impl Texts {
    /// A text's paragraphs: lines with something in them.
    pub(super) fn paragraphs(text: &str) -> Vec<String> {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }
}
