//! Opening a case: its letters and entries, still sealed, and a line in the audit log.

use uuid::Uuid;

use super::{
    acting::Acting,
    case::{Case, CaseKey, Consulted, Entry, Person, Standing},
    readers, store,
};
use crate::{
    channel::{self, Member},
    db::{DbError, Transaction},
    intake::{self, LetterRow},
    urn::{self, Urn},
};

/// A case with all that its reader may have.
pub(super) struct WholeCase {
    pub case: Case,
    pub standing: Standing,
    pub keys: Vec<CaseKey>,
    pub letters: Vec<LetterRow>,
    pub entries: Vec<Entry>,
    pub attachments: Vec<(Uuid, i64)>,
    pub members: Vec<Member>,
    pub disqualified: Vec<Person>,
    pub consulted: Vec<Consulted>,
    pub merged: Vec<Uuid>,
    pub recovery_recipient: Option<String>,
    pub draft: Option<Vec<u8>>,
    /// Urns of incidents that are not opened.
    pub urns: Vec<Urn>,
}

/// The case, for a member of its channel or somebody consulted; nothing for anybody else.
pub(super) async fn read(tx: &Transaction<'_>, acting: &Acting<'_>, id: Uuid) -> Result<Option<WholeCase>, DbError> {
    let Some((mut case, standing)) = store::case_for(tx, id, acting).await? else { return Ok(None) };
    if standing == Standing::Member {
        store::looked(tx, id, acting.today).await?;
        case.looked = case.looked.or(Some(acting.today));
        case.fresh = false;
    }
    acting.record(tx, "case.read", id).await?;
    let entries = store::entries(tx, id).await?.into_iter();
    Ok(Some(WholeCase {
        keys: readers::keys(tx, id, acting.by).await?,
        letters: intake::case_letters(tx, id).await?,
        entries: entries.filter(|entry| standing == Standing::Member || !entry.restricted).collect(),
        attachments: intake::case_attachments(tx, id).await?,
        members: channel::members(tx, case.channel).await?,
        disqualified: readers::disqualified(tx, id).await?,
        consulted: readers::consulted(tx, id).await?,
        merged: store::merged_into(tx, id).await?,
        recovery_recipient: channel::channel(tx, case.channel).await?.and_then(|found| found.recovery_recipient),
        draft: store::draft(tx, id, acting.by).await?,
        urns: urn::urns(tx).await?.into_iter().filter(|urn| urn.opened.is_none() && !urn.survey).collect(),
        case,
        standing,
    }))
}

/// Some cases of a channel for the search in the member's browser: everything they may read, and one line in the log for each.
pub(super) struct Page {
    pub cases: Vec<Texts>,
    pub next: Option<Uuid>,
}

/// What is written in one case.
pub(super) struct Texts {
    pub id: Uuid,
    pub keys: Vec<CaseKey>,
    pub letters: Vec<LetterRow>,
    pub entries: Vec<Entry>,
}

/// The next `most` cases after `after`, in the order of their identities.
pub(super) async fn texts(
    tx: &Transaction<'_>,
    acting: &Acting<'_>,
    channel: Uuid,
    after: Option<Uuid>,
    most: i64,
) -> Result<Page, DbError> {
    let ids = store::next_cases(tx, channel, acting.by, after.unwrap_or(Uuid::nil()), most).await?;
    let next = (ids.len() as i64 == most).then(|| ids.last().copied()).flatten();
    let mut keys = readers::keys_of(tx, &ids, acting.by).await?;
    let mut letters = intake::letters_of(tx, &ids).await?;
    let mut entries = store::entries_of(tx, &ids).await?;
    let mut cases = Vec::with_capacity(ids.len());
    for id in ids {
        cases.push(Texts {
            keys: keys.remove(&id).unwrap_or_default(),
            letters: letters.remove(&id).unwrap_or_default(),
            entries: entries.remove(&id).unwrap_or_default(),
            id,
        });
    }
    for case in &cases {
        acting.record(tx, "case.index", case.id).await?;
    }
    Ok(Page { cases, next })
}
