//! Signing in, being slowed, staying signed in.

use orubbad::ids::base64;
use serde_json::json;

use crate::support::{App, Officer};

#[tokio::test]
async fn passphrase_and_code_are_both_needed_and_nobody_is_told_which_was_wrong() {
    let app = App::start().await;
    let chief = Officer::claims(&app, "chef").await;
    let minute = jiff::SignedDuration::from_secs(60);
    app.services.clock.set(app.services.clock.now() + minute);
    let mut answers = vec![chief.tries_to_sign_in(&app, &base64(&[9; 32])).await];
    for (account, login, totp) in [
        ("chef", base64(&chief.login), "000000".to_owned()),
        ("nobody", base64(&chief.login), chief.totp.code(app.services.clock.now())),
        ("", String::new(), String::new()),
    ] {
        let body = json!({ "account": account, "login_secret": login, "totp": totp });
        answers.push(app.browser().post("/api/staff/sign-in", body).await);
    }
    let first = answers[0].text();
    for answer in &answers {
        assert_eq!((answer.status.as_u16(), answer.text()), (401, first.clone()));
    }
}

#[tokio::test]
async fn a_code_works_once() {
    let app = App::start().await;
    let chief = Officer::claims(&app, "chef").await;
    assert_eq!(chief.tries_to_sign_in(&app, &base64(&chief.login)).await.status, 401, "the code of just now");
    chief.signs_in(&app).await;
}

#[tokio::test]
async fn a_stranger_slows_themselves_and_never_the_officer() {
    let app = App::start().await;
    let chief = Officer::claims(&app, "chef").await;
    let stranger = app.browser();
    let guess = json!({ "account": "chef", "login_secret": base64(&[9; 32]), "totp": "123456" });
    let mut slowed = None;
    for _ in 0..30 {
        let answer = stranger.post("/api/staff/sign-in", guess.clone()).await;
        if answer.status == 429 {
            slowed = Some(answer);
        }
    }
    let slowed = slowed.expect("thirty guesses are slowed");
    assert_eq!(slowed.code(), "slow_down");
    assert!(slowed.json()["wait_seconds"].as_u64().is_some_and(|seconds| seconds > 0));
    // The officer sits behind the very same address, at the browser that has signed in before.
    chief.signs_in(&app).await;
}

#[tokio::test]
async fn a_session_ends_when_idle_and_when_signed_out() {
    let app = App::start().await;
    let chief = Officer::claims(&app, "chef").await;
    let later = |minutes| app.services.clock.set(app.services.clock.now() + jiff::SignedDuration::from_mins(minutes));
    later(29);
    chief.browser.get("/api/staff/me").await.ok();
    later(31);
    assert_eq!(chief.browser.get("/api/staff/me").await.code(), "signed_out");
    let chief = chief.signs_in(&app).await;
    chief.browser.post("/api/staff/sign-out", json!({})).await.ok();
    assert_eq!(chief.browser.get("/api/staff/me").await.code(), "signed_out");
    assert_eq!(app.count("session").await, 0);
}

#[tokio::test]
async fn acts_that_another_sites_page_sends_are_refused() {
    let app = App::start().await;
    let chief = Officer::claims(&app, "chef").await;
    let client = reqwest::Client::new();
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://annan.invalid"), ("origin", "null")] {
        let request = client.post(format!("{}/api/staff/sign-out", app.address)).header(name, value);
        assert_eq!(request.send().await.expect("an answer").status(), 400, "{name}: {value}");
    }
    chief.browser.get("/api/staff/me").await.ok();
}
