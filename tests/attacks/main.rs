//! The attacks that published counts have fallen to elsewhere (METHODS §3.2), each twice: on figures published naively,
//! where it succeeds, and on what went through the gate, where the same attacker fails.
//!
//! The attacker is a `reader` who has what was printed and nothing else. A13 and A14 are attacks on cell-key noise,
//! which this product does not use.

mod closure;
mod reader;
mod reports;
mod survey;
mod tables;
mod time;
