//! The ledger: every release in a chain of hashes. What cannot be verified cannot be read.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::released::{Content, Figure, Released};

/// One link as it is stored and as the public file shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Place in the chain, from 1, without gaps.
    pub number: u64,
    /// The day of publication, such as 2026-11-22.
    pub published: String,
    /// The release as JSON, byte for byte as it was hashed.
    pub content: String,
    /// Hash of the entry before, in hex; zeros before the first.
    pub previous: String,
    /// SHA-256 over the fields above, each behind its length, in hex.
    pub hash: String,
}

/// A link that has been verified.
#[derive(Clone, Debug)]
pub struct Release {
    pub number: u64,
    pub published: String,
    pub content: Content<Released>,
    pub hash: String,
}

/// All releases, the first one first.
#[derive(Clone, Debug, Default)]
pub struct Ledger(Vec<Release>);

/// Why a ledger cannot be trusted.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    #[error("Redovisning nr {0} saknas eller ligger på fel plats i liggaren.")]
    Order(u64),
    #[error("Redovisning nr {0} är ändrad sedan den publicerades: kontrollsumman stämmer inte.")]
    Altered(u64),
    #[error("Redovisning nr {0} går inte att läsa.")]
    Unreadable(u64),
}

impl Entry {
    /// The entry that follows `ledger`.
    pub fn after(ledger: &Ledger, published: String, content: String) -> Self {
        let number = ledger.0.len() as u64 + 1;
        let previous = ledger.head();
        let hash = link(number, &published, &content, &previous);
        Self { number, published, content, previous, hash }
    }
}

impl Ledger {
    /// Reads a whole chain, or says which link is broken.
    pub fn verify(entries: Vec<Entry>) -> Result<Self, LedgerError> {
        entries.into_iter().try_fold(Self::default(), |mut ledger, entry| {
            let number = ledger.0.len() as u64 + 1;
            if entry.number != number || entry.previous != ledger.head() {
                return Err(LedgerError::Order(number));
            }
            if entry.hash != link(number, &entry.published, &entry.content, &entry.previous) {
                return Err(LedgerError::Altered(number));
            }
            let content: Content<Figure> =
                serde_json::from_str(&entry.content).map_err(|_| LedgerError::Unreadable(number))?;
            let Entry { published, hash, .. } = entry;
            ledger.0.push(Release { number, published, content: content.released(), hash });
            Ok(ledger)
        })
    }

    /// The releases, the first one first.
    pub fn releases(&self) -> &[Release] {
        &self.0
    }

    /// The hash that the next entry builds on.
    pub fn head(&self) -> String {
        self.0.last().map_or_else(|| "0".repeat(64), |last| last.hash.clone())
    }
}

fn link(number: u64, published: &str, content: &str, previous: &str) -> String {
    let mut hasher = Sha256::new();
    for field in ["orubbad release", &number.to_string(), published, content, previous] {
        hasher.update((field.len() as u64).to_be_bytes());
        hasher.update(field);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
