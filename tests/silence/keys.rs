//! 15: keys survive people. The chief lost, the deputy reads all; everybody lost, the paper key does; a leaver opens nothing new.

use age::x25519::Identity;
use orubbad::{ids::unbase64, sealed::FrameKind};
use serde_json::Value;

use crate::support::{
    App, OpenInstance, Report, Reporter, To,
    keys::{open, open_frame},
};

/// Everything a case holds, as it lies in the database.
async fn frames(app: &App) -> Vec<Vec<u8>> {
    app.run(async |tx| {
        let rows = tx.query("SELECT frame FROM letter UNION ALL SELECT frame FROM case_entry", &[]).await?;
        Ok(rows.iter().map(|row| row.get(0)).collect())
    })
    .await
}

/// What somebody with these keys, and the whole database, can open: keys lead to keys until none is new.
async fn reach(app: &App, held: Vec<Identity>) -> Vec<Vec<u8>> {
    let shares: Vec<Vec<u8>> = app
        .run(async |tx| {
            let rows = tx.query("SELECT sealed FROM epoch_key UNION ALL SELECT sealed FROM case_share", &[]).await?;
            Ok(rows.iter().map(|row| row.get(0)).collect())
        })
        .await;
    let mut keys = held;
    let mut next = 0;
    while next < keys.len() {
        for share in &shares {
            let opened = open(&keys[next], share).and_then(|text| String::from_utf8(text).ok());
            let Some(identity) = opened.and_then(|text| text.parse::<Identity>().ok()) else { continue };
            if keys.iter().all(|known| known.to_public() != identity.to_public()) {
                keys.push(identity);
            }
        }
        next += 1;
    }
    let kind =
        |frame: &[u8]| if frame.len() == FrameKind::Letter.frame_size() { FrameKind::Letter } else { FrameKind::Reply };
    let opens = |frame: &Vec<u8>| keys.iter().find_map(|key| open_frame(key, kind(frame), frame));
    frames(app).await.iter().filter_map(opens).collect()
}

async fn lived_in(app: &App) -> (OpenInstance, String) {
    let instance = OpenInstance::of(app).await;
    Reporter::at(app).submits(&Report::to_be_read("Ett brev")).await.ok();
    app.night().await;
    instance.chief.sorts_everything().await;
    let desk = instance.chief.desk().await;
    let case = desk["cases"][0]["id"].as_str().expect("an id").to_owned();
    instance.chief.notes(&case, "En anteckning").await.ok();
    (instance, case)
}

#[tokio::test]
async fn check_15_the_deputy_reads_all_and_so_does_the_paper_key() {
    let app = App::start().await;
    let (OpenInstance { chief, deputy, paper, .. }, case) = lived_in(&app).await;
    let both =
        async || (reach(&app, vec![deputy.identity.clone()]).await.len(), reach(&app, vec![paper.clone()]).await.len());
    assert_eq!(both().await, (2, 2), "the letter and the note");
    // Also of a case in which somebody is disqualified, and whose newer keys are sealed to single holders.
    let third = crate::support::Officer::accepts(&app, "tredje", &chief.invites(true, false).await).await;
    chief.gives_keys(third.id, &third.identity.to_public().to_string()).await.ok();
    chief.disqualifies(&case, third.id).await.ok();
    chief.notes(&case, "Utan den tredje").await.ok();
    assert_eq!(both().await, (3, 3));
    assert_eq!(reach(&app, vec![third.identity.clone()]).await.len(), 2, "who is kept out opens what was there before");
}

#[tokio::test]
async fn check_15_a_leaver_opens_nothing_that_is_added_later() {
    let app = App::start().await;
    let (OpenInstance { chief, deputy, paper, .. }, case) = lived_in(&app).await;
    // The leaver has kept every key that was ever in reach.
    let mut kept = vec![deputy.identity.clone()];
    kept.extend(deputy.epochs().await.into_iter().map(|(_, identity)| identity));
    kept.extend(deputy.case_keys(&deputy.case(&case).await).await.into_iter().map(|(_, identity)| identity));
    let before = reach(&app, kept.clone()).await.len();
    assert_eq!(before, 2);
    let holders = [(Some(chief.id), chief.identity.to_public().to_string()), (None, paper.to_public().to_string())];
    chief.starts_epoch(&holders, Some(deputy.id)).await.ok();
    if chief.notes(&case, "Efter avgången").await.code_or_empty() == "stale_key" {
        let epoch = chief.current_epoch().await;
        chief.rekeys(&case, &[To::Epoch(&epoch)]).await.ok();
        chief.notes(&case, "Efter avgången").await.ok();
    }
    assert_eq!(reach(&app, kept).await.len(), before, "nothing new opens, with the whole database in hand");
    let opened: Vec<Value> = chief.entries(&case).await.into_iter().flatten().collect();
    assert_eq!(opened.len(), 2, "those who stay read both notes");
    let sealed = unbase64(chief.keyring().await["recovery"][0]["sealed"].as_str().expect("sealed")).expect("base64");
    assert!(open(&paper, &sealed).is_some());
}
