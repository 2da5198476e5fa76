//! Why a briefing could not be put into a format.

use thiserror::Error;

/// Why a briefing could not be put into a format.
#[derive(Debug, Error)]
pub enum FormatError {
    /// The day of the briefing is not such as `2026-11-22`.
    #[error("the day of the briefing is not a date: {0:?}")]
    Day(String),
    /// Every plot needs its picture.
    #[error("figure {0} has no picture")]
    Picture(usize),
    #[error("a part of the text document cannot be written: {0}")]
    Template(#[from] askama::Error),
    #[error("the text document cannot be packed: {0}")]
    Zip(#[from] zip::result::ZipError),
    #[error("the text document cannot be packed: {0}")]
    Packing(#[from] std::io::Error),
    #[error("the workbook cannot be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}
