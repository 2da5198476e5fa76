//! Cases (ärenden): sorting new letters, reading, deciding, answering. Everything an officer reads is opened in the browser,
//! and everything an officer writes is sealed there to the case's own key.

mod acting;
mod case;
mod case_pages;
mod desk_pages;
mod destroy;
mod frames;
mod guard;
mod key;
mod overdue;
mod read;
mod sort;
mod split;
mod standing;
mod standing_pages;
mod store;
mod views;
mod write;

pub use acting::Acting;
pub use case::{Case, Share, ShareTo, Status};
pub use destroy::{Destroyed, any_disqualified, closed_before, destroy};
pub use key::NewKey;
pub use overdue::overdue;
pub use sort::{FollowUp, NewCase, SortError, Sorted, Sorting, sort};
pub use standing::end_expired;
pub use store::by_recipient;
pub use write::{Change, WriteError, Writing, write};

use crate::http::Route;

/// The routes of the desk and its cases.
pub fn routes() -> Vec<Route> {
    [desk_pages::routes(), case_pages::routes(), standing_pages::routes()].into_iter().flatten().collect()
}
