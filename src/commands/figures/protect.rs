//! `figures protect`.

use std::{path::PathBuf, time::Instant};

use clap::{Args, value_parser};
use serde_json::{Value, json};

use super::{
    Failure, Output,
    audit::Findings,
    tables::{Files, Table},
};
use crate::{
    ids::Chance,
    statistics::disclosure::{Exposure, Infeasible, Need, Protection, Status, audit, certify, needs, protect},
};

#[derive(Args)]
pub struct Protect {
    #[command(flatten)]
    files: Files,
    /// An earlier pattern: what it showed is known, what it hid stays hidden.
    #[arg(long)]
    already_published: Option<PathBuf>,
    /// Counts below this are small.
    #[arg(long, default_value_t = 3, value_parser = value_parser!(u32).range(1..=1_000_000))]
    threshold: u32,
    /// So many of those counted may somebody know of beforehand.
    #[arg(long, default_value_t = 0, value_parser = value_parser!(u8).range(..=2))]
    coalition: u8,
    /// 64 hexadecimal digits that decide between equals; as secret as the counts.
    #[arg(long)]
    seed: Option<String>,
    /// Where the pattern is written.
    #[arg(long)]
    out: PathBuf,
    #[command(flatten)]
    output: Output,
}

/// Larger tables are audited by the certificate's worlds alone.
const PLAYED: usize = 1_000;

impl Protect {
    pub(super) fn run(self) -> Result<(), Failure> {
        let table = self.files.read()?;
        if self.coalition > 0 && !table.true_atoms {
            return Err("De finaste räkningarna måste anges med --inner när --coalition används.".into());
        }
        let seed = match &self.seed {
            Some(seed) => read_seed(seed)?,
            None => Chance::system().bytes(),
        };
        let status = self.status(&table)?;
        let locked: Vec<_> = status.iter().map(|status| *status == Status::Locked).collect();
        let started = Instant::now();
        let needs = needs(&table.system, &table.primary, &locked, i64::from(self.threshold), i64::from(self.coalition));
        let protection =
            protect(&table.system, &needs, &status, seed).map_err(|infeasible| table.refused(&infeasible))?;
        let seconds = started.elapsed().as_secs_f64();
        let (certified, audit) = self.audit(&table, &needs, &protection)?;
        table.write(&self.out, &protection.hidden)?;
        let system = &table.system;
        let hidden = system.cells().filter(|&cell| protection.hidden[cell as usize]);
        let (suppressed, primary) = (hidden.clone().count(), table.primary.len());
        let secondary = hidden.filter(|cell| table.primary.binary_search(cell).is_err());
        let value: i64 = secondary.map(|cell| system.value(cell)).sum();
        let seed: String = seed.iter().map(|byte| format!("{byte:02x}")).collect();
        let lines = [
            format!(
                "{} av {} celler döljs: {primary} små och {} till.",
                suppressed,
                locked.len(),
                suppressed - primary
            ),
            format!("Granskningen hittade inget som går att räkna ut. Frö: {seed}"),
        ];
        let json = json!({
            "cells": locked.len(), "primary": primary, "suppressed": suppressed, "secondary": suppressed - primary,
            "secondary_value": value, "seconds": seconds, "seed": seed, "certified": certified, "audit": audit,
        });
        self.output.show(&json, &lines);
        Ok(())
    }

    fn status(&self, table: &Table) -> Result<Vec<Status>, Failure> {
        let before = match &self.already_published {
            Some(path) => table.pattern(path)?,
            None => vec![None; table.public.len()],
        };
        let told = before.iter().zip(&table.public);
        let mut status: Vec<_> = told
            .map(|(before, public)| match before {
                _ if *public => Status::Locked,
                Some(false) => Status::Locked,
                Some(true) => Status::Hidden,
                None => Status::Shown,
            })
            .collect();
        let (blocked, open): (Vec<_>, Vec<_>) =
            table.primary.iter().partition(|&&cell| status[cell as usize] == Status::Locked);
        open.into_iter().for_each(|cell| status[cell as usize] = Status::Hidden);
        if blocked.is_empty() { Ok(status) } else { Err(table.refused(&Infeasible(blocked)).into()) }
    }

    /// How many protected counts have exact worlds, and what the audit finds: by the adversary, or in a large table by
    /// those worlds.
    fn audit(&self, table: &Table, needs: &[Need], protection: &Protection) -> Result<(usize, Value), Failure> {
        let started = Instant::now();
        let proved = certify(&table.system, needs, protection)?;
        let mut exposures = Vec::new();
        for cell in &table.primary {
            if let Ok(place) = proved.binary_search_by_key(cell, |proved| proved.cell) {
                let (low, high) = (proved[place].low, Some(proved[place].high));
                exposures.push(Exposure { cell: *cell, value: table.system.value(*cell), low, high });
            }
        }
        let certified = exposures.len();
        let played = table.system.cells().len() <= PLAYED;
        if played {
            exposures = audit(&table.system, &protection.hidden, &table.primary, &[])?;
        }
        let breaches = exposures.iter().filter(|exposure| exposure.is_breach(i64::from(self.threshold)));
        let breaches: Vec<_> = breaches.map(|exposure| exposure.cell).collect();
        if !breaches.is_empty() {
            return Err(table.refused(&Infeasible(breaches)).into());
        }
        let mut json = Findings::of(&exposures, i64::from(self.threshold)).json();
        json["method"] = json!(if played { "adversary" } else { "certificate" });
        json["targets"] = json!(exposures.len());
        json["seconds"] = json!(started.elapsed().as_secs_f64());
        Ok((certified, json))
    }
}

fn read_seed(text: &str) -> Result<[u8; 32], Failure> {
    let digits = text.len() == 64 && text.bytes().all(|digit| digit.is_ascii_hexdigit());
    let mut seed = [0; 32];
    for (place, byte) in seed.iter_mut().enumerate().filter(|_| digits) {
        *byte = u8::from_str_radix(&text[2 * place..2 * place + 2], 16)?;
    }
    if digits { Ok(seed) } else { Err("Fröet ska vara 64 hexadecimala siffror.".into()) }
}
