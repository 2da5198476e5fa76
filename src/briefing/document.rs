//! A briefing (nämndrapport) as a document: what every format prints, cell by cell. It is made of words and of figures that
//! passed the gate; a format adds and works out nothing.

use serde::Serialize;

use crate::plot::Plot;

/// A whole briefing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Document {
    pub heading: Heading,
    /// The tjänsteskrivelse.
    pub memo: Memo,
    /// The annex, numbered sections.
    pub sections: Vec<Section>,
    pub provenance: Provenance,
}

/// What stands at the top of every page or sheet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Heading {
    pub title: String,
    /// The municipality.
    pub instance: String,
    /// The nämnd it goes to.
    pub committee: String,
    /// Diarienummer, as the nämnd's secretary gave it.
    pub reference: Option<String>,
    /// Such as `22 november 2026`.
    pub day: String,
    /// Such as `2026-11-22`.
    pub date: String,
    /// What the figures cover, in words.
    pub period: String,
    /// All figures are made up (påhittade).
    pub invented: bool,
}

/// The tjänsteskrivelse, by Nacka's headings (K1); a paragraph each.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Memo {
    /// Förslag till beslut: what comes before the numbered points, and the points.
    pub proposal: String,
    pub points: Vec<String>,
    /// Sammanfattning av ärendet.
    pub summary: Vec<String>,
    /// Ärendet.
    pub matter: Vec<String>,
    /// Ekonomiska konsekvenser.
    pub economy: Vec<String>,
    /// Konsekvenser för barn.
    pub children: Vec<String>,
    /// Handlingar i ärendet.
    pub documents: Vec<String>,
    pub signatures: Vec<Signature>,
}

/// Who signs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Signature {
    pub name: String,
    pub title: String,
    pub function: String,
}

/// One numbered section of the annex.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Section {
    pub number: usize,
    pub title: String,
    pub blocks: Vec<Block>,
}

/// What a section consists of.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    Paragraph(String),
    /// The line to read first: what the figures below say, with their uncertainty.
    Reading(String),
    /// What cannot be told, and why: `redovisas inte`, `kan inte avgöras`.
    Untold(String),
    Heading(String),
    List(Vec<String>),
    Terms(Vec<(String, String)>),
    Table(Table),
    /// A plot, and below it the table it is drawn from.
    Figure {
        number: usize,
        plot: Plot,
        table: Table,
    },
}

/// One table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Table {
    /// Counted through the whole annex.
    pub number: usize,
    /// Stable, such as `E2026-1/exposure` or `plan/follow-up`.
    pub id: String,
    pub title: String,
    /// What is counted, among whom, in which period, and which share answered.
    pub base: String,
    /// Heads of all columns, the first one that of the labels.
    pub columns: Vec<String>,
    pub rows: Vec<Line>,
    pub notes: Vec<String>,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    pub label: String,
    pub cells: Vec<Cell>,
}

/// One cell: as it is printed, and as a machine reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The same in every format.
    pub said: String,
    pub value: Value,
}

/// A cell as a machine reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Words and nothing more.
    Words,
    /// An exact count.
    Count(u64),
    /// Somewhere from the first to the second, ends included.
    Between(u64, u64),
    /// A count with noise, and its 95 % interval.
    About(u64, u64, u64),
    Withheld,
}

/// What the briefing rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Provenance {
    pub releases: Vec<Source>,
    /// Such as `Version 2, beslutad 22 april 2024`.
    pub plan: Option<String>,
    /// Number and SHA-256 of the audit log's last line when it was fixed, such as `118:9f…`; nothing in a preview.
    pub audit_head: Option<String>,
}

/// A release the briefing takes figures from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Source {
    pub number: u64,
    /// Such as `2 november 2026`.
    pub published: String,
    pub covers: String,
    /// SHA-256, in hex.
    pub hash: String,
}

impl Cell {
    /// Words and nothing more.
    pub fn words(said: impl Into<String>) -> Self {
        Self { said: said.into(), value: Value::Words }
    }
}

impl Document {
    /// Every table of the annex in order, also those below plots.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            Block::Table(table) | Block::Figure { table, .. } => Some(table),
            _ => None,
        })
    }

    /// Every plot with its number.
    pub fn plots(&self) -> impl Iterator<Item = (usize, &Plot)> {
        self.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            Block::Figure { number, plot, .. } => Some((*number, plot)),
            _ => None,
        })
    }
}
