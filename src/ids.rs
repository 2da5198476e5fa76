//! Chance as an argument: identities, tokens and shuffles come out of a `Chance` that a test may seed.
//!
//! Identities are UUIDv4, never v7 or serial: nothing about an identity tells when it was made.

use std::sync::{Arc, Mutex};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use rand::{Rng, RngExt, SeedableRng, rngs::StdRng};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A source of unpredictable bytes, shared by clones.
#[derive(Clone)]
pub struct Chance(Arc<Mutex<StdRng>>);

impl Chance {
    /// Seeded by the operating system.
    pub fn system() -> Self {
        Self(Arc::new(Mutex::new(rand::make_rng())))
    }

    /// The same sequence every time: for tests and for the figures of the demonstration.
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// Fills `bytes` with random ones.
    pub fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().expect("nobody panics while drawing").fill_bytes(bytes);
    }

    /// A new random identity.
    pub fn uuid(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.bytes()).into_uuid()
    }

    /// A number in `0..bound`, each equally likely.
    pub fn below(&self, bound: u32) -> u32 {
        self.0.lock().expect("nobody panics while drawing").random_range(0..bound)
    }
}

/// A secret that opens something once or for a while: a link, a session. Only its digest is ever stored.
pub struct Token([u8; 32]);

impl Token {
    /// A fresh token.
    pub fn new(chance: &Chance) -> Self {
        Self(chance.bytes())
    }

    /// Reads a token as it stands in a link or cookie.
    pub fn parse(text: &str) -> Option<Self> {
        unbase64(text).and_then(|bytes| bytes.try_into().ok()).map(Self)
    }

    /// The form it takes in a link or cookie.
    pub fn reveal(&self) -> String {
        base64(&self.0)
    }

    /// What the database keeps.
    pub fn digest(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

/// Bytes as base64url without padding, the one spelling used in JSON and links.
pub fn base64(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// The bytes of a base64url text, or nothing.
pub fn unbase64(text: &str) -> Option<Vec<u8>> {
    BASE64_URL_SAFE_NO_PAD.decode(text).ok()
}
