//! Puts an annex together: numbers sections, tables and plots in order, and turns published figures into marks.

use super::{
    document::{Block, Cell, Line, Section, Table, Value},
    figures::Found,
};
use crate::{
    plot::{Kind, Mark, Plot, Row, Unit},
    release::marks,
    statistics::disclosure::Figure,
};

pub(super) use marks::{share, told};

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

/// A cell as a mark.
pub(super) fn count(cell: &Cell) -> Mark {
    marks::count(&cell.said, &cell.value.figure())
}

/// A cell beside its base as whole per cent.
pub(super) fn part(cell: &Cell, base: &Cell) -> Mark {
    marks::part(&cell.value.figure(), &base.value.figure())
}

impl Value {
    /// What may be drawn of it.
    fn figure(&self) -> Figure {
        match *self {
            Self::Count(count) => Figure::Count(count),
            Self::Between(from, to) => Figure::Between { from, to },
            Self::About(value, from, to) => Figure::About { value, from, to },
            Self::Withheld | Self::Words => Figure::Withheld,
        }
    }
}

/// One column of a published table as lying bars.
pub(super) fn bars(title: &str, unit: Unit, rows: Vec<Row>, alternative: String) -> Plot {
    Plot { title: title.to_owned(), alternative, kind: Kind::Bars, unit, series: vec![String::new()], rows }
}
