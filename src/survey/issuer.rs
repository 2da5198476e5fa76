//! The keys of a wave: one RSA key a unit, by which codes are traded for tokens without seeing them (RFC 9474,
//! RSABSSA-SHA384-PSS-Deterministic, 2,048 bits). The blinding is the browser's; what is left here is the bare private
//! operation and the check of a finished signature, both OpenSSL's.

use openssl::{
    error::ErrorStack,
    hash::MessageDigest,
    pkey::{PKey, Public},
    rsa::{Padding, Rsa},
    sign::{RsaPssSaltlen, Verifier},
};
use zeroize::Zeroizing;

/// Bytes of a modulus, a blinded message and a signature.
pub const SIGNATURE_SIZE: usize = 256;

/// A unit's key as it is stored: both parts in PKCS#1.
pub struct Pair {
    pub public: Vec<u8>,
    pub private: Zeroizing<Vec<u8>>,
}

/// A fresh key.
pub fn generate() -> Result<Pair, ErrorStack> {
    let rsa = Rsa::generate(8 * SIGNATURE_SIZE as u32)?;
    Ok(Pair { public: rsa.public_key_to_der_pkcs1()?, private: Zeroizing::new(rsa.private_key_to_der()?) })
}

/// Signs a blinded message (a number below the modulus, big-endian); nothing where it is not one.
pub fn sign_blinded(private: &[u8], blinded: &[u8; SIGNATURE_SIZE]) -> Option<[u8; SIGNATURE_SIZE]> {
    let rsa = Rsa::private_key_from_der(private).ok()?;
    let mut signature = [0; SIGNATURE_SIZE];
    let written = rsa.private_encrypt(blinded, &mut signature, Padding::NONE).ok()?;
    // A fault in one half of the computation would give the key away (RFC 9474 §4.3).
    let mut again = [0; SIGNATURE_SIZE];
    rsa.public_decrypt(&signature, &mut again, Padding::NONE).ok()?;
    (written == SIGNATURE_SIZE && again == *blinded).then_some(signature)
}

/// A unit's public key, ready to check many tokens.
#[derive(Clone)]
pub struct TokenKey(PKey<Public>);

impl TokenKey {
    /// Reads a stored public key.
    pub fn parse(public: &[u8]) -> Option<Self> {
        let rsa = Rsa::public_key_from_der_pkcs1(public).ok()?;
        (rsa.size() as usize == SIGNATURE_SIZE).then_some(())?;
        PKey::from_rsa(rsa).ok().map(Self)
    }

    /// The modulus, big-endian: what a browser needs besides e = 65537.
    pub fn modulus(&self) -> Vec<u8> {
        let modulus = self.0.rsa().ok().and_then(|rsa| rsa.n().to_vec_padded(SIGNATURE_SIZE as i32).ok());
        modulus.expect("a parsed key has a modulus of this size")
    }

    /// The key itself, for whoever plays a browser.
    pub(super) fn rsa(&self) -> Result<Rsa<Public>, ErrorStack> {
        self.0.rsa()
    }

    /// Whether `signature` is this unit's over `nonce`.
    pub fn verifies(&self, nonce: &[u8; 32], signature: &[u8; SIGNATURE_SIZE]) -> bool {
        let verify = || -> Result<bool, ErrorStack> {
            let mut verifier = Verifier::new(MessageDigest::sha384(), &self.0)?;
            verifier.set_rsa_padding(Padding::PKCS1_PSS)?;
            verifier.set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH)?;
            verifier.set_rsa_mgf1_md(MessageDigest::sha384())?;
            verifier.verify_oneshot(signature, nonce)
        };
        verify().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_below_the_modulus_is_not_signed() {
        let pair = generate().expect("OpenSSL makes keys");
        assert!(sign_blinded(&pair.private, &[255; SIGNATURE_SIZE]).is_none());
        assert!(sign_blinded(b"no key", &[1; SIGNATURE_SIZE]).is_none());
        assert!(sign_blinded(&pair.private, &[1; SIGNATURE_SIZE]).is_some());
    }

    #[test]
    fn a_key_of_another_size_is_refused() {
        let small = Rsa::generate(1024).and_then(|rsa| rsa.public_key_to_der_pkcs1()).expect("OpenSSL makes keys");
        assert!(TokenKey::parse(&small).is_none() && TokenKey::parse(b"no key").is_none());
    }
}
