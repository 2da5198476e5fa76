use super::*;
use crate::{
    briefing::{
        document::{Block, Cell, Line, Section, Table},
        sample,
    },
    http,
};

fn pages(document: &Document, template: &str) -> usize {
    set(document, &http::typefaces(), template).expect("it is set").pages().len()
}

/// The sample with sections where the one-pager looks for them, and more in them than a page holds.
fn overfull() -> Document {
    let mut document = sample::document();
    let long = "Genomföra och följa upp en insats som tar mycket lång tid att beskriva, med många ord och bisatser. "
        .repeat(4);
    document.heading.title = long.clone();
    document.sections[1].number = 3;
    let mut exposure = document.sections.swap_remove(1);
    exposure.blocks.insert(0, Block::Reading(long.repeat(3)));
    for block in &mut exposure.blocks {
        if let Block::Figure { plot, .. } = block {
            plot.rows = vec![plot.rows[0].clone(); 40];
        }
    }
    exposure.blocks.extend((0..30).map(|number| Block::Untold(format!("{number}. {long}"))));
    let row = |number: usize| Line {
        label: format!("{number}.1 {long}"),
        cells: ["", "", &long, "", &long].map(Cell::words).to_vec(),
    };
    let heads = ["Åtgärd", "Ansvarig", "Start", "Klar senast", "Indikator och utfall", "Status"];
    let plan = Table {
        columns: heads.map(str::to_owned).to_vec(),
        rows: (1..=60).map(row).collect(),
        ..document.tables().next().expect("a table").clone()
    };
    let blocks = vec![Block::Reading(long.clone()), Block::Table(Table { number: 9, ..plan })];
    let plan = Section { number: 12, title: "Handlingsplanen".to_owned(), blocks };
    document.sections = vec![exposure, plan];
    document
}

#[test]
fn the_one_pager_is_one_page_whatever_it_is_made_of() {
    let document = sample::document();
    assert_eq!(pages(&document, STEERING), 1);
    assert_eq!(pages(&overfull(), STEERING), 1);
    assert_eq!(pages(&Document { sections: Vec::new(), ..document }, STEERING), 1, "without any section");
}

#[test]
fn the_same_document_gives_the_same_bytes_and_says_what_it_is() {
    let document = sample::document();
    for written in [pdf, steering] {
        let bytes = written(&document, &http::typefaces()).expect("it is written");
        assert_eq!(bytes, written(&document, &http::typefaces()).expect("it is written"));
        let text = String::from_utf8_lossy(&bytes);
        for mark in ["<pdfuaid:part>1</pdfuaid:part>", "<pdfaid:part>2</pdfaid:part>", "/StructTreeRoot"] {
            assert!(text.contains(mark), "{mark}");
        }
        assert!(!text.contains("/EmbeddedFile"), "no data beside what is printed");
    }
}

#[test]
fn what_somebody_typed_is_text_and_no_markup() {
    let mut document = sample::document();
    let typed = "#panic(\"nej\") *fet* = Rubrik $x$ @hänvisning `kod` <etikett> \\u{41}";
    document.heading.title = typed.to_owned();
    document.memo.summary = vec![typed.to_owned()];
    document.sections[0].blocks.push(Block::List(vec![typed.to_owned()]));
    let bytes = pdf(&document, &http::typefaces()).expect("it is written");
    // In PDF text a parenthesis has a backslash before it.
    assert!(String::from_utf8_lossy(&bytes).contains("*fet* = Rubrik $x$ @h"), "the title stands as it was typed");
}

#[test]
fn signs_that_no_typeface_has_do_not_stop_the_printing() {
    let mut document = sample::hostile();
    document.memo.summary.push("Tack 🙏🏽 \u{200b}för\u{ad}slaget, 謝謝 \u{202e}".to_owned());
    for written in [pdf, steering] {
        written(&document, &http::typefaces()).expect("it is written");
    }
}

#[test]
fn without_typefaces_nothing_is_set() {
    assert!(matches!(pdf(&sample::document(), &[]), Err(PdfError::Typefaces)));
}
