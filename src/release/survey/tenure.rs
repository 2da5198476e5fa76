//! Exposure and what would be reported, by years of experience: for everybody, and for förvaltningar where at least ten of
//! every band have answered. Never within a unit (measurement.md §3.4, P3).

use std::{collections::BTreeMap, ops::Range};

use uuid::Uuid;

use super::{
    super::gate::Refusal,
    EVERYBODY, FEWEST, Gathered, Planned,
    counted::Counted,
    exposure::{Exposure, LEVELS, departments},
    sheets::{SheetPlan, shown},
};
use crate::{
    questionnaire::{Counts, Role, TenureCounts},
    statistics::disclosure::{AtomId, Cell, Figure, Finding, Leaf, Released, Row},
};

/// Everybody, or one förvaltning.
struct Part {
    name: String,
    id: String,
    units: Vec<Uuid>,
    /// What is published of it, by each definition.
    levels: [Option<Leaf>; 3],
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

/// Everybody first; then each förvaltning; all with enough of every band.
fn parts(counted: &Counted, exposure: &Exposure, bands: usize) -> Vec<Part> {
    let frame = &counted.source.frame;
    let everybody = Part {
        name: EVERYBODY.to_owned(),
        id: "all".to_owned(),
        units: frame.iter().map(|unit| unit.id).collect(),
        levels: LEVELS.each_ref().map(|level| Some(exposure.whole(level))),
    };
    let names = departments(counted);
    let each = names.iter().enumerate().map(|(place, name)| Part {
        name: name.clone(),
        id: format!("department-{place}"),
        units: frame.iter().filter(|unit| unit.department == *name).map(|unit| unit.id).collect(),
        levels: LEVELS.each_ref().map(|level| exposure.department(level, name, counted)),
    });
    let mut parts: Vec<_> = std::iter::once(everybody).chain(each).collect();
    let is_large =
        |part: &Part| (0..bands).all(|band| tenure(counted, part, band, |tenure| tenure.base) >= u64::from(FEWEST));
    let is_known = |part: &Part| part.levels[0].is_some_and(|any| any.low() >= FEWEST);
    let is_whole_large = parts.first().is_some_and(is_large);
    parts.retain(|part| is_whole_large && is_large(part) && is_known(part));
    // What is left of everybody beside the förvaltningar is counted too, by subtraction.
    let is_left_small = parts.split_first().is_some_and(|(whole, departments)| {
        let rest = rest(whole, departments);
        !rest.units.is_empty() && !is_large(&rest)
    });
    parts.truncate(if is_left_small { 1 } else { parts.len() });
    parts
}

/// The count of a band. Who did not tell their experience is counted with the largest band: so few, beside what is
/// published, could not be hidden.
fn tenure(counted: &Counted, part: &Part, band: usize, count: impl Fn(&TenureCounts) -> u64) -> u64 {
    let largest = counted.largest_band();
    let with = |counts: &Counts| match counts.tenure.split_last() {
        Some((unknown, bands)) if band == largest => count(&bands[band]) + count(unknown),
        Some((_, bands)) => count(&bands[band]),
        None => 0,
    };
    counted.sum(&part.units, with)
}

/// How many answered in each band, and were asked where the frame knows: in what follows this is known to everybody.
fn bases(counted: &Counted, parts: &[Part], labels: &[String], gathered: &mut Gathered) {
    let code = counted.code().to_owned();
    let is_known = counted.source.frame.iter().all(|unit| unit.tenure.is_some());
    let mut rows = Vec::new();
    for part in parts {
        for (band, label) in labels.iter().enumerate() {
            let answered = u32::try_from(tenure(counted, part, band, |tenure| tenure.base)).unwrap_or(u32::MAX);
            let leaf = Leaf::published(asked(counted, part, band), answered, answered, answered);
            let id = |what: &str| format!("{code}/tenure/{}/{band}/{what}", part.id);
            let answered = gathered.cell(id("respondents"), leaf.respondents_figure());
            let asked = is_known.then(|| gathered.cell(id("persons"), leaf.population_figure()));
            let cells = [answered].into_iter().chain(asked).collect();
            rows.push(Row { label: format!("{}, {}", part.name, label.to_lowercase()), cells });
        }
    }
    gathered.table(
        Planned {
            id: format!("{code}/tenure"),
            period: code,
            title: "Svarande efter yrkeserfarenhet".to_owned(),
            base:
                "De som har svarat på frågorna om vad som har hänt dem. Den som inte har uppgett sin erfarenhet räknas \
                   till den största gruppen."
                    .to_owned(),
            columns: if is_known { &["Svarande", "Tillfrågade"] } else { &["Svarande"] },
        },
        rows,
    );
}

/// How many of a band were asked, as far as the frame knows.
fn asked(counted: &Counted, part: &Part, band: usize) -> u32 {
    let units = counted.source.frame.iter().filter(|unit| part.units.contains(&unit.id));
    let counts = units.filter_map(|unit| unit.tenure.as_ref()?.get(band).copied());
    counts.map(i32::unsigned_abs).sum()
}

/// A with B, which is part of it, in every band; then C.
fn levels(
    counted: &Counted,
    whole: &Part,
    departments: &[Part],
    labels: &[String],
    gathered: &mut Gathered,
) -> Result<(), Refusal> {
    let code = counted.code().to_owned();
    // Where a group of a part shows a band, the sum over the bands of experience would tell what it hides.
    let is_exact = |part: &Part, level: usize| part.levels[level].is_some_and(|leaf| leaf.is_exact());
    let everywhere = |level| std::iter::once(whole).chain(departments).all(|part| is_exact(part, level));
    let nested = Crossed {
        figure: "tenure-exposure",
        name: "any",
        counts: &|t| Some(vec![t.base.checked_sub(t.any)?, t.any.checked_sub(t.purposive)?, t.purposive]),
        prints: &[("any", &[1, 2]), ("purposive", &[2])],
        implies: &[&[0], &[1]],
        is_published: true,
        shows: &|part| is_exact(part, 0),
    };
    let any = Crossed {
        counts: &|t| Some(vec![t.base.checked_sub(t.any)?, t.any]),
        prints: &[("any", &[1])],
        implies: &[&[0]],
        ..nested
    };
    let labelled = Crossed {
        name: "labelled",
        counts: &|t| Some(vec![t.base.checked_sub(t.labelled)?, t.labelled]),
        prints: &[("labelled", &[1])],
        implies: &[&[0]],
        shows: &|part| is_exact(part, 2),
        ..nested
    };
    let exposed = if everywhere(0) && everywhere(1) { &nested } else { &any };
    let mut figures = exposed.publish(counted, whole, departments, labels.len(), gathered)?;
    figures.extend(labelled.publish(counted, whole, departments, labels.len(), gathered)?);
    let mut rows = Vec::new();
    for part in std::iter::once(whole).chain(departments) {
        for (band, label) in labels.iter().enumerate() {
            let row = row(
                &code,
                "tenure-exposure",
                part,
                band,
                label,
                &LEVELS.each_ref().map(|level| level.id),
                &figures,
                gathered,
            );
            gap(&code, part, band, label, &row.cells, gathered);
            rows.push(row);
        }
    }
    gathered.table(
        Planned {
            id: format!("{code}/tenure-exposure"),
            period: code.clone(),
            title: "Utsatthet efter yrkeserfarenhet".to_owned(),
            base: "De som har svarat på frågorna om vad som har hänt dem och hur länge de har arbetat med sådana kontakter. Den som inte har \
                   uppgett sin erfarenhet räknas till den största gruppen."
                .to_owned(),
            columns: &LEVELS.each_ref().map(|level| level.column),
        },
        rows,
    );
    Ok(())
}

/// Counts in every band of everybody and of each förvaltning that is shown; the rest of the organisation is in the sums.
struct Crossed<'a> {
    figure: &'a str,
    name: &'a str,
    /// Those who answered, apart by what they answered; nothing for counts that cannot be.
    counts: &'a dyn Fn(&TenureCounts) -> Option<Vec<u64>>,
    /// What is printed: which of them together.
    prints: &'a [(&'a str, &'a [usize])],
    /// What could be worked out of that in each band.
    implies: &'a [&'a [usize]],
    /// Whether bases and sums are published already.
    is_published: bool,
    shows: &'a dyn Fn(&Part) -> bool,
}

impl Crossed<'_> {
    /// How many answers are told apart.
    fn kinds(&self) -> usize {
        let named = self.prints.iter().flat_map(|(_, kinds)| *kinds).chain(self.implies.iter().copied().flatten());
        named.max().map_or(0, |last| last + 1)
    }

    fn publish(
        &self,
        counted: &Counted,
        whole: &Part,
        departments: &[Part],
        bands: usize,
        gathered: &mut Gathered,
    ) -> Result<BTreeMap<String, Released>, Refusal> {
        let code = counted.code();
        if !(self.shows)(whole) {
            return Ok(BTreeMap::new());
        }
        // One that is not shown would be what is left of the whole beside the others.
        let departments = if departments.iter().all(self.shows) { departments } else { &[] };
        let rest = rest(whole, departments);
        let mut sheet = SheetPlan::default();
        let mut atoms: Vec<Vec<Vec<AtomId>>> = Vec::new();
        for part in departments.iter().chain([&rest]) {
            let mut of_part = Vec::new();
            for band in 0..bands {
                let counts = apart(counted, part, band, self).ok_or_else(|| Refusal::Crooked(code.to_owned()))?;
                of_part.push(counts.into_iter().map(|count| sheet.atom(count)).collect());
            }
            atoms.push(of_part);
        }
        let kinds: Vec<usize> = (0..self.kinds()).collect();
        let printed = std::iter::once((whole, 0..atoms.len()))
            .chain(departments.iter().enumerate().map(|(place, part)| (part, place..place + 1)));
        let left = (!rest.units.is_empty() && !departments.is_empty()).then(|| (&rest, atoms.len() - 1..atoms.len()));
        for (part, places) in printed.chain(left) {
            let of = |bands: Range<usize>, kinds: &[usize]| -> Vec<AtomId> {
                let of_part = |part: &Vec<Vec<AtomId>>| {
                    part[bands.clone()]
                        .iter()
                        .flat_map(|atoms| kinds.iter().map(|kind| atoms[*kind]))
                        .collect::<Vec<_>>()
                };
                atoms[places.clone()].iter().flat_map(of_part).collect()
            };
            let is_left = part.id == "rest";
            for (_, kinds) in self.prints {
                match self.is_published {
                    true => sheet.know(of(0..bands, kinds)),
                    false => sheet.imply(of(0..bands, kinds)),
                }
            }
            if self.is_published {
                sheet.know(of(0..bands, &kinds));
            }
            for band in 0..bands {
                let id = |what: &str| cell_id(code, self.figure, part, band, what);
                let here = band..band + 1;
                for (what, kinds) in self.prints {
                    match is_left {
                        true => sheet.imply(of(here.clone(), kinds)),
                        false => sheet.print(id(what), of(here.clone(), kinds)),
                    }
                }
                self.implies.iter().for_each(|kinds| sheet.imply(of(here.clone(), kinds)));
                match (self.is_published, is_left) {
                    (true, _) => sheet.know(of(here, &kinds)),
                    (false, true) => sheet.imply(of(here, &kinds)),
                    (false, false) => sheet.print(id("respondents"), of(here, &kinds)),
                }
            }
        }
        sheet.publish(counted, &format!("{}/{}", self.figure, self.name), gathered)
    }
}

/// The counts of a band, apart by what was answered.
fn apart(counted: &Counted, part: &Part, band: usize, crossed: &Crossed) -> Option<Vec<u64>> {
    // A count that cannot be is too large for any sheet.
    let of = |kind: usize| {
        tenure(counted, part, band, |tenure| {
            (crossed.counts)(tenure).map_or(u64::from(u32::MAX), |counts| counts[kind])
        })
    };
    let counts: Vec<_> = (0..crossed.kinds()).map(of).collect();
    counts.iter().all(|count| *count < u64::from(u32::MAX)).then_some(counts)
}

fn cell_id(code: &str, figure: &str, part: &Part, band: usize, what: &str) -> String {
    format!("{code}/{figure}/{}/{band}/{what}", part.id)
}

#[expect(clippy::too_many_arguments, reason = "a row is drawn from all of these, twice")]
fn row(
    code: &str,
    figure: &str,
    part: &Part,
    band: usize,
    label: &str,
    columns: &[&str],
    figures: &BTreeMap<String, Released>,
    gathered: &mut Gathered,
) -> Row<Released> {
    let ids = columns.iter().map(|what| cell_id(code, figure, part, band, what));
    let cells = ids.map(|id| {
        let figure = shown(figures, &id);
        gathered.cell(id, figure)
    });
    Row { label: format!("{}, {}", part.name, label.to_lowercase()), cells: cells.collect() }
}

/// What is left of everybody when the förvaltningar that are shown are taken away.
fn rest(whole: &Part, departments: &[Part]) -> Part {
    let shown: Vec<_> = departments.iter().flat_map(|part| &part.units).collect();
    let units = whole.units.iter().filter(|unit| !shown.contains(unit)).copied().collect();
    Part { name: String::new(), id: "rest".to_owned(), units, levels: [None; 3] }
}

/// The tolerance gap 1 − C/B, where both are shown and B is at least ten.
fn gap(code: &str, part: &Part, band: usize, label: &str, cells: &[Cell<Released>], gathered: &mut Gathered) {
    let count = |place: usize| match cells[place].figure.figure() {
        Figure::Count(count) => Some(*count),
        _ => None,
    };
    let (Some(purposive), Some(labelled)) = (count(1), count(2)) else { return };
    if purposive < u64::from(FEWEST) {
        return;
    }
    let says = match labelled < purposive {
        true => format!("Toleransgapet är {:.0} procent.", 100.0 * (1.0 - labelled as f64 / purposive as f64)),
        false => "Det finns inget toleransgap här.".to_owned(),
    };
    gathered.findings.push(Finding {
        id: format!("{code}/tolerance-gap/{}/{band}", part.id),
        title: format!("Toleransgap, {}, {}", part.name, label.to_lowercase()),
        text: format!(
            "{purposive} har varit med om otillåten påverkan enligt SKR:s definition; {labelled} säger själva att de \
             har det. {says}"
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
    for (vignette, (_, item)) in counted.questionnaire.by_role(Role::VignetteReport).into_iter().enumerate() {
        let crossed = Crossed {
            figure: &item.id,
            name: "would_report",
            counts: &|tenure| {
                let [answered, would] = tenure.vignettes[vignette];
                Some(vec![answered.checked_sub(would)?, would])
            },
            prints: &[("would_report", &[1])],
            implies: &[&[0]],
            is_published: false,
            shows: &|_| true,
        };
        let figures = crossed.publish(counted, whole, departments, labels.len(), gathered)?;
        let mut rows = Vec::new();
        for part in std::iter::once(whole).chain(departments) {
            for (band, label) in labels.iter().enumerate() {
                let columns = ["respondents", "would_report"];
                rows.push(row(&code, &item.id, part, band, label, &columns, &figures, gathered));
            }
        }
        gathered.table(
            Planned {
                id: format!("{code}/{}", item.id),
                period: code.clone(),
                title: format!("Rapporteringströskel efter yrkeserfarenhet: situation {}", vignette + 1),
                base: "De som har svarat på om de skulle rapportera situationen och på frågan om erfarenhet."
                    .to_owned(),
                columns: &["Svarande", "Skulle rapportera"],
            },
            rows,
        );
    }
    Ok(())
}
