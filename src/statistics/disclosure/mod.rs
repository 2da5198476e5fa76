//! Disclosure control: what may be published of a table of counts, and the proof that it gives nobody away.

mod leaf_band;
mod ledger;
mod released;

pub use leaf_band::{banded, corrected};
pub use ledger::{Entry, Ledger, LedgerError, Release};
pub use released::{Cell, Content, Erratum, Figure, Released, Row, Table};
