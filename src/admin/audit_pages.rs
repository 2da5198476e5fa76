//! The auditor's reading of the log, its export, and the end of the chain that every document prints.

use actix_web::{
    HttpResponse,
    http::header::{ContentDisposition, DispositionParam, DispositionType},
    web,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    audit::{self, Act, Filter, Head, Line},
    auth::{Auditor, SignedIn},
    http::{Access, Problem, Route, Services},
    ids::base64,
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(Access::Auditor, "/api/staff/audit", lines),
        Route::get(Access::Auditor, "/api/staff/audit/export", export),
        Route::get(Access::Auditor, "/api/staff/audit/verify", verify),
        Route::get(Access::Staff, "/api/staff/audit/head", head),
    ]
}

#[derive(Deserialize)]
struct Asked {
    before: Option<i64>,
    actor: Option<Uuid>,
    act: Option<String>,
    object: Option<String>,
    from: Option<Date>,
    to: Option<Date>,
}

impl Asked {
    fn filter(self, services: &Services) -> Result<Filter, Problem> {
        let zone = services.clock.zone();
        let start = |day: Date| day.to_zoned(zone.clone()).map(|start| start.timestamp());
        let end = |day: Date| day.tomorrow().and_then(start);
        let unreadable = |_| Problem::bad_input("Dagen kan inte läsas.", "The day cannot be read.");
        let text = |given: Option<String>| given.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        Ok(Filter {
            before: self.before,
            actor: self.actor,
            act: text(self.act),
            object: text(self.object),
            from: self.from.map(start).transpose().map_err(unreadable)?,
            to: self.to.map(end).transpose().map_err(unreadable)?,
        })
    }
}

#[derive(Serialize)]
struct Lines {
    lines: Vec<Line>,
    more: bool,
    head: Head,
}

/// Lines a page.
const A_PAGE: i64 = 100;
/// Lines an export.
const AN_EXPORT: i64 = 1_000_000;

async fn lines(
    Auditor(_): Auditor,
    services: web::Data<Services>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Problem> {
    let filter = asked.into_inner().filter(&services)?;
    let (lines, head) = services
        .db
        .run::<_, Problem>("admin::audit", async |tx| {
            Ok((audit::lines(tx, &filter, A_PAGE + 1).await?, audit::head(tx).await?))
        })
        .await?;
    let more = lines.len() as i64 > A_PAGE;
    let lines = lines.into_iter().take(usize::try_from(A_PAGE).expect("a hundred")).collect();
    Ok(HttpResponse::Ok().json(Lines { lines, more, head }))
}

/// What fits the filter as CSV, and the end of the chain as its last line.
async fn export(
    Auditor(me): Auditor,
    services: web::Data<Services>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Problem> {
    let filter = asked.into_inner().filter(&services)?;
    let now = services.clock.now();
    let (lines, head) = services
        .db
        .run::<_, Problem>("admin::audit_export", async |tx| {
            let object = me.id.to_string();
            audit::record(tx, now, Act { actor: Some(me.id), word: "audit.export", object: &object }).await?;
            Ok((audit::lines(tx, &filter, AN_EXPORT).await?, audit::head(tx).await?))
        })
        .await?;
    let file = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(format!("orubbad-logg-{}.csv", services.clock.today()))],
    };
    Ok(HttpResponse::Ok().content_type("text/csv; charset=utf-8").insert_header(file).body(table(&lines, &head, now)?))
}

fn table(lines: &[Line], head: &Head, now: Timestamp) -> Result<String, Problem> {
    let mut out = csv::WriterBuilder::new().delimiter(b';').flexible(true).from_writer(vec![]);
    let written = (|| {
        out.write_record(["rad", "tid", "vem", "namn", "handling", "objekt", "kontrollsumma"])?;
        for line in lines.iter().rev() {
            let actor = line.actor.map(|actor| actor.to_string()).unwrap_or_default();
            let name = harmless(line.name.as_deref().unwrap_or("vid kommandoraden"));
            let (number, at, hash) = (line.number.to_string(), line.at.to_string(), base64(&line.hash));
            out.write_record([&number, &at, &actor, &name, &line.act, &line.object, &hash])?;
        }
        let (number, at, hash) = (head.number.to_string(), now.to_string(), base64(&head.hash));
        out.write_record([&number, &at, "", "loggens läge", "", "", &hash])
    })();
    written.map_err(|error| Problem::fault("audit export", &error))?;
    let bytes = out.into_inner().map_err(|error| Problem::fault("audit export", &error))?;
    // Spreadsheets take a file for UTF-8 by this mark.
    Ok(format!("\u{feff}{}", String::from_utf8(bytes).expect("made of text")))
}

/// A name that a spreadsheet does not take for a formula.
fn harmless(name: &str) -> String {
    let formula = name.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { format!("'{name}") } else { name.to_owned() }
}

#[derive(Serialize)]
struct Verified {
    head: Option<Head>,
    fault: Option<String>,
}

#[derive(Deserialize)]
struct Known {
    /// A head that was printed earlier; without one a log that was cut short passes.
    head: Option<String>,
}

async fn verify(
    Auditor(me): Auditor,
    services: web::Data<Services>,
    known: web::Query<Known>,
) -> Result<HttpResponse, Problem> {
    let now = services.clock.now();
    let unreadable =
        || Problem::bad_input("Läget skrivs som nummer:kontrollsumma.", "The place is written as number:checksum.");
    let printed = known.head.as_deref().filter(|head| !head.trim().is_empty());
    let known = printed.map(|head| Head::parse(head).ok_or_else(unreadable)).transpose()?;
    let verified = services
        .db
        .run::<_, Problem>("admin::audit_verify", async |tx| {
            let verified = audit::verify(tx, known.as_ref()).await?;
            let object = me.id.to_string();
            audit::record(tx, now, Act { actor: Some(me.id), word: "audit.verify", object: &object }).await?;
            Ok(verified)
        })
        .await?;
    Ok(HttpResponse::Ok().json(match verified {
        Ok(head) => Verified { head: Some(head), fault: None },
        Err(fault) => Verified { head: None, fault: Some(fault.to_string()) },
    }))
}

async fn head(SignedIn(_): SignedIn, services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    let head = services.db.run("admin::audit_head", async |tx| audit::head(tx).await).await?;
    Ok(HttpResponse::Ok().json(head))
}
