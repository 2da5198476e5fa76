//! Sorting: an officer's browser has opened the new letters and says which are empty, which follow up a case and which are new.

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::store;
use crate::{
    audit::{self, Act},
    channel,
    db::{DbError, Transaction},
    ids::Chance,
    intake,
    sealed::Frame,
};

/// What the browser found.
pub struct Sorting {
    /// Empty letters of those who only wanted to be counted.
    pub discard: Vec<Uuid>,
    /// Follow-ups, and the case each belongs to.
    pub attach: Vec<(Uuid, Uuid)>,
    /// First reports, each with the sealed head of its new case.
    pub open: Vec<NewCase>,
}

/// A case to be made of a letter.
pub struct NewCase {
    pub letter: Uuid,
    pub epoch: Uuid,
    pub head: Frame,
}

/// Why nothing was sorted.
#[derive(Debug, thiserror::Error)]
pub enum SortError {
    #[error("a letter is sorted already, or not this channel's")]
    Gone,
    #[error("the head is sealed to an epoch that is not the current one")]
    StaleEpoch,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// All of it or nothing: two officers who sort at the same time never make two cases of one letter.
pub async fn sort(
    tx: &Transaction<'_>,
    channel: Uuid,
    by: Uuid,
    sorting: &Sorting,
    today: Date,
    now: Timestamp,
    chance: &Chance,
) -> Result<(), SortError> {
    for new in &sorting.open {
        if channel::epoch_channel(tx, new.epoch).await? != Some((channel, true)) {
            return Err(SortError::StaleEpoch);
        }
        let case = chance.uuid();
        store::insert_case(tx, case, channel, new.epoch, &new.head, today).await?;
        claim(intake::attach(tx, new.letter, channel, case).await?)?;
        record(tx, now, by, "case.open", case).await?;
    }
    for (letter, case) in &sorting.attach {
        let found = store::case_for(tx, *case, by).await?.filter(|case| case.channel == channel);
        let case = found.ok_or(SortError::Gone)?.id;
        claim(intake::attach(tx, *letter, channel, case).await?)?;
        record(tx, now, by, "case.attach", case).await?;
    }
    for letter in &sorting.discard {
        claim(intake::discard(tx, *letter, channel).await?)?;
    }
    if !sorting.discard.is_empty() {
        record(tx, now, by, "letter.discard_empty", channel).await?;
    }
    Ok(())
}

fn claim(won: bool) -> Result<(), SortError> {
    if won { Ok(()) } else { Err(SortError::Gone) }
}

async fn record(
    tx: &Transaction<'_>,
    now: Timestamp,
    by: Uuid,
    word: &'static str,
    object: Uuid,
) -> Result<(), DbError> {
    audit::record(tx, now, Act { actor: Some(by), word, object: &object.to_string() }).await
}
