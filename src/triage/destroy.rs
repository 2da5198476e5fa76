//! Destroying cases (gallring): letters, entries, attachments and keys go; what was counted stays counted.

use jiff::civil::Date;
use uuid::Uuid;

use super::{readers, store};
use crate::{
    db::{DbError, Transaction},
    intake,
};

/// How much was destroyed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Destroyed {
    pub letters: u64,
    pub entries: u64,
    pub attachments: u64,
    pub keys: u64,
}

/// Cases of a channel that were closed before a day and are not held, locked until the transaction ends.
pub async fn closed_before(tx: &Transaction<'_>, channel: Uuid, day: Date) -> Result<Vec<Uuid>, DbError> {
    store::closed_before(tx, channel, day).await
}

/// Whether somebody is disqualified in any of these cases.
pub async fn any_disqualified(tx: &Transaction<'_>, cases: &[Uuid], staff: Uuid) -> Result<bool, DbError> {
    readers::any_disqualified(tx, cases, staff).await
}

/// Destroys cases with everything in them.
pub async fn destroy(tx: &Transaction<'_>, cases: &[Uuid]) -> Result<Destroyed, DbError> {
    let (letters, attachments) = intake::destroy_of_cases(tx, cases).await?;
    let entries = store::empty(tx, cases).await?;
    let keys = readers::destroy(tx, cases).await?;
    store::destroy(tx, cases).await?;
    Ok(Destroyed { letters, entries, attachments, keys })
}
