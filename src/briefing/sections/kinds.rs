//! 4–6. What those who have met with it have met with: acts by severity, channels, actors, matters, purposes, consequences.

use super::{
    super::{
        build::{Builder, Draft, bars, count, told},
        document::Value,
        figures::{Found, Wave},
    },
    Ground, NO_WAVE,
};
use crate::{
    plot::{Kind, Plot, Row, Unit},
    release::marks::severity,
};

/// 4: acts by severity, then by matter where a förvaltning is large enough, then how, by whom and about what.
pub(super) fn forms(ground: &Ground<'_>, annex: &mut Builder) {
    let Some(wave) = ground.wave else { return annex.untold(NO_WAVE) };
    if let Some(found) = table(ground, wave, "acts") {
        let rows = found.rows.iter().map(|line| {
            let (label, group) = severity(&line.label);
            Row { label, group, marks: line.cells.iter().map(count).collect() }
        });
        let rows: Vec<Row> = rows.collect();
        let plot = bars(
            "Vad som har hänt, efter allvar",
            Unit::Persons,
            rows.clone(),
            told("Personer som har varit med om händelsen.", &rows),
        );
        annex.figure(plot, Draft::published(&found, "Händelse", &ground.base(wave)));
    } else {
        annex.untold("Vad som har hänt redovisas inte.");
    }
    heat(ground, wave, annex);
    for (id, labels) in [("channel", "Hur"), ("actor", "Vem"), ("matter", "Ärendetyp")] {
        follow_up(ground, wave, annex, id, labels);
    }
}

/// 5.
pub(super) fn purposes(ground: &Ground<'_>, annex: &mut Builder) {
    let Some(wave) = ground.wave else { return annex.untold(NO_WAVE) };
    annex.paragraph(
        "Otillåten påverkan kan syfta till att gynna någon, att missgynna någon eller till att något inte ska göras.",
    );
    follow_up(ground, wave, annex, "purposes", "Syfte");
}

/// 6.
pub(super) fn consequences(ground: &Ground<'_>, annex: &mut Builder) {
    let Some(wave) = ground.wave else { return annex.untold(NO_WAVE) };
    annex.paragraph(
        "Att undvika ärenden, ändra beslut eller låta bli att rapportera är självcensur: då har påverkan lyckats, utan att någon ser det.",
    );
    follow_up(ground, wave, annex, "consequence", "Följd");
}

/// A question to those who have met with it, as a plot with its table.
pub(super) fn follow_up(ground: &Ground<'_>, wave: Wave<'_>, annex: &mut Builder, id: &str, labels: &str) {
    let Some(found) = table(ground, wave, id) else {
        return annex.untold(format!("{labels} redovisas inte."));
    };
    let rows: Vec<Row> = found
        .rows
        .iter()
        .map(|line| Row { label: line.label.clone(), group: None, marks: line.cells.iter().map(count).collect() })
        .collect();
    let plot =
        bars(&found.title, Unit::Persons, rows.clone(), told(&format!("{} Antal personer.", found.title), &rows));
    annex.figure(plot, Draft::published(&found, labels, &ground.base(wave)));
}

fn table(ground: &Ground<'_>, wave: Wave<'_>, id: &str) -> Option<Found> {
    ground.figures.table(wave.content, &format!("{}/{id}", wave.surveyed.code))
}

/// Acts by matter, in every förvaltning that is large enough.
fn heat(ground: &Ground<'_>, wave: Wave<'_>, annex: &mut Builder) {
    let start = format!("{}/matters/", wave.surveyed.code);
    let tables = wave.content.tables.iter().filter(|table| table.id.starts_with(&start));
    let found: Vec<_> = tables.filter_map(|table| ground.figures.table(wave.content, &table.id)).collect();
    if found.is_empty() {
        annex.untold("Händelser efter ärendetyp redovisas bara för förvaltningar med minst 150 tillfrågade där talen inte är för små.");
    }
    for found in found {
        if !says_enough(&found) {
            annex.untold(format!(
                "{}: nästan alla tal är skyddade, så tabellen säger inget. Den står i redovisningen.",
                found.title
            ));
            continue;
        }
        let rows: Vec<Row> = found
            .rows
            .iter()
            .map(|line| Row { label: line.label.clone(), group: None, marks: line.cells.iter().map(count).collect() })
            .collect();
        let plot = Plot {
            title: found.title.clone(),
            alternative: told("Personer per händelse; talen står i ordning efter ärendetyp som i tabellen.", &rows),
            kind: Kind::Heat,
            unit: Unit::Persons,
            series: found.columns.clone(),
            rows,
        };
        annex.figure(plot, Draft::published(&found, "Händelse", &ground.base(wave)));
    }
}

/// Whether at least a third of the figures are shown exactly.
fn says_enough(found: &Found) -> bool {
    let cells = || found.rows.iter().flat_map(|row| &row.cells);
    3 * cells().filter(|cell| matches!(cell.value, Value::Count(_))).count() >= cells().count()
}
