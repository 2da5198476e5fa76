//! How the reports of a period were handled: what triage left out of the counts, how serious they were, and what became of
//! suspected crimes. Nothing where no case was handled before the urn was opened.

use super::{
    gate::{Refusal, Source},
    incidents::{Gathered, RULES, figures},
    layout::{Layout, Planned, known_total},
};
use crate::statistics::disclosure::{AtomId, Cell, Released, Role, Row, Table, below};

/// Whether a cell stands in one of these tables. They are not drawn up anew for a correction, so it could tell what they hide.
pub(super) fn is_own(cell: &str) -> bool {
    cell.split('/').nth(1).is_some_and(|table| ["left_out", "severity", "police"].contains(&table))
}

/// The tables of a period whose total is published.
pub(super) fn tables(source: &Source, gathered: &mut Gathered) -> Result<Vec<Table<Released>>, Refusal> {
    let (handled, name) = (&source.tally.handled, source.tally.period.as_str());
    if handled.amended == 0 {
        return Ok(Vec::new());
    }
    let undecided = handled.crimes.saturating_sub(handled.crimes_reported + handled.crimes_not_reported);
    let police = Parts {
        id: "police",
        title: "Brottsmisstankar och polisanmälan",
        base: "Rapporter där säkerhetsfunktionen har bedömt att ett brott kan ha begåtts, och vad som är beslutat; oklara räknas inte. Skälen till \
               att inte anmäla är ofta sekretess.",
        sum: Some("Misstänkt brott"),
        rows: &["Polisanmäls", "Anmäls inte", "Ännu inte beslutat"],
        counts: [handled.crimes_reported, handled.crimes_not_reported, undecided],
    };
    let severity = Parts {
        id: "severity",
        title: "Hur allvarliga rapporterna är",
        base: "Rapporter som säkerhetsfunktionen har bedömt; övriga är ännu inte bedömda eller ville bara räknas.",
        sum: None,
        rows: &["Mindre allvarlig (1)", "Allvarlig (2)", "Mycket allvarlig (3)"],
        counts: [handled.severity_1, handled.severity_2, handled.severity_3],
    };
    Ok(vec![left_out(source, name, gathered), severity.table(source, gathered)?, police.table(source, gathered)?])
}

fn left_out(source: &Source, name: &str, gathered: &mut Gathered) -> Table<Released> {
    let handled = &source.tally.handled;
    let mut row = |code: &str, label: &str, count: u64| {
        let (id, figure) = (format!("{name}/left_out/{code}"), below(count, RULES.threshold.unsigned_abs()));
        gathered.note(&id, &figure);
        Row { label: label.to_owned(), cells: vec![Cell { id, figure }] }
    };
    Table {
        id: format!("{name}/left_out"),
        period: name.to_owned(),
        title: "Rapporter som inte räknas".to_owned(),
        base: "Borttagna av säkerhetsfunktionen, med skäl, innan perioden räknades. De ingår inte i något annat tal."
            .to_owned(),
        columns: vec!["Antal".to_owned()],
        rows: vec![
            row("duplicates", "Dubbletter: samma händelse är redan rapporterad", handled.duplicates),
            row("tests", "Provrapporter", handled.tests),
            row("spam", "Skräp", handled.spam),
        ],
    }
}

/// Three parts of all reports of a period that have nothing in common, and what is left beside them.
struct Parts {
    id: &'static str,
    title: &'static str,
    base: &'static str,
    /// The parts together, when that is a row of its own.
    sum: Option<&'static str>,
    rows: &'static [&'static str; 3],
    counts: [u64; 3],
}

impl Parts {
    fn table(&self, source: &Source, gathered: &mut Gathered) -> Result<Table<Released>, Refusal> {
        let period = source.tally.period.as_str();
        let rest = source.tally.ballots.checked_sub(self.counts.iter().sum());
        let rest = rest.ok_or_else(|| Refusal::Crooked(period.to_owned()))?;
        let atoms: Vec<_> = self.counts.iter().chain([&rest]).map(|count| count.cast_signed()).collect();
        let shown = figures(&self.layout(period), &atoms, source, gathered, &format!("{period}/{}", self.id))?;
        let names = (0..3).map(|part| (self.cell(period, part), self.rows[part]));
        let rows = self.sum.map(|sum| (self.sum_cell(period), sum)).into_iter().chain(names);
        let row = |(id, label): (String, &str)| {
            let figure = shown.get(&id).cloned().unwrap_or_else(Released::withheld);
            Row { label: label.to_owned(), cells: vec![Cell { id, figure }] }
        };
        Ok(Table {
            id: format!("{period}/{}", self.id),
            period: period.to_owned(),
            title: self.title.to_owned(),
            base: self.base.to_owned(),
            columns: vec!["Rapporter".to_owned()],
            rows: rows.map(row).collect(),
        })
    }

    /// The total is published already; the sum of the parts is printed or could be worked out.
    fn layout(&self, period: &str) -> Layout {
        let cell = |name: Option<String>, atoms: Vec<AtomId>| {
            let role = if name.is_some() { Role::Printed } else { Role::Implied };
            Planned { name, atoms, role }
        };
        let sum = self.sum.map(|_| self.sum_cell(period));
        let mut cells = vec![known_total(period, vec![0, 1, 2, 3]), cell(sum, vec![0, 1, 2]), cell(None, vec![3])];
        cells.extend((0..3).map(|part| cell(Some(self.cell(period, part)), vec![part as AtomId])));
        Layout { atoms: 4, cells }
    }

    fn cell(&self, period: &str, part: usize) -> String {
        format!("{period}/{}/{}", self.id, part + 1)
    }

    fn sum_cell(&self, period: &str) -> String {
        format!("{period}/{}/all", self.id)
    }
}
