//! Signing in and out, who one is, and inviting.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

use crate::{
    auth::{self, AccountName, Cookies, IDLE, Invitation, LoginSecret, SignIn, SignInError, SignedIn, Throttle},
    channel::{self, Missing},
    http::{Access, Guarded, Problem, Route, Services, ValidJson},
    ids::{Token, base64},
    intake::Gate,
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::post(Access::Public, "/api/staff/sign-in", sign_in),
        Route::post(Access::Public, "/api/staff/sign-out", sign_out),
        Route::get(Access::Staff, "/api/staff/me", me),
        Route::post(Access::Staff, "/api/staff/invitations", invite),
    ]
}

#[derive(Deserialize, Validate)]
struct SignInRequest {
    account: String,
    login_secret: String,
    totp: String,
}

async fn sign_in(
    http: HttpRequest,
    services: web::Data<Services>,
    throttle: web::Data<Throttle>,
    request: ValidJson<SignInRequest>,
) -> Result<HttpResponse, Problem> {
    let cookies = Cookies { secure: services.config.is_secure() };
    let attempt = SignIn {
        account: AccountName::parse(&request.account),
        login: LoginSecret::parse(&request.login_secret),
        totp: &request.totp,
        device: http.cookie(cookies.device_name()).and_then(|cookie| Token::parse(cookie.value())),
        address: http.peer_addr().map(|peer| peer.ip().to_string()).unwrap_or_default(),
    };
    let now = services.clock.now();
    let tokens = services
        .db
        .run("auth::sign_in", async |tx| auth::sign_in(tx, &throttle, &attempt, now, &services.chance).await)
        .await?;
    Ok(HttpResponse::NoContent()
        .cookie(cookies.session(&tokens.session))
        .cookie(cookies.device(&tokens.device))
        .finish())
}

async fn sign_out(http: HttpRequest, services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    let cookies = Cookies { secure: services.config.is_secure() };
    if let Some(token) = http.cookie(cookies.session_name()).and_then(|cookie| Token::parse(cookie.value())) {
        let now = services.clock.now();
        services.db.run("auth::sign_out", async |tx| auth::sign_out(tx, &token, now).await).await?;
    }
    Ok(HttpResponse::NoContent().cookie(cookies.gone()).finish())
}

#[derive(Serialize)]
struct Me {
    id: Uuid,
    account: String,
    name: String,
    recipient: String,
    wrapped_identity: String,
    administrator: bool,
    custodian: bool,
    auditor: bool,
    idle_minutes: i64,
    channels: Vec<MyChannel>,
}

#[derive(Serialize)]
struct MyChannel {
    id: Uuid,
    name: String,
    position: i32,
    deputy: bool,
    open: bool,
    missing: Vec<&'static str>,
}

/// The browser locks some time before the session would end.
const LOCK_BEFORE_END: i64 = 20;

async fn me(
    SignedIn(staff): SignedIn,
    services: web::Data<Services>,
    gate: web::Data<Gate>,
) -> Result<HttpResponse, Problem> {
    let channels = services
        .db
        .run::<_, Problem>("admin::me", async |tx| {
            let urn_is_missing = !crate::intake::manifest(tx, &services, &gate).await?.has_urn();
            let mut mine = Vec::new();
            for (channel, deputy) in channel::of_staff(tx, staff.id).await? {
                let epochs = channel::epochs(tx, channel.id).await?;
                let members = channel::members(tx, channel.id).await?;
                let mut missing: Vec<_> =
                    channel::missing(&channel, &epochs, &members).into_iter().map(Missing::code).collect();
                if urn_is_missing {
                    missing.push("urn");
                }
                let open = missing.is_empty();
                mine.push(MyChannel {
                    id: channel.id,
                    name: channel.name,
                    position: channel.position,
                    deputy,
                    open,
                    missing,
                });
            }
            Ok(mine)
        })
        .await?;
    Ok(HttpResponse::Ok().json(Me {
        id: staff.id,
        account: staff.account,
        name: staff.name,
        recipient: staff.recipient,
        wrapped_identity: base64(&staff.wrapped_identity),
        administrator: staff.administrator,
        custodian: staff.custodian,
        auditor: staff.auditor,
        idle_minutes: IDLE.as_mins() - LOCK_BEFORE_END,
        channels,
    }))
}

#[derive(Deserialize, Validate)]
struct InviteRequest {
    channel: Option<Uuid>,
    #[validate(length(min = 2, max = 120, message = "Ange namn och titel, högst 120 tecken."))]
    name: String,
    #[validate(email(message = "E-postadressen är inte rätt skriven."))]
    email: String,
    deputy: bool,
    administrator: bool,
    custodian: bool,
    #[serde(default)]
    auditor: bool,
}

#[derive(Serialize)]
struct Invited {
    link: String,
}

/// The chief invites to the own channel; an administrator to any, and to the roles.
async fn invite(
    Guarded(SignedIn(staff), request): Guarded<SignedIn, ValidJson<InviteRequest>>,
    services: web::Data<Services>,
) -> Result<HttpResponse, Problem> {
    let raises = request.administrator || request.custodian || request.auditor;
    let invitation = Invitation {
        channel: request.channel,
        name: request.name.trim().to_owned(),
        email: request.email.trim().to_owned(),
        deputy: request.deputy,
        administrator: request.administrator,
        custodian: request.custodian,
        auditor: request.auditor,
    };
    let now = services.clock.now();
    let token = services
        .db
        .run::<_, Problem>("admin::invite", async |tx| {
            let chief = channel::of_staff(tx, staff.id)
                .await?
                .into_iter()
                .any(|(channel, deputy)| Some(channel.id) == invitation.channel && !deputy);
            if !(staff.administrator || chief && !raises) {
                return Err(Problem::not_found());
            }
            if let Some(channel) = invitation.channel {
                channel::channel(tx, channel).await?.ok_or_else(Problem::not_found)?;
            }
            Ok(auth::invite(tx, Some(staff.id), &invitation, now, &services.chance).await?)
        })
        .await?;
    let link = format!("{}/start#{}", services.config.service.public_url.trim_end_matches('/'), token.reveal());
    Ok(HttpResponse::Ok().json(Invited { link }))
}

impl From<SignInError> for Problem {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Wrong => Self::new(
                StatusCode::UNAUTHORIZED,
                "wrong_sign_in",
                "Användarnamn, lösenfras eller kod stämmer inte. En kod kan bara användas en gång; vänta på nästa.",
                "User name, passphrase or code is wrong. A code works once; wait for the next.",
            ),
            SignInError::SlowDown(seconds) => Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                "slow_down",
                "För många misslyckade försök härifrån. Vänta en stund och försök igen.",
                "Too many failed attempts from here. Wait a while and try again.",
            )
            .with_wait(seconds),
            SignInError::Db(error) => error.into(),
        }
    }
}
