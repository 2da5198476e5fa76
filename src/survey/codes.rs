//! Codes on the server's side: digests of what browsers derive. Never more codes than persons, whoever asks at the same time.

use jiff::Timestamp;
use uuid::Uuid;

use super::{store, wave::Phase};
use crate::{
    audit::{self, Act},
    db::{Database, DbError, Transaction},
};

/// Why codes were not changed.
#[derive(Debug, thiserror::Error)]
pub enum CodesError {
    #[error("no such wave or unit")]
    NoWave,
    #[error("the wave is over")]
    Over,
    #[error("more codes than persons")]
    TooMany,
    #[error("a code is registered already")]
    Twice,
    #[error("no such unused code")]
    NotUnused,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Who does it, and when.
#[derive(Clone, Copy)]
pub struct By {
    pub staff: Uuid,
    pub now: Timestamp,
    pub today: jiff::civil::Date,
}

/// Registers fresh codes (SHA-256 of their tickets) for units of a wave.
pub async fn register(db: &Database, wave: Uuid, units: &[(Uuid, Vec<Vec<u8>>)], by: By) -> Result<(), CodesError> {
    let registered = db
        .run("survey::register_codes", async |tx| {
            running(tx, wave, by).await?;
            store::lock_codes(tx).await?;
            let frame = store::units(tx, wave).await?;
            for (unit, digests) in units {
                let found = frame.iter().find(|framed| framed.id == *unit).ok_or(CodesError::NoWave)?;
                if store::codes_of(tx, *unit).await? + digests.len() as i64 > i64::from(found.population) {
                    return Err(CodesError::TooMany);
                }
                store::insert_codes(tx, *unit, digests).await?;
            }
            Ok(record(tx, by, "survey.codes", wave).await?)
        })
        .await;
    match registered {
        Err(CodesError::Db(error)) if error.constraint() == Some("wave_code_pkey") => Err(CodesError::Twice),
        other => other,
    }
}

/// A lost box: every unused code of a unit is void. Gives how many new ones there is room for.
pub async fn void_unused(db: &Database, wave: Uuid, unit: Uuid, by: By) -> Result<i64, CodesError> {
    db.run("survey::void_unused", async |tx| {
        running(tx, wave, by).await?;
        store::hold_trades(tx).await?;
        store::lock_codes(tx).await?;
        let frame = store::units(tx, wave).await?;
        let found = frame.iter().find(|framed| framed.id == unit).ok_or(CodesError::NoWave)?;
        store::void_unused(tx, unit).await?;
        let room = i64::from(found.population) - store::codes_of(tx, unit).await?;
        record(tx, by, "survey.void_unit", unit).await?;
        Ok(room)
    })
    .await
}

/// A spoiled slip: its code is void, if nobody has used it. Gives its unit.
pub async fn void_one(db: &Database, wave: Uuid, digest: &[u8], by: By) -> Result<Uuid, CodesError> {
    db.run("survey::void_one", async |tx| {
        running(tx, wave, by).await?;
        store::hold_trades(tx).await?;
        store::lock_codes(tx).await?;
        let unit = store::void_one(tx, wave, digest).await?.ok_or(CodesError::NotUnused)?;
        record(tx, by, "survey.void_code", unit).await?;
        Ok(unit)
    })
    .await
}

async fn running(tx: &Transaction<'_>, wave: Uuid, by: By) -> Result<(), CodesError> {
    let found = store::wave_of(tx, wave).await?.ok_or(CodesError::NoWave)?;
    match found.phase(by.today) {
        Phase::Planned | Phase::Open => Ok(()),
        Phase::Closed | Phase::Counted => Err(CodesError::Over),
    }
}

async fn record(tx: &Transaction<'_>, by: By, word: &'static str, object: Uuid) -> Result<(), DbError> {
    audit::record(tx, by.now, Act { actor: Some(by.staff), word, object: &object.to_string() }).await
}
