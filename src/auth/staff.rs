//! A member of staff, and what a browser hands over about one. Secrets have no `Debug`.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::ids::unbase64;

/// Somebody with an account.
pub struct Staff {
    pub id: Uuid,
    pub account: String,
    pub name: String,
    pub email: String,
    pub recipient: String,
    pub wrapped_identity: Vec<u8>,
    pub administrator: bool,
    pub custodian: bool,
    pub auditor: bool,
    pub(super) login_digest: Vec<u8>,
    pub(super) totp_secret: Vec<u8>,
    pub(super) totp_step: i64,
}

/// What an account is made of.
pub struct Account {
    pub id: Uuid,
    pub account: AccountName,
    pub name: String,
    pub email: String,
    pub login: LoginSecret,
    pub totp: super::TotpSecret,
    pub recipient: crate::sealed::PublicKey,
    pub wrapped_identity: Vec<u8>,
    pub administrator: bool,
    pub custodian: bool,
    pub auditor: bool,
}

/// The name one signs in with: 3 to 40 of a–z, å, ä, ö, digits, dot and hyphen.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct AccountName(String);

impl AccountName {
    /// Reads a typed name; case and surrounding space do not matter.
    pub fn parse(typed: &str) -> Option<Self> {
        let name = typed.trim().to_lowercase();
        let fits = (3..=40).contains(&name.chars().count());
        let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "åäö.-".contains(c));
        (fits && plain).then_some(Self(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The login secret, derived in the browser with Argon2id and HKDF; it unwraps nothing.
///
/// It has 256 bits, so a plain digest is enough at rest: whoever holds the digest must still guess passphrases through Argon2id.
#[derive(Clone)]
pub struct LoginSecret([u8; 32]);

impl LoginSecret {
    /// Reads it from a request.
    pub fn parse(base64: &str) -> Option<Self> {
        unbase64(base64)?.try_into().ok().map(Self)
    }

    /// What the database keeps.
    pub fn digest(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }

    pub(super) fn matches(&self, digest: &[u8]) -> bool {
        self.digest().ct_eq(digest).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn account_names_are_tidied_or_refused() {
        assert_eq!(AccountName::parse("  Säkerhetschef ").expect("plain").as_str(), "säkerhetschef");
        for bad in ["", "ab", "a b c", "<script>", &"a".repeat(41)] {
            assert!(AccountName::parse(bad).is_none(), "{bad}");
        }
    }
}
