//! The people of a journey: officers and reporters, who do in Rust what their browsers do.

use std::io::Read;

use age::{secrecy::ExposeSecret, x25519::Identity};
use orubbad::{
    auth::TotpSecret,
    ids::{Chance, base64, unbase64},
    intake::{Drop, solve},
    sealed::{Frame, FrameKind, PublicKey, age_length, seal, unpad},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    App,
    app::{Answer, Browser},
    sealing,
};

/// Opens an age file.
pub fn open(identity: &Identity, sealed: &[u8]) -> Option<Vec<u8>> {
    let decryptor = age::Decryptor::new(sealed).ok()?;
    let mut reader = decryptor.decrypt(std::iter::once(identity as &dyn age::Identity)).ok()?;
    let mut content = Vec::new();
    reader.read_to_end(&mut content).ok()?;
    Some(content)
}

/// Opens a frame; an empty one gives an empty text.
pub fn open_frame(identity: &Identity, kind: FrameKind, frame: &[u8]) -> Option<Vec<u8>> {
    let padded = open(identity, &frame[..age_length(kind, frame)?])?;
    unpad(&padded).map(<[u8]>::to_vec)
}

pub fn public(identity: &Identity) -> PublicKey {
    PublicKey::parse(&identity.to_public().to_string()).expect("a recipient")
}

pub fn secret(identity: &Identity) -> String {
    identity.to_string().expose_secret().to_owned()
}

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

    /// What the browser sends for one opened letter: a new case.
    pub async fn new_case(&self, letter: &Value, content: &Value) -> Value {
        let keyring = self.keyring().await;
        let current =
            keyring["epochs"].as_array().expect("a list").iter().find(|e| e["current"] == true).expect("one").clone();
        let recipient = current["recipient"].as_str().expect("a recipient");
        let head = json!({ "v": 1, "tag": content["tag"], "reply_to": content["reply_to"] }).to_string();
        let head = sealing::frame(FrameKind::Reply, recipient, head.as_bytes(), &Chance::system());
        json!({ "letter": letter["id"], "epoch": current["id"], "head": base64(head.bytes()) })
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

    /// Answers a case.
    pub async fn replies(&self, case: &str, text: &str) -> Answer {
        let whole = self.browser.get(&format!("/api/staff/cases/{case}")).await.ok().json();
        let head = self.opens(FrameKind::Reply, &whole["epoch"], &whole["head"]).await.expect("the head opens");
        let head: Value = serde_json::from_slice(&head).expect("JSON");
        let reply = json!({ "v": 1, "text": text, "day": "2026-11-23" }).to_string();
        let to = head["reply_to"].as_str().expect("a recipient");
        let keyring = self.keyring().await;
        let current =
            keyring["epochs"].as_array().expect("a list").iter().find(|e| e["current"] == true).expect("one").clone();
        let channel_key = current["recipient"].as_str().expect("a recipient");
        let chance = Chance::system();
        let frame = |key| base64(sealing::frame(FrameKind::Reply, key, reply.as_bytes(), &chance).bytes());
        let body = json!({ "frame": frame(to), "copy": frame(channel_key), "epoch": current["id"] });
        self.browser.post(&format!("/api/staff/cases/{case}/reply"), body).await
    }
}

/// An instance whose ordinary channel is open: a chief and a deputy with keys, a paper key, urns.
pub struct OpenInstance {
    pub chief: Officer,
    pub deputy: Officer,
    pub paper: Identity,
    pub urns: Vec<(String, Identity)>,
}

impl OpenInstance {
    pub async fn of(app: &App) -> Self {
        let chief = Officer::claims(app, "chef").await;
        chief.starts_epoch(&[(Some(chief.id), chief.identity.to_public().to_string())], None).await.ok();
        let paper = chief.prints_paper_key().await;
        let link = chief.invites(true, false).await;
        let deputy = Officer::accepts(app, "ersattare", &link).await;
        chief.gives_keys(deputy.id, &deputy.identity.to_public().to_string()).await.ok();
        let urns = chief.prepares_urns().await;
        app.night().await;
        Self { chief, deputy, paper, urns }
    }
}

/// Somebody who reports, at a browser without a session.
pub struct Reporter {
    pub browser: Browser,
    pub reply: Identity,
    pub tag: String,
    chance: Chance,
}

/// What a drop is to be.
#[derive(Clone)]
pub struct Report {
    pub text: Option<String>,
    pub follow_up: bool,
    pub at_once: bool,
    pub unit: Option<Uuid>,
    pub answers: Vec<u16>,
    pub channel: usize,
}

impl Report {
    /// A first report with a text to be read.
    pub fn to_be_read(text: &str) -> Self {
        Self {
            text: Some(text.into()),
            follow_up: false,
            at_once: false,
            unit: None,
            answers: plain_answers(),
            channel: 0,
        }
    }

    /// "Bara räknas".
    pub fn only_counted() -> Self {
        Self { text: None, ..Self::to_be_read("") }
    }

    /// More about the same case.
    pub fn follow_up(text: &str) -> Self {
        Self { follow_up: true, answers: Vec::new(), ..Self::to_be_read(text) }
    }
}

/// A threat with a perceived purpose, everything else declined.
pub fn plain_answers() -> Vec<u16> {
    let form = orubbad::form::Form::incident();
    let answer = |question: &orubbad::form::Question| match question.id.as_str() {
        "forms" => question.mask("threat").expect("a form"),
        "purpose_perceived" => question.mask("yes").expect("an answer"),
        _ => question.mask("na").expect("may be declined"),
    };
    form.questions.iter().map(answer).collect()
}

impl Reporter {
    /// Somebody without a browser of ours, who only makes bodies.
    pub fn alone() -> Self {
        let chance = Chance::system();
        Self { browser: Browser::nowhere(), reply: Identity::generate(), tag: base64(&chance.bytes::<16>()), chance }
    }

    pub fn at(app: &App) -> Self {
        let tag = base64(&app.services.chance.bytes::<16>());
        Self { browser: app.browser(), reply: Identity::generate(), tag, chance: Chance::system() }
    }

    /// The two frames of a report.
    pub fn frames(&self, manifest: &Value, report: &Report) -> (Frame, Frame) {
        let nonce = base64(&self.chance.bytes::<16>());
        let kind = if report.follow_up { "follow_up" } else { "report" };
        let letter = report.text.as_ref().map(|text| {
            json!({
                "v": 1, "kind": kind, "form": 1, "nonce": nonce, "unit": report.unit, "answers": report.answers, "text": text,
                "reply_to": self.reply.to_public().to_string(), "tag": self.tag,
            })
            .to_string()
        });
        let ballot =
            json!({ "v": 1, "form": 1, "nonce": nonce, "unit": report.unit, "answers": report.answers }).to_string();
        let ballot = if report.follow_up { String::new() } else { ballot };
        let key = |value: &'_ Value| value.as_str().expect("a recipient").to_owned();
        let channel = key(&manifest["channels"][report.channel]["recipient"]);
        let urn = key(&manifest["urn"]["recipient"]);
        (
            sealing::frame(FrameKind::Letter, &channel, letter.unwrap_or_default().as_bytes(), &self.chance),
            sealing::frame(FrameKind::Ballot, &urn, ballot.as_bytes(), &self.chance),
        )
    }

    pub async fn manifest(&self) -> Value {
        self.browser.get("/api/v1/manifest").await.ok().json()
    }

    /// The body of a drop, with its proof.
    pub async fn body(&self, report: &Report) -> Vec<u8> {
        self.body_for(&self.manifest().await, report)
    }

    /// The body of a drop for a manifest, with its proof.
    pub fn body_for(&self, manifest: &Value, report: &Report) -> Vec<u8> {
        let (letter, ballot) = self.frames(manifest, report);
        let id = |value: &Value| value.as_str().expect("an id").parse::<Uuid>().expect("an id");
        let channel = &manifest["channels"][report.channel];
        let urn = id(&manifest["urn"]["id"]);
        let body = Drop::body(id(&channel["id"]), id(&channel["epoch"]), urn, report.at_once, &letter, &ballot);
        prove(body, manifest)
    }

    /// Sends a drop.
    pub async fn submits(&self, report: &Report) -> Answer {
        let body = self.body(report).await;
        self.browser.post_bytes("/api/v1/drops", body).await
    }

    /// Reads the whole board and opens what is addressed to this reporter.
    pub async fn reads_board(&self) -> Vec<Value> {
        let board = self.browser.get("/api/v1/board").await.ok().body;
        let mine = board.chunks(FrameKind::Reply.frame_size());
        mine.filter_map(|frame| open_frame(&self.reply, FrameKind::Reply, frame))
            .map(|content| serde_json::from_slice(&content).expect("JSON"))
            .collect()
    }
}

/// Does the work the manifest asks for.
pub fn prove(mut body: Vec<u8>, manifest: &Value) -> Vec<u8> {
    let challenge = unbase64(manifest["challenge"].as_str().expect("a challenge")).expect("base64");
    let bits = manifest["difficulty"].as_u64().expect("a number");
    solve(&mut body, challenge.try_into().expect("sixteen bytes"), u8::try_from(bits).expect("few"));
    body
}

/// Opens the ordinary channel and the urn of today in a database, without browsers and HTTP; returns who can read.
pub async fn open_channel_in(db: &orubbad::db::Database) -> (Identity, Identity) {
    let chance = Chance::system();
    let zone = jiff::tz::TimeZone::get("Europe/Stockholm").expect("a known zone");
    let clock = orubbad::clock::Clock::system(zone);
    let (epoch_identity, urn_identity) = (Identity::generate(), Identity::generate());
    db.run::<_, orubbad::channel::KeyringError>("test", async |tx| {
        let (channel, epoch) = (chance.uuid(), chance.uuid());
        orubbad::channel::insert(tx, channel, "Säkerhetsfunktionen", "010-1").await?;
        let key = |holder, to: &Identity| orubbad::channel::SealedKey {
            epoch,
            holder,
            sealed: seal(&[public(to)], secret(&epoch_identity).as_bytes()),
        };
        let mut holders = Vec::new();
        for number in 0..2_u8 {
            let (id, identity) = (chance.uuid(), Identity::generate());
            let account = orubbad::auth::Account {
                id,
                account: orubbad::auth::AccountName::parse(&format!("prov{number}")).expect("a name"),
                name: format!("Prov {number}"),
                email: format!("prov{number}@provkommun.invalid"),
                login: orubbad::auth::LoginSecret::parse(&base64(&[number; 32])).expect("a secret"),
                totp: TotpSecret::new(&chance),
                recipient: public(&identity),
                wrapped_identity: Vec::new(),
                administrator: false,
                custodian: true,
            };
            orubbad::auth::insert_staff(tx, &account, 0, clock.now()).await?;
            orubbad::channel::add_member(tx, channel, id, number == 1).await?;
            holders.push((id, identity));
        }
        let recipient = epoch_identity.to_public().to_string();
        let (first, second) = (holders[0].0, holders[1].0);
        orubbad::channel::start_epoch(tx, channel, first, epoch, &recipient, &[key(Some(first), &holders[0].1)])
            .await?;
        orubbad::channel::grant(tx, channel, first, second, &[key(Some(second), &holders[1].1)]).await?;
        let paper = Identity::generate();
        let recipient = paper.to_public().to_string();
        orubbad::channel::set_recovery(tx, channel, first, &recipient, &[key(None, &paper)]).await?;
        let period = orubbad::urn::Period::of(clock.today());
        orubbad::urn::insert(tx, chance.uuid(), period, &urn_identity.to_public().to_string()).await?;
        orubbad::board::tend(tx, clock.today(), &chance).await?;
        Ok(())
    })
    .await
    .expect("the channel opens");
    (epoch_identity, urn_identity)
}
