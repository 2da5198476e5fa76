//! Opening what was sealed, with the keys that the people of a test hold.

use std::io::Read;

use age::{secrecy::ExposeSecret, x25519::Identity};
use orubbad::sealed::{FrameKind, PublicKey, age_length, unpad};

/// Opens an age file.
pub fn open(identity: &Identity, sealed: &[u8]) -> Option<Vec<u8>> {
    let decryptor = age::Decryptor::new(sealed).ok()?;
    let mut reader = decryptor.decrypt(std::iter::once(identity as &dyn age::Identity)).ok()?;
    let mut content = Vec::new();
    reader.read_to_end(&mut content).ok()?;
    Some(content)
}

/// Opens a frame; an empty one gives an empty text.
pub fn open_frame(identity: &Identity, kind: FrameKind, frame: &[u8]) -> Option<Vec<u8>> {
    let padded = open(identity, &frame[..age_length(kind, frame)?])?;
    unpad(&padded).map(<[u8]>::to_vec)
}

pub fn public(identity: &Identity) -> PublicKey {
    PublicKey::parse(&identity.to_public().to_string()).expect("a recipient")
}

pub fn secret(identity: &Identity) -> String {
    identity.to_string().expose_secret().to_owned()
}
