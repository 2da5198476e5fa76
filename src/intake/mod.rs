//! Receiving: one drop, the same in size and form whatever it is. Nobody here knows who sent it or what it says,
//! and nothing here names a member of staff.

mod drop;
mod manifest;
mod mix;
mod proof;
mod reporter_pages;
mod store;
mod submit;

pub use drop::{BODY_SIZE, Drop, DropError};
pub use manifest::{Manifest, manifest, script_json};
pub use mix::{Mixed, mix};
pub use proof::{Gate, NoProof, solve};
pub use reporter_pages::routes;
pub use store::{
    LetterRow, Unsorted, attach, case_letters, discard, insert_mixed_letter, new_letters, oldest_unsorted, waiting_for,
};
pub use submit::{SubmitError, submit};
