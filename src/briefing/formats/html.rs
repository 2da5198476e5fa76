//! The briefing as one page of its own: no script, nothing fetched, readable on a phone, in the dark and on paper. The same
//! words as on paper.

use askama::Template;

use super::{columns, wording};
use crate::briefing::document::{Block, Document, Heading, Memo, Table};

#[derive(Template)]
#[template(path = "briefing/briefing.html", config = "web/askama.toml")]
struct Page<'a> {
    document: &'a Document,
    head: &'a Heading,
    memo: &'a Memo,
    /// The memo's parts between the decision and the documents.
    parts: [(&'static str, &'a [String]); 4],
    reference: String,
    invented: &'static str,
    provenance: Vec<(String, String)>,
}

impl Page<'_> {
    fn has_figures(&self, table: &Table, column: usize) -> bool {
        columns::has_figures(table, column)
    }
}

/// The briefing as a standalone HTML file.
pub fn html(document: &Document) -> Result<String, askama::Error> {
    let memo = &document.memo;
    Page {
        document,
        head: &document.heading,
        memo,
        parts: [
            ("Sammanfattning av ärendet", &memo.summary),
            ("Ärendet", &memo.matter),
            ("Ekonomiska konsekvenser", &memo.economy),
            ("Konsekvenser för barn", &memo.children),
        ],
        reference: wording::reference(&document.heading),
        invented: wording::INVENTED,
        provenance: wording::provenance(document),
    }
    .render()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::sample;

    /// The page as a browser reads it: every element closed, every sign escaped.
    fn parsed(page: &str) -> String {
        let body = page.split_once("<body>").and_then(|(_, rest)| rest.split_once("</body>")).expect("a body").0;
        // XML knows no elements without an end, nor attributes without a value.
        format!("<body>{}</body>", body.replace("<br>", "<br/>").replace("<details open>", "<details open=\"\">"))
    }

    /// White space alike, for a carriage return does not survive a parser.
    fn plain(text: &str) -> String {
        let kept = text.chars().map(|sign| if sign.is_whitespace() || sign.is_control() { ' ' } else { sign });
        kept.collect::<String>().split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_cell_of_every_table_stands_in_the_page_under_its_heads() {
        let document = sample::document();
        let page = parsed(&html(&document).expect("it renders"));
        let tree = roxmltree::Document::parse(&page).expect("well formed");
        let tables: Vec<_> = tree.descendants().filter(|node| node.has_tag_name("table")).collect();
        assert_eq!(tables.len(), document.tables().count());
        for (found, table) in tables.iter().zip(document.tables()) {
            let said = |node: roxmltree::Node<'_, '_>| node.text().unwrap_or_default().to_owned();
            let rows: Vec<Vec<String>> = found
                .descendants()
                .filter(|node| node.has_tag_name("tr"))
                .map(|row| row.children().filter(|node| node.is_element()).map(said).collect())
                .collect();
            assert_eq!(rows[0], table.columns);
            for (found, row) in rows[1..].iter().zip(&table.rows) {
                let cells = row.cells.iter().map(|cell| cell.said.clone());
                assert_eq!(*found, std::iter::once(row.label.clone()).chain(cells).collect::<Vec<_>>());
            }
            assert_eq!(rows.len(), table.rows.len() + 1);
            let heads = found.descendants().filter(|node| node.has_tag_name("th"));
            assert!(heads.into_iter().all(|head| head.has_attribute("scope")));
            assert!(found.descendants().any(|node| node.has_tag_name("caption")));
        }
        assert_eq!(
            tree.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "svg"))).count(),
            1
        );
    }

    #[test]
    fn names_of_elements_are_told_apart_and_what_is_pointed_at_is_there() {
        let page = parsed(&html(&sample::document()).expect("it renders"));
        let tree = roxmltree::Document::parse(&page).expect("well formed");
        let mut ids: Vec<_> = tree.descendants().filter_map(|node| node.attribute("id")).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
        for node in tree.descendants() {
            let named = node.attribute("aria-labelledby").into_iter().flat_map(str::split_whitespace);
            let linked = node.attribute("href").and_then(|target| target.strip_prefix('#'));
            for id in named.chain(linked) {
                assert!(ids.contains(&id), "{id}");
            }
        }
    }

    #[test]
    fn what_somebody_typed_is_text_and_no_markup() {
        let document = sample::hostile();
        // A control sign is no sign of XML; a browser shows none either.
        let page = parsed(&html(&document).expect("it renders")).replace(['\u{1}', '\u{b}', '\u{fffe}'], " ");
        let tree = roxmltree::Document::parse(&page).expect("well formed");
        let texts: Vec<_> = tree.descendants().filter_map(|node| node.text()).map(plain).collect();
        let typed = plain(&document.heading.title.replace('\u{fffe}', " "));
        assert!(texts.iter().filter(|text| text.contains(&typed)).count() > 10);
    }

    #[test]
    fn a_withheld_figure_stands_nowhere() {
        let mut document = sample::document();
        for section in &mut document.sections {
            for block in &mut section.blocks {
                let Block::Figure { plot, .. } = block else { continue };
                for mark in plot.rows.iter_mut().flat_map(|row| &mut row.marks).filter(|mark| mark.value.is_none()) {
                    mark.interval = Some((7_531.0, 7_541.0));
                }
            }
        }
        let page = html(&document).expect("it renders");
        assert!(!page.contains("7531") && !page.contains("7541") && page.contains("redovisas inte"));
        assert_eq!(page, html(&sample::document()).expect("it renders"), "it changes nothing that is drawn");
    }

    #[test]
    fn the_page_fetches_nothing_and_runs_nothing() {
        let page = html(&sample::document()).expect("it renders");
        for forbidden in ["<script", "src=", "<link", "@import", "url(", "onload"] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
    }
}
