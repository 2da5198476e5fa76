use super::{syntax::LINE, *};
use crate::briefing::{document::Block, sample};

/// What stands between `DATA=` and the end, cell by cell.
fn data(text: &str) -> Vec<Vec<&str>> {
    let (_, data) = text.split_once("\r\nDATA=\r\n").expect("data");
    let data = data.strip_suffix(";\r\n").expect("an end");
    data.split_terminator("\r\n").map(|line| line.split_terminator(' ').collect()).collect()
}

#[test]
fn every_cell_is_read_back() {
    let files = files(&sample::document());
    let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["tabell-1.px", "tabell-2.px"]);
    let cells = data(&files[0].1);
    assert_eq!(cells.len(), 14);
    assert_eq!(cells[0], ["412", "280"]);
    assert_eq!(cells[1], ["31", "\".\""]);
    assert_eq!(cells[2], ["9", "\"..\""]);
    assert_eq!(cells[7], ["1005", "600"]);
    assert!(files[0].1.contains("inom stadsbyggnadsförvaltningen\",\"Svarande\")=\"ca 600 (590–610)\";\r\n"));
    assert_eq!(data(&files[1].1), [["42"], ["1280"], ["\".\""], ["\"..\""]]);
    let unit = "Enheten för säkerhet, beredskap och systemförvaltning";
    assert!(files[0].1.contains(&format!("CELLNOTE(\"{unit}\",\"Svarande\")=\"20–24\";\r\n")));
    assert!(files[1].1.contains("CELLNOTE(\"Hot\",\"Antal\")=\"ca 42 (37–47)\";\r\n"));
}

#[test]
fn every_note_stands_on_a_line_of_its_own() {
    let (_, text) = files(&sample::document()).remove(0);
    assert!(text.contains("65 procent svarade.#Uppgifter som kan peka ut en person redovisas inte.#Alla tal"));
}

#[test]
fn a_withheld_cell_is_two_dots_without_a_note() {
    let files = files(&sample::document());
    assert!(!files[1].1.contains("CELLNOTE(\"Skadegörelse\""));
    assert!(files[0].1.contains("DATASYMBOL2=\"uppgiften visas inte\";"));
}

#[test]
fn no_line_is_longer_than_the_format_allows_and_no_text_ends_early() {
    let mut document = sample::hostile();
    for section in &mut document.sections {
        for block in &mut section.blocks {
            let Block::Table(table) = block else { continue };
            table.notes.push("Ett \"citat\" med semikolon; och mycket mer. ".repeat(30));
            for row in &mut table.rows {
                row.label = "Förvaltningen för väldigt långa namn ".repeat(9);
            }
        }
    }
    for (_, text) in files(&document) {
        for line in text.split("\r\n") {
            assert!(line.chars().count() <= LINE, "{line}");
            assert_eq!(line.matches('"').count() % 2, 0, "{line}");
            assert!(!line.contains(char::is_control), "{line:?}");
        }
    }
    let (_, text) = &files(&document)[0];
    assert!(text.contains(
        "\"Förvaltningen för väldigt långa namn Förvaltningen för väldigt långa namn \
                           Förvaltningen för vä… (14)\""
    ));
    assert_eq!(text.matches("VALUENOTE(").count(), 14);
}

#[test]
fn a_table_of_words_has_no_file() {
    assert!(files(&sample::document()).iter().all(|(_, text)| !text.contains("TABELL3")));
}
