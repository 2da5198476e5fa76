//! Surveys (mätningar): waves to everyone with client contact, one answer each, joined to no one. A code shows that somebody
//! may answer and is traded for a blindly signed token; the token casts one sealed ballot; who traded and who cast cannot
//! be told from each other, not even by the server.

mod cast;
mod code;
mod codes;
mod count;
mod groups;
mod issue;
mod issuer;
mod keys;
mod label;
mod mix;
mod overview;
mod propose;
mod recount;
mod respondent_pages;
mod staff_pages;
mod store;
mod tally;
mod token;
mod wave;

pub use cast::{CAST_SIZE, Cast, cast};
pub use code::{Code, Derived};
pub use codes::{By, register};
pub use count::{CountError, Protocol, count};
pub use groups::{EXPOSURE, Group, GroupPlan, LABELLED, WHOLE, is_share, plan_hash};
pub use issue::issue;
pub use issuer::TokenKey;
pub use keys::{make_all, make_some};
pub use label::{LabelKey, Labels};
pub use mix::mix;
pub use propose::{Framed, Proposal, ProposeError, propose};
pub use recount::{Recount, UnitRecount, recount};
pub use respondent_pages::routes as respondent_routes;
pub use staff_pages::routes as staff_routes;
pub use store::{units, wave_of, waves};
pub use tally::{UnitCounts, WaveTally};
pub use token::Request;
pub use wave::{FrameUnit, Phase, Wave};
