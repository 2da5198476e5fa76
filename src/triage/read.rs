//! Opening a case: its letters and entries, still sealed, and a line in the audit log.

use jiff::Timestamp;
use uuid::Uuid;

use super::{
    case::{Case, Entry},
    store,
};
use crate::{
    audit::{self, Act},
    db::{DbError, Transaction},
    intake::{self, LetterRow},
};

/// A case with all that belongs to it.
pub(super) struct WholeCase {
    pub case: Case,
    pub letters: Vec<LetterRow>,
    pub entries: Vec<Entry>,
}

/// The case, for a member of its channel; nothing for anybody else.
pub(super) async fn read(
    tx: &Transaction<'_>,
    id: Uuid,
    by: Uuid,
    now: Timestamp,
) -> Result<Option<WholeCase>, DbError> {
    let Some(case) = store::case_for(tx, id, by).await? else { return Ok(None) };
    let letters = intake::case_letters(tx, id).await?;
    let entries = store::entries(tx, id).await?;
    audit::record(tx, now, Act { actor: Some(by), word: "case.read", object: &id.to_string() }).await?;
    Ok(Some(WholeCase { case, letters, entries }))
}
