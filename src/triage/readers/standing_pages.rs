//! Who may read a case, and the keys that go with it.

use actix_web::{HttpResponse, web};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

use super::{
    super::{
        acting::Acting,
        case_pages::{not_chief, seen},
        frames::{KeyRequest, sealed_share},
        guard::CaseMember,
    },
    key::{KeyError, NewKey},
    standing::{self, StandingError},
};
use crate::http::{Access, Guarded, Problem, Route, Services, ValidJson};

pub(in crate::triage) fn routes() -> Vec<Route> {
    vec![
        Route::post(Access::CaseMember, "/api/staff/cases/{case}/key", rekey),
        Route::post(Access::CaseMember, "/api/staff/cases/{case}/disqualify", disqualify),
        Route::post(Access::CaseMember, "/api/staff/cases/{case}/qualify", qualify),
        Route::post(Access::CaseMember, "/api/staff/cases/{case}/consult", consult),
        Route::post(Access::CaseMember, "/api/staff/cases/{case}/consult-end", end_consultation),
        Route::post(Access::CaseMember, "/api/staff/cases/{case}/shares", share),
    ]
}

#[derive(Serialize)]
struct KeyMade {
    key: Uuid,
    version: i64,
}

async fn rekey(
    Guarded(CaseMember(me), request): Guarded<CaseMember, ValidJson<Rekey>>,
    services: web::Data<Services>,
    case: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let acting = Acting::new(me.id, &services);
    let Rekey { version, key } = request.0;
    let new = NewKey::try_from(key)?;
    let key =
        services.db.run("triage::rekey", async |tx| standing::rekey(tx, &acting, *case, version, &new).await).await?;
    Ok(HttpResponse::Ok().json(KeyMade { key, version: version + 1 }))
}

#[derive(Deserialize, Validate)]
struct Rekey {
    version: i64,
    key: KeyRequest,
}

#[derive(Deserialize, Validate)]
struct Disqualify {
    version: i64,
    person: Uuid,
    key: KeyRequest,
}

async fn disqualify(
    Guarded(CaseMember(me), request): Guarded<CaseMember, ValidJson<Disqualify>>,
    services: web::Data<Services>,
    case: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let acting = Acting::new(me.id, &services);
    let Disqualify { version, person, key } = request.0;
    let new = NewKey::try_from(key)?;
    let key = services
        .db
        .run("triage::disqualify", async |tx| standing::disqualify(tx, &acting, *case, version, person, &new).await)
        .await?;
    Ok(HttpResponse::Ok().json(KeyMade { key, version: version + 1 }))
}

#[derive(Deserialize, Validate)]
struct Someone {
    person: Uuid,
}

async fn qualify(
    Guarded(CaseMember(me), request): Guarded<CaseMember, ValidJson<Someone>>,
    services: web::Data<Services>,
    case: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let acting = Acting::new(me.id, &services);
    services.db.run("triage::qualify", async |tx| standing::qualify(tx, &acting, *case, request.person).await).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Deserialize, Validate)]
struct Consult {
    person: Uuid,
    until: Date,
    shares: Vec<KeyShare>,
}

#[derive(Deserialize, Validate)]
struct GiveShares {
    person: Uuid,
    shares: Vec<KeyShare>,
}

#[derive(Serialize, Deserialize)]
struct KeyShare {
    key: Uuid,
    sealed: String,
}

fn key_shares(shares: &[KeyShare]) -> Result<Vec<(Uuid, Vec<u8>)>, Problem> {
    shares.iter().map(|share| Ok((share.key, sealed_share(&share.sealed)?))).collect()
}

async fn consult(
    Guarded(CaseMember(me), request): Guarded<CaseMember, ValidJson<Consult>>,
    services: web::Data<Services>,
    case: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let acting = Acting::new(me.id, &services);
    let shares = key_shares(&request.shares)?;
    services
        .db
        .run("triage::consult", async |tx| {
            standing::consult(tx, &acting, *case, request.person, request.until, &shares).await
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn end_consultation(
    Guarded(CaseMember(me), request): Guarded<CaseMember, ValidJson<Someone>>,
    services: web::Data<Services>,
    case: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let acting = Acting::new(me.id, &services);
    services
        .db
        .run("triage::end_consultation", async |tx| {
            standing::end_consultation(tx, &acting, *case, request.person).await
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn share(
    Guarded(CaseMember(me), request): Guarded<CaseMember, ValidJson<GiveShares>>,
    services: web::Data<Services>,
    case: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let acting = Acting::new(me.id, &services);
    let shares = key_shares(&request.shares)?;
    services
        .db
        .run("triage::share", async |tx| standing::share(tx, &acting, *case, request.person, &shares).await)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

impl From<StandingError> for Problem {
    fn from(error: StandingError) -> Self {
        match error {
            StandingError::NoCase => Self::not_found(),
            StandingError::Seen => seen(),
            StandingError::NoPerson => Self::conflict(
                "Personen kan inte väljas här. Uppdatera sidan.",
                "The person cannot be chosen here. Reload the page.",
            ),
            StandingError::NotStale => Self::conflict(
                "Ärendets nyckel är redan som den ska. Uppdatera sidan.",
                "The key of the case is as it should be. Reload the page.",
            ),
            StandingError::TooLong => Self::conflict(
                "Välj en sista dag inom 90 dagar. Den går att förlänga sedan.",
                "Choose a last day within 90 days. It can be extended later.",
            ),
            StandingError::LastReader => Self::conflict(
                "Den sista som kan läsa ärendet kan inte stängas ute. Bjud in en ersättare först.",
                "The last one who can read the case cannot be kept out. Invite a replacement first.",
            ),
            StandingError::NotChief => not_chief(),
            StandingError::Key(error) => error.into(),
            StandingError::Db(error) => error.into(),
        }
    }
}

impl From<KeyError> for Problem {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::Holders => Self::conflict(
                "De som får läsa har ändrats sedan sidan öppnades. Uppdatera och försök igen.",
                "Those who may read have changed since the page was opened. Reload and try again.",
            ),
            KeyError::Taken => Self::conflict(
                "Det här är redan gjort. Listan hämtas på nytt.",
                "This has been done already. The list is fetched again.",
            ),
            KeyError::Db(error) => error.into(),
        }
    }
}
