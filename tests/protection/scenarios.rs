//! The adversary beside exact answers that were worked out elsewhere: among them sums with weights and rounded figures,
//! where a linear program alone would overstate the protection.

use std::{collections::HashMap, fs};

use orubbad::statistics::disclosure::{Adversary, AdversaryError, Fact, Range, Unknown};
use serde_json::Value;

#[test]
fn every_interval_is_exact_in_whole_numbers() {
    let text = fs::read_to_string("tests/statistics/scenarios.json").expect("the file is there");
    let scenarios: Vec<Value> = serde_json::from_str(&text.replace("Infinity", "null")).expect("JSON");
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let mut targets = 0;
    for scenario in scenarios {
        let vars = list(&scenario["vars"]);
        let places: HashMap<_, _> =
            vars.iter().enumerate().map(|(place, var)| (var["id"].as_str().expect("text"), place)).collect();
        let terms = |fact: &Value| -> Vec<(usize, f64)> {
            let terms = fact["terms"].as_object().expect("terms").iter();
            terms.map(|(id, weight)| (places[id.as_str()], weight.as_f64().expect("a number"))).collect()
        };
        let unknown = |var: &Value| Unknown { low: var["lo"].as_i64().expect("a number"), high: var["hi"].as_i64() };
        let facts = list(&scenario["constraints"]).into_iter().map(|fact| Fact {
            terms: terms(&fact),
            low: fact["lo"].as_f64().unwrap_or(f64::NEG_INFINITY),
            high: fact["hi"].as_f64().unwrap_or(f64::INFINITY),
        });
        let adversary = Adversary::new(vars.iter().map(unknown).collect(), facts.collect());
        for target in list(&scenario["targets"]) {
            let right = Range { low: target["int_lo"].as_i64().expect("a number"), high: target["int_hi"].as_i64() };
            assert_eq!(adversary.range(&terms(&target)), Ok(right), "{}", scenario["name"]);
            targets += 1;
        }
    }
    assert!(targets > 50, "only {targets}");
}

#[test]
fn a_count_that_another_count_limits_is_limited() {
    let unknowns = vec![Unknown { low: 0, high: None }, Unknown { low: 0, high: Some(5) }];
    let fact = Fact { terms: vec![(0, 1.0), (1, -1.0)], low: f64::NEG_INFINITY, high: 3.0 };
    let adversary = Adversary::new(unknowns, vec![fact]);
    assert_eq!(adversary.range(&[(0, 1.0)]), Ok(Range { low: 0, high: Some(8) }));
    assert_eq!(
        Adversary::new(vec![Unknown { low: 0, high: None }], vec![]).range(&[(0, 1.0)]),
        Ok(Range { low: 0, high: None })
    );
}

#[test]
fn facts_that_contradict_each_other_are_told() {
    let fact = |count| Fact { terms: vec![(0, 1.0)], low: count, high: count };
    let adversary = Adversary::new(vec![Unknown { low: 0, high: None }], vec![fact(2.0), fact(3.0)]);
    assert_eq!(adversary.range(&[(0, 1.0)]), Err(AdversaryError::Inconsistent));
}
