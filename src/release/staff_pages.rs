//! The custodian's side: making drafts and errata, approving them, throwing them away.

use std::sync::Arc;

use actix_web::{HttpResponse, http::StatusCode, web};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;
use zeroize::{Zeroize, Zeroizing};

use super::{
    approve,
    correct::correct,
    draft::{DraftError, Given},
    jobs::{Jobs, Work},
    make::{self, Begun},
    overview::overview,
};
use crate::{
    auth::Custodian,
    http::{Access, Guarded, Problem, Route, Services, ValidJson},
    ids::unbase64,
    statistics::disclosure::{Cell, Erratum, Figure},
};

/// The routes of the custodian.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(Access::Custodian, "/api/staff/releases", list),
        Route::post(Access::Custodian, "/api/staff/releases/drafts", make_draft),
        Route::post(Access::Custodian, "/api/staff/releases/errata", make_erratum),
        Route::post(Access::Custodian, "/api/staff/releases/drafts/{draft}/approve", approve_draft),
        Route::post(Access::Custodian, "/api/staff/releases/drafts/{draft}/discard", discard_draft),
    ]
}

async fn list(
    Custodian(_): Custodian,
    services: web::Data<Services>,
    jobs: web::Data<Jobs>,
) -> Result<HttpResponse, Problem> {
    let overview = services.db.run("release::list", async |tx| overview(tx, jobs.list()).await).await?;
    Ok(HttpResponse::Ok().json(overview))
}

#[derive(Deserialize, Validate)]
struct MakeDraft {
    #[validate(length(min = 1, max = 100, message = "Välj minst en öppnad urna."))]
    urns: Vec<Brought>,
}

/// A tally as the browser unsealed it; it is wiped when it has been used.
#[derive(Serialize, Deserialize)]
struct Brought {
    id: Uuid,
    tally: String,
}

impl Drop for Brought {
    fn drop(&mut self) {
        self.tally.zeroize();
    }
}

fn given(tallies: &[Brought]) -> Result<Vec<Given>, Problem> {
    let read =
        |given: &Brought| unbase64(&given.tally).map(|bytes| Given { urn: given.id, tally: Zeroizing::new(bytes) });
    tallies.iter().map(read).collect::<Option<_>>().ok_or_else(|| {
        Problem::bad_input("Räkningen kom inte fram hel. Försök igen.", "The tally did not arrive whole. Try again.")
    })
}

#[derive(Serialize)]
struct Started {
    job: Uuid,
}

async fn make_draft(
    Guarded(Custodian(me), request): Guarded<Custodian, ValidJson<MakeDraft>>,
    services: web::Data<Services>,
    jobs: web::Data<Jobs>,
) -> Result<HttpResponse, Problem> {
    let given = given(&request.urns)?;
    let urns: Vec<_> = given.iter().map(|given| given.urn).collect();
    let id = services.chance.uuid();
    let work = jobs.start(id, &urns, &me.name).ok_or_else(|| {
        Problem::conflict(
            "Ett utkast av samma urnor håller redan på att göras.",
            "A draft of the same urns is under way.",
        )
    })?;
    let begun = make::begin(&services.db, &given).await.inspect_err(|_| work.done())?;
    actix_web::rt::spawn(finish(services, begun, id, me.id, work));
    Ok(HttpResponse::Accepted().json(Started { job: id }))
}

/// Goes on after the answer, whether anybody waits or not.
async fn finish(services: web::Data<Services>, begun: Begun, id: Uuid, by: Uuid, work: Arc<Work>) {
    let (today, now) = (services.clock.today(), services.clock.now());
    let teller = Arc::clone(&work);
    let made = make::finish(&services.db, begun, id, by, today, now, move |progress| teller.tell(progress)).await;
    match made {
        Ok(()) => work.done(),
        Err(error) => work.refused(Problem::from(error).wording().sv.clone()),
    }
}

#[derive(Deserialize, Validate)]
struct MakeErratum {
    of: u64,
    text: String,
    #[validate(length(max = 5000, message = "För många uppgifter på en gång."))]
    withdrawn: Vec<String>,
    #[validate(length(max = 5000, message = "För många uppgifter på en gång."))]
    corrections: Vec<Correction>,
}

#[derive(Serialize, Deserialize)]
struct Correction {
    cell: String,
    count: u64,
}

async fn make_erratum(
    Guarded(Custodian(me), request): Guarded<Custodian, ValidJson<MakeErratum>>,
    services: web::Data<Services>,
) -> Result<HttpResponse, Problem> {
    let MakeErratum { of, text, withdrawn, corrections } = request.0;
    let corrections = corrections.into_iter().map(|right| Cell { id: right.cell, figure: Figure::Count(right.count) });
    let erratum = Erratum { of, text: text.trim().replace('\r', ""), withdrawn, corrections: corrections.collect() };
    let (id, today, now) = (services.chance.uuid(), services.clock.today(), services.clock.now());
    correct(&services.db, erratum, id, me.id, today, now).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Deserialize, Validate)]
struct Approve {
    #[validate(length(max = 100, message = "För många urnor på en gång."))]
    urns: Vec<Brought>,
}

#[derive(Serialize)]
struct Approved {
    /// The number of the release, when this approval published it.
    published: Option<u64>,
}

async fn approve_draft(
    Guarded(Custodian(me), request): Guarded<Custodian, ValidJson<Approve>>,
    services: web::Data<Services>,
    draft: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let given = given(&request.urns)?;
    let (today, now) = (services.clock.today(), services.clock.now());
    let published = approve::approve(&services.db, *draft, &given, me.id, today, now).await?;
    Ok(HttpResponse::Ok().json(Approved { published }))
}

async fn discard_draft(
    Guarded(Custodian(me), _): Guarded<Custodian, ValidJson<Nothing>>,
    services: web::Data<Services>,
    draft: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    approve::discard(&services.db, *draft, me.id, services.clock.now()).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Deserialize, Validate)]
struct Nothing {}

impl From<DraftError> for Problem {
    fn from(error: DraftError) -> Self {
        let sv = error.to_string();
        let refused = |code, en| Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, &sv, en);
        match error {
            DraftError::NoUrn => refused("no_urn", "Choose at least one opened urn."),
            DraftError::Mixed => refused("mixed", "Reports and surveys are released apart. Choose either."),
            DraftError::Unbound(_) => refused("unbound", "An older version counted this urn; nothing binds its tally."),
            DraftError::Altered(_) => refused("altered", "The tally is not the one the urn gave. Nothing was done."),
            DraftError::Text(_) => refused("text", "The text cannot stand as it is."),
            DraftError::Refused(_) => refused("refused", "The gate refuses: it would give somebody away."),
            DraftError::Differs => refused("differs", "The draft is not what the tallies give. It is not approved."),
            DraftError::Released(..) => Self::conflict(&sv, "The period is released already."),
            DraftError::Drafted(_) => Self::conflict(&sv, "There is a draft of the period already."),
            DraftError::Stale => Self::conflict(&sv, "Another release came between. Make a new draft."),
            DraftError::AlreadyApproved => Self::conflict(&sv, "You have approved it; another custodian must as well."),
            DraftError::NoDraft => Self::conflict(&sv, "The draft is gone."),
            DraftError::Broken => Self::fault("gate", &sv),
            DraftError::Read(error) => error.into(),
        }
    }
}
