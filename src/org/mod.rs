//! The organisation: kommun or bolag → nämnd → förvaltning → enhet, with head counts and successors, never names of persons.

mod import;
mod node;
mod offer;
mod store;

pub use import::{Change, ImportError, ImportPlan, LineError, apply, preview};
pub use node::{Node, NodeKind};
pub use offer::{DepartmentChoice, SMALLEST_OFFERED, UnitChoice, offered};
pub use store::{nodes, successors};
