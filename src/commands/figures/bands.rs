//! `figures bands`: leaf-band closure of a plan and its answers.

use std::{collections::BTreeMap, path::PathBuf};

use clap::{Args, value_parser};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{
    Failure, Output,
    sheet::{Line, Sheet},
};
use crate::statistics::{
    disclosure::{Leaf, Union},
    estimator::Group,
};

#[derive(Args)]
pub struct Bands {
    /// The partition fixed before the wave: group, N, and any levels above as further columns.
    #[arg(long)]
    plan: PathBuf,
    /// What came in: group, n, x.
    #[arg(long)]
    answers: PathBuf,
    /// Counts nearer than this to none or to all are shown as bands.
    #[arg(long, default_value_t = 5, value_parser = value_parser!(u32).range(1..=1_000))]
    k: u32,
    #[command(flatten)]
    output: Output,
}

/// More persons than any municipality has.
const MOST: u64 = 20_000_000;

impl Bands {
    pub(super) fn run(self) -> Result<(), Failure> {
        let plan = Sheet::read(&self.plan, &["group", "N"])?;
        let answers = Sheet::read(&self.answers, &["group", "n", "x"])?;
        let (places, planned) = (answers.places("group")?, plan.places("group")?);
        if let Some(stray) = answers.lines().find(|line| !planned.contains_key(line.text("group"))) {
            return Err(stray.wrong(&format!("gruppen {} finns inte i planen.", stray.text("group"))));
        }
        let (mut groups, mut all, mut persons) = (Vec::new(), Vec::new(), 0);
        let mut levels: BTreeMap<(usize, &str), Vec<Leaf>> = BTreeMap::new();
        for line in plan.lines() {
            let name = line.text("group");
            let answer = places.get(name).and_then(|&place| answers.lines().nth(place));
            let answer = answer.ok_or_else(|| line.wrong(&format!("gruppen {name} saknas bland svaren.")))?;
            let leaf = leaf(line, answer, self.k)?;
            persons += u64::from(leaf.population());
            if persons > MOST {
                return Err(line.wrong("planen räknar fler personer än 20 000 000."));
            }
            for (place, head) in plan.heads().iter().enumerate().filter(|(_, head)| *head != "group" && *head != "N") {
                levels.entry((place, line.text(head))).or_default().push(leaf);
            }
            groups.push(told(json!({ "group": name }), &[leaf]));
            all.push(leaf);
        }
        let levels = levels
            .into_iter()
            .map(|((place, name), leaves)| told(json!({ "level": plan.heads()[place], "name": name }), &leaves));
        let levels: Vec<_> = levels.collect();
        let total = told(json!({}), &all);
        let lines = |rows: &[Value], key: &str| rows.iter().map(|row| sentence(&row[key], row)).collect::<Vec<_>>();
        let mut sentences = lines(&groups, "group");
        sentences.extend(lines(&levels, "name"));
        sentences.push(sentence(&"Alla".into(), &total));
        let hash: String =
            Sha256::digest(std::fs::read(&self.plan)?).iter().map(|byte| format!("{byte:02x}")).collect();
        let json = json!({ "k": self.k, "hash": hash, "groups": groups, "levels": levels, "total": total });
        self.output.show(&json, &sentences);
        Ok(())
    }
}

/// What a group publishes.
fn leaf(plan: Line, answer: Line, k: u32) -> Result<Leaf, Failure> {
    let (population, respondents, exposed) = (plan.whole("N")?, answer.whole("n")?, answer.whole("x")?);
    if respondents == 0 && exposed == 0 && population > 0 {
        return Ok(Leaf::silent(population));
    }
    let group = Group::new(population, respondents, exposed).map_err(|error| answer.wrong(&error.to_string()))?;
    Ok(Leaf::publish(group, k))
}

/// What is worked out from published groups, beside what they are called.
fn told(mut row: Value, leaves: &[Leaf]) -> Value {
    let union = Union::of(leaves);
    row["N"] = json!(union.population);
    row["n"] = json!(union.respondents);
    (row["low"], row["high"]) = (json!(union.low), json!(union.high));
    row["percent_low"] = json!(union.percent.map(|(low, _)| low));
    row["percent_high"] = json!(union.percent.map(|(_, high)| high));
    (row["persons_low"], row["persons_high"]) = (json!(union.persons.low), json!(union.persons.high));
    row
}

fn sentence(name: &Value, row: &Value) -> String {
    let name = name.as_str().unwrap_or_default();
    let exposed =
        if row["low"] == row["high"] { row["low"].to_string() } else { format!("{}–{}", row["low"], row["high"]) };
    format!(
        "{name}: {exposed} av {} svarande, {}–{} av {} personer",
        row["n"], row["persons_low"], row["persons_high"], row["N"]
    )
}
