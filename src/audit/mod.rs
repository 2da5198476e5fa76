//! What staff did: one line an act, written in the act's own transaction and chained to the line before.

mod chain;
mod store;

pub use chain::{Act, record};
