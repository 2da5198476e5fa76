//! Working days in Sweden, the fixed times of notices, and days in words.

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Time, Weekday, date},
    tz::TimeZone,
};

/// Whether people are at work: Monday to Friday, no public holiday, no eve of midsummer, Christmas or New Year.
pub fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_holiday(day)
}

/// How many working days come after `from`, up to and with `to`.
pub fn working_days_after(from: Date, to: Date) -> usize {
    from.series(1.day()).skip(1).take_while(|day| *day <= to).filter(|day| is_working_day(*day)).count()
}

/// The first working day after `day`.
pub fn next_working_day(day: Date) -> Date {
    let later = day.series(1.day()).skip(1).find(|later| is_working_day(*later));
    later.expect("there is work within a fortnight")
}

/// The last of the fixed times at or before `now`, within a week.
pub fn latest_slot(now: Timestamp, zone: &TimeZone, times: &[Time]) -> Option<Timestamp> {
    let today = now.to_zoned(zone.clone()).date();
    (0..7)
        .map(|back| today.saturating_sub(back.days()))
        .filter(|day| is_working_day(*day))
        .flat_map(|day| times.iter().filter_map(move |time| day.to_datetime(*time).to_zoned(zone.clone()).ok()))
        .map(|slot| slot.timestamp())
        .filter(|slot| *slot <= now)
        .max()
}

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

/// A month's name; 1 is January.
pub fn month(number: i8) -> &'static str {
    MONTHS[usize::from((number - 1).rem_euclid(12).unsigned_abs())]
}

/// A day such as `22 november 2026`.
pub fn day(day: Date) -> String {
    format!("{} {} {}", day.day(), month(day.month()), day.year())
}

fn is_holiday(day: Date) -> bool {
    let fixed = [(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)];
    let easter = easter_sunday(day.year());
    let moving = [-2, 1, 39].map(|after: i64| easter.saturating_add(after.days()));
    // Midsummer eve is the Friday in 19–25 June.
    let midsummer_eve = day.month() == 6 && (19..=25).contains(&day.day()) && day.weekday() == Weekday::Friday;
    fixed.contains(&(day.month(), day.day())) || moving.contains(&day) || midsummer_eve
}

/// Gauss's rule as Meeus states it (Astronomical Algorithms, ch. 8), for the Gregorian calendar.
fn easter_sunday(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    let small = |number: i32| i8::try_from(number).expect("a month or a day");
    date(year, small(n / 31), small(n % 31 + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swedish_holidays_of_2026_and_2027_are_no_working_days() {
        for day in [
            date(2026, 1, 1),
            date(2026, 1, 6),
            date(2026, 4, 3),
            date(2026, 4, 6),
            date(2026, 5, 1),
            date(2026, 5, 14),
            date(2026, 6, 19),
            date(2026, 12, 24),
            date(2026, 12, 25),
            date(2026, 12, 31),
            date(2027, 3, 26),
            date(2027, 3, 29),
            date(2027, 5, 6),
            date(2027, 6, 25),
        ] {
            assert!(!is_working_day(day), "{day}");
        }
        assert!(is_working_day(date(2026, 11, 23)), "an ordinary Monday");
    }

    #[test]
    fn a_weekend_is_no_working_time() {
        assert_eq!(working_days_after(date(2026, 11, 20), date(2026, 11, 23)), 1, "Friday to Monday");
        assert_eq!(working_days_after(date(2026, 11, 23), date(2026, 11, 23)), 0);
        assert_eq!(next_working_day(date(2026, 12, 23)), date(2026, 12, 28), "over Christmas and a weekend");
    }

    #[test]
    fn the_latest_slot_on_a_sunday_is_fridays_last() {
        let zone = TimeZone::get("Europe/Stockholm").expect("a known zone");
        let now: Timestamp = "2026-11-22T12:00:00Z".parse().expect("a time");
        let times = [Time::constant(8, 30, 0, 0), Time::constant(13, 0, 0, 0)];
        let slot = latest_slot(now, &zone, &times).expect("there is one");
        assert_eq!(slot.to_string(), "2026-11-20T12:00:00Z");
    }
}
