//! What a browser needs in order to seal: public keys, the salt of phrases and the work to prove.

use jiff::{ToSpan, civil::Date};
use serde::Serialize;
use uuid::Uuid;

use super::{Gate, store};
use crate::{
    channel,
    db::{DbError, Transaction},
    form::Form,
    http::Services,
    ids::base64,
};

/// The same JSON in the page and at `/api/v1/manifest`.
#[derive(Serialize)]
pub struct Manifest {
    salt: String,
    challenge: String,
    difficulty: u8,
    urn: Option<Sealing>,
    channels: Vec<Receiving>,
    look_in: Date,
    form: u32,
}

#[derive(Serialize)]
struct Sealing {
    id: Uuid,
    recipient: String,
}

#[derive(Serialize)]
struct Receiving {
    id: Uuid,
    name: String,
    phone: String,
    epoch: Uuid,
    recipient: String,
}

/// Days until a reporter is told to look in: two mixes, and the first look within one working day.
const LOOK_IN_DAYS: i64 = 7;

impl Manifest {
    /// Whether today's period has an urn.
    pub fn has_urn(&self) -> bool {
        self.urn.is_some()
    }

    /// Whether a report can be sealed at all.
    pub fn is_open(&self) -> bool {
        self.urn.is_some() && !self.channels.is_empty()
    }
}

/// Gathers the manifest of today.
pub async fn manifest(tx: &Transaction<'_>, services: &Services, gate: &Gate) -> Result<Manifest, DbError> {
    let today = services.clock.today();
    let salt = store::salt(tx).await?;
    let urn = store::urn_of(tx, today).await?.map(|(id, recipient)| Sealing { id, recipient });
    let channels = channel::open(tx).await?;
    let (challenge, difficulty) = gate.challenge(services.clock.now());
    Ok(Manifest {
        salt: base64(&salt),
        challenge: base64(&challenge),
        difficulty,
        urn,
        channels: channels
            .into_iter()
            .map(|open| Receiving {
                id: open.id,
                name: open.name,
                phone: open.phone,
                epoch: open.epoch,
                recipient: open.recipient,
            })
            .collect(),
        look_in: today.saturating_add(LOOK_IN_DAYS.days()),
        form: Form::incident().version,
    })
}

/// JSON that may stand inside `<script type="application/json">`.
pub fn script_json(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).expect("plain data becomes JSON");
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
