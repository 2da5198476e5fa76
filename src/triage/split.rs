//! Splitting: a letter that tells of two events gives a second case, which keeps a copy of the letter.

use uuid::Uuid;

use super::{
    acting::Acting,
    case::Standing,
    sort::{self, NewCase, SortError},
    store,
};
use crate::{db::Transaction, intake};

/// Makes the second case; the letter of `new` is the one that is copied. Returns the new case.
pub async fn split(tx: &Transaction<'_>, acting: &Acting<'_>, case: Uuid, new: &NewCase) -> Result<Uuid, SortError> {
    let Some((case, Standing::Member)) = store::case_for(tx, case, acting).await? else {
        return Err(SortError::Gone);
    };
    let (second, key) = sort::open(tx, acting, case.channel, new).await?;
    let (letter, copy) = (new.sorted.letter, acting.chance.uuid());
    if !intake::copy_letter(tx, letter, case.id, copy, second, key, &new.sorted.frame).await? {
        return Err(SortError::Gone);
    }
    acting.record(tx, "case.split", case.id).await?;
    acting.record(tx, "case.open", second).await?;
    Ok(second)
}
