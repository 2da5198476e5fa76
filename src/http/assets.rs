//! Bundles, styles and typefaces, built from `web/` and carried inside the binary under names that change with their content.

use std::{collections::HashMap, sync::LazyLock};

use actix_web::{HttpRequest, HttpResponse, http::header, web};
use rust_embed::RustEmbed;

use super::Problem;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/web/dist"]
struct Dist;

static NAMES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let manifest = Dist::get("manifest.json").expect("build.rs saw it");
    serde_json::from_slice(&manifest.data).expect("web/build.mjs writes an object of names")
});

/// Where templates ask for the address of an asset.
#[derive(Clone, Copy, Default)]
pub struct Assets;

impl Assets {
    /// The address of a bundle such as `reporter.js`; a name that no entry has is a fault of the template.
    pub fn url(&self, name: &str) -> String {
        let file = NAMES.get(name).unwrap_or_else(|| panic!("no asset is called {name}"));
        format!("/assets/{file}")
    }
}

/// The typefaces of briefings and plots, as TrueType, and last one that has the letters the others lack.
pub fn typefaces() -> Vec<Vec<u8>> {
    let faces = ["briefing_regular.ttf", "briefing_italic.ttf", "briefing_bold.ttf", "document_regular.ttf"];
    faces.iter().filter_map(|face| Dist::get(NAMES.get(*face)?)).map(|face| face.data.into_owned()).collect()
}

/// `GET /assets/{file}`: forever the same under its name.
pub async fn asset(request: HttpRequest, file: web::Path<String>) -> Result<HttpResponse, Problem> {
    let content_type = match file.rsplit_once('.').map(|(_, ending)| ending) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("ttf") => "font/ttf",
        _ => return Err(Problem::not_found()),
    };
    let accepts =
        request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut response = HttpResponse::Ok();
    response.content_type(content_type);
    let brotli = Dist::get(&format!("{file}.br")).filter(|_| accepts.split(',').any(|coding| coding.trim() == "br"));
    if let Some(packed) = brotli {
        response.insert_header((header::CONTENT_ENCODING, "br"));
        return Ok(response.body(packed.data));
    }
    let plain = Dist::get(&file).ok_or_else(Problem::not_found)?;
    Ok(response.insert_header((header::CONTENT_ENCODING, "identity")).body(plain.data))
}
