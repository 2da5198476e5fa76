//! 13 and 11: errors leak nothing, whatever breaks, and every answer carries the tight policy.

use std::fs;

use crate::{
    program::Program,
    sinks::spellings,
    support::{Report, Reporter, prove},
};

const CANARY: &str = "Kanariebrev åäö hotade mig";

#[tokio::test]
async fn check_13_broken_drops_and_a_broken_database_leave_nothing_in_logs_or_answers() {
    let program = Program::start("errors").await;
    crate::time::open_channel(&program).await;
    let client = reqwest::Client::new();
    let manifest = program.get("/api/v1/manifest").await.json();
    let good = Reporter::alone().body_for(&manifest, &Report::to_be_read(CANARY));
    let mut answers = Vec::new();
    let mut send = async |path: &str, kind: &str, body: Vec<u8>| {
        let request = client.post(format!("{}{path}", program.address)).header("content-type", kind).body(body);
        let answer = request.send().await.expect("an answer");
        assert!(!answer.status().is_success(), "{path}");
        answers.push(answer.text().await.expect("a body"));
    };
    let canary = CANARY.as_bytes();
    let octets = "application/octet-stream";
    for at in [0, 20, 74, 200, 24_650, good.len() - canary.len()] {
        let mut broken = good.clone();
        broken[at..at + canary.len()].copy_from_slice(canary);
        send("/api/v1/drops", octets, broken.clone()).await;
        if !(50..74).contains(&at) {
            send("/api/v1/drops", octets, prove([&[1][..], &broken[1..]].concat(), &manifest)[..26_000].to_vec()).await;
        }
    }
    send("/api/v1/drops", octets, canary.to_vec()).await;
    send("/api/v1/drops", octets, canary.repeat(2_000)).await;
    let json = serde_json::json!({ "text": CANARY, "account": CANARY, "login_secret": CANARY, "totp": CANARY, "token": CANARY });
    for path in ["/api/v1/drops", "/api/staff/sign-in", "/api/start/look", "/api/start/claim", "/api/start/accept"] {
        send(path, "application/json", json.to_string().into_bytes()).await;
    }
    send(&format!("/{}", "Kanariebrev"), octets, Vec::new()).await;
    send(&format!("/api/v1/drops?text={}", "Kanariebrev"), octets, canary.to_vec()).await;

    // The database says no in the middle of the insert, and then does not answer at all.
    program.tool("psql", &["-q", "-c", "ALTER TABLE intake ADD CONSTRAINT full_disk CHECK (false) NOT VALID"]);
    send("/api/v1/drops", octets, good.clone()).await;
    program.tool("psql", &["-q", "-c", "ALTER TABLE intake RENAME TO elsewhere"]);
    send("/api/v1/drops", octets, good.clone()).await;

    let parsed = orubbad::intake::Drop::parse(&good).ok().expect("a drop");
    let mut needles = spellings(CANARY);
    needles.extend(spellings("Kanariebrev"));
    let said = fs::read(program.folder.join("serve.out")).expect("a file");
    for answer in &answers {
        assert!(needles.iter().all(|needle| !crate::sinks::contains(answer.as_bytes(), needle)), "{answer}");
    }
    for needle in &needles {
        assert!(!crate::sinks::contains(&said, needle), "the log holds the canary");
    }
    // A parameter would be there as bytes or as hexadecimal digits, perhaps only its beginning.
    for parameter in [&parsed.letter.bytes()[200..220], &parsed.letter.bytes()[..20], &parsed.digest()[..20]] {
        let hex: String = parameter.iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(!crate::sinks::contains(&said, hex.as_bytes()), "the log holds a parameter");
        assert!(!crate::sinks::contains(&said, parameter), "the log holds a parameter");
    }
    assert_eq!(program.hits(&needles), Vec::<String>::new());
    assert!(String::from_utf8_lossy(&said).contains("fault"), "the operator learns that something broke");
}

#[tokio::test]
async fn check_13_a_database_that_is_gone_is_told_to_people_and_operator_without_content() {
    let mut program = Program::start("gone").await;
    crate::time::open_channel(&program).await;
    let manifest = program.get("/api/v1/manifest").await.json();
    let good = Reporter::alone().body_for(&manifest, &Report::to_be_read(CANARY));
    let other = orubbad::commands::postgres::Postgres::start(&program.folder.join("other")).expect("PostgreSQL starts");
    drop(std::mem::replace(&mut program.postgres, other));
    let client = reqwest::Client::new();
    let answer = client.post(format!("{}/api/v1/drops", program.address)).body(good).send().await.expect("an answer");
    assert_eq!(answer.status(), 503);
    let body = answer.text().await.expect("a body");
    assert!(body.contains("står kvar") && !body.contains("Kanarie"), "{body}");
    let said = fs::read_to_string(program.folder.join("serve.out")).expect("a file");
    assert!(said.contains("fault") && !said.contains("Kanarie"), "{said}");
}

#[tokio::test]
async fn check_11_every_answer_of_the_built_program_carries_the_tight_policy() {
    let program = Program::start("policy").await;
    let client = reqwest::Client::new();
    for route in orubbad::server::routes() {
        let path = route.path.replace("{file}", "none.js");
        let method = reqwest::Method::from_bytes(route.method.as_str().as_bytes()).expect("a method");
        let response = client.request(method, format!("{}{path}", program.address)).send().await.expect("an answer");
        let header =
            |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert!(!policy.contains("http") && !policy.contains('*') && !policy.contains("blob"), "{path}: {policy}");
        assert_eq!((header("referrer-policy"), header("cache-control")), ("no-referrer", "no-store"), "{path}");
    }
}
