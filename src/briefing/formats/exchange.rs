//! Figures for comparison between municipalities. Whoever receives them sees what everybody may see: cells that passed the
//! gate, each with what is counted, among whom and when, so that no figure travels without its ground.

use serde::Serialize;

use crate::briefing::document::{Document, Source, Table, Value};

const NOTE: &str = "Talen är publicerade och skyddade så som de står här. Jämför bara tal som har samma grund: samma fråga, \
                    samma slags grupp och en period som går att jämföra. Antalet rapporter visar inte hur vanligt otillåten \
                    påverkan är.";

#[derive(Serialize)]
struct Exchange<'a> {
    format: &'static str,
    v: u8,
    municipality: &'a str,
    period: &'a str,
    date: &'a str,
    invented: bool,
    sources: &'a [Source],
    figures: Vec<Figure<'a>>,
    note: &'static str,
}

#[derive(Serialize)]
struct Figure<'a> {
    id: &'a str,
    title: &'a str,
    base: &'a str,
    row: &'a str,
    column: &'a str,
    said: &'a str,
    form: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<u64>,
}

/// The figures of waves and periods, shares with their base and interval in words; nothing of the plan.
pub fn file(document: &Document) -> String {
    let heading = &document.heading;
    let exchange = Exchange {
        format: "orubbad-exchange",
        v: 1,
        municipality: &heading.instance,
        period: &heading.period,
        date: &heading.date,
        invented: heading.invented,
        sources: &document.provenance.releases,
        figures: document.tables().filter(|table| is_counted(&table.id)).flat_map(figures).collect(),
        note: NOTE,
    };
    let mut text = serde_json::to_string_pretty(&exchange).expect("texts and numbers under names of fields");
    text.push('\n');
    text
}

/// Whether a table is of a wave such as `E2026-1` or of a period such as `2026-T2`.
fn is_counted(id: &str) -> bool {
    let code = id.split('/').next().unwrap_or_default();
    let code = code.trim_start_matches(|sign: char| sign.is_ascii_uppercase());
    code.split_once('-').is_some_and(|(year, rest)| {
        year.len() == 4 && year.bytes().all(|digit| digit.is_ascii_digit()) && !rest.is_empty()
    })
}

fn figures(table: &Table) -> impl Iterator<Item = Figure<'_>> {
    table.rows.iter().flat_map(move |row| {
        table.columns.iter().skip(1).zip(&row.cells).filter_map(move |(column, cell)| {
            let (form, value, ends) = match cell.value {
                Value::Words if cell.said.is_empty() => return None,
                Value::Words => ("words", None, None),
                Value::Count(count) => ("count", Some(count), None),
                Value::Between(from, to) => ("between", None, Some((from, to))),
                Value::About(count, from, to) => ("about", Some(count), Some((from, to))),
                Value::Withheld => ("withheld", None, None),
            };
            Some(Figure {
                id: &table.id,
                title: &table.title,
                base: &table.base,
                row: &row.label,
                column,
                said: &cell.said,
                form,
                value,
                from: ends.map(|ends| ends.0),
                to: ends.map(|ends| ends.1),
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    use super::*;
    use crate::briefing::{document::Block, sample};

    #[test]
    fn every_figure_of_a_wave_or_period_goes_out_with_its_base_and_no_other() {
        let mut document = sample::document();
        let Some(Block::Table(plan)) = document.sections[2].blocks.first_mut() else { panic!("the plan") };
        plan.rows[0].cells[0].value = Value::Count(11);
        let read: Json = serde_json::from_str(&file(&document)).expect("JSON");
        let sent: Vec<_> = read["figures"].as_array().expect("figures").iter().map(|figure| &figure["said"]).collect();
        let counted = document.tables().filter(|table| table.id != "plan/follow-up").flat_map(|table| &table.rows);
        let told = counted.flat_map(|row| &row.cells).filter(|cell| !cell.said.is_empty());
        assert_eq!(sent, told.map(|cell| cell.said.as_str()).collect::<Vec<_>>());
        for figure in read["figures"].as_array().expect("figures") {
            assert!(figure["base"].as_str().is_some_and(|base| !base.is_empty()), "{figure}");
        }
    }

    #[test]
    fn a_withheld_figure_says_so_without_a_digit() {
        let text = file(&sample::document());
        let read: Json = serde_json::from_str(&text).expect("JSON");
        let figures = read["figures"].as_array().expect("figures");
        let withheld: Vec<_> = figures.iter().filter(|figure| figure["form"] == "withheld").collect();
        assert!(!withheld.is_empty());
        for figure in withheld {
            assert!(["value", "from", "to"].iter().all(|key| figure.get(key).is_none()), "{figure}");
            assert!(!figure["said"].as_str().expect("words").contains(|sign: char| sign.is_ascii_digit()));
        }
    }

    #[test]
    fn codes_of_waves_and_periods_are_told_from_other_tables() {
        for id in ["E2026-1/exposure", "2026-T2/forms", "FV2026-2/x"] {
            assert!(is_counted(id), "{id}");
        }
        for id in ["plan/follow-up", "plan-2026/x", "2026/x", "E26-1/x", ""] {
            assert!(!is_counted(id), "{id}");
        }
    }
}
