//! Inviting: a link that works once, for three days.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::{invitation::Invitation, store};
use crate::{
    audit::{self, Act},
    db::{DbError, Transaction},
    ids::{Chance, Token},
};

const VALID: SignedDuration = SignedDuration::from_hours(72);

/// Makes an invitation and returns the token of its link; only the digest is kept.
pub async fn invite(
    tx: &Transaction<'_>,
    by: Option<Uuid>,
    invitation: &Invitation,
    now: Timestamp,
    chance: &Chance,
) -> Result<Token, DbError> {
    let token = Token::new(chance);
    store::insert_invitation(tx, &token.digest(), invitation, now + VALID).await?;
    let object = invitation.channel.map(|channel| channel.to_string()).unwrap_or_default();
    audit::record(tx, now, Act { actor: by, word: "staff.invite", object: &object }).await?;
    Ok(token)
}
