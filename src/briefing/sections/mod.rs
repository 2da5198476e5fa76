//! The numbered sections of the annex (forms.md §6.4), each from published figures or from the plan, and from nothing else.

mod competence;
mod control;
mod elected;
mod exposure;
mod follow_up;
mod kinds;
mod managers;
mod method;
mod reading;
mod reports;
mod response;
mod telling;
mod tolerance;
mod training;
mod words;

pub(super) use exposure::verdict;

use super::{
    build::Builder,
    figures::{Figures, Wave},
    material::Material,
};
use crate::{
    plan::{ActionPlan, FollowUp},
    release,
};

/// What every section is written from.
pub(super) struct Ground<'a> {
    pub material: &'a Material<'a>,
    pub figures: Figures<'a>,
    /// The newest chosen wave of the staff, and the one before.
    pub wave: Option<Wave<'a>>,
    pub before: Option<Wave<'a>>,
    pub managers: Option<Wave<'a>>,
    pub elected: Option<Wave<'a>>,
    /// Codes of the units there are.
    pub units: Vec<String>,
    pub follow_up: Option<(&'a ActionPlan, FollowUp)>,
}

impl Ground<'_> {
    /// Wave, response and period, as they stand beside every figure of a wave.
    pub fn base(&self, wave: Wave<'_>) -> String {
        let said = release::period(&wave.surveyed.code);
        match self
            .figures
            .estimates(wave, "exposure/any")
            .first()
            .or(self.figures.estimates(wave, "knows_what").first())
        {
            Some(everybody) => {
                let (asked, answered) = everybody.base();
                let percent = percent(answered, asked);
                format!("{said}; {answered} av {asked} tillfrågade har svarat ({percent}\u{a0}%).")
            }
            None => format!("{said}."),
        }
    }
}

type Write = fn(&Ground<'_>, &mut Builder);

/// Writes every section.
pub(super) fn write(ground: &Ground<'_>) -> Builder {
    let mut annex = Builder::default();
    let parts: [(&str, Write); 17] = [
        ("Läsanvisning", reading::write),
        ("Underlag", response::write),
        ("Utsatthet de senaste tolv månaderna", exposure::write),
        ("Vad som har hänt: former, kanaler, aktörer och ärendetyper", kinds::forms),
        ("Vad syftet uppfattades vara", kinds::purposes),
        ("Vad det har lett till", kinds::consequences),
        ("Vem som får veta", telling::write),
        ("Toleransnivå", tolerance::write),
        ("Inkomna rapporter", reports::write),
        ("Kompetens och kännedom", competence::write),
        ("Utbildning", training::write),
        ("Handlingsplanen", follow_up::write),
        ("Intern kontroll och lägesbild", control::write),
        ("Förtroendevalda", elected::write),
        ("Chefernas bild bredvid medarbetarnas", managers::write),
        ("Metod och kvalitet", method::write),
        ("Ordlista", words::write),
    ];
    for (title, part) in parts {
        annex.section(title);
        part(ground, &mut annex);
    }
    annex
}

/// A share in whole per cent.
pub(super) fn percent(part: u32, whole: u32) -> u32 {
    let whole = whole.max(1);
    (100 * part + whole / 2) / whole
}

/// Said where a section needs a wave and none is chosen.
pub(super) const NO_WAVE: &str =
    "Ingen mätning bland medarbetarna ingår i underlaget. Hur vanligt det är kan därför inte avgöras.";
