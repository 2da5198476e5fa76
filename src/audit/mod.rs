//! What staff did: one line an act, written in the act's own transaction and chained to the line before.

mod act;
mod chain;
mod line;
mod store;
mod verify;

pub use act::Act;
pub use chain::record;
pub use line::{Filter, Head, Line};
pub use store::{after, head, lines};
pub use verify::{Fault, verify};
