//! The briefing as PDF, tagged, to PDF/UA-1 and PDF/A-2a: the whole of it, and one page for the styrgrupp. Typst sets it;
//! all that is said goes in as data, never as markup, and the same document gives the same bytes.

mod desk;
#[cfg(test)]
mod tests;
mod widths;

use typst::{diag::SourceDiagnostic, foundations::Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::briefing::document::Document;
use desk::Desk;

const BRIEFING: &str = include_str!("briefing.typ");
const STEERING: &str = include_str!("steering.typ");

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    #[error("the typefaces are missing or damaged")]
    Typefaces,
    #[error("typst: {0}")]
    Typst(String),
}

/// The whole briefing, with the given typefaces (TrueType).
pub fn pdf(document: &Document, typefaces: &[Vec<u8>]) -> Result<Vec<u8>, PdfError> {
    written(document, typefaces, BRIEFING)
}

/// One page of it for the styrgrupp: what matters most, how the plan stands, and what cannot be told.
pub fn steering(document: &Document, typefaces: &[Vec<u8>]) -> Result<Vec<u8>, PdfError> {
    written(document, typefaces, STEERING)
}

fn written(document: &Document, typefaces: &[Vec<u8>], template: &str) -> Result<Vec<u8>, PdfError> {
    let set = set(document, typefaces, template)?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]);
    let options = PdfOptions {
        ident: Smart::Custom(format!("orubbad {} {}", document.heading.date, document.heading.title)),
        creator: Smart::Custom(Some("Orubbad".to_owned())),
        standards: standards.map_err(|fault| PdfError::Typst(fault.message().to_string()))?,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&set, &options).map_err(|faults| said(&faults))
}

fn set(document: &Document, typefaces: &[Vec<u8>], template: &str) -> Result<PagedDocument, PdfError> {
    let desk = Desk::of(document, typefaces, template)?;
    let set = typst::compile::<PagedDocument>(&desk).output.map_err(|faults| said(&faults));
    // What was laid out is remembered for the next time, which never comes.
    typst::comemo::evict(0);
    set
}

fn said(faults: &[SourceDiagnostic]) -> PdfError {
    PdfError::Typst(faults.iter().map(|fault| fault.message.to_string()).collect::<Vec<_>>().join("; "))
}
