//! What those who have met with it have met with: acts by severity, purpose, actor, channel, matter, consequences, whom
//! they told and why not. For everybody together, and only where at least ten have.

use super::{
    super::gate::Refusal,
    FEWEST, Gathered, K, Planned, TOO_FEW,
    counted::Counted,
    exposure::{Exposure, LEVELS},
    sheets::{SheetPlan, shown},
};
use crate::{
    questionnaire::{Counts, Item, Kind, Role},
    statistics::disclosure::{Leaf, Released, Row, tells_of_parts},
};

const TIERS: [&str; 3] = [
    "Allvar 1: påtryckningar, förolämpningar, uthängning, relationer",
    "Allvar 2: antydningar, löfte om självskada, erbjudanden, tryck inifrån",
    "Allvar 3: hot, våld, skadegörelse",
];
const ACTS: &str = "De som har svarat på frågorna om vad som har hänt dem.";
const OF_A: &str = "De som har varit med om minst en av händelserna (A).";
const OF_B: &str = "De som har varit med om minst en av händelserna och uppfattade ett syfte att påverka (B).";
const OF_SILENT: &str = "De som har varit med om minst en av händelserna och inte berättade för någon.";

/// Among whom a question is told.
pub(super) struct Among {
    pub leaf: Leaf,
    pub base: &'static str,
    pub counts: fn(&Counts) -> &Vec<Vec<u64>>,
}

pub(super) fn publish(counted: &Counted, exposure: &Exposure, gathered: &mut Gathered) -> Result<(), Refusal> {
    let any = exposure.whole(&LEVELS[0]);
    acts(counted, any, gathered);
    let among_any = || Among { leaf: any, base: OF_A, counts: |counts| &counts.of_any };
    let among_purposive =
        || Among { leaf: exposure.whole(&LEVELS[1]), base: OF_B, counts: |counts| &counts.of_purposive };
    for (place, item) in counted.questionnaire.items().enumerate() {
        let among = match item.role {
            Some(Role::Purposes | Role::Matter) => among_purposive(),
            Some(Role::PurposePerceived | Role::Actor | Role::Channel | Role::Consequence | Role::Told) => among_any(),
            Some(Role::Support) => among_any(),
            Some(Role::WhyNot) => match silent(counted, any) {
                Some(leaf) => Among { leaf, base: OF_SILENT, counts: |counts| &counts.of_any },
                None => continue,
            },
            _ => continue,
        };
        question(counted, place, item, &among, gathered)?;
    }
    Ok(())
}

/// Acts and their severity, as parts of those who have met with any.
fn acts(counted: &Counted, any: Leaf, gathered: &mut Gathered) {
    let code = counted.code().to_owned();
    let part = |count: u64| any.within(u32::try_from(count).unwrap_or(u32::MAX), K);
    let mut acts: Vec<_> = counted.questionnaire.by_role(Role::Act);
    acts.sort_by_key(|(place, item)| (item.severity, *place));
    let share = |place: usize, item: &Item| {
        let mask = item.share_mask();
        counted.whole(|counts| in_mask(&counts.of_base[place], mask))
    };
    let leaves: Vec<_> = acts.iter().map(|(place, item)| part(share(*place, item))).collect();
    let rows: Vec<_> = acts
        .iter()
        .map(|(_, item)| {
            let severity = item.severity.map_or_else(String::new, |tier| format!(" (allvar {tier})"));
            (format!("{}{severity}", counted.said(&item.text.sv)), format!("{code}/acts/{}", item.id))
        })
        .collect();
    table(gathered, any, leaves, rows, counted, ("acts", "Vad som har hänt, efter allvar", ACTS));
    let tiers: Vec<_> = (0..3).map(|tier| part(counted.whole(|counts| counts.severity[tier]))).collect();
    let rows =
        TIERS.iter().enumerate().map(|(tier, name)| ((*name).to_owned(), format!("{code}/severity/{}", tier + 1)));
    table(gathered, any, tiers, rows.collect(), counted, ("severity", "Allvar", ACTS));
}

/// Parts of a whole, unless the whole would give one of them away.
fn table(
    gathered: &mut Gathered,
    whole: Leaf,
    parts: Vec<Leaf>,
    rows: Vec<(String, String)>,
    counted: &Counted,
    (name, title, base): (&str, &str, &str),
) {
    let tells = tells_of_parts(whole, &parts);
    let figure = |leaf: Leaf| if tells || !leaf.enough() { Released::withheld() } else { leaf.figure() };
    let rows = rows.into_iter().zip(parts).map(|((label, id), leaf)| {
        let cells = vec![gathered.cell(id, figure(leaf))];
        Row { label, cells }
    });
    let rows = rows.collect();
    gathered.table(
        Planned {
            id: format!("{}/{name}", counted.code()),
            period: counted.code().to_owned(),
            title: title.to_owned(),
            base: format!("{base} En person kan ha varit med om flera."),
            columns: &["Personer"],
        },
        rows,
    );
}

/// Those who told nobody, if that can be shown.
fn silent(counted: &Counted, any: Leaf) -> Option<Leaf> {
    let (place, item) = counted.questionnaire.by_role(Role::Told).into_iter().next()?;
    let nobody = item.options.iter().position(|option| option.code == "nobody")?;
    let count = counted.whole(|counts| counts.of_any[place][nobody]);
    Some(any.within(u32::try_from(count).unwrap_or(u32::MAX), K))
}

/// One question among some: an option each, or several.
pub(super) fn question(
    counted: &Counted,
    place: usize,
    item: &Item,
    among: &Among,
    gathered: &mut Gathered,
) -> Result<(), Refusal> {
    let id = format!("{}/{}", counted.code(), item.id);
    if !among.leaf.enough() || among.leaf.low() < FEWEST {
        gathered.hide(&id, TOO_FEW);
        return Ok(());
    }
    // To decline is no answer; it is told as bortfall.
    let options: Vec<_> = item.options[..item.options.len() - 1].iter().enumerate().collect();
    let count = |option: usize| counted.whole(|counts| (among.counts)(counts)[place][option]);
    let cell = |code: &str| format!("{id}/{code}");
    let figures: Vec<_> = match item.kind {
        Kind::One if !among.leaf.is_exact() => {
            let part = |option: &(usize, _)| among.leaf.within(u32::try_from(count(option.0)).unwrap_or(u32::MAX), K);
            let parts: Vec<_> = options.iter().map(part).collect();
            let tells = parts_tell(among.leaf, &parts);
            parts.iter().map(|part| if tells { Released::withheld() } else { part.figure() }).collect()
        }
        Kind::Many => options
            .iter()
            .map(|(option, _)| among.leaf.within(u32::try_from(count(*option)).unwrap_or(u32::MAX), K).figure())
            .collect(),
        Kind::One => {
            let mut sheet = SheetPlan::default();
            let atoms: Vec<_> = options.iter().map(|(option, _)| sheet.atom(count(*option))).collect();
            let told: u64 = options.iter().map(|(option, _)| count(*option)).sum();
            let crooked = || Refusal::Crooked(counted.code().to_owned());
            let rest = sheet.atom(u64::from(among.leaf.low()).checked_sub(told).ok_or_else(crooked)?);
            let all: Vec<_> = atoms.iter().chain([&rest]).copied().collect();
            sheet.know(all.clone());
            for ((_, choice), atom) in options.iter().zip(&atoms) {
                sheet.print(cell(&choice.code), vec![*atom]);
                sheet.imply(all.iter().copied().filter(|other| other != atom).collect());
            }
            let figures = sheet.publish(counted, &id, gathered)?;
            options.iter().map(|(_, choice)| shown(&figures, &cell(&choice.code))).collect()
        }
    };
    let several = if item.kind == Kind::Many { " En person kan ha flera svar." } else { "" };
    let rows = options.iter().zip(figures).map(|((_, choice), figure)| Row {
        label: choice.text.sv.clone(),
        cells: vec![gathered.cell(cell(&choice.code), figure)],
    });
    let rows: Vec<_> = rows.collect();
    gathered.table(
        Planned {
            id: id.clone(),
            period: counted.code().to_owned(),
            title: counted.said(&item.text.sv),
            base: format!("{} {} personer.{several}", among.base, span(among.leaf)),
            columns: &["Personer"],
        },
        rows,
    );
    Ok(())
}

fn span(leaf: Leaf) -> String {
    if leaf.is_exact() { leaf.low().to_string() } else { format!("{}–{}", leaf.low(), leaf.high()) }
}

/// Whether answers that exclude each other tell of the whole they are part of, or of each other, where the whole is a band.
fn parts_tell(whole: Leaf, parts: &[Leaf]) -> bool {
    let least = parts.iter().map(Leaf::low).sum::<u32>();
    let is_squeezed = |part: &Leaf| !part.is_exact() && whole.low() + part.low() < least + part.high();
    least > whole.low() || parts.iter().any(is_squeezed)
}

/// Those who chose an option of `mask`, of a question with one answer each.
pub(super) fn in_mask(options: &[u64], mask: u16) -> u64 {
    options.iter().enumerate().filter(|(place, _)| mask >> place & 1 == 1).map(|(_, count)| count).sum()
}
