//! What the officer's browser asks for and hands over; all content passes sealed.

use actix_web::{HttpResponse, web};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

use super::{
    case::{Case, Status},
    read::read,
    reply::{Reply, ReplyError, reply},
    sort::{NewCase, SortError, Sorting, sort},
    status::set_status,
    store,
};
use crate::{
    auth::{MemberOf, SignedIn},
    http::{Access, Guarded, Problem, Route, Services, ValidJson},
    ids::{base64, unbase64},
    intake::{self, LetterRow},
    sealed::{Frame, FrameKind},
};

/// The routes of the desk and its cases.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(Access::Member, "/api/staff/channels/{channel}/desk", desk),
        Route::post(Access::Member, "/api/staff/channels/{channel}/sort", sort_letters),
        Route::get(Access::Staff, "/api/staff/cases/{case}", read_case),
        Route::post(Access::Staff, "/api/staff/cases/{case}/reply", send_reply),
        Route::post(Access::Staff, "/api/staff/cases/{case}/status", change_status),
    ]
}

#[derive(Serialize)]
struct Desk {
    new: Vec<LetterView>,
    cases: Vec<ListedView>,
}

#[derive(Serialize)]
struct LetterView {
    id: Uuid,
    epoch: Uuid,
    day: Date,
    at_once: bool,
    frame: String,
}

#[derive(Serialize)]
struct CaseView {
    id: Uuid,
    channel: Uuid,
    epoch: Uuid,
    head: String,
    status: Status,
    opened: Date,
    closed: Option<Date>,
    officer: Option<String>,
}

#[derive(Serialize)]
struct ListedView {
    #[serde(flatten)]
    case: CaseView,
    letters: i64,
    latest: Date,
}

#[derive(Serialize)]
struct WholeView {
    #[serde(flatten)]
    case: CaseView,
    letters: Vec<LetterView>,
    entries: Vec<EntryView>,
}

#[derive(Serialize)]
struct EntryView {
    id: Uuid,
    epoch: Uuid,
    frame: String,
    author: String,
    at: Timestamp,
}

impl From<LetterRow> for LetterView {
    fn from(letter: LetterRow) -> Self {
        let LetterRow { id, epoch, day, at_once, frame } = letter;
        Self { id, epoch, day, at_once, frame: base64(&frame) }
    }
}

impl From<Case> for CaseView {
    fn from(case: Case) -> Self {
        let Case { id, channel, epoch, head, status, opened, closed, officer } = case;
        Self { id, channel, epoch, head: base64(&head), status, opened, closed, officer }
    }
}

async fn desk(me: MemberOf, services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    let desk = services
        .db
        .run::<_, Problem>("triage::desk", async |tx| {
            let new = intake::new_letters(tx, me.channel).await?.into_iter().map(LetterView::from).collect();
            let listed = store::listed(tx, me.channel).await?.into_iter();
            let cases = listed.map(|l| ListedView { case: l.case.into(), letters: l.letters, latest: l.latest });
            Ok(Desk { new, cases: cases.collect() })
        })
        .await?;
    Ok(HttpResponse::Ok().json(desk))
}

#[derive(Deserialize, Validate)]
struct SortRequest {
    #[validate(length(max = 5000, message = "Sortera i mindre omgångar."))]
    discard: Vec<Uuid>,
    #[validate(length(max = 5000, message = "Sortera i mindre omgångar."))]
    attach: Vec<Attach>,
    #[validate(length(max = 5000, message = "Sortera i mindre omgångar."))]
    open: Vec<OpenCase>,
}

#[derive(Serialize, Deserialize)]
struct Attach {
    letter: Uuid,
    case: Uuid,
}

#[derive(Serialize, Deserialize)]
struct OpenCase {
    letter: Uuid,
    epoch: Uuid,
    head: String,
}

async fn sort_letters(
    Guarded(me, request): Guarded<MemberOf, ValidJson<SortRequest>>,
    services: web::Data<Services>,
) -> Result<HttpResponse, Problem> {
    let request = request.0;
    let open = request
        .open
        .into_iter()
        .map(|new| Ok(NewCase { letter: new.letter, epoch: new.epoch, head: reply_frame(&new.head)? }));
    let sorting = Sorting {
        discard: request.discard,
        attach: request.attach.into_iter().map(|attach| (attach.letter, attach.case)).collect(),
        open: open.collect::<Result<_, Problem>>()?,
    };
    let (today, now) = (services.clock.today(), services.clock.now());
    services
        .db
        .run("triage::sort", async |tx| sort(tx, me.channel, me.staff.id, &sorting, today, now, &services.chance).await)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn read_case(
    SignedIn(me): SignedIn,
    services: web::Data<Services>,
    case: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let now = services.clock.now();
    let whole = services.db.run("triage::read", async |tx| read(tx, *case, me.id, now).await).await?;
    let whole = whole.ok_or_else(Problem::not_found)?;
    let entries = whole.entries.into_iter().map(|entry| EntryView {
        id: entry.id,
        epoch: entry.epoch,
        frame: base64(&entry.frame),
        author: entry.author,
        at: entry.at,
    });
    Ok(HttpResponse::Ok().json(WholeView {
        case: whole.case.into(),
        letters: whole.letters.into_iter().map(LetterView::from).collect(),
        entries: entries.collect(),
    }))
}

#[derive(Deserialize, Validate)]
struct ReplyRequest {
    frame: String,
    copy: String,
    epoch: Uuid,
}

async fn send_reply(
    Guarded(SignedIn(me), request): Guarded<SignedIn, ValidJson<ReplyRequest>>,
    services: web::Data<Services>,
    case: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let sealed = Reply { frame: reply_frame(&request.frame)?, copy: reply_frame(&request.copy)?, epoch: request.epoch };
    let (today, now) = (services.clock.today(), services.clock.now());
    services
        .db
        .run("triage::reply", async |tx| reply(tx, *case, me.id, &sealed, today, now, &services.chance).await)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Deserialize, Validate)]
struct StatusRequest {
    status: Status,
}

async fn change_status(
    Guarded(SignedIn(me), request): Guarded<SignedIn, ValidJson<StatusRequest>>,
    services: web::Data<Services>,
    case: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let (today, now) = (services.clock.today(), services.clock.now());
    let status = request.status;
    let found =
        services.db.run("triage::status", async |tx| set_status(tx, *case, me.id, status, today, now).await).await?;
    if found { Ok(HttpResponse::NoContent().finish()) } else { Err(Problem::not_found()) }
}

fn reply_frame(text: &str) -> Result<Frame, Problem> {
    unbase64(text).and_then(|bytes| Frame::parse(FrameKind::Reply, bytes).ok()).ok_or_else(|| {
        Problem::bad_input(
            "Det som kom fram var inte förseglat som det ska. Ingenting är sparat.",
            "What arrived was not sealed as it must be. Nothing is stored.",
        )
    })
}

impl From<SortError> for Problem {
    fn from(error: SortError) -> Self {
        match error {
            SortError::Gone => Self::conflict(
                "En kollega hann före. Listan hämtas på nytt.",
                "A colleague was first. The list is fetched again.",
            ),
            SortError::StaleEpoch => stale_epoch(),
            SortError::Db(error) => error.into(),
        }
    }
}

impl From<ReplyError> for Problem {
    fn from(error: ReplyError) -> Self {
        match error {
            ReplyError::NoCase => Self::not_found(),
            ReplyError::StaleEpoch => stale_epoch(),
            ReplyError::Db(error) => error.into(),
        }
    }
}

fn stale_epoch() -> Problem {
    Problem::conflict(
        "Mottagarens nyckel har bytts. Hämta på nytt och försök igen; det du har skrivit står kvar.",
        "The receiver's key has changed. Fetch again and try once more; what you have written is still there.",
    )
}
