//! A workbook: what it rests on first, then a sheet for each table. Only exact counts are numbers; everything else is text
//! as it was said. Nothing is hidden and nothing is worked out.

mod look;
mod sheet;
#[cfg(test)]
mod tests;

use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, FormatUnderline, Url, Workbook, Worksheet, XlsxError};

use super::{
    error::FormatError,
    picture::{self, Picture},
    wording,
};
use crate::briefing::document::{Block, Document};

/// The columns of the first sheet, in characters.
const FRONT: [usize; 2] = [34, 100];

/// The workbook.
pub fn workbook(document: &Document, pictures: &[Picture]) -> Result<Vec<u8>, FormatError> {
    let mut workbook = Workbook::new();
    workbook.set_default_format(&look::font(), 18, 64)?;
    workbook.set_properties(&properties(document)?);
    workbook.push_worksheet(front(document)?);
    for section in &document.sections {
        for block in &section.blocks {
            match block {
                Block::Table(table) => workbook.push_worksheet(sheet::of(document, table)?),
                Block::Figure { number, plot, table } => {
                    let mut sheet = sheet::of(document, table)?;
                    sheet::place(&mut sheet, table, *number, plot, picture::find(pictures, *number)?)?;
                    workbook.push_worksheet(sheet)
                }
                _ => continue,
            };
        }
    }
    Ok(workbook.save_to_buffer()?)
}

fn properties(document: &Document) -> Result<DocProperties, FormatError> {
    let day = wording::day(&document.heading)?;
    let outside = || FormatError::Day(document.heading.date.clone());
    let year = u16::try_from(day.year()).map_err(|_| outside())?;
    let made = ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs())?;
    let heading = &document.heading;
    let properties =
        DocProperties::new().set_title(look::legal(&heading.title)).set_author(look::legal(&heading.instance));
    Ok(properties.set_creation_datetime(&made))
}

/// The first sheet: what the figures are and how to read them.
fn front(document: &Document) -> Result<Worksheet, XlsxError> {
    let heading = &document.heading;
    let mut sheet = Worksheet::new();
    sheet.set_name("Läs detta")?;
    look::printed(&mut sheet, document);
    for (column, width) in (0..).zip(FRONT) {
        sheet.set_column_width(column, width as f64)?;
    }
    look::spread(&mut sheet, 0, &FRONT, &heading.title, &look::title())?;
    let head = look::wrapped().set_bold();
    let mut at = 1;
    let mut say = |sheet: &mut Worksheet, term: &str, text: &str| {
        at += 1;
        sheet.set_row_height(at, look::height([term, text].into_iter().zip(FRONT), look::LINE))?;
        sheet.write_string_with_format(at, 0, term, &head)?;
        sheet.write_string_with_format(at, 1, text, &look::wrapped()).map(|_| at)
    };
    if heading.invented {
        say(&mut sheet, "Obs", wording::INVENTED)?;
    }
    say(&mut sheet, "Kommun", &heading.instance)?;
    say(&mut sheet, "Nämnd", &heading.committee)?;
    say(&mut sheet, "Diarienummer", heading.reference.as_deref().unwrap_or(wording::NO_REFERENCE))?;
    say(&mut sheet, "Datum", &heading.day)?;
    say(&mut sheet, "Talen gäller", &heading.period)?;
    for (form, text) in wording::forms(document) {
        say(&mut sheet, form, text)?;
    }
    for (source, text) in wording::provenance(document) {
        say(&mut sheet, &source, &text)?;
    }
    let link = look::wrapped().set_font_color(Color::RGB(0x000B_4F8A)).set_underline(FormatUnderline::Single);
    for table in document.tables() {
        let name = sheet::name(table);
        let row = say(&mut sheet, &format!("Tabell {}", table.number), &table.title)?;
        let target = Url::new(format!("internal:'{name}'!A1")).set_text(format!("Tabell {}", table.number));
        sheet.write_url_with_format(row, 0, target, &link)?;
    }
    Ok(sheet)
}
