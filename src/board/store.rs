//! Every statement about the board.

use jiff::civil::Date;
use uuid::Uuid;

use crate::{
    db::{DbError, Transaction},
    sealed::Frame,
};

const FRAMES: &str = "-- board::frames
    SELECT frame FROM reply WHERE until >= $1 ORDER BY id";
const LOCK: &str = "-- board::lock
    LOCK TABLE reply IN SHARE ROW EXCLUSIVE MODE";
const COUNT: &str = "-- board::count
    SELECT count(*) FROM reply";
const INSERT: &str = "-- board::insert
    INSERT INTO reply (id, frame, until, dummy) VALUES ($1, $2, $3, $4)";
const TAKE_DUMMIES: &str = "-- board::take_dummies
    DELETE FROM reply WHERE id IN (SELECT id FROM reply WHERE dummy ORDER BY id LIMIT $1)";
const EXPIRE: &str = "-- board::expire
    DELETE FROM reply WHERE until < $1";

pub(super) async fn frames(tx: &Transaction<'_>, today: Date) -> Result<Vec<Vec<u8>>, DbError> {
    Ok(tx.query(FRAMES, &[&today]).await?.iter().map(|row| row.get(0)).collect())
}

/// One change of the board at a time; readers are not kept waiting.
pub(super) async fn lock(tx: &Transaction<'_>) -> Result<(), DbError> {
    tx.execute(LOCK, &[]).await?;
    Ok(())
}

pub(super) async fn count(tx: &Transaction<'_>) -> Result<i64, DbError> {
    Ok(tx.query_one(COUNT, &[]).await?.get(0))
}

pub(super) async fn insert(
    tx: &Transaction<'_>,
    id: Uuid,
    frame: &Frame,
    until: Date,
    dummy: bool,
) -> Result<(), DbError> {
    tx.execute(INSERT, &[&id, &frame.bytes(), &until, &dummy]).await?;
    Ok(())
}

/// Takes up to `most` dummies away.
pub(super) async fn take_dummies(tx: &Transaction<'_>, most: i64) -> Result<u64, DbError> {
    Ok(tx.execute(TAKE_DUMMIES, &[&most]).await?)
}

pub(super) async fn expire(tx: &Transaction<'_>, today: Date) -> Result<u64, DbError> {
    Ok(tx.execute(EXPIRE, &[&today]).await?)
}
