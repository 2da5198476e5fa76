//! Answering: one frame to the board for the reporter, one to the case for the channel, in one transaction.

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::store;
use crate::{
    audit::{self, Act},
    board, channel,
    db::{DbError, Transaction},
    ids::Chance,
    sealed::Frame,
};

/// A reply as the officer's browser sealed it.
pub struct Reply {
    /// Sealed to the reporter.
    pub frame: Frame,
    /// The same words sealed to the channel's current epoch.
    pub copy: Frame,
    pub epoch: Uuid,
}

/// Why nothing was sent.
#[derive(Debug, thiserror::Error)]
pub enum ReplyError {
    #[error("no such case for this member of staff")]
    NoCase,
    #[error("the copy is sealed to an epoch that is not the current one")]
    StaleEpoch,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Puts the reply on the board and its copy in the case.
pub async fn reply(
    tx: &Transaction<'_>,
    case: Uuid,
    by: Uuid,
    reply: &Reply,
    today: Date,
    now: Timestamp,
    chance: &Chance,
) -> Result<(), ReplyError> {
    let case = store::case_for(tx, case, by).await?.ok_or(ReplyError::NoCase)?;
    if channel::epoch_channel(tx, reply.epoch).await? != Some((case.channel, true)) {
        return Err(ReplyError::StaleEpoch);
    }
    board::post(tx, &reply.frame, today, chance).await?;
    store::insert_entry(tx, chance.uuid(), case.id, reply.epoch, &reply.copy, by, now).await?;
    audit::record(tx, now, Act { actor: Some(by), word: "case.reply", object: &case.id.to_string() }).await?;
    Ok(())
}
