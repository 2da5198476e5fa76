//! `bench briefing`: a whole briefing of a large municipality in every format, beside Typst setting the same words without
//! tables and figures.

use std::time::Instant;

use clap::Args;
use jiff::civil::date;
use serde::Serialize;

use super::{
    Output,
    measure::{forget_peak, resident_peak_mib},
};
use crate::{
    briefing::{
        Document, Material, Texts, compose,
        document::{Block, Section},
        formats, package,
    },
    commands::{Failure, invented::Invented},
    http::typefaces,
    plan::Example,
};

#[derive(Args)]
pub struct Briefing {
    #[command(flatten)]
    output: Output,
    /// Units of the municipality.
    #[arg(long, default_value_t = 300)]
    units: usize,
}

#[derive(Serialize)]
struct Report {
    units: usize,
    tables: usize,
    figures: usize,
    /// Drawing answers and passing them through the gate: not part of the briefing.
    publish_s: f64,
    compose_s: f64,
    pdf_s: f64,
    /// Every format, the PDF once more included.
    all_formats_s: f64,
    bytes: usize,
    /// The same words as plain paragraphs.
    plain_pdf_s: f64,
    /// Our PDF beside the plain one.
    pdf_ratio: f64,
    peak_mib: f64,
}

pub(super) fn run(bench: &Briefing) -> Result<(), Failure> {
    let mut started = Instant::now();
    let mut lap = || std::mem::replace(&mut started, Instant::now()).elapsed().as_secs_f64();
    let invented = Invented::of(Some(bench.units), &|doing| eprintln!("{doing} …"))?;
    let publish_s = lap();
    let before = forget_peak()?;
    let releases: Vec<_> = invented.ledger.releases().iter().map(|release| release.number).collect();
    let (plan, texts, faces) = (Example::Norrtalje.plan(), Texts::default(), typefaces());
    let material = Material {
        instance: "Storkommun",
        invented: true,
        day: date(2026, 9, 1),
        ledger: &invented.ledger,
        releases: &releases,
        plan: Some(&plan),
        nodes: &invented.nodes,
        texts: &texts,
        audit_head: None,
    };
    lap();
    let document = compose(&material);
    let compose_s = lap();
    formats::pdf(&document, &faces)?;
    let pdf_s = lap();
    let files = package(&document, &faces, &|doing| eprintln!("{doing} …"))?;
    let all_formats_s = lap();
    let peak_mib = resident_peak_mib()? - before;
    let plain = plain(&document);
    lap();
    formats::pdf(&plain, &faces)?;
    let plain_pdf_s = lap();
    let report = Report {
        units: bench.units,
        tables: document.tables().count(),
        figures: document.plots().count(),
        publish_s,
        compose_s,
        pdf_s,
        all_formats_s,
        bytes: files.iter().map(|file| file.content.len()).sum(),
        plain_pdf_s,
        pdf_ratio: pdf_s / plain_pdf_s,
        peak_mib,
    };
    if bench.output.json {
        println!("{}", serde_json::to_string(&report)?);
    } else {
        println!(
            "{} enheter: {} tabeller och {} figurer sammanställda på {compose_s:.2} s, PDF på {pdf_s:.1} s ({:.1} gånger samma ord utan \
             tabeller och figurer), alla format på {all_formats_s:.1} s, {:.0} MiB minne.",
            report.units, report.tables, report.figures, report.pdf_ratio, report.peak_mib
        );
    }
    Ok(())
}

/// The baseline: the same words, a paragraph for each cell.
fn plain(document: &Document) -> Document {
    let words = |block: &Block| -> Vec<Block> {
        match block {
            Block::Table(table) | Block::Figure { table, .. } => {
                let cells = table
                    .rows
                    .iter()
                    .flat_map(|row| std::iter::once(&row.label).chain(row.cells.iter().map(|cell| &cell.said)));
                cells.map(|said| Block::Paragraph(said.clone())).collect()
            }
            other => vec![other.clone()],
        }
    };
    let section =
        |section: &Section| Section { blocks: section.blocks.iter().flat_map(words).collect(), ..section.clone() };
    Document { sections: document.sections.iter().map(section).collect(), ..document.clone() }
}
