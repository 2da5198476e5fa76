//! When each recurring chore was last done.

use jiff::Timestamp;

use crate::db::{DbError, Transaction};

const LAST: &str = "-- worker::last
    SELECT done FROM chore WHERE name = $1 FOR UPDATE";
const DONE: &str = "-- worker::done
    INSERT INTO chore (name, done) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET done = excluded.done";

pub(super) async fn last(tx: &Transaction<'_>, name: &str) -> Result<Option<Timestamp>, DbError> {
    Ok(tx.query_opt(LAST, &[&name]).await?.map(|row| row.get(0)))
}

pub(super) async fn done(tx: &Transaction<'_>, name: &str, at: Timestamp) -> Result<(), DbError> {
    tx.execute(DONE, &[&name, &at]).await?;
    Ok(())
}
