//! The partition of a wave into reporting groups, one for each item: fixed and hashed before the wave opens, from head
//! counts and priors alone (METHODS §3.3).

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest, Sha256};

/// A unit as it stands when the wave is planned.
#[derive(Clone, Debug)]
pub struct Unit {
    pub name: String,
    /// The common part of förvaltning and nämnd that the unit lies in: groups never cross it while it is large enough.
    pub within: String,
    /// Head count.
    pub population: u32,
}

/// A reporting group: units that publish together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportingGroup {
    pub units: Vec<String>,
    pub population: u32,
}

/// One item's groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Partition {
    pub item: String,
    pub groups: Vec<ReportingGroup>,
}

/// No group is smaller, whatever the item.
const SMALLEST: u32 = 40;
/// So many exposed should be expected in a group.
const EXPECTED: f64 = 8.0;
/// The response that is reckoned with.
const RESPONSE: f64 = 0.55;

impl Partition {
    /// The finest groups in which `EXPECTED` exposed respondents may be hoped for under the item's prior prevalence (0–1).
    pub fn plan(item: &str, prior: f64, units: &[Unit]) -> Self {
        let least = SMALLEST.max((EXPECTED / (RESPONSE * prior)).ceil() as u32);
        let mut parts: BTreeMap<&str, Vec<&Unit>> = BTreeMap::new();
        units.iter().for_each(|unit| parts.entry(&unit.within).or_default().push(unit));
        let mut groups = Vec::new();
        let mut left = Vec::new();
        for mut part in parts.into_values() {
            part.sort_by(|a, b| a.name.cmp(&b.name));
            match group(&part, least) {
                Some(formed) => groups.extend(formed),
                None => left.extend(part),
            }
        }
        // Parts too small to stand alone publish together, or with the smallest group if they still are.
        match group(&left, left.iter().map(|unit| unit.population).sum::<u32>().max(least)) {
            Some(formed) => groups.extend(formed),
            None => match groups.iter_mut().min_by_key(|group| group.population) {
                Some(smallest) => left.iter().for_each(|unit| smallest.add(unit)),
                None => groups.extend(ReportingGroup::of(&left)),
            },
        }
        Self { item: item.to_owned(), groups }
    }

    /// SHA-256 of the partition, in hex: published before the wave opens.
    pub fn hash(&self) -> String {
        let bytes = serde_json::to_vec(self).expect("plain data becomes JSON");
        Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl ReportingGroup {
    fn of(units: &[&Unit]) -> Option<Self> {
        let mut group = Self { units: Vec::new(), population: 0 };
        units.iter().for_each(|unit| group.add(unit));
        (!group.units.is_empty()).then_some(group)
    }

    fn add(&mut self, unit: &Unit) {
        self.units.push(unit.name.clone());
        self.population += unit.population;
    }
}

/// Groups of at least `least` out of units in order; nothing if they are too few together.
fn group(units: &[&Unit], least: u32) -> Option<Vec<ReportingGroup>> {
    let mut groups: Vec<ReportingGroup> = Vec::new();
    let mut open = ReportingGroup { units: Vec::new(), population: 0 };
    for unit in units {
        open.add(unit);
        if open.population >= least {
            groups.push(std::mem::replace(&mut open, ReportingGroup { units: Vec::new(), population: 0 }));
        }
    }
    let last = groups.last_mut()?;
    last.units.extend(open.units);
    last.population += open.population;
    Some(groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units() -> Vec<Unit> {
        let unit = |name: &str, within: &str, population| Unit { name: name.into(), within: within.into(), population };
        vec![unit("a", "F1", 45), unit("b", "F1", 20), unit("c", "F1", 30), unit("d", "F2", 12), unit("e", "F3", 90)]
    }

    #[test]
    fn every_unit_is_in_one_group_and_every_group_is_large_enough() {
        for prior in [0.3, 0.24, 0.14, 0.05, 0.03] {
            let partition = Partition::plan("any", prior, &units());
            let mut names: Vec<_> = partition.groups.iter().flat_map(|group| &group.units).collect();
            names.sort();
            assert_eq!(names, ["a", "b", "c", "d", "e"], "prior {prior}");
            let least = 40.max((8.0 / (0.55 * prior)).ceil() as u32);
            let alone = partition.groups.len() == 1;
            assert!(alone || partition.groups.iter().all(|group| group.population >= least), "prior {prior}");
        }
    }

    #[test]
    fn the_hash_hangs_on_the_groups_and_on_no_answer() {
        let before = Partition::plan("any", 0.3, &units()).hash();
        assert_eq!(before, Partition::plan("any", 0.3, &units()).hash());
        let mut other = units();
        other[0].population = 39;
        assert_ne!(before, Partition::plan("any", 0.3, &other).hash());
    }
}
