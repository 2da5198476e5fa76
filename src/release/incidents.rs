//! The incident figures: the whole organisation per closed tertial.

use super::gate::{Draft, Hidden, Progress, Refusal, Source, Verdict};
use crate::{
    org::Node,
    statistics::disclosure::{Cell, Content, Figure, Ledger, Released, Row, Table, banded},
};

/// Counts below this are shown as a band.
const THRESHOLD: u64 = 5;

pub(super) fn draft(
    sources: &[Source],
    _nodes: &[Node],
    ledger: &Ledger,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Draft, Refusal> {
    if let Some(period) = sources
        .iter()
        .map(|source| &source.tally.period)
        .find(|period| ledger.releases().iter().any(|release| release.content.periods.contains(period)))
    {
        return Err(Refusal::Published(period.clone()));
    }
    if sources.iter().all(|source| source.tally.ballots == 0) {
        return Err(Refusal::Empty);
    }
    progress(Progress { percent: 10, doing: "Tabellerna räknas ihop" });
    let tables: Vec<Table<Released>> = sources
        .iter()
        .map(|source| {
            let period = &source.tally.period;
            let count = |head: &str, count: u64| Cell {
                id: format!("{period}/reports/{head}"),
                figure: banded(count, THRESHOLD),
            };
            Table {
                id: format!("{period}/reports"),
                period: period.clone(),
                title: "Inkomna rapporter".to_owned(),
                base: "Alla rapporter som kom in under perioden, i hela organisationen.".to_owned(),
                columns: vec!["Alla rapporter".to_owned(), "Otillåten påverkan".to_owned()],
                rows: vec![Row {
                    label: "Hela organisationen".to_owned(),
                    cells: vec![
                        count("all", source.tally.ballots),
                        count("undue", source.tally.units.iter().map(|unit| unit.undue).sum()),
                    ],
                }],
            }
        })
        .collect();
    let hidden = tables
        .iter()
        .flat_map(|table| &table.rows)
        .flat_map(|row| &row.cells)
        .filter(|cell| !matches!(cell.figure.figure(), Figure::Count(_)))
        .map(|cell| Hidden { cell: cell.id.clone(), reason: "Färre än fem rapporter.".to_owned() })
        .collect();
    let content = Content {
        v: 1,
        set: "incidents".to_owned(),
        periods: sources.iter().map(|source| source.tally.period.clone()).collect(),
        tables,
        notes: vec![
            "Antalet rapporter visar hur många rapporter som kom in, inte hur vanligt otillåten påverkan är."
                .to_owned(),
        ],
        erratum: None,
    };
    let verdict = Verdict { protected: 0, releases: ledger.releases().len(), adversaries: Vec::new() };
    Ok(Draft { content, hidden, verdict })
}
