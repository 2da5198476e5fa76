//! Every statement about urns, ballots and tallies.

use futures_util::{Stream, StreamExt};
use jiff::civil::Date;
use uuid::Uuid;

use super::period::Period;
use crate::{
    db::{DbError, Row, Transaction},
    ids::Chance,
    sealed::Frame,
};

const URNS: &str = "-- urn::urns
    SELECT id, period, starts, ends, recipient, opened, survey FROM urn ORDER BY starts DESC";
const URN: &str = "-- urn::urn
    SELECT id, period, starts, ends, recipient, opened, survey FROM urn WHERE id = $1 FOR UPDATE";
const BY_PERIOD: &str = "-- urn::by_period
    SELECT id, period, starts, ends, recipient, opened, survey FROM urn WHERE period = $1";
const INSERT: &str = "-- urn::insert
    INSERT INTO urn (id, period, starts, ends, recipient) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (period) DO NOTHING";
const INSERT_SURVEY: &str = "-- urn::insert_survey
    INSERT INTO urn (id, period, starts, ends, recipient, survey) VALUES ($1, $2, $3, $4, $5, true)";
const INSERT_LABELLED_BALLOT: &str = "-- urn::insert_labelled_ballot
    INSERT INTO ballot (id, urn, frame, label) VALUES ($1, $2, $3, $4)";
const PUT_KEY: &str = "-- urn::put_key
    INSERT INTO urn_key (urn, holder, sealed) VALUES ($1, $2, $3) ON CONFLICT (urn, holder) DO NOTHING";
const KEYS: &str = "-- urn::keys
    SELECT urn, holder, sealed FROM urn_key ORDER BY urn";
const BALLOT_FRAMES: &str = "-- urn::ballot_frames
    SELECT frame FROM ballot WHERE urn = $1";
const INSERT_BALLOT: &str = "-- urn::insert_ballot
    INSERT INTO ballot (id, urn, frame) VALUES ($1, $2, $3) ON CONFLICT (urn, sha256(frame)) DO NOTHING";
const LOCK_BALLOTS: &str = "-- urn::lock_ballots
    LOCK TABLE ballot IN SHARE ROW EXCLUSIVE MODE";
const INSERT_TALLY: &str = "-- urn::insert_tally
    INSERT INTO tally (urn, sealed, commitment) VALUES ($1, $2, $3)";
const DELETE_BALLOTS: &str = "-- urn::delete_ballots
    DELETE FROM ballot WHERE urn = $1";
const AMEND: &str = "-- urn::amend
    INSERT INTO amendment (id, urn, frame)
    SELECT $1, u.id, $3 FROM urn u WHERE u.id = $2 AND u.opened IS NULL AND NOT u.survey";
const AMENDMENTS: &str = "-- urn::amendments
    SELECT frame FROM amendment WHERE urn = $1";
const ALL_AMENDMENTS: &str = "-- urn::all_amendments
    SELECT urn, frame FROM amendment ORDER BY gen_random_uuid()";
const EMPTY_AMENDMENTS: &str = "-- urn::empty_amendments
    TRUNCATE amendment";
const ENTER_AMENDMENT: &str = "-- urn::enter_amendment
    INSERT INTO amendment (id, urn, frame) VALUES ($1, $2, $3)";
const DELETE_AMENDMENTS: &str = "-- urn::delete_amendments
    DELETE FROM amendment WHERE urn = $1";
const DELETE_KEYS: &str = "-- urn::delete_keys
    DELETE FROM urn_key WHERE urn = $1";
const MARK_OPENED: &str = "-- urn::mark_opened
    UPDATE urn SET opened = $2 WHERE id = $1";
const TALLY: &str = "-- urn::tally
    SELECT sealed FROM tally WHERE urn = $1";
const OPENED: &str = "-- urn::opened
    SELECT u.id, u.period, u.opened, t.commitment, u.survey FROM urn u JOIN tally t ON t.urn = u.id ORDER BY u.starts DESC";

/// An urn as the database knows it.
pub struct Urn {
    pub id: Uuid,
    pub period: String,
    pub starts: Date,
    pub ends: Date,
    pub recipient: String,
    pub opened: Option<Date>,
    /// Whether it belongs to a wave; the period is then the wave's code.
    pub survey: bool,
}

/// An urn that has been opened, and what binds its tally.
pub struct OpenedUrn {
    pub id: Uuid,
    pub period: String,
    pub opened: Date,
    /// None where an older version counted: nothing then proves that a count is unaltered.
    pub commitment: Option<Vec<u8>>,
    pub survey: bool,
}

/// The urn's identity as it is sealed to one holder (nothing: the paper key).
pub(super) struct UrnKey {
    pub urn: Uuid,
    pub holder: Option<Uuid>,
    pub sealed: Vec<u8>,
}

fn from_row(row: &Row) -> Urn {
    Urn {
        id: row.get(0),
        period: row.get(1),
        starts: row.get(2),
        ends: row.get(3),
        recipient: row.get(4),
        opened: row.get(5),
        survey: row.get(6),
    }
}

/// Every urn, the latest period first.
pub async fn urns(tx: &Transaction<'_>) -> Result<Vec<Urn>, DbError> {
    Ok(tx.query(URNS, &[]).await?.iter().map(from_row).collect())
}

/// One urn, locked until the transaction ends.
pub async fn urn(tx: &Transaction<'_>, id: Uuid) -> Result<Option<Urn>, DbError> {
    Ok(tx.query_opt(URN, &[&id]).await?.as_ref().map(from_row))
}

/// The urn of a period, by the period's name.
pub async fn by_period(tx: &Transaction<'_>, period: &str) -> Result<Option<Urn>, DbError> {
    Ok(tx.query_opt(BY_PERIOD, &[&period]).await?.as_ref().map(from_row))
}

/// A new urn; false when the period has one already.
pub async fn insert(tx: &Transaction<'_>, id: Uuid, period: Period, recipient: &str) -> Result<bool, DbError> {
    let inserted = tx.execute(INSERT, &[&id, &period.name(), &period.starts(), &period.ends(), &recipient]).await?;
    Ok(inserted == 1)
}

/// The urn of a survey wave, open from the first day to the one before the second.
pub async fn insert_survey(
    tx: &Transaction<'_>,
    id: Uuid,
    code: &str,
    (starts, ends): (Date, Date),
    recipient: &str,
) -> Result<(), DbError> {
    tx.execute(INSERT_SURVEY, &[&id, &code, &starts, &ends, &recipient]).await?;
    Ok(())
}

/// The urn's identity sealed to one more holder.
pub async fn put_key(tx: &Transaction<'_>, urn: Uuid, holder: Option<Uuid>, sealed: &[u8]) -> Result<(), DbError> {
    tx.execute(PUT_KEY, &[&urn, &holder, &sealed]).await?;
    Ok(())
}

pub(super) async fn keys(tx: &Transaction<'_>) -> Result<Vec<UrnKey>, DbError> {
    let rows = tx.query(KEYS, &[]).await?;
    Ok(rows.iter().map(|row| UrnKey { urn: row.get(0), holder: row.get(1), sealed: row.get(2) }).collect())
}

/// Puts a sealed ballot in an urn, past the intake: for the demonstration and benches.
pub async fn insert_ballot(tx: &Transaction<'_>, id: Uuid, urn: Uuid, frame: &[u8]) -> Result<(), DbError> {
    let statement = tx.prepare_cached(INSERT_BALLOT).await?;
    tx.execute(&statement, &[&id, &urn, &frame]).await?;
    Ok(())
}

/// Puts a survey ballot in its urn, past the mix: for the demonstration and benches.
pub async fn insert_labelled_ballot(
    tx: &Transaction<'_>,
    id: Uuid,
    urn: Uuid,
    frame: &[u8],
    label: &[u8],
) -> Result<(), DbError> {
    let statement = tx.prepare_cached(INSERT_LABELLED_BALLOT).await?;
    tx.execute(&statement, &[&id, &urn, &frame, &label]).await?;
    Ok(())
}

/// Every ballot of an urn, as they come from the database; not all of them are in memory at a time.
pub async fn frames_of(
    tx: &Transaction<'_>,
    urn: Uuid,
) -> Result<impl Stream<Item = Result<Vec<u8>, DbError>>, DbError> {
    let rows = tx.query_raw(BALLOT_FRAMES, [urn]).await?;
    Ok(rows.map(|row| row.map(|row| row.get(0)).map_err(DbError::from)))
}

/// Tells an urn of incidents something about one of its ballots; false when it is opened already.
pub async fn amend(tx: &Transaction<'_>, id: Uuid, urn: Uuid, frame: &Frame) -> Result<bool, DbError> {
    // The urn is locked, so that no ceremony ends between the look and the writing.
    tx.query_opt(URN, &[&urn]).await?;
    Ok(tx.execute(AMEND, &[&id, &urn, &frame.bytes()]).await? == 1)
}

/// Writes every amendment anew in random order, so that none tells in which act of triage it came.
pub async fn mix_amendments(tx: &Transaction<'_>, chance: &Chance) -> Result<(), DbError> {
    let rows = tx.query(ALL_AMENDMENTS, &[]).await?;
    tx.execute(EMPTY_AMENDMENTS, &[]).await?;
    for row in rows {
        let (urn, frame): (Uuid, Vec<u8>) = (row.get(0), row.get(1));
        tx.execute(ENTER_AMENDMENT, &[&chance.uuid(), &urn, &frame]).await?;
    }
    Ok(())
}

/// What the urn was told, still sealed.
pub(super) async fn amendments(tx: &Transaction<'_>, urn: Uuid) -> Result<Vec<Vec<u8>>, DbError> {
    Ok(tx.query(AMENDMENTS, &[&urn]).await?.iter().map(|row| row.get(0)).collect())
}

/// Nobody else adds or destroys ballots until the transaction ends.
pub async fn lock_ballots(tx: &Transaction<'_>) -> Result<(), DbError> {
    tx.execute(LOCK_BALLOTS, &[]).await?;
    Ok(())
}

/// The last step of a ceremony: the tally in, ballots and keys out.
pub async fn settle(
    tx: &Transaction<'_>,
    urn: Uuid,
    sealed: &[u8],
    commitment: &[u8],
    today: Date,
) -> Result<(), DbError> {
    tx.execute(INSERT_TALLY, &[&urn, &sealed, &commitment]).await?;
    tx.execute(DELETE_BALLOTS, &[&urn]).await?;
    tx.execute(DELETE_AMENDMENTS, &[&urn]).await?;
    tx.execute(DELETE_KEYS, &[&urn]).await?;
    tx.execute(MARK_OPENED, &[&urn, &today]).await?;
    Ok(())
}

/// The sealed tally of an opened urn.
pub async fn tally(tx: &Transaction<'_>, urn: Uuid) -> Result<Option<Vec<u8>>, DbError> {
    Ok(tx.query_opt(TALLY, &[&urn]).await?.map(|row| row.get(0)))
}

/// Every opened urn, the latest period first.
pub async fn opened(tx: &Transaction<'_>) -> Result<Vec<OpenedUrn>, DbError> {
    let rows = tx.query(OPENED, &[]).await?;
    let opened = |row: &Row| OpenedUrn {
        id: row.get(0),
        period: row.get(1),
        opened: row.get(2),
        commitment: row.get(3),
        survey: row.get(4),
    };
    Ok(rows.iter().map(opened).collect())
}
