//! What errata say of published figures: which cells are not to be used, what is right instead, and which estimates rest
//! on them.

use crate::statistics::disclosure::{Cell, Erratum, Estimate, Ledger, Released};

/// An erratum with its own number and day.
pub type Numbered<'a> = (u64, &'a str, &'a Erratum<Released>);

/// The errata of some releases, the first one first.
pub struct Corrections<'a>(Vec<Numbered<'a>>);

/// What is to be made of a published cell.
pub enum Now<'a> {
    AsPublished,
    /// Nothing is right instead; the number of the erratum.
    Withdrawn(u64),
    /// The number of the erratum, and what is right.
    Corrected(u64, &'a Released),
}

impl<'a> Corrections<'a> {
    /// Every erratum of the releases with these numbers.
    pub fn of(ledger: &'a Ledger, numbers: &[u64]) -> Self {
        let errata = ledger.releases().iter().filter_map(|release| {
            let erratum = release.content.erratum.as_ref()?;
            Some((release.number, release.published.as_str(), erratum))
        });
        Self(errata.filter(|(_, _, erratum)| numbers.contains(&erratum.of)).collect())
    }

    /// Every erratum there is, of whatever release.
    pub fn whole(ledger: &'a Ledger) -> Self {
        Self::of(ledger, &ledger.releases().iter().map(|release| release.number).collect::<Vec<_>>())
    }

    /// Whether an erratum concerns a cell of one of these tables, such as `E2026-1/purposive`, or of reports in any period.
    pub fn concern(&self, tables: &[String]) -> bool {
        let concerns = |id: &String| tables.iter().any(|table| id.starts_with(&format!("{table}/")));
        let own = |erratum: &&Erratum<Released>| {
            erratum.withdrawn.iter().chain(erratum.corrections.iter().map(|cell| &cell.id)).any(concerns)
        };
        self.0.iter().map(|(_, _, erratum)| *erratum).any(|erratum| own(&erratum))
    }

    /// Every one of them.
    pub fn all(&self) -> &[Numbered<'a>] {
        &self.0
    }

    /// What the latest erratum about a cell makes of it.
    pub fn now(&self, cell: &Cell<Released>) -> Now<'a> {
        let found = self.0.iter().rev().find_map(|(number, _, erratum)| {
            if erratum.withdrawn.contains(&cell.id) {
                return Some(Now::Withdrawn(*number));
            }
            let right = erratum.corrections.iter().find(|right| right.id == cell.id)?;
            Some(Now::Corrected(*number, &right.figure))
        });
        found.unwrap_or(Now::AsPublished)
    }

    /// The erratum about a cell, if there is one.
    pub fn by(&self, cell: &Cell<Released>) -> Option<u64> {
        match self.now(cell) {
            Now::AsPublished => None,
            Now::Withdrawn(number) | Now::Corrected(number, _) => Some(number),
        }
    }

    /// The latest erratum about a count that an estimate rests on: `exposure/purposive` rests on the table `purposive`, an
    /// item on its own.
    pub fn spoils(&self, wave: &str, estimate: &Estimate) -> Option<u64> {
        let figure = estimate.id().strip_prefix(&format!("{wave}/")).and_then(|rest| rest.rsplit_once('/'));
        let table = match figure.map_or("", |(figure, _)| figure) {
            "exposure/any" => "exposure",
            figure => figure.strip_prefix("exposure/").unwrap_or(figure),
        };
        let start = format!("{wave}/{table}/");
        let concerns = |erratum: &Erratum<Released>| {
            let corrected = erratum.corrections.iter().map(|cell| &cell.id);
            erratum.withdrawn.iter().chain(corrected).any(|id| id.starts_with(&start))
        };
        self.0.iter().rev().find(|(_, _, erratum)| concerns(erratum)).map(|(number, ..)| *number)
    }
}
