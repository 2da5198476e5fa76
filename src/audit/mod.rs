//! What staff did: one line an act, written in the act's own transaction and chained to the line before.

mod act;
mod chain;
mod store;

pub use act::Act;
pub use chain::record;
