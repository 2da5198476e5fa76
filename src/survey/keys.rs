//! Making the signing keys of planned waves, a few at a time: whoever dies in between is followed by whoever comes next.

use futures_util::future::join_all;

use super::{issuer, store};
use crate::db::{Database, DbError};

/// Keys made in one transaction.
const AT_A_TIME: i64 = 8;

/// Makes keys for units that lack them; false when there are none left (or somebody else is at them).
pub async fn make_some(db: &Database) -> Result<bool, DbError> {
    db.run::<_, DbError>("survey::make_keys", async |tx| {
        let units = store::without_key(tx, AT_A_TIME).await?;
        let making = units.iter().map(|_| tokio::task::spawn_blocking(issuer::generate));
        for (unit, made) in units.iter().zip(join_all(making).await) {
            match made.expect("making a key does not panic") {
                Ok(pair) => store::put_keys(tx, *unit, &pair).await?,
                Err(error) => {
                    tracing::error!(place = "survey::make_keys", cause = %error, "fault");
                    return Ok(false);
                }
            }
        }
        Ok(!units.is_empty())
    })
    .await
}

/// Makes every key that is lacking.
pub async fn make_all(db: &Database) -> Result<(), DbError> {
    while make_some(db).await? {}
    Ok(())
}
