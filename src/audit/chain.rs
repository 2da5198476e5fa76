//! The chain: each line's hash covers the hash before it, so that no line can be altered, left out or moved unseen.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::{act::Act, store};
use crate::db::{DbError, Transaction};

/// Adds one line.
pub async fn record(tx: &Transaction<'_>, now: Timestamp, act: Act<'_>) -> Result<(), DbError> {
    store::lock(tx).await?;
    let (number, before) = store::last(tx).await?;
    let number = number + 1;
    let hash = link(&before, number, now, &act);
    store::insert(tx, number, now, &act, &hash).await
}

/// The hash of a line: SHA-256 over the previous hash and each field behind its length.
pub(super) fn link(before: &[u8], number: i64, at: Timestamp, act: &Act<'_>) -> Vec<u8> {
    let mut hasher = Sha256::new();
    let actor = act.actor.map(|actor| actor.to_string()).unwrap_or_default();
    for field in [
        before,
        number.to_string().as_bytes(),
        at.as_microsecond().to_string().as_bytes(),
        actor.as_bytes(),
        act.word.as_bytes(),
        act.object.as_bytes(),
    ] {
        hasher.update((field.len() as u64).to_be_bytes());
        hasher.update(field);
    }
    hasher.finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_depends_on_every_field_and_on_the_line_before() {
        let at = Timestamp::UNIX_EPOCH;
        let act = |object| Act { actor: None, word: "case.reply", object };
        let base = link(b"before", 1, at, &act("a"));
        assert_ne!(base, link(b"another", 1, at, &act("a")));
        assert_ne!(base, link(b"before", 2, at, &act("a")));
        assert_ne!(base, link(b"before", 1, at, &act("b")));
        assert_ne!(
            link(b"before", 1, at, &Act { actor: None, word: "a", object: "bc" }),
            link(b"before", 1, at, &Act { actor: None, word: "ab", object: "c" })
        );
    }
}
