//! Plots as PNG, for formats that take no SVG.

use std::sync::Arc;

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb::Database},
};

use super::Picture;
use crate::briefing::Document;

/// Pixels for each unit of the drawing: sharp on paper at the width of a page.
const SCALE: f32 = 3.0;

/// Every plot as a picture, drawn with the given typefaces; one that cannot be drawn is left out.
pub fn pictures(document: &Document, typefaces: &[Vec<u8>]) -> Vec<Picture> {
    let mut fonts = Database::new();
    typefaces.iter().for_each(|face| fonts.load_font_data(face.clone()));
    let options = Options { fontdb: Arc::new(fonts), ..Options::default() };
    document.plots().filter_map(|(number, plot)| picture(number, &plot.svg(), &options)).collect()
}

fn picture(number: usize, svg: &str, options: &Options<'_>) -> Option<Picture> {
    let tree = Tree::from_str(svg, options).ok()?;
    let size = tree.size().to_int_size().scale_by(SCALE)?;
    let mut pixels = Pixmap::new(size.width(), size.height())?;
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    Some(Picture { number, png: pixels.encode_png().ok()?, width: size.width(), height: size.height() })
}
