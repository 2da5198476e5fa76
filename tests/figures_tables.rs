//! `orubbad figures protect`, `audit`, `bands` and `ledger` at a terminal: the contract, and what bad files are answered.

use std::{
    fs,
    process::{Command, Output},
};

use orubbad::statistics::disclosure::{Entry, Ledger};
use serde_json::{Value, json};
use tempfile::TempDir;

const CELLS: &str = "cell_id,enhet,kategori,freq,primary\n1,Total,Total,40,0\n2,A,Total,11,0\n3,B,Total,29,0\n4,Total,hot,12,0\n\
                     5,Total,vald,28,0\n6,A,hot,2,1\n7,A,vald,9,0\n8,B,hot,10,0\n9,B,vald,19,0\n";
const MAP: &str = "cell_id,inner_id\n1,a\n1,b\n1,c\n1,d\n2,a\n2,b\n3,c\n3,d\n4,a\n4,c\n5,b\n5,d\n6,a\n7,b\n8,c\n9,d\n";
const INNER: &str = "inner_id,freq\na,2\nb,9\nc,10\nd,19\n";
const SEED: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// A folder with files, and the program run in it.
struct Folder(TempDir);

impl Folder {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self(TempDir::new().expect("a folder"));
        [("cells.csv", CELLS), ("map.csv", MAP), ("inner.csv", INNER)].iter().chain(files).for_each(|(name, text)| {
            fs::write(folder.0.path().join(name), text).expect("written");
        });
        folder
    }

    fn figures(&self, line: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_orubbad"));
        command
            .current_dir(self.0.path())
            .arg("figures")
            .args(line.split_whitespace())
            .output()
            .expect("the program runs")
    }

    fn answer(&self, line: &str) -> Value {
        let output = self.figures(&format!("{line} --json"));
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("one JSON value")
    }

    /// What the program says when it refuses.
    fn refusal(&self, line: &str) -> String {
        let output = self.figures(line);
        assert_eq!(output.status.code(), Some(1), "{line}");
        String::from_utf8(output.stderr).expect("text").trim().trim_start_matches("orubbad: ").to_owned()
    }

    fn text(&self, file: &str) -> String {
        fs::read_to_string(self.0.path().join(file)).expect("the file is there")
    }
}

const PROTECT: &str = "protect --cells cells.csv --map map.csv --threshold 3 --out pattern.csv";
const AUDIT: &str = "audit --cells cells.csv --map map.csv --pattern pattern.csv";

fn keys(answer: &Value) -> Vec<&str> {
    answer.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn protect_and_audit_keep_their_contract() {
    let folder = Folder::with(&[]);
    let answer = folder.answer(&format!("{PROTECT} --inner inner.csv --seed {SEED}"));
    let columns = "audit cells certified primary secondary secondary_value seconds seed suppressed";
    assert_eq!(keys(&answer), columns.split(' ').collect::<Vec<_>>());
    let columns = "exact existence_disclosed method min_width narrow seconds targets zero_disclosed";
    assert_eq!(keys(&answer["audit"]), columns.split(' ').collect::<Vec<_>>());
    assert_eq!([&answer["cells"], &answer["primary"], &answer["certified"], &answer["audit"]["targets"]], [9, 1, 1, 1]);
    assert_eq!([&answer["audit"]["exact"], &answer["audit"]["narrow"]], [0, 0]);
    assert_eq!((&answer["seed"], &answer["audit"]["method"]), (&json!(SEED), &json!("adversary")));
    let pattern = folder.text("pattern.csv");
    assert!(pattern.starts_with("cell_id,suppressed\n1,0\n") && pattern.contains("\n6,1\n"));
    assert_eq!(pattern.matches(",1\n").count(), answer["suppressed"].as_u64().expect("a count") as usize);
    let audit = folder.answer(&format!("{AUDIT} --inner inner.csv --threshold 3"));
    let columns = "cells exact existence_disclosed min_width narrow zero_disclosed";
    assert_eq!(keys(&audit), columns.split(' ').collect::<Vec<_>>());
    assert_eq!(audit["cells"][0], json!({ "cell_id": "6", "value": 2, "low": 0, "high": audit["cells"][0]["high"] }));
    folder.answer(&format!("{PROTECT} --inner inner.csv --seed {SEED}"));
    assert_eq!(folder.text("pattern.csv"), pattern, "the same seed, the same pattern");
    assert!(folder.refusal(&format!("{PROTECT} --seed 12")).contains("64 hexadecimala"));
}

#[test]
fn an_audit_that_finds_something_tells_it_and_fails() {
    let naive = "cell_id,suppressed\n1,0\n2,0\n3,0\n4,0\n5,0\n6,1\n7,0\n8,0\n9,0\n";
    let folder = Folder::with(&[("pattern.csv", naive)]);
    let output = folder.figures(&format!("{AUDIT} --json"));
    assert_eq!(output.status.code(), Some(1));
    let answer: Value = serde_json::from_slice(&output.stdout).expect("the JSON is printed in any case");
    assert_eq!(answer["cells"], json!([{ "cell_id": "6", "value": 2, "low": 2, "high": 2 }]));
    assert_eq!(
        [&answer["exact"], &answer["narrow"], &answer["existence_disclosed"], &answer["min_width"]],
        [1, 1, 1, 0]
    );
    assert!(String::from_utf8_lossy(&output.stderr).contains("6 (A, hot)"));
    let shown = naive.replace("6,1", "6,0");
    let published = Folder::with(&[("pattern.csv", &shown)]).figures(AUDIT);
    assert_eq!(published.status.code(), Some(1), "a small count that is shown is a breach too");
    let short = Folder::with(&[("pattern.csv", "cell_id,suppressed\n1,0\n")]).refusal(AUDIT);
    assert!(short.contains("saknar cell 2 (A, Total)"), "{short}");
}

#[test]
fn known_persons_are_told_apart() {
    // Two counts of one each that only their sum is known of: each of the two knows the other's.
    let cells = "cell_id,enhet,freq,primary\n1,Total,2,0\n2,A,1,1\n3,B,1,1\n";
    let map = "cell_id,inner_id\n1,a\n1,b\n2,a\n3,b\n";
    let (inner, pattern) = ("inner_id,freq\na,1\nb,1\n", "cell_id,suppressed\n1,1\n2,1\n3,0\n");
    let files = [("cells.csv", cells), ("map.csv", map), ("inner.csv", inner), ("pattern.csv", pattern)];
    let output = Folder::with(&files).figures(&format!("{AUDIT} --inner inner.csv --known 1 --json"));
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(answer["known_breaches"], json!(["3"]));
    assert_eq!(answer["cells"][0], json!({ "cell_id": "2", "value": 1, "low": 0, "high": null }));
}

#[test]
fn the_finest_counts_are_found_where_they_are_not_told() {
    let cells: String = CELLS.lines().filter(|line| !line.starts_with("9,")).map(|line| format!("{line}\n")).collect();
    let map: String = MAP.lines().filter(|line| !line.starts_with("9,")).map(|line| format!("{line}\n")).collect();
    let folder = Folder::with(&[("cells.csv", &cells), ("map.csv", &map)]);
    assert_eq!(folder.answer(PROTECT)["audit"]["exact"], 0);
    assert!(folder.refusal(&format!("{PROTECT} --coalition 1")).contains("--inner"));
}

#[test]
fn what_was_published_before_stays_and_may_make_protection_impossible() {
    let shown = "cell_id,suppressed\n1,0\n2,0\n3,0\n4,0\n5,0\n7,0\n8,1\n";
    let folder = Folder::with(&[("before.csv", shown)]);
    let refused = folder.refusal(&format!("{PROTECT} --already-published before.csv"));
    assert_eq!(
        refused,
        "Cell 6 (A, hot) går inte att skydda vid sidan av det som redan är publicerat. Inget har skrivits."
    );
    assert!(!folder.0.path().join("pattern.csv").exists());
    let folder = Folder::with(&[("before.csv", "cell_id,suppressed\n1,0\n8,1\n7,0\n")]);
    folder.answer(&format!("{PROTECT} --already-published before.csv"));
    let pattern = folder.text("pattern.csv");
    assert!(pattern.contains("\n1,0\n") && pattern.contains("\n7,0\n") && pattern.contains("\n8,1\n"));
    let folder = Folder::with(&[("before.csv", "cell_id,suppressed\n6,0\n")]);
    assert!(folder.refusal(&format!("{PROTECT} --already-published before.csv")).contains("Cell 6 (A, hot)"));
}

#[test]
fn bad_files_are_answered_with_file_and_line() {
    let cases = [
        (
            "cells.csv",
            CELLS.replace("6,A,hot,2", "6,A,hot,-2"),
            "cells.csv, rad 7: freq ska vara ett helt tal, minst 0: ”-2” går inte att läsa.",
        ),
        ("cells.csv", CELLS.replace("9,B,vald,19", "9,B,vald,x"), "cells.csv, rad 10: freq"),
        (
            "cells.csv",
            CELLS.replace("6,A,hot,2,1", "6,A,hot,2,ja"),
            "cells.csv, rad 7: primary ska vara 0 eller 1, inte ”ja”.",
        ),
        ("cells.csv", CELLS.replace("6,A,hot,2,1", "6,A,hot,2"), "cells.csv, rad 7: raden har 4 fält och rubriken 5."),
        ("cells.csv", CELLS.replace("\n9,", "\n8,"), "cells.csv, rad 10: cell_id 8 står redan på en tidigare rad."),
        ("cells.csv", CELLS.replace("freq", "antal"), "cells.csv, rad 1: kolumnen freq saknas."),
        ("cells.csv", "cell_id,freq,primary\n".into(), "cells.csv har inga rader under rubriken."),
        ("cells.csv", CELLS.replace("2,A,Total,11", "2,A,Total,12"), "Cell 2: 12 står, men delarna blir 11."),
        ("map.csv", MAP.replace("9,d", "10,d"), "map.csv, rad 17: cell_id 10 finns inte bland cellerna."),
        ("map.csv", MAP.replace("9,d", "9,e"), "map.csv, rad 17: inner_id e finns inte bland de finaste räkningarna."),
        ("map.csv", MAP.replace("\n9,d", ""), "cells.csv, rad 10: cellen har inga delar i kopplingsfilen."),
        (
            "map.csv",
            MAP.replace("\n9,d", "\n9,d\n9,d"),
            "cells.csv, rad 10: cellen har samma del två gånger i kopplingsfilen.",
        ),
        ("inner.csv", INNER.replace("a,2", "a,två"), "inner.csv, rad 2: freq"),
    ];
    for (file, text, words) in cases {
        let refused = Folder::with(&[(file, &text)]).refusal(&format!("{PROTECT} --inner inner.csv"));
        assert!(refused.starts_with(words), "{refused}");
    }
    let told = Folder::with(&[]).refusal("protect --cells nowhere.csv --map map.csv --out pattern.csv");
    assert!(told.starts_with("nowhere.csv går inte att läsa"), "{told}");
}

#[test]
fn scenarios_read_bare_infinity_as_no_limit() {
    let scenario = r#"{"name": "Infinity", "vars": [{"id": "a", "lo": 0, "hi": null}, {"id": "b", "lo": 0, "hi": 5}],
        "constraints": [{"terms": {"a": 2, "b": 2}, "lo": 7, "hi": Infinity}, {"terms": {"b": 1}, "lo": -Infinity, "hi": 3}],
        "targets": [{"terms": {"a": 1}}, {"terms": {"b": 1}}]}"#;
    let folder = Folder::with(&[
        ("one.json", scenario),
        ("bad.json", "[\n{"),
        ("stray.json", &scenario.replace("{\"b\": 1}}]", "{\"c\": 1}}]")),
    ]);
    let targets = json!([{ "low": 1, "high": null }, { "low": 0, "high": 3 }]);
    assert_eq!(folder.answer("audit --scenario one.json"), json!([{ "name": "Infinity", "targets": targets }]));
    assert_eq!(folder.refusal("audit --scenario bad.json"), "bad.json, rad 2: det här är inte JSON.");
    assert_eq!(folder.refusal("audit --scenario stray.json"), "stray.json, Infinity: c finns inte bland vars.");
}

const PLAN: &str = "group,N,forvaltning\nSkola A,60,Utbildning\nSkola B,80,Utbildning\nHemtjänst,90,Omsorg\n";
const ANSWERS: &str = "group,n,x\nSkola A,40,12\nSkola B,50,3\nHemtjänst,8,2\n";

#[test]
fn bands_keep_their_contract() {
    let folder = Folder::with(&[("plan.csv", PLAN), ("answers.csv", ANSWERS)]);
    let answer = folder.answer("bands --plan plan.csv --answers answers.csv --k 5");
    assert_eq!(keys(&answer), ["groups", "hash", "k", "levels", "total"]);
    let columns = "N group high low n percent_high percent_low persons_high persons_low";
    assert_eq!(keys(&answer["groups"][0]), columns.split(' ').collect::<Vec<_>>());
    let band = |row: &Value| [row["low"].clone(), row["high"].clone()];
    assert_eq!(band(&answer["groups"][0]), [12, 12], "the count itself");
    assert_eq!(band(&answer["groups"][1]), [0, 4], "near none");
    assert_eq!(band(&answer["groups"][2]), [0, 8], "too few answered");
    assert_eq!(
        (&answer["levels"][0]["level"], &answer["levels"][0]["name"]),
        (&json!("forvaltning"), &json!("Omsorg"))
    );
    assert_eq!(band(&answer["levels"][1]), [12, 16], "what follows from what is published");
    assert_eq!(band(&answer["total"]), [12, 24]);
    assert_eq!(answer["hash"].as_str().map(str::len), Some(64));
}

#[test]
fn bad_plans_and_answers_are_answered_with_file_and_line() {
    let cases = [
        (PLAN, ANSWERS.replace("40,12", "40,41"), "answers.csv, rad 2: Antalet utsatta (41)"),
        (PLAN, ANSWERS.replace("40,12", "61,12"), "answers.csv, rad 2: Antalet svarande (61)"),
        (PLAN, ANSWERS.replace("\nHemtjänst,8,2", ""), "plan.csv, rad 4: gruppen Hemtjänst saknas bland svaren."),
        (PLAN, ANSWERS.replace("Hemtjänst", "Bad"), "answers.csv, rad 4: gruppen Bad finns inte i planen."),
        (
            PLAN,
            ANSWERS.replace("Skola B", "Skola A"),
            "answers.csv, rad 3: group Skola A står redan på en tidigare rad.",
        ),
    ];
    for (plan, answers, words) in cases {
        let folder = Folder::with(&[("plan.csv", plan), ("answers.csv", &answers)]);
        let refused = folder.refusal("bands --plan plan.csv --answers answers.csv");
        assert!(refused.starts_with(words), "{refused}");
    }
}

#[test]
fn a_ledger_is_whole_or_the_broken_link_is_named() {
    let content = r#"{"v":1,"set":"incidents","periods":["2026-T2"],"tables":[],"notes":[],"erratum":null}"#;
    let first = Entry::after(&Ledger::default(), "2026-11-22".into(), content.into());
    let ledger = Ledger::verify(vec![first.clone()]).expect("whole");
    let second = Entry::after(&ledger, "2027-03-01".into(), content.replace("T2", "T3"));
    let hash = second.hash.clone();
    let text = serde_json::to_string(&[first, second]).expect("JSON");
    let folder = Folder::with(&[("ledger.json", &text), ("altered.json", &text.replacen("2026-T2", "2026-T1", 1))]);
    assert_eq!(folder.answer("ledger ledger.json"), json!({ "releases": 2, "hash": hash }));
    let said = folder.figures("ledger ledger.json").stdout;
    assert_eq!(
        String::from_utf8_lossy(&said).trim(),
        format!("Liggaren är hel: 2 redovisningar, kontrollsumma {hash}.")
    );
    let refused = folder.refusal("ledger altered.json");
    assert_eq!(refused, "Redovisning nr 1 är ändrad sedan den publicerades: kontrollsumman stämmer inte.");
    assert!(folder.refusal("ledger cells.csv").starts_with("cells.csv, rad 1: det här är inte liggaren."));
}
