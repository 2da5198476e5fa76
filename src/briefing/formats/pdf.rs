//! The briefing as PDF, tagged, to PDF/UA-1 and PDF/A-2a. Typst sets it; all that is said goes in as data, never as markup.

use std::collections::HashMap;

use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration, Smart},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::super::document::Document;

const TEMPLATE: &str = include_str!("briefing.typ");

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    #[error("the typefaces are missing or damaged")]
    Typefaces,
    #[error("typst: {0}")]
    Typst(String),
}

/// What Typst sees: one template, the data, and a picture for each plot.
struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: Source,
    files: HashMap<FileId, Bytes>,
}

/// Sets a briefing with the given typefaces (TrueType); the same document gives the same bytes.
pub fn pdf(document: &Document, typefaces: &[Vec<u8>]) -> Result<Vec<u8>, PdfError> {
    let fonts: Vec<_> = typefaces.iter().flat_map(|face| Font::iter(Bytes::new(face.clone()))).collect();
    if fonts.is_empty() {
        return Err(PdfError::Typefaces);
    }
    let mut files = HashMap::new();
    let data = serde_json::to_vec(document).map_err(|error| PdfError::Typst(error.to_string()))?;
    files.insert(file("briefing.json"), Bytes::new(data));
    for (number, plot) in document.plots() {
        files.insert(file(&format!("figure-{number}.svg")), Bytes::new(plot.svg().into_bytes()));
    }
    let desk = Desk {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        main: Source::new(file("briefing.typ"), TEMPLATE.to_owned()),
        files,
    };
    let set = typst::compile::<PagedDocument>(&desk).output.map_err(|faults| said(&faults))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]);
    let options = PdfOptions {
        ident: Smart::Custom(format!("orubbad {} {}", document.heading.date, document.heading.title)),
        creator: Smart::Custom(Some("Orubbad".to_owned())),
        standards: standards.map_err(|fault| PdfError::Typst(fault.message().to_string()))?,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&set, &options).map_err(|faults| said(&faults));
    // What was laid out is remembered for the next time, which never comes.
    typst::comemo::evict(0);
    pdf
}

fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain name");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

fn said(faults: &[SourceDiagnostic]) -> PdfError {
    PdfError::Typst(faults.iter().map(|fault| fault.message.to_string()).collect::<Vec<_>>().join("; "))
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
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(missing(id)) }
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

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
