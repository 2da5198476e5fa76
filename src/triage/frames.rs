//! Reading what an officer's browser sealed; what is not sealed as it must be is refused before anything is stored.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    case::{Share, ShareTo},
    readers::NewKey,
    sort::{FollowUp, NewCase, Sorted},
};
use crate::{
    http::Problem,
    ids::unbase64,
    sealed::{Frame, FrameKind, PublicKey},
};

/// A frame of one kind.
pub(super) fn frame(kind: FrameKind, text: &str) -> Result<Frame, Problem> {
    unbase64(text).and_then(|bytes| Frame::parse(kind, bytes).ok()).ok_or_else(unsealed)
}

/// An entry: a small frame, or one as long as a letter.
pub(super) fn entry_frame(text: &str) -> Result<Frame, Problem> {
    frame(FrameKind::Reply, text).or_else(|_| frame(FrameKind::Letter, text))
}

/// A case key's identity, sealed to one holder.
pub(super) fn sealed_share(text: &str) -> Result<Vec<u8>, Problem> {
    let sealed = unbase64(text).filter(|bytes| bytes.len() < 2048 && bytes.starts_with(b"age-encryption.org/v1\n"));
    sealed.ok_or_else(unsealed)
}

/// A new case key as it is posted.
#[derive(Serialize, Deserialize)]
pub(super) struct KeyRequest {
    recipient: String,
    shares: Vec<ShareRequest>,
}

#[derive(Serialize, Deserialize)]
struct ShareRequest {
    epoch: Option<Uuid>,
    holder: Option<Uuid>,
    sealed: String,
}

impl TryFrom<KeyRequest> for NewKey {
    type Error = Problem;

    fn try_from(request: KeyRequest) -> Result<Self, Problem> {
        let share = |share: ShareRequest| {
            let to = match (share.epoch, share.holder) {
                (Some(epoch), None) => ShareTo::Epoch(epoch),
                (None, Some(holder)) => ShareTo::Holder(holder),
                (None, None) => ShareTo::Paper,
                (Some(_), Some(_)) => return Err(unsealed()),
            };
            Ok(Share { to, sealed: sealed_share(&share.sealed)? })
        };
        Ok(Self {
            recipient: PublicKey::parse(&request.recipient).ok_or_else(unsealed)?,
            shares: request.shares.into_iter().map(share).collect::<Result<_, Problem>>()?,
        })
    }
}

/// A letter, sealed anew, as it is posted.
#[derive(Serialize, Deserialize)]
pub(super) struct SortedRequest {
    letter: Uuid,
    frame: String,
    #[serde(default)]
    attachments: Vec<Uuid>,
}

/// The most attachments a letter can name.
const MOST_ATTACHMENTS: usize = 5;

impl TryFrom<SortedRequest> for Sorted {
    type Error = Problem;

    fn try_from(request: SortedRequest) -> Result<Self, Problem> {
        let mut attachments = request.attachments;
        attachments.truncate(MOST_ATTACHMENTS);
        Ok(Self { letter: request.letter, frame: frame(FrameKind::Letter, &request.frame)?, attachments })
    }
}

/// A first report as it is posted.
#[derive(Serialize, Deserialize)]
pub(super) struct NewCaseRequest {
    #[serde(flatten)]
    sorted: SortedRequest,
    epoch: Uuid,
    head: String,
    summary: String,
    key: KeyRequest,
}

impl TryFrom<NewCaseRequest> for NewCase {
    type Error = Problem;

    fn try_from(request: NewCaseRequest) -> Result<Self, Problem> {
        Ok(Self {
            sorted: request.sorted.try_into()?,
            epoch: request.epoch,
            head: frame(FrameKind::Reply, &request.head)?,
            summary: frame(FrameKind::Reply, &request.summary)?,
            key: request.key.try_into()?,
        })
    }
}

/// A follow-up as it is posted.
#[derive(Serialize, Deserialize)]
pub(super) struct FollowUpRequest {
    #[serde(flatten)]
    sorted: SortedRequest,
    case: Uuid,
    key: Uuid,
}

impl TryFrom<FollowUpRequest> for FollowUp {
    type Error = Problem;

    fn try_from(request: FollowUpRequest) -> Result<Self, Problem> {
        Ok(Self { sorted: request.sorted.try_into()?, case: request.case, key: request.key })
    }
}

fn unsealed() -> Problem {
    Problem::bad_input(
        "Det som kom fram var inte förseglat som det ska. Ingenting är sparat.",
        "What arrived was not sealed as it must be. Nothing is stored.",
    )
}
