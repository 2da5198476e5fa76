//! Whether notices arrive: the page of deliveries, and the health endpoint for the operator's monitoring.

use actix_web::{HttpResponse, http::StatusCode, web};
use askama::Template;
use jiff::{SignedDuration, Timestamp, fmt::strtime, tz::TimeZone};
use serde::Serialize;

use crate::{
    auth::Officer,
    config::NoticeMode,
    http::{Access, Assets, Problem, Route, Services, page},
    outbox::{self, Delivery, DeliveryState},
};

/// The routes of deliveries and health.
pub fn routes() -> Vec<Route> {
    vec![Route::get(Access::Officer, "/staff/notices", notices), Route::get(Access::Public, "/health", health)]
}

#[derive(Template)]
#[template(path = "staff_notices.html", config = "web/askama.toml")]
struct NoticesPage<'a> {
    instance: &'a str,
    demo: bool,
    here: &'a str,
    assets: Assets,
    rows: Vec<NoticeRow>,
    mode: String,
    times: String,
    trouble: i64,
}

struct NoticeRow {
    label: &'static str,
    address: String,
    due: String,
    state: &'static str,
    attempts: i32,
    error: String,
}

const TROUBLE_DAYS: i64 = 7;

async fn notices(_: Officer, services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    let since = services.clock.now() - SignedDuration::from_hours(24 * TROUBLE_DAYS);
    let (rows, trouble) = services
        .db
        .run::<_, Problem>("alerts::notices", async |tx| {
            Ok((outbox::deliveries(tx).await?, outbox::undelivered(tx, since).await?))
        })
        .await?;
    let notices = &services.config.notices;
    page(&NoticesPage {
        instance: &services.config.service.name,
        demo: services.demo,
        here: "notices",
        assets: Assets,
        rows: rows.into_iter().map(|delivery| row(delivery, services.clock.zone())).collect(),
        mode: match notices.mode {
            NoticeMode::Always => "på fasta tider, även när inget är nytt".into(),
            NoticeMode::WhenNew => "på fasta tider, bara när något är nytt".into(),
        },
        times: notices.times.iter().map(|time| time.strftime("%H:%M").to_string()).collect::<Vec<_>>().join(" och "),
        trouble,
    })
}

fn row(delivery: Delivery, zone: &TimeZone) -> NoticeRow {
    NoticeRow {
        label: delivery.notice.label(),
        address: delivery.address,
        due: local(delivery.settled.unwrap_or(delivery.due), zone),
        state: match delivery.state {
            DeliveryState::Waiting => "väntar",
            DeliveryState::Sent => "skickat",
            DeliveryState::Failed => "misslyckat",
        },
        attempts: delivery.attempts,
        error: delivery.error.unwrap_or_default(),
    }
}

fn local(at: Timestamp, zone: &TimeZone) -> String {
    strtime::format("%Y-%m-%d %H:%M", &at.to_zoned(zone.clone())).expect("a plain format")
}

#[derive(Serialize)]
struct Health {
    status: &'static str,
    notices: &'static str,
}

/// 200 when the database answers and notices arrive, 503 otherwise; says nothing of reports.
async fn health(services: web::Data<Services>) -> HttpResponse {
    let since = services.clock.now() - SignedDuration::from_hours(24 * TROUBLE_DAYS);
    let trouble = services.db.run("alerts::health", async |tx| outbox::undelivered(tx, since).await).await;
    let (code, health) = match trouble {
        Ok(0) => (StatusCode::OK, Health { status: "ok", notices: "delivered" }),
        Ok(_) => (StatusCode::SERVICE_UNAVAILABLE, Health { status: "degraded", notices: "undelivered" }),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, Health { status: "down", notices: "unknown" }),
    };
    HttpResponse::build(code).json(health)
}
