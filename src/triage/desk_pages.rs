//! The desk of a channel: its cases, new letters to be sorted, what the search reads, and templates of replies.

use actix_web::{HttpResponse, web};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

use super::{
    acting::Acting,
    case::Status,
    frames::{FollowUpRequest, NewCaseRequest},
    read, readers,
    sort::{SortError, Sorting, sort},
    store,
    views::{EntryView, KeyView, LetterView, ListedView},
};
use crate::{
    auth::{self, ChiefOf, KeyHolderOf, SignedIn, Staff},
    http::{Access, Guarded, Problem, Route, Services, ValidJson},
    ids::base64,
    intake,
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(Access::Member, "/api/staff/channels/{channel}/desk", desk),
        Route::get(Access::Member, "/api/staff/channels/{channel}/heads", heads),
        Route::get(Access::Member, "/api/staff/channels/{channel}/texts", texts),
        Route::post(Access::Member, "/api/staff/channels/{channel}/sort", sort_letters),
        Route::get(Access::Member, "/api/staff/channels/{channel}/templates", templates),
        Route::post(Access::Chief, "/api/staff/channels/{channel}/templates", set_templates),
        Route::get(Access::Member, "/api/staff/channels/{channel}/people", people),
        Route::get(Access::Member, "/api/staff/channels/{channel}/paper-shares", paper_shares),
        Route::get(Access::Staff, "/api/staff/consultations", consultations),
    ]
}

#[derive(Serialize)]
struct Desk {
    new: Vec<LetterView>,
    cases: Vec<ListedView>,
}

async fn desk(me: KeyHolderOf, services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    let acting = Acting::new(me.staff.id, &services);
    let desk = services
        .db
        .run::<_, Problem>("triage::desk", async |tx| {
            let new = intake::new_letters(tx, me.channel).await?.into_iter().map(LetterView::from).collect();
            let cases = store::listed(tx, me.channel, me.staff.id).await?.into_iter().map(ListedView::from).collect();
            acting.record(tx, "desk.read", me.channel).await?;
            Ok(Desk { new, cases })
        })
        .await?;
    Ok(HttpResponse::Ok().json(desk))
}

#[derive(Serialize)]
struct Head {
    case: Uuid,
    epoch: Uuid,
    frame: String,
}

async fn heads(me: KeyHolderOf, services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    let heads = services.db.run("triage::heads", async |tx| store::heads(tx, me.channel).await).await?;
    let heads = heads.into_iter().map(|(case, epoch, head)| Head { case, epoch, frame: base64(&head) });
    Ok(HttpResponse::Ok().json(heads.collect::<Vec<_>>()))
}

#[derive(Deserialize)]
struct Texts {
    after: Option<Uuid>,
}

#[derive(Serialize)]
struct TextsPage {
    cases: Vec<CaseTexts>,
    next: Option<Uuid>,
}

#[derive(Serialize)]
struct CaseTexts {
    id: Uuid,
    keys: Vec<KeyView>,
    letters: Vec<LetterView>,
    entries: Vec<EntryView>,
}

/// Cases a page of the search.
const TEXTS_A_PAGE: i64 = 50;

async fn texts(
    me: KeyHolderOf,
    services: web::Data<Services>,
    asked: web::Query<Texts>,
) -> Result<HttpResponse, Problem> {
    let acting = Acting::new(me.staff.id, &services);
    let page = services
        .db
        .run("triage::texts", async |tx| read::texts(tx, &acting, me.channel, asked.after, TEXTS_A_PAGE).await)
        .await?;
    let cases = page.cases.into_iter().map(|case| CaseTexts {
        id: case.id,
        keys: case.keys.into_iter().map(KeyView::from).collect(),
        letters: case.letters.into_iter().map(LetterView::from).collect(),
        entries: case.entries.into_iter().map(EntryView::from).collect(),
    });
    Ok(HttpResponse::Ok().json(TextsPage { cases: cases.collect(), next: page.next }))
}

#[derive(Deserialize, Validate)]
struct SortRequest {
    #[validate(length(max = 500, message = "Sortera i mindre omgångar."))]
    discard: Vec<Uuid>,
    #[validate(length(max = 500, message = "Sortera i mindre omgångar."))]
    attach: Vec<FollowUpRequest>,
    #[validate(length(max = 500, message = "Sortera i mindre omgångar."))]
    open: Vec<NewCaseRequest>,
}

async fn sort_letters(
    Guarded(me, request): Guarded<KeyHolderOf, ValidJson<SortRequest>>,
    services: web::Data<Services>,
) -> Result<HttpResponse, Problem> {
    let request = request.0;
    let sorting = Sorting {
        discard: request.discard,
        attach: request.attach.into_iter().map(TryInto::try_into).collect::<Result<_, Problem>>()?,
        open: request.open.into_iter().map(TryInto::try_into).collect::<Result<_, Problem>>()?,
    };
    let acting = Acting::new(me.staff.id, &services);
    services.db.run("triage::sort", async |tx| sort(tx, &acting, me.channel, &sorting).await).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Serialize, Deserialize, Validate)]
struct Template {
    #[validate(length(min = 1, max = 80, message = "Varje mall behöver ett namn, högst 80 tecken."))]
    title: String,
    #[validate(length(min = 1, max = 2000, message = "Varje mall behöver en text, högst 2 000 tecken."))]
    text: String,
}

#[derive(Serialize, Deserialize, Validate)]
struct Templates {
    #[validate(nested, length(max = 50, message = "Högst 50 mallar."))]
    templates: Vec<Template>,
}

async fn templates(me: KeyHolderOf, services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    let found = services.db.run("triage::templates", async |tx| store::templates(tx, me.channel).await).await?;
    let templates = found.into_iter().map(|(title, text)| Template { title, text }).collect();
    Ok(HttpResponse::Ok().json(Templates { templates }))
}

async fn set_templates(
    Guarded(me, request): Guarded<ChiefOf, ValidJson<Templates>>,
    services: web::Data<Services>,
) -> Result<HttpResponse, Problem> {
    let acting = Acting::new(me.0.staff.id, &services);
    let trimmed = |template: Template| (template.title.trim().to_owned(), template.text.trim().to_owned());
    let templates: Vec<_> = request.0.templates.into_iter().map(trimmed).collect();
    services
        .db
        .run::<_, Problem>("triage::set_templates", async |tx| {
            store::set_templates(tx, me.0.channel, &templates).await?;
            Ok(acting.record(tx, "channel.templates", me.0.channel).await?)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Serialize)]
struct Outsider {
    id: Uuid,
    name: String,
    recipient: String,
}

/// Staff outside the channel, who can be consulted.
async fn people(me: KeyHolderOf, services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    let people = services.db.run("triage::people", async |tx| auth::outside(tx, me.channel).await).await?;
    let outsider = |staff: Staff| Outsider { id: staff.id, name: staff.name, recipient: staff.recipient };
    Ok(HttpResponse::Ok().json(people.into_iter().map(outsider).collect::<Vec<_>>()))
}

#[derive(Serialize)]
struct PaperShare {
    case: Uuid,
    key: Uuid,
    sealed: String,
}

/// Case keys that lie sealed to the paper key, for whoever recovers with it; not those of cases one is disqualified in.
async fn paper_shares(me: KeyHolderOf, services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    let by = me.staff.id;
    let shares = services.db.run("triage::paper_shares", async |tx| readers::paper_shares(tx, me.channel, by).await);
    let share = |(case, key, sealed): (Uuid, Uuid, Vec<u8>)| PaperShare { case, key, sealed: base64(&sealed) };
    Ok(HttpResponse::Ok().json(shares.await?.into_iter().map(share).collect::<Vec<_>>()))
}

#[derive(Serialize)]
struct Consultation {
    id: Uuid,
    status: Status,
    opened: Date,
    until: Date,
}

/// The cases one is consulted in, for somebody who belongs to no channel.
async fn consultations(SignedIn(me): SignedIn, services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    let today = services.clock.today();
    let found =
        services.db.run("triage::consultations", async |tx| store::consulted_cases(tx, me.id, today).await).await?;
    let view = |(id, status, opened, until)| Consultation { id, status, opened, until };
    Ok(HttpResponse::Ok().json(found.into_iter().map(view).collect::<Vec<_>>()))
}

impl From<SortError> for Problem {
    fn from(error: SortError) -> Self {
        match error {
            SortError::Gone => Self::conflict(
                "En kollega hann före. Listan hämtas på nytt.",
                "A colleague was first. The list is fetched again.",
            ),
            SortError::StaleKey => super::case_pages::stale_key(),
            SortError::Key(error) => error.into(),
            SortError::Db(error) => error.into(),
        }
    }
}
