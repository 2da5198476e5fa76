//! Words that several formats say alike: captions, what the figures rest on and how their forms are read.

use jiff::civil::Date;

use super::error::FormatError;
use crate::{
    briefing::document::{Document, Heading, Table, Value},
    plot::Plot,
};

/// Stands at the top of a document whose figures are made up.
pub(super) const INVENTED: &str = "Alla tal i dokumentet är påhittade.";

/// Stands where the registry number is to be written.
pub(super) const NO_REFERENCE: &str = "[diarienummer]";

/// Such as `Tabell 3. Underlag`.
pub(super) fn table_caption(table: &Table) -> String {
    format!("Tabell {}. {}", table.number, table.title)
}

/// Such as `Figur 1. Utsatthet`.
pub(super) fn figure_caption(number: usize, plot: &Plot) -> String {
    format!("Figur {number}. {}", plot.title)
}

/// Such as `Dnr: KS 2026-00123`.
pub(super) fn reference(heading: &Heading) -> String {
    format!("Dnr: {}", heading.reference.as_deref().unwrap_or(NO_REFERENCE))
}

/// The day that stands as the day of making in every file.
pub(super) fn day(heading: &Heading) -> Result<Date, FormatError> {
    heading.date.parse().map_err(|_| FormatError::Day(heading.date.clone()))
}

/// What the briefing rests on, as heads and texts.
pub(super) fn provenance(document: &Document) -> Vec<(String, String)> {
    let provenance = &document.provenance;
    let releases = provenance.releases.iter().map(|source| {
        let text = format!(
            "Publicerad {}. Gäller {}. Kontrollsumma (SHA-256): {}",
            source.published, source.covers, source.hash
        );
        (format!("Redovisning {}", source.number), text)
    });
    let plan = provenance.plan.iter().map(|plan| ("Handlingsplan".to_owned(), plan.clone()));
    let audit = provenance.audit_head.iter().map(|head| {
        let text = format!("{head} (radens nummer och kontrollsumma när dokumentet fastställdes)");
        ("Sista raden i granskningsloggen".to_owned(), text)
    });
    releases.chain(plan).chain(audit).collect()
}

/// A form of figures: which ones have it, what it is called and how it is read.
type Form = (fn(&Value) -> bool, &'static str, &'static str);

/// What the forms of the figures mean, of those that occur.
pub(super) fn forms(document: &Document) -> Vec<(&'static str, &'static str)> {
    let occurs = |wanted: fn(&Value) -> bool| {
        document.tables().flat_map(|table| &table.rows).flat_map(|row| &row.cells).any(|cell| wanted(&cell.value))
    };
    let all: [Form; 4] = [
        (|value| matches!(value, Value::Count(_)), "Exakt antal", "Antalet så som det är."),
        (
            |value| matches!(value, Value::Between(..)),
            "Två tal med streck emellan",
            "Antalet är något av talen från det första till det sista. Det visas inte exakt, för ett litet antal kan \
             peka ut en person.",
        ),
        (
            |value| matches!(value, Value::About(..)),
            "Ca framför ett tal",
            "Ett slumptal är tillagt en gång för alla. Det rätta antalet ligger i 95 fall av 100 inom det intervall som \
             står bredvid.",
        ),
        (
            |value| matches!(value, Value::Withheld),
            "Skyddad uppgift",
            "Där det står att en uppgift inte visas eller inte redovisas finns den inte i filen i någon form.",
        ),
    ];
    all.into_iter().filter(|(wanted, ..)| occurs(*wanted)).map(|(_, head, text)| (head, text)).collect()
}
