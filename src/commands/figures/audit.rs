//! `figures audit`.

use std::path::PathBuf;

use clap::{Args, value_parser};
use serde_json::{Value, json};

use super::{
    Failure, Output, scenario,
    tables::{Inner, Table},
};
use crate::statistics::disclosure::{Exposure, audit};

#[derive(Args)]
pub struct Audit {
    /// The table's cells.
    #[arg(long, required_unless_present = "scenario")]
    cells: Option<PathBuf>,
    /// Which finest counts each cell sums.
    #[arg(long, required_unless_present = "scenario")]
    map: Option<PathBuf>,
    #[command(flatten)]
    inner: Inner,
    /// What is hidden.
    #[arg(long, required_unless_present = "scenario")]
    pattern: Option<PathBuf>,
    /// Facts and questions in place of a table.
    #[arg(long, conflicts_with_all = ["cells", "map", "inner", "pattern", "known"])]
    scenario: Option<PathBuf>,
    /// Counts below this are small.
    #[arg(long, default_value_t = 3, value_parser = value_parser!(u32).range(1..=1_000_000))]
    threshold: u32,
    /// Also those who know so many of the counted beforehand.
    #[arg(long, default_value_t = 0, value_parser = value_parser!(u8).range(..=2))]
    known: u8,
    #[command(flatten)]
    output: Output,
}

/// What an adversary works out, all in all.
pub(super) struct Findings {
    exact: usize,
    narrow: usize,
    existence_disclosed: usize,
    zero_disclosed: usize,
    /// Of those that anything limits.
    min_width: Option<i64>,
}

impl Findings {
    pub(super) fn of(exposures: &[Exposure], threshold: i64) -> Self {
        let count = |finds: &dyn Fn(&Exposure) -> bool| exposures.iter().filter(|exposure| finds(exposure)).count();
        Self {
            exact: count(&Exposure::is_exact),
            narrow: count(&|exposure| exposure.is_narrow(threshold)),
            existence_disclosed: count(&|exposure| exposure.discloses_existence(threshold)),
            zero_disclosed: count(&Exposure::discloses_zero),
            min_width: exposures.iter().filter_map(|exposure| Some(exposure.high? - exposure.low)).min(),
        }
    }

    pub(super) fn json(&self) -> Value {
        json!({
            "exact": self.exact, "narrow": self.narrow, "existence_disclosed": self.existence_disclosed,
            "zero_disclosed": self.zero_disclosed, "min_width": self.min_width,
        })
    }
}

impl Audit {
    pub(super) fn run(self) -> Result<(), Failure> {
        let (cells, map, pattern) = match (&self.scenario, &self.cells, &self.map, &self.pattern) {
            (None, Some(cells), Some(map), Some(pattern)) => (cells, map, pattern),
            (Some(file), ..) => return scenario::run(file, &self.output),
            _ => return Err("Ange --cells, --map och --pattern, eller --scenario.".into()),
        };
        let table = Table::read(cells, map, self.inner.inner.as_deref())?;
        let pattern = table.pattern(pattern)?.into_iter().enumerate();
        let hidden = pattern
            .map(|(cell, hidden)| hidden.ok_or_else(|| format!("Mönstret saknar cell {}.", table.name(cell as u32))))
            .collect::<Result<Vec<_>, _>>()?;
        let threshold = i64::from(self.threshold);
        let exposures = audit(&table.system, &hidden, &table.primary, &[])?;
        let known = self.known_breaches(&table, &hidden)?;
        let findings = Findings::of(&exposures, threshold);
        let mut json = findings.json();
        json["cells"] = exposures
            .iter()
            .map(|found| {
                let (id, high) = (table.id(found.cell), found.high);
                json!({ "cell_id": id, "value": found.value, "low": found.low, "high": high })
            })
            .collect();
        if self.known > 0 {
            json["known_breaches"] = known.iter().map(|&cell| table.id(cell)).collect();
        }
        let limits = |found: &Exposure| match found.high {
            Some(high) => format!("{}: {} till {high}", table.name(found.cell), found.low),
            None => format!("{}: {} eller mer", table.name(found.cell), found.low),
        };
        self.output.show(&json, &exposures.iter().map(limits).collect::<Vec<_>>());
        let breaches = exposures.iter().filter(|found| found.is_breach(threshold)).map(|found| found.cell);
        let mut breaches: Vec<_> = breaches.chain(known).map(|cell| table.name(cell)).collect();
        breaches.dedup();
        match breaches.len() {
            0 => Ok(()),
            1..=20 => Err(format!("Går att räkna ut: {}.", breaches.join("; ")).into()),
            many => Err(format!("{many} celler går att räkna ut, bland dem {}.", breaches[..20].join("; ")).into()),
        }
    }

    /// Protected cells whose other persons are counted exactly by somebody who knows some of them.
    fn known_breaches(&self, table: &Table, hidden: &[bool]) -> Result<Vec<u32>, Failure> {
        let mut breaches = Vec::new();
        if self.known == 0 {
            return Ok(breaches);
        } else if !table.true_atoms {
            return Err("De finaste räkningarna måste anges med --inner när --known används.".into());
        }
        for (atom, count) in (0..).zip(table.system.atoms()).filter(|(_, count)| **count > 0) {
            let around = table.system.cells_of(atom).iter().copied();
            let around: Vec<_> = around.filter(|cell| table.primary.binary_search(cell).is_ok()).collect();
            let known = [(atom, i64::from(self.known).min(*count))];
            let found = audit(&table.system, hidden, &around, &known)?;
            breaches.extend(found.into_iter().filter(Exposure::is_exact).map(|found| found.cell));
        }
        breaches.sort_unstable();
        breaches.dedup();
        Ok(breaches)
    }
}
