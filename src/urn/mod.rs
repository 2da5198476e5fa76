//! Urns: sealed ballots of one period, opened once by a custodian in one ceremony. What comes out is unit-level counts;
//! the ballots and the urn's key are then destroyed.

mod ballot;
mod ceremony;
mod counts;
mod fold;
mod opener;
mod period;
mod staff_pages;
mod store;
mod tally;

pub use ballot::{Ballot, Opened};
pub use ceremony::{CeremonyError, open};
pub use fold::Folder;
pub use opener::Opener;
pub use period::{Period, upcoming};
pub use staff_pages::routes;
pub use store::{
    OpenedUrn, Urn, by_period, frames_of, insert, insert_ballot, opened, put_key, tally as sealed_tally, urn, urns,
};
pub use tally::{Tally, UnitTally};
