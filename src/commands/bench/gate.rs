//! `bench gate`: disclosure control on made-up tables of growing size, beside an adversary who starts anew for each count.

use std::time::Instant;

use clap::Args;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};

use super::Output;
use crate::{
    commands::Failure,
    statistics::disclosure::{Adversary, CellId, Fact, Need, Status, System, Unknown, audit, certify, needs, protect},
};

#[derive(Args)]
pub struct Gate {
    #[command(flatten)]
    output: Output,
    /// The largest table, in cells.
    #[arg(long, default_value_t = 100_000)]
    cells: usize,
}

const THRESHOLD: i64 = 3;
const KINDS: usize = 6;
const QUARTERS: usize = 4;
/// Units in a department, and departments in a committee.
const UNITS: usize = 8;
const DEPARTMENTS: usize = 3;
/// Up to this size the adversary is played, and up to `ANEW` also without what he has seen already.
const PLAYED: usize = 2_000;
const ANEW: usize = 1_100;

pub(super) fn run(gate: &Gate) -> Result<(), Failure> {
    let sizes = [100, 1_000, 10_000, 100_000].into_iter().filter(|&cells| cells <= gate.cells);
    let runs: Vec<Value> = sizes.map(measure).collect::<Result<_, _>>()?;
    let growth: Vec<_> = runs.windows(2).map(|pair| exponent(&pair[0], &pair[1])).collect();
    if gate.output.json {
        println!("{}", json!({ "sizes": runs, "growth_exponents": growth }));
        return Ok(());
    }
    for run in &runs {
        println!(
            "{} celler, {} skyddade: {} fler dolda, skydd {:.2} s, bevis {:.2} s",
            run["cells"],
            run["primary"],
            run["secondary"],
            seconds(run, "protect_seconds"),
            seconds(run, "certificate_seconds")
        );
        if let Some(ratio) = run["adversary_ratio"].as_f64() {
            println!("  angriparen: {ratio:.1} gånger snabbare än en som börjar om för varje tal");
        }
    }
    println!("Tiden växer som antalet celler upphöjt till {growth:.2?}.");
    Ok(())
}

fn seconds(run: &Value, what: &str) -> f64 {
    run[what].as_f64().unwrap_or_default()
}

fn exponent(small: &Value, large: &Value) -> f64 {
    let ratio = |what| seconds(large, what) / seconds(small, what).max(1e-6);
    ratio("protect_seconds").ln() / ratio("cells").ln()
}

fn measure(cells: usize) -> Result<Value, Failure> {
    let system = table(cells);
    let primary: Vec<_> = system.cells().filter(|&cell| system.value(cell) < THRESHOLD).collect();
    let mut status = vec![Status::Shown; system.cells().len()];
    primary.iter().for_each(|&cell| status[cell as usize] = Status::Hidden);
    let started = Instant::now();
    let needs: Vec<Need> = needs(&system, &primary, &vec![false; status.len()], THRESHOLD, 0);
    let protection = protect(&system, &needs, &status, [1; 32])
        .map_err(|infeasible| format!("{} celler går inte att skydda", infeasible.0.len()))?;
    let protect_seconds = started.elapsed().as_secs_f64();
    let started = Instant::now();
    certify(&system, &needs, &protection)?;
    let certificate_seconds = started.elapsed().as_secs_f64();
    let hidden = protection.hidden.iter().filter(|hidden| **hidden).count();
    let mut run = json!({
        "cells": status.len(), "primary": primary.len(), "secondary": hidden - primary.len(),
        "protect_seconds": protect_seconds, "certificate_seconds": certificate_seconds,
    });
    if status.len() <= PLAYED {
        let started = Instant::now();
        audit(&system, &protection.hidden, &primary, &[])?;
        let played = started.elapsed().as_secs_f64();
        run["adversary_seconds"] = json!(played);
        if status.len() <= ANEW {
            let started = Instant::now();
            anew(&system, &protection.hidden, &primary)?;
            run["adversary_ratio"] = json!(started.elapsed().as_secs_f64() / played);
        }
    }
    Ok(run)
}

/// The baseline: every end of every count is worked out from the beginning.
fn anew(system: &System, hidden: &[bool], targets: &[CellId]) -> Result<(), Failure> {
    let terms = |cell| -> Vec<_> { system.atoms_in(cell).iter().map(|&atom| (atom as usize, 1.0)).collect() };
    let shown = system.cells().filter(|&cell| !hidden[cell as usize]);
    let facts = shown.map(|cell| {
        let value = system.value(cell) as f64;
        Fact { terms: terms(cell), low: value, high: value }
    });
    let adversary = Adversary::new(vec![Unknown { low: 0, high: None }; system.atoms().len()], facts.collect());
    targets.iter().try_for_each(|&cell| adversary.range(&terms(cell)).map(drop))?;
    Ok(())
}

/// Committees, departments and units by kind and quarter, with all margins; most counts are small, some large.
fn table(cells: usize) -> System {
    let margins = (KINDS + 1) * (QUARTERS + 1);
    let units = (cells / margins * UNITS * DEPARTMENTS / (UNITS * DEPARTMENTS + DEPARTMENTS + 1)).max(2);
    let mut chance = StdRng::seed_from_u64(cells as u64);
    let (mut atoms, mut members) = (Vec::new(), Vec::<Vec<u32>>::new());
    let departments = units.div_ceil(UNITS);
    let committees = departments.div_ceil(DEPARTMENTS);
    let nodes = 1 + committees + departments + units;
    members.resize(nodes * margins, Vec::new());
    for unit in 0..units {
        let department = unit / UNITS;
        let path = [0, 1 + department / DEPARTMENTS, 1 + committees + department, 1 + committees + departments + unit];
        let load: f64 = 3.0 + chance.random::<f64>().powi(2) * 60.0;
        for kind in 0..KINDS {
            for quarter in 0..QUARTERS {
                let atom = atoms.len() as u32;
                atoms.push((load * chance.random::<f64>() * 2.0 / (kind + 1) as f64) as i64);
                for node in path {
                    for (kind, quarter) in [(kind, quarter), (KINDS, quarter), (kind, QUARTERS), (KINDS, QUARTERS)] {
                        members[node * margins + kind * (QUARTERS + 1) + quarter].push(atom);
                    }
                }
            }
        }
    }
    System::new(atoms, members).expect("every cell sums something, and nothing twice")
}
