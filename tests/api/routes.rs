//! Every route, without a session and as the wrong person. A route that is not in the table does not exist.

use orubbad::http::Access;
use reqwest::Method;
use serde_json::json;

use crate::support::{App, OpenInstance};

fn filled(path: &str) -> String {
    let id = "00000000-0000-4000-8000-000000000000";
    ["{channel}", "{case}", "{urn}", "{draft}", "{release}"]
        .iter()
        .fold(path.to_owned(), |path, name| path.replace(name, id))
        .replace("{file}", "none.js")
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

#[tokio::test]
async fn what_one_may_not_see_does_not_exist() {
    let app = App::start().await;
    let OpenInstance { deputy, .. } = OpenInstance::of(&app).await;
    // The deputy is a member, and neither administrator nor custodian.
    for route in orubbad::server::routes() {
        if !matches!(route.access, Access::Administrator | Access::Custodian | Access::Member) {
            continue;
        }
        let path = filled(route.path);
        let answer = match route.method.as_str() {
            "GET" => deputy.browser.get(&path).await,
            _ if path == "/staff/org" => deputy.browser.post_form(&path, "csv=&act=preview".into()).await,
            _ => deputy.browser.post(&path, json!({})).await,
        };
        assert_eq!(answer.status, 404, "{} {path}", route.method);
    }
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
