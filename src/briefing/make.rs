//! Making a briefing from what is published and decided: composed on a thread of its own, previewed or fixed for good.

use std::sync::Arc;

use jiff::civil::Date;
use serde::Deserialize;
use tokio::sync::Semaphore;
use uuid::Uuid;
use validator::Validate;

use super::{
    compose::compose,
    document::Document,
    material::{Material, Texts},
    package::{PackageError, package},
    store,
};
use crate::{
    audit::{self, Act},
    db::DbError,
    http::{Services, typefaces},
    ids::base64,
    org,
    plan::{self, ActionPlan},
    release::{self, ReadError},
    statistics::disclosure::Ledger,
};

/// What somebody chose and wrote.
#[derive(Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The day the plan is followed up as of, and the briefing is dated.
    pub day: Date,
    /// Numbers of releases.
    #[validate(length(max = 50, message = "Välj högst femtio redovisningar."))]
    pub releases: Vec<u64>,
    pub plan: Option<Uuid>,
    #[validate(nested)]
    pub texts: Texts,
}

/// Why there is no briefing.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    #[error("Redovisning Nr {0} finns inte.")]
    NoRelease(u64),
    #[error("Handlingsplanen finns inte längre.")]
    NoPlan,
    #[error("Välj minst en redovisning eller en handlingsplan.")]
    Nothing,
    #[error(
        "Redovisning Nr {0} publicerades efter den dag som rapporten gäller. Välj en senare dag eller välj bort den."
    )]
    Later(u64),
    #[error("Texten innehåller tecken som inte kan skrivas. Klistra in den som oformaterad text.")]
    Unwritable,
    #[error("Utkastet är redan fastställt eller borttaget.")]
    Gone,
    #[error("Rapporten kan inte gälla en dag som inte har varit.")]
    Future,
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Package(#[from] PackageError),
    #[error("the work came to an end by itself")]
    Broken,
}

impl From<DbError> for MakeError {
    fn from(error: DbError) -> Self {
        Self::Read(error.into())
    }
}

/// Everything that is read for a briefing, in one transaction.
struct Read {
    ledger: Ledger,
    plan: Option<ActionPlan>,
    nodes: Vec<org::Node>,
    audit_head: String,
}

/// The document of a choice; `fixed` says whether it carries the end of the audit log.
pub async fn document(services: &Services, choice: &Choice, fixed: bool) -> Result<Document, MakeError> {
    if choice.day > services.clock.today() {
        return Err(MakeError::Future);
    }
    if choice.releases.is_empty() && choice.plan.is_none() {
        return Err(MakeError::Nothing);
    }
    if !plan::is_writable(&choice.texts) {
        return Err(MakeError::Unwritable);
    }
    let read = services
        .db
        .run::<_, MakeError>("briefing::read", async |tx| {
            let plan = match choice.plan {
                Some(id) => Some(plan::plan(tx, id).await?.ok_or(MakeError::NoPlan)?),
                None => None,
            };
            let head = audit::head(tx).await?;
            Ok(Read {
                ledger: release::ledger(tx).await?,
                nodes: org::nodes(tx).await?,
                audit_head: format!("{}:{}", head.number, base64(&head.hash)),
                plan,
            })
        })
        .await?;
    let is_published = |number: &u64| read.ledger.releases().iter().any(|release| release.number == *number);
    if let Some(missing) = choice.releases.iter().find(|number| !is_published(number)) {
        return Err(MakeError::NoRelease(*missing));
    }
    let day = choice.day.to_string();
    let chosen = read.ledger.releases().iter().filter(|release| choice.releases.contains(&release.number));
    if let Some(later) = chosen.into_iter().find(|release| release.published > day) {
        return Err(MakeError::Later(later.number));
    }
    Ok(compose(&Material {
        instance: &services.config.service.name,
        invented: services.demo,
        day: choice.day,
        ledger: &read.ledger,
        releases: &choice.releases,
        plan: read.plan.as_ref(),
        nodes: &read.nodes,
        texts: &choice.texts,
        audit_head: fixed.then_some(read.audit_head),
    }))
}

/// Setting pages takes seconds and memory: so many are set at once, and others wait their turn.
static PLACES: Semaphore = Semaphore::const_new(1);

/// Works on a thread of its own, so that nobody else waits.
pub(super) async fn aside<T: Send + 'static>(
    document: Arc<Document>,
    work: impl FnOnce(&Document, &[Vec<u8>]) -> Result<T, PackageError> + Send + 'static,
) -> Result<T, MakeError> {
    let _place = PLACES.acquire().await.map_err(|_| MakeError::Broken)?;
    let done = tokio::task::spawn_blocking(move || work(&document, &typefaces())).await;
    Ok(done.map_err(|_| MakeError::Broken)??)
}

/// Makes every format and fixes them for good; the draft it was made from goes.
pub async fn fix(
    services: &Services,
    channel: Uuid,
    draft: Option<Uuid>,
    choice: &Choice,
    by: Uuid,
) -> Result<(Uuid, i64), MakeError> {
    let document = Arc::new(document(services, choice, true).await?);
    let files = aside(Arc::clone(&document), |document, faces| package(document, faces, &|_| ())).await?;
    let written = serde_json::to_string(&*document).expect("plain data becomes JSON");
    let (id, today, now) = (services.chance.uuid(), services.clock.today(), services.clock.now());
    let number = services
        .db
        .run::<_, MakeError>("briefing::fix", async |tx| {
            let number = store::fix(tx, id, today, by, (&document.heading.title, &written), &files).await?;
            if let Some(draft) = draft
                && !store::delete_draft(tx, draft, channel).await?
            {
                return Err(MakeError::Gone);
            }
            audit::record(tx, now, Act { actor: Some(by), word: "briefing.fix", object: &id.to_string() }).await?;
            Ok(number)
        })
        .await?;
    Ok((id, number))
}
