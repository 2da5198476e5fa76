//! Gallring: nothing without a decision, by two members, what is held stays, and a protocol of what went.

use serde_json::{Value, json};

use crate::{
    support::{App, Officer, OpenInstance, Report, Reporter},
    triage::only_case,
};

async fn closed_case(app: &App, chief: &Officer) -> String {
    Reporter::at(app).submits(&Report::to_be_read("Gammalt")).await.ok();
    app.night().await;
    chief.sorts_everything().await;
    let desk = chief.desk().await;
    let open =
        desk["cases"].as_array().expect("a list").iter().find(|row| row["status"] == "new").expect("the new one");
    let case = open["id"].as_str().expect("an id").to_owned();
    chief.notes(&case, "En anteckning").await.ok();
    let closing = json!({ "v": 1, "kind": "status", "to": "closed", "text": "" });
    chief.writes(&case, closing, json!({ "change": { "status": "closed" } })).await.ok();
    case
}

async fn path(officer: &Officer, act: &str) -> String {
    format!("/api/staff/channels/{}/retention{act}", officer.channel().await)
}

async fn rule(chief: &Officer, months: i32) {
    let rule = json!({ "kind": "case", "months": months, "reference": "KS 2026/114", "decided": "2026-11-02" });
    chief.browser.post(&path(chief, "/rules").await, rule).await.ok();
}

async fn proposes(officer: &Officer) -> crate::support::Answer {
    officer.browser.post(&path(officer, "/proposals").await, json!({ "kind": "case" })).await
}

async fn approves(officer: &Officer, proposal: &Value) -> crate::support::Answer {
    officer.browser.post(&path(officer, "/approve").await, json!({ "proposal": proposal })).await
}

#[tokio::test]
async fn without_a_decision_nothing_is_destroyed_and_with_one_it_takes_two() {
    let app = App::start().await;
    let OpenInstance { chief, deputy, .. } = OpenInstance::of(&app).await;
    let case = closed_case(&app, &chief).await;
    app.set_time("2029-01-15T10:00:00Z");
    let (chief, deputy) = (chief.signs_in(&app).await, deputy.signs_in(&app).await);
    assert_eq!(proposes(&chief).await.code(), "conflict", "no decision");
    let rules = path(&deputy, "/rules").await;
    assert_eq!(deputy.browser.post(&rules, json!({})).await.status, 404, "only the chief enters decisions");
    let without = json!({ "kind": "case", "months": 24, "reference": "  ", "decided": "2026-11-02" });
    assert_eq!(chief.browser.post(&path(&chief, "/rules").await, without).await.status, 400);
    rule(&chief, 24).await;
    let overview = chief.browser.get(&path(&chief, "").await).await.ok().json();
    assert_eq!(overview["rules"][0]["due"], json!([case]), "the preview");
    let proposal = proposes(&chief).await.ok().json()["id"].clone();
    assert_eq!(proposes(&deputy).await.code(), "conflict", "one at a time");
    assert_eq!(approves(&chief, &proposal).await.code(), "conflict", "not by the same person");
    assert_eq!(app.count("case_file").await, 1);
    approves(&deputy, &proposal).await.ok();
    for table in ["case_file", "letter", "case_entry", "case_key", "case_share"] {
        assert_eq!(app.count(table).await, 0, "{table}");
    }
    assert_eq!(app.count("ballot").await, 1, "what is counted stays");
    let protocol = chief.browser.get(&path(&chief, "").await).await.ok().json()["disposals"][0].clone();
    assert_eq!((&protocol["done"], &protocol["objects"]), (&json!("2029-01-15"), &json!([case])));
    assert_eq!((&protocol["letters"], &protocol["entries"], &protocol["keys"]), (&json!(1), &json!(2), &json!(1)));
    assert_eq!(protocol["reference"], "KS 2026/114");
}

#[tokio::test]
async fn what_is_held_young_or_opened_again_stays() {
    let app = App::start().await;
    let OpenInstance { chief, deputy, .. } = OpenInstance::of(&app).await;
    let case = closed_case(&app, &chief).await;
    rule(&chief, 24).await;
    app.set_time("2028-11-20T10:00:00Z");
    let (chief, deputy) = (chief.signs_in(&app).await, deputy.signs_in(&app).await);
    assert_eq!(proposes(&chief).await.code(), "conflict", "not old enough");
    app.set_time("2029-01-15T10:00:00Z");
    let (chief, deputy) = (chief.signs_in(&app).await, deputy.signs_in(&app).await);
    let proposal = proposes(&chief).await.ok().json()["id"].clone();
    let hold = json!({ "v": 1, "kind": "hold", "held": true, "text": "Polisen har begärt det." });
    chief.writes(&case, hold, json!({ "change": { "held": true } })).await.ok();
    approves(&deputy, &proposal).await.ok();
    assert_eq!(only_case(&chief).await, case, "put on hold after the proposal");
    assert_eq!(proposes(&chief).await.code(), "conflict");
    let lift = json!({ "v": 1, "kind": "hold", "held": false, "text": "" });
    chief.writes(&case, lift, json!({ "change": { "held": false } })).await.ok();
    let proposal = proposes(&chief).await.ok().json()["id"].clone();
    chief.browser.post(&path(&chief, "/withdraw").await, json!({ "proposal": proposal })).await.ok();
    assert_eq!(approves(&deputy, &proposal).await.code(), "conflict", "withdrawn");
}

#[tokio::test]
async fn what_is_unread_or_worked_on_elsewhere_stays_and_nobody_destroys_a_case_of_their_own() {
    let app = App::start().await;
    let OpenInstance { chief, deputy, .. } = OpenInstance::of(&app).await;
    let old = closed_case(&app, &chief).await;
    let open = closed_case(&app, &chief).await;
    let into = json!({ "v": 1, "kind": "status", "to": "new", "text": "" });
    chief.writes(&open, into, json!({ "change": { "status": "new" } })).await.ok();
    rule(&chief, 24).await;
    app.set_time("2029-01-15T10:00:00Z");
    let (chief, deputy) = (chief.signs_in(&app).await, deputy.signs_in(&app).await);
    let due = async || chief.browser.get(&path(&chief, "").await).await.ok().json()["rules"][0]["due"].clone();
    assert_eq!(due().await, json!([old]));
    app.run(async |tx| Ok(tx.batch_execute("UPDATE case_file SET fresh = true").await?)).await;
    assert_eq!(due().await, json!([]), "a letter has come that nobody has read");
    app.run(async |tx| Ok(tx.batch_execute("UPDATE case_file SET fresh = false").await?)).await;
    let merged = json!({ "v": 1, "kind": "merged", "into": open, "text": "" });
    chief.writes(&old, merged, json!({ "change": { "merged": open } })).await.ok();
    app.run(async |tx| {
        Ok(tx.batch_execute("UPDATE case_file SET closed = '2026-11-24' WHERE merged_into IS NOT NULL").await?)
    })
    .await;
    assert_eq!(due().await, json!([]), "it is worked on in another case");
    let apart = json!({ "v": 1, "kind": "merged", "into": null, "text": "" });
    chief.writes(&old, apart, json!({ "change": { "merged": null } })).await.ok();
    app.run(async |tx| Ok(tx.batch_execute("UPDATE case_file SET status = 'closed', closed = '2026-11-24'").await?))
        .await;
    let proposal = proposes(&chief).await.ok().json()["id"].clone();
    chief.disqualifies(&old, deputy.id).await.ok();
    assert_eq!(approves(&deputy, &proposal).await.code(), "conflict", "disqualified in the case");
    assert_eq!(app.count("case_file").await, 2);
}

#[tokio::test]
async fn attachments_that_no_letter_names_and_records_of_mail_leave_on_schedule() {
    let app = App::start().await;
    let OpenInstance { chief, deputy, .. } = OpenInstance::of(&app).await;
    Reporter::at(&app).attaches(&age::x25519::Identity::generate(), b"aldrig skickad").await;
    app.night().await;
    for kind in ["attachment", "notice"] {
        let rule = json!({ "kind": kind, "months": 3, "reference": "KS 2026/115", "decided": "2026-11-02" });
        chief.browser.post(&path(&chief, "/rules").await, rule).await.ok();
    }
    app.set_time("2027-03-15T10:00:00Z");
    let (chief, deputy) = (chief.signs_in(&app).await, deputy.signs_in(&app).await);
    let body = json!({ "kind": "attachment" });
    let proposal = chief.browser.post(&path(&chief, "/proposals").await, body).await.ok().json()["id"].clone();
    approves(&deputy, &proposal).await.ok();
    assert_eq!(app.count("attachment").await, 0);
}
