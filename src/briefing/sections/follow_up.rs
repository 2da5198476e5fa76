//! 12. The action plan: every measure with its deadlines, indicators and what has come of them.

use jiff::civil::Date;

use super::{
    super::{
        build::{Builder, Draft},
        document::Cell,
        figures::{Figures, Wave},
    },
    Ground,
    exposure::verdict,
};
use crate::{
    calendar,
    plan::{FollowUp, Followed, IndicatorKind, Reached, Status, Value, Version, taken_part},
};

pub(super) fn write(ground: &Ground<'_>, annex: &mut Builder) {
    let Some((plan, follow_up)) = &ground.follow_up else {
        return annex.untold(match ground.material.plan {
            Some(_) => "Ingen version av handlingsplanen gällde den dagen.",
            None => "Ingen handlingsplan ingår i underlaget.",
        });
    };
    let Some(version) = plan.versions.iter().find(|version| version.number == follow_up.version) else { return };
    annex.reading(summary(follow_up));
    let decided =
        version.decided.map_or_else(|| "utan beslutsdag".to_owned(), |day| format!("beslutad {}", calendar::day(day)));
    annex.paragraph(format!(
        "{}, version {} ({decided}).{} {} beslutar. Uppföljningen gäller läget den {}.{}",
        plan.head.name,
        version.number,
        validity(version, follow_up.on),
        plan.head.decided_by,
        calendar::day(follow_up.on),
        plan.head
            .initiative
            .as_ref()
            .map_or_else(String::new, |initiative| format!(" Planen hänger samman med: {initiative}.")),
    ));
    for area in &version.areas {
        let own: Vec<_> = follow_up.measures.iter().filter(|followed| followed.measure.area == area.number).collect();
        if own.is_empty() {
            continue;
        }
        let mut draft = Draft::new(
            format!("plan/{}", area.number),
            format!("{} {}: {}", plan.head.dimension, area.number, area.title),
            format!("Läget den {}. En ändrad dag står efter den ursprungliga.", calendar::day(follow_up.on)),
            &["Åtgärd", "Ansvarig", "Start", "Klar senast", "Indikator och utfall", "Status"],
        );
        for followed in own {
            let measure = &followed.measure;
            draft.row(
                format!("{} {}", measure.number, measure.title),
                vec![
                    Cell::words(measure.owners.join("; ")),
                    Cell::words(measure.start.map_or_else(String::new, |start| start.swedish())),
                    Cell::words(due(followed)),
                    Cell::words(indicators(followed, ground, follow_up.on)),
                    Cell::words(followed.status.swedish()),
                ],
            );
        }
        annex.table(draft);
    }
    let warnings = version.warnings(&plan.head);
    if !warnings.is_empty() {
        annex.heading("Att tänka på");
        annex.list(warnings);
    }
}

/// How long the plan holds, and whether that day has passed.
fn validity(version: &Version, on: Date) -> String {
    match version.valid_to {
        Some(end) if end.last() < on => format!(" Den gällde till och med {} och gäller inte längre.", end.swedish()),
        Some(end) => format!(" Den gäller till och med {}.", end.swedish()),
        None => String::new(),
    }
}

fn summary(follow_up: &FollowUp) -> String {
    let count = |status| follow_up.count(status);
    let parts = [Status::Done, Status::Ongoing, Status::Late, Status::NotStarted, Status::Dropped];
    let said = parts.into_iter().filter(|status| count(*status) > 0);
    let said: Vec<_> = said.map(|status| format!("{}: {}", status.swedish().to_lowercase(), count(status))).collect();
    format!("Åtgärder: {}. Av dem {}.", follow_up.measures.len(), said.join(", "))
}

/// Klar senast as it is, behind what it was.
fn due(followed: &Followed) -> String {
    let said: Vec<_> = followed.history.iter().filter_map(|(_, due)| *due).map(|due| due.swedish()).collect();
    match said.as_slice() {
        [] => "ingen dag".to_owned(),
        [only] => only.clone(),
        [original @ .., current] => format!("{current} (ursprungligen {})", original.join(", sedan ")),
    }
}

fn indicators(followed: &Followed, ground: &Ground<'_>, on: Date) -> String {
    let said = followed
        .indicators
        .iter()
        .map(|reached| format!("{}: {}", reached.indicator.text.trim_end_matches('.'), outcome(reached, ground, on)));
    let note = followed.said.as_ref().and_then(|said| said.note.clone());
    said.chain(note).collect::<Vec<_>>().join("\n")
}

/// What has come of an indicator: from the plan, or from the release it is bound to.
fn outcome(reached: &Reached, ground: &Ground<'_>, on: Date) -> String {
    if let Some(figure) = &reached.indicator.figure {
        return ground.wave.map_or_else(
            || "ingen mätning ingår i underlaget".to_owned(),
            |wave| bound(reached.indicator.kind, figure, wave, &ground.figures),
        );
    }
    let Some(outcome) = &reached.outcome else { return "inget utfall än".to_owned() };
    let said = match &outcome.value {
        Value::Milestone { on, decision } => {
            let decision = decision.as_ref().map_or_else(String::new, |decision| format!(", {decision}"));
            format!("{}{decision}", calendar::day(*on))
        }
        Value::Units(_) => {
            let (part, whole) = taken_part(&outcome.value, &ground.units, on).unwrap_or_default();
            format!("{part} av {whole} enheter")
        }
        Value::Share { part, whole } => format!("{part} av {whole}"),
        Value::Own { figure, unit } => unit.as_ref().map_or_else(|| figure.clone(), |unit| format!("{figure} {unit}")),
        Value::Status(_) => String::new(),
    };
    outcome.note.as_ref().map_or(said.clone(), |note| format!("{said} ({})", note.trim_end_matches('.')))
}

fn bound(kind: IndicatorKind, figure: &str, wave: Wave<'_>, figures: &Figures<'_>) -> String {
    let id = format!("{figure}/all");
    if kind == IndicatorKind::Change {
        let findings = figures.findings(wave, "change/");
        let found = findings.iter().find(|finding| finding.id.ends_with(&format!("change/{id}")));
        return found.map_or("kan inte avgöras", |finding| verdict(&finding.text)).to_owned();
    }
    figures.estimate(wave, &id).map_or_else(
        || "redovisas inte".to_owned(),
        |estimate| {
            format!("alla tillfrågade i {}: ”{}” {}", wave.surveyed.code, estimate.measure(), estimate.reading())
        },
    )
}
