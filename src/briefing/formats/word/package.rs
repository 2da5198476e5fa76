//! The zip file that a text document is, dated by the briefing and not by the clock.

use std::io::{Cursor, Write};

use jiff::civil::Date;
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use crate::briefing::formats::error::FormatError;

/// A package that is being filled.
pub(super) struct Package {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    options: SimpleFileOptions,
}

impl Package {
    /// An empty package, all parts of which bear the same day.
    pub(super) fn new(day: Date) -> Result<Self, FormatError> {
        let outside = || FormatError::Day(day.to_string());
        let year = u16::try_from(day.year()).map_err(|_| outside())?;
        let (month, date) = (day.month().unsigned_abs(), day.day().unsigned_abs());
        let made = DateTime::from_date_and_time(year, month, date, 0, 0, 0).map_err(|_| outside())?;
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        Ok(Self { zip: ZipWriter::new(Cursor::default()), options: options.last_modified_time(made) })
    }

    /// A part in XML, without the characters that XML cannot hold even when they are escaped.
    pub(super) fn xml(&mut self, name: &str, text: &str) -> Result<(), FormatError> {
        let legal = |sign: &char| {
            matches!(sign, '\t' | '\n' | '\r') || !(sign.is_ascii_control() || matches!(sign, '\u{fffe}' | '\u{ffff}'))
        };
        self.file(name, text.chars().filter(legal).collect::<String>().as_bytes())
    }

    /// A part as it is.
    pub(super) fn file(&mut self, name: &str, content: &[u8]) -> Result<(), FormatError> {
        self.zip.start_file(name, self.options)?;
        Ok(self.zip.write_all(content)?)
    }

    /// The whole package.
    pub(super) fn finish(self) -> Result<Vec<u8>, FormatError> {
        Ok(self.zip.finish()?.into_inner())
    }
}
