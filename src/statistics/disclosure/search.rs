//! Looks for a move: a change of atoms that shifts one cell by a given amount and shows in as few visible cells as
//! possible. A beam search over exact integers. It may miss the best move; it never invents one, and whatever it finds
//! is proved again by the certificate.

use std::{
    collections::HashSet,
    hash::{BuildHasherDefault, Hasher},
};

use super::system::{AtomId, CellId, System};

/// What may happen to a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Hidden,
    /// Shown as it stands, and may yet be hidden.
    Shown,
    /// Shown, and known already: may not change.
    Locked,
}

/// A change of atoms that was found.
pub struct Found {
    pub atoms: Vec<(AtomId, i64)>,
    /// Shown cells that change: they must be hidden for it to be a world.
    pub hides: Vec<CellId>,
    pub cost: f64,
}

/// What is looked for.
#[derive(Clone, Copy)]
pub struct Quarry {
    pub cell: CellId,
    pub shift: i64,
    /// An atom that may not fall below a count, because somebody knows that much of it.
    pub known: Option<(AtomId, i64)>,
    /// Only moves cheaper than this.
    pub budget: f64,
    /// Only atoms of this cell move, and only cells within it change.
    pub block: Option<CellId>,
    /// Only cells of so many atoms are hidden for it.
    pub largest: usize,
}

const STEPS: usize = 48;

/// So many atoms of a cell are tried for mending it.
const TRIED: usize = 400;
/// The part of an open cell's weight that counts against a state: it may yet be mended.
const HOPE: f64 = 0.5;
/// What an open cell that may not be hidden counts.
const MUST: f64 = 12.0;

/// The search with its working memory.
pub struct Search<'a> {
    system: &'a System,
    weights: &'a [f64],
    width: usize,
    /// Counts of the atoms in the world that the present step starts from.
    base: Vec<i64>,
    slots: Vec<Slot>,
    movable: Vec<bool>,
    targeted: Vec<bool>,
    used: Vec<bool>,
}

/// A cell in the present search.
#[derive(Clone, Copy)]
struct Slot {
    change: i64,
    weight: f64,
    kind: Kind,
    paid: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// May change freely.
    Free,
    /// Costs its weight to change; a single atom cannot be mended.
    Priced { single: bool },
    /// May not change in the end.
    Fixed { single: bool },
}

#[derive(Clone, Default)]
struct State {
    atoms: Vec<(AtomId, i64)>,
    changes: Vec<(CellId, i64)>,
    hides: Vec<CellId>,
    cost: f64,
    open: f64,
    key: u64,
}

enum Step {
    Hide(CellId),
    Change(AtomId, i64),
}

struct Candidate {
    rank: f64,
    parent: usize,
    step: Step,
}

impl<'a> Search<'a> {
    /// A search over `system`; `weights` are what hiding each cell costs, `width` how many states are kept.
    pub fn new(system: &'a System, weights: &'a [f64], width: usize) -> Self {
        let cells = system.cells().len();
        let atoms = system.atoms().len();
        let slot = Slot { change: 0, weight: 0.0, kind: Kind::Free, paid: false };
        Self {
            system,
            weights,
            width,
            base: system.atoms().to_vec(),
            slots: vec![slot; cells],
            movable: vec![false; atoms],
            targeted: vec![false; atoms],
            used: vec![false; atoms],
        }
    }

    /// Keeps so many states from now on.
    pub fn set_width(&mut self, width: usize) {
        self.width = width;
    }

    /// The cheapest move found, if any: in one stride, or in steps of one.
    pub fn find(&mut self, quarry: Quarry, status: &[Status]) -> Option<Found> {
        self.enter(quarry, status);
        let whole = self.stride(quarry);
        let found = if quarry.shift.abs() == 1 || whole.as_ref().is_some_and(|found| found.cost == 0.0) {
            whole
        } else {
            let budget = whole.as_ref().map_or(quarry.budget, |found| found.cost);
            self.walk(Quarry { budget, ..quarry }).or(whole)
        };
        self.leave(quarry);
        found
    }

    /// Prepares the slots that the quarry's block touches.
    fn enter(&mut self, quarry: Quarry, status: &[Status]) {
        self.system.atoms_in(quarry.cell).iter().for_each(|&atom| self.targeted[atom as usize] = true);
        match quarry.block {
            None => {
                self.movable.fill(true);
                self.system.cells().for_each(|cell| self.set(cell, self.kind(cell, status, quarry)));
            }
            Some(block) => {
                for &atom in self.system.atoms_in(block) {
                    self.movable[atom as usize] = true;
                    for &cell in self.system.cells_of(atom) {
                        // `change` counts here how many of the cell's atoms the block has.
                        self.slots[cell as usize].change += 1;
                    }
                }
                for &cell in self.system.atoms_in(block).iter().flat_map(|&atom| self.system.cells_of(atom)) {
                    let inside = std::mem::take(&mut self.slots[cell as usize].change) as usize;
                    if inside > 0 {
                        let within = inside == self.system.size(cell) && cell != block;
                        let kind = match self.kind(cell, status, quarry) {
                            Kind::Priced { single } if !within => Kind::Fixed { single },
                            kind => kind,
                        };
                        self.set(cell, kind);
                    }
                }
            }
        }
    }

    fn set(&mut self, cell: CellId, kind: Kind) {
        let weight = if matches!(kind, Kind::Fixed { .. }) { MUST } else { self.weights[cell as usize] };
        let slot = &mut self.slots[cell as usize];
        (slot.kind, slot.weight) = (kind, weight);
    }

    fn kind(&self, cell: CellId, status: &[Status], quarry: Quarry) -> Kind {
        let single = self.system.size(cell) == 1;
        let affordable = self.system.size(cell) <= quarry.largest && self.weights[cell as usize] < quarry.budget;
        match status[cell as usize] {
            Status::Hidden => Kind::Free,
            Status::Shown if affordable => Kind::Priced { single },
            Status::Shown | Status::Locked => Kind::Fixed { single },
        }
    }

    fn leave(&mut self, quarry: Quarry) {
        self.system.atoms_in(quarry.cell).iter().for_each(|&atom| self.targeted[atom as usize] = false);
        match quarry.block {
            None => self.movable.fill(false),
            Some(block) => self.system.atoms_in(block).iter().for_each(|&atom| self.movable[atom as usize] = false),
        }
    }

    /// Step by step, each from the world before, with what was hidden for one step free for the next.
    fn walk(&mut self, quarry: Quarry) -> Option<Found> {
        let mut sum = Found { atoms: Vec::new(), hides: Vec::new(), cost: 0.0 };
        let mut arrived = true;
        for _ in 0..quarry.shift.abs() {
            let step = Quarry { shift: quarry.shift.signum(), budget: quarry.budget - sum.cost, ..quarry };
            let Some(found) = self.stride(step) else {
                arrived = false;
                break;
            };
            for &(atom, change) in &found.atoms {
                self.base[atom as usize] += change;
            }
            found.hides.iter().for_each(|&cell| self.slots[cell as usize].kind = Kind::Free);
            sum.atoms.extend(found.atoms);
            sum.hides.extend(found.hides);
            sum.cost += found.cost;
        }
        for &(atom, change) in &sum.atoms {
            self.base[atom as usize] -= change;
        }
        sum.atoms.sort_unstable();
        sum.atoms.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                earlier.1 += later.1;
            }
            same
        });
        sum.atoms.retain(|(_, change)| *change != 0);
        arrived.then_some(sum)
    }

    fn stride(&mut self, quarry: Quarry) -> Option<Found> {
        let mut best: Option<Found> = None;
        let mut beam = vec![State::default()];
        let mut seen: HashSet<u64, BuildHasherDefault<Already>> = HashSet::default();
        let mut candidates = Vec::new();
        for _ in 0..STEPS {
            candidates.clear();
            for (parent, state) in beam.iter().enumerate() {
                self.expand(parent, state, quarry, &mut candidates);
            }
            let kept = candidates.len().min(4 * self.width);
            if kept < candidates.len() {
                candidates.select_nth_unstable_by(kept, |a, b| a.rank.total_cmp(&b.rank));
                candidates.truncate(kept);
            }
            candidates.sort_by(|a, b| a.rank.total_cmp(&b.rank));
            let mut next = Vec::with_capacity(self.width);
            for Candidate { parent, step, .. } in candidates.drain(..) {
                let parent = &beam[parent];
                if next.len() == self.width || !seen.insert(parent.key ^ step.key()) {
                    continue;
                }
                let state = self.take(parent, &step, quarry);
                if state.open > 0.0 || shift_of(&state, quarry.cell) != quarry.shift {
                    next.push(state);
                } else if best.as_ref().is_none_or(|found| state.cost < found.cost) {
                    best = Some(Found { atoms: state.atoms, hides: state.hides, cost: state.cost });
                }
            }
            if next.is_empty() || best.is_some() {
                break;
            }
            beam = next;
        }
        best
    }

    /// The next steps from a state: towards the shift, else mending (or hiding) the smallest open cell.
    fn expand(&mut self, parent: usize, state: &State, quarry: Quarry, candidates: &mut Vec<Candidate>) {
        let system = self.system;
        for &(cell, change) in &state.changes {
            self.slots[cell as usize].change = change;
        }
        state.hides.iter().for_each(|&cell| self.slots[cell as usize].paid = true);
        state.atoms.iter().for_each(|&(atom, _)| self.used[atom as usize] = true);
        let missing = quarry.shift - self.slots[quarry.cell as usize].change;
        let (cell, wanted) = if missing != 0 { (quarry.cell, missing) } else { self.smallest_open(state) };
        let slot = self.slots[cell as usize];
        if missing == 0 && matches!(slot.kind, Kind::Priced { .. }) && state.cost + slot.weight < quarry.budget {
            let rank = state.cost + slot.weight + HOPE * (state.open - slot.weight);
            candidates.push(Candidate { rank, parent, step: Step::Hide(cell) });
        }
        let stride = system.size(cell).div_ceil(TRIED);
        for &atom in system.atoms_in(cell).iter().skip(state.key as usize % stride).step_by(stride) {
            let place = atom as usize;
            if !self.movable[place] || self.used[place] || (missing == 0 && self.targeted[place]) {
                continue;
            }
            let least = quarry.known.filter(|(known, _)| *known == atom).map_or(0, |(_, least)| least);
            let change = wanted.max(least - self.base[place]);
            if change == 0 {
                continue;
            }
            let (cost, open) = self.price(atom, change, state, quarry.budget);
            if cost < quarry.budget {
                candidates.push(Candidate { rank: cost + HOPE * open, parent, step: Step::Change(atom, change) });
            }
        }
        state.changes.iter().for_each(|(cell, _)| self.slots[*cell as usize].change = 0);
        state.hides.iter().for_each(|&cell| self.slots[cell as usize].paid = false);
        state.atoms.iter().for_each(|&(atom, _)| self.used[atom as usize] = false);
    }

    fn smallest_open(&self, state: &State) -> (CellId, i64) {
        let open = state.changes.iter().filter(|(cell, _)| {
            let slot = &self.slots[*cell as usize];
            slot.kind != Kind::Free && !slot.paid
        });
        let (cell, change) =
            open.min_by_key(|(cell, _)| self.system.size(*cell)).expect("an unfinished state has something open");
        (*cell, -change)
    }

    /// Cost and open weight after a change; infinite if it would show where nothing may.
    fn price(&self, atom: AtomId, change: i64, state: &State, budget: f64) -> (f64, f64) {
        let (mut cost, mut open) = (state.cost, state.open);
        for &cell in self.system.cells_of(atom) {
            let slot = &self.slots[cell as usize];
            if slot.kind == Kind::Free || slot.paid {
                continue;
            }
            if slot.change == 0 {
                match slot.kind {
                    Kind::Priced { single: true } => {
                        cost += slot.weight;
                        if cost >= budget {
                            return (cost, open);
                        }
                    }
                    Kind::Fixed { single: true } => return (f64::INFINITY, open),
                    _ => open += slot.weight,
                }
            } else if slot.change + change == 0 {
                open -= slot.weight;
            }
        }
        (cost, open)
    }

    fn take(&self, parent: &State, step: &Step, quarry: Quarry) -> State {
        let mut state = parent.clone();
        state.key ^= step.key();
        match *step {
            Step::Hide(cell) => self.pay(&mut state, cell),
            Step::Change(atom, change) => {
                state.atoms.push((atom, change));
                for &cell in self.system.cells_of(atom) {
                    let kind = self.slots[cell as usize].kind;
                    if kind == Kind::Free && cell != quarry.cell {
                        continue;
                    }
                    match state.changes.iter_mut().find(|(known, _)| *known == cell) {
                        Some((_, before)) => *before += change,
                        None => {
                            state.changes.push((cell, change));
                            if kind == (Kind::Priced { single: true }) {
                                self.pay(&mut state, cell);
                            }
                        }
                    }
                }
                state.changes.retain(|(_, change)| *change != 0);
            }
        }
        let open = state.changes.iter().map(|(cell, _)| (cell, &self.slots[*cell as usize]));
        let open = open.filter(|(cell, slot)| slot.kind != Kind::Free && !state.hides.contains(cell));
        state.open = open.map(|(_, slot)| slot.weight).sum();
        state
    }

    fn pay(&self, state: &mut State, cell: CellId) {
        state.cost += self.slots[cell as usize].weight;
        state.hides.push(cell);
    }
}

impl Step {
    fn key(&self) -> u64 {
        let (a, b) = match *self {
            Self::Hide(cell) => (u64::from(cell), u64::MAX),
            Self::Change(atom, change) => (u64::from(atom), change as u64),
        };
        let mixed = a.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ b.wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
        let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed ^ (mixed >> 32)
    }
}

fn shift_of(state: &State, cell: CellId) -> i64 {
    state.changes.iter().find(|(known, _)| *known == cell).map_or(0, |(_, change)| *change)
}

/// The keys are mixed already.
#[derive(Default)]
struct Already(u64);

impl Hasher for Already {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("only whole numbers are hashed")
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}
