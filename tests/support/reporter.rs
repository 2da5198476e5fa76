//! Somebody who reports, and the reports they make.

use age::x25519::Identity;
use orubbad::{
    ids::{Chance, base64, unbase64},
    intake::{Drop, solve},
    sealed::{Frame, FrameKind},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    App,
    app::{Answer, Browser},
    keys::open_frame,
    sealing,
};

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
    /// References as the sealed letter names them.
    pub attachments: Vec<Value>,
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
            attachments: Vec::new(),
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
                "urn": manifest["urn"]["id"], "attachments": report.attachments, "reply_to": self.reply.to_public().to_string(), "tag": self.tag,
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
    /// Posts an attachment of the smallest class, sealed to `identity`; returns its reference.
    pub async fn attaches(&self, identity: &Identity, content: &[u8]) -> Value {
        let id = self.chance.uuid();
        let manifest = self.manifest().await;
        let body = prove_attachment(id, &sealing::attachment(identity, content, &self.chance), &manifest);
        self.browser.post_bytes("/api/v1/attachments", body).await.ok();
        json!({
            "id": id, "identity": super::secret(identity), "class": 65_536, "name": "bild-1.jpg", "type": "image/jpeg",
            "size": content.len(), "original": false,
        })
    }

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

/// The body of an attachment with its proof of work.
pub fn prove_attachment(id: Uuid, frame: &[u8], manifest: &Value) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let challenge = unbase64(manifest["challenge"].as_str().expect("a challenge")).expect("base64");
    let difficulty = manifest["difficulty"].as_u64().expect("a number") as u32 + (frame.len() / 65_536).ilog2();
    let head = [&[1], &id.as_bytes()[..]].concat();
    let content = Sha256::new().chain_update(&head).chain_update(frame).finalize();
    let start = Sha256::new().chain_update(&challenge).chain_update(content);
    let proves = |counter: &u64| {
        let digest = start.clone().chain_update(counter.to_be_bytes()).finalize();
        u64::from_be_bytes(digest[..8].try_into().expect("eight bytes")).leading_zeros() >= difficulty
    };
    let counter = (0_u64..).find(proves).expect("some counter gives the proof");
    [&head, &challenge[..], &counter.to_be_bytes(), frame].concat()
}
