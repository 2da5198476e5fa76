//! Urns: sealed ballots of one period, opened once by a custodian in one ceremony. What comes out is unit-level counts;
//! the ballots and the urn's key are then destroyed.

mod amendment;
mod ballot;
mod ceremony;
mod cores;
mod counts;
mod fold;
mod opener;
mod period;
mod staff_pages;
mod store;
mod tally;

pub use amendment::{Amendment, Amendments, Crime, Handled, Mark, Police};
pub use ballot::{Ballot, Opened};
pub use ceremony::{CeremonyError, open, readers};
pub use cores::on_all_cores;
pub use fold::Folder;
pub use opener::Opener;
pub use period::{Period, upcoming};
pub use staff_pages::routes;
pub use store::{
    OpenedUrn, Urn, amend, by_period, frames_of, insert, insert_ballot, insert_labelled_ballot, insert_survey,
    lock_ballots, mix_amendments, opened, put_key, settle, tally as sealed_tally, urn, urns,
};
pub use tally::{Tally, UnitTally};
