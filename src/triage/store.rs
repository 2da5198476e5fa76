//! Every statement about cases.

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::case::{Case, Entry, Listed, Status};
use crate::{
    db::{DbError, Row, Transaction},
    sealed::Frame,
};

const LISTED: &str = "-- triage::listed
    SELECT c.id, c.channel, c.epoch, c.head, c.status, c.opened, c.closed, s.name,
        (SELECT count(*) FROM letter l WHERE l.case_file = c.id),
        (SELECT coalesce(max(l.day), c.opened) FROM letter l WHERE l.case_file = c.id)
    FROM case_file c LEFT JOIN staff s ON s.id = c.officer WHERE c.channel = $1 ORDER BY 10 DESC, c.id";
const CASE: &str = "-- triage::case
    SELECT c.id, c.channel, c.epoch, c.head, c.status, c.opened, c.closed, s.name
    FROM case_file c LEFT JOIN staff s ON s.id = c.officer
    WHERE c.id = $1 AND EXISTS (SELECT FROM member m WHERE m.channel = c.channel AND m.staff = $2)
    FOR UPDATE OF c";
const INSERT_CASE: &str = "-- triage::insert_case
    INSERT INTO case_file (id, channel, epoch, head, status, opened) VALUES ($1, $2, $3, $4, 'new', $5)";
const SET_STATUS: &str = "-- triage::set_status
    UPDATE case_file SET status = $2, closed = $3, officer = coalesce(officer, $4) WHERE id = $1";
const ENTRIES: &str = "-- triage::entries
    SELECT e.id, e.epoch, e.frame, s.name, e.at FROM case_entry e JOIN staff s ON s.id = e.author
    WHERE e.case_file = $1 ORDER BY e.at, e.id";
const INSERT_ENTRY: &str = "-- triage::insert_entry
    INSERT INTO case_entry (id, case_file, epoch, frame, author, at) VALUES ($1, $2, $3, $4, $5, $6)";

fn case(row: &Row) -> Case {
    Case {
        id: row.get(0),
        channel: row.get(1),
        epoch: row.get(2),
        head: row.get(3),
        status: Status::from_code(row.get(4)),
        opened: row.get(5),
        closed: row.get(6),
        officer: row.get(7),
    }
}

pub(super) async fn listed(tx: &Transaction<'_>, channel: Uuid) -> Result<Vec<Listed>, DbError> {
    let rows = tx.query(LISTED, &[&channel]).await?;
    Ok(rows.iter().map(|row| Listed { case: case(row), letters: row.get(8), latest: row.get(9) }).collect())
}

/// One case of a channel the member of staff belongs to, locked until the transaction ends.
pub(super) async fn case_for(tx: &Transaction<'_>, id: Uuid, staff: Uuid) -> Result<Option<Case>, DbError> {
    Ok(tx.query_opt(CASE, &[&id, &staff]).await?.as_ref().map(case))
}

pub(super) async fn insert_case(
    tx: &Transaction<'_>,
    id: Uuid,
    channel: Uuid,
    epoch: Uuid,
    head: &Frame,
    today: Date,
) -> Result<(), DbError> {
    tx.execute(INSERT_CASE, &[&id, &channel, &epoch, &head.bytes(), &today]).await?;
    Ok(())
}

/// Sets the status; whoever first does answers for the case.
pub(super) async fn set_status(
    tx: &Transaction<'_>,
    id: Uuid,
    status: Status,
    closed: Option<Date>,
    by: Uuid,
) -> Result<(), DbError> {
    tx.execute(SET_STATUS, &[&id, &status.code(), &closed, &by]).await?;
    Ok(())
}

pub(super) async fn entries(tx: &Transaction<'_>, case: Uuid) -> Result<Vec<Entry>, DbError> {
    let rows = tx.query(ENTRIES, &[&case]).await?;
    Ok(rows
        .iter()
        .map(|row| Entry { id: row.get(0), epoch: row.get(1), frame: row.get(2), author: row.get(3), at: row.get(4) })
        .collect())
}

pub(super) async fn insert_entry(
    tx: &Transaction<'_>,
    id: Uuid,
    case: Uuid,
    epoch: Uuid,
    frame: &Frame,
    author: Uuid,
    at: Timestamp,
) -> Result<(), DbError> {
    tx.execute(INSERT_ENTRY, &[&id, &case, &epoch, &frame.bytes(), &author, &at]).await?;
    Ok(())
}
