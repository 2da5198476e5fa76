//! Every statement about drops and letters.

use jiff::civil::Date;
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
const NEW_LETTERS: &str = "-- intake::new_letters
    SELECT id, epoch, day, at_once, frame FROM letter WHERE channel = $1 AND case_file IS NULL ORDER BY day, id";
const CASE_LETTERS: &str = "-- intake::case_letters
    SELECT id, epoch, day, at_once, frame FROM letter WHERE case_file = $1 ORDER BY day, id";
const ATTACH: &str = "-- intake::attach
    UPDATE letter SET case_file = $3 WHERE id = $1 AND channel = $2 AND case_file IS NULL";
const DISCARD: &str = "-- intake::discard
    DELETE FROM letter WHERE id = $1 AND channel = $2 AND case_file IS NULL";
const OLDEST_UNSORTED: &str = "-- intake::oldest_unsorted
    SELECT min(day) FILTER (WHERE NOT at_once), min(day) FILTER (WHERE at_once)
    FROM letter WHERE channel = $1 AND case_file IS NULL";

/// A letter as an officer's browser gets it.
pub struct LetterRow {
    pub id: Uuid,
    pub epoch: Uuid,
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

/// Whether ballots for an urn still lie in the intake.
pub async fn waiting_for(tx: &Transaction<'_>, urn: Uuid) -> Result<bool, DbError> {
    Ok(tx.query_one(WAITING_FOR, &[&urn]).await?.get(0))
}

fn letter(row: &Row) -> LetterRow {
    LetterRow { id: row.get(0), epoch: row.get(1), day: row.get(2), at_once: row.get(3), frame: row.get(4) }
}

/// Letters that nobody has sorted yet.
pub async fn new_letters(tx: &Transaction<'_>, channel: Uuid) -> Result<Vec<LetterRow>, DbError> {
    Ok(tx.query(NEW_LETTERS, &[&channel]).await?.iter().map(letter).collect())
}

/// The letters of a case.
pub async fn case_letters(tx: &Transaction<'_>, case: Uuid) -> Result<Vec<LetterRow>, DbError> {
    Ok(tx.query(CASE_LETTERS, &[&case]).await?.iter().map(letter).collect())
}

/// Sorts a new letter into a case; false when somebody else already has.
pub async fn attach(tx: &Transaction<'_>, letter: Uuid, channel: Uuid, case: Uuid) -> Result<bool, DbError> {
    Ok(tx.execute(ATTACH, &[&letter, &channel, &case]).await? == 1)
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
