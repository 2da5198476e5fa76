//! The sheet of one table: title, base, heads, rows and notes, and the plot below.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Image, ObjectMovement, Worksheet, XlsxError};

use super::look::{self, LINE, legal, spread, title, wrapped};
use crate::{
    briefing::{
        document::{Document, Table, Value},
        formats::{columns, picture::Picture, wording},
    },
    plot::Plot,
};

/// The longest name of a sheet.
const NAME: usize = 31;

/// The width of a picture on a sheet, in pixels.
const PICTURE: u32 = 640;

/// The longest text alternative; a longer one would be left out.
const ALTERNATIVE: usize = 255;

/// The row of the heads.
pub(super) const HEAD: u32 = 3;

/// A sheet with one table: title, base, heads, rows, notes.
pub(super) fn of(document: &Document, table: &Table) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name(table))?;
    look::printed(&mut sheet, document);
    let widths = look::widths(table);
    for (column, width) in (0..).zip(&widths) {
        sheet.set_column_width(column, *width as f64)?;
    }
    spread(&mut sheet, 0, &widths, &wording::table_caption(table), &title())?;
    spread(&mut sheet, 1, &widths, &table.base, &wrapped())?;
    let head = wrapped().set_bold().set_align(FormatAlign::Bottom);
    let head = head.set_background_color(Color::RGB(0x00E8_EDF0)).set_border_bottom(FormatBorder::Medium);
    for (column, name) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(HEAD, column, name, &sided(table, column, &head))?;
    }
    let across =
        |texts: &mut dyn Iterator<Item = &String>| look::height(texts.map(String::as_str).zip(widths.clone()), LINE);
    sheet.set_row_height(HEAD, across(&mut table.columns.iter()))?;
    sheet.set_freeze_panes(HEAD + 1, 1)?.set_repeat_rows(HEAD, HEAD)?;
    let cell = wrapped().set_border_bottom(FormatBorder::Thin).set_border_bottom_color(Color::RGB(0x00BF_BFBF));
    let cell = cell.set_num_format("#,##0");
    for (row, line) in (HEAD + 1..).zip(&table.rows) {
        let said = line.cells.iter().map(|cell| &cell.said);
        let high = across(&mut [&line.label].into_iter().chain(said));
        sheet.set_row_height(row, high)?;
        let cell = if high < 2.0 * LINE { cell.clone().set_align(FormatAlign::VerticalCenter) } else { cell.clone() };
        sheet.write_string_with_format(row, 0, &line.label, &sided(table, 0, &cell))?;
        for (column, shown) in (1..).zip(&line.cells) {
            let format = sided(table, column, &cell);
            match shown.value {
                Value::Count(count) => sheet.write_number_with_format(row, column, count as f64, &format)?,
                _ => sheet.write_string_with_format(row, column, &shown.said, &format)?,
            };
        }
    }
    for (row, note) in (end(table) + 1..).zip(&table.notes) {
        spread(&mut sheet, row, &widths, note, &wrapped().set_italic())?;
    }
    Ok(sheet)
}

/// The first row below the rows of the table.
fn end(table: &Table) -> u32 {
    HEAD + 1 + table.rows.len() as u32
}

/// The first row below the notes, with one between.
fn below(table: &Table) -> u32 {
    end(table) + 2 + table.notes.len() as u32
}

/// Puts a plot below the table it is drawn from.
pub(super) fn place(
    sheet: &mut Worksheet,
    table: &Table,
    number: usize,
    plot: &Plot,
    picture: &Picture,
) -> Result<(), XlsxError> {
    let row = below(table);
    let height = f64::from(PICTURE) * f64::from(picture.height) / f64::from(picture.width.max(1));
    let image = Image::new_from_buffer(&picture.png)?.set_scale_to_size(f64::from(PICTURE), height, true);
    let whole = legal(&plot.alternative);
    let short = cut(&whole);
    let image = image.set_alt_text(&short).set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
    sheet.write_string_with_format(row, 0, wording::figure_caption(number, plot), &look::font().set_bold())?;
    if short == whole {
        return sheet.insert_image(row + 1, 0, &image).map(|_| ());
    }
    spread(sheet, row + 1, &look::widths(table), &whole, &wrapped())?;
    sheet.insert_image(row + 2, 0, &image).map(|_| ())
}

/// A text alternative no longer than it may be, cut between words.
fn cut(whole: &str) -> String {
    let units = |text: &str| text.encode_utf16().count();
    if units(whole) <= ALTERNATIVE {
        return whole.to_owned();
    }
    let mut short = String::new();
    for word in whole.split(' ') {
        if units(&short) + units(word) + 2 > ALTERNATIVE {
            break;
        }
        short = short + word + " ";
    }
    short.trim_end().to_owned() + "…"
}

/// The format of a cell in its column: figures stand to the right.
fn sided(table: &Table, column: u16, format: &Format) -> Format {
    let side = if columns::has_figures(table, usize::from(column)) { FormatAlign::Right } else { FormatAlign::Left };
    format.clone().set_align(side).set_indent(1)
}

/// Such as `T1 Underlag`: no longer than a sheet's name may be, and without the signs it may not have.
pub(super) fn name(table: &Table) -> String {
    let words = legal(&table.title).replace(['[', ']', ':', '*', '?', '/', '\\', '\''], " ");
    let mut name = format!("T{}", table.number);
    for word in words.split_whitespace() {
        if name.encode_utf16().count() + 1 + word.encode_utf16().count() > NAME {
            break;
        }
        name = format!("{name} {word}");
    }
    name
}
