//! 14. Elected representatives, apart, and for the whole municipality alone.

use super::{
    super::{
        build::{Builder, Draft, bars, share, told},
        document::Cell,
    },
    Ground,
    kinds::follow_up,
};
use crate::{
    plot::{Row, Unit},
    release::marks::LEVELS,
    statistics::disclosure::Estimate,
};

pub(super) fn write(ground: &Ground<'_>, annex: &mut Builder) {
    let Some(wave) = ground.elected else {
        return annex.untold("Ingen mätning bland de förtroendevalda ingår i underlaget.");
    };
    annex.paragraph(
        "De förtroendevalda har fått egna frågor. Talen gäller alla tillsammans; inget parti och ingen nämnd visas.",
    );
    let own = LEVELS.map(|(figure, name)| (name, ground.figures.estimate(wave, &format!("{figure}/all"))));
    if own.iter().all(|(_, estimate)| estimate.is_none()) {
        return annex.untold("Talen redovisas inte.");
    }
    let mut draft = Draft::new(
        format!("{}/levels", wave.surveyed.code),
        "Utsatta förtroendevalda enligt tre definitioner",
        ground.base(wave),
        &["Definition", "Andel", "Hur mycket talet bär"],
    );
    let mut rows = Vec::new();
    for (name, estimate) in own {
        let said = estimate.map_or(("redovisas inte", ""), |estimate| (estimate.reading(), estimate.grade()));
        draft.row(name, vec![Cell::words(said.0), Cell::words(said.1)]);
        rows.push(Row { label: name.to_owned(), group: None, marks: vec![share(estimate)] });
    }
    if let Some(reading) = own[1].1.map(Estimate::reading) {
        annex.reading(format!("Otillåten påverkan enligt SKR:s definition (B): {reading}"));
    }
    let plot = bars(
        "Utsatta förtroendevalda, med 95 % intervall",
        Unit::Percent,
        rows.clone(),
        told("Andel av de svarande.", &rows),
    );
    annex.figure(plot, draft);
    follow_up(ground, wave, annex, "acts", "Händelse");
}
