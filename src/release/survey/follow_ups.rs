//! What those who have met with it have met with: acts by severity, purpose, actor, channel, matter, consequences, whom
//! they told and why not. For everybody together, and only where at least ten have.

use super::{
    super::gate::Refusal,
    FEWEST, Gathered, HIDDEN, K, Planned, TOO_FEW,
    counted::Counted,
    exposure::{Exposure, LEVELS},
    sheets::{SheetPlan, shown},
};
use crate::{
    questionnaire::{Counts, Item, Kind, Role},
    statistics::disclosure::{Leaf, Released, Row, tells_of_parts},
};

const ACTS: &str = "De som har svarat på frågorna om vad som har hänt dem.";
const OF_A: &str = "De som har varit med om minst en av händelserna (A).";
const OF_B: &str = "De som har varit med om minst en av händelserna och uppfattade ett syfte att påverka (B).";
const OF_TOLD: &str = "De som har varit med om minst en av händelserna och inte svarat att de teg om den.";
const OF_SILENT: &str = "De som har varit med om minst en av händelserna och inte berättade för någon.";

/// Among whom a question is told.
pub(super) struct Among {
    pub leaf: Leaf,
    pub base: &'static str,
    pub counts: fn(&Counts) -> &Vec<Vec<u64>>,
    /// Whether everybody in it has answered, so that the answers add up to it.
    pub complete: bool,
}

pub(super) fn publish(counted: &Counted, exposure: &Exposure, gathered: &mut Gathered) -> Result<(), Refusal> {
    let any = exposure.whole(&LEVELS[0]);
    acts(counted, any, gathered);
    let among = |leaf, base| Among { leaf, base, counts: |counts| &counts.of_any, complete: false };
    for (place, item) in counted.questionnaire.items().enumerate() {
        let among = match item.role {
            Some(Role::Purposes | Role::Matter) => {
                Among { counts: |counts| &counts.of_purposive, ..among(exposure.whole(&LEVELS[1]), OF_B) }
            }
            Some(Role::Actor | Role::Channel | Role::Consequence | Role::Told) => among(any, OF_A),
            Some(Role::Support) => among(told_somebody(counted, any), OF_TOLD),
            Some(Role::WhyNot) => among(silent(counted, any), OF_SILENT),
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

/// Those who told nobody.
fn silent(counted: &Counted, any: Leaf) -> Leaf {
    let told = counted.questionnaire.by_role(Role::Told).into_iter().next();
    let nobody =
        told.and_then(|(place, item)| Some((place, item.options.iter().position(|option| option.code == "nobody")?)));
    let count = nobody.map_or(0, |(place, option)| counted.whole(|counts| counts.of_any[place][option]));
    any.within(u32::try_from(count).unwrap_or(u32::MAX), K)
}

/// Those left who may have told somebody, where both counts are shown; else nobody.
fn told_somebody(counted: &Counted, any: Leaf) -> Leaf {
    let silent = silent(counted, any);
    let left = if any.is_exact() && silent.is_exact() { any.low() - silent.low() } else { 0 };
    Leaf::published(any.population(), any.respondents(), left, left)
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
    if item.kind == Kind::One && !among.leaf.is_exact() {
        gathered.hide(&id, HIDDEN);
        return Ok(());
    }
    // To decline is no answer; it is told as bortfall.
    let options: Vec<_> = item.options[..item.options.len() - 1].iter().enumerate().collect();
    let count = |option: usize| counted.whole(|counts| (among.counts)(counts)[place][option]);
    let cell = |code: &str| format!("{id}/{code}");
    let figures: Vec<_> = match item.kind {
        Kind::Many => {
            let part = |option: usize| among.leaf.within(u32::try_from(count(option)).unwrap_or(u32::MAX), K);
            let parts: Vec<_> = options.iter().map(|(option, choice)| (choice.alone, part(*option))).collect();
            let leaves: Vec<_> = parts.iter().map(|(_, leaf)| *leaf).collect();
            let tells = exclusive_tell(among.leaf, &parts) || (among.complete && tells_of_parts(among.leaf, &leaves));
            leaves.iter().map(|leaf| if tells { Released::withheld() } else { leaf.figure() }).collect()
        }
        Kind::One => {
            let mut sheet = SheetPlan::default();
            let atoms: Vec<_> = options.iter().map(|(option, _)| sheet.atom(count(*option))).collect();
            let told: u64 = options.iter().map(|(option, _)| count(*option)).sum();
            let crooked = || Refusal::Crooked(counted.code().to_owned());
            let rest = u64::from(among.leaf.low()).checked_sub(told).ok_or_else(crooked)?;
            // Those who declined are a count like the others, where there can be any.
            let rest = (!among.complete).then(|| sheet.atom(rest));
            let all: Vec<_> = atoms.iter().copied().chain(rest).collect();
            sheet.know(all.clone());
            rest.iter().for_each(|rest| sheet.imply(vec![*rest]));
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

/// Whether an answer that stands alone tells of another: together they are no more than the whole, and what is left of it
/// beside two that are shown is a count too.
fn exclusive_tell(whole: Leaf, parts: &[(bool, Leaf)]) -> bool {
    let pairs = parts.iter().enumerate().filter(|(_, (alone, _))| *alone).flat_map(|(place, (_, alone))| {
        let others = parts.iter().enumerate().filter(move |(other, _)| *other != place);
        others.map(move |(_, (_, other))| (alone, other))
    });
    let mut tells = pairs.map(|(one, other)| {
        let slack = if one.is_exact() && other.is_exact() { K } else { 0 };
        one.high() + other.high() + slack > whole.low()
    });
    tells.any(|tells| tells)
}

/// Those who chose an option of `mask`, of a question with one answer each.
pub(super) fn in_mask(options: &[u64], mask: u16) -> u64 {
    options.iter().enumerate().filter(|(place, _)| mask >> place & 1 == 1).map(|(_, count)| count).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_stands_alone_is_not_shown_where_it_tells_of_another() {
        let whole = |low, high| Leaf::published(200, 100, low, high);
        let shown = |count| whole(count, count);
        let tells = |of: Leaf, alone: Leaf, other: Leaf| exclusive_tell(of, &[(true, alone), (false, other)]);
        assert!(tells(shown(20), shown(7), shown(12)), "one person said neither");
        assert!(!tells(shown(20), shown(7), shown(8)));
        assert!(tells(whole(20, 24), shown(10), shown(14)), "together they make the band a count");
        assert!(tells(shown(20), whole(0, 4), shown(17)), "no more than three can have said nobody");
        assert!(!tells(shown(40), whole(0, 4), shown(30)));
        assert!(!exclusive_tell(shown(20), &[(false, shown(12)), (false, shown(19))]), "what may stand together");
    }
}
