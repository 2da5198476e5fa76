//! Releases (redovisningar): what leaves the house, through one gate. A draft is worked out from tallies in memory, two
//! custodians approve it, and it becomes a link in a ledger that is only ever added to.

mod approve;
mod correct;
pub mod corrections;
mod counted;
mod draft;
mod errata;
mod export;
mod gate;
mod handled;
mod incidents;
mod jobs;
mod layout;
mod make;
pub mod marks;
mod overview;
mod public_figures;
mod public_pages;
mod read;
mod staff_pages;
mod store;
mod survey;
mod wording;

pub use approve::approve;
pub use draft::{DraftError, Given};
pub use export::described;
pub use gate::{INCIDENTS, SURVEY, Source, WaveSource, draft as draft_incidents, survey as draft_survey};
pub use jobs::Jobs;
pub use make::{begin, finish};
pub use public_pages::routes as public_routes;
pub use read::{ReadError, ledger};
pub use staff_pages::routes as staff_routes;
pub use wording::{figure, period};
