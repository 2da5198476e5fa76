//! Who may read a case: its keys, disqualification (jäv), and consulting somebody outside for a time.

mod key;
mod standing;
mod standing_pages;
mod store;

pub use key::{KeyError, NewKey};
pub use standing::end_expired;

pub(super) use key::renew;
pub(super) use standing_pages::routes;
pub(super) use store::{
    any_disqualified, consulted, current_key, destroy, disqualified, disqualify, key_at, keys, keys_of, paper_shares,
};
