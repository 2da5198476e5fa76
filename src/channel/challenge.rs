//! Proving that one holds a key: the server seals a value to the epoch, and whoever can open it sends it back.
//!
//! The values hang on a secret of this process and are kept nowhere.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::{
    ids::Chance,
    sealed::{PublicKey, seal},
};

/// Makes and checks the values.
pub struct Challenges([u8; 32]);

impl Challenges {
    /// With a fresh secret.
    pub fn new(chance: &Chance) -> Self {
        Self(chance.bytes())
    }

    /// The value for one member and epoch, sealed to the epoch; nothing where its recipient cannot be read.
    pub fn sealed(&self, epoch: Uuid, recipient: &str, member: Uuid) -> Option<Vec<u8>> {
        Some(seal(&[PublicKey::parse(recipient)?], &self.value(epoch, member)))
    }

    /// Whether this is the value, and so the member could open what was sealed.
    pub fn is_met(&self, epoch: Uuid, member: Uuid, proof: &[u8]) -> bool {
        self.value(epoch, member).ct_eq(proof).into()
    }

    fn value(&self, epoch: Uuid, member: Uuid) -> [u8; 32] {
        let hasher = Sha256::new().chain_update(b"orubbad key proof v1").chain_update(self.0);
        hasher.chain_update(epoch.as_bytes()).chain_update(member.as_bytes()).finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_good_for_one_member_and_one_epoch() {
        let chance = Chance::seeded(1);
        let (challenges, epoch, member) = (Challenges::new(&chance), chance.uuid(), chance.uuid());
        let value = challenges.value(epoch, member);
        assert!(challenges.is_met(epoch, member, &value));
        assert!(!challenges.is_met(epoch, chance.uuid(), &value) && !challenges.is_met(chance.uuid(), member, &value));
        assert!(!challenges.is_met(epoch, member, b""));
        assert!(!Challenges::new(&chance).is_met(epoch, member, &value), "nor for another server");
    }
}
