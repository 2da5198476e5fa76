//! How many have met with it, by three definitions, in the reporting groups of the wave; and response and non-response.

use super::{super::gate::Refusal, Gathered, Planned, counted::Counted};
use crate::{
    questionnaire::Counts,
    statistics::disclosure::{Estimate, Leaf, Row, Union},
    survey::{EXPOSURE, Group},
};

/// What was published of each group: all else is worked out from this.
pub(super) struct Exposure {
    pub groups: Vec<(Group, Levels)>,
    /// Förvaltningar that the groups add up to.
    pub departments: Vec<String>,
}

/// The three definitions of one group; all have the same respondents.
#[derive(Clone, Copy)]
pub(super) struct Levels {
    /// A.
    pub any: Leaf,
    /// B.
    pub purposive: Leaf,
    /// C.
    pub labelled: Leaf,
}

/// Id, name and choice of each definition.
pub(super) const LEVELS: [(&str, &str, fn(&Levels) -> Leaf); 3] = [
    ("any", "Utsatta, bred definition (A)", |levels| levels.any),
    ("purposive", "Otillåten påverkan enligt SKR (B)", |levels| levels.purposive),
    ("labelled", "Säger själva att det var otillåten påverkan (C)", |levels| levels.labelled),
];

impl Exposure {
    /// One definition for everybody.
    pub(super) fn whole(&self, level: fn(&Levels) -> Leaf) -> Leaf {
        Leaf::joined(&self.leaves(|_| true, level))
    }

    /// One definition in every group that passes.
    pub(super) fn leaves(&self, passes: impl Fn(&Group) -> bool, level: fn(&Levels) -> Leaf) -> Vec<Leaf> {
        self.groups.iter().filter(|(group, _)| passes(group)).map(|(_, levels)| level(levels)).collect()
    }
}

/// Förvaltningar all of whose units publish in groups of their own, so that what is published adds up to them.
fn departments(counted: &Counted, groups: &[Group]) -> Vec<String> {
    let frame = &counted.source.frame;
    let mut names: Vec<_> = frame.iter().map(|unit| unit.department.clone()).filter(|name| !name.is_empty()).collect();
    names.sort();
    names.dedup();
    names.retain(|name| {
        let own: Vec<_> =
            groups.iter().filter(|group| group.department == *name).flat_map(|group| &group.units).collect();
        frame.iter().filter(|unit| unit.department == *name).all(|unit| own.contains(&&unit.id))
    });
    names
}

pub(super) fn publish(counted: &Counted, gathered: &mut Gathered) -> Result<Exposure, Refusal> {
    let code = counted.code().to_owned();
    let (mut groups, mut rows, mut responses) = (Vec::new(), Vec::new(), Vec::new());
    for (place, group) in counted.plan.groups(EXPOSURE).iter().enumerate() {
        let sum = |part: fn(&Counts) -> u64| counted.sum(&group.units, part);
        let base = sum(|counts| counts.base);
        let any = counted.leaf(group, base, sum(|counts| counts.any))?;
        let purposive = counted.leaf(group, base, sum(|counts| counts.purposive))?;
        let labelled = counted.leaf(group, base, sum(|counts| counts.labelled))?;
        let levels = Levels { any, purposive, labelled };
        let id = |what: &str| format!("{code}/exposure/{place}/{what}");
        let figures = [
            ("persons", any.population_figure()),
            ("respondents", any.respondents_figure()),
            ("any", any.figure()),
            ("purposive", purposive.figure()),
            ("labelled", labelled.figure()),
        ];
        let cells = figures.into_iter().map(|(what, figure)| gathered.cell(id(what), figure)).collect();
        rows.push(Row { label: group.name.clone(), cells });
        let response = any.response_figure(u32::try_from(sum(|counts| counts.ballots)).unwrap_or(u32::MAX));
        let cells = vec![
            gathered.cell(format!("{code}/response/{place}/persons"), any.population_figure()),
            gathered.cell(format!("{code}/response/{place}/percent"), response),
        ];
        responses.push(Row { label: group.name.clone(), cells });
        groups.push((group.clone(), levels));
    }
    gathered.table(
        Planned {
            id: format!("{code}/response"),
            period: code.clone(),
            title: "Underlag: tillfrågade och svarsandel".to_owned(),
            base: "Alla som ingår i ramen, i de grupper som redovisas. Svarsandelen är avrundad till närmaste fem."
                .to_owned(),
            columns: &["Tillfrågade", "Svarsandel, procent"],
        },
        responses,
    );
    gathered.table(
        Planned {
            id: format!("{code}/exposure"),
            period: code.clone(),
            title: "Utsatthet".to_owned(),
            base: "De som har svarat på frågorna om vad som har hänt dem.".to_owned(),
            columns: &["Tillfrågade", "Svarande", "Utsatta (A)", "Otillåten påverkan (B)", "Säger själva ja (C)"],
        },
        rows,
    );
    let departments = departments(counted, counted.plan.groups(EXPOSURE));
    let exposure = Exposure { groups, departments };
    estimate(&code, &exposure, gathered);
    Ok(exposure)
}

fn estimate(code: &str, exposure: &Exposure, gathered: &mut Gathered) {
    for (name, measure, level) in LEVELS {
        let mut estimate = |whom: &str, group: &str, leaves: &[Leaf]| {
            let id = format!("{code}/exposure/{name}/{whom}");
            gathered.estimates.push(Estimate::of(id, measure, group, &Union::of(leaves)));
        };
        estimate("all", "Hela organisationen", &exposure.leaves(|_| true, level));
        for (place, department) in exposure.departments.iter().enumerate() {
            let leaves = exposure.leaves(|group| group.department == *department, level);
            if leaves.len() > 1 {
                estimate(&format!("department-{place}"), department, &leaves);
            }
        }
        if exposure.groups.len() > 1 {
            for (place, (group, levels)) in exposure.groups.iter().enumerate() {
                estimate(&format!("group-{place}"), &group.name, &[level(levels)]);
            }
        }
    }
}
