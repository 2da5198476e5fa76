//! Questions that everybody is asked, each as one share: competence, climate, guideline, training, knowledge, witnesses.

use super::{
    super::gate::Refusal,
    EVERYBODY, Gathered, Planned,
    counted::Counted,
    follow_ups::{Among, in_mask, question},
};
use crate::{
    questionnaire::{Item, Kind, Role},
    statistics::disclosure::{Estimate, Leaf, Row, Union},
    survey::{WHOLE, is_share},
};

pub(super) fn publish(counted: &Counted, gathered: &mut Gathered) -> Result<(), Refusal> {
    for (place, item) in counted.questionnaire.items().enumerate().filter(|(_, item)| is_share(item)) {
        if counted.whole(|counts| counts.asked[place]) == 0 {
            continue;
        }
        share(counted, place, item, gathered)?;
    }
    for (place, item) in counted.questionnaire.items().enumerate() {
        // Who was asked a question that hangs on another would tell how that one was answered.
        if matches!(item.role, None | Some(Role::Routine)) && !is_share(item) && item.when.is_empty() {
            spread(counted, place, item, gathered)?;
        }
    }
    Ok(())
}

/// A question of the municipality's own, or about its routine: every answer, for everybody together.
fn spread(counted: &Counted, place: usize, item: &Item, gathered: &mut Gathered) -> Result<(), Refusal> {
    let declined = item.options.len() - 1;
    let answered = match item.kind {
        Kind::One => counted.whole(|counts| counts.counts[place][..declined].iter().sum()),
        Kind::Many => counted
            .whole(|counts| counts.asked[place].saturating_sub(counts.blank[place] + counts.counts[place][declined])),
    };
    let answered = u32::try_from(answered).unwrap_or(u32::MAX);
    let population = counted.plan.groups(WHOLE).iter().map(|group| group.population).sum();
    let leaf = Leaf::published(population, answered, answered, answered);
    question(
        counted,
        place,
        item,
        &Among { leaf, base: "De som har svarat på frågan.", counts: |counts| &counts.counts, complete: true },
        gathered,
    )
}

fn share(counted: &Counted, place: usize, item: &Item, gathered: &mut Gathered) -> Result<(), Refusal> {
    let code = counted.code().to_owned();
    let (all, holds) = (!item.na_mask(), item.share_mask());
    let (mut leaves, mut rows) = (Vec::new(), Vec::new());
    let groups = counted.plan.groups(&item.id);
    for (number, group) in groups.iter().enumerate() {
        let count = |mask: u16| counted.sum(&group.units, |counts| in_mask(&counts.counts[place], mask));
        let leaf = counted.leaf(group, count(all), count(holds))?;
        let id = |what: &str| format!("{code}/{}/{number}/{what}", item.id);
        let figures = [("respondents", leaf.respondents_figure()), ("holds", leaf.figure())];
        let cells = figures.into_iter().map(|(what, figure)| gathered.cell(id(what), figure)).collect();
        rows.push(Row { label: group.name.clone(), cells });
        leaves.push(leaf);
    }
    let title = counted.said(&item.text.sv);
    let mut estimate = |whom: &str, group: &str, leaves: &[Leaf]| {
        let id = format!("{code}/{}/{whom}", item.id);
        gathered.estimates.push(Estimate::of(id, &title, group, &Union::of(leaves)));
    };
    estimate("all", EVERYBODY, &leaves);
    if groups.len() > 1 {
        for (number, (group, leaf)) in groups.iter().zip(&leaves).enumerate() {
            estimate(&format!("group-{number}"), &group.name, &[*leaf]);
        }
    }
    gathered.table(
        Planned {
            id: format!("{code}/{}", item.id),
            period: code.clone(),
            title: counted.said(&item.text.sv),
            base: format!("De som har svarat på frågan. Räknas: {}.", counted_answers(item)),
            columns: &["Svarande", "Räknas"],
        },
        rows,
    );
    Ok(())
}

/// The answers that make up the share, as in running text.
fn counted_answers(item: &Item) -> String {
    let texts: Vec<_> = item
        .options
        .iter()
        .filter(|option| item.share.contains(&option.code))
        .map(|option| option.text.sv.as_str())
        .collect();
    match texts.as_slice() {
        [texts @ .., last] if !texts.is_empty() => format!("{} och {last}", texts.join(", ")),
        _ => texts.concat(),
    }
}
