//! `orubbad figures` at a terminal: a contract that other tools are compared through, and Swedish for people.

use std::process::{Command, Output};

use serde_json::{Value, json};

fn figures(line: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_orubbad"));
    command.arg("figures").args(line.split_whitespace()).output().expect("the program runs")
}

fn said(line: &str) -> String {
    let output = figures(line);
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

fn answer(line: &str) -> Value {
    serde_json::from_str(&said(&format!("{line} --json"))).expect("one JSON object")
}

fn keys(answer: &Value) -> Vec<&str> {
    answer.as_object().expect("an object").keys().map(String::as_str).collect()
}

fn close(found: &Value, right: f64) {
    assert!((found.as_f64().expect("a number") - right).abs() <= 1e-8, "{found}, and the reference {right}");
}

#[test]
fn prevalence_keeps_its_contract() {
    let found = answer("prevalence --population 60 --respondents 30 --exposed 15");
    assert_eq!(keys(&found), ["bounds", "estimate", "hypergeometric", "wilson_fpc"]);
    assert_eq!(found["estimate"], json!(0.5));
    assert_eq!(found["hypergeometric"], json!({ "low": 22, "high": 38 }));
    assert_eq!(found["bounds"], json!({ "low": 0.25, "high": 0.75 }));
    close(&found["wilson_fpc"]["low"], 0.376378227518);
    close(&found["wilson_fpc"]["high"], 0.623621772482);
    assert_eq!(found, answer("prevalence --N 60 --n 30 --x 15"));
}

#[test]
fn strata_keep_their_contract() {
    let found = answer("strata --strata 44:34:9;7:3:0;11:6:2");
    let columns = "N beta_hi beta_lo deff_fpc df logit_hi logit_lo mean_hi mean_lo n n_eff p_poststrat p_unweighted se var \
                   wilson_t_hi wilson_t_lo x xlogit_hi xlogit_lo";
    assert_eq!(keys(&found), columns.split(' ').collect::<Vec<_>>());
    assert_eq!([&found["N"], &found["n"], &found["x"], &found["df"]], [62, 43, 11, 40]);
    close(&found["p_poststrat"], 0.246995572423);
    close(&found["se"], 0.0362081512495);
    close(&found["beta_lo"], 0.178406015637);
    close(&found["mean_hi"], 0.320174975841);
}

#[test]
fn a_missing_standard_error_is_null_and_the_sentence_says_why() {
    for (groups, words) in [
        ("10:1:1;20:15:3", "en enda svarande"),
        ("10:8:0;20:15:0", "både utsatta och inte utsatta"),
        ("4:1:1;3:1:0", "en enda svarande"),
    ] {
        let found = answer(&format!("strata --strata {groups}"));
        for key in ["var", "se", "n_eff", "deff_fpc", "beta_lo", "beta_hi", "wilson_t_lo", "mean_hi"] {
            assert!(found[key].is_null(), "{groups} {key}: {found}");
        }
        assert!(found["p_poststrat"].is_f64());
        let words_said = said(&format!("strata --strata {groups}"));
        assert!(words_said.contains(words) && !words_said.contains("NaN"), "{words_said}");
    }
}

#[test]
fn change_keeps_its_contract() {
    let found = answer("change --N1 68 --n1 46 --x1 14 --N2 62 --n2 29 --x2 12");
    let columns =
        "diff mover_hyper_hi mover_hyper_lo mover_wilsonfpc_hi mover_wilsonfpc_lo newcombe_hi newcombe_lo verdict";
    assert_eq!(keys(&found), columns.split(' ').collect::<Vec<_>>());
    close(&found["diff"], 0.109445277361);
    close(&found["mover_wilsonfpc_lo"], -0.036531030731);
    close(&found["mover_hyper_hi"], 0.260719722291);
    assert_eq!(found["verdict"], "kan inte avgöras");
    let long =
        "change --population1 68 --respondents1 46 --exposed1 14 --population2 62 --respondents2 29 --exposed2 12";
    assert_eq!(found, answer(long));
    let verdict = |line: &str| answer(line)["verdict"].clone();
    assert_eq!(verdict("change --N1 100 --n1 84 --x1 21 --N2 100 --n2 84 --x2 40"), "ökat");
    assert_eq!(verdict("change --N1 100 --n1 84 --x1 40 --N2 100 --n2 84 --x2 21"), "minskat");
}

#[test]
fn ratio_keeps_its_contract() {
    let found = answer("ratio --N 488 --n 381 --x 82 --R 37");
    assert_eq!(keys(&found), ["M_hat", "M_hi", "M_lo", "printable", "ratio", "ratio_hi", "ratio_lo"]);
    assert_eq!([&found["M_lo"], &found["M_hi"]], [96, 115]);
    close(&found["M_hat"], 105.028871391);
    close(&found["ratio"], 0.352284086365);
    assert_eq!(found["printable"], true);
    assert_eq!(found, answer("ratio --population 488 --respondents 381 --exposed 82 --reported 37"));
    let none = answer("ratio --N 20 --n 14 --x 0 --R 3");
    assert!(none["ratio"].is_null() && none["ratio_hi"].is_null());
    assert_eq!(none["printable"], false);
}

#[test]
fn funnel_keeps_its_contract() {
    let found = answer("funnel --N 77 --n 59 --p0 0.246");
    assert_eq!(found, json!({ "M0": 19, "x_lo95": 11, "x_hi95": 18, "x_lo998": 9, "x_hi998": 19 }));
    assert_eq!(found, answer("funnel --population 77 --respondents 59 --parent 0,246"));
}

#[test]
fn people_read_sentences() {
    let lines = [
        (
            "prevalence --N 60 --n 40 --x 12",
            "30 % (12 av 40 svarande; 95 % intervall 14–24 av 60)\nGrad: osäker; 40 av 60 har svarat.\n\
             Utan antagande om dem som inte svarade: 12–32 av 60 utsatta.\n",
        ),
        ("prevalence --N 12 --n 8 --x 2", "redovisas inte: färre än 10 svarande\n"),
        (
            "prevalence --N 40 --n 40 --x 12",
            "30 % (12 av 40 svarande; alla har svarat)\nGrad: tillförlitlig; 40 av 40 har svarat.\n",
        ),
        (
            "strata --strata 44:34:9;7:3:0;11:6:2",
            "25 % (11 av 43 svarande, vägt efter gruppernas storlek; 95 % intervall 11–21 av 62)\n\
             Grad: osäker; 43 av 62 har svarat.\n",
        ),
        (
            "change --N1 24 --n1 18 --x1 5 --N2 24 --n2 18 --x2 8",
            "Före: 5 av 18 svarande (95 % intervall 5–10 av 24)\nEfter: 8 av 18 svarande (95 % intervall 8–13 av 24)\n\
             Kan inte avgöras: 95 % intervall för förändringen −14 till +43 procentenheter.\n",
        ),
        (
            "ratio --N 488 --n 381 --x 82 --R 37",
            "0,35 rapporterade händelser per utsatt person (95 % intervall 0,32–0,39)\n",
        ),
        (
            "funnel --N 77 --n 59 --p0 0.246",
            "Vore gruppen som helheten skulle 19 av 77 vara utsatta.\n\
             Bland 59 svarande väntas då 11–18 utsatta (95 %), sällan utanför 9–19 (99,8 %).\n",
        ),
    ];
    for (line, words) in lines {
        assert_eq!(said(line), words);
    }
}

#[test]
fn what_cannot_be_is_refused_in_swedish_and_prints_no_figure() {
    let refused = [
        ("prevalence --N 60 --n 5 --x 7", "Antalet utsatta (7) kan inte vara större än antalet svarande (5)."),
        ("prevalence --N 60 --n 61 --x 7", "Antalet svarande (61) kan inte vara större än antalet personer"),
        ("prevalence --N 0 --n 0 --x 0", "måste vara minst 1"),
        ("prevalence --N 60 --n 0 --x 0", "Ingen har svarat, så inget tal kan ges."),
        ("prevalence --N 60 --n -3 --x 0", "Antalet svarande ska vara ett helt tal, minst 0: ”-3” går inte att läsa."),
        ("prevalence --N 60 --n 5 --x -3", "Antalet utsatta ska vara ett helt tal"),
        ("prevalence --N sextio --n 3 --x 0", "Antalet personer i gruppen ska vara ett helt tal"),
        ("prevalence --N 60 --n 3.5 --x 0", "”3.5” går inte att läsa"),
        ("strata --strata=", "Det finns ingen grupp att räkna på."),
        ("strata --strata 20:10:3;", "Grupp 2: ”” ska skrivas som N:n:x."),
        ("strata --strata 20:10", "Grupp 1: ”20:10” ska skrivas som N:n:x."),
        ("strata --strata 20:10:3;9:0:0", "Grupp 2: Ingen har svarat"),
        ("strata --strata 20:10:3;9:4:5", "Grupp 2: Antalet utsatta (5)"),
        ("change --N1 24 --n1 18 --x1 5 --N2 24 --n2 18 --x2 19", "Omgång 2: Antalet utsatta (19)"),
        ("ratio --N 60 --n 40 --x 12 --R -1", "Antalet rapporterade händelser ska vara ett helt tal"),
        ("funnel --N 60 --n 40 --p0 1.2", "Andelen i helheten (1.2) måste ligga mellan 0 och 1."),
        ("funnel --N 60 --n 40 --p0 NaN", "måste ligga mellan 0 och 1"),
        ("funnel --N 60 --n 40 --p0 många", "”många” är inte ett tal"),
        ("funnel --N 60 --n 70 --p0 0.2", "Antalet svarande (70)"),
    ];
    for (line, words) in refused {
        for line in [line.to_owned(), format!("{line} --json")] {
            let output = figures(&line);
            assert!(!output.status.success(), "{line}");
            assert!(output.stdout.is_empty(), "{line}");
            let complaint = String::from_utf8_lossy(&output.stderr);
            assert!(complaint.contains(words), "{line}: {complaint}");
        }
    }
}
