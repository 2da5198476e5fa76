//! Every statement about drops and letters.

use std::collections::HashMap;

use jiff::civil::Date;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::drop::Drop;
use crate::{
    db::{DbError, Row, Transaction},
    sealed::Frame,
};

const SALT: &str = "-- intake::salt
    SELECT salt FROM instance";
const URN_OF: &str = "-- intake::urn_of
    SELECT id, recipient FROM urn WHERE starts <= $1 AND $1 < ends AND opened IS NULL AND NOT survey";
const CURRENT_EPOCH: &str = "-- intake::current_epoch
    SELECT e.id FROM channel c JOIN epoch e ON e.channel = c.id AND e.current
    WHERE c.id = $1 AND c.recovery_recipient IS NOT NULL
      AND (SELECT count(*) FROM epoch_key k WHERE k.epoch = e.id AND k.holder IS NOT NULL) >= 2";
const KNOWN_CHANNEL: &str = "-- intake::known_channel
    SELECT FROM channel WHERE id = $1";
const CURRENT_URN: &str = "-- intake::current_urn
    SELECT FROM urn WHERE id = $1 AND starts <= $2 AND $2 < ends AND opened IS NULL AND NOT survey";
const INSERT_DROP: &str = "-- intake::insert_drop
    INSERT INTO intake (digest, channel, epoch, urn, letter, ballot) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (digest) DO NOTHING";
const INSERT_LETTER: &str = "-- intake::insert_letter
    INSERT INTO letter (id, channel, epoch, frame, day, at_once) VALUES ($1, $2, $3, $4, $5, true)
    ON CONFLICT (sha256(frame)) DO NOTHING";
const INSERT_MIXED_LETTER: &str = "-- intake::insert_mixed_letter
    INSERT INTO letter (id, channel, epoch, frame, day, at_once) VALUES ($1, $2, $3, $4, $5, false)";
const CLOSE_INTAKE: &str = "-- intake::close_intake
    LOCK TABLE intake IN ACCESS EXCLUSIVE MODE";
const MIX_LETTERS: &str = "-- intake::mix_letters
    INSERT INTO letter (id, channel, epoch, frame, day, at_once)
    SELECT gen_random_uuid(), channel, epoch, letter, $1, false FROM intake WHERE letter IS NOT NULL
    ORDER BY gen_random_uuid()
    ON CONFLICT (sha256(frame)) DO NOTHING";
const MIX_BALLOTS: &str = "-- intake::mix_ballots
    INSERT INTO ballot (id, urn, frame)
    SELECT gen_random_uuid(), urn, ballot FROM intake ORDER BY gen_random_uuid()
    ON CONFLICT (urn, sha256(frame)) DO NOTHING";
const EMPTY_INTAKE: &str = "-- intake::empty_intake
    TRUNCATE intake";
const WAITING_FOR: &str = "-- intake::waiting_for
    SELECT EXISTS (SELECT FROM intake WHERE urn = $1)";
const CLOSE_ATTACHMENTS: &str = "-- intake::close_attachments
    LOCK TABLE intake_attachment IN ACCESS EXCLUSIVE MODE";
const MIX_ATTACHMENTS: &str = "-- intake::mix_attachments
    INSERT INTO attachment (id, frame, day) SELECT id, frame, $1 FROM intake_attachment ORDER BY gen_random_uuid()
    ON CONFLICT (id) DO NOTHING";
const EMPTY_ATTACHMENTS: &str = "-- intake::empty_attachments
    TRUNCATE intake_attachment";
const INSERT_ATTACHMENT: &str = "-- intake::insert_attachment
    INSERT INTO intake_attachment (id, frame) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING";
const KNOWN_ATTACHMENT: &str = "-- intake::known_attachment
    SELECT sha256(frame) FROM intake_attachment WHERE id = $1 UNION ALL SELECT sha256(frame) FROM attachment WHERE id = $1";
const WAITING_BYTES: &str = "-- intake::waiting_bytes
    SELECT coalesce(sum(length(frame)), 0)::bigint FROM intake_attachment";
const FETCH_ATTACHMENT: &str = "-- intake::fetch_attachment
    WITH early AS (DELETE FROM intake_attachment WHERE id = $1 RETURNING id, frame)
    INSERT INTO attachment (id, frame, day) SELECT id, frame, $2 FROM early ON CONFLICT (id) DO NOTHING";
const CLAIM_ATTACHMENT: &str = "-- intake::claim_attachment
    UPDATE attachment SET case_file = $2 WHERE id = $1 AND case_file IS NULL";
const ADD_ATTACHMENT: &str = "-- intake::add_attachment
    INSERT INTO attachment (id, frame, day, case_file) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING";
const CASE_ATTACHMENTS: &str = "-- intake::case_attachments
    SELECT id, length(frame)::bigint FROM attachment WHERE case_file = $1 ORDER BY day, id";
const ATTACHMENT: &str = "-- intake::attachment
    SELECT frame FROM attachment WHERE id = $1 AND case_file = $2";
const UNCLAIMED_BEFORE: &str = "-- intake::unclaimed_before
    SELECT id FROM attachment WHERE case_file IS NULL AND day < $1
      AND day < (SELECT coalesce(min(day), 'infinity') FROM letter WHERE case_file IS NULL) ORDER BY day, id FOR UPDATE";
const DESTROY_ATTACHMENTS: &str = "-- intake::destroy_attachments
    DELETE FROM attachment WHERE id = ANY($1)";
const DESTROY_CASE_ATTACHMENTS: &str = "-- intake::destroy_case_attachments
    DELETE FROM attachment WHERE case_file = ANY($1)";
const DESTROY_CASE_LETTERS: &str = "-- intake::destroy_case_letters
    DELETE FROM letter WHERE case_file = ANY($1)";
const NEW_LETTERS: &str = "-- intake::new_letters
    SELECT id, epoch, case_key, day, at_once, frame, case_file FROM letter WHERE channel = $1 AND case_file IS NULL
    ORDER BY day, id";
const CASE_LETTERS: &str = "-- intake::case_letters
    SELECT id, epoch, case_key, day, at_once, frame, case_file FROM letter WHERE case_file = ANY($1) ORDER BY day, id";
const ATTACH: &str = "-- intake::attach
    UPDATE letter SET case_file = $3, case_key = $4, epoch = NULL, frame = $5
    WHERE id = $1 AND channel = $2 AND case_file IS NULL";
const COPY_LETTER: &str = "-- intake::copy_letter
    INSERT INTO letter (id, channel, case_key, frame, day, at_once, case_file)
    SELECT $3, channel, $5, $6, day, at_once, $4 FROM letter WHERE id = $1 AND case_file = $2";
const DISCARD: &str = "-- intake::discard
    DELETE FROM letter WHERE id = $1 AND channel = $2 AND case_file IS NULL";
const OLDEST_UNSORTED: &str = "-- intake::oldest_unsorted
    SELECT min(day) FILTER (WHERE NOT at_once), min(day) FILTER (WHERE at_once)
    FROM letter WHERE channel = $1 AND case_file IS NULL";

/// A letter as an officer's browser gets it.
pub struct LetterRow {
    pub id: Uuid,
    /// The channel key it is sealed to, until it is sorted.
    pub epoch: Option<Uuid>,
    /// The case key it is sealed to.
    pub key: Option<Uuid>,
    pub day: Date,
    pub at_once: bool,
    pub frame: Vec<u8>,
}

/// The public salt of phrases; empty before the first start.
pub(super) async fn salt(tx: &Transaction<'_>) -> Result<Vec<u8>, DbError> {
    Ok(tx.query_opt(SALT, &[]).await?.map(|row| row.get(0)).unwrap_or_default())
}

/// The urn of a day and its public key.
pub(super) async fn urn_of(tx: &Transaction<'_>, day: Date) -> Result<Option<(Uuid, String)>, DbError> {
    Ok(tx.query_opt(URN_OF, &[&day]).await?.map(|row| (row.get(0), row.get(1))))
}

/// The current epoch of an open channel; `Ok(None)` when the channel is not open, an error value when there is none.
pub(super) async fn current_epoch(tx: &Transaction<'_>, channel: Uuid) -> Result<Option<Option<Uuid>>, DbError> {
    let found = tx.prepare_cached(CURRENT_EPOCH).await?;
    if let Some(row) = tx.query_opt(&found, &[&channel]).await? {
        return Ok(Some(Some(row.get(0))));
    }
    Ok(tx.query_opt(KNOWN_CHANNEL, &[&channel]).await?.map(|_| None))
}

pub(super) async fn is_current_urn(tx: &Transaction<'_>, urn: Uuid, day: Date) -> Result<bool, DbError> {
    let statement = tx.prepare_cached(CURRENT_URN).await?;
    Ok(tx.query_opt(&statement, &[&urn, &day]).await?.is_some())
}

/// Stores a drop unless the same one lies there already; tells whether it was new.
pub(super) async fn insert_drop(tx: &Transaction<'_>, drop: &Drop) -> Result<bool, DbError> {
    let statement = tx.prepare_cached(INSERT_DROP).await?;
    let letter = (!drop.at_once).then(|| drop.letter.bytes());
    let stored = tx
        .execute(&statement, &[&drop.digest(), &drop.channel, &drop.epoch, &drop.urn, &letter, &drop.ballot.bytes()])
        .await?;
    Ok(stored == 1)
}

pub(super) async fn insert_letter(tx: &Transaction<'_>, id: Uuid, drop: &Drop, day: Date) -> Result<(), DbError> {
    tx.execute(INSERT_LETTER, &[&id, &drop.channel, &drop.epoch, &drop.letter.bytes(), &day]).await?;
    Ok(())
}

/// A letter as it lies after the mix: for the demonstration, which has no nights behind it.
pub async fn insert_mixed_letter(
    tx: &Transaction<'_>,
    id: Uuid,
    channel: Uuid,
    epoch: Uuid,
    frame: &Frame,
    day: Date,
) -> Result<(), DbError> {
    tx.execute(INSERT_MIXED_LETTER, &[&id, &channel, &epoch, &frame.bytes(), &day]).await?;
    Ok(())
}

/// Moves everything out of the intake in random order; returns how many letters and ballots moved.
pub(super) async fn mix(tx: &Transaction<'_>, day: Date) -> Result<(u64, u64), DbError> {
    tx.execute(CLOSE_INTAKE, &[]).await?;
    let letters = tx.execute(MIX_LETTERS, &[&day]).await?;
    let ballots = tx.execute(MIX_BALLOTS, &[]).await?;
    tx.execute(EMPTY_INTAKE, &[]).await?;
    Ok((letters, ballots))
}

/// The same for attachments, by themselves: they are large, and letters must not wait for them.
pub(super) async fn mix_attachments(tx: &Transaction<'_>, day: Date) -> Result<(), DbError> {
    tx.execute(CLOSE_ATTACHMENTS, &[]).await?;
    tx.execute(MIX_ATTACHMENTS, &[&day]).await?;
    tx.execute(EMPTY_ATTACHMENTS, &[]).await?;
    Ok(())
}

/// Whether ballots for an urn still lie in the intake.
pub async fn waiting_for(tx: &Transaction<'_>, urn: Uuid) -> Result<bool, DbError> {
    Ok(tx.query_one(WAITING_FOR, &[&urn]).await?.get(0))
}

fn letter(row: &Row) -> LetterRow {
    let (epoch, key) = (row.get(1), row.get(2));
    LetterRow { id: row.get(0), epoch, key, day: row.get(3), at_once: row.get(4), frame: row.get(5) }
}

/// Letters that nobody has sorted yet.
pub async fn new_letters(tx: &Transaction<'_>, channel: Uuid) -> Result<Vec<LetterRow>, DbError> {
    Ok(tx.query(NEW_LETTERS, &[&channel]).await?.iter().map(letter).collect())
}

/// The letters of some cases.
pub async fn letters_of(tx: &Transaction<'_>, cases: &[Uuid]) -> Result<HashMap<Uuid, Vec<LetterRow>>, DbError> {
    let mut found: HashMap<Uuid, Vec<LetterRow>> = HashMap::new();
    for row in tx.query(CASE_LETTERS, &[&cases]).await? {
        found.entry(row.get(6)).or_default().push(letter(&row));
    }
    Ok(found)
}

/// The letters of a case.
pub async fn case_letters(tx: &Transaction<'_>, case: Uuid) -> Result<Vec<LetterRow>, DbError> {
    Ok(letters_of(tx, &[case]).await?.remove(&case).unwrap_or_default())
}

/// Sorts a new letter into a case, sealed anew to its key; false when somebody else already has.
pub async fn attach(
    tx: &Transaction<'_>,
    letter: Uuid,
    channel: Uuid,
    case: Uuid,
    key: Uuid,
    frame: &Frame,
) -> Result<bool, DbError> {
    Ok(tx.execute(ATTACH, &[&letter, &channel, &case, &key, &frame.bytes()]).await? == 1)
}

/// Copies a letter of one case into another, sealed to that one's key; false when the first case has no such letter.
pub async fn copy_letter(
    tx: &Transaction<'_>,
    letter: Uuid,
    of: Uuid,
    copy: Uuid,
    into: Uuid,
    key: Uuid,
    frame: &Frame,
) -> Result<bool, DbError> {
    Ok(tx.execute(COPY_LETTER, &[&letter, &of, &copy, &into, &key, &frame.bytes()]).await? == 1)
}

/// Stores a reporter's attachment; false when another one has its identity.
pub(super) async fn insert_attachment(tx: &Transaction<'_>, id: Uuid, frame: &[u8]) -> Result<bool, DbError> {
    let known = tx.query_opt(KNOWN_ATTACHMENT, &[&id]).await?;
    if let Some(row) = known {
        return Ok(row.get::<_, Vec<u8>>(0) == Sha256::digest(frame).to_vec());
    }
    tx.execute(INSERT_ATTACHMENT, &[&id, &frame]).await?;
    Ok(true)
}

/// Bytes of the attachments since the last mix.
pub(super) async fn waiting_bytes(tx: &Transaction<'_>) -> Result<u64, DbError> {
    let bytes: i64 = tx.query_one(WAITING_BYTES, &[]).await?.get(0);
    Ok(u64::try_from(bytes).unwrap_or_default())
}

/// Gives an attachment to the case whose letter names it, also before the mix; false when it is not there or claimed.
pub async fn claim_attachment(tx: &Transaction<'_>, id: Uuid, case: Uuid, today: Date) -> Result<bool, DbError> {
    tx.execute(FETCH_ATTACHMENT, &[&id, &today]).await?;
    Ok(tx.execute(CLAIM_ATTACHMENT, &[&id, &case]).await? == 1)
}

/// An attachment that an officer adds to a case.
pub async fn add_attachment(
    tx: &Transaction<'_>,
    id: Uuid,
    frame: &[u8],
    today: Date,
    case: Uuid,
) -> Result<(), DbError> {
    tx.execute(ADD_ATTACHMENT, &[&id, &frame, &today, &case]).await?;
    Ok(())
}

/// The attachments of a case with the bytes of their frames.
pub async fn case_attachments(tx: &Transaction<'_>, case: Uuid) -> Result<Vec<(Uuid, i64)>, DbError> {
    Ok(tx.query(CASE_ATTACHMENTS, &[&case]).await?.iter().map(|row| (row.get(0), row.get(1))).collect())
}

/// One attachment of a case.
pub async fn attachment(tx: &Transaction<'_>, id: Uuid, case: Uuid) -> Result<Option<Vec<u8>>, DbError> {
    Ok(tx.query_opt(ATTACHMENT, &[&id, &case]).await?.map(|row| row.get(0)))
}

/// Attachments that came before a day and that no sorted letter names, locked.
pub async fn unclaimed_before(tx: &Transaction<'_>, day: Date) -> Result<Vec<Uuid>, DbError> {
    Ok(tx.query(UNCLAIMED_BEFORE, &[&day]).await?.iter().map(|row| row.get(0)).collect())
}

/// Destroys attachments; how many.
pub async fn destroy_attachments(tx: &Transaction<'_>, ids: &[Uuid]) -> Result<u64, DbError> {
    Ok(tx.execute(DESTROY_ATTACHMENTS, &[&ids]).await?)
}

/// Destroys the letters and attachments of cases; how many of each.
pub async fn destroy_of_cases(tx: &Transaction<'_>, cases: &[Uuid]) -> Result<(u64, u64), DbError> {
    let attachments = tx.execute(DESTROY_CASE_ATTACHMENTS, &[&cases]).await?;
    Ok((tx.execute(DESTROY_CASE_LETTERS, &[&cases]).await?, attachments))
}

/// Throws an empty letter away; false when it is no longer a new one.
pub async fn discard(tx: &Transaction<'_>, letter: Uuid, channel: Uuid) -> Result<bool, DbError> {
    Ok(tx.execute(DISCARD, &[&letter, &channel]).await? == 1)
}

/// Days of the oldest letters nobody has opened.
pub struct Unsorted {
    pub ordinary: Option<Date>,
    pub at_once: Option<Date>,
}

/// How long a channel's letters have lain unopened.
pub async fn oldest_unsorted(tx: &Transaction<'_>, channel: Uuid) -> Result<Unsorted, DbError> {
    let row = tx.query_one(OLDEST_UNSORTED, &[&channel]).await?;
    Ok(Unsorted { ordinary: row.get(0), at_once: row.get(1) })
}
