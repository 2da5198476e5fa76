//! Errata: a dated correction passes the gate together with everything published before.

use super::gate::{Draft, Refusal, Verdict};
use crate::statistics::disclosure::{Content, Erratum, Figure, Ledger, corrected};

pub(super) fn draft(erratum: Erratum<Figure>, ledger: &Ledger) -> Result<Draft, Refusal> {
    let number = erratum.of;
    let corrected_release =
        ledger.releases().iter().find(|release| release.number == number).ok_or(Refusal::NoSuchRelease(number))?;
    let named = erratum.withdrawn.iter().chain(erratum.corrections.iter().map(|cell| &cell.id));
    for cell in named {
        if !corrected_release.content.cells().any(|known| &known.id == cell) {
            return Err(Refusal::NoSuchCell(cell.clone()));
        }
    }
    let content = Content {
        v: 1,
        set: "erratum".to_owned(),
        periods: Vec::new(),
        tables: Vec::new(),
        notes: Vec::new(),
        erratum: Some(corrected(erratum)),
    };
    let verdict = Verdict { protected: 0, releases: ledger.releases().len(), adversaries: Vec::new() };
    Ok(Draft { content, hidden: Vec::new(), verdict })
}
