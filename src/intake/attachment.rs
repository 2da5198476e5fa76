//! An attachment as it is posted: sealed to a key that only the letter holds, in one of five sizes.

use std::{sync::Arc, time::Duration};

use sha2::{Digest, Sha256};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

use crate::sealed;

const VERSION: u8 = 1;
const AT_ID: usize = 1;
const AT_CHALLENGE: usize = 17;
const AT_COUNTER: usize = 33;
const AT_FRAME: usize = 41;

/// Bytes of a frame; five classes, so that a length tells little.
pub const CLASSES: [usize; 5] = [65_536, 262_144, 1_048_576, 4_194_304, 16_777_216];

/// Bytes of the longest body.
pub const LONGEST_BODY: usize = AT_FRAME + CLASSES[4];

/// How long one upload may take.
pub(super) const LONGEST_UPLOAD: Duration = Duration::from_secs(300);
const LONGEST_WAIT: Duration = Duration::from_secs(30);
const AT_A_TIME: usize = 6;

/// The uploads that are under way: a few at a time, so that a flood of large files cannot fill the memory.
#[derive(Clone)]
pub struct Places(Arc<Semaphore>);

impl Default for Places {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_A_TIME)))
    }
}

impl Places {
    /// A place, when one is free within half a minute.
    pub(super) async fn take(&self) -> Option<OwnedSemaphorePermit> {
        tokio::time::timeout(LONGEST_WAIT, self.0.clone().acquire_owned()).await.ok()?.ok()
    }
}

/// What a reporter's browser posts before the letter that names it.
pub struct Attachment {
    pub id: Uuid,
    pub frame: Vec<u8>,
    pub(super) challenge: [u8; 16],
    pub(super) proof: [u8; 32],
}

/// Why bytes are not an attachment.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum AttachmentError {
    #[error("not of one of the five sizes")]
    Size,
    #[error("not sealed as it must be, or without a random identity")]
    Frame,
    #[error("another attachment has this identity")]
    Taken,
    #[error("too many uploads are under way")]
    Busy,
    #[error("no room is left until the next mix")]
    Full,
}

impl Attachment {
    /// Reads a body; everything the server can see is checked here.
    pub fn parse(body: &[u8]) -> Result<Self, AttachmentError> {
        if body.len() < AT_FRAME || body[0] != VERSION {
            return Err(AttachmentError::Size);
        }
        let id = Uuid::from_slice(&body[AT_ID..AT_CHALLENGE]).expect("sixteen bytes");
        let frame = body[AT_FRAME..].to_vec();
        check_frame(&frame)?;
        if id.get_version_num() != 4 {
            return Err(AttachmentError::Frame);
        }
        let content = Sha256::new().chain_update(&body[..AT_CHALLENGE]).chain_update(&frame).finalize();
        let proof = Sha256::new()
            .chain_update(&body[AT_CHALLENGE..AT_COUNTER])
            .chain_update(content)
            .chain_update(&body[AT_COUNTER..AT_FRAME])
            .finalize();
        let challenge = body[AT_CHALLENGE..AT_COUNTER].try_into().expect("sixteen bytes");
        Ok(Self { id, frame, challenge, proof: proof.into() })
    }

    /// How many more zero bits than a drop it must prove: one for every doubling of its size.
    pub(super) fn extra_bits(&self) -> u8 {
        u8::try_from((self.frame.len() / CLASSES[0]).ilog2()).expect("at most eight")
    }
}

/// Whether bytes are a sealed frame of one of the classes, to one recipient.
pub fn check_frame(frame: &[u8]) -> Result<(), AttachmentError> {
    if !CLASSES.contains(&frame.len()) {
        return Err(AttachmentError::Size);
    }
    sealed::one_recipient_header(frame).map_err(|_| AttachmentError::Frame)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::Chance,
        sealed::{FrameKind, dummy},
    };

    fn body(size: usize) -> Vec<u8> {
        let chance = Chance::seeded(1);
        let mut body = vec![VERSION];
        body.extend_from_slice(chance.uuid().as_bytes());
        body.extend_from_slice(&[0; AT_FRAME - AT_CHALLENGE]);
        body.extend_from_slice(dummy(FrameKind::Letter, &chance).bytes());
        body.resize(AT_FRAME + size, 7);
        body
    }

    #[test]
    fn an_attachment_of_a_class_is_read_and_a_large_one_proves_more() {
        let small = Attachment::parse(&body(CLASSES[0])).ok().expect("well formed");
        assert_eq!((small.frame.len(), small.extra_bits()), (65_536, 0));
        let large = Attachment::parse(&body(CLASSES[4])).ok().expect("well formed");
        assert_eq!(large.extra_bits(), 8);
    }

    #[test]
    fn other_sizes_plain_bytes_and_counted_identities_are_refused() {
        assert_eq!(Attachment::parse(&body(70_000)).err(), Some(AttachmentError::Size));
        assert_eq!(Attachment::parse(b"").err(), Some(AttachmentError::Size));
        let mut plain = body(CLASSES[0]);
        plain[AT_FRAME..AT_FRAME + 4].copy_from_slice(b"%PDF");
        assert_eq!(Attachment::parse(&plain).err(), Some(AttachmentError::Frame));
        let mut timed = body(CLASSES[0]);
        timed[AT_ID + 6] = 0x70;
        assert_eq!(Attachment::parse(&timed).err(), Some(AttachmentError::Frame), "UUIDv7 tells the time");
    }
}
