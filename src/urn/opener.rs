//! An urn's identity as the ceremony holds it: it opens one frame after another, and is wiped when dropped.
//!
//! The library's own X25519 identity computes its public half anew for every file. Here it is computed once, through the
//! library's extension point for identities; headers, payloads and primitives stay the library's.

use std::{io::Read, sync::Arc};

use age::DecryptError;
use age_core::{
    format::{FILE_KEY_BYTES, FileKey, Stanza},
    primitives::{aead_decrypt, bech32_decode, hkdf},
};
use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroize;

use super::ballot::Opened;
use crate::{
    form::Form,
    sealed::{FrameKind, age_length},
};

/// Opens what was sealed to one urn.
#[derive(Clone)]
pub struct Opener(Arc<Keys>);

struct Keys {
    secret: StaticSecret,
    public: PublicKey,
}

impl Opener {
    /// Reads `AGE-SECRET-KEY-1…`.
    pub fn parse(text: &str) -> Option<Self> {
        let of_age = |hrp: bech32::Hrp| hrp.to_string().eq_ignore_ascii_case("age-secret-key-").then_some(()).ok_or(());
        let mut bytes: [u8; 32] =
            bech32_decode(text.trim(), |_| (), of_age, |_, bytes| bytes.collect::<Vec<_>>().try_into().map_err(|_| ()))
                .ok()?;
        let secret = StaticSecret::from(bytes);
        bytes.zeroize();
        let public = PublicKey::from(&secret);
        Some(Self(Arc::new(Keys { secret, public })))
    }

    /// The public part, as age writes it.
    pub fn recipient(&self) -> String {
        let hrp = bech32::Hrp::parse_unchecked("age");
        age_core::primitives::bech32_encode(hrp, self.0.public.as_bytes())
    }

    /// Opens one frame; whatever cannot be opened or read is invalid.
    pub fn open(&self, frame: &[u8], form: &Form) -> Opened {
        self.plaintext(frame).map_or(Opened::Invalid, |padded| Opened::read(&padded, form))
    }

    /// What lay in a ballot's frame, padded as it was; nothing where it cannot be opened.
    pub fn plaintext(&self, frame: &[u8]) -> Option<Vec<u8>> {
        let sealed = &frame[..age_length(FrameKind::Ballot, frame)?];
        let mut padded = vec![0; FrameKind::Ballot.plaintext_size()];
        self.reader(sealed)?.read_exact(&mut padded).ok()?;
        Some(padded)
    }

    /// What lay in an age file of free length, such as a key sealed to the urn.
    pub fn file(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        self.reader(sealed)?.read_to_end(&mut content).ok()?;
        Some(content)
    }

    fn reader<'a>(&self, sealed: &'a [u8]) -> Option<impl Read + 'a> {
        let decryptor = age::Decryptor::new_buffered(sealed).ok()?;
        decryptor.decrypt(std::iter::once(&*self.0 as &dyn age::Identity)).ok()
    }
}

/// https://c2sp.org/age#x25519-recipient-stanza
impl age::Identity for Keys {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        let [share] = &stanza.args[..] else { return None };
        if stanza.tag != "X25519" {
            return None;
        }
        let share: [u8; 32] = BASE64_STANDARD_NO_PAD.decode(share).ok()?.try_into().ok()?;
        let shared = self.secret.diffie_hellman(&PublicKey::from(share));
        if !shared.was_contributory() {
            return Some(Err(DecryptError::InvalidHeader));
        }
        let salt = [share, *self.public.as_bytes()].concat();
        let key = hkdf(&salt, b"age-encryption.org/v1/X25519", shared.as_bytes());
        let mut file_key = aead_decrypt(&key, FILE_KEY_BYTES, &stanza.body).ok()?;
        Some(Ok(FileKey::init_with_mut(|place| {
            place.copy_from_slice(&file_key);
            file_key.zeroize();
        })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::Chance,
        sealed::{Frame, PublicKey as Recipient},
    };

    #[test]
    fn it_opens_what_the_library_sealed_and_says_the_same_of_itself() {
        let (secret, recipient) = ("AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX", "");
        assert!(Opener::parse(recipient).is_none() && Opener::parse("age1qqq").is_none());
        let opener = Opener::parse(secret).expect("a test vector of age");
        let library: age::x25519::Identity = secret.parse().expect("a test vector of age");
        assert_eq!(opener.recipient(), library.to_public().to_string());
        let to = Recipient::parse(&opener.recipient()).expect("its own recipient");
        let frame = Frame::seal(FrameKind::Ballot, &to, b"", &Chance::seeded(1));
        assert!(matches!(opener.open(frame.bytes(), Form::incident()), Opened::Dummy));
        let mut torn = frame.bytes().to_vec();
        torn[300] ^= 1;
        assert!(matches!(opener.open(&torn, Form::incident()), Opened::Invalid));
        assert!(matches!(opener.open(&[0; 2048], Form::incident()), Opened::Invalid));
    }
}
