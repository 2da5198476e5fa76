//! The respondent's face: one page, the open waves with all their keys, and three posts. No session, no cookie, no address.

use actix_web::{HttpResponse, http::StatusCode, web};
use askama::Template;
use jiff::civil::Date;
use serde::Serialize;
use uuid::Uuid;

use super::{
    cast::{self, Cast, CastError},
    issue::{self, IssueError},
    issuer::{SIGNATURE_SIZE, TokenKey},
    label::Labels,
    store,
    wave::{Phase, Wave},
};
use crate::{
    db::{DbError, Transaction},
    http::{Access, Assets, Problem, Route, Services, page},
    ids::base64,
};

/// The routes of the respondent's face.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(Access::Public, "/enkat", respondent_page),
        Route::get(Access::Public, "/api/v1/waves", open_waves),
        Route::post(Access::Public, "/api/v1/codes", look_up),
        Route::post(Access::Public, "/api/v1/tokens", issue_token),
        Route::post(Access::Public, "/api/v1/ballots", cast_ballot),
    ]
}

#[derive(Template)]
#[template(path = "respondent.html", config = "web/askama.toml")]
struct RespondentPage<'a> {
    instance: &'a str,
    demo: bool,
    exit_url: &'a str,
    phone_support: &'a str,
    phone_security: &'a str,
    assets: Assets,
}

async fn respondent_page(services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    let phone = services
        .db
        .run::<_, DbError>("survey::page", async |tx| {
            Ok(crate::channel::all(tx).await?.into_iter().next().map(|channel| channel.phone))
        })
        .await?;
    let service = &services.config.service;
    page(&RespondentPage {
        instance: &service.name,
        demo: services.demo,
        exit_url: &service.exit_url,
        phone_support: &service.phone_support,
        phone_security: phone.as_deref().unwrap_or_default(),
        assets: Assets,
    })
}

#[derive(Serialize)]
struct Offer {
    waves: Vec<WaveOffer>,
    wait: Wait,
}

/// Seconds a browser waits at random between its token and its ballot.
#[derive(Serialize)]
struct Wait {
    least: u32,
    most: u32,
}

#[derive(Serialize)]
struct WaveOffer {
    id: Uuid,
    code: String,
    title: String,
    number: u32,
    recipient: String,
    opens: Date,
    closes: Date,
    reference_from: Date,
    reference_to: Date,
    questionnaire_hash: String,
    questionnaire: String,
    units: Vec<UnitOffer>,
}

#[derive(Serialize)]
struct UnitOffer {
    id: Uuid,
    name: String,
    department: String,
    key: String,
}

/// Everybody gets every key of every open wave, so that a key tells nothing of who asked.
async fn open_waves(services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    let today = services.clock.today();
    let waves = services
        .db
        .run::<_, DbError>("survey::open_waves", async |tx| {
            let mut offers = Vec::new();
            for wave in store::waves(tx).await?.into_iter().filter(|wave| wave.phase(today) == Phase::Open) {
                offers.extend(offer(tx, wave).await?);
            }
            Ok(offers)
        })
        .await?;
    let survey = &services.config.survey;
    let wait = Wait { least: survey.wait_least_seconds, most: survey.wait_most_seconds };
    Ok(HttpResponse::Ok().json(Offer { waves, wait }))
}

/// A wave once all its keys have been made.
async fn offer(tx: &Transaction<'_>, wave: Wave) -> Result<Option<WaveOffer>, DbError> {
    let units: Option<Vec<_>> = store::units(tx, wave.id)
        .await?
        .into_iter()
        .map(|unit| {
            let key = base64(&TokenKey::parse(&unit.public_key?)?.modulus());
            Some(UnitOffer { id: unit.id, name: unit.name, department: unit.department, key })
        })
        .collect();
    Ok(units.map(|units| WaveOffer {
        id: wave.id,
        code: wave.code,
        title: wave.title,
        number: wave.number,
        recipient: wave.recipient,
        opens: wave.opens,
        closes: wave.ends.yesterday().unwrap_or(wave.ends),
        reference_from: wave.reference.0,
        reference_to: wave.reference.1,
        questionnaire_hash: wave.questionnaire_hash,
        questionnaire: wave.questionnaire,
        units,
    }))
}

type Body = Result<web::Bytes, actix_web::Error>;

#[derive(Serialize)]
struct Found {
    unit: Uuid,
}

async fn look_up(services: web::Data<Services>, body: Body) -> Result<HttpResponse, Problem> {
    let body = body.map_err(|_| wrong_size())?;
    let (wave, ticket) = ticket(&body).filter(|_| body.len() == 48).ok_or_else(wrong_size)?;
    let unit = issue::look(&services.db, wave, &ticket, services.clock.today()).await?;
    Ok(HttpResponse::Ok().json(Found { unit }))
}

async fn issue_token(services: web::Data<Services>, body: Body) -> Result<HttpResponse, Problem> {
    let body = body.map_err(|_| wrong_size())?;
    let (wave, ticket) = ticket(&body).ok_or_else(wrong_size)?;
    let blinded: [u8; SIGNATURE_SIZE] = body[48..].try_into().map_err(|_| wrong_size())?;
    let signed = issue::issue(&services.db, wave, &ticket, &blinded, services.clock.today()).await?;
    Ok(HttpResponse::Ok().content_type("application/octet-stream").body(signed.to_vec()))
}

/// Which wave, and the ticket, at the beginning of a body.
fn ticket(body: &[u8]) -> Option<(Uuid, [u8; 32])> {
    let (wave, rest) = body.split_first_chunk::<16>()?;
    Some((Uuid::from_bytes(*wave), *rest.first_chunk()?))
}

async fn cast_ballot(
    services: web::Data<Services>,
    labels: web::Data<Labels>,
    body: Body,
) -> Result<HttpResponse, Problem> {
    let cast = Cast::parse(&body.map_err(|_| CastError::Size)?)?;
    cast::cast(&services.db, &labels, &cast, services.clock.today(), &services.chance).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn wrong_size() -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "wrong_size",
        "Det som kom fram var inte helt. Försök igen; det du har svarat står kvar.",
        "What arrived was not whole. Try again; what you have answered is still there.",
    )
}

fn closed() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "wave_closed",
        "Enkäten är stängd. Det går inte längre att svara på den.",
        "The survey is closed. It can no longer be answered.",
    )
}

impl From<IssueError> for Problem {
    fn from(error: IssueError) -> Self {
        match error {
            IssueError::UnknownCode => Self::new(
                StatusCode::NOT_FOUND,
                "unknown_code",
                "Koden finns inte i den här enkäten. Kontrollera att den är rätt avskriven.",
                "There is no such code in this survey. Check that it is copied correctly.",
            ),
            IssueError::Void => Self::new(
                StatusCode::GONE,
                "void_code",
                "Koden är spärrad och har ersatts av en ny. Fråga den som delar ut koderna på din arbetsplats efter en ny lapp.",
                "The code has been blocked and replaced by a new one. Ask whoever hands out the codes at your workplace for a new slip.",
            ),
            IssueError::Used => Self::new(
                StatusCode::CONFLICT,
                "used_code",
                "Koden är redan använd på ett annat sätt. Fråga den som delar ut koderna på din arbetsplats.",
                "The code has already been used in another way. Ask whoever hands out the codes at your workplace.",
            ),
            IssueError::Closed => closed(),
            IssueError::NotReady => Self::conflict(
                "Enkäten förbereds fortfarande. Försök igen om en stund.",
                "The survey is still being prepared. Try again in a while.",
            ),
            IssueError::NotANumber => wrong_size(),
            IssueError::Db(error) => error.into(),
        }
    }
}

impl From<CastError> for Problem {
    fn from(error: CastError) -> Self {
        match error {
            CastError::Size => wrong_size(),
            CastError::Frame => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "bad_frame",
                "Svaret var inte förseglat som det ska. Ingenting är sparat. Ladda om sidan och försök igen.",
                "The answer was not sealed as it must be. Nothing is stored. Reload the page and try again.",
            ),
            CastError::BadToken => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "bad_token",
                "Svarsbiljetten gäller inte här. Ingenting är sparat. Börja om med koden på din lapp.",
                "The answer ticket is not valid here. Nothing is stored. Start again with the code on your slip.",
            ),
            CastError::Closed => closed(),
            CastError::AlreadyAnswered => Self::new(
                StatusCode::CONFLICT,
                "already_answered",
                "Ett svar har redan lämnats med den här koden. Det svaret räknas; ett till går inte att lämna.",
                "An answer has already been given with this code. That answer counts; another one cannot be given.",
            ),
            CastError::Db(error) => error.into(),
        }
    }
}
