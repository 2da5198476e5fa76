//! Splitting: a letter that tells of two events gives a second case, which keeps a copy of the letter.
//!
//! The entry that says so is written in the same transaction, so that a second press finds that it has been done; and who
//! is kept out of the first case is kept out of the second.

use uuid::Uuid;

use super::{
    acting::Acting,
    case::Standing,
    readers,
    sort::{self, NewCase, SortError},
    store,
    write::{WriteError, Writing, write},
};
use crate::{
    db::{DbError, Transaction},
    intake,
};

/// Why nothing was split.
#[derive(Debug, thiserror::Error)]
pub enum SplitError {
    #[error(transparent)]
    Write(#[from] WriteError),
    #[error(transparent)]
    Sort(#[from] SortError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Makes the second case under the identity that the entry names; the letter of `new` is the one that is copied.
pub async fn split(
    tx: &Transaction<'_>,
    acting: &Acting<'_>,
    case: Uuid,
    second: Uuid,
    new: &NewCase,
    writing: &Writing,
) -> Result<i64, SplitError> {
    let Some((first, Standing::Member)) = store::case_for(tx, case, acting).await? else {
        return Err(WriteError::NoCase.into());
    };
    let version = write(tx, acting, case, writing).await?;
    let kept_out: Vec<Uuid> = readers::disqualified(tx, case).await?.into_iter().map(|person| person.id).collect();
    let key = sort::open(tx, acting, first.channel, second, new, &kept_out).await?;
    let (letter, copy) = (new.sorted.letter, acting.chance.uuid());
    if !intake::copy_letter(tx, letter, case, copy, second, key, &new.sorted.frame).await? {
        return Err(SortError::Gone.into());
    }
    acting.record_of(tx, "case.split", case, second).await?;
    acting.record(tx, "case.open", second).await?;
    Ok(version)
}
