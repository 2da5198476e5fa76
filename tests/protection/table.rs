//! A table of `tests/statistics/tables`.

use std::{collections::HashMap, path::Path};

use orubbad::statistics::disclosure::{
    CellId, Exposure, Infeasible, Need, Protection, Status, System, audit, needs, protect,
};

/// What is small.
pub const K: i64 = 3;

pub struct Table {
    pub system: System,
    pub primary: Vec<CellId>,
    pub status: Vec<Status>,
}

type Row = HashMap<String, String>;

fn rows(table: &str, file: &str) -> Vec<Row> {
    let path = Path::new("tests/statistics/tables").join(table).join(file);
    let mut reader = csv::Reader::from_path(path).expect("the file is there");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

impl Table {
    pub fn read(name: &str) -> Self {
        let (cells, inner) = (rows(name, "cells.csv"), rows(name, "inner.csv"));
        let places = |rows: &[Row], id: &str| -> HashMap<String, usize> {
            rows.iter().enumerate().map(|(place, row)| (row[id].clone(), place)).collect()
        };
        let (cell_places, atom_places) = (places(&cells, "cell_id"), places(&inner, "inner_id"));
        let mut members = vec![Vec::new(); cells.len()];
        for row in rows(name, "map.csv") {
            members[cell_places[&row["cell_id"]]].push(atom_places[&row["inner_id"]] as u32);
        }
        let freq = |row: &Row| row["freq"].parse::<i64>().expect("a count");
        let system = System::new(inner.iter().map(freq).collect(), members).expect("a system");
        assert!(system.cells().all(|cell| system.value(cell) == freq(&cells[cell as usize])));
        let primary = system.cells().filter(|&cell| cells[cell as usize]["primary"] == "1").collect();
        let public = |row: &Row| row.get("svar").is_some_and(|answer| answer == "Total");
        let status = |row: &Row| match public(row) {
            true => Status::Locked,
            false if row["primary"] == "1" => Status::Hidden,
            false => Status::Shown,
        };
        Self { status: cells.iter().map(status).collect(), system, primary }
    }

    pub fn protect(&self, coalition: i64, seed: u8) -> Result<(Vec<Need>, Protection), Infeasible> {
        let locked: Vec<_> = self.status.iter().map(|status| *status == Status::Locked).collect();
        let needs = needs(&self.system, &self.primary, &locked, K, coalition);
        let protection = protect(&self.system, &needs, &self.status, [seed; 32])?;
        Ok((needs, protection))
    }

    /// What is hidden beside what must be.
    pub fn secondary(&self, hidden: &[bool]) -> Vec<CellId> {
        self.system.cells().filter(|cell| hidden[*cell as usize] && !self.primary.contains(cell)).collect()
    }
}

/// What the adversary works out too closely.
pub fn breaches(table: &Table, hidden: &[bool]) -> Vec<Exposure> {
    let found = audit(&table.system, hidden, &table.primary, &[]).expect("consistent");
    found.into_iter().filter(|exposure| exposure.is_breach(K)).collect()
}
