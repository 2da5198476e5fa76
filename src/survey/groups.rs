//! The plan of a wave: for every published figure the groups it is published for, fixed and hashed before the wave opens,
//! from head counts and priors alone (METHODS §3.3). One partition a figure; what one knows of a figure's groups tells
//! nothing of an answer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::wave::FrameUnit;
use crate::{
    questionnaire::{Item, Kind, Population, Questionnaire, Role},
    statistics::disclosure::{Partition, Unit},
};

/// The groups of exposure (A and B, which is part of A: groups of different shape would tell of each other) and response.
pub const EXPOSURE: &str = "exposure";
/// The groups of those who say so themselves (C).
pub const LABELLED: &str = "labelled";
/// The figure of everything that is published for the whole frame alone.
pub const WHOLE: &str = "whole";
/// Expected shares of B and C (measurement.md §2.3, rounded down).
const PRIORS_EXPOSED: [(&str, f64); 2] = [(EXPOSURE, 0.20), (LABELLED, 0.15)];
/// Expected share where the questionnaire gives none.
const PRIOR: f64 = 0.5;

/// Reporting groups per figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupPlan {
    pub v: u32,
    pub figures: BTreeMap<String, Vec<Group>>,
}

/// Units that publish together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The förvaltning they all lie in; empty where they do not.
    pub department: String,
    /// As it is printed.
    pub name: String,
    pub units: Vec<Uuid>,
    pub population: u32,
}

impl GroupPlan {
    /// Plans the groups of every figure of a questionnaire. Elected representatives are one group.
    pub fn of(questionnaire: &Questionnaire, frame: &[FrameUnit]) -> Self {
        let whole = vec![group(frame, &frame.iter().map(|unit| unit.id).collect::<Vec<_>>())];
        let mut figures = BTreeMap::from([(WHOLE.to_owned(), whole)]);
        if questionnaire.population() != Population::Elected {
            let exposure = PRIORS_EXPOSED.into_iter().map(|(name, prior)| (name.to_owned(), prior));
            let shares = questionnaire.items().filter(|item| is_share(item));
            let figure = |item: &Item| (item.id.clone(), item.prior.unwrap_or(PRIOR));
            for (name, prior) in exposure.chain(shares.map(figure)) {
                let groups = partition(&name, prior, frame);
                figures.insert(name, groups);
            }
        }
        Self { v: 1, figures }
    }

    /// The groups of a figure; what has none of its own is published for the whole frame.
    pub fn groups(&self, figure: &str) -> &[Group] {
        self.figures.get(figure).or_else(|| self.figures.get(WHOLE)).map_or(&[], Vec::as_slice)
    }

    /// The plan as it is stored and hashed.
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("plain data becomes JSON")
    }
}

/// SHA-256 of a stored plan, in hex.
pub fn plan_hash(json: &str) -> String {
    Sha256::digest(json).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether an item is published as one share of those who answer it, whatever they have met with.
pub fn is_share(item: &Item) -> bool {
    let asked_of_all = matches!(
        item.role,
        Some(
            Role::Competence
                | Role::GuidelineKnown
                | Role::Climate
                | Role::Training
                | Role::Knowledge
                | Role::Witness
                | Role::Retrospective
        )
    );
    asked_of_all && item.kind == Kind::One && !item.share.is_empty()
}

fn partition(figure: &str, prior: f64, frame: &[FrameUnit]) -> Vec<Group> {
    let units: Vec<_> = frame
        .iter()
        .map(|unit| Unit {
            // The name first, so that groups follow the order of names; the identity makes it one of a kind.
            name: format!("{}\u{0}{}", unit.name, unit.id),
            within: format!("{}\u{0}{}", unit.department, unit.committee),
            population: unit.population.cast_unsigned(),
        })
        .collect();
    let identity = |name: &String| name.rsplit_once('\u{0}').and_then(|(_, id)| id.parse().ok());
    let partition = Partition::plan(figure, prior, &units);
    let groups = partition.groups.iter();
    groups.map(|made| group(frame, &made.units.iter().filter_map(identity).collect::<Vec<Uuid>>())).collect()
}

fn group(frame: &[FrameUnit], units: &[Uuid]) -> Group {
    let members: Vec<_> = frame.iter().filter(|unit| units.contains(&unit.id)).collect();
    let one_of = |part: fn(&FrameUnit) -> &String| {
        let first = members.first().map(|unit| part(unit))?;
        members.iter().all(|unit| part(unit) == first).then(|| first.clone())
    };
    let department = one_of(|unit| &unit.department).unwrap_or_default();
    let is_all_of = |part: &dyn Fn(&FrameUnit) -> bool| frame.iter().filter(|unit| part(unit)).count() == members.len();
    let name = match () {
        () if members.len() == frame.len() => "Alla tillfrågade".to_owned(),
        () if !department.is_empty() && is_all_of(&|unit| unit.department == department) => department.clone(),
        () => listed(&members.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>()),
    };
    let population = members.iter().map(|unit| unit.population.cast_unsigned()).sum();
    Group { department, name, units: members.iter().map(|unit| unit.id).collect(), population }
}

/// Names as in running text.
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [name] => (*name).to_owned(),
        [names @ .., last] => format!("{} och {last}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: u128, department: &str, population: i32) -> FrameUnit {
        FrameUnit {
            id: Uuid::from_u128(id),
            node: Uuid::from_u128(id),
            name: format!("Enhet {id}"),
            department: department.to_owned(),
            committee: String::new(),
            population,
            tenure: None,
            public_key: None,
        }
    }

    fn frame() -> Vec<FrameUnit> {
        vec![unit(1, "Omsorg", 25), unit(2, "Omsorg", 30), unit(3, "Omsorg", 90), unit(4, "Skola", 75)]
    }

    #[test]
    fn every_unit_is_in_one_group_of_every_figure_and_groups_are_named() {
        let plan = GroupPlan::of(Questionnaire::shipped(Population::Staff), &frame());
        for (figure, groups) in &plan.figures {
            let mut units: Vec<_> = groups.iter().flat_map(|group| &group.units).collect();
            units.sort();
            assert_eq!(units.len(), 4, "{figure}");
            assert_eq!(groups.iter().map(|group| group.population).sum::<u32>(), 220, "{figure}");
        }
        let names: Vec<_> = plan.groups(EXPOSURE).iter().map(|group| group.name.as_str()).collect();
        assert_eq!(names, ["Omsorg", "Skola"]);
        assert_eq!(plan.groups(WHOLE)[0].name, "Alla tillfrågade");
        assert_eq!(plan.groups("act_f"), plan.groups(WHOLE), "what has no groups of its own");
    }

    #[test]
    fn elected_representatives_are_one_group_and_a_plan_is_read_back() {
        let plan = GroupPlan::of(Questionnaire::shipped(Population::Elected), &frame());
        assert_eq!(plan.figures.keys().collect::<Vec<_>>(), [WHOLE]);
        assert_eq!(serde_json::from_str::<GroupPlan>(&plan.json()).expect("its own JSON"), plan);
        assert_ne!(plan_hash(&plan.json()), plan_hash("{}"));
    }
}
