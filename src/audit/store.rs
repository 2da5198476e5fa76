//! Every statement about the audit log.

use jiff::Timestamp;

use super::act::Act;
use crate::db::{DbError, Transaction};

const LOCK: &str = "-- audit::lock
    SELECT pg_advisory_xact_lock(7202611)";
const LAST: &str = "-- audit::last
    SELECT number, hash FROM audit_line ORDER BY number DESC LIMIT 1";
const INSERT: &str = "-- audit::insert
    INSERT INTO audit_line (number, at, actor, act, object, hash) VALUES ($1, $2, $3, $4, $5, $6)";

/// One writer at a time, until the transaction ends.
pub(super) async fn lock(tx: &Transaction<'_>) -> Result<(), DbError> {
    tx.query(LOCK, &[]).await?;
    Ok(())
}

pub(super) async fn last(tx: &Transaction<'_>) -> Result<(i64, Vec<u8>), DbError> {
    let row = tx.query_opt(LAST, &[]).await?;
    Ok(row.map_or((0, Vec::new()), |row| (row.get(0), row.get(1))))
}

pub(super) async fn insert(
    tx: &Transaction<'_>,
    number: i64,
    at: Timestamp,
    act: &Act<'_>,
    hash: &[u8],
) -> Result<(), DbError> {
    tx.execute(INSERT, &[&number, &at, &act.actor, &act.word, &act.object, &hash]).await?;
    Ok(())
}
