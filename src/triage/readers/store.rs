//! Every statement about who may read a case: its keys and their shares, the disqualified, the consulted.

use std::collections::HashMap;

use jiff::civil::Date;
use uuid::Uuid;

use super::super::{
    case::{CaseKey, Consulted, Person, Share, ShareTo},
    store::by_case,
};
use crate::db::{DbError, Row, Transaction};

const KEYS: &str = "-- triage::keys
    SELECT k.case_file, k.id, k.recipient, k.current, k.stale, h.epoch, h.holder, h.sealed
    FROM case_key_state k LEFT JOIN case_share h ON h.case_key = k.id AND (h.holder = $2 OR h.epoch IS NOT NULL
        AND EXISTS (SELECT FROM case_file c JOIN member m ON m.channel = c.channel WHERE c.id = k.case_file AND m.staff = $2))
    WHERE k.case_file = ANY($1) ORDER BY k.case_file, k.current, k.id";
const CURRENT_KEY: &str = "-- triage::current_key
    SELECT id, stale FROM case_key_state WHERE case_file = $1 AND current";
const RETIRE_KEYS: &str = "-- triage::retire_keys
    UPDATE case_key SET current = false WHERE case_file = $1 AND current";
const INSERT_KEY: &str = "-- triage::insert_key
    INSERT INTO case_key (id, case_file, recipient, current) VALUES ($1, $2, $3, true) ON CONFLICT (recipient) DO NOTHING";
const PUT_SHARE: &str = "-- triage::put_share
    INSERT INTO case_share (case_key, epoch, holder, sealed) VALUES ($1, $2, $3, $4)
    ON CONFLICT (case_key, epoch, holder) DO UPDATE SET sealed = excluded.sealed";
const PAPER_SHARES: &str = "-- triage::paper_shares
    SELECT c.id, k.id, s.sealed FROM case_share s JOIN case_key k ON k.id = s.case_key JOIN case_file c ON c.id = k.case_file
    WHERE c.channel = $1 AND s.epoch IS NULL AND s.holder IS NULL
      AND NOT EXISTS (SELECT FROM disqualified d WHERE d.case_file = c.id AND d.staff = $2) ORDER BY c.id, k.id";
const DROP_LOST_SHARES: &str = "-- triage::drop_lost_shares
    DELETE FROM case_share s USING case_key k WHERE k.id = s.case_key AND k.case_file = $1 AND s.holder IS NOT NULL
      AND NOT EXISTS (SELECT FROM case_reader r WHERE r.case_file = k.case_file AND r.staff = s.holder)";
const WIPE_LOST_SHARES: &str = "-- triage::wipe_lost_shares
    UPDATE case_share s SET sealed = '' FROM case_key k WHERE k.id = s.case_key AND s.holder IS NOT NULL
      AND length(s.sealed) > 0
      AND NOT EXISTS (SELECT FROM case_reader r WHERE r.case_file = k.case_file AND r.staff = s.holder)";
const DROP_LOST_DRAFTS: &str = "-- triage::drop_lost_drafts
    DELETE FROM case_draft d
    WHERE NOT EXISTS (SELECT FROM case_reader r WHERE r.case_file = d.case_file AND r.staff = d.staff)";
const DISQUALIFIED: &str = "-- triage::disqualified
    SELECT s.id, s.name FROM disqualified d JOIN staff s ON s.id = d.staff WHERE d.case_file = $1 ORDER BY s.name, s.id";
const ANY_DISQUALIFIED: &str = "-- triage::any_disqualified
    SELECT EXISTS (SELECT FROM disqualified WHERE staff = $2 AND case_file = ANY($1))";
const DISQUALIFY: &str = "-- triage::disqualify
    INSERT INTO disqualified (case_file, staff) VALUES ($1, $2)";
const QUALIFY: &str = "-- triage::qualify
    DELETE FROM disqualified WHERE case_file = $1 AND staff = $2";
const CONSULTED: &str = "-- triage::consulted
    SELECT s.id, s.name, s.recipient, t.until FROM consulted t JOIN staff s ON s.id = t.staff
    WHERE t.case_file = $1 ORDER BY s.name, s.id";
const CONSULT: &str = "-- triage::consult
    INSERT INTO consulted (case_file, staff, until) VALUES ($1, $2, $3)
    ON CONFLICT (case_file, staff) DO UPDATE SET until = excluded.until";
const END_CONSULTATION: &str = "-- triage::end_consultation
    DELETE FROM consulted WHERE case_file = $1 AND staff = $2";
const END_EXPIRED: &str = "-- triage::end_expired
    DELETE FROM consulted WHERE until < $1 RETURNING case_file, staff";
const DESTROY_STANDINGS: &str = "-- triage::destroy_standings
    WITH out AS (DELETE FROM disqualified WHERE case_file = ANY($1)) DELETE FROM consulted WHERE case_file = ANY($1)";
const DESTROY_SHARES: &str = "-- triage::destroy_shares
    DELETE FROM case_share WHERE case_key IN (SELECT id FROM case_key WHERE case_file = ANY($1))";
const DESTROY_KEYS: &str = "-- triage::destroy_keys
    DELETE FROM case_key WHERE case_file = ANY($1)";

/// A key with its share, from six columns in a row: id, recipient, current, stale, epoch, holder, sealed.
pub(in crate::triage) fn key_at(row: &Row, at: usize) -> Option<CaseKey> {
    let id: Option<Uuid> = row.get(at);
    let share = row.get::<_, Option<Vec<u8>>>(at + 6).map(|sealed| {
        let (epoch, holder): (Option<Uuid>, Option<Uuid>) = (row.get(at + 4), row.get(at + 5));
        Share { to: epoch.map(ShareTo::Epoch).or(holder.map(ShareTo::Holder)).unwrap_or(ShareTo::Paper), sealed }
    });
    id.map(|id| CaseKey { id, recipient: row.get(at + 1), current: row.get(at + 2), stale: row.get(at + 3), share })
}

/// The keys of some cases, oldest first, each with the share its reader can open.
pub(in crate::triage) async fn keys_of(
    tx: &Transaction<'_>,
    cases: &[Uuid],
    by: Uuid,
) -> Result<HashMap<Uuid, Vec<CaseKey>>, DbError> {
    let mut found = by_case(&tx.query(KEYS, &[&cases, &by]).await?, |row| key_at(row, 1));
    found.values_mut().for_each(|keys| keys.dedup_by_key(|key| key.id));
    Ok(found)
}

pub(in crate::triage) async fn keys(tx: &Transaction<'_>, case: Uuid, by: Uuid) -> Result<Vec<CaseKey>, DbError> {
    Ok(keys_of(tx, &[case], by).await?.remove(&case).unwrap_or_default())
}

/// The key that new entries are sealed to, and whether it is stale.
pub(in crate::triage) async fn current_key(tx: &Transaction<'_>, case: Uuid) -> Result<Option<(Uuid, bool)>, DbError> {
    Ok(tx.query_opt(CURRENT_KEY, &[&case]).await?.map(|row| (row.get(0), row.get(1))))
}

/// A new generation; false when the same key is there already.
pub(super) async fn insert_key(tx: &Transaction<'_>, id: Uuid, case: Uuid, recipient: &str) -> Result<bool, DbError> {
    Ok(tx.execute(INSERT_KEY, &[&id, &case, &recipient]).await? == 1)
}

pub(super) async fn put_share(tx: &Transaction<'_>, key: Uuid, share: &Share) -> Result<(), DbError> {
    let (epoch, holder) = match share.to {
        ShareTo::Epoch(epoch) => (Some(epoch), None),
        ShareTo::Holder(holder) => (None, Some(holder)),
        ShareTo::Paper => (None, None),
    };
    tx.execute(PUT_SHARE, &[&key, &epoch, &holder, &share.sealed]).await?;
    Ok(())
}

/// Case, key and share of what lies sealed to the paper key.
pub(in crate::triage) async fn paper_shares(
    tx: &Transaction<'_>,
    channel: Uuid,
    by: Uuid,
) -> Result<Vec<(Uuid, Uuid, Vec<u8>)>, DbError> {
    let rows = tx.query(PAPER_SHARES, &[&channel, &by]).await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect())
}

pub(in crate::triage) async fn disqualified(tx: &Transaction<'_>, case: Uuid) -> Result<Vec<Person>, DbError> {
    let rows = tx.query(DISQUALIFIED, &[&case]).await?;
    Ok(rows.iter().map(|row| Person { id: row.get(0), name: row.get(1) }).collect())
}

/// Whether somebody is disqualified in any of these cases.
pub(in crate::triage) async fn any_disqualified(
    tx: &Transaction<'_>,
    cases: &[Uuid],
    staff: Uuid,
) -> Result<bool, DbError> {
    Ok(tx.query_one(ANY_DISQUALIFIED, &[&cases, &staff]).await?.get(0))
}

pub(super) async fn qualify(tx: &Transaction<'_>, case: Uuid, person: Uuid) -> Result<bool, DbError> {
    Ok(tx.execute(QUALIFY, &[&case, &person]).await? == 1)
}

pub(in crate::triage) async fn consulted(tx: &Transaction<'_>, case: Uuid) -> Result<Vec<Consulted>, DbError> {
    let rows = tx.query(CONSULTED, &[&case]).await?;
    let person = |row: &Row| Consulted { id: row.get(0), name: row.get(1), recipient: row.get(2), until: row.get(3) };
    Ok(rows.iter().map(person).collect())
}

pub(super) async fn end_consultation(tx: &Transaction<'_>, case: Uuid, person: Uuid) -> Result<bool, DbError> {
    Ok(tx.execute(END_CONSULTATION, &[&case, &person]).await? == 1)
}

/// Ends every consultation whose day is past: case and person.
pub(super) async fn end_expired(tx: &Transaction<'_>, today: Date) -> Result<Vec<(Uuid, Uuid)>, DbError> {
    Ok(tx.query(END_EXPIRED, &[&today]).await?.iter().map(|row| (row.get(0), row.get(1))).collect())
}

/// Empties the shares of those who may no longer read, and takes their drafts. An emptied share stays as a sign that the
/// key has been in their hands, until there is a new one.
pub(super) async fn wipe_lost(tx: &Transaction<'_>) -> Result<(), DbError> {
    tx.execute(WIPE_LOST_SHARES, &[]).await?;
    tx.execute(DROP_LOST_DRAFTS, &[]).await?;
    Ok(())
}

async fn on_case(tx: &Transaction<'_>, statement: &str, case: Uuid) -> Result<(), DbError> {
    tx.execute(statement, &[&case]).await?;
    Ok(())
}

/// No key of the case is the current one any more.
pub(super) async fn retire_keys(tx: &Transaction<'_>, case: Uuid) -> Result<(), DbError> {
    on_case(tx, RETIRE_KEYS, case).await
}

/// Shares of those who may no longer read go when a key they never had is in place.
pub(super) async fn drop_lost_shares(tx: &Transaction<'_>, case: Uuid) -> Result<(), DbError> {
    on_case(tx, DROP_LOST_SHARES, case).await
}

/// Keeps somebody out.
pub(in crate::triage) async fn disqualify(tx: &Transaction<'_>, case: Uuid, person: Uuid) -> Result<(), DbError> {
    tx.execute(DISQUALIFY, &[&case, &person]).await?;
    Ok(())
}

/// Lets somebody outside in until a day.
pub(super) async fn consult(tx: &Transaction<'_>, case: Uuid, person: Uuid, until: Date) -> Result<(), DbError> {
    tx.execute(CONSULT, &[&case, &person, &until]).await?;
    Ok(())
}

/// Destroys who may read cases and all their keys; how many keys there were.
pub(in crate::triage) async fn destroy(tx: &Transaction<'_>, cases: &[Uuid]) -> Result<u64, DbError> {
    tx.execute(DESTROY_STANDINGS, &[&cases]).await?;
    tx.execute(DESTROY_SHARES, &[&cases]).await?;
    Ok(tx.execute(DESTROY_KEYS, &[&cases]).await?)
}
