//! One-time links.

use orubbad::ids::base64;
use serde_json::json;

use crate::support::{App, Officer, OpenInstance};

#[tokio::test]
async fn a_fresh_instance_is_claimed_once_and_by_the_printed_link_alone() {
    let app = App::start().await;
    let token = app.set_up_token().await;
    let newer = app.set_up_token().await;
    let browser = app.browser();
    let look = |token: String| json!({ "token": token });
    assert_eq!(browser.post("/api/start/look", look(token)).await.code(), "dead_link", "a restart made a new one");
    assert_eq!(browser.post("/api/start/look", look(base64(&[1; 32]))).await.status, 404);
    assert_eq!(browser.post("/api/start/look", look(newer)).await.ok().json()["kind"], "set_up");
    Officer::claims(&app, "chef").await;
    let chance = &app.services.chance;
    let after = app.run(async |tx| orubbad::auth::renew_set_up(tx, chance).await).await;
    assert!(after.is_none(), "a claimed instance prints no link");
    assert_eq!(app.count("staff").await, 1);
}

#[tokio::test]
async fn a_wrong_code_and_a_taken_name_make_no_account() {
    let app = App::start().await;
    let chief = Officer::claims(&app, "chef").await;
    chief.starts_epoch(&[(Some(chief.id), chief.identity.to_public().to_string())], None).await.ok();
    let link = chief.invites(true, false).await;
    let token = link.split_once('#').expect("a fragment").1;
    let looked = chief.browser.post("/api/start/look", json!({ "token": token })).await.ok().json();
    let secret = orubbad::auth::TotpSecret::parse(looked["totp_secret"].as_str().expect("a secret")).expect("a secret");
    let code = secret.code(app.services.clock.now());
    let accept = |account: &str, code: &str| {
        json!({
            "token": token, "account": account, "login_secret": base64(&[1; 32]), "totp_secret": looked["totp_secret"],
            "totp_code": code, "recipient": age::x25519::Identity::generate().to_public().to_string(),
            "wrapped_identity": base64(&[7; 60]),
        })
    };
    let wrong = if code == "000000" { "000001" } else { "000000" };
    assert_eq!(chief.browser.post("/api/start/accept", accept("nyanst", wrong)).await.code(), "wrong_totp");
    assert_eq!(chief.browser.post("/api/start/accept", accept("CHEF", &code)).await.code(), "account_taken");
    assert_eq!(chief.browser.post("/api/start/accept", accept("<b>", &code)).await.code(), "bad_input");
    assert_eq!(app.count("staff").await, 1);
    chief.browser.post("/api/start/accept", accept("nyanst", &code)).await.ok();
    assert_eq!(chief.browser.post("/api/start/accept", accept("nyanst2", &code)).await.code(), "dead_link", "used");
}

#[tokio::test]
async fn an_invitation_dies_after_three_days() {
    let app = App::start().await;
    let chief = Officer::claims(&app, "chef").await;
    let link = chief.invites(true, false).await;
    let token = link.split_once('#').expect("a fragment").1;
    app.set_time("2026-11-26T12:00:00Z");
    assert_eq!(app.browser().post("/api/start/look", json!({ "token": token })).await.code(), "dead_link");
}

#[tokio::test]
async fn a_chief_invites_to_the_own_channel_and_only_an_administrator_hands_out_roles() {
    let app = App::start().await;
    let OpenInstance { chief, deputy, .. } = OpenInstance::of(&app).await;
    let body = |channel: Option<&str>, administrator: bool, custodian: bool| {
        json!({
            "channel": channel, "name": "Ny", "email": "ny@provkommun.invalid", "deputy": true,
            "administrator": administrator, "custodian": custodian,
        })
    };
    let channel = deputy.channel().await;
    let second = Officer::accepts(&app, "andra", &chief.invites(false, false).await).await;
    assert_eq!(second.browser.post("/api/staff/invitations", body(Some(&channel), false, false)).await.status, 200);
    // A deputy who could invite could make a second person of themselves, and be the other of the two that it takes.
    assert_eq!(deputy.browser.post("/api/staff/invitations", body(Some(&channel), false, false)).await.status, 404);
    for (channel, administrator, custodian) in
        [(Some(channel.as_str()), true, false), (Some(channel.as_str()), false, true), (None, false, false)]
    {
        let refused = second.browser.post("/api/staff/invitations", body(channel, administrator, custodian)).await;
        assert_eq!(refused.status, 404);
        chief.browser.post("/api/staff/invitations", body(channel, administrator, custodian)).await.ok();
    }
}
