//! Every statement about channels, epochs, keys and members.

use uuid::Uuid;

use super::model::{Channel, Epoch, Member, OpenChannel};
use crate::db::{DbError, Row, Transaction};

const CHANNEL: &str = "-- channel::channel
    SELECT id, name, phone, position, recovery_recipient FROM channel WHERE id = $1";
const ALL: &str = "-- channel::all
    SELECT id, name, phone, position, recovery_recipient FROM channel ORDER BY position";
const OF_STAFF: &str = "-- channel::of_staff
    SELECT c.id, c.name, c.phone, c.position, c.recovery_recipient, m.deputy
    FROM channel c JOIN member m ON m.channel = c.id WHERE m.staff = $1 ORDER BY c.position";
const INSERT: &str = "-- channel::insert
    INSERT INTO channel (id, name, phone, position)
    VALUES ($1, $2, $3, (SELECT coalesce(max(position), 0) + 1 FROM channel))";
const OPEN: &str = "-- channel::open
    SELECT c.id, c.name, c.phone, e.id, e.recipient
    FROM channel c JOIN epoch e ON e.channel = c.id AND e.current
    WHERE c.recovery_recipient IS NOT NULL
      AND EXISTS (SELECT FROM epoch_key k WHERE k.epoch = e.id AND k.holder IS NULL)
      AND (SELECT count(*) FROM epoch_key k WHERE k.epoch = e.id AND k.holder IS NOT NULL) >= 2
    ORDER BY c.position";
const EPOCHS: &str = "-- channel::epochs
    SELECT id, recipient, current FROM epoch WHERE channel = $1 ORDER BY current DESC, id";
const EPOCH_CHANNEL: &str = "-- channel::epoch_channel
    SELECT channel, current FROM epoch WHERE id = $1";
const RETIRE_EPOCH: &str = "-- channel::retire_epoch
    UPDATE epoch SET current = false WHERE channel = $1 AND current";
const INSERT_EPOCH: &str = "-- channel::insert_epoch
    INSERT INTO epoch (id, channel, recipient, current) VALUES ($1, $2, $3, true)";
const PUT_KEY: &str = "-- channel::put_key
    INSERT INTO epoch_key (epoch, holder, sealed) VALUES ($1, $2, $3)
    ON CONFLICT (epoch, holder) DO UPDATE SET sealed = excluded.sealed";
const OWN_KEYS: &str = "-- channel::own_keys
    SELECT k.epoch, k.sealed FROM epoch_key k JOIN epoch e ON e.id = k.epoch WHERE e.channel = $1 AND k.holder = $2";
const RECOVERY_KEYS: &str = "-- channel::recovery_keys
    SELECT k.epoch, k.sealed FROM epoch_key k JOIN epoch e ON e.id = k.epoch WHERE e.channel = $1 AND k.holder IS NULL";
const TAKE_KEYS: &str = "-- channel::take_keys
    DELETE FROM epoch_key WHERE holder = $2 AND epoch IN (SELECT id FROM epoch WHERE channel = $1)";
const SET_RECOVERY: &str = "-- channel::set_recovery
    UPDATE channel SET recovery_recipient = $2 WHERE id = $1";
const LOCK: &str = "-- channel::lock
    SELECT FROM channel WHERE id = $1 FOR UPDATE";
const MEMBERS: &str = "-- channel::members
    SELECT s.id, s.name, m.deputy, s.recipient,
        EXISTS (SELECT FROM epoch WHERE channel = $1) AND NOT EXISTS (
            SELECT FROM epoch e WHERE e.channel = $1
            AND NOT EXISTS (SELECT FROM epoch_key k WHERE k.epoch = e.id AND k.holder = s.id))
    FROM member m JOIN staff s ON s.id = m.staff WHERE m.channel = $1 AND s.active ORDER BY m.deputy, s.name";
const ADDRESSES: &str = "-- channel::members_addresses
    SELECT DISTINCT s.email FROM member m JOIN staff s ON s.id = m.staff
    WHERE s.active AND ($1::uuid IS NULL OR m.channel = $1) ORDER BY s.email";
const DEPUTIES: &str = "-- channel::deputies
    SELECT DISTINCT s.email FROM member m JOIN staff s ON s.id = m.staff
    WHERE s.active AND m.channel = $1 AND m.deputy ORDER BY s.email";
const IS_MEMBER: &str = "-- channel::is_member
    SELECT FROM member WHERE channel = $1 AND staff = $2";
const HOLDS_KEY: &str = "-- channel::holds_key
    SELECT FROM key_holder WHERE channel = $1 AND staff = $2";
const ADD_MEMBER: &str = "-- channel::add_member
    INSERT INTO member (channel, staff, deputy) VALUES ($1, $2, $3)";
const REMOVE_MEMBER: &str = "-- channel::remove_member
    DELETE FROM member WHERE channel = $1 AND staff = $2";

fn from_row(row: &Row) -> Channel {
    Channel {
        id: row.get(0),
        name: row.get(1),
        phone: row.get(2),
        position: row.get(3),
        recovery_recipient: row.get(4),
    }
}

/// One channel.
pub async fn channel(tx: &Transaction<'_>, id: Uuid) -> Result<Option<Channel>, DbError> {
    Ok(tx.query_opt(CHANNEL, &[&id]).await?.as_ref().map(from_row))
}

/// Every channel, the ordinary one first.
pub async fn all(tx: &Transaction<'_>) -> Result<Vec<Channel>, DbError> {
    Ok(tx.query(ALL, &[]).await?.iter().map(from_row).collect())
}

/// The channels a member of staff belongs to, and whether as a deputy.
pub async fn of_staff(tx: &Transaction<'_>, staff: Uuid) -> Result<Vec<(Channel, bool)>, DbError> {
    Ok(tx.query(OF_STAFF, &[&staff]).await?.iter().map(|row| (from_row(row), row.get(5))).collect())
}

/// A new channel, after the ones there are.
pub async fn insert(tx: &Transaction<'_>, id: Uuid, name: &str, phone: &str) -> Result<(), DbError> {
    tx.execute(INSERT, &[&id, &name, &phone]).await?;
    Ok(())
}

/// The channels that receive, the ordinary one first.
pub async fn open(tx: &Transaction<'_>) -> Result<Vec<OpenChannel>, DbError> {
    let rows = tx.query(OPEN, &[]).await?;
    Ok(rows
        .iter()
        .map(|row| OpenChannel {
            id: row.get(0),
            name: row.get(1),
            phone: row.get(2),
            epoch: row.get(3),
            recipient: row.get(4),
        })
        .collect())
}

/// A channel's epochs, the current one first.
pub async fn epochs(tx: &Transaction<'_>, channel: Uuid) -> Result<Vec<Epoch>, DbError> {
    let rows = tx.query(EPOCHS, &[&channel]).await?;
    Ok(rows.iter().map(|row| Epoch { id: row.get(0), recipient: row.get(1), current: row.get(2) }).collect())
}

/// Whose an epoch is and whether it is the current one.
pub async fn epoch_channel(tx: &Transaction<'_>, epoch: Uuid) -> Result<Option<(Uuid, bool)>, DbError> {
    Ok(tx.query_opt(EPOCH_CHANNEL, &[&epoch]).await?.map(|row| (row.get(0), row.get(1))))
}

pub(super) async fn new_epoch(tx: &Transaction<'_>, channel: Uuid, id: Uuid, recipient: &str) -> Result<(), DbError> {
    tx.execute(RETIRE_EPOCH, &[&channel]).await?;
    tx.execute(INSERT_EPOCH, &[&id, &channel, &recipient]).await?;
    Ok(())
}

pub(super) async fn put_key(
    tx: &Transaction<'_>,
    epoch: Uuid,
    holder: Option<Uuid>,
    sealed: &[u8],
) -> Result<(), DbError> {
    tx.execute(PUT_KEY, &[&epoch, &holder, &sealed]).await?;
    Ok(())
}

/// The epochs' identities as they are sealed to one member.
pub async fn own_keys(tx: &Transaction<'_>, channel: Uuid, staff: Uuid) -> Result<Vec<(Uuid, Vec<u8>)>, DbError> {
    Ok(tx.query(OWN_KEYS, &[&channel, &staff]).await?.iter().map(|row| (row.get(0), row.get(1))).collect())
}

/// The epochs' identities as they are sealed to the paper key.
pub async fn recovery_keys(tx: &Transaction<'_>, channel: Uuid) -> Result<Vec<(Uuid, Vec<u8>)>, DbError> {
    Ok(tx.query(RECOVERY_KEYS, &[&channel]).await?.iter().map(|row| (row.get(0), row.get(1))).collect())
}

pub(super) async fn take_keys(tx: &Transaction<'_>, channel: Uuid, staff: Uuid) -> Result<(), DbError> {
    tx.execute(TAKE_KEYS, &[&channel, &staff]).await?;
    Ok(())
}

pub(super) async fn set_recovery(tx: &Transaction<'_>, channel: Uuid, recipient: &str) -> Result<(), DbError> {
    tx.execute(SET_RECOVERY, &[&channel, &recipient]).await?;
    Ok(())
}

/// One change of a keyring at a time, until the transaction ends.
pub(super) async fn lock(tx: &Transaction<'_>, channel: Uuid) -> Result<(), DbError> {
    tx.execute(LOCK, &[&channel]).await?;
    Ok(())
}

/// The active members, the chief first.
pub async fn members(tx: &Transaction<'_>, channel: Uuid) -> Result<Vec<Member>, DbError> {
    let rows = tx.query(MEMBERS, &[&channel]).await?;
    Ok(rows
        .iter()
        .map(|row| Member {
            id: row.get(0),
            name: row.get(1),
            deputy: row.get(2),
            recipient: row.get(3),
            has_key: row.get(4),
        })
        .collect())
}

/// Where notices go: to the members of one channel, or of all.
pub async fn members_addresses(tx: &Transaction<'_>, channel: Option<Uuid>) -> Result<Vec<String>, DbError> {
    Ok(tx.query(ADDRESSES, &[&channel]).await?.iter().map(|row| row.get(0)).collect())
}

/// Where escalations go.
pub async fn deputies(tx: &Transaction<'_>, channel: Uuid) -> Result<Vec<String>, DbError> {
    Ok(tx.query(DEPUTIES, &[&channel]).await?.iter().map(|row| row.get(0)).collect())
}

/// Whether a member has been given a key of the channel.
pub async fn holds_key(tx: &Transaction<'_>, channel: Uuid, staff: Uuid) -> Result<bool, DbError> {
    Ok(tx.query_opt(HOLDS_KEY, &[&channel, &staff]).await?.is_some())
}

/// Whether a member of staff belongs to a channel.
pub async fn is_member(tx: &Transaction<'_>, channel: Uuid, staff: Uuid) -> Result<bool, DbError> {
    Ok(tx.query_opt(IS_MEMBER, &[&channel, &staff]).await?.is_some())
}

/// Makes a member of staff belong to a channel; to read takes a key as well.
pub async fn add_member(tx: &Transaction<'_>, channel: Uuid, staff: Uuid, deputy: bool) -> Result<(), DbError> {
    tx.execute(ADD_MEMBER, &[&channel, &staff, &deputy]).await?;
    Ok(())
}

pub(super) async fn remove_member(tx: &Transaction<'_>, channel: Uuid, staff: Uuid) -> Result<(), DbError> {
    tx.execute(REMOVE_MEMBER, &[&channel, &staff]).await?;
    Ok(())
}
