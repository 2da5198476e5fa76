//! The custodian's side: planning a wave, registering and voiding codes, following it, closing and counting it.

use actix_web::{HttpResponse, http::StatusCode, web};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;
use validator::Validate;

use super::{
    codes::{self, By, CodesError},
    count::{self, CountError},
    keys,
    overview::{overview, wave_view},
    propose::{Framed, Proposal, ProposeError, propose},
};
use crate::{
    auth::Custodian,
    db::DbError,
    http::{Access, Guarded, Problem, Route, Services, ValidJson},
    ids::unbase64,
    questionnaire::{Population, Questionnaire},
    sealed::PublicKey,
    urn::Opener,
};

/// The routes of the custodian.
pub fn routes() -> Vec<Route> {
    let custodian = Access::Custodian;
    vec![
        Route::get(custodian, "/api/staff/waves", list),
        Route::post(custodian, "/api/staff/waves", plan),
        Route::get(custodian, "/api/staff/waves/{wave}", one),
        Route::post(custodian, "/api/staff/waves/{wave}/codes", register_codes),
        Route::post(custodian, "/api/staff/waves/{wave}/void", void_one),
        Route::post(custodian, "/api/staff/waves/{wave}/units/{unit}/void", void_unit),
        Route::post(custodian, "/api/staff/waves/{wave}/close", close),
        Route::post(custodian, "/api/staff/waves/{wave}/count", count_wave),
        Route::get(custodian, "/api/staff/questionnaires/{population}", shipped),
        Route::post(custodian, "/api/staff/questionnaires", check),
    ]
}

async fn list(Custodian(_): Custodian, services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    let today = services.clock.today();
    let overview = services.db.run::<_, DbError>("survey::list", async |tx| overview(tx, today).await).await?;
    Ok(HttpResponse::Ok().json(overview))
}

#[derive(Deserialize, Validate)]
struct Plan {
    #[validate(length(max = 200, message = "Mätningens namn är för långt."))]
    title: String,
    population: Population,
    opens: Date,
    closes: Date,
    reference_from: Date,
    reference_to: Date,
    #[validate(length(max = 200, message = "Hänvisningen till gallringsbeslutet är för lång."))]
    disposal: String,
    /// TOML; nothing for the questionnaire that comes with the service.
    #[validate(length(max = 200_000, message = "Frågeformuläret är för långt."))]
    definition: Option<String>,
    units: Vec<PlanUnit>,
    recipient: String,
    #[validate(length(min = 1, max = 50, message = "Urnans nyckel måste förseglas till minst en förvarare."))]
    keys: Vec<GivenKey>,
}

#[derive(Serialize, Deserialize)]
struct PlanUnit {
    node: Uuid,
    population: i32,
    tenure: Option<Vec<i32>>,
}

#[derive(Serialize, Deserialize)]
struct GivenKey {
    holder: Option<Uuid>,
    sealed: String,
}

#[derive(Serialize)]
struct Planned {
    id: Uuid,
}

async fn plan(
    Guarded(Custodian(me), given): Guarded<Custodian, ValidJson<Plan>>,
    services: web::Data<Services>,
) -> Result<HttpResponse, Problem> {
    let given = given.0;
    let unreadable = || ProposeError::Stale;
    let keys = given.keys.iter().map(|key| Some((key.holder, unbase64(&key.sealed)?))).collect::<Option<_>>();
    let framed = |unit: PlanUnit| Framed { node: unit.node, population: unit.population, tenure: unit.tenure };
    let proposal = Proposal {
        title: given.title,
        population: given.population,
        opens: given.opens,
        closes: given.closes,
        reference: (given.reference_from, given.reference_to),
        disposal: given.disposal,
        definition: given.definition,
        frame: given.units.into_iter().map(framed).collect(),
        recipient: PublicKey::parse(&given.recipient).ok_or_else(unreadable)?,
        keys: keys.ok_or_else(unreadable)?,
    };
    let (today, now) = (services.clock.today(), services.clock.now());
    let id = propose(&services.db, &proposal, me.id, today, now, &services.chance).await?;
    // The worker would make them too, in its own time.
    actix_web::rt::spawn(async move { keys::make_all(&services.db).await });
    Ok(HttpResponse::Created().json(Planned { id }))
}

async fn one(
    Custodian(_): Custodian,
    services: web::Data<Services>,
    wave: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let (today, public_url) = (services.clock.today(), &services.config.service.public_url);
    let view =
        services.db.run::<_, DbError>("survey::one", async |tx| wave_view(tx, *wave, today, public_url).await).await?;
    Ok(HttpResponse::Ok().json(view.ok_or_else(Problem::not_found)?))
}

#[derive(Deserialize, Validate)]
struct Register {
    #[validate(length(min = 1, max = 5_000, message = "Inga koder skickades med."))]
    units: Vec<UnitDigests>,
}

#[derive(Serialize, Deserialize)]
struct UnitDigests {
    unit: Uuid,
    /// SHA-256 of each code's ticket.
    digests: Vec<String>,
}

async fn register_codes(
    Guarded(Custodian(me), given): Guarded<Custodian, ValidJson<Register>>,
    services: web::Data<Services>,
    wave: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let read =
        |unit: &UnitDigests| Some((unit.unit, unit.digests.iter().map(|text| digest(text)).collect::<Option<_>>()?));
    let units: Vec<_> = given.units.iter().map(read).collect::<Option<_>>().ok_or_else(unreadable)?;
    codes::register(&services.db, *wave, &units, by(me.id, &services)).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Deserialize, Validate)]
struct VoidOne {
    #[validate(length(max = 50, message = "Koden kom inte fram hel."))]
    digest: String,
}

#[derive(Serialize)]
struct Voided {
    unit: Uuid,
}

async fn void_one(
    Guarded(Custodian(me), given): Guarded<Custodian, ValidJson<VoidOne>>,
    services: web::Data<Services>,
    wave: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let digest = digest(&given.digest).ok_or_else(unreadable)?;
    let unit = codes::void_one(&services.db, *wave, &digest, by(me.id, &services)).await?;
    Ok(HttpResponse::Ok().json(Voided { unit }))
}

#[derive(Deserialize, Validate)]
struct Nothing {}

#[derive(Serialize)]
struct Room {
    /// How many new codes the unit can have.
    room: i64,
}

async fn void_unit(
    Guarded(Custodian(me), _): Guarded<Custodian, ValidJson<Nothing>>,
    services: web::Data<Services>,
    path: web::Path<(Uuid, Uuid)>,
) -> Result<HttpResponse, Problem> {
    let (wave, unit) = *path;
    let room = codes::void_unused(&services.db, wave, unit, by(me.id, &services)).await?;
    Ok(HttpResponse::Ok().json(Room { room }))
}

async fn close(
    Guarded(Custodian(me), _): Guarded<Custodian, ValidJson<Nothing>>,
    services: web::Data<Services>,
    wave: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    count::close(&services.db, *wave, me.id, services.clock.today(), services.clock.now()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The urn's identity; it never reaches a log, a page or the database.
#[derive(Deserialize, Validate)]
struct Open {
    #[validate(length(max = 100, message = "Nyckeln är inte en urnas nyckel."))]
    identity: String,
}

async fn count_wave(
    Guarded(Custodian(me), given): Guarded<Custodian, ValidJson<Open>>,
    services: web::Data<Services>,
    wave: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let opener = Opener::parse(&given.identity).ok_or(CountError::WrongKey)?;
    let (today, now) = (services.clock.today(), services.clock.now());
    count::count(&services.db, *wave, &opener, Some(me.id), today, now, &services.chance).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A questionnaire for the preview.
#[derive(Serialize)]
struct Preview {
    questionnaire: Box<RawValue>,
    hash: String,
}

impl Preview {
    fn of(questionnaire: &Questionnaire) -> Self {
        let json = RawValue::from_string(questionnaire.json()).expect("it was written as JSON");
        Self { questionnaire: json, hash: questionnaire.hash() }
    }
}

async fn shipped(Custodian(_): Custodian, population: web::Path<Population>) -> HttpResponse {
    HttpResponse::Ok().json(Preview::of(Questionnaire::shipped(*population)))
}

#[derive(Deserialize, Validate)]
struct Check {
    #[validate(length(max = 200_000, message = "Frågeformuläret är för långt."))]
    definition: String,
}

async fn check(Guarded(Custodian(_), given): Guarded<Custodian, ValidJson<Check>>) -> Result<HttpResponse, Problem> {
    let questionnaire = Questionnaire::parse(&given.definition).map_err(ProposeError::Definition)?;
    Ok(HttpResponse::Ok().json(Preview::of(&questionnaire)))
}

fn digest(text: &str) -> Option<Vec<u8>> {
    unbase64(text).filter(|digest| digest.len() == 32)
}

fn by(staff: Uuid, services: &Services) -> By {
    By { staff, now: services.clock.now(), today: services.clock.today() }
}

fn unreadable() -> Problem {
    Problem::bad_input("Koderna kom inte fram hela. Försök igen.", "The codes did not arrive whole. Try again.")
}

impl From<ProposeError> for Problem {
    fn from(error: ProposeError) -> Self {
        let sv = error.to_string();
        let refused = |en| Self::new(StatusCode::UNPROCESSABLE_ENTITY, "refused", &sv, en);
        match error {
            ProposeError::Rule(_) => refused("The wave cannot be planned like this."),
            ProposeError::Definition(_) => refused("The questionnaire does not keep the rules."),
            ProposeError::NoSuchUnit(_) => refused("There is no such unit on the day the wave opens."),
            ProposeError::Stale => Self::conflict(&sv, "The custodians have changed. Reload and try again."),
            ProposeError::Db(error) => error.into(),
        }
    }
}

impl From<CodesError> for Problem {
    fn from(error: CodesError) -> Self {
        match error {
            CodesError::NoWave => Self::not_found(),
            CodesError::Over => Self::conflict("Mätningen är avslutad.", "The wave is over."),
            CodesError::TooMany => Self::conflict(
                "Det skulle bli fler koder än personer. Någon annan kan ha gjort koder samtidigt: ladda om sidan.",
                "There would be more codes than persons. Somebody else may have made codes: reload the page.",
            ),
            CodesError::Twice => Self::conflict("Koderna är redan registrerade.", "The codes are registered already."),
            CodesError::NotUnused => Self::new(
                StatusCode::NOT_FOUND,
                "not_unused",
                "Det finns ingen oanvänd kod som stämmer. Den kan vara felskriven, redan spärrad eller redan använd.",
                "There is no such unused code. It may be mistyped, void already, or used already.",
            ),
            CodesError::Db(error) => error.into(),
        }
    }
}

impl From<CountError> for Problem {
    fn from(error: CountError) -> Self {
        match error {
            CountError::NoWave => Self::not_found(),
            CountError::NotRipe => Self::conflict(
                "Det går inte än: mätningen ska vara stängd och nattens blandning gjord.",
                "Not yet: the wave must be closed and the nightly mix done.",
            ),
            CountError::AlreadyCounted => Self::conflict("Mätningen är redan räknad.", "The wave has been counted."),
            CountError::WrongKey => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "wrong_key",
                "Nyckeln hör inte till den här mätningen. Den är orörd.",
                "The key does not belong to this wave. It is untouched.",
            ),
            CountError::NoCustodian => Self::conflict(
                "Det finns ingen förvarare att försegla räkningen till.",
                "There is no custodian to seal the tally to.",
            ),
            CountError::Db(error) => error.into(),
        }
    }
}
