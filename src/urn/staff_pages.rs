//! The custodian's side: preparing urns, sharing their keys, opening them, reading a tally.

use std::collections::BTreeSet;

use actix_web::{HttpResponse, http::StatusCode, web};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

use super::{
    ceremony::{self, CeremonyError},
    opener::Opener,
    period::{Period, upcoming},
    store::{self, Urn, UrnKey},
};
use crate::{
    audit::{self, Act},
    auth::{self, Custodian, Staff},
    channel,
    http::{Access, Guarded, Problem, Route, Services, ValidJson},
    ids::{base64, unbase64},
    sealed::PublicKey,
};

/// The routes of the custodian.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(Access::Custodian, "/api/staff/urns", list),
        Route::post(Access::Custodian, "/api/staff/urns", prepare),
        Route::post(Access::Custodian, "/api/staff/urns/{urn}/keys", share_keys),
        Route::post(Access::Custodian, "/api/staff/urns/{urn}/open", open),
        Route::get(Access::Custodian, "/api/staff/urns/{urn}/tally", tally),
    ]
}

#[derive(Serialize)]
struct Overview {
    urns: Vec<UrnView>,
    to_prepare: Vec<PeriodView>,
    custodians: Vec<Holder>,
    recovery_recipient: Option<String>,
}

#[derive(Serialize)]
struct UrnView {
    id: Uuid,
    period: String,
    starts: Date,
    ends: Date,
    state: &'static str,
    recipient: String,
    sealed: Option<String>,
    without_key: Vec<Holder>,
    recovery_sealed: bool,
    opened: Option<Date>,
    survey: bool,
}

#[derive(Serialize)]
struct PeriodView {
    period: String,
    starts: Date,
    ends: Date,
}

#[derive(Clone, Serialize)]
struct Holder {
    id: Uuid,
    name: String,
    recipient: String,
}

impl From<Staff> for Holder {
    fn from(staff: Staff) -> Self {
        Self { id: staff.id, name: staff.name, recipient: staff.recipient }
    }
}

async fn list(Custodian(me): Custodian, services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    let today = services.clock.today();
    let overview = services
        .db
        .run::<_, Problem>("urn::list", async |tx| {
            let urns = store::urns(tx).await?;
            let keys = store::keys(tx).await?;
            let custodians: Vec<Holder> = auth::custodians(tx).await?.into_iter().map(Holder::from).collect();
            let paper = channel::all(tx).await?.into_iter().next().and_then(|ordinary| ordinary.recovery_recipient);
            let to_prepare = upcoming(today)
                .into_iter()
                .filter(|period| urns.iter().all(|urn| urn.period != period.name()))
                .map(|period| PeriodView { period: period.name(), starts: period.starts(), ends: period.ends() })
                .collect();
            let urns = urns.into_iter().map(|urn| view(urn, &keys, &custodians, me.id, today)).collect();
            Ok(Overview { urns, to_prepare, custodians, recovery_recipient: paper })
        })
        .await?;
    Ok(HttpResponse::Ok().json(overview))
}

fn view(urn: Urn, keys: &[UrnKey], custodians: &[Holder], me: Uuid, today: Date) -> UrnView {
    let mine: Vec<_> = keys.iter().filter(|key| key.urn == urn.id).collect();
    let holds = |holder: Option<Uuid>| mine.iter().find(|key| key.holder == holder);
    let state = match urn.opened {
        Some(_) => "opened",
        None if today >= urn.ends => "ripe",
        None if today >= urn.starts => "current",
        None => "prepared",
    };
    UrnView {
        sealed: holds(Some(me)).map(|key| base64(&key.sealed)),
        without_key: match urn.opened {
            Some(_) => Vec::new(),
            None => custodians.iter().filter(|holder| holds(Some(holder.id)).is_none()).cloned().collect(),
        },
        recovery_sealed: holds(None).is_some(),
        id: urn.id,
        period: urn.period,
        starts: urn.starts,
        ends: urn.ends,
        state,
        recipient: urn.recipient,
        opened: urn.opened,
        survey: urn.survey,
    }
}

#[derive(Deserialize, Validate)]
struct Prepare {
    period: String,
    recipient: String,
    #[validate(length(min = 1, max = 50, message = "Urnans nyckel måste förseglas till minst en förvarare."))]
    keys: Vec<GivenKey>,
}

#[derive(Deserialize, Validate)]
struct ShareKeys {
    #[validate(length(min = 1, max = 50, message = "Ingen nyckel skickades med."))]
    keys: Vec<GivenKey>,
}

#[derive(Serialize, Deserialize)]
struct GivenKey {
    holder: Option<Uuid>,
    sealed: String,
}

async fn prepare(
    Guarded(Custodian(me), given): Guarded<Custodian, ValidJson<Prepare>>,
    services: web::Data<Services>,
) -> Result<HttpResponse, Problem> {
    let today = services.clock.today();
    let period = Period::parse(&given.period).filter(|period| upcoming(today).contains(period)).ok_or_else(stale)?;
    let recipient = PublicKey::parse(&given.recipient).ok_or_else(stale)?;
    let (id, now) = (services.chance.uuid(), services.clock.now());
    services
        .db
        .run::<_, Problem>("urn::prepare", async |tx| {
            let expected: BTreeSet<_> = auth::custodians(tx).await?.into_iter().map(|staff| Some(staff.id)).collect();
            let given_to: BTreeSet<_> = given.keys.iter().map(|key| key.holder).filter(Option::is_some).collect();
            if expected != given_to {
                return Err(stale());
            }
            if !store::insert(tx, id, period, &recipient.to_string()).await? {
                return Err(stale());
            }
            for key in &given.keys {
                store::put_key(tx, id, key.holder, &unbase64(&key.sealed).ok_or_else(stale)?).await?;
            }
            Ok(audit::record(tx, now, Act { actor: Some(me.id), word: "urn.prepare", object: &id.to_string() }).await?)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn share_keys(
    Guarded(Custodian(me), given): Guarded<Custodian, ValidJson<ShareKeys>>,
    services: web::Data<Services>,
    urn: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let now = services.clock.now();
    services
        .db
        .run::<_, Problem>("urn::share_keys", async |tx| {
            let urn = store::urn(tx, *urn).await?.filter(|urn| urn.opened.is_none()).ok_or_else(Problem::not_found)?;
            let custodians: BTreeSet<_> = auth::custodians(tx).await?.into_iter().map(|staff| staff.id).collect();
            for key in &given.keys {
                if key.holder.is_some_and(|holder| !custodians.contains(&holder)) {
                    return Err(stale());
                }
                store::put_key(tx, urn.id, key.holder, &unbase64(&key.sealed).ok_or_else(stale)?).await?;
            }
            let object = urn.id.to_string();
            Ok(audit::record(tx, now, Act { actor: Some(me.id), word: "urn.share_keys", object: &object }).await?)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The urn's identity; it never reaches a log, a page or the database.
#[derive(Deserialize, Validate)]
struct Open {
    #[validate(length(max = 100, message = "Nyckeln är inte en urnas nyckel."))]
    identity: String,
}

async fn open(
    Guarded(Custodian(me), given): Guarded<Custodian, ValidJson<Open>>,
    services: web::Data<Services>,
    urn: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let opener = Opener::parse(&given.identity).ok_or(CeremonyError::WrongKey)?;
    let (today, now) = (services.clock.today(), services.clock.now());
    ceremony::open(&services.db, *urn, &opener, Some(me.id), today, now, &services.chance).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Serialize)]
struct SealedTally {
    sealed: String,
}

async fn tally(
    Custodian(me): Custodian,
    services: web::Data<Services>,
    urn: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let now = services.clock.now();
    let sealed = services
        .db
        .run::<_, Problem>("urn::tally", async |tx| {
            let sealed = store::tally(tx, *urn).await?.ok_or_else(Problem::not_found)?;
            let object = urn.to_string();
            audit::record(tx, now, Act { actor: Some(me.id), word: "urn.read_tally", object: &object }).await?;
            Ok(sealed)
        })
        .await?;
    Ok(HttpResponse::Ok().json(SealedTally { sealed: base64(&sealed) }))
}

fn stale() -> Problem {
    Problem::conflict(
        "Urnorna har ändrats sedan sidan öppnades. Ladda om och försök igen.",
        "The urns have changed since the page was opened. Reload and try again.",
    )
}

impl From<CeremonyError> for Problem {
    fn from(error: CeremonyError) -> Self {
        match error {
            CeremonyError::NoUrn => Self::not_found(),
            CeremonyError::NotRipe => Self::conflict(
                "Urnan kan inte öppnas än: perioden ska vara slut och nattens blandning gjord.",
                "The urn cannot be opened yet: the period must be over and the nightly mix done.",
            ),
            CeremonyError::AlreadyOpened => {
                Self::conflict("Urnan är redan öppnad.", "The urn has already been opened.")
            }
            CeremonyError::WrongKey => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "wrong_key",
                "Nyckeln hör inte till den här urnan. Urnan är orörd.",
                "The key does not belong to this urn. The urn is untouched.",
            ),
            CeremonyError::NoCustodian => Self::conflict(
                "Det finns ingen förvarare att försegla räkningen till.",
                "There is no custodian to seal the tally to.",
            ),
            CeremonyError::Db(error) => error.into(),
        }
    }
}
