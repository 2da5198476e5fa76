//! Sealing as a browser does (https://age-encryption.org/v1): one X25519 stanza and nothing else in the header.
//! Rust's age adds a random stanza to every header, which the server refuses from reporters.

use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Nonce, aead::Aead};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use orubbad::{
    ids::Chance,
    sealed::{Frame, FrameKind, pad},
};
use sha2_for_hkdf::Sha256;
use x25519_dalek::{PublicKey, StaticSecret};

/// A frame that looks like a browser's, because it is made like one.
pub fn frame(kind: FrameKind, recipient: &str, content: &[u8], chance: &Chance) -> Frame {
    let plaintext = pad(kind, content).expect("the test keeps within the frame");
    let mut bytes = seal(recipient, &plaintext, chance);
    let sealed = bytes.len();
    bytes.resize(kind.frame_size(), 0);
    chance.fill(&mut bytes[sealed..]);
    Frame::parse(kind, bytes).ok().expect("a frame")
}

/// An attachment of the smallest class, sealed to its own key.
pub fn attachment(to: &age::x25519::Identity, content: &[u8], chance: &Chance) -> Vec<u8> {
    const CLASS: usize = 65_536;
    let mut plaintext = u32::try_from(content.len()).expect("short").to_be_bytes().to_vec();
    plaintext.extend_from_slice(content);
    plaintext.resize(CLASS - 8_192, 0);
    let mut bytes = seal(&to.to_public().to_string(), &plaintext, chance);
    let sealed = bytes.len();
    bytes.resize(CLASS, 0);
    chance.fill(&mut bytes[sealed..]);
    bytes
}

fn seal(recipient: &str, plaintext: &[u8], chance: &Chance) -> Vec<u8> {
    let to = PublicKey::from(bech32_point(recipient));
    let (file_key, nonce): ([u8; 16], [u8; 16]) = (chance.bytes(), chance.bytes());
    let ephemeral = StaticSecret::from(chance.bytes::<32>());
    let share = PublicKey::from(&ephemeral);
    let shared = ephemeral.diffie_hellman(&to);
    let salt = [share.as_bytes().as_slice(), to.as_bytes().as_slice()].concat();
    let wrap = derive(shared.as_bytes(), &salt, b"age-encryption.org/v1/X25519");
    let text = |bytes: &[u8]| BASE64_STANDARD_NO_PAD.encode(bytes);
    let stanza = text(&aead(&wrap, [0; 12], &file_key));
    let head = format!("age-encryption.org/v1\n-> X25519 {}\n{stanza}\n---", text(share.as_bytes()));
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&derive(&file_key, b"", b"header")).expect("any length");
    mac.update(head.as_bytes());
    let mut sealed = format!("{head} {}\n", text(&mac.finalize().into_bytes())).into_bytes();
    sealed.extend_from_slice(&nonce);
    let mut last_chunk = [0; 12];
    last_chunk[11] = 1;
    sealed.extend(aead(&derive(&file_key, &nonce, b"payload"), last_chunk, plaintext));
    sealed
}

fn derive(secret: &[u8], salt: &[u8], info: &[u8]) -> [u8; 32] {
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(Some(salt), secret).expand(info, &mut key).expect("32 bytes");
    key
}

fn aead(key: &[u8; 32], nonce: [u8; 12], plaintext: &[u8]) -> Vec<u8> {
    let cipher = ChaCha20Poly1305::new(key.into());
    cipher.encrypt(Nonce::from_slice(&nonce), plaintext).expect("short")
}

/// The 32 bytes of an `age1…` recipient; its checksum was checked when it was made.
fn bech32_point(recipient: &str) -> [u8; 32] {
    const ALPHABET: &str = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    let data = recipient.strip_prefix("age1").expect("a recipient");
    let (mut bits, mut held, mut bytes) = (0_u32, 0_u32, Vec::new());
    for letter in data[..data.len() - 6].chars() {
        let value = ALPHABET.find(letter).expect("a letter of the alphabet");
        bits = (bits << 5 | u32::try_from(value).expect("five bits")) & 0xfff;
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).expect("eight bits"));
        }
    }
    bytes.try_into().expect("32 bytes")
}
