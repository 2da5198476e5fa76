//! 7. Who is told, why not, and reports beside exposed persons.

use super::{
    super::{
        build::{Builder, Draft, count},
        document::{Cell, Value},
        figures::{Found, Wave},
    },
    Ground, NO_WAVE,
    kinds::follow_up,
};
use crate::{
    plot::{Kind, Mark, Plot, Row, Unit},
    statistics::disclosure::Estimate,
};

/// From the many to the few: whom one tells (METHODS, forms.md F6).
const STEPS: [(&str, &str); 3] = [
    ("manager", "Berättade för närmaste chef"),
    ("work_environment_system", "Rapporterade i arbetsmiljösystemet"),
    ("police", "Anmälde till polisen"),
];

pub(super) fn write(ground: &Ground<'_>, annex: &mut Builder) {
    let Some(wave) = ground.wave else { return annex.untold(NO_WAVE) };
    let code = &wave.surveyed.code;
    for finding in ground.figures.findings(wave, "reporting-ratio") {
        annex.reading(finding.text.clone());
    }
    match (
        ground.figures.table(wave.content, &format!("{code}/told")),
        ground.figures.estimate(wave, "exposure/any/all"),
    ) {
        (Some(told), Some(exposed)) => funnel(ground, wave, &told, exposed, annex),
        _ => annex.untold("Vem som får veta redovisas inte."),
    }
    follow_up(ground, wave, annex, "told", "Vem som fick veta");
    follow_up(ground, wave, annex, "why_not", "Skäl att inte berätta");
    follow_up(ground, wave, annex, "support", "Stöd och återkoppling, 1–5");
}

fn funnel(ground: &Ground<'_>, wave: Wave<'_>, found: &Found, exposed: &Estimate, annex: &mut Builder) {
    let (low, high) = exposed.counts();
    let value = if low == high { Value::Count(low.into()) } else { Value::Between(low.into(), high.into()) };
    let said = if low == high { low.to_string() } else { format!("{low}–{high}") };
    let mut steps = vec![("Utsatta (A) bland de svarande", Cell { said, value })];
    for (code, name) in STEPS {
        let place = found.codes.iter().position(|found| found == code);
        if let Some(cell) = place.and_then(|place| found.rows[place].cells.first()) {
            steps.push((name, cell.clone()));
        }
    }
    let mut draft = Draft::new(
        format!("{}/funnel", wave.surveyed.code),
        "Från utsatt till polisanmälan",
        format!(
            "De utsatta bland de svarande, och vem de berättade för om den senaste händelsen. En person kan ha berättat för flera. {}",
            ground.base(wave)
        ),
        &["Steg", "Personer"],
    );
    let mut rows = Vec::new();
    for (name, cell) in steps {
        rows.push(Row { label: name.to_owned(), group: None, marks: vec![count(&cell)] });
        draft.row(name, vec![cell]);
    }
    let said = |mark: &Mark| mark.said.clone();
    let alternative = rows
        .iter()
        .map(|row| format!("{}: {}", row.label, row.marks.iter().map(said).collect::<String>()))
        .collect::<Vec<_>>()
        .join("; ");
    let plot = Plot {
        title: "Från utsatt till polisanmälan".to_owned(),
        alternative: format!("Antal personer i varje steg. {alternative}."),
        kind: Kind::Funnel,
        unit: Unit::Persons,
        series: vec![String::new()],
        rows,
    };
    annex.figure(plot, draft);
}
