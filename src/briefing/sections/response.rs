//! 2. Who was asked and who answered, and how much each figure bears.

use super::{
    super::{
        build::{Builder, Draft, told},
        document::Cell,
    },
    Ground, NO_WAVE, percent,
};
use crate::{
    plot::{Kind, Mark, Plot, Row, Unit},
    release,
};

/// Below this response the bounds are to be read beside the interval (measurement.md §3.3).
const GOOD: u32 = 70;

pub(super) fn write(ground: &Ground<'_>, annex: &mut Builder) {
    let Some(wave) = ground.wave else { return annex.untold(NO_WAVE) };
    let everybody = ground.figures.estimates(wave, "exposure/any");
    if let Some(everybody) = everybody.first() {
        let (asked, answered) = everybody.base();
        let percent = percent(answered, asked);
        annex.reading(format!("{answered} av {asked} tillfrågade svarade ({percent}\u{a0}%)."));
        if percent < GOOD {
            annex.paragraph(format!(
                "Svarsfrekvensen är under {GOOD} procent. Läs därför också gränserna minst och högst, som inte antar något om dem som \
                 inte svarade."
            ));
        }
    }
    if let Some(found) = ground.figures.table(wave.content, &format!("{}/response", wave.surveyed.code)) {
        let mut draft =
            Draft::published(&found, "Redovisningsgrupp", &format!("{}.", release::period(&wave.surveyed.code)));
        draft.columns.push("Hur mycket talen bär".to_owned());
        for line in &mut draft.rows {
            let own = everybody.iter().find(|estimate| estimate.group() == line.label);
            line.cells.push(Cell::words(own.map_or("", |estimate| estimate.grade())));
        }
        annex.table(draft.note("Grupperna bestämdes innan mätningen öppnade, så att ingen av dem är för liten."));
    }
    over_time(ground, annex);
}

/// Response in every chosen wave of the staff.
fn over_time(ground: &Ground<'_>, annex: &mut Builder) {
    let waves = ground.figures.waves("staff");
    let answered = waves.iter().rev().filter_map(|wave| {
        let (asked, answered) = ground.figures.estimates(*wave, "exposure/any").first()?.base();
        Some((wave.surveyed.code.as_str(), asked, answered))
    });
    let answered: Vec<_> = answered.collect();
    if answered.len() < 2 {
        return;
    }
    let mut draft = Draft::new(
        "response-over-time",
        "Svarsfrekvens i varje mätning",
        "De som har svarat på frågorna om vad som har hänt dem, av alla tillfrågade.",
        &["Mätning", "Tillfrågade", "Svarande", "Andel"],
    );
    let mut rows = Vec::new();
    for (code, asked, answered) in answered {
        let percent = percent(answered, asked);
        let said = format!("{percent}\u{a0}%");
        draft.row(
            release::period(code),
            vec![Cell::words(asked.to_string()), Cell::words(answered.to_string()), Cell::words(&said)],
        );
        let mark = Mark { said, value: Some((f64::from(percent), f64::from(percent))), interval: None };
        rows.push(Row { label: code.to_owned(), group: None, marks: vec![mark] });
    }
    let plot = Plot {
        title: draft.title.clone(),
        alternative: told("Svarsfrekvens per mätning.", &rows),
        kind: Kind::Series,
        unit: Unit::Percent,
        series: vec!["Svarsfrekvens".to_owned()],
        rows,
    };
    annex.figure(plot, draft);
}
