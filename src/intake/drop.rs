//! A drop (inlämning): one letter and one ballot, both fixed-size frames, and where they are to go.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::sealed::{Frame, FrameKind, NotAFrame};

const VERSION: u8 = 1;
const AT_CHANNEL: usize = 1;
const AT_EPOCH: usize = 17;
const AT_URN: usize = 33;
const AT_ONCE: usize = 49;
const AT_CHALLENGE: usize = 50;
const AT_COUNTER: usize = 66;
const AT_LETTER: usize = 74;
const AT_BALLOT: usize = AT_LETTER + FrameKind::Letter.frame_size();

/// Bytes of every body ever posted.
pub const BODY_SIZE: usize = AT_BALLOT + FrameKind::Ballot.frame_size();

/// What a browser posts.
pub struct Drop {
    pub channel: Uuid,
    pub epoch: Uuid,
    pub urn: Uuid,
    /// The reporter ticked "någon behöver läsa detta i dag".
    pub at_once: bool,
    pub letter: Frame,
    pub ballot: Frame,
    pub(super) challenge: [u8; 16],
    pub(super) proof: [u8; 32],
}

/// Why a body is not a drop.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum DropError {
    #[error("a body has {BODY_SIZE} bytes and begins with {VERSION}")]
    Size,
    #[error("a frame is not sealed as it must be")]
    Frame(#[from] NotAFrame),
}

impl Drop {
    /// Reads a body; everything the server can see is checked here.
    pub fn parse(body: &[u8]) -> Result<Self, DropError> {
        if body.len() != BODY_SIZE || body[0] != VERSION || body[AT_ONCE] > 1 {
            return Err(DropError::Size);
        }
        let uuid = |at: usize| Uuid::from_slice(&body[at..at + 16]).expect("sixteen bytes");
        Ok(Self {
            channel: uuid(AT_CHANNEL),
            epoch: uuid(AT_EPOCH),
            urn: uuid(AT_URN),
            at_once: body[AT_ONCE] == 1,
            letter: Frame::parse(FrameKind::Letter, body[AT_LETTER..AT_BALLOT].to_vec())?,
            ballot: Frame::parse(FrameKind::Ballot, body[AT_BALLOT..].to_vec())?,
            challenge: body[AT_CHALLENGE..AT_COUNTER].try_into().expect("sixteen bytes"),
            proof: proof_digest(body),
        })
    }

    /// Builds a body without proof of work.
    pub fn body(channel: Uuid, epoch: Uuid, urn: Uuid, at_once: bool, letter: &Frame, ballot: &Frame) -> Vec<u8> {
        let mut body = vec![VERSION];
        for id in [channel, epoch, urn] {
            body.extend_from_slice(id.as_bytes());
        }
        body.push(u8::from(at_once));
        body.extend_from_slice(&[0; AT_LETTER - AT_CHALLENGE]);
        body.extend_from_slice(letter.bytes());
        body.extend_from_slice(ballot.bytes());
        body
    }

    /// What makes a retry the same drop.
    pub fn digest(&self) -> Vec<u8> {
        Sha256::new().chain_update(self.letter.bytes()).chain_update(self.ballot.bytes()).finalize().to_vec()
    }
}

pub(super) fn content_digest(body: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(&body[..AT_CHALLENGE]).chain_update(&body[AT_LETTER..]).finalize().into()
}

fn proof_digest(body: &[u8]) -> [u8; 32] {
    Sha256::new()
        .chain_update(&body[AT_CHALLENGE..AT_COUNTER])
        .chain_update(content_digest(body))
        .chain_update(&body[AT_COUNTER..AT_LETTER])
        .finalize()
        .into()
}

pub(super) fn put_challenge(body: &mut [u8], challenge: [u8; 16], counter: u64) {
    body[AT_CHALLENGE..AT_COUNTER].copy_from_slice(&challenge);
    body[AT_COUNTER..AT_LETTER].copy_from_slice(&counter.to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ids::Chance, sealed::dummy};

    fn body() -> Vec<u8> {
        let chance = Chance::seeded(1);
        let (letter, ballot) = (dummy(FrameKind::Letter, &chance), dummy(FrameKind::Ballot, &chance));
        Drop::body(chance.uuid(), chance.uuid(), chance.uuid(), true, &letter, &ballot)
    }

    #[test]
    fn a_body_is_read_back() {
        let body = body();
        assert_eq!(body.len(), 26_698);
        let drop = Drop::parse(&body).ok().expect("well formed");
        assert!(drop.at_once);
        assert_eq!(drop.channel.as_bytes(), &body[1..17]);
    }

    #[test]
    fn truncated_oversized_and_unsealed_bodies_are_refused() {
        let whole = body();
        assert_eq!(Drop::parse(&whole[..whole.len() - 1]).err(), Some(DropError::Size));
        assert_eq!(Drop::parse(&[&whole[..], &[0]].concat()).err(), Some(DropError::Size));
        assert_eq!(Drop::parse(b"").err(), Some(DropError::Size));
        let mut plain = whole;
        plain[AT_LETTER..AT_LETTER + 4].copy_from_slice(b"Hej!");
        assert!(matches!(Drop::parse(&plain).err(), Some(DropError::Frame(_))));
    }
}
