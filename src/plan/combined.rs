//! A plan as one list: every measure with the deadline it had at first, the one it has, and what happened between.

use serde::Serialize;

use super::{ActionPlan, Area, Indicator, Occasion, PolicyDocument, Version, When};
use jiff::civil::Date;

/// The whole plan, all versions in one.
#[derive(Serialize)]
pub struct Combined<'a> {
    name: &'a str,
    municipality: &'a str,
    decided_by: &'a str,
    coordinator: Option<&'a str>,
    reporter: Option<&'a str>,
    initiative: Option<&'a str>,
    reference: Option<&'a str>,
    dimension: &'a str,
    scope: &'a str,
    versions: Vec<VersionHead<'a>>,
    areas: &'a [Area],
    measures: Vec<Listed<'a>>,
    occasions: &'a [Occasion],
    documents: &'a [PolicyDocument],
}

#[derive(Serialize)]
struct VersionHead<'a> {
    number: u32,
    decided: Option<Date>,
    note: Option<&'a str>,
    valid_from: Option<When>,
    valid_to: Option<When>,
    measures: usize,
}

#[derive(Serialize)]
struct Listed<'a> {
    number: &'a str,
    area: &'a str,
    title: &'a str,
    description: Option<&'a str>,
    owners: &'a [String],
    start: Option<When>,
    original_due: Option<When>,
    due: Option<When>,
    /// Every deadline it has had: the version that set it, and the deadline.
    history: Vec<Deadline>,
    cost: Option<&'a str>,
    indicators: &'a [Indicator],
}

#[derive(Serialize)]
struct Deadline {
    version: u32,
    due: Option<When>,
}

impl ActionPlan {
    /// The plan as its last version has it, with the history of its deadlines.
    pub fn combined(&self) -> Option<Combined<'_>> {
        let last = self.versions.last()?;
        let head = &self.head;
        Some(Combined {
            name: &head.name,
            municipality: &head.municipality,
            decided_by: &head.decided_by,
            coordinator: head.coordinator.as_deref(),
            reporter: head.reporter.as_deref(),
            initiative: head.initiative.as_deref(),
            reference: head.reference.as_deref(),
            dimension: &head.dimension,
            scope: &head.scope,
            versions: self.versions.iter().map(version_head).collect(),
            areas: &last.areas,
            measures: last.measures.iter().map(|measure| self.listed(last, &measure.number)).collect::<Option<_>>()?,
            occasions: &head.occasions,
            documents: &head.documents,
        })
    }

    fn listed<'a>(&'a self, last: &'a Version, number: &str) -> Option<Listed<'a>> {
        let measure = last.measure(number)?;
        let history = self.deadlines(last, number);
        Some(Listed {
            number: &measure.number,
            area: &measure.area,
            title: &measure.title,
            description: measure.description.as_deref(),
            owners: &measure.owners,
            start: measure.start,
            original_due: history.first().and_then(|(_, due)| *due),
            due: measure.due,
            history: history.into_iter().map(|(version, due)| Deadline { version, due }).collect(),
            cost: measure.cost.as_deref(),
            indicators: &measure.indicators,
        })
    }
}

fn version_head(version: &Version) -> VersionHead<'_> {
    VersionHead {
        number: version.number,
        decided: version.decided,
        note: version.note.as_deref(),
        valid_from: version.valid_from,
        valid_to: version.valid_to,
        measures: version.measures.len(),
    }
}
