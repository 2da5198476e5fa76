//! What is to be mailed: queued in the transaction that causes it, so that neither happens without the other.

mod notice;
mod store;

pub use notice::Notice;
pub use store::{
    Delivery, DeliveryState, Waiting, deliveries, destroy, due, failed, put_off, queue, sent, settled_before,
    undelivered,
};
