//! What a custodian does with opened urns: unseals tallies, makes drafts, approves.

use orubbad::{
    ids::{base64, unbase64},
    urn::Tally,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{App, Officer, app::Answer, keys::open, keys::public};

impl Officer {
    /// Everything the page of releases shows.
    pub async fn releases(&self) -> Value {
        self.browser.get("/api/staff/releases").await.ok().json()
    }

    /// The tally of an opened urn, byte for byte.
    pub async fn unseals(&self, urn: Uuid) -> Vec<u8> {
        let sealed = self.browser.get(&format!("/api/staff/urns/{urn}/tally")).await.ok().json();
        let sealed = unbase64(sealed["sealed"].as_str().expect("sealed")).expect("base64");
        open(&self.identity, &sealed).expect("sealed to the custodian")
    }

    /// The tallies as a browser hands them back.
    pub async fn brings(&self, urns: &[Uuid]) -> Value {
        let mut brought = Vec::new();
        for urn in urns {
            brought.push(json!({ "id": urn, "tally": base64(&self.unseals(*urn).await) }));
        }
        Value::from(brought)
    }

    /// Asks for a draft.
    pub async fn asks_for_draft(&self, urns: &[Uuid]) -> Answer {
        let body = json!({ "urns": self.brings(urns).await });
        self.browser.post("/api/staff/releases/drafts", body).await
    }

    /// Makes a draft and waits until it stands there; gives its id.
    pub async fn drafts(&self, urns: &[Uuid]) -> String {
        let job = self.asks_for_draft(urns).await.ok().json()["job"].clone();
        for _ in 0..200 {
            let releases = self.releases().await;
            let jobs = releases["jobs"].as_array().expect("a list");
            assert!(jobs.iter().all(|job| job["state"] != "refused"), "{jobs:?}");
            let drafts = releases["drafts"].as_array().expect("a list");
            if drafts.iter().any(|draft| draft["id"] == job) {
                return job.as_str().expect("an id").to_owned();
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("the draft did not come");
    }

    /// Approves a draft with the tallies of `urns`.
    pub async fn approves(&self, draft: &str, urns: &[Uuid]) -> Answer {
        let body = json!({ "urns": self.brings(urns).await });
        self.browser.post(&format!("/api/staff/releases/drafts/{draft}/approve"), body).await
    }
}

/// Lays a tally in the database as a ceremony would have, with its commitment; gives the urn.
pub async fn lay_tally(app: &App, readers: &[&Officer], tally: &Tally) -> Uuid {
    let period = tally.period.clone();
    let bytes = serde_json::to_vec(tally).expect("plain data");
    let keys: Vec<_> = readers.iter().map(|officer| public(&officer.identity)).collect();
    let (sealed, commitment) = (orubbad::sealed::seal(&keys, &bytes), Tally::commitment(&bytes));
    let (id, recipient) = (app.services.chance.uuid(), age::x25519::Identity::generate().to_public().to_string());
    app.run(async |tx| {
        let period = orubbad::urn::Period::parse(&period).expect("a period");
        orubbad::urn::insert(tx, id, period, &recipient).await?;
        tx.execute("UPDATE urn SET opened = ends WHERE id = $1", &[&id]).await?;
        tx.execute("INSERT INTO tally (urn, sealed, commitment) VALUES ($1, $2, $3)", &[&id, &sealed, &commitment])
            .await?;
        Ok(())
    })
    .await;
    id
}
