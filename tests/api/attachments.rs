//! Attachments: sealed to a key that only the letter holds, claimed by the case whose letter names them.

use age::x25519::Identity;
use serde_json::json;

use crate::{
    support::{App, OpenInstance, Report, Reporter, prove_attachment, sealing},
    triage::only_case,
};

#[tokio::test]
async fn an_attachment_comes_with_its_letter_and_is_handed_to_readers_of_the_case_alone() {
    let app = App::start().await;
    let OpenInstance { chief, .. } = OpenInstance::of(&app).await;
    let (reporter, key) = (Reporter::at(&app), Identity::generate());
    let reference = reporter.attaches(&key, b"en bild").await;
    let lost = reporter.attaches(&Identity::generate(), b"en som brevet aldrig namner").await;
    reporter.submits(&Report { attachments: vec![reference.clone()], ..Report::to_be_read("Se bilden") }).await.ok();
    app.night().await;
    chief.sorts_everything().await;
    let case = only_case(&chief).await;
    assert_eq!(chief.case(&case).await["attachments"], json!([{ "id": reference["id"], "bytes": 65_536 }]));
    let path = |id: &serde_json::Value| format!("/api/staff/cases/{case}/attachments/{}", id.as_str().expect("an id"));
    let frame = chief.browser.get(&path(&reference["id"])).await.ok();
    assert_eq!(frame.body.len(), 65_536);
    let length = frame.body.windows(5).position(|part| part == b"\n--- ").expect("a header") + 49;
    let plain =
        crate::support::open(&key, &frame.body[..length + 16 + 57_344 + 16]).expect("the letter's key opens it");
    assert_eq!(&plain[4..11], b"en bild");
    assert_eq!(chief.browser.get(&path(&lost["id"])).await.status, 404, "not this case's");
    let link = chief.invites_outside(Some("auditor")).await;
    let auditor = crate::support::Officer::accepts(&app, "granskare", &link).await;
    assert_eq!(auditor.browser.get(&path(&reference["id"])).await.status, 404);
}

#[tokio::test]
async fn what_is_to_be_read_today_has_its_attachments_today() {
    let app = App::start().await;
    let OpenInstance { chief, .. } = OpenInstance::of(&app).await;
    let reporter = Reporter::at(&app);
    let reference = reporter.attaches(&Identity::generate(), b"nu").await;
    let report = Report { attachments: vec![reference], at_once: true, ..Report::to_be_read("Läs i dag") };
    reporter.submits(&report).await.ok();
    chief.sorts_everything().await;
    let case = only_case(&chief).await;
    assert_eq!(chief.case(&case).await["attachments"].as_array().expect("a list").len(), 1);
    app.night().await;
    assert_eq!((app.count("attachment").await, app.count("intake_attachment").await), (1, 0), "and once");
}

#[tokio::test]
async fn a_retry_is_stored_once_and_another_under_the_same_identity_is_refused() {
    let app = App::start().await;
    OpenInstance::of(&app).await;
    let reporter = Reporter::at(&app);
    let manifest = reporter.manifest().await;
    let chance = &app.services.chance;
    let (id, to) = (chance.uuid(), Identity::generate());
    let frame = sealing::attachment(&to, b"en", chance);
    let body = prove_attachment(id, &frame, &manifest);
    for _ in 0..2 {
        assert_eq!(reporter.browser.post_bytes("/api/v1/attachments", body.clone()).await.status, 204);
    }
    assert_eq!(app.count("intake_attachment").await, 1);
    let other = prove_attachment(id, &sealing::attachment(&to, b"en annan", chance), &manifest);
    assert_eq!(reporter.browser.post_bytes("/api/v1/attachments", other).await.code(), "conflict");
}

#[tokio::test]
async fn plain_files_odd_sizes_and_missing_work_are_refused_in_words() {
    let app = App::start().await;
    OpenInstance::of(&app).await;
    let reporter = Reporter::at(&app);
    let manifest = reporter.manifest().await;
    let chance = &app.services.chance;
    let post = |body: Vec<u8>| reporter.browser.post_bytes("/api/v1/attachments", body);
    let plain = prove_attachment(chance.uuid(), &[b'a'; 65_536], &manifest);
    assert_eq!(post(plain).await.code(), "bad_frame");
    let frame = sealing::attachment(&Identity::generate(), b"x", chance);
    let odd = prove_attachment(chance.uuid(), &[&frame[..], &[0; 7]].concat(), &manifest);
    assert_eq!(post(odd).await.code(), "wrong_size");
    let mut unproven = prove_attachment(chance.uuid(), &frame, &manifest);
    unproven[20] ^= 1;
    assert_eq!(post(unproven).await.code(), "proof");
    assert_eq!(app.count("intake_attachment").await, 0);
}
