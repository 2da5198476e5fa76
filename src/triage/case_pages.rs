//! One case: opening it and writing in it.

use actix_web::{HttpResponse, http::StatusCode, web};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

use super::{
    acting::Acting,
    case::Status,
    frames::{NewCaseRequest, entry_frame, frame},
    guard::{CaseMember, CaseReader},
    read::read,
    split::{SplitError, split},
    store,
    views::WholeView,
    write::{self, Amendment, Change, WriteError, Writing},
};
use crate::{
    http::{Access, Guarded, Problem, Route, Services, ValidJson},
    intake::{self, LONGEST_BODY, check_frame},
    sealed::FrameKind,
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(Access::Case, "/api/staff/cases/{case}", read_case),
        Route::post(Access::Case, "/api/staff/cases/{case}/entries", write_entry),
        Route::post(Access::Case, "/api/staff/cases/{case}/draft", keep_draft),
        Route::post(Access::Case, "/api/staff/cases/{case}/attachments/{attachment}", add_attachment),
        Route::get(Access::Case, "/api/staff/cases/{case}/attachments/{attachment}", attachment),
        Route::post(Access::CaseMember, "/api/staff/cases/{case}/reply", send_reply),
        Route::post(Access::CaseMember, "/api/staff/cases/{case}/export", export),
        Route::post(Access::CaseMember, "/api/staff/cases/{case}/split", split_case),
    ]
}

async fn read_case(
    CaseReader(me): CaseReader,
    services: web::Data<Services>,
    case: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let acting = Acting::new(me.id, &services);
    let whole = services.db.run("triage::read", async |tx| read(tx, &acting, *case).await).await?;
    Ok(HttpResponse::Ok().json(WholeView::from(whole.ok_or_else(Problem::not_found)?)))
}

#[derive(Deserialize, Validate)]
struct WriteRequest {
    version: i64,
    key: Uuid,
    entry: String,
    summary: Option<String>,
    #[serde(default)]
    restricted: bool,
    change: Option<ChangeRequest>,
    amendment: Option<AmendmentRequest>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ChangeRequest {
    Status(Status),
    Officer(Option<Uuid>),
    Feedback,
    Disclosed,
    Held(bool),
    Merged(Option<Uuid>),
}

#[derive(Serialize, Deserialize)]
struct AmendmentRequest {
    urn: Uuid,
    frame: String,
}

impl TryFrom<WriteRequest> for Writing {
    type Error = Problem;

    fn try_from(request: WriteRequest) -> Result<Self, Problem> {
        let amendment = request.amendment.map(|amendment| {
            Ok::<_, Problem>(Amendment { urn: amendment.urn, frame: frame(FrameKind::Ballot, &amendment.frame)? })
        });
        Ok(Self {
            version: request.version,
            key: request.key,
            entry: entry_frame(&request.entry)?,
            summary: request.summary.map(|summary| frame(FrameKind::Reply, &summary)).transpose()?,
            restricted: request.restricted,
            change: request.change.map(|change| match change {
                ChangeRequest::Status(status) => Change::Status(status),
                ChangeRequest::Officer(officer) => Change::Officer(officer),
                ChangeRequest::Feedback => Change::Feedback,
                ChangeRequest::Disclosed => Change::Disclosed,
                ChangeRequest::Held(held) => Change::Held(held),
                ChangeRequest::Merged(into) => Change::Merged(into),
            }),
            amendment: amendment.transpose()?,
        })
    }
}

#[derive(Serialize)]
struct Written {
    version: i64,
}

async fn write_entry(
    Guarded(CaseReader(me), request): Guarded<CaseReader, ValidJson<WriteRequest>>,
    services: web::Data<Services>,
    case: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let acting = Acting::new(me.id, &services);
    let writing = Writing::try_from(request.0)?;
    let version = services.db.run("triage::write", async |tx| write::write(tx, &acting, *case, &writing).await).await?;
    Ok(HttpResponse::Ok().json(Written { version }))
}

#[derive(Deserialize, Validate)]
struct ReplyRequest {
    /// Sealed to the reporter.
    frame: String,
    #[serde(flatten)]
    writing: WriteRequest,
}

async fn send_reply(
    Guarded(CaseMember(me), request): Guarded<CaseMember, ValidJson<ReplyRequest>>,
    services: web::Data<Services>,
    case: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let acting = Acting::new(me.id, &services);
    let ReplyRequest { frame: sealed, writing } = request.0;
    let (sealed, writing) = (frame(FrameKind::Reply, &sealed)?, Writing::try_from(writing)?);
    let version =
        services.db.run("triage::reply", async |tx| write::reply(tx, &acting, *case, &sealed, &writing).await).await?;
    Ok(HttpResponse::Ok().json(Written { version }))
}

#[derive(Deserialize, Validate)]
struct DraftRequest {
    /// Sealed to oneself; nothing throws the draft away.
    frame: Option<String>,
}

async fn keep_draft(
    Guarded(CaseReader(me), request): Guarded<CaseReader, ValidJson<DraftRequest>>,
    services: web::Data<Services>,
    case: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let acting = Acting::new(me.id, &services);
    let draft = request.frame.as_deref().map(|text| frame(FrameKind::Letter, text)).transpose()?;
    services
        .db
        .run("triage::draft", async |tx| {
            store::case_for(tx, *case, &acting).await?.ok_or_else(Problem::not_found)?;
            match &draft {
                Some(draft) => store::keep_draft(tx, *case, me.id, draft).await?,
                None => store::drop_draft(tx, *case, me.id).await?,
            }
            Ok::<_, Problem>(())
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn add_attachment(
    CaseReader(me): CaseReader,
    services: web::Data<Services>,
    path: web::Path<(Uuid, Uuid)>,
    body: web::Payload,
) -> Result<HttpResponse, Problem> {
    let (case, id) = *path;
    let acting = Acting::new(me.id, &services);
    let known = services.db.run("triage::attachment_of", async |tx| store::case_for(tx, case, &acting).await).await?;
    known.ok_or_else(Problem::not_found)?;
    let body = body.to_bytes_limited(LONGEST_BODY).await.ok().and_then(Result::ok).unwrap_or_default();
    check_frame(&body)?;
    services.db.run("triage::attach", async |tx| write::attach(tx, &acting, case, id, &body).await).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// One attachment, still sealed; bytes that no browser should ever try to show.
async fn attachment(
    CaseReader(me): CaseReader,
    services: web::Data<Services>,
    path: web::Path<(Uuid, Uuid)>,
) -> Result<HttpResponse, Problem> {
    let (case, id) = *path;
    let acting = Acting::new(me.id, &services);
    let frame = services
        .db
        .run::<_, Problem>("triage::attachment", async |tx| {
            store::case_for(tx, case, &acting).await?.ok_or_else(Problem::not_found)?;
            let frame = intake::attachment(tx, id, case).await?.ok_or_else(Problem::not_found)?;
            acting.record(tx, "case.attachment_read", case).await?;
            Ok(frame)
        })
        .await?;
    Ok(HttpResponse::Ok().content_type("application/octet-stream").body(frame))
}

/// A member's browser is about to make a document of the case: one line in the log, whose end the document prints.
async fn export(
    CaseMember(me): CaseMember,
    services: web::Data<Services>,
    case: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let acting = Acting::new(me.id, &services);
    services.db.run("triage::export", async |tx| acting.record(tx, "case.export", *case).await).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Deserialize, Validate)]
struct Split {
    /// The identity of the second case, drawn in the browser, so that the entry can name it.
    id: Uuid,
    new: NewCaseRequest,
    #[serde(flatten)]
    writing: WriteRequest,
}

async fn split_case(
    Guarded(CaseMember(me), request): Guarded<CaseMember, ValidJson<Split>>,
    services: web::Data<Services>,
    case: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let acting = Acting::new(me.id, &services);
    let Split { id, new, writing } = request.0;
    let (new, writing) = (new.try_into()?, Writing::try_from(writing)?);
    let version =
        services.db.run("triage::split", async |tx| split(tx, &acting, *case, id, &new, &writing).await).await?;
    Ok(HttpResponse::Ok().json(Written { version }))
}

/// A new key is to be made before anything more is sealed.
pub(super) fn stale_key() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "stale_key",
        "Ärendets nyckel har bytts. Försök igen; det du har skrivit står kvar.",
        "The key of the case has changed. Try once more; what you have written is still there.",
    )
}

impl From<WriteError> for Problem {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::NoCase => Self::not_found(),
            WriteError::Seen => seen(),
            WriteError::StaleKey => stale_key(),
            WriteError::NotChief => not_chief(),
            WriteError::NoTarget => Self::conflict(
                "Det går inte längre att välja så. Uppdatera sidan.",
                "That can no longer be chosen. Reload the page.",
            ),
            WriteError::KeptOut => Self::conflict(
                "Någon är jävig i det här ärendet men inte i det andra. Anmäl jävet där först.",
                "Somebody is disqualified in this case but not in the other. Say so there first.",
            ),
            WriteError::UrnOpened => Self::new(
                StatusCode::CONFLICT,
                "urn_opened",
                "Urnan är redan öppnad, så statistiken kan inte ändras. Ärendet kan ändras ändå.",
                "The urn is opened already, so the figures cannot be changed. The case still can.",
            ),
            WriteError::Db(error) => error.into(),
        }
    }
}

impl From<SplitError> for Problem {
    fn from(error: SplitError) -> Self {
        match error {
            SplitError::Write(error) => error.into(),
            SplitError::Sort(error) => error.into(),
            SplitError::Db(error) => error.into(),
        }
    }
}

pub(super) fn seen() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "seen",
        "En kollega har skrivit i ärendet sedan du öppnade det. Läs det nya och spara igen; det du har skrivit står kvar.",
        "A colleague has written in the case since you opened it. Read what is new and save again; what you have written is still there.",
    )
}

pub(super) fn not_chief() -> Problem {
    Problem::conflict("Bara säkerhetschefen kan göra det här.", "Only the chief can do this.")
}
