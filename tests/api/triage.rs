//! Cases: sorted once, read, answered, closed.

use serde_json::{Value, json};

use crate::support::{App, OpenInstance, Report, Reporter};

pub async fn only_case(chief: &crate::support::Officer) -> String {
    let desk = chief.desk().await;
    let cases = desk["cases"].as_array().expect("a list");
    assert_eq!(cases.len(), 1);
    cases[0]["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn a_report_is_read_answered_followed_up_and_closed() {
    let app = App::start().await;
    let OpenInstance { chief, .. } = OpenInstance::of(&app).await;
    let reporter = Reporter::at(&app);
    reporter.submits(&Report::to_be_read("Han stod vid min bil.")).await.ok();
    assert!(chief.new_letters().await.is_empty(), "not before the night");
    app.night().await;
    chief.sorts_everything().await;
    let case = only_case(&chief).await;
    chief.replies(&case, "Tack. Har det hänt förut?").await.ok();
    let replies = reporter.reads_board().await;
    assert_eq!(replies[0]["text"], "Tack. Har det hänt förut?");
    assert!(Reporter::at(&app).reads_board().await.is_empty(), "another phrase opens nothing");

    reporter.submits(&Report::follow_up("Ja, två gånger.")).await.ok();
    app.night().await;
    let (letter, content) = chief.new_letters().await.remove(0);
    assert_eq!(content["tag"], Value::String(reporter.tag.clone()), "the tag leads to the case");
    let follow_up = chief.follow_up(&letter, &content, &case).await;
    chief.sorts(json!({ "discard": [], "attach": [follow_up], "open": [] })).await.ok();
    assert_eq!(chief.desk().await["cases"][0]["fresh"], true, "nobody has opened the new letter");
    let texts: Vec<_> = chief.letters(&case).await.into_iter().flatten().map(|letter| letter["text"].clone()).collect();
    assert_eq!(texts.len(), 2, "both letters open with the key of the case");
    assert!(texts.contains(&json!("Han stod vid min bil.")) && texts.contains(&json!("Ja, två gånger.")));
    assert_eq!(chief.entries(&case).await.len(), 1);
    let closing = json!({ "v": 1, "kind": "status", "to": "closed", "text": "" });
    chief.writes(&case, closing, json!({ "change": { "status": "closed" } })).await.ok();
    let desk = chief.desk().await;
    assert_eq!((&desk["cases"][0]["status"], &desk["cases"][0]["closed"]), (&json!("closed"), &json!("2026-11-23")));
}

#[tokio::test]
async fn those_who_only_want_to_be_counted_leave_no_letter_behind() {
    let app = App::start().await;
    let OpenInstance { chief, .. } = OpenInstance::of(&app).await;
    Reporter::at(&app).submits(&Report::only_counted()).await.ok();
    app.night().await;
    assert!(chief.new_letters().await[0].1.is_null(), "an empty letter");
    chief.sorts_everything().await;
    assert_eq!((app.count("letter").await, app.count("case_file").await, app.count("ballot").await), (0, 0, 1));
}

#[tokio::test]
async fn two_officers_who_sort_at_once_never_make_two_cases_of_one_letter() {
    let app = App::start().await;
    let OpenInstance { chief, deputy, .. } = OpenInstance::of(&app).await;
    Reporter::at(&app).submits(&Report::to_be_read("En gång")).await.ok();
    app.night().await;
    let (letter, content) = chief.new_letters().await.remove(0);
    let sorting = json!({ "discard": [], "attach": [], "open": [chief.new_case(&letter, &content).await] });
    let (first, second) = tokio::join!(chief.sorts(sorting.clone()), deputy.sorts(sorting.clone()));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 409]);
    assert_eq!(app.count("case_file").await, 1);
}

#[tokio::test]
async fn a_case_of_another_channel_does_not_exist() {
    let app = App::start().await;
    let OpenInstance { chief, .. } = OpenInstance::of(&app).await;
    Reporter::at(&app).submits(&Report::to_be_read("Till säkerhetsfunktionen")).await.ok();
    app.night().await;
    chief.sorts_everything().await;
    let case = only_case(&chief).await;
    let founded = chief.browser.post("/api/staff/channels", json!({ "name": "Kanslichefen", "phone": "010-3" })).await;
    let other = founded.ok().json()["id"].clone();
    let body = json!({
        "channel": other, "name": "Kanslichefen", "email": "kansli@provkommun.invalid", "deputy": false,
        "administrator": false, "custodian": false,
    });
    let link = chief.browser.post("/api/staff/invitations", body).await.ok().json();
    let stranger = crate::support::Officer::accepts(&app, "kansli", link["link"].as_str().expect("a link")).await;
    assert_eq!(stranger.browser.get(&format!("/api/staff/cases/{case}")).await.status, 404);
    let channel = chief.channel().await;
    assert_eq!(stranger.browser.get(&format!("/api/staff/channels/{channel}/desk")).await.status, 404);
    let note = chief.entry(&case, json!({ "v": 1, "kind": "note", "text": "" }), json!({})).await;
    assert_eq!(stranger.browser.post(&format!("/api/staff/cases/{case}/entries"), note).await.status, 404);
}

#[tokio::test]
async fn every_act_is_a_line_in_the_chain() {
    let app = App::start().await;
    let OpenInstance { chief, .. } = OpenInstance::of(&app).await;
    Reporter::at(&app).submits(&Report::to_be_read("Brev")).await.ok();
    app.night().await;
    chief.sorts_everything().await;
    let case = only_case(&chief).await;
    chief.replies(&case, "Svar").await.ok();
    let words: Vec<String> = app
        .run(async |tx| {
            let rows = tx.query("SELECT act FROM audit_line ORDER BY number", &[]).await?;
            Ok(rows.iter().map(|row| row.get(0)).collect())
        })
        .await;
    for word in [
        "staff.claim",
        "staff.invite",
        "staff.accept",
        "keyring.grant",
        "keyring.recovery_key",
        "urn.prepare",
        "case.open",
        "case.read",
        "case.reply",
    ] {
        assert!(words.iter().any(|there| there == word), "{word} is missing in {words:?}");
    }
}
