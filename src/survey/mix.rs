//! The nightly mix of surveys: ballots, tokens and codes part company, each in a random order of its own.

use jiff::civil::Date;

use super::store;
use crate::db::{Database, DbError};

/// Moves everything that was cast and traded since the last mix. Interrupted, it has either happened or not; afterwards
/// the write-ahead log is moved on too, so that the next checkpoint takes the order of arrival with it.
pub async fn mix(db: &Database, today: Date) -> Result<(), DbError> {
    db.run("survey::mix", async |tx| store::mix(tx, today).await).await?;
    db.fill_log().await
}
