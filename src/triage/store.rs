//! Every statement about cases and what is written in them; those about who may read stand in `readers`.

use std::collections::HashMap;

use jiff::civil::Date;
use uuid::Uuid;

use super::{
    acting::Acting,
    case::{Case, Entry, Listed, Person, Standing, Status},
    readers::key_at,
    sort::NewCase,
    write::Writing,
};
use crate::{
    db::{DbError, Row, Transaction},
    sealed::Frame,
};

const LISTED: &str = "-- triage::listed
    SELECT c.id, c.channel, c.epoch, c.head, c.summary, c.status, c.opened, c.closed, s.id, s.name, c.looked,
        c.acknowledged, c.feedback, c.merged_into, c.held, c.version, c.fresh,
        (SELECT count(*) FROM letter l WHERE l.case_file = c.id),
        (SELECT coalesce(max(l.day), c.opened) FROM letter l WHERE l.case_file = c.id),
        ARRAY(SELECT d.staff FROM disqualified d WHERE d.case_file = c.id),
        ARRAY(SELECT t.staff FROM consulted t WHERE t.case_file = c.id ORDER BY t.staff),
        ARRAY(SELECT p.recipient FROM consulted t JOIN staff p ON p.id = t.staff WHERE t.case_file = c.id ORDER BY t.staff),
        k.id, k.recipient, k.current, k.stale, h.epoch, h.holder, h.sealed
    FROM case_file c
    LEFT JOIN staff s ON s.id = c.officer
    LEFT JOIN case_key_state k ON k.case_file = c.id AND k.current
    LEFT JOIN case_share h ON h.case_key = k.id AND (h.epoch IS NOT NULL OR h.holder = $2)
    WHERE c.channel = $1 ORDER BY 19 DESC, c.id";
const CASE: &str = "-- triage::case
    SELECT c.id, c.channel, c.epoch, c.head, c.summary, c.status, c.opened, c.closed, s.id, s.name, c.looked,
        c.acknowledged, c.feedback, c.merged_into, c.held, c.version, c.fresh,
        EXISTS (SELECT FROM key_holder h WHERE h.channel = c.channel AND h.staff = $2)
    FROM case_file c LEFT JOIN staff s ON s.id = c.officer
    WHERE c.id = $1 AND NOT EXISTS (SELECT FROM disqualified d WHERE d.case_file = c.id AND d.staff = $2)
      AND (EXISTS (SELECT FROM key_holder h WHERE h.channel = c.channel AND h.staff = $2)
        OR EXISTS (SELECT FROM consulted t WHERE t.case_file = c.id AND t.staff = $2 AND t.until >= $3))
    FOR UPDATE OF c";
const BY_RECIPIENT: &str = "-- triage::by_recipient
    SELECT case_file, id FROM case_key WHERE recipient = $1";
const CASE_OF_CHANNEL: &str = "-- triage::case_of_channel
    SELECT id FROM case_file WHERE id = $1 AND channel = $2 FOR UPDATE";
const HEADS: &str = "-- triage::heads
    SELECT id, epoch, head FROM case_file WHERE channel = $1";
const CONSULTED_CASES: &str = "-- triage::consulted_cases
    SELECT c.id, c.status, c.opened, t.until FROM consulted t JOIN case_file c ON c.id = t.case_file
    WHERE t.staff = $1 AND t.until >= $2 ORDER BY t.until, c.id";
const NEXT_CASES: &str = "-- triage::next_cases
    SELECT c.id FROM case_file c WHERE c.channel = $1 AND c.id > $2
      AND NOT EXISTS (SELECT FROM disqualified d WHERE d.case_file = c.id AND d.staff = $3)
    ORDER BY c.id LIMIT $4";
const INSERT_CASE: &str = "-- triage::insert_case
    INSERT INTO case_file (id, channel, epoch, head, summary, status, opened) VALUES ($1, $2, $3, $4, $5, 'new', $6)
    ON CONFLICT (id) DO NOTHING";
const LETTER_CAME: &str = "-- triage::letter_came
    UPDATE case_file SET fresh = true, version = version + 1
    WHERE id = $1 OR id = (SELECT merged_into FROM case_file WHERE id = $1)";
const LOOKED: &str = "-- triage::looked
    UPDATE case_file SET looked = coalesce(looked, $2), fresh = false WHERE id = $1 AND (looked IS NULL OR fresh)";
const ACKNOWLEDGED: &str = "-- triage::acknowledged
    UPDATE case_file SET acknowledged = coalesce(acknowledged, $2) WHERE id = $1";
const FEEDBACK: &str = "-- triage::feedback
    UPDATE case_file SET feedback = $2 WHERE id = $1";
const SET_HELD: &str = "-- triage::set_held
    UPDATE case_file SET held = $2 WHERE id = $1";
const SET_MERGED: &str = "-- triage::set_merged
    UPDATE case_file SET merged_into = $2 WHERE id = $1";
const SET_STATUS: &str = "-- triage::set_status
    UPDATE case_file SET status = $2, closed = $3, officer = coalesce(officer, $4) WHERE id = $1";
const SET_OFFICER: &str = "-- triage::set_officer
    UPDATE case_file SET officer = $2 WHERE id = $1";
const LAY_DOWN: &str = "-- triage::lay_down
    UPDATE case_file SET officer = NULL WHERE id = $1 AND officer = $2";
const TOUCHED: &str = "-- triage::touched
    UPDATE case_file SET version = version + 1 WHERE id = $1";
const WRITTEN: &str = "-- triage::written
    UPDATE case_file SET version = version + 1, summary = coalesce($2, summary) WHERE id = $1";
const MERGED_INTO: &str = "-- triage::merged_into
    SELECT id FROM case_file WHERE merged_into = $1 ORDER BY opened, id";
const MAY_ANSWER_FOR: &str = "-- triage::may_answer_for
    SELECT FROM case_file c JOIN member m ON m.channel = c.channel JOIN staff s ON s.id = m.staff AND s.active
    WHERE c.id = $1 AND m.staff = $2
      AND NOT EXISTS (SELECT FROM disqualified d WHERE d.case_file = c.id AND d.staff = $2)";
const IS_CHIEF: &str = "-- triage::is_chief
    SELECT FROM member WHERE channel = $1 AND staff = $2 AND NOT deputy";
const ENTRIES: &str = "-- triage::entries
    SELECT e.case_file, e.id, e.epoch, e.case_key, e.frame, s.name, e.at, e.restricted
    FROM case_entry e JOIN staff s ON s.id = e.author
    WHERE e.case_file = ANY($1) ORDER BY e.at, e.id";
const INSERT_ENTRY: &str = "-- triage::insert_entry
    INSERT INTO case_entry (id, case_file, case_key, frame, author, at, restricted) VALUES ($1, $2, $3, $4, $5, $6, $7)";
const DRAFT: &str = "-- triage::draft
    SELECT frame FROM case_draft WHERE case_file = $1 AND staff = $2";
const KEEP_DRAFT: &str = "-- triage::keep_draft
    INSERT INTO case_draft (case_file, staff, frame) VALUES ($1, $2, $3)
    ON CONFLICT (case_file, staff) DO UPDATE SET frame = excluded.frame";
const DROP_DRAFT: &str = "-- triage::drop_draft
    DELETE FROM case_draft WHERE case_file = $1 AND staff = $2";
const TEMPLATES: &str = "-- triage::templates
    SELECT title, body FROM reply_template WHERE channel = $1 ORDER BY position";
const DROP_TEMPLATES: &str = "-- triage::drop_templates
    DELETE FROM reply_template WHERE channel = $1";
const INSERT_TEMPLATE: &str = "-- triage::insert_template
    INSERT INTO reply_template (channel, position, title, body) VALUES ($1, $2, $3, $4)";
const OVERDUE: &str = "-- triage::overdue
    SELECT DISTINCT channel FROM case_file WHERE closed IS NULL
      AND (looked IS NULL AND opened <= $1 OR acknowledged IS NULL AND opened <= $2 OR feedback IS NULL AND opened <= $3)";
const CLOSED_BEFORE: &str = "-- triage::closed_before
    SELECT c.id FROM case_file c
    WHERE c.channel = $1 AND c.status = 'closed' AND c.closed < $2 AND NOT c.held AND NOT c.fresh
      AND NOT EXISTS (SELECT FROM letter l WHERE l.case_file = c.id AND l.day >= $2)
      AND NOT EXISTS (SELECT FROM case_file o WHERE (o.id = c.merged_into OR o.merged_into = c.id)
        AND (o.status <> 'closed' OR o.closed >= $2 OR o.held OR o.fresh))
    ORDER BY c.closed, c.id FOR UPDATE OF c";
const DESTROY_ENTRIES: &str = "-- triage::destroy_entries
    DELETE FROM case_entry WHERE case_file = ANY($1)";
const DESTROY_DRAFTS: &str = "-- triage::destroy_drafts
    DELETE FROM case_draft WHERE case_file = ANY($1)";
const DESTROY_CASES: &str = "-- triage::destroy_cases
    DELETE FROM case_file WHERE id = ANY($1)";

fn case(row: &Row) -> Case {
    let officer: Option<Uuid> = row.get(8);
    Case {
        id: row.get(0),
        channel: row.get(1),
        epoch: row.get(2),
        head: row.get(3),
        summary: row.get(4),
        status: Status::from_code(row.get(5)),
        opened: row.get(6),
        closed: row.get(7),
        officer: officer.map(|id| Person { id, name: row.get(9) }),
        looked: row.get(10),
        acknowledged: row.get(11),
        feedback: row.get(12),
        merged_into: row.get(13),
        held: row.get(14),
        version: row.get(15),
        fresh: row.get(16),
    }
}

/// Every case of a channel; those one is disqualified in without summary and share.
pub(super) async fn listed(tx: &Transaction<'_>, channel: Uuid, by: Uuid) -> Result<Vec<Listed>, DbError> {
    let rows = tx.query(LISTED, &[&channel, &by]).await?;
    let listed = |row: &Row| {
        let (consulted, recipients): (Vec<Uuid>, Vec<String>) = (row.get(20), row.get(21));
        let mut listed = Listed {
            case: case(row),
            letters: row.get(17),
            latest: row.get(18),
            kept_out: row.get(19),
            consulted: consulted.into_iter().zip(recipients).collect(),
            key: key_at(row, 22),
        };
        if listed.kept_out.contains(&by) {
            listed = listed.veiled(by);
        }
        listed
    };
    // A consulted member who joined the channel later may have two shares of one key: either opens it.
    let mut listed: Vec<Listed> = rows.iter().map(listed).collect();
    listed.dedup_by_key(|listed| listed.case.id);
    Ok(listed)
}

/// One case for a member of its channel or somebody consulted, locked until the transaction ends.
pub(super) async fn case_for(
    tx: &Transaction<'_>,
    id: Uuid,
    acting: &Acting<'_>,
) -> Result<Option<(Case, Standing)>, DbError> {
    let row = tx.query_opt(CASE, &[&id, &acting.by, &acting.today]).await?;
    let standing = |row: &Row| if row.get(17) { Standing::Member } else { Standing::Consulted };
    Ok(row.as_ref().map(|row| (case(row), standing(row))))
}

/// The case if it is the channel's, locked; for passing on a letter without reading the case.
pub(super) async fn case_of_channel(tx: &Transaction<'_>, id: Uuid, channel: Uuid) -> Result<Option<Uuid>, DbError> {
    Ok(tx.query_opt(CASE_OF_CHANNEL, &[&id, &channel]).await?.map(|row| row.get(0)))
}

/// The case and the key that belong to a public key.
pub async fn by_recipient(tx: &Transaction<'_>, recipient: &str) -> Result<Option<(Uuid, Uuid)>, DbError> {
    Ok(tx.query_opt(BY_RECIPIENT, &[&recipient]).await?.map(|row| (row.get(0), row.get(1))))
}

/// The heads of a channel's cases: what leads a follow-up to its case.
pub(super) async fn heads(tx: &Transaction<'_>, channel: Uuid) -> Result<Vec<(Uuid, Uuid, Vec<u8>)>, DbError> {
    Ok(tx.query(HEADS, &[&channel]).await?.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect())
}

/// The cases somebody is consulted in: identity, status, opened, last day.
pub(super) async fn consulted_cases(
    tx: &Transaction<'_>,
    staff: Uuid,
    today: Date,
) -> Result<Vec<(Uuid, Status, Date, Date)>, DbError> {
    let rows = tx.query(CONSULTED_CASES, &[&staff, &today]).await?;
    Ok(rows.iter().map(|row| (row.get(0), Status::from_code(row.get(1)), row.get(2), row.get(3))).collect())
}

pub(super) async fn next_cases(
    tx: &Transaction<'_>,
    channel: Uuid,
    by: Uuid,
    after: Uuid,
    most: i64,
) -> Result<Vec<Uuid>, DbError> {
    Ok(tx.query(NEXT_CASES, &[&channel, &after, &by, &most]).await?.iter().map(|row| row.get(0)).collect())
}

/// A new case; false when one has this identity.
pub(super) async fn insert_case(
    tx: &Transaction<'_>,
    id: Uuid,
    channel: Uuid,
    new: &NewCase,
    today: Date,
) -> Result<bool, DbError> {
    Ok(tx.execute(INSERT_CASE, &[&id, &channel, &new.epoch, &new.head.bytes(), &new.summary.bytes(), &today]).await?
        == 1)
}

macro_rules! on_case {
    ($($(#[$doc:meta])* $name:ident($statement:ident $(, $argument:ident: $type:ty)*);)*) => {$(
        $(#[$doc])*
        pub(super) async fn $name(tx: &Transaction<'_>, id: Uuid $(, $argument: $type)*) -> Result<(), DbError> {
            tx.execute($statement, &[&id $(, &$argument)*]).await?;
            Ok(())
        }
    )*};
}

on_case! {
    letter_came(LETTER_CAME);
    looked(LOOKED, today: Date);
    acknowledged(ACKNOWLEDGED, today: Date);
    feedback(FEEDBACK, today: Date);
    set_held(SET_HELD, held: bool);
    set_merged(SET_MERGED, into: Option<Uuid>);
    set_officer(SET_OFFICER, officer: Option<Uuid>);
    /// Somebody no longer answers for the case.
    lay_down(LAY_DOWN, officer: Uuid);
    touched(TOUCHED);
    drop_draft(DROP_DRAFT, by: Uuid);
}

/// Sets the status; whoever first does answers for the case.
pub(super) async fn set_status(
    tx: &Transaction<'_>,
    id: Uuid,
    status: Status,
    closed: Option<Date>,
    by: Uuid,
) -> Result<(), DbError> {
    tx.execute(SET_STATUS, &[&id, &status.code(), &closed, &by]).await?;
    Ok(())
}

/// One version more, and the case in a few lines where they were written anew.
pub(super) async fn written(tx: &Transaction<'_>, id: Uuid, summary: Option<&Frame>) -> Result<(), DbError> {
    tx.execute(WRITTEN, &[&id, &summary.map(Frame::bytes)]).await?;
    Ok(())
}

pub(super) async fn merged_into(tx: &Transaction<'_>, case: Uuid) -> Result<Vec<Uuid>, DbError> {
    Ok(tx.query(MERGED_INTO, &[&case]).await?.iter().map(|row| row.get(0)).collect())
}

pub(super) async fn may_answer_for(tx: &Transaction<'_>, case: Uuid, staff: Uuid) -> Result<bool, DbError> {
    Ok(tx.query_opt(MAY_ANSWER_FOR, &[&case, &staff]).await?.is_some())
}

pub(super) async fn is_chief(tx: &Transaction<'_>, channel: Uuid, staff: Uuid) -> Result<bool, DbError> {
    Ok(tx.query_opt(IS_CHIEF, &[&channel, &staff]).await?.is_some())
}

/// Rows gathered by the case in their first column.
pub(super) fn by_case<T>(rows: &[Row], read: impl Fn(&Row) -> Option<T>) -> HashMap<Uuid, Vec<T>> {
    let mut found: HashMap<Uuid, Vec<T>> = HashMap::new();
    for row in rows {
        found.entry(row.get(0)).or_default().extend(read(row));
    }
    found
}

pub(super) async fn entries_of(tx: &Transaction<'_>, cases: &[Uuid]) -> Result<HashMap<Uuid, Vec<Entry>>, DbError> {
    let entry = |row: &Row| {
        let (epoch, key, frame) = (row.get(2), row.get(3), row.get(4));
        Some(Entry { id: row.get(1), epoch, key, frame, author: row.get(5), at: row.get(6), restricted: row.get(7) })
    };
    Ok(by_case(&tx.query(ENTRIES, &[&cases]).await?, entry))
}

pub(super) async fn entries(tx: &Transaction<'_>, case: Uuid) -> Result<Vec<Entry>, DbError> {
    Ok(entries_of(tx, &[case]).await?.remove(&case).unwrap_or_default())
}

pub(super) async fn insert_entry(
    tx: &Transaction<'_>,
    id: Uuid,
    case: Uuid,
    writing: &Writing,
    acting: &Acting<'_>,
) -> Result<(), DbError> {
    let frame = writing.entry.bytes();
    tx.execute(INSERT_ENTRY, &[&id, &case, &writing.key, &frame, &acting.by, &acting.now, &writing.restricted]).await?;
    Ok(())
}

pub(super) async fn draft(tx: &Transaction<'_>, case: Uuid, by: Uuid) -> Result<Option<Vec<u8>>, DbError> {
    Ok(tx.query_opt(DRAFT, &[&case, &by]).await?.map(|row| row.get(0)))
}

pub(super) async fn keep_draft(tx: &Transaction<'_>, case: Uuid, by: Uuid, frame: &Frame) -> Result<(), DbError> {
    tx.execute(KEEP_DRAFT, &[&case, &by, &frame.bytes()]).await?;
    Ok(())
}

/// Title and text of each template, in order.
pub(super) async fn templates(tx: &Transaction<'_>, channel: Uuid) -> Result<Vec<(String, String)>, DbError> {
    Ok(tx.query(TEMPLATES, &[&channel]).await?.iter().map(|row| (row.get(0), row.get(1))).collect())
}

pub(super) async fn set_templates(
    tx: &Transaction<'_>,
    channel: Uuid,
    templates: &[(String, String)],
) -> Result<(), DbError> {
    tx.execute(DROP_TEMPLATES, &[&channel]).await?;
    for (position, (title, body)) in (0_i32..).zip(templates) {
        tx.execute(INSERT_TEMPLATE, &[&channel, &position, &title, &body]).await?;
    }
    Ok(())
}

/// Channels with an open case that was opened on or before these days and still lacks a look, an acknowledgement, feedback.
pub(super) async fn overdue(
    tx: &Transaction<'_>,
    look: Date,
    acknowledge: Date,
    feedback: Date,
) -> Result<Vec<Uuid>, DbError> {
    Ok(tx.query(OVERDUE, &[&look, &acknowledge, &feedback]).await?.iter().map(|row| row.get(0)).collect())
}

/// Closed cases without legal hold, locked.
pub(super) async fn closed_before(tx: &Transaction<'_>, channel: Uuid, day: Date) -> Result<Vec<Uuid>, DbError> {
    Ok(tx.query(CLOSED_BEFORE, &[&channel, &day]).await?.iter().map(|row| row.get(0)).collect())
}

/// Destroys what was written in cases, drafts too; how many entries there were.
pub(super) async fn empty(tx: &Transaction<'_>, cases: &[Uuid]) -> Result<u64, DbError> {
    tx.execute(DESTROY_DRAFTS, &[&cases]).await?;
    Ok(tx.execute(DESTROY_ENTRIES, &[&cases]).await?)
}

/// Destroys cases that hold nothing any more.
pub(super) async fn destroy(tx: &Transaction<'_>, cases: &[Uuid]) -> Result<(), DbError> {
    tx.execute(DESTROY_CASES, &[&cases]).await?;
    Ok(())
}
