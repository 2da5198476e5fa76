//! A case's own keys. They are made in an officer's browser; the server checks that a key goes to exactly those who may read.
//!
//! As long as nobody is disqualified a share is sealed to the channel's epoch, so that every member, every later member and
//! the paper key can open it. Where somebody is, it is sealed to each of the others and to the paper key.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{
    super::{
        acting::Acting,
        case::{Share, ShareTo},
    },
    store,
};
use crate::{
    channel,
    db::{DbError, Transaction},
    sealed::PublicKey,
};

/// A new generation as the browser made it.
pub struct NewKey {
    pub recipient: PublicKey,
    pub shares: Vec<Share>,
}

/// Why a key is not taken.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("the shares do not go to exactly those who may read")]
    Holders,
    #[error("the key is in use: the same request has come before")]
    Taken,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Puts a new generation in place, for the members less the disqualified, and the consulted.
pub(in crate::triage) async fn renew(
    tx: &Transaction<'_>,
    acting: &Acting<'_>,
    channel: Uuid,
    case: Uuid,
    new: &NewKey,
) -> Result<Uuid, KeyError> {
    let given: BTreeSet<_> = new.shares.iter().map(|share| share.to).collect();
    if given.len() != new.shares.len() || given != readers(tx, channel, case).await? {
        return Err(KeyError::Holders);
    }
    let id = acting.chance.uuid();
    store::retire_keys(tx, case).await?;
    if !store::insert_key(tx, id, case, &new.recipient.to_string()).await? {
        return Err(KeyError::Taken);
    }
    for share in &new.shares {
        store::put_share(tx, id, share).await?;
    }
    store::drop_lost_shares(tx, case).await?;
    Ok(id)
}

/// Whom the next generation is to be sealed to.
async fn readers(tx: &Transaction<'_>, channel: Uuid, case: Uuid) -> Result<BTreeSet<ShareTo>, DbError> {
    let kept_out = store::disqualified(tx, case).await?;
    let consulted = store::consulted(tx, case).await?.into_iter().map(|person| ShareTo::Holder(person.id));
    let mut readers: BTreeSet<_> = consulted.collect();
    if kept_out.is_empty() {
        let current = channel::epochs(tx, channel).await?.into_iter().find(|epoch| epoch.current);
        readers.extend(current.map(|epoch| ShareTo::Epoch(epoch.id)));
    } else {
        let members = channel::members(tx, channel).await?.into_iter().filter(|member| member.has_key);
        let may = members.filter(|member| kept_out.iter().all(|out| out.id != member.id));
        readers.extend(may.map(|member| ShareTo::Holder(member.id)));
        let paper = channel::channel(tx, channel).await?.and_then(|found| found.recovery_recipient);
        readers.extend(paper.map(|_| ShareTo::Paper));
    }
    Ok(readers)
}
