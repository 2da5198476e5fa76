//! Every statement about waves, codes, tokens and cast ballots.

use futures_util::{Stream, StreamExt};
use jiff::civil::Date;
use uuid::Uuid;

use super::{
    issuer::Pair,
    wave::{FrameUnit, UnitProgress, Wave, population},
};
use crate::db::{DbError, Row, Transaction};

const INSERT_WAVE: &str = "-- survey::insert_wave
    INSERT INTO wave (urn, title, population, number, questionnaire, questionnaire_hash, reference_from, reference_to,
        disposal, plan, plan_hash, planned)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
const INSERT_UNIT: &str = "-- survey::insert_unit
    INSERT INTO wave_unit (id, urn, node, name, department, committee, population, tenure)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const WAVES: &str = "-- survey::waves
    SELECT w.urn, u.period, w.title, w.population, w.number, w.questionnaire, w.questionnaire_hash, w.reference_from,
        w.reference_to, w.disposal, w.plan, w.plan_hash, u.starts, u.ends, u.recipient, u.opened, w.closed, w.protocol
    FROM wave w JOIN urn u ON u.id = w.urn ORDER BY u.starts DESC, u.period DESC";
const OPEN_WAVE: &str = "-- survey::open_wave
    SELECT u.recipient FROM urn u JOIN wave w ON w.urn = u.id
    WHERE u.id = $1 AND u.starts <= $2 AND $2 < u.ends AND u.opened IS NULL AND w.closed IS NULL";
const LOCK_WAVES: &str = "-- survey::lock_waves
    LOCK TABLE wave IN SHARE ROW EXCLUSIVE MODE";
const UNITS: &str = "-- survey::units
    SELECT id, node, name, department, committee, population, tenure, public_key FROM wave_unit WHERE urn = $1
    ORDER BY department, name, id";
const UNIT: &str = "-- survey::unit
    SELECT urn, public_key FROM wave_unit WHERE id = $1";
const WITHOUT_KEY: &str = "-- survey::without_key
    SELECT id FROM wave_unit WHERE public_key IS NULL LIMIT $1 FOR UPDATE SKIP LOCKED";
const PUT_KEYS: &str = "-- survey::put_keys
    UPDATE wave_unit SET public_key = $2, private_key = $3 WHERE id = $1 AND public_key IS NULL";
const CLOSE: &str = "-- survey::close
    UPDATE wave w SET closed = $2 FROM urn u WHERE u.id = w.urn AND w.urn = $1 AND u.starts <= $2 AND $2 < u.ends
      AND u.opened IS NULL AND w.closed IS NULL";
const INSERT_CODES: &str = "-- survey::insert_codes
    INSERT INTO wave_code (digest, unit, void) SELECT digest, $1, false FROM unnest($2::bytea[]) AS given (digest)
    ORDER BY gen_random_uuid()";
const CODES_OF: &str = "-- survey::codes_of
    SELECT count(*) FILTER (WHERE NOT void) FROM wave_code WHERE unit = $1";
const LOCK_CODES: &str = "-- survey::lock_codes
    LOCK TABLE wave_code IN SHARE ROW EXCLUSIVE MODE";
const VOID_UNUSED: &str = "-- survey::void_unused
    UPDATE wave_code c SET void = true WHERE c.unit = $1 AND NOT c.void AND c.blinded IS NULL
      AND NOT EXISTS (SELECT FROM traded_code t WHERE t.digest = c.digest)";
const VOID_ONE: &str = "-- survey::void_one
    UPDATE wave_code c SET void = true FROM wave_unit u WHERE u.id = c.unit AND u.urn = $1 AND c.digest = $2
      AND NOT c.void AND c.blinded IS NULL AND NOT EXISTS (SELECT FROM traded_code t WHERE t.digest = c.digest)
    RETURNING c.unit";
const CODE: &str = "-- survey::code
    SELECT c.unit, c.void, coalesce(c.blinded, t.blinded), u.private_key
    FROM wave_code c JOIN wave_unit u ON u.id = c.unit LEFT JOIN traded_code t ON t.digest = c.digest
    WHERE c.digest = $1 AND u.urn = $2";
const ENTER_TRADES: &str = "-- survey::enter_trades
    LOCK TABLE traded_code IN ROW EXCLUSIVE MODE";
const HOLD_TRADES: &str = "-- survey::hold_trades
    LOCK TABLE traded_code IN SHARE ROW EXCLUSIVE MODE";
const ENTER_CASTS: &str = "-- survey::enter_casts
    LOCK TABLE cast_ballot IN ROW EXCLUSIVE MODE";
const TRADE: &str = "-- survey::trade
    INSERT INTO traded_code (digest, blinded) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING";
const TRADED_FOR: &str = "-- survey::traded_for
    SELECT blinded FROM traded_code WHERE digest = $1";
const CAST: &str = "-- survey::cast
    INSERT INTO cast_ballot (nonce, unit, signature, frame, label) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
const CAST_FRAME: &str = "-- survey::cast_frame
    SELECT frame FROM cast_ballot WHERE nonce = $1";
const IS_SPENT: &str = "-- survey::is_spent
    SELECT EXISTS (SELECT FROM spent_token WHERE nonce = $1)";
const IS_IN_URN: &str = "-- survey::is_in_urn
    SELECT EXISTS (SELECT FROM ballot WHERE urn = $1 AND sha256(frame) = sha256($2))";
const INSERT_LABEL_KEY: &str = "-- survey::insert_label_key
    INSERT INTO label_key (id, urn, sealed) VALUES ($1, $2, $3)";
const LABEL_KEYS: &str = "-- survey::label_keys
    SELECT sealed FROM label_key WHERE urn = $1 ORDER BY id";
const HOLD: &str = "-- survey::hold
    LOCK TABLE cast_ballot, traded_code, wave_code, spent_token IN ACCESS EXCLUSIVE MODE";
const COUNT_DAY: &str = "-- survey::count_day
    INSERT INTO wave_day (urn, day, traded, answered)
    SELECT u.urn, $1, sum(n.traded)::int, sum(n.answered)::int FROM (
        SELECT c.unit, 1 AS traded, 0 AS answered FROM traded_code t JOIN wave_code c ON c.digest = t.digest
        UNION ALL SELECT unit, 0, 1 FROM cast_ballot
    ) n JOIN wave_unit u ON u.id = n.unit GROUP BY u.urn
    ON CONFLICT (urn, day) DO UPDATE
    SET traded = wave_day.traded + excluded.traded, answered = wave_day.answered + excluded.answered";
const KEEP_CODES: &str = "-- survey::keep_codes
    INSERT INTO mixing_code (digest, unit, void, blinded)
    SELECT c.digest, c.unit, c.void, coalesce(c.blinded, t.blinded) FROM wave_code c LEFT JOIN traded_code t ON t.digest = c.digest";
const KEEP_TOKENS: &str = "-- survey::keep_tokens
    INSERT INTO mixing_token (nonce, unit, signature)
    SELECT nonce, unit, signature FROM spent_token UNION ALL SELECT nonce, unit, signature FROM cast_ballot";
const MIX_BALLOTS: &str = "-- survey::mix_ballots
    INSERT INTO ballot (id, urn, frame, label)
    SELECT gen_random_uuid(), u.urn, c.frame, c.label FROM cast_ballot c JOIN wave_unit u ON u.id = c.unit
    ORDER BY gen_random_uuid()";
const EMPTY: &str = "-- survey::empty
    TRUNCATE cast_ballot, traded_code, wave_code, spent_token";
const WRITE_CODES: &str = "-- survey::write_codes
    INSERT INTO wave_code (digest, unit, void, blinded)
    SELECT digest, unit, void, blinded FROM mixing_code ORDER BY gen_random_uuid()";
const WRITE_TOKENS: &str = "-- survey::write_tokens
    INSERT INTO spent_token (nonce, unit, signature)
    SELECT nonce, unit, signature FROM mixing_token ORDER BY gen_random_uuid()";
const LEAVE_NOTHING: &str = "-- survey::leave_nothing
    TRUNCATE mixing_code, mixing_token";
const UNITS_PROGRESS: &str = "-- survey::units_progress
    SELECT u.id,
        (SELECT count(*) FROM wave_code c WHERE c.unit = u.id AND NOT c.void),
        (SELECT count(*) FROM wave_code c WHERE c.unit = u.id AND NOT c.void AND c.blinded IS NOT NULL),
        (SELECT count(*) FROM wave_code c WHERE c.unit = u.id AND c.void),
        (SELECT count(*) FROM spent_token s WHERE s.unit = u.id)
    FROM wave_unit u WHERE u.urn = $1";
const DAYS: &str = "-- survey::days
    SELECT day, traded, answered FROM wave_day WHERE urn = $1 ORDER BY day";
const WAITING: &str = "-- survey::waiting
    SELECT EXISTS (SELECT FROM cast_ballot c JOIN wave_unit u ON u.id = c.unit WHERE u.urn = $1)";
const LABELLED_FRAMES: &str = "-- survey::labelled_frames
    SELECT frame, label FROM ballot WHERE urn = $1";
const STORED_BALLOTS: &str = "-- survey::stored_ballots
    SELECT count(*) FROM ballot WHERE urn = $1";
const TOKENS: &str = "-- survey::tokens
    SELECT s.nonce, s.unit, s.signature FROM spent_token s JOIN wave_unit u ON u.id = s.unit WHERE u.urn = $1";
const FINISH_TRADES: &str = "-- survey::finish_trades
    DELETE FROM traded_code t USING wave_code c, wave_unit u WHERE c.digest = t.digest AND u.id = c.unit AND u.urn = $1";
const FINISH_CODES: &str = "-- survey::finish_codes
    DELETE FROM wave_code c USING wave_unit u WHERE u.id = c.unit AND u.urn = $1";
const FINISH_KEYS: &str = "-- survey::finish_keys
    UPDATE wave_unit SET private_key = NULL WHERE urn = $1";
const FINISH_LABELS: &str = "-- survey::finish_labels
    DELETE FROM label_key WHERE urn = $1";
const PUT_PROTOCOL: &str = "-- survey::put_protocol
    UPDATE wave SET protocol = $2 WHERE urn = $1";

/// A code as the database knows it.
pub(super) struct KnownCode {
    pub unit: Uuid,
    pub void: bool,
    /// Digest of the blinded message that was signed for it.
    pub blinded: Option<Vec<u8>>,
    /// The unit's signing key; nothing before it has been made and after it has been destroyed.
    pub private_key: Option<Vec<u8>>,
}

/// A token that a ballot was cast with.
pub(super) struct SpentToken {
    pub nonce: Vec<u8>,
    pub unit: Uuid,
    pub signature: Vec<u8>,
}

fn wave(row: &Row) -> Wave {
    Wave {
        id: row.get(0),
        code: row.get(1),
        title: row.get(2),
        population: population(row.get(3)),
        number: row.get::<_, i32>(4).cast_unsigned(),
        questionnaire: row.get(5),
        questionnaire_hash: row.get(6),
        reference: (row.get(7), row.get(8)),
        disposal: row.get(9),
        plan: row.get(10),
        plan_hash: row.get(11),
        opens: row.get(12),
        ends: row.get(13),
        recipient: row.get(14),
        counted: row.get(15),
        closed: row.get(16),
        protocol: row.get(17),
    }
}

/// Every wave, the latest first.
pub async fn waves(tx: &Transaction<'_>) -> Result<Vec<Wave>, DbError> {
    Ok(tx.query(WAVES, &[]).await?.iter().map(wave).collect())
}

/// One wave.
pub async fn wave_of(tx: &Transaction<'_>, id: Uuid) -> Result<Option<Wave>, DbError> {
    Ok(waves(tx).await?.into_iter().find(|wave| wave.id == id))
}

/// One who plans at a time, until the transaction ends.
pub(super) async fn lock_waves(tx: &Transaction<'_>) -> Result<(), DbError> {
    tx.execute(LOCK_WAVES, &[]).await?;
    Ok(())
}

pub(super) async fn insert_wave(tx: &Transaction<'_>, wave: &Wave, today: Date) -> Result<(), DbError> {
    let number = wave.number.cast_signed();
    tx.execute(
        INSERT_WAVE,
        &[
            &wave.id,
            &wave.title,
            &wave.population.code(),
            &number,
            &wave.questionnaire,
            &wave.questionnaire_hash,
            &wave.reference.0,
            &wave.reference.1,
            &wave.disposal,
            &wave.plan,
            &wave.plan_hash,
            &today,
        ],
    )
    .await?;
    Ok(())
}

pub(super) async fn insert_unit(tx: &Transaction<'_>, wave: Uuid, unit: &FrameUnit) -> Result<(), DbError> {
    let FrameUnit { id, node, name, department, committee, population, tenure, .. } = unit;
    let statement = tx.prepare_cached(INSERT_UNIT).await?;
    tx.execute(&statement, &[id, &wave, node, name, department, committee, population, tenure]).await?;
    Ok(())
}

/// The frame of a wave, by förvaltning and name.
pub async fn units(tx: &Transaction<'_>, wave: Uuid) -> Result<Vec<FrameUnit>, DbError> {
    let unit = |row: &Row| FrameUnit {
        id: row.get(0),
        node: row.get(1),
        name: row.get(2),
        department: row.get(3),
        committee: row.get(4),
        population: row.get(5),
        tenure: row.get(6),
        public_key: row.get(7),
    };
    Ok(tx.query(UNITS, &[&wave]).await?.iter().map(unit).collect())
}

/// The wave of a unit, and the key its tokens are checked with.
pub(super) async fn unit(tx: &Transaction<'_>, id: Uuid) -> Result<Option<(Uuid, Option<Vec<u8>>)>, DbError> {
    let statement = tx.prepare_cached(UNIT).await?;
    Ok(tx.query_opt(&statement, &[&id]).await?.map(|row| (row.get(0), row.get(1))))
}

/// The public key of a wave's urn, if the wave is open on `day`.
pub(super) async fn open_wave(tx: &Transaction<'_>, wave: Uuid, day: Date) -> Result<Option<String>, DbError> {
    let statement = tx.prepare_cached(OPEN_WAVE).await?;
    Ok(tx.query_opt(&statement, &[&wave, &day]).await?.map(|row| row.get(0)))
}

/// Units that lack a key, locked until the transaction ends; those that somebody else is at are left out.
pub(super) async fn without_key(tx: &Transaction<'_>, most: i64) -> Result<Vec<Uuid>, DbError> {
    Ok(tx.query(WITHOUT_KEY, &[&most]).await?.iter().map(|row| row.get(0)).collect())
}

pub(super) async fn put_keys(tx: &Transaction<'_>, unit: Uuid, pair: &Pair) -> Result<(), DbError> {
    let private: &[u8] = &pair.private;
    tx.execute(PUT_KEYS, &[&unit, &pair.public, &private]).await?;
    Ok(())
}

/// Ends an open wave before its time; false when it is not open.
pub(super) async fn close(tx: &Transaction<'_>, wave: Uuid, today: Date) -> Result<bool, DbError> {
    Ok(tx.execute(CLOSE, &[&wave, &today]).await? == 1)
}

/// Nobody else changes codes until the transaction ends.
pub(super) async fn lock_codes(tx: &Transaction<'_>) -> Result<(), DbError> {
    tx.execute(LOCK_CODES, &[]).await?;
    Ok(())
}

/// Nobody trades a code until the transaction ends.
pub(super) async fn hold_trades(tx: &Transaction<'_>) -> Result<(), DbError> {
    tx.execute(HOLD_TRADES, &[]).await?;
    Ok(())
}

/// No code is voided and no night's mix begins until the transaction ends.
pub(super) async fn enter_trades(tx: &Transaction<'_>) -> Result<(), DbError> {
    tx.execute(ENTER_TRADES, &[]).await?;
    Ok(())
}

pub(super) async fn insert_codes(tx: &Transaction<'_>, unit: Uuid, digests: &[Vec<u8>]) -> Result<(), DbError> {
    tx.execute(INSERT_CODES, &[&unit, &digests]).await?;
    Ok(())
}

/// How many codes of a unit work.
pub(super) async fn codes_of(tx: &Transaction<'_>, unit: Uuid) -> Result<i64, DbError> {
    Ok(tx.query_one(CODES_OF, &[&unit]).await?.get(0))
}

/// Makes every unused code of a unit void.
pub(super) async fn void_unused(tx: &Transaction<'_>, unit: Uuid) -> Result<u64, DbError> {
    tx.execute(VOID_UNUSED, &[&unit]).await.map_err(DbError::from)
}

/// Makes one unused code void; gives its unit, or nothing when there is no such unused code.
pub(super) async fn void_one(tx: &Transaction<'_>, wave: Uuid, digest: &[u8]) -> Result<Option<Uuid>, DbError> {
    Ok(tx.query_opt(VOID_ONE, &[&wave, &digest]).await?.map(|row| row.get(0)))
}

pub(super) async fn code(tx: &Transaction<'_>, digest: &[u8], wave: Uuid) -> Result<Option<KnownCode>, DbError> {
    let known =
        |row: Row| KnownCode { unit: row.get(0), void: row.get(1), blinded: row.get(2), private_key: row.get(3) };
    let statement = tx.prepare_cached(CODE).await?;
    Ok(tx.query_opt(&statement, &[&digest, &wave]).await?.map(known))
}

/// Notes for which blinded message a code was traded; gives the one that was first.
pub(super) async fn trade(tx: &Transaction<'_>, digest: &[u8], blinded: &[u8]) -> Result<Vec<u8>, DbError> {
    let statement = tx.prepare_cached(TRADE).await?;
    if tx.execute(&statement, &[&digest, &blinded]).await? == 1 {
        return Ok(blinded.to_vec());
    }
    Ok(tx.query_one(TRADED_FOR, &[&digest]).await?.get(0))
}

/// No night's mix begins until the transaction ends.
pub(super) async fn enter_casts(tx: &Transaction<'_>) -> Result<(), DbError> {
    tx.execute(ENTER_CASTS, &[]).await?;
    Ok(())
}

pub(super) async fn is_spent(tx: &Transaction<'_>, nonce: &[u8]) -> Result<bool, DbError> {
    let statement = tx.prepare_cached(IS_SPENT).await?;
    Ok(tx.query_one(&statement, &[&nonce]).await?.get(0))
}

/// Whether the very same frame lies in the urn already.
pub(super) async fn is_in_urn(tx: &Transaction<'_>, urn: Uuid, frame: &[u8]) -> Result<bool, DbError> {
    let statement = tx.prepare_cached(IS_IN_URN).await?;
    Ok(tx.query_one(&statement, &[&urn, &frame]).await?.get(0))
}

/// What became of a ballot.
pub(super) enum Stored {
    New,
    /// The token was used before, for this frame.
    Before(Vec<u8>),
    /// The frame was cast before, with another token.
    SameFrame,
}

/// Stores a ballot with its token, once, whoever else is at it.
pub(super) async fn cast(
    tx: &Transaction<'_>,
    token: &SpentToken,
    frame: &[u8],
    label: &[u8],
) -> Result<Stored, DbError> {
    let statement = tx.prepare_cached(CAST).await?;
    if tx.execute(&statement, &[&token.nonce, &token.unit, &token.signature, &frame, &label]).await? == 1 {
        return Ok(Stored::New);
    }
    let before = tx.query_opt(CAST_FRAME, &[&token.nonce]).await?;
    Ok(before.map_or(Stored::SameFrame, |row| Stored::Before(row.get(0))))
}

pub(super) async fn insert_label_key(tx: &Transaction<'_>, id: Uuid, wave: Uuid, sealed: &[u8]) -> Result<(), DbError> {
    tx.execute(INSERT_LABEL_KEY, &[&id, &wave, &sealed]).await?;
    Ok(())
}

pub(super) async fn label_keys(tx: &Transaction<'_>, wave: Uuid) -> Result<Vec<Vec<u8>>, DbError> {
    Ok(tx.query(LABEL_KEYS, &[&wave]).await?.iter().map(|row| row.get(0)).collect())
}

/// Everything that came since the last mix goes where it belongs, in random order; codes and tokens are all written anew,
/// so that nothing about a row tells when it was changed.
pub(super) async fn mix(tx: &Transaction<'_>, today: Date) -> Result<(), DbError> {
    tx.execute(HOLD, &[]).await?;
    tx.execute(COUNT_DAY, &[&today]).await?;
    for statement in [KEEP_CODES, KEEP_TOKENS, MIX_BALLOTS, EMPTY, WRITE_CODES, WRITE_TOKENS, LEAVE_NOTHING] {
        tx.execute(statement, &[]).await?;
    }
    Ok(())
}

/// How far each unit has come, as of the last mix.
pub async fn units_progress(tx: &Transaction<'_>, wave: Uuid) -> Result<Vec<(Uuid, UnitProgress)>, DbError> {
    let progress = |row: &Row| {
        let progress = UnitProgress { codes: row.get(1), traded: row.get(2), void: row.get(3), answered: row.get(4) };
        (row.get(0), progress)
    };
    Ok(tx.query(UNITS_PROGRESS, &[&wave]).await?.iter().map(progress).collect())
}

/// Day of each mix, codes traded and ballots cast since the one before.
pub(super) async fn days(tx: &Transaction<'_>, wave: Uuid) -> Result<Vec<(Date, i32, i32)>, DbError> {
    let rows = tx.query(DAYS, &[&wave]).await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect())
}

/// Whether ballots of a wave wait for the mix.
pub(super) async fn waiting(tx: &Transaction<'_>, wave: Uuid) -> Result<bool, DbError> {
    Ok(tx.query_one(WAITING, &[&wave]).await?.get(0))
}

/// Every ballot of a wave with its label; not all of them are in memory at a time.
pub(super) async fn labelled_frames(
    tx: &Transaction<'_>,
    wave: Uuid,
) -> Result<impl Stream<Item = Result<(Vec<u8>, Vec<u8>), DbError>>, DbError> {
    let rows = tx.query_raw(LABELLED_FRAMES, [wave]).await?;
    Ok(rows.map(|row| row.map(|row| (row.get(0), row.get(1))).map_err(DbError::from)))
}

/// Ballots of a wave, as of the last mix.
pub(super) async fn stored_ballots(tx: &Transaction<'_>, wave: Uuid) -> Result<i64, DbError> {
    Ok(tx.query_one(STORED_BALLOTS, &[&wave]).await?.get(0))
}

/// Every token that a ballot of the wave was cast with, as of the last mix; not all of them are in memory at a time.
pub(super) async fn tokens(
    tx: &Transaction<'_>,
    wave: Uuid,
) -> Result<impl Stream<Item = Result<SpentToken, DbError>>, DbError> {
    let rows = tx.query_raw(TOKENS, [wave]).await?;
    let token = |row: Row| SpentToken { nonce: row.get(0), unit: row.get(1), signature: row.get(2) };
    Ok(rows.map(move |row| row.map(token).map_err(DbError::from)))
}

/// The last step of a count: codes, signing keys and label keys out, the protocol in. Tokens stay, for whoever recounts.
pub(super) async fn finish(tx: &Transaction<'_>, wave: Uuid, protocol: &str) -> Result<(), DbError> {
    for statement in [FINISH_TRADES, FINISH_CODES, FINISH_KEYS, FINISH_LABELS] {
        tx.execute(statement, &[&wave]).await?;
    }
    tx.execute(PUT_PROTOCOL, &[&wave, &protocol]).await?;
    Ok(())
}
