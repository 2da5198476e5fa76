//! What all sheets look like: letters, widths, heights, and how they come out on paper.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use crate::briefing::{
    document::{Document, Table},
    formats::{columns, wording},
};

/// The narrowest column, in characters.
const NARROWEST: usize = 9;

/// What a cell keeps free at its sides, in characters.
const SIDES: usize = 4;

/// What finds room across a turned A4 without being shrunk much, in characters.
const ROOM: usize = 170;

/// The highest row that the format knows, in points.
const HIGHEST: f64 = 409.0;

/// How high a line of text and of a title is, in points.
pub(super) const LINE: f64 = 13.5;
const TITLE: f64 = 19.0;

/// The paper's number for A4.
const A4: u8 = 9;

/// A text across the whole table. Merged cells do not grow with their text, so the height is set.
pub(super) fn spread(
    sheet: &mut Worksheet,
    row: u32,
    widths: &[usize],
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let last = u16::try_from(widths.len().saturating_sub(1)).unwrap_or(u16::MAX);
    // A title's letters are larger.
    let (all, line) = (widths.iter().sum::<usize>(), if row == 0 { TITLE } else { LINE });
    let across = if row == 0 { all * 7 / 10 } else { all };
    sheet.set_row_height(row, height([(text, across)].into_iter(), line))?;
    if last == 0 {
        return sheet.write_string_with_format(row, 0, text, format).map(|_| ());
    }
    sheet.merge_range(row, 0, row, last, text, format).map(|_| ())
}

/// How a sheet comes out on paper.
pub(super) fn printed(sheet: &mut Worksheet, document: &Document) {
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_margins(0.6, 0.6, 0.8, 0.7, 0.3, 0.3);
    // An ampersand begins a code in a footer, and a footer holds 255 characters.
    let text = format!("{}, {}", document.heading.instance, document.heading.day);
    let text: String = legal(&text).chars().take(100).collect();
    let invented = if document.heading.invented { wording::INVENTED } else { "" };
    sheet.set_footer(format!("&L{}&C{invented}&R&P (&N)", text.replace('&', "&&")));
}

/// A width for each column, in characters: on one line where that finds room on paper.
pub(super) fn widths(table: &Table) -> Vec<usize> {
    let needs = columns::needs(table);
    let width = |text: usize| (text.div_ceil(columns::FIGURE) + SIDES).max(NARROWEST);
    let least: Vec<_> = needs.iter().map(|need| width(need.short)).collect();
    let wanted: Vec<_> = needs.iter().map(|need| width(need.line)).collect();
    // Where even the least is too much, the paper shrinks and no word breaks.
    let room = ROOM.max(least.iter().sum());
    if wanted.iter().sum::<usize>() <= room { wanted } else { columns::shared(room, &least, &wanted) }
}

/// How high a row is, in points, when its texts stand in columns so wide.
pub(super) fn height<'a>(texts: impl Iterator<Item = (&'a str, usize)>, line: f64) -> f64 {
    let lines = |(text, width): (&str, usize)| -> usize {
        // Lines break at words, so they are never quite full.
        let full = width.saturating_sub(SIDES).max(1);
        text.lines().map(|line| columns::width(line).div_ceil(full * columns::FIGURE).max(1)).sum()
    };
    (texts.map(lines).max().unwrap_or(1).max(1) as f64 * line + 3.0).min(HIGHEST)
}

/// A text without the characters that the file cannot hold outside its cells.
pub(super) fn legal(text: &str) -> String {
    text.replace(|sign: char| sign.is_control() || matches!(sign, '\u{fffe}' | '\u{ffff}'), " ")
}

/// The title of a sheet.
pub(super) fn title() -> Format {
    wrapped().set_bold().set_font_size(14)
}

/// A text that keeps to its column.
pub(super) fn wrapped() -> Format {
    font().set_text_wrap().set_align(FormatAlign::Top)
}

/// The same letters wherever the file is opened.
pub(super) fn font() -> Format {
    Format::new().set_font_name("Arial").set_font_size(10)
}
