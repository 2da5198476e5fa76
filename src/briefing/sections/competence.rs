//! 10. Competence, climate and known guidelines; and whether they have changed.

use super::{
    super::{
        build::{Builder, Draft, share, told},
        document::Cell,
        figures::Wave,
    },
    Ground, NO_WAVE,
    exposure::verdict,
};
use crate::{
    plot::{Kind, Plot, Row, Unit},
    release::{
        self,
        marks::{CLIMATE, COMPETENCE},
    },
    statistics::disclosure::Estimate,
};

pub(super) fn write(ground: &Ground<'_>, annex: &mut Builder) {
    let Some(wave) = ground.wave else { return annex.untold(NO_WAVE) };
    if let Some(known) = ground.figures.estimate(wave, "guideline_known/all") {
        annex.reading(format!("{} {}", known.measure(), known.reading()));
    }
    battery(ground, wave, annex, "competence", "Kompetens och kännedom", &COMPETENCE);
    battery(ground, wave, annex, "climate", "Klimat och trygghet", &CLIMATE);
    if let Some(knowledge) = ground.figures.estimate(wave, "knowledge/all") {
        annex.paragraph(format!("Kunskapsfråga: {} Rätt svar: {}", knowledge.measure(), knowledge.reading()));
    }
    change(ground, wave, annex);
}

/// Some items as bars with their table: the share that answers 4 or 5.
fn battery(ground: &Ground<'_>, wave: Wave<'_>, annex: &mut Builder, id: &str, title: &str, items: &[&str]) {
    let found: Vec<_> = items.iter().filter_map(|item| ground.figures.estimate(wave, &format!("{item}/all"))).collect();
    if found.is_empty() {
        return annex.untold(format!("{title} redovisas inte."));
    }
    let mut draft = Draft::new(
        format!("{}/{id}", wave.surveyed.code),
        title,
        format!(
            "De som svarade 4 eller 5 på en skala från 1, Stämmer inte alls, till 5, Stämmer helt. {}",
            ground.base(wave)
        ),
        &["Påstående", "Instämmer (4–5)", "Hur mycket talet bär"],
    );
    let mut rows = Vec::new();
    for estimate in found {
        draft.row(estimate.measure(), vec![Cell::words(estimate.reading()), Cell::words(estimate.grade())]);
        rows.push(Row { label: estimate.measure().to_owned(), group: None, marks: vec![share(Some(estimate))] });
    }
    let plot = Plot {
        title: format!("{title}: andel som instämmer, med 95 % intervall"),
        alternative: told("Andel av de svarande som instämmer (4–5).", &rows),
        kind: Kind::Bars,
        unit: Unit::Percent,
        series: vec![String::new()],
        rows,
    };
    annex.figure(plot, draft);
}

fn change(ground: &Ground<'_>, wave: Wave<'_>, annex: &mut Builder) {
    annex.heading("Jämfört med förra mätningen");
    let Some(before) = ground.before else {
        return annex
            .untold("Ingen tidigare mätning som går att jämföra med ingår i underlaget. Om kompetensen har ändrats kan inte avgöras.");
    };
    let findings = ground.figures.findings(wave, "change/");
    let mut draft = Draft::new(
        format!("{}/competence-change", wave.surveyed.code),
        "Kompetens i två mätningar",
        format!("{} {}", ground.base(before), ground.base(wave)),
        &["Påstående", "Förra mätningen", "Den här mätningen", "Vad som kan sägas"],
    );
    let mut rows = Vec::new();
    for item in COMPETENCE {
        let id = format!("{item}/all");
        let own = [ground.figures.estimate(before, &id), ground.figures.estimate(wave, &id)];
        let finding = findings.iter().find(|finding| finding.id.ends_with(&format!("change/{id}")));
        let (Some(now), Some(finding)) = (own[1], finding) else { continue };
        let reading = |estimate: Option<&Estimate>| Cell::words(estimate.map_or("redovisas inte", Estimate::reading));
        let [then, current] = own.map(reading);
        draft.row(now.measure(), vec![then, current, Cell::words(verdict(&finding.text))]);
        rows.push(Row { label: now.measure().to_owned(), group: None, marks: own.map(share).into() });
    }
    if rows.is_empty() {
        return annex.untold(
            "Mätningarna gick till olika enheter eller hade olika frågor. Om kompetensen har ändrats kan inte avgöras.",
        );
    }
    let plot = Plot {
        title: "Kompetens i två mätningar, med 95 % intervall".to_owned(),
        alternative: told("Andel som instämmer i förra mätningen och i den här.", &rows),
        kind: Kind::Bars,
        unit: Unit::Percent,
        series: [before, wave].map(|wave| release::period(&wave.surveyed.code)).into(),
        rows,
    };
    annex.figure(plot, draft);
    if let Some(found) = ground.figures.table(wave.content, &format!("{}/retrospective", wave.surveyed.code)) {
        annex.paragraph("Den som lär sig mer kan i efterhand tycka sig ha vetat mindre. Därför frågas också hur väl man visste för ett år sedan.");
        annex.table(Draft::published(&found, "Svar", &ground.base(wave)));
    }
}
