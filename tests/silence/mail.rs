//! 12: mail is constant. Thirty fixed times with nothing, one, five and fifty new reports.

use jiff::SignedDuration;

use crate::support::{App, OpenInstance, Report, Reporter};

#[tokio::test]
async fn check_12_thirty_notices_are_the_same_bytes_whatever_came_in() {
    let app = App::start().await;
    OpenInstance::of(&app).await;
    let mut worker = app.worker();
    worker.round().await.expect("the round holds");
    let mut time: jiff::Timestamp = "2026-11-23T12:01:00Z".parse().expect("a time");
    let mut new = [0, 1, 5, 50].into_iter().cycle();
    let mut slots = 0;
    while slots < 30 {
        app.services.clock.set(time);
        for _ in 0..new.next().expect("for ever") {
            Reporter::at(&app).submits(&Report::only_counted()).await.ok();
        }
        app.night().await;
        let before = app.mailbox.mails().len();
        worker.round().await.expect("the round holds");
        slots += usize::from(app.mailbox.mails().len() > before);
        time += SignedDuration::from_hours(4);
    }
    let mails = app.mailbox.mails();
    let to_chief: Vec<_> = mails.iter().filter(|mail| mail.to.starts_with("chef@")).collect();
    assert_eq!(to_chief.len(), 30);
    let constant = |message: &str| {
        let lines = message.lines().filter(|line| !line.starts_with("Date: ") && !line.starts_with("Message-ID: "));
        lines.collect::<Vec<_>>().join("\n")
    };
    let mut different: Vec<_> = to_chief.iter().map(|mail| constant(&mail.message)).collect();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), 1, "{different:#?}");
    let lengths: std::collections::BTreeSet<_> = to_chief.iter().map(|mail| mail.message.len()).collect();
    assert_eq!(lengths.len(), 1, "dates and ids are of one length too");
}
