//! Putting a reply on the board, and tending it: the number of frames is a multiple of sixteen at every moment.

use jiff::{ToSpan, civil::Date};

use super::store;
use crate::{
    db::{DbError, Transaction},
    ids::Chance,
    sealed::{Frame, FrameKind, dummy},
};

/// Days a reply stays.
pub const LIVE_DAYS: i64 = 90;
const STEP: i64 = 16;

/// Puts a reply in the place of a dummy, or makes the board a step longer.
pub async fn post(tx: &Transaction<'_>, frame: &Frame, today: Date, chance: &Chance) -> Result<(), DbError> {
    store::lock(tx).await?;
    store::take_dummies(tx, 1).await?;
    store::insert(tx, chance.uuid(), frame, today.saturating_add(LIVE_DAYS.days()), false).await?;
    fill_up(tx, today, chance).await
}

/// Takes down what has hung its time and fills up with dummies.
pub async fn tend(tx: &Transaction<'_>, today: Date, chance: &Chance) -> Result<(), DbError> {
    store::lock(tx).await?;
    store::expire(tx, today).await?;
    // A board that has grown shorter gives whole steps of dummies back, so that it does not stay long for ever.
    while store::count(tx).await? > STEP && store::take_dummies(tx, STEP).await? == STEP.unsigned_abs() {}
    fill_up(tx, today, chance).await
}

/// A dummy hangs for as long as a reply posted today, or shorter: nobody can tell them apart by when they go.
async fn fill_up(tx: &Transaction<'_>, today: Date, chance: &Chance) -> Result<(), DbError> {
    let there = store::count(tx).await?;
    let wanted = ((there + STEP - 1) / STEP).max(1) * STEP;
    for _ in there..wanted {
        let days = i64::from(chance.below(90)) + 1;
        let until = today.saturating_add(days.days());
        store::insert(tx, chance.uuid(), &dummy(FrameKind::Reply, chance), until, true).await?;
    }
    Ok(())
}
