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
    /// Also those of releases that are not chosen: a finding may rest on them.
    all: Corrections<'a>,
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
        Self { chosen, corrections: Corrections::of(ledger, numbers), all: Corrections::whole(ledger) }
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
            Now::Corrected(_, right) => {
                let right = shown(right);
                Cell { said: format!("{} (rättat)", right.said), ..right }
            }
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

    /// Findings of a wave whose id begins so, such as `change/exposure`, but those that quote a figure which an erratum
    /// concerns.
    pub fn findings(&self, wave: Wave<'a>, start: &str) -> Vec<&'a Finding> {
        let code = &wave.surveyed.code;
        let start = format!("{code}/{start}");
        let own = wave.content.findings.iter().filter(|finding| finding.id.starts_with(&start));
        own.filter(|finding| !self.all.concern(&quoted(finding, code))).collect()
    }
}

/// The tables whose figures a finding quotes; of a comparison also those of the other wave, which its text begins with.
fn quoted(finding: &Finding, code: &str) -> Vec<String> {
    let rest = finding.id.strip_prefix(&format!("{code}/")).unwrap_or(&finding.id);
    let table = |rest: &str| {
        let figure = rest.rsplit_once('/').map_or(rest, |(figure, _)| figure);
        match figure {
            "exposure/any" => "exposure".to_owned(),
            figure => figure.strip_prefix("exposure/").unwrap_or(figure).to_owned(),
        }
    };
    let named: Vec<String> = match rest.split_once('/').unwrap_or((rest, "")) {
        ("tolerance-gap", _) => {
            ["exposure", "purposive", "labelled", "tenure", "tenure-exposure"].map(str::to_owned).into()
        }
        ("witness-ratio", _) => ["exposure", "witness"].map(str::to_owned).into(),
        ("reporting-ratio", _) => vec!["exposure".to_owned(), "reports".to_owned()],
        (_, figure) => vec![table(figure)],
    };
    let words = finding.text.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-');
    let codes: Vec<_> = std::iter::once(code).chain(words.filter(|word| is_code(word))).collect();
    codes.iter().flat_map(|code| named.iter().map(move |table| format!("{code}/{table}"))).collect()
}

/// Whether a word is the code of a wave or a period, such as E2026-1 or 2026-T2.
fn is_code(word: &str) -> bool {
    let plain = word.strip_prefix('E').unwrap_or(word);
    plain.len() > 5 && plain.as_bytes()[4] == b'-' && plain.bytes().take(4).all(|digit| digit.is_ascii_digit())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn quotes(id: &str, text: &str) -> Vec<String> {
        quoted(&Finding { id: id.to_owned(), title: String::new(), text: text.to_owned() }, "E2026-1")
    }

    #[test]
    fn a_finding_rests_on_every_table_that_it_quotes() {
        let gap = quotes("E2026-1/tolerance-gap/all", "68 av 365 svarande");
        assert!(gap.contains(&"E2026-1/purposive".to_owned()) && gap.contains(&"E2026-1/labelled".to_owned()));
        let change = quotes("E2026-1/change/exposure/purposive/all", "E2025-1: 16 %. E2026-1: 19 %.");
        assert!(change.contains(&"E2025-1/purposive".to_owned()) && change.contains(&"E2026-1/purposive".to_owned()));
        let ratio = quotes("E2026-1/reporting-ratio", "295 rapporter kom in under 2025-T2, 2025-T3, 2026-T1.");
        assert!(ratio.contains(&"2025-T3/reports".to_owned()) && ratio.contains(&"E2026-1/exposure".to_owned()));
    }
}
