//! Telling officers: constant notices at fixed times, the at-once exception, and escalation to the deputies.
//! A notice never names what is sealed.

mod courier;
mod queue;
mod staff_pages;

pub use courier::Courier;
pub use queue::queue_slot;
pub use staff_pages::routes;
