//! Disclosure control: what may be published of a table of counts, and the proof that it gives nobody away.
//!
//! Survey figures: `partition` before the wave, `leaf_band` after it. Every other table is a `system` of cells: `need`
//! says what each protected cell needs, `search` and `protect` choose what to hide, `certificate` proves it, `audit`
//! plays the `adversary`, and `publish` lets through what passed. What passed is `released`, and goes to the `ledger`.

mod adversary;
mod audit;
mod band;
mod certificate;
mod estimate;
mod leaf_band;
mod ledger;
mod need;
mod noise;
mod partition;
mod protect;
mod publish;
mod released;
mod resort;
mod search;
mod system;

pub use adversary::{Adversary, AdversaryError, End, Fact, Range, Unknown};
pub use audit::{Exposure, audit};
pub use band::{Told, below};
pub use certificate::{CertificateError, Proved, certify};
pub use estimate::{Estimate, Finding};
pub use leaf_band::{Leaf, Union, change, ratio, tells_of_parts};
pub use ledger::{Entry, Ledger, LedgerError, Release};
pub use need::{Need, needs};
pub use noise::about;
pub use partition::{Partition, ReportingGroup, Unit};
pub use protect::{Infeasible, Protection, Witness, World, protect};
pub use publish::{PublishError, Published, Role, Rules, Sheet, publish};
pub use released::{Cell, Content, Erratum, Figure, Released, Row, Surveyed, Table, corrected};
pub use search::Status;
pub use system::{AtomId, CellId, System, SystemError};
