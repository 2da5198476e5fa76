//! Reading the ledger: verified whole, or not at all.

use actix_web::http::StatusCode;

use super::store;
use crate::{
    db::{DbError, Transaction},
    http::Problem,
    statistics::disclosure::{Entry, Ledger, LedgerError},
};

/// Why nothing can be shown.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error(transparent)]
    Damaged(#[from] LedgerError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Everything ever published.
pub async fn ledger(tx: &Transaction<'_>) -> Result<Ledger, ReadError> {
    Ok(Ledger::verify(store::entries(tx).await?)?)
}

/// The links as they are stored, once they are known to hold.
pub(super) async fn entries(tx: &Transaction<'_>) -> Result<Vec<Entry>, ReadError> {
    let entries = store::entries(tx).await?;
    Ledger::verify(entries.clone())?;
    Ok(entries)
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Damaged(damage) => {
                tracing::error!(place = "ledger", cause = %damage, "fault");
                let (LedgerError::Order(number) | LedgerError::Altered(number) | LedgerError::Unreadable(number)) =
                    damage;
                let sv = format!(
                    "Liggaren över redovisningar är skadad. {damage} Inga siffror visas förrän felet är utrett."
                );
                let en =
                    format!("The ledger of published figures is damaged at number {number}. No figures are shown.");
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "ledger_damaged", &sv, &en)
            }
            ReadError::Db(error) => error.into(),
        }
    }
}
