//! Approving: each approver hands over the tallies again, and the draft is worked out anew against the ledger as it is.
//! The second approval publishes, in the transaction that has audited; no other path writes to the ledger.

use std::{collections::BTreeSet, sync::Arc};

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{
    correct,
    draft::{DraftError, Given, Written, aside, sources},
    gate, read,
    store::{self, StoredDraft},
};
use crate::{
    audit::{self, Act},
    db::{Database, Transaction},
    org,
    statistics::disclosure::{Content, Entry, Figure, Ledger},
};

/// How many custodians it takes.
const APPROVERS: usize = 2;

/// Approves a draft; gives the number of the release when it became one.
pub async fn approve(
    db: &Database,
    id: Uuid,
    given: &[Given],
    by: Uuid,
    today: Date,
    now: Timestamp,
) -> Result<Option<u64>, DraftError> {
    db.run("release::approve", async |tx| {
        // Nothing is published between the audit and the link it is the audit of.
        store::lock(tx).await?;
        let ledger = Arc::new(read::ledger(tx).await?);
        let stored = store::draft(tx, id).await?.ok_or(DraftError::NoDraft)?;
        if stored.base != ledger.releases().len() as i64 {
            return Err(DraftError::Stale);
        }
        if anew(tx, &stored, given, Arc::clone(&ledger)).await? != stored.written {
            return Err(DraftError::Differs);
        }
        if !store::approve(tx, id, by, today).await? {
            return Err(DraftError::AlreadyApproved);
        }
        record(tx, now, by, "release.approve", &id.to_string()).await?;
        let approvers = store::approvals(tx).await?.into_iter().filter(|approval| approval.draft == id).count();
        if approvers < APPROVERS {
            return Ok(None);
        }
        let entry = Entry::after(&ledger, today.to_string(), stored.written.content);
        store::append(tx, &entry, today, &stored.urns).await?;
        store::delete_draft(tx, id).await?;
        record(tx, now, by, "release.publish", &entry.number.to_string()).await?;
        Ok(Some(entry.number))
    })
    .await
}

/// The draft as the gate gives it now.
async fn anew(
    tx: &Transaction<'_>,
    stored: &StoredDraft,
    given: &[Given],
    ledger: Arc<Ledger>,
) -> Result<Written, DraftError> {
    let content: Content<Figure> = serde_json::from_str(&stored.written.content).map_err(|_| DraftError::Differs)?;
    if let Some(erratum) = content.erratum {
        correct::holds(&erratum.text, erratum.of)?;
        return aside(move || gate::erratum(erratum, &ledger)).await;
    }
    let brought: BTreeSet<_> = given.iter().map(|given| given.urn).collect();
    if brought != stored.urns.iter().copied().collect() {
        return Err(DraftError::Differs);
    }
    let (sources, nodes) = (sources(tx, given).await?, org::nodes(tx).await?);
    aside(move || sources.draft(&nodes, &ledger, &|_| ())).await
}

/// Throws a draft away.
pub async fn discard(db: &Database, id: Uuid, by: Uuid, now: Timestamp) -> Result<(), DraftError> {
    db.run("release::discard", async |tx| {
        if !store::delete_draft(tx, id).await? {
            return Err(DraftError::NoDraft);
        }
        record(tx, now, by, "release.discard", &id.to_string()).await
    })
    .await
}

async fn record(
    tx: &Transaction<'_>,
    now: Timestamp,
    by: Uuid,
    word: &'static str,
    object: &str,
) -> Result<(), DraftError> {
    Ok(audit::record(tx, now, Act { actor: Some(by), word, object }).await?)
}
