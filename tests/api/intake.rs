//! Dropping, mixing and reading the board.

use orubbad::{
    intake::Drop,
    sealed::{Frame, FrameKind, PublicKey, dummy, seal},
};
use serde_json::Value;
use uuid::Uuid;

use crate::support::{App, OpenInstance, Report, Reporter, prove};

fn id(value: &Value) -> Uuid {
    value.as_str().expect("an id").parse().expect("an id")
}

#[tokio::test]
async fn a_report_is_answered_204_and_stored_once_however_often_it_is_sent() {
    let app = App::start().await;
    OpenInstance::of(&app).await;
    let reporter = Reporter::at(&app);
    let body = reporter.body(&Report::to_be_read("Någon ringde.")).await;
    for _ in 0..3 {
        let answer = reporter.browser.post_bytes("/api/v1/drops", body.clone()).await;
        assert_eq!(answer.status, 204);
        assert!(answer.body.is_empty());
    }
    assert_eq!(app.count("intake").await, 1);
    app.night().await;
    assert_eq!((app.count("intake").await, app.count("letter").await, app.count("ballot").await), (0, 1, 1));
    reporter.browser.post_bytes("/api/v1/drops", body).await.ok();
    app.night().await;
    assert_eq!((app.count("letter").await, app.count("ballot").await), (1, 1), "a retry after the mix");
}

#[tokio::test]
async fn everything_malformed_is_refused_with_its_reason_and_nothing_is_stored() {
    let app = App::start().await;
    OpenInstance::of(&app).await;
    let reporter = Reporter::at(&app);
    let manifest = reporter.manifest().await;
    let report = Report::to_be_read("Något hände.");
    let (letter, ballot) = reporter.frames(&manifest, &report);
    let channel = id(&manifest["channels"][0]["id"]);
    let (epoch, urn) = (id(&manifest["channels"][0]["epoch"]), id(&manifest["urn"]["id"]));
    let other = Uuid::from_u128(7);
    let body = |channel, epoch, urn| prove(Drop::body(channel, epoch, urn, false, &letter, &ballot), &manifest);
    let whole = body(channel, epoch, urn);

    let mut plain = whole.clone();
    plain[74..78].copy_from_slice(b"Hej!");
    let key = PublicKey::parse(manifest["channels"][0]["recipient"].as_str().expect("a recipient")).expect("a key");
    let mut two = seal(&[key.clone(), key], &[0; 16_384]);
    two.resize(FrameKind::Letter.frame_size(), 0);
    let mut two_recipients = whole.clone();
    two_recipients[74..74 + two.len()].copy_from_slice(&two);
    let mut unproven = Drop::body(channel, epoch, urn, false, &letter, &ballot);
    unproven[50..66].copy_from_slice(&[9; 16]);

    let cases = [
        ("wrong_size", 400, whole[..20_000].to_vec()),
        ("wrong_size", 400, Vec::new()),
        ("bad_frame", 422, prove(plain, &manifest)),
        ("bad_frame", 422, prove(two_recipients, &manifest)),
        ("unknown_channel", 404, body(other, epoch, urn)),
        ("stale_keys", 409, body(channel, other, urn)),
        ("stale_keys", 409, body(channel, epoch, other)),
        ("proof", 409, unproven),
    ];
    for (code, status, body) in cases {
        let answer = reporter.browser.post_bytes("/api/v1/drops", body).await;
        assert_eq!((answer.code().as_str(), answer.status.as_u16()), (code, status));
        let problem = answer.json();
        assert!(problem["sv"].as_str().is_some_and(|words| !words.is_empty()) && problem["en"].is_string());
    }
    let oversized = [whole.clone(), vec![0; 100]].concat();
    assert_eq!(reporter.browser.post_bytes("/api/v1/drops", oversized).await.code(), "wrong_size");
    assert_eq!(app.count("intake").await, 0);
    reporter.browser.post_bytes("/api/v1/drops", whole).await.ok();
    assert_eq!(app.count("intake").await, 1, "the well-formed one is taken");
}

#[tokio::test]
async fn a_channel_that_is_not_open_is_not_offered_and_takes_nothing() {
    let app = App::start().await;
    let chief = crate::support::Officer::claims(&app, "chef").await;
    chief.starts_epoch(&[(Some(chief.id), chief.identity.to_public().to_string())], None).await.ok();
    chief.prepares_urns().await;
    let reporter = Reporter::at(&app);
    let manifest = reporter.manifest().await;
    assert_eq!(manifest["channels"].as_array().expect("a list").len(), 0);
    let chance = &app.services.chance;
    let (letter, ballot) = (dummy(FrameKind::Letter, chance), dummy(FrameKind::Ballot, chance));
    let channel = chief.channel().await.parse().expect("an id");
    let body = Drop::body(channel, chance.uuid(), id(&manifest["urn"]["id"]), false, &letter, &ballot);
    let answer = reporter.browser.post_bytes("/api/v1/drops", prove(body, &manifest)).await;
    assert_eq!(answer.code(), "channel_closed");
    assert_eq!(app.count("intake").await, 0);
}

#[tokio::test]
async fn a_course_of_thirty_behind_one_address_is_never_shut_out() {
    let app = App::start_with(|config| {
        config.intake = orubbad::config::Intake { proof_bits: 8, calm_per_minute: 600, ..config.intake }
    })
    .await;
    OpenInstance::of(&app).await;
    for _ in 0..30 {
        let answer = Reporter::at(&app).submits(&Report::only_counted()).await;
        assert_eq!(answer.status, 204);
    }
    assert_eq!(app.count("intake").await, 30);
}

#[tokio::test]
async fn the_board_is_a_multiple_of_sixteen_and_the_same_for_everybody() {
    let app = App::start().await;
    OpenInstance::of(&app).await;
    let frame = FrameKind::Reply.frame_size();
    let chance = &app.services.chance;
    for replies in 1..=17 {
        let reply = dummy(FrameKind::Reply, chance);
        let today = app.services.clock.today();
        app.run(async |tx| orubbad::board::post(tx, &reply, today, chance).await).await;
        let board = Reporter::at(&app).browser.get("/api/v1/board").await.ok().body;
        assert_eq!(board, Reporter::at(&app).browser.get("/api/v1/board").await.ok().body);
        assert_eq!(board.len() % (16 * frame), 0);
        assert_eq!(board.len() / frame, if replies <= 16 { 16 } else { 32 });
        assert!(board.chunks(frame).any(|there| there == reply.bytes()));
        assert!(board.chunks(frame).all(|there| Frame::parse(FrameKind::Reply, there.to_vec()).is_ok()));
    }
    app.set_time("2027-03-01T10:00:00Z");
    app.night().await;
    let board = Reporter::at(&app).browser.get("/api/v1/board").await.ok().body;
    assert_eq!(board.len(), 16 * frame, "after ninety days the replies are gone");
    assert_eq!(app.count("reply WHERE NOT dummy").await, 0);
}

#[tokio::test]
async fn a_page_left_open_over_the_end_of_a_period_is_told_to_seal_again() {
    let app = App::start().await;
    OpenInstance::of(&app).await;
    let reporter = Reporter::at(&app);
    let body = reporter.body(&Report::only_counted()).await;
    let before = reporter.manifest().await;
    app.set_time("2026-12-31T23:30:00Z");
    let after = reporter.manifest().await;
    assert_ne!(before["urn"]["id"], after["urn"]["id"], "the next urn was prepared in good time");
    let answer = reporter.browser.post_bytes("/api/v1/drops", prove(body, &after)).await;
    assert_eq!(answer.code(), "stale_keys");
    reporter.submits(&Report::only_counted()).await.ok();
    assert_eq!(app.count("intake").await, 1);
}
