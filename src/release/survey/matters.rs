//! What happened by the kind of matter it concerned, in förvaltningar of at least 150 persons.

use super::{
    super::gate::Refusal,
    Gathered, Planned,
    counted::Counted,
    follow_ups::in_mask,
    sheets::{SheetPlan, shown},
};
use crate::{
    questionnaire::Role,
    statistics::disclosure::{AtomId, Figure, Row},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A smaller förvaltning has no such table.
const PERSONS: i32 = 150;

pub(super) fn publish(counted: &Counted, gathered: &mut Gathered) -> Result<(), Refusal> {
    let Some((_, matter)) = counted.questionnaire.by_role(Role::Matter).into_iter().next() else { return Ok(()) };
    let acts = counted.questionnaire.by_role(Role::Act);
    let departments = departments(counted);
    if departments.is_empty() {
        return Ok(());
    }
    let code = counted.code().to_owned();
    let choices = &matter.options[..matter.options.len() - 1];
    let id = |department: usize, act: &str, choice: &str| format!("{code}/matters/{department}/{act}/{choice}");
    let mut figures = BTreeMap::new();
    for (place, (item_place, act)) in acts.iter().enumerate() {
        let mut sheet = SheetPlan::default();
        let mut all: Vec<AtomId> = Vec::new();
        for (number, (_, units)) in departments.iter().enumerate() {
            let mut told = 0;
            for (option, choice) in choices.iter().enumerate() {
                let count = counted.sum(units, |counts| counts.matters[place][option]);
                told += count;
                let atom = sheet.atom(count);
                sheet.print(id(number, &act.id, &choice.code), vec![atom]);
                all.push(atom);
            }
            let acted = counted.sum(units, |counts| in_mask(&counts.of_base[*item_place], act.share_mask()));
            all.push(sheet.atom(acted.checked_sub(told).ok_or_else(|| Refusal::Crooked(code.clone()))?));
        }
        let here =
            |units: &Vec<Uuid>| counted.sum(units, |counts| in_mask(&counts.of_base[*item_place], act.share_mask()));
        let everywhere = counted.whole(|counts| in_mask(&counts.of_base[*item_place], act.share_mask()));
        let shown_here: u64 = departments.iter().map(|(_, units)| here(units)).sum();
        let elsewhere = everywhere.checked_sub(shown_here).ok_or_else(|| Refusal::Crooked(code.clone()))?;
        all.push(sheet.atom(elsewhere));
        // The whole may be published; nothing is lost by taking it as known.
        sheet.know(all);
        figures.extend(sheet.publish(counted, &format!("matters/{}", act.id), gathered)?);
    }
    for (number, (name, _)) in departments.iter().enumerate() {
        let mut rows = Vec::new();
        for (_, act) in &acts {
            let cells: Vec<_> = choices
                .iter()
                .map(|choice| id(number, &act.id, &choice.code))
                .map(|id| {
                    let figure = shown(&figures, &id);
                    gathered.cell(id, figure)
                })
                .collect();
            rows.push(Row { label: counted.said(&act.text.sv), cells });
        }
        // A table of bands alone says nothing.
        let says = |row: &Row<_>| {
            row.cells.iter().any(
                |cell: &crate::statistics::disclosure::Cell<crate::statistics::disclosure::Released>| {
                    matches!(cell.figure.figure(), Figure::Count(_))
                },
            )
        };
        if rows.iter().any(says) {
            let columns: Vec<_> = choices.iter().map(|choice| choice.text.sv.as_str()).collect();
            gathered.table(
                Planned {
                    id: format!("{code}/matters/{number}"),
                    period: code.clone(),
                    title: format!("Vad som har hänt efter ärendetyp: {name}"),
                    base:
                        "De som har varit med om händelsen och svarat vilken typ av ärende det gällde senast. En person \
                           kan ha varit med om flera."
                            .to_owned(),
                    columns: &columns,
                },
                rows,
            );
        }
    }
    Ok(())
}

/// Large förvaltningar and their units.
fn departments(counted: &Counted) -> Vec<(String, Vec<Uuid>)> {
    let mut found: BTreeMap<&str, (i32, Vec<Uuid>)> = BTreeMap::new();
    for unit in counted.source.frame.iter().filter(|unit| !unit.department.is_empty()) {
        let (persons, units) = found.entry(&unit.department).or_default();
        *persons += unit.population;
        units.push(unit.id);
    }
    let large = found.into_iter().filter(|(_, (persons, _))| *persons >= PERSONS);
    large.map(|(name, (_, units))| (name.to_owned(), units)).collect()
}
