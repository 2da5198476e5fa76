//! The audit: plays the adversary against a pattern of hidden cells, and says between which ends each protected count
//! must lie. Linear programs and whole numbers; shares nothing with the search that chose the pattern.

use std::{
    collections::HashMap,
    thread::{self, available_parallelism},
};

use super::{
    adversary::{Adversary, AdversaryError, End, Fact, Unknown},
    system::{AtomId, CellId, System},
};

/// What an adversary works out of a protected cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exposure {
    pub cell: CellId,
    pub value: i64,
    pub low: i64,
    /// Nothing limits a count that is in no published sum.
    pub high: Option<i64>,
}

impl Exposure {
    /// The count is known exactly.
    pub fn is_exact(&self) -> bool {
        self.high == Some(self.low)
    }

    /// The count is known more closely than `k`.
    pub fn is_narrow(&self, k: i64) -> bool {
        self.high.is_some_and(|high| high - self.low < k)
    }

    /// That there is anybody at all is certain, for a count below `k`.
    pub fn discloses_existence(&self, k: i64) -> bool {
        (1..k).contains(&self.value) && self.low >= 1
    }

    /// That there is nobody is certain.
    pub fn discloses_zero(&self) -> bool {
        self.high == Some(0)
    }

    /// Any of these.
    pub fn is_breach(&self, k: i64) -> bool {
        self.is_narrow(k) || self.discloses_existence(k) || self.discloses_zero()
    }
}

/// The ends of each target for somebody who sees all cells that are not hidden and knows of some atoms that they count
/// at least so many.
pub fn audit(
    system: &System,
    hidden: &[bool],
    targets: &[CellId],
    known: &[(AtomId, i64)],
) -> Result<Vec<Exposure>, AdversaryError> {
    let told: Vec<Option<i64>> = (0..system.atoms().len() as AtomId).map(|atom| told(system, hidden, atom)).collect();
    let mut places = vec![usize::MAX; told.len()];
    let mut unknowns = Vec::new();
    for (atom, _) in told.iter().enumerate().filter(|(_, told)| told.is_none()) {
        places[atom] = unknowns.len();
        let least = known.iter().find(|(known, _)| *known as usize == atom).map_or(0, |(_, least)| *least);
        unknowns.push(Unknown { low: least, high: None });
    }
    // A cell as the adversary sees it: what he knows of it already, and the unknowns.
    let seen = |cell| {
        let atoms = system.atoms_in(cell).iter().map(|&atom| atom as usize);
        let sure: i64 = atoms.clone().filter_map(|atom| told[atom]).sum();
        let terms: Vec<_> = atoms.filter(|&atom| told[atom].is_none()).map(|atom| (places[atom], 1.0)).collect();
        (sure, terms)
    };
    let facts = system.cells().filter(|&cell| !hidden[cell as usize]).filter_map(|cell| {
        let (sure, terms) = seen(cell);
        let rest = (system.value(cell) - sure) as f64;
        (!terms.is_empty()).then_some(Fact { terms, low: rest, high: rest })
    });
    let adversary = Adversary::new(unknowns, facts.collect());
    let asked: Vec<_> = targets.iter().map(|&cell| (cell, seen(cell))).collect();
    let workers = available_parallelism().map_or(1, usize::from);
    let parts: Vec<_> = asked.chunks(asked.len().div_ceil(workers).max(1)).collect();
    let exposures = thread::scope(|scope| {
        let adversary = &adversary;
        let works: Vec<_> = parts.iter().map(|part| scope.spawn(move || play(system, adversary, part))).collect();
        works.into_iter().map(|work| work.join().expect("playing does not panic")).collect::<Result<Vec<_>, _>>()
    })?;
    Ok(exposures.concat())
}

fn play(system: &System, adversary: &Adversary, asked: &[Seen]) -> Result<Vec<Exposure>, AdversaryError> {
    let mut played = Played { adversary, reached: HashMap::new() };
    asked
        .iter()
        .map(|&(cell, (sure, ref terms))| {
            let (low, high) = played.ends(cell, terms, asked)?;
            Ok(Exposure { cell, value: system.value(cell), low: sure + low, high: high.map(|high| sure + high) })
        })
        .collect()
}

fn told(system: &System, hidden: &[bool], atom: AtomId) -> Option<i64> {
    let alone = |cell: &&CellId| system.size(**cell) == 1 && !hidden[**cell as usize];
    system.cells_of(atom).iter().find(alone).map(|&cell| system.value(cell))
}

type Seen = (CellId, (i64, Vec<(usize, f64)>));

/// The adversary with what the worlds he has seen so far have shown of each target.
struct Played<'a> {
    adversary: &'a Adversary,
    reached: HashMap<CellId, (i64, i64)>,
}

impl Played<'_> {
    fn ends(
        &mut self,
        cell: CellId,
        terms: &[(usize, f64)],
        asked: &[Seen],
    ) -> Result<(i64, Option<i64>), AdversaryError> {
        if terms.is_empty() {
            return Ok((0, Some(0)));
        }
        let unknowns = self.adversary.unknowns();
        let least: i64 = terms.iter().map(|&(place, _)| unknowns[place].low).sum();
        let most: Option<i64> = terms.iter().map(|&(place, _)| unknowns[place].high).sum();
        // What a world has reached and nothing can exceed needs no further work.
        let low = match self.reached.get(&cell) {
            Some(&(low, _)) if low == least => low,
            _ => self.end(cell, terms, asked, End::Low)?,
        };
        let high = match self.reached.get(&cell) {
            _ if most.is_none() => None,
            Some(&(_, high)) if Some(high) == most => Some(high),
            _ => Some(self.end(cell, terms, asked, End::High)?),
        };
        Ok((low, high))
    }

    fn end(&mut self, cell: CellId, terms: &[(usize, f64)], asked: &[Seen], end: End) -> Result<i64, AdversaryError> {
        let (value, world) = self.adversary.end(terms, end)?;
        for (other, (_, terms)) in asked {
            let count = terms.iter().map(|&(place, _)| world[place]).sum();
            let (low, high) = self.reached.entry(*other).or_insert((count, count));
            (*low, *high) = ((*low).min(count), (*high).max(count));
        }
        debug_assert!(self.reached.contains_key(&cell));
        Ok(value)
    }
}
