//! Reminders of report occasions: a constant notice to everybody in a channel, once for each occasion.

use jiff::{Timestamp, civil::Date};

use super::store;
use crate::{
    channel,
    db::{DbError, Transaction},
    ids::Chance,
    outbox::{self, Notice},
};

/// Queues the notice when an occasion has come near that nobody has been reminded of.
pub async fn remind(tx: &Transaction<'_>, today: Date, now: Timestamp, chance: &Chance) -> Result<(), DbError> {
    let mut is_new = false;
    for (id, plan) in store::plans(tx).await? {
        for occasion in &plan.head.occasions {
            let Some((date, reminder)) = occasion.next(today).zip(occasion.reminder(today)) else { continue };
            is_new |= reminder <= today && store::remind(tx, id, &occasion.code, &date.to_string()).await?;
        }
    }
    if is_new {
        for address in channel::members_addresses(tx, None).await? {
            outbox::queue(tx, chance.uuid(), Notice::Occasion, &address, now).await?;
        }
    }
    Ok(())
}
