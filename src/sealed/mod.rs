//! What is sealed: frames of fixed size, and sealing to public recipients.
//!
//! This room can close but not open: an age identity is named in `urn` and in the command-line key tools alone.

mod frame;
mod header;

pub use frame::{Frame, FrameKind, NotAFrame, age_length, dummy, pad, unpad};
pub use header::{BadHeader, one_recipient_header};

use std::io::Write;

use age::x25519::Recipient;

/// A public age recipient (`age1…`), checked.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey(Recipient);

impl PublicKey {
    /// Reads `age1…`.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

impl std::fmt::Display for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Seals `plaintext` to every one of `recipients` (at least one) as an age file of free length.
pub fn seal(recipients: &[PublicKey], plaintext: &[u8]) -> Vec<u8> {
    let encryptor = age::Encryptor::with_recipients(recipients.iter().map(|key| &key.0 as &dyn age::Recipient))
        .expect("there is at least one recipient, and X25519 recipients mix");
    let mut out = Vec::with_capacity(plaintext.len() + 1024);
    let mut writer = encryptor.wrap_output(&mut out).expect("writing to memory does not fail");
    writer.write_all(plaintext).expect("writing to memory does not fail");
    writer.finish().expect("writing to memory does not fail");
    out
}
