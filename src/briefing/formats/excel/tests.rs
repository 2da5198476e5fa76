use std::io::{Cursor, Read};

use calamine::{Data, Reader, SheetVisible, Xlsx};
use zip::ZipArchive;

use super::{
    sheet::{HEAD, name},
    *,
};
use crate::briefing::{document::Value, formats::picture::sample_pictures, sample};

fn made(document: &Document) -> Vec<u8> {
    workbook(document, &sample_pictures(document)).expect("a workbook")
}

fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let part = |at| {
        let mut file = archive.by_index(at).expect("a part");
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("its content");
        (file.name().expect("a name").into_owned(), content)
    };
    (0..ZipArchive::new(Cursor::new(bytes)).expect("a zip file").len()).map(part).collect()
}

#[test]
fn every_cell_is_read_back_and_only_exact_counts_are_numbers() {
    let document = sample::document();
    let mut read = Xlsx::new(Cursor::new(made(&document))).expect("a workbook");
    assert_eq!(read.sheet_names()[..2], ["Läs detta", "T1 Underlag per förvaltning och"]);
    for table in document.tables() {
        let range = read.worksheet_range(&name(table)).expect("its sheet");
        for (row, line) in (HEAD + 1..).zip(&table.rows) {
            assert_eq!(range.get_value((row, 0)), Some(&Data::String(line.label.clone())));
            for (column, cell) in (1..).zip(&line.cells) {
                let wanted = match cell.value {
                    Value::Count(count) => Data::Float(count as f64),
                    _ => Data::String(cell.said.clone()),
                };
                assert_eq!(range.get_value((row, column)), Some(&wanted));
            }
        }
    }
}

#[test]
fn nothing_is_hidden_and_nothing_is_a_formula() {
    for document in [sample::document(), sample::hostile()] {
        let bytes = made(&document);
        let read = Xlsx::new(Cursor::new(bytes.clone())).expect("a workbook");
        assert!(read.sheets_metadata().iter().all(|sheet| sheet.visible == SheetVisible::Visible));
        for (part, content) in parts(&bytes) {
            let text = String::from_utf8_lossy(&content).into_owned();
            if part.ends_with(".xml") || part.ends_with(".rels") {
                roxmltree::Document::parse(&text).unwrap_or_else(|wrong| panic!("{part}: {wrong}"));
            }
            assert!(!text.contains("<f>") && !text.contains("hidden="), "{part}");
        }
    }
}

#[test]
fn a_plot_has_its_text_alternative() {
    let document = sample::document();
    let parts = parts(&made(&document));
    let drawing = parts.iter().find(|(part, _)| part.starts_with("xl/drawings/drawing")).expect("a drawing");
    let (_, plot) = document.plots().next().expect("a plot");
    assert!(String::from_utf8_lossy(&drawing.1).contains(&plot.alternative));
}

#[test]
fn a_text_alternative_that_is_too_long_is_cut_and_stands_whole_above_the_picture() {
    let mut document = sample::document();
    let whole = "Trakasserier är vanligast på alla förvaltningar. ".repeat(9).trim_end().to_owned();
    for block in document.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        let Block::Figure { plot, .. } = block else { continue };
        plot.alternative = whole.clone();
    }
    let bytes = made(&document);
    let parts = parts(&bytes);
    let drawing = parts.iter().find(|(part, _)| part.starts_with("xl/drawings/drawing")).expect("a drawing");
    assert!(String::from_utf8_lossy(&drawing.1).contains("förvaltningar.…\""));
    let mut read = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let range = read.worksheet_range("T2 Former").expect("its sheet");
    assert!(range.used_cells().any(|(.., cell)| *cell == Data::String(whole.clone())));
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = sample::document();
    assert!(made(&document) == made(&document));
    let parts = parts(&made(&document));
    let core = parts.iter().find(|(part, _)| part == "docProps/core.xml").expect("properties");
    assert!(String::from_utf8_lossy(&core.1).contains("2026-11-22T00:00:00Z"));
}

#[test]
fn a_missing_picture_is_an_error() {
    assert!(matches!(workbook(&sample::document(), &[]), Err(FormatError::Picture(1))));
}
