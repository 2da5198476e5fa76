//! Floods are slowed by proof of work and one counter in memory, never by remembering addresses:
//! a course of thirty people behind one address is never shut out.

use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use super::{
    attachment::Attachment,
    drop::{Drop, content_digest, put_challenge},
};
use crate::ids::Chance;

/// Why a proof is refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NoProof {
    #[error("the challenge is too old")]
    Stale,
    #[error("the proof has too few zero bits")]
    Weak,
}

const CHALLENGE_LIVES: SignedDuration = SignedDuration::from_mins(60);
const MOST_BITS: u8 = 24;

struct State {
    current: [u8; 16],
    before: [u8; 16],
    since: Timestamp,
    minute: Timestamp,
    this_minute: u32,
    last_minute: u32,
}

/// The counter, and the challenges that proofs are made for. Known to this process alone.
#[derive(Clone)]
pub struct Gate {
    state: Arc<Mutex<State>>,
    chance: Chance,
    bits: u8,
    calm: u32,
}

impl Gate {
    /// A gate that asks for `bits` zero bits up to `calm` drops a minute, and for one more at every doubling.
    pub fn new(bits: u8, calm: u32, now: Timestamp, chance: Chance) -> Self {
        let state = State {
            current: chance.bytes(),
            before: chance.bytes(),
            since: now,
            minute: now,
            this_minute: 0,
            last_minute: 0,
        };
        Self { state: Arc::new(Mutex::new(state)), chance, bits, calm: calm.max(1) }
    }

    /// What a browser is to prove its work for now: the challenge and the number of zero bits.
    pub fn challenge(&self, now: Timestamp) -> ([u8; 16], u8) {
        let mut state = self.state.lock().expect("nobody panics here");
        if now.duration_since(state.since) >= CHALLENGE_LIVES {
            state.before = state.current;
            state.current = self.chance.bytes();
            state.since = now;
        }
        (state.current, self.asked(&mut state, now))
    }

    /// Counts a drop and checks its proof; a page that asked a moment before the price rose is still let in.
    pub fn admit(&self, drop: &Drop, now: Timestamp) -> Result<(), NoProof> {
        self.check(&drop.challenge, &drop.proof, 0, now)?;
        let mut state = self.state.lock().expect("nobody panics here");
        state.this_minute = state.this_minute.saturating_add(1);
        Ok(())
    }

    /// The same for an attachment, which proves more the larger it is; a flood of them does not raise the price of letters.
    pub fn admit_attachment(&self, attachment: &Attachment, now: Timestamp) -> Result<(), NoProof> {
        self.check(&attachment.challenge, &attachment.proof, attachment.extra_bits(), now)
    }

    fn check(&self, challenge: &[u8; 16], proof: &[u8; 32], extra: u8, now: Timestamp) -> Result<(), NoProof> {
        let asked = self.challenge(now).1;
        let state = self.state.lock().expect("nobody panics here");
        if *challenge != state.current && *challenge != state.before {
            return Err(NoProof::Stale);
        }
        let extra = if self.bits == 0 { 0 } else { extra };
        if zero_bits(proof) < asked.saturating_sub(1).max(self.bits) + extra {
            return Err(NoProof::Weak);
        }
        Ok(())
    }

    fn asked(&self, state: &mut State, now: Timestamp) -> u8 {
        let minutes = now.duration_since(state.minute).as_secs() / 60;
        if minutes >= 1 {
            state.last_minute = if minutes == 1 { state.this_minute } else { 0 };
            state.this_minute = 0;
            state.minute = now;
        }
        let busy = state.this_minute.max(state.last_minute) / self.calm;
        let extra = u8::try_from(u32::BITS - busy.leading_zeros()).expect("at most 32");
        if self.bits == 0 { 0 } else { (self.bits + extra).min(MOST_BITS) }
    }
}

fn zero_bits(digest: &[u8; 32]) -> u8 {
    let zeros = digest.iter().take_while(|&&byte| byte == 0).count();
    let next = digest.get(zeros).map_or(0, |byte| byte.leading_zeros());
    u8::try_from(zeros * 8).unwrap_or(u8::MAX).saturating_add(u8::try_from(next).expect("at most 8"))
}

/// Does the work for a body, as the browser does.
pub fn solve(body: &mut [u8], challenge: [u8; 16], bits: u8) {
    let content = content_digest(body);
    let start = Sha256::new().chain_update(challenge).chain_update(content);
    let counter = (0_u64..)
        .find(|counter| zero_bits(&start.clone().chain_update(counter.to_be_bytes()).finalize().into()) >= bits)
        .expect("some counter gives the proof");
    put_challenge(body, challenge, counter);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sealed::{FrameKind, dummy};

    fn proven(gate: &Gate, now: Timestamp) -> Drop {
        let chance = Chance::seeded(2);
        let (letter, ballot) = (dummy(FrameKind::Letter, &chance), dummy(FrameKind::Ballot, &chance));
        let mut body = Drop::body(chance.uuid(), chance.uuid(), chance.uuid(), false, &letter, &ballot);
        let (challenge, bits) = gate.challenge(now);
        solve(&mut body, challenge, bits);
        Drop::parse(&body).ok().expect("well formed")
    }

    #[test]
    fn work_is_asked_for_and_a_course_of_thirty_pays_the_calm_price() {
        let now = Timestamp::UNIX_EPOCH;
        let gate = Gate::new(8, 600, now, Chance::seeded(1));
        for _ in 0..30 {
            assert_eq!(gate.challenge(now).1, 8);
            assert_eq!(gate.admit(&proven(&gate, now), now), Ok(()));
        }
    }

    #[test]
    fn a_flood_pays_more_and_calm_returns() {
        let now = Timestamp::UNIX_EPOCH;
        let gate = Gate::new(4, 10, now, Chance::seeded(1));
        for _ in 0..40 {
            assert_eq!(gate.admit(&proven(&gate, now), now), Ok(()));
        }
        assert_eq!(gate.challenge(now).1, 7);
        assert_eq!(gate.challenge(now + SignedDuration::from_mins(3)).1, 4);
    }

    #[test]
    fn old_challenges_and_missing_work_are_refused() {
        let now = Timestamp::UNIX_EPOCH;
        let gate = Gate::new(8, 600, now, Chance::seeded(1));
        let drop = proven(&gate, now);
        let later = now + SignedDuration::from_mins(61);
        assert_eq!(gate.admit(&drop, later), Ok(()), "asked for just before the change");
        gate.challenge(later + SignedDuration::from_mins(61));
        assert_eq!(gate.admit(&drop, later + SignedDuration::from_mins(61)), Err(NoProof::Stale));
        let mut unproven = proven(&gate, now);
        unproven.challenge = gate.challenge(now).0;
        unproven.proof = [255; 32];
        assert_eq!(gate.admit(&unproven, now), Err(NoProof::Weak));
    }
}
