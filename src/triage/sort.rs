//! Sorting: an officer's browser has opened the new letters and says which are empty, which follow up a case and which are new.
//!
//! Each letter comes back sealed anew to its case and takes the place of the one that was sealed to the channel.

use uuid::Uuid;

use super::{
    acting::Acting,
    readers::{self, KeyError, NewKey},
    store,
};
use crate::{
    channel,
    db::{DbError, Transaction},
    intake,
    sealed::Frame,
};

/// What the browser found.
pub struct Sorting {
    /// Empty letters of those who only wanted to be counted.
    pub discard: Vec<Uuid>,
    /// Follow-ups.
    pub attach: Vec<FollowUp>,
    /// First reports.
    pub open: Vec<NewCase>,
}

/// A letter, sealed anew to its case, and the attachments it names.
pub struct Sorted {
    pub letter: Uuid,
    pub frame: Frame,
    pub attachments: Vec<Uuid>,
}

/// A letter that follows up a case.
pub struct FollowUp {
    pub sorted: Sorted,
    pub case: Uuid,
    pub key: Uuid,
}

/// A case to be made of a letter.
pub struct NewCase {
    pub sorted: Sorted,
    pub epoch: Uuid,
    pub head: Frame,
    pub summary: Frame,
    pub key: NewKey,
}

/// Why nothing was sorted.
#[derive(Debug, thiserror::Error)]
pub enum SortError {
    #[error("a letter is sorted already, or not this channel's")]
    Gone,
    #[error("sealed to an epoch or case key that is not the current one")]
    StaleKey,
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// All of it or nothing: two officers who sort at the same time never make two cases of one letter.
pub async fn sort(
    tx: &Transaction<'_>,
    acting: &Acting<'_>,
    channel: Uuid,
    sorting: &Sorting,
) -> Result<(), SortError> {
    for new in &sorting.open {
        let case = acting.chance.uuid();
        let key = open(tx, acting, channel, case, new, &[]).await?;
        claim(tx, acting, channel, case, key, &new.sorted).await?;
        acting.record(tx, "case.open", case).await?;
    }
    for FollowUp { sorted, case, key } in &sorting.attach {
        // Also somebody who is disqualified passes a letter on; it takes no more than the case's public key.
        let found = store::case_of_channel(tx, *case, channel).await?.ok_or(SortError::Gone)?;
        if readers::current_key(tx, found).await? != Some((*key, false)) {
            return Err(SortError::StaleKey);
        }
        claim(tx, acting, channel, found, *key, sorted).await?;
        store::letter_came(tx, found).await?;
        acting.record(tx, "case.attach", found).await?;
    }
    for letter in &sorting.discard {
        if !intake::discard(tx, *letter, channel).await? {
            return Err(SortError::Gone);
        }
        acting.record(tx, "letter.discard_empty", *letter).await?;
    }
    Ok(())
}

/// A new case with its first key, which `kept_out` are not given.
pub(super) async fn open(
    tx: &Transaction<'_>,
    acting: &Acting<'_>,
    channel: Uuid,
    case: Uuid,
    new: &NewCase,
    kept_out: &[Uuid],
) -> Result<Uuid, SortError> {
    if channel::epoch_channel(tx, new.epoch).await? != Some((channel, true)) {
        return Err(SortError::StaleKey);
    }
    if case.get_version_num() != 4 || !store::insert_case(tx, case, channel, new, acting.today).await? {
        return Err(SortError::Gone);
    }
    for person in kept_out {
        readers::disqualify(tx, case, *person).await?;
    }
    Ok(readers::renew(tx, acting, channel, case, &new.key).await?)
}

async fn claim(
    tx: &Transaction<'_>,
    acting: &Acting<'_>,
    channel: Uuid,
    case: Uuid,
    key: Uuid,
    sorted: &Sorted,
) -> Result<(), SortError> {
    if !intake::attach(tx, sorted.letter, channel, case, key, &sorted.frame).await? {
        return Err(SortError::Gone);
    }
    for attachment in &sorted.attachments {
        // One that never arrived, or that another letter has claimed, is simply not there.
        intake::claim_attachment(tx, *attachment, case, acting.today).await?;
    }
    Ok(())
}
