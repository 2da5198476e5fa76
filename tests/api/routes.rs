//! Every route, without a session and as the wrong person. A route that is not in the table does not exist.

use std::collections::BTreeSet;

use orubbad::http::{Access, Role};
use reqwest::Method;
use serde_json::json;

use crate::{
    support::{App, Browser, Officer, OpenInstance, Report, Reporter},
    triage::only_case,
};

/// A path with an identity that nothing has wherever it names something.
fn filled(path: &str) -> String {
    let part = |part: &str| match part {
        "{file}" => "none.js".to_owned(),
        named if named.starts_with('{') => "00000000-0000-4000-8000-000000000000".to_owned(),
        plain => plain.to_owned(),
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn without_a_session_only_public_routes_answer() {
    let app = App::start().await;
    OpenInstance::of(&app).await;
    for route in orubbad::server::routes() {
        let path = filled(route.path);
        let browser = app.browser();
        let answer = match route.method.as_str() {
            "GET" => browser.get(&path).await,
            _ => browser.post(&path, json!({})).await,
        };
        match route.access {
            Access::Public | Access::Link => assert_ne!(answer.code_or_empty(), "signed_out", "{path}"),
            _ => assert_eq!((answer.status.as_u16(), answer.code_or_empty().as_str()), (401, "signed_out"), "{path}"),
        }
    }
}

/// Somebody with their roles; whoever has several may what any of them may.
type Somebody = (Vec<Role>, Browser);

/// An account for each role, around one channel and one case.
async fn everybody(app: &App) -> (Vec<Somebody>, String, String) {
    let OpenInstance { chief, deputy, .. } = OpenInstance::of(app).await;
    Reporter::at(app).submits(&Report::to_be_read("Brev")).await.ok();
    app.night().await;
    chief.sorts_everything().await;
    let (channel, case) = (chief.channel().await, only_case(&chief).await);
    let link = chief.invites(true, false).await;
    let partial = Officer::accepts(app, "javig", &link).await;
    chief.gives_keys(partial.id, &partial.identity.to_public().to_string()).await.ok();
    let mut accounts: Vec<Somebody> = vec![(vec![Role::Visitor], app.browser())];
    for (role, account, flag) in [
        (Role::Administrator, "administrator", Some("administrator")),
        (Role::Custodian, "forvarare", Some("custodian")),
        (Role::Auditor, "granskare", Some("auditor")),
        (Role::Consulted, "jurist", None),
    ] {
        let link = chief.invites_outside(flag).await;
        let somebody = Officer::accepts(app, account, &link).await;
        if role == Role::Consulted {
            chief.consults(&case, &somebody, "2026-12-24").await.ok();
        }
        accounts.push((vec![role], somebody.browser));
    }
    chief.disqualifies(&case, partial.id).await.ok();
    accounts.push((vec![Role::Disqualified], partial.browser));
    accounts.push((vec![Role::Deputy], deputy.browser));
    accounts.push((vec![Role::Chief, Role::Administrator, Role::Custodian], chief.browser));
    (accounts, channel, case)
}

#[tokio::test]
async fn every_route_admits_exactly_the_roles_of_the_table() {
    let app = App::start().await;
    let (accounts, channel, case) = everybody(&app).await;
    let tried: BTreeSet<_> = accounts.iter().flat_map(|(roles, _)| roles).map(|role| format!("{role:?}")).collect();
    assert_eq!(tried.len(), Role::ALL.len(), "somebody of every role");
    let mut looked = 0;
    for route in orubbad::server::routes() {
        let path = filled(&route.path.replace("{channel}", &channel).replace("{case}", &case));
        // What is named in the path and is not there is 404 for everybody.
        let names_nothing = !route.path.replace("{channel}", "").replace("{case}", "").contains('{');
        for (roles, browser) in &accounts {
            if path == "/api/staff/sign-out" {
                continue;
            }
            let admitted = roles.iter().any(|role| route.access.admits(*role));
            let answer = match route.method.as_str() {
                "GET" => browser.get(&path).await,
                _ if path == "/staff/org" => browser.post_form(&path, "csv=&act=preview".into()).await,
                _ => browser.post(&path, json!({})).await,
            };
            let (status, who) = (answer.status.as_u16(), format!("{roles:?} {} {path}", route.method));
            match (admitted, roles.contains(&Role::Visitor)) {
                (false, true) => assert_eq!((status, answer.code_or_empty().as_str()), (401, "signed_out"), "{who}"),
                (false, false) => assert_eq!(status, 404, "{who}: {}", answer.code_or_empty()),
                (true, _) => assert!(
                    !(status == 404 && names_nothing) && answer.code_or_empty() != "signed_out",
                    "{who}: {status}"
                ),
            }
            looked += 1;
        }
    }
    assert!(looked > 600, "only {looked} pairs were tried");
}

#[tokio::test]
async fn every_answer_carries_the_tight_policy_errors_too() {
    let app = App::start().await;
    let client = reqwest::Client::new();
    let paths = orubbad::server::routes().into_iter().map(|route| (route.method, filled(route.path)));
    let wrong =
        [(actix_web::http::Method::GET, "/finns/inte".to_owned()), (actix_web::http::Method::PUT, "/".to_owned())];
    for (method, path) in paths.chain(wrong) {
        let method = Method::from_bytes(method.as_str().as_bytes()).expect("a method");
        let response = client.request(method, format!("{}{path}", app.address)).send().await.expect("an answer");
        let header =
            |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert!(!policy.contains("http") && !policy.contains('*'), "{path}: a foreign host");
        assert_eq!(header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(header("cache-control"), "no-store", "{path}");
        assert!(path.starts_with("/api/staff/sign-out") || response.headers().get("set-cookie").is_none(), "{path}");
    }
}

#[tokio::test]
async fn a_monitor_that_asks_for_the_head_alone_is_answered() {
    let app = App::start().await;
    for path in ["/", "/health", "/api/v1/board"] {
        let response = reqwest::Client::new().head(format!("{}{path}", app.address)).send().await.expect("an answer");
        assert_eq!(response.status(), 200, "{path}");
        assert!(response.bytes().await.expect("a body").is_empty());
    }
}

#[tokio::test]
async fn a_lost_visitor_gets_a_page_and_a_script_gets_json() {
    let app = App::start().await;
    let client = reqwest::Client::new();
    let request = client.get(format!("{}/finns/inte", app.address)).header("accept", "text/html,*/*");
    let response = request.send().await.expect("an answer");
    assert_eq!(response.status(), 404);
    assert!(response.text().await.expect("a body").contains("<h1>Sidan finns inte.</h1>"));
    assert_eq!(app.browser().get("/finns/inte").await.code(), "not_found");
}
