//! What may be printed. A `Released` figure comes out of an audited protection or out of a verified ledger, and out of
//! nothing else: whoever formats takes these and can be handed nothing raw.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::estimate::{Estimate, Finding};

/// A figure in its published form; counts of reports or persons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Figure {
    /// The exact count.
    Count(u64),
    /// Somewhere from `from` to `to`, ends included.
    Between { from: u64, to: u64 },
    /// The count with noise drawn once; 95 % of such draws lie within `from`–`to` of the true count.
    About { value: u64, from: u64, to: u64 },
    /// Not shown, because it or another figure could be worked out.
    Withheld,
}

/// A figure that passed the gate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Released(Figure);

impl Released {
    pub(super) fn new(figure: Figure) -> Self {
        Self(figure)
    }

    /// Nothing: what cannot be protected is not shown.
    pub fn withheld() -> Self {
        Self(Figure::Withheld)
    }

    /// What is printed.
    pub fn figure(&self) -> &Figure {
        &self.0
    }
}

/// What one release says: `Content<Released>` may be shown, `Content<Figure>` is only how it is written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content<F> {
    pub v: u32,
    /// Which fixed set of tables, such as `incidents`; `erratum` for a correction.
    pub set: String,
    /// The closed periods it covers, such as 2026-T2.
    pub periods: Vec<String>,
    /// Of a survey: how each of its waves was planned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waves: Vec<Surveyed>,
    pub tables: Vec<Table<F>>,
    /// Survey figures worked out from the counts in the tables, frozen with them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub estimates: Vec<Estimate>,
    /// What the figures allow to be said: comparisons and ratios.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// Method and quality in Swedish, one sentence or a few each.
    pub notes: Vec<String>,
    pub erratum: Option<Erratum<F>>,
}

/// What a reader must know to compare one wave with another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Surveyed {
    /// Such as E2026-1; one of the periods.
    pub code: String,
    /// Whom it asked: staff, manager or elected.
    pub population: String,
    /// SHA-256 of the questions, in hex.
    pub questionnaire: String,
    /// SHA-256 of the units asked, in hex: of all of them (under an empty name), and of each förvaltning. Figures of different
    /// frames are not compared.
    pub frames: BTreeMap<String, String>,
    /// SHA-256 of the reporting groups as they were fixed before the wave opened, in hex.
    pub plan: String,
}

/// One table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table<F> {
    /// Stable, such as `2026-T2/forms`.
    pub id: String,
    pub period: String,
    pub title: String,
    /// What is counted and among whom, in Swedish.
    pub base: String,
    /// Heads of the columns with figures.
    pub columns: Vec<String>,
    pub rows: Vec<Row<F>>,
}

/// One row: a label and a cell for each column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row<F> {
    pub label: String,
    pub cells: Vec<Cell<F>>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell<F> {
    /// Stable and unique in the ledger, such as `2026-T2/forms/threat/all`.
    pub id: String,
    pub figure: F,
}

/// A dated correction of an earlier release, which itself stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erratum<F> {
    /// The number of the release that is corrected.
    pub of: u64,
    pub text: String,
    /// Cells whose figures must not be used.
    pub withdrawn: Vec<String>,
    /// Right figures in place of wrong ones.
    pub corrections: Vec<Cell<F>>,
}

impl Content<Figure> {
    pub(super) fn released(self) -> Content<Released> {
        self.map(Released::new)
    }
}

impl<F> Content<F> {
    /// Every cell of every table.
    pub fn cells(&self) -> impl Iterator<Item = &Cell<F>> {
        self.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells)
    }

    fn map<G>(self, f: impl Fn(F) -> G + Copy) -> Content<G> {
        let cell = |cell: Cell<F>| Cell { id: cell.id, figure: f(cell.figure) };
        let row = |row: Row<F>| Row { label: row.label, cells: row.cells.into_iter().map(cell).collect() };
        let table = |table: Table<F>| Table {
            id: table.id,
            period: table.period,
            title: table.title,
            base: table.base,
            columns: table.columns,
            rows: table.rows.into_iter().map(row).collect(),
        };
        Content {
            v: self.v,
            set: self.set,
            periods: self.periods,
            waves: self.waves,
            tables: self.tables.into_iter().map(table).collect(),
            estimates: self.estimates,
            findings: self.findings,
            notes: self.notes,
            erratum: self.erratum.map(|erratum| erratum.map(f)),
        }
    }
}

impl<F> Erratum<F> {
    fn map<G>(self, f: impl Fn(F) -> G) -> Erratum<G> {
        let corrections = self.corrections.into_iter();
        Erratum {
            of: self.of,
            text: self.text,
            withdrawn: self.withdrawn,
            corrections: corrections.map(|cell| Cell { id: cell.id, figure: f(cell.figure) }).collect(),
        }
    }
}

/// A correction that passed the audit together with everything before.
pub fn corrected(erratum: Erratum<Figure>) -> Erratum<Released> {
    erratum.map(Released::new)
}
