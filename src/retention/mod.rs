//! Retention (gallring): what is kept how long, by whose decision, and its destruction by two members together.
//! What was counted stays counted.

mod disposal;
mod rule;
mod staff_pages;
mod store;

pub use disposal::{Disposal, DisposalError, carry_out, propose, withdraw};
pub use rule::{Kind, Rule};
pub use staff_pages::routes;
