//! Periods: calendar tertials.

use jiff::civil::{Date, date};

/// A tertial: January–April, May–August or September–December.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    year: i16,
    tertial: i8,
}

impl Period {
    /// The period a day belongs to.
    pub fn of(day: Date) -> Self {
        Self { year: day.year(), tertial: (day.month() - 1) / 4 + 1 }
    }

    /// Reads a name such as `2026-T3`.
    pub fn parse(name: &str) -> Option<Self> {
        let (year, tertial) = name.split_once("-T")?;
        let period = Self { year: year.parse().ok()?, tertial: tertial.parse().ok()? };
        ((1..=3).contains(&period.tertial) && (2000..9999).contains(&period.year) && period.name() == name)
            .then_some(period)
    }

    /// The name.
    pub fn name(self) -> String {
        format!("{}-T{}", self.year, self.tertial)
    }

    /// The first day.
    pub fn starts(self) -> Date {
        date(self.year, (self.tertial - 1) * 4 + 1, 1)
    }

    /// The first day after.
    pub fn ends(self) -> Date {
        self.next().starts()
    }

    /// The period after.
    pub fn next(self) -> Self {
        match self.tertial {
            3 => Self { year: self.year + 1, tertial: 1 },
            tertial => Self { year: self.year, tertial: tertial + 1 },
        }
    }
}

/// This period and the next two: their urns are prepared ahead, so that a boundary never depends on anyone.
pub fn upcoming(today: Date) -> [Period; 3] {
    let current = Period::of(today);
    [current, current.next(), current.next().next()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_belongs_to_the_period_that_holds_it() {
        let mut day = date(2025, 12, 1);
        while day < date(2027, 2, 1) {
            let period = Period::of(day);
            assert!(period.starts() <= day && day < period.ends(), "{day}");
            assert_eq!(Period::parse(&period.name()), Some(period));
            day = day.tomorrow().expect("within the calendar");
        }
    }

    #[test]
    fn names_that_are_none_are_refused() {
        for name in ["2026-T0", "2026-T4", "2026T1", "02026-T1", "", "åååå-T1"] {
            assert_eq!(Period::parse(name), None, "{name}");
        }
    }
}
