//! The toolkit every face is built from: problems, checked input, pages, assets and the route table's entries.

mod assets;
mod guarded;
mod problem;
mod route;
mod services;
mod valid;

pub use assets::{Assets, asset, typefaces};
pub use guarded::Guarded;
pub use problem::{Problem, Wording};
pub use route::{Access, Role, Route};
pub use services::Services;
pub use valid::{ValidForm, ValidJson};

use actix_web::{HttpResponse, http::header::ContentType};

/// Renders a page; a template that fails is a fault of ours and is told as such.
pub fn page(template: &impl askama::Template) -> Result<HttpResponse, Problem> {
    let body = template.render().map_err(|error| Problem::fault("page", &error))?;
    Ok(HttpResponse::Ok().content_type(ContentType::html()).body(body))
}
