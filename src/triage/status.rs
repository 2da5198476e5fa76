//! Moving a case on, and closing it.

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{case::Status, store};
use crate::{
    audit::{self, Act},
    db::{DbError, Transaction},
};

/// Sets the status; false when there is no such case for this member of staff.
pub async fn set_status(
    tx: &Transaction<'_>,
    case: Uuid,
    by: Uuid,
    status: Status,
    today: Date,
    now: Timestamp,
) -> Result<bool, DbError> {
    let Some(case) = store::case_for(tx, case, by).await? else { return Ok(false) };
    let closed = (status == Status::Closed).then_some(today);
    store::set_status(tx, case.id, status, closed, by).await?;
    audit::record(tx, now, Act { actor: Some(by), word: "case.status", object: &case.id.to_string() }).await?;
    Ok(true)
}
