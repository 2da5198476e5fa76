//! Notices: fixed times, constant bytes, the at-once exception, escalation, and a mail server that is down.

use jiff::SignedDuration;
use orubbad::config::NoticeMode;
use serde_json::json;

use crate::support::{App, OpenInstance, Report, Reporter};

/// What does not change from mail to mail: everything but Date and Message-ID.
fn constant(message: &str) -> String {
    let lines = message.lines().filter(|line| !line.starts_with("Date: ") && !line.starts_with("Message-ID: "));
    lines.collect::<Vec<_>>().join("\n")
}

async fn round(app: &App) {
    app.worker().round().await.expect("the round holds");
}

#[tokio::test]
async fn nothing_is_mailed_between_the_fixed_times_and_every_member_at_them() {
    let app = App::start().await;
    OpenInstance::of(&app).await;
    round(&app).await;
    assert!(app.mailbox.mails().is_empty(), "the first start mails nothing for times before it");
    Reporter::at(&app).submits(&Report::to_be_read("Hej")).await.ok();
    app.set_time("2026-11-23T11:59:00Z");
    round(&app).await;
    assert!(app.mailbox.mails().is_empty());
    app.set_time("2026-11-23T12:01:00Z");
    round(&app).await;
    round(&app).await;
    let mails = app.mailbox.mails();
    let mut to: Vec<_> = mails.iter().map(|mail| mail.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["chef@provkommun.invalid", "ersattare@provkommun.invalid"], "13.00 in Stockholm");
    app.set_time("2026-11-28T12:01:00Z");
    round(&app).await;
    let sent = app.mailbox.mails().len();
    app.set_time("2026-11-29T18:01:00Z");
    round(&app).await;
    assert_eq!(app.mailbox.mails().len(), sent, "a weekend is silent");
}

#[tokio::test]
async fn when_new_is_silent_without_letters_and_says_the_same_with_them() {
    let app = App::start_with(|config| config.notices.mode = NoticeMode::WhenNew).await;
    OpenInstance::of(&app).await;
    round(&app).await;
    app.set_time("2026-11-24T07:31:00Z");
    round(&app).await;
    assert!(app.mailbox.mails().is_empty());
    Reporter::at(&app).submits(&Report::to_be_read("Hej")).await.ok();
    app.night().await;
    app.set_time("2026-11-24T12:01:00Z");
    round(&app).await;
    assert_eq!(app.mailbox.mails().len(), 2);
}

#[tokio::test]
async fn read_today_is_told_at_once_and_can_be_read_before_the_night() {
    let app = App::start().await;
    let OpenInstance { chief, .. } = OpenInstance::of(&app).await;
    round(&app).await;
    Reporter::at(&app).submits(&Report { at_once: true, ..Report::to_be_read("I dag") }).await.ok();
    round(&app).await;
    let mails = app.mailbox.mails();
    assert_eq!(mails.len(), 2);
    assert_eq!(
        constant(&mails[0].message).replace("ersattare", "chef"),
        constant(&mails[1].message).replace("ersattare", "chef")
    );
    assert!(mails[0].message.contains("Subject: =?utf-8?") || mails[0].message.contains("Subject: "));
    let letters = chief.new_letters().await;
    assert_eq!((letters.len(), &letters[0].1["text"]), (1, &json!("I dag")));
    app.night().await;
    assert_eq!((app.count("letter").await, app.count("ballot").await), (1, 1), "the ballot went with the others");
}

#[tokio::test]
async fn the_deputy_is_told_when_nothing_has_been_opened_in_time() {
    let app = App::start().await;
    let OpenInstance { chief, .. } = OpenInstance::of(&app).await;
    round(&app).await;
    Reporter::at(&app).submits(&Report::to_be_read("Väntar")).await.ok();
    app.set_time("2026-11-24T04:00:00Z");
    app.night().await;
    let escalations = |app: &App| {
        let mails = app.mailbox.mails();
        let mut to: Vec<_> = mails
            .iter()
            .filter(|mail| {
                mail.message.contains("ersättare")
                    || mail.message.contains("Inget har =C3=B6ppnats")
                    || mail.message.contains("Inget har öppnats")
            })
            .map(|mail| mail.to.clone())
            .collect();
        to.dedup();
        to
    };
    app.set_time("2026-11-25T12:01:00Z");
    round(&app).await;
    assert!(escalations(&app).is_empty(), "within one working day");
    app.set_time("2026-11-26T07:31:00Z");
    round(&app).await;
    assert_eq!(escalations(&app), ["ersattare@provkommun.invalid"]);
    let chief = chief.signs_in(&app).await;
    chief.sorts_everything().await;
    let before = escalations(&app).len();
    app.set_time("2026-11-26T12:01:00Z");
    round(&app).await;
    assert_eq!(escalations(&app).len(), before, "opened");
}

#[tokio::test]
async fn a_mail_server_that_is_down_delays_but_loses_nothing_and_staff_and_operator_see_it() {
    let app = App::start_with(|config| config.mail.port = 9).await;
    let OpenInstance { chief, .. } = OpenInstance::of(&app).await;
    round(&app).await;
    assert_eq!(app.browser().get("/health").await.status, 200);
    Reporter::at(&app).submits(&Report { at_once: true, ..Report::to_be_read("I dag") }).await.ok();
    round(&app).await;
    let health = app.browser().get("/health").await;
    assert_eq!((health.status.as_u16(), health.json()["notices"].clone()), (503, json!("undelivered")));
    let page = chief.browser.get("/staff/notices").await.ok().text();
    assert!(page.contains("väntar") && page.contains("chef@provkommun.invalid"));
    assert_eq!(app.count("outbox WHERE attempts = 1 AND state = 'waiting'").await, 2);
    round(&app).await;
    assert_eq!(app.count("outbox WHERE attempts = 1").await, 2, "not again before its time");

    let mut services = app.services.clone();
    let mut config = (*services.config).clone();
    config.mail.port = app.mailbox.port();
    services.config = config.into();
    app.services.clock.set(app.services.clock.now() + SignedDuration::from_mins(2));
    orubbad::worker::Worker::new(services).expect("the settings hold").round().await.expect("the round holds");
    assert_eq!(app.mailbox.mails().len(), 2);
    assert_eq!(app.browser().get("/health").await.status, 200);
}
