//! How many have met with it, by three definitions, in the reporting groups of the wave; and response and non-response.

use super::{super::gate::Refusal, EVERYBODY, Gathered, K, Planned, counted::Counted};
use crate::{
    questionnaire::Counts,
    statistics::disclosure::{Estimate, Leaf, Row, Union},
    survey::{EXPOSURE, Group, LABELLED},
};

/// What was published by each definition: all else is worked out from this.
pub(super) struct Exposure([Vec<(Group, Leaf)>; 3]);

/// One definition of exposure.
pub(super) struct Level {
    pub place: usize,
    /// By which groups it is published, and its table.
    groups: &'static str,
    table: &'static str,
    /// As it stands in the id of a cell.
    pub id: &'static str,
    pub name: &'static str,
    pub column: &'static str,
    pub count: fn(&Counts) -> u64,
}

/// A, B and C.
pub(super) const LEVELS: [Level; 3] = [
    Level {
        place: 0,
        groups: EXPOSURE,
        table: "exposure",
        id: "any",
        name: "Utsatta, bred definition (A)",
        column: "Utsatta (A)",
        count: |counts| counts.any,
    },
    Level {
        place: 1,
        groups: EXPOSURE,
        table: "purposive",
        id: "purposive",
        name: "Otillåten påverkan enligt SKR (B)",
        column: "Otillåten påverkan (B)",
        count: |counts| counts.purposive,
    },
    Level {
        place: 2,
        groups: LABELLED,
        table: "labelled",
        id: "labelled",
        name: "Säger själva att det var otillåten påverkan (C)",
        column: "Säger själva ja (C)",
        count: |counts| counts.labelled,
    },
];

impl Exposure {
    /// One definition for everybody.
    pub(super) fn whole(&self, level: &Level) -> Leaf {
        Leaf::joined(&self.leaves(level, |_| true))
    }

    /// One definition in every group that passes.
    fn leaves(&self, level: &Level, passes: impl Fn(&Group) -> bool) -> Vec<Leaf> {
        self.0[level.place].iter().filter(|(group, _)| passes(group)).map(|(_, leaf)| *leaf).collect()
    }

    /// One definition for a förvaltning; nothing where its units publish together with others.
    pub(super) fn department(&self, level: &Level, name: &str, counted: &Counted) -> Option<Leaf> {
        let own: Vec<_> = self.0[level.place].iter().filter(|(group, _)| group.department == name).collect();
        let mut units = counted.source.frame.iter().filter(|unit| unit.department == name);
        let is_whole = units.all(|unit| own.iter().any(|(group, _)| group.units.contains(&unit.id)));
        (is_whole && !own.is_empty()).then(|| Leaf::joined(&own.iter().map(|(_, leaf)| *leaf).collect::<Vec<_>>()))
    }
}

/// Förvaltningar of a frame, unless one is everybody.
pub(super) fn departments(counted: &Counted) -> Vec<String> {
    let frame = &counted.source.frame;
    let mut names: Vec<_> = frame.iter().map(|unit| unit.department.clone()).collect();
    names.sort();
    names.dedup();
    if names.len() > 1 { names.into_iter().filter(|name| !name.is_empty()).collect() } else { Vec::new() }
}

pub(super) fn publish(counted: &Counted, gathered: &mut Gathered) -> Result<Exposure, Refusal> {
    response(counted, gathered)?;
    let mut exposure = Exposure([const { Vec::new() }; 3]);
    for level in &LEVELS {
        // B is part of A: what is left of A beside it is a count too.
        let whole = if level.groups == EXPOSURE { exposure.0[0].clone() } else { Vec::new() };
        exposure.0[level.place] = groups(counted, level, &whole, gathered)?;
        estimate(counted, &exposure, level, gathered);
    }
    Ok(exposure)
}

/// How many were asked, and which share of them sent an answer.
fn response(counted: &Counted, gathered: &mut Gathered) -> Result<(), Refusal> {
    let code = counted.code().to_owned();
    let mut rows = Vec::new();
    for (place, group) in counted.plan.groups(EXPOSURE).iter().enumerate() {
        let asked = Leaf::silent(group.population);
        let answered = u32::try_from(counted.sum(&group.units, |counts| counts.ballots)).unwrap_or(u32::MAX);
        let cells = vec![
            gathered.cell(format!("{code}/response/{place}/persons"), asked.population_figure()),
            gathered.cell(format!("{code}/response/{place}/percent"), asked.response_figure(answered)),
        ];
        rows.push(Row { label: group.name.clone(), cells });
    }
    gathered.table(
        Planned {
            id: format!("{code}/response"),
            period: code,
            title: "Underlag: tillfrågade och svarsandel".to_owned(),
            base: "Alla som ingår i ramen, i de grupper som redovisas. Svarsandelen är avrundad till närmaste fem."
                .to_owned(),
            columns: &["Tillfrågade", "Svarsandel, procent"],
        },
        rows,
    );
    Ok(())
}

fn groups(
    counted: &Counted,
    level: &Level,
    whole: &[(Group, Leaf)],
    gathered: &mut Gathered,
) -> Result<Vec<(Group, Leaf)>, Refusal> {
    let (code, figure) = (counted.code().to_owned(), level.table);
    let (mut groups, mut rows) = (Vec::new(), Vec::new());
    for (place, group) in counted.plan.groups(level.groups).iter().enumerate() {
        let base = counted.sum(&group.units, |counts| counts.base);
        let count = counted.sum(&group.units, level.count);
        let leaf = match whole.get(place) {
            Some((_, whole)) => whole.within(u32::try_from(count).unwrap_or(u32::MAX), K),
            None => counted.leaf(group, base, count)?,
        };
        let figures = [
            ("persons", leaf.population_figure()),
            ("respondents", leaf.respondents_figure()),
            (level.id, leaf.figure()),
        ];
        let cell = |(what, shown)| gathered.cell(format!("{code}/{figure}/{place}/{what}"), shown);
        rows.push(Row { label: group.name.clone(), cells: figures.into_iter().map(cell).collect() });
        groups.push((group.clone(), leaf));
    }
    gathered.table(
        Planned {
            id: format!("{code}/{figure}"),
            period: code,
            title: level.name.to_owned(),
            base: "De som har svarat på frågorna om vad som har hänt dem.".to_owned(),
            columns: &["Tillfrågade", "Svarande", level.column],
        },
        rows,
    );
    Ok(groups)
}

fn estimate(counted: &Counted, exposure: &Exposure, level: &Level, gathered: &mut Gathered) {
    let code = counted.code().to_owned();
    let mut estimate = |whom: &str, group: &str, leaves: &[Leaf]| {
        let id = format!("{code}/exposure/{}/{whom}", level.id);
        gathered.estimates.push(Estimate::of(id, level.name, group, &Union::of(leaves)));
    };
    estimate("all", EVERYBODY, &exposure.leaves(level, |_| true));
    for (place, department) in departments(counted).iter().enumerate() {
        let own = exposure.leaves(level, |group| group.department == *department);
        if own.len() > 1 && exposure.department(level, department, counted).is_some() {
            estimate(&format!("department-{place}"), department, &own);
        }
    }
    let groups = &exposure.0[level.place];
    for (place, (group, leaf)) in groups.iter().enumerate().filter(|_| groups.len() > 1) {
        estimate(&format!("group-{place}"), &group.name, &[*leaf]);
    }
}
