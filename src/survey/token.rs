//! A token as a browser gets one: padded, blinded, signed, unblinded (RFC 9474). For the demonstration, the benches and the
//! tests, which play a browser; the server's part is `issuer`.

use openssl::{
    bn::{BigNum, BigNumContext},
    error::ErrorStack,
    sha::sha384,
};

use super::{
    code::Derived,
    issuer::{SIGNATURE_SIZE, TokenKey},
};

const HASH: usize = 48;

/// A blinded message, and what takes the blinding off its signature.
pub struct Request {
    pub blinded: [u8; SIGNATURE_SIZE],
    inverse: BigNum,
    modulus: BigNum,
}

impl Request {
    /// Pads and blinds what was derived from a code.
    pub fn new(key: &TokenKey, derived: &Derived) -> Result<Self, ErrorStack> {
        let (rsa, mut context) = (key.rsa()?, BigNumContext::new()?);
        let padded = BigNum::from_slice(&emsa_pss(&derived.nonce, &derived.salt))?;
        let (mut factor, mut power, mut blinded, mut inverse) =
            (BigNum::new()?, BigNum::new()?, BigNum::new()?, BigNum::new()?);
        factor.nnmod(&*BigNum::from_slice(&derived.blinding)?, rsa.n(), &mut context)?;
        power.mod_exp(&factor, rsa.e(), rsa.n(), &mut context)?;
        blinded.mod_mul(&padded, &power, rsa.n(), &mut context)?;
        inverse.mod_inverse(&factor, rsa.n(), &mut context)?;
        Ok(Self { blinded: bytes(&blinded)?, inverse, modulus: rsa.n().to_owned()? })
    }

    /// The signature without its blinding: with the nonce, a token.
    pub fn finish(&self, signed: &[u8; SIGNATURE_SIZE]) -> Result<[u8; SIGNATURE_SIZE], ErrorStack> {
        let mut signature = BigNum::new()?;
        signature.mod_mul(&*BigNum::from_slice(signed)?, &self.inverse, &self.modulus, &mut *BigNumContext::new()?)?;
        bytes(&signature)
    }
}

fn bytes(number: &BigNum) -> Result<[u8; SIGNATURE_SIZE], ErrorStack> {
    Ok(number.to_vec_padded(SIGNATURE_SIZE as i32)?.try_into().expect("padded to this size"))
}

/// EMSA-PSS-ENCODE with SHA-384 and MGF1-SHA-384 for a 2,048-bit modulus (RFC 8017 §9.1.1).
fn emsa_pss(message: &[u8], salt: &[u8; HASH]) -> [u8; SIGNATURE_SIZE] {
    let hash = sha384(&[&[0; 8][..], &sha384(message), salt].concat());
    let mut encoded = [0; SIGNATURE_SIZE];
    let (block, rest) = encoded.split_at_mut(SIGNATURE_SIZE - HASH - 1);
    block[block.len() - HASH - 1] = 1;
    let salted = block.len() - HASH;
    block[salted..].copy_from_slice(salt);
    let mask = (0_u32..).flat_map(|counter| sha384(&[&hash[..], &counter.to_be_bytes()].concat()));
    block.iter_mut().zip(mask).for_each(|(byte, mask)| *byte ^= mask);
    block[0] &= 0x7f;
    rest[..HASH].copy_from_slice(&hash);
    rest[HASH] = 0xbc;
    encoded
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        ids::Chance,
        survey::{
            code::Code,
            issuer::{generate, sign_blinded},
        },
    };

    #[test]
    fn a_token_verifies_under_the_key_that_signed_it_blindly_and_under_no_other() {
        let [pair, other] = [(); 2].map(|()| generate().expect("OpenSSL makes keys"));
        let key = TokenKey::parse(&pair.public).expect("just made");
        let derived = Code::new(&Chance::seeded(1)).derive(Uuid::from_u128(1)).expect("OpenSSL derives");
        let request = Request::new(&key, &derived).expect("OpenSSL counts");
        let signed = sign_blinded(&pair.private, &request.blinded).expect("a number below the modulus");
        let mut signature = request.finish(&signed).expect("OpenSSL counts");
        assert!(key.verifies(&derived.nonce, &signature));
        assert!(!TokenKey::parse(&other.public).expect("just made").verifies(&derived.nonce, &signature));
        assert!(!key.verifies(&[1; 32], &signature));
        assert_ne!(signed, signature, "what the server signed is not what is cast");
        signature[200] ^= 1;
        assert!(!key.verifies(&derived.nonce, &signature));
        let again = Request::new(&key, &derived).expect("OpenSSL counts");
        assert_eq!(request.blinded, again.blinded, "a lost token can be had again");
    }
}
