//! Channels, epochs and members, and what is missing until a channel may open.

use uuid::Uuid;

/// A receiving function.
pub struct Channel {
    pub id: Uuid,
    pub name: String,
    pub phone: String,
    pub position: i32,
    pub recovery_recipient: Option<String>,
}

/// A generation of a channel's key.
pub struct Epoch {
    pub id: Uuid,
    pub recipient: String,
    pub current: bool,
}

/// Somebody who belongs to a channel.
pub struct Member {
    pub id: Uuid,
    pub name: String,
    pub deputy: bool,
    pub recipient: String,
    /// Whether every epoch's identity is sealed to the member.
    pub has_key: bool,
}

/// A channel that receives.
pub struct OpenChannel {
    pub id: Uuid,
    pub name: String,
    pub phone: String,
    pub epoch: Uuid,
    pub recipient: String,
}

/// What stands between a channel and its first letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    Epoch,
    SecondMember,
    RecoveryKey,
}

impl Missing {
    /// The stable word for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Epoch => "epoch",
            Self::SecondMember => "second_member",
            Self::RecoveryKey => "recovery_key",
        }
    }
}

/// At least two members who can read and a recovery key on paper: a channel must survive its people.
pub fn missing(channel: &Channel, epochs: &[Epoch], members: &[Member]) -> Vec<Missing> {
    let mut missing = Vec::new();
    if epochs.is_empty() {
        missing.push(Missing::Epoch);
    }
    if members.iter().filter(|member| member.has_key).count() < 2 {
        missing.push(Missing::SecondMember);
    }
    if channel.recovery_recipient.is_none() {
        missing.push(Missing::RecoveryKey);
    }
    missing
}
