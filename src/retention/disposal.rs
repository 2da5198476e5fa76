//! A disposal (gallring): proposed by one member, carried out by another, and kept as a protocol.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use uuid::Uuid;

use super::{
    rule::{Kind, Rule},
    store,
};
use crate::{
    audit::{self, Act},
    db::{Database, DbError, Transaction},
    ids::Chance,
    intake, outbox,
    triage::{self, Destroyed},
};

/// A disposal, waiting or done.
#[derive(Clone, Debug, Serialize)]
pub struct Disposal {
    pub id: Uuid,
    #[serde(flatten)]
    pub rule: Rule,
    pub until: Date,
    pub objects: Vec<Uuid>,
    pub proposed_by: Uuid,
    pub proposed_by_name: String,
    pub proposed: Date,
    pub approved_by_name: Option<String>,
    pub done: Option<Date>,
    pub letters: Option<i32>,
    pub entries: Option<i32>,
    pub attachments: Option<i32>,
    pub keys: Option<i32>,
}

/// Why nothing was destroyed or proposed.
#[derive(Debug, thiserror::Error)]
pub enum DisposalError {
    #[error("there is no decision on destruction for this kind")]
    NoRule,
    #[error("nothing is old enough")]
    Nothing,
    #[error("one is proposed already")]
    Proposed,
    #[error("the person is disqualified in one of the cases")]
    Disqualified,
    #[error("no such proposal")]
    NoProposal,
    #[error("whoever proposed it cannot approve it")]
    SamePerson,
    #[error("the rule has changed since the proposal")]
    RuleChanged,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What a rule would let go today, locked until the transaction ends.
pub(super) async fn due(tx: &Transaction<'_>, channel: Uuid, rule: &Rule, today: Date) -> Result<Vec<Uuid>, DbError> {
    let until = rule.until(today);
    match rule.kind {
        Kind::Case => triage::closed_before(tx, channel, until).await,
        Kind::Attachment => intake::unclaimed_before(tx, until).await,
        Kind::Notice => outbox::settled_before(tx, until).await,
    }
}

/// Proposes to destroy what is due.
pub async fn propose(
    tx: &Transaction<'_>,
    channel: Uuid,
    kind: Kind,
    by: Uuid,
    today: Date,
    now: Timestamp,
    chance: &Chance,
) -> Result<Uuid, DisposalError> {
    let rule = store::rule(tx, channel, kind).await?.ok_or(DisposalError::NoRule)?;
    let objects = due(tx, channel, &rule, today).await?;
    if objects.is_empty() {
        return Err(DisposalError::Nothing);
    }
    if triage::any_disqualified(tx, &objects, by).await? {
        return Err(DisposalError::Disqualified);
    }
    let id = chance.uuid();
    if !store::propose(tx, id, channel, &rule, rule.until(today), &objects, by, today).await? {
        return Err(DisposalError::Proposed);
    }
    record(tx, now, by, "retention.propose", id).await?;
    Ok(id)
}

/// Throws a proposal away.
pub async fn withdraw(
    tx: &Transaction<'_>,
    channel: Uuid,
    id: Uuid,
    by: Uuid,
    now: Timestamp,
) -> Result<(), DisposalError> {
    if !store::withdraw(tx, channel, id).await? {
        return Err(DisposalError::NoProposal);
    }
    record(tx, now, by, "retention.withdraw", id).await?;
    Ok(())
}

/// Destroys what was proposed and is still due, and writes the protocol; then makes the disk forget it too.
pub async fn carry_out(
    db: &Database,
    channel: Uuid,
    id: Uuid,
    by: Uuid,
    today: Date,
    now: Timestamp,
) -> Result<(), DisposalError> {
    db.run("retention::carry_out", async |tx| destroy(tx, channel, id, by, today, now).await).await?;
    Ok(db.forget_deleted().await?)
}

async fn destroy(
    tx: &Transaction<'_>,
    channel: Uuid,
    id: Uuid,
    by: Uuid,
    today: Date,
    now: Timestamp,
) -> Result<(), DisposalError> {
    let proposal = store::proposal(tx, channel, id).await?.ok_or(DisposalError::NoProposal)?;
    if proposal.proposed_by == by {
        return Err(DisposalError::SamePerson);
    }
    let rule = store::rule(tx, channel, proposal.rule.kind).await?.ok_or(DisposalError::NoRule)?;
    if (rule.months, &rule.reference) != (proposal.rule.months, &proposal.rule.reference) {
        return Err(DisposalError::RuleChanged);
    }
    // A case that was opened again or put on hold since the proposal is no longer due.
    let due = due(tx, channel, &rule, today).await?;
    let objects: Vec<Uuid> = proposal.objects.into_iter().filter(|object| due.contains(object)).collect();
    if triage::any_disqualified(tx, &objects, by).await? {
        return Err(DisposalError::Disqualified);
    }
    let destroyed = match rule.kind {
        Kind::Case => triage::destroy(tx, &objects).await?,
        Kind::Attachment => {
            Destroyed { attachments: intake::destroy_attachments(tx, &objects).await?, ..Destroyed::default() }
        }
        Kind::Notice => {
            outbox::destroy(tx, &objects).await?;
            Destroyed::default()
        }
    };
    store::done(tx, id, &objects, by, today, destroyed).await?;
    record(tx, now, by, "retention.destroy", id).await?;
    Ok(())
}

pub(super) async fn record(
    tx: &Transaction<'_>,
    now: Timestamp,
    by: Uuid,
    word: &str,
    object: Uuid,
) -> Result<(), DbError> {
    audit::record(tx, now, Act { actor: Some(by), word, object: &object.to_string() }).await
}
