//! Witness-certified suppression (METHODS §3.4; after Fischetti & Salazar-González, JASA 95:916, 2000): hides as little
//! as it can so that every protected cell has its worlds, each of which agrees with everything shown.

use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::{
    need::Need,
    resort,
    search::{Found, Quarry, Search, Status},
    system::{AtomId, CellId, System},
};

/// A world that is not the true one, as what differs from the truth.
pub type World = Vec<(AtomId, i64)>;

/// One side of a need, and the world that answers it.
#[derive(Clone)]
pub struct Witness {
    pub cell: CellId,
    pub shift: i64,
    pub known: Option<(AtomId, i64)>,
    pub world: World,
}

/// What is hidden, with a witness for each side of each need. As secret as the counts: witnesses stay inside.
pub struct Protection {
    pub hidden: Vec<bool>,
    pub witnesses: Vec<Witness>,
}

/// Cells that cannot be protected beside what is known already: the release must be refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Infeasible(pub Vec<CellId>);

/// Protects `needs` where `status` says what may be hidden. The same input and seed give the same pattern; the seed is
/// secret, so that nobody can run the rules again on a guess.
pub fn protect(system: &System, needs: &[Need], status: &[Status], seed: [u8; 32]) -> Result<Protection, Infeasible> {
    let mut chance = StdRng::from_seed(seed);
    let mut blocks = vec![false; system.cells().len()];
    system.blocks().into_iter().for_each(|block| blocks[block as usize] = true);
    let mut best: Option<(f64, Protection)> = None;
    let mut refused = None;
    let mut effort = 0;
    // Tables that cost little are tried several times, and the best is kept.
    for tries in 1..=TRIES {
        let weights: Vec<f64> =
            system.cells().map(|cell| weight(system, cell) * chance.random_range(0.95..1.05)).collect();
        let mut work = Work::new(system, &weights, &blocks, status.to_vec());
        match work.run(needs) {
            Ok(protection) => {
                let loss = system.cells().filter(|&cell| protection.hidden[cell as usize]);
                let loss = loss.map(|cell| weight(system, cell)).sum();
                if best.as_ref().is_none_or(|(least, _)| loss < *least) {
                    best = Some((loss, protection));
                }
            }
            Err(cells) => refused = Some(cells),
        }
        effort += work.search.effort();
        if effort + effort / tries > EFFORT * needs.len() {
            break;
        }
    }
    best.map(|(_, protection)| protection).ok_or_else(|| refused.expect("there was a try"))
}

/// No further try where all together would look at more states than this for each need.
const EFFORT: usize = 10_000;
const TRIES: usize = 6;
/// How many states the search keeps: at first, while cleaning, and while cleaning what is dear.
const WIDE: usize = 64;
const NARROW: usize = 16;
const WIDEST: usize = 256;
const DEAR: f64 = 12.0;
/// So many moves are tried for cancelling a cell in another.
const COMBINED: usize = 50;
const PASSES: usize = 3;
/// Tables of more cells are cleaned less thoroughly, and what the search does not find there counts as impossible.
const LARGE: usize = 5_000;

/// What hiding a cell costs the reader.
fn weight(system: &System, cell: CellId) -> f64 {
    (2.0 + system.value(cell) as f64).powf(0.6)
}

struct Work<'a> {
    system: &'a System,
    weights: &'a [f64],
    blocks: &'a [bool],
    /// Cells hidden from the beginning.
    protected: Vec<bool>,
    status: Vec<Status>,
    search: Search<'a>,
    moves: Vec<Move>,
    /// Per cell, the moves that change it, and by how much.
    moves_of: Vec<Vec<(usize, i64)>>,
    sides: Vec<Side>,
    /// Per move, the sides that it has answered at some time.
    answered: Vec<Vec<usize>>,
    /// How many cells have been hidden so far, and how many when each cell could last not be shown again.
    hidden: usize,
    vain: Vec<usize>,
}

/// A move that was found, with every cell it changes.
struct Move {
    atoms: World,
    cells: Vec<(CellId, i64)>,
}

/// One side of a need, answered by a move so many times over.
#[derive(Clone, Copy)]
struct Side {
    cell: CellId,
    shift: i64,
    known: Option<(AtomId, i64)>,
    answer: Answer,
    /// How often no other answer was found.
    failures: u32,
}

#[derive(Clone, Copy)]
struct Answer {
    of: usize,
    times: i64,
}

impl<'a> Work<'a> {
    fn new(system: &'a System, weights: &'a [f64], blocks: &'a [bool], status: Vec<Status>) -> Self {
        Self {
            system,
            weights,
            blocks,
            protected: status.iter().map(|status| *status == Status::Hidden).collect(),
            status,
            search: Search::new(system, weights, WIDE),
            moves: Vec::new(),
            moves_of: vec![Vec::new(); system.cells().len()],
            sides: Vec::new(),
            answered: Vec::new(),
            hidden: 1,
            vain: vec![0; system.cells().len()],
        }
    }

    fn run(&mut self, needs: &[Need]) -> Result<Protection, Infeasible> {
        let mut order: Vec<_> = needs.iter().collect();
        order.sort_by_key(|need| self.system.value(need.cell));
        let mut failed = Vec::new();
        for need in order {
            if self.status[need.cell as usize] != Status::Hidden {
                failed.push(need.cell);
                continue;
            }
            for shift in [need.up, -need.down].into_iter().filter(|shift| *shift != 0) {
                let answer = self.reuse(need.cell, shift, need.known).or_else(|| {
                    let found = self.look(need.cell, shift, need.known)?;
                    Some(self.add(found))
                });
                match answer {
                    Some(answer) => {
                        self.answered[answer.of].push(self.sides.len());
                        self.sides.push(Side { cell: need.cell, shift, known: need.known, answer, failures: 0 });
                    }
                    None => failed.push(need.cell),
                }
            }
        }
        if !failed.is_empty() {
            failed.dedup();
            return Err(Infeasible(failed));
        }
        self.clean();
        let hidden = self.status.iter().map(|status| *status == Status::Hidden).collect();
        let witness = |side: &Side| {
            let world = self.moves[side.answer.of].atoms.iter();
            let world = world.map(|&(atom, change)| (atom, change * side.answer.times)).collect();
            Witness { cell: side.cell, shift: side.shift, known: side.known, world }
        };
        Ok(Protection { hidden, witnesses: self.sides.iter().map(witness).collect() })
    }

    /// A move that is known already and changes nothing shown.
    fn reuse(&self, cell: CellId, shift: i64, known: Option<(AtomId, i64)>) -> Option<Answer> {
        self.moves_of[cell as usize].iter().rev().find_map(|&(of, change)| {
            let times = shift.signum() * change.signum() * (shift.abs() + change.abs() - 1).div_euclid(change.abs());
            let candidate = &self.moves[of];
            let real = candidate.atoms.iter().all(|&(atom, change)| self.allows(atom, change * times, known));
            let unseen = || candidate.cells.iter().all(|(cell, _)| self.status[*cell as usize] == Status::Hidden);
            (real && unseen()).then_some(Answer { of, times })
        })
    }

    fn allows(&self, atom: AtomId, change: i64, known: Option<(AtomId, i64)>) -> bool {
        let least = known.filter(|(known, _)| *known == atom).map_or(0, |(_, least)| least);
        self.system.atoms()[atom as usize] + change >= least
    }

    /// A new move: within the smallest block and hiding small cells if it can be, else further away.
    fn look(&mut self, cell: CellId, shift: i64, known: Option<(AtomId, i64)>) -> Option<Found> {
        let (system, blocks) = (self.system, self.blocks);
        let size = system.size(cell);
        let around = system.cells_of(system.atoms_in(cell)[0]).iter().copied();
        let around = around.filter(|&block| blocks[block as usize] && block != cell && system.is_within(cell, block));
        for block in around.map(Some).chain([None]) {
            for largest in [size + size / 2, 6 * size, usize::MAX] {
                let quarry = Quarry { cell, shift, known, budget: f64::INFINITY, block, largest };
                if let Some(found) = self.search.find(quarry, &self.status) {
                    return Some(found);
                }
            }
        }
        (!self.is_large()).then(|| resort::find(system, self.weights, &self.status, (cell, shift), known)).flatten()
    }

    fn add(&mut self, found: Found) -> Answer {
        found.hides.iter().for_each(|&cell| self.status[cell as usize] = Status::Hidden);
        let of = self.moves.len();
        let cells = self.system.changes(&found.atoms);
        for &(cell, change) in &cells {
            self.moves_of[cell as usize].push((of, change));
        }
        self.moves.push(Move { atoms: found.atoms, cells });
        self.answered.push(Vec::new());
        Answer { of, times: 1 }
    }

    /// Shows again what need not be hidden, dearest first.
    fn clean(&mut self) {
        for _ in 0..PASSES - usize::from(self.is_large()) {
            let mut secondary: Vec<_> = self.system.cells().filter(|&cell| self.is_secondary(cell)).collect();
            secondary.sort_by(|a, b| self.weights[*b as usize].total_cmp(&self.weights[*a as usize]));
            let mut shown = false;
            for cell in secondary {
                // What was in vain stays so until something more has been hidden.
                if self.is_secondary(cell) && self.vain[cell as usize] < self.hidden {
                    let now = self.hidden;
                    let dear = self.weights[cell as usize] > DEAR;
                    self.search.set_width(if dear && !self.is_large() { WIDEST } else { NARROW });
                    match self.show_again(cell) {
                        true => shown = true,
                        false => self.vain[cell as usize] = now,
                    }
                }
            }
            if !shown {
                break;
            }
        }
    }

    fn is_large(&self) -> bool {
        self.status.len() > LARGE
    }

    fn is_secondary(&self, cell: CellId) -> bool {
        self.status[cell as usize] == Status::Hidden && !self.protected[cell as usize]
    }

    /// Locks a cell and answers anew whatever touched it, hiding at most what is cheaper. All or nothing.
    fn show_again(&mut self, cell: CellId) -> bool {
        let mut budget = self.weights[cell as usize];
        let mut hidden: Vec<CellId> = Vec::new();
        let mut before: Vec<(usize, Side)> = Vec::new();
        self.status[cell as usize] = Status::Locked;
        let touching = self.moves_of[cell as usize]
            .iter()
            .flat_map(|(of, _)| self.answered[*of].iter().copied().filter(|&place| self.sides[place].answer.of == *of));
        let mut touched: Vec<_> = touching.collect();
        touched.sort_unstable();
        touched.dedup();
        // What failed before is likely to fail again, and then nothing else need be looked for.
        touched.sort_by_key(|&place| std::cmp::Reverse(self.sides[place].failures));
        for place in touched {
            let side = self.sides[place];
            let answer =
                self.reuse(side.cell, side.shift, side.known).or_else(|| self.combine(side, cell)).or_else(|| {
                    let Side { cell, shift, known, .. } = side;
                    let quarry = Quarry { cell, shift, known, budget, block: None, largest: usize::MAX };
                    let found = self.search.find(quarry, &self.status)?;
                    budget -= found.cost;
                    hidden.extend(&found.hides);
                    Some(self.add(found))
                });
            let Some(answer) = answer else {
                before.into_iter().for_each(|(place, side)| self.sides[place] = side);
                self.sides[place].failures += 1;
                hidden.into_iter().for_each(|cell| self.status[cell as usize] = Status::Shown);
                self.status[cell as usize] = Status::Hidden;
                return false;
            };
            before.push((place, side));
            self.sides[place].answer = answer;
            self.answered[answer.of].push(place);
        }
        self.status[cell as usize] = Status::Shown;
        self.hidden += hidden.len();
        true
    }

    /// Cancels `cell` in an answer with another move that changes it.
    fn combine(&mut self, side: Side, cell: CellId) -> Option<Answer> {
        let own = &self.moves[side.answer.of];
        let change_of = |cells: &[(CellId, i64)], cell| {
            cells.binary_search_by_key(&cell, |(known, _)| *known).map_or(0, |place| cells[place].1)
        };
        let here = change_of(&own.cells, cell) * side.answer.times;
        let reached = change_of(&own.cells, side.cell) * side.answer.times;
        let atoms = self.moves_of[cell as usize].iter().rev().take(COMBINED).find_map(|&(of, there)| {
            if here % there != 0 {
                return None;
            }
            let (other, times) = (&self.moves[of], -here / there);
            let shift = reached + change_of(&other.cells, side.cell) * times;
            if shift * side.shift.signum() < side.shift.abs() {
                return None;
            }
            let mut atoms: World = own.atoms.iter().map(|&(atom, change)| (atom, change * side.answer.times)).collect();
            for &(atom, change) in &other.atoms {
                match atoms.iter_mut().find(|(known, _)| *known == atom) {
                    Some((_, sum)) => *sum += change * times,
                    None => atoms.push((atom, change * times)),
                }
            }
            atoms.retain(|(_, change)| *change != 0);
            let real = atoms.iter().all(|&(atom, change)| self.allows(atom, change, side.known));
            let unseen =
                || self.system.changes(&atoms).iter().all(|(cell, _)| self.status[*cell as usize] == Status::Hidden);
            (real && unseen()).then_some(atoms)
        })?;
        Some(self.add(Found { atoms, hides: Vec::new(), cost: 0.0 }))
    }
}
