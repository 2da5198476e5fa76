//! The calendar of report occasions: which come next, and which have come so near that somebody is reminded.

use jiff::{ToSpan, civil::Date};

use super::{Occasion, When};

/// So many days before an occasion whoever reports is reminded.
const NOTICE_DAYS: i64 = 42;

impl Occasion {
    /// The date from `day` on, also of one that comes back; nothing when it has been for good.
    pub fn next(&self, day: Date) -> Option<When> {
        let mut date = self.date;
        while date.last() < day {
            date = date.later_by_years(self.every_years.filter(|years| *years > 0)?)?;
        }
        Some(date)
    }

    /// The day on which its reminder is due, for the date from `day` on.
    pub fn reminder(&self, day: Date) -> Option<Date> {
        self.next(day).map(|date| date.first().saturating_sub(NOTICE_DAYS.days()))
    }
}

impl When {
    fn later_by_years(self, years: u8) -> Option<Self> {
        let years = i16::from(years);
        match self {
            Self::Year(year) => Some(Self::Year(year.checked_add(years)?)),
            Self::Month(year, month) => Some(Self::Month(year.checked_add(years)?, month)),
            Self::Day(day) => day.checked_add(years.years()).ok().map(Self::Day),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::plan::OccasionKind;

    fn occasion(date: &str, every_years: Option<u8>) -> Occasion {
        Occasion {
            code: "a".to_owned(),
            title: "Uppföljning".to_owned(),
            date: When::parse(date).expect("a date"),
            purpose: String::new(),
            kind: OccasionKind::Yearly,
            every_years,
        }
    }

    #[test]
    fn an_occasion_comes_back_as_often_as_it_says() {
        let fourth = occasion("2027", Some(4));
        assert_eq!(fourth.next(date(2027, 6, 1)), Some(When::Year(2027)));
        assert_eq!(fourth.next(date(2028, 1, 1)), Some(When::Year(2031)), "Danderyd: every fourth year");
        assert_eq!(occasion("2025-08", None).next(date(2025, 9, 1)), None);
        let yearly = occasion("2024-03", Some(1));
        assert_eq!(yearly.next(date(2026, 4, 1)), Some(When::Month(2027, 3)));
        assert_eq!(yearly.reminder(date(2026, 4, 1)), Some(date(2027, 1, 18)));
    }
}
