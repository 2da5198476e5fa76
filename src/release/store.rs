//! Every statement about drafts and releases.

use jiff::civil::Date;
use uuid::Uuid;

use super::draft::Written;
use crate::{
    db::{DbError, Row, Transaction},
    statistics::disclosure::Entry,
};

const ENTRIES: &str = "-- release::entries
    SELECT number, to_char(published, 'YYYY-MM-DD'), content, encode(previous, 'hex'), encode(hash, 'hex')
    FROM release ORDER BY number";
const LOCK: &str = "-- release::lock
    LOCK TABLE release IN SHARE ROW EXCLUSIVE MODE";
const APPEND: &str = "-- release::append
    INSERT INTO release (number, published, content, previous, hash)
    VALUES ($1, $2, $3, decode($4, 'hex'), decode($5, 'hex'))";
const RELEASE_URN: &str = "-- release::release_urn
    INSERT INTO release_urn (urn, release) VALUES ($1, $2)";
const USES: &str = "-- release::uses
    SELECT t.urn, r.release, d.draft FROM tally t
    LEFT JOIN release_urn r ON r.urn = t.urn LEFT JOIN draft_urn d ON d.urn = t.urn";
const INSERT_DRAFT: &str = "-- release::insert_draft
    INSERT INTO draft (id, content, hidden, verdict, base, made, maker) VALUES ($1, $2, $3, $4, $5, $6, $7)";
const DRAFT_URN: &str = "-- release::draft_urn
    INSERT INTO draft_urn (urn, draft) VALUES ($1, $2)";
const DRAFTS: &str = "-- release::drafts
    SELECT d.id, d.content, d.hidden, d.verdict, d.base, d.made, s.name,
        ARRAY(SELECT u.urn FROM draft_urn u WHERE u.draft = d.id ORDER BY u.urn)
    FROM draft d JOIN staff s ON s.id = d.maker ORDER BY d.made, d.id";
const LOCK_DRAFT: &str = "-- release::lock_draft
    SELECT FROM draft WHERE id = $1 FOR UPDATE";
const APPROVE: &str = "-- release::approve
    INSERT INTO draft_approval (draft, staff, day, digest)
    SELECT id, $2, $3, sha256(convert_to(content, 'UTF8')) FROM draft WHERE id = $1 ON CONFLICT DO NOTHING";
const APPROVALS: &str = "-- release::approvals
    SELECT a.draft, a.staff, s.name, a.day FROM draft_approval a
    JOIN staff s ON s.id = a.staff JOIN draft d ON d.id = a.draft
    WHERE s.active AND s.custodian AND a.digest = sha256(convert_to(d.content, 'UTF8')) ORDER BY a.day, s.name";
const DELETE_DRAFT: &str = "-- release::delete_draft
    DELETE FROM draft WHERE id = $1";

/// What became of an opened urn.
pub(super) struct Use {
    pub urn: Uuid,
    pub release: Option<i64>,
    pub draft: Option<Uuid>,
}

/// A draft as it is stored.
pub(super) struct StoredDraft {
    pub id: Uuid,
    pub written: Written,
    pub base: i64,
    pub made: Date,
    pub maker: String,
    pub urns: Vec<Uuid>,
}

/// An approval of the draft as it stands, by somebody who is a custodian still.
pub(super) struct Approval {
    pub draft: Uuid,
    pub staff: Uuid,
    pub name: String,
    pub day: Date,
}

/// The links, the first one first; nobody looks into them before they are verified.
pub(super) async fn entries(tx: &Transaction<'_>) -> Result<Vec<Entry>, DbError> {
    let entry = |row: &Row| Entry {
        number: row.get::<_, i64>(0).cast_unsigned(),
        published: row.get(1),
        content: row.get(2),
        previous: row.get(3),
        hash: row.get(4),
    };
    Ok(tx.query(ENTRIES, &[]).await?.iter().map(entry).collect())
}

/// One writer at a time, until the transaction ends; readers are let through.
pub(super) async fn lock(tx: &Transaction<'_>) -> Result<(), DbError> {
    tx.execute(LOCK, &[]).await?;
    Ok(())
}

/// Adds a link, and marks its urns as released for good.
pub(super) async fn append(tx: &Transaction<'_>, entry: &Entry, today: Date, urns: &[Uuid]) -> Result<(), DbError> {
    let number = entry.number.cast_signed();
    tx.execute(APPEND, &[&number, &today, &entry.content, &entry.previous, &entry.hash]).await?;
    for urn in urns {
        tx.execute(RELEASE_URN, &[urn, &number]).await?;
    }
    Ok(())
}

/// What became of every opened urn.
pub(super) async fn uses(tx: &Transaction<'_>) -> Result<Vec<Use>, DbError> {
    let rows = tx.query(USES, &[]).await?;
    Ok(rows.iter().map(|row| Use { urn: row.get(0), release: row.get(1), draft: row.get(2) }).collect())
}

pub(super) async fn insert_draft(
    tx: &Transaction<'_>,
    id: Uuid,
    written: &Written,
    base: usize,
    urns: &[Uuid],
    by: Uuid,
    today: Date,
) -> Result<(), DbError> {
    let base = base as i64;
    let Written { content, hidden, verdict } = written;
    tx.execute(INSERT_DRAFT, &[&id, content, hidden, verdict, &base, &today, &by]).await?;
    for urn in urns {
        tx.execute(DRAFT_URN, &[urn, &id]).await?;
    }
    Ok(())
}

/// Every draft, the oldest first.
pub(super) async fn drafts(tx: &Transaction<'_>) -> Result<Vec<StoredDraft>, DbError> {
    let draft = |row: &Row| StoredDraft {
        id: row.get(0),
        written: Written { content: row.get(1), hidden: row.get(2), verdict: row.get(3) },
        base: row.get(4),
        made: row.get(5),
        maker: row.get(6),
        urns: row.get(7),
    };
    Ok(tx.query(DRAFTS, &[]).await?.iter().map(draft).collect())
}

/// One draft, locked until the transaction ends.
pub(super) async fn draft(tx: &Transaction<'_>, id: Uuid) -> Result<Option<StoredDraft>, DbError> {
    tx.execute(LOCK_DRAFT, &[&id]).await?;
    Ok(drafts(tx).await?.into_iter().find(|draft| draft.id == id))
}

/// Notes an approval; false when the same person has approved before.
pub(super) async fn approve(tx: &Transaction<'_>, draft: Uuid, by: Uuid, today: Date) -> Result<bool, DbError> {
    Ok(tx.execute(APPROVE, &[&draft, &by, &today]).await? == 1)
}

pub(super) async fn approvals(tx: &Transaction<'_>) -> Result<Vec<Approval>, DbError> {
    let rows = tx.query(APPROVALS, &[]).await?;
    let approval = |row: &Row| Approval { draft: row.get(0), staff: row.get(1), name: row.get(2), day: row.get(3) };
    Ok(rows.iter().map(approval).collect())
}

/// Removes a draft with its approvals; false when there is none.
pub(super) async fn delete_draft(tx: &Transaction<'_>, id: Uuid) -> Result<bool, DbError> {
    Ok(tx.execute(DELETE_DRAFT, &[&id]).await? == 1)
}
