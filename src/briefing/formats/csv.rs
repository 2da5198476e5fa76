//! All tables as one long table for spreadsheets and statistics programs: a line for each cell, and no cell a formula.

use crate::briefing::document::{Block, Cell, Document, Table, Value};

/// The columns, each with what it means.
pub(super) const COLUMNS: [(&str, &str); 16] = [
    ("kommun", "Kommunen."),
    ("dag", "Dagen som dokumentet är daterat (år-månad-dag)."),
    ("pahittat", "ja när alla siffror är påhittade, annars nej."),
    ("avsnitt", "Avsnittet i bilagan, med nummer."),
    ("tabell", "Tabellens nummer i bilagan."),
    ("beteckning", "Tabellens beteckning; densamma i alla dokument."),
    ("rubrik", "Tabellens rubrik."),
    ("grund", "Vad som räknas, bland vilka, i vilken period och hur stor andel som svarade."),
    ("rad", "Radens namn i tabellen."),
    ("kolumn", "Kolumnens namn i tabellen."),
    ("uppgift", "Uppgiften så som den står i dokumentet."),
    (
        "form",
        "ord: ord och inget mer. antal: exakt antal. mellan: antalet är något av talen från och med fran till och med \
         till. cirka: ett slumptal är tillagt en gång för alla. visas_inte: uppgiften är skyddad.",
    ),
    ("antal", "Antalet, när formen är antal eller cirka."),
    (
        "fran",
        "Det minsta antal det kan vara (mellan), eller den nedre gränsen för det intervall som täcker i 95 fall av 100 \
         (cirka).",
    ),
    (
        "till",
        "Det största antal det kan vara (mellan), eller den övre gränsen för det intervall som täcker i 95 fall av 100 \
         (cirka).",
    ),
    ("anmarkning", "Vad som ska sägas bredvid tabellen."),
];

/// Every cell of every table, on a line of its own.
pub fn tables(document: &Document) -> String {
    let mut text = String::from('\u{feff}');
    let mut add = |fields: [String; 16]| {
        text.push_str(&fields.each_ref().map(|field| quoted(field)).join(";"));
        text.push_str("\r\n");
    };
    add(COLUMNS.map(|(name, _)| name.to_owned()));
    for section in &document.sections {
        let place = format!("{} {}", section.number, section.title);
        for block in &section.blocks {
            if let Block::Table(table) | Block::Figure { table, .. } = block {
                lines(document, &place, table).into_iter().for_each(&mut add);
            }
        }
    }
    text
}

fn lines(document: &Document, place: &str, table: &Table) -> Vec<[String; 16]> {
    let mut lines = Vec::new();
    for row in &table.rows {
        for (head, cell) in table.columns.iter().skip(1).zip(&row.cells) {
            let [form, count, from, to] = fields(cell);
            lines.push([
                document.heading.instance.clone(),
                document.heading.date.clone(),
                if document.heading.invented { "ja" } else { "nej" }.to_owned(),
                place.to_owned(),
                table.number.to_string(),
                table.id.clone(),
                table.title.clone(),
                table.base.clone(),
                row.label.clone(),
                head.clone(),
                cell.said.clone(),
                form,
                count,
                from,
                to,
                table.notes.join(" "),
            ]);
        }
    }
    lines
}

/// Form, count, and the two ends.
fn fields(cell: &Cell) -> [String; 4] {
    let (form, count, ends) = match cell.value {
        Value::Words => ("ord", None, None),
        Value::Count(count) => ("antal", Some(count), None),
        Value::Between(from, to) => ("mellan", None, Some((from, to))),
        Value::About(count, from, to) => ("cirka", Some(count), Some((from, to))),
        Value::Withheld => ("visas_inte", None, None),
    };
    let number = |number: Option<u64>| number.map_or_else(String::new, |number| number.to_string());
    [form.to_owned(), number(count), number(ends.map(|ends| ends.0)), number(ends.map(|ends| ends.1))]
}

/// A field that a spreadsheet takes for text and never for a formula.
fn quoted(field: &str) -> String {
    let plain =
        if field.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{field}") } else { field.to_owned() };
    if plain.contains(['"', ';', '\n', '\r']) { format!("\"{}\"", plain.replace('"', "\"\"")) } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::sample;

    fn read(text: &str) -> Vec<csv::StringRecord> {
        let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
        assert_eq!(reader.headers().expect("heads"), COLUMNS.map(|(name, _)| name).as_slice());
        reader.records().map(|record| record.expect("a line")).collect()
    }

    #[test]
    fn every_cell_is_read_back_as_it_was_said() {
        let document = sample::document();
        let records = read(&tables(&document));
        let said: Vec<_> = records.iter().map(|record| record[10].to_owned()).collect();
        let cells = document.tables().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
        assert_eq!(said, cells.map(|cell| cell.said.clone()).collect::<Vec<_>>());
        let about = records.iter().find(|record| &record[11] == "cirka").expect("one with noise");
        assert_eq!([&about[12], &about[13], &about[14]], ["600", "590", "610"]);
    }

    #[test]
    fn a_withheld_cell_has_no_figure() {
        let records = read(&tables(&sample::document()));
        let withheld: Vec<_> = records.iter().filter(|record| &record[11] == "visas_inte").collect();
        assert!(!withheld.is_empty());
        for record in withheld {
            let figure: String = record.iter().skip(10).take(5).collect();
            assert!(!figure.contains(|sign: char| sign.is_ascii_digit()), "{figure}");
        }
    }

    #[test]
    fn a_formula_is_text() {
        for record in &read(&tables(&sample::hostile())) {
            assert!(record.iter().all(|field| !field.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{record:?}");
        }
    }
}
