//! Cases (ärenden): sorting new letters, reading, answering, status. Everything an officer reads is opened in the browser.

mod case;
mod read;
mod reply;
mod sort;
mod staff_pages;
mod status;
mod store;

pub use case::{Case, Status};
pub use staff_pages::routes;
