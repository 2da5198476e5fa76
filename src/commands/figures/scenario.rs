//! Facts about unknown whole numbers in a file, and what follows from them.

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Failure, Output};
use crate::statistics::disclosure::{Adversary, Fact, Unknown};

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    Many(Vec<Scenario>),
    One(Scenario),
}

#[derive(Deserialize)]
struct Scenario {
    name: String,
    vars: Vec<Variable>,
    constraints: Vec<Constraint>,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Variable {
    id: String,
    lo: i64,
    hi: Option<i64>,
}

#[derive(Deserialize)]
struct Constraint {
    terms: BTreeMap<String, f64>,
    lo: Option<f64>,
    hi: Option<f64>,
}

#[derive(Deserialize)]
struct Target {
    terms: BTreeMap<String, f64>,
}

pub(super) fn run(path: &Path, output: &Output) -> Result<(), Failure> {
    let file = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| format!("{file} går inte att läsa: {error}"))?;
    let value: Value = serde_json::from_str(&without_infinity(&text))
        .map_err(|error| format!("{file}, rad {}: det här är inte JSON.", error.line()))?;
    let scenarios = match OneOrMany::deserialize(value) {
        Ok(OneOrMany::Many(many)) => many,
        Ok(OneOrMany::One(one)) => vec![one],
        Err(_) => return Err(format!("{file}: varje scenario ska ha name, vars, constraints och targets.").into()),
    };
    let (mut json, mut lines) = (Vec::new(), Vec::new());
    for scenario in scenarios {
        let name = &scenario.name;
        let answers = scenario.answer().map_err(|error| format!("{file}, {name}: {error}"))?;
        lines.extend(answers.iter().map(|answer| format!("{name}: {} till {}", answer["low"], answer["high"])));
        json.push(json!({ "name": name, "targets": answers }));
    }
    output.show(&json.into(), &lines);
    Ok(())
}

impl Scenario {
    fn answer(&self) -> Result<Vec<Value>, Failure> {
        let places: HashMap<_, _> = self.vars.iter().enumerate().map(|(place, var)| (var.id.as_str(), place)).collect();
        let terms = |terms: &BTreeMap<String, f64>| {
            let terms = terms.iter().map(|(id, weight)| {
                let place = places.get(id.as_str()).ok_or_else(|| format!("{id} finns inte bland vars."));
                Ok((*place?, *weight))
            });
            terms.collect::<Result<Vec<_>, Failure>>()
        };
        let unknowns = self.vars.iter().map(|var| Unknown { low: var.lo, high: var.hi }).collect();
        let mut facts = Vec::new();
        for fact in self.constraints.iter().filter(|fact| !fact.terms.is_empty()) {
            let (low, high) = (fact.lo.unwrap_or(f64::NEG_INFINITY), fact.hi.unwrap_or(f64::INFINITY));
            facts.push(Fact { terms: terms(&fact.terms)?, low, high });
        }
        let adversary = Adversary::new(unknowns, facts);
        let ranges = self.targets.iter().map(|target| {
            let range = adversary.range(&terms(&target.terms)?)?;
            Ok(json!({ "low": range.low, "high": range.high }))
        });
        ranges.collect()
    }
}

/// The bare words `Infinity` and `-Infinity`, which are no JSON, become `null`; inside strings they stay.
fn without_infinity(text: &str) -> String {
    let outside = |(place, part): (usize, &str)| match place % 2 {
        0 => part.replace("-Infinity", "null").replace("Infinity", "null"),
        _ => part.to_owned(),
    };
    // Split at quotes that nothing escapes: every other part is a string.
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for letter in text.chars() {
        if letter == '"' && !escaped {
            parts.push(String::new());
        } else {
            parts.last_mut().expect("never empty").push(letter);
        }
        escaped = letter == '\\' && !escaped;
    }
    parts.iter().map(String::as_str).enumerate().map(outside).collect::<Vec<_>>().join("\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bare_words_are_read_as_no_limit() {
        let read = without_infinity(r#"{"a Infinity \" Infinity": Infinity, "b": [-Infinity, "\\", Infinity]}"#);
        assert_eq!(read, r#"{"a Infinity \" Infinity": null, "b": [null, "\\", null]}"#);
    }
}
