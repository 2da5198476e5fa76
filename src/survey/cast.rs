//! Casting: a token of the unit and a sealed ballot. The same bytes again are the same ballot; another ballot with the same
//! token is refused, whenever and from wherever it comes.

use jiff::civil::Date;
use uuid::Uuid;

use super::{
    issuer::{SIGNATURE_SIZE, TokenKey},
    label::Labels,
    store::{self, SpentToken, Stored},
};
use crate::{
    db::{Database, DbError},
    ids::Chance,
    sealed::{Frame, FrameKind, NotAFrame, PublicKey},
};

const VERSION: u8 = 1;
const AT_NONCE: usize = 17;
const AT_SIGNATURE: usize = 49;
const AT_FRAME: usize = AT_SIGNATURE + SIGNATURE_SIZE;

/// Bytes of every ballot ever cast.
pub const CAST_SIZE: usize = AT_FRAME + FrameKind::Ballot.frame_size();

/// What a browser posts: whose token it is, the token, the sealed ballot.
pub struct Cast {
    pub unit: Uuid,
    pub nonce: [u8; 32],
    pub signature: [u8; SIGNATURE_SIZE],
    pub frame: Frame,
}

/// Why a ballot was not taken.
#[derive(Debug, thiserror::Error)]
pub enum CastError {
    #[error("a body has {CAST_SIZE} bytes and begins with {VERSION}")]
    Size,
    #[error("the frame is not sealed as it must be, or lies in the urn already")]
    Frame,
    #[error("the token is not this unit's")]
    BadToken,
    #[error("the wave is not open")]
    Closed,
    #[error("another ballot was cast with this token")]
    AlreadyAnswered,
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<NotAFrame> for CastError {
    fn from(_: NotAFrame) -> Self {
        Self::Frame
    }
}

impl Cast {
    /// Reads a body; everything that can be seen without the database is checked here.
    pub fn parse(body: &[u8]) -> Result<Self, CastError> {
        if body.len() != CAST_SIZE || body[0] != VERSION {
            return Err(CastError::Size);
        }
        Ok(Self {
            unit: Uuid::from_slice(&body[1..AT_NONCE]).expect("sixteen bytes"),
            nonce: body[AT_NONCE..AT_SIGNATURE].try_into().expect("its own size"),
            signature: body[AT_SIGNATURE..AT_FRAME].try_into().expect("its own size"),
            frame: Frame::parse(FrameKind::Ballot, body[AT_FRAME..].to_vec())?,
        })
    }

    /// The body of a ballot.
    pub fn body(&self) -> Vec<u8> {
        [&[VERSION][..], self.unit.as_bytes(), &self.nonce, &self.signature, self.frame.bytes()].concat()
    }
}

/// Takes a ballot: durable before the answer.
pub async fn cast(db: &Database, labels: &Labels, cast: &Cast, today: Date, chance: &Chance) -> Result<(), CastError> {
    let (wave, key, urn) = db
        .run("survey::whose_token", async |tx| {
            let (wave, key) = store::unit(tx, cast.unit).await?.ok_or(CastError::BadToken)?;
            let urn = store::open_wave(tx, wave, today).await?.ok_or(CastError::Closed)?;
            Ok::<_, CastError>((wave, key, urn))
        })
        .await?;
    let key = key.and_then(|key| TokenKey::parse(&key)).ok_or(CastError::BadToken)?;
    if !key.verifies(&cast.nonce, &cast.signature) {
        return Err(CastError::BadToken);
    }
    let urn = PublicKey::parse(&urn).expect("it was parsed when the wave was planned");
    let label = labels.of(db, wave, &urn, chance).await?.label(cast.unit, cast.frame.bytes(), chance);
    let token = SpentToken { nonce: cast.nonce.to_vec(), unit: cast.unit, signature: cast.signature.to_vec() };
    db.run("survey::cast", async |tx| {
        store::enter_casts(tx).await?;
        if store::open_wave(tx, wave, today).await?.is_none() {
            return Err(CastError::Closed);
        }
        let frame = cast.frame.bytes();
        if store::is_spent(tx, &token.nonce).await? {
            // After the mix nobody can tell which ballot it was: the same bytes are still the same ballot.
            return if store::is_in_urn(tx, wave, frame).await? { Ok(()) } else { Err(CastError::AlreadyAnswered) };
        }
        if store::is_in_urn(tx, wave, frame).await? {
            return Err(CastError::Frame);
        }
        match store::cast(tx, &token, frame, &label).await? {
            Stored::New => Ok(()),
            Stored::Before(first) if first == frame => Ok(()),
            Stored::Before(_) => Err(CastError::AlreadyAnswered),
            Stored::SameFrame => Err(CastError::Frame),
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sealed::dummy;

    #[test]
    fn a_body_is_read_back_and_others_are_refused() {
        let chance = Chance::seeded(1);
        let frame = dummy(FrameKind::Ballot, &chance);
        let cast = Cast { unit: chance.uuid(), nonce: chance.bytes(), signature: chance.bytes(), frame };
        let body = cast.body();
        assert_eq!(body.len(), 2_353);
        let read = Cast::parse(&body).ok().expect("well formed");
        assert_eq!((read.unit, read.nonce, read.signature), (cast.unit, cast.nonce, cast.signature));
        assert!(matches!(Cast::parse(&body[1..]).err(), Some(CastError::Size)));
        let mut plain = body;
        plain[AT_FRAME..AT_FRAME + 4].copy_from_slice(b"Hej!");
        assert!(matches!(Cast::parse(&plain).err(), Some(CastError::Frame)));
    }
}
