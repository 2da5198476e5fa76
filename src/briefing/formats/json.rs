//! The whole document for a machine, with everything that stands on paper and nothing beside it.

use serde::Serialize;

use crate::briefing::document::Document;

#[derive(Serialize)]
struct Whole<'a> {
    format: &'static str,
    v: u8,
    #[serde(flatten)]
    document: &'a Document,
}

/// The whole document.
pub fn whole(document: &Document) -> String {
    let whole = Whole { format: "orubbad-briefing", v: 1, document };
    let mut text = serde_json::to_string_pretty(&whole).expect("texts, numbers and lists under names of fields");
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    use super::*;
    use crate::briefing::sample;

    #[test]
    fn every_cell_is_read_back_and_a_withheld_one_is_words_alone() {
        let document = sample::document();
        let read: Json = serde_json::from_str(&whole(&document)).expect("JSON");
        let mut said = Vec::new();
        for block in
            read["sections"].as_array().expect("sections").iter().flat_map(|section| section["blocks"].as_array())
        {
            for block in block {
                let table = block.get("table").unwrap_or(&block["figure"]["table"]);
                let rows = table["rows"].as_array().into_iter().flatten();
                said.extend(rows.flat_map(|row| row["cells"].as_array()).flatten().cloned());
            }
        }
        let cells = document.tables().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
        assert_eq!(said, cells.map(|cell| serde_json::to_value(cell).expect("JSON")).collect::<Vec<_>>());
        let withheld: Vec<_> = said.iter().filter(|cell| cell["value"] == "withheld").collect();
        assert!(!withheld.is_empty());
        assert!(withheld.iter().all(|cell| !cell.to_string().contains(|sign: char| sign.is_ascii_digit())));
    }
}
