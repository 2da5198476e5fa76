//! Every statement about staff, sessions and one-time links.

use jiff::Timestamp;
use uuid::Uuid;

use super::{
    invitation::Invitation,
    staff::{Account, Staff},
};
use crate::db::{DbError, Row, Transaction};

const BY_ACCOUNT: &str = "-- auth::by_account
    SELECT id, account, name, email, recipient, wrapped_identity, administrator, custodian, auditor, login_digest, totp_secret, totp_step
    FROM staff WHERE account = $1 AND active";
const BY_ID: &str = "-- auth::by_id
    SELECT id, account, name, email, recipient, wrapped_identity, administrator, custodian, auditor, login_digest, totp_secret, totp_step
    FROM staff WHERE id = $1 AND active";
const CUSTODIANS: &str = "-- auth::custodians
    SELECT id, account, name, email, recipient, wrapped_identity, administrator, custodian, auditor, login_digest, totp_secret, totp_step
    FROM staff WHERE custodian AND active ORDER BY name, id";
const OUTSIDE: &str = "-- auth::outside
    SELECT id, account, name, email, recipient, wrapped_identity, administrator, custodian, auditor, login_digest, totp_secret, totp_step
    FROM staff s WHERE active AND NOT EXISTS (SELECT FROM member m WHERE m.staff = s.id AND m.channel = $1) ORDER BY name, id";
const INSERT_STAFF: &str = "-- auth::insert_staff
    INSERT INTO staff (id, account, name, email, login_digest, totp_secret, recipient, wrapped_identity, administrator, custodian,
        auditor, created)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
const SPEND_TOTP: &str = "-- auth::spend_totp
    UPDATE staff SET totp_step = $2 WHERE id = $1 AND totp_step < $2";
const DEACTIVATE: &str = "-- auth::deactivate
    UPDATE staff SET active = false WHERE id = $1 AND NOT EXISTS (SELECT FROM member WHERE staff = $1)";
const INSERT_SESSION: &str = "-- auth::insert_session
    INSERT INTO session (digest, staff, seen, expires) VALUES ($1, $2, $3, $4)";
const TOUCH_SESSION: &str = "-- auth::touch_session
    UPDATE session SET seen = $2 WHERE digest = $1 AND expires > $2 AND seen > $3 RETURNING staff";
const DELETE_SESSION: &str = "-- auth::delete_session
    DELETE FROM session WHERE digest = $1 RETURNING staff";
const DELETE_OLD_SESSIONS: &str = "-- auth::delete_old_sessions
    DELETE FROM session WHERE expires <= $1 OR seen <= $2";
const END_SESSIONS: &str = "-- auth::end_sessions
    DELETE FROM session WHERE staff = $1";
const INSERT_DEVICE: &str = "-- auth::insert_device
    INSERT INTO device (digest, staff) VALUES ($1, $2) ON CONFLICT DO NOTHING";
const IS_DEVICE: &str = "-- auth::is_device
    SELECT FROM device d JOIN staff s ON s.id = d.staff WHERE d.digest = $1 AND s.account = $2";
const INSTANCE: &str = "-- auth::instance
    SELECT salt, set_up_digest FROM instance FOR UPDATE";
const SALT: &str = "-- auth::salt
    SELECT salt FROM instance";
const INSERT_INSTANCE: &str = "-- auth::insert_instance
    INSERT INTO instance (salt, set_up_digest) VALUES ($1, $2) ON CONFLICT (sole) DO NOTHING";
const SET_UP_DIGEST: &str = "-- auth::set_up_digest
    UPDATE instance SET set_up_digest = $1";
const INSERT_INVITATION: &str = "-- auth::insert_invitation
    INSERT INTO invitation (digest, channel, name, email, deputy, administrator, custodian, auditor, expires)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const INVITATION: &str = "-- auth::invitation
    SELECT channel, name, email, deputy, administrator, custodian, auditor FROM invitation WHERE digest = $1 AND expires > $2 FOR UPDATE";
const DELETE_INVITATION: &str = "-- auth::delete_invitation
    DELETE FROM invitation WHERE digest = $1";

fn staff(row: &Row) -> Staff {
    Staff {
        id: row.get(0),
        account: row.get(1),
        name: row.get(2),
        email: row.get(3),
        recipient: row.get(4),
        wrapped_identity: row.get(5),
        administrator: row.get(6),
        custodian: row.get(7),
        auditor: row.get(8),
        login_digest: row.get(9),
        totp_secret: row.get(10),
        totp_step: row.get(11),
    }
}

pub(super) async fn by_account(tx: &Transaction<'_>, account: &str) -> Result<Option<Staff>, DbError> {
    Ok(tx.query_opt(BY_ACCOUNT, &[&account]).await?.as_ref().map(staff))
}

/// An active member of staff.
pub async fn by_id(tx: &Transaction<'_>, id: Uuid) -> Result<Option<Staff>, DbError> {
    Ok(tx.query_opt(BY_ID, &[&id]).await?.as_ref().map(staff))
}

/// Everybody who holds the keys of urns.
pub async fn custodians(tx: &Transaction<'_>) -> Result<Vec<Staff>, DbError> {
    Ok(tx.query(CUSTODIANS, &[]).await?.iter().map(staff).collect())
}

/// Active staff who do not belong to a channel.
pub async fn outside(tx: &Transaction<'_>, channel: Uuid) -> Result<Vec<Staff>, DbError> {
    Ok(tx.query(OUTSIDE, &[&channel]).await?.iter().map(staff).collect())
}

/// A new account.
pub async fn insert_staff(tx: &Transaction<'_>, account: &Account, step: i64, now: Timestamp) -> Result<(), DbError> {
    tx.execute(
        INSERT_STAFF,
        &[
            &account.id,
            &account.account.as_str(),
            &account.name,
            &account.email,
            &account.login.digest(),
            &account.totp.bytes(),
            &account.recipient.to_string(),
            &account.wrapped_identity,
            &account.administrator,
            &account.custodian,
            &account.auditor,
            &now,
        ],
    )
    .await?;
    spend_totp(tx, account.id, step).await?;
    Ok(())
}

/// Ends an account that belongs to no channel any more, and its sessions.
pub async fn deactivate(tx: &Transaction<'_>, id: Uuid) -> Result<(), DbError> {
    tx.execute(END_SESSIONS, &[&id]).await?;
    tx.execute(DEACTIVATE, &[&id]).await?;
    Ok(())
}

pub(super) async fn spend_totp(tx: &Transaction<'_>, id: Uuid, step: i64) -> Result<bool, DbError> {
    Ok(tx.execute(SPEND_TOTP, &[&id, &step]).await? == 1)
}

pub(super) async fn insert_session(
    tx: &Transaction<'_>,
    digest: &[u8],
    staff: Uuid,
    now: Timestamp,
    expires: Timestamp,
) -> Result<(), DbError> {
    tx.execute(INSERT_SESSION, &[&digest, &staff, &now, &expires]).await?;
    Ok(())
}

pub(super) async fn touch_session(
    tx: &Transaction<'_>,
    digest: &[u8],
    now: Timestamp,
    idle_since: Timestamp,
) -> Result<Option<Uuid>, DbError> {
    Ok(tx.query_opt(TOUCH_SESSION, &[&digest, &now, &idle_since]).await?.map(|row| row.get(0)))
}

pub(super) async fn delete_session(tx: &Transaction<'_>, digest: &[u8]) -> Result<Option<Uuid>, DbError> {
    Ok(tx.query_opt(DELETE_SESSION, &[&digest]).await?.map(|row| row.get(0)))
}

pub(super) async fn delete_old_sessions(tx: &Transaction<'_>, now: Timestamp, idle: Timestamp) -> Result<(), DbError> {
    tx.execute(DELETE_OLD_SESSIONS, &[&now, &idle]).await?;
    Ok(())
}

pub(super) async fn insert_device(tx: &Transaction<'_>, digest: &[u8], staff: Uuid) -> Result<(), DbError> {
    tx.execute(INSERT_DEVICE, &[&digest, &staff]).await?;
    Ok(())
}

pub(super) async fn is_device(tx: &Transaction<'_>, digest: &[u8], account: &str) -> Result<bool, DbError> {
    Ok(tx.query_opt(IS_DEVICE, &[&digest, &account]).await?.is_some())
}

/// The instance's public salt and the digest of an unused set-up link; nothing before the first start.
pub(super) async fn instance(tx: &Transaction<'_>) -> Result<Option<(Vec<u8>, Option<Vec<u8>>)>, DbError> {
    Ok(tx.query_opt(INSTANCE, &[]).await?.map(|row| (row.get(0), row.get(1))))
}

/// The public salt that keys are derived with.
pub async fn instance_salt(tx: &Transaction<'_>) -> Result<Vec<u8>, DbError> {
    Ok(tx.query_one(SALT, &[]).await?.get(0))
}

pub(super) async fn insert_instance(tx: &Transaction<'_>, salt: &[u8], digest: &[u8]) -> Result<(), DbError> {
    tx.execute(INSERT_INSTANCE, &[&salt, &digest]).await?;
    Ok(())
}

pub(super) async fn set_up_digest(tx: &Transaction<'_>, digest: Option<&[u8]>) -> Result<(), DbError> {
    tx.execute(SET_UP_DIGEST, &[&digest]).await?;
    Ok(())
}

pub(super) async fn insert_invitation(
    tx: &Transaction<'_>,
    digest: &[u8],
    invitation: &Invitation,
    expires: Timestamp,
) -> Result<(), DbError> {
    let Invitation { channel, name, email, deputy, administrator, custodian, auditor } = invitation;
    tx.execute(
        INSERT_INVITATION,
        &[&digest, channel, name, email, deputy, administrator, custodian, auditor, &expires],
    )
    .await?;
    Ok(())
}

pub(super) async fn invitation(
    tx: &Transaction<'_>,
    digest: &[u8],
    now: Timestamp,
) -> Result<Option<Invitation>, DbError> {
    Ok(tx.query_opt(INVITATION, &[&digest, &now]).await?.map(|row| Invitation {
        channel: row.get(0),
        name: row.get(1),
        email: row.get(2),
        deputy: row.get(3),
        administrator: row.get(4),
        custodian: row.get(5),
        auditor: row.get(6),
    }))
}

pub(super) async fn delete_invitation(tx: &Transaction<'_>, digest: &[u8]) -> Result<(), DbError> {
    tx.execute(DELETE_INVITATION, &[&digest]).await?;
    Ok(())
}
