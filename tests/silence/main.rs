//! The promises, held against the built program: what may not be in a sink is searched for there.
//!
//! The numbers are those of the checks a promise was first written down with; the browser's half stands in `tests/browser`.
//! Each check has a mutant in `tests/silence/mutants`, a change that breaks the promise and that the check has been seen to find.

#[path = "../support/mod.rs"]
mod support;

mod analyst;
mod concurrency;
mod deletion;
mod errors;
mod identity;
mod keys;
mod length;
mod mail;
mod mix;
mod program;
mod sinks;
mod survey;
mod time;
