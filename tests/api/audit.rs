//! The log: every act a line, the chain whole, and any change of it found and named.

use orubbad::audit::{self, Fault, Head};
use serde_json::json;

use crate::support::{App, Officer, OpenInstance, Report, Reporter};

async fn lived_in(app: &App) -> OpenInstance {
    let instance = OpenInstance::of(app).await;
    Reporter::at(app).submits(&Report::to_be_read("Brev")).await.ok();
    app.night().await;
    instance.chief.sorts_everything().await;
    instance
}

async fn verified(app: &App, known: Option<Head>) -> Result<Head, Fault> {
    app.run(async |tx| audit::verify(tx, known.as_ref()).await).await
}

async fn tamper(app: &App, statement: &'static str) {
    app.run(async |tx| Ok(tx.batch_execute(statement).await?)).await;
}

#[tokio::test]
async fn a_whole_log_verifies_and_an_altered_line_is_named() {
    let app = App::start().await;
    lived_in(&app).await;
    let head = verified(&app, None).await.expect("whole");
    assert!(head.number > 8);
    for column in
        ["act = 'case.read'", "object = 'x'", "at = at + interval '1 second'", "actor = NULL", "hash = sha256('')"]
    {
        let app = App::start().await;
        lived_in(&app).await;
        let statement = format!("UPDATE audit_line SET {column} WHERE number = 3");
        app.run(async |tx| Ok(tx.batch_execute(&statement).await?)).await;
        assert_eq!(verified(&app, None).await.expect_err("altered"), Fault::Altered(3), "{column}");
    }
}

#[tokio::test]
async fn missing_moved_and_cut_off_lines_are_found() {
    let app = App::start().await;
    lived_in(&app).await;
    let head = verified(&app, None).await.expect("whole");
    tamper(
        &app,
        "UPDATE audit_line SET number = -1 WHERE number = 4; UPDATE audit_line SET number = 4 WHERE number = 5;
        UPDATE audit_line SET number = 5 WHERE number = -1",
    )
    .await;
    assert_eq!(verified(&app, None).await.expect_err("moved"), Fault::Altered(4));
    tamper(&app, "DELETE FROM audit_line WHERE number = 4").await;
    assert_eq!(verified(&app, None).await.expect_err("missing"), Fault::Missing(4));
    let app = App::start().await;
    lived_in(&app).await;
    let printed = verified(&app, None).await.expect("whole");
    assert_ne!(printed.hash, head.hash, "no two instances have the same log");
    assert_eq!(
        verified(&app, Some(Head { hash: vec![7; 32], ..printed.clone() })).await.expect_err("another"),
        Fault::OtherHash(printed.number)
    );
    tamper(&app, "DELETE FROM audit_line WHERE number > 6").await;
    verified(&app, None).await.expect("what is left hangs together");
    let found = verified(&app, Some(printed.clone())).await.expect_err("a printed head tells");
    assert_eq!(found, Fault::CutShort { there: 6, known: printed.number });
}

#[tokio::test]
async fn an_auditor_reads_filters_verifies_and_exports_the_log_and_sees_nothing_else() {
    let app = App::start().await;
    let OpenInstance { chief, .. } = lived_in(&app).await;
    let link = chief.invites_outside(Some("auditor")).await;
    let auditor = Officer::accepts(&app, "granskare", &link).await;
    let get = async |path: &str| auditor.browser.get(&format!("/api/staff/audit{path}")).await;
    let all = get("").await.ok().json();
    assert_eq!(all["lines"][0]["number"], all["head"]["number"]);
    let cases = get("?act=case.").await.ok().json();
    let acts: Vec<_> = cases["lines"].as_array().expect("a list").iter().map(|line| line["act"].clone()).collect();
    assert!(!acts.is_empty() && acts.iter().all(|act| act.as_str().expect("a word").starts_with("case.")));
    assert_eq!(get("?from=2027-01-01").await.ok().json()["lines"], json!([]));
    assert!(get("?from=igår").await.status == 400);
    assert!(get("/verify").await.ok().json()["fault"].is_null());
    let cut = get("/verify?head=100000:q83v").await.ok().json()["fault"].clone();
    assert!(cut.as_str().expect("a fault").contains("rad 100000 har funnits"), "a head that was printed earlier tells");
    assert_eq!(get("/verify?head=fem").await.status, 400);
    let csv = get("/export").await.ok().text();
    assert!(csv.starts_with("\u{feff}rad;tid;vem;namn;") && csv.trim_end().contains(";loggens läge;"), "{csv}");
    assert!(csv.contains(";case.open;"));
    let channel = chief.channel().await;
    assert_eq!(auditor.browser.get(&format!("/api/staff/channels/{channel}/desk")).await.status, 404);
    assert_eq!(chief.browser.get("/api/staff/audit").await.status, 404, "the chief is no auditor");
}
