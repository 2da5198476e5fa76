//! 11. Training: what the staff says, and how many units have taken part.

use super::{
    super::{
        build::{Builder, Draft},
        document::Cell,
    },
    Ground,
};
use crate::{
    calendar,
    org::NodeKind,
    plan::{Participation, Value, taken_part},
};

pub(super) fn write(ground: &Ground<'_>, annex: &mut Builder) {
    match ground.wave.and_then(|wave| ground.figures.estimate(wave, "training/all")) {
        Some(trained) => annex.reading(format!("{} Ja: {}", trained.measure(), trained.reading())),
        None => annex.untold("Hur många medarbetare som har fått utbildning redovisas inte."),
    }
    let Some((_, follow_up)) = &ground.follow_up else {
        return annex.untold("Ingen handlingsplan ingår i underlaget, så enheternas deltagande kan inte anges.");
    };
    let reached = follow_up
        .measures
        .iter()
        .flat_map(|followed| followed.indicators.iter().map(move |reached| (followed, reached)));
    let mut any = false;
    for (followed, reached) in reached {
        let Some(outcome) = &reached.outcome else { continue };
        let Some((part, whole)) = taken_part(&outcome.value, &ground.units, follow_up.on) else { continue };
        let Value::Units(parts) = &outcome.value else { continue };
        any = true;
        annex.paragraph(format!("Åtgärd {}: {part} av {whole} enheter har deltagit.", followed.measure.number));
        let mut draft = Draft::new(
            format!("plan/units/{}", followed.measure.number),
            format!("{} ({})", reached.indicator.text, followed.measure.number),
            format!("Enheternas egna uppgifter till och med {}; inga namn.", calendar::day(outcome.on)),
            &["Enhet", "Har deltagit"],
        );
        for node in
            ground.material.nodes.iter().filter(|node| node.kind == NodeKind::Unit && ground.units.contains(&node.code))
        {
            let said = match parts.get(&node.code) {
                Some(Participation::Yes(true)) => "Ja".to_owned(),
                Some(Participation::On(day)) if *day <= follow_up.on => format!("Ja, {}", calendar::day(*day)),
                Some(Participation::Number(number)) if *number > 0 => format!("{number} deltagare"),
                Some(_) => "Nej".to_owned(),
                None => "Ingen uppgift".to_owned(),
            };
            draft.row(&node.name, vec![Cell::words(said)]);
        }
        annex.table(draft);
    }
    if !any {
        annex.untold("Ingen enhet har lämnat uppgift om deltagande.");
    }
}
