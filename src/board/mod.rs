//! The board (anslagstavlan): every live reply, read whole by everybody. Nobody asks for "my" reply.

mod post;
mod reporter_pages;
mod store;

pub use post::{LIVE_DAYS, post, tend};
pub use reporter_pages::routes;
