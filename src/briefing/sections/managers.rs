//! 15. What managers say beside what the staff says (Nacka, K4).

use super::{
    super::{
        build::{Builder, Draft, share, told},
        document::Cell,
    },
    Ground,
    exposure::verdict,
};
use crate::{
    plot::{Kind, Plot, Row, Unit},
    statistics::disclosure::Estimate,
};

pub(super) fn write(ground: &Ground<'_>, annex: &mut Builder) {
    let (Some(staff), Some(managers)) = (ground.wave, ground.managers) else {
        return annex.untold("Ingen mätning bland cheferna ingår i underlaget.");
    };
    let findings = ground.figures.findings(staff, "managers/");
    let mut draft = Draft::new(
        format!("{}/beside-managers", staff.surveyed.code),
        "Samma frågor till medarbetare och chefer",
        format!("Medarbetare: {} Chefer: {}", ground.base(staff), ground.base(managers)),
        &["Fråga", "Medarbetare", "Chefer", "Vad som kan sägas"],
    );
    let mut rows = Vec::new();
    for finding in findings {
        let Some((_, item)) = finding.id.split_once("/managers/") else { continue };
        let own = [ground.figures.estimate(staff, item), ground.figures.estimate(managers, item)];
        // The comparison was made with one wave of managers: another one has other figures.
        let is_same = own[1].is_some_and(|theirs| finding.text.contains(theirs.reading()));
        let Some(measure) = own[0].filter(|_| is_same).map(Estimate::measure) else { continue };
        let reading = |estimate: Option<&Estimate>| Cell::words(estimate.map_or("redovisas inte", Estimate::reading));
        let [ours, theirs] = own.map(reading);
        draft.row(measure, vec![ours, theirs, Cell::words(verdict(&finding.text))]);
        rows.push(Row { label: measure.to_owned(), group: None, marks: own.map(share).into() });
    }
    if rows.is_empty() {
        return annex.untold("Mätningarna har inga frågor gemensamt, så ingen jämförelse görs.");
    }
    annex.paragraph("Där cheferna instämmer oftare än medarbetarna kan rutiner finnas som inte når fram.");
    let plot = Plot {
        title: "Medarbetare och chefer, med 95 % intervall".to_owned(),
        alternative: told("Andel som instämmer bland medarbetare och bland chefer.", &rows),
        kind: Kind::Bars,
        unit: Unit::Percent,
        series: vec!["Medarbetare".to_owned(), "Chefer".to_owned()],
        rows,
    };
    annex.figure(plot, draft);
}
