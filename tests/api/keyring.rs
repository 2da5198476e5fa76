//! Keys: a channel opens when it can survive its people, and a leaver opens nothing new.

use age::x25519::Identity;
use orubbad::{
    ids::{base64, unbase64},
    sealed::{FrameKind, PublicKey, seal},
};
use serde_json::json;

use crate::support::{App, Officer, OpenInstance, Report, Reporter, open, secret};

fn missing(me: &serde_json::Value) -> Vec<&str> {
    me["channels"][0]["missing"].as_array().expect("a list").iter().filter_map(|word| word.as_str()).collect()
}

#[tokio::test]
async fn a_channel_says_what_is_missing_until_it_opens() {
    let app = App::start().await;
    let chief = Officer::claims(&app, "chef").await;
    assert_eq!(missing(&chief.me().await), ["epoch", "second_member", "recovery_key", "urn"]);
    let me = (Some(chief.id), chief.identity.to_public().to_string());
    chief.starts_epoch(&[me], None).await.ok();
    assert_eq!(missing(&chief.me().await), ["second_member", "recovery_key", "urn"]);
    chief.prints_paper_key().await;
    chief.prepares_urns().await;
    let deputy = Officer::accepts(&app, "ersattare", &chief.invites(true, false).await).await;
    assert_eq!(missing(&chief.me().await), ["second_member"], "accepting is not yet holding a key");
    assert_eq!(deputy.epochs().await.len(), 0);
    chief.gives_keys(deputy.id, &deputy.identity.to_public().to_string()).await.ok();
    assert_eq!(missing(&deputy.me().await), Vec::<&str>::new());
    assert_eq!(deputy.me().await["channels"][0]["open"], true);
}

#[tokio::test]
async fn the_deputy_reads_what_the_chief_reads() {
    let app = App::start().await;
    let OpenInstance { chief, deputy, .. } = OpenInstance::of(&app).await;
    Reporter::at(&app).submits(&Report::to_be_read("Samma brev")).await.ok();
    app.night().await;
    for officer in [&chief, &deputy] {
        let letters = officer.new_letters().await;
        assert_eq!(letters[0].1["text"], "Samma brev");
    }
}

#[tokio::test]
async fn a_leaver_opens_nothing_new_and_is_signed_out() {
    let app = App::start().await;
    let OpenInstance { chief, deputy, paper, .. } = OpenInstance::of(&app).await;
    let held = deputy.epochs().await;
    let holders = [(Some(chief.id), chief.identity.to_public().to_string()), (None, paper.to_public().to_string())];
    let third = Officer::accepts(&app, "tredje", &chief.invites(true, false).await).await;
    chief.gives_keys(third.id, &third.identity.to_public().to_string()).await.ok();
    let mut holders = holders.to_vec();
    assert_eq!(chief.starts_epoch(&holders, Some(deputy.id)).await.code(), "conflict", "the third was left out");
    holders.push((Some(third.id), third.identity.to_public().to_string()));
    chief.starts_epoch(&holders, Some(deputy.id)).await.ok();
    assert_eq!(deputy.browser.get("/api/staff/me").await.status, 401);
    Reporter::at(&app).submits(&Report::to_be_read("Efter bytet")).await.ok();
    app.night().await;
    let (letter, content) = &chief.new_letters().await[0];
    assert_eq!(content["text"], "Efter bytet");
    let frame = unbase64(letter["frame"].as_str().expect("a frame")).expect("base64");
    for (_, identity) in held {
        assert!(crate::support::open_frame(&identity, FrameKind::Letter, &frame).is_none());
    }
}

#[tokio::test]
async fn when_everybody_has_lost_their_passphrase_the_paper_key_recovers() {
    let app = App::start().await;
    let OpenInstance { chief, paper, .. } = OpenInstance::of(&app).await;
    Reporter::at(&app).submits(&Report::to_be_read("Före olyckan")).await.ok();
    app.night().await;
    let new = Officer::accepts(&app, "nyanst", &chief.invites(true, false).await).await;
    assert!(new.epochs().await.is_empty());
    let keyring = new.keyring().await;
    let keys: Vec<_> = keyring["recovery"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|key| {
            let sealed = unbase64(key["sealed"].as_str().expect("sealed")).expect("base64");
            let identity = open(&paper, &sealed).expect("sealed to the paper key");
            let to = PublicKey::parse(&new.identity.to_public().to_string()).expect("a recipient");
            let epochs = keyring["epochs"].as_array().expect("a list");
            let epoch = epochs.iter().find(|epoch| epoch["id"] == key["epoch"]).expect("known");
            let challenge = unbase64(epoch["challenge"].as_str().expect("sealed")).expect("base64");
            let text = String::from_utf8(identity.clone()).expect("text");
            let proof = open(&text.parse().expect("an identity"), &challenge).expect("sealed to the epoch");
            json!({ "epoch": key["epoch"], "sealed": base64(&seal(&[to], &identity)), "proof": base64(&proof) })
        })
        .collect();
    let channel = new.channel().await;
    let body = json!({ "holder": new.id, "keys": keys });
    new.browser.post(&format!("/api/staff/channels/{channel}/keys"), body).await.ok();
    assert_eq!(new.new_letters().await[0].1["text"], "Före olyckan");
}

#[tokio::test]
async fn an_administrator_who_has_invited_himself_is_no_reader_and_changes_no_key() {
    let app = App::start().await;
    let OpenInstance { chief, .. } = OpenInstance::of(&app).await;
    Reporter::at(&app).submits(&Report::to_be_read("Ett brev")).await.ok();
    app.night().await;
    let link = chief.invites_outside(Some("administrator")).await;
    let administrator = Officer::accepts(&app, "administrator", &link).await;
    let channel = chief.channel().await;
    let body = json!({
        "channel": channel, "name": "Jag själv", "email": "jag@provkommun.invalid", "deputy": false,
        "administrator": false, "custodian": false,
    });
    let link = administrator.browser.post("/api/staff/invitations", body).await.ok().json();
    let himself = Officer::accepts(&app, "sjalv", link["link"].as_str().expect("a link")).await;
    // Keys that were made up are not keys: nothing proves that they open anything.
    let to = PublicKey::parse(&himself.identity.to_public().to_string()).expect("a recipient");
    let epochs = himself.keyring().await["epochs"].clone();
    let keys: Vec<_> = epochs
        .as_array()
        .expect("a list")
        .iter()
        .map(|epoch| json!({ "epoch": epoch["id"], "sealed": base64(&seal(std::slice::from_ref(&to), b"x")), "proof": base64(&[7; 32]) }))
        .collect();
    let grant = json!({ "holder": himself.id, "keys": keys });
    let granted = himself.browser.post(&format!("/api/staff/channels/{channel}/keys"), grant).await;
    assert_eq!(granted.status, 404, "{}", granted.text());
    for path in ["desk", "heads", "texts", "retention"] {
        assert_eq!(himself.browser.get(&format!("/api/staff/channels/{channel}/{path}")).await.status, 404, "{path}");
    }
    chief.sorts_everything().await;
    let case = chief.desk().await["cases"][0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(himself.browser.get(&format!("/api/staff/cases/{case}")).await.status, 404);
    assert!(chief.desk().await["cases"][0]["looked"].is_null(), "and leaves no trace of a first look");
}

#[tokio::test]
async fn the_last_who_can_read_stays_and_a_stranger_to_the_keys_changes_nothing() {
    let app = App::start().await;
    let OpenInstance { chief, deputy, .. } = OpenInstance::of(&app).await;
    let me = [(Some(chief.id), chief.identity.to_public().to_string())];
    assert_eq!(chief.starts_epoch(&me, Some(chief.id)).await.code(), "conflict", "nobody removes themselves");
    let new = Officer::accepts(&app, "nyanst", &chief.invites(true, false).await).await;
    let body = json!({ "recipient": Identity::generate().to_public().to_string(), "keys": [
        { "holder": new.id, "sealed": base64(&seal(&[PublicKey::parse(&new.identity.to_public().to_string()).expect("a key")], b"x")) },
    ], "remove": null });
    let channel = new.channel().await;
    assert_eq!(new.browser.post(&format!("/api/staff/channels/{channel}/epochs"), body).await.status, 404);
    let plain = json!({ "holder": deputy.id, "keys": [{ "epoch": chief.epochs().await[0].0, "sealed": base64(secret(&chief.identity).as_bytes()) }] });
    assert_eq!(
        chief.browser.post(&format!("/api/staff/channels/{channel}/keys"), plain).await.code(),
        "bad_input",
        "unsealed"
    );
}
