//! Briefings (nämndrapporter): published figures and the action plan as one document, in every format that a nämnd, a
//! secretary, an analyst or another municipality asks for. Nothing is worked out here but the order of words.

mod build;
mod compose;
pub mod document;
mod figures;
pub mod formats;
mod make;
mod material;
mod memo;
mod package;
#[cfg(test)]
mod sample;
mod sections;
mod staff_pages;
mod store;

pub use compose::compose;
pub use document::Document;
pub use make::{Choice, MakeError, document, fix};
pub use material::{Benchmark, Material, Signed, Texts};
pub use package::{File, PackageError, package};
pub use staff_pages::routes;
