//! What an officer's browser does with cases: sealing letters anew, making keys, writing entries.

use age::x25519::Identity;
use orubbad::{
    ids::{Chance, base64, unbase64},
    sealed::{FrameKind, PublicKey, seal},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    Officer,
    app::Answer,
    keys::{open, open_frame, secret},
    sealing,
};

/// A frame sealed as a browser does, in base64url.
pub fn sealed(kind: FrameKind, recipient: &str, content: &Value) -> String {
    base64(sealing::frame(kind, recipient, content.to_string().as_bytes(), &Chance::system()).bytes())
}

/// Somebody a case key is sealed to.
pub enum To<'a> {
    Epoch(&'a Value),
    Holder(Uuid, String),
    Paper(String),
}

/// A new case key as it is posted, and the key itself.
pub fn case_key(to: &[To<'_>]) -> (Identity, Value) {
    let identity = Identity::generate();
    let share = |recipient: &str| {
        let recipient = PublicKey::parse(recipient).expect("a recipient");
        base64(&seal(&[recipient], secret(&identity).as_bytes()))
    };
    let shares: Vec<Value> = to
        .iter()
        .map(|to| match to {
            To::Epoch(epoch) => {
                json!({ "epoch": epoch["id"], "sealed": share(epoch["recipient"].as_str().expect("a recipient")) })
            }
            To::Holder(id, recipient) => json!({ "holder": id, "sealed": share(recipient) }),
            To::Paper(recipient) => json!({ "sealed": share(recipient) }),
        })
        .collect();
    let recipient = identity.to_public().to_string();
    (identity, json!({ "recipient": recipient, "shares": shares }))
}

impl Officer {
    /// The epoch that is sealed to now.
    pub async fn current_epoch(&self) -> Value {
        let keyring = self.keyring().await;
        keyring["epochs"].as_array().expect("a list").iter().find(|e| e["current"] == true).expect("one").clone()
    }

    /// What the browser sends for one opened letter: a new case.
    pub async fn new_case(&self, letter: &Value, content: &Value) -> Value {
        let epoch = self.current_epoch().await;
        let (_, key) = case_key(&[To::Epoch(&epoch)]);
        let recipient = key["recipient"].as_str().expect("a recipient").to_owned();
        let head = json!({ "v": 1, "tag": content["tag"], "reply_to": content["reply_to"] });
        json!({
            "letter": letter["id"], "frame": sealed(FrameKind::Letter, &recipient, content), "epoch": epoch["id"],
            "attachments": content["attachments"].as_array().into_iter().flatten().map(|a| a["id"].clone()).collect::<Vec<_>>(),
            "head": sealed(FrameKind::Reply, epoch["recipient"].as_str().expect("a recipient"), &head),
            "summary": sealed(FrameKind::Reply, &recipient, &json!({ "v": 1, "title": "" })), "key": key,
        })
    }

    /// What the browser sends for a letter that follows up a case.
    pub async fn follow_up(&self, letter: &Value, content: &Value, case: &str) -> Value {
        let whole = self.case(case).await;
        let key = current_key(&whole);
        let recipient = key["recipient"].as_str().expect("a recipient");
        let frame = sealed(FrameKind::Letter, recipient, content);
        json!({ "letter": letter["id"], "case": case, "key": key["id"], "frame": frame })
    }

    pub async fn case(&self, case: &str) -> Value {
        self.browser.get(&format!("/api/staff/cases/{case}")).await.ok().json()
    }

    /// The keys of a case that this member can open, by identity of the key.
    pub async fn case_keys(&self, whole: &Value) -> Vec<(String, Identity)> {
        let epochs = match whole["standing"].as_str() {
            Some("member") => self.epochs().await,
            _ => Vec::new(),
        };
        let mut keys = Vec::new();
        for key in whole["keys"].as_array().expect("a list") {
            let Some(share) = key["share"]["sealed"].as_str() else { continue };
            let share = unbase64(share).expect("base64");
            let epoch = key["share"]["epoch"].as_str();
            let identity = match epoch {
                Some(epoch) => epochs.iter().find(|(id, _)| id == epoch).map(|(_, identity)| identity),
                None => Some(&self.identity),
            };
            let Some(identity) = identity else { continue };
            let opened = open(identity, &share).expect("sealed to us");
            let text = String::from_utf8(opened).expect("text");
            keys.push((key["id"].as_str().expect("an id").to_owned(), text.parse().expect("an identity")));
        }
        keys
    }

    /// The entries of a case, opened; nothing for one that this member's keys do not open.
    pub async fn entries(&self, case: &str) -> Vec<Option<Value>> {
        let whole = self.case(case).await;
        let keys = self.case_keys(&whole).await;
        let entries = whole["entries"].as_array().expect("a list").iter();
        entries.map(|entry| opened(&keys, entry)).collect()
    }

    /// The letters of a case, opened.
    pub async fn letters(&self, case: &str) -> Vec<Option<Value>> {
        let whole = self.case(case).await;
        let keys = self.case_keys(&whole).await;
        whole["letters"].as_array().expect("a list").iter().map(|letter| opened(&keys, letter)).collect()
    }

    /// The body of an entry, sealed to the case's current key; `more` says what else it brings.
    pub async fn entry(&self, case: &str, entry: Value, more: Value) -> Value {
        let whole = self.case(case).await;
        let key = current_key(&whole);
        let recipient = key["recipient"].as_str().expect("a recipient");
        let mut body = json!({
            "version": whole["version"], "key": key["id"], "entry": sealed(FrameKind::Reply, recipient, &entry),
            "summary": null, "restricted": false, "change": null, "amendment": null,
        });
        for (name, value) in more.as_object().into_iter().flatten() {
            body[name] = value.clone();
        }
        body
    }

    /// Writes a note.
    pub async fn notes(&self, case: &str, text: &str) -> Answer {
        self.writes(case, json!({ "v": 1, "kind": "note", "text": text }), json!({})).await
    }

    /// Writes an entry.
    pub async fn writes(&self, case: &str, entry: Value, more: Value) -> Answer {
        let body = self.entry(case, entry, more).await;
        self.browser.post(&format!("/api/staff/cases/{case}/entries"), body).await
    }

    /// Answers a case.
    pub async fn replies(&self, case: &str, text: &str) -> Answer {
        let whole = self.case(case).await;
        let head = self
            .opens(FrameKind::Reply, &whole["head"]["epoch"], &whole["head"]["frame"])
            .await
            .expect("the head opens");
        let head: Value = serde_json::from_slice(&head).expect("JSON");
        let reply = json!({ "v": 1, "text": text, "day": "2026-11-23" });
        let frame = sealed(FrameKind::Reply, head["reply_to"].as_str().expect("a recipient"), &reply);
        let body = self.entry(case, reply, json!({ "frame": frame })).await;
        self.browser.post(&format!("/api/staff/cases/{case}/reply"), body).await
    }

    /// Keeps a colleague out of a case: a new key for the other members and the paper.
    pub async fn disqualifies(&self, case: &str, person: Uuid) -> Answer {
        let whole = self.case(case).await;
        let members = whole["members"].as_array().expect("a list").iter();
        let stay = members.filter(|member| member["id"] != person.to_string() && member["has_key"] == true);
        let mut to: Vec<To<'_>> = stay.map(holder).collect();
        to.extend(whole["consulted"].as_array().expect("a list").iter().map(holder));
        to.push(To::Paper(whole["recovery_recipient"].as_str().expect("printed").to_owned()));
        let (_, key) = case_key(&to);
        let body = json!({ "version": whole["version"], "person": person, "key": key });
        self.browser.post(&format!("/api/staff/cases/{case}/disqualify"), body).await
    }

    /// Lets somebody outside read a case until a day.
    pub async fn consults(&self, case: &str, person: &Officer, until: &str) -> Answer {
        let whole = self.case(case).await;
        let recipient = PublicKey::parse(&person.identity.to_public().to_string()).expect("a recipient");
        let keys = self.case_keys(&whole).await.into_iter();
        let shares: Vec<Value> = keys
            .map(|(id, key)| {
                json!({ "key": id, "sealed": base64(&seal(std::slice::from_ref(&recipient), secret(&key).as_bytes())) })
            })
            .collect();
        let body = json!({ "person": person.id, "until": until, "shares": shares });
        self.browser.post(&format!("/api/staff/cases/{case}/consult"), body).await
    }

    /// Makes a new key for everybody who may read.
    pub async fn rekeys(&self, case: &str, to: &[To<'_>]) -> Answer {
        let whole = self.case(case).await;
        let (_, key) = case_key(to);
        let body = json!({ "version": whole["version"], "key": key });
        self.browser.post(&format!("/api/staff/cases/{case}/key"), body).await
    }
}

/// The key that is sealed to now.
pub fn current_key(whole: &Value) -> Value {
    whole["keys"].as_array().expect("a list").iter().find(|key| key["current"] == true).expect("one").clone()
}

/// A member or consulted person as a holder of a share.
pub fn holder(person: &Value) -> To<'static> {
    let id = Uuid::parse_str(person["id"].as_str().expect("an id")).expect("a UUID");
    To::Holder(id, person["recipient"].as_str().expect("a recipient").to_owned())
}

/// What lies in a letter or an entry, for whoever holds its key.
pub fn opened(keys: &[(String, Identity)], sealed: &Value) -> Option<Value> {
    let (_, identity) = keys.iter().find(|(id, _)| sealed["key"] == *id)?;
    let frame = unbase64(sealed["frame"].as_str()?)?;
    let kind = if frame.len() == FrameKind::Letter.frame_size() { FrameKind::Letter } else { FrameKind::Reply };
    serde_json::from_slice(&open_frame(identity, kind, &frame)?).ok()
}
