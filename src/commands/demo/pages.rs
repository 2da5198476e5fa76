//! The developer's page: the mailbox, the officers' passphrases and codes, and a button that lets the night pass.

use std::sync::Arc;

use actix_web::{HttpResponse, http::header, web};
use askama::Template;
use tokio::sync::Mutex;

use super::{Mail, Mailbox, fill, waves};
use crate::{
    http::{Access, Assets, Problem, Route, Services, page},
    worker::Worker,
};

#[derive(Template)]
#[template(path = "demo.html", config = "web/askama.toml")]
struct DemoPage<'a> {
    demo: bool,
    here: &'a str,
    instance: &'a str,
    assets: Assets,
    officers: Vec<OfficerRow>,
    mails: Vec<Mail>,
    codes: Vec<(String, String)>,
}

struct OfficerRow {
    name: String,
    account: String,
    passphrase: String,
    code: String,
}

/// Adds the page to the demonstration's application, and to no other.
pub(super) fn register(app: &mut web::ServiceConfig, mailbox: Mailbox, worker: Arc<Mutex<Worker>>) {
    app.app_data(web::Data::new(mailbox)).app_data(web::Data::from(worker));
    Route::get(Access::Public, "/staff/demo", show).register(app);
    Route::post(Access::Public, "/staff/demo/night", night).register(app);
}

async fn show(services: web::Data<Services>, mailbox: web::Data<Mailbox>) -> Result<HttpResponse, Problem> {
    let now = services.clock.now();
    let officers = fill::officers().into_iter().map(|officer| OfficerRow {
        code: officer.totp().code(now),
        name: officer.name,
        account: officer.account,
        passphrase: officer.passphrase,
    });
    let mut mails = mailbox.mails();
    mails.reverse();
    page(&DemoPage {
        demo: true,
        here: "demo",
        instance: &services.config.service.name,
        assets: Assets,
        officers: officers.collect(),
        mails,
        codes: waves::codes_to_try(&services).await?,
    })
}

async fn night(worker: web::Data<Mutex<Worker>>) -> Result<HttpResponse, Problem> {
    worker.lock().await.mix().await?;
    Ok(HttpResponse::SeeOther().insert_header((header::LOCATION, "/staff/demo")).finish())
}
