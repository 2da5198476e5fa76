//! Receiving functions (mottagare) and their keyrings. Identities come here only sealed; this room never opens one.

mod challenge;
mod keyring;
mod model;
mod store;

pub use challenge::Challenges;
pub use keyring::{KeyringError, SealedKey, grant, remove, set_recovery, start_epoch};
pub use model::{Channel, Epoch, Member, Missing, OpenChannel, missing};
pub use store::{
    add_member, all, channel, deputies, epoch_channel, epochs, holds_key, insert, is_member, members,
    members_addresses, of_staff, open, own_keys, recovery_keys,
};
