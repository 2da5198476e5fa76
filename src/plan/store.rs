//! Every statement about plans.

use jiff::civil::Date;
use uuid::Uuid;

use super::{ActionPlan, Head, Outcome, Version};
use crate::db::{DbError, Row, Transaction};

const PLANS: &str = "-- plan::plans
    SELECT id, head FROM action_plan ORDER BY added DESC, id";
const VERSIONS: &str = "-- plan::versions
    SELECT plan, body FROM plan_version ORDER BY plan, number";
const OUTCOMES: &str = "-- plan::outcomes
    SELECT plan, measure, indicator, day, value, note FROM plan_outcome ORDER BY plan, day, measure, indicator";
const LOCK: &str = "-- plan::lock
    SELECT FROM action_plan WHERE id = $1 FOR UPDATE";
const INSERT: &str = "-- plan::insert
    INSERT INTO action_plan (id, head, added) VALUES ($1, $2, $3)";
const SET_HEAD: &str = "-- plan::set_head
    UPDATE action_plan SET head = $2 WHERE id = $1";
const PUT_VERSION: &str = "-- plan::put_version
    INSERT INTO plan_version (plan, number, body) VALUES ($1, $2, $3)
    ON CONFLICT (plan, number) DO UPDATE SET body = excluded.body";
const PUT_OUTCOME: &str = "-- plan::put_outcome
    INSERT INTO plan_outcome (plan, measure, indicator, day, value, note) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (plan, measure, indicator, day) DO UPDATE SET value = excluded.value, note = excluded.note";
const REMIND: &str = "-- plan::remind
    INSERT INTO plan_reminder (plan, occasion, date) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";

/// Of an outcome that is of the whole measure.
const WHOLE: i32 = -1;

fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).expect("only we write plans")
}

fn written(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("plain data becomes JSON")
}

fn outcome(row: &Row) -> Outcome {
    Outcome {
        measure: row.get(1),
        indicator: usize::try_from(row.get::<_, i32>(2)).ok(),
        on: row.get(3),
        value: read(row.get(4)),
        note: row.get(5),
    }
}

/// Every plan with its history, the newest first.
pub async fn plans(tx: &Transaction<'_>) -> Result<Vec<(Uuid, ActionPlan)>, DbError> {
    let (heads, versions, outcomes) =
        (tx.query(PLANS, &[]).await?, tx.query(VERSIONS, &[]).await?, tx.query(OUTCOMES, &[]).await?);
    let plan = |row: &Row| {
        let id: Uuid = row.get(0);
        let own = |row: &&Row| row.get::<_, Uuid>(0) == id;
        let plan = ActionPlan {
            head: read(row.get(1)),
            versions: versions.iter().filter(own).map(|row| read(row.get(1))).collect(),
            outcomes: outcomes.iter().filter(own).map(outcome).collect(),
        };
        (id, plan)
    };
    Ok(heads.iter().map(plan).collect())
}

/// One plan.
pub async fn plan(tx: &Transaction<'_>, id: Uuid) -> Result<Option<ActionPlan>, DbError> {
    Ok(plans(tx).await?.into_iter().find(|(plan, _)| *plan == id).map(|(_, plan)| plan))
}

/// One writer at a time, until the transaction ends.
pub(super) async fn lock(tx: &Transaction<'_>, id: Uuid) -> Result<(), DbError> {
    tx.execute(LOCK, &[&id]).await?;
    Ok(())
}

pub(super) async fn insert(tx: &Transaction<'_>, id: Uuid, plan: &ActionPlan, today: Date) -> Result<(), DbError> {
    tx.execute(INSERT, &[&id, &written(&plan.head), &today]).await?;
    for version in &plan.versions {
        put_version(tx, id, version).await?;
    }
    for outcome in &plan.outcomes {
        put_outcome(tx, id, outcome).await?;
    }
    Ok(())
}

pub(super) async fn set_head(tx: &Transaction<'_>, id: Uuid, head: &Head) -> Result<(), DbError> {
    tx.execute(SET_HEAD, &[&id, &written(head)]).await?;
    Ok(())
}

pub(super) async fn put_version(tx: &Transaction<'_>, id: Uuid, version: &Version) -> Result<(), DbError> {
    let number = i32::try_from(version.number).unwrap_or(i32::MAX);
    tx.execute(PUT_VERSION, &[&id, &number, &written(version)]).await?;
    Ok(())
}

pub(super) async fn put_outcome(tx: &Transaction<'_>, id: Uuid, outcome: &Outcome) -> Result<(), DbError> {
    let place = outcome.indicator.map_or(WHOLE, |place| i32::try_from(place).unwrap_or(i32::MAX));
    let value = written(&outcome.value);
    tx.execute(PUT_OUTCOME, &[&id, &outcome.measure, &place, &outcome.on, &value, &outcome.note]).await?;
    Ok(())
}

/// Notes that officers are reminded of an occasion; false when they have been.
pub(super) async fn remind(tx: &Transaction<'_>, id: Uuid, occasion: &str, date: &str) -> Result<bool, DbError> {
    Ok(tx.execute(REMIND, &[&id, &occasion, &date]).await? == 1)
}
