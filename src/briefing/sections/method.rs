//! 16. Method and quality: what stands with the releases, what has been corrected, and what is hidden (never its values).

use std::collections::BTreeSet;

use super::{
    super::{
        build::{Builder, Draft},
        document::{Cell, Value},
    },
    Ground,
};
use crate::{calendar, release};

pub(super) fn write(ground: &Ground<'_>, annex: &mut Builder) {
    annex.paragraph(
        "Rapporter och svar lämnas utan namn och ligger förslutna tills perioden eller mätningen är slut. Då räknas de en gång, och \
         valsedlar och nycklar förstörs. Talen prövas tillsammans med allt som har publicerats tidigare, så att inget skyddat tal går att \
         räkna ut, och två personer godkänner dem. Den här rapporten bygger på de publicerade talen och räknar inte fram några nya.",
    );
    let mut said = BTreeSet::new();
    for release in ground.figures.chosen.iter().rev() {
        // What holds for every release is told once.
        let notes: Vec<_> = release.content.notes.iter().filter(|note| said.insert(note.as_str())).cloned().collect();
        if !notes.is_empty() {
            let covers: Vec<_> = release.content.periods.iter().map(|period| release::period(period)).collect();
            annex.heading(format!("Redovisning Nr {}: {}", release.number, covers.join(" och ")));
            annex.list(notes);
        }
    }
    let errata = ground.figures.errata();
    if !errata.is_empty() {
        annex.heading("Rättelser");
        annex.list(
            errata
                .iter()
                .map(|(number, published, erratum)| {
                    let day = published.parse().map_or_else(|_| (*published).to_owned(), calendar::day);
                    format!("Nr {number}, {day}, gäller redovisning Nr {}: {}", erratum.of, erratum.text)
                })
                .collect(),
        );
    }
    hidden(ground, annex);
    for wave in [ground.wave, ground.managers, ground.elected].into_iter().flatten() {
        for (what, labels) in [("quality", "Fråga"), ("invalid", "Vilka")] {
            if let Some(found) = ground.figures.table(wave.content, &format!("{}/{what}", wave.surveyed.code)) {
                annex.table(Draft::published(&found, labels, &format!("{}.", release::period(&wave.surveyed.code))));
            }
        }
    }
}

/// How many figures of each table are not shown exactly.
fn hidden(ground: &Ground<'_>, annex: &mut Builder) {
    let mut draft = Draft::new(
        "hidden",
        "Tal som inte visas exakt",
        "Antal uppgifter i varje tabell i de redovisningar som rapporten bygger på. Skälet är alltid detsamma: talet är litet, eller så \
         skulle ett litet tal gå att räkna ut med hjälp av det.",
        &["Tabell", "Gäller", "Inte exakt", "Visas inte", "Uppgifter"],
    );
    for release in ground.figures.chosen.iter().rev() {
        for table in &release.content.tables {
            let Some(found) = ground.figures.table(&release.content, &table.id) else { continue };
            let cells = || found.rows.iter().flat_map(|row| &row.cells);
            let count = |passes: fn(&Value) -> bool| cells().filter(|cell| passes(&cell.value)).count();
            let bands = count(|value| matches!(value, Value::Between(..) | Value::About(..)));
            let withheld = count(|value| matches!(value, Value::Withheld));
            if bands + withheld > 0 {
                let said = [
                    release::period(&table.period),
                    bands.to_string(),
                    withheld.to_string(),
                    cells().count().to_string(),
                ];
                draft.row(&found.title, said.map(Cell::words).into());
            }
        }
    }
    if !draft.rows.is_empty() {
        annex.table(draft);
    }
}
