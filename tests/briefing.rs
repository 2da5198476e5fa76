//! A briefing as the program writes it: the same figures in every format, nothing that the gate withheld in any of them, and
//! the plan of Norrtälje as of each of its report occasions.

use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, Read},
    path::Path,
    process::Command,
    sync::LazyLock,
};

use calamine::{Data, Reader, Xlsx};
use jiff::civil::date;
use orubbad::{
    briefing::{
        Document, Material, Texts, compose,
        document::{Block, Value as Shown},
        package,
    },
    form::Form,
    http::typefaces,
    release::{Source, draft_incidents},
    statistics::disclosure::{Entry, Ledger},
    urn::{Handled, Tally, UnitTally},
};
use serde_json::Value;

/// What `orubbad briefing build` writes, by name.
static BUILT: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let run = Command::new(env!("CARGO_BIN_EXE_orubbad")).args(["briefing", "build", "--out"]).arg(&out).output();
    let run = run.expect("the program runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let files = fs::read_dir(&out).expect("it wrote").flatten();
    files
        .map(|file| (file.file_name().to_string_lossy().into_owned(), fs::read(file.path()).expect("a file")))
        .collect()
});

fn file(name: &str) -> &'static [u8] {
    BUILT.get(name).unwrap_or_else(|| panic!("no {name} among {:?}", BUILT.keys().collect::<Vec<_>>()))
}

fn json() -> Value {
    serde_json::from_slice(file("namndrapport.json")).expect("JSON")
}

/// Every table: its title, and all of its cells as they are said, labels included.
fn tables(document: &Value) -> Vec<(String, Vec<String>)> {
    let blocks = document["sections"]
        .as_array()
        .expect("sections")
        .iter()
        .flat_map(|section| section["blocks"].as_array())
        .flatten();
    let tables = blocks.filter_map(|block| block.get("table").or_else(|| block.get("figure")?.get("table")));
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    tables
        .map(|table| {
            let rows = table["rows"].as_array().expect("rows").iter();
            let cells = rows.flat_map(|row| {
                std::iter::once(text(&row["label"]))
                    .chain(row["cells"].as_array().into_iter().flatten().map(|cell| text(&cell["said"])))
            });
            (text(&table["title"]), cells.collect())
        })
        .collect()
}

/// Without spaces, breaks and soft hyphens: what is left is what is said.
fn close(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && !['\u{ad}', '\u{200b}'].contains(letter)).collect()
}

fn unzipped(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    (0..archive.len())
        .map(|place| {
            let mut entry = archive.by_index(place).expect("an entry");
            let (mut content, name) = (Vec::new(), entry.name().expect("a name").into_owned());
            entry.read_to_end(&mut content).expect("it unpacks");
            (name, content)
        })
        .collect()
}

/// A tool of the machine over some bytes.
fn through(tool: &str, arguments: &[&str], bytes: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("file");
    fs::write(&path, bytes).expect("a file");
    let ran = Command::new(tool).args(arguments).arg(&path).arg("-").output().expect("the tool is installed");
    assert!(ran.status.success(), "{tool}: {}", String::from_utf8_lossy(&ran.stderr));
    ran.stdout
}

fn pdf_text(bytes: &[u8]) -> String {
    String::from_utf8(through("pdftotext", &["-raw"], bytes)).expect("text")
}

#[test]
fn the_same_figures_stand_in_every_format() {
    let document = json();
    let tables = tables(&document);
    assert!(tables.len() > 30, "{} tables", tables.len());
    let pdf = close(&pdf_text(file("namndrapport.pdf")));
    let html = String::from_utf8_lossy(file("namndrapport.html")).into_owned();
    let html = close(&html.replace("&quot;", "\"").replace("&amp;", "&").replace("&#34;", "\"").replace("<br>", ""));
    let word = unzipped(file("namndrapport.docx"));
    let word =
        word.iter().find(|(name, _)| name == "word/document.xml").map(|(_, content)| String::from_utf8_lossy(content));
    let word = roxmltree::Document::parse(&word.expect("a body"))
        .expect("XML")
        .descendants()
        .filter(|node| node.is_text())
        .filter_map(|node| node.text().map(close))
        .collect::<String>();
    let mut csv = csv::ReaderBuilder::new().delimiter(b';').from_reader(file("namndrapport.csv"));
    let csv: String =
        csv.records().flat_map(|record| record.expect("a row").iter().map(close).collect::<Vec<_>>()).collect();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file("namndrapport.xlsx"))).expect("a workbook");
    let cell = |cell: &Data| match cell {
        // A count stands in a spreadsheet as a number.
        Data::Float(number) => number.to_string(),
        other => close(&other.to_string()),
    };
    let excel: String =
        book.worksheets().iter().flat_map(|(_, sheet)| sheet.rows().flatten().map(cell).collect::<Vec<_>>()).collect();
    let mut cells = 0;
    for (title, table) in &tables {
        for said in table {
            let said = close(said);
            for (format, text) in [("PDF", &pdf), ("HTML", &html), ("Word", &word), ("CSV", &csv), ("Excel", &excel)] {
                assert!(text.contains(&said), "{format}: {title}: {said}");
            }
            cells += 1;
        }
    }
    assert!(cells > 500, "{cells} cells");
}

#[test]
fn the_pdf_is_tagged_says_what_it_is_and_reads_in_order() {
    let pdf = file("namndrapport.pdf");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("namndrapport.pdf");
    fs::write(&path, pdf).expect("a file");
    assert!(Command::new("qpdf").arg("--check").arg(&path).status().expect("qpdf is installed").success());
    let open = String::from_utf8_lossy(&through("qpdf", &["--qdf", "--object-streams=disable"], pdf)).into_owned();
    for sign in ["/StructTreeRoot", "/Lang (sv", "pdfuaid:part", "pdfaid:part", "/TH", "/Alt "] {
        assert!(open.contains(sign), "{sign}");
    }
    let text = pdf_text(pdf);
    let places: Vec<_> = [
        "TJÄNSTESKRIVELSE",
        "Förslag till beslut",
        "Sammanfattning av ärendet",
        "Ärendet",
        "Ekonomiska konsekvenser",
        "Konsekvenser för barn",
        "Handlingar i ärendet",
        "1. Läsanvisning",
        "17. Ordlista",
    ]
    .iter()
    .map(|heading| text.find(heading).unwrap_or_else(|| panic!("no {heading}")))
    .collect();
    assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{places:?}");
    let pages = String::from_utf8_lossy(&through("pdftotext", &[], file("styrgrupp.pdf"))).matches('\u{c}').count();
    assert_eq!(pages, 1, "the styrgrupp's page is one");
}

#[test]
fn the_memo_has_exactly_the_headings_of_a_tjansteskrivelse() {
    let word = unzipped(file("namndrapport.docx"));
    let body = word.iter().find(|(name, _)| name == "word/document.xml").expect("a body");
    let body = String::from_utf8(body.1.clone()).expect("text");
    let tree = roxmltree::Document::parse(&body).expect("XML");
    let text = |node: roxmltree::Node| {
        node.descendants().filter_map(|node| node.is_text().then(|| node.text()).flatten()).collect::<String>()
    };
    let style = |node: &roxmltree::Node| {
        node.descendants()
            .find(|node| node.has_tag_name(("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "pStyle")))
            .and_then(|style| style.attributes().next().map(|value| value.value().to_owned()))
    };
    let paragraphs = tree
        .descendants()
        .filter(|node| node.has_tag_name(("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "p")));
    let headings: Vec<_> = paragraphs
        .filter(|node| {
            style(node).is_some_and(|style| {
                style.to_lowercase().contains("heading") || style.to_lowercase().contains("rubrik")
            })
        })
        .map(text)
        .collect();
    let nacka = [
        "Förslag till beslut",
        "Sammanfattning av ärendet",
        "Ärendet",
        "Ekonomiska konsekvenser",
        "Konsekvenser för barn",
        "Handlingar i ärendet",
    ];
    let found: Vec<_> = headings.iter().filter(|heading| nacka.contains(&heading.as_str())).collect();
    assert_eq!(found, nacka.iter().collect::<Vec<_>>(), "{headings:?}");
}

/// Counts that the gate cannot show, because they would tell of a small one; big enough to be found if they stood anywhere.
const REPORTED: u64 = 73_915;
const NOT_REPORTED: u64 = 2;
const REPORTS: u64 = 91_327;

fn ledger() -> Ledger {
    let form = Form::incident();
    let empty = || form.questions.iter().map(|question| vec![0; question.options.len()]).collect::<Vec<Vec<u64>>>();
    let unit = UnitTally {
        unit: None,
        name: String::new(),
        department: String::new(),
        ballots: REPORTS,
        undue: REPORTS - 1_000,
        counts: empty(),
        undue_counts: empty(),
    };
    let handled = Handled {
        amended: REPORTS,
        crimes: REPORTED + NOT_REPORTED,
        crimes_reported: REPORTED,
        crimes_not_reported: NOT_REPORTED,
        ..Handled::default()
    };
    let tally = Tally {
        v: 2,
        form: form.version,
        period: "2026-T1".to_owned(),
        ballots: REPORTS,
        dummies: 0,
        invalid: 0,
        handled,
        units: vec![unit],
        secret: String::new(),
    };
    let draft = draft_incidents(&[Source { tally, secret: [7; 32] }], &[], &Ledger::default(), &|_| ())
        .expect("it passes the gate");
    let content = serde_json::to_string(&draft.content).expect("JSON");
    Ledger::verify(vec![Entry::after(&Ledger::default(), "2026-05-20".to_owned(), content)]).expect("a chain of one")
}

fn composed(ledger: &Ledger) -> Document {
    compose(&Material {
        instance: "Provkommun",
        invented: true,
        day: date(2026, 6, 1),
        ledger,
        releases: &[1],
        plan: None,
        nodes: &[],
        texts: &Texts::default(),
        audit_head: None,
    })
}

#[test]
fn a_figure_that_the_gate_withheld_stands_in_no_byte_of_any_format() {
    let document = composed(&ledger());
    let police = document.tables().find(|table| table.id == "2026-T1/police").expect("the table");
    assert!(
        police.rows.iter().flat_map(|row| &row.cells).any(|cell| !matches!(cell.value, Shown::Count(_))),
        "something is protected"
    );
    let files = package(&document, &typefaces(), &|_| ()).expect("every format");
    assert!(files.len() > 8);
    let total = REPORTS.to_string();
    let mut found_total = 0;
    for file in files {
        let mut contents = vec![(file.name.clone(), file.content.clone())];
        match file.name.rsplit('.').next() {
            Some("docx" | "xlsx") => contents.extend(unzipped(&file.content)),
            Some("pdf") => {
                contents.push(("text".to_owned(), close(&pdf_text(&file.content)).into_bytes()));
                contents.push((
                    "streams".to_owned(),
                    through("qpdf", &["--qdf", "--object-streams=disable"], &file.content),
                ));
            }
            _ => {}
        }
        for (part, content) in contents {
            let text = close(&String::from_utf8_lossy(&content));
            let withheld = REPORTED.to_string();
            assert!(!text.contains(&withheld), "{withheld} in {} ({part})", file.name);
            found_total += usize::from(text.contains(&total));
        }
    }
    assert!(found_total >= 5, "what is shown is found: the search works");
}

fn example(name: &str) -> Value {
    let ran = Command::new(env!("CARGO_BIN_EXE_orubbad")).args(["plan", "example", name, "--json"]).output();
    let ran = ran.expect("it runs");
    assert!(ran.status.success());
    serde_json::from_slice(&ran.stdout).expect("JSON")
}

#[test]
fn the_plans_are_whole_and_three_deadlines_of_norrtalje_were_changed() {
    let plan = example("norrtalje");
    let measures = plan["measures"].as_array().expect("measures");
    assert_eq!((measures.len(), plan["versions"].as_array().map(Vec::len)), (8, Some(2)));
    let due = |measure: &Value, which: &str| measure[which].as_str().expect("a date").to_owned();
    let changed: Vec<_> = measures
        .iter()
        .filter(|measure| measure["original_due"] != measure["due"])
        .map(|measure| (due(measure, "number"), due(measure, "original_due"), due(measure, "due")))
        .collect();
    let expected = [("1.1", "2024-10", "2024-12"), ("2.3", "2024-10", "2024-11"), ("2.4", "2024-12", "2025-02")];
    assert_eq!(changed, expected.map(|(number, was, is)| (number.to_owned(), was.to_owned(), is.to_owned())));
    let two = measures.iter().find(|measure| measure["number"] == "2.5").expect("2.5 (N21)");
    assert_eq!(two["owners"].as_array().map(Vec::len), Some(2));
    assert_eq!(two["indicators"][0]["kind"], "share");
    for (name, measures, areas) in [("malmo", 15, 4), ("danderyd", 26, 6)] {
        let plan = example(name);
        let counted = ["measures", "areas"].map(|what| plan[what].as_array().map_or(0, Vec::len));
        assert_eq!(counted, [measures, areas], "{name}");
    }
}

#[test]
fn norrtaljes_plan_as_of_each_of_its_report_occasions() {
    for day in ["2024-10-01", "2025-03-31", "2025-08-31"] {
        let ran = Command::new(env!("CARGO_BIN_EXE_orubbad"))
            .args(["plan", "example", "norrtalje", "--on", day])
            .output()
            .expect("it runs");
        assert!(ran.status.success());
        let golden = Path::new("tests/golden").join(format!("norrtalje_{day}.txt"));
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        assert_eq!(String::from_utf8(ran.stdout).expect("text"), expected, "{}", golden.display());
    }
}

#[test]
fn every_section_stands_in_its_place_and_none_is_empty() {
    let document = composed(&ledger());
    let numbers: Vec<_> = document.sections.iter().map(|section| section.number).collect();
    assert_eq!(numbers, (1..=17).collect::<Vec<_>>(), "forms.md §6.4");
    for section in &document.sections {
        assert!(!section.blocks.is_empty(), "{}", section.title);
        let has_figure = section.blocks.iter().any(|block| matches!(block, Block::Table(_) | Block::Figure { .. }));
        let says_why = section.blocks.iter().any(|block| matches!(block, Block::Untold(_)));
        assert!(
            has_figure || says_why || [1, 13, 16, 17].contains(&section.number),
            "{}: neither a figure nor why not",
            section.title
        );
    }
}
