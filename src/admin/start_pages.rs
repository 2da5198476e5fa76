//! One-time links. The token stands in the fragment of the address, which no browser sends and no log sees.

use actix_web::{HttpResponse, http::StatusCode, web};
use askama::Template;
use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::{
    auth::{self, AccountName, Claim, Link, LinkError, LoginSecret, NewAccount, TotpSecret},
    channel,
    http::{Access, Assets, Problem, Route, Services, ValidJson, page},
    ids::{Token, unbase64},
    intake::{Gate, manifest, script_json},
    sealed::PublicKey,
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(Access::Public, "/start", start_page),
        Route::post(Access::Link, "/api/start/look", look),
        Route::post(Access::Link, "/api/start/claim", claim),
        Route::post(Access::Link, "/api/start/accept", accept),
    ]
}

#[derive(Template)]
#[template(path = "staff_start.html", config = "web/askama.toml")]
struct StartPage<'a> {
    instance: &'a str,
    demo: bool,
    manifest: String,
    assets: Assets,
}

async fn start_page(services: web::Data<Services>, gate: web::Data<Gate>) -> Result<HttpResponse, Problem> {
    let manifest = services.db.run("admin::start", async |tx| manifest(tx, &services, &gate).await).await?;
    page(&StartPage {
        instance: &services.config.service.name,
        demo: services.demo,
        manifest: script_json(&manifest),
        assets: Assets,
    })
}

#[derive(Deserialize, Validate)]
struct Look {
    token: String,
}

#[derive(Serialize)]
struct Looked {
    kind: &'static str,
    name: Option<String>,
    channel: Option<String>,
    totp_secret: String,
    totp_base32: String,
    totp_qr: String,
}

async fn look(services: web::Data<Services>, request: ValidJson<Look>) -> Result<HttpResponse, Problem> {
    let token = token(&request.token)?;
    let now = services.clock.now();
    let (link, channel) = services
        .db
        .run::<_, LinkError>("admin::look", async |tx| {
            let link = auth::look(tx, &token, now).await?;
            let channel = match &link {
                Link::Invitation(invitation) => match invitation.channel {
                    Some(id) => channel::channel(tx, id).await?.map(|channel| channel.name),
                    None => None,
                },
                Link::SetUp => None,
            };
            Ok((link, channel))
        })
        .await?;
    let enrolment = TotpSecret::new(&services.chance).enrolment(&services.config.service.name.replace(':', " "));
    let (kind, name) = match link {
        Link::SetUp => ("set_up", None),
        Link::Invitation(invitation) => ("invitation", Some(invitation.name)),
    };
    Ok(HttpResponse::Ok().json(Looked {
        kind,
        name,
        channel,
        totp_secret: enrolment.secret,
        totp_base32: enrolment.base32,
        totp_qr: enrolment.qr,
    }))
}

/// What every new account hands over. The passphrase is not among it, nor anything that unwraps.
#[derive(Deserialize, Validate)]
struct Credentials {
    token: String,
    account: String,
    login_secret: String,
    totp_secret: String,
    totp_code: String,
    recipient: String,
    wrapped_identity: String,
}

#[derive(Deserialize, Validate)]
struct ClaimRequest {
    #[serde(flatten)]
    #[validate(nested)]
    credentials: Credentials,
    #[validate(length(min = 2, max = 120, message = "Ange namn och titel, högst 120 tecken."))]
    name: String,
    #[validate(email(message = "E-postadressen är inte rätt skriven."))]
    email: String,
    #[validate(length(min = 2, max = 120, message = "Ange funktionens namn, högst 120 tecken."))]
    channel_name: String,
    #[validate(length(min = 3, max = 40, message = "Ange funktionens telefonnummer."))]
    channel_phone: String,
}

async fn claim(services: web::Data<Services>, request: ValidJson<ClaimRequest>) -> Result<HttpResponse, Problem> {
    let (token, new) = account(&request.credentials)?;
    let details = Claim {
        name: request.name.trim().to_owned(),
        email: request.email.trim().to_owned(),
        channel_name: request.channel_name.trim().to_owned(),
        channel_phone: request.channel_phone.trim().to_owned(),
    };
    let now = services.clock.now();
    services
        .db
        .run("admin::claim", async |tx| auth::claim(tx, &token, &new, &details, now, &services.chance).await)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn accept(services: web::Data<Services>, request: ValidJson<Credentials>) -> Result<HttpResponse, Problem> {
    let (token, new) = account(&request)?;
    let now = services.clock.now();
    services.db.run("admin::accept", async |tx| auth::accept(tx, &token, &new, now, &services.chance).await).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn token(text: &str) -> Result<Token, Problem> {
    Token::parse(text).ok_or_else(|| LinkError::Dead.into())
}

fn account(given: &Credentials) -> Result<(Token, NewAccount), Problem> {
    let name = AccountName::parse(&given.account).ok_or_else(|| {
        Problem::bad_input(
            "Användarnamnet ska ha 3–40 tecken: bokstäver, siffror, punkt och bindestreck.",
            "The user name must have 3–40 characters: letters, digits, dot and hyphen.",
        )
    })?;
    let malformed = || {
        Problem::bad_input(
            "Begäran kan inte läsas. Ladda om sidan och försök igen.",
            "The request cannot be read. Reload the page and try again.",
        )
    };
    let new = NewAccount {
        account: name,
        login: LoginSecret::parse(&given.login_secret).ok_or_else(malformed)?,
        totp: TotpSecret::parse(&given.totp_secret).ok_or_else(malformed)?,
        totp_code: given.totp_code.clone(),
        recipient: PublicKey::parse(&given.recipient).ok_or_else(malformed)?,
        wrapped_identity: unbase64(&given.wrapped_identity)
            .filter(|bytes| (40..200).contains(&bytes.len()))
            .ok_or_else(malformed)?,
    };
    Ok((token(&given.token)?, new))
}

impl From<LinkError> for Problem {
    fn from(error: LinkError) -> Self {
        match error {
            LinkError::Dead => Self::new(
                StatusCode::NOT_FOUND,
                "dead_link",
                "Länken är använd eller för gammal. Be den som bjöd in dig om en ny.",
                "The link is used or too old. Ask whoever invited you for a new one.",
            ),
            LinkError::WrongTotp => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "wrong_totp",
                "Koden från appen stämmer inte. Kontrollera att telefonens klocka går rätt och skriv nästa kod.",
                "The code of the app is wrong. Check that the phone's clock is right and type the next code.",
            ),
            LinkError::AccountTaken => Self::new(
                StatusCode::CONFLICT,
                "account_taken",
                "Användarnamnet är upptaget.",
                "The user name is taken.",
            ),
            LinkError::Db(error) => error.into(),
        }
    }
}
