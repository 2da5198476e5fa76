//! Composes a briefing from its material: pure, and the same for every format.

use super::{
    document::{Document, Heading, Provenance, Source},
    figures::Figures,
    material::Material,
    memo,
    sections::{self, Ground},
};
use crate::{calendar, release, statistics::disclosure::Finding};

/// The briefing that the material gives.
pub fn compose(material: &Material<'_>) -> Document {
    let ground = ground(material);
    let heading = heading(&ground);
    let annex = sections::write(&ground);
    let memo = memo::write(&ground, &heading);
    Document { memo, sections: annex.sections, provenance: provenance(&ground), heading }
}

fn ground<'a>(material: &'a Material<'a>) -> Ground<'a> {
    let figures = Figures::of(material.ledger, material.releases);
    let newest = |population: &str| figures.waves(population).into_iter().next();
    let wave = newest("staff");
    // The wave that the published comparison is with, and no other.
    let compared = wave.and_then(|wave| figures.findings(wave, "change/").into_iter().find_map(compared_with));
    let before = compared.and_then(|code| figures.waves("staff").into_iter().find(|wave| wave.surveyed.code == code));
    let (managers, elected) = (newest("manager"), newest("elected"));
    let units = material.plan.map(|plan| plan.units(material.nodes, material.day)).unwrap_or_default();
    let follow_up = material.plan.and_then(|plan| Some((plan, plan.follow_up(material.day, &units)?)));
    Ground { wave, before, managers, elected, units, follow_up, figures, material }
}

/// The code of the wave that a comparison begins with.
fn compared_with(finding: &Finding) -> Option<&str> {
    finding.text.split_once(": ").map(|(code, _)| code).filter(|code| code.starts_with('E'))
}

fn heading(ground: &Ground<'_>) -> Heading {
    let Material { instance, invented, day, plan, texts, .. } = ground.material;
    let or = |text: &str, other: String| if text.trim().is_empty() { other } else { text.trim().to_owned() };
    let periods: Vec<_> = ground.figures.chosen.iter().rev().flat_map(|release| &release.content.periods).collect();
    let period = periods.iter().map(|period| release::period(period)).collect::<Vec<_>>().join("; ");
    Heading {
        title: or(&texts.title, format!("Otillåten påverkan i {instance}: lägesbild och uppföljning")),
        instance: (*instance).to_owned(),
        committee: or(&texts.committee, plan.map_or_else(|| "Nämnden".to_owned(), |plan| plan.head.decided_by.clone())),
        reference: Some(texts.reference.trim().to_owned()).filter(|reference| !reference.is_empty()),
        day: calendar::day(*day),
        date: day.to_string(),
        period: or(&period, "Uppföljning av handlingsplanen".to_owned()),
        invented: *invented,
    }
}

fn provenance(ground: &Ground<'_>) -> Provenance {
    let source = |release: &&crate::statistics::disclosure::Release| Source {
        number: release.number,
        published: release.published.parse().map_or_else(|_| release.published.clone(), calendar::day),
        covers: release.content.periods.iter().map(|period| release::period(period)).collect::<Vec<_>>().join(" och "),
        hash: release.hash.clone(),
    };
    let plan = ground.follow_up.as_ref().and_then(|(plan, follow_up)| {
        let version = plan.versions.iter().find(|version| version.number == follow_up.version)?;
        let decided = version.decided.map_or_else(String::new, |day| format!(", beslutad {}", calendar::day(day)));
        Some(format!("{}, version {}{decided}", plan.head.name, version.number))
    });
    let corrects = |release: &&crate::statistics::disclosure::Release| {
        let erratum = release.content.erratum.as_ref();
        erratum.is_some_and(|erratum| ground.material.releases.contains(&erratum.of))
    };
    let errata = ground.material.ledger.releases().iter().filter(corrects).map(|release| Source {
        covers: format!("rättelse av Nr {}", release.content.erratum.as_ref().map_or(0, |erratum| erratum.of)),
        ..source(&release)
    });
    Provenance {
        releases: ground.figures.chosen.iter().rev().map(source).chain(errata).collect(),
        plan,
        audit_head: ground.material.audit_head.clone(),
    }
}
