//! How wide the columns of a table are, and whether it needs the page turned. Widths are in twentieths of a point.

use crate::briefing::{
    document::Table,
    formats::columns::{self, Need},
};

/// The width of the text on an upright page: A4 with margins of 25 millimetres.
pub(super) const UPRIGHT: usize = 9072;

/// The width of the text on a turned page.
pub(super) const TURNED: usize = 14_004;

/// The size of letters in a table, and what a cell keeps free at its sides.
const LETTERS: usize = 180;
const SIDES: usize = 200;

/// Longer lines ask for no more than this.
const LONG: usize = 9_000;

/// More columns than this need the page turned.
const COLUMNS: usize = 7;

/// Whether a table needs the page turned.
pub(super) fn is_wide(table: &Table) -> bool {
    table.columns.len() > COLUMNS || widths(table, |need| need.word).iter().sum::<usize>() > UPRIGHT
}

/// The width of each column; together they fill the page.
pub(super) fn of(table: &Table, page: usize) -> Vec<usize> {
    let short = widths(table, |need| need.short);
    let least = if short.iter().sum::<usize>() <= page { short } else { widths(table, |need| need.word) };
    let wanted: Vec<_> = widths(table, |need| need.line).into_iter().map(|width| width.min(LONG)).collect();
    let mut widths = match wanted.iter().sum::<usize>() {
        // Everything finds room on one line.
        all if (1..=page).contains(&all) => wanted.iter().map(|width| width * page / all).collect(),
        _ => columns::shared(page, &least, &wanted),
    };
    let used: usize = widths.iter().sum();
    if let Some(first) = widths.first_mut() {
        // What rounding left over.
        *first += page.saturating_sub(used);
    }
    widths
}

fn widths(table: &Table, need: impl Fn(&Need) -> usize) -> Vec<usize> {
    columns::needs(table).iter().map(|column| need(column) * LETTERS / 1000 + SIDES).collect()
}
