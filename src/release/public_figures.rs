//! The plots of `/lagesbild`, each with what it is drawn from: estimates get a table of their own, a published table its
//! plot. What an erratum concerns is not drawn.

use super::{
    corrections::Corrections,
    marks::{self, CLIMATE, COMPETENCE, LEVELS},
    wording,
};
use crate::{
    plot::{Kind, Mark, Plot, Row, Unit},
    statistics::disclosure::{Cell, Content, Estimate, Released, Surveyed, Table},
};

/// A plot of estimates with the table it is drawn from.
pub(super) struct Drawn {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) svg: String,
    /// How the plot is to be read.
    pub(super) words: &'static str,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<(String, Vec<String>)>,
}

const DEFINITIONS: &str = "A är alla som har varit med om minst en av händelserna. B är de av dem som uppfattade att syftet var att \
                           påverka. C är de som själva säger att det var otillåten påverkan.";
const NO_RANKING: &str = "Grupperna är olika stora och olika säkra. De ska inte rangordnas.";
const AGREE: &str = "De som svarade 4 eller 5 på en skala från 1, Stämmer inte alls, till 5, Stämmer helt.";

/// The plots of a survey release's estimates, wave by wave.
pub(super) fn of_estimates(content: &Content<Released>, corrections: &Corrections<'_>) -> Vec<Drawn> {
    content
        .waves
        .iter()
        .flat_map(|wave| {
            let wave = Wave { wave, content, corrections };
            let competence = wave.items("competence", "Kompetens och kännedom", &COMPETENCE);
            let climate = wave.items("climate", "Klimat och trygghet", &CLIMATE);
            [wave.levels(), wave.groups(), competence, climate].into_iter().flatten()
        })
        .collect()
}

struct Wave<'a> {
    wave: &'a Surveyed,
    content: &'a Content<Released>,
    corrections: &'a Corrections<'a>,
}

impl<'a> Wave<'a> {
    /// Estimates of one figure, such as `exposure/any`, everybody first.
    fn estimates(&self, figure: &str) -> Vec<&'a Estimate> {
        let start = format!("{}/{figure}/", self.wave.code);
        self.content.estimates.iter().filter(|estimate| estimate.id().starts_with(&start)).collect()
    }

    /// A, B and C for everybody and for each förvaltning.
    fn levels(&self) -> Option<Drawn> {
        let of = |figure| self.estimates(figure).into_iter().filter(|estimate| !is_group(estimate)).collect();
        let levels: [Vec<&Estimate>; 3] = LEVELS.map(|(figure, _)| of(figure));
        let (mut plotted, mut rows) = (Vec::new(), Vec::new());
        for group in levels[0].iter().map(|estimate| estimate.group()) {
            let own = levels.each_ref().map(|level| level.iter().copied().find(|estimate| estimate.group() == group));
            let marks = own.map(|estimate| self.mark(estimate)).into();
            plotted.push(Row { label: group.to_owned(), group: None, marks });
            rows.push((group.to_owned(), own.map(|estimate| self.reading(estimate)).into()));
        }
        let series = LEVELS.map(|(_, name)| name);
        let columns = [&["Vilka"], &series[..]].concat();
        self.drawn("levels", "Utsatta de senaste tolv månaderna", DEFINITIONS, (&series, plotted), (&columns, rows))
    }

    /// A in every reporting group, where there are several.
    fn groups(&self) -> Option<Drawn> {
        let groups: Vec<_> = self.estimates(LEVELS[0].0).into_iter().filter(|estimate| is_group(estimate)).collect();
        let columns = ["Redovisningsgrupp", "Utsatta (A)", "Hur mycket talet bär"];
        let (plotted, rows) = self.each(&groups, Estimate::group);
        self.drawn("groups", "Utsatta (A) per redovisningsgrupp", NO_RANKING, (&[""], plotted), (&columns, rows))
    }

    /// Questions that everybody is asked: the share that agrees.
    fn items(&self, id: &str, title: &str, items: &[&str]) -> Option<Drawn> {
        let everybody = |item: &&str| self.estimates(item).into_iter().find(|estimate| estimate.id().ends_with("/all"));
        let found: Vec<_> = items.iter().filter_map(everybody).collect();
        let (plotted, rows) = self.each(&found, Estimate::measure);
        self.drawn(id, title, AGREE, (&[""], plotted), (&["Påstående", "Instämmer", "Hur mycket talet bär"], rows))
    }

    /// One row for each estimate, called by `name`.
    fn each(&self, estimates: &[&Estimate], name: fn(&Estimate) -> &str) -> (Vec<Row>, Vec<(String, Vec<String>)>) {
        let row = |estimate: &&Estimate| {
            let label = name(estimate).to_owned();
            let marks = vec![self.mark(Some(*estimate))];
            let grade = self.spoilt(estimate).map_or_else(|| estimate.grade().to_owned(), |_| String::new());
            let said = (label.clone(), vec![self.reading(Some(*estimate)), grade]);
            (Row { label, group: None, marks }, said)
        };
        estimates.iter().map(row).unzip()
    }

    fn spoilt(&self, estimate: &Estimate) -> Option<u64> {
        self.corrections.spoils(&self.wave.code, estimate)
    }

    fn mark(&self, estimate: Option<&Estimate>) -> Mark {
        match estimate.and_then(|estimate| self.spoilt(estimate)) {
            Some(number) => marks::words(see(number)),
            None => marks::share(estimate),
        }
    }

    fn reading(&self, estimate: Option<&Estimate>) -> String {
        match estimate.and_then(|estimate| self.spoilt(estimate)) {
            Some(number) => see(number),
            None => estimate.map_or(marks::NOT_SHOWN, Estimate::reading).to_owned(),
        }
    }

    fn drawn(
        &self,
        id: &str,
        title: &str,
        words: &'static str,
        (series, plotted): (&[&str], Vec<Row>),
        (columns, rows): (&[&str], Vec<(String, Vec<String>)>),
    ) -> Option<Drawn> {
        if rows.is_empty() {
            return None;
        }
        let title = format!("{title}: {}", wording::population(&self.wave.population));
        let plot = Plot {
            title: format!("{title}, {}", wording::period(&self.wave.code)),
            alternative: marks::told("Andel av de svarande.", &plotted),
            kind: Kind::Bars,
            unit: Unit::Percent,
            series: series.iter().map(|&name| name.to_owned()).collect(),
            rows: plotted,
        };
        let columns = columns.iter().map(|&column| column.to_owned()).collect();
        Some(Drawn { id: format!("{}-{id}", self.wave.code), title, svg: plot.svg(), words, columns, rows })
    }
}

/// The plot of a published table, if it is one of those that have one.
pub(super) fn of_table(
    table: &Table<Released>,
    content: &Content<Released>,
    corrections: &Corrections<'_>,
) -> Option<String> {
    let mark = |cell: &Cell<Released>| match corrections.by(cell) {
        Some(number) => marks::words(see(number)),
        None => marks::count(&wording::figure(&cell.figure), cell.figure.figure()),
    };
    let own = table.rows.iter().map(|row| Row {
        label: row.label.clone(),
        group: None,
        marks: row.cells.iter().map(mark).collect(),
    });
    let (rows, kind, unit): (Vec<Row>, _, _) = match table.id.strip_prefix(&format!("{}/", table.period))? {
        "acts" => {
            let by_severity = own.map(|row| {
                let (label, group) = marks::severity(&row.label);
                Row { label, group, ..row }
            });
            (by_severity.collect(), Kind::Bars, Unit::Persons)
        }
        "forms" | "police" => (own.collect(), Kind::Bars, Unit::Reports),
        "tenure-exposure" => (by_tenure(table, content, corrections)?, Kind::Dots, Unit::Percent),
        _ => return None,
    };
    let plot = Plot {
        title: format!("{}, {}", table.title, wording::period(&table.period)),
        alternative: marks::told(&format!("{}: {}.", table.title, table.columns.join(", ")), &rows),
        kind,
        unit,
        series: table.columns.clone(),
        rows,
    };
    Some(plot.svg())
}

/// Exposure as a share of those of the same experience, who stand in a table of their own with the same rows.
fn by_tenure(table: &Table<Released>, content: &Content<Released>, corrections: &Corrections<'_>) -> Option<Vec<Row>> {
    let id = format!("{}/tenure", table.period);
    let bases = content.tables.iter().find(|table| table.id == id)?;
    let mut rows = Vec::new();
    for (row, base) in table.rows.iter().zip(&bases.rows) {
        let base = base.cells.first().filter(|_| base.label == row.label)?;
        let mark = |cell: &Cell<Released>| match corrections.by(cell).or(corrections.by(base)) {
            Some(number) => marks::words(see(number)),
            None => marks::part(cell.figure.figure(), base.figure.figure()),
        };
        rows.push(Row { label: row.label.clone(), group: None, marks: row.cells.iter().map(mark).collect() });
    }
    Some(rows)
}

fn is_group(estimate: &Estimate) -> bool {
    estimate.id().contains("/group-")
}

fn see(number: u64) -> String {
    format!("används inte, se rättelse Nr\u{a0}{number}")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::statistics::disclosure::{Entry, Ledger};

    fn cell(id: &str, figure: Value) -> Value {
        json!({ "id": format!("E2026-1/{id}"), "figure": figure })
    }

    fn survey() -> Value {
        let estimate = |figure: &str, percent: u32| {
            json!({
                "id": format!("E2026-1/{figure}/all"), "measure": "Utsatta", "group": "Alla tillfrågade",
                "population": 200, "respondents": 100, "low": percent, "high": percent, "percent": [percent, percent],
                "persons": [2 * percent - 5, 2 * percent + 5], "bounds": [percent, 150], "grade": "tillförlitlig",
                "reading": format!("{percent}\u{a0}% av dem"),
            })
        };
        let rows = json!([
            { "label": "Hot (allvar 2)", "cells": [cell("acts/threat", json!({ "count": 43 }))] },
            { "label": "Våld (allvar 3)", "cells": [cell("acts/violence", json!({ "count": 17 }))] },
            { "label": "Tvång (allvar 3)", "cells": [cell("acts/force", json!("withheld"))] },
        ]);
        let acts = json!({
            "id": "E2026-1/acts", "period": "E2026-1", "title": "Vad som har hänt", "base": "Alla", "columns": ["Personer"],
            "rows": rows,
        });
        json!({
            "v": 2, "set": "survey", "periods": ["E2026-1"], "tables": [acts], "findings": [], "notes": [],
            "waves": [{ "code": "E2026-1", "population": "staff", "questionnaire": "", "frames": {}, "plan": "" }],
            "estimates": [estimate("exposure/any", 31), estimate("exposure/purposive", 23)], "erratum": null,
        })
    }

    fn erratum(withdrawn: &[&str], corrected: &[&str]) -> Value {
        let corrections: Vec<_> = corrected.iter().map(|id| json!({ "id": id, "figure": { "count": 97 } })).collect();
        json!({
            "v": 2, "set": "erratum", "periods": [], "tables": [], "findings": [], "notes": [], "waves": [],
            "estimates": [],
            "erratum": { "of": 1, "text": "Fel.", "withdrawn": withdrawn, "corrections": corrections },
        })
    }

    /// The plot of the acts and that of the three definitions, after these errata.
    fn drawn(errata: &[Value]) -> (String, Drawn) {
        let (mut entries, mut ledger) = (Vec::new(), Ledger::default());
        for content in std::iter::once(&survey()).chain(errata) {
            entries.push(Entry::after(&ledger, "2026-12-01".to_owned(), content.to_string()));
            ledger = Ledger::verify(entries.clone()).expect("a whole chain");
        }
        let content = &ledger.releases()[0].content;
        let corrections = Corrections::of(&ledger, &[1]);
        let acts = of_table(&content.tables[0], content, &corrections).expect("acts have a plot");
        (acts, of_estimates(content, &corrections).remove(0))
    }

    #[test]
    fn what_is_published_is_drawn_and_what_is_withheld_is_words() {
        let (acts, levels) = drawn(&[]);
        assert!(acts.contains(">43<") && acts.contains(">17<") && acts.contains("visas inte"));
        assert!(acts.contains(">Allvar 3<"));
        assert!(levels.svg.contains(">31\u{a0}%<"), "{}", levels.svg);
        let shown = ["31\u{a0}% av dem", "23\u{a0}% av dem", "redovisas inte"].map(str::to_owned);
        assert_eq!(levels.rows, [("Alla tillfrågade".to_owned(), shown.to_vec())]);
    }

    #[test]
    fn a_withdrawn_or_corrected_cell_is_not_drawn() {
        let errata = [erratum(&["E2026-1/acts/threat"], &[]), erratum(&[], &["E2026-1/acts/violence"])];
        let (acts, _) = drawn(&errata);
        for figure in ["43", "17", "97"] {
            assert!(!acts.contains(&format!(">{figure}<")) && !acts.contains(&format!(": {figure}")), "{figure}");
        }
        // The words may be broken over lines, but not in the alternative.
        assert!(acts.contains("används inte, se rättelse Nr\u{a0}2") && acts.contains("se rättelse Nr\u{a0}3"));
    }

    #[test]
    fn an_estimate_that_rests_on_a_corrected_count_is_neither_drawn_nor_told() {
        let (_, levels) = drawn(&[erratum(&["E2026-1/exposure/0/exposed"], &[])]);
        assert!(!levels.svg.contains(">31\u{a0}%<") && levels.svg.contains(">23\u{a0}%<"));
        let said = &levels.rows[0].1;
        assert!(said[0].contains("rättelse Nr\u{a0}2") && said[1].starts_with("23"), "{said:?}");
    }
}
