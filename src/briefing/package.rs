//! A briefing in every format at once, as it is filed.

use super::{
    document::Document,
    formats::{self, FormatError, PdfError, csv, dictionary, excel, exchange, json, px, word},
};

/// Why a format could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    #[error(transparent)]
    Format(#[from] FormatError),
    #[error(transparent)]
    Pdf(#[from] PdfError),
    #[error(transparent)]
    Html(#[from] askama::Error),
}

/// One file.
pub struct File {
    pub name: String,
    pub content: Vec<u8>,
}

impl File {
    fn new(name: &str, content: impl Into<Vec<u8>>) -> Self {
        Self { name: name.to_owned(), content: content.into() }
    }
}

/// What a file is, by the ending of its name.
pub fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "csv" => "text/csv; charset=utf-8",
        "json" => "application/json",
        "html" => "text/html; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    }
}

/// Every file of a briefing; says what it is doing as it goes.
pub fn package(document: &Document, typefaces: &[Vec<u8>], told: &dyn Fn(&str)) -> Result<Vec<File>, PackageError> {
    told("Sidorna sätts (PDF)");
    let mut files = vec![File::new("namndrapport.pdf", formats::pdf(document, typefaces)?)];
    files.push(File::new("styrgrupp.pdf", formats::steering(document, typefaces)?));
    told("Figurerna ritas");
    let pictures = formats::pictures(document, typefaces);
    told("Word och Excel skrivs");
    files.push(File::new("namndrapport.docx", word::memo(document, &pictures)?));
    files.push(File::new("namndrapport.xlsx", excel::workbook(document, &pictures)?));
    told("Övriga format skrivs");
    files.push(File::new("namndrapport.html", formats::html(document)?));
    files.push(File::new("namndrapport.csv", csv::tables(document)));
    files.push(File::new("namndrapport.json", json::whole(document)));
    let dictionary = serde_json::to_string_pretty(&dictionary::dictionary()).expect("plain data becomes JSON");
    files.push(File::new("data-dictionary.json", dictionary));
    files.push(File::new("utbyte.json", exchange::file(document)));
    files.extend(px::files(document).into_iter().map(|(name, text)| File::new(&name, text)));
    Ok(files)
}
