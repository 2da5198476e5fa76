//! Every statement about the outbox.

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::notice::Notice;
use crate::db::{DbError, Transaction};

const QUEUE: &str = "-- outbox::queue
    INSERT INTO outbox (id, notice, address, due) VALUES ($1, $2, $3, $4)";
const DUE: &str = "-- outbox::due
    SELECT id, notice, address, attempts FROM outbox WHERE state = 'waiting' AND due <= $1
    ORDER BY due, id LIMIT 1 FOR UPDATE SKIP LOCKED";
const SENT: &str = "-- outbox::sent
    UPDATE outbox SET state = 'sent', attempts = attempts + 1, error = NULL,
        due = CASE notice WHEN 'at_once' THEN date_trunc('day', due) ELSE due END,
        settled = CASE notice WHEN 'at_once' THEN date_trunc('day', $2::timestamptz) ELSE $2 END WHERE id = $1";
const PUT_OFF: &str = "-- outbox::put_off
    UPDATE outbox SET attempts = attempts + 1, due = $2, error = $3 WHERE id = $1";
const FAILED: &str = "-- outbox::failed
    UPDATE outbox SET state = 'failed', attempts = attempts + 1, settled = $2, error = $3 WHERE id = $1";
const DELIVERIES: &str = "-- outbox::deliveries
    SELECT notice, address, due, attempts, state, settled, error FROM outbox ORDER BY due DESC, id LIMIT 100";
const UNDELIVERED: &str = "-- outbox::undelivered
    SELECT count(*) FROM outbox
    WHERE (state = 'waiting' AND attempts > 0) OR (state = 'failed' AND settled > $1)";
const SETTLED_BEFORE: &str = "-- outbox::settled_before
    SELECT id FROM outbox WHERE settled < $1::date ORDER BY settled, id FOR UPDATE";
const DESTROY: &str = "-- outbox::destroy
    DELETE FROM outbox WHERE id = ANY($1)";

/// A notice whose time has come.
pub struct Waiting {
    pub id: Uuid,
    pub notice: Notice,
    pub address: String,
    pub attempts: i32,
}

/// How far a notice has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryState {
    Waiting,
    Sent,
    Failed,
}

/// A line of the list of deliveries.
pub struct Delivery {
    pub notice: Notice,
    pub address: String,
    pub due: Timestamp,
    pub attempts: i32,
    pub state: DeliveryState,
    pub settled: Option<Timestamp>,
    pub error: Option<String>,
}

/// Puts a notice in the outbox.
pub async fn queue(
    tx: &Transaction<'_>,
    id: Uuid,
    notice: Notice,
    address: &str,
    due: Timestamp,
) -> Result<(), DbError> {
    tx.execute(QUEUE, &[&id, &notice.code(), &address, &due]).await?;
    Ok(())
}

/// The next notice to deliver, locked until the transaction ends.
pub async fn due(tx: &Transaction<'_>, now: Timestamp) -> Result<Option<Waiting>, DbError> {
    let row = tx.query_opt(DUE, &[&now]).await?;
    Ok(row.map(|row| Waiting {
        id: row.get(0),
        notice: Notice::from_code(row.get(1)).expect("only we write notices"),
        address: row.get(2),
        attempts: row.get(3),
    }))
}

/// The mail server took it.
pub async fn sent(tx: &Transaction<'_>, id: Uuid, now: Timestamp) -> Result<(), DbError> {
    tx.execute(SENT, &[&id, &now]).await?;
    Ok(())
}

/// To be tried again at `due`.
pub async fn put_off(tx: &Transaction<'_>, id: Uuid, due: Timestamp, error: &str) -> Result<(), DbError> {
    tx.execute(PUT_OFF, &[&id, &due, &error]).await?;
    Ok(())
}

/// Given up.
pub async fn failed(tx: &Transaction<'_>, id: Uuid, now: Timestamp, error: &str) -> Result<(), DbError> {
    tx.execute(FAILED, &[&id, &now, &error]).await?;
    Ok(())
}

/// The latest hundred.
pub async fn deliveries(tx: &Transaction<'_>) -> Result<Vec<Delivery>, DbError> {
    let rows = tx.query(DELIVERIES, &[]).await?;
    Ok(rows
        .iter()
        .map(|row| Delivery {
            notice: Notice::from_code(row.get(0)).expect("only we write notices"),
            address: row.get(1),
            due: row.get(2),
            attempts: row.get(3),
            state: match row.get(4) {
                "sent" => DeliveryState::Sent,
                "failed" => DeliveryState::Failed,
                _ => DeliveryState::Waiting,
            },
            settled: row.get(5),
            error: row.get(6),
        })
        .collect())
}

/// Records of notices that were settled before a day, locked.
pub async fn settled_before(tx: &Transaction<'_>, day: Date) -> Result<Vec<Uuid>, DbError> {
    Ok(tx.query(SETTLED_BEFORE, &[&day]).await?.iter().map(|row| row.get(0)).collect())
}

/// Destroys records of notices.
pub async fn destroy(tx: &Transaction<'_>, ids: &[Uuid]) -> Result<u64, DbError> {
    Ok(tx.execute(DESTROY, &[&ids]).await?)
}

/// How many notices are in trouble: tried in vain and waiting, or given up after `since`.
pub async fn undelivered(tx: &Transaction<'_>, since: Timestamp) -> Result<i64, DbError> {
    Ok(tx.query_one(UNDELIVERED, &[&since]).await?.get(0))
}
