//! The tjänsteskrivelse: what somebody wrote, and where they wrote nothing, sentences with fixed slots (forms.md §6.4).
//! Adjectives stand only where a rule gives them.

use super::{
    document::{Heading, Line, Memo, Signature, Value},
    material::Texts,
    sections::{Ground, verdict},
};
use crate::{plan::Status, release::marks::severity};

pub(super) fn write(ground: &Ground<'_>, heading: &Heading) -> Memo {
    let texts = ground.material.texts;
    let or = |text: &str, own: Vec<String>| match Texts::paragraphs(text) {
        written if written.is_empty() => own,
        written => written,
    };
    let points: Vec<_> =
        texts.points.iter().map(|point| point.trim().to_owned()).filter(|point| !point.is_empty()).collect();
    let is_own = !points.is_empty() || !texts.proposal.trim().is_empty();
    Memo {
        proposal: match texts.proposal.trim() {
            "" => format!("{} beslutar följande.", heading.committee),
            written => written.to_owned(),
        },
        points: if is_own { points } else { vec!["Rapporten godkänns och läggs till handlingarna.".to_owned()] },
        summary: or(&texts.summary, summary(ground)),
        matter: or(&texts.matter, matter(ground, heading)),
        economy: or(&texts.economy, economy(ground)),
        children: or(&texts.children, children(ground)),
        documents: vec![
            format!("Tjänsteskrivelse daterad den {}", heading.day),
            format!("Bilaga 1. {}", heading.title),
        ],
        signatures: texts
            .signatures
            .iter()
            .map(|signed| Signature {
                name: signed.name.clone(),
                title: signed.title.clone(),
                function: signed.function.clone(),
            })
            .collect(),
    }
}

/// How many asked and answered; exposed with interval; the largest form; the reporting ratio; what cannot be said. A line each,
/// so that a reader in a hurry finds them.
fn summary(ground: &Ground<'_>) -> Vec<String> {
    let mut said = Vec::new();
    let mut untold = Vec::new();
    match ground.wave {
        Some(wave) => {
            said.push(ground.base(wave));
            match ground.figures.estimate(wave, "exposure/purposive/all") {
                Some(estimate) => said.push(format!(
                    "Har varit med om otillåten påverkan enligt SKR:s definition: {}",
                    estimate.reading()
                )),
                None => untold.push("hur vanlig otillåten påverkan är"),
            }
            let acts = ground.figures.table(wave.content, &format!("{}/acts", wave.surveyed.code));
            if let Some((label, count)) = acts.and_then(|acts| most(&acts.rows)) {
                let (act, _) = severity(&label);
                said.push(format!("Den händelse som flest har varit med om är: {} ({count} personer).", lowered(&act)));
            }
            said.extend(ground.figures.findings(wave, "reporting-ratio").first().map(|finding| finding.text.clone()));
            let changes = ground.figures.findings(wave, "change/exposure/purposive/all");
            match changes.first().filter(|_| ground.before.is_some()) {
                Some(change) => said.push(format!("Jämfört med förra mätningen: {}.", lowered(verdict(&change.text)))),
                None => untold.push("om läget har ändrats sedan tidigare"),
            }
        }
        None => untold.push("hur vanlig otillåten påverkan är, för ingen mätning ingår"),
    }
    if let Some((_, follow_up)) = &ground.follow_up {
        said.push(format!(
            "Handlingsplanen har {} åtgärder. Genomförda: {}. Försenade: {}.",
            follow_up.measures.len(),
            follow_up.count(Status::Done),
            follow_up.count(Status::Late)
        ));
    }
    untold.push("något om enskilda personer eller små enheter");
    said.push(format!("Rapporten kan inte säga {}.", untold.join(", eller ")));
    said
}

/// The row that is larger than every other one can be, if there is one.
fn most(rows: &[Line]) -> Option<(String, u64)> {
    let most = |line: &Line| match line.cells.first().map(|cell| &cell.value) {
        Some(Value::Count(count)) => *count,
        Some(Value::Between(_, to)) => *to,
        _ => u64::MAX,
    };
    let first = rows.iter().max_by_key(|line| most(line))?;
    let is_alone = rows.iter().filter(|line| most(line) == most(first)).count() == 1;
    let is_exact = matches!(first.cells.first()?.value, Value::Count(_));
    (is_alone && is_exact).then(|| (first.label.clone(), most(first)))
}

fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn matter(ground: &Ground<'_>, heading: &Heading) -> Vec<String> {
    let parts = [
        ground.wave.map(|_| "hur vanlig otillåten påverkan är, bland vilka och med vilken osäkerhet"),
        (!ground.figures.periods().is_empty()).then_some("vilka rapporter som har kommit in"),
        ground.follow_up.as_ref().map(|_| "hur handlingsplanen följs"),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    let what = format!(
        "Rapporten redovisar {} i {}. Underlaget gäller: {}.",
        joined(&parts),
        heading.instance,
        heading.period
    );
    if ground.figures.chosen.is_empty() {
        return vec![what];
    }
    vec![
        what,
        "Siffrorna har skyddats så att ingen person går att känna igen, och två personer har godkänt dem innan de publicerades. De finns i \
         bilagan, som också beskriver metoden och vad siffrorna inte visar."
            .to_owned(),
    ]
}

fn economy(ground: &Ground<'_>) -> Vec<String> {
    let costs = ground.follow_up.iter().flat_map(|(_, follow_up)| &follow_up.measures).filter_map(|followed| {
        let cost = followed.measure.cost.as_ref()?;
        Some(format!("Åtgärd {}: {cost}", followed.measure.number))
    });
    let costs: Vec<_> = costs.collect();
    match costs.is_empty() {
        true => vec!["Kostnader är inte angivna i underlaget.".to_owned()],
        false => costs,
    }
}

fn joined(parts: &[&str]) -> String {
    match parts {
        [first @ .., last] if !first.is_empty() => format!("{} och {last}", first.join(", ")),
        parts => parts.concat(),
    }
}

/// K10: the figure of the matters that concern children, where it is published.
fn children(ground: &Ground<'_>) -> Vec<String> {
    let found = ground.wave.and_then(|wave| {
        let matter = ground.figures.table(wave.content, &format!("{}/matter", wave.surveyed.code))?;
        let place = matter.rows.iter().position(|row| row.label.starts_with("Barn och unga"))?;
        Some((matter.rows[place].cells.first()?.said.clone(), ground.base(wave)))
    });
    let figure = found.map_or_else(
        || "Hur många händelser som gällde ärenden om barn och unga redovisas inte i underlaget.".to_owned(),
        |(said, base)| {
            format!("Antal utsatta medarbetare som senast var med om det i ett ärende om barn och unga: {said}. {base}")
        },
    );
    vec![
        figure,
        "Beslut om barn ska fattas på saklig grund. När medarbetare kan stå emot påtryckningar stärks barns rätt till skydd och stöd.".to_owned(),
    ]
}
