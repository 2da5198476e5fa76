//! Every statement about drafts and fixed briefings.

use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::package::File;
use crate::db::{DbError, Row, Transaction};

const DRAFTS: &str = "-- briefing::drafts
    SELECT id, epoch, version, frame, changed FROM briefing_draft WHERE channel = $1 ORDER BY changed DESC, id";
const INSERT_DRAFT: &str = "-- briefing::insert_draft
    INSERT INTO briefing_draft (id, channel, epoch, version, frame, changed)
    SELECT $1, $2, e.id, 1, $3, $4 FROM epoch e WHERE e.channel = $2 AND e.current ON CONFLICT DO NOTHING";
const CHANGE_DRAFT: &str = "-- briefing::change_draft
    UPDATE briefing_draft SET frame = $4, changed = $5, version = version + 1,
        epoch = (SELECT e.id FROM epoch e WHERE e.channel = $2 AND e.current)
    WHERE id = $1 AND channel = $2 AND version = $3";
const DELETE_DRAFT: &str = "-- briefing::delete_draft
    DELETE FROM briefing_draft WHERE id = $1 AND channel = $2";
const LOCK: &str = "-- briefing::lock
    LOCK TABLE briefing IN SHARE ROW EXCLUSIVE MODE";
const NEXT: &str = "-- briefing::next
    SELECT coalesce(max(number), 0) + 1 FROM briefing";
const FIX: &str = "-- briefing::fix
    INSERT INTO briefing (id, number, fixed, staff, title, document, digest) VALUES ($1, $2, $3, $4, $5, $6, $7)";
const PUT_FILE: &str = "-- briefing::put_file
    INSERT INTO briefing_file (briefing, name, content, digest) VALUES ($1, $2, $3, $4)";
const FIXED: &str = "-- briefing::fixed
    SELECT b.id, b.number, b.fixed, s.name, b.title, encode(b.digest, 'hex'),
        ARRAY(SELECT f.name FROM briefing_file f WHERE f.briefing = b.id ORDER BY f.name)
    FROM briefing b JOIN staff s ON s.id = b.staff ORDER BY b.number DESC";
const FILE: &str = "-- briefing::file
    SELECT content FROM briefing_file WHERE briefing = $1 AND name = $2";

/// A draft as it lies: sealed.
pub(super) struct StoredDraft {
    pub id: Uuid,
    pub epoch: Uuid,
    pub version: i32,
    pub frame: Vec<u8>,
    pub changed: Date,
}

/// A fixed briefing in the list.
#[derive(Serialize)]
pub(super) struct Fixed {
    pub id: Uuid,
    pub number: i64,
    pub fixed: Date,
    pub by: String,
    pub title: String,
    /// SHA-256, in hex.
    pub digest: String,
    pub files: Vec<String>,
}

pub(super) async fn drafts(tx: &Transaction<'_>, channel: Uuid) -> Result<Vec<StoredDraft>, DbError> {
    let draft = |row: &Row| StoredDraft {
        id: row.get(0),
        epoch: row.get(1),
        version: row.get(2),
        frame: row.get(3),
        changed: row.get(4),
    };
    Ok(tx.query(DRAFTS, &[&channel]).await?.iter().map(draft).collect())
}

/// Keeps a draft over the version its writer has seen (0 for a new one); false when somebody else has changed it.
pub(super) async fn keep_draft(
    tx: &Transaction<'_>,
    id: Uuid,
    channel: Uuid,
    seen: i32,
    frame: &[u8],
    today: Date,
) -> Result<bool, DbError> {
    let kept = match seen {
        0 => tx.execute(INSERT_DRAFT, &[&id, &channel, &frame, &today]).await?,
        _ => tx.execute(CHANGE_DRAFT, &[&id, &channel, &seen, &frame, &today]).await?,
    };
    Ok(kept == 1)
}

/// Removes a draft; false when there is none.
pub(super) async fn delete_draft(tx: &Transaction<'_>, id: Uuid, channel: Uuid) -> Result<bool, DbError> {
    Ok(tx.execute(DELETE_DRAFT, &[&id, &channel]).await? == 1)
}

/// Fixes a briefing with its files, and gives its number.
pub(super) async fn fix(
    tx: &Transaction<'_>,
    id: Uuid,
    today: Date,
    by: Uuid,
    (title, document): (&str, &str),
    files: &[File],
) -> Result<i64, DbError> {
    tx.execute(LOCK, &[]).await?;
    let number: i64 = tx.query_one(NEXT, &[]).await?.get(0);
    let mut files: Vec<_> = files.iter().map(|file| (file, Sha256::digest(&file.content).to_vec())).collect();
    files.sort_by(|(one, _), (other, _)| one.name.cmp(&other.name));
    let whole = files.iter().fold(Sha256::new_with_prefix(document), |hash, (_, digest)| hash.chain_update(digest));
    tx.execute(FIX, &[&id, &number, &today, &by, &title, &document, &whole.finalize().to_vec()]).await?;
    for (file, digest) in &files {
        tx.execute(PUT_FILE, &[&id, &file.name, &file.content, digest]).await?;
    }
    Ok(number)
}

/// Every fixed briefing, the newest first.
pub(super) async fn fixed(tx: &Transaction<'_>) -> Result<Vec<Fixed>, DbError> {
    let fixed = |row: &Row| Fixed {
        id: row.get(0),
        number: row.get(1),
        fixed: row.get(2),
        by: row.get(3),
        title: row.get(4),
        digest: row.get(5),
        files: row.get(6),
    };
    Ok(tx.query(FIXED, &[]).await?.iter().map(fixed).collect())
}

/// One file of a fixed briefing.
pub(super) async fn file(tx: &Transaction<'_>, briefing: Uuid, name: &str) -> Result<Option<Vec<u8>>, DbError> {
    Ok(tx.query_opt(FILE, &[&briefing, &name]).await?.map(|row| row.get(0)))
}
