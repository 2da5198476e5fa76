//! A CSV file whose columns are found by their heads; whatever is wrong in it is told with file and line.

use std::{collections::HashMap, path::Path};

use csv::{ErrorKind, ReaderBuilder, StringRecord};

use super::{Failure, counts::whole};

pub(super) struct Sheet {
    file: String,
    heads: Vec<String>,
    rows: Vec<StringRecord>,
}

/// One line of a sheet.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    sheet: &'a Sheet,
    record: &'a StringRecord,
}

impl Sheet {
    /// Reads a file that has these columns and at least one row.
    pub(super) fn read(path: &Path, needed: &[&str]) -> Result<Self, Failure> {
        let file = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|error| format!("{file} går inte att läsa: {error}"))?;
        let mut reader = ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes.as_slice());
        let told = |error: csv::Error| {
            let line = error.position().map_or(1, |position| position.line());
            match error.kind() {
                ErrorKind::UnequalLengths { expected_len, len, .. } => {
                    format!("{file}, rad {line}: raden har {len} fält och rubriken {expected_len}.")
                }
                _ => format!("{file}, rad {line}: går inte att läsa som text i UTF-8."),
            }
        };
        let heads = reader.headers().map_err(told)?.iter();
        let heads: Vec<_> = heads.map(|head| head.trim_start_matches('\u{feff}').to_owned()).collect();
        if let Some(missing) = needed.iter().find(|needed| !heads.iter().any(|head| head == *needed)) {
            return Err(format!("{file}, rad 1: kolumnen {missing} saknas.").into());
        }
        let rows = reader.records().collect::<Result<Vec<_>, _>>().map_err(told)?;
        if rows.is_empty() {
            return Err(format!("{file} har inga rader under rubriken.").into());
        }
        Ok(Self { file, heads, rows })
    }

    /// The heads, in order.
    pub(super) fn heads(&self) -> &[String] {
        &self.heads
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.rows.iter().map(|record| Line { sheet: self, record })
    }

    /// Where each row's `column` stands, which must tell the rows apart.
    pub(super) fn places(&self, column: &str) -> Result<HashMap<&str, usize>, Failure> {
        let mut places = HashMap::with_capacity(self.rows.len());
        for (place, line) in self.lines().enumerate() {
            if places.insert(line.text(column), place).is_some() {
                return Err(line.wrong(&format!("{column} {} står redan på en tidigare rad.", line.text(column))));
            }
        }
        Ok(places)
    }
}

impl<'a> Line<'a> {
    /// What stands under a head; nothing if there is no such column.
    pub(super) fn text(self, column: &str) -> &'a str {
        let place = self.sheet.heads.iter().position(|head| head == column);
        place.and_then(|place| self.record.get(place)).unwrap_or_default()
    }

    pub(super) fn whole(self, column: &str) -> Result<u32, Failure> {
        whole(column, self.text(column)).map_err(|error| self.wrong(&error.to_string()))
    }

    pub(super) fn flag(self, column: &str) -> Result<bool, Failure> {
        match self.text(column) {
            "0" => Ok(false),
            "1" => Ok(true),
            other => Err(self.wrong(&format!("{column} ska vara 0 eller 1, inte ”{other}”."))),
        }
    }

    /// An error of this line.
    pub(super) fn wrong(self, what: &str) -> Failure {
        let line = self.record.position().map_or(1, |position| position.line());
        format!("{}, rad {line}: {what}", self.sheet.file).into()
    }
}
