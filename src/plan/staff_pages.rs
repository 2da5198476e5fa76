//! The plan as officers see and carry it on: overview, follow-up on a day, versions, outcomes, and its table for a spreadsheet.

use actix_web::{HttpResponse, http::header::CONTENT_DISPOSITION, web};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

use super::{
    ActionPlan, Area, FollowUp, Head, Measure, Outcome, Status, Version,
    keep::{self, By, KeepError},
    store, table,
};
use crate::{
    auth::Officer,
    db::DbError,
    http::{Access, Guarded, Problem, Route, Services, ValidJson},
    org::{self, NodeKind},
};

/// The routes of plans.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(Access::Officer, "/api/staff/plans", list),
        Route::post(Access::Officer, "/api/staff/plans", take_in),
        Route::post(Access::Officer, "/api/staff/plans/table", read_table),
        Route::get(Access::Officer, "/api/staff/plans/{plan}", one),
        Route::get(Access::Officer, "/api/staff/plans/{plan}/plan.json", as_json),
        Route::get(Access::Officer, "/api/staff/plans/{plan}/versions/{version}/plan.csv", as_csv),
        Route::post(Access::Officer, "/api/staff/plans/{plan}/head", set_head),
        Route::post(Access::Officer, "/api/staff/plans/{plan}/versions", put_version),
        Route::post(Access::Officer, "/api/staff/plans/{plan}/outcomes", note),
    ]
}

#[derive(Serialize)]
struct Listed {
    id: Uuid,
    name: String,
    decided_by: String,
    versions: usize,
    /// The next report occasion from today, and what it is.
    next: Option<(String, String)>,
    /// Measures that are late today.
    late: usize,
}

async fn list(Officer(_): Officer, services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    let today = services.clock.today();
    let (plans, nodes) = services
        .db
        .run::<_, DbError>("plan::list", async |tx| Ok((store::plans(tx).await?, org::nodes(tx).await?)))
        .await?;
    let listed = plans.into_iter().map(|(id, plan)| {
        let next = plan.head.occasions.iter().filter_map(|occasion| Some((occasion.next(today)?, occasion)));
        let next = next.min_by_key(|(date, _)| date.first());
        let late =
            plan.follow_up(today, &plan.units(&nodes, today)).map_or(0, |follow_up| follow_up.count(Status::Late));
        Listed {
            id,
            versions: plan.versions.len(),
            next: next.map(|(date, occasion)| (date.swedish(), occasion.title.clone())),
            late,
            name: plan.head.name,
            decided_by: plan.head.decided_by,
        }
    });
    Ok(HttpResponse::Ok().json(listed.collect::<Vec<_>>()))
}

#[derive(Deserialize)]
struct On {
    on: Option<Date>,
}

#[derive(Serialize)]
struct Shown {
    plan: ActionPlan,
    /// As of the day that was asked for; nothing before the first version holds.
    follow_up: Option<FollowUp>,
    warnings: Vec<String>,
    /// Units that can take part: code and name.
    units: Vec<(String, String)>,
    /// Occasions in the order they come: code, date in words, whether its reminder has come.
    coming: Vec<(String, String, bool)>,
}

async fn one(
    Officer(_): Officer,
    services: web::Data<Services>,
    plan: web::Path<Uuid>,
    query: web::Query<On>,
) -> Result<HttpResponse, Problem> {
    let today = services.clock.today();
    let on = query.on.unwrap_or(today);
    let (found, nodes) = services
        .db
        .run::<_, DbError>("plan::one", async |tx| Ok((store::plan(tx, *plan).await?, org::nodes(tx).await?)))
        .await?;
    let plan = found.ok_or_else(Problem::not_found)?;
    let codes = plan.units(&nodes, on);
    let names = nodes.iter().filter(|node| node.kind == NodeKind::Unit && codes.contains(&node.code));
    let mut coming: Vec<_> =
        plan.head.occasions.iter().filter_map(|occasion| Some((occasion.next(today)?, occasion))).collect();
    coming.sort_by_key(|(date, _)| date.first());
    let shown = Shown {
        follow_up: plan.follow_up(on, &codes),
        warnings: plan.version_on(on).map(|version| version.warnings(&plan.head)).unwrap_or_default(),
        units: names.map(|node| (node.code.clone(), node.name.clone())).collect(),
        coming: coming
            .into_iter()
            .map(|(date, occasion)| {
                let is_near = occasion.reminder(today).is_some_and(|day| day <= today);
                (occasion.code.clone(), date.swedish(), is_near)
            })
            .collect(),
        plan,
    };
    Ok(HttpResponse::Ok().json(shown))
}

async fn as_json(
    Officer(_): Officer,
    services: web::Data<Services>,
    plan: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let found = services.db.run::<_, DbError>("plan::json", async |tx| store::plan(tx, *plan).await).await?;
    let body = serde_json::to_string_pretty(&found.ok_or_else(Problem::not_found)?).expect("plain data becomes JSON");
    let name = "attachment; filename=\"handlingsplan.json\"";
    Ok(HttpResponse::Ok().content_type("application/json").insert_header((CONTENT_DISPOSITION, name)).body(body))
}

async fn as_csv(
    Officer(_): Officer,
    services: web::Data<Services>,
    path: web::Path<(Uuid, String)>,
) -> Result<HttpResponse, Problem> {
    let (id, number) = path.into_inner();
    let found = services.db.run::<_, DbError>("plan::csv", async |tx| store::plan(tx, id).await).await?;
    let plan = found.ok_or_else(Problem::not_found)?;
    let version =
        plan.versions.iter().find(|version| version.number.to_string() == number).ok_or_else(Problem::not_found)?;
    let name = format!("attachment; filename=\"handlingsplan-{number}.csv\"");
    let body = table::to_csv(&plan, version);
    Ok(HttpResponse::Ok().content_type("text/csv; charset=utf-8").insert_header((CONTENT_DISPOSITION, name)).body(body))
}

#[derive(Deserialize, Validate)]
struct PlanRequest {
    plan: ActionPlan,
}

#[derive(Serialize)]
struct Taken {
    id: Uuid,
}

async fn take_in(
    Guarded(Officer(staff), request): Guarded<Officer, ValidJson<PlanRequest>>,
    services: web::Data<Services>,
) -> Result<HttpResponse, Problem> {
    let (id, by) = (services.chance.uuid(), by(staff.id, &services));
    services.db.run("plan::take_in", async |tx| keep::take_in(tx, id, &request.plan, by).await).await?;
    Ok(HttpResponse::Ok().json(Taken { id }))
}

#[derive(Deserialize, Validate)]
struct TableRequest {
    #[validate(length(max = 500_000, message = "Tabellen är för stor."))]
    csv: String,
}

#[derive(Serialize)]
struct Read {
    areas: Vec<Area>,
    measures: Vec<Measure>,
}

/// Reads a spreadsheet's table and gives it back as a version would hold it; keeps nothing.
async fn read_table(
    Guarded(Officer(_), request): Guarded<Officer, ValidJson<TableRequest>>,
) -> Result<HttpResponse, Problem> {
    let (areas, measures) = table::from_csv(&request.csv)
        .map_err(|fault| Problem::bad_input(&fault.to_string(), "The table cannot be read."))?;
    Ok(HttpResponse::Ok().json(Read { areas, measures }))
}

#[derive(Deserialize, Validate)]
struct HeadRequest {
    head: Head,
}

async fn set_head(
    Guarded(Officer(staff), request): Guarded<Officer, ValidJson<HeadRequest>>,
    services: web::Data<Services>,
    plan: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let by = by(staff.id, &services);
    services.db.run("plan::set_head", async |tx| keep::set_head(tx, *plan, &request.head, by).await).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Deserialize, Validate)]
struct VersionRequest {
    version: Version,
}

async fn put_version(
    Guarded(Officer(staff), request): Guarded<Officer, ValidJson<VersionRequest>>,
    services: web::Data<Services>,
    plan: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let by = by(staff.id, &services);
    services.db.run("plan::put_version", async |tx| keep::put_version(tx, *plan, &request.version, by).await).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Deserialize, Validate)]
struct OutcomeRequest {
    outcome: Outcome,
}

async fn note(
    Guarded(Officer(staff), request): Guarded<Officer, ValidJson<OutcomeRequest>>,
    services: web::Data<Services>,
    plan: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let by = by(staff.id, &services);
    services.db.run("plan::note", async |tx| keep::note(tx, *plan, &request.outcome, by).await).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn by(staff: Uuid, services: &Services) -> By {
    By { staff, now: services.clock.now(), today: services.clock.today() }
}

impl From<KeepError> for Problem {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::NoPlan => Self::not_found(),
            KeepError::Db(error) => error.into(),
            KeepError::Faults(_) | KeepError::Decided(_) => {
                Self::bad_input(&error.to_string(), "The plan does not hold together.")
            }
        }
    }
}
