use std::io::{Cursor, Read};

use roxmltree::{Document as Xml, Node};
use zip::ZipArchive;

use super::*;
use crate::briefing::{formats::picture::sample_pictures, sample};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn made(document: &Document) -> Vec<u8> {
    memo(document, &sample_pictures(document)).expect("a text document")
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("its text");
    text
}

fn text(node: Node<'_, '_>) -> String {
    let pieces = node.descendants().filter(|below| below.has_tag_name((W, "t")));
    pieces.filter_map(|piece| piece.text()).collect()
}

fn styled<'a>(xml: &'a Xml<'_>, style: &str) -> Vec<Node<'a, 'a>> {
    let is = |node: &Node<'_, '_>| node.has_tag_name((W, "pStyle")) && node.attribute((W, "val")) == Some(style);
    xml.descendants().filter(is).filter_map(|node| node.parent()?.parent()).collect()
}

fn texts(xml: &Xml<'_>, style: &str) -> Vec<String> {
    styled(xml, style).into_iter().map(text).collect()
}

#[test]
fn the_memo_has_the_headings_of_a_tjansteskrivelse_and_an_open_reference() {
    let document = part(&made(&sample::document()), "word/document.xml");
    let xml = Xml::parse(&document).expect("XML");
    let headings = [
        "Förslag till beslut",
        "Sammanfattning av ärendet",
        "Ärendet",
        "Ekonomiska konsekvenser",
        "Konsekvenser för barn",
        "Handlingar i ärendet",
    ];
    assert_eq!(texts(&xml, "Heading1"), headings);
    assert_eq!(texts(&xml, "Kind"), ["TJÄNSTESKRIVELSE"]);
    assert_eq!(texts(&xml, "Letterhead"), ["2026-11-22", "Dnr: [diarienummer]"]);
    assert_eq!(texts(&xml, "Annex"), ["Bilaga 1"]);
    let sections = ["1 Underlag", "2 Utsatthet de senaste tolv månaderna", "3 Handlingsplanen", "Källor"];
    assert_eq!(texts(&xml, "Heading2"), sections);
}

#[test]
fn every_cell_is_read_back_below_heads_that_repeat() {
    let document = sample::document();
    let body = part(&made(&document), "word/document.xml");
    let xml = Xml::parse(&body).expect("XML");
    let tables: Vec<_> = xml.descendants().filter(|node| node.has_tag_name((W, "tbl"))).collect();
    assert_eq!(tables.len(), document.tables().count());
    for (table, drawn) in document.tables().zip(tables) {
        let rows: Vec<_> = drawn.children().filter(|node| node.has_tag_name((W, "tr"))).collect();
        let is_head = |row: &Node<'_, '_>| row.descendants().any(|node| node.has_tag_name((W, "tblHeader")));
        assert!(is_head(&rows[0]) && !rows[1..].iter().any(is_head));
        assert!(rows.iter().all(|row| row.descendants().any(|node| node.has_tag_name((W, "cantSplit")))));
        let cells = |row: &Node<'_, '_>| -> Vec<String> {
            row.children().filter(|node| node.has_tag_name((W, "tc"))).map(text).collect()
        };
        assert_eq!(cells(&rows[0]), table.columns);
        for (line, row) in table.rows.iter().zip(&rows[1..]) {
            let said = line.cells.iter().map(|cell| cell.said.clone());
            assert_eq!(cells(row), [line.label.clone()].into_iter().chain(said).collect::<Vec<_>>());
        }
        let widths = drawn.descendants().filter(|node| node.has_tag_name((W, "gridCol")));
        let width = |node: Node<'_, '_>| node.attribute((W, "w")).and_then(|width| width.parse::<usize>().ok());
        let page = if table.number == 3 { widths::TURNED } else { widths::UPRIGHT };
        assert_eq!(widths.filter_map(width).sum::<usize>(), page);
    }
}

#[test]
fn a_plot_is_a_picture_with_a_text_alternative_and_a_caption() {
    let document = sample::document();
    let body = part(&made(&document), "word/document.xml");
    let xml = Xml::parse(&body).expect("XML");
    let (_, plot) = document.plots().next().expect("a plot");
    let drawing = xml.descendants().find(|node| node.tag_name().name() == "docPr").expect("a picture");
    assert_eq!(drawing.attribute("descr"), Some(plot.alternative.as_str()));
    assert_eq!(texts(&xml, "FigureCaption"), ["Figur 1. Former av otillåten påverkan"]);
    assert_eq!(texts(&xml, "Caption")[1], "Tabell 2. Former");
    assert!(matches!(memo(&document, &[]), Err(FormatError::Picture(1))));
}

#[test]
fn no_paragraph_is_empty() {
    let body = part(&made(&sample::document()), "word/document.xml");
    let xml = Xml::parse(&body).expect("XML");
    for paragraph in xml.descendants().filter(|node| node.has_tag_name((W, "p"))) {
        let has_picture = paragraph.descendants().any(|node| node.has_tag_name((W, "drawing")));
        assert!(has_picture || !text(paragraph).is_empty());
    }
}

#[test]
fn wide_tables_and_nothing_else_stand_on_turned_pages() {
    let body = part(&made(&sample::document()), "word/document.xml");
    let xml = Xml::parse(&body).expect("XML");
    let pages = xml.descendants().filter(|node| node.has_tag_name((W, "pgSz")));
    let turned: Vec<_> = pages.map(|page| page.attribute((W, "orient")).is_some()).collect();
    assert_eq!(turned, [false, true, false]);
}

#[test]
fn the_title_the_language_and_the_day_are_properties() {
    let bytes = made(&sample::document());
    let core = part(&bytes, "docProps/core.xml");
    assert!(core.contains("<dc:title>Otillåten påverkan: lägesbild och uppföljning av handlingsplanen</dc:title>"));
    assert!(core.contains("<dc:language>sv-SE</dc:language>") && core.contains("2026-11-22T00:00:00Z"));
    assert!(part(&bytes, "word/styles.xml").contains("<w:lang w:val=\"sv-SE\""));
    assert!(part(&bytes, "word/header2.xml").contains(wording::INVENTED));
}

#[test]
fn every_style_that_is_used_is_defined() {
    let bytes = made(&sample::document());
    let styles = part(&bytes, "word/styles.xml");
    for name in ["word/document.xml", "word/header1.xml", "word/header2.xml", "word/footer1.xml"] {
        let body = part(&bytes, name);
        let xml = Xml::parse(&body).expect("XML");
        for used in xml.descendants().filter(|node| node.has_tag_name((W, "pStyle"))) {
            let style = used.attribute((W, "val")).expect("a style");
            assert!(styles.contains(&format!("w:styleId=\"{style}\"")), "{style}");
        }
    }
}

#[test]
fn hostile_text_leaves_every_part_well_formed() {
    let bytes = made(&sample::hostile());
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).expect("a zip file");
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a part");
        let name = file.name().expect("a name").into_owned();
        if name.ends_with(".png") {
            continue;
        }
        let mut text = String::new();
        file.read_to_string(&mut text).expect("its text");
        Xml::parse(&text).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
    }
    let body = part(&bytes, "word/document.xml");
    let xml = Xml::parse(&body).expect("XML");
    assert!(texts(&xml, "Title")[0].starts_with("=1+1 <&\"'>;{{ 7 }} ]]> _x0041_"));
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert!(made(&sample::document()) == made(&sample::document()));
}

#[test]
fn a_day_that_is_none_is_an_error() {
    let mut document = sample::document();
    document.heading.date = "i dag".to_owned();
    assert!(matches!(memo(&document, &sample_pictures(&document)), Err(FormatError::Day(_))));
}
