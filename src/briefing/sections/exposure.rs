//! 3. How common it is, by three definitions; in which groups; and whether it has changed.

use super::{
    super::{
        build::{Builder, Draft, share, told},
        document::Cell,
        figures::Wave,
    },
    Ground, NO_WAVE,
};
use crate::{
    plot::{Kind, Plot, Row, Unit},
    release::{self, marks::LEVELS},
    statistics::disclosure::{Estimate, Finding},
};

pub(super) fn write(ground: &Ground<'_>, annex: &mut Builder) {
    let Some(wave) = ground.wave else { return annex.untold(NO_WAVE) };
    match ground.figures.estimate(wave, "exposure/purposive/all") {
        Some(purposive) => {
            annex.reading(format!("Otillåten påverkan enligt SKR:s definition (B): {}", purposive.reading()))
        }
        None => annex.untold("Otillåten påverkan enligt SKR:s definition (B) redovisas inte."),
    }
    annex.paragraph(
        "A är alla som har varit med om minst en av tolv händelser. B är de av dem som uppfattade att syftet var att påverka. C är de \
         som själva säger att det var otillåten påverkan. Skillnaden mellan B och C kan visa hur mycket som tas för en del av jobbet.",
    );
    levels(ground, wave, annex);
    groups(ground, wave, annex);
    change(ground, wave, annex);
    benchmarks(ground, annex);
}

/// A, B and C for everybody and for each förvaltning.
fn levels(ground: &Ground<'_>, wave: Wave<'_>, annex: &mut Builder) {
    let is_group = |estimate: &&Estimate| !estimate.id().contains("/group-");
    let of = |figure: &str| -> Vec<&Estimate> {
        ground.figures.estimates(wave, figure).into_iter().filter(is_group).collect()
    };
    let whom: Vec<_> = of(LEVELS[0].0).iter().map(|estimate| estimate.group().to_owned()).collect();
    let mut draft = Draft::new(
        format!("{}/levels", wave.surveyed.code),
        "Utsatta enligt tre definitioner",
        ground.base(wave),
        &["Vilka", "A", "B", "C"],
    );
    let mut rows = Vec::new();
    for group in whom {
        let own = LEVELS.map(|(figure, _)| of(figure).into_iter().find(|estimate| estimate.group() == group));
        let reading = |estimate: Option<&Estimate>| Cell::words(estimate.map_or("redovisas inte", Estimate::reading));
        draft.row(&group, own.map(reading).into());
        rows.push(Row { label: group, group: None, marks: own.map(share).into() });
    }
    let plot = Plot {
        title: "Utsatta de senaste tolv månaderna, med 95 % intervall".to_owned(),
        alternative: told("Andel av de svarande som är utsatta enligt A, B och C.", &rows),
        kind: Kind::Bars,
        unit: Unit::Percent,
        series: LEVELS.map(|(_, name)| name.to_owned()).into(),
        rows,
    };
    annex.figure(plot, draft);
}

/// A in every reporting group.
fn groups(ground: &Ground<'_>, wave: Wave<'_>, annex: &mut Builder) {
    let (figure, _) = LEVELS[0];
    let groups: Vec<_> = ground
        .figures
        .estimates(wave, figure)
        .into_iter()
        .filter(|estimate| estimate.id().contains("/group-"))
        .collect();
    if groups.len() < 2 {
        return annex.untold("Tal för enskilda enheter redovisas inte: grupperna skulle bli för små.");
    }
    let mut draft = Draft::new(
        format!("{}/groups", wave.surveyed.code),
        "Utsatta (A) per redovisningsgrupp",
        ground.base(wave),
        &["Redovisningsgrupp", "Utsatta (A)", "Minst och högst", "Hur mycket talet bär"],
    );
    let mut rows = Vec::new();
    for estimate in groups {
        let (least, most) = estimate.bounds();
        let bounds = format!("minst {least} och högst {most} av {}", estimate.base().0);
        draft.row(
            estimate.group(),
            vec![Cell::words(estimate.reading()), Cell::words(bounds), Cell::words(estimate.grade())],
        );
        rows.push(Row { label: estimate.group().to_owned(), group: None, marks: vec![share(Some(estimate))] });
    }
    let plot = Plot {
        title: "Utsatta (A) per redovisningsgrupp, med 95 % intervall".to_owned(),
        alternative: told("Andel av de svarande som har varit med om minst en händelse.", &rows),
        kind: Kind::Bars,
        unit: Unit::Percent,
        series: vec![String::new()],
        rows,
    };
    let draft = draft.note("Grupperna är olika stora och olika säkra. De ska inte rangordnas.");
    annex.figure(plot, draft);
}

/// The wave before, beside this one.
fn change(ground: &Ground<'_>, wave: Wave<'_>, annex: &mut Builder) {
    annex.heading("Jämfört med förra mätningen");
    let findings = ground.figures.findings(wave, "change/exposure");
    let said: Vec<_> = findings.iter().filter(|finding| finding.id.ends_with("/all")).collect();
    let Some(before) = ground.before.filter(|_| !said.is_empty()) else {
        // What stands there when nothing was compared; a comparison with a wave that is not chosen says nothing here.
        let plain = |finding: &&&Finding| finding.id.ends_with("/change");
        let why = ground.figures.findings(wave, "change").iter().find(plain).map(|finding| finding.text.clone());
        return annex.untold(why.unwrap_or_else(|| {
            "Ingen tidigare mätning som går att jämföra med ingår i underlaget. Om det har ändrats kan inte avgöras.".to_owned()
        }));
    };
    let mut draft = Draft::new(
        format!("{}/change", wave.surveyed.code),
        "Förändring sedan förra mätningen",
        format!("{} {}", ground.base(before), ground.base(wave)),
        &["Vad", "Förra mätningen", "Den här mätningen", "Vad som kan sägas"],
    );
    let mut rows = Vec::new();
    for (figure, name) in LEVELS {
        let id = format!("{figure}/all");
        let own = [ground.figures.estimate(before, &id), ground.figures.estimate(wave, &id)];
        let verdict = said
            .iter()
            .find(|finding| finding.id.ends_with(&format!("change/{id}")))
            .map(|finding| verdict(&finding.text));
        let reading = |estimate: Option<&Estimate>| Cell::words(estimate.map_or("redovisas inte", Estimate::reading));
        let [then, now] = own.map(reading);
        draft.row(name, vec![then, now, Cell::words(verdict.unwrap_or("kan inte avgöras"))]);
        rows.push(Row { label: name.to_owned(), group: None, marks: own.map(share).into() });
    }
    let plot = Plot {
        title: "Utsatta i två mätningar, med 95 % intervall".to_owned(),
        alternative: told("Andel av de svarande i förra mätningen och i den här.", &rows),
        kind: Kind::Bars,
        unit: Unit::Percent,
        series: [before, wave].map(|wave| release::period(&wave.surveyed.code)).into(),
        rows,
    };
    annex.figure(plot, draft);
}

/// A finding's last sentence, which is what may be said.
pub(in crate::briefing) fn verdict(text: &str) -> &str {
    let text = text.trim_end_matches('.');
    text.rsplit_once(". ").map_or(text, |(_, last)| last)
}

/// Figures from elsewhere, each with its own period and population.
fn benchmarks(ground: &Ground<'_>, annex: &mut Builder) {
    let benchmarks = &ground.material.texts.benchmarks;
    if benchmarks.is_empty() {
        return;
    }
    let mut draft = Draft::new(
        "benchmarks",
        "Tal från andra undersökningar",
        "Andra undersökningar har frågat andra, om en annan tid och med andra ord. Talen visar sammanhang och går inte att jämföra rakt av.",
        &["Undersökning", "Tal", "Tid", "Vilka"],
    );
    for other in benchmarks {
        draft.row(&other.source, [&other.figure, &other.period, &other.population].map(Cell::words).into());
    }
    annex.table(draft);
}
