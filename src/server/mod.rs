//! The table of routes, the guards that stand before all of them, start and stop.

mod guards;
mod run;

pub use run::{Running, serve};

use crate::{
    admin, alerts, board, briefing,
    http::{Access, Route},
    intake, plan, release, retention, survey, triage, urn,
};

/// Every route there is. A test walks them without a session and as the wrong person.
pub fn routes() -> Vec<Route> {
    let assets = vec![Route::get(Access::Public, "/assets/{file}", crate::http::asset)];
    let reporters = [intake::routes(), board::routes(), survey::respondent_routes(), release::public_routes()];
    let desks =
        [admin::routes(), triage::routes(), retention::routes(), alerts::routes(), plan::routes(), briefing::routes()];
    let custodians = [urn::routes(), survey::staff_routes(), release::staff_routes()];
    [assets].into_iter().chain(reporters).chain(desks).chain(custodians).flatten().collect()
}
