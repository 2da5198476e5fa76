//! 9. Reports received, how serious they were, and what became of suspected crimes.

use super::{
    super::{
        build::{Builder, Draft, bars, count, told},
        document::Cell,
        figures::Found,
    },
    Ground,
};
use crate::{
    plot::{Kind, Plot, Row, Unit},
    release,
    statistics::disclosure::{Content, Released},
};

pub(super) fn write(ground: &Ground<'_>, annex: &mut Builder) {
    let periods = ground.figures.periods();
    let Some((newest, content)) = periods.last().copied() else {
        return annex.untold("Ingen redovisning av inkomna rapporter ingår i underlaget.");
    };
    annex.paragraph("Antalet rapporter visar hur många rapporter som kom in, inte hur vanligt otillåten påverkan är.");
    over_time(ground, &periods, annex);
    let table = |what: &str| ground.figures.table(content, &format!("{newest}/{what}"));
    let base = format!("{}.", release::period(newest));
    if let Some(found) = table("forms") {
        let rows: Vec<Row> = marked(&found);
        let mut plot = bars(
            "Vad rapporterna gäller",
            Unit::Reports,
            rows.clone(),
            told("Antal rapporter: alla, och de som var otillåten påverkan.", &rows),
        );
        plot.series = found.columns.clone();
        annex.figure(plot, Draft::published(&found, "Vad hände", &base));
    }
    for (what, labels) in [
        ("actors", "Vem"),
        ("matter", "Ärendetyp"),
        ("already_reported", "Redan rapporterat till"),
        ("departments", "Förvaltning"),
        ("left_out", "Skäl"),
    ] {
        if let Some(found) = table(what) {
            annex.table(Draft::published(&found, labels, &base));
        }
    }
    match table("severity") {
        Some(found) => annex.table(Draft::published(&found, "Allvar", &base)),
        None => annex.untold("Hur allvarliga rapporterna är ingår inte i redovisningen av perioden."),
    }
    match table("police") {
        Some(found) => {
            let rows = marked(&found);
            let plot =
                bars("Brottsmisstankar och polisanmälan", Unit::Reports, rows.clone(), told("Antal rapporter.", &rows));
            annex.figure(plot, Draft::published(&found, "Beslut", &base));
        }
        None => annex.untold("Polisanmälningar ingår inte i redovisningen av perioden."),
    }
    annex.untold(
        "Handläggningstider och arbetsmiljöanmälningar ingår inte i redovisningarna och kan därför inte anges.",
    );
}

fn marked(found: &Found) -> Vec<Row> {
    let row = |line: &super::super::document::Line| Row {
        label: line.label.clone(),
        group: None,
        marks: line.cells.iter().map(count).collect(),
    };
    found.rows.iter().map(row).collect()
}

/// All reports of each period.
fn over_time(ground: &Ground<'_>, periods: &[(&str, &Content<Released>)], annex: &mut Builder) {
    let mut draft = Draft::new(
        "reports-over-time",
        "Inkomna rapporter per tertial",
        "Alla rapporter som kom in, i hela organisationen.",
        &["Tertial", "Alla rapporter", "Otillåten påverkan"],
    );
    let mut rows = Vec::new();
    for (period, content) in periods {
        let Some(found) = ground.figures.table(content, &format!("{period}/reports")) else { continue };
        let Some(line) = found.rows.into_iter().next() else { continue };
        rows.push(Row { label: (*period).to_owned(), group: None, marks: line.cells.iter().map(count).collect() });
        draft.row(release::period(period), line.cells);
    }
    if let Some(newest) = draft.rows.last() {
        let said = |place: usize| newest.cells.get(place).map_or("visas inte", |cell: &Cell| cell.said.as_str());
        annex.reading(format!("{}: {} rapporter, varav otillåten påverkan: {}.", newest.label, said(0), said(1)));
    }
    let plot = Plot {
        title: draft.title.clone(),
        alternative: told("Antal rapporter per tertial: alla, och de som var otillåten påverkan.", &rows),
        kind: Kind::Series,
        unit: Unit::Reports,
        series: vec!["Alla rapporter".to_owned(), "Otillåten påverkan".to_owned()],
        rows,
    };
    annex.figure(plot, draft);
}
