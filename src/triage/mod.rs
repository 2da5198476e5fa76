//! Cases (ärenden): sorting new letters, reading, deciding, answering. Everything an officer reads is opened in the browser,
//! and everything an officer writes is sealed there to the case's own key.

mod acting;
mod case;
mod case_pages;
mod desk_pages;
mod destroy;
mod frames;
mod guard;
mod overdue;
mod read;
mod readers;
mod sort;
mod split;
mod store;
mod views;
mod write;

pub use acting::Acting;
pub use case::{Case, Share, ShareTo, Status};
pub use destroy::{Destroyed, any_disqualified, closed_before, destroy};
pub use overdue::overdue;
pub use readers::{NewKey, end_expired};
pub use sort::{FollowUp, NewCase, SortError, Sorted, Sorting, sort};
pub use store::by_recipient;
pub use write::{Change, WriteError, Writing, write};

use crate::http::Route;

/// The routes of the desk and its cases.
pub fn routes() -> Vec<Route> {
    [desk_pages::routes(), case_pages::routes(), readers::routes()].into_iter().flatten().collect()
}
