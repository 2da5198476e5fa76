//! Exposure and what would be reported, by years of experience: for everybody, and for förvaltningar where at least ten of
//! every band have answered. Never within a unit (measurement.md §3.4, P3).

use super::{
    super::gate::Refusal,
    FEWEST, Gathered, Planned,
    counted::Counted,
    exposure::{Exposure, LEVELS},
    sheets::{SheetPlan, shown},
};
use crate::{
    questionnaire::{Counts, Role, TenureCounts},
    statistics::disclosure::{AtomId, Finding, Figure, Leaf, Row},
    survey::EXPOSURE,
};
use uuid::Uuid;

/// Everybody, or one förvaltning.
struct Part {
    name: String,
    id: String,
    units: Vec<Uuid>,
    /// What is published of it: A, B, C.
    levels: [Leaf; 3],
}

pub(super) fn publish(counted: &Counted, exposure: &Exposure, gathered: &mut Gathered) -> Result<(), Refusal> {
    let Some((_, item)) = counted.questionnaire.by_role(Role::Tenure).into_iter().next() else { return Ok(()) };
    let bands = item.options.len() - 1;
    let labels: Vec<_> = item.options[..bands].iter().map(|option| option.text.sv.clone()).collect();
    let parts = parts(counted, exposure, bands);
    let Some((whole, departments)) = parts.split_first() else { return Ok(()) };
    bases(counted, &parts, &labels, gathered);
    levels(counted, whole, departments, &labels, gathered)?;
    vignettes(counted, whole, departments, &labels, gathered)
}

/// Everybody first; then each förvaltning whose figures are counts and all of whose bands are large enough.
fn parts(counted: &Counted, exposure: &Exposure, bands: usize) -> Vec<Part> {
    let of = |name: &str, id: String, units: Vec<Uuid>, passes: &dyn Fn(&crate::survey::Group) -> bool| Part {
        name: name.to_owned(),
        id,
        units,
        levels: LEVELS.map(|(.., level)| Leaf::joined(&exposure.leaves(passes, level))),
    };
    let groups = counted.plan.groups(EXPOSURE);
    let units = |passes: &dyn Fn(&crate::survey::Group) -> bool| {
        groups.iter().filter(|group| passes(group)).flat_map(|group| group.units.clone()).collect::<Vec<_>>()
    };
    let mut parts = vec![of("Hela organisationen", "all".to_owned(), units(&|_| true), &|_| true)];
    for (place, name) in exposure.departments.iter().enumerate() {
        let own = |group: &crate::survey::Group| group.department == *name;
        parts.push(of(name, format!("department-{place}"), units(&own), &own));
    }
    let is_large = |part: &Part| (0..bands).all(|band| tenure(counted, part, band, |tenure| tenure.base) >= u64::from(FEWEST));
    let is_counted = |part: &Part| part.levels[..2].iter().all(Leaf::is_exact);
    let is_whole_large = parts.first().is_some_and(|whole| is_large(whole) && is_counted(whole));
    parts.retain(|part| is_whole_large && is_large(part) && is_counted(part));
    // A förvaltning that is everybody is told once.
    let everybody = parts.first().map(|whole| whole.units.len());
    parts.retain(|part| part.id == "all" || Some(part.units.len()) != everybody);
    parts
}

fn tenure(counted: &Counted, part: &Part, band: usize, count: impl Fn(&TenureCounts) -> u64) -> u64 {
    counted.sum(&part.units, |counts: &Counts| count(&counts.tenure[band]))
}

/// How many answered in each band: known to everybody in what follows.
fn bases(counted: &Counted, parts: &[Part], labels: &[String], gathered: &mut Gathered) {
    let code = counted.code().to_owned();
    let mut rows = Vec::new();
    for part in parts {
        for (band, label) in labels.iter().enumerate() {
            let n = u32::try_from(tenure(counted, part, band, |tenure| tenure.base)).unwrap_or(u32::MAX);
            let leaf = crate::statistics::estimator::Group::new(n, n, 0).map(|group| Leaf::publish(group, 0));
            let Ok(leaf) = leaf else { continue };
            let id = format!("{code}/tenure/{}/{band}/respondents", part.id);
            let cells = vec![gathered.cell(id, leaf.respondents_figure())];
            rows.push(Row { label: format!("{}, {}", part.name, label.to_lowercase()), cells });
        }
    }
    gathered.table(
        Planned {
            id: format!("{code}/tenure"),
            period: code,
            title: "Svarande efter yrkeserfarenhet".to_owned(),
            base: "De som har svarat på frågorna om vad som har hänt dem.".to_owned(),
            columns: &["Svarande"],
        },
        rows,
    );
}

/// A and B together, since B is part of A; then C.
fn levels(
    counted: &Counted,
    whole: &Part,
    departments: &[Part],
    labels: &[String],
    gathered: &mut Gathered,
) -> Result<(), Refusal> {
    let code = counted.code().to_owned();
    let bands = labels.len();
    // Per part (the rest of the organisation is one too), per band and for those of unknown tenure: neither, A alone, B.
    let rest = rest(whole, departments);
    let mut nested = SheetPlan::default();
    let mut labelled = SheetPlan::default();
    let (mut nested_atoms, mut labelled_atoms): (Vec<Vec<[AtomId; 3]>>, Vec<Vec<[AtomId; 2]>>) = (Vec::new(), Vec::new());
    for part in departments.iter().chain([&rest]) {
        let (mut threes, mut twos) = (Vec::new(), Vec::new());
        for band in 0..=bands {
            let count = |count: fn(&TenureCounts) -> u64| tenure(counted, part, band, count);
            let (base, any, purposive, label) =
                (count(|t| t.base), count(|t| t.any), count(|t| t.purposive), count(|t| t.labelled));
            let less = |a: u64, b: u64| a.checked_sub(b).ok_or_else(|| Refusal::Crooked(code.clone()));
            threes.push([nested.atom(less(base, any)?), nested.atom(less(any, purposive)?), nested.atom(purposive)]);
            twos.push([labelled.atom(less(base, label)?), labelled.atom(label)]);
        }
        nested_atoms.push(threes);
        labelled_atoms.push(twos);
    }
    let shown_parts: Vec<(&Part, Vec<usize>)> = std::iter::once((whole, (0..=departments.len()).collect()))
        .chain(departments.iter().enumerate().map(|(place, part)| (part, vec![place])))
        .collect();
    let id = |part: &Part, band: usize, what: &str| format!("{code}/tenure/{}/{band}/{what}", part.id);
    for (part, places) in &shown_parts {
        let nested_of = |bands: &[usize], kinds: &[usize]| -> Vec<AtomId> {
            places
                .iter()
                .flat_map(|place| bands.iter().flat_map(move |band| kinds.iter().map(move |kind| (place, band, kind))))
                .map(|(place, band, kind)| nested_atoms[*place][*band][*kind])
                .collect()
        };
        let labelled_of = |bands: &[usize], kinds: &[usize]| -> Vec<AtomId> {
            places
                .iter()
                .flat_map(|place| bands.iter().flat_map(move |band| kinds.iter().map(move |kind| (place, band, kind))))
                .map(|(place, band, kind)| labelled_atoms[*place][*band][*kind])
                .collect()
        };
        let all: Vec<_> = (0..=bands).collect();
        nested.know(nested_of(&all, &[0, 1, 2]));
        nested.know(nested_of(&all, &[1, 2]));
        nested.know(nested_of(&all, &[2]));
        labelled.know(labelled_of(&all, &[0, 1]));
        if part.levels[2].is_exact() {
            labelled.know(labelled_of(&all, &[1]));
        } else {
            labelled.imply(labelled_of(&all, &[1]));
        }
        for band in 0..=bands {
            nested.know(nested_of(&[band], &[0, 1, 2]));
            labelled.know(labelled_of(&[band], &[0, 1]));
            if band == bands {
                [vec![1, 2], vec![2]].into_iter().for_each(|kinds| nested.imply(nested_of(&[band], &kinds)));
                labelled.imply(labelled_of(&[band], &[1]));
            } else {
                nested.print(id(part, band, "any"), nested_of(&[band], &[1, 2]));
                nested.print(id(part, band, "purposive"), nested_of(&[band], &[2]));
                labelled.print(id(part, band, "labelled"), labelled_of(&[band], &[1]));
            }
            nested.imply(nested_of(&[band], &[0]));
            nested.imply(nested_of(&[band], &[1]));
            labelled.imply(labelled_of(&[band], &[0]));
        }
    }
    let mut figures = nested.publish(counted, "tenure/any", gathered)?;
    figures.extend(labelled.publish(counted, "tenure/labelled", gathered)?);
    let mut rows = Vec::new();
    for (part, _) in &shown_parts {
        for (band, label) in labels.iter().enumerate() {
            let cells: Vec<_> = ["any", "purposive", "labelled"]
                .map(|what| id(part, band, what))
                .into_iter()
                .map(|id| {
                    let figure = shown(&figures, &id);
                    gathered.cell(id, figure)
                })
                .collect();
            gap(&code, part, band, label, &cells, gathered);
            rows.push(Row { label: format!("{}, {}", part.name, label.to_lowercase()), cells });
        }
    }
    gathered.table(
        Planned {
            id: format!("{code}/tenure-exposure"),
            period: code.clone(),
            title: "Utsatthet efter yrkeserfarenhet".to_owned(),
            base: "De som har svarat på frågorna om vad som har hänt dem och på frågan om erfarenhet.".to_owned(),
            columns: &["Utsatta (A)", "Otillåten påverkan (B)", "Säger själva ja (C)"],
        },
        rows,
    );
    Ok(())
}

/// What is left of everybody when the förvaltningar that are shown are taken away.
fn rest(whole: &Part, departments: &[Part]) -> Part {
    let shown: Vec<_> = departments.iter().flat_map(|part| &part.units).collect();
    let units = whole.units.iter().filter(|unit| !shown.contains(unit)).copied().collect();
    Part { name: String::new(), id: "rest".to_owned(), units, levels: [Leaf::silent(0); 3] }
}

/// The tolerance gap 1 − C/B, where both are shown and B is at least ten.
fn gap(
    code: &str,
    part: &Part,
    band: usize,
    label: &str,
    cells: &[crate::statistics::disclosure::Cell<crate::statistics::disclosure::Released>],
    gathered: &mut Gathered,
) {
    let count = |place: usize| match cells[place].figure.figure() {
        Figure::Count(count) => Some(*count),
        _ => None,
    };
    let (Some(purposive), Some(labelled)) = (count(1), count(2)) else { return };
    if purposive < u64::from(FEWEST) {
        return;
    }
    let gap = 100.0 * (1.0 - labelled as f64 / purposive as f64);
    gathered.findings.push(Finding {
        id: format!("{code}/tolerance-gap/{}/{band}", part.id),
        title: format!("Toleransgap, {}, {}", part.name, label.to_lowercase()),
        text: format!(
            "{purposive} har varit med om otillåten påverkan enligt SKR:s definition; {labelled} säger själva att de \
             har det. Toleransgapet är {} procent.",
            gap.round()
        ),
    });
}

/// How many would report each vignette, by band.
fn vignettes(
    counted: &Counted,
    whole: &Part,
    departments: &[Part],
    labels: &[String],
    gathered: &mut Gathered,
) -> Result<(), Refusal> {
    let code = counted.code().to_owned();
    let rest = rest(whole, departments);
    for (vignette, (_, item)) in counted.questionnaire.by_role(Role::VignetteReport).into_iter().enumerate() {
        let mut sheet = SheetPlan::default();
        let mut atoms: Vec<Vec<[AtomId; 2]>> = Vec::new();
        for part in departments.iter().chain([&rest]) {
            let mut of_part = Vec::new();
            for band in 0..=labels.len() {
                let count = |which: usize| tenure(counted, part, band, |tenure| tenure.vignettes[vignette][which]);
                let no = count(0).checked_sub(count(1)).ok_or_else(|| Refusal::Crooked(code.clone()))?;
                of_part.push([sheet.atom(no), sheet.atom(count(1))]);
            }
            atoms.push(of_part);
        }
        let id = |part: &Part, band: usize, what: &str| format!("{code}/{}/{}/{band}/{what}", item.id, part.id);
        let shown_parts: Vec<(&Part, Vec<usize>)> = std::iter::once((whole, (0..=departments.len()).collect()))
            .chain(departments.iter().enumerate().map(|(place, part)| (part, vec![place])))
            .collect();
        for (part, places) in &shown_parts {
            let of = |bands: &[usize], kinds: &[usize]| -> Vec<AtomId> {
                places
                    .iter()
                    .flat_map(|place| bands.iter().flat_map(move |band| kinds.iter().map(move |kind| (place, band, kind))))
                    .map(|(place, band, kind)| atoms[*place][*band][*kind])
                    .collect()
            };
            for band in 0..=labels.len() {
                if band == labels.len() {
                    sheet.imply(of(&[band], &[1]));
                } else {
                    sheet.print(id(part, band, "respondents"), of(&[band], &[0, 1]));
                    sheet.print(id(part, band, "would_report"), of(&[band], &[1]));
                }
                sheet.imply(of(&[band], &[0]));
            }
        }
        let figures = sheet.publish(counted, &item.id, gathered)?;
        let mut rows = Vec::new();
        for (part, _) in &shown_parts {
            for (band, label) in labels.iter().enumerate() {
                let cells = ["respondents", "would_report"]
                    .map(|what| id(part, band, what))
                    .into_iter()
                    .map(|id| {
                        let figure = shown(&figures, &id);
                        gathered.cell(id, figure)
                    })
                    .collect();
                rows.push(Row { label: format!("{}, {}", part.name, label.to_lowercase()), cells });
            }
        }
        gathered.table(
            Planned {
                id: format!("{code}/{}", item.id),
                period: code.clone(),
                title: format!("Rapporteringströskel efter yrkeserfarenhet: situation {}", vignette + 1),
                base: "De som har svarat på om de skulle rapportera situationen och på frågan om erfarenhet.".to_owned(),
                columns: &["Svarande", "Skulle rapportera"],
            },
            rows,
        );
    }
    Ok(())
}
