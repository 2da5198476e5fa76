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

/// A move has no more parts than this.
const STEPS: usize = 48;
/// So many atoms of a cell are tried for mending it.
const TRIED: usize = 100;
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
    /// Per cell, the era when it was hidden by an earlier step, and when it was found to lie within the block.
    freed: Vec<u32>,
    within: Vec<u32>,
    places: Vec<Place>,
    /// The cells, one atom's after another's, that an atom's change must be mended in.
    visible: Vec<CellId>,
    /// Tell what was worked out for the present quarry, and the present step of it, from what earlier ones left.
    era: u32,
    round: u32,
    /// States of the present stride, each with the one it came from.
    states: Vec<State>,
    /// What the beam leads to, and how each ranks: by its cost and what counts of its open weight.
    candidates: Vec<State>,
    ranks: Vec<(f64, u32)>,
    /// How many states have been looked at so far: what a search costs, without a clock.
    effort: usize,
    seen: HashSet<u64, BuildHasherDefault<Already>>,
    /// The open cells, one expanded state's after another's, with their changes.
    open: Vec<(CellId, i64)>,
}

/// A cell in the present search.
#[derive(Clone, Copy, Default)]
struct Slot {
    change: i64,
    weight: f64,
    /// May be hidden, at its weight.
    priced: bool,
    paid: bool,
}

/// An atom in the present search.
#[derive(Clone, Copy, Default)]
struct Place {
    round: u32,
    /// Where its cells stand among the visible ones.
    from: u32,
    to: u32,
    /// What its change costs at once, because it is a cell of its own.
    cost: f64,
    movable: u32,
    targeted: bool,
    used: bool,
}

#[derive(Clone, Copy)]
struct State {
    parent: u32,
    step: Step,
    cost: f64,
    /// Weight and number of the cells that have yet to be mended or hidden.
    open: f64,
    unmended: u32,
    missing: i64,
    /// Where its open cells stand, once it has been expanded.
    opened: (u32, u32),
    key: u64,
}

#[derive(Clone, Copy)]
enum Step {
    Start,
    Hide(CellId),
    Change(AtomId, i64),
}

impl<'a> Search<'a> {
    /// A search over `system`; `weights` are what hiding each cell costs, `width` how many states are kept.
    pub fn new(system: &'a System, weights: &'a [f64], width: usize) -> Self {
        let (cells, atoms) = (system.cells().len(), system.atoms().len());
        Self {
            system,
            weights,
            width,
            base: system.atoms().to_vec(),
            slots: vec![Slot::default(); cells],
            freed: vec![0; cells],
            within: vec![0; cells],
            places: vec![Place::default(); atoms],
            visible: Vec::new(),
            era: 0,
            round: 0,
            states: Vec::new(),
            candidates: Vec::new(),
            ranks: Vec::new(),
            effort: 0,
            seen: HashSet::default(),
            open: Vec::new(),
        }
    }

    /// Keeps so many states from now on.
    pub fn set_width(&mut self, width: usize) {
        self.width = width;
    }

    /// How many states have been looked at.
    pub fn effort(&self) -> usize {
        self.effort
    }

    /// The cheapest move found, if any: in one stride, or in steps of one.
    pub fn find(&mut self, quarry: Quarry, status: &[Status]) -> Option<Found> {
        self.enter(quarry);
        let whole = self.stride(quarry, status);
        let found = if quarry.shift.abs() == 1 || whole.as_ref().is_some_and(|found| found.cost == 0.0) {
            whole
        } else {
            let budget = whole.as_ref().map_or(quarry.budget, |found| found.cost);
            self.walk(Quarry { budget, ..quarry }, status).or(whole)
        };
        let system = self.system;
        system.atoms_in(quarry.cell).iter().for_each(|&atom| self.places[atom as usize].targeted = false);
        found
    }

    /// Marks what the quarry aims at, and what lies within its block.
    fn enter(&mut self, quarry: Quarry) {
        let system = self.system;
        self.era += 1;
        self.forget_places();
        system.atoms_in(quarry.cell).iter().for_each(|&atom| self.places[atom as usize].targeted = true);
        let Some(block) = quarry.block else { return };
        let touched = || system.atoms_in(block).iter().flat_map(|&atom| system.cells_of(atom));
        system.atoms_in(block).iter().for_each(|&atom| self.places[atom as usize].movable = self.era);
        // `change` counts here how many of the cell's atoms the block has.
        touched().for_each(|&cell| self.slots[cell as usize].change += 1);
        for &cell in touched() {
            let slot = &mut self.slots[cell as usize];
            let inside = std::mem::take(&mut slot.change) as usize;
            if inside == system.size(cell) && cell != block {
                self.within[cell as usize] = self.era;
            }
        }
    }

    fn forget_places(&mut self) {
        self.round += 1;
        self.visible.clear();
    }

    /// Works out, once for each quarry, which cells an atom's change must be mended in, and what it costs at once.
    fn place(&mut self, atom: AtomId, quarry: Quarry, status: &[Status]) -> Place {
        let place = &mut self.places[atom as usize];
        if place.round == self.round {
            return *place;
        }
        (place.round, place.from, place.cost) = (self.round, self.visible.len() as u32, 0.0);
        for &cell in self.system.cells_of(atom) {
            let (slot, size) = (&mut self.slots[cell as usize], self.system.size(cell));
            if status[cell as usize] == Status::Hidden || self.freed[cell as usize] == self.era {
                continue;
            }
            let weight = self.weights[cell as usize];
            let affordable = size <= quarry.largest && weight < quarry.budget;
            let within = quarry.block.is_none() || self.within[cell as usize] == self.era;
            slot.priced = status[cell as usize] == Status::Shown && affordable && within;
            slot.weight = if slot.priced { weight } else { MUST };
            match (size, slot.priced) {
                (1, true) => place.cost += weight,
                (1, false) => place.cost = f64::INFINITY,
                _ => self.visible.push(cell),
            }
        }
        place.to = self.visible.len() as u32;
        *place
    }

    /// Step by step, each from the world before, with what was hidden for one step free for the next.
    fn walk(&mut self, quarry: Quarry, status: &[Status]) -> Option<Found> {
        let mut sum = Found { atoms: Vec::new(), hides: Vec::new(), cost: 0.0 };
        let mut arrived = true;
        for _ in 0..quarry.shift.abs() {
            self.forget_places();
            let step = Quarry { shift: quarry.shift.signum(), budget: quarry.budget - sum.cost, ..quarry };
            let Some(found) = self.stride(step, status) else {
                arrived = false;
                break;
            };
            found.atoms.iter().for_each(|&(atom, change)| self.base[atom as usize] += change);
            found.hides.iter().for_each(|&cell| self.freed[cell as usize] = self.era);
            sum.atoms.extend(found.atoms);
            sum.hides.extend(found.hides);
            sum.cost += found.cost;
        }
        sum.atoms.iter().for_each(|&(atom, change)| self.base[atom as usize] -= change);
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

    fn stride(&mut self, quarry: Quarry, status: &[Status]) -> Option<Found> {
        let start = State {
            parent: 0,
            step: Step::Start,
            cost: 0.0,
            open: 0.0,
            unmended: 1,
            missing: quarry.shift,
            opened: (0, 0),
            key: 0,
        };
        self.states.clear();
        self.open.clear();
        self.states.push(start);
        self.seen.clear();
        let mut beam = 0..1;
        let mut best: Option<State> = None;
        for _ in 0..STEPS {
            beam.for_each(|place| self.expand(place, quarry, status));
            let worse = |a: &(f64, u32), b: &(f64, u32)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
            self.effort += self.ranks.len();
            let kept = self.ranks.len().min(4 * self.width);
            if kept < self.ranks.len() {
                self.ranks.select_nth_unstable_by(kept, worse);
                self.ranks.truncate(kept);
            }
            self.ranks.sort_unstable_by(worse);
            let from = self.states.len();
            for (_, place) in self.ranks.drain(..) {
                let state = self.candidates[place as usize];
                if self.states.len() == from + self.width {
                    break;
                } else if !self.seen.insert(state.key) {
                    continue;
                } else if state.unmended > 0 {
                    self.states.push(state);
                } else if best.is_none_or(|found| state.cost < found.cost) {
                    best = Some(state);
                }
            }
            self.candidates.clear();
            beam = from..self.states.len();
            if beam.is_empty() || best.is_some() {
                break;
            }
        }
        best.map(|state| self.found(state, status))
    }

    /// The steps that led to a state, the last one first.
    fn steps(&self, state: State) -> impl Iterator<Item = Step> {
        let before = |state: &State| match state.step {
            Step::Start => None,
            _ => Some(self.states[state.parent as usize]),
        };
        std::iter::successors(Some(state), before).map(|state| state.step)
    }

    fn found(&self, state: State, status: &[Status]) -> Found {
        let mut found = Found { atoms: Vec::new(), hides: Vec::new(), cost: state.cost };
        for step in self.steps(state) {
            match step {
                Step::Start => {}
                Step::Hide(cell) => found.hides.push(cell),
                Step::Change(atom, change) => {
                    found.atoms.push((atom, change));
                    let alone = self.system.cells_of(atom).iter().filter(|&&cell| self.system.size(cell) == 1);
                    let shown = |cell: &&CellId| {
                        status[**cell as usize] != Status::Hidden && self.freed[**cell as usize] != self.era
                    };
                    found.hides.extend(alone.filter(shown));
                }
            }
        }
        found
    }

    /// The next steps from a state: towards the shift, else mending (or hiding) the smallest open cell.
    fn expand(&mut self, at: usize, quarry: Quarry, status: &[Status]) {
        let (system, state) = (self.system, self.states[at]);
        self.load(at);
        let missing = state.missing;
        let (cell, wanted) = if missing != 0 { (quarry.cell, missing) } else { self.smallest_open(at) };
        let next = State { parent: at as u32, ..state };
        if missing == 0 {
            let slot = self.slots[cell as usize];
            if slot.priced && state.cost + slot.weight < quarry.budget {
                let (cost, open) = (state.cost + slot.weight, state.open - slot.weight);
                let unmended = state.unmended - 1;
                let step = Step::Hide(cell);
                self.suggest(State { step, cost, open, unmended, ..next });
            }
        }
        let stride = system.size(cell).div_ceil(TRIED);
        for &atom in system.atoms_in(cell).iter().skip(state.key as usize % stride).step_by(stride) {
            let place = self.places[atom as usize];
            let movable = quarry.block.is_none() || place.movable == self.era;
            if !movable || place.used || (missing == 0 && place.targeted) {
                continue;
            }
            let least = quarry.known.filter(|(known, _)| *known == atom).map_or(0, |(_, least)| least);
            let change = wanted.max(least - self.base[atom as usize]);
            if change == 0 {
                continue;
            }
            let place = self.place(atom, quarry, status);
            let cost = state.cost + place.cost;
            if cost >= quarry.budget || cost.is_infinite() {
                continue;
            }
            let (mut open, mut unmended) = (state.open, state.unmended);
            for &cell in &self.visible[place.from as usize..place.to as usize] {
                let slot = &self.slots[cell as usize];
                if slot.paid {
                } else if slot.change == 0 {
                    (open, unmended) = (open + slot.weight, unmended + 1);
                } else if slot.change + change == 0 {
                    (open, unmended) = (open - slot.weight, unmended - 1);
                }
            }
            // What is missing of the shift counts as one thing unmended.
            unmended -= u32::from(missing != 0 && change == missing);
            let missing = missing - if place.targeted { change } else { 0 };
            let step = Step::Change(atom, change);
            self.suggest(State { step, cost, open, unmended, missing, ..next });
        }
        self.unload(at);
    }

    fn suggest(&mut self, state: State) {
        self.ranks.push((state.cost + HOPE * state.open, self.candidates.len() as u32));
        self.candidates.push(State { key: state.key ^ state.step.key(), ..state });
    }

    /// Sets the slots as a state has them: what its parent had open, and its own step.
    fn load(&mut self, at: usize) {
        let state = self.states[at];
        let opened = self.states[state.parent as usize].opened;
        for place in opened.0..opened.1 {
            let (cell, change) = self.open[place as usize];
            self.slots[cell as usize].change = change;
        }
        self.mark(at, true);
        let from = self.open.len();
        let fresh = match state.step {
            Step::Change(atom, change) => {
                let place = self.places[atom as usize];
                for &cell in &self.visible[place.from as usize..place.to as usize] {
                    let slot = &mut self.slots[cell as usize];
                    if slot.change == 0 && !slot.paid {
                        self.open.push((cell, change));
                    }
                    slot.change += change;
                }
                self.open.len()
            }
            _ => from,
        };
        for place in opened.0..opened.1 {
            let (cell, _) = self.open[place as usize];
            let slot = self.slots[cell as usize];
            if slot.change != 0 && !slot.paid {
                self.open.push((cell, slot.change));
            }
        }
        self.open[from..].rotate_left(fresh - from);
        self.states[at].opened = (from as u32, self.open.len() as u32);
    }

    fn unload(&mut self, at: usize) {
        let state = self.states[at];
        let opened = self.states[state.parent as usize].opened;
        for place in (opened.0..opened.1).chain(state.opened.0..state.opened.1) {
            self.slots[self.open[place as usize].0 as usize].change = 0;
        }
        if let Step::Change(atom, _) = state.step {
            let place = self.places[atom as usize];
            for &cell in &self.visible[place.from as usize..place.to as usize] {
                self.slots[cell as usize].change = 0;
            }
        }
        self.mark(at, false);
    }

    /// Marks the cells that are hidden and the atoms that are used on the way to a state.
    fn mark(&mut self, at: usize, marked: bool) {
        let mut state = self.states[at];
        loop {
            match state.step {
                Step::Start => break,
                Step::Hide(cell) => self.slots[cell as usize].paid = marked,
                Step::Change(atom, _) => self.places[atom as usize].used = marked,
            }
            state = self.states[state.parent as usize];
        }
    }

    fn smallest_open(&self, at: usize) -> (CellId, i64) {
        let (from, to) = self.states[at].opened;
        let open = &self.open[from as usize..to as usize];
        let (cell, change) = open.iter().min_by_key(|(cell, _)| self.system.size(*cell)).expect("something is open");
        (*cell, -change)
    }
}

impl Step {
    fn key(&self) -> u64 {
        let (a, b) = match *self {
            Self::Start => return 0,
            Self::Hide(cell) => (u64::from(cell), u64::MAX),
            Self::Change(atom, change) => (u64::from(atom), change as u64),
        };
        let mixed = a.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ b.wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
        let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed ^ (mixed >> 32)
    }
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
