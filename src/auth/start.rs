//! One-time links: claiming a fresh instance, and accepting an invitation.

use jiff::Timestamp;
use uuid::Uuid;

use super::{
    invitation::Invitation,
    staff::{Account, AccountName, LoginSecret},
    store,
    totp::TotpSecret,
};
use crate::{
    audit::{self, Act},
    channel,
    db::{DbError, Transaction},
    ids::{Chance, Token},
    sealed::PublicKey,
};

/// What a link is for.
pub enum Link {
    SetUp,
    Invitation(Invitation),
}

/// Why a link did not lead on.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    #[error("the link is unknown, used or too old")]
    Dead,
    #[error("the code of the authenticator is wrong")]
    WrongTotp,
    #[error("the account name is taken")]
    AccountTaken,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What the browser of a new member of staff hands over.
pub struct NewAccount {
    pub account: AccountName,
    pub login: LoginSecret,
    pub totp: TotpSecret,
    pub totp_code: String,
    pub recipient: PublicKey,
    pub wrapped_identity: Vec<u8>,
}

/// What the first member of staff decides besides.
pub struct Claim {
    pub name: String,
    pub email: String,
    pub channel_name: String,
    pub channel_phone: String,
}

/// As long as nobody has claimed the instance: a new set-up link, and the old one is dead.
pub async fn renew_set_up(tx: &Transaction<'_>, chance: &Chance) -> Result<Option<Token>, DbError> {
    let token = Token::new(chance);
    match store::instance(tx).await? {
        None => store::insert_instance(tx, &chance.bytes::<16>(), &token.digest()).await?,
        Some((_, Some(_))) => store::set_up_digest(tx, Some(&token.digest())).await?,
        Some((_, None)) => return Ok(None),
    }
    Ok(Some(token))
}

/// What `token` opens.
pub async fn look(tx: &Transaction<'_>, token: &Token, now: Timestamp) -> Result<Link, LinkError> {
    let digest = token.digest();
    if matches!(store::instance(tx).await?, Some((_, Some(unused))) if unused == digest) {
        return Ok(Link::SetUp);
    }
    store::invitation(tx, &digest, now).await?.map(Link::Invitation).ok_or(LinkError::Dead)
}

/// Makes the first member of staff – administrator, custodian and first of the ordinary channel – and uses the link up.
pub async fn claim(
    tx: &Transaction<'_>,
    token: &Token,
    new: &NewAccount,
    claim: &Claim,
    now: Timestamp,
    chance: &Chance,
) -> Result<(), LinkError> {
    let Link::SetUp = look(tx, token, now).await? else { return Err(LinkError::Dead) };
    let channel = chance.uuid();
    channel::insert(tx, channel, &claim.channel_name, &claim.channel_phone).await?;
    let invitation = Invitation {
        channel: Some(channel),
        name: claim.name.clone(),
        email: claim.email.clone(),
        deputy: false,
        administrator: true,
        custodian: true,
        auditor: false,
    };
    enrol(tx, new, &invitation, now, chance.uuid(), "staff.claim").await?;
    store::set_up_digest(tx, None).await?;
    Ok(())
}

/// Makes the invited a member of staff and uses the link up.
pub async fn accept(
    tx: &Transaction<'_>,
    token: &Token,
    new: &NewAccount,
    now: Timestamp,
    chance: &Chance,
) -> Result<(), LinkError> {
    let Link::Invitation(invitation) = look(tx, token, now).await? else { return Err(LinkError::Dead) };
    enrol(tx, new, &invitation, now, chance.uuid(), "staff.accept").await?;
    store::delete_invitation(tx, &token.digest()).await?;
    Ok(())
}

async fn enrol(
    tx: &Transaction<'_>,
    new: &NewAccount,
    invitation: &Invitation,
    now: Timestamp,
    id: Uuid,
    word: &'static str,
) -> Result<(), LinkError> {
    let step = new.totp.check(&new.totp_code, now, 0).ok_or(LinkError::WrongTotp)?;
    let account = Account {
        id,
        account: new.account.clone(),
        name: invitation.name.clone(),
        email: invitation.email.clone(),
        login: new.login.clone(),
        totp: new.totp.clone(),
        recipient: new.recipient.clone(),
        wrapped_identity: new.wrapped_identity.clone(),
        administrator: invitation.administrator,
        custodian: invitation.custodian,
        auditor: invitation.auditor,
    };
    store::insert_staff(tx, &account, step, now).await.map_err(|error| match error.constraint() {
        Some("staff_account_key") => LinkError::AccountTaken,
        _ => LinkError::Db(error),
    })?;
    if let Some(channel) = invitation.channel {
        channel::add_member(tx, channel, id, invitation.deputy).await?;
    }
    audit::record(tx, now, Act { actor: Some(id), word, object: &id.to_string() }).await?;
    Ok(())
}
