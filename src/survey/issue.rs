//! Trading a code for a token: the code shows that somebody may answer, the token is signed blindly and cannot be told
//! from any other of its unit. One code, one blinded message; the same one is signed again however often it was lost.

use jiff::civil::Date;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::{
    issuer::{SIGNATURE_SIZE, sign_blinded},
    store::{self, KnownCode},
};
use crate::db::{Database, DbError, Transaction};

/// Why a code was not traded.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    #[error("no such code in this wave")]
    UnknownCode,
    #[error("the code is void")]
    Void,
    #[error("the code was traded for another token")]
    Used,
    #[error("the wave is not open")]
    Closed,
    #[error("the unit has no key yet")]
    NotReady,
    #[error("not a number below the modulus")]
    NotANumber,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The unit of a code: a browser needs its key to blind with.
pub async fn look(db: &Database, wave: Uuid, ticket: &[u8; 32], today: Date) -> Result<Uuid, IssueError> {
    db.run("survey::look", async |tx| Ok(known(tx, wave, &Sha256::digest(ticket), today).await?.unit)).await
}

/// Signs a blinded message for a code. The trade is durable before the signature is made.
pub async fn issue(
    db: &Database,
    wave: Uuid,
    ticket: &[u8; 32],
    blinded: &[u8; SIGNATURE_SIZE],
    today: Date,
) -> Result<[u8; SIGNATURE_SIZE], IssueError> {
    let (digest, asked) = (Sha256::digest(ticket), Sha256::digest(blinded));
    let key = db
        .run("survey::issue", async |tx| {
            store::enter_trades(tx).await?;
            let code = known(tx, wave, &digest, today).await?;
            let first = match code.blinded {
                Some(first) => first,
                None => store::trade(tx, &digest, &asked).await?,
            };
            if !bool::from(first[..].ct_eq(&asked[..])) {
                return Err(IssueError::Used);
            }
            code.private_key.ok_or(IssueError::NotReady)
        })
        .await?;
    sign_blinded(&key, blinded).ok_or(IssueError::NotANumber)
}

async fn known(tx: &Transaction<'_>, wave: Uuid, digest: &[u8], today: Date) -> Result<KnownCode, IssueError> {
    if store::open_wave(tx, wave, today).await?.is_none() {
        return Err(IssueError::Closed);
    }
    let code = store::code(tx, digest, wave).await?.ok_or(IssueError::UnknownCode)?;
    if code.void { Err(IssueError::Void) } else { Ok(code) }
}
