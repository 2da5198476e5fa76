//! What a draft is made of: tallies that a custodian's browser hands back, each checked against its urn's commitment.
//! Raw counts live here and in the gate alone, and are wiped when they have been used.

use std::collections::BTreeSet;

use serde::Serialize;
use subtle::ConstantTimeEq;
use uuid::Uuid;
use zeroize::{Zeroize, Zeroizing};

use super::{
    gate::{self, Draft, Refusal, Source},
    read::ReadError,
    store,
};
use crate::{
    db::{DbError, Transaction},
    ids::unbase64,
    urn::{self, Tally},
};

/// A tally as it was unsealed, byte for byte.
pub struct Given {
    pub urn: Uuid,
    pub tally: Zeroizing<Vec<u8>>,
}

/// Why there is no draft, or why one is not approved.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    #[error("Välj minst en öppnad urna.")]
    NoUrn,
    #[error("Räkningen för {0} gjordes av en äldre version av tjänsten, som inte band den. Den kan inte redovisas.")]
    Unbound(String),
    #[error("Räkningen för {0} är inte den som urnan gav: den har ändrats på vägen. Ingenting är gjort.")]
    Altered(String),
    #[error("{0} är redan redovisad i Nr {1} och kan inte redovisas igen.")]
    Released(String, i64),
    #[error("Det finns redan ett utkast för {0}. Godkänn det eller släng det först.")]
    Drafted(String),
    #[error("Utkastet finns inte längre.")]
    NoDraft,
    #[error("En annan redovisning har publicerats sedan utkastet gjordes. Släng det och gör ett nytt.")]
    Stale,
    #[error("Utkastet är inte det som räkningarna ger. Det är inte godkänt; släng det och gör ett nytt.")]
    Differs,
    #[error("Du har redan godkänt utkastet. En annan förvarare behöver också godkänna det.")]
    AlreadyApproved,
    #[error("{0}")]
    Text(&'static str),
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error("the gate came to an end by itself")]
    Broken,
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl From<DbError> for DraftError {
    fn from(error: DbError) -> Self {
        Self::Read(error.into())
    }
}

/// Raw counts on their way through the gate.
pub(super) struct Sources(Vec<Source>);

impl Sources {
    pub(super) fn as_slice(&self) -> &[Source] {
        &self.0
    }
}

impl Drop for Sources {
    fn drop(&mut self) {
        for source in &mut self.0 {
            source.tally.zeroize();
            source.secret.zeroize();
        }
    }
}

/// The tallies, if each of them is what its urn gave and none of them is released; in the order of their periods.
pub(super) async fn sources(tx: &Transaction<'_>, given: &[Given]) -> Result<Sources, DraftError> {
    let (opened, uses) = (urn::opened(tx).await?, store::uses(tx).await?);
    let different: BTreeSet<_> = given.iter().map(|given| given.urn).collect();
    if different.is_empty() || different.len() < given.len() {
        return Err(DraftError::NoUrn);
    }
    let mut sources = Sources(Vec::new());
    for Given { urn, tally } in given {
        let found = opened.iter().find(|opened| opened.id == *urn).ok_or(DraftError::NoUrn)?;
        let period = found.period.clone();
        if let Some(number) = uses.iter().find(|used| used.urn == *urn).and_then(|used| used.release) {
            return Err(DraftError::Released(period, number));
        }
        let commitment = found.commitment.as_ref().ok_or_else(|| DraftError::Unbound(period.clone()))?;
        if !bool::from(Tally::commitment(tally).ct_eq(commitment)) {
            return Err(DraftError::Altered(period));
        }
        sources.0.push(source(tally).ok_or(DraftError::Altered(period))?);
    }
    sources.0.sort_by(|one, other| one.tally.period.cmp(&other.tally.period));
    Ok(sources)
}

fn source(bytes: &[u8]) -> Option<Source> {
    let tally: Tally = serde_json::from_slice(bytes).ok()?;
    let secret = unbase64(&tally.secret)?.try_into().ok()?;
    Some(Source { tally, secret })
}

/// A draft as it is stored and compared: three texts, byte for byte.
#[derive(PartialEq, Eq)]
pub(super) struct Written {
    pub content: String,
    pub hidden: String,
    pub verdict: String,
}

impl From<gate::Draft> for Written {
    fn from(Draft { content, hidden, verdict }: Draft) -> Self {
        Self { content: json(&content), hidden: json(&hidden), verdict: json(&verdict) }
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain data becomes JSON")
}

/// Works on a thread of its own, so that nobody else waits.
pub(super) async fn aside(
    work: impl FnOnce() -> Result<Draft, Refusal> + Send + 'static,
) -> Result<Written, DraftError> {
    // What a panic says may hold a count: it is not passed on.
    let done = tokio::task::spawn_blocking(work).await.map_err(|_| DraftError::Broken)?;
    Ok(done?.into())
}
