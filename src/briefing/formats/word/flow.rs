//! A document as the text runs: paragraphs with their styles, tables and pictures, one after the other.

use super::widths;
use crate::{
    briefing::{
        document::{Block, Document, Line, Memo, Section, Signature, Table},
        formats::{
            columns,
            error::FormatError,
            picture::{self, Picture},
            wording,
        },
    },
    plot::Plot,
};

/// A millimetre is 36 000 of what pictures are measured in; so wide is the text on an upright page.
const WIDTH: u64 = 160 * 36_000;

/// No picture is higher, so that its caption still stands on the page.
const HEIGHT: u64 = 190 * 36_000;

/// Tables with no more rows are kept on one page.
const TOGETHER: usize = 12;

/// More sections than this have a list of contents before them.
const FEW: usize = 3;

/// Stands where a memo lacks its text.
const TO_FILL_IN: &str = "[fylls i]";

/// Everything between the first page and the last.
pub(super) struct Flow<'a> {
    pub(super) items: Vec<Item>,
    /// The pages at the end.
    pub(super) page: Page,
    pub(super) pictures: Vec<&'a Picture>,
}

/// One thing in the flow.
pub(super) enum Item {
    Paragraph(Paragraph),
    Table(Grid),
    Picture(Drawing),
}

/// Pages of one kind.
#[derive(Clone, Copy)]
pub(super) struct Page {
    pub(super) turned: bool,
    /// These pages begin the document, with the sender at the top.
    pub(super) first: bool,
}

/// One paragraph.
#[derive(Default)]
pub(super) struct Paragraph {
    pub(super) style: &'static str,
    pub(super) text: String,
    /// The numbering it belongs to.
    pub(super) list: Option<u8>,
    /// What a link in the contents leads to.
    pub(super) anchor: Option<usize>,
    /// The heading that it leads to.
    pub(super) link: Option<usize>,
    /// It stands right below a table.
    pub(super) below_table: bool,
    /// It stays with what follows.
    pub(super) keep: bool,
    /// The first and the last line of the contents open and close them.
    pub(super) opens: bool,
    pub(super) closes: bool,
    /// The pages of this kind end with it.
    pub(super) ends: Option<Page>,
}

/// One table.
pub(super) struct Grid {
    pub(super) title: String,
    pub(super) base: String,
    pub(super) width: usize,
    pub(super) widths: Vec<usize>,
    pub(super) heads: Vec<Text>,
    pub(super) rows: Vec<Vec<Text>>,
    /// Kept on one page.
    pub(super) together: bool,
    /// Its last row stays with the first note.
    pub(super) has_notes: bool,
}

/// One cell.
pub(super) struct Text {
    pub(super) said: String,
    pub(super) right: bool,
    pub(super) width: usize,
}

/// One picture.
pub(super) struct Drawing {
    pub(super) id: usize,
    pub(super) name: String,
    pub(super) title: String,
    pub(super) alternative: String,
    pub(super) width: u64,
    pub(super) height: u64,
}

impl<'a> Flow<'a> {
    /// The memo and its annex.
    pub(super) fn of(document: &Document, pictures: &'a [Picture]) -> Result<Self, FormatError> {
        let page = Page { turned: false, first: true };
        let mut flow = Self { items: Vec::new(), page, pictures: Vec::new() };
        flow.letterhead(document);
        flow.memo(&document.memo);
        flow.annex(document);
        for (at, section) in document.sections.iter().enumerate() {
            flow.section(at, section, pictures)?;
        }
        flow.sources(document);
        Ok(flow)
    }

    fn letterhead(&mut self, document: &Document) {
        let heading = &document.heading;
        self.say("Letterhead", &heading.date);
        self.say("Kind", "TJÄNSTESKRIVELSE");
        self.say("Letterhead", &wording::reference(heading));
        self.say("Recipient", &heading.committee);
        self.say("Title", &heading.title);
    }

    fn memo(&mut self, memo: &Memo) {
        self.say("Heading1", "Förslag till beslut");
        self.filled(std::slice::from_ref(&memo.proposal));
        memo.points.iter().for_each(|point| self.listed("ListNumber", 1, point));
        let parts = [
            ("Sammanfattning av ärendet", &memo.summary),
            ("Ärendet", &memo.matter),
            ("Ekonomiska konsekvenser", &memo.economy),
            ("Konsekvenser för barn", &memo.children),
            ("Handlingar i ärendet", &memo.documents),
        ];
        for (head, paragraphs) in parts {
            self.say("Heading1", head);
            self.filled(paragraphs);
        }
        for Signature { name, title, function } in &memo.signatures {
            // Nobody signs on a page of their own.
            if let Some(Item::Paragraph(above)) = self.items.last_mut() {
                above.keep = true;
            }
            self.say("Signature", &format!("{name}\n{title}\n{function}"));
        }
    }

    fn annex(&mut self, document: &Document) {
        self.say("Annex", "Bilaga 1");
        self.say("Subtitle", &document.heading.title);
        self.say("Normal", &format!("Talen gäller {}.", document.heading.period));
        if document.sections.len() <= FEW {
            return;
        }
        self.say("ContentsHeading", "Innehåll");
        let last = document.sections.len() - 1;
        for (at, section) in document.sections.iter().enumerate() {
            let text = title(section);
            let (opens, closes) = (at == 0, at == last);
            self.add(Paragraph { style: "TOC2", text, link: Some(at), opens, closes, ..Paragraph::default() });
        }
    }

    fn section(&mut self, at: usize, section: &Section, pictures: &'a [Picture]) -> Result<(), FormatError> {
        let is_wide = |block: &Block| matches!(block, Block::Table(table) | Block::Figure { table, .. } if widths::is_wide(table));
        self.turn(section.blocks.iter().any(is_wide));
        self.add(Paragraph { style: "Heading2", text: title(section), anchor: Some(at), ..Paragraph::default() });
        for block in &section.blocks {
            match block {
                Block::Paragraph(text) => self.say("Normal", text),
                Block::Reading(text) => self.say("Reading", text),
                Block::Untold(text) => self.say("Untold", text),
                Block::Heading(text) => self.say("Heading3", text),
                Block::List(points) => points.iter().for_each(|point| self.listed("ListBullet", 2, point)),
                Block::Terms(terms) => terms.iter().for_each(|(term, text)| {
                    self.say("Term", term);
                    self.say("Definition", text);
                }),
                Block::Table(table) => self.table(table),
                Block::Figure { number, plot, table } => {
                    self.picture(*number, plot, picture::find(pictures, *number)?);
                    self.table(table);
                }
            }
        }
        Ok(())
    }

    fn sources(&mut self, document: &Document) {
        let sources = wording::provenance(document);
        if sources.is_empty() {
            return;
        }
        self.turn(false);
        self.say("Heading2", "Källor");
        for (source, text) in sources {
            self.say("Term", &source);
            self.say("Definition", &text);
        }
    }

    /// From here on the pages are turned or upright.
    fn turn(&mut self, turned: bool) {
        if turned == self.page.turned {
            return;
        }
        if !matches!(self.items.last(), Some(Item::Paragraph(_))) {
            self.say("TableNote", "");
        }
        if let Some(Item::Paragraph(last)) = self.items.last_mut() {
            last.ends = Some(self.page);
        }
        self.page = Page { turned, first: false };
    }

    fn table(&mut self, table: &Table) {
        self.say("Caption", &wording::table_caption(table));
        if !table.base.is_empty() {
            self.say("Base", &table.base);
        }
        let width = if self.page.turned { widths::TURNED } else { widths::UPRIGHT };
        self.items.push(Item::Table(grid(table, width)));
        table.notes.iter().for_each(|note| self.say("TableNote", note));
    }

    fn picture(&mut self, number: usize, plot: &Plot, picture: &'a Picture) {
        self.pictures.push(picture);
        let (across, down) = (u64::from(picture.width.max(1)), u64::from(picture.height.max(1)));
        let by_width = (WIDTH, (WIDTH * down / across).max(1));
        let (width, height) = if by_width.1 <= HEIGHT { by_width } else { ((HEIGHT * across / down).max(1), HEIGHT) };
        self.items.push(Item::Picture(Drawing {
            id: self.pictures.len(),
            name: format!("Figur {number}"),
            title: plot.title.clone(),
            alternative: plot.alternative.clone(),
            width,
            height,
        }));
        self.say("FigureCaption", &wording::figure_caption(number, plot));
    }

    /// Paragraphs, or a mark that they are to be written.
    fn filled(&mut self, paragraphs: &[String]) {
        if paragraphs.iter().all(|text| text.trim().is_empty()) {
            return self.say("Normal", TO_FILL_IN);
        }
        paragraphs.iter().for_each(|text| self.say("Normal", text));
    }

    fn listed(&mut self, style: &'static str, list: u8, text: &str) {
        self.add(Paragraph { style, text: text.to_owned(), list: Some(list), ..Paragraph::default() });
    }

    fn say(&mut self, style: &'static str, text: &str) {
        self.add(Paragraph { style, text: text.to_owned(), ..Paragraph::default() });
    }

    fn add(&mut self, mut paragraph: Paragraph) {
        let room_above = ["Heading2", "Heading3", "Caption", "TableNote"].contains(&paragraph.style);
        paragraph.below_table = !room_above && matches!(self.items.last(), Some(Item::Table(_)));
        self.items.push(Item::Paragraph(paragraph));
    }
}

fn title(section: &Section) -> String {
    format!("{} {}", section.number, section.title)
}

fn grid(table: &Table, width: usize) -> Grid {
    let widths = widths::of(table, width);
    let right: Vec<_> = (0..table.columns.len()).map(|column| columns::has_figures(table, column)).collect();
    let texts = |said: &mut dyn Iterator<Item = &String>| -> Vec<Text> {
        let columns = right.iter().zip(&widths);
        said.zip(columns).map(|(said, (&right, &width))| Text { said: said.clone(), right, width }).collect()
    };
    let row = |row: &Line| texts(&mut [&row.label].into_iter().chain(row.cells.iter().map(|cell| &cell.said)));
    Grid {
        title: table.title.clone(),
        base: table.base.clone(),
        width,
        heads: texts(&mut table.columns.iter()),
        rows: table.rows.iter().map(row).collect(),
        together: table.rows.len() <= TOGETHER,
        has_notes: !table.notes.is_empty(),
        widths,
    }
}
