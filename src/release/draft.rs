//! What a draft is made of: tallies that a custodian's browser hands back, each checked against its urn's commitment.
//! Raw counts live here and in the gate alone, and are wiped when they have been used.

use std::collections::BTreeSet;

use serde::Serialize;
use subtle::ConstantTimeEq;
use uuid::Uuid;
use zeroize::{Zeroize, Zeroizing};

use super::{
    gate::{self, Draft, Progress, Refusal, Source, WaveSource},
    read::ReadError,
    store,
};
use crate::{
    db::{DbError, Transaction},
    ids::unbase64,
    org::Node,
    statistics::disclosure::Ledger,
    survey::{self, FrameUnit, Wave, WaveTally},
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
    #[error("Rapporter och mätningar redovisas var för sig. Välj antingen perioder eller mätningar.")]
    Mixed,
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

/// Raw counts on their way through the gate: of periods or of waves, never of both.
pub(super) enum Sources {
    Incidents(Vec<Source>),
    Survey(Vec<WaveSource>),
}

impl Sources {
    /// Hands them to the gate.
    pub(super) fn draft(
        &self,
        nodes: &[Node],
        ledger: &Ledger,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<Draft, Refusal> {
        match self {
            Self::Incidents(sources) => gate::draft(sources, nodes, ledger, progress),
            Self::Survey(waves) => gate::survey(waves, nodes, ledger, progress),
        }
    }

    /// What they are of, such as 2026-T2 or E2026-1.
    pub(super) fn periods(&self) -> Vec<&str> {
        match self {
            Self::Incidents(sources) => sources.iter().map(|source| source.tally.period.as_str()).collect(),
            Self::Survey(waves) => waves.iter().map(|source| source.wave.code.as_str()).collect(),
        }
    }
}

impl Drop for Sources {
    fn drop(&mut self) {
        match self {
            Self::Incidents(sources) => sources.iter_mut().for_each(|source| {
                source.tally.zeroize();
                source.secret.zeroize();
            }),
            Self::Survey(waves) => waves.iter_mut().for_each(|source| {
                source.tally.zeroize();
                source.secret.zeroize();
            }),
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
    let kinds: BTreeSet<_> =
        opened.iter().filter(|opened| different.contains(&opened.id)).map(|opened| opened.survey).collect();
    if kinds.len() > 1 {
        return Err(DraftError::Mixed);
    }
    let (mut incidents, mut waves) = (Sources::Incidents(Vec::new()), Sources::Survey(Vec::new()));
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
        match (&mut incidents, &mut waves) {
            (_, Sources::Survey(waves)) if found.survey => {
                let wave = survey::wave_of(tx, *urn).await?.ok_or(DraftError::NoUrn)?;
                let frame = survey::units(tx, *urn).await?;
                waves.push(wave_source(tally, wave, frame).ok_or(DraftError::Altered(period))?);
            }
            (Sources::Incidents(sources), _) => sources.push(source(tally).ok_or(DraftError::Altered(period))?),
            _ => return Err(DraftError::NoUrn),
        }
    }
    if let Sources::Incidents(sources) = &mut incidents {
        sources.sort_by(|one, other| one.tally.period.cmp(&other.tally.period));
    }
    if let Sources::Survey(waves) = &mut waves {
        waves.sort_by(|one, other| one.wave.code.cmp(&other.wave.code));
    }
    Ok(if kinds.contains(&true) { waves } else { incidents })
}

fn source(bytes: &[u8]) -> Option<Source> {
    let tally: Tally = serde_json::from_slice(bytes).ok()?;
    let secret = unbase64(&tally.secret)?.try_into().ok()?;
    Some(Source { tally, secret })
}

fn wave_source(bytes: &[u8], wave: Wave, frame: Vec<FrameUnit>) -> Option<WaveSource> {
    let tally: WaveTally = serde_json::from_slice(bytes).ok()?;
    let secret = unbase64(&tally.secret)?.try_into().ok()?;
    Some(WaveSource { tally, secret, wave, frame })
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
