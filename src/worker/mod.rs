//! The loop: the nightly mix and the tending of the board, the notices of fixed times, and the courier.

mod round;
mod store;

pub use round::Worker;
