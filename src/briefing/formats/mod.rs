//! One document in every format. A format prints cells as they are said; it adds nothing and works out nothing.

mod columns;
pub mod csv;
pub mod dictionary;
mod error;
pub mod excel;
pub mod exchange;
mod html;
pub mod json;
mod pdf;
mod picture;
pub mod px;
mod raster;
pub mod word;
mod wording;

pub use error::FormatError;
pub use html::html;
pub use pdf::{PdfError, pdf, steering};
pub use picture::Picture;
pub use raster::pictures;
