//! Rules, proposals and protocols of destruction, as members of a channel see them.

use actix_web::{HttpResponse, web};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

use super::{
    disposal::{self, Disposal, DisposalError, carry_out, propose, withdraw},
    rule::{Kind, Rule},
    store,
};
use crate::{
    auth::{ChiefOf, KeyHolderOf},
    channel,
    http::{Access, Guarded, Problem, Route, Services, ValidJson},
};

/// The routes of retention.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(Access::Member, "/api/staff/channels/{channel}/retention", overview),
        Route::post(Access::Chief, "/api/staff/channels/{channel}/retention/rules", set_rule),
        Route::post(Access::Member, "/api/staff/channels/{channel}/retention/proposals", make_proposal),
        Route::post(Access::Member, "/api/staff/channels/{channel}/retention/withdraw", throw_away),
        Route::post(Access::Member, "/api/staff/channels/{channel}/retention/approve", approve),
    ]
}

#[derive(Serialize)]
struct Overview {
    rules: Vec<RuleView>,
    disposals: Vec<Disposal>,
}

#[derive(Serialize)]
struct RuleView {
    #[serde(flatten)]
    rule: Rule,
    /// What was closed, came or was sent before this day may go.
    until: Date,
    /// What a proposal of today would hold.
    due: Vec<Uuid>,
}

async fn overview(me: KeyHolderOf, services: web::Data<Services>) -> Result<HttpResponse, Problem> {
    let today = services.clock.today();
    let overview = services
        .db
        .run::<_, Problem>("retention::overview", async |tx| {
            let mut rules = Vec::new();
            for rule in store::rules(tx, me.channel).await? {
                let due = disposal::due(tx, me.channel, &rule, today).await?;
                rules.push(RuleView { until: rule.until(today), rule, due });
            }
            Ok(Overview { rules, disposals: store::disposals(tx, me.channel).await? })
        })
        .await?;
    Ok(HttpResponse::Ok().json(overview))
}

#[derive(Deserialize, Validate)]
struct RuleRequest {
    kind: Kind,
    #[validate(range(min = 1, max = 600, message = "Ange antal månader, 1 till 600."))]
    months: i32,
    #[validate(length(min = 3, max = 120, message = "Ange gallringsbeslutets diarienummer."))]
    reference: String,
    decided: Date,
}

async fn set_rule(
    Guarded(ChiefOf(me), request): Guarded<ChiefOf, ValidJson<RuleRequest>>,
    services: web::Data<Services>,
) -> Result<HttpResponse, Problem> {
    let RuleRequest { kind, months, reference, decided } = request.0;
    let (today, now) = (services.clock.today(), services.clock.now());
    let rule = Rule { kind, months, reference: reference.trim().to_owned(), decided };
    if rule.reference.len() < 3 || decided > today {
        return Err(Problem::bad_input(
            "Ange gallringsbeslutets diarienummer och dag. Ett beslut kan inte ha en dag som inte har varit.",
            "Give the decision's number and day. A decision cannot have a day that has not been.",
        ));
    }
    services
        .db
        .run::<_, Problem>("retention::set_rule", async |tx| {
            // What belongs to no channel's cases is looked after by the ordinary channel alone.
            let first = channel::all(tx).await?.first().is_some_and(|first| first.id == me.channel);
            if rule.kind != Kind::Case && !first {
                return Err(Problem::not_found());
            }
            store::set_rule(tx, me.channel, &rule).await?;
            Ok(disposal::record(tx, now, me.staff.id, "retention.rule", me.channel).await?)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Deserialize, Validate)]
struct ProposalRequest {
    kind: Kind,
}

#[derive(Serialize)]
struct Proposed {
    id: Uuid,
}

async fn make_proposal(
    Guarded(me, request): Guarded<KeyHolderOf, ValidJson<ProposalRequest>>,
    services: web::Data<Services>,
) -> Result<HttpResponse, Problem> {
    let (today, now) = (services.clock.today(), services.clock.now());
    let id = services
        .db
        .run("retention::propose", async |tx| {
            propose(tx, me.channel, request.kind, me.staff.id, today, now, &services.chance).await
        })
        .await?;
    Ok(HttpResponse::Ok().json(Proposed { id }))
}

#[derive(Deserialize, Validate)]
struct Chosen {
    proposal: Uuid,
}

async fn throw_away(
    Guarded(me, request): Guarded<KeyHolderOf, ValidJson<Chosen>>,
    services: web::Data<Services>,
) -> Result<HttpResponse, Problem> {
    let now = services.clock.now();
    services
        .db
        .run("retention::withdraw", async |tx| withdraw(tx, me.channel, request.proposal, me.staff.id, now).await)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn approve(
    Guarded(me, request): Guarded<KeyHolderOf, ValidJson<Chosen>>,
    services: web::Data<Services>,
) -> Result<HttpResponse, Problem> {
    let (today, now) = (services.clock.today(), services.clock.now());
    carry_out(&services.db, me.channel, request.proposal, me.staff.id, today, now).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl From<DisposalError> for Problem {
    fn from(error: DisposalError) -> Self {
        match error {
            DisposalError::NoRule => Self::conflict(
                "Det finns inget gallringsbeslut för det här. Säkerhetschefen för in beslutet först.",
                "There is no decision on destruction for this. The chief enters the decision first.",
            ),
            DisposalError::Nothing => {
                Self::conflict("Inget är gammalt nog att gallra.", "Nothing is old enough to be destroyed.")
            }
            DisposalError::Proposed => Self::conflict(
                "Ett förslag väntar redan på godkännande.",
                "A proposal is already waiting for approval.",
            ),
            DisposalError::Disqualified => Self::conflict(
                "Du är jävig i ett av ärendena. En annan medlem gör det här.",
                "You are disqualified in one of the cases. Another member does this.",
            ),
            DisposalError::NoProposal => Self::conflict(
                "Förslaget finns inte längre. Uppdatera sidan.",
                "The proposal is no longer there. Reload the page.",
            ),
            DisposalError::SamePerson => Self::conflict(
                "Den som har föreslagit kan inte godkänna. En annan medlem gör det.",
                "Whoever proposed cannot approve. Another member does.",
            ),
            DisposalError::RuleChanged => Self::conflict(
                "Gallringsbeslutet har ändrats sedan förslaget gjordes. Gör ett nytt förslag.",
                "The decision has changed since the proposal was made. Make a new one.",
            ),
            DisposalError::Db(error) => error.into(),
        }
    }
}
