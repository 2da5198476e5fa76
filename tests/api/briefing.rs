//! The briefing: sealed drafts, a preview that is kept nowhere, and what is fixed for good.

use orubbad::sealed::FrameKind;
use serde_json::{Value, json};

use crate::support::{App, Officer, OpenInstance, case::sealed};

async fn path(officer: &Officer, act: &str) -> String {
    format!("/api/staff/channels/{}/briefings{act}", officer.channel().await)
}

async fn plan(officer: &Officer) -> Value {
    let plan = json!({ "plan": orubbad::plan::Example::Norrtalje.plan() });
    officer.browser.post("/api/staff/plans", plan).await.ok().json()["id"].clone()
}

async fn frame(officer: &Officer, text: &str) -> String {
    let recipient = officer.current_epoch().await["recipient"].as_str().expect("a key").to_owned();
    sealed(FrameKind::Letter, &recipient, &json!({ "v": 1, "title": text }))
}

fn choice(plan: &Value, summary: &str) -> Value {
    json!({ "day": "2026-11-02", "releases": [], "plan": plan, "texts": { "summary": summary, "reference": "SN 2026/7" } })
}

#[tokio::test]
async fn a_draft_lies_sealed_and_nobody_overwrites_what_they_have_not_seen() {
    let app = App::start().await;
    let OpenInstance { chief, deputy, .. } = OpenInstance::of(&app).await;
    let drafts = path(&chief, "/drafts").await;
    let id = "5f2d2f0e-6f0a-4e57-9d3b-0d3b1f6a7c11";
    let draft = async |officer: &Officer, version: i32, text: &str| {
        let frame = frame(officer, text).await;
        officer.browser.post(&drafts, json!({ "id": id, "version": version, "frame": frame })).await
    };
    draft(&chief, 0, "Kanarieutkastet").await.ok();
    assert_eq!(draft(&deputy, 0, "En annan").await.code(), "conflict", "somebody has it already");
    draft(&deputy, 1, "Ändrat").await.ok();
    assert_eq!(draft(&chief, 1, "För sent").await.code(), "conflict");
    let clear = json!({ "id": id, "version": 2, "frame": "Kanarieutkastet" });
    assert_eq!(chief.browser.post(&drafts, clear).await.status, 400, "what is not sealed is refused");
    let overview = chief.browser.get(&path(&chief, "").await).await.ok().json();
    assert_eq!((&overview["drafts"][0]["version"], &overview["drafts"][0]["id"]), (&json!(2), &json!(id)));
    let discard = path(&chief, "/discard").await;
    chief.browser.post(&discard, json!({ "draft": id })).await.ok();
    assert_eq!(chief.browser.post(&discard, json!({ "draft": id })).await.status, 404);
}

#[tokio::test]
async fn a_preview_leaves_nothing_and_what_is_fixed_never_changes() {
    let app = App::start().await;
    let OpenInstance { chief, deputy, .. } = OpenInstance::of(&app).await;
    let (plan, draft) = (plan(&chief).await, "5f2d2f0e-6f0a-4e57-9d3b-0d3b1f6a7c12");
    let kept = json!({ "id": draft, "version": 0, "frame": frame(&chief, "Rapport").await });
    chief.browser.post(&path(&chief, "/drafts").await, kept).await.ok();
    let written = choice(&plan, "Kanariesammanfattningen.");
    let preview = chief.browser.post(&path(&chief, "/preview").await, written.clone()).await.ok();
    assert!(preview.body.starts_with(b"%PDF-"), "a PDF");
    assert_eq!(app.count("briefing").await, 0);
    let fix = path(&chief, "/fix").await;
    let fixed = chief.browser.post(&fix, json!({ "draft": draft, "choice": written })).await.ok().json();
    assert_eq!((&fixed["number"], app.count("briefing_draft").await), (&json!(1), 0));
    let listed = deputy.browser.get("/api/staff/briefings").await.ok().json()[0].clone();
    assert_eq!(listed["by"], "Säkerhetschefen");
    let files: Vec<_> = listed["files"].as_array().expect("files").iter().filter_map(Value::as_str).collect();
    for name in [
        "namndrapport.pdf",
        "namndrapport.docx",
        "namndrapport.xlsx",
        "namndrapport.csv",
        "namndrapport.html",
        "styrgrupp.pdf",
    ] {
        assert!(files.contains(&name), "{name} in {files:?}");
    }
    let file = format!("/api/staff/briefings/{}/namndrapport.json", fixed["id"].as_str().expect("an id"));
    let document = deputy.browser.get(&file).await.ok().json();
    assert_eq!(document["memo"]["summary"][0], "Kanariesammanfattningen.");
    let head = document["provenance"]["audit_head"].as_str().expect("the end of the log").to_owned();
    assert!(app.count("audit_line").await > head.split(':').next().and_then(|n| n.parse().ok()).expect("a number"));
    for statement in
        ["UPDATE briefing SET document = '{}'", "DELETE FROM briefing_file", "UPDATE briefing_file SET name = 'x'"]
    {
        let changed = app
            .services
            .db
            .run("test", async |tx| Ok::<_, orubbad::db::DbError>(tx.batch_execute(statement).await?))
            .await;
        assert!(changed.is_err(), "{statement}");
    }
}

#[tokio::test]
async fn a_choice_that_cannot_be_is_told_in_words() {
    let app = App::start().await;
    let OpenInstance { chief, .. } = OpenInstance::of(&app).await;
    let preview = path(&chief, "/preview").await;
    let mut nothing = choice(&Value::Null, "");
    for (change, words) in [
        (json!({}), "Välj minst en redovisning"),
        (json!({ "releases": [7] }), "Redovisning Nr 7 finns inte"),
        (json!({ "day": "2027-01-01" }), "en dag som inte har varit"),
        (
            json!({ "texts": { "benchmarks": [{ "source": "PTU", "figure": "29 %", "period": "", "population": "alla" }] } }),
            "vilken tid",
        ),
    ] {
        let before = nothing.clone();
        change.as_object().expect("fields").iter().for_each(|(field, value)| nothing[field] = value.clone());
        let answer = chief.browser.post(&preview, nothing.clone()).await;
        assert_eq!(answer.status, 400);
        assert!(answer.text().contains(words), "{words}: {}", answer.text());
        nothing = before;
    }
}

#[tokio::test]
async fn a_draft_is_fixed_once_and_what_cannot_be_written_is_refused() {
    let app = App::start().await;
    let OpenInstance { chief, deputy, .. } = OpenInstance::of(&app).await;
    let (plan, draft) = (plan(&chief).await, "5f2d2f0e-6f0a-4e57-9d3b-0d3b1f6a7c13");
    let fix = path(&chief, "/fix").await;
    let request = |summary: &str| json!({ "draft": draft, "choice": choice(&plan, summary) });
    assert_eq!(chief.browser.post(&fix, request("Hej\u{0}")).await.status, 400, "no database keeps that");
    assert_eq!(chief.browser.post(&fix, request("Hej")).await.code(), "conflict", "there is no such draft");
    assert_eq!(app.count("briefing").await, 0);
    let kept = json!({ "id": draft, "version": 0, "frame": frame(&chief, "Rapport").await });
    chief.browser.post(&path(&chief, "/drafts").await, kept).await.ok();
    let (first, second) =
        tokio::join!(chief.browser.post(&fix, request("Hej")), deputy.browser.post(&fix, request("Hej")));
    let mut found = [first.status.as_u16(), second.status.as_u16()];
    found.sort_unstable();
    assert_eq!((found, app.count("briefing").await), ([200, 409], 1), "twice at once is once");
}
