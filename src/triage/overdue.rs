//! Cases past our own service levels: first look within one working day, acknowledgement 7 days, feedback 3 months (forms.md 6.3).

use jiff::{ToSpan, civil::Date};
use uuid::Uuid;

use super::store;
use crate::{
    calendar::working_days_after,
    db::{DbError, Transaction},
};

const ACKNOWLEDGE_DAYS: i64 = 7;
const FEEDBACK_MONTHS: i64 = 3;
/// No stretch of holidays is longer.
const LONGEST_HOLIDAY: i64 = 14;

/// The channels with a case that is late by any of the levels.
pub async fn overdue(tx: &Transaction<'_>, today: Date) -> Result<Vec<Uuid>, DbError> {
    let acknowledge = today.saturating_sub((ACKNOWLEDGE_DAYS + 1).days());
    let feedback = today.saturating_sub(1.day()).saturating_sub(FEEDBACK_MONTHS.months());
    store::overdue(tx, latest_unlooked(today), acknowledge, feedback).await
}

/// The last day on which a case may have been opened for its first look to be late today.
fn latest_unlooked(today: Date) -> Date {
    let days = (1..=LONGEST_HOLIDAY).map(|back| today.saturating_sub(back.days()));
    let late = days.into_iter().find(|day| working_days_after(*day, today) >= 2);
    late.unwrap_or_else(|| today.saturating_sub(LONGEST_HOLIDAY.days()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_case_of_friday_is_late_on_tuesday_and_holidays_do_not_count() {
        assert_eq!(latest_unlooked(date(2026, 11, 24)), date(2026, 11, 22));
        assert_eq!(latest_unlooked(date(2026, 11, 23)), date(2026, 11, 19), "on Monday only Thursday's");
        assert_eq!(latest_unlooked(date(2026, 12, 28)), date(2026, 12, 22), "after Christmas");
    }
}
