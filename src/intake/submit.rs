//! Taking a drop: durable before the answer, stored once however often it is sent, refused before anything is stored.

use jiff::civil::Date;

use super::{drop::Drop, store};
use crate::{
    channel,
    db::{Database, DbError},
    ids::Chance,
    outbox::{self, Notice},
};

/// Why a drop was not taken.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    #[error("no such channel")]
    UnknownChannel,
    #[error("the channel is not open")]
    ChannelClosed,
    #[error("sealed to an epoch or urn that is no longer the current one")]
    StaleKeys,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Stores a drop. One that is to be read at once goes past the mix, and its notice with it.
pub async fn submit(
    db: &Database,
    drop: &Drop,
    today: Date,
    now: jiff::Timestamp,
    chance: &Chance,
) -> Result<(), SubmitError> {
    db.run("intake::submit", async |tx| {
        let current = store::current_epoch(tx, drop.channel).await?.ok_or(SubmitError::UnknownChannel)?;
        let current = current.ok_or(SubmitError::ChannelClosed)?;
        if current != drop.epoch || !store::is_current_urn(tx, drop.urn, today).await? {
            return Err(SubmitError::StaleKeys);
        }
        let new = store::insert_drop(tx, drop).await?;
        if new && drop.at_once {
            store::insert_letter(tx, chance.uuid(), drop, today).await?;
            for address in channel::members_addresses(tx, Some(drop.channel)).await? {
                outbox::queue(tx, chance.uuid(), Notice::AtOnce, &address, now).await?;
            }
        }
        Ok(())
    })
    .await
}
