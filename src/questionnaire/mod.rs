//! Questionnaires: a definition a municipality can write by hand, the ballot that answers it, and the counts of many.
//!
//! `definition` reads a TOML file and says on which line it is wrong, `model` is what page and browser get, `plan` is
//! the same as masks, `ballot` reads one sealed answer and refuses what no page can give, `counts` folds ballots away.
//! It promises that what is counted is what was asked: one definition, one hash, one order of items.

mod ballot;
mod counts;
mod definition;
mod fault;
mod fields;
mod folding;
mod model;
mod plan;
mod rules;
mod shipped;

pub use ballot::Ballot;
pub use counts::{Counts, TenureCounts};
pub use fault::Fault;
pub use model::{Choice, Clause, Item, Kind, Page, Population, Questionnaire, Role, Wording};
