//! The second factor: RFC 6238 codes, each good once.

use jiff::Timestamp;
use qrcode::{QrCode, render::svg};
use totp_rs::{Builder, Secret, Totp};

use crate::ids::{Chance, base64, unbase64};

/// The secret shared with the officer's authenticator; 20 bytes.
#[derive(Clone)]
pub struct TotpSecret([u8; 20]);

/// What a browser shows so that the authenticator learns the secret.
pub struct Enrolment {
    pub secret: String,
    pub base32: String,
    pub qr: String,
}

impl TotpSecret {
    /// A fresh secret.
    pub fn new(chance: &Chance) -> Self {
        Self(chance.bytes())
    }

    /// Reads it from a request or the database.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Reads it from a request.
    pub fn parse(text: &str) -> Option<Self> {
        Self::from_bytes(&unbase64(text)?)
    }

    /// What the database keeps.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The step a code belongs to, if it is right now or one step off and later than `used`.
    pub fn check(&self, code: &str, now: Timestamp, used: i64) -> Option<i64> {
        let now = u64::try_from(now.as_second()).ok()?;
        let step = self.totp("").check(code.trim(), now)?;
        i64::try_from(step).ok().filter(|&step| step > used)
    }

    /// The code at `now`.
    pub fn code(&self, now: Timestamp) -> String {
        self.totp("").generate(now.as_second().try_into().unwrap_or_default()).to_string()
    }

    /// Text and picture for the authenticator.
    pub fn enrolment(&self, account: &str) -> Enrolment {
        let url = self.totp(account).to_url().expect("issuer and account are plain");
        let code = QrCode::new(url).expect("the address is short");
        let qr = code.render::<svg::Color<'_>>().min_dimensions(220, 220).build();
        Enrolment { secret: base64(&self.0), base32: self.secret().to_base32(), qr }
    }

    fn secret(&self) -> Secret {
        Secret::from(&self.0[..])
    }

    fn totp(&self, account: &str) -> Totp {
        Builder::new()
            .with_secret(self.secret())
            .with_issuer(Some("Orubbad"))
            .with_account_name(account)
            .build()
            .expect("twenty bytes and the standard's defaults")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_works_once_and_only_around_its_time() {
        let secret = TotpSecret::new(&Chance::seeded(1));
        let now: Timestamp = "2026-11-22T12:00:00Z".parse().expect("a time");
        let code = secret.code(now);
        let step = secret.check(&code, now, 0).expect("right");
        assert_eq!(secret.check(&code, now, step), None, "a second time");
        let later = now + jiff::SignedDuration::from_mins(5);
        assert_eq!(secret.check(&code, later, 0), None, "too late");
        assert_eq!(secret.check("12345", now, 0), None);
    }

    #[test]
    fn enrolment_carries_the_secret_as_text_and_picture() {
        let enrolment = TotpSecret::new(&Chance::seeded(1)).enrolment("saekerhetschef");
        assert_eq!(enrolment.base32.len(), 32);
        assert!(enrolment.qr.contains("<svg"));
    }
}
