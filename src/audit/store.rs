//! Every statement about the audit log.

use jiff::Timestamp;

use super::{
    act::Act,
    line::{Filter, Head, Line},
};
use crate::db::{DbError, Row, Transaction};

const LOCK: &str = "-- audit::lock
    SELECT pg_advisory_xact_lock(7202611)";
const LAST: &str = "-- audit::last
    SELECT number, hash FROM audit_line ORDER BY number DESC LIMIT 1";
const INSERT: &str = "-- audit::insert
    INSERT INTO audit_line (number, at, actor, act, object, hash) VALUES ($1, $2, $3, $4, $5, $6)";

const AFTER: &str = "-- audit::after
    SELECT l.number, l.at, l.actor, s.name, l.act, l.object, l.hash
    FROM audit_line l LEFT JOIN staff s ON s.id = l.actor WHERE l.number > $1 ORDER BY l.number LIMIT $2";
const LINES: &str = "-- audit::lines
    SELECT l.number, l.at, l.actor, s.name, l.act, l.object, l.hash
    FROM audit_line l LEFT JOIN staff s ON s.id = l.actor
    WHERE ($1::bigint IS NULL OR l.number < $1) AND ($2::uuid IS NULL OR l.actor = $2)
      AND ($3::text IS NULL OR starts_with(l.act, $3)) AND ($4::text IS NULL OR position($4 in l.object) > 0)
      AND ($5::timestamptz IS NULL OR l.at >= $5) AND ($6::timestamptz IS NULL OR l.at < $6)
    ORDER BY l.number DESC LIMIT $7";

fn line(row: &Row) -> Line {
    Line {
        number: row.get(0),
        at: row.get(1),
        actor: row.get(2),
        name: row.get(3),
        act: row.get(4),
        object: row.get(5),
        hash: row.get(6),
    }
}

/// The lines after a number, in their order.
pub async fn after(tx: &Transaction<'_>, number: i64, most: i64) -> Result<Vec<Line>, DbError> {
    Ok(tx.query(AFTER, &[&number, &most]).await?.iter().map(line).collect())
}

/// The latest lines that fit a filter, the newest first.
pub async fn lines(tx: &Transaction<'_>, filter: &Filter, most: i64) -> Result<Vec<Line>, DbError> {
    let Filter { before, actor, act, object, from, to } = filter;
    let rows = tx.query(LINES, &[before, actor, act, object, from, to, &most]).await?;
    Ok(rows.iter().map(line).collect())
}

/// The end of the chain.
pub async fn head(tx: &Transaction<'_>) -> Result<Head, DbError> {
    let (number, hash) = last(tx).await?;
    Ok(Head { number, hash })
}

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
