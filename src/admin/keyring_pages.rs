//! Keyrings as a member's browser reads and changes them. All identities pass sealed.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

use crate::{
    audit::{self, Act},
    auth::{self, Administrator, MemberOf},
    channel::{self, Challenges, KeyringError, SealedKey},
    http::{Access, Guarded, Problem, Route, Services, ValidJson},
    ids::{base64, unbase64},
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(Access::Administrator, "/api/staff/channels", list),
        Route::post(Access::Administrator, "/api/staff/channels", found),
        Route::get(Access::Member, "/api/staff/channels/{channel}/keyring", keyring),
        Route::post(Access::Member, "/api/staff/channels/{channel}/epochs", start_epoch),
        Route::post(Access::Member, "/api/staff/channels/{channel}/keys", grant),
        Route::post(Access::Member, "/api/staff/channels/{channel}/recovery", set_recovery),
    ]
}

#[derive(Serialize)]
struct ChannelView {
    id: Uuid,
    name: String,
    position: i32,
}

async fn list(_: Administrator, services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    let channels = services.db.run("admin::channels", async |tx| channel::all(tx).await).await?;
    let view = |c: channel::Channel| ChannelView { id: c.id, name: c.name, position: c.position };
    Ok(HttpResponse::Ok().json(channels.into_iter().map(view).collect::<Vec<_>>()))
}

#[derive(Deserialize, Validate)]
struct Found {
    #[validate(length(min = 2, max = 120, message = "Ange mottagarens namn, högst 120 tecken."))]
    name: String,
    #[validate(length(min = 3, max = 40, message = "Ange mottagarens telefonnummer."))]
    phone: String,
}

#[derive(Serialize)]
struct Founded {
    id: Uuid,
}

async fn found(
    Guarded(Administrator(me), request): Guarded<Administrator, ValidJson<Found>>,
    services: web::Data<Services>,
) -> Result<HttpResponse, Problem> {
    let (id, now) = (services.chance.uuid(), services.clock.now());
    services
        .db
        .run::<_, Problem>("admin::found_channel", async |tx| {
            channel::insert(tx, id, request.name.trim(), request.phone.trim()).await?;
            let object = id.to_string();
            Ok(audit::record(tx, now, Act { actor: Some(me.id), word: "channel.found", object: &object }).await?)
        })
        .await?;
    Ok(HttpResponse::Ok().json(Founded { id }))
}

#[derive(Serialize)]
struct Keyring {
    epochs: Vec<EpochView>,
    members: Vec<MemberView>,
    recovery_recipient: Option<String>,
    recovery: Vec<RecoveryView>,
}

#[derive(Serialize)]
struct EpochView {
    id: Uuid,
    recipient: String,
    current: bool,
    sealed: Option<String>,
    /// Sealed to the epoch: opened and sent back, it proves that one holds the key.
    challenge: Option<String>,
}

#[derive(Serialize)]
struct MemberView {
    id: Uuid,
    name: String,
    deputy: bool,
    recipient: String,
    has_key: bool,
}

#[derive(Serialize)]
struct RecoveryView {
    epoch: Uuid,
    sealed: String,
}

async fn keyring(
    me: MemberOf,
    services: web::Data<Services>,
    challenges: web::Data<Challenges>,
) -> Result<HttpResponse, Problem> {
    let keyring = services
        .db
        .run::<_, Problem>("admin::keyring", async |tx| {
            let found = channel::channel(tx, me.channel).await?.ok_or_else(Problem::not_found)?;
            let own = channel::own_keys(tx, me.channel, me.staff.id).await?;
            let sealed = |epoch| own.iter().find(|(id, _)| *id == epoch).map(|(_, sealed)| base64(sealed));
            let epochs = channel::epochs(tx, me.channel).await?.into_iter().map(|epoch| EpochView {
                sealed: sealed(epoch.id),
                challenge: challenges.sealed(epoch.id, &epoch.recipient, me.staff.id).as_deref().map(base64),
                id: epoch.id,
                recipient: epoch.recipient,
                current: epoch.current,
            });
            let members = channel::members(tx, me.channel).await?.into_iter().map(|member| MemberView {
                id: member.id,
                name: member.name,
                deputy: member.deputy,
                recipient: member.recipient,
                has_key: member.has_key,
            });
            let recovery = channel::recovery_keys(tx, me.channel).await?;
            let recovery = recovery.into_iter().map(|(epoch, key)| RecoveryView { epoch, sealed: base64(&key) });
            Ok(Keyring {
                epochs: epochs.collect(),
                members: members.collect(),
                recovery_recipient: found.recovery_recipient,
                recovery: recovery.collect(),
            })
        })
        .await?;
    Ok(HttpResponse::Ok().json(keyring))
}

#[derive(Deserialize, Validate)]
struct StartEpoch {
    recipient: String,
    #[validate(length(min = 1, max = 50, message = "Ingen nyckel skickades med."))]
    keys: Vec<HolderKey>,
    remove: Option<Uuid>,
}

#[derive(Serialize, Deserialize)]
struct HolderKey {
    holder: Option<Uuid>,
    sealed: String,
}

async fn start_epoch(
    Guarded(me, request): Guarded<MemberOf, ValidJson<StartEpoch>>,
    services: web::Data<Services>,
) -> Result<HttpResponse, Problem> {
    let (id, now) = (services.chance.uuid(), services.clock.now());
    let keys = request.keys.iter().map(|key| sealed_key(id, key.holder, &key.sealed)).collect::<Result<Vec<_>, _>>()?;
    services
        .db
        .run::<_, Problem>("admin::start_epoch", async |tx| {
            let by = me.staff.id;
            let word = match request.remove {
                None => {
                    channel::start_epoch(tx, me.channel, by, id, &request.recipient, &keys).await?;
                    "keyring.new_epoch"
                }
                Some(leaver) => {
                    channel::remove(tx, me.channel, by, leaver, id, &request.recipient, &keys).await?;
                    auth::deactivate(tx, leaver).await?;
                    "keyring.remove_member"
                }
            };
            let object = request.remove.unwrap_or(me.channel).to_string();
            Ok(audit::record(tx, now, Act { actor: Some(by), word, object: &object }).await?)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Deserialize, Validate)]
struct Grant {
    holder: Uuid,
    #[validate(length(min = 1, max = 500, message = "Ingen nyckel skickades med."))]
    keys: Vec<EpochKey>,
}

#[derive(Serialize, Deserialize)]
struct EpochKey {
    epoch: Uuid,
    sealed: String,
    /// The opened challenge, from whoever gives the keys to themselves.
    proof: Option<String>,
}

async fn grant(
    Guarded(me, request): Guarded<MemberOf, ValidJson<Grant>>,
    services: web::Data<Services>,
    challenges: web::Data<Challenges>,
) -> Result<HttpResponse, Problem> {
    let holder = request.holder;
    let proven = request.keys.iter().all(|key| {
        let proof = key.proof.as_deref().and_then(unbase64);
        proof.is_some_and(|proof| challenges.is_met(key.epoch, me.staff.id, &proof))
    });
    let keys = request
        .keys
        .iter()
        .map(|key| sealed_key(key.epoch, Some(holder), &key.sealed))
        .collect::<Result<Vec<_>, _>>()?;
    let now = services.clock.now();
    services
        .db
        .run::<_, Problem>("admin::grant", async |tx| {
            channel::grant(tx, me.channel, me.staff.id, holder, &keys, proven).await?;
            let word = if holder == me.staff.id { "keyring.recover" } else { "keyring.grant" };
            let object = holder.to_string();
            Ok(audit::record(tx, now, Act { actor: Some(me.staff.id), word, object: &object }).await?)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Deserialize, Validate)]
struct SetRecovery {
    recipient: String,
    #[validate(length(min = 1, max = 500, message = "Ingen nyckel skickades med."))]
    keys: Vec<EpochKey>,
}

async fn set_recovery(
    Guarded(me, request): Guarded<MemberOf, ValidJson<SetRecovery>>,
    services: web::Data<Services>,
) -> Result<HttpResponse, Problem> {
    let keys =
        request.keys.iter().map(|key| sealed_key(key.epoch, None, &key.sealed)).collect::<Result<Vec<_>, _>>()?;
    let now = services.clock.now();
    services
        .db
        .run::<_, Problem>("admin::set_recovery", async |tx| {
            channel::set_recovery(tx, me.channel, me.staff.id, &request.recipient, &keys).await?;
            let object = me.channel.to_string();
            Ok(audit::record(tx, now, Act { actor: Some(me.staff.id), word: "keyring.recovery_key", object: &object })
                .await?)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

fn sealed_key(epoch: Uuid, holder: Option<Uuid>, sealed: &str) -> Result<SealedKey, Problem> {
    let sealed = unbase64(sealed).filter(|bytes| bytes.starts_with(b"age-encryption.org/v1\n"));
    let sealed = sealed.ok_or_else(|| {
        Problem::bad_input("En nyckel var inte förseglad som den ska.", "A key was not sealed as it must be.")
    })?;
    Ok(SealedKey { epoch, holder, sealed })
}

impl From<KeyringError> for Problem {
    fn from(error: KeyringError) -> Self {
        match error {
            KeyringError::NoChannel | KeyringError::NotHolder => Self::not_found(),
            KeyringError::Recipient => Self::bad_input("Nyckeln kan inte läsas.", "The key cannot be read."),
            KeyringError::Holders => Self::conflict(
                "Medlemmarna har ändrats sedan sidan öppnades. Ladda om och försök igen.",
                "The members have changed since the page was opened. Reload and try again.",
            ),
            KeyringError::LastMember => Self::conflict(
                "Den sista som kan läsa kan inte tas bort. Bjud in en ersättare först.",
                "The last one who can read cannot be removed. Invite a replacement first.",
            ),
            KeyringError::Db(error) => error.into(),
        }
    }
}
