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

#[cfg(test)]
mod tests {
    use super::*;

    fn content(text: &str) -> String {
        let content: Content<Figure> = Content {
            v: 1,
            set: "incidents".to_owned(),
            periods: vec!["2026-T1".to_owned()],
            waves: Vec::new(),
            tables: Vec::new(),
            estimates: Vec::new(),
            findings: Vec::new(),
            notes: vec![text.to_owned()],
            erratum: None,
        };
        serde_json::to_string(&content).expect("plain data")
    }

    fn chain() -> Vec<Entry> {
        let first = Entry::after(&Ledger::default(), "2026-05-04".to_owned(), content("a"));
        let ledger = Ledger::verify(vec![first.clone()]).expect("whole");
        vec![first, Entry::after(&ledger, "2026-09-03".to_owned(), content("b"))]
    }

    #[test]
    fn a_whole_chain_is_read() {
        let ledger = Ledger::verify(chain()).expect("whole");
        assert_eq!(ledger.releases()[1].content.notes, ["b"]);
        assert_eq!(ledger.head(), chain()[1].hash);
    }

    #[test]
    fn one_altered_byte_is_seen_wherever_it_is() {
        let alterations: [fn(&mut Entry); 3] = [
            |entry| entry.content = entry.content.replace('a', "c"),
            |entry| entry.published.replace_range(9.., "5"),
            |entry| entry.hash.replace_range(..1, if entry.hash.starts_with('0') { "1" } else { "0" }),
        ];
        for alter in alterations {
            let mut entries = chain();
            alter(&mut entries[0]);
            assert!(Ledger::verify(entries).is_err());
        }
    }

    #[test]
    fn what_is_left_out_moved_or_unreadable_is_named() {
        let mut entries = chain();
        entries.swap(0, 1);
        assert_eq!(Ledger::verify(entries).err(), Some(LedgerError::Order(1)));
        assert_eq!(Ledger::verify(chain().split_off(1)).err(), Some(LedgerError::Order(1)));
        let strange = Entry::after(&Ledger::default(), "2026-05-04".to_owned(), "{}".to_owned());
        assert_eq!(Ledger::verify(vec![strange]).err(), Some(LedgerError::Unreadable(1)));
    }
}
