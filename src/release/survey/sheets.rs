//! Tables whose cells add up, protected by certificate: a question with one answer each, or one crossed with another.

use std::collections::BTreeMap;

use super::{super::gate::Refusal, Gathered, RULES, UNPROTECTED, counted::Counted};
use crate::statistics::disclosure::{AtomId, PublishError, Released, Role, Sheet, System, publish};

/// A table in the making: counts of those who have all the same in common (atoms), and cells that sum them.
#[derive(Default)]
pub(super) struct SheetPlan {
    atoms: Vec<i64>,
    cells: Vec<(Option<String>, Vec<AtomId>, Role)>,
}

impl SheetPlan {
    /// One more count; nothing else shares it.
    pub(super) fn atom(&mut self, count: u64) -> AtomId {
        self.atoms.push(i64::try_from(count).unwrap_or(i64::MAX));
        (self.atoms.len() - 1) as AtomId
    }

    /// A cell that is printed if it can be.
    pub(super) fn print(&mut self, id: String, atoms: Vec<AtomId>) {
        self.cells.push((Some(id), atoms, Role::Printed));
    }

    /// A sum that is published already.
    pub(super) fn know(&mut self, atoms: Vec<AtomId>) {
        self.cells.push((None, atoms, Role::Known));
    }

    /// What could be worked out of printed cells.
    pub(super) fn imply(&mut self, atoms: Vec<AtomId>) {
        self.cells.push((None, atoms, Role::Implied));
    }

    /// The figures by id; what cannot be protected is left out and said so.
    pub(super) fn publish(
        self,
        counted: &Counted,
        seed: &str,
        gathered: &mut Gathered,
    ) -> Result<BTreeMap<String, Released>, Refusal> {
        let crooked = || Refusal::Crooked(counted.code().to_owned());
        if self.atoms.iter().any(|&count| count < 0) {
            return Err(crooked());
        }
        let cells = self.cells.iter().map(|(_, atoms, _)| atoms.clone()).collect();
        let system = System::new(self.atoms, cells).map_err(|_| crooked())?;
        let sheet = Sheet { system, roles: self.cells.iter().map(|(.., role)| *role).collect() };
        let name = |cell: u32| self.cells[cell as usize].0.clone();
        match publish(&sheet, RULES, counted.seed(seed)) {
            Ok(published) => {
                gathered.protected += published.protected;
                Ok(published.figures.into_iter().filter_map(|(cell, figure)| Some((name(cell)?, figure))).collect())
            }
            Err(PublishError::Infeasible(_)) => {
                self.cells.iter().filter_map(|(id, ..)| id.as_ref()).for_each(|id| gathered.hide(id, UNPROTECTED));
                Ok(BTreeMap::new())
            }
            Err(PublishError::Breach(cells)) => Err(Refusal::Breach {
                cells: cells.into_iter().filter_map(name).collect(),
                proposals: vec![format!("visa inte {seed}")],
            }),
            Err(PublishError::Unproved(_) | PublishError::Unaudited(_)) => Err(Refusal::Unproved(seed.to_owned())),
        }
    }
}

/// The figure of an id, or that it is not shown.
pub(super) fn shown(figures: &BTreeMap<String, Released>, id: &str) -> Released {
    figures.get(id).cloned().unwrap_or_else(Released::withheld)
}
