//! A date as precise as the plan says it: a year, a month or a day.

use std::fmt;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::calendar;

/// `2024`, `2024-05` or `2024-05-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum When {
    Year(i16),
    Month(i16, i8),
    Day(Date),
}

impl When {
    /// Reads one; years from 2000 to 2100.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year: i16 = parts.next()?.parse().ok().filter(|year| (2000..=2100).contains(year))?;
        let month: Option<i8> = parts.next().map(|month| month.parse().unwrap_or(0));
        let day: Option<i8> = parts.next().map(|day| day.parse().unwrap_or(0));
        let read = match (month, day) {
            (None, _) => Self::Year(year),
            (Some(month @ 1..=12), None) => Self::Month(year, month),
            (Some(month), Some(day)) => Self::Day(Date::new(year, month, day).ok()?),
            (Some(_), None) => return None,
        };
        (parts.next().is_none() && String::from(read) == text).then_some(read)
    }

    /// The first day it can mean.
    pub fn first(self) -> Date {
        match self {
            Self::Year(year) => date(year, 1, 1),
            Self::Month(year, month) => date(year, month, 1),
            Self::Day(day) => day,
        }
    }

    /// The last day it can mean.
    pub fn last(self) -> Date {
        match self {
            Self::Year(year) => date(year, 12, 31),
            Self::Month(..) => self.first().last_of_month(),
            Self::Day(day) => day,
        }
    }

    /// As it is printed: `2024`, `maj 2024`, `1 maj 2024`.
    pub fn swedish(self) -> String {
        match self {
            Self::Year(year) => year.to_string(),
            Self::Month(year, month) => format!("{} {year}", calendar::month(month)),
            Self::Day(day) => calendar::day(day),
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

impl From<When> for String {
    fn from(when: When) -> Self {
        when.to_string()
    }
}

impl TryFrom<String> for When {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("”{text}” är inget datum: skriv 2024, 2024-05 eller 2024-05-01"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_as_precise_as_it_is_written() {
        let month = When::parse("2024-02").expect("a month");
        assert_eq!((month.first(), month.last()), (date(2024, 2, 1), date(2024, 2, 29)));
        assert_eq!(month.swedish(), "februari 2024");
        assert_eq!(When::parse("2024").map(When::swedish).as_deref(), Some("2024"));
        assert_eq!(When::parse("2024-05-01").map(When::swedish).as_deref(), Some("1 maj 2024"));
        for wrong in ["", "24", "2024-13", "2024-5", "2024-02-30", "maj 2024", "2024-05-01-01", "1999"] {
            assert_eq!(When::parse(wrong), None, "{wrong}");
        }
    }
}
