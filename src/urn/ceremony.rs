//! The ceremony: open every ballot in memory, fold, seal the tally, destroy ballots and key. One transaction.
//!
//! The urn's identity lives for this call and is wiped when dropped.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;
use zeroize::{Zeroize, Zeroizing};

use super::{amendment::Amendments, cores::on_all_cores, fold::Folder, opener::Opener, store, tally::Tally};
use crate::{
    audit::{self, Act},
    auth, channel,
    db::{Database, DbError, Transaction},
    form::Form,
    ids::Chance,
    intake, org,
    sealed::{PublicKey, seal},
};

/// Why an urn stays closed.
#[derive(Debug, thiserror::Error)]
pub enum CeremonyError {
    #[error("no such urn")]
    NoUrn,
    #[error("the period is not over, or its last ballots are not mixed")]
    NotRipe,
    #[error("the urn has been opened before")]
    AlreadyOpened,
    #[error("the identity does not belong to this urn")]
    WrongKey,
    #[error("there is no custodian to seal the tally to")]
    NoCustodian,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Opens an urn. `by` is the custodian, or nobody when it is done from a workstation.
pub async fn open(
    db: &Database,
    urn: Uuid,
    opener: &Opener,
    by: Option<Uuid>,
    today: Date,
    now: Timestamp,
    chance: &Chance,
) -> Result<(), CeremonyError> {
    db.run("urn::open", async |tx| {
        let found = store::urn(tx, urn).await?.filter(|urn| !urn.survey).ok_or(CeremonyError::NoUrn)?;
        if found.opened.is_some() {
            return Err(CeremonyError::AlreadyOpened);
        }
        if opener.recipient() != found.recipient {
            return Err(CeremonyError::WrongKey);
        }
        // Nothing may come in between counting and destroying.
        store::lock_ballots(tx).await?;
        if today < found.ends || intake::waiting_for(tx, urn).await? {
            return Err(CeremonyError::NotRipe);
        }
        let readers = readers(tx).await?;
        if readers.is_empty() {
            return Err(CeremonyError::NoCustodian);
        }
        let folder = fold(tx, urn, opener).await?;
        let secret = Zeroizing::new(chance.bytes());
        let mut tally = Tally::of(folder, Form::incident(), found.period, &org::nodes(tx).await?, &secret);
        let bytes = Zeroizing::new(serde_json::to_vec(&tally).expect("plain data becomes JSON"));
        tally.zeroize();
        store::settle(tx, urn, &seal(&readers, &bytes), &Tally::commitment(&bytes), today).await?;
        audit::record(tx, now, Act { actor: by, word: "urn.open", object: &urn.to_string() }).await?;
        Ok(())
    })
    .await
}

/// Whom a tally is sealed to: the custodians, and the paper key so that it outlives them.
pub async fn readers(tx: &Transaction<'_>) -> Result<Vec<PublicKey>, DbError> {
    let custodians = auth::custodians(tx).await?.into_iter().map(|staff| staff.recipient);
    let paper = channel::all(tx).await?.into_iter().next().and_then(|ordinary| ordinary.recovery_recipient);
    Ok(custodians.chain(paper).filter_map(|recipient| PublicKey::parse(&recipient)).collect())
}

/// Streams the ballots through one folder a core.
async fn fold(tx: &Transaction<'_>, urn: Uuid, opener: &Opener) -> Result<Folder, DbError> {
    let form = Form::incident();
    let amendments = Arc::new(Amendments::open(&store::amendments(tx, urn).await?, opener));
    let frames = store::frames_of(tx, urn).await?;
    let opener = opener.clone();
    let folders = on_all_cores(
        frames,
        || Folder::new(form, amendments.clone()),
        move |folder, frame: Vec<u8>| {
            folder.fold(opener.open(&frame, form));
        },
    )
    .await?;
    Ok(folders.into_iter().fold(Folder::new(form, amendments), Folder::join))
}
