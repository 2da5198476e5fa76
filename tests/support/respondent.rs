//! A wave and those who answer it, who do in Rust what a browser does.

use age::x25519::Identity;
use openssl::{bn::BigNum, rsa::Rsa};
use orubbad::{
    ids::{base64, unbase64},
    org,
    questionnaire::Questionnaire,
    sealed::FrameKind,
    survey::{Cast, Code, Derived, Request, TokenKey},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{App, Officer, app::Answer, app::Browser, keys::public, keys::secret, sealing};

/// An organisation of three units, and an open wave to all of them with a code for everybody.
pub struct SurveyScene {
    pub wave: Uuid,
    pub key: Identity,
    /// Codes by the unit of the frame, in the order of `units`.
    pub codes: Vec<Vec<Code>>,
    pub units: Vec<Value>,
}

pub const UNITS: [(&str, i32); 3] = [("Barn och unga", 90), ("Ekonomiskt bistånd", 80), ("Mottagningen", 12)];

/// Lays the organisation that waves of the tests ask.
pub async fn organisation(app: &App) {
    let csv = super::wave::organisation_csv(&UNITS);
    let chance = &app.services.chance;
    let imported = app.services.db.run::<_, org::ImportError>("test", async |tx| {
        let plan = org::preview(tx, &csv, chance).await?;
        org::apply(tx, &plan).await
    });
    imported.await.expect("the file holds");
}

impl Officer {
    /// What the page of waves sends for a wave to every unit from today on.
    pub async fn proposal(&self, app: &App, key: &Identity) -> Value {
        let today = app.services.clock.today();
        let overview = self.browser.get("/api/staff/waves").await.ok().json();
        let units: Vec<_> = overview["frame"]
            .as_array()
            .expect("a list")
            .iter()
            .filter(|row| row["kind"] == "enhet")
            .map(|row| json!({ "node": row["node"], "population": row["head_count"], "tenure": null }))
            .collect();
        let urns = self.browser.get("/api/staff/urns").await.ok().json();
        let keys: Vec<_> = urns["custodians"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|holder| {
                let recipient = holder["recipient"].as_str().expect("a recipient");
                let to = orubbad::sealed::PublicKey::parse(recipient).expect("a recipient");
                let sealed = orubbad::sealed::seal(&[to], secret(key).as_bytes());
                json!({ "holder": holder["id"], "sealed": base64(&sealed) })
            })
            .collect();
        json!({
            "title": "Otillåten påverkan 2026", "population": "staff", "opens": today,
            "closes": today.saturating_add(jiff::Span::new().days(20)), "reference_from": "2025-11-01",
            "reference_to": "2026-10-31", "disposal": "SN 2026/118 § 44", "definition": null, "units": units,
            "recipient": public(key).to_string(), "keys": keys,
        })
    }

    /// Registers a fresh code for everybody in these units; gives the codes.
    pub async fn registers_codes(&self, app: &App, wave: Uuid, units: &[(Uuid, usize)]) -> (Vec<Vec<Code>>, Answer) {
        let chance = &app.services.chance;
        let codes: Vec<Vec<Code>> =
            units.iter().map(|(_, count)| (0..*count).map(|_| Code::new(chance)).collect()).collect();
        let digest = |code: &Code| base64(&Sha256::digest(code.derive(wave).expect("OpenSSL derives").ticket));
        let body: Vec<_> = units
            .iter()
            .zip(&codes)
            .map(|((unit, _), codes)| json!({ "unit": unit, "digests": codes.iter().map(digest).collect::<Vec<_>>() }))
            .collect();
        let path = format!("/api/staff/waves/{wave}/codes");
        (codes, self.browser.post(&path, json!({ "units": body })).await)
    }

    /// Plans a wave that opens today, and waits for its keys.
    pub async fn plans_wave(&self, app: &App) -> SurveyScene {
        let key = Identity::generate();
        let body = self.proposal(app, &key).await;
        let planned = self.browser.post("/api/staff/waves", body).await.ok().json();
        let wave: Uuid = planned["id"].as_str().expect("an id").parse().expect("an id");
        orubbad::survey::make_all(&app.services.db).await.expect("keys are made");
        let units = loop {
            let units = self.wave(wave).await["units"].as_array().expect("a list").clone();
            if units.iter().all(|unit| unit["key"].is_string()) {
                break units;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        };
        let id = |unit: &Value| unit["id"].as_str().expect("an id").parse().expect("an id");
        let counts: Vec<_> =
            units.iter().map(|unit| (id(unit), unit["population"].as_u64().expect("a count") as usize)).collect();
        let (codes, answer) = self.registers_codes(app, wave, &counts).await;
        answer.ok();
        SurveyScene { wave, key, codes, units }
    }

    /// Everything the page of one wave shows.
    pub async fn wave(&self, wave: Uuid) -> Value {
        self.browser.get(&format!("/api/staff/waves/{wave}")).await.ok().json()
    }

    /// Closes a wave, lets the night pass, and counts it.
    pub async fn counts_wave(&self, app: &App, scene: &SurveyScene) -> Answer {
        let wave = scene.wave;
        self.browser.post(&format!("/api/staff/waves/{wave}/close"), json!({})).await.ok();
        app.night().await;
        let body = json!({ "identity": secret(&scene.key) });
        self.browser.post(&format!("/api/staff/waves/{wave}/count"), body).await
    }
}

/// Somebody with a slip.
pub struct Respondent {
    pub browser: Browser,
    pub wave: Uuid,
    pub derived: Derived,
    recipient: String,
    keys: Vec<(Uuid, TokenKey)>,
    pub questionnaire: Questionnaire,
    pub number: u32,
}

/// A token, ready to be cast with.
#[derive(Clone)]
pub struct Token {
    pub unit: Uuid,
    pub nonce: [u8; 32],
    pub signature: [u8; 256],
}

impl Respondent {
    /// Opens the page with a code: the first open wave.
    pub async fn with(app: &App, code: &Code) -> Self {
        Self::at(app.browser(), code).await
    }

    /// The same from a browser of one's own.
    pub async fn at(browser: Browser, code: &Code) -> Self {
        let offer = browser.get("/api/v1/waves").await.ok().json();
        let wave = &offer["waves"][0];
        let text = |name: &str| wave[name].as_str().unwrap_or_else(|| panic!("no {name}")).to_owned();
        let id: Uuid = text("id").parse().expect("an id");
        let questionnaire = text("questionnaire");
        let hash: String = Sha256::digest(&questionnaire).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hash, text("questionnaire_hash"));
        let keys = wave["units"].as_array().expect("a list").iter().map(|unit| {
            let modulus = unbase64(unit["key"].as_str().expect("a key")).expect("base64");
            (unit["id"].as_str().expect("an id").parse().expect("an id"), key_of(&modulus))
        });
        Self {
            wave: id,
            derived: code.derive(id).expect("OpenSSL derives"),
            recipient: text("recipient"),
            keys: keys.collect(),
            questionnaire: Questionnaire::from_json(&questionnaire).expect("it keeps the rules"),
            number: wave["number"].as_u64().expect("a number") as u32,
            browser,
        }
    }

    /// Asks which unit the code is of.
    pub async fn looks_up(&self) -> Answer {
        self.browser.post_bytes("/api/v1/codes", [self.wave.as_bytes(), &self.derived.ticket[..]].concat()).await
    }

    /// Asks for a token with this blinded message.
    pub async fn trades(&self, blinded: &[u8; 256]) -> Answer {
        let body = [self.wave.as_bytes(), &self.derived.ticket[..], blinded].concat();
        self.browser.post_bytes("/api/v1/tokens", body).await
    }

    /// Trades the code for its token.
    pub async fn gets_token(&self) -> Token {
        let found = self.looks_up().await.ok().json();
        let unit: Uuid = found["unit"].as_str().expect("a unit").parse().expect("an id");
        let key = &self.keys.iter().find(|(id, _)| *id == unit).expect("its key is in the list").1;
        let request = Request::new(key, &self.derived).expect("OpenSSL counts");
        let signed: [u8; 256] = self.trades(&request.blinded).await.ok().body.try_into().expect("a signature");
        let signature = request.finish(&signed).expect("OpenSSL counts");
        assert!(key.verifies(&self.derived.nonce, &signature));
        Token { unit, nonce: self.derived.nonce, signature }
    }

    /// The body that casts `content` with a token.
    pub fn body(&self, app: &App, token: &Token, content: &[u8]) -> Vec<u8> {
        let frame = sealing::frame(FrameKind::Ballot, &self.recipient, content, &app.services.chance);
        Cast { unit: token.unit, nonce: token.nonce, signature: token.signature, frame }.body()
    }

    pub async fn casts(&self, body: &[u8]) -> Answer {
        self.browser.post_bytes("/api/v1/ballots", body.to_vec()).await
    }

    /// A ballot of codes by item; everything else is left blank.
    pub fn ballot(&self, answers: &[(&str, &[&str])]) -> Vec<u8> {
        let masks = self.questionnaire.items().map(|item| {
            let chosen = answers.iter().find(|(id, _)| *id == item.id).map_or(&[][..], |(_, codes)| codes);
            chosen.iter().map(|code| item.mask(code).unwrap_or_else(|| panic!("no {code} in {}", item.id))).sum()
        });
        let ballot = orubbad::questionnaire::Ballot::of(masks.collect(), &self.questionnaire, self.number);
        ballot.expect("these can be answered").bytes()
    }

    /// Token and ballot in one go.
    pub async fn answers(&self, app: &App, answers: &[(&str, &[&str])]) -> Answer {
        let token = self.gets_token().await;
        self.casts(&self.body(app, &token, &self.ballot(answers))).await
    }
}

fn key_of(modulus: &[u8]) -> TokenKey {
    let number = |bytes: &[u8]| BigNum::from_slice(bytes).expect("a number");
    let rsa = Rsa::from_public_components(number(modulus), number(&[1, 0, 1])).expect("a key");
    TokenKey::parse(&rsa.public_key_to_der_pkcs1().expect("a key")).expect("a key of the right size")
}
