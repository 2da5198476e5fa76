//! A table as the format sees it: two variables, each with names of its own.

use std::collections::HashSet;

use super::syntax::plain;
use crate::briefing::{
    document::{Cell, Table},
    formats::columns,
};

/// The longest name of a row or column: two of them stand on one line with a keyword.
const NAME: usize = 100;

/// The columns of a table that hold figures, with names that are whole, short and each only once.
pub(super) struct Cube<'a> {
    pub(super) stub: String,
    pub(super) heading: String,
    pub(super) unit: &'static str,
    pub(super) rows: Vec<String>,
    pub(super) columns: Vec<String>,
    pub(super) cells: Vec<Vec<&'a Cell>>,
    /// Names that had to be cut, as variable, name, and whole name.
    pub(super) cut: Vec<(String, String, String)>,
}

impl<'a> Cube<'a> {
    /// The cube of a table; nothing where there are no figures.
    pub(super) fn of(table: &'a Table) -> Option<Self> {
        let across = table.columns.len().checked_sub(1)?;
        if table.rows.iter().any(|row| row.cells.len() != across) {
            return None;
        }
        let kept: Vec<_> = (0..across).filter(|&at| columns::has_figures(table, at + 1)).collect();
        // A file has one unit: where shares stand beside counts, the counts are taken.
        let counts: Vec<_> = kept.iter().copied().filter(|&at| !is_percent(&table.columns[at + 1])).collect();
        let (kept, unit) = if counts.is_empty() { (kept, "procent") } else { (counts, "antal") };
        if kept.is_empty() {
            return None;
        }
        let whole_rows: Vec<_> = table.rows.iter().map(|row| plain(&row.label)).collect();
        let whole_columns: Vec<_> = kept.iter().map(|&at| plain(&table.columns[at + 1])).collect();
        let (rows, columns) = (names(&whole_rows), names(&whole_columns));
        let heading = "Uppgift".to_owned();
        let stub = names(&[plain(&table.columns[0])]).remove(0);
        let stub = if stub == heading { "Rad".to_owned() } else { stub };
        let mut cut = Vec::new();
        for (variable, short, whole) in [(&stub, &rows, whole_rows), (&heading, &columns, whole_columns)] {
            let pairs = short.iter().cloned().zip(whole).filter(|(short, whole)| !short.starts_with(whole.as_str()));
            cut.extend(pairs.map(|(short, whole)| (variable.clone(), short, whole)));
        }
        let cells = table.rows.iter().map(|row| kept.iter().map(|&at| &row.cells[at]).collect()).collect();
        Some(Self { stub, heading, unit, rows, columns, cells, cut })
    }
}

fn is_percent(column: &str) -> bool {
    column.to_lowercase().contains("procent")
}

/// Names short enough, none empty, and none twice.
fn names(whole: &[String]) -> Vec<String> {
    let mut taken = HashSet::new();
    let name = |whole: &String| {
        let short: String = match whole.chars().count() {
            0 => "–".to_owned(),
            long if long > NAME => whole.chars().take(NAME - 6).chain(['…']).collect(),
            _ => whole.clone(),
        };
        let again = (2..).map(|time| format!("{short} ({time})"));
        let name = [short.clone()].into_iter().chain(again).find(|name| !taken.contains(name));
        let name = name.expect("there are more numbers than names");
        taken.insert(name.clone());
        name
    };
    whole.iter().map(name).collect()
}
