//! Taking plans in and carrying them on: a plan, a new version, an outcome, occasions and documents; one line in the log each.

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{ActionPlan, Head, Outcome, Value, Version, store};
use crate::{
    audit::{self, Act},
    db::{DbError, Transaction},
    org,
};

/// Why a plan is not kept.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    #[error("no such plan")]
    NoPlan,
    /// Every fault, in Swedish.
    #[error("{}", .0.join(" "))]
    Faults(Vec<String>),
    #[error("Version {0} är beslutad eller ersatt och kan inte ändras. Gör en ny version.")]
    Decided(u32),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Who does it, and when.
#[derive(Clone, Copy)]
pub struct By {
    pub staff: Uuid,
    pub now: Timestamp,
    pub today: Date,
}

async fn record(tx: &Transaction<'_>, by: By, word: &str, plan: Uuid) -> Result<(), DbError> {
    audit::record(tx, by.now, Act { actor: Some(by.staff), word, object: &plan.to_string() }).await
}

/// Takes in a whole plan with its history.
pub async fn take_in(tx: &Transaction<'_>, id: Uuid, plan: &ActionPlan, by: By) -> Result<(), KeepError> {
    let faults = plan.faults();
    if !faults.is_empty() {
        return Err(KeepError::Faults(faults));
    }
    store::insert(tx, id, plan, by.today).await?;
    Ok(record(tx, by, "plan.take_in", id).await?)
}

/// Adds a version, or changes the last one while it is not decided.
pub async fn put_version(tx: &Transaction<'_>, id: Uuid, version: &Version, by: By) -> Result<(), KeepError> {
    store::lock(tx, id).await?;
    let mut plan = store::plan(tx, id).await?.ok_or(KeepError::NoPlan)?;
    match plan.versions.iter().position(|old| old.number == version.number) {
        Some(place) if plan.is_history(&plan.versions[place]) => return Err(KeepError::Decided(version.number)),
        Some(place) => plan.versions[place] = version.clone(),
        None => plan.versions.push(version.clone()),
    }
    let faults = plan.faults();
    if !faults.is_empty() {
        return Err(KeepError::Faults(faults));
    }
    store::put_version(tx, id, version).await?;
    Ok(record(tx, by, "plan.version", id).await?)
}

/// Notes what has come of a measure or an indicator; a second note of the same day takes the place of the first.
pub async fn note(tx: &Transaction<'_>, id: Uuid, outcome: &Outcome, by: By) -> Result<(), KeepError> {
    store::lock(tx, id).await?;
    let plan = store::plan(tx, id).await?.ok_or(KeepError::NoPlan)?;
    if outcome.on > by.today {
        return Err(KeepError::Faults(vec!["Ett utfall kan inte ha en dag som inte har varit.".to_owned()]));
    }
    let codes = org::nodes(tx).await?.into_iter().map(|node| node.code).collect::<BTreeSet<_>>();
    if let Value::Units(parts) = &outcome.value
        && let Some(unknown) = parts.keys().find(|code| !codes.contains(*code))
    {
        return Err(KeepError::Faults(vec![format!("Det finns ingen enhet med koden {unknown}.")]));
    }
    if let Some(fault) = plan.outcome_fault(outcome) {
        return Err(KeepError::Faults(vec![fault]));
    }
    store::put_outcome(tx, id, outcome).await?;
    Ok(record(tx, by, "plan.outcome", id).await?)
}

/// Changes what holds for every version.
pub async fn set_head(tx: &Transaction<'_>, id: Uuid, head: &Head, by: By) -> Result<(), KeepError> {
    store::lock(tx, id).await?;
    let plan = store::plan(tx, id).await?.ok_or(KeepError::NoPlan)?;
    let faults = ActionPlan { head: head.clone(), ..plan }.faults();
    if !faults.is_empty() {
        return Err(KeepError::Faults(faults));
    }
    store::set_head(tx, id, head).await?;
    Ok(record(tx, by, "plan.head", id).await?)
}
