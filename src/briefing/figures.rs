//! What the chosen releases say, found by its stable id, with every erratum that concerns it.

use super::document::{Cell, Line, Value};
use crate::{
    release::{
        self, INCIDENTS, SURVEY,
        corrections::{Corrections, Now, Numbered},
    },
    statistics::disclosure::{self, Content, Estimate, Figure, Finding, Ledger, Release, Released, Surveyed},
};

/// The chosen releases, the newest first.
pub(super) struct Figures<'a> {
    pub chosen: Vec<&'a Release>,
    corrections: Corrections<'a>,
}

/// A wave as it was published.
#[derive(Clone, Copy)]
pub(super) struct Wave<'a> {
    pub surveyed: &'a Surveyed,
    pub content: &'a Content<Released>,
}

/// A published table without its number.
pub(super) struct Found {
    pub id: String,
    pub title: String,
    pub base: String,
    pub columns: Vec<String>,
    pub rows: Vec<Line>,
    /// The last part of each row's first cell id.
    pub codes: Vec<String>,
}

const STRUCK: &str = "används inte, se rättelse";

impl<'a> Figures<'a> {
    pub fn of(ledger: &'a Ledger, numbers: &[u64]) -> Self {
        let is_chosen = |release: &&Release| numbers.contains(&release.number) && release.content.erratum.is_none();
        let chosen = ledger.releases().iter().rev().filter(is_chosen).collect();
        Self { chosen, corrections: Corrections::of(ledger, numbers) }
    }

    /// Waves of a population, the newest first.
    pub fn waves(&self, population: &str) -> Vec<Wave<'a>> {
        let surveys = self.chosen.iter().filter(|release| release.content.set == SURVEY);
        let waves = surveys.flat_map(|release| {
            release.content.waves.iter().rev().map(|surveyed| Wave { surveyed, content: &release.content })
        });
        waves.filter(|wave| wave.surveyed.population == population).collect()
    }

    /// Closed periods of reports, the oldest first, each with its release's content.
    pub fn periods(&self) -> Vec<(&'a str, &'a Content<Released>)> {
        let incidents = self.chosen.iter().rev().filter(|release| release.content.set == INCIDENTS);
        let mut periods: Vec<_> = incidents
            .flat_map(|release| release.content.periods.iter().map(|period| (period.as_str(), &release.content)))
            .collect();
        periods.sort_by_key(|(period, _)| *period);
        periods
    }

    /// Errata of the chosen releases, the first one first: number, day and what they say.
    pub fn errata(&self) -> &[Numbered<'a>] {
        self.corrections.all()
    }

    /// A table by its id; cells that an erratum concerns are the erratum's.
    pub fn table(&self, content: &Content<Released>, id: &str) -> Option<Found> {
        let table = content.tables.iter().find(|table| table.id == id)?;
        let line = |row: &disclosure::Row<Released>| Line {
            label: row.label.clone(),
            cells: row.cells.iter().map(|cell| self.cell(cell)).collect(),
        };
        let code = |row: &disclosure::Row<Released>| {
            let id = row.cells.first().map_or("", |cell| cell.id.as_str());
            id.strip_prefix(&format!("{}/", table.id)).unwrap_or(id).to_owned()
        };
        Some(Found {
            id: table.id.clone(),
            title: table.title.clone(),
            base: table.base.clone(),
            columns: table.columns.clone(),
            rows: table.rows.iter().map(line).collect(),
            codes: table.rows.iter().map(code).collect(),
        })
    }

    fn cell(&self, cell: &disclosure::Cell<Released>) -> Cell {
        match self.corrections.now(cell) {
            Now::AsPublished => shown(&cell.figure),
            Now::Withdrawn(number) => Cell { said: format!("{STRUCK} Nr\u{a0}{number}"), value: Value::Withheld },
            Now::Corrected(_, right) => shown(right),
        }
    }

    /// An estimate by its id, unless an erratum concerns a count it rests on.
    pub fn estimate(&self, wave: Wave<'a>, rest: &str) -> Option<&'a Estimate> {
        let id = format!("{}/{rest}", wave.surveyed.code);
        wave.content
            .estimates
            .iter()
            .find(|estimate| estimate.id() == id)
            .filter(|estimate| !self.is_spoilt(wave, estimate))
    }

    /// Estimates of one figure, such as `exposure/any`, everybody first.
    pub fn estimates(&self, wave: Wave<'a>, figure: &str) -> Vec<&'a Estimate> {
        let start = format!("{}/{figure}/", wave.surveyed.code);
        let own = wave.content.estimates.iter().filter(|estimate| estimate.id().starts_with(&start));
        own.filter(|estimate| !self.is_spoilt(wave, estimate)).collect()
    }

    fn is_spoilt(&self, wave: Wave<'_>, estimate: &Estimate) -> bool {
        self.corrections.spoils(&wave.surveyed.code, estimate).is_some()
    }

    /// Findings of a wave whose id begins so, such as `change/exposure`.
    pub fn findings(&self, wave: Wave<'a>, start: &str) -> Vec<&'a Finding> {
        let start = format!("{}/{start}", wave.surveyed.code);
        wave.content.findings.iter().filter(|finding| finding.id.starts_with(&start)).collect()
    }
}

fn shown(figure: &Released) -> Cell {
    let value = match *figure.figure() {
        Figure::Count(count) => Value::Count(count),
        Figure::Between { from, to } => Value::Between(from, to),
        Figure::About { value, from, to } => Value::About(value, from, to),
        Figure::Withheld => Value::Withheld,
    };
    Cell { said: release::figure(figure), value }
}
