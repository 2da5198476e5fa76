//! The header of an age file (https://age-encryption.org/v1), as far as a server without keys can check it.

use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};

/// Why bytes are not an age file addressed to one X25519 recipient.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum BadHeader {
    #[error("does not begin as an age file")]
    NotAge,
    #[error("is not addressed to exactly one X25519 recipient")]
    Recipients,
}

const VERSION: &[u8] = b"age-encryption.org/v1\n";

/// Checks that `bytes` begin with a well-formed header for exactly one X25519 recipient, and returns the header's length.
pub fn one_recipient_header(bytes: &[u8]) -> Result<usize, BadHeader> {
    let mut rest = bytes.strip_prefix(VERSION).ok_or(BadHeader::NotAge)?;
    let stanza = line(&mut rest).ok_or(BadHeader::NotAge)?;
    let share = stanza.strip_prefix(b"-> X25519 ").ok_or(BadHeader::Recipients)?;
    let body = line(&mut rest).ok_or(BadHeader::NotAge)?;
    let mac = line(&mut rest).ok_or(BadHeader::NotAge)?;
    let mac = match mac.strip_prefix(b"--- ") {
        Some(mac) => mac,
        None if mac.starts_with(b"-> ") => return Err(BadHeader::Recipients),
        None => return Err(BadHeader::NotAge),
    };
    if [share, body, mac].iter().all(|text| is_32_bytes(text)) {
        Ok(bytes.len() - rest.len())
    } else {
        Err(BadHeader::NotAge)
    }
}

/// A header's length by its last line, whoever it is addressed to.
pub(super) fn any_header(bytes: &[u8]) -> Option<usize> {
    let mut rest = bytes.strip_prefix(VERSION)?;
    loop {
        if line(&mut rest)?.starts_with(b"--- ") {
            return Some(bytes.len() - rest.len());
        }
    }
}

/// A header no key opens, of the very form a browser writes: the share is a point of the curve, the rest is random.
pub(super) fn nobodys_header(share: &[u8; 32], body: &[u8; 32], mac: &[u8; 32]) -> Vec<u8> {
    let text = |bytes| BASE64_STANDARD_NO_PAD.encode(bytes);
    format!("age-encryption.org/v1\n-> X25519 {}\n{}\n--- {}\n", text(share), text(body), text(mac)).into_bytes()
}

fn line<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let end = rest.iter().take(2048).position(|&byte| byte == b'\n')?;
    let (line, after) = rest.split_at(end);
    *rest = &after[1..];
    Some(line)
}

fn is_32_bytes(text: &[u8]) -> bool {
    BASE64_STANDARD_NO_PAD.decode(text).is_ok_and(|bytes| bytes.len() == 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(stanzas: usize) -> Vec<u8> {
        let part = BASE64_STANDARD_NO_PAD.encode([7; 32]);
        let stanza = format!("-> X25519 {part}\n{part}\n");
        format!("age-encryption.org/v1\n{}--- {part}\nrest", stanza.repeat(stanzas)).into_bytes()
    }

    #[test]
    fn one_recipient_is_a_header_and_its_length_ends_before_the_payload() {
        let bytes = header(1);
        assert_eq!(one_recipient_header(&bytes), Ok(bytes.len() - b"rest".len()));
    }

    #[test]
    fn two_recipients_none_and_other_kinds_are_refused() {
        assert_eq!(one_recipient_header(&header(2)), Err(BadHeader::Recipients));
        assert_eq!(one_recipient_header(&header(0)), Err(BadHeader::Recipients));
        let scrypt = b"age-encryption.org/v1\n-> scrypt abc 18\nabc\n--- abc\n";
        assert_eq!(one_recipient_header(scrypt), Err(BadHeader::Recipients));
    }

    #[test]
    fn plain_text_and_truncated_headers_are_not_age() {
        assert_eq!(one_recipient_header(b"Hej, det var en man som hotade mig"), Err(BadHeader::NotAge));
        let whole = header(1);
        assert_eq!(one_recipient_header(&whole[..whole.len() - 60]), Err(BadHeader::NotAge));
    }
}
