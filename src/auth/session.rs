//! Signing in and out.

use actix_web::cookie::{Cookie, SameSite, time::Duration as CookieAge};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::{
    staff::{AccountName, LoginSecret, Staff},
    store,
    throttle::{Attempt, Throttle},
    totp::TotpSecret,
};
use crate::{
    audit::{self, Act},
    db::{DbError, Transaction},
    ids::{Chance, Token},
};

/// A session without requests for so long is over.
pub const IDLE: SignedDuration = SignedDuration::from_mins(30);
const LONGEST: SignedDuration = SignedDuration::from_hours(12);

/// What a browser sends to sign in.
pub struct SignIn<'a> {
    pub account: Option<AccountName>,
    pub login: Option<LoginSecret>,
    pub totp: &'a str,
    /// The browser's device cookie.
    pub device: Option<Token>,
    /// The network address, used when the browser is not known; kept in memory for an hour at the most.
    pub address: String,
}

/// Why nobody was signed in. Never says which part was wrong.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    #[error("account, passphrase or code is wrong")]
    Wrong,
    #[error("too many failures; wait {0} s")]
    SlowDown(u64),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Fresh tokens for the browser's two cookies.
pub struct SignedInAs {
    pub session: Token,
    pub device: Token,
}

/// Checks the three parts and opens a session.
pub async fn sign_in(
    tx: &Transaction<'_>,
    throttle: &Throttle,
    request: &SignIn<'_>,
    now: Timestamp,
    chance: &Chance,
) -> Result<SignedInAs, SignInError> {
    let account = request.account.as_ref().map_or("", AccountName::as_str);
    let known = match &request.device {
        Some(device) if store::is_device(tx, &device.digest(), account).await? => Some(device),
        _ => None,
    };
    let client = known.map_or_else(|| request.address.clone(), |device| crate::ids::base64(&device.digest()));
    let attempt = Attempt { account: account.to_owned(), client };
    let wait = throttle.wait(&attempt, now);
    if wait > 0 {
        return Err(SignInError::SlowDown(wait));
    }
    let staff = store::by_account(tx, account).await?;
    let Some((staff, step)) = staff.and_then(|staff| right(&staff, request, now).map(|step| (staff, step))) else {
        throttle.failed(attempt, now);
        return Err(SignInError::Wrong);
    };
    if !store::spend_totp(tx, staff.id, step).await? {
        throttle.failed(attempt, now);
        return Err(SignInError::Wrong);
    }
    throttle.succeeded(&attempt);
    let tokens = SignedInAs { session: Token::new(chance), device: Token::new(chance) };
    store::delete_old_sessions(tx, now, now - IDLE).await?;
    store::insert_session(tx, &tokens.session.digest(), staff.id, now, now + LONGEST).await?;
    store::insert_device(tx, &tokens.device.digest(), staff.id).await?;
    audit::record(tx, now, Act { actor: Some(staff.id), word: "staff.sign_in", object: "" }).await?;
    Ok(tokens)
}

fn right(staff: &Staff, request: &SignIn<'_>, now: Timestamp) -> Option<i64> {
    let secret = request.login.as_ref().is_some_and(|login| login.matches(&staff.login_digest));
    let step = TotpSecret::from_bytes(&staff.totp_secret)?.check(request.totp, now, staff.totp_step);
    step.filter(|_| secret)
}

/// Whose session `token` is; keeps it alive.
pub async fn who(tx: &Transaction<'_>, token: &Token, now: Timestamp) -> Result<Option<Staff>, DbError> {
    match store::touch_session(tx, &token.digest(), now, now - IDLE).await? {
        Some(staff) => store::by_id(tx, staff).await,
        None => Ok(None),
    }
}

/// Ends a session.
pub async fn sign_out(tx: &Transaction<'_>, token: &Token, now: Timestamp) -> Result<(), DbError> {
    let staff: Option<Uuid> = store::delete_session(tx, &token.digest()).await?;
    if staff.is_some() {
        audit::record(tx, now, Act { actor: staff, word: "staff.sign_out", object: "" }).await?;
    }
    Ok(())
}

/// The names and properties of the two cookies; `secure` wherever the address is https.
#[derive(Clone, Copy)]
pub struct Cookies {
    pub secure: bool,
}

impl Cookies {
    /// Name of the session's cookie.
    pub fn session_name(self) -> &'static str {
        if self.secure { "__Host-orubbad" } else { "orubbad" }
    }

    /// Name of the cookie by which a browser is known again.
    pub fn device_name(self) -> &'static str {
        if self.secure { "__Host-orubbad-device" } else { "orubbad-device" }
    }

    /// The session's cookie, until the browser is closed.
    pub fn session(self, token: &Token) -> Cookie<'static> {
        self.cookie(self.session_name(), token.reveal()).finish()
    }

    /// The device's cookie, for a year.
    pub fn device(self, token: &Token) -> Cookie<'static> {
        self.cookie(self.device_name(), token.reveal()).max_age(CookieAge::days(365)).finish()
    }

    /// Takes the session's cookie away.
    pub fn gone(self) -> Cookie<'static> {
        self.cookie(self.session_name(), String::new()).max_age(CookieAge::ZERO).finish()
    }

    fn cookie(self, name: &'static str, value: String) -> actix_web::cookie::CookieBuilder<'static> {
        Cookie::build(name, value).path("/").http_only(true).same_site(SameSite::Strict).secure(self.secure)
    }
}
