//! Puts an annex together: numbers sections, tables and plots in order, and turns published figures into marks.

use super::{
    document::{Block, Cell, Line, Section, Table, Value},
    figures::Found,
};
use crate::{
    plot::{Kind, Mark, Plot, Row, Unit},
    statistics::disclosure::Estimate,
};

/// As it is printed where a figure is not shown.
pub(super) const NOT_SHOWN: &str = "redovisas inte";

/// An annex in the making.
#[derive(Default)]
pub(super) struct Builder {
    pub sections: Vec<Section>,
    tables: usize,
    figures: usize,
}

impl Builder {
    /// Begins the next section.
    pub fn section(&mut self, title: &str) {
        let number = self.sections.len() + 1;
        self.sections.push(Section { number, title: title.to_owned(), blocks: Vec::new() });
    }

    fn push(&mut self, block: Block) {
        self.sections.last_mut().expect("a section has begun").blocks.push(block);
    }

    pub fn paragraph(&mut self, text: impl Into<String>) {
        self.push(Block::Paragraph(text.into()));
    }

    pub fn reading(&mut self, text: impl Into<String>) {
        self.push(Block::Reading(text.into()));
    }

    pub fn untold(&mut self, text: impl Into<String>) {
        self.push(Block::Untold(text.into()));
    }

    pub fn heading(&mut self, text: impl Into<String>) {
        self.push(Block::Heading(text.into()));
    }

    pub fn list(&mut self, items: Vec<String>) {
        if !items.is_empty() {
            self.push(Block::List(items));
        }
    }

    pub fn terms(&mut self, terms: Vec<(String, String)>) {
        self.push(Block::Terms(terms));
    }

    /// A table of its own.
    pub fn table(&mut self, draft: Draft) {
        let table = self.numbered(draft);
        self.push(Block::Table(table));
    }

    /// A plot with the table it is drawn from.
    pub fn figure(&mut self, plot: Plot, draft: Draft) {
        let table = self.numbered(draft);
        self.figures += 1;
        self.push(Block::Figure { number: self.figures, plot, table });
    }

    fn numbered(&mut self, draft: Draft) -> Table {
        self.tables += 1;
        let Draft { id, title, base, columns, rows, notes } = draft;
        Table { number: self.tables, id, title, base, columns, rows, notes }
    }
}

/// A table before it has a number.
pub(super) struct Draft {
    pub id: String,
    pub title: String,
    pub base: String,
    /// The first one is that of the labels.
    pub columns: Vec<String>,
    pub rows: Vec<Line>,
    pub notes: Vec<String>,
}

impl Draft {
    pub fn new(id: impl Into<String>, title: impl Into<String>, base: impl Into<String>, columns: &[&str]) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            base: base.into(),
            columns: columns.iter().map(|&column| column.to_owned()).collect(),
            rows: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// A published table as it is, with what its labels are and what stands behind it.
    pub fn published(found: &Found, labels: &str, ground: &str) -> Self {
        let columns = std::iter::once(labels.to_owned()).chain(found.columns.iter().cloned()).collect();
        let base = if ground.is_empty() { found.base.clone() } else { format!("{} {ground}", found.base) };
        Self {
            id: found.id.clone(),
            title: found.title.clone(),
            base,
            columns,
            rows: found.rows.clone(),
            notes: Vec::new(),
        }
    }

    pub fn row(&mut self, label: impl Into<String>, cells: Vec<Cell>) {
        self.rows.push(Line { label: label.into(), cells });
    }

    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }
}

/// An estimate as a mark, in per cent of those who answered, with the interval in per cent of everybody asked.
pub(super) fn share(estimate: Option<&Estimate>) -> Mark {
    let shown = estimate.and_then(|estimate| Some((estimate, estimate.percent()?)));
    let Some((estimate, (low, high))) = shown.filter(|(estimate, _)| estimate.grade() != NOT_SHOWN) else {
        return Mark { said: NOT_SHOWN.to_owned(), value: None, interval: None };
    };
    let population = f64::from(estimate.base().0.max(1));
    let (from, to) = estimate.persons();
    let of_all = |persons: u32| 100.0 * f64::from(persons) / population;
    let (least, most) = (of_all(from), of_all(to));
    let said = if low == high { format!("{low}\u{a0}%") } else { format!("{low}–{high}\u{a0}%") };
    Mark { said, value: Some((f64::from(low), f64::from(high))), interval: Some((least, most)) }
}

/// A cell as a mark.
pub(super) fn count(cell: &Cell) -> Mark {
    let (value, interval) = match cell.value {
        Value::Count(count) => (Some((count as f64, count as f64)), None),
        Value::Between(from, to) => (Some((from as f64, to as f64)), None),
        Value::About(value, from, to) => (Some((value as f64, value as f64)), Some((from as f64, to as f64))),
        Value::Withheld | Value::Words => (None, None),
    };
    Mark { said: cell.said.clone(), value, interval }
}

/// One column of a published table as lying bars.
pub(super) fn bars(title: &str, unit: Unit, rows: Vec<Row>, alternative: String) -> Plot {
    Plot { title: title.to_owned(), alternative, kind: Kind::Bars, unit, series: vec![String::new()], rows }
}

/// What somebody who does not see a plot is told: its rows in order.
pub(super) fn told(what: &str, rows: &[Row]) -> String {
    let row = |row: &Row| {
        format!("{}: {}", row.label, row.marks.iter().map(|mark| mark.said.as_str()).collect::<Vec<_>>().join(", "))
    };
    format!("{what} {}.", rows.iter().map(row).collect::<Vec<_>>().join("; "))
}
