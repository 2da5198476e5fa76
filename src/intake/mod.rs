//! Receiving: one drop, the same in size and form whatever it is. Nobody here knows who sent it or what it says,
//! and nothing here names a member of staff.

mod attachment;
mod drop;
mod manifest;
mod mix;
mod proof;
mod reporter_pages;
mod store;
mod submit;

pub use attachment::{Attachment, AttachmentError, CLASSES, LONGEST_BODY, Places, check_frame};
pub use drop::{BODY_SIZE, Drop, DropError};
pub use manifest::{Manifest, manifest, script_json};
pub use mix::{Mixed, mix};
pub use proof::{Gate, NoProof, solve};
pub use reporter_pages::routes;
pub use store::{
    LetterRow, Unsorted, add_attachment, attach, attachment, case_attachments, case_letters, claim_attachment,
    copy_letter, destroy_attachments, destroy_of_cases, discard, insert_mixed_letter, letters_of, new_letters,
    oldest_unsorted, unclaimed_before, waiting_for,
};
pub use submit::{SubmitError, submit};
