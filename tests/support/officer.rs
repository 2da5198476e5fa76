//! A member of staff, who does in Rust what a browser does.

use age::x25519::Identity;
use orubbad::{
    auth::TotpSecret,
    ids::{Chance, base64, unbase64},
    sealed::{FrameKind, PublicKey, seal},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    App,
    app::{Answer, Browser},
    keys::{open, open_frame, secret},
    sealing,
};

/// A member of staff at their browser.
pub struct Officer {
    pub id: Uuid,
    pub account: String,
    pub browser: Browser,
    pub identity: Identity,
    pub login: [u8; 32],
    pub totp: TotpSecret,
}

impl Officer {
    /// Claims a fresh instance.
    pub async fn claims(app: &App, account: &str) -> Self {
        let token = app.set_up_token().await;
        let mut body = json!({
            "name": "Säkerhetschefen", "email": format!("{account}@provkommun.invalid"),
            "channel_name": "Säkerhetsfunktionen", "channel_phone": "010-222 22 22",
        });
        let officer = Self::enrols(app, account, &token, &mut body, "claim").await;
        officer.signs_in(app).await
    }

    /// Accepts an invitation.
    pub async fn accepts(app: &App, account: &str, link: &str) -> Self {
        let token = link.split_once('#').expect("the token stands in the fragment").1;
        let officer = Self::enrols(app, account, token, &mut json!({}), "accept").await;
        officer.signs_in(app).await
    }

    async fn enrols(app: &App, account: &str, token: &str, body: &mut Value, act: &str) -> Self {
        let browser = app.browser();
        let looked = browser.post("/api/start/look", json!({ "token": token })).await.ok().json();
        let totp = TotpSecret::parse(looked["totp_secret"].as_str().expect("a secret")).expect("a secret");
        let identity = Identity::generate();
        let login: [u8; 32] = app.services.chance.bytes();
        let fields = json!({
            "token": token, "account": account, "login_secret": base64(&login), "totp_secret": looked["totp_secret"],
            "totp_code": totp.code(app.services.clock.now()), "recipient": identity.to_public().to_string(),
            "wrapped_identity": base64(&[7; 60]),
        });
        for (name, value) in fields.as_object().expect("an object") {
            body[name] = value.clone();
        }
        browser.post(&format!("/api/start/{act}"), body.clone()).await.ok();
        Self { id: Uuid::nil(), account: account.into(), browser, identity, login, totp }
    }

    /// Signs in with the next code.
    pub async fn signs_in(mut self, app: &App) -> Self {
        app.services.clock.set(app.services.clock.now() + jiff::SignedDuration::from_secs(31));
        self.tries_to_sign_in(app, &base64(&self.login)).await.ok();
        let me = self.browser.get("/api/staff/me").await.ok().json();
        self.id = me["id"].as_str().expect("an id").parse().expect("an id");
        self
    }

    /// Sends a login secret with the right code.
    pub async fn tries_to_sign_in(&self, app: &App, login: &str) -> Answer {
        let code = self.totp.code(app.services.clock.now());
        self.browser
            .post("/api/staff/sign-in", json!({ "account": self.account, "login_secret": login, "totp": code }))
            .await
    }

    pub async fn me(&self) -> Value {
        self.browser.get("/api/staff/me").await.ok().json()
    }

    /// The id of the first channel the officer belongs to.
    pub async fn channel(&self) -> String {
        self.me().await["channels"][0]["id"].as_str().expect("a channel").to_owned()
    }

    fn sealed_to(&self, recipient: &str, identity: &Identity) -> String {
        let key = PublicKey::parse(recipient).expect("a recipient");
        base64(&seal(&[key], secret(identity).as_bytes()))
    }

    /// Starts an epoch for these holders (nothing: the paper key) and their recipients.
    pub async fn starts_epoch(&self, holders: &[(Option<Uuid>, String)], remove: Option<Uuid>) -> Answer {
        let epoch = Identity::generate();
        let keys: Vec<_> = holders
            .iter()
            .map(|(holder, recipient)| json!({ "holder": holder, "sealed": self.sealed_to(recipient, &epoch) }))
            .collect();
        let channel = self.channel().await;
        let body = json!({ "recipient": epoch.to_public().to_string(), "keys": keys, "remove": remove });
        self.browser.post(&format!("/api/staff/channels/{channel}/epochs"), body).await
    }

    pub async fn keyring(&self) -> Value {
        let channel = self.channel().await;
        self.browser.get(&format!("/api/staff/channels/{channel}/keyring")).await.ok().json()
    }

    /// The identities of all epochs the officer can open, by epoch.
    pub async fn epochs(&self) -> Vec<(String, Identity)> {
        let keyring = self.keyring().await;
        let epochs = keyring["epochs"].as_array().expect("a list");
        epochs
            .iter()
            .filter_map(|epoch| {
                let sealed = unbase64(epoch["sealed"].as_str()?)?;
                let text = String::from_utf8(open(&self.identity, &sealed)?).ok()?;
                Some((epoch["id"].as_str()?.to_owned(), text.parse().ok()?))
            })
            .collect()
    }

    /// Gives `holder` every epoch's identity.
    pub async fn gives_keys(&self, holder: Uuid, recipient: &str) -> Answer {
        let keys: Vec<_> = self
            .epochs()
            .await
            .iter()
            .map(|(epoch, identity)| json!({ "epoch": epoch, "sealed": self.sealed_to(recipient, identity) }))
            .collect();
        let channel = self.channel().await;
        self.browser
            .post(&format!("/api/staff/channels/{channel}/keys"), json!({ "holder": holder, "keys": keys }))
            .await
    }

    /// Prints a paper key.
    pub async fn prints_paper_key(&self) -> Identity {
        let paper = Identity::generate();
        let recipient = paper.to_public().to_string();
        let keys: Vec<_> = self
            .epochs()
            .await
            .iter()
            .map(|(epoch, identity)| json!({ "epoch": epoch, "sealed": self.sealed_to(&recipient, identity) }))
            .collect();
        let channel = self.channel().await;
        let body = json!({ "recipient": recipient, "keys": keys });
        self.browser.post(&format!("/api/staff/channels/{channel}/recovery"), body).await.ok();
        paper
    }

    /// Invites somebody to the own channel.
    pub async fn invites(&self, deputy: bool, custodian: bool) -> String {
        let body = json!({
            "channel": self.channel().await, "name": "Ersättaren", "email": "ersattare@provkommun.invalid",
            "deputy": deputy, "administrator": false, "custodian": custodian,
        });
        let answer = self.browser.post("/api/staff/invitations", body).await.ok().json();
        answer["link"].as_str().expect("a link").to_owned()
    }

    /// Invites somebody outside every channel; `role` is a flag of the invitation, if any.
    pub async fn invites_outside(&self, role: Option<&str>) -> String {
        let mut body = json!({
            "channel": null, "name": "Den utomstående", "email": "utomstaende@provkommun.invalid",
            "deputy": false, "administrator": false, "custodian": false,
        });
        if let Some(role) = role {
            body[role] = json!(true);
        }
        let answer = self.browser.post("/api/staff/invitations", body).await.ok().json();
        answer["link"].as_str().expect("a link").to_owned()
    }

    /// Prepares the urn of every period that lacks one, as a custodian's browser does when it unlocks.
    pub async fn prepares_urns(&self) -> Vec<(String, Identity)> {
        let overview = self.browser.get("/api/staff/urns").await.ok().json();
        let mut made = Vec::new();
        for period in overview["to_prepare"].as_array().expect("a list") {
            let identity = Identity::generate();
            let keys: Vec<_> = overview["custodians"]
                .as_array()
                .expect("a list")
                .iter()
                .map(|holder| {
                    let sealed = self.sealed_to(holder["recipient"].as_str().expect("a recipient"), &identity);
                    json!({ "holder": holder["id"], "sealed": sealed })
                })
                .collect();
            let body =
                json!({ "period": period["period"], "recipient": identity.to_public().to_string(), "keys": keys });
            self.browser.post("/api/staff/urns", body).await.ok();
            made.push((period["period"].as_str().expect("a name").to_owned(), identity));
        }
        made
    }

    /// The urn of a period.
    pub async fn urn(&self, period: &str) -> Value {
        let overview = self.browser.get("/api/staff/urns").await.ok().json();
        let urns = overview["urns"].as_array().expect("a list");
        urns.iter().find(|urn| urn["period"] == period).unwrap_or_else(|| panic!("no urn {period}")).clone()
    }

    /// Hands an urn's identity to the ceremony.
    pub async fn opens_urn(&self, period: &str, identity: &Identity) -> Answer {
        let urn = self.urn(period).await;
        let path = format!("/api/staff/urns/{}/open", urn["id"].as_str().expect("an id"));
        self.browser.post(&path, json!({ "identity": secret(identity) })).await
    }

    /// Unseals the tally of an opened urn.
    pub async fn reads_tally(&self, period: &str) -> Value {
        let urn = self.urn(period).await;
        let path = format!("/api/staff/urns/{}/tally", urn["id"].as_str().expect("an id"));
        let sealed = self.browser.get(&path).await.ok().json();
        let sealed = unbase64(sealed["sealed"].as_str().expect("sealed")).expect("base64");
        serde_json::from_slice(&open(&self.identity, &sealed).expect("sealed to the custodian")).expect("JSON")
    }

    pub async fn desk(&self) -> Value {
        let channel = self.channel().await;
        self.browser.get(&format!("/api/staff/channels/{channel}/desk")).await.ok().json()
    }

    /// Opens what an epoch sealed.
    pub async fn opens(&self, kind: FrameKind, epoch: &Value, frame: &Value) -> Option<Vec<u8>> {
        let frame = unbase64(frame.as_str()?)?;
        let epochs = self.epochs().await;
        let (_, identity) = epochs.iter().find(|(id, _)| epoch == id)?;
        open_frame(identity, kind, &frame)
    }

    /// The new letters, opened.
    pub async fn new_letters(&self) -> Vec<(Value, Value)> {
        let desk = self.desk().await;
        let mut letters = Vec::new();
        for letter in desk["new"].as_array().expect("a list") {
            let content = self.opens(FrameKind::Letter, &letter["epoch"], &letter["frame"]).await.expect("opens");
            let content =
                if content.is_empty() { Value::Null } else { serde_json::from_slice(&content).expect("JSON") };
            letters.push((letter.clone(), content));
        }
        letters
    }

    pub async fn sorts(&self, body: Value) -> Answer {
        let channel = self.channel().await;
        self.browser.post(&format!("/api/staff/channels/{channel}/sort"), body).await
    }

    /// Sorts every new letter: empty ones away, the others each to a case of its own.
    pub async fn sorts_everything(&self) {
        let (mut discard, mut new) = (Vec::new(), Vec::new());
        for (letter, content) in self.new_letters().await {
            if content.is_null() {
                discard.push(letter["id"].clone());
            } else {
                new.push(self.new_case(&letter, &content).await);
            }
        }
        self.sorts(json!({ "discard": discard, "attach": [], "open": new })).await.ok();
    }
}
