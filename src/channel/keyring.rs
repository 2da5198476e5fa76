//! Changes to a keyring. Everything sealed was sealed in a member's browser; the server checks that nobody is left out.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{model::Epoch, store};
use crate::{
    db::{DbError, Transaction},
    sealed::PublicKey,
};

/// An epoch's identity sealed to one holder (nothing: the paper recovery key).
pub struct SealedKey {
    pub epoch: Uuid,
    pub holder: Option<Uuid>,
    pub sealed: Vec<u8>,
}

/// Why a keyring stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    #[error("the channel does not exist")]
    NoChannel,
    #[error("the public key is not an age recipient")]
    Recipient,
    #[error("the keys do not cover exactly those who are to hold them")]
    Holders,
    #[error("only a member who holds the keys may do this")]
    NotHolder,
    #[error("the last member who can read stays")]
    LastMember,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Starts a new epoch, sealed to every member who can read and to the recovery key; the first is sealed to its maker alone.
pub async fn start_epoch(
    tx: &Transaction<'_>,
    channel: Uuid,
    by: Uuid,
    id: Uuid,
    recipient: &str,
    keys: &[SealedKey],
) -> Result<(), KeyringError> {
    replace_epoch(tx, channel, by, id, recipient, keys, None).await
}

/// Removes a member and starts an epoch that the leaver never held.
pub async fn remove(
    tx: &Transaction<'_>,
    channel: Uuid,
    by: Uuid,
    leaver: Uuid,
    id: Uuid,
    recipient: &str,
    keys: &[SealedKey],
) -> Result<(), KeyringError> {
    replace_epoch(tx, channel, by, id, recipient, keys, Some(leaver)).await?;
    store::take_keys(tx, channel, leaver).await?;
    store::remove_member(tx, channel, leaver).await?;
    Ok(())
}

async fn replace_epoch(
    tx: &Transaction<'_>,
    channel: Uuid,
    by: Uuid,
    id: Uuid,
    recipient: &str,
    keys: &[SealedKey],
    leaver: Option<Uuid>,
) -> Result<(), KeyringError> {
    store::lock(tx, channel).await?;
    let found = store::channel(tx, channel).await?.ok_or(KeyringError::NoChannel)?;
    PublicKey::parse(recipient).ok_or(KeyringError::Recipient)?;
    let first = store::epochs(tx, channel).await?.is_empty();
    let mut holders: BTreeSet<Option<Uuid>> = store::members(tx, channel)
        .await?
        .iter()
        .filter(|member| member.has_key && Some(member.id) != leaver)
        .map(|member| Some(member.id))
        .collect();
    if first {
        holders.insert(Some(by));
    }
    if holders.is_empty() || leaver == Some(by) {
        return Err(KeyringError::LastMember);
    }
    if !holders.contains(&Some(by)) {
        return Err(KeyringError::NotHolder);
    }
    if found.recovery_recipient.is_some() {
        holders.insert(None);
    }
    let given: BTreeSet<_> = keys.iter().map(|key| key.holder).collect();
    if given != holders || keys.len() != holders.len() {
        return Err(KeyringError::Holders);
    }
    store::new_epoch(tx, channel, id, recipient).await?;
    for key in keys {
        store::put_key(tx, id, key.holder, &key.sealed).await?;
    }
    Ok(())
}

/// Gives a member every epoch's identity: from a member who holds them, or from the paper key to oneself; `proven` says
/// that the member has opened something that was sealed to every epoch.
pub async fn grant(
    tx: &Transaction<'_>,
    channel: Uuid,
    by: Uuid,
    holder: Uuid,
    keys: &[SealedKey],
    proven: bool,
) -> Result<(), KeyringError> {
    store::lock(tx, channel).await?;
    let members = store::members(tx, channel).await?;
    if !members.iter().any(|member| member.id == holder) {
        return Err(KeyringError::Holders);
    }
    let recovers = proven && by == holder;
    if !recovers && !members.iter().any(|member| member.id == by && member.has_key) {
        return Err(KeyringError::NotHolder);
    }
    cover_every_epoch(&store::epochs(tx, channel).await?, keys)?;
    for key in keys {
        store::put_key(tx, key.epoch, Some(holder), &key.sealed).await?;
    }
    Ok(())
}

/// Puts a new paper key in the place of the old.
pub async fn set_recovery(
    tx: &Transaction<'_>,
    channel: Uuid,
    by: Uuid,
    recipient: &str,
    keys: &[SealedKey],
) -> Result<(), KeyringError> {
    store::lock(tx, channel).await?;
    PublicKey::parse(recipient).ok_or(KeyringError::Recipient)?;
    if !store::members(tx, channel).await?.iter().any(|member| member.id == by && member.has_key) {
        return Err(KeyringError::NotHolder);
    }
    cover_every_epoch(&store::epochs(tx, channel).await?, keys)?;
    store::set_recovery(tx, channel, recipient).await?;
    for key in keys {
        store::put_key(tx, key.epoch, None, &key.sealed).await?;
    }
    Ok(())
}

fn cover_every_epoch(epochs: &[Epoch], keys: &[SealedKey]) -> Result<(), KeyringError> {
    let there: BTreeSet<_> = epochs.iter().map(|epoch| epoch.id).collect();
    let given: BTreeSet<_> = keys.iter().map(|key| key.epoch).collect();
    if there.is_empty() || there != given || keys.len() != there.len() {
        return Err(KeyringError::Holders);
    }
    Ok(())
}
