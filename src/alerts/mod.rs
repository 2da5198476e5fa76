//! Telling officers: constant notices at fixed times, the at-once exception, and escalation to the deputies.
//! A notice never names what is sealed.

mod calendar;
mod courier;
mod queue;
mod staff_pages;

pub use calendar::{is_working_day, latest_slot, working_days_after};
pub use courier::Courier;
pub use queue::queue_slot;
pub use staff_pages::routes;
