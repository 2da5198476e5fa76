//! Labels: which unit's token a ballot was cast with, readable by the ceremony alone. A server makes a key in its memory,
//! keeps it sealed to the urn, and labels with it; the database can tell neither the unit of a ballot nor which run of the
//! server took it.

use std::{collections::HashMap, sync::Arc};

use chacha20poly1305::{AeadInPlace, ChaCha20Poly1305, KeyInit, Nonce, Tag};
use tokio::sync::Mutex;
use uuid::Uuid;
use zeroize::{Zeroize, Zeroizing};

use super::store;
use crate::{
    db::{Database, DbError},
    ids::Chance,
    sealed::{PublicKey, seal},
};

const NONCE: usize = 12;
const UNIT: usize = 16;

/// What makes labels for one wave.
#[derive(Clone)]
pub struct LabelKey(Arc<Zeroizing<[u8; 32]>>);

impl LabelKey {
    /// A fresh key.
    pub fn new(chance: &Chance) -> Self {
        Self(Arc::new(Zeroizing::new(chance.bytes())))
    }

    /// Reads what the ceremony unsealed.
    pub fn parse(mut bytes: Vec<u8>) -> Option<Self> {
        let key = <[u8; 32]>::try_from(&bytes[..]).ok();
        bytes.zeroize();
        key.map(|key| Self(Arc::new(Zeroizing::new(key))))
    }

    /// The key sealed to the urn of its wave.
    pub fn sealed_to(&self, urn: &PublicKey) -> Vec<u8> {
        seal(std::slice::from_ref(urn), &self.0[..])
    }

    /// Labels a frame with its unit.
    pub fn label(&self, unit: Uuid, frame: &[u8], chance: &Chance) -> Vec<u8> {
        let (nonce, mut content) = (chance.bytes::<NONCE>(), *unit.as_bytes());
        let tag = self
            .cipher()
            .encrypt_in_place_detached(Nonce::from_slice(&nonce), &bound(frame), &mut content)
            .expect("sixteen bytes are not too many");
        [&nonce[..], &content, &tag].concat()
    }

    /// The unit of a frame, if this key labelled it.
    pub fn read(&self, label: &[u8], frame: &[u8]) -> Option<Uuid> {
        let (nonce, rest) = label.split_at_checked(NONCE)?;
        let (content, tag) = rest.split_at_checked(UNIT)?;
        let mut content: [u8; UNIT] = content.try_into().ok()?;
        let (nonce, tag) = (Nonce::from_slice(nonce), Tag::from_slice(tag.try_into().ok().map(|tag: &[u8; 16]| tag)?));
        self.cipher().decrypt_in_place_detached(nonce, &bound(frame), &mut content, tag).ok()?;
        Some(Uuid::from_bytes(content))
    }

    fn cipher(&self) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new((&**self.0).into())
    }
}

/// A label belongs to one frame: its first bytes hold the random share of its seal.
fn bound(frame: &[u8]) -> [u8; 256] {
    std::array::from_fn(|place| frame.get(place).copied().unwrap_or_default())
}

/// The label keys of this process, one a wave, made when the first ballot of the wave comes.
#[derive(Clone, Default)]
pub struct Labels(Arc<Mutex<HashMap<Uuid, LabelKey>>>);

impl Labels {
    /// The key of a wave; when it is new, its sealed copy lies in the database before it is used.
    pub async fn of(&self, db: &Database, wave: Uuid, urn: &PublicKey, chance: &Chance) -> Result<LabelKey, DbError> {
        let mut keys = self.0.lock().await;
        if let Some(key) = keys.get(&wave) {
            return Ok(key.clone());
        }
        let key = LabelKey::new(chance);
        let (id, sealed) = (chance.uuid(), key.sealed_to(urn));
        db.run::<_, DbError>("survey::label_key", async |tx| store::insert_label_key(tx, id, wave, &sealed).await)
            .await?;
        keys.insert(wave, key.clone());
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_tells_its_unit_to_its_key_and_for_its_frame_alone() {
        let chance = Chance::seeded(1);
        let (key, other, unit) = (LabelKey::new(&chance), LabelKey::new(&chance), chance.uuid());
        let label = key.label(unit, b"frame", &chance);
        assert_eq!(label.len(), 44);
        assert_eq!(key.read(&label, b"frame"), Some(unit));
        assert_eq!(other.read(&label, b"frame"), None);
        assert_eq!(key.read(&label, b"another"), None);
        assert_eq!(key.read(&label[1..], b"frame"), None);
        assert_ne!(label, key.label(unit, b"frame", &chance), "two labels of one unit look different");
    }
}
