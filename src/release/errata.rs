//! Errata: a dated correction passes the gate together with everything published before.

use std::collections::BTreeMap;

use super::{
    gate::{self, Draft, Refusal, Verdict},
    handled,
    incidents::RULES,
    layout::{Layout, plans, totals, undue_total},
};
use crate::statistics::disclosure::{
    Adversary, AdversaryError, Content, Erratum, Fact, Figure, Ledger, Release, Role, Unknown, corrected,
};

const WITHDRAW: &str = "dra tillbaka uppgiften i stället";

pub(super) fn draft(erratum: Erratum<Figure>, ledger: &Ledger) -> Result<Draft, Refusal> {
    let number = erratum.of;
    let release = ledger.releases().iter().find(|release| release.number == number);
    let release = release.ok_or(Refusal::NoSuchRelease(number))?;
    // As it stands by now, earlier errata included.
    let errata = ledger.releases().iter().filter_map(|release| release.content.erratum.as_ref());
    let amended = errata.filter(|earlier| earlier.of == number).flat_map(|earlier| &earlier.corrections);
    let before: BTreeMap<&str, &Figure> =
        release.content.cells().chain(amended).map(|cell| (cell.id.as_str(), cell.figure.figure())).collect();
    let named = erratum.withdrawn.iter().chain(erratum.corrections.iter().map(|cell| &cell.id));
    if let Some(unknown) = named.into_iter().find(|cell| !before.contains_key(cell.as_str())) {
        return Err(Refusal::NoSuchCell(unknown.clone()));
    }
    let mut protected = 0;
    if let Some(cell) = erratum.corrections.first().filter(|_| release.content.set == gate::SURVEY) {
        // Survey figures hide by what they show; a count put right would tell on which side of a band it was.
        return Err(Refusal::Breach { cells: vec![cell.id.clone()], proposals: vec![WITHDRAW.to_owned()] });
    }
    if !erratum.corrections.is_empty() {
        let after = after(&before, &erratum)?;
        protected = audit(release, &after)?;
    }
    let content = Content {
        v: 1,
        set: "erratum".to_owned(),
        periods: Vec::new(),
        waves: Vec::new(),
        tables: Vec::new(),
        estimates: Vec::new(),
        findings: Vec::new(),
        notes: Vec::new(),
        erratum: Some(corrected(erratum)),
    };
    let adversaries = vec!["den som har läst allt som har publicerats, även det som rättas".to_owned()];
    let verdict = Verdict { protected, releases: ledger.releases().len(), adversaries };
    Ok(Draft { content, hidden: Vec::new(), verdict })
}

/// The counts as they stand once corrected. Only a count can be corrected, into one that could have been shown, and not
/// by so little that the difference points at a few persons.
fn after<'a>(
    before: &BTreeMap<&'a str, &'a Figure>,
    erratum: &'a Erratum<Figure>,
) -> Result<BTreeMap<&'a str, i64>, Refusal> {
    let counts = before.iter().filter_map(|(&cell, figure)| Some((cell, count(figure)?)));
    let mut after: BTreeMap<_, _> = counts.collect();
    for cell in &erratum.corrections {
        let is_handled = handled::is_own(&cell.id);
        let refuse =
            |proposal: &str| Refusal::Breach { cells: vec![cell.id.clone()], proposals: vec![proposal.to_owned()] };
        if is_handled {
            return Err(refuse("uppgifter om hur rapporterna har hanterats kan bara dras tillbaka"));
        }
        let (old, new) = match (before.get(cell.id.as_str()).and_then(|figure| count(figure)), count(&cell.figure)) {
            (Some(old), Some(new)) => (old, new),
            _ => {
                return Err(refuse(
                    "bara ett antal som visas kan rättas, och bara till ett antal; dra tillbaka uppgiften i stället",
                ));
            }
        };
        if new < RULES.threshold || (1..RULES.threshold).contains(&(old - new).abs()) {
            return Err(refuse("dra tillbaka uppgiften i stället för att rätta den"));
        }
        after.insert(&cell.id, new);
    }
    Ok(after)
}

fn count(figure: &Figure) -> Option<i64> {
    match figure {
        Figure::Count(count) => i64::try_from(*count).ok(),
        _ => None,
    }
}

/// Plays the adversary against the corrected counts of every period of the release; says how many counts stay protected.
fn audit(release: &Release, after: &BTreeMap<&str, i64>) -> Result<usize, Refusal> {
    let mut protected = 0;
    for period in &release.content.periods {
        let with_undue = after.contains_key(undue_total(period).as_str());
        let tables = plans(period, with_undue).into_iter().flat_map(|plan| plan.layouts);
        for layout in std::iter::once(totals(period)).chain(tables) {
            protected += play(&layout, after)?;
        }
    }
    Ok(protected)
}

fn play(layout: &Layout, after: &BTreeMap<&str, i64>) -> Result<usize, Refusal> {
    let terms = |atoms: &[u32]| -> Vec<_> { atoms.iter().map(|&atom| (atom as usize, 1.0)).collect() };
    let shown = |name: &Option<String>| name.as_ref().and_then(|name| after.get(name.as_str())).copied();
    let facts = layout.cells.iter().filter_map(|cell| {
        let count = shown(&cell.name)? as f64;
        Some(Fact { terms: terms(&cell.atoms), low: count, high: count })
    });
    let adversary = Adversary::new(vec![Unknown { low: 0, high: None }; layout.atoms], facts.collect());
    let mut protected = 0;
    for cell in layout.cells.iter().filter(|cell| cell.role != Role::Known && shown(&cell.name).is_none()) {
        let range = adversary.range(&terms(&cell.atoms)).map_err(|error| match error {
            AdversaryError::Inconsistent => Refusal::Inconsistent,
            _ => Refusal::Unproved(cell.name.clone().unwrap_or_default()),
        })?;
        // What could not be told before must not be narrow now, unless it is no small count in any case.
        if range.low < RULES.threshold && range.high.is_some_and(|high| high - range.low < RULES.threshold) {
            let named =
                layout.cells.iter().filter(|cell| cell.role == Role::Printed).filter_map(|cell| cell.name.clone());
            return Err(Refusal::Breach {
                cells: named.collect(),
                proposals: vec!["dra tillbaka uppgiften i stället".to_owned()],
            });
        }
        protected += 1;
    }
    Ok(protected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        release::{gate, incidents::tests as incidents},
        statistics::disclosure::{Cell, Entry},
        urn::Handled,
    };

    fn ledger() -> Ledger {
        let mut source = incidents::source(60, 30, 12);
        let (crimes, crimes_reported, crimes_not_reported) = (17, 15, 2);
        source.tally.handled =
            Handled { amended: 40, crimes, crimes_reported, crimes_not_reported, ..Handled::default() };
        let draft =
            gate::draft(&[source], &incidents::organisation(), &Ledger::default(), &|_| {}).expect("publishable");
        let content = serde_json::to_string(&draft.content).expect("plain data");
        Ledger::verify(vec![Entry::after(&Ledger::default(), "2026-05-04".to_owned(), content)]).expect("whole")
    }

    fn corrected_to(cell: &str, count: u64) -> Result<Draft, Refusal> {
        let cell = Cell { id: format!("2026-T1/{cell}"), figure: Figure::Count(count) };
        let erratum = Erratum { of: 1, text: "Fel tal.".to_owned(), withdrawn: Vec::new(), corrections: vec![cell] };
        gate::erratum(erratum, &ledger())
    }

    #[test]
    fn a_right_figure_that_gives_nobody_away_passes_with_all_that_went_before() {
        let draft = corrected_to("forms/violence/all", 22).expect("passes");
        assert!(draft.verdict.protected > 0 && draft.content.erratum.is_some());
    }

    #[test]
    fn what_became_of_suspected_crimes_can_be_withdrawn_and_not_corrected() {
        assert!(ledger().releases()[0].content.cells().any(|cell| cell.id == "2026-T1/police/all"));
        assert!(matches!(corrected_to("police/all", 30), Err(Refusal::Breach { .. })));
    }

    #[test]
    fn a_difference_that_points_at_one_person_is_refused() {
        assert!(matches!(corrected_to("forms/violence/all", 13), Err(Refusal::Breach { .. })));
    }

    #[test]
    fn a_figure_that_gives_a_hidden_one_away_is_refused() {
        // 36 with violence, 6 of them with a purpose, are all the 30 without: their complement would be none.
        assert!(matches!(corrected_to("forms/violence/all", 36), Err(Refusal::Breach { .. })));
        assert!(matches!(corrected_to("forms/violence/all", 2), Err(Refusal::Breach { .. })));
        assert!(
            matches!(corrected_to("forms/threat/all", 30), Err(Refusal::Breach { .. })),
            "a hidden one stays hidden"
        );
    }

    #[test]
    fn figures_that_cannot_be_true_together_are_refused() {
        assert!(matches!(corrected_to("forms/violence/all", 61), Err(Refusal::Inconsistent)));
        assert!(matches!(corrected_to("forms/nothing/all", 61), Err(Refusal::NoSuchCell(_))));
    }
}
