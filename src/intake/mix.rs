//! The nightly mix: one transaction, new random identities, random order, a date; then the intake is emptied.

use jiff::civil::Date;

use super::store;
use crate::db::{Database, DbError};

/// How much was mixed.
#[derive(Debug, PartialEq, Eq)]
pub struct Mixed {
    pub letters: u64,
    pub ballots: u64,
}

/// Moves everything that came since the last mix. Interrupted, it has either happened or not.
pub async fn mix(db: &Database, today: Date) -> Result<Mixed, DbError> {
    let (letters, ballots) = db.run("intake::mix", async |tx| store::mix(tx, today).await).await?;
    db.run("intake::mix_attachments", async |tx| store::mix_attachments(tx, today).await).await?;
    Ok(Mixed { letters, ballots })
}
