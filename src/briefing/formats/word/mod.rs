//! The tjänsteskrivelse with its annex as a text document (.docx) that a secretary can file and edit: real heading styles,
//! heads that repeat over pages, text alternatives, Swedish as its language. The same document gives the same bytes.

mod flow;
mod package;
#[cfg(test)]
mod tests;
mod widths;

use askama::Template;

use self::{
    flow::{Flow, Item, Page},
    package::Package,
};
use super::{error::FormatError, picture::Picture, wording};
use crate::briefing::document::{Document, Heading};

#[derive(Template)]
#[template(path = "word/document.xml", config = "web/askama.toml")]
struct Body {
    items: Vec<Item>,
    last: Page,
}

#[derive(Template)]
#[template(path = "word/header.xml", config = "web/askama.toml")]
struct Header<'a> {
    style: &'static str,
    text: &'a str,
    invented: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "word/relations.xml", config = "web/askama.toml")]
struct Relations {
    pictures: std::ops::RangeInclusive<usize>,
}

#[derive(Template)]
#[template(path = "word/core.xml", config = "web/askama.toml")]
struct Core<'a> {
    heading: &'a Heading,
}

macro_rules! part {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/web/templates/word/", $name))
    };
}

/// The tjänsteskrivelse and its annex.
pub fn memo(document: &Document, pictures: &[Picture]) -> Result<Vec<u8>, FormatError> {
    let heading = &document.heading;
    let flow = Flow::of(document, pictures)?;
    let (title, invented) = (running(heading), heading.invented.then_some(wording::INVENTED));
    let mut package = Package::new(wording::day(heading)?)?;
    package.xml("[Content_Types].xml", part!("types.xml"))?;
    package.xml("_rels/.rels", part!("package.xml"))?;
    package.xml("docProps/core.xml", &Core { heading }.render()?)?;
    package.xml("word/document.xml", &Body { items: flow.items, last: flow.page }.render()?)?;
    package.xml("word/_rels/document.xml.rels", &Relations { pictures: 1..=flow.pictures.len() }.render()?)?;
    package.xml("word/styles.xml", part!("styles.xml"))?;
    package.xml("word/numbering.xml", part!("numbering.xml"))?;
    package.xml("word/settings.xml", part!("settings.xml"))?;
    let first = Header { style: "Sender", text: &heading.instance, invented };
    package.xml("word/header1.xml", &first.render()?)?;
    package.xml("word/header2.xml", &Header { style: "Header", text: &title, invented }.render()?)?;
    package.xml("word/footer1.xml", part!("footer.xml"))?;
    for (at, picture) in flow.pictures.iter().enumerate() {
        package.file(&format!("word/media/picture{}.png", at + 1), &picture.png)?;
    }
    package.finish()
}

/// What stands at the top of every page but the first.
fn running(heading: &Heading) -> String {
    match &heading.reference {
        Some(_) => format!("{} · {}", heading.title, wording::reference(heading)),
        None => heading.title.clone(),
    }
}
