//! Failed sign-ins slow the account that is tried from the client that tries it: never everybody, never an officer's own browser.
//!
//! Kept in memory only. A client is a browser that has signed in before (its device cookie), or else a network address.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use jiff::{SignedDuration, Timestamp};

/// Who tries which account.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Attempt {
    pub account: String,
    pub client: String,
}

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    last: Timestamp,
}

/// The failures of the last hour.
#[derive(Clone, Default)]
pub struct Throttle(Arc<Mutex<HashMap<Attempt, Failures>>>);

const FREE: u32 = 4;
const FORGOTTEN: SignedDuration = SignedDuration::from_hours(1);
const LONGEST: i64 = 300;

impl Throttle {
    /// Seconds to wait before this client may try this account again; 0 is now.
    pub fn wait(&self, attempt: &Attempt, now: Timestamp) -> u64 {
        let failures = self.0.lock().expect("nobody panics here");
        let Some(failed) = failures.get(attempt) else { return 0 };
        let pause = match failed.count.checked_sub(FREE) {
            None => 0,
            Some(over) => (5 << over.min(6)).min(LONGEST),
        };
        let left = pause - now.duration_since(failed.last).as_secs();
        u64::try_from(left).unwrap_or(0)
    }

    /// Remembers a failure for an hour.
    pub fn failed(&self, attempt: Attempt, now: Timestamp) {
        let mut failures = self.0.lock().expect("nobody panics here");
        failures.retain(|_, failed| now.duration_since(failed.last) < FORGOTTEN);
        let failed = failures.entry(attempt).or_insert(Failures { count: 0, last: now });
        *failed = Failures { count: failed.count + 1, last: now };
    }

    /// A success forgives.
    pub fn succeeded(&self, attempt: &Attempt) {
        self.0.lock().expect("nobody panics here").remove(attempt);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(account: &str, client: &str) -> Attempt {
        Attempt { account: account.into(), client: client.into() }
    }

    #[test]
    fn a_stranger_slows_nobody_but_themselves() {
        let throttle = Throttle::default();
        let now = Timestamp::UNIX_EPOCH;
        for _ in 0..50 {
            throttle.failed(attempt("chef", "192.0.2.1"), now);
        }
        assert_eq!(throttle.wait(&attempt("chef", "192.0.2.1"), now), 300);
        assert_eq!(throttle.wait(&attempt("chef", "device"), now), 0, "the officer's own browser");
        assert_eq!(throttle.wait(&attempt("chef", "192.0.2.2"), now), 0, "another address");
        assert_eq!(throttle.wait(&attempt("annan", "192.0.2.1"), now), 0, "another account");
    }

    #[test]
    fn a_few_mistypings_cost_nothing_and_all_is_forgotten_in_an_hour() {
        let throttle = Throttle::default();
        let now = Timestamp::UNIX_EPOCH;
        for _ in 0..3 {
            throttle.failed(attempt("chef", "a"), now);
        }
        assert_eq!(throttle.wait(&attempt("chef", "a"), now), 0);
        throttle.failed(attempt("chef", "a"), now);
        assert_eq!(throttle.wait(&attempt("chef", "a"), now), 5);
        let later = now + SignedDuration::from_mins(61);
        throttle.failed(attempt("annan", "b"), later);
        assert_eq!(throttle.wait(&attempt("chef", "a"), later), 0);
    }
}
