//! What a fixed time brings: the regular notice to every member, and the reminder to deputies where nothing was opened.

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use crate::{
    calendar::working_days_after,
    channel,
    config::NoticeMode,
    db::{DbError, Transaction},
    ids::Chance,
    intake::{self, Unsorted},
    outbox::{self, Notice},
};

/// First look within one working day after the day of the letter; the same day where it was to be read at once.
fn is_overdue(unsorted: &Unsorted, today: Date) -> bool {
    unsorted.ordinary.is_some_and(|day| working_days_after(day, today) >= 2)
        || unsorted.at_once.is_some_and(|day| day < today)
}

/// Queues the notices of one fixed time; `late` are the channels with a case past a service level.
pub async fn queue_slot(
    tx: &Transaction<'_>,
    mode: NoticeMode,
    today: Date,
    now: Timestamp,
    late: &[Uuid],
    chance: &Chance,
) -> Result<(), DbError> {
    for channel in channel::all(tx).await? {
        let unsorted = intake::oldest_unsorted(tx, channel.id).await?;
        let new = unsorted.ordinary.is_some() || unsorted.at_once.is_some();
        if new || mode == NoticeMode::Always {
            for address in channel::members_addresses(tx, Some(channel.id)).await? {
                outbox::queue(tx, chance.uuid(), Notice::Regular, &address, now).await?;
            }
        }
        if is_overdue(&unsorted, today) || late.contains(&channel.id) {
            for address in channel::deputies(tx, channel.id).await? {
                outbox::queue(tx, chance.uuid(), Notice::Escalation, &address, now).await?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_letter_of_friday_is_overdue_on_tuesday_and_an_urgent_one_the_next_day() {
        let ordinary = |day| Unsorted { ordinary: Some(day), at_once: None };
        assert!(!is_overdue(&ordinary(date(2026, 11, 20)), date(2026, 11, 23)));
        assert!(is_overdue(&ordinary(date(2026, 11, 20)), date(2026, 11, 24)));
        let at_once = Unsorted { ordinary: None, at_once: Some(date(2026, 11, 20)) };
        assert!(!is_overdue(&at_once, date(2026, 11, 20)));
        assert!(is_overdue(&at_once, date(2026, 11, 21)));
        assert!(!is_overdue(&Unsorted { ordinary: None, at_once: None }, date(2026, 11, 24)));
    }
}
