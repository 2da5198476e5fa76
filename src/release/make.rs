//! Making a draft: the tallies are checked at once, the gate works aside, and one transaction writes what it gave.

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{
    draft::{DraftError, Given, Sources, aside, sources},
    gate::Progress,
    read, store,
};
use crate::{
    audit::{self, Act},
    db::Database,
    org::{self, Node},
    statistics::disclosure::Ledger,
};

/// A draft that has everything it needs.
pub struct Begun {
    sources: Sources,
    nodes: Vec<Node>,
    ledger: Ledger,
    urns: Vec<Uuid>,
}

/// Checks what was handed over.
pub async fn begin(db: &Database, given: &[Given]) -> Result<Begun, DraftError> {
    db.run("release::begin", async |tx| {
        let sources = sources(tx, given).await?;
        let urns: Vec<_> = given.iter().map(|given| given.urn).collect();
        let uses = store::uses(tx).await?;
        if uses.iter().any(|used| used.draft.is_some() && urns.contains(&used.urn)) {
            return Err(drafted(&sources));
        }
        Ok(Begun { sources, nodes: org::nodes(tx).await?, ledger: read::ledger(tx).await?, urns })
    })
    .await
}

/// Passes the gate and writes the draft; when it answers with an error, or is cut off, nothing has happened.
pub async fn finish(
    db: &Database,
    begun: Begun,
    id: Uuid,
    by: Uuid,
    today: Date,
    now: Timestamp,
    tell: impl Fn(Progress) + Send + Sync + 'static,
) -> Result<(), DraftError> {
    let Begun { sources, nodes, ledger, urns } = begun;
    let (base, taken) = (ledger.releases().len(), drafted(&sources));
    let written = aside(move || sources.draft(&nodes, &ledger, &tell)).await?;
    let inserted = db
        .run::<_, DraftError>("release::make", async |tx| {
            store::insert_draft(tx, id, &written, base, &urns, by, today).await?;
            let act = Act { actor: Some(by), word: "release.draft", object: &id.to_string() };
            Ok(audit::record(tx, now, act).await?)
        })
        .await;
    match inserted {
        Err(DraftError::Read(read::ReadError::Db(error))) if error.constraint() == Some("draft_urn_pkey") => Err(taken),
        other => other,
    }
}

fn drafted(sources: &Sources) -> DraftError {
    DraftError::Drafted(sources.periods().join(", "))
}
