//! What Typst sees while it sets a briefing: the templates, the data, how each table is set, and a picture for each plot.
//! Nothing else: no file of the house, no network, no clock.

use std::collections::HashMap;

use serde_json::Value;
use typst::{
    Feature, Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

use super::{PdfError, widths};
use crate::briefing::{document::Document, formats::wording};

const PARTS: &str = include_str!("parts.typ");

pub(super) struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: Source,
    parts: Source,
    files: HashMap<FileId, Bytes>,
}

impl Desk {
    /// The desk for a document and one of the templates.
    pub(super) fn of(document: &Document, typefaces: &[Vec<u8>], template: &str) -> Result<Self, PdfError> {
        let fonts: Vec<_> = typefaces.iter().flat_map(|face| Font::iter(Bytes::new(face.clone()))).collect();
        if fonts.is_empty() {
            return Err(PdfError::Typefaces);
        }
        let shown = |text: &str| shown(text, &fonts);
        let unwritten = |error: serde_json::Error| PdfError::Typst(error.to_string());
        let mut data = serde_json::to_value(document).map_err(unwritten)?;
        each_text(&mut data, &shown);
        let data = serde_json::to_vec(&data).map_err(unwritten)?;
        let grids = serde_json::to_vec(&widths::grids(document)).map_err(unwritten)?;
        let mut words = serde_json::json!({
            "invented": wording::INVENTED,
            "reference": wording::reference(&document.heading),
            "provenance": wording::provenance(document),
        });
        each_text(&mut words, &shown);
        let words = serde_json::to_vec(&words).map_err(unwritten)?;
        let given = [("briefing.json", data), ("grids.json", grids), ("words.json", words)];
        let mut files: HashMap<_, _> = given.into_iter().map(|(name, data)| (file(name), Bytes::new(data))).collect();
        for (number, plot) in document.plots() {
            files.insert(file(&format!("figure-{number}.svg")), Bytes::new(shown(&plot.svg()).into_bytes()));
        }
        Ok(Self {
            // Heads of rows as heads: `pdf.header-cell` is still a feature of its own in Typst 0.15.
            library: LazyHash::new(
                Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build(),
            ),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main: Source::new(file("main.typ"), template.to_owned()),
            parts: Source::new(file("parts.typ"), PARTS.to_owned()),
            files,
        })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let sources = [&self.main, &self.parts];
        sources.into_iter().find(|source| source.id() == id).cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The text with a mark in place of each sign that no typeface has, for PDF/A allows none that cannot be seen.
fn shown(text: &str, fonts: &[Font]) -> String {
    let has = |sign: char| fonts.iter().all(|font| font.info().coverage.contains(sign.into()));
    let sign = |sign: char| match sign {
        '\n' => Some(sign),
        _ if sign.is_control() => Some(' '),
        // Signs that are never seen: where a word may break, which way text runs, how an emoji looks.
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => None,
        _ if has(sign) => Some(sign),
        _ => Some('?'),
    };
    text.chars().filter_map(sign).collect()
}

fn each_text(value: &mut Value, change: &impl Fn(&str) -> String) {
    match value {
        Value::String(text) => *text = change(text),
        Value::Array(values) => values.iter_mut().for_each(|value| each_text(value, change)),
        Value::Object(values) => values.values_mut().for_each(|value| each_text(value, change)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain name");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
