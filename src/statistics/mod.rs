//! From counts to figures that a statistician would put a name to.
//!
//! Pure functions: no database, no clock, no chance, and nothing else of ours is named here.

pub mod disclosure;
pub mod estimator;
