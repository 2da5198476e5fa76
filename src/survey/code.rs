//! Codes as a browser makes and reads them, and what it derives from them. The server never sees a code: this is for the
//! demonstration, the benches and the tests, which play a browser.

use openssl::{error::ErrorStack, md::Md, pkey::Id, pkey_ctx::PkeyCtx};
use uuid::Uuid;

use crate::ids::Chance;

/// Crockford's base32: no I, L, O or U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const DATA: usize = 15;

/// A code: 75 random bits and a check symbol.
pub struct Code([u8; DATA]);

/// What is derived from a code for one wave. Only the ticket is ever sent.
pub struct Derived {
    pub ticket: [u8; 32],
    pub nonce: [u8; 32],
    pub salt: [u8; 48],
    pub blinding: Vec<u8>,
}

impl Code {
    /// A fresh code.
    pub fn new(chance: &Chance) -> Self {
        Self(std::array::from_fn(|_| chance.below(32) as u8))
    }

    /// As it is printed and typed: sixteen symbols in groups of four.
    pub fn printed(&self) -> String {
        let symbols: Vec<_> =
            self.0.iter().chain([&check(&self.0)]).map(|&place| char::from(ALPHABET[usize::from(place)])).collect();
        symbols.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
    }

    /// What a browser derives from it for a wave.
    pub fn derive(&self, wave: Uuid) -> Result<Derived, ErrorStack> {
        let data: Vec<_> = self.0.iter().map(|&place| ALPHABET[usize::from(place)]).collect();
        let expand = |what: &str, into: &mut [u8]| -> Result<(), ErrorStack> {
            let mut hkdf = PkeyCtx::new_id(Id::HKDF)?;
            hkdf.derive_init()?;
            hkdf.set_hkdf_md(Md::sha256())?;
            hkdf.set_hkdf_salt(wave.as_bytes())?;
            hkdf.set_hkdf_key(&data)?;
            hkdf.add_hkdf_info(format!("orubbad survey {what} v1").as_bytes())?;
            hkdf.derive(Some(into))?;
            Ok(())
        };
        let mut derived = Derived { ticket: [0; 32], nonce: [0; 32], salt: [0; 48], blinding: vec![0; 272] };
        expand("ticket", &mut derived.ticket)?;
        expand("nonce", &mut derived.nonce)?;
        expand("salt", &mut derived.salt)?;
        expand("blinding", &mut derived.blinding)?;
        Ok(derived)
    }
}

/// The Luhn mod 32 check symbol.
fn check(data: &[u8; DATA]) -> u8 {
    let doubled = |place: u8| (2 * place) / 32 + (2 * place) % 32;
    let sum: u32 = data
        .iter()
        .rev()
        .enumerate()
        .map(|(from_right, &place)| u32::from(if from_right % 2 == 0 { doubled(place) } else { place }))
        .sum();
    ((32 - sum % 32) % 32) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_printed_in_groups_and_derives_the_same_for_the_same_wave_only() {
        let code = Code::new(&Chance::seeded(1));
        let printed = code.printed();
        assert_eq!(printed.len(), 19);
        assert_eq!(printed.matches('-').count(), 3);
        let [one, other] = [1, 2].map(|wave| code.derive(Uuid::from_u128(wave)).expect("OpenSSL derives"));
        assert_eq!(one.ticket, code.derive(Uuid::from_u128(1)).expect("OpenSSL derives").ticket);
        assert!(one.ticket != other.ticket && one.ticket != one.nonce);
    }

    #[test]
    fn every_single_mistyped_symbol_is_seen() {
        let data: [u8; DATA] = std::array::from_fn(|place| (place * 7 % 32) as u8);
        for place in 0..DATA {
            for other in (0..32).filter(|&other| other != data[place]) {
                let mut mistyped = data;
                mistyped[place] = other;
                assert_ne!(check(&mistyped), check(&data));
            }
        }
    }
}
