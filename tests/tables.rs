//! The test tables: on each of them nothing can be worked out, for fewer or cheaper cells than the reference hides.

use std::{collections::HashMap, fs};

use orubbad::statistics::disclosure::{
    Adversary, CellId, Fact, Protection, Status, System, Unknown, audit, certify, needs, protect,
};
use serde_json::Value;

const TABLES: &str = "tests/statistics/tables";
const THRESHOLD: i64 = 3;
const SEED: [u8; 32] = [1; 32];

struct Table {
    system: System,
    primary: Vec<CellId>,
    /// Respondents are public.
    public: Vec<bool>,
    rows: Vec<HashMap<String, String>>,
}

fn rows(path: &str) -> Vec<HashMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path).expect("the file is there");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

fn pairs(path: &str) -> Vec<(String, String)> {
    csv::Reader::from_path(path).expect("the file is there").deserialize().map(|row| row.expect("a row")).collect()
}

fn number(row: &HashMap<String, String>, column: &str) -> i64 {
    row[column].parse().expect("a number")
}

fn table(name: &str) -> Table {
    let folder = format!("{TABLES}/{name}");
    let (rows, inner) = (rows(&format!("{folder}/cells.csv")), rows(&format!("{folder}/inner.csv")));
    let places = |rows: &[HashMap<String, String>], id: &str| -> HashMap<String, u32> {
        rows.iter().map(|row| row[id].clone()).zip(0..).collect()
    };
    let (cells, atoms) = (places(&rows, "cell_id"), places(&inner, "inner_id"));
    let mut members = vec![Vec::new(); rows.len()];
    for (cell, atom) in pairs(&format!("{folder}/map.csv")) {
        members[cells[&cell] as usize].push(atoms[&atom]);
    }
    let system = System::new(inner.iter().map(|row| number(row, "freq")).collect(), members).expect("a system");
    let primary = system.cells().filter(|&cell| rows[cell as usize]["primary"] == "1").collect();
    let public = rows.iter().map(|row| row.get("svar").is_some_and(|answer| answer == "Total")).collect();
    Table { system, primary, public, rows }
}

impl Table {
    fn status(&self) -> Vec<Status> {
        let status = |cell: CellId| match (self.public[cell as usize], self.primary.contains(&cell)) {
            (true, _) => Status::Locked,
            (false, true) => Status::Hidden,
            (false, false) => Status::Shown,
        };
        self.system.cells().map(status).collect()
    }

    /// Protected and proved; the number and the summed value of what is hidden for the sake of others.
    fn protected(&self, status: &[Status]) -> (Protection, i64, i64) {
        let needs = needs(&self.system, &self.primary, &self.public, THRESHOLD, 0);
        let protection = protect(&self.system, &needs, status, SEED).expect("can be protected");
        certify(&self.system, &needs, &protection).expect("is proved");
        let secondary = |&cell: &CellId| protection.hidden[cell as usize] && !self.primary.contains(&cell);
        let secondary: Vec<_> = self.system.cells().filter(secondary).collect();
        let value = secondary.iter().map(|&cell| self.system.value(cell)).sum();
        (protection, secondary.len() as i64, value)
    }

    fn assert_safe(&self, hidden: &[bool], name: &str) {
        for seen in audit(&self.system, hidden, &self.primary, &[]).expect("solved") {
            assert!(
                !seen.is_breach(THRESHOLD),
                "{name}: cell {} lies within {}–{:?}",
                seen.cell + 1,
                seen.low,
                seen.high
            );
        }
    }
}

#[test]
fn nothing_can_be_worked_out_and_less_is_hidden_than_by_the_reference() {
    let reference: HashMap<_, _> = rows(&format!("{TABLES}/reference_summary.csv"))
        .into_iter()
        .map(|row| (row["table"].clone(), (number(&row, "secondary"), number(&row, "sec_value"))))
        .collect();
    assert_eq!(reference.len(), 12);
    let sums = reference.keys().map(|name| {
        let table = table(name);
        let (protection, cells, value) = table.protected(&table.status());
        table.assert_safe(&protection.hidden, name);
        (cells, value)
    });
    let (cells, value) = sums.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let (most_cells, most_value) = reference.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    assert!(cells <= most_cells, "{cells} cells, the reference hides {most_cells}");
    assert!(value <= most_value, "cells worth {value}, the reference hides {most_value}");
}

#[test]
fn with_the_earlier_releases_in_mind_year_to_date_gives_nothing_away_and_without_it_does() {
    let table = table("P08");
    let releases = [["Q1", "Q1"], ["Q2", "Y12"], ["Q3", "Y123"], ["Q4", "Total"]];
    let of = |release: usize, cell: CellId| releases[release].contains(&table.rows[cell as usize]["period"].as_str());
    let (mut status, mut alone) = (vec![Status::Hidden; table.rows.len()], vec![true; table.rows.len()]);
    for release in 0..releases.len() {
        // What is not published yet changes nothing and is hidden; what was published is known.
        let mut own = vec![Status::Hidden; table.rows.len()];
        for cell in table.system.cells().filter(|&cell| of(release, cell) && !table.primary.contains(&cell)) {
            (status[cell as usize], own[cell as usize]) = (Status::Shown, Status::Shown);
        }
        let so_far = |cell: &&CellId| (0..=release).any(|earlier| of(earlier, **cell));
        let targets: Vec<_> = table.primary.iter().filter(so_far).copied().collect();
        let protect = |status: &[Status], targets: &[CellId]| {
            let locked: Vec<_> = status.iter().map(|status| *status == Status::Locked).collect();
            let needs = needs(&table.system, targets, &locked, THRESHOLD, 0);
            protect(&table.system, &needs, status, SEED).expect("can be protected").hidden
        };
        let hidden = protect(&status, &targets);
        let own_targets: Vec<_> = targets.iter().filter(|&&cell| of(release, cell)).copied().collect();
        let own_hidden = protect(&own, &own_targets);
        for cell in table.system.cells().filter(|&cell| of(release, cell)) {
            let place = cell as usize;
            status[place] = if hidden[place] { Status::Hidden } else { Status::Locked };
            alone[place] = own_hidden[place];
        }
    }
    let together: Vec<_> = status.iter().map(|status| *status == Status::Hidden).collect();
    table.assert_safe(&together, "the four releases");
    let seen = audit(&table.system, &alone, &table.primary, &[]).expect("solved");
    assert!(seen.iter().any(|seen| seen.is_exact()), "each on its own gives counts away");
}

#[test]
fn the_adversary_finds_the_exact_ends_of_every_scenario() {
    let text = fs::read_to_string("tests/statistics/scenarios.json").expect("the file is there");
    let scenarios: Vec<Value> = serde_json::from_str(&text.replace("Infinity", "null")).expect("JSON");
    assert!(scenarios.len() > 20);
    for scenario in &scenarios {
        let list = |name: &str| scenario[name].as_array().expect("a list").iter();
        let places: HashMap<_, _> =
            list("vars").map(|unknown| unknown["id"].as_str().expect("an id")).zip(0..).collect();
        let terms = |terms: &Value| -> Vec<(usize, f64)> {
            let terms = terms.as_object().expect("terms").iter();
            terms.map(|(id, weight)| (places[id.as_str()], weight.as_f64().expect("a number"))).collect()
        };
        let unknowns = list("vars")
            .map(|unknown| Unknown { low: unknown["lo"].as_i64().expect("a number"), high: unknown["hi"].as_i64() });
        let facts = list("constraints").map(|fact| Fact {
            terms: terms(&fact["terms"]),
            low: fact["lo"].as_f64().unwrap_or(f64::NEG_INFINITY),
            high: fact["hi"].as_f64().unwrap_or(f64::INFINITY),
        });
        let adversary = Adversary::new(unknowns.collect(), facts.collect());
        for target in list("targets") {
            let found = adversary.range(&terms(&target["terms"])).expect("solved");
            let ends = (Some(found.low), found.high);
            assert_eq!(ends, (target["int_lo"].as_i64(), target["int_hi"].as_i64()), "{}: {target}", scenario["name"]);
        }
    }
}
