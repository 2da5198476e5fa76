//! The reporter's face: one page, the manifest and the drop. No session, no cookie, no address.

use actix_web::{HttpResponse, http::StatusCode, web};
use askama::Template;

use super::{
    attachment::{Attachment, AttachmentError, LONGEST_BODY, LONGEST_UPLOAD, Places},
    drop::{Drop, DropError},
    manifest::{Manifest, manifest, script_json},
    proof::Gate,
    store,
    submit::{SubmitError, submit},
};
use crate::{
    form::Form,
    http::{Access, Assets, Problem, Route, Services, page},
    org::{self, DepartmentChoice},
};

/// The routes of the reporter's face.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(Access::Public, "/", reporter_page),
        Route::get(Access::Public, "/api/v1/manifest", manifest_json),
        Route::post(Access::Public, "/api/v1/drops", take_drop),
        Route::post(Access::Public, "/api/v1/attachments", take_attachment),
    ]
}

#[derive(Template)]
#[template(path = "reporter.html", config = "web/askama.toml")]
struct ReporterPage<'a> {
    instance: &'a str,
    demo: bool,
    open: bool,
    manifest: String,
    form: &'static Form,
    departments: Vec<DepartmentChoice>,
    phone_security: &'a str,
    phone_support: &'a str,
    whistle_url: &'a str,
    whistle_name: &'a str,
    exit_url: &'a str,
    assets: Assets,
}

async fn reporter_page(services: web::Data<Services>, gate: web::Data<Gate>) -> Result<HttpResponse, Problem> {
    let (manifest, nodes, phone) = services
        .db
        .run::<_, Problem>("intake::page", async |tx| {
            let manifest: Manifest = manifest(tx, &services, &gate).await?;
            let phone = crate::channel::all(tx).await?.into_iter().next().map(|channel| channel.phone);
            Ok((manifest, org::nodes(tx).await?, phone))
        })
        .await?;
    let service = &services.config.service;
    page(&ReporterPage {
        instance: &service.name,
        demo: services.demo,
        open: manifest.is_open(),
        manifest: script_json(&manifest),
        form: Form::incident(),
        departments: org::offered(&nodes, services.clock.today()),
        phone_security: phone.as_deref().unwrap_or_default(),
        phone_support: &service.phone_support,
        whistle_url: &service.whistle_url,
        whistle_name: &service.whistle_name,
        exit_url: &service.exit_url,
        assets: Assets,
    })
}

async fn manifest_json(services: web::Data<Services>, gate: web::Data<Gate>) -> Result<HttpResponse, Problem> {
    let manifest = services.db.run("intake::manifest", async |tx| manifest(tx, &services, &gate).await).await?;
    Ok(HttpResponse::Ok().json(manifest))
}

async fn take_drop(
    services: web::Data<Services>,
    gate: web::Data<Gate>,
    body: Result<web::Bytes, actix_web::Error>,
) -> Result<HttpResponse, Problem> {
    let now = services.clock.now();
    let drop = Drop::parse(&body.map_err(|_| DropError::Size)?)?;
    gate.admit(&drop, now).map_err(|_| unproven(gate.challenge(now).1))?;
    submit(&services.db, &drop, services.clock.today(), now, &services.chance).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Takes an attachment before the letter that names it. The body is read here, because it is longer than any other.
async fn take_attachment(
    services: web::Data<Services>,
    gate: web::Data<Gate>,
    places: web::Data<Places>,
    body: web::Payload,
) -> Result<HttpResponse, Problem> {
    let now = services.clock.now();
    let _place = places.take().await.ok_or(AttachmentError::Busy)?;
    let body = tokio::time::timeout(LONGEST_UPLOAD, body.to_bytes_limited(LONGEST_BODY)).await;
    let body = body.ok().and_then(Result::ok).and_then(Result::ok).ok_or(AttachmentError::Size)?;
    let attachment = Attachment::parse(&body)?;
    drop(body);
    gate.admit_attachment(&attachment, now).map_err(|_| unproven(gate.challenge(now).1))?;
    let room = services.config.intake.attachment_megabytes.saturating_mul(1 << 20);
    services
        .db
        .run("intake::attachment", async |tx| {
            if store::waiting_bytes(tx).await?.saturating_add(attachment.frame.len() as u64) > room {
                return Err(Problem::from(AttachmentError::Full));
            }
            match store::insert_attachment(tx, attachment.id, &attachment.frame).await? {
                true => Ok(()),
                false => Err(AttachmentError::Taken.into()),
            }
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

fn unproven(difficulty: u8) -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "proof",
        "Sidan har stått öppen länge. Försök skicka en gång till; det du har skrivit står kvar.",
        "The page has been open for long. Try to send once more; what you have written is still there.",
    )
    .with_difficulty(difficulty)
}

impl From<DropError> for Problem {
    fn from(error: DropError) -> Self {
        match error {
            DropError::Size => Self::new(
                StatusCode::BAD_REQUEST,
                "wrong_size",
                "Det som kom fram var inte helt. Försök skicka igen; det du har skrivit står kvar.",
                "What arrived was not whole. Try to send again; what you have written is still there.",
            ),
            DropError::Frame(_) => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "bad_frame",
                "Det som kom fram var inte förseglat som det ska. Ingenting är sparat. Ladda om sidan och försök igen.",
                "What arrived was not sealed as it must be. Nothing is stored. Reload the page and try again.",
            ),
        }
    }
}

impl From<AttachmentError> for Problem {
    fn from(error: AttachmentError) -> Self {
        match error {
            AttachmentError::Size => DropError::Size.into(),
            AttachmentError::Frame => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "bad_frame",
                "Bilagan var inte förseglad som den ska. Den är inte sparad. Ladda om sidan och försök igen.",
                "The attachment was not sealed as it must be. It is not stored. Reload the page and try again.",
            ),
            AttachmentError::Busy => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "busy",
                "Många skickar bilagor just nu. Försök igen om en stund; det du har skrivit står kvar.",
                "Many are sending attachments right now. Try again in a while; what you have written is still there.",
            ),
            AttachmentError::Full => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "full",
                "Det går inte att ta emot fler bilagor i dag. Skicka rapporten utan bilaga, eller skicka bilagan i morgon.",
                "No more attachments can be taken today. Send the report without, or send the attachment tomorrow.",
            ),
            AttachmentError::Taken => Self::conflict(
                "Bilagan krockar med en annan. Ta bort den och välj den igen.",
                "The attachment collides with another. Remove it and choose it again.",
            ),
        }
    }
}

impl From<SubmitError> for Problem {
    fn from(error: SubmitError) -> Self {
        match error {
            SubmitError::UnknownChannel => Self::new(
                StatusCode::NOT_FOUND,
                "unknown_channel",
                "Mottagaren finns inte längre. Välj en annan; det du har skrivit står kvar.",
                "The receiver no longer exists. Choose another; what you have written is still there.",
            ),
            SubmitError::ChannelClosed => Self::new(
                StatusCode::CONFLICT,
                "channel_closed",
                "Mottagaren tar inte emot just nu. Ring i stället, eller försök senare.",
                "The receiver is closed right now. Call instead, or try later.",
            ),
            SubmitError::StaleKeys => Self::new(
                StatusCode::CONFLICT,
                "stale_keys",
                "Nycklarna har bytts sedan sidan öppnades. Försök skicka igen; det du har skrivit står kvar.",
                "The keys have changed since the page was opened. Try to send again; what you have written is still there.",
            ),
            SubmitError::Db(error) => error.into(),
        }
    }
}
