//! 8. The tolerance gap, and what would be reported, by years of experience.

use super::{
    super::{
        build::{Builder, Draft, part, told},
        document::Cell,
        figures::{Found, Wave},
    },
    Ground, NO_WAVE,
};
use crate::plot::{Kind, Plot, Row, Unit};

const VIGNETTES: [(&str, &str); 3] = [
    ("vignette_applicant_report", "Hotfull sökande"),
    ("vignette_association_report", "Middag som tack"),
    ("vignette_colleague_report", "Kollega som ber"),
];

pub(super) fn write(ground: &Ground<'_>, annex: &mut Builder) {
    let Some(wave) = ground.wave else { return annex.untold(NO_WAVE) };
    annex.paragraph(
        "Den som länge har arbetat med människor i kris kan vänja sig. Därför frågar mätningen först vad som har hänt, sedan om syftet och \
         sist om ordet. Toleransgapet är skillnaden mellan B och C som andel av B; det är inte säkert samma personer.",
    );
    let gaps = ground.figures.findings(wave, "tolerance-gap");
    if let Some(whole) = gaps.iter().find(|finding| finding.id.ends_with("/all")) {
        annex.reading(whole.text.clone());
    }
    annex.list(
        gaps.iter().filter(|gap| !gap.id.ends_with("/all")).map(|gap| format!("{}: {}", gap.title, gap.text)).collect(),
    );
    let bases = ground.figures.table(wave.content, &format!("{}/tenure", wave.surveyed.code));
    let exposure = ground.figures.table(wave.content, &format!("{}/tenure-exposure", wave.surveyed.code));
    match (bases, exposure) {
        (Some(bases), Some(exposure)) => by_tenure(ground, wave, &bases, &exposure, annex),
        _ => annex.untold("Yrkeserfarenhet redovisas inte: någon grupp har färre än tio svarande."),
    }
    vignettes(ground, wave, annex);
    for finding in ground.figures.findings(wave, "witness-ratio") {
        annex.paragraph(format!("{}. {}", finding.title, finding.text));
    }
}

fn by_tenure(ground: &Ground<'_>, wave: Wave<'_>, bases: &Found, exposure: &Found, annex: &mut Builder) {
    let mut rows = Vec::new();
    for (line, base) in exposure.rows.iter().zip(&bases.rows) {
        let Some(base) = base.cells.first() else { continue };
        let marks = line.cells.iter().map(|cell| part(cell, base)).collect();
        rows.push(Row { label: line.label.clone(), group: None, marks });
    }
    let plot = Plot {
        title: "Utsatthet efter yrkeserfarenhet".to_owned(),
        alternative: told("Andel av de svarande i varje grupp: A, B och C.", &rows),
        kind: Kind::Dots,
        unit: Unit::Percent,
        series: exposure.columns.clone(),
        rows,
    };
    let mut draft = Draft::published(exposure, "Vilka", &ground.base(wave));
    draft.columns.push("Svarande".to_owned());
    for (line, base) in draft.rows.iter_mut().zip(&bases.rows) {
        line.cells.extend(base.cells.first().cloned());
    }
    annex.figure(plot, draft.note("Figuren visar antalen i tabellen som andelar av gruppens svarande."));
}

/// Who would report three fixed situations, by experience.
fn vignettes(ground: &Ground<'_>, wave: Wave<'_>, annex: &mut Builder) {
    let found: Vec<_> = VIGNETTES
        .iter()
        .filter_map(|(id, name)| {
            Some((*name, ground.figures.table(wave.content, &format!("{}/{id}", wave.surveyed.code))?))
        })
        .collect();
    let Some((_, first)) = found.first() else {
        return annex.untold("Rapporteringströskeln efter erfarenhet redovisas inte.");
    };
    let mut draft = Draft::new(
        format!("{}/vignettes", wave.surveyed.code),
        "Skulle rapportera, efter yrkeserfarenhet",
        format!("De som svarade Ja på om de skulle rapportera situationen, av dem som svarade. {}", ground.base(wave)),
        &["Vilka"],
    );
    draft.columns.extend(found.iter().map(|(name, _)| (*name).to_owned()));
    let mut rows = Vec::new();
    for (place, line) in first.rows.iter().enumerate() {
        let (mut marks, mut cells) = (Vec::new(), Vec::new());
        for (_, found) in &found {
            let both = found.rows.get(place).and_then(|line| Some((line.cells.first()?, line.cells.get(1)?)));
            let Some((base, would)) = both else { continue };
            marks.push(part(would, base));
            cells.push(Cell::words(format!("{} av {}", would.said, base.said)));
        }
        draft.row(&line.label, cells);
        rows.push(Row { label: line.label.clone(), group: None, marks });
    }
    let plot = Plot {
        title: "Skulle rapportera, efter yrkeserfarenhet".to_owned(),
        alternative: told("Andel som skulle rapportera var och en av tre situationer.", &rows),
        kind: Kind::Dots,
        unit: Unit::Percent,
        series: found.iter().map(|(name, _)| (*name).to_owned()).collect(),
        rows,
    };
    annex.figure(plot, draft);
}
