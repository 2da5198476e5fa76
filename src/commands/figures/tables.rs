//! Tables as files: cells, and the finest counts that each of them sums.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{Failure, sheet::Sheet};
use crate::statistics::disclosure::{
    Adversary, AdversaryError, AtomId, CellId, End, Fact, Infeasible, System, Unknown,
};

/// A table, and what is asked about it.
pub(super) struct Table {
    pub(super) system: System,
    pub(super) primary: Vec<CellId>,
    /// Respondents, whom everybody knows.
    pub(super) public: Vec<bool>,
    /// Whether the finest counts are the true ones and not merely possible.
    pub(super) true_atoms: bool,
    ids: Vec<String>,
    labels: Vec<String>,
}

/// The finest counts, if they are told.
#[derive(Args)]
pub(super) struct Inner {
    /// The finest counts: inner_id, freq. Not needed where each of them is a cell of its own.
    #[arg(long)]
    pub(super) inner: Option<PathBuf>,
}

/// Where a table lies.
#[derive(Args)]
pub(super) struct Files {
    /// The table's cells: cell_id, dimensions, freq, primary.
    #[arg(long)]
    cells: PathBuf,
    /// Which finest counts each cell sums: cell_id, inner_id.
    #[arg(long)]
    map: PathBuf,
    #[command(flatten)]
    inner: Inner,
}

impl Files {
    pub(super) fn read(&self) -> Result<Table, Failure> {
        Table::read(&self.cells, &self.map, self.inner.inner.as_deref())
    }
}

impl Table {
    pub(super) fn read(cells: &Path, map: &Path, inner: Option<&Path>) -> Result<Self, Failure> {
        let cells = Sheet::read(cells, &["cell_id", "freq", "primary"])?;
        let map = Sheet::read(map, &["cell_id", "inner_id"])?;
        let inner = inner.map(|inner| Sheet::read(inner, &["inner_id", "freq"])).transpose()?;
        let places = cells.places("cell_id")?;
        let mut atoms = inner.as_ref().map(|inner| inner.places("inner_id")).transpose()?.unwrap_or_default();
        let mut members: Vec<Vec<AtomId>> = vec![Vec::new(); places.len()];
        for line in map.lines() {
            let (cell, atom) = (line.text("cell_id"), line.text("inner_id"));
            let place =
                places.get(cell).ok_or_else(|| line.wrong(&format!("cell_id {cell} finns inte bland cellerna.")))?;
            let next = atoms.len();
            let atom = match inner {
                Some(_) => *atoms
                    .get(atom)
                    .ok_or_else(|| line.wrong(&format!("inner_id {atom} finns inte bland de finaste räkningarna.")))?,
                None => *atoms.entry(atom).or_insert(next),
            };
            members[*place].push(atom as AtomId);
        }
        let dimensions = cells.heads().iter();
        let dimensions: Vec<_> =
            dimensions.filter(|head| !["cell_id", "freq", "n_inner", "primary"].contains(&head.as_str())).collect();
        let (mut freq, mut primary, mut labels) = (Vec::new(), Vec::new(), Vec::new());
        for (place, line) in cells.lines().enumerate() {
            freq.push(i64::from(line.whole("freq")?));
            if line.flag("primary")? {
                primary.push(place as CellId);
            }
            labels.push(dimensions.iter().map(|dimension| line.text(dimension)).collect::<Vec<_>>().join(", "));
            let own = &mut members[place];
            own.sort_unstable();
            if own.is_empty() {
                return Err(line.wrong("cellen har inga delar i kopplingsfilen."));
            } else if own.windows(2).any(|pair| pair[0] == pair[1]) {
                return Err(line.wrong("cellen har samma del två gånger i kopplingsfilen."));
            }
        }
        let ids: Vec<_> = cells.lines().map(|line| line.text("cell_id").to_owned()).collect();
        let (counts, true_atoms) = match &inner {
            Some(inner) => {
                (inner.lines().map(|line| Ok(i64::from(line.whole("freq")?))).collect::<Result<_, Failure>>()?, true)
            }
            None => found(&members, &freq, &ids, atoms.len())?,
        };
        let system = System::new(counts, members)?;
        if let Some(cell) = system.cells().find(|&cell| system.value(cell) != freq[cell as usize]) {
            let (id, stands, sum) = (&ids[cell as usize], freq[cell as usize], system.value(cell));
            return Err(format!("Cell {id}: {stands} står, men delarna blir {sum}.").into());
        }
        let public = cells.lines().map(|line| line.text("svar") == "Total").collect();
        Ok(Self { system, primary, public, true_atoms, ids, labels })
    }

    /// A cell as a person knows it.
    pub(super) fn name(&self, cell: CellId) -> String {
        format!("{} ({})", self.ids[cell as usize], self.labels[cell as usize])
    }

    pub(super) fn id(&self, cell: CellId) -> &str {
        &self.ids[cell as usize]
    }

    /// Reads what a pattern says of each cell: hidden or shown.
    pub(super) fn pattern(&self, path: &Path) -> Result<Vec<Option<bool>>, Failure> {
        let sheet = Sheet::read(path, &["cell_id", "suppressed"])?;
        sheet.places("cell_id")?;
        let places: HashMap<_, _> = self.ids.iter().enumerate().map(|(place, id)| (id.as_str(), place)).collect();
        let mut pattern = vec![None; self.ids.len()];
        for line in sheet.lines() {
            let id = line.text("cell_id");
            let place =
                places.get(id).ok_or_else(|| line.wrong(&format!("cell_id {id} finns inte bland cellerna.")))?;
            pattern[*place] = Some(line.flag("suppressed")?);
        }
        Ok(pattern)
    }

    pub(super) fn write(&self, path: &Path, hidden: &[bool]) -> Result<(), Failure> {
        let rows = self.ids.iter().zip(hidden);
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["cell_id", "suppressed"])?;
        rows.into_iter()
            .try_for_each(|(id, &hidden)| writer.write_record([id.as_str(), if hidden { "1" } else { "0" }]))?;
        let text = writer.into_inner().map_err(|error| error.to_string())?;
        Ok(std::fs::write(path, text).map_err(|error| format!("{} går inte att skriva: {error}", path.display()))?)
    }

    /// Why a release is refused.
    pub(super) fn refused(&self, Infeasible(cells): &Infeasible) -> String {
        const NAMED: usize = 20;
        let named: Vec<_> = cells.iter().take(NAMED).map(|&cell| self.name(cell)).collect();
        let more = cells.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" och {more} till") } else { String::new() };
        let cells = if cells.len() == 1 { "Cell" } else { "Cellerna" };
        format!(
            "{cells} {}{more} går inte att skydda vid sidan av det som redan är publicerat. Inget har skrivits.",
            named.join("; ")
        )
    }
}

/// The finest counts by the cells alone: what each cell of one of them says, and something possible for the others.
fn found(members: &[Vec<AtomId>], freq: &[i64], ids: &[String], atoms: usize) -> Result<(Vec<i64>, bool), Failure> {
    let mut counts: Vec<Option<i64>> = vec![None; atoms];
    for (own, count) in members.iter().zip(freq).filter(|(own, _)| own.len() == 1) {
        counts[own[0] as usize] = Some(*count);
    }
    let open: Vec<_> = (0..atoms).filter(|&atom| counts[atom].is_none()).collect();
    if !open.is_empty() {
        let places: HashMap<_, _> = open.iter().enumerate().map(|(place, atom)| (*atom, place)).collect();
        let mut facts = Vec::new();
        for (cell, own) in members.iter().enumerate() {
            let sure: i64 = own.iter().filter_map(|&atom| counts[atom as usize]).sum();
            let terms: Vec<_> =
                own.iter().filter_map(|atom| places.get(&(*atom as usize))).map(|&place| (place, 1.0)).collect();
            let rest = freq[cell] - sure;
            if rest < 0 {
                return Err(format!("Cell {}: {} står, men delarna blir minst {sure}.", ids[cell], freq[cell]).into());
            }
            if !terms.is_empty() {
                facts.push(Fact { terms, low: rest as f64, high: rest as f64 });
            }
        }
        let adversary = Adversary::new(vec![Unknown { low: 0, high: None }; open.len()], facts);
        let (_, world) = adversary.end(&[(0, 1.0)], End::Low).map_err(|error| match error {
            AdversaryError::Inconsistent => "Cellerna går inte ihop: inga delar kan ge alla summorna.",
            _ => "De finaste räkningarna går inte att räkna ut ur cellerna: ange dem med --inner.",
        })?;
        open.iter().zip(world).for_each(|(&atom, count)| counts[atom] = Some(count));
    }
    Ok((counts.into_iter().map(Option::unwrap_or_default).collect(), open.is_empty()))
}
