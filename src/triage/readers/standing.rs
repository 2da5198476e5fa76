//! Who may read a case: disqualification (jäv), consulting somebody outside for a time, and a new key where either ends.

use jiff::{Timestamp, ToSpan, civil::Date};
use uuid::Uuid;

use super::{
    super::{
        acting::Acting,
        case::{Case, CaseKey, Share, ShareTo, Standing},
        store as cases,
    },
    key::{self, KeyError, NewKey},
    store,
};
use crate::{
    audit::{self, Act},
    auth, channel,
    db::{DbError, Transaction},
};

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StandingError {
    #[error("no such case for this member of staff")]
    NoCase,
    #[error("somebody else has written in between")]
    Seen,
    #[error("the key is as it should be")]
    NotStale,
    #[error("no such person, or one who cannot be kept out or let in")]
    NoPerson,
    #[error("a consultation is for {LONGEST_CONSULTATION} days at most")]
    TooLong,
    #[error("the last member who can read stays")]
    LastReader,
    #[error("only the chief lets somebody in again")]
    NotChief,
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Days; a longer one is begun anew.
const LONGEST_CONSULTATION: i64 = 90;

/// A new key for the same readers, where the old one is stale or the case has none; returns it.
pub async fn rekey(
    tx: &Transaction<'_>,
    acting: &Acting<'_>,
    case: Uuid,
    version: i64,
    new: &NewKey,
) -> Result<Uuid, StandingError> {
    let case = member_case(tx, acting, case).await?;
    if case.version != version {
        return Err(StandingError::Seen);
    }
    if matches!(store::current_key(tx, case.id).await?, Some((_, false))) {
        return Err(StandingError::NotStale);
    }
    let key = key::renew(tx, acting, case.channel, case.id, new).await?;
    cases::touched(tx, case.id).await?;
    acting.record(tx, "case.key", case.id).await?;
    Ok(key)
}

/// Keeps a member out of the case from now on, by grant and by key. Anybody may say it of themselves, and any member of another.
pub async fn disqualify(
    tx: &Transaction<'_>,
    acting: &Acting<'_>,
    case: Uuid,
    version: i64,
    person: Uuid,
    new: &NewKey,
) -> Result<Uuid, StandingError> {
    let case = member_case(tx, acting, case).await?;
    if case.version != version {
        return Err(StandingError::Seen);
    }
    let members = channel::members(tx, case.channel).await?;
    let kept_out = store::disqualified(tx, case.id).await?;
    if !members.iter().any(|member| member.id == person) || kept_out.iter().any(|out| out.id == person) {
        return Err(StandingError::NoPerson);
    }
    let readers = members.iter().filter(|member| member.has_key && member.id != person);
    if readers.filter(|member| kept_out.iter().all(|out| out.id != member.id)).count() == 0 {
        return Err(StandingError::LastReader);
    }
    store::disqualify(tx, case.id, person).await?;
    cases::lay_down(tx, case.id, person).await?;
    store::wipe_lost(tx).await?;
    let key = key::renew(tx, acting, case.channel, case.id, new).await?;
    cases::touched(tx, case.id).await?;
    acting.record_of(tx, "case.disqualify", case.id, person).await?;
    Ok(key)
}

/// Lets a member in again; shares are given by somebody who holds them.
pub async fn qualify(tx: &Transaction<'_>, acting: &Acting<'_>, case: Uuid, person: Uuid) -> Result<(), StandingError> {
    let case = member_case(tx, acting, case).await?;
    if !cases::is_chief(tx, case.channel, acting.by).await? || person == acting.by {
        return Err(StandingError::NotChief);
    }
    if !store::qualify(tx, case.id, person).await? {
        return Err(StandingError::NoPerson);
    }
    cases::touched(tx, case.id).await?;
    acting.record_of(tx, "case.qualify", case.id, person).await?;
    Ok(())
}

/// Lets somebody outside the channel read the case until a day, with every generation of its key.
pub async fn consult(
    tx: &Transaction<'_>,
    acting: &Acting<'_>,
    case: Uuid,
    person: Uuid,
    until: Date,
    shares: &[(Uuid, Vec<u8>)],
) -> Result<(), StandingError> {
    let case = member_case(tx, acting, case).await?;
    let known = auth::by_id(tx, person).await?.is_some() && !channel::is_member(tx, case.channel, person).await?;
    if !known || until < acting.today {
        return Err(StandingError::NoPerson);
    }
    if until > acting.today.saturating_add(LONGEST_CONSULTATION.days()) {
        return Err(StandingError::TooLong);
    }
    give(tx, acting, &case, person, shares, true).await?;
    store::consult(tx, case.id, person, until).await?;
    cases::touched(tx, case.id).await?;
    acting.record_of(tx, "case.consult", case.id, person).await?;
    Ok(())
}

/// Ends a consultation before its day.
pub async fn end_consultation(
    tx: &Transaction<'_>,
    acting: &Acting<'_>,
    case: Uuid,
    person: Uuid,
) -> Result<(), StandingError> {
    let case = member_case(tx, acting, case).await?;
    if !store::end_consultation(tx, case.id, person).await? {
        return Err(StandingError::NoPerson);
    }
    store::wipe_lost(tx).await?;
    cases::touched(tx, case.id).await?;
    acting.record_of(tx, "case.consult_end", case.id, person).await?;
    Ok(())
}

/// Gives a member keys of a case that were sealed to single holders before they came, or to oneself what the paper key opens.
pub async fn share(
    tx: &Transaction<'_>,
    acting: &Acting<'_>,
    case: Uuid,
    person: Uuid,
    shares: &[(Uuid, Vec<u8>)],
) -> Result<(), StandingError> {
    let case = member_case(tx, acting, case).await?;
    let kept_out = store::disqualified(tx, case.id).await?.iter().any(|out| out.id == person);
    if kept_out || !channel::is_member(tx, case.channel, person).await? {
        return Err(StandingError::NoPerson);
    }
    give(tx, acting, &case, person, shares, false).await?;
    acting.record_of(tx, "case.share", case.id, person).await?;
    Ok(())
}

/// Ends what was given for a time, and takes what those who may no longer read still have lying here.
pub async fn end_expired(tx: &Transaction<'_>, today: Date, now: Timestamp) -> Result<(), DbError> {
    for (case, person) in store::end_expired(tx, today).await? {
        let object = format!("{case} {person}");
        audit::record(tx, now, Act { actor: None, word: "case.consult_end", object: &object }).await?;
    }
    store::wipe_lost(tx).await
}

/// Puts shares in place; `whole` asks for every generation of the key.
async fn give(
    tx: &Transaction<'_>,
    acting: &Acting<'_>,
    case: &Case,
    person: Uuid,
    shares: &[(Uuid, Vec<u8>)],
    whole: bool,
) -> Result<(), StandingError> {
    let keys: Vec<CaseKey> = store::keys(tx, case.id, acting.by).await?;
    let known = shares.iter().all(|(id, _)| keys.iter().any(|key| key.id == *id));
    if !known || shares.is_empty() || (whole && keys.len() != shares.len()) {
        return Err(KeyError::Holders.into());
    }
    for (key, sealed) in shares {
        store::put_share(tx, *key, &Share { to: ShareTo::Holder(person), sealed: sealed.clone() }).await?;
    }
    Ok(())
}

async fn member_case(tx: &Transaction<'_>, acting: &Acting<'_>, case: Uuid) -> Result<Case, StandingError> {
    match cases::case_for(tx, case, acting).await? {
        Some((case, Standing::Member)) => Ok(case),
        _ => Err(StandingError::NoCase),
    }
}
