//! How wide the columns of a table are on paper, how large its letters, and whether it needs the page turned. Widths are
//! in thousandths of a point.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::briefing::{
    document::{Document, Table},
    formats::columns::{self, Need},
};

/// The width of the text on an upright A4 page with margins of 22 millimetres.
const UPRIGHT: usize = 470_000;
/// The same on a turned page.
const TURNED: usize = 717_000;
/// What a cell keeps free at its sides.
const SIDES: usize = 8_200;
/// Sizes of letters, the first one where it fits.
const LETTERS: [usize; 3] = [8_800, 8_200, 7_400];
/// A longer text asks for no more.
const LONG: usize = 700_000;
/// A table that needs less than this part of the page, in per cent, is not stretched to fill it: its figures stay beside
/// what they are of.
const NARROW: usize = 68;
/// A table whose words alone take more than this part of an upright page, in per cent, is turned if it has more to say.
const CROWDED: usize = 80;

/// How one table is set.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Grid {
    /// In points.
    widths: Vec<f64>,
    /// Which columns hold figures.
    figures: Vec<bool>,
    /// In points.
    letters: f64,
    turned: bool,
    /// Not even words have room, so that they are broken.
    tight: bool,
}

/// How every table of the document is set, by its number.
pub(super) fn grids(document: &Document) -> BTreeMap<usize, Grid> {
    document.tables().map(|table| (table.number, grid(table))).collect()
}

fn grid(table: &Table) -> Grid {
    let needs = columns::needs(table);
    let short = |letters| sum(&needs, letters, |need| need.short);
    let fits = |page: usize| LETTERS.into_iter().find(|letters| short(*letters) <= page);
    let is_crowded = short(LETTERS[0]) * 100 > UPRIGHT * CROWDED
        && (0..table.columns.len()).any(|column| said(table, column, LETTERS[0]) > UPRIGHT);
    let upright = fits(UPRIGHT).filter(|_| !is_crowded).map(|letters| (letters, UPRIGHT, false));
    let (letters, page, turned) = upright.unwrap_or((fits(TURNED).unwrap_or(LETTERS[2]), TURNED, true));
    let figures = (0..table.columns.len()).map(|column| columns::has_figures(table, column)).collect();
    let points = |thousandths: usize| thousandths as f64 / 1000.0;
    let widths = widths(table, &needs, letters, page).into_iter().map(points).collect();
    Grid { widths, figures, letters: points(letters), turned, tight: sum(&needs, letters, |need| need.word) > page }
}

fn widths(table: &Table, needs: &[Need], letters: usize, page: usize) -> Vec<usize> {
    let each =
        |need: fn(&Need) -> usize| -> Vec<usize> { needs.iter().map(|column| width(need(column), letters)).collect() };
    let wanted = each(|need| need.line);
    let all: usize = wanted.iter().sum();
    if all * 100 <= page * NARROW {
        return wanted;
    }
    if all <= page {
        return wanted.iter().map(|width| width * page / all).collect();
    }
    let least = each(|need| need.short);
    // What has no room on one line is shared out by how much there is to say.
    let wanted = least.iter().enumerate().map(|(column, least)| said(table, column, letters).min(LONG).max(*least));
    let wanted: Vec<_> = wanted.collect();
    columns::shared(page, &least, &wanted)
}

/// The longest text of a column, as if on one line.
fn said(table: &Table, column: usize, letters: usize) -> usize {
    let said = table.rows.iter().filter_map(|row| match column {
        0 => Some(&row.label),
        _ => row.cells.get(column - 1).map(|cell| &cell.said),
    });
    said.map(|said| width(columns::width(said), letters)).max().unwrap_or(0)
}

fn sum(needs: &[Need], letters: usize, need: fn(&Need) -> usize) -> usize {
    needs.iter().map(|column| width(need(column), letters)).sum()
}

fn width(need: usize, letters: usize) -> usize {
    need * letters / 1000 + SIDES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::{
        document::{Cell, Line},
        sample,
    };

    fn table(columns: usize, said: &str) -> Table {
        let document = sample::document();
        let mut table = document.tables().next().expect("a table").clone();
        table.columns = vec!["Rubrik".to_owned(); columns];
        table.rows = vec![Line { label: "Rad".to_owned(), cells: vec![Cell::words(said); columns - 1] }];
        table
    }

    #[test]
    fn a_small_table_is_not_stretched_and_a_large_one_fills_its_page() {
        let width = |grid: &Grid| grid.widths.iter().sum::<f64>();
        assert!(width(&grid(&table(2, "12"))) < 200.0);
        let long = grid(&table(4, &"långt ord ".repeat(30)));
        assert!((width(&long) - 470.0).abs() < 1.0 && !long.turned, "{long:?}");
    }

    #[test]
    fn thirteen_columns_of_counts_turn_the_page_and_stay_on_it() {
        let wide = grid(&table(13, "ca 600 (590–610)"));
        assert!(wide.turned && wide.widths.iter().sum::<f64>() <= 717.0, "{wide:?}");
    }
}
