//! The binary carries the web front; it is built before (`npm ci --ignore-scripts && npm run build` in `web/`).

fn main() {
    println!("cargo::rerun-if-changed=web/dist/manifest.json");
    println!("cargo::rerun-if-changed=web/templates");
    if !std::path::Path::new("web/dist/manifest.json").exists() {
        println!("cargo::error=web/dist is missing: run `npm ci --ignore-scripts && npm run build` in web/ first");
    }
}
