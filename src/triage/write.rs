//! Writing in a case: one sealed entry, what it changes in the clear, and what it tells the urn, in one transaction.
//!
//! Whoever writes says which version they have seen; where a colleague was in between, nothing is written and both learn of it.

use uuid::Uuid;

use super::{
    acting::Acting,
    case::{Case, Standing, Status},
    readers, store,
};
use crate::{
    board,
    db::{DbError, Transaction},
    intake,
    sealed::Frame,
    urn,
};

/// What an officer's browser hands over.
pub struct Writing {
    /// The version of the case that the officer has seen.
    pub version: i64,
    /// The case key that entry and summary are sealed to.
    pub key: Uuid,
    pub entry: Frame,
    /// The case in a few lines as it now stands; nothing from those who are only consulted.
    pub summary: Option<Frame>,
    pub restricted: bool,
    pub change: Option<Change>,
    pub amendment: Option<Amendment>,
}

/// What changes in the clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Status(Status),
    /// Who answers for the case.
    Officer(Option<Uuid>),
    /// The reporter was told what was done.
    Feedback,
    Held(bool),
    /// A request for disclosure was decided; nothing changes but the log.
    Disclosed,
    /// The case is worked on in another one, or no longer is.
    Merged(Option<Uuid>),
}

/// What the urn is told, sealed to it.
pub struct Amendment {
    pub urn: Uuid,
    pub frame: Frame,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("no such case for this member of staff")]
    NoCase,
    #[error("somebody else has written in between")]
    Seen,
    #[error("the key is not the case's current one, or may no longer be sealed to")]
    StaleKey,
    #[error("only the chief lifts a legal hold")]
    NotChief,
    #[error("no such person or case to change to")]
    NoTarget,
    #[error("somebody is disqualified in this case and not in the other")]
    KeptOut,
    #[error("the urn is opened, or not one of incidents")]
    UrnOpened,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Adds the entry and does what it says; returns the version that came of it.
pub async fn write(
    tx: &Transaction<'_>,
    acting: &Acting<'_>,
    case: Uuid,
    writing: &Writing,
) -> Result<i64, WriteError> {
    let (case, standing) = may_write(tx, acting, case, writing).await?;
    let beyond = writing.restricted || writing.summary.is_some() || writing.change.is_some();
    if standing == Standing::Consulted && (beyond || writing.amendment.is_some()) {
        return Err(WriteError::NoCase);
    }
    if let Some(change) = writing.change {
        apply(tx, acting, &case, change).await?;
    }
    if let Some(amendment) = &writing.amendment
        && !urn::amend(tx, acting.chance.uuid(), amendment.urn, &amendment.frame).await?
    {
        return Err(WriteError::UrnOpened);
    }
    add(tx, acting, &case, writing).await?;
    match writing.change {
        Some(Change::Officer(Some(other)) | Change::Merged(Some(other))) => {
            acting.record_of(tx, word(writing.change), case.id, other).await?;
        }
        change => acting.record(tx, word(change), case.id).await?,
    }
    Ok(case.version + 1)
}

/// Puts a reply on the board and its copy in the case.
pub async fn reply(
    tx: &Transaction<'_>,
    acting: &Acting<'_>,
    case: Uuid,
    frame: &Frame,
    writing: &Writing,
) -> Result<i64, WriteError> {
    let (case, standing) = may_write(tx, acting, case, writing).await?;
    if standing == Standing::Consulted {
        return Err(WriteError::NoCase);
    }
    board::post(tx, frame, acting.today, acting.chance).await?;
    store::acknowledged(tx, case.id, acting.today).await?;
    add(tx, acting, &case, writing).await?;
    acting.record(tx, "case.reply", case.id).await?;
    Ok(case.version + 1)
}

/// Adds an attachment that the officer's next entry will name.
pub async fn attach(
    tx: &Transaction<'_>,
    acting: &Acting<'_>,
    case: Uuid,
    id: Uuid,
    frame: &[u8],
) -> Result<(), WriteError> {
    let (case, _) = store::case_for(tx, case, acting).await?.ok_or(WriteError::NoCase)?;
    intake::add_attachment(tx, id, frame, acting.today, case.id).await?;
    acting.record(tx, "case.attachment", case.id).await?;
    Ok(())
}

async fn may_write(
    tx: &Transaction<'_>,
    acting: &Acting<'_>,
    case: Uuid,
    writing: &Writing,
) -> Result<(Case, Standing), WriteError> {
    let (case, standing) = store::case_for(tx, case, acting).await?.ok_or(WriteError::NoCase)?;
    if readers::current_key(tx, case.id).await? != Some((writing.key, false)) {
        return Err(WriteError::StaleKey);
    }
    if case.version != writing.version {
        return Err(WriteError::Seen);
    }
    Ok((case, standing))
}

async fn add(tx: &Transaction<'_>, acting: &Acting<'_>, case: &Case, writing: &Writing) -> Result<(), DbError> {
    store::insert_entry(tx, acting.chance.uuid(), case.id, writing, acting).await?;
    store::written(tx, case.id, writing.summary.as_ref()).await
}

async fn apply(tx: &Transaction<'_>, acting: &Acting<'_>, case: &Case, change: Change) -> Result<(), WriteError> {
    match change {
        Change::Status(status) => {
            let closed = (status == Status::Closed).then_some(acting.today);
            store::set_status(tx, case.id, status, closed, acting.by).await?;
        }
        Change::Officer(officer) => {
            if let Some(officer) = officer
                && !store::may_answer_for(tx, case.id, officer).await?
            {
                return Err(WriteError::NoTarget);
            }
            store::set_officer(tx, case.id, officer).await?;
        }
        Change::Feedback => store::feedback(tx, case.id, acting.today).await?,
        Change::Disclosed => {}
        Change::Held(held) => {
            if !held && !store::is_chief(tx, case.channel, acting.by).await? {
                return Err(WriteError::NotChief);
            }
            store::set_held(tx, case.id, held).await?;
        }
        Change::Merged(into) => {
            if let Some(into) = into {
                let found = store::case_for(tx, into, acting).await?;
                let stands = found.is_some_and(|(other, _)| {
                    other.id != case.id && other.channel == case.channel && other.merged_into.is_none()
                });
                if !stands {
                    return Err(WriteError::NoTarget);
                }
                // Whoever may not read the event here may not read it there.
                let (here, there) = (readers::disqualified(tx, case.id).await?, readers::disqualified(tx, into).await?);
                if here.iter().any(|out| there.iter().all(|known| known.id != out.id)) {
                    return Err(WriteError::KeptOut);
                }
            }
            let status = if into.is_some() { Status::Closed } else { Status::New };
            store::set_status(tx, case.id, status, into.map(|_| acting.today), acting.by).await?;
            store::set_merged(tx, case.id, into).await?;
        }
    }
    Ok(())
}

fn word(change: Option<Change>) -> &'static str {
    match change {
        None => "case.entry",
        Some(Change::Status(_)) => "case.status",
        Some(Change::Officer(_)) => "case.assign",
        Some(Change::Feedback) => "case.feedback",
        Some(Change::Disclosed) => "case.disclose",
        Some(Change::Held(true)) => "case.hold",
        Some(Change::Held(false)) => "case.unhold",
        Some(Change::Merged(Some(_))) => "case.merge",
        Some(Change::Merged(None)) => "case.unmerge",
    }
}
