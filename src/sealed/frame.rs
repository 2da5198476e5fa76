//! Frames: every letter is as long as every other, and so is every ballot and every reply.
//!
//! The plaintext is length-prefixed and zero-padded to a fixed size inside the seal; the age file is then filled up with
//! random bytes to the frame's size. The room left over is enough for a post-quantum recipient later.

use super::{PublicKey, header, seal};
use crate::ids::Chance;

/// The three kinds of frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameKind {
    Letter,
    Ballot,
    Reply,
}

impl FrameKind {
    /// Bytes of a frame.
    pub const fn frame_size(self) -> usize {
        match self {
            Self::Letter => 24_576,
            Self::Ballot => 2_048,
            Self::Reply => 4_096,
        }
    }

    /// Bytes of padded plaintext inside.
    pub const fn plaintext_size(self) -> usize {
        match self {
            Self::Letter => 16_384,
            Self::Ballot => 256,
            Self::Reply => 2_048,
        }
    }
}

/// Why bytes are not a frame.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NotAFrame {
    #[error("wrong size")]
    Size,
    #[error(transparent)]
    Header(#[from] header::BadHeader),
}

/// Bytes that look like an age file to one recipient and have the frame's exact size; what they say nobody here knows.
#[derive(Clone)]
pub struct Frame(Vec<u8>);

impl Frame {
    /// Checks size and header.
    pub fn parse(kind: FrameKind, bytes: Vec<u8>) -> Result<Self, NotAFrame> {
        if bytes.len() != kind.frame_size() {
            return Err(NotAFrame::Size);
        }
        let header = header::one_recipient_header(&bytes)?;
        if header + kind.plaintext_size() + 32 > bytes.len() {
            return Err(NotAFrame::Size);
        }
        Ok(Self(bytes))
    }

    /// Seals `content` into a frame. Rust's age adds random stanzas to its headers, so such a frame is recognisable:
    /// fit for tests, benches and the demonstration, never for what must look like a browser's.
    pub fn seal(kind: FrameKind, to: &PublicKey, content: &[u8], chance: &Chance) -> Self {
        let plaintext = pad(kind, content).expect("the caller keeps within the frame");
        let limit = kind.frame_size();
        let mut bytes = loop {
            let sealed = seal(std::slice::from_ref(to), &plaintext);
            if sealed.len() <= limit {
                break sealed;
            }
        };
        fill_up(&mut bytes, limit, chance);
        Self(bytes)
    }

    /// The frame's bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// A frame that nobody can open and nobody can tell from one a browser sealed.
pub fn dummy(kind: FrameKind, chance: &Chance) -> Frame {
    // A random point, not random bytes: half of all 32-byte strings are no point of the curve and would stand out.
    let share = x25519_dalek::PublicKey::from(&x25519_dalek::StaticSecret::from(chance.bytes::<32>()));
    let mut bytes = header::nobodys_header(share.as_bytes(), &chance.bytes(), &chance.bytes());
    fill_up(&mut bytes, kind.frame_size(), chance);
    Frame(bytes)
}

fn fill_up(bytes: &mut Vec<u8>, size: usize, chance: &Chance) {
    let filled = bytes.len();
    bytes.resize(size, 0);
    chance.fill(&mut bytes[filled..]);
}

/// The length of the age file that a frame begins with; what follows is filling.
pub fn age_length(kind: FrameKind, frame: &[u8]) -> Option<usize> {
    let length = header::any_header(frame)? + 16 + kind.plaintext_size() + 16;
    (length <= frame.len()).then_some(length)
}

/// Length prefix, content, zeros; nothing when the content is too long.
pub fn pad(kind: FrameKind, content: &[u8]) -> Option<Vec<u8>> {
    let size = kind.plaintext_size();
    let length = u32::try_from(content.len()).ok().filter(|_| content.len() + 4 <= size)?;
    let mut padded = length.to_be_bytes().to_vec();
    padded.extend_from_slice(content);
    padded.resize(size, 0);
    Some(padded)
}

/// The content inside a padded plaintext, or nothing when it is malformed.
pub fn unpad(padded: &[u8]) -> Option<&[u8]> {
    let (length, rest) = padded.split_first_chunk::<4>()?;
    rest.get(..u32::from_be_bytes(*length) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dummy_passes_for_a_frame_of_every_kind() {
        let chance = Chance::seeded(1);
        for kind in [FrameKind::Letter, FrameKind::Ballot, FrameKind::Reply] {
            let frame = dummy(kind, &chance);
            assert_eq!(frame.bytes().len(), kind.frame_size());
            assert!(Frame::parse(kind, frame.bytes().to_vec()).is_ok());
        }
    }

    #[test]
    fn padding_hides_the_length_and_gives_the_content_back() {
        for content in [&b""[..], b"a", &[7; 252]] {
            let padded = pad(FrameKind::Ballot, content).expect("fits");
            assert_eq!(padded.len(), 256);
            assert_eq!(unpad(&padded), Some(content));
        }
        assert_eq!(pad(FrameKind::Ballot, &[7; 253]), None);
        assert_eq!(unpad(&[255, 255, 255, 255, 1]), None);
    }

    #[test]
    fn another_kinds_frame_is_refused() {
        let frame = dummy(FrameKind::Reply, &Chance::seeded(1));
        assert_eq!(Frame::parse(FrameKind::Ballot, frame.bytes().to_vec()).err(), Some(NotAFrame::Size));
    }
}
