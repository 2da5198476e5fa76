//! The action plan: taken in whole, versions that stand once they are decided, outcomes as of a day, and reminders.

use orubbad::{outbox, plan::Example};
use serde_json::{Value, json};

use crate::support::{App, Officer, OpenInstance};

fn norrtalje() -> Value {
    serde_json::to_value(Example::Norrtalje.plan()).expect("a plan")
}

async fn taken_in(officer: &Officer, plan: &Value) -> String {
    let taken = officer.browser.post("/api/staff/plans", json!({ "plan": plan })).await.ok().json();
    format!("/api/staff/plans/{}", taken["id"].as_str().expect("an id"))
}

fn measure<'a>(shown: &'a Value, number: &str) -> &'a Value {
    let measures = shown["follow_up"]["measures"].as_array().expect("measures");
    measures.iter().find(|followed| followed["measure"]["number"] == number).expect("the measure")
}

#[tokio::test]
async fn a_plan_shows_its_deadlines_with_their_history_as_of_any_day() {
    let app = App::start().await;
    let OpenInstance { chief, deputy, .. } = OpenInstance::of(&app).await;
    let path = taken_in(&chief, &norrtalje()).await;
    let listed = deputy.browser.get("/api/staff/plans").await.ok().json();
    assert_eq!((&listed[0]["decided_by"], &listed[0]["versions"]), (&json!("Socialnämnden"), &json!(2)));
    let shown = deputy.browser.get(&format!("{path}?on=2025-03-31")).await.ok().json();
    let first = measure(&shown, "1.1");
    assert_eq!((&first["original_due"], &first["measure"]["due"]), (&json!("2024-10"), &json!("2024-12")), "N12");
    assert_eq!(measure(&shown, "2.1")["history"].as_array().map(Vec::len), Some(1), "a deadline that never changed");
    let warnings = shown["warnings"].to_string();
    assert!(warnings.contains("augusti 2025") && warnings.contains("slutat gälla (juni 2025)"), "N12: {warnings}");
    assert_eq!(deputy.browser.get(&path).await.ok().json()["plan"]["versions"], norrtalje()["versions"]);
    let csv = deputy.browser.get(&format!("{path}/versions/2/plan.csv")).await.ok().text();
    let read = chief.browser.post("/api/staff/plans/table", json!({ "csv": csv })).await.ok().json();
    assert_eq!(read["measures"], norrtalje()["versions"][1]["measures"], "the table goes both ways");
}

#[tokio::test]
async fn a_decided_version_stands_and_what_does_not_hold_together_is_said() {
    let app = App::start().await;
    let OpenInstance { chief, .. } = OpenInstance::of(&app).await;
    let path = taken_in(&chief, &norrtalje()).await;
    let mut version = norrtalje()["versions"][1].clone();
    version["measures"][0]["due"] = json!("2025-12");
    let versions = format!("{path}/versions");
    let answer = chief.browser.post(&versions, json!({ "version": version })).await;
    assert_eq!(answer.status, 400, "version 2 is decided");
    assert!(answer.json()["sv"].as_str().is_some_and(|sv| sv.contains("Gör en ny version")));
    version["number"] = json!(3);
    version["decided"] = Value::Null;
    chief.browser.post(&versions, json!({ "version": version })).await.ok();
    version["measures"][1]["due"] = json!("2024-01");
    let answer = chief.browser.post(&versions, json!({ "version": version })).await;
    assert!(answer.json()["sv"].as_str().is_some_and(|sv| sv.contains("1.2 ska vara klar innan den börjar")));
    version["measures"][1]["due"] = json!("2025-11");
    version["decided"] = json!("2026-01-15");
    chief.browser.post(&versions, json!({ "version": version })).await.ok();
    let shown = chief.browser.get(&path).await.ok().json();
    assert_eq!(shown["follow_up"]["version"], 3);
    let history = measure(&shown, "1.1")["history"].as_array().map(Vec::len);
    assert_eq!(history, Some(3), "October, December, and December the year after");
    assert_eq!(chief.browser.post(&versions, json!({ "version": version })).await.status, 400, "now it stands");
}

#[tokio::test]
async fn an_outcome_counts_from_its_day_and_fits_its_indicator() {
    let app = App::start().await;
    let OpenInstance { chief, deputy, .. } = OpenInstance::of(&app).await;
    let mut plan = norrtalje();
    plan["outcomes"] = json!([]);
    let path = taken_in(&chief, &plan).await;
    let note =
        async |outcome: Value| deputy.browser.post(&format!("{path}/outcomes"), json!({ "outcome": outcome })).await;
    let milestone = |on: &str| {
        json!({ "on": on, "measure": "2.1", "indicator": 0,
        "value": { "milestone": { "on": on, "decision": "SN § 52" } } })
    };
    note(milestone("2025-06-10")).await.ok();
    let before = chief.browser.get(&format!("{path}?on=2025-06-09")).await.ok().json();
    let after = chief.browser.get(&format!("{path}?on=2025-06-10")).await.ok().json();
    assert_eq!(measure(&before, "2.1")["indicators"][0]["reached"], false);
    assert_eq!(measure(&after, "2.1")["indicators"][0]["reached"], true);
    assert_eq!(measure(&after, "2.1")["status"], "done", "the survey figure decides nothing by itself");
    assert_eq!(note(milestone("2027-01-01")).await.status, 400, "a day that has not been");
    let share = json!({ "on": "2025-06-10", "measure": "2.5", "indicator": 0, "value": { "share": { "part": 9, "whole": 8 } } });
    assert_eq!(note(share).await.status, 400, "more than the whole");
    let wrong = json!({ "on": "2025-06-10", "measure": "2.1", "indicator": 0, "value": { "own": { "figure": "12" } } });
    assert_eq!(note(wrong).await.status, 400);
    let acts =
        app.run(async |tx| Ok(tx.query("SELECT number FROM audit_line WHERE act LIKE 'plan.%'", &[]).await?)).await;
    assert_eq!(acts.len(), 2, "what was refused leaves no line");
}

#[tokio::test]
async fn a_report_occasion_that_comes_near_is_mailed_once_with_constant_words() {
    let app = App::start().await;
    let OpenInstance { chief, deputy, .. } = OpenInstance::of(&app).await;
    let mut plan = norrtalje();
    plan["occasions"] = json!([{ "code": "arlig", "title": "Årlig sammanställning", "date": "2024-03", "purpose": "Styrgruppen",
        "kind": "yearly", "every_years": 1 }]);
    taken_in(&chief, &plan).await;
    let mut worker = app.worker();
    let waiting = async || {
        let deliveries = app.run(async |tx| outbox::deliveries(tx).await).await;
        deliveries.iter().filter(|delivery| delivery.notice == outbox::Notice::Occasion).count()
    };
    for (time, mailed) in [
        ("2027-01-11T09:00:00Z", 0),
        ("2027-01-20T09:00:00Z", 2),
        ("2027-01-21T09:00:00Z", 2),
        ("2028-01-20T09:00:00Z", 4),
    ] {
        app.set_time(time);
        worker.round().await.expect("a round");
        assert_eq!(waiting().await, mailed, "{time}: one to each of {} and {}", chief.id, deputy.id);
    }
    assert!(!outbox::Notice::Occasion.text().contains("Årlig"));
}

#[tokio::test]
async fn nothing_is_kept_that_cannot_be_printed_or_is_of_no_unit() {
    let app = App::start().await;
    let OpenInstance { chief, .. } = OpenInstance::of(&app).await;
    for (field, value) in [("scope", json!("Hej\u{0}")), ("scope", json!("x".repeat(1_100_000)))] {
        let mut plan = norrtalje();
        plan[field] = value;
        assert_eq!(chief.browser.post("/api/staff/plans", json!({ "plan": plan })).await.status, 400);
    }
    let path = taken_in(&chief, &norrtalje()).await;
    let mut head = norrtalje();
    head["scope"] = json!("Hej\u{0}");
    assert_eq!(chief.browser.post(&format!("{path}/head"), json!({ "head": head })).await.status, 400);
    let unknown = json!({ "on": "2025-06-10", "measure": "1.1", "indicator": 0, "value": { "units": { "FINNS-INTE": { "yes": true } } } });
    let answer = chief.browser.post(&format!("{path}/outcomes"), json!({ "outcome": unknown })).await;
    assert!(answer.json()["sv"].as_str().is_some_and(|sv| sv.contains("FINNS-INTE")));
    // Nothing follows a version that is not decided.
    for (number, status) in [(3, 204), (4, 400)] {
        let mut version = norrtalje()["versions"][1].clone();
        version["number"] = json!(number);
        version["decided"] = Value::Null;
        let answer = chief.browser.post(&format!("{path}/versions"), json!({ "version": version })).await;
        assert_eq!(answer.status, status, "version {number}");
    }
}
