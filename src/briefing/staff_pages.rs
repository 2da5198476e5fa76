//! Briefings as officers write them: sealed drafts, a preview that is kept nowhere, and those that are fixed.

use std::sync::Arc;

use actix_web::{
    HttpResponse,
    http::{StatusCode, header::CONTENT_DISPOSITION},
    web,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

use super::{
    formats,
    make::{self, Choice, MakeError},
    package::media_type,
    store,
};
use crate::{
    auth::{MemberOf, Officer},
    db::DbError,
    http::{Access, Guarded, Problem, Route, Services, ValidJson},
    ids::{base64, unbase64},
    plan,
    release::{self, ReadError},
    sealed::{Frame, FrameKind},
};

/// The routes of briefings.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(Access::Member, "/api/staff/channels/{channel}/briefings", overview),
        Route::post(Access::Member, "/api/staff/channels/{channel}/briefings/drafts", keep_draft),
        Route::post(Access::Member, "/api/staff/channels/{channel}/briefings/discard", discard),
        Route::post(Access::Member, "/api/staff/channels/{channel}/briefings/preview", preview),
        Route::post(Access::Member, "/api/staff/channels/{channel}/briefings/fix", fix),
        Route::get(Access::Officer, "/api/staff/briefings", fixed),
        Route::get(Access::Officer, "/api/staff/briefings/{briefing}/{file}", file),
    ]
}

#[derive(Serialize)]
struct Overview {
    today: Date,
    drafts: Vec<Draft>,
    fixed: Vec<store::Fixed>,
    releases: Vec<Published>,
    plans: Vec<Plan>,
}

#[derive(Serialize)]
struct Draft {
    id: Uuid,
    epoch: Uuid,
    version: i32,
    /// A sealed frame in base64url.
    frame: String,
    changed: Date,
}

#[derive(Serialize)]
struct Published {
    number: u64,
    published: String,
    /// Such as `Mätning 1, 2026 (E2026-1)`.
    covers: String,
    survey: bool,
}

#[derive(Serialize)]
struct Plan {
    id: Uuid,
    name: String,
    decided_by: String,
}

async fn overview(me: MemberOf, services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    let today = services.clock.today();
    let overview = services
        .db
        .run::<_, ReadError>("briefing::overview", async |tx| {
            let ledger = release::ledger(tx).await?;
            let releases = ledger.releases().iter().filter(|release| release.content.erratum.is_none());
            let drafts = store::drafts(tx, me.channel).await?.into_iter();
            let plans = plan::plans(tx).await?.into_iter();
            Ok(Overview {
                today,
                drafts: drafts
                    .map(|draft| Draft {
                        id: draft.id,
                        epoch: draft.epoch,
                        version: draft.version,
                        frame: base64(&draft.frame),
                        changed: draft.changed,
                    })
                    .collect(),
                fixed: store::fixed(tx).await?,
                releases: releases
                    .map(|release| Published {
                        number: release.number,
                        published: release.published.clone(),
                        covers: release
                            .content
                            .periods
                            .iter()
                            .map(|name| release::period(name))
                            .collect::<Vec<_>>()
                            .join(" och "),
                        survey: release.content.set == release::SURVEY,
                    })
                    .collect(),
                plans: plans
                    .map(|(id, plan)| Plan { id, name: plan.head.name, decided_by: plan.head.decided_by })
                    .collect(),
            })
        })
        .await?;
    Ok(HttpResponse::Ok().json(overview))
}

#[derive(Deserialize, Validate)]
struct DraftRequest {
    id: Uuid,
    /// The version its writer has seen; 0 for a new draft.
    #[validate(range(min = 0, message = "Utkastets version är fel."))]
    version: i32,
    frame: String,
}

async fn keep_draft(
    Guarded(me, request): Guarded<MemberOf, ValidJson<DraftRequest>>,
    services: web::Data<Services>,
) -> Result<HttpResponse, Problem> {
    let frame = unbase64(&request.frame).and_then(|bytes| Frame::parse(FrameKind::Letter, bytes).ok());
    let frame = frame.ok_or_else(|| {
        Problem::bad_input("Utkastet är inte förseglat som det ska.", "The draft is not sealed as it should be.")
    })?;
    let today = services.clock.today();
    let kept = services
        .db
        .run::<_, DbError>("briefing::keep_draft", async |tx| {
            store::keep_draft(tx, request.id, me.channel, request.version, frame.bytes(), today).await
        })
        .await?;
    match kept {
        true => Ok(HttpResponse::NoContent().finish()),
        false => Err(Problem::new(
            StatusCode::CONFLICT,
            "conflict",
            "Någon annan har ändrat eller tagit bort utkastet sedan du öppnade det. Det du har skrivit står kvar här.",
            "Somebody else has changed the draft since you opened it. What you have written is still here.",
        )),
    }
}

#[derive(Deserialize, Validate)]
struct Chosen {
    draft: Uuid,
}

async fn discard(
    Guarded(me, request): Guarded<MemberOf, ValidJson<Chosen>>,
    services: web::Data<Services>,
) -> Result<HttpResponse, Problem> {
    let gone = services
        .db
        .run::<_, DbError>("briefing::discard", async |tx| store::delete_draft(tx, request.draft, me.channel).await)
        .await?;
    if gone { Ok(HttpResponse::NoContent().finish()) } else { Err(Problem::not_found()) }
}

async fn preview(
    Guarded(_, request): Guarded<MemberOf, ValidJson<Choice>>,
    services: web::Data<Services>,
) -> Result<HttpResponse, Problem> {
    let document = make::document(&services, &request, false).await?;
    let pdf = make::aside(Arc::new(document), |document, faces| Ok(formats::pdf(document, faces)?)).await?;
    Ok(HttpResponse::Ok().content_type("application/pdf").body(pdf))
}

#[derive(Deserialize, Validate)]
struct FixRequest {
    draft: Option<Uuid>,
    #[validate(nested)]
    choice: Choice,
}

#[derive(Serialize)]
struct FixedNow {
    id: Uuid,
    number: i64,
}

async fn fix(
    Guarded(me, request): Guarded<MemberOf, ValidJson<FixRequest>>,
    services: web::Data<Services>,
) -> Result<HttpResponse, Problem> {
    let (id, number) = make::fix(&services, me.channel, request.draft, &request.choice, me.staff.id).await?;
    Ok(HttpResponse::Ok().json(FixedNow { id, number }))
}

async fn fixed(Officer(_): Officer, services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    let fixed = services.db.run::<_, DbError>("briefing::fixed", async |tx| store::fixed(tx).await).await?;
    Ok(HttpResponse::Ok().json(fixed))
}

async fn file(
    Officer(_): Officer,
    services: web::Data<Services>,
    path: web::Path<(Uuid, String)>,
) -> Result<HttpResponse, Problem> {
    let (briefing, name) = path.into_inner();
    let found =
        services.db.run::<_, DbError>("briefing::file", async |tx| store::file(tx, briefing, &name).await).await?;
    let content = found.ok_or_else(Problem::not_found)?;
    let saved = format!("attachment; filename=\"{name}\"");
    Ok(HttpResponse::Ok().content_type(media_type(&name)).insert_header((CONTENT_DISPOSITION, saved)).body(content))
}

impl From<MakeError> for Problem {
    fn from(error: MakeError) -> Self {
        match error {
            MakeError::Read(error) => error.into(),
            MakeError::Package(error) => Self::fault("briefing", &error),
            MakeError::Broken => Self::fault("briefing", &error),
            MakeError::Gone => {
                Self::new(StatusCode::CONFLICT, "conflict", &error.to_string(), "The draft is fixed already, or gone.")
            }
            _ => Self::bad_input(&error.to_string(), "The briefing cannot be made from this choice."),
        }
    }
}
